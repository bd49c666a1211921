// What was made, the newest first: over restarts, with undo instead of questions.
import {get, post, remove, picture} from './net.js';
import {element, say, sayError} from './say.js';

const list = document.getElementById('history');
const older = document.getElementById('older');
let jobs = [];
let marked = [];
let open = () => {};
let compare = () => {};

export function onOpen(listener) { open = listener; }
export function onCompare(listener) { compare = listener; }
export const live = () => jobs.filter(job => job.state === 'queued' || job.state === 'running').reverse();
export const find = id => jobs.find(job => job.id === id);

const words = {queued: 'waiting', running: 'being made', failed: 'failed', cancelled: 'cancelled', interrupted: 'interrupted'};

function entry(job) {
  const done = job.state === 'done';
  const label = `Number ${job.number}, ${done ? 'show it' : words[job.state]}`;
  return element('li', {'data-job': job.id, 'data-state': job.state},
    element('button', {type: 'button', class: 'thumb', 'aria-label': label, onclick: () => open(job)},
      element('img', {src: picture(done ? job.picture : job.request.b, 256), alt: '', loading: 'lazy'}),
      ...(done ? [] : [element('span', {class: 'state'}, words[job.state])])),
    element('div', {class: 'under'},
      element('label', {class: 'mark', hidden: !done},
        element('input', {type: 'checkbox', 'aria-label': `Compare number ${job.number}`, onchange: event => mark(job, event.target)}),
        ` ${job.number}`),
      element('button', {type: 'button', class: 'quiet remove-job', 'aria-label': `Delete number ${job.number}`, onclick: () => drop(job)}, '×')),
    ...(job.message ? [element('p', {class: 'facts'}, job.message)] : []));
}

function show() {
  marked = [];
  list.replaceChildren(...jobs.map(entry));
  older.hidden = jobs.length === 0 || jobs.length % 48 !== 0;
}

function mark(job, box) {
  marked = box.checked ? [...marked, {job, box}].slice(-2) : marked.filter(other => other.job.id !== job.id);
  for (const other of list.querySelectorAll('.mark input')) other.checked = marked.some(kept => kept.box === other);
  if (marked.length === 2) compare(marked[0].job, marked[1].job);
}

async function drop(job) {
  try {
    const gone = await remove(`/api/jobs/${job.id}`);
    await refresh();
    if (gone.deleted) {
      say(`deleted number ${job.number}`, 'Undo', () => post(`/api/jobs/${job.id}/restore`).then(refresh, sayError));
    }
  } catch (error) { sayError(error); }
}

export async function refresh() {
  jobs = (await get('/api/jobs')).jobs;
  show();
  return jobs;
}

export function begin() {
  older.addEventListener('click', async () => {
    try {
      jobs = [...jobs, ...(await get(`/api/jobs?before=${jobs[jobs.length - 1].number}`)).jobs];
      show();
    } catch (error) { sayError(error); }
  });
}
