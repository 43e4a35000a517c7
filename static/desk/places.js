// Going to a place of the page: a fact of the draft, a paragraph, a part.
import { current } from "./draft.js";
import { pathTo } from "./keys.js";
import { store } from "./store.js";

/** The rows that stand open, the part shown on a narrow page, and the suggestion one is at. */
export const shown = store({ open: new Set(), pane: "text", at: "", dialog: "" });

export function toggle(key) {
  const open = new Set(shown.get().open);
  if (!open.delete(key)) open.add(key);
  shown.set({ open });
}

/** Open a fact, or a record's question, and put the focus there; what is no fact is a part of the page. */
export function goTo(key) {
  const path = pathTo(current(), key) ?? [];
  const open = new Set([...shown.get().open, ...path.map((item) => item.key)]);
  shown.set({ open, pane: "draft", dialog: "" });
  requestAnimationFrame(() => focusFirst([...[...path].reverse().map((item) => `k-${item.key}`), key]));
}

export function goToPart(id) {
  shown.set({ pane: id === "text" ? "text" : "draft", dialog: "" });
  requestAnimationFrame(() => focusFirst([id], "start"));
}

function focusFirst(ids, block = "center") {
  const element = ids.map((id) => document.getElementById(id)).find(Boolean);
  element?.scrollIntoView({ block });
  element?.focus({ preventScroll: true });
}

export function goToParagraph(number) {
  shown.set({ pane: "text" });
  requestAnimationFrame(() => {
    const element = document.querySelector(`[data-paragraph="${number}"]`);
    element?.scrollIntoView({ block: "center" });
    element?.classList.add("looked-for");
    setTimeout(() => element?.classList.remove("looked-for"), 1500);
  });
}
