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
  if (told === "" || told === "=") root.dataset.visit = told ? "kept" : "";
  else sendTicket(told, 0);
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

// Gives Streamlit what is still in the box being typed in (it only takes it when the box is left), then has the page saved.
function keepTyped() {
  clearTimeout(pauseTimer);
  const button = document.querySelector(".st-key-pl-keep button");
  if (!typedSince || !button || !runIsOver() || !connected()) {
    if (typedSince) pauseTimer = setTimeout(keepTyped, 500);
    return;
  }
  typedSince = false;
  const active = document.activeElement;
  if (active?.matches?.("input, textarea")) {
    active.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    active.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  }
  button.click();
}

const connected = () => document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === "CONNECTED";

function typed(event) {
  if (!event.target.closest?.("#stMain")) return;
  typedSince = true;
  clearTimeout(pauseTimer);
  pauseTimer = setTimeout(keepTyped, PAUSE);
}

for (const kind of ["input", "change"]) document.addEventListener(kind, typed);
// A phone that goes into a pocket, a tab that is left or closed: now rather than in two seconds.
document.addEventListener("visibilitychange", () => document.hidden && keepTyped());
window.addEventListener("pagehide", keepTyped);

// After a cut, what was sent around it may not have arrived: once more, now and when Streamlit has settled (5 s).
function keepAgain() {
  for (const delay of [300, 6000])
    setTimeout(() => {
      typedSince = true;
      keepTyped();
    }, delay);
}
