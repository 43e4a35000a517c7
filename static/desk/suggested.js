// Suggestions as one takes them: a person with title, body and role is one; each stands once in the text.
import { paragraphs } from "./data.js";
import { facts } from "./facts.js";
import { store } from "./store.js";
import { fold } from "./words.js";

const ORDER = ["person", "session", "forum", "date", "figure", "organization", "place"];

export const found = store({ all: [], spans: [], cues: [], gathered: { cities: [] }, isRead: false });
export const read = ({ suggestions, gathered }) => {
  const all = grouped(suggestions);
  found.set({ all, spans: laidOut(all), cues: suggestions.filter((one) => one.kind === "role"), gathered: gathered ?? likeliest(all), isRead: true });
};

/** The first of each that tells of a forum. */
function likeliest(all) {
  const first = (kind, fits = () => true) => all.find((one) => one.kind === kind && fits(one));
  const day = first("date", (one) => one.values.edtf.length >= 10) ?? first("date");
  const city = first("place");
  return { name: first("forum")?.values.name, date_edtf: day?.values.edtf, cities: city ? [city.values.name] : [] };
}

const span = (one) => `${one.paragraph}:${one.start}:${one.end}`;

/** People with all their capacities; bodies only where their own words stand. */
function grouped(suggestions) {
  const people = new Map();
  for (const one of suggestions.filter((each) => each.kind === "person")) {
    const group = people.get(span(one)) ?? { ...one, capacities: [] };
    if (one.values.title || one.values.organization) group.capacities.push(one.values);
    people.set(span(one), group);
  }
  const others = suggestions.filter((one) => !["person", "role"].includes(one.kind) && !people.has(span(one)));
  const groups = [...people.values()];
  return [...groups, ...others.filter((one) => !isOf(groups, one))];
}

/** Whether a body or place only stands in the body of a person, and comes with the person. */
const isOf = (people, one) =>
  ["organization", "place"].includes(one.kind) && !one.values.role &&
  people.some((person) => person.paragraph === one.paragraph && person.capacities.some(({ organization }) => isWithin(organization, one, person)));

function isWithin(organization, one, person) {
  if (!organization) return false;
  const at = paragraphs[person.paragraph - 1].indexOf(organization);
  const isNear = at >= 0 && one.start < at + organization.length && at < one.end;
  return isNear || one.printed === organization;
}

/** Those that can be marked in the text without lying over one another, in its order. */
function laidOut(all) {
  const taken = new Map();
  const isFree = (one) => !(taken.get(one.paragraph) ?? []).some((other) => one.start < other.end && other.start < one.end);
  for (const one of [...all].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))) {
    if (ORDER.includes(one.kind) && isFree(one)) taken.set(one.paragraph, [...(taken.get(one.paragraph) ?? []), one]);
  }
  return [...taken.values()].flat().sort((a, b) => a.paragraph - b.paragraph || a.start - b.start);
}

export const nameIn = (one) => one.values.name || one.printed;

/** How a person's name in characters is read: pinyin and family name. A proposal, until a hand confirms it. */
export const readingOf = (name) =>
  found.get().all.find((one) => one.kind === "person" && one.values.pinyin && fold(one.values.name) === fold(name))?.values;

/** Which words the draft's citations print, where, and for which fact. */
export function printed(document) {
  const at = new Map();
  for (const { fact } of facts(document).concat([...document.forums, ...document.agreements].map((fact) => ({ fact })))) {
    for (const citation of fact.citations ?? []) {
      const words = [citation.name, citation.date, citation.number, fact.property && fact.value];
      const bodies = (citation.capacities ?? []).map((capacity) => capacity.printed);
      for (const one of [...words, ...bodies]) if (one) note(at, citation.paragraphs ?? [], fold(one), fact.key);
    }
  }
  for (const { printed: words, paragraph } of [document.report.published ?? {}, document.report.publisher ?? {}]) {
    if (words) note(at, paragraph ? [paragraph] : [], fold(words), "report");
  }
  return at;
}

function note(at, paragraphs, words, key) {
  at.set(words, key);
  for (const paragraph of paragraphs) at.set(`${paragraph}|${words}`, key);
}

/** The fact that uses a suggestion, if any: its words in its paragraph; a body without a role anywhere. */
export function usedBy(at, one) {
  const here = (words) => at.get(`${one.paragraph}|${fold(words)}`);
  const own = here(one.printed) ?? here(nameIn(one));
  return one.kind === "organization" && !one.values.role ? own ?? at.get(fold(one.printed)) ?? at.get(fold(nameIn(one))) : own;
}

/** The words printed for a role, nearest to a person or body in its paragraph. */
export function cueFor(one, role = one.values.role) {
  const cues = found.get().cues.filter((cue) => cue.paragraph === one.paragraph && cue.values.of === one.kind && cue.values.role === role);
  const far = (cue) => (cue.end <= one.start ? one.start - cue.end : 2 * Math.max(cue.start - one.end, 0));
  return cues.sort((a, b) => far(a) - far(b))[0]?.printed ?? "";
}
