// Two versions of one draft, side by side: mine, theirs, or of each the better. Neither is lost.
import { html, useState } from "./view.js";
import { Dialog } from "./controls.js";
import { counted, say } from "./data.js";
import { line, nameOfHolder } from "./fields.js";
import { pathTo } from "./keys.js";
import { leave, saving, settle } from "./saving.js";
import { use } from "./store.js";
import { differences, firstChoices, merged } from "./versions.js";
import { SAME } from "./facts.js";

/** A value in words. */
function shownAs(document, value, path) {
  if (value === undefined || value === null || value === "") return say("nothing_there");
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((one) => shownAs(document, one, path)).join(", ");
  const list = [...path].reverse().find((part) => SAME[part]);
  if (list && value.citations) return line(document, list, value).filter(Boolean).join(" · ");
  return value.name ?? value.title ?? value.text ?? [value.paragraphs?.map((number) => `¶${number}`), value.printed].filter(Boolean).join(" ") ?? "";
}

/** Where a difference is: the record or fact, and its field. */
function whereabouts(documents, path) {
  const names = path.flatMap((part) => documents.map((document) => itemName(document, part)).find(Boolean) ?? []);
  const field = path.at(-1);
  const label = say(`field_${field}`);
  return [...new Set([...names.slice(-2), label === `field_${field}` ? "" : label])].filter(Boolean).join(" · ") || say("report");
}

function itemName(document, key) {
  const item = pathTo(document, key)?.at(-1);
  if (!item) return "";
  const list = Object.keys(SAME).find((name) => SAME[name].some((field) => field in item));
  if (list && item.citations) return line(document, list, item)[0];
  return item.name ?? (item.forum || item.session ? nameOfHolder(document, item) : "");
}

function Difference({ one, mine, theirs, choice, setChoice }) {
  const side = (name, document, value) => html`
    <td><label class="tick"><input type="radio" name=${one.id} checked=${choice === name} onChange=${() => setChoice(name)} /> ${shownAs(document, value, one.path)}</label></td>`;
  return html`<tr><th scope="row">${whereabouts([mine, theirs], one.path)}</th>${side("mine", mine, one.mine)}${side("theirs", theirs, one.theirs)}</tr>`;
}

export function Conflict() {
  const { is, conflict } = use(saving);
  return is === "conflict" && html`<${Versions} ...${conflict} key=${conflict.version} />`;
}

function Versions({ mine, theirs, base, before }) {
  const [choices, setChoices] = useState(() => firstChoices(mine, theirs, base));
  const all = differences(mine, theirs);
  const made = () => merged(mine, theirs, (path) => choices[path.join("/")] ?? "theirs");
  return html`
    <${Dialog} title=${say("two_versions")} onClose=${before && leave} wide>
      <p>${counted("they_differ", all.length)} ${say("neither_is_lost")}</p>
      <div class="scroll"><table class="versions">
        <thead><tr><th>${say("where")}</th><th>${say("mine")}</th><th>${say("theirs")}</th></tr></thead>
        <tbody>${all.map((one) => html`<${Difference} key=${one.id} one=${one} mine=${mine} theirs=${theirs} choice=${choices[one.id]} setChoice=${(side) => setChoices({ ...choices, [one.id]: side })} />`)}</tbody>
      </table></div>
      <p class="actions">
        <button type="button" class="primary" onClick=${() => settle(made())}>${say("take_chosen")}</button>
        <button type="button" onClick=${() => settle(mine)}>${say("take_mine")}</button>
        <button type="button" onClick=${() => settle(theirs)}>${say("take_theirs")}</button>
      </p>
    <//>`;
}
