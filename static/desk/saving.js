// Nothing typed is ever lost: kept in the browser at each change, on the server within two seconds.
import { isLater, kept, keep, letGo, tab } from "./browser.js";
import { data, say, urls } from "./data.js";
import { current, draft, outlined, replace } from "./draft.js";
import { rememberAll } from "./records.js";
import { getJson, Refused, sendJson } from "./server.js";
import { store } from "./store.js";
import { isSameDraft } from "./versions.js";

const PAUSE = 600; // after the last key
const LONGEST = 1800; // after the first
const RETRIES = [2000, 4000, 8000, 15000];

/** is: saved, waiting, saving, away, signed-out, elsewhere, conflict, refused, gone; `why` and `mend` in words of the server. */
export const saving = store({
  is: data.editor && !data.editor.me ? "elsewhere" : "saved",
  at: null,
  version: data.version,
  base: current(),
  editor: data.editor,
  conflict: null,
  isKept: true,
});

let timer = 0;
let since = 0;
let running = null;
let failures = 0;
let saved = current();
let mayBeElsewhere = Boolean(data.editor?.me);

const isBlocked = () => ["signed-out", "elsewhere", "conflict", "gone"].includes(saving.get().is);
const isWaiting = () => current() !== saved;

/** Each change is kept here first, then waits for the server. */
function changed({ document }) {
  if (document === saved) return settled();
  saving.set({ isKept: keep(document, saving.get().version) });
  if (isBlocked()) return;
  saving.set({ is: saving.get().is === "away" ? "away" : "waiting" });
  since ||= Date.now();
  later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

/** What stands here is what the server has, by undoing perhaps: nothing waits. */
function settled() {
  if (running || isBlocked() || saving.get().is === "saved") return;
  if (saving.get().is === "away") return tellAgain();
  clearTimeout(timer);
  since = failures = 0;
  saving.set({ is: "saved", why: "", mend: "" });
  forget();
}

/** What was undone may have come to the server, whose answer was lost. */
function tellAgain() {
  saved = null;
  later(PAUSE);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

/** Send the draft, one request at a time; resolves once the server has what stands here, or why it has not. */
export async function save() {
  clearTimeout(timer);
  if (running) await running;
  if (!isWaiting() || isBlocked()) return settled();
  running = send(current()).finally(() => (running = null));
  await running;
}

/** The same curator's former tab, most often closed by now, gives way to this one at its first save. */
async function claim() {
  if (!mayBeElsewhere) return;
  const { version, document } = await sendJson(urls.take_over, { tab, own: true });
  mayBeElsewhere = false;
  if (!isSameDraft(outlined(document), saving.get().base)) return; // the save is stale then, and says so
  saving.set({ version });
  keep(current(), version);
}

async function send(document) {
  if (saving.get().is !== "away") saving.set({ is: "saving" });
  since = 0;
  try {
    await claim();
    const { version } = await sendJson(urls.draft, { version: saving.get().version, document, tab, text: data.text }, "PUT");
    arrived(document, version);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    failed(refused, document);
  }
}

function arrived(document, version) {
  failures = 0;
  saved = document;
  saving.set({ is: isWaiting() ? "waiting" : "saved", at: new Date(), version, base: document, why: "", mend: "" });
  if (isWaiting()) keep(current(), version) && later(PAUSE);
  else forget();
}

/** The server has it: this browser need not keep it. */
function forget() {
  letGo();
  if (saving.get().keptAs) letGo(saving.get().keptAs);
  saving.set({ keptAs: "" });
}

function failed(refused, document) {
  if (refused.status === 409) return met(refused.answer, document);
  if (refused.status === 404) return saving.set({ is: "gone" });
  if (refused.isSignedOut) return saving.set({ is: "signed-out", signIn: refused.answer.sign_in ?? urls.login });
  saving.set({ is: refused.isAway ? "away" : "refused", why: refused.answer.error, mend: refused.answer.mend });
  if (refused.isAway) later(RETRIES[Math.min(failures++, RETRIES.length - 1)]);
}

/** Somebody else saved before: the same is no conflict, another version is shown beside this one. */
function met({ document, version, editor, text }, mine) {
  if (text !== data.text) return isOfAnotherText();
  if (isSameDraft(mine, document)) return arrived(mine, version);
  const theirs = outlined(structuredClone(document));
  const isOnlyEdited = isSameDraft(theirs, saving.get().base);
  if (isOnlyEdited && editor?.me) return void takeOver(); // another tab of the same curator, most often closed
  if (isOnlyEdited) return saving.set({ is: "elsewhere", editor });
  saving.set({ is: "conflict", editor, conflict: { mine: current(), theirs, version, base: saving.get().base } });
}

/** What is typed here counts the paragraphs of a text that is no more: after a reload it is shown beside what there is. */
const isOfAnotherText = () => saving.set({ is: "refused", why: say("text_replaced"), mend: "" });

/** The curator chose: this is the draft now, on top of the version that the server has. */
export async function settle(document) {
  const { conflict, editor } = saving.get();
  replace(document);
  saved = null;
  saving.set({ is: "waiting", version: conflict.version, base: conflict.theirs, conflict: null });
  keep(current(), conflict.version);
  if (editor && !editor.me) await takeOver();
  else await save();
}

export async function takeOver() {
  try {
    const { version, document, text } = await sendJson(urls.take_over, { tab });
    if (text !== data.text) return isOfAnotherText();
    tookOver(version, outlined(structuredClone(document)));
    await save();
  } catch (refused) {
    failed(refused, current());
  }
}

function tookOver(version, theirs) {
  const { base } = saving.get();
  const mine = current();
  const isMineNew = isWaiting() && !isSameDraft(mine, theirs);
  if (isMineNew && !isSameDraft(theirs, base)) return saving.set({ is: "conflict", editor: null, conflict: { mine, theirs, version, base } });
  saving.set({ is: isMineNew ? "waiting" : "saved", editor: null, version, base: theirs });
  if (!isMineNew) adopt(theirs);
}

function adopt(theirs) {
  if (isSameDraft(current(), theirs)) saved = current();
  else replace((saved = theirs));
}

/** Hold a version that was kept beside the draft against it. */
export async function compare(url) {
  await save();
  const kept = outlined((await getJson(url)).document);
  const { is, version } = saving.get();
  if (is !== "conflict") saving.set({ is: "conflict", conflict: { mine: kept, theirs: current(), version, base: kept, before: is } });
}

/** It was only looked at. */
export const leave = () => saving.set({ is: saving.get().conflict.before, conflict: null });

/** The server changed the draft itself, by publishing or withdrawing it: go on from there. */
export async function refresh() {
  const { version, document } = await getJson(`${urls.draft}?${new URLSearchParams({ tab })}`);
  rememberAll(current());
  const theirs = outlined(structuredClone(document));
  const { base } = saving.get();
  const isTyped = isWaiting(); // meanwhile
  if (isTyped && !isSameDraft(theirs, base)) return saving.set({ is: "conflict", editor: null, conflict: { mine: current(), theirs, version, base } });
  saving.set({ version, base: theirs });
  if (isTyped) return later(PAUSE);
  adopt(theirs);
  saving.set({ is: "saved" });
  forget();
}

/** Signed in again, here or in another tab: go on. */
export const goOn = () => {
  saving.set({ is: "waiting" });
  return save();
};

/** What an earlier visit kept and the server never got: put back, or shown beside the newer version. */
function recover() {
  const [last] = kept();
  if (!last) return;
  saving.set({ keptAs: last.name });
  const mine = outlined(structuredClone(last.document));
  if (isSameDraft(mine, current())) forget();
  else if (isLater(last)) putBack(mine, last.at);
  else saving.set({ is: "conflict", conflict: { mine, theirs: current(), version: data.version, base: {} } });
}

function putBack(mine, at) {
  saving.set({ recovered: new Date(at) });
  replace(mine);
}

export function begin() {
  draft.watch(changed);
  recover();
  addEventListener("online", () => saving.get().is === "away" && save());
  addEventListener("pagehide", () => isWaiting() && save());
  addEventListener("beforeunload", (event) => !saving.get().isKept && isWaiting() && event.preventDefault());
}
