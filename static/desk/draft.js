// The draft in the curator's hands, and the way back through its changes.
import { data } from "./data.js";
import { keyed } from "./keys.js";
import { store } from "./store.js";

const LISTS = ["forums", "agreements", "mentions"];
export const DEFINED = { person: "persons", organization: "organizations", place: "places", forum: "forums", agreement: "agreements" };

/** The outline that every part of the page may count on. */
export function outlined(document) {
  document.report ??= {};
  document.report.notes ??= [];
  document.definitions ??= {};
  document.desk ??= {};
  document.desk.dismissed ??= [];
  for (const list of LISTS) document[list] ??= [];
  for (const list of Object.values(DEFINED)) document.definitions[list] ??= [];
  return keyed(document);
}

export const draft = store({ document: outlined(structuredClone(data.document)), past: [], future: [], merging: "" });
export const current = () => draft.get().document;

/** Change the draft. Changes that follow each other under one name (a field being typed in) are one step back. */
export function change(recipe, merging = "") {
  const { document, past, merging: before } = draft.get();
  const next = structuredClone(document);
  recipe(next);
  const step = merging && merging === before ? past : [...past.slice(-199), document];
  draft.set({ document: keyed(next), past: step, future: [], merging });
}

export function undo() {
  const { document, past, future } = draft.get();
  if (past.length) draft.set({ document: past.at(-1), past: past.slice(0, -1), future: [document, ...future], merging: "" });
  return past.length > 0;
}

export function redo() {
  const { document, past, future } = draft.get();
  if (future.length) draft.set({ document: future[0], past: [...past, document], future: future.slice(1), merging: "" });
  return future.length > 0;
}

/** Put another version, outlined, in the place of this one; this one stays one step back. */
export function replace(document) {
  const { document: before, past } = draft.get();
  draft.set({ document, past: [...past, before], future: [], merging: "" });
}
