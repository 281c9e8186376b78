// Ties what a page says about a field (error, help) to the field itself, which Streamlit draws elsewhere.
const FIELDS = 'input:not([type="hidden"]):not([type="file"]), textarea, [role="combobox"], [role="spinbutton"]';
const tied = new Map(); // input -> ids of ours in its aria-describedby
let count = 0;

// The box of a widget or container by its key; for a question made of several boxes, the first of them.
function box(key) {
  const name = `st-key-${key.trim().replace(/[^a-zA-Z0-9_-]/g, "-")}`;
  return document.querySelector(`.${name}`) ?? document.querySelector(`[class^="${name}-"], [class*=" ${name}-"]`);
}

function inputsOf(key) {
  const found = box(key);
  if (!found) return [];
  const group = found.querySelector('[role="radiogroup"]');
  return group ? [group] : [...found.querySelectorAll(FIELDS)].filter((e) => !e.closest('[aria-hidden="true"]'));
}

function tieFields() {
  const wanted = new Map();
  for (const note of document.querySelectorAll("[data-prelude-for], [data-prelude-help-for]")) {
    note.id ||= `prelude-note-${++count}`;
    const error = note.dataset.preludeFor;
    for (const input of inputsOf(error ?? note.dataset.preludeHelpFor)) {
      const entry = wanted.get(input) ?? { ids: [], invalid: false };
      // An error is read before the help: it is what the person must do now.
      if (error) entry.ids.unshift(note.id);
      else entry.ids.push(note.id);
      entry.invalid ||= Boolean(error);
      wanted.set(input, entry);
    }
  }
  for (const input of tied.keys()) if (!wanted.has(input)) tie(input, { ids: [], invalid: false });
  for (const [input, entry] of wanted) tie(input, entry);
}

function tie(input, { ids, invalid }) {
  const before = tied.get(input) ?? { ids: [], invalid: false };
  const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && !before.ids.includes(id));
  const all = [...ids, ...others.filter((id) => !ids.includes(id))].join(" ");
  if (all !== (input.getAttribute("aria-describedby") ?? "")) {
    if (all) input.setAttribute("aria-describedby", all);
    else input.removeAttribute("aria-describedby");
  }
  if (invalid && input.getAttribute("aria-invalid") !== "true") input.setAttribute("aria-invalid", "true");
  if (!invalid && before.invalid) input.removeAttribute("aria-invalid");
  if (ids.length && input.isConnected) tied.set(input, { ids, invalid });
  else tied.delete(input);
}

// The box for files is a group with a name; Streamlit says "presentation", which denies the name it gives.
function mendFiles() {
  for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]'))
    zone.setAttribute("role", "group");
}

// A label's bold part is for screen readers only, and Streamlit gives them its asterisks too.
function mendNames() {
  for (const named of document.querySelectorAll('#root [aria-label*="**"]'))
    named.setAttribute("aria-label", named.getAttribute("aria-label").replaceAll("**", ""));
}

// <a href="#…" data-prelude-goto="key or label"> in an error summary leads into the field.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-prelude-goto]");
  if (!link) return;
  event.preventDefault();
  enter(box(link.dataset.preludeGoto) ?? boxLabelled(link.dataset.preludeGoto));
});

// Puts the focus in the first field of a box; says whether there was one.
function enter(found) {
  const first =
    found?.querySelector(FIELDS) ?? found?.querySelector(`input, button:not([data-testid*="Tooltip"]), [role="radio"]`);
  if (!first) return false;
  const target = first.closest('[role="radiogroup"]')?.querySelector("input:checked") ?? first;
  target.scrollIntoView({ block: "center" }); // not the box: an item of a list is taller than a phone
  target.focus({ preventScroll: true });
  return true;
}

function boxLabelled(text) {
  const label = [...document.querySelectorAll('[data-testid="stWidgetLabel"]')].find((e) => e.textContent.trim() === text);
  return label?.closest('[data-testid="stElementContainer"]') ?? null;
}
