// Known or new? Every person, body and place that the draft names anew waits for a hand; nothing is linked by itself.
import { html, useState } from "./view.js";
import { candidates, candidatesFor, exactFor, hasNone, namedIn, namesakes } from "./candidates.js";
import { Field } from "./controls.js";
import { counted, say } from "./data.js";
import { change, current, DEFINED } from "./draft.js";
import { facts, join } from "./facts.js";
import { line, paragraphsOf } from "./fields.js";
import { itemAt } from "./keys.js";
import { tell } from "./live.js";
import { goTo, goToParagraph, goToPart } from "./places.js";
import { decideKnown, decideNew, undecided } from "./records.js";
import { use } from "./store.js";
import { NewRecord } from "./newrecord.js";
import { nextAfter } from "./next.js";

const KINDS = ["person", "organization", "place"];
export const open = (document) => undecided(document).filter(([kind]) => kind !== "forum");

function decide(recipe, text, key) {
  const next = nextAfter(open(current()).map(([, one]) => one.key), key);
  change((document) => {
    recipe(document);
    join(document);
  });
  tell(text, { isUndoable: true });
  if (key && next) goTo(next);
  else goToPart("known"); // what was pressed is gone
}

const link = (kind, one, candidate) =>
  decide((document) => decideKnown(document, kind, one.slug, candidate), say("linked", { name: one.name, to: candidate.name }), one.key);

const isNew = (kind, one) =>
  decide((document) => decideNew(document, kind, one.slug, slugs(one)), say("called_new", { name: one.name }), one.key);

const slugs = (one) => (candidatesFor(one) ?? []).map((candidate) => candidate.slug);

function linkAll(pairs) {
  decide((document) => pairs.forEach(([kind, one]) => decideKnown(document, kind, one.slug, exactFor(one))), counted("linked_all", pairs.length));
}

function allNew(pairs) {
  decide((document) => pairs.forEach(([kind, one]) => decideNew(document, kind, one.slug)), counted("all_called_new", pairs.length));
}

const Reasons = ({ candidate }) => html`
  <ul class="reasons">
    ${(candidate.for ?? []).map((text) => html`<li class="for"><span aria-label=${say("for")}>+</span> ${text}</li>`)}
    ${(candidate.against ?? []).map((text) => html`<li class="against"><span aria-label=${say("against")}>−</span> ${text}</li>`)}
  </ul>`;

const Candidate = ({ kind, one, candidate }) => html`
  <li class="candidate">
    <button type="button" onClick=${() => link(kind, one, candidate)}>${say("this_one")}<span class="unseen"> ${candidate.name}</span></button>
    <div>
      <a href=${candidate.url} target="_blank" rel="noopener">${candidate.name}</a> <span class="quiet-text">${candidate.note}</span>
      <${Reasons} candidate=${candidate} />
    </div>
  </li>`;

/** A new record with the name of a known one says what sets it apart. */
function New({ kind, one }) {
  const same = namesakes(one);
  const [isAsked, setAsked] = useState(false);
  const needsNote = same.length > 0 && !one.note?.trim() && kind !== "place";
  const press = () => (needsNote ? setAsked(true) : isNew(kind, one));
  return html`
    ${(isAsked || one.note !== undefined) && html`<${Field} label=${say("distinguishing_note", { name: one.name })} value=${one.note}
      onValue=${(text) => change((document) => (itemAt(document, one.key).note = text), `${one.key}.note`)} autofocus />`}
    ${isAsked && needsNote && html`<p class="hint" role="alert">${say("note_needed")}</p>`}
    <button type="button" onClick=${press}>${say("new_record")}<span class="unseen"> ${one.name}</span></button>`;
}

/** The facts that name a record, and what they say of it. */
function saidOf(document, kind, slug) {
  const all = facts(document).filter(({ fact }) => JSON.stringify(fact).includes(`"${slug}"`));
  const own = all.filter(({ fact }) => fact[kind] === slug).map(({ list, fact }) => line(document, list, fact)[1]);
  return { paragraphs: [...new Set(all.flatMap(({ fact }) => paragraphsOf(fact)))], says: [...new Set(own)].filter(Boolean).join(" · ") };
}

function Question({ document, kind, one }) {
  const answers = candidatesFor(one);
  const { paragraphs, says } = saidOf(document, kind, one.slug);
  return html`
    <li class=${`question ${answers?.length === 0 ? "alone" : ""}`} id=${`k-${one.key}`} tabindex="-1">
      <p><b>${one.name}</b> <span class="quiet-text">${says || say(`kind_${kind}`)}</span>
        ${namedIn(document, kind, one.slug).filter((words) => words !== one.name).map((words) => html` <q>${words}</q>`)}
        ${paragraphs.slice(0, 6).map((number) => html` <button type="button" class="link" onClick=${() => goToParagraph(number)} aria-label=${say("to_paragraph", { number })}>¶${number}</button>`)}
      </p>
      ${!answers && html`<p class="quiet-text">${say("looking")}</p>`}
      <ul>${answers?.map((candidate) => html`<${Candidate} key=${candidate.slug} kind=${kind} one=${one} candidate=${candidate} />`)}</ul>
      <${New} kind=${kind} one=${one} />
    </li>`;
}

function Together({ pairs }) {
  const exact = pairs.filter(([, one]) => exactFor(one));
  const none = pairs.filter(([kind, one]) => hasNone(one) && (kind !== "place" || one.kind === "country" || one.country));
  const names = (all) => all.map(([, one]) => one.name).join(" · ");
  return html`
    ${exact.length > 0 && html`<div class="together"><button type="button" class="primary" id="link-exact" onClick=${() => linkAll(exact)}>${counted("link_exact", exact.length)}</button>
      <p class="quiet-text">${names(exact)}</p></div>`}
    ${none.length > 0 && html`<div class="together"><button type="button" class="primary" id="all-new" onClick=${() => allNew(none)}>${counted("call_new", none.length)}</button>
      <p class="quiet-text">${names(none)}</p></div>`}`;
}

export function Known({ document }) {
  use(candidates);
  const pairs = open(document);
  const made = KINDS.flatMap((kind) => document.definitions[DEFINED[kind]].filter((one) => !one.undecided).map((one) => [kind, one]));
  return html`
    <section id="known" tabindex="-1" aria-labelledby="known-title">
      <h2 id="known-title">${say("known_or_new")} <span class="count">${pairs.length || ""}</span></h2>
      ${pairs.length === 0 && html`<p class="quiet-text">${say("all_decided")}</p>`}
      <${Together} pairs=${pairs} />
      <ul class="questions">${pairs.map(([kind, one]) => html`<${Question} key=${one.key} document=${document} kind=${kind} one=${one} />`)}</ul>
      ${made.length > 0 && html`<details class="made"><summary>${counted("new_records", made.length)}</summary>
        <ul>${made.map(([kind, one]) => html`<${NewRecord} key=${one.key} document=${document} kind=${kind} one=${one} />`)}</ul></details>`}
    </section>`;
}
