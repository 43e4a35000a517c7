// Asking the archive for records that an undecided name may be.
import { urls } from "./data.js";
import { current, draft } from "./draft.js";
import { facts, references } from "./facts.js";
import { sendJson } from "./server.js";
import { store } from "./store.js";
import { nameOf, undecided } from "./records.js";
import { fold } from "./words.js";

const PAUSE = 300;

/** By slug of the undecided record; absent while the archive has not answered. */
export const candidates = store({});
const asked = new Map();
let timer = 0;

export const candidatesFor = (definition) => candidates.get()[definition.slug];
/** The one record of just this name that nothing speaks against. */
export const exactFor = (definition) => {
  const exact = (candidatesFor(definition) ?? []).filter((one) => one.exact && !one.against?.length);
  return exact.length === 1 ? exact[0] : undefined;
};
export const hasNone = (definition) => candidatesFor(definition)?.length === 0;
export const namesakes = (definition) => (candidatesFor(definition) ?? []).filter((one) => fold(one.name) === fold(definition.name));

/** What speaks for a person is where and with whom the report names them. */
function question(document, kind, definition, all) {
  const one = { id: definition.slug, kind, name: definition.name, ...settingOf(document) };
  if (kind !== "person") return one;
  const bodies = all.filter(({ fact }) => fact.person === definition.slug).flatMap(({ fact }) => fact.citations.flatMap((each) => each.capacities ?? []));
  const body = bodies.find((each) => each.organization);
  return body ? { ...one, body: body.printed || nameOf(document, "organization", body.organization) } : one;
}

function settingOf(document) {
  const [forum] = document.forums;
  const date = forum?.details?.find((one) => one.property === "date")?.value;
  const city = forum?.places?.[0] && nameOf(document, "place", forum.places[0].place);
  return Object.fromEntries(Object.entries({ date, city }).filter(([, value]) => value));
}

async function ask() {
  const document = current();
  const all = facts(document);
  const open = undecided(document).filter(([kind]) => kind !== "forum").map(([kind, one]) => question(document, kind, one, all));
  const names = open.filter((one) => asked.get(one.id) !== JSON.stringify(one));
  if (!names.length) return;
  for (const one of names) asked.set(one.id, JSON.stringify(one));
  try {
    candidates.set(await sendJson(urls.candidates, { names }));
  } catch {
    for (const one of names) asked.delete(one.id); // asked again after the next change
  }
}

export function beginAsking() {
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  draft.watch(later);
  later();
}

/** Where a record is named: [{printed, paragraphs}] of the facts that name it. */
export const namedIn = (document, kind, slug) => {
  const words = references(document).filter((one) => one.kind === kind && one.slug === slug && one.printed).map((one) => one.printed);
  return [...new Set(words)];
};
