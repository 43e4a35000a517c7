// Which forum? The first question: one that the archive knows, or a new one made of what the text suggests.
import { html, useEffect, useState } from "./view.js";
import { Choice, Field } from "./controls.js";
import { counted, say, standsIn, urls, vocabulary } from "./data.js";
import { change, current } from "./draft.js";
import { cite, state } from "./facts.js";
import { nameOfHolder } from "./fields.js";
import { forumKind } from "./guesses.js";
import { newKey, without } from "./keys.js";
import { comparison, knownForums, learn } from "./knownforum.js";
import { tell } from "./live.js";
import { goTo, goToPart } from "./places.js";
import { remember, slugFor, sweep } from "./records.js";
import { sendJson } from "./server.js";
import { proposal } from "./proposal.js";
import { store, use } from "./store.js";
import { found, nameIn, printed, usedBy } from "./suggested.js";
import { take } from "./taking.js";

export const asked = store({ wanted: null, answers: null, copies: [], isFailed: false });

const gathered = () => {
  const { name, date_edtf: date, cities } = found.get().gathered;
  return { name: name ?? "", date: date ?? "", cities: cities ?? [] };
};

async function look(wanted) {
  asked.set({ wanted, answers: null, isFailed: false });
  const people = found.get().all.filter((one) => one.kind === "person").map(nameIn);
  try {
    const answer = await sendJson(urls.forums, { ...wanted, people: [...new Set(people)] });
    asked.set({ answers: answer.forum ?? [], copies: answer.near_copies ?? [] });
  } catch {
    asked.set({ answers: [], isFailed: true });
  }
}

async function choose(candidate) {
  remember("forum", candidate);
  await learn(candidate.slug);
  change((document) => {
    const forum = { key: newKey(), forum: candidate.slug, citations: [] };
    document.forums.push(forum);
    for (const number of standsIn(gathered().name)) cite(forum, { paragraphs: [number], name: gathered().name });
  });
  answered(say("forum_chosen", { name: candidate.name }));
}

/** A new forum with what the text prints of it; a name that the text does not print is a curator's label. */
function make(values) {
  change((document) => {
    const slug = slugFor(document, named(values), "forum", (one) => asked.get().answers?.some((each) => each.slug === one));
    const forum = { key: newKey(), forum: slug, citations: [] };
    document.forums.push(forum);
    document.definitions.forums.push({ key: newKey(), slug, kind: values.kind || forumKind(values.name), coverage: "reported", sessions: [] });
    entitle(document, forum, values);
    date(document, forum, values.date);
    for (const city of values.cities) locate(document, forum, city);
  });
  answered(say("forum_made", { name: values.name }));
}

/** The question goes, with the button that was pressed: the focus stays where it stood. */
function answered(words) {
  tell(words, { isUndoable: true });
  goToPart("forum");
}

const named = ({ name, date: day }) => (day && !name.includes(day.slice(0, 4)) ? `${name} ${day.slice(0, 4)}` : name);

/** By the printed name where it is printed; else by a label, and cited where the text tells of its date or city. */
function entitle(document, forum, values) {
  const { name } = values;
  const numbers = standsIn(name);
  for (const number of numbers) {
    cite(forum, { paragraphs: [number], name });
    state(forum, "details", { property: "title", value: name, language: document.report.language }, { paragraphs: [number] });
  }
  if (numbers.length) return;
  document.definitions.forums.find((one) => one.slug === forum.forum).label = name;
  const told = suggestion("date", (one) => one.values.edtf === values.date) ?? suggestion("place", (one) => values.cities.includes(nameIn(one)));
  if (told) cite(forum, { paragraphs: [told.paragraph] });
}

const suggestion = (kind, fits) => found.get().spans.find((one) => one.kind === kind && fits(one));

function date(document, forum, value) {
  const one = suggestion("date", (each) => each.values.edtf === value);
  if (one) take(document, one, forum.key);
  else if (value) state(forum, "details", { property: "date", value }, { paragraphs: [] });
}

function locate(document, forum, city) {
  const one = suggestion("place", (each) => nameIn(each) === city);
  if (one) take(document, one, forum.key);
}

function NewForum({ isLikeliest }) {
  const values = use(proposal);
  const set = (field) => (value) => proposal.set({ [field]: value });
  const press = (event) => {
    event.preventDefault();
    make(values);
  };
  return html`
    <form class="fields" onSubmit=${press}>
      <${Field} label=${say("forum_name")} value=${values.name} onValue=${set("name")} size="long" required />
      <${Field} label=${say("forum_date")} value=${values.date} onValue=${set("date")} />
      <${Field} label=${say("forum_cities")} value=${values.cities.join(", ")} size="short" onValue=${(text) => set("cities")(text.split(/,\s*/))} />
      <${Choice} label=${say("field_kind")} value=${values.kind || forumKind(values.name)} choices=${vocabulary.forum_kinds} onValue=${set("kind")} />
      <p class="actions">
        <button type="submit" class=${isLikeliest ? "primary" : ""} id="new-forum">${say("new_forum")}</button>
        <button type="button" onClick=${() => look({ name: values.name, date: values.date, cities: values.cities })}>${say("look_again")}</button>
      </p>
    </form>`;
}

