// Agreements that a report names: begun from printed words or by a name, with the record that the archive has or a new one.
import { standsIn, vocabulary } from "./data.js";
import { cite, state } from "./facts.js";
import { guessedKind } from "./guesses.js";
import { newKey } from "./keys.js";
import { definitionOf, remember, slugFor, sweep } from "./records.js";
import { fold } from "./words.js";

const known = () => vocabulary.agreements ?? [];
for (const one of known()) remember("agreement", one);

const withName = (document, words) =>
  document.agreements.find((one) => one.details?.some((each) => each.property === "title" && fold(each.value) === fold(words)));

/** Printed words that name an agreement: one of the draft's, one that the archive has, or a new one. */
export function agreementNamed(document, one) {
  const item = withName(document, one.printed) ?? begun(document, one.printed);
  cite(item, { paragraphs: [one.paragraph], name: one.printed });
  state(item, "details", { property: "title", value: one.printed, language: document.report.language }, { paragraphs: [one.paragraph] });
  return item;
}

function begun(document, name) {
  const slug = known().find((one) => fold(one.name) === fold(name))?.slug ?? defined(document, name);
  const item = { key: newKey(), agreement: slug, citations: [] };
  document.agreements.push(item);
  return item;
}

function defined(document, name) {
  const slug = slugFor(document, name, "agreement", (other) => known().some((one) => one.slug === other));
  document.definitions.agreements.push({ key: newKey(), slug, ...guessedKind("agreement", name) });
  return slug;
}

/** An agreement by its name: cited where the text prints it; else the name is a curator's label. Gives its key. */
export function beginAgreement(document, name) {
  const printed = standsIn(name);
  if (printed.length) return printed.map((paragraph) => agreementNamed(document, { paragraph, printed: name }))[0].key;
  const item = begun(document, name);
  item.citations.push({ key: newKey(), paragraphs: [] });
  const definition = definitionOf(document, "agreement", item.agreement);
  if (definition) definition.label = name;
  return item.key;
}

/** It is the agreement that the archive has under this slug; without one, a new one. */
export function decideAgreement(document, item, slug, name) {
  item.agreement = slug || defined(document, name);
  sweep(document);
}

export const SHORT = 12;

/** Those that the archive has, with all of some words in their names. */
export const agreementChoices = (words = "") =>
  known().filter((one) => fold(words).split(" ").every((word) => fold(one.name).includes(word))).map((one) => ({ value: one.slug, label: one.name }));
