// Runs before any script of Streamlit: it is the one that starts them.
const data = JSON.parse(document.getElementById("prelude-data").textContent);
const root = document.documentElement;
const byId = (id) => document.getElementById(id);
const scroller = () => document.querySelector("#stMain");
let lang = data.texts[root.lang] ? root.lang : "fr";

// Streamlit reads this: it opens its websocket at once instead of first asking two questions, works under any page
// address, shows no dialog of its own in English when the line is cut, and paints our colours from the first frame.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin + "/",
  MAIN_PAGE_BASE_URL: location.origin + "/",
  HOST_CONFIG: {
    allowedOrigins: [location.origin],
    useExternalAuthToken: false,
    enableCustomParentMessages: false,
    blockErrorDialogs: true,
  },
  LIGHT_THEME: data.themes.light,
  DARK_THEME: data.themes.dark,
};

// Streamlit starts as soon as the strip is on the screen, and no sooner: seventy files and a second of work would
// otherwise delay the numbers.
function startStreamlit() {
  for (const href of data.chunks) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", crossOrigin: "", href });
    document.head.append(link);
  }
  const script = document.createElement("script");
  Object.assign(script, { type: "module", crossOrigin: "", src: data.script });
  document.head.append(script);
}
if (document.hidden) startStreamlit();
else requestAnimationFrame(() => setTimeout(startStreamlit));

// Streamlit notes the theme and the sidebar under the address of the page, for ever: on a watched device that is a trace.
const setItem = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (this === window.localStorage && /^(st[A-Z]|sidebarNav|skills)/.test(key)) return;
  setItem.call(this, key, value);
};
