// What is typed is kept in this browser at once, until the server has it.
import { data } from "./data.js";
import { newKey } from "./keys.js";

const PREFIX = `desk:${data.id}:`;

const TO_BE_LEFT = 400; // ms in which the page that a reload leaves gives its name back

/** This tab's name, the same after a reload; a duplicated tab takes one of its own. */
export const tab = await ownName(sessionStorage.getItem("desk-tab") ?? newKey());
sessionStorage.setItem("desk-tab", tab);

async function ownName(name) {
  return (await isHeld(name)) ? ownName(newKey()) : name;
}

/** Whether another page has this name; if none has, this one holds it while it is open. Browsers tell only safe pages. */
function isHeld(name) {
  if (!navigator.locks) return false;
  return new Promise((resolve) => {
    const hold = () => new Promise(() => resolve(false));
    navigator.locks.request(`desk-tab:${name}`, { signal: AbortSignal.timeout(TO_BE_LEFT) }, hold).catch(() => resolve(true));
  });
}

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
