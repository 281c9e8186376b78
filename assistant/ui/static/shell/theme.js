// Light or dark without reloading. Streamlit follows `prefers-color-scheme` live, so we answer that question for it:
// what the person chose on this tab, else what the system says.
const DARK = "(prefers-color-scheme: dark)";
const ask = window.matchMedia.bind(window);
const system = ask(DARK);
const themeButton = byId("p-theme");
let chosenTheme = remembered();

const answer = new EventTarget();
Object.defineProperties(answer, {
  matches: { get: () => isDark() },
  media: { value: DARK },
  onchange: { value: null, writable: true },
});
answer.addListener = (listener) => answer.addEventListener("change", listener);
answer.removeListener = (listener) => answer.removeEventListener("change", listener);
window.matchMedia = (query) => (query === DARK ? answer : ask(query));

function isDark() {
  return chosenTheme ? chosenTheme === "dark" : system.matches;
}

function remembered() {
  try {
    return sessionStorage.getItem("prelude_theme");
  } catch {
    return null;
  }
}

function showTheme() {
  if (chosenTheme) root.dataset.theme = chosenTheme;
  themeButton.setAttribute("aria-pressed", String(isDark()));
  themeButton.firstElementChild.textContent = isDark() ? "☀" : "☾";
  answer.dispatchEvent(new Event("change"));
}

themeButton.hidden = false;
themeButton.addEventListener("click", () => {
  chosenTheme = isDark() ? "light" : "dark";
  try {
    sessionStorage.setItem("prelude_theme", chosenTheme);
  } catch {
    /* the choice then lasts until the page is left */
  }
  showTheme();
});
system.addEventListener("change", showTheme);
showTheme();
