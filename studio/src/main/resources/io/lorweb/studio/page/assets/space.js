// The space of LoRAs: coefficients as a heat map, presets, the way between two, the plane of three.
import {get, post, remove, picture, Refused} from './net.js';
import {element, say, sayError} from './say.js';

const at = id => document.getElementById(id);
let presets = [];
let place = {x: 1 / 3, y: 1 / 3};
let subject = () => null;
let made = () => {};
let restore = () => {};
let timer = 0;
let newest = 0;

export function drawHeat(canvas, routing) {
  const rows = Object.entries(routing.coefficients);
  const cell = Math.max(3, Math.min(14, Math.floor(560 / Math.max(rows.length, routing.size))));
  const wide = Math.max(cell, Math.floor(640 / routing.size));
  canvas.width = routing.size * wide;
  canvas.height = rows.length * cell;
  const most = Math.max(1e-6, ...rows.flatMap(([, row]) => row.map(Math.abs)));
  const pen = canvas.getContext('2d');
  rows.forEach(([, row], y) => row.forEach((value, x) => {
    const share = Math.abs(value) / most;
    pen.fillStyle = value < 0 ? `rgba(30, 110, 220, ${share})` : `rgba(224, 90, 40, ${share})`;
    pen.fillRect(x * wide, y * cell, wide - 1, cell - 1);
  }));
  canvas.onmousemove = event => {
    const box = canvas.getBoundingClientRect();
    const y = Math.floor(((event.clientY - box.top) / box.height) * rows.length);
    const x = Math.floor(((event.clientX - box.left) / box.width) * routing.size);
    if (rows[y] && x < routing.size) canvas.title = `${rows[y][0]}, LoRA ${x + 1}: ${rows[y][1][x].toFixed(3)}`;
  };
  const means = Array.from({length: routing.size}, (none, x) => rows.reduce((sum, [, row]) => sum + row[x], 0) / rows.length);
  const best = means.indexOf(Math.max(...means));
  canvas.setAttribute('aria-label', `Mixing coefficients of ${rows.length} layers and ${routing.size} LoRAs; on average LoRA ${best + 1} has most, ${means[best].toFixed(2)}`);
  return `${rows.length} layers from top to bottom, ${routing.size} LoRAs of the basis from left to right; orange is positive, blue negative, the strongest ${most.toFixed(2)}.`;
}

const chosen = id => presets.find(preset => preset.id === at(id).value);

function weights() {
  const third = chosen('mix-third');
  if (third) {
    const [x, y] = [place.x, place.y];
    return [[chosen('mix-from'), 1 - x - y], [chosen('mix-to'), x], [third, y]];
  }
  const t = Number(at('mix-at').value);
  return [[chosen('mix-from'), 1 - t], [chosen('mix-to'), t]];
}

function request(settings) {
  const b = subject();
  const strength = Number(at('mix-strength').value);
  return b && {
    mix: weights().map(([preset, weight]) => ({preset: preset.id, weight: Number(weight.toFixed(4))})),
    b: b.id,
    settings: {...settings, strength},
  };
}

function sized(b, edge) {
  const scale = edge / Math.max(b.width, b.height);
  return `${Math.max(16, Math.round(b.width * scale))}x${Math.max(16, Math.round(b.height * scale))}`;
}

// What the preview shows is saved, not what is only asked for: nothing until they are the same.
function saves(id) {
  const menu = at('mix-lora');
  menu.inert = !id;
  if (!id) { menu.open = false; return; }
  menu.hidden = false;
  for (const format of ['diffusers', 'kohya']) at(`mix-lora-${format}`).href = `/api/jobs/${id}/lora?format=${format}`;
}

// A few steps at a small size; the server ends the earlier glance when a new one comes.
export function glance() {
  clearTimeout(timer);
  newest += 1;
  saves(null);
  at('mix-value').textContent = Number(at('mix-at').value).toFixed(2);
  at('mix-strength-value').textContent = Number(at('mix-strength').value).toFixed(2);
  if (presets.length < 2) return;
  const b = subject();
  if (!b) { at('glance').hidden = true; at('glance-text').textContent = 'The live preview comes here: give b above.'; return; }
  timer = setTimeout(look, 150);
}

