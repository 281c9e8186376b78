// Quitter: the page goes blank at once, then another site takes its place in the history.
let leaving = false;
let guarded = false;

function leave() {
  leaving = true;
  root.hidden = true;
  forgetVisit();
  try {
    sessionStorage.clear();
  } catch {
    /* storage may be refused: leaving matters more */
  }
  location.replace(data.exit);
}

byId("p-quit").addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

let escapes = [];
// On the way down, so that a dialog that also closes on Escape cannot keep the key for itself.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    const now = performance.now();
    escapes = [...escapes.filter((time) => now - time < 2000), now];
    if (escapes.length >= 3) leave();
  },
  true,
);

// A call, a text message or a mail opens beside the page: nobody may be asked whether to leave it before calling 17.
let called = -Infinity;
window.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.('a:is([href^="tel:"], [href^="sms:"], [href^="mailto:"])')) called = performance.now();
  },
  true,
);

window.addEventListener("beforeunload", (event) => {
  if (!guarded || leaving || performance.now() - called < 1000) return;
  event.preventDefault();
  event.returnValue = "";
});

// A page kept by the browser for its Back button would come back blank, or worse, full: load it anew.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// "Aide" in the same session when the page offers the link, so that nothing typed is lost.
byId("p-traces").addEventListener("click", (event) => {
  const link = document.querySelector('a[data-testid="stPageLink-NavLink"][href$="/aide"]');
  if (!link) return;
  event.preventDefault();
  link.click();
  whenFound("#effacer", (target) => {
    target.tabIndex = -1;
    target.focus();
  });
});

function whenFound(selector, use, tries = 50) {
  const found = document.querySelector(selector);
  if (found) use(found);
  else if (tries > 0) setTimeout(() => whenFound(selector, use, tries - 1), 100);
}

byId("p-skip").addEventListener("click", (event) => {
  event.preventDefault();
  const target = document.querySelector("#stMain h1") ?? scroller() ?? byId("root");
  target.tabIndex = -1;
  target.focus();
});
