// From a suggestion, or words that were selected, to a fact of the draft with its citation.
import { rolesFor, say, vocabulary } from "./data.js";
import { agreementNamed } from "./agreements.js";
import { cite, facts, first, holders, move, state } from "./facts.js";
import { sessionKind } from "./guesses.js";
import { itemAt, newKey } from "./keys.js";
import { counterpart, knownForums } from "./knownforum.js";
import { definitionOf, knownRecord, provisional, slugNamed } from "./records.js";
import { store } from "./store.js";
import { cueFor, nameIn } from "./suggested.js";
import { fold, freeSlug, slugOf } from "./words.js";

/** Where facts go (by the heading above, or the holder with a key), the role where none is printed, and who was last. */
export const taking = store({ into: "", role: "speaker", touched: null });
export const OUTSIDE = "outside";
const OF_FORUMS = new Set(["host", "co-host", "organizer", "co-organizer", "convener", "supporter", "sponsor", "partner"]);
const regions = new Intl.DisplayNames(["en"], { type: "region" });

/** The forum or session that something in this paragraph belongs to; nothing while there is no forum. */
export function targetFor(document, paragraph, into = taking.get().into) {
  if (into === OUTSIDE) return document;
  const all = holders(document).filter((one) => one !== document);
  const above = document.forums.flatMap((forum) => forum.sessions ?? []).filter((session) => first(session) <= paragraph);
  return all.find((holder) => holder.key === into) ?? above.sort((a, b) => first(b) - first(a))[0] ?? document.forums[0];
}

/** The forum that something is of; of what belongs to none, the first. */
export const forumOf = (document, holder) =>
  document.forums.find((forum) => forum === holder || forum.sessions?.includes(holder)) ?? document.forums[0];

const TAKE = { person, organization, place, date, figure, forum: title, session, agreement: agreementNamed };

/** What stands without a forum: who is named outside any, and of an agreement its parties, title and date. */
const isApart = (document, target, { kind }) =>
  ["person", "organization"].includes(kind) ? target === document || isAgreement(target) : isAgreement(target) && ["date", "forum"].includes(kind);
const isAgreement = (target) => Boolean(target?.agreement);

/** Where a suggestion goes; nothing where it belongs to a forum and there is none. */
function placeFor(document, one, into) {
  const target = targetFor(document, one.paragraph, into);
  return document.forums.length || isApart(document, target, one) ? target : undefined;
}

export const hasPlace = (document, one, into) => one.kind === "agreement" || Boolean(placeFor(document, one, into));

/** Put one suggestion into the draft; gives the fact, or nothing where there is no place for it. */
export function take(document, one, into) {
  if (!hasPlace(document, one, into)) return undefined;
  return TAKE[one.kind]?.(document, one, placeFor(document, one, into), Boolean(into || taking.get().into));
}

const withoutEmpty = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value != null));
const cited = (one, values) => withoutEmpty({ paragraphs: [one.paragraph], ...values });
const standing = (one) => (one.values.standing === "occurred" ? "" : one.values.standing);

function person(document, one, target, isChosen) {
  const known = counterpart(one);
  const slug = known?.slug ?? personOf(document, one);
  const words = { name: one.printed, role: cueFor(one), standing: standing(one) };
  const again = one.values.again && appearanceOf(document, slug, one.values.role);
  const capacities = (one.capacities ?? []).map((capacity) => capacityOf(document, capacity, known));
  const citation = cited(one, { ...words, capacities: capacities.length ? capacities : null });
  if (again) return cite(again, citation) && again;
  if (isAgreement(target)) return state(target, "parties", { person: slug, role: among(vocabulary.party_roles, one.values.role, "signatory") }, citation);
  if (target === document) return state(document, "mentions", { person: slug, role: mention(one.values.role) }, citation);
  const session = !isChosen && known?.session && sessionKnown(document, known, citation);
  return state(session || target, "appearances", { person: slug, role: one.values.role || known?.role || taking.get().role }, citation);
}

/** The session in which the archive knows somebody; where this report names none, that it is this one is inferred. */
function sessionKnown(document, known, citation) {
  const item = sessionItem(document.forums.find((each) => each.forum === known.forum), known.session);
  if (!item.citations?.length) citation.inference = say("session_inferred", { session: titleKnown(known) });
  return item;
}

const titleKnown = ({ forum, session }) => knownForums.get()[forum].sessions.find((one) => one.key === session)?.title || session;

const among = (choices, role, otherwise) => (choices?.some((one) => one.value === role) ? role : otherwise);
const mention = (role) => among(vocabulary.mention_roles, role, "mentioned");

/** A fact goes to another forum or session, or out of all of them: who is named there is only named. */
export function moveTo(document, key, list, target) {
  const item = itemAt(document, key);
  const kind = item.person ? "person" : "organization";
  const inForum = list === "mentions" ? { person: "appearances", organization: "involvements" }[kind] : list;
  const there = target === document ? "mentions" : inForum;
  if (there !== list) {
    item.role = there === "mentions" ? mention(item.role) : among(rolesFor(kind), item.role, "mentioned");
    for (const citation of item.citations) delete citation.mode; // which only an appearance has
  }
  move(document, key, list, target, there);
}

/** The person of this name in the draft; of one named again, the one with this last name. */
function personOf(document, one) {
  const named = slugNamed(document, "person", nameIn(one));
  return named ?? (one.values.again && surnamed(document, one)) ?? provisional(document, "person", nameIn(one));
}

