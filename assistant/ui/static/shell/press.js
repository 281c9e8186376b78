// A press is never lost because the page moved. Leaving a field sends its answer, and what comes back (a commune found, a
// question more) may push a button from under the pointer between press and release: the browser then clicks on whatever
// is there, or on nothing. The click is given to what was pressed.
const PRESSED = "button[kind], label, summary, a[href]";
const STILL = 10; // pixels: a pointer moved further was let go elsewhere on purpose
let press = null;

const stepNow = () => byId("prelude-page")?.dataset.step;

document.addEventListener(
  "pointerdown",
  ({ target, clientX: x, clientY: y }) => {
    const pressed = target.closest?.(PRESSED);
    press = pressed && { pressed, x, y, step: stepNow() };
  },
  true,
);

document.addEventListener(
  "click",
  (event) => {
    if (holdPress(event) || holdLink(event)) return;
    notePress(event);
    const { pressed, x, y, step } = press ?? {};
    press = null; // one press, one click: the one made below comes back here
    if (!pressed?.isConnected || pressed.contains(event.target) || step !== stepNow()) return;
    if (!event.detail || Math.hypot(event.clientX - x, event.clientY - y) > STILL) return; // a key, or a change of mind
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed.click();
  },
  true,
);

// While the line is cut nothing answers, and a server that has just come back does not know the buttons of the page yet:
// what is pressed or picked waits for its first run, in order.
const ANSWERS = "#stMain :is(button[kind], label:has(:is([type=radio], [type=checkbox])))";
const held = [];

function holdPress(event) {
  const pressed = cutAt !== null && event.target.closest?.(ANSWERS);
  if (!pressed || pressed === heart()) return false;
  if (pressed !== held.at(-1) || pressed.matches("label")) held.push(pressed);
  event.preventDefault();
  event.stopImmediatePropagation();
  return true;
}

function pressAgain() {
  for (const pressed of held.splice(0)) if (pressed.isConnected) pressed.click();
}

// A press that has not brought its run yet: Streamlit drops it when something else asks for a run just behind it.
const ON_ITS_WAY = 5000; // milliseconds, then it is taken as one that brings no run
let sent = null;

function notePress(event) {
  const button = event.target.closest?.("#stMain button[kind]");
  if (button && button !== heart()) sent = { run: runNow(), at: performance.now() };
}

const onItsWay = () => sent !== null && sent.run === runNow() && performance.now() - sent.at < ON_ITS_WAY;

// A link to another screen would leave what was just typed behind: it is sent first, then the link is followed.
function holdLink(event) {
  const link = typedSince && event.target.closest?.('a[data-testid="stPageLink-NavLink"]');
  if (!link || !heart() || !connected()) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  saveThen(() => link.click());
  return true;
}

// So would the browser's Back. Streamlit writes the address of a page again when it runs: Back is then taken once more.
window.addEventListener(
  "popstate",
  (event) => {
    if (!typedSince || !heart() || !connected()) return;
    event.stopImmediatePropagation();
    const wanted = location.href;
    saveThen(() => (location.href === wanted ? window.dispatchEvent(new PopStateEvent("popstate")) : history.back()));
  },
  true,
);

function saveThen(go) {
  const [run, until] = [runNow(), performance.now() + 4000];
  keepTyped();
  const follow = () => {
    if ((runNow() === run || !runIsOver()) && performance.now() < until) return setTimeout(follow, 30);
    typedSince = false;
    go();
  };
  follow();
}
