// The three places for pictures: drop, paste, pick. Pictures are uploaded at once, so that what is
// shown is what the server has read: upright, on white. Several a and a′ are pairs in their order.
import {upload, picture} from './net.js';
import {paint} from './mask.js';
import {element, say, sayError} from './say.js';

const main = document.getElementById('main');
const mostBytes = Number(main.dataset.fileBytes);
const held = {a: [], a2: [], b: []};
let changed = () => {};
let carried = () => {};
let last = null;

export const pictures = name => held[name];

export function onChange(listener) { changed = listener; }
export function onRecipe(listener) { carried = listener; }

export function put(name, items) {
  held[name] = items;
  show(name);
  changed();
}

const zone = name => document.querySelector(`.zone[data-zone="${name}"]`);

function show(name) {
  const frames = zone(name).querySelector('.frames');
  zone(name).classList.toggle('filled', held[name].length > 0);
  frames.replaceChildren(...held[name].map((item, i) => element('div', {class: 'frame'},
    element('img', {src: picture(item.id, 768), alt: `${sign(name)}${name !== 'b' && held[name].length > 1 ? ` of pair ${i + 1}` : ''}, ${item.width} by ${item.height} pixels`}),
    element('div', {class: 'crop', hidden: true}),
    ...(item.mask ? [element('img', {class: 'masked', src: picture(item.mask, 768), alt: 'Only the bright part may change'})] : []),
    element('small', {}, `${item.width} × ${item.height}`),
    ...(name === 'b' ? [element('button', {type: 'button', class: 'mask', 'aria-label': 'Mask: where b may change', onclick: () => {
      paint(item, mask => put('b', held.b.map((other, j) => (j === i ? {...other, mask} : other)))).catch(sayError);
    }}, item.mask ? 'Change mask' : 'Mask')] : []),
    element('button', {type: 'button', class: 'remove', 'aria-label': `Remove ${sign(name)}`, onclick: () => {
      put(name, held[name].filter((other, j) => j !== i));
      document.getElementById(`file-${name}`).focus();
    }}, '×'))));
}

const sign = name => (name === 'a2' ? 'a′' : name);

// What of a picture the model sees, as a bright part of it.
export function crop(name, part) {
  for (const [i, frame] of [...zone(name).querySelectorAll('.frame')].entries()) {
    const item = held[name][i];
    const box = frame.querySelector('.crop');
    box.hidden = !part || i > 0 || (part.width === item.width && part.height === item.height);
    if (box.hidden) continue;
    box.style.left = `${(100 * part.left) / item.width}%`;
    box.style.top = `${(100 * part.top) / item.height}%`;
    box.style.width = `${(100 * part.width) / item.width}%`;
    box.style.height = `${(100 * part.height) / item.height}%`;
  }
}

async function readable(file) {
  if (file.size > mostBytes) {
    throw new Error(`this file has ${Math.ceil(file.size / 1048576)} MB, the limit is ${mostBytes >> 20} MB: make it smaller`);
  }
  return file;
}

// What the server does not read, such as a phone's HEIC, this browser perhaps does.
async function here(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = element('canvas', {width: bitmap.width, height: bitmap.height});
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    bitmap.close();
    return await new Promise(done => canvas.toBlob(done, 'image/png'));
  } catch (e) {
    return null;
  }
}

async function sent(file) {
  try {
    return await upload('/api/pictures', file);
  } catch (error) {
    const png = error.status === 415 ? await here(file) : null;
    if (!png) throw error;
    return upload('/api/pictures', png);
  }
}

export async function add(name, files) {
  const chosen = [...files];
  if (chosen.length === 0) return;
  zone(name).classList.add('busy');
  try {
    const added = [];
    for (const file of chosen) {
      const item = await sent(await readable(file));
      if (item.recipe && await carried(file)) {
        say('restored everything that this picture was made of', 'Use it as a picture instead', () => put(name, [item]));
        return;
      }
      added.push(item);
    }
    put(name, name === 'b' ? [...held.b, ...added] : added);
  } catch (error) {
    sayError(error);
  } finally {
    zone(name).classList.remove('busy');
  }
}

const free = () => ['a', 'a2', 'b'].find(name => held[name].length === 0) || 'b';

export function begin() {
  for (const place of document.querySelectorAll('.zone')) {
    const name = place.dataset.zone;
    const input = place.querySelector('input');
    input.addEventListener('change', () => { add(name, input.files).then(() => { input.value = ''; }); });
    place.addEventListener('focusin', () => { last = name; });
    place.addEventListener('pointerenter', () => { last = name; });
    place.addEventListener('dragover', event => { event.preventDefault(); place.classList.add('over'); });
    place.addEventListener('dragleave', () => place.classList.remove('over'));
    place.addEventListener('drop', event => {
      event.preventDefault();
      event.stopPropagation();
      place.classList.remove('over');
      add(name, event.dataTransfer.files);
    });
  }
  document.addEventListener('dragover', event => event.preventDefault());
  document.addEventListener('drop', event => { event.preventDefault(); add(free(), event.dataTransfer.files); });
  document.addEventListener('paste', event => {
    const files = [...event.clipboardData.files];
    if (files.length > 0) { event.preventDefault(); add(last && held[last].length === 0 ? last : free(), files); }
    else if (/^https?:/.test(event.clipboardData.getData('text')) && !event.target.matches('input')) {
      say('an address cannot be pasted here: copy the picture itself, or save it and pick the file');
    }
  });
}
