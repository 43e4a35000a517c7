// One fact of the draft: a line that opens into everything that can be said of it and of its citations.
import { html, useState } from "./view.js";
import { Choice, Field } from "./controls.js";
import { paragraphs, say, vocabulary } from "./data.js";
import { change, current } from "./draft.js";
import { holders } from "./facts.js";
import { CITATION, FACT, isUndecided, isUnprinted, kindOf, line, nameOfHolder, paragraphsOf } from "./fields.js";
import { itemAt, newKey, without } from "./keys.js";
import { tell } from "./live.js";
import { goTo, goToParagraph, shown, toggle } from "./places.js";
import { definitionOf, nameOf, provisional, sweep, undecide } from "./records.js";
import { moveTo, OUTSIDE } from "./taking.js";

const set = (key, field, value) => change((document) => assign(itemAt(document, key), field, value), `${key}.${field}`);

function assign(item, field, value) {
  if (value === "" || value === null || (Array.isArray(value) && !value.length)) delete item[field];
  else item[field] = value;
}

export function remove(key, name) {
  change((document) => {
    without(document, key);
    sweep(document);
  });
  tell(say("removed", { name }), { isUndoable: true });
}

/** A field of an item, drawn as it was declared. */
function Declared({ item, field }) {
  const label = say(`field_${field.label ?? field.name}`);
  const value = item[field.name];
  const onValue = (text) => set(item.key, field.name, field.isNumber && /^\d+$/.test(text) ? Number(text) : text);
  if (!field.choices) return html`<${Field} label=${label} value=${value} onValue=${onValue} type=${field.type} size=${field.type === "area" ? "long" : field.size} />`;
  const choices = field.choices() ?? [];
  return html`
    <${Choice} label=${label} value=${value} choices=${choices} onValue=${onValue} empty=${field.empty || !value ? say("not_said") : undefined} />
    ${field.isOpen && html`<${Field} label=${say("field_other_role")} value=${choices.some((one) => one.value === value) ? "" : value} onValue=${onValue} size="short" />`}`;
}

const numbers = (text) => [...new Set((text.match(/\d+/g) ?? []).map(Number))].filter((one) => one >= 1 && one <= paragraphs.length);

function Paragraphs({ item }) {
  const [text, setText] = useState((item.paragraphs ?? []).join(", "));
  const onValue = (typed) => {
    setText(typed);
    set(item.key, "paragraphs", numbers(typed));
  };
  return html`<${Field} label=${say("field_paragraphs")} size="short" value=${text} onValue=${onValue} inputmode="numeric" />`;
}

/** The body of a title: its words are kept as they are typed, its record is looked for once they stand. */
function Capacity({ capacity }) {
  const name = capacity.printed ?? (capacity.organization ? nameOf(current(), "organization", capacity.organization) : "");
  const settle = (text) =>
    change((document) => {
      const item = itemAt(document, capacity.key);
      delete item.organization; // or its own words would lead back to the record that it had
      delete item.printed;
      assign(item, "organization", text && provisional(document, "organization", text));
      assign(item, "printed", text);
      sweep(document);
    }, `${capacity.key}.printed`);
  return html`
    <div class="capacity" id=${`k-${capacity.key}`} tabindex="-1">
      <${Declared} item=${capacity} field=${{ name: "title" }} />
      <${Field} label=${say("field_body")} value=${name} onValue=${(text) => set(capacity.key, "printed", text)} onChange=${(event) => settle(event.target.value)} />
      <${Declared} item=${capacity} field=${{ name: "relation", choices: () => vocabulary.relations }} />
      <button type="button" class="quiet" onClick=${() => remove(capacity.key, capacity.title || name)} aria-label=${say("remove", { name: capacity.title || name })}>×</button>
    </div>`;
}

const addCapacity = (citation) =>
  change((document) => {
    const item = itemAt(document, citation.key);
    item.capacities = [...(item.capacities ?? []), { key: newKey() }];
  });

