// While a story is being written, what is found in it lights up; nothing is sent to the server for that.
function coach() {
  for (const list of document.querySelectorAll("[data-prelude-coach]")) {
    const text = box(list.dataset.preludeCoach)?.querySelector("textarea")?.value ?? "";
    for (const item of list.querySelectorAll("[data-pattern]")) {
      const found = item.dataset.known === "1" || new RegExp(item.dataset.pattern, "iu").test(text);
      if (item.dataset.found !== String(Number(found))) item.dataset.found = String(Number(found));
    }
  }
}
document.addEventListener("input", (event) => event.target.matches?.("textarea") && coach());
