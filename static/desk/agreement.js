// An agreement in the draft: which one it is, its passages, title and date, and who made it.
import { html, useState } from "./view.js";
import { agreementChoices, beginAgreement, decideAgreement, SHORT } from "./agreements.js";
import { Choice, Field } from "./controls.js";
import { counted, say, standsIn, vocabulary } from "./data.js";
import { change } from "./draft.js";
import { Citations } from "./fact.js";
import { state } from "./facts.js";
import { nameOfHolder } from "./fields.js";
import { Adding, Facts, Head } from "./holder.js";
import { itemAt } from "./keys.js";
import { goTo, shown } from "./places.js";
import { definitionOf, provisional } from "./records.js";

/** The record: one that the archive has, or a new one with its kind, label and address. */
function Which({ document, agreement, name }) {
  const definition = definitionOf(document, "agreement", agreement.agreement);
  const [words, setWords] = useState("");
  const [all, found] = [agreementChoices(), agreementChoices(words)];
  const set = (field) => (value) =>
    change((next) => {
      const one = itemAt(next, definition.key);
      if (value) one[field] = value;
      else delete one[field];
    }, `${definition.key}.${field}`);
  const decide = (slug) => change((next) => decideAgreement(next, itemAt(next, agreement.key), slug, name));
  return html`
    <div class="fields">
      ${all.length > SHORT && html`<${Field} label=${counted("agreements_found", found.length)} value=${words} onValue=${setWords} />`}
      <${Choice} label=${say("which_agreement")} value=${definition ? "" : agreement.agreement} choices=${found} empty=${say("a_new_agreement")} onValue=${decide} />
      ${definition && html`
        <${Choice} label=${say("field_kind")} value=${definition.kind} choices=${vocabulary.agreement_kinds} onValue=${set("kind")} />
        <${Field} label=${say("field_label")} value=${definition.label} onValue=${set("label")} />`}
    </div>`;
}

export function Agreement({ document, agreement }) {
  const name = nameOfHolder(document, agreement);
  const isOpen = shown.get().open.has(agreement.key);
  return html`
    <div class="forum">
      <${Head} holder=${agreement} name=${name} level=${3} />
      ${isOpen && html`
        <${Which} document=${document} agreement=${agreement} name=${name} />
        <${Citations} item=${agreement} list="forums" name=${name} />
        <${Adding} holder=${agreement} lists=${["details"]} />`}
      ${["details", "parties"].map((list) => html`<${Facts} document=${document} holder=${agreement} list=${list} />`)}
      ${isOpen && html`<${AddNamed} holder=${agreement} list="parties" />`}
    </div>`;
}

/** A form that stays folded until somebody needs it. */
const Folded = ({ title, onSubmit, children }) => html`
  <details class="folded">
    <summary>${title}</summary>
    <form class="fields" onSubmit=${(event) => { event.preventDefault(); onSubmit(); }}>${children}
      <p class="actions"><button type="submit">${say("add")}</button></p>
    </form>
  </details>`;

export function NewAgreement() {
  const [name, setName] = useState("");
  const add = () => {
    let key = "";
    change((document) => (key = beginAgreement(document, name.trim())));
    setName("");
    goTo(key);
  };
  return html`
    <${Folded} title=${say("add_agreement")} onSubmit=${add}>
      <${Field} label=${say("agreement_name")} value=${name} onValue=${setName} size="long" required />
    <//>`;
}

const ROLES = { parties: { person: "signatory", organization: "party" }, mentions: { person: "mentioned", organization: "mentioned" } };
const kinds = () => ["organization", "person"].map((kind) => ({ value: kind, label: say(`kind_${kind}`) }));

/** Somebody by name: a party of an agreement, or named outside any forum. */
export function AddNamed({ holder, list }) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState("organization");
  const add = () => {
    let key = "";
    change((document) => (key = named(document, holder && itemAt(document, holder.key), { list, kind, name: name.trim() })));
    setName("");
    goTo(key);
  };
  return html`
    <${Folded} title=${say(`add_${list}`)} onSubmit=${add}>
      <${Field} label=${say("field_name")} value=${name} onValue=${setName} required />
      <${Choice} label=${say("field_kind")} value=${kind} choices=${kinds()} onValue=${setKind} />
    <//>`;
}

function named(document, holder, { list, kind, name }) {
  const fact = { [kind]: provisional(document, kind, name), role: ROLES[list][kind] };
  return state(holder ?? document, list, fact, { paragraphs: standsIn(name).slice(0, 1), name }).key;
}
