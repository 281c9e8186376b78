// A commune while it is typed: suggestions from our own server; and, if the person asks for it, the device's position.
const offered = new Map(); // what was typed -> suggestions
let suggesting = 0;

// The box of a commune says so: <… data-prelude-commune="key of the box">.
function communeBox(input) {
  if (!input.matches?.('input[type="text"]')) return false;
  const keys = [...document.querySelectorAll("[data-prelude-commune]")].map((mark) => mark.dataset.preludeCommune);
  return keys.some((key) => box(key)?.contains(input));
}

document.addEventListener("input", (event) => {
  if (!communeBox(event.target)) return;
  clearTimeout(suggesting);
  suggesting = setTimeout(() => suggestFor(event.target), 120);
});

async function suggestFor(input) {
  const typed = input.value.trim();
  if (typed.length < 2) return;
  if (!offered.has(typed)) {
    try {
      const answer = await fetch("/communes", { method: "POST", body: typed });
      offered.set(typed, answer.ok ? await answer.json() : []);
    } catch {
      return; // without suggestions the box still works: the list comes with Enter
    }
  }
  if (input.isConnected && input.value.trim() === typed) showSuggestions(input, offered.get(typed));
}

function showSuggestions(input, found) {
  let list = byId("prelude-communes");
  if (!list) {
    list = Object.assign(document.createElement("datalist"), { id: "prelude-communes" });
    document.body.append(list);
  }
  input.setAttribute("list", list.id);
  list.replaceChildren(
    ...found.map(([value, label]) => Object.assign(document.createElement("option"), { value, label })),
  );
}

// Rounded here to a hundredth of a degree, about a kilometre: the exact position never leaves the device.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-prelude-locate]");
  if (!button) return;
  const told = button.parentElement.querySelector("[role=status]");
  const refused = () => (told.textContent = button.dataset.refused);
  if (!navigator.geolocation) return refused();
  told.textContent = button.dataset.asking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      told.textContent = "";
      write(box(button.dataset.preludeLocate)?.querySelector("input"), `${coords.latitude.toFixed(2)}, ${coords.longitude.toFixed(2)}`);
    },
    refused,
    { maximumAge: 0, timeout: 15000 },
  );
});

// As if the person had typed it and pressed Enter: React only listens to that.
function write(input, text) {
  if (!input) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  for (const type of ["keydown", "keypress", "keyup"])
    input.dispatchEvent(new KeyboardEvent(type, { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }));
}