const Citation = ({ list, citation, name }) => html`
  <fieldset class="citation" id=${`k-${citation.key}`} tabindex="-1">
    <legend>${say("citation")}</legend>
    <${Paragraphs} item=${citation} />
    ${CITATION[list].map((field) => html`<${Declared} item=${citation} field=${field} />`)}
    ${list === "appearances" && (citation.capacities ?? []).map((capacity) => html`<${Capacity} key=${capacity.key} capacity=${capacity} />`)}
    <p class="actions">
      ${list === "appearances" && html`<button type="button" onClick=${() => addCapacity(citation)}>${say("add_capacity")}</button>`}
      <button type="button" class="quiet" onClick=${() => remove(citation.key, name)}>${say("remove_citation")}</button>
    </p>
  </fieldset>`;

export const Citations = ({ item, list, name }) => html`
  ${(item.citations ?? []).map((citation) => html`<${Citation} key=${citation.key} list=${list} citation=${citation} name=${name} />`)}
  <p class="actions">
    <button type="button" onClick=${() => change((document) => (itemAt(document, item.key).citations ??= []).push({ key: newKey(), paragraphs: [] }))}>${say("add_citation")}</button>
  </p>`;

function Whereabouts({ document, list, fact, holder }) {
  const all = holders(document).filter((one) => !one.agreement && (one !== document || fact.person || fact.organization));
  if (list === "parties" || all.length < 2) return null;
  const choices = all.map((one) => ({ value: one.key ?? OUTSIDE, label: nameOfHolder(document, one) }));
  const go = (key) => change((next) => moveTo(next, fact.key, list, key === OUTSIDE ? next : itemAt(next, key)));
  return html`<${Choice} label=${say("stands_in")} value=${holder.key ?? OUTSIDE} choices=${choices} onValue=${go} />`;
}

/** Which record it is, and the way back to the question. */
function Record({ document, kind, slug }) {
  const definition = definitionOf(document, kind, slug);
  const ask = () => {
    if (!definition?.undecided) change((next) => undecide(next, kind, slug));
    const open = definitionOf(current(), kind, slug) ?? current().definitions[`${kind}s`].at(-1);
    goTo(open.key);
  };
  const state = definition?.undecided ? "is_undecided" : definition ? "is_new" : "is_known";
  return html`<p class="record"><b>${nameOf(document, kind, slug)}</b> <span class="badge ${state}">${say(state)}</span>
    <button type="button" class="link" onClick=${ask}>${say(definition?.undecided ? "decide" : "decide_again")}</button></p>`;
}

export function Fact({ document, list, fact, holder }) {
  const isOpen = shown.get().open.has(fact.key);
  const [head, rest] = line(document, list, fact);
  const kind = kindOf(list, fact);
  return html`
    <li class="fact">
      <div class="line">
        <button type="button" class="open" id=${`k-${fact.key}`} aria-expanded=${isOpen ? "true" : "false"} onClick=${() => toggle(fact.key)}>
          <span class="head">${head}</span> <span class="rest">${rest}</span>
          ${isUnprinted(list, fact) && html` <span class="badge is_unprinted">${say("role_not_printed")}</span>`}
          ${isUndecided(document, list, fact) && html` <span class="badge is_undecided">${say("is_undecided")}</span>`}
        </button>
        <span class="stated">${paragraphsOf(fact).map((number) => html`<button type="button" class="link" onClick=${() => goToParagraph(number)} aria-label=${say("to_paragraph", { number })}>¶${number}</button>`)}</span>
        <button type="button" class="quiet" onClick=${() => remove(fact.key, head)} aria-label=${say("remove", { name: head })}>×</button>
      </div>
      ${isOpen && html`
        <div class="fields">
          ${kind && html`<${Record} document=${document} kind=${kind} slug=${fact[kind]} />`}
          ${FACT[list].map((field) => html`<${Declared} item=${fact} field=${field} />`)}
          <${Whereabouts} document=${document} list=${list} fact=${fact} holder=${holder} />
          <${Citations} item=${fact} list=${list} name=${head} />
        </div>`}
    </li>`;
}
