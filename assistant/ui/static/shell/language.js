// The page says which language it speaks; the shell follows without reloading.
const say = (key) => data.texts[lang][key];

// Streamlit's date fields take their words and their order from the browser: they must follow the page instead.
for (const [name, get] of [
  ["language", () => say("locale")],
  ["languages", () => [say("locale"), lang]],
]) {
  Object.defineProperty(navigator, name, { get, configurable: true });
}

function speak(next, dir, chosen) {
  if (!data.texts[next]) return;
  if (chosen && next !== readCookie()) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `prelude_lang=${next}; Path=/; SameSite=Strict${secure}`;
  }
  root.dir = dir || data.texts[next].dir;
  if (next === lang && root.lang === next) return;
  lang = root.lang = next;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = say(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]"))
    element.setAttribute("aria-label", say(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-title]")) element.title = say(element.dataset.tTitle);
  window.dispatchEvent(new Event("languagechange"));
  translateWords(document.body);
}

function readCookie() {
  return /(?:^|; )prelude_lang=([a-z]+)/.exec(document.cookie)?.[1];
}
