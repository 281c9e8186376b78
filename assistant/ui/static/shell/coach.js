// While a story is being written, what is found in it lights up; nothing is sent to the server for that.
function coach() {
  for (const list of document.querySelectorAll("[data-prelude-coach]")) {
    const text = written(list.dataset.preludeCoach);
    for (const item of list.querySelectorAll("[data-pattern]")) {
      const found = item.dataset.known === "1" || new RegExp(item.dataset.pattern, "iu").test(text);
      if (item.dataset.found !== String(Number(found))) item.dataset.found = String(Number(found));
    }
  }
  for (const count of document.querySelectorAll("[data-prelude-count]")) {
    const n = String([...written(count.dataset.preludeCount)].length);
    if (count.textContent !== n) count.textContent = n;
  }
}

function written(key) {
  return box(key)?.querySelector("textarea")?.value ?? "";
}

document.addEventListener("input", (event) => event.target.matches?.("textarea") && coach());
