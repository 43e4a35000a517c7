// Telling what happened: to eyes in a note at the foot of the page, to ears in a live region.
import { store } from "./store.js";

export const told = store({ text: "", isUndoable: false, times: 0 });
let timer = 0;

export function tell(text, { isUndoable = false } = {}) {
  clearTimeout(timer);
  told.set({ text, isUndoable, times: told.get().times + 1 });
  timer = setTimeout(() => told.set({ text: "" }), 9000);
}
