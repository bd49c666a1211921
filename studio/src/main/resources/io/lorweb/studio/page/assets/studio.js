// The page: what is missing, what runs, what was made.
import {get, post, remove, upload, picture, Refused} from './net.js';
import {capital, say, sayError} from './say.js';
import * as zones from './zones.js';
import * as stage from './stage.js';
import * as history from './history.js';
import * as space from './space.js';
import * as mask from './mask.js';

const at = id => document.getElementById(id);
const form = at('settings');
let model = null;
let follower = null;
let following = null;
let mixture = null;
let planned = 0;
let filled = false;
// Settings of a picture that the form has no fields for, and what is to be known of that picture.
let kept = {};
let told = [];

// ---- settings

function settings(b) {
  const values = Object.fromEntries(new FormData(form).entries());
  const given = {...kept};
  for (const name of ['prompt', 'layout', 'seed']) if (values[name]) given[name] = values[name];
  for (const name of ['steps', 'fit', 'explain', 'guidance', 'feather']) if (values[name]) given[name] = Number(values[name]);
  if (Number(values.strength) !== 1) given.strength = Number(values.strength);
  if (values.match_b) given.match_b = true;
  const edge = values.size === 'b' ? Math.max(b.width, b.height) : Number(values.size);
  if (edge && b) {
    const scale = edge / Math.max(b.width, b.height);
    given.size = `${Math.max(16, Math.round(b.width * scale))}x${Math.max(16, Math.round(b.height * scale))}`;
  }
  return given;
}

function fill(given, notices = []) {
  form.reset();
  for (const name of ['prompt', 'layout', 'seed', 'steps', 'fit', 'explain', 'guidance', 'feather', 'strength']) {
    if (given[name] !== undefined && given[name] !== '') form.elements[name].value = given[name];
  }
  form.elements.match_b.checked = Boolean(given.match_b);
  keep(Object.entries(given).filter(([name, value]) => !form.elements[name] && usual[name] !== value), notices);
  form.elements.size.value = '';
  filled = true;
  if (given.size) {
    const edge = String(Math.max(...given.size.split('x').map(Number)));
    if (![...form.elements.size.options].some(option => option.value === edge)) form.elements.size.add(new Option(edge, edge));
    form.elements.size.value = edge;
  }
  strength();
}

const usual = {true_cfg: 1, compatibility: 'none'};

function keep(entries, notices = []) {
  kept = Object.fromEntries(entries);
  told = notices;
  at('kept').hidden = entries.length === 0;
  at('kept').textContent = `As in what was restored: ${Object.keys(kept).map(name => name.replaceAll('_', ' ')).join(', ')}.`;
}

function strength() { form.querySelector('output').textContent = Number(form.elements.strength.value).toFixed(2); }

// ---- what is missing

function missing() {
  if (zones.pictures('a').length === 0) return 'Add a picture before the edit';
  if (zones.pictures('a2').length === 0) return 'Add the same picture after the edit';
  const [before, after] = [zones.pictures('a').length, zones.pictures('a2').length];
  if (before !== after) return `Pairs are incomplete: ${before} before, ${after} after the edit`;
  if (zones.pictures('b').length === 0) return 'Add your picture';
  // It decides the size that is asked for.
  if (!model || !(model.ready || model.failure)) return 'The model is still loading';
  return '';
}

function update() {
  const lacks = missing();
  const count = zones.pictures('b').length;
  at('go').disabled = Boolean(lacks);
  at('go').textContent = lacks || (count > 1 ? `Make ${count} pictures` : 'Make it');
  notices();
  plan();
  space.glance();
}

function notices() {
  const words = new Set();
  zones.pictures('a').forEach((a, i) => {
    const a2 = zones.pictures('a2')[i];
    if (a2 && Math.abs(Math.log((a.width * a2.height) / (a.height * a2.width))) > 0.02) {
      words.add('a and a′ have different shapes: what differs counts as part of the edit.');
    }
  });
  for (const [name, zone] of [['a', 'a'], ['a′', 'a2'], ['b', 'b']]) {
    for (const item of zones.pictures(zone)) if (item.profile) words.add(`${name}: ${item.profile}.`);
  }
  for (const notice of told) words.add(`${capital(notice)}.`);
  at('notices').textContent = [...words].join(' ');
}

