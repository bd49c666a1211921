// One trial: answers are taken once every picture has been painted, and sent until they are stored.
const main = document.getElementById("main");
const state = document.getElementById("state");
const answers = [...document.querySelectorAll("[data-picture]")];
const watched = [...document.querySelectorAll("img.watched")];
const PATIENCE = 15000;
const TRIES = 4;
let begun = 0;
let painted = false;
let sent = false;

// A picture that does not come is asked for again; Safari keeps only pictures that are decoded.
async function paint(image) {
  for (let attempt = 1; ; attempt++) {
    try {
      await image.decode();
      return;
    } catch (e) {
      if (attempt === TRIES) throw e;
      await new Promise(go => setTimeout(go, 300 * attempt));
      const source = new URL(image.src);
      source.searchParams.set("again", attempt);
      image.src = source;
    }
  }
}

function open(all) {
  if (begun) return;
  painted = all;
  begun = performance.now();
  answers.forEach(answer => { answer.disabled = false; });
  state.textContent = all ? "" : "A picture did not come. Answer if you can see both attempts, or reload the page.";
}

const late = setTimeout(() => open(false), PATIENCE);
Promise.all(watched.map(paint))
  .then(() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go))))
  .then(() => { clearTimeout(late); open(true); })
  .catch(() => { clearTimeout(late); open(false); });

async function send(picture) {
  if (sent || !begun) return;
  sent = true;
  answers.forEach(answer => {
    answer.disabled = true;
    answer.setAttribute("aria-pressed", String(answer.dataset.picture === picture));
  });
  state.textContent = "Storing …";
  const vote = {
    link: main.dataset.link,
    trial: Number(main.dataset.trial),
    reaction: Math.round(performance.now() - begun),
    painted,
    key: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random().toString(36).slice(2)}`,
  };
  if (picture) vote.chosen = picture;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await fetch("/api/study/votes", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(vote),
      });
      if (answer.ok) break;
      if (answer.status < 500) {
        state.textContent = (await answer.json()).error;
        return;
      }
    } catch (e) {
      // The network or the server is away: the same answer, with the same key, is sent again.
    }
    state.textContent = "The server does not answer. Your answer is sent again …";
    await new Promise(go => setTimeout(go, Math.min(8000, 500 * attempt)));
  }
  location.assign(`/s/${main.dataset.link}`);
}

answers.forEach(answer => answer.addEventListener("click", () => send(answer.dataset.picture)));

const zoom = document.getElementById("zoom");
document.querySelectorAll(".zoom").forEach(button => button.addEventListener("click", () => {
  for (const side of ["left", "right"]) {
    document.getElementById(`zoom-${side}`).src = document.querySelector(`#${side} img`).src;
  }
  zoom.showModal();
}));

document.addEventListener("keydown", event => {
  if (zoom.open || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const by = { ArrowLeft: "left", 1: "left", ArrowRight: "right", 2: "right", 0: "none", Backspace: "back" }[event.key];
  const target = by && document.getElementById(by);
  if (target && !target.disabled) {
    event.preventDefault();
    target.click();
  }
});
