// A list or table of people as rows: name, title and body, read from the suggestions, else from how a line is parted.
import { fold } from "./words.js";

const PARTED = /\t+|\s*\|\s*|\s*[;；]\s*|\s+[–—-]\s+|\s*[,，、]\s*|\s*[（(]\s*|\s*[)）]\s*/;
const BULLET = /^\s*(?:[-•*·▪–]|\(?\d{1,3}[.)、）])\s*/;
const HEADER = /^(name|speaker|姓名|嘉宾)$/;

/** The rows in the selected spans: one for each person suggested there, one for each line without. */
export const rowsIn = (spans, suggestions) => spans.flatMap((span) => suggestedIn(span, suggestions) ?? partedIn(span));

function suggestedIn(span, suggestions) {
  const people = suggestions.filter((one) => one.kind === "person" && one.paragraph === span.paragraph && one.start >= span.start && one.end <= span.end);
  return people.length ? people.map((one) => row(span.paragraph, one.printed, one.capacities?.[0]?.title, one.capacities?.[0]?.organization, one)) : null;
}

function partedIn({ paragraph, printed }) {
  const [name = "", title = "", ...body] = printed.replace(BULLET, "").split(PARTED).filter(Boolean);
  if (!name || HEADER.test(fold(name))) return [];
  const whole = body.length ? printed.slice(printed.lastIndexOf(body[0])).replace(/[)）]?\s*$/, "") : "";
  return [row(paragraph, name, title, body.length > 1 ? whole : body[0])];
}

const row = (paragraph, name, title = "", organization = "", suggestion = null) => ({
  paragraph,
  name,
  title: title ?? "",
  organization: organization ?? "",
  suggestion,
  isTaken: true,
});

/** A row as a suggestion to be taken, with the role that was chosen for all. */
export const asSuggestion = ({ paragraph, name, title, organization, suggestion }, role) => ({
  ...suggestion,
  kind: "person",
  paragraph,
  start: suggestion?.start ?? 0,
  end: suggestion?.end ?? 0,
  printed: name,
  values: { ...suggestion?.values, name, role },
  capacities: [{ title, organization, body_printed: printedOf(suggestion, organization) }, ...(suggestion?.capacities ?? []).slice(1)].filter((one) => one.title || one.organization),
});

/** The word printed for a body beside the person, as long as the row's body is the suggested one. */
function printedOf(suggestion, organization) {
  const first = suggestion?.capacities?.[0];
  return first?.organization === organization ? first?.body_printed : null;
}
