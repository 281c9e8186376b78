// The contract with the pages: <div id="prelude-page" data-lang data-dir data-lang-chosen data-step data-focus data-seq
// data-title data-announce data-guard data-visit data-forget data-run></div>, written anew by the page at each run (see docs/decisions/0002).
const live = byId("prelude-live");
let lastTurn = null;
let lastAnnounce = "";
let wantedTitle = data.brand;

function readPage() {
  const page = byId("prelude-page")?.dataset;
  if (!page) return;
  speak(page.lang, page.dir, page.langChosen === "1");
  guarded = page.guard === "1";
  tendVisit(page);
  wantedTitle = page.title || data.brand;
  keepTitle();
  if (runIsOver()) turn(page);
}

function runIsOver() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning";
}

// A change of step, of focus or of data-seq (a second attempt with the same errors) moves the focus, once.
function turn(page) {
  // The field to enter is still being fetched: its arrival is a change like another, and brings us back here.
  if (box(page.focus)?.querySelector('[data-testid="stSkeleton"]')) return;
  const now = [page.step, page.focus, page.seq].join("|");
  const turned = lastTurn !== null && now !== lastTurn;
  const first = lastTurn === null;
  lastTurn = now;
  if (turned || (first && page.focus === "error")) moveFocus(page.focus);
  const announce = page.announce ?? "";
  if (announce && (turned || announce !== lastAnnounce)) speakAloud(announce);
  lastAnnounce = announce;
  // Says how far the shell has come, one frame or more behind the page. Read by the tests only; outside what is observed.
  root.dataset.turned = now;
}

function moveFocus(kind) {
  if (kind === "none") return;
  if (kind === "reply") return showReply();
  // The key of a question to change, or of the row just changed: it is entered at once.
  if (!["heading", "error"].includes(kind) && enter(box(kind))) return;
  const summary =
    kind === "error"
      ? (document.querySelector("[data-prelude-summary]") ?? document.querySelector("[data-prelude-error]"))
      : null;
  const target = summary ?? document.querySelector("#stMain h1");
  if (!summary) scroller()?.scrollTo(0, 0);
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: !summary });
  if (summary) summary.scrollIntoView({ block: "start" });
}

// What a conversation has just answered comes into view; who is typing goes on typing.
function showReply() {
  const reply = document.querySelector("[data-prelude-reply]");
  if (!reply) return;
  // Not scrollIntoView: it would scroll what surrounds the page as well, under the strip.
  const alert = document.querySelector(".st-key-pl-danger")?.offsetHeight ?? 0; // stays in sight, above
  const up = reply.getBoundingClientRect().top - scroller().getBoundingClientRect().top;
  scroller().scrollBy(0, up - alert - 24);
  if (document.activeElement?.matches("textarea")) return;
  reply.tabIndex = -1;
  reply.focus({ preventScroll: true });
}

// Emptied first: a screen reader says nothing when the same words are written twice.
function speakAloud(text) {
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 100);
}

// The title of the tab and of the history stays neutral, whatever Streamlit writes there.
function keepTitle() {
  if (document.title !== wantedTitle) document.title = wantedTitle;
}
new MutationObserver(keepTitle).observe(document.querySelector("title"), { childList: true });
