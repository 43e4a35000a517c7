// Persons, bodies and places that the draft refers to: defined in it and new, defined and undecided, or known.
import { data } from "./data.js";
import { DEFINED } from "./draft.js";
import { references } from "./facts.js";
import { guessedKind } from "./guesses.js";
import { newKey } from "./keys.js";
import { readingOf } from "./suggested.js";
import { fold, freeSlug, slugOf } from "./words.js";

const known = new Map(Object.entries(data.known ?? {}));
const LINKS = {
  person: ["person"],
  organization: ["organization", "parent"],
  place: ["place", "parent", "country"],
  forum: ["forum", "part_of"],
  agreement: ["agreement"],
};

export const remember = (kind, candidate) => known.set(`${kind}:${candidate.slug}`, candidate);
/** What the draft defines becomes known once it is published. */
export function rememberAll(document) {
  for (const [kind, list] of Object.entries(DEFINED)) for (const one of document.definitions[list]) if (one.name) remember(kind, { slug: one.slug, name: one.name });
}

export const knownRecord = (kind, slug) => known.get(`${kind}:${slug}`);
export const definitionOf = (document, kind, slug) => document.definitions[DEFINED[kind]]?.find((one) => one.slug === slug);
export const nameOf = (document, kind, slug) =>
  definitionOf(document, kind, slug)?.name ?? knownRecord(kind, slug)?.name ?? slug ?? "";

const defined = (document) => Object.values(DEFINED).flatMap((list) => document.definitions[list]);

/** Every undecided record, in the order of the draft: [kind, definition]. */
export const undecided = (document) =>
  Object.entries(DEFINED).flatMap(([kind, list]) =>
    document.definitions[list].filter((one) => one.undecided).map((one) => [kind, one]),
  );

export const slugFor = (document, name, kind, isTaken = () => false) =>
  freeSlug(slugOf((kind === "person" && readingOf(name)?.pinyin) || name) || `${kind}-${newKey()}`, (slug) => isTaken(slug) || defined(document).some((one) => one.slug === slug));

/** The slug under which the draft has this name already, in any form that it was given. */
export function slugNamed(document, kind, name) {
  const wanted = fold(name);
  const here = document.definitions[DEFINED[kind]].find((one) => [one.name, one.abbreviation].some((form) => form && fold(form) === wanted));
  return here?.slug ?? printedFor(document, kind).get(wanted);
}

/** What the draft prints for the records it refers to: folded words → slug. */
function printedFor(document, kind) {
  const here = references(document).filter((one) => one.kind === kind && one.printed);
  const names = [...known].filter(([id]) => id.startsWith(`${kind}:`)).map(([id, record]) => [fold(record.name), id.slice(kind.length + 1)]);
  const used = new Set(references(document).map((one) => one.slug));
  return new Map([...names.filter(([, slug]) => used.has(slug)), ...here.map((one) => [fold(one.printed), one.slug])]);
}

/** The record of this name in the draft; where there is none, one that nobody has decided yet. */
export function provisional(document, kind, name, more = {}) {
  const slug = slugNamed(document, kind, name);
  if (slug) return slug;
  const made = { key: newKey(), slug: slugFor(document, name, kind), name, ...guessedKind(kind, name), ...more, undecided: true };
  document.definitions[DEFINED[kind]].push(made);
  return made.slug;
}

/** Call a record by another slug wherever the draft refers to it. */
function rename(value, kind, from, to) {
  if (value === null || typeof value !== "object") return;
  for (const link of LINKS[kind]) if (value[link] === from) value[link] = to;
  for (const part of Object.values(value)) rename(part, kind, from, to);
}

const drop = (document, kind, slug) => {
  const list = DEFINED[kind];
  document.definitions[list] = document.definitions[list].filter((one) => one.slug !== slug);
};

/** It is the record that the archive knows under this slug. */
export function decideKnown(document, kind, slug, candidate) {
  remember(kind, candidate);
  rename(document, kind, slug, candidate.slug);
  drop(document, kind, slug);
}

/** It is new to the archive; candidates keep their addresses. */
export function decideNew(document, kind, slug, taken = []) {
  const one = definitionOf(document, kind, slug);
  const isOwn = document.desk.addressed?.includes(one.key) && !taken.includes(slug);
  const free = isOwn ? slug : slugFor({ definitions: without(document.definitions, one) }, one.name, kind, (other) => taken.includes(other));
  delete one.undecided;
  if (free === slug) return;
  rename(document, kind, slug, free);
  one.slug = free;
}

/** Another address for a new record; what it became, since others keep theirs. */
export function readdress(document, kind, slug, wanted) {
  const one = definitionOf(document, kind, slug);
  const isTaken = (other) => defined(document).some((each) => each !== one && each.slug === other) || known.has(`${kind}:${other}`);
  const free = freeSlug(slugOf(wanted) || slug, isTaken);
  rename(document, kind, slug, free);
  one.slug = free;
  document.desk.addressed = [...new Set([...(document.desk.addressed ?? []), one.key])];
  return free;
}

const without = (definitions, item) =>
  Object.fromEntries(Object.entries(definitions).map(([name, list]) => [name, list.filter((one) => one !== item)]));

/** Ask again which record it is. */
export function undecide(document, kind, slug) {
  const one = definitionOf(document, kind, slug);
  if (one) one.undecided = true;
  else {
    const name = nameOf(document, kind, slug);
    const made = { key: newKey(), slug: freeSlug(`${slug}-${newKey().slice(0, 3)}`, () => false), name, ...guessedKind(kind, name), undecided: true };
    document.definitions[DEFINED[kind]].push(made);
    rename(document, kind, slug, made.slug);
  }
}

/** Take out what nothing refers to any more. */
export function sweep(document) {
  for (const [kind, list] of Object.entries(DEFINED)) {
    document.definitions[list] = document.definitions[list].filter((one) => isReferred(document, kind, one));
  }
}

function isReferred(value, kind, definition) {
  if (value === null || typeof value !== "object") return false;
  if (LINKS[kind].some((link) => value[link] === definition.slug)) return true;
  return Object.values(value).some((part) => isReferred(part, kind, definition));
}
