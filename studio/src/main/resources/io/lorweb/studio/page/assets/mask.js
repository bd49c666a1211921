// Where b may change: painted over b with brush and eraser, by mouse, touch, pen or keys. White of
// the uploaded picture may change, black stays.
import {upload, picture} from './net.js';
import {store} from './incoming.js';
import {sayError} from './say.js';

const at = id => document.getElementById(id);
const dialog = at('masking');
const canvas = at('mask-canvas');
const pen = canvas.getContext('2d', {willReadFrequently: true});
let last = null;
let cursor = null;
let finish = () => {};

const brush = () => Number(at('mask-size').value) * Math.max(canvas.width, canvas.height) / 100;

function stroke(from, to, pressure) {
  pen.globalCompositeOperation = at('mask-eraser').checked ? 'destination-out' : 'source-over';
  pen.strokeStyle = '#7a2bd6';
  pen.lineCap = 'round';
  pen.lineWidth = Math.max(1, brush() * pressure);
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.lineTo(to.x + 0.01, to.y);
  pen.stroke();
}

function point(event) {
  const box = canvas.getBoundingClientRect();
  return {x: ((event.clientX - box.left) * canvas.width) / box.width, y: ((event.clientY - box.top) * canvas.height) / box.height};
}

const pressure = event => (event.pointerType === 'pen' && event.pressure > 0 ? 0.3 + 0.7 * event.pressure : 1);

// Changes how open each pixel is, 0 to 255.
function each(change) {
  const data = pen.getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.data.length; i += 4) {
    const open = change(data.data[i + 3], i);
    data.data[i] = 122; data.data[i + 1] = 43; data.data[i + 2] = 214; data.data[i + 3] = open;
  }
  pen.putImageData(data, 0, 0);
}

async function load(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
  const other = document.createElement('canvas');
  other.width = canvas.width;
  other.height = canvas.height;
  const drawing = other.getContext('2d');
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  const grey = drawing.getImageData(0, 0, canvas.width, canvas.height).data;
  each((open, i) => Math.round(0.299 * grey[i] + 0.587 * grey[i + 1] + 0.114 * grey[i + 2]));
}

async function save() {
  const data = pen.getImageData(0, 0, canvas.width, canvas.height);
  let some = false;
  for (let i = 0; i < data.data.length; i += 4) {
    const open = data.data[i + 3];
    some = some || open > 0;
    data.data[i] = data.data[i + 1] = data.data[i + 2] = open;
    data.data[i + 3] = 255;
  }
  if (!some) return null;
  const other = document.createElement('canvas');
  other.width = canvas.width;
  other.height = canvas.height;
  other.getContext('2d').putImageData(data, 0, 0);
  const blob = await new Promise(done => { other.toBlob(done, 'image/png'); });
  return (await upload('/api/pictures', blob)).id;
}

export async function paint(item, done) {
  finish = done;
  canvas.width = item.width;
  canvas.height = item.height;
  cursor = {x: item.width / 2, y: item.height / 2};
  at('mask-b').src = picture(item.id, 768);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  dialog.showModal();
  canvas.focus();
  if (item.mask) await load(picture(item.mask));
}

export function begin() {
  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    last = point(event);
    stroke(last, last, pressure(event));
  });
  canvas.addEventListener('pointermove', event => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    for (const part of event.getCoalescedEvents ? event.getCoalescedEvents() : [event]) {
      const next = point(part);
      stroke(last, next, pressure(part));
      last = next;
    }
  });
  canvas.addEventListener('keydown', event => {
    const step = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key];
    if (!step && event.key !== ' ') return;
    event.preventDefault();
    const before = {...cursor};
    if (step) {
      cursor.x = Math.min(canvas.width, Math.max(0, cursor.x + (step[0] * brush()) / 2));
      cursor.y = Math.min(canvas.height, Math.max(0, cursor.y + (step[1] * brush()) / 2));
    }
    if (event.key === ' ' || event.shiftKey) stroke(before, cursor, 1);
  });
  at('mask-invert').addEventListener('click', () => each(open => 255 - open));
  at('mask-clear').addEventListener('click', () => pen.clearRect(0, 0, canvas.width, canvas.height));
  at('mask-import').addEventListener('change', async () => {
    const [file] = at('mask-import').files;
    if (!file) return;
    try {
      await load(picture((await store(file)).id));
    } catch (error) { sayError(error); }
    at('mask-import').value = '';
  });
  at('mask-done').addEventListener('click', async () => {
    try {
      finish(await save());
      dialog.close();
    } catch (error) { sayError(error); }
  });
  at('mask-none').addEventListener('click', () => { finish(null); dialog.close(); });
}
