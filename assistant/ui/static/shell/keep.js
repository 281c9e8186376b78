// The working copy: the cookie that leads back to it, and a save when typing pauses. The page says in data-visit what the
// browser is to do: a ticket (fetch the cookie), "=" (it is there), "-" (take it away), "" (nothing is kept).
const PAUSE = 2500; // milliseconds without typing before what is in the boxes is sent
let visitTold = "";
let typedSince = false;
let pauseTimer = 0;
let forgets = false;

function tendVisit(page) {
  const told = page.visit ?? "";
  forgets = page.forget === "1";
  if (told === visitTold) return;
  visitTold = told;
  if (told !== "-") root.dataset.visit = told === "=" ? "kept" : ""; // a ticket: once the browser has the cookie
  if (told && told !== "=") sendTicket(told, 0);
}

async function sendTicket(told, tries) {
  if (told !== visitTold) return;
  try {
    const answer = await fetch("/visite", { method: "POST", body: told, keepalive: true });
    if (answer.ok || answer.status === 410) {
      root.dataset.visit = answer.ok && told !== "-" ? "kept" : "";
      return;
    }
  } catch {
    /* the line is cut: again below */
  }
  setTimeout(sendTicket, Math.min(1000 * 2 ** tries, 15000), told, tries + 1);
}

// Quitter, on a file that must not be found by who looks after: the way back goes first.
function forgetVisit() {
  if (forgets && visitTold) navigator.sendBeacon("/visite", "-");
}

// The button nobody sees, by which the page is run and saved (kept.heartbeat).
const heart = () => document.querySelector(".st-key-pl-keep button");

// Streamlit only takes what is in a box when the box is left: it is told so, and the person stays in it.
const BOX = '#stMain :is([data-testid="stTextInput"], [data-testid="stTextArea"]) :is(input, textarea)';

function commit(box) {
  box.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  if (box === document.activeElement) box.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
}

function commitActive() {
  if (document.activeElement?.matches(BOX)) commit(document.activeElement);
}

const commitAll = () => document.querySelectorAll(BOX).forEach(commit);

function keepTyped() {
  clearTimeout(pauseTimer);
  if (!typedSince) return;
  // A run takes an open dialog away: not while it is being read.
  if (!heart() || !runIsOver() || !connected() || cutAt !== null || onItsWay() || document.querySelector('[role="dialog"]')) {
    pauseTimer = setTimeout(keepTyped, 500);
    return;
  }
  typedSince = false;
  commitActive();
  heart().click();
}

const typedIn = () => (typedSince = true);
const connected = () => document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === "CONNECTED";

function typed(event) {
  if (!event.target.closest?.("#stMain")) return;
  typedIn();
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(keepTyped, PAUSE);
}

for (const kind of ["input", "change"]) document.addEventListener(kind, typed);
// A phone that goes into a pocket, a tab that is left or closed: now rather than in two seconds.
document.addEventListener("visibilitychange", () => document.hidden && keepTyped());
// A page that goes away takes its line with it: what is in the boxes goes by another way.
window.addEventListener("pagehide", () => {
  if (!typedSince || leaving || root.dataset.visit !== "kept") return;
  const boxes = {};
  for (const input of document.querySelectorAll('#stMain [class*="st-key-q-"] :is(input[type="text"], textarea)')) {
    const name = /\bst-key-(q-[\w-]+)/.exec(input.closest('[class*="st-key-q-"]').className);
    if (name) boxes[name[1]] = input.value;
  }
  navigator.sendBeacon("/visite/saisie", JSON.stringify(boxes));
});

// While the line is cut, Streamlit closes its boxes, and the browser takes the person out of the one they write in. They
// are opened again in the same breath, before a letter is lost; what is typed is sent when the line is back.
// Not the lists: nobody writes in them, and their words would be as pale as when they are closed.
const WRITTEN = '#stMain :is(input:not([type="radio"], [type="checkbox"], [type="file"], [role="combobox"]), textarea)';

new MutationObserver((records) => {
  if (connected()) return;
  for (const { target } of records) if (target.disabled && target.matches(WRITTEN)) target.disabled = false;
}).observe(document.body, { subtree: true, attributeFilter: ["disabled"] });
