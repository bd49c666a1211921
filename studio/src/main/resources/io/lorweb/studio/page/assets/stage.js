// What is on the stage: progress, a result beside its b, two results beside each other.
import {get, picture} from './net.js';
import {capital} from './say.js';
import {drawHeat} from './space.js';

const at = id => document.getElementById(id);
const parts = ['blank', 'progress', 'result'];
let shown = null;

const only = name => parts.forEach(part => { at(part).hidden = part !== name; });

export const current = () => shown;

export function showBlank() { shown = null; only('blank'); }

export function showProgress(job, size) {
  shown = null;
  only('progress');
  const waiting = job.state === 'queued';
  at('progress-text').textContent = waiting
    ? (job.position > 1 ? `Waiting: number ${job.position} in the queue` : 'Waiting: next')
    : job.phase === 'explain' ? `Looking for words, ${job.step} of ${job.steps}`
    : job.phase === 'fit' ? `Learning the edit, ${job.step} of ${job.steps}`
    : job.phase === 'sample' ? `Painting, step ${job.step} of ${job.steps}` : 'Looking at the pictures';
  if (job.steps > 0) at('progress-bar').value = job.step / job.steps; else at('progress-bar').removeAttribute('value');
  if (size) at('progress').querySelector('.picture').style.aspectRatio = `${size.width} / ${size.height}`;
  at('preview').hidden = !job.preview;
  if (job.preview) at('preview').src = job.preview;
}

function pair(left, right, leftTag, rightTag) {
  only('result');
  at('before').src = left;
  at('after').src = right;
  at('tag-left').textContent = leftTag;
  at('tag-right').textContent = rightTag;
  at('split').value = 50;
  split();
}

export function showCompare(one, other) {
  shown = null;
  pair(picture(one.picture), picture(other.picture), `no. ${one.number}`, `no. ${other.number}`);
  at('after').alt = `Result number ${other.number}`;
  at('span').hidden = true;
  at('facts').textContent = 'Two results, one over the other.';
  document.querySelector('.actions').hidden = true;
  at('coefficients').hidden = true;
}

export async function showResult(job) {
  shown = job;
  const address = `/api/jobs/${job.id}`;
  pair(picture(job.request.b), picture(job.picture), 'b', 'b′');
  at('after').alt = 'b′, the result';
  document.querySelector('.actions').hidden = false;
  at('download-settings').href = `${address}/result?recipe=settings&download`;
  at('download-full').href = `${address}/result?recipe=full&download`;
  at('download-plain').href = `${address}/result?recipe=none&download`;
  at('lora-diffusers').href = `${address}/lora?format=diffusers`;
  at('lora-kohya').href = `${address}/lora?format=kohya`;
  at('save-preset').hidden = !job.request.a;
  const report = job.report;
  at('lora').hidden = worded(report);
  at('facts').textContent = `${report.width} × ${report.height}, ${report.steps} steps, seed ${report.seed}, ${report.seconds.toFixed(1)} s`;
  warn(report);
  await heat(job);
}

// What the command line says, for people who see the picture.
function warn(report) {
  const words = [];
  if (report.span && report.span.outside) words.push('This edit is unlike those that the model learned from: the result may be poor.');
  if (report.picture_span && report.picture_span.outside) words.push('This b is unlike the pictures that the model learned from: the result may be poor.');
  if (report.explained) words.push(inWords(report.explained));
  if (report.other_table) words.push(`${capital(report.other_table)}.`);
  at('span').hidden = words.length === 0;
  at('span').textContent = words.join(' ');
}

function inWords({instructions, share, followed}) {
  const said = instructions.map(one => `“${one}”`).join(', then ');
  const part = `${Math.round(100 * Math.max(0, share))} % of the change`;
  if (followed) return `Made by ${said}: ${part} in the example.`;
  return `Made from the pictures: ${said ? `in words ${said} is nearest, with ${part}` : 'no words come near the example'}.`;
}

const worded = report => Boolean(report.explained && report.explained.followed);

async function heat(job) {
  const details = at('coefficients');
  // What words have made has no coefficients.
  details.hidden = worded(job.report) || !(job.request.a || job.request.mix);
  if (details.hidden) return;
  const draw = async () => {
    const report = await get(`/api/jobs/${job.id}/report`);
    if (shown && shown.id === job.id && report.routing) at('heat-text').textContent = drawHeat(at('heat'), report.routing);
  };
  details.ontoggle = () => { if (details.open) draw(); };
  if (details.open) await draw();
}

function split() { at('compare').style.setProperty('--split', `${at('split').value}%`); }

export function begin() {
  at('split').addEventListener('input', split);
  at('full').addEventListener('click', () => {
    at('zoom-picture').src = at('after').src;
    at('zoom').showModal();
  });
  at('zoom').addEventListener('click', event => { if (event.target === at('zoom') || event.target === at('zoom-picture')) at('zoom').close(); });
  at('after').addEventListener('load', () => {
    at('compare').style.setProperty('--shape', `${at('after').naturalWidth} / ${at('after').naturalHeight}`);
    at('compare').dataset.wide = at('after').naturalWidth > at('after').naturalHeight;
  });
  document.addEventListener('click', event => {
    for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
  });
}
