// Words for people: a short message at the edge, with one way back where there is one.

const toast = document.getElementById('toast');
let timer = 0;

// A sentence of the server begins with a small letter, since the command line puts a name before it.
export const capital = sentence => sentence.charAt(0).toUpperCase() + sentence.slice(1);

export function say(sentence, action, done) {
  const [text, button] = [toast.querySelector('span'), toast.querySelector('button')];
  text.textContent = capital(sentence);
  button.hidden = !action;
  button.textContent = action || '';
  button.onclick = () => { toast.hidden = true; done(); };
  toast.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { toast.hidden = true; }, action ? 12000 : 6000);
}

export const sayError = error => say(error.message);

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
