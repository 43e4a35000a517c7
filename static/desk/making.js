// Words that the curator selected become what the curator says they are.
import { say } from "./data.js";
import { change, current } from "./draft.js";
import { cite } from "./facts.js";
import { itemAt, newKey } from "./keys.js";
import { tell } from "./live.js";
import { provisional } from "./records.js";
import { entitle, publishedOn } from "./report.js";
import { found } from "./suggested.js";
import { taking } from "./taking.js";
import { taken } from "./visiting.js";

/** What the recognisers read in the selected words, for the kinds whose value is not the words themselves. */
const readAs = (kind, { paragraph, start, end }) =>
  found.get().all.find((one) => one.kind === kind && one.paragraph === paragraph && one.start < end && start < one.end)?.values ?? {};

const number = (words) => Number(words.match(/\d[\d,]*/)?.[0].replace(/,/g, "")) || null;

const VALUES = {
  person: () => ({ role: taking.get().role }),
  organization: (span) => ({ role: readAs("organization", span).role }),
  place: (span) => ({ country: readAs("place", span).country }),
  date: (span) => readAs("date", span),
  figure: (span) => ({ what: say("participants_in_text"), low: number(span.printed), high: number(span.printed), ...readAs("figure", span) }),
};

/** As one of the kinds that suggestions have. */
export const as = (kind) => ([span]) => taken([{ ...span, kind, capacities: [], values: { ...VALUES[kind]?.(span), name: span.printed } }]);

/** Onto the person that was last taken: a title, a body. */
export const onto = (field) => ([span]) => {
  const { touched } = taking.get();
  change((document) => capacity(document, itemAt(document, touched.key), field, span));
  tell(say(`given_${field}`, { words: span.printed, name: touched.name }), { isUndoable: true });
};

function capacity(document, fact, field, span) {
  const here = fact.citations.find((one) => one.paragraphs.includes(span.paragraph)) ?? cite(fact, { paragraphs: [span.paragraph] });
  here.capacities ??= [];
  const taken = (one) => (field === "title" ? one.title : one.organization);
  let one = here.capacities.find((each) => !taken(each));
  if (!one) here.capacities.push((one = { key: newKey() }));
  if (field === "title") one.title = span.printed;
  else Object.assign(one, { organization: provisional(document, "organization", span.printed), printed: span.printed });
}

/** Into the report itself, and told: its fields stand folded. */
const ofTheReport = (field, recipe) => (spans) => {
  change((document) => recipe(document, spans));
  tell(say(`given_${field}`, { words: spans.map((one) => one.printed).join(" ") }), { isUndoable: true });
};

export const reportTitle = ofTheReport("report_title", (document, spans) => entitle(document, spans.map((one) => one.printed).join(" ")));

export const published = ([span]) => publishedOn(span, readAs("date", span).edtf);

export const publisher = ofTheReport("publisher", (document, [span]) => {
  document.report.publisher = { organization: provisional(document, "organization", span.printed), printed: span.printed, paragraph: span.paragraph };
});

export const isTouched = () => Boolean(taking.get().touched && itemAt(current(), taking.get().touched.key));