function surnamed(document, one) {
  const last = fold(nameIn(one)).split(" ").at(-1);
  const found = facts(document).filter(({ fact }) => fact.person && lastNames(document, fact).includes(last));
  return new Set(found.map(({ fact }) => fact.person)).size === 1 ? found[0].fact.person : undefined;
}

const lastNames = (document, fact) => {
  const record = definitionOf(document, "person", fact.person) ?? knownRecord("person", fact.person);
  return [record?.name, ...fact.citations.map((citation) => citation.name)].filter(Boolean).map((name) => fold(name).split(" ").at(-1));
};

const appearanceOf = (document, slug, role) => {
  const all = facts(document).filter(({ list, fact }) => list === "appearances" && fact.person === slug).map(({ fact }) => fact);
  return all.find((fact) => fact.role === role) ?? all[0];
};

/** A title and body as printed, where the body's own name may stand elsewhere; one of the known forum keeps its record. */
function capacityOf(document, { title, organization, body_printed: printed }, known) {
  const slug = organization && (known?.bodies.get(fold(organization)) ?? provisional(document, "organization", organization));
  return { key: newKey(), ...withoutEmpty({ title, organization: slug, printed: printed || organization }) };
}

function organization(document, one, target) {
  const known = counterpart(one);
  const more = withoutEmpty({ abbreviation: one.values.abbreviation });
  const slug = known?.slug ?? one.known ?? provisional(document, "organization", nameIn(one), more);
  const role = one.values.role || known?.role || "mentioned";
  const citation = cited(one, { name: one.printed, role: cueFor(one, role), standing: standing(one) });
  if (isAgreement(target)) return state(target, "parties", { organization: slug, role: "party" }, citation);
  if (target === document) return state(document, "mentions", { organization: slug, role: mention(role) }, citation);
  return state(OF_FORUMS.has(role) ? forumOf(document, target) : target, "involvements", { organization: slug, role }, citation);
}

function place(document, one, target) {
  const slug = counterpart(one)?.slug ?? provisional(document, "place", nameIn(one), { country: countryOf(document, one.values.country) });
  return state(forumOf(document, target), "places", { place: slug }, cited(one, { name: one.printed }));
}

function countryOf(document, code) {
  if (!code) return undefined;
  const name = /^[A-Z]{2}$/.test(code) ? regions.of(code) : code;
  const known = vocabulary.countries.find((country) => country.slug === code || fold(country.name) === fold(name));
  return known?.slug ?? provisional(document, "place", name, { kind: "country" });
}

function date(document, one, target) {
  const basis = one.values.basis ?? (one.values.reckoned ? "reckoned" : "stated");
  const citation = cited(one, { date: one.printed, basis });
  return state(datedOf(document, target), "details", { property: "date", value: one.values.edtf ?? "" }, citation);
}

function figure(document, one, target) {
  const { what, low, high } = one.values;
  return state(target.forum || target.session ? target : forumOf(document, target), "figures", { counted: what, low, high }, cited(one, { number: one.printed }));
}

/** A forum or an agreement, not a session. */
const datedOf = (document, target) => (isAgreement(target) ? target : forumOf(document, target));

function title(document, one, target) {
  const holder = datedOf(document, target);
  cite(holder, cited(one, { name: one.printed }));
  return state(holder, "details", { property: "title", value: nameIn(one), language: document.report.language }, cited(one, {}));
}

function session(document, one, target) {
  const forum = forumOf(document, target);
  const people = byHeading(document);
  const item = sessionItem(forum, newSession(document, forum, one));
  cite(item, cited(one, { name: one.printed }));
  state(item, "details", { property: "title", value: one.printed, language: document.report.language }, cited(one, {}));
  for (const [property, value] of [["start", one.values.starts], ["end", one.values.ends]]) {
    if (value) state(item, "details", { property, value }, cited(one, {}));
  }
  for (const fact of people) if (targetFor(document, first(fact)) === item) move(document, fact.key, "appearances", item);
  return item;
}

/** The people who stand where the headings put them: a heading that comes later may put them elsewhere. */
const byHeading = (document) =>
  facts(document).filter(({ list, fact, holder }) => list === "appearances" && targetFor(document, first(fact)) === holder).map(({ fact }) => fact);

/** Define a session under a key that no session has. */
function newSession(document, forum, one) {
  const definition = forumDefinition(document, forum.forum);
  definition.sessions ??= [];
  const here = (forum.sessions ?? []).map((one) => one.session);
  const taken = new Set([...here, ...(knownForums.get()[forum.forum]?.sessions ?? []).map((one) => one.key)]);
  const kind = one.values.kind ?? sessionKind(one.printed);
  const key = freeSlug(kind === "opening" || kind === "closing" ? kind : slugOf(one.printed, 40) || kind, (slug) => taken.has(slug));
  definition.sessions.push({ key, kind, order: definition.sessions.length + 1 });
  return key;
}

/** The definition that names the forum's new sessions; of a known forum it says what the archive says. */
function forumDefinition(document, slug) {
  let definition = document.definitions.forums.find((each) => each.slug === slug);
  if (!definition) document.definitions.forums.push((definition = { key: newKey(), slug, ...knownForums.get()[slug]?.definition, sessions: [] }));
  return definition;
}

function sessionItem(forum, session) {
  forum.sessions ??= [];
  let item = forum.sessions.find((one) => one.session === session);
  if (!item) forum.sessions.push((item = { key: newKey(), session, citations: [] }));
  return item;
}
