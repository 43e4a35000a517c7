// What the report states of a forum and its sessions: each a head that opens, and its facts below.
import { html } from "./view.js";
import { Choice, Field } from "./controls.js";
import { say, vocabulary } from "./data.js";
import { change } from "./draft.js";
import { OF_A_FORUM } from "./facts.js";
import { Citations, Fact, remove } from "./fact.js";
import { nameOfHolder, paragraphsOf } from "./fields.js";
import { itemAt, newKey } from "./keys.js";
import { goToParagraph, shown, toggle } from "./places.js";
import { definitionOf } from "./records.js";

const EMPTY = { details: { property: "date", value: "" }, figures: { counted: "" } };

function add(holder, list) {
  const key = newKey();
  change((document) => {
    const target = itemAt(document, holder.key) ?? document;
    (target[list] ??= []).push({ key, ...EMPTY[list], citations: [{ key: newKey(), paragraphs: [] }] });
  });
  toggle(key);
}

export const Facts = ({ document, holder, list }) =>
  holder[list]?.length > 0 && html`
    <h4>${say(`list_${list}`)} <span class="count">${holder[list].length}</span></h4>
    <ul class="facts">${holder[list].map((fact) => html`<${Fact} key=${fact.key} document=${document} list=${list} fact=${fact} holder=${holder} />`)}</ul>`;

/** What the archive itself says of a new forum or session: its kind, a label where none is printed. */
function Definition({ definition, kinds, of }) {
  if (!definition) return null;
  const find = (document) => (of.session ? document.definitions.forums.flatMap((one) => one.sessions ?? []).find((one) => one.key === of.session) : definitionOf(document, "forum", of.forum));
  const set = (field) => (value) =>
    change((document) => {
      if (value) find(document)[field] = value;
      else delete find(document)[field];
    }, `${of.key}.definition.${field}`);
  return html`
    <div class="fields">
      <${Choice} label=${say("field_kind")} value=${definition.kind} choices=${kinds} onValue=${set("kind")} />
      ${of.forum && html`<${Choice} label=${say("field_series")} value=${definition.series} choices=${(vocabulary.series ?? []).map((one) => ({ value: one.slug, label: one.name }))} empty=${say("not_said")} onValue=${set("series")} />`}
      <${Field} label=${say("field_label")} value=${definition.label} onValue=${set("label")} />
      <${Topics} topics=${definition.topics ?? []} set=${set("topics")} />
    </div>`;
}

const Topics = ({ topics, set }) => html`
  <details class="topics"><summary>${say("field_topics")} <span class="quiet-text">${topics.map((slug) => (vocabulary.topics ?? []).find((one) => one.slug === slug)?.name ?? slug).join(" · ")}</span></summary>
    ${(vocabulary.topics ?? []).map((one) => html`<label class="tick"><input type="checkbox" checked=${topics.includes(one.slug)}
      onChange=${(event) => set(event.target.checked ? [...topics, one.slug] : topics.filter((slug) => slug !== one.slug))} /> ${one.name}</label>`)}
  </details>`;

export const Adding = ({ holder, lists = ["details", "figures"] }) => html`
  <p class="actions">${lists.map((list) => html`<button type="button" class="link" onClick=${() => add(holder, list)}>${say(`add_${list}`)}</button>`)}</p>`;

const sort = (holder) => (holder.agreement ? "agreement" : holder.session ? "session" : "forum");

export function Head({ holder, name, level }) {
  const isOpen = shown.get().open.has(holder.key);
  const count = (holder.appearances ?? []).length;
  return html`
    <div class="line holder">
      <button type="button" class="open" id=${`k-${holder.key}`} aria-expanded=${isOpen ? "true" : "false"} onClick=${() => toggle(holder.key)}>
        <span role="heading" aria-level=${level} class="head">${name}</span> <span class="rest">${say(sort(holder))}${count ? ` · ${count}` : ""}</span>
      </button>
      <span class="stated">${paragraphsOf(holder).slice(0, 6).map((number) => html`<button type="button" class="link" onClick=${() => goToParagraph(number)} aria-label=${say("to_paragraph", { number })}>¶${number}</button>`)}</span>
      <button type="button" class="quiet" onClick=${() => remove(holder.key, name)} aria-label=${say("remove", { name })}>×</button>
    </div>`;
}

function Holder({ document, holder, definition }) {
  const name = nameOfHolder(document, holder);
  const isOpen = shown.get().open.has(holder.key);
  return html`
    <div class=${holder.session ? "session" : "forum"}>
      <${Head} holder=${holder} name=${name} level=${holder.session ? 4 : 3} />
      ${isOpen && html`
        <${Definition} definition=${definition} of=${holder} kinds=${holder.session ? vocabulary.session_kinds : vocabulary.forum_kinds} />
        <${Citations} item=${holder} list="forums" name=${name} />
        <${Adding} holder=${holder} />`}
      ${OF_A_FORUM.map((list) => html`<${Facts} document=${document} holder=${holder} list=${list} />`)}
    </div>`;
}

export function ForumFacts({ document, forum }) {
  const definition = definitionOf(document, "forum", forum.forum);
  const sessionOf = (session) => definition?.sessions?.find((one) => one.key === session.session);
  return html`
    <${Holder} document=${document} holder=${forum} definition=${definition} />
    ${(forum.sessions ?? []).map((session) => html`<${Holder} key=${session.key} document=${document} holder=${session} definition=${sessionOf(session)} />`)}`;
}
