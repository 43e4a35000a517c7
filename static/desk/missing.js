// What is missing, counted as one works; each a link to its place.
import { html } from "./view.js";
import { counted, say } from "./data.js";
import { change } from "./draft.js";
import { facts } from "./facts.js";
import { line, nameOfHolder } from "./fields.js";
import { open } from "./known.js";
import { goTo, goToPart } from "./places.js";
import { use } from "./store.js";
import { found, nameIn, printed, usedBy } from "./suggested.js";
import { visit } from "./visiting.js";
import { fold } from "./words.js";

/** Suggested names that no record uses, each once. */
function unused(document) {
  const at = printed(document);
  const dismissed = new Set(document.desk.dismissed);
  const names = new Map();
  for (const one of found.get().spans) {
    if (!["person", "organization"].includes(one.kind) || dismissed.has(one.id)) continue;
    const isUsed = usedBy(at, one) || at.has(fold(nameIn(one))) || one.values.again;
    if (!isUsed && !names.has(fold(nameIn(one)))) names.set(fold(nameIn(one)), one);
  }
  return [...names.values()].map((one) => ({ text: nameIn(one), go: () => visit(one.id), id: one.id }));
}

const unplaced = (document) =>
  [...facts(document), ...document.forums.map((fact) => ({ fact })), ...document.agreements.map((fact) => ({ fact }))]
    .filter(({ fact }) => !fact.citations?.length || fact.citations.some((one) => !one.paragraphs?.length))
    .map(({ list, fact }) => ({ text: list ? line(document, list, fact)[0] : nameOfHolder(document, fact), go: () => goTo(fact.key) }));

const bodiless = (document) =>
  facts(document)
    .filter(({ list, fact }) => list === "appearances" && !fact.citations?.some((one) => one.capacities?.some((each) => each.organization)))
    .map(({ list, fact }) => ({ text: line(document, list, fact)[0], go: () => goTo(fact.key) }));

const undecidedNames = (document) => open(document).map(([, one]) => ({ text: one.name, go: () => goTo(one.key) }));

const unfinished = (document) => {
  const { report, forums } = document;
  const needs = [[!report.title && !report.label, "needs_title", "report"], [!report.slug, "needs_slug", "report"], [!forums.length, "needs_forum", "forum"]];
  return needs.filter(([isMissing]) => isMissing).map(([, text, part]) => ({ text: say(text), go: () => goToPart(part) }));
};

export const missing = (document) =>
  [
    ["missing_parts", unfinished(document)],
    ["missing_decisions", undecidedNames(document)],
    ["missing_passages", unplaced(document)],
    ["missing_bodies", bodiless(document)],
    ["missing_names", unused(document)],
  ].filter(([, items]) => items.length);

export const countMissing = (document) => missing(document).reduce((sum, [, items]) => sum + items.length, 0);

const dismiss = (items) => change((document) => document.desk.dismissed.push(...items.map((one) => one.id)));

const Group = ({ name, items }) => html`
  <h3>${counted(name, items.length)}</h3>
  <ul class="missing">${items.map((one) => html`<li><button type="button" class="link" onClick=${one.go}>${one.text}</button>
    ${one.id && html`<button type="button" class="quiet" onClick=${() => dismiss([one])} aria-label=${say("not_a_record", { name: one.text })}>×</button>`}</li>`)}</ul>
  ${items[1]?.id && html`<button type="button" onClick=${() => dismiss(items)}>${say("dismiss_all")}</button>`}`;

export function Missing({ document }) {
  use(found);
  const groups = missing(document);
  const isPartly = document.report.entered === "partly";
  return html`
    <section id="missing" tabindex="-1" aria-labelledby="missing-title">
      <h2 id="missing-title">${say("missing")} <span class="count">${countMissing(document) || ""}</span></h2>
      ${groups.length === 0 && html`<p class="quiet-text">${say("nothing_missing")}</p>`}
      ${groups.map(([name, items]) => html`<${Group} name=${name} items=${items} />`)}
      <label class="tick"><input type="checkbox" checked=${isPartly} onChange=${(event) => change((next) => (next.report.entered = event.target.checked ? "partly" : "whole"))} /> ${say("partly")}</label>
    </section>`;
}
