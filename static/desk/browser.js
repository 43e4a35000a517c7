// What is typed is kept in this browser at once, until the server has it.
import { data } from "./data.js";
import { newKey } from "./keys.js";

const PREFIX = `desk:${data.id}:`;

/** This tab's name, the same after a reload. */
export const tab = sessionStorage.getItem("desk-tab") ?? newKey();
sessionStorage.setItem("desk-tab", tab);

/** Keep a document; false where the browser has no room for it. */
export function keep(document, base, why = "") {
  try {
    localStorage.setItem(PREFIX + tab, JSON.stringify({ document, base, why, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export const letGo = (name = PREFIX + tab) => localStorage.removeItem(name);

/** What tabs of this browser kept and the server never got, the latest first: {name, document, base, at}. */
export function kept() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const all = names.map((name) => ({ name, ...parsed(localStorage.getItem(name)) })).filter((one) => one.document);
  return all.sort((a, b) => b.at - a.at);
}

/** Whether what the server has came from the tab that kept this later: the answer to a save was lost. */
export const isLater = ({ name, base }) => base === data.version || name === PREFIX + data.saved_by;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
