// One observer for everything, its work gathered into one pass per frame.
const changed = new Set();
let planned = false;

function pass() {
  planned = false;
  for (const node of changed) if (node.isConnected) translateWords(node);
  changed.clear();
  tieFields();
  mendFiles();
  mendNames();
  coach();
  readPage();
  watchLine();
}

new MutationObserver((records) => {
  for (const record of records) {
    if (record.type === "childList") record.addedNodes.forEach((node) => changed.add(node));
    else changed.add(record.target);
  }
  if (planned) return;
  planned = true;
  // A hidden tab draws no frame; it must still follow.
  if (document.hidden) setTimeout(pass, 0);
  else requestAnimationFrame(pass);
}).observe(document.body, {
  subtree: true,
  childList: true,
  characterData: true,
  attributeFilter: [
    ...SPOKEN,
    "data-test-script-state",
    "data-test-connection-state",
    ...["lang", "dir", "lang-chosen", "step", "focus", "seq", "title", "announce", "guard", "visit", "forget", "run"].map((name) => `data-${name}`),
  ],
});

// A cut line is said in one sentence, after two seconds: shorter cuts mend themselves unseen.
const net = byId("p-net");
let wasConnected = false;
let cutAt = null; // the page's run when the line was cut; null when it is not, or when the page has run again since
let cutTimer = null;
let wakeTimer = null;

const runNow = () => byId("prelude-page")?.dataset.run ?? "";

function watchLine() {
  const state = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
  if (state === "CONNECTED") {
    clearTimeout(cutTimer);
    cutTimer = null;
    if (!net.hidden) speakAloud(say("online"));
    net.hidden = true;
    wasConnected = true;
    if (cutAt === null) return;
    if (runNow() !== cutAt && runIsOver()) lineIsBack();
    else wakeTimer ??= setTimeout(wake, 200);
  } else if (state && wasConnected) {
    cutAt ??= runNow();
    if (cutTimer !== null || !net.hidden) return;
    cutTimer = setTimeout(() => {
      net.textContent = say("offline");
      net.hidden = false;
      speakAloud(say("offline"));
    }, 2000);
  }
}

// Streamlit does not run a page again by itself when its server has restarted: the first press would be lost on it.
// Never while a run is under way: a press stops it and begins another. A server that has just started needs seconds for
// its first run; pressed every two seconds, none would ever end. A press that brought nothing is made again, later and later.
function wake(wait = 1000) {
  wakeTimer = null;
  if (cutAt === null || !connected()) return;
  if (runIsOver()) {
    commitAll();
    heart()?.click();
    wait = Math.min(2 * wait, 16000);
  }
  wakeTimer = setTimeout(wake, wait, wait);
}

// The page has run again: what was pressed meanwhile is pressed now, what was typed is sent.
function lineIsBack() {
  cutAt = null;
  clearTimeout(wakeTimer);
  wakeTimer = null;
  pressAgain();
  // What was sent around the cut may not have arrived (a known defect, for about five seconds): once more.
  setTimeout(() => typedIn() && keepTyped(), 6000);
}

// Dialogs are placed from the top of the window: they are told where the strip ends.
new ResizeObserver(([entry]) => {
  root.style.setProperty("--strip-height", `${Math.ceil(entry.borderBoxSize[0].blockSize)}px`);
}).observe(byId("prelude-strip"));
