// Streamlit's own English words ("Clear value", "Choose options"), by table; STREAMLIT_WORDS is put in front by the server.
// What a page or a person wrote is never touched: it lies in markdown, HTML and inputs, which are skipped.
const SKIP =
  '[data-testid="stMarkdownContainer"], .stHtml, [data-testid="stText"], pre, code, #prelude-strip, script, style';
const OWN = '[data-testid="stFileUploader"] button'; // drawn as markdown, yet Streamlit's own words
const SPOKEN = ["aria-label", "title", "placeholder", "aria-roledescription", "aria-valuetext"];
const texts = new WeakMap(); // text node -> {english, written}
const labels = new WeakMap(); // element -> {attribute: {english, written}}

function translated(english) {
  const table = STREAMLIT_WORDS[lang];
  if (!table) return english;
  const text = english.trim();
  if (table.exact[text] !== undefined) return english.replace(text, () => table.exact[text]);
  for (const [pattern, words, kind] of table.patterns) {
    const found = new RegExp(pattern).exec(text);
    if (found) return words.replace(/\$(\d)/g, (_, n) => (kind ? dateIn(found[n], kind) : (found[n] ?? "")).trim());
  }
  return english;
}

// "November 20, 2026" or "November", as Streamlit's date fields say them whatever the language.
function dateIn(english, kind) {
  const date = new Date(kind === "month" ? `${english} 1, 2000` : english);
  if (Number.isNaN(date.valueOf())) return english;
  const format = kind === "month" ? { month: "long" } : { dateStyle: "long" };
  return new Intl.DateTimeFormat(say("locale"), format).format(date);
}

function translateWords(start) {
  if (start.nodeType === Node.TEXT_NODE) return translateText(start);
  if (start.nodeType !== Node.ELEMENT_NODE) return;
  const walker = document.createTreeWalker(start, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = start; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    else translateLabels(node);
  }
}

function translateText(node) {
  const parent = node.parentElement;
  if (!parent || (parent.closest(SKIP) && !parent.closest(OWN))) return;
  const known = texts.get(node);
  const english = known?.written === node.nodeValue ? known.english : node.nodeValue;
  if (english.length > 300) return; // a sentence of ours, not a label of Streamlit
  const written = translated(english);
  // "Press Enter to apply": true in Streamlit, useless here, where Continuer takes the answer.
  if (parent.closest('[data-testid="InputInstructions"]') && english.startsWith("Press ")) parent.hidden = true;
  texts.set(node, { english, written });
  if (node.nodeValue !== written) node.nodeValue = written;
}

function translateLabels(element) {
  if (element.closest("#prelude-strip")) return;
  const known = labels.get(element) ?? {};
  for (const name of SPOKEN) {
    const value = element.getAttribute(name);
    if (!value) continue;
    const english = known[name]?.written === value ? known[name].english : value;
    const written = translated(english);
    known[name] = { english, written };
    if (value !== written) element.setAttribute(name, written);
    labels.set(element, known);
  }
}