const Answer = ({ candidate, isLikeliest }) => html`
  <li class="candidate">
    <button type="button" class=${isLikeliest ? "primary" : ""} onClick=${() => choose(candidate)}>${say("this_forum")}<span class="unseen"> ${candidate.name}</span></button>
    <div><a href=${candidate.url} target="_blank" rel="noopener">${candidate.name}</a> <span class="quiet-text">${candidate.note}</span>
      <ul class="reasons">
        ${(candidate.for ?? []).map((text) => html`<li class="for"><span aria-label=${say("for")}>+</span> ${text}</li>`)}
        ${(candidate.against ?? []).map((text) => html`<li class="against"><span aria-label=${say("against")}>−</span> ${text}</li>`)}
      </ul></div>
  </li>`;

const Copies = () =>
  asked.get().copies.map((copy) => html`
    <p class="notice"><b>${say("near_copy", { likeness: Math.round(copy.likeness * 100) })}</b> <a href=${copy.url} target="_blank" rel="noopener">${copy.name}</a></p>`);

function Question() {
  const { answers, isFailed } = use(asked);
  useEffect(() => {
    const said = gathered();
    proposal.set({ ...said, name: proposal.get().name || said.name, kind: "" });
    look(said);
  }, []);
  return html`
    <p class="hint">${say("which_forum_hint")}</p>
    ${!answers && html`<p class="quiet-text">${say("looking")}</p>`}
    ${isFailed && html`<p class="notice">${say("looking_failed")}</p>`}
    ${answers?.length === 0 && !isFailed && html`<p class="quiet-text">${say("no_forum_known")}</p>`}
    <ul class="candidates">${answers?.map((candidate, at) => html`<${Answer} key=${candidate.slug} candidate=${candidate} isLikeliest=${at === 0} />`)}</ul>
    <h3>${say("or_new_forum")}</h3>
    <${NewForum} isLikeliest=${!answers?.length} />`;
}

/** Suggestions that say what the archive says already; one press cites them all. */
function Same({ document }) {
  const at = printed(document);
  const waiting = found.get().spans.filter((one) => !usedBy(at, one) && !document.desk.dismissed.includes(one.id));
  const by = (word) => waiting.filter((one) => comparison(one) === word);
  if (!waiting.some(comparison)) return null;
  const same = by("same");
  const takeAll = () => {
    change((next) => same.forEach((one) => take(next, one)));
    tell(counted("cited_same", same.length), { isUndoable: true });
  };
  return html`
    <p class="compared">${say("compared", { same: same.length, differs: by("differs").length, new: by("new").length })}</p>
    ${same.length > 0 && html`<button type="button" class="primary" id="cite-same" onClick=${takeAll}>${counted("cite_same", same.length)}</button>`}`;
}

const takeOut = (forum, name) => {
  change((document) => {
    without(document, forum.key);
    sweep(document);
  });
  tell(say("removed", { name }), { isUndoable: true });
};

function Chosen({ document, forum }) {
  const name = nameOfHolder(document, forum);
  const known = knownForums.get()[forum.forum];
  const isNew = document.definitions.forums.some((one) => one.slug === forum.forum) && !known;
  return html`
    <div class="chosen">
      <p><button type="button" class="link" onClick=${() => goTo(forum.key)}>${name || forum.forum}</button>
        <span class="badge ${isNew ? "is_new" : "is_known"}">${say(isNew ? "is_new" : "is_known")}</span>
        <button type="button" class="quiet" onClick=${() => takeOut(forum, name)} aria-label=${say("remove", { name })}>×</button></p>
      ${known && html`<${Same} document=${document} />`}
    </div>`;
}

export function Forum({ document }) {
  const { isRead } = use(found);
  use(knownForums);
  use(asked);
  const [isMore, setMore] = useState(false);
  const isOpen = isRead && (!document.forums.length || isMore);
  useEffect(() => setMore(false), [document.forums.length]);
  return html`
    <section id="forum" tabindex="-1" aria-labelledby="forum-title">
      <h2 id="forum-title">${say("which_forum")}</h2>
      <${Copies} />
      ${document.forums.map((forum) => html`<${Chosen} key=${forum.key} document=${document} forum=${forum} />`)}
      ${isOpen ? html`<${Question} />` : document.forums.length > 0 && html`<button type="button" class="link" onClick=${() => setMore(true)}>${say("another_forum")}</button>`}
      ${!isRead && html`<p class="quiet-text">${say("reading")}</p>`}
    </section>`;
}

/** Learn what is known of the forums that the draft is about already. */
export const learnAll = () =>
  Promise.all(current().forums.filter((forum) => !current().definitions.forums.some((one) => one.slug === forum.forum)).map((forum) => learn(forum.forum).catch(() => {})));
