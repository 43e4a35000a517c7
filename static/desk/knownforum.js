// What the archive says of a forum that the report is about, held against each suggestion: same, differs or new.
import { urls } from "./data.js";
import { getJson } from "./server.js";
import { remember } from "./records.js";
import { store } from "./store.js";
import { nameIn } from "./suggested.js";
import { fold } from "./words.js";

export const knownForums = store({});

/** Fetch what is known of a forum, and remember its records by name. */
export async function learn(slug) {
  if (knownForums.get()[slug]) return knownForums.get()[slug];
  const forum = await getJson(`${urls.forum}?${new URLSearchParams({ slug })}`);
  knownForums.set({ [slug]: forum });
  for (const one of forum.appearances) remember("person", { slug: one.person, name: one.names[0] });
  for (const one of forum.involvements) remember("organization", { slug: one.organization, name: one.names[0] });
  for (const one of forum.places) remember("place", { slug: one.place, name: one.names?.[0] ?? one.name ?? one.place });
  return forum;
}

const has = (names, one) => [nameIn(one), one.printed].some((name) => names?.some((other) => fold(other) === fold(name)));
const bodiesOf = (appearance) => new Map((appearance.capacities ?? []).filter((one) => one.organization).map((one) => [fold(one.name), one.organization]));

const FIND = {
  person: (forum, one) => best(forum.appearances.filter((each) => has(each.names, one)), one, "person"),
  organization: (forum, one) => best(forum.involvements.filter((each) => has(each.names, one)), one, "organization"),
  place: (forum, one) => best(forum.places.filter((each) => has(each.names ?? [each.name], one)), one, "place"),
};

function best(all, one, kind) {
  const chosen = all.find((each) => each.role === one.values.role) ?? all[0];
  return chosen && { slug: chosen[kind], role: chosen.role, session: chosen.session, bodies: bodiesOf(chosen), capacities: chosen.capacities };
}

/** What is known of the person, body or place of a suggestion in the forums that were learnt. */
export function counterpart(one) {
  for (const [slug, forum] of Object.entries(knownForums.get())) {
    const known = FIND[one.kind]?.(forum, one);
    if (known) return { ...known, forum: slug };
  }
  return undefined;
}

const isKnown = () => Object.keys(knownForums.get()).length > 0;
const VALUES = { date: ["date", (one) => one.values.edtf], forum: ["title", nameIn] };

/** same, differs or new; nothing while no known forum is chosen. */
export function comparison(one) {
  if (!isKnown()) return "";
  if (VALUES[one.kind]) return valueCompared(...VALUES[one.kind], one);
  if (one.kind === "figure") return figureCompared(one);
  const known = counterpart(one);
  if (!known) return ["person", "organization", "place"].includes(one.kind) ? "new" : "";
  return saysOther(one, known) ? "differs" : "same";
}

function valueCompared(property, valueOf, one) {
  const values = Object.values(knownForums.get()).flatMap((forum) => forum.details).filter((each) => each.property === property);
  if (!values.length) return "new";
  return values.some((each) => fold(each.value) === fold(valueOf(one))) ? "same" : "differs";
}

function figureCompared(one) {
  const like = Object.values(knownForums.get()).flatMap((forum) => forum.figures).filter((each) => each.counted === one.values.what);
  if (!like.length) return "new";
  return like.some((each) => each.low === one.values.low && each.high === one.values.high) ? "same" : "differs";
}

/** Whether the text gives the person another role, title or body than the archive has. */
function saysOther(one, known) {
  if (one.values.role && known.role && one.values.role !== known.role) return true;
  const titles = new Set((known.capacities ?? []).map((each) => fold(each.title)).filter(Boolean));
  const said = (one.capacities ?? []).filter((each) => each.title || each.organization);
  const otherTitle = titles.size > 0 && said.some((each) => each.title && !titles.has(fold(each.title)));
  return otherTitle || (known.bodies.size > 0 && said.some((each) => each.organization && !known.bodies.has(fold(each.organization))));
}
