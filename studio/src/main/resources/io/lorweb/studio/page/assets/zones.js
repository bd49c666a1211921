// The three places for pictures: drop, paste, pick. Pictures are uploaded at once, so that what is
// shown is what the server has read: upright, on white. Several a and a′ are pairs in their order.
import {picture} from './net.js';
import {store} from './incoming.js';
import {paint} from './mask.js';
import {element, say, sayError} from './say.js';

const held = {a: [], a2: [], b: []};
const other = {a: 'a2', a2: 'a'};
// Where one of several was removed: there the next one goes, so that pairs stay pairs.
const gap = {};
let changed = () => {};
let carried = () => {};
let last = null;

export const pictures = name => held[name];

export function onChange(listener) { changed = listener; }
export function onRecipe(listener) { carried = listener; }

export function put(name, items) {
  held[name] = items;
  delete gap[name];
  show(name);
  changed();
}

// The way back to the pictures that are there now; null where there are none.
export function back() {
  const before = Object.entries(held);
  return before.some(([, items]) => items.length > 0) ? () => before.forEach(([name, items]) => put(name, items)) : null;
}

const zone = name => document.querySelector(`.zone[data-zone="${name}"]`);

function show(name) {
  const frames = zone(name).querySelector('.frames');
  zone(name).classList.toggle('filled', held[name].length > 0);
  frames.replaceChildren(...held[name].map((item, i) => {
    const called = `${sign(name)}${several(name) ? ` of pair ${i + 1}` : ''}`;
    return element('div', {class: 'frame'},
      element('img', {src: picture(item.id, 768), alt: `${called}, ${item.width} by ${item.height} pixels`}),
      element('div', {class: 'crop', hidden: true}),
      ...(item.mask ? [element('img', {class: 'masked', src: picture(item.mask, 768), alt: 'Only the bright part may change'})] : []),
      element('small', {}, `${several(name) ? `${i + 1}: ` : ''}${item.width} × ${item.height}`),
      ...(name === 'b' ? [element('button', {type: 'button', class: 'mask', 'aria-label': 'Mask: where b may change', onclick: () => {
        paint(item, mask => put('b', held.b.map((one, j) => (j === i ? {...one, mask} : one)))).catch(sayError);
      }}, item.mask ? 'Change mask' : 'Mask')] : []),
      element('button', {type: 'button', class: 'remove', 'aria-label': `Remove ${called}`, onclick: () => {
        put(name, held[name].filter((one, j) => j !== i));
        if (name !== 'b') remember(name, i);
        document.getElementById(`file-${name}`).focus();
      }}, '×'));
  }));
}

const sign = name => (name === 'a2' ? 'a′' : name);
const several = name => name !== 'b' && held[name].length > 1;

function remember(name, place) {
  if (held[name].length < held[other[name]].length) gap[name] = place;
  else delete gap[other[name]];
}

// New pictures fill up pairs, stand beside several, or take the place of the one that they were
// dropped on or that is alone.
function join(name, added, dropped, another) {
  const there = held[name];
  const insert = (from, to) => put(name, [...there.slice(0, from), ...added, ...there.slice(to)]);
  const fills = name !== 'b' && there.length + added.length <= held[other[name]].length;
  const instead = fills || another || name === 'b' ? -1 : several(name) ? dropped : there.length - 1;
  if (instead < 0) {
    const from = fills && name in gap ? gap[name] : there.length;
    insert(from, from);
    return;
  }
  insert(instead, instead + 1);
  say(`${sign(name)} was replaced`, 'Undo', () => put(name, there));
}

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

async function add(name, files, dropped = -1, another = false) {
  const chosen = [...files];
  if (chosen.length === 0) return;
  zone(name).classList.add('busy');
  try {
    const added = [];
    for (const file of chosen) {
      const item = await store(file);
      if (item.recipe && await carried(file)) {
        say('restored everything that this picture was made of', 'Use it as a picture instead', () => put(name, [item]));
        return;
      }
      added.push(item);
    }
    join(name, added, dropped, another);
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
    for (const input of place.querySelectorAll('input')) {
      const another = input.closest('.another') !== null;
      input.addEventListener('change', () => { add(name, input.files, -1, another).then(() => { input.value = ''; }); });
    }
    place.addEventListener('focusin', () => { last = name; });
    place.addEventListener('pointerenter', () => { last = name; });
    place.addEventListener('dragover', event => { event.preventDefault(); place.classList.add('over'); });
    place.addEventListener('dragleave', () => place.classList.remove('over'));
    place.addEventListener('drop', event => {
      event.preventDefault();
      event.stopPropagation();
      place.classList.remove('over');
      add(name, event.dataTransfer.files, [...place.querySelectorAll('.frame')].indexOf(event.target.closest('.frame')));
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
