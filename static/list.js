// Choices on a list apply at once: htmx brings the list anew, and this keeps the reader's place in it.
const byId = (id) => document.getElementById(id);
let place;

function leave() {
  const at = document.activeElement;
  place = {
    focus: byId("list").contains(at) ? at.id : "",
    isFocused: byId("list").contains(at),
    open: [...document.querySelectorAll("#list details[open]")].map((fold) => fold.id),
    shown: byId("filters").offsetParent !== null,
  };
}

function arrive() {
  byId("filters").classList.toggle("shown", place.shown);
  place.open.map(byId).forEach((fold) => fold && (fold.open = true));
  if (place.isFocused) focus(byId(place.focus) ?? byId("count"));
  byId("status").textContent = byId("count").textContent;
  follow();
}

// The same list in the other language, and as data, stands outside of what htmx brings.
function follow() {
  document.querySelectorAll("a.language").forEach((link) => (link.search = location.search));
  document.querySelectorAll("a.as-data").forEach((link) => {
    const asked = new URLSearchParams(location.search);
    asked.set("format", new URLSearchParams(link.search).get("format"));
    link.search = asked;
  });
}

function focus(control) {
  const fold = control.closest("details");
  if (fold) fold.open = true;
  control.focus({ preventScroll: true });
}

// What the page does not get by htmx it gets as any page, its failures too.
const visit = ({ detail }) => location.assign(detail.pathInfo?.finalRequestPath ?? detail.path);

document.addEventListener("htmx:beforeSwap", leave);
document.addEventListener("htmx:afterSwap", arrive);
document.addEventListener("htmx:historyCacheMiss", leave);
document.addEventListener("htmx:historyRestore", arrive);
for (const failure of ["responseError", "sendError", "historyCacheMissLoadError"]) {
  document.addEventListener(`htmx:${failure}`, visit);
}

// A click for a new tab or window is the browser's own.
document.addEventListener("click", (event) => (event.ctrlKey || event.metaKey || event.shiftKey) && event.stopPropagation(), true);

document.addEventListener("click", ({ target }) => {
  if (target.closest("#filters .close")) byId("filters").classList.remove("shown");
});

// The field of a long facet leaves the values with these words in them, as the form does on the server.
document.addEventListener("input", ({ target }) => {
  const facet = target.closest(".find-value")?.closest(".facet");
  if (!facet) return;
  const words = target.value.trim().toLowerCase();
  const values = [...facet.querySelectorAll("li")];
  for (const value of values) value.hidden = !value.querySelector(".name").textContent.toLowerCase().includes(words);
  facet.querySelector(".find-value + .nothing").hidden = values.some((value) => !value.hidden);
  const fold = facet.querySelector("details");
  if (fold) fold.open = words !== "";
});
