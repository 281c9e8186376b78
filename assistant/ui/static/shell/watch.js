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
    ...["lang", "dir", "lang-chosen", "step", "focus", "seq", "title", "announce", "guard", "visit", "forget"].map((name) => `data-${name}`),
  ],
});

// A cut line is said in one sentence, after two seconds: shorter cuts mend themselves unseen.
const net = byId("p-net");
let wasConnected = false;
let wasCut = false;
let cutTimer = null;

function watchLine() {
  const state = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
  if (state && wasConnected && state !== "CONNECTED") wasCut = true;
  if (state === "CONNECTED") {
    clearTimeout(cutTimer);
    cutTimer = null;
    if (!net.hidden) speakAloud(say("online"));
    net.hidden = true;
    if (wasCut) keepAgain();
    wasCut = false;
    wasConnected = true;
  } else if (state && wasConnected && cutTimer === null && net.hidden) {
    cutTimer = setTimeout(() => {
      net.textContent = say("offline");
      net.hidden = false;
      speakAloud(say("offline"));
    }, 2000);
  }
}

// Dialogs are placed from the top of the window: they are told where the strip ends.
new ResizeObserver(([entry]) => {
  root.style.setProperty("--strip-height", `${Math.ceil(entry.borderBoxSize[0].blockSize)}px`);
}).observe(byId("prelude-strip"));
