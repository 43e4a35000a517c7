// The facts of a draft: which lists hold them, what makes each one itself, and how one comes to stand in its list.
import { newKey } from "./keys.js";

/** What makes a fact of each list the same fact; one stated twice has two citations. */
export const SAME = {
  details: ["property", "value"],
  places: ["place"],
  figures: ["counted", "low", "high"],
  involvements: ["organization", "role"],
  appearances: ["person", "role"],
  mentions: ["organization", "person", "role"],
  parties: ["organization", "person", "role"],
};
export const OF_A_FORUM = ["details", "places", "figures", "involvements", "appearances"];

/** The places of the draft that hold facts: the whole report (mentions), forums, their sessions, agreements. */
export const holders = (document) => [
  ...document.forums.flatMap((forum) => [forum, ...(forum.sessions ?? [])]),
  ...document.agreements,
  document,
];

/** Every fact with its list and holder. */
export const facts = (document) =>
  holders(document).flatMap((holder) =>
    Object.keys(SAME).flatMap((list) => (holder[list] ?? []).map((fact) => ({ list, fact, holder }))),
  );

/** Every record that a fact names, with the words printed for it. */
export const references = (document) =>
  facts(document).flatMap(({ fact }) => (fact.citations ?? []).flatMap((citation) => namedBy(fact, citation)));

function namedBy(fact, citation) {
  const own = ["person", "organization", "place"].filter((kind) => fact[kind]);
  const bodies = (citation.capacities ?? []).filter((capacity) => capacity.organization);
  return [
    ...own.map((kind) => ({ kind, slug: fact[kind], printed: citation.name })),
    ...bodies.map((capacity) => ({ kind: "organization", slug: capacity.organization, printed: capacity.printed })),
  ];
}

const isSame = (list, one, other) => SAME[list].every((field) => (one[field] ?? null) === (other[field] ?? null));
const spot = (citation) => JSON.stringify([citation.paragraphs, citation.name ?? "", citation.role ?? "", citation.words ?? ""]);

/** State a fact: a further citation where the list has it, a new item where it has not. Gives the item. */
export function state(holder, list, fact, citation) {
  holder[list] ??= [];
  let item = holder[list].find((one) => isSame(list, one, fact));
  if (!item) holder[list].push((item = { key: newKey(), ...fact, citations: [] }));
  cite(item, citation);
  return item;
}

/** Add a citation, unless the item has it already. */
export function cite(item, citation) {
  item.citations ??= [];
  const before = item.citations.find((one) => spot(one) === spot(citation));
  if (!before) item.citations.push({ key: newKey(), ...citation });
  return before ?? item.citations.at(-1);
}

/** Where two records turned out to be one, their facts are one too. */
export function join(document) {
  for (const holder of holders(document)) {
    for (const list of Object.keys(SAME)) if (holder[list]?.length) holder[list] = joined(list, holder[list]);
  }
}

function joined(list, items) {
  const kept = [];
  for (const item of items) {
    const same = isComplete(list, item) && kept.find((one) => isSame(list, one, item));
    if (same) item.citations.forEach((citation) => cite(same, citation));
    else kept.push(item);
  }
  return kept;
}

const isComplete = (list, item) => SAME[list].some((field) => item[field]);

/** The first paragraph that states an item. */
export const first = (item) => Math.min(...(item.citations ?? []).flatMap((citation) => citation.paragraphs ?? []));

/** Move a fact to another holder, before those that the text states later: so who share a role stay together. */
export function move(document, key, list, target, there = list) {
  const from = holders(document).find((holder) => holder[list]?.some((item) => item.key === key));
  const item = from[list].find((one) => one.key === key);
  from[list] = from[list].filter((one) => one !== item);
  const items = target[there] ?? [];
  const at = items.findIndex((one) => first(one) > first(item));
  target[there] = joined(there, at < 0 ? [...items, item] : [...items.slice(0, at), item, ...items.slice(at)]);
}