async function plan() {
  const mine = ++planned;
  for (const name of ['a', 'a2', 'b']) zones.crop(name, null);
  if (missing() || !model || !model.ready) { at('canvas').textContent = ''; return; }
  try {
    const told = await post('/api/plan', request(zones.pictures('b')[0]));
    if (mine !== planned) return;
    for (const name of ['a', 'a2', 'b']) zones.crop(name, told.crops[name]);
    const [b, part] = [zones.pictures('b')[0], told.crops.b];
    const cut = part.width * part.height < 0.98 * b.width * b.height ? ' and sees the bright part of b' : '';
    at('canvas').textContent = `The model paints ${told.canvas.width} × ${told.canvas.height} pixels${cut}.`;
    notices();
    for (const notice of told.notices || []) at('notices').append(` ${notice.replaceAll('a\'', 'a′')}.`);
  } catch (error) {
    if (mine === planned && error.status !== 503) at('notices').textContent = error.message;
  }
}

function request(b) {
  const json = {a: zones.pictures('a').map(item => item.id), a2: zones.pictures('a2').map(item => item.id), b: b.id, settings: settings(b)};
  if (mixture) json.mixture = mixture;
  if (b.mask) json.mask = b.mask;
  return json;
}

// ---- runs

async function submit(json) {
  try {
    const {id} = await post('/api/jobs', json);
    await history.refresh();
    follow(id);
  } catch (error) { sayError(error); }
}

async function go() {
  if (!form.reportValidity()) { at('more').open = true; return; }
  const several = zones.pictures('b');
  try {
    let first = null;
    for (const b of several) {
      const {id} = await post('/api/jobs', request(b));
      first = first || id;
    }
    await history.refresh();
    follow(first);
  } catch (error) {
    sayError(error);
    await history.refresh();
  }
}

// Closing the page changes nothing for the job; coming back asks again.
function follow(id) {
  if (follower) follower.close();
  following = id;
  location.hash = `job=${id}`;
  follower = new EventSource(`/api/jobs/${id}/events`);
  follower.addEventListener('error', () => {
    // Refused for now: others are listening. A broken connection the browser mends itself.
    if (following === id && follower.readyState === EventSource.CLOSED) setTimeout(() => { if (following === id) follow(id); }, 3000);
  });
  follower.addEventListener('status', event => heard(id, JSON.parse(event.data)));
}

async function heard(id, job) {
  if (id !== following) return;
  if (job.state === 'queued' || job.state === 'running') { stage.showProgress(job); return; }
  follower.close();
  following = null;
  await history.refresh();
  const whole = history.find(id) || await get(`/api/jobs/${id}`);
  if (job.state === 'done') await stage.showResult(whole);
  else { stage.showBlank(); say(job.message || `this run was ${job.state}`); }
  next();
}

function next() {
  const waiting = history.live()[0];
  if (waiting) follow(waiting.id);
}

async function again() {
  if (document.visibilityState !== 'visible') return;
  try {
    await history.refresh();
    if (following) follow(following);
  } catch (error) { sayError(error); }
}

// ---- back to what was

async function item(id) {
  const shown = new Image();
  shown.src = picture(id);
  await shown.decode();
  return {id, width: shown.naturalWidth, height: shown.naturalHeight};
}

async function reuse(made) {
  fill(made.settings || {}, made.notices);
  for (const name of ['a', 'a2', 'b']) {
    if (!made[name]) continue;
    const items = await Promise.all([made[name]].flat().map(item));
    zones.put(name, items.map(one => ({...one, mask: name === 'b' ? made.mask : undefined})));
  }
  // Now: pictures that change end a mixture.
  mixture = made.mixture || null;
  update();
}

