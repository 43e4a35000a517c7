// The desk by keyboard. Letters work everywhere but in fields; `?` shows them.
import { html } from "./view.js";
import { Dialog, Key } from "./controls.js";
import { say } from "./data.js";
import { redo, undo } from "./draft.js";
import { tell } from "./live.js";
import { goToPart, shown } from "./places.js";
import { save } from "./saving.js";
import { selection } from "./selecting.js";
import { digit, MEANINGS, name, takePeople } from "./toolbar.js";
import { dismissCurrent, pressCurrent, step } from "./visiting.js";

const inText = () => document.activeElement?.id === "text";
const show = (dialog) => () => shown.set({ dialog });

/** key, what it does, its words; those with `text` only while the text has the focus. */
const SHORTCUTS = [
  { key: "n", act: () => step(1), says: "key_next" },
  { key: "p", act: () => step(-1), says: "key_former" },
  { key: "Enter", act: pressCurrent, says: "key_take", text: true },
  { key: "x", act: dismissCurrent, says: "key_dismiss" },
  { key: "a", act: takePeople, says: "key_people" },
  { key: "r", act: () => selection().length && shown.set({ dialog: "rows" }), says: "key_rows" },
  ...MEANINGS.map(([kind, make, isPossible = () => true], at) => ({
    key: digit(at),
    act: () => selection().length && isPossible() && name(make),
    says: `key_${kind}`,
  })),
  { key: "w", act: () => goToPart("forum"), says: "key_forum" },
  { key: "t", act: () => goToPart("text"), says: "key_text" },
  { key: "k", act: () => goToPart("known"), says: "key_known" },
  { key: "f", act: () => goToPart("facts"), says: "key_facts" },
  { key: "m", act: () => goToPart("missing"), says: "key_missing" },
  { key: "P", act: show("publish"), says: "key_publish" },
  { key: "?", act: show("help"), says: "key_help" },
];

const isField = (element) => element.matches?.("input, select, textarea") || (element.isContentEditable && element.id !== "text");

function undoing(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const letter = event.key.toLowerCase();
  if (letter === "s") return () => void save();
  if (isField(event.target) || document.querySelector("dialog[open]")) return null;
  if (letter === "z") return event.shiftKey ? redone : undone;
  return letter === "y" ? redone : null;
}

export const undone = () => tell(say(undo() ? "undone" : "nothing_to_undo"));
export const redone = () => tell(say(redo() ? "redone" : "nothing_to_redo"));

function act(event) {
  const back = undoing(event);
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !isField(event.target) && !document.querySelector("dialog[open]");
  const one = isPlain && !event.isComposing && SHORTCUTS.find(({ key, text }) => key === event.key && (!text || inText()));
  if (!back && !one) return;
  event.preventDefault();
  (back ?? one.act)();
}

export const listen = () => document.addEventListener("keydown", act);

export const Help = () => html`
  <${Dialog} title=${say("keys")} onClose=${show("")}>
    <dl class="keys">
      ${SHORTCUTS.map(({ key, says }) => html`<div><dt><${Key}>${key}<//></dt><dd>${say(says)}</dd></div>`)}
      <div><dt><${Key}>Ctrl<//>+<${Key}>Z<//></dt><dd>${say("undo")}</dd></div>
      <div><dt><${Key}>Ctrl<//>+<${Key}>Shift<//>+<${Key}>Z<//></dt><dd>${say("redo")}</dd></div>
      <div><dt><${Key}>Shift<//>+<${Key}>→<//></dt><dd>${say("key_select")}</dd></div>
    </dl>
  <//>`;