async function look() {
  const mine = newest;
  const words = weights().map(([preset, weight]) => `${weight.toFixed(2)} ${preset.name}`).join(' + ');
  try {
    at('glance-text').textContent = 'Painting …';
    const {id} = await post('/api/jobs', {...request({steps: 2, size: sized(subject(), 256)}), preview: true});
    for (;;) {
      const job = await get(`/api/jobs/${id}`);
      if (mine !== newest) return;
      if (job.state === 'done') {
        at('glance').src = `/api/jobs/${id}/result`;
        at('glance').hidden = false;
        at('glance').dataset.of = id;
        at('glance-text').textContent = words;
        saves(id);
        return;
      }
      if (job.state === 'failed') throw new Refused(422, job.message, 0);
      if (job.state !== 'queued' && job.state !== 'running') return;
      await new Promise(later => { setTimeout(later, 120); });
    }
  } catch (error) {
    if (mine === newest) at('glance-text').textContent = error.message;
  }
}

function fill(select, none) {
  const before = select.value;
  select.replaceChildren(...(none ? [element('option', {value: ''}, 'none')] : []),
    ...presets.map(preset => element('option', {value: preset.id}, preset.name)));
  if ([...select.options].some(option => option.value === before)) select.value = before;
}

function card(preset) {
  return element('li', {'data-preset': preset.id},
    element('button', {type: 'button', class: 'thumb', 'aria-label': `Use preset ${preset.name}`, onclick: () => restore(preset)},
      element('span', {class: 'twin'}, element('img', {src: picture([preset.a].flat()[0], 96), alt: ''}), element('img', {src: picture([preset.a2].flat()[0], 96), alt: ''}))),
    element('div', {class: 'under'}, element('span', {}, preset.name),
      element('button', {type: 'button', class: 'quiet', 'aria-label': `Delete preset ${preset.name}`, onclick: async () => {
        try {
          await remove(`/api/presets/${preset.id}`);
          await refresh();
          say(`deleted preset ${preset.name}`, 'Undo', () => save({name: preset.name, a: preset.a, a2: preset.a2, b: preset.b, settings: preset.settings}));
        } catch (error) { sayError(error); }
      }}, '×')));
}

export async function save(json) {
  try {
    await post('/api/presets', json);
    await refresh();
  } catch (error) { sayError(error); }
}

export async function refresh() {
  presets = (await get('/api/presets')).presets;
  at('space').hidden = presets.length === 0;
  at('mixer').hidden = presets.length < 2;
  at('space-hint').hidden = presets.length >= 2;
  fill(at('mix-from'));
  fill(at('mix-to'));
  fill(at('mix-third'), true);
  if (presets.length >= 2 && at('mix-from').value === at('mix-to').value) at('mix-to').selectedIndex = 1;
  at('presets').replaceChildren(...presets.map(card));
  corners();
}

function corners() {
  const third = chosen('mix-third');
  at('pad').hidden = !third;
  at('mix-at').closest('label').hidden = Boolean(third);
  const names = [chosen('mix-from'), chosen('mix-to'), third];
  ['one', 'two', 'three'].forEach((corner, i) => { at('pad').querySelector(`.${corner}`).textContent = names[i] ? names[i].name : ''; });
  dot();
}

// The corners are left below (first), right below (second) and above (third).
function dot() {
  at('pad').style.setProperty('--x', `${100 * (place.x + place.y / 2)}%`);
  at('pad').style.setProperty('--y', `${100 * (1 - place.y)}%`);
  at('pad').setAttribute('aria-valuenow', Math.round(100 * place.x));
  at('pad').setAttribute('aria-valuetext', `${Math.round(100 * (1 - place.x - place.y))} %, ${Math.round(100 * place.x)} %, ${Math.round(100 * place.y)} %`);
}

function move(x, y) {
  place = {x: Math.min(1.5, Math.max(-0.5, x)), y: Math.min(1.5, Math.max(-0.5, y))};
  dot();
  glance();
}

export function begin(hooks) {
  ({subject, made, restore} = hooks);
  for (const id of ['mix-at', 'mix-strength']) at(id).addEventListener('input', glance);
  for (const id of ['mix-from', 'mix-to', 'mix-third']) at(id).addEventListener('change', () => { corners(); glance(); });
  const pad = at('pad');
  const point = event => {
    const box = pad.getBoundingClientRect();
    const y = 1 - (event.clientY - box.top) / box.height;
    move((event.clientX - box.left) / box.width - y / 2, y);
  };
  pad.addEventListener('pointerdown', event => { pad.setPointerCapture(event.pointerId); point(event); });
  pad.addEventListener('pointermove', event => { if (pad.hasPointerCapture(event.pointerId)) point(event); });
  pad.addEventListener('keydown', event => {
    const step = {ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, 0.05], ArrowDown: [0, -0.05]}[event.key];
    if (step) { event.preventDefault(); move(place.x + step[0], place.y + step[1]); }
  });
  at('mix-make').addEventListener('click', () => {
    if (!subject()) { say('give b above: the picture to edit'); return; }
    made(request({size: sized(subject(), 512)}));
  });
}
