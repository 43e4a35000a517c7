// Above the text: where facts go. Below it, once words are selected: what they are.
import { html } from "./view.js";
import { Choice, Key } from "./controls.js";
import { counted, rolesFor, say } from "./data.js";
import { holders } from "./facts.js";
import { nameOfHolder } from "./fields.js";
import { as, isTouched, onto, published, publisher, reportTitle } from "./making.js";
import { shown } from "./places.js";
import { release, selected, selection } from "./selecting.js";
import { use } from "./store.js";
import { OUTSIDE, taking } from "./taking.js";
import { peopleIn, taken, waiting } from "./visiting.js";

/** What selected words can be, in the order of their number keys. */
export const MEANINGS = [
  ["person", as("person")],
  ["organization", as("organization")],
  ["title_of", onto("title"), isTouched],
  ["body_of", onto("body"), isTouched],
  ["date", as("date")],
  ["place", as("place")],
  ["figure", as("figure")],
  ["session", as("session")],
  ["forum_title", as("forum")],
  ["agreement", as("agreement")],
];
export const digit = (at) => String((at + 1) % 10);
const OF_THE_REPORT = [["report_title", reportTitle], ["published", published], ["publisher", publisher]];

const peopleOf = (spans) => peopleIn(new Set(spans.map((one) => one.paragraph)));

/** Say what the selected words are, and let them go. */
export function name(make, spans = selection()) {
  make(spans);
  release();
}

export function takePeople() {
  const spans = selection();
  release();
  taken(spans.length ? peopleOf(spans) : peopleIn());
}

/** Take them all; the button goes, and one goes on in the text. */
function takeAll(all) {
  taken(all);
  document.getElementById("text").focus({ preventScroll: true });
}

export function Into({ document }) {
  const { into, role } = use(taking);
  const targets = holders(document).filter((one) => one !== document).map((one) => ({ value: one.key, label: nameOfHolder(document, one) }));
  const waits = waiting(document);
  const people = waits.filter((one) => one.kind === "person");
  const sessions = waits.filter((one) => one.kind === "session");
  return html`
    <div class="into">
      <${Choice} label=${say("goes_into")} value=${into} empty=${say("by_heading")} choices=${[...targets, { value: OUTSIDE, label: say("outside") }]} onValue=${(value) => taking.set({ into: value })} />
      <${Choice} label=${say("role_if_none")} value=${role} choices=${rolesFor("person")} onValue=${(value) => taking.set({ role: value })} />
      <span class="quiet-text">${counted("waiting", waits.length)}</span>
      ${sessions.length > 0 && html`<button type="button" id="take-sessions" onClick=${() => takeAll(sessions)}>${counted("take_sessions", sessions.length)}</button>`}
      ${people.length > 0 && html`<button type="button" class="primary" id="take-all" onClick=${() => takeAll(people)}>${counted("take_all_people", people.length)}</button>`}
    </div>`;
}

const ask = (kind) => say(`as_${kind}`, { name: taking.get().touched?.name ?? "" });
const keep = (event) => event.preventDefault(); // the selection stays

export function Selection() {
  const { spans } = use(selected);
  use(taking);
  if (!spans.length) return html`<p class="selection quiet-text" id="text-help">${say("text_help")}</p>`;
  const people = peopleOf(spans);
  return html`
    <div class="selection" role="toolbar" aria-label=${say("selected")} onMouseDown=${keep}>
      <p id="text-help"><q>${spans[0].printed.slice(0, 80)}</q> ${spans.length > 1 && counted("selected_paragraphs", spans.length)}</p>
      ${people.length > 0 && html`<button type="button" class="primary" onClick=${takePeople}>${counted("take_selected", people.length)} <${Key}>a<//></button>`}
      <button type="button" onClick=${() => shown.set({ dialog: "rows" })}>${say("as_rows")} <${Key}>r<//></button>
      ${MEANINGS.map(([kind, make, isPossible = () => true], at) => isPossible() && html`<button type="button" onClick=${() => name(make, spans)}>${ask(kind)} <${Key}>${digit(at)}<//></button>`)}
      ${OF_THE_REPORT.map(([kind, make]) => html`<button type="button" onClick=${() => name(make, spans)}>${ask(kind)}</button>`)}
    </div>`;
}
