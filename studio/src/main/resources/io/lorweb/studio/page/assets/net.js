// Requests to this server; every refusal becomes an Error with the server's own sentence.

export class Refused extends Error {
  constructor(status, sentence, retryAfter) {
    super(sentence);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

async function answer(response) {
  if (response.status === 204) return null;
  const type = response.headers.get('Content-Type') || '';
  const body = type.includes('json') ? await response.json() : null;
  if (!response.ok) {
    if (response.status === 401) location.assign('/login');
    const sentence = body && body.error ? body.error : `the server answered ${response.status}`;
    throw new Refused(response.status, sentence, Number(response.headers.get('Retry-After')) || 0);
  }
  return body;
}

async function send(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (e) {
    throw new Refused(0, 'the server does not answer: is it still running?', 2);
  }
  return answer(response);
}

export const get = address => send(address, {});
export const remove = address => send(address, {method: 'DELETE'});
export const post = (address, json) =>
  send(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(json || {})});

export function upload(address, file) {
  const form = new FormData();
  form.append('picture', file, 'picture');
  return send(address, {method: 'POST', body: form});
}

export const picture = (id, edge) => `/api/pictures/${id}${edge ? `?edge=${edge}` : ''}`;
