// A new record of the draft: its fields, its address, other forms of its name, and how a Chinese name is read.
import { html, useState } from "./view.js";
import { Choice, Field } from "./controls.js";
import { say, vocabulary } from "./data.js";
import { change } from "./draft.js";
import { itemAt, newKey, without } from "./keys.js";
import { tell } from "./live.js";
import { readdress, undecide } from "./records.js";
import { readingOf } from "./suggested.js";

const FORM = {
  person: [["name"], ["family", "short"], ["given", "short"], ["note"], ["source"]],
  organization: [["name"], ["abbreviation", "short"], ["kind"], ["country"], ["note"], ["source"]],
  place: [["name"], ["kind"], ["country"]],
};
const choicesOf = (kind, field) => {
  if (field === "country") return vocabulary.countries.map((one) => ({ value: one.slug, label: one.name }));
  return { organization: vocabulary.organization_kinds, place: vocabulary.place_kinds }[kind];
};

export function NewRecord({ document, kind, one }) {
  const set = (field) => (text) =>
    change((next) => {
      if (text) itemAt(next, one.key)[field] = text;
      else delete itemAt(next, one.key)[field];
    }, `${one.key}.${field}`);
  const reading = kind === "person" && !isConfirmed(one) && readingOf(one.name);
  return html`
    <li id=${`k-${one.key}`} tabindex="-1">
      <details>
        <summary>${one.name} <span class="quiet-text">${say(`kind_${kind}`)}${one.note ? ` · ${one.note}` : ""}</span>
          ${reading && html` <span class="badge is_undecided">${say("proposal")}</span>`}</summary>
        ${reading && html`<${Proposal} one=${one} reading=${reading} />`}
        <div class="fields">
          ${FORM[kind].map(([field, size]) =>
            ["kind", "country"].includes(field)
              ? html`<${Choice} label=${say(`field_${field}`)} value=${one[field]} choices=${withNew(document, choicesOf(kind, field), field)} empty=${field === "country" ? say("not_said") : undefined} onValue=${set(field)} />`
              : html`<${Field} label=${say(field === "name" ? "field_preferred" : `field_${field}`)} value=${one[field]} size=${size} onValue=${set(field)} />`,
          )}
          <${Address} kind=${kind} one=${one} />
          <${Forms} kind=${kind} one=${one} />
          <button type="button" onClick=${() => change((next) => undecide(next, kind, one.slug))}>${say("decide_again")}</button>
        </div>
      </details>
    </li>`;
}

const withNew = (document, choices, field) =>
  field !== "country" ? choices : [...choices, ...document.definitions.places.filter((one) => one.kind === "country").map((one) => ({ value: one.slug, label: one.name }))];

/** Other forms of a new record's name: in its own script, in pinyin, short. */
const Forms = ({ kind, one }) => html`
  ${(one.names ?? []).map((name) => html`
    <div class="capacity" key=${name.key}>
      <${Field} label=${say("field_other_name")} value=${name.text} onValue=${(text) => change((next) => (itemAt(next, name.key).text = text), `${name.key}.text`)} />
      <${Choice} label=${say("field_kind")} value=${name.kind} choices=${vocabulary.name_kinds[kind]} onValue=${(kind) => change((next) => (itemAt(next, name.key).kind = kind))} />
      <button type="button" class="quiet" aria-label=${say("remove", { name: name.text })} onClick=${() => change((next) => without(next, name.key))}>×</button>
    </div>`)}
  <button type="button" onClick=${() => change((next) => (itemAt(next, one.key).names ??= []).push({ key: newKey(), text: "", kind: "alias" }))}>${say("add_name")}</button>`;

/** The address may be changed until it is published; it takes effect when one leaves the field. */
function Address({ kind, one }) {
  const [typed, setTyped] = useState(null);
  const settle = (text) => {
    let slug = one.slug;
    if (text !== slug) change((next) => (slug = readdress(next, kind, one.slug, text)));
    setTyped(null);
    if (slug !== text) tell(say("address_is", { slug }));
  };
  return html`<${Field} label=${say("field_slug")} value=${typed ?? one.slug} onValue=${setTyped} onChange=${(event) => settle(event.target.value)} />`;
}

const isConfirmed = (one) => Boolean(one.family || one.names?.some((name) => name.kind === "pinyin"));

/** Characters have several sounds, and family names one or two characters: nothing is said until a hand confirms it. */
function Proposal({ one, reading: { pinyin, family } }) {
  const given = one.name.slice(family.length);
  const confirm = () =>
    change((next) => {
      const item = itemAt(next, one.key);
      Object.assign(item, { family, given });
      (item.names ??= []).push({ key: newKey(), text: pinyin, kind: "pinyin" });
    });
  return html`<p class="hint proposal">${say("proposed_name", { family, given, pinyin })}
    <button type="button" onClick=${confirm}>${say("confirm")}<span class="unseen"> ${one.name}</span></button></p>`;
}