async function recipe(file) {
  const made = await upload('/api/recipes', file);
  if (!made.a || !made.b) {
    fill(made.settings, made.notices);
    say('the settings are restored; the pictures are not inside this file');
    return false;
  }
  await reuse(made);
  return true;
}

// What was mixed is not one pair: its picture knows the coefficients.
async function reuseMade(job) {
  if (!job.request.mix && !job.request.mixed) await reuse(job.request);
  else await recipe(await (await fetch(`/api/jobs/${job.id}/result?recipe=full`)).blob());
}

async function open(job) {
  location.hash = `job=${job.id}`;
  if (job.state === 'done') { if (follower) follower.close(); following = null; await stage.showResult(job); }
  else if (job.state === 'queued' || job.state === 'running') follow(job.id);
  else if (job.request.a) { await reuse(job.request); say(job.message || `this run was ${job.state}: its pictures and settings are back`); }
  at('stage').scrollIntoView({block: 'nearest'});
}

async function example(button) {
  const back = zones.back();
  try {
    const names = ['a', 'a2', 'b'];
    names.forEach(name => zones.put(name, []));
    const items = await Promise.all(names.map(async name => upload('/api/pictures', await (await fetch(button.dataset[name])).blob())));
    names.forEach((name, i) => zones.put(name, [items[i]]));
    at('go').focus();
    if (back) say('the pictures were replaced', 'Undo', back);
  } catch (error) {
    if (back) back();
    sayError(error);
  }
}

async function models() {
  try {
    model = await get('/api/models');
  } catch (error) { model = null; }
  at('model').textContent = !model ? 'no answer' : model.failure ? model.failure : model.ready ? model.loaded : `loading ${model.loaded} …`;
  if (model && model.ready) {
    if (model.cell && model.cell <= 128 && !form.elements.size.value) {
      [...form.elements.size.options].find(option => option.value === '512').defaultSelected = true;
      form.elements.size.value = filled ? '' : '512';
    }
    update();
  } else if (!model || !model.failure) setTimeout(models, 300);
}

function begin() {
  zones.begin();
  stage.begin();
  history.begin();
  mask.begin();
  space.begin({subject: () => zones.pictures('b')[0], made: submit, restore: preset => reuse({a: preset.a, a2: preset.a2, settings: preset.settings})});
  zones.onChange(() => { mixture = null; update(); });
  zones.onRecipe(recipe);
  history.onOpen(job => open(job).catch(sayError));
  history.onCompare(stage.showCompare);
  form.addEventListener('input', () => { strength(); plan(); });
  form.addEventListener('reset', () => keep([]));
  form.addEventListener('reset', () => setTimeout(() => { strength(); notices(); plan(); }));
  form.addEventListener('submit', event => event.preventDefault());
  at('go').addEventListener('click', go);
  at('cancel').addEventListener('click', () => { if (following) remove(`/api/jobs/${following}`).catch(sayError); });
  at('reuse').addEventListener('click', () => { if (stage.current()) reuseMade(stage.current()).catch(sayError); });
  at('save-preset').addEventListener('submit', event => {
    event.preventDefault();
    space.save({name: at('preset-name').value, job: stage.current().id}).then(() => { at('preset-name').value = ''; });
  });
  for (const button of document.querySelectorAll('.example')) button.addEventListener('click', () => example(button));
  document.addEventListener('visibilitychange', again);
  window.addEventListener('pageshow', event => { if (event.persisted) again(); });
  start();
}

async function start() {
  models();
  try {
    await space.refresh();
    await history.refresh();
    const named = (location.hash.match(/^#job=([0-9a-f]+)$/) || [])[1];
    const job = named && history.find(named);
    const shown = job && (job.state === 'done' || job.state === 'queued' || job.state === 'running') ? job : history.live()[0];
    if (shown) {
      if (shown.request.a) await reuse(shown.request);
      await open(shown);
    }
  } catch (error) { sayError(error); }
  document.body.dataset.ready = 'true';
}

begin();
