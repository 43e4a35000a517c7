// Which fields the facts of each list have, and which their citations; everything else about a fact follows from this.
import { labelled, rolesFor, say, vocabulary } from "./data.js";
import { definitionOf, nameOf } from "./records.js";

const role = (kind) => ({ name: "role", choices: () => rolesFor(kind), isOpen: true });

export const FACT = {
  details: [{ name: "property", choices: () => vocabulary.properties }, { name: "value" }, { name: "language", size: "short" }],
  places: [],
  figures: [{ name: "counted" }, { name: "low", isNumber: true, size: "short" }, { name: "high", isNumber: true, size: "short" }],
  involvements: [role("organization")],
  appearances: [role("person")],
  mentions: [{ name: "role", choices: () => vocabulary.mention_roles }],
  parties: [{ name: "role", choices: () => vocabulary.party_roles }],
};

const STANDING = { name: "standing", choices: () => vocabulary.standings };
const MODE = { name: "mode", choices: () => vocabulary.modes, empty: true };
const BASIS = { name: "basis", choices: () => vocabulary.bases, empty: true };
const WORDS = { name: "words" };
const REASONS = [{ name: "inference", type: "area" }, { name: "note", type: "area" }];

export const CITATION = {
  details: [{ name: "date" }, BASIS, WORDS, STANDING, ...REASONS],
  places: [{ name: "name" }, WORDS, STANDING, ...REASONS],
  figures: [{ name: "number" }, WORDS, STANDING, ...REASONS],
  involvements: [{ name: "name" }, { name: "role", label: "role_printed" }, STANDING, ...REASONS],
  appearances: [{ name: "name" }, { name: "role", label: "role_printed" }, STANDING, MODE, ...REASONS],
  mentions: [{ name: "name" }, { name: "role", label: "role_printed" }, STANDING, ...REASONS],
  parties: [{ name: "name" }, { name: "role", label: "role_printed" }, STANDING, ...REASONS],
  forums: [{ name: "name" }, WORDS, STANDING, ...REASONS],
};
const KIND = { places: "place", involvements: "organization", appearances: "person" };

export const kindOf = (list, fact) => KIND[list] ?? (fact.person ? "person" : fact.organization ? "organization" : "");

/** What a fact says, in a line: its head, and the rest. */
export function line(document, list, fact) {
  const kind = kindOf(list, fact);
  if (list === "details") return [fact.value || "…", labelled(vocabulary.properties, fact.property)];
  if (list === "figures") return [fact.citations[0]?.number || bounds(fact), fact.counted];
  const head = nameOf(document, kind, fact[kind]);
  if (list === "places") return [head, ""];
  const choices = FACT[list].find((field) => field.name === "role").choices();
  return [head, [labelled(choices, fact.role), ...capacities(document, fact)].filter(Boolean).join(" · ")];
}

const bounds = ({ low, high }) => `${low ?? ""}–${high ?? ""}`;

const capacities = (document, fact) => {
  const all = (fact.citations ?? []).flatMap((citation) => citation.capacities ?? []);
  const texts = all.map((one) => [one.title, one.printed || (one.organization && nameOf(document, "organization", one.organization))].filter(Boolean).join(", "));
  return [...new Set(texts)];
};

export const isUndecided = (document, list, fact) => {
  const kind = kindOf(list, fact);
  return Boolean(kind && definitionOf(document, kind, fact[kind])?.undecided);
};

export const paragraphsOf = (fact) => [...new Set((fact.citations ?? []).flatMap((one) => one.paragraphs ?? []))].sort((a, b) => a - b);

export const nameOfHolder = (document, holder) => {
  if (holder === document) return say("outside");
  const title = holder.details?.find((detail) => detail.property === "title")?.value;
  if (title) return title;
  if (holder.session) return holder.citations?.find((one) => one.name)?.name ?? holder.session;
  const [kind, slug] = holder.agreement ? ["agreement", holder.agreement] : ["forum", holder.forum];
  const definition = definitionOf(document, kind, slug);
  return definition?.label || nameOf(document, kind, slug) || "";
};

/** Whether no passage prints a word for the role. */
export const isUnprinted = (list, fact) =>
  ["appearances", "involvements"].includes(list) && fact.role !== "mentioned" && (fact.citations ?? []).every((one) => !one.role);
