// Going through the suggestions one by one, and what is done with the one that one is at.
import { counted, say } from "./data.js";
import { change, current } from "./draft.js";
import { nameOfHolder } from "./fields.js";
import { comparison } from "./knownforum.js";
import { tell } from "./live.js";
import { goTo, goToPart, shown } from "./places.js";
import { proposal } from "./proposal.js";
import { publishedOn } from "./report.js";
import { found, nameIn, printed, usedBy } from "./suggested.js";
import { forumOf, hasPlace, take, targetFor, taking } from "./taking.js";

/** Those that wait: neither in the draft nor dismissed. */
export function waiting(document = current()) {
  const at = printed(document);
  const dismissed = new Set(document.desk.dismissed);
  return found.get().spans.filter((one) => !dismissed.has(one.id) && !usedBy(at, one));
}

const byId = (id) => found.get().spans.find((one) => one.id === id);

/** A suggestion in a sentence: what it is, and what a press would take. */
export function described(one) {
  const bodies = (one.capacities ?? []).map((each) => [each.title, each.organization].filter(Boolean).join(", "));
  const role = one.values.role;
  const compared = comparison(one);
  return [say(`kind_${one.kind}`), nameIn(one), ...bodies, role, one.values.edtf, compared && say(`is_${compared}`)].filter(Boolean).join(" · ");
}

export function visit(id) {
  const one = byId(id);
  if (!one) return;
  shown.set({ at: id, pane: "text" });
  requestAnimationFrame(() => {
    document.querySelector(`[data-id="${id}"]`)?.scrollIntoView({ block: "center" });
    document.getElementById("text")?.focus({ preventScroll: true });
  });
  tell(described(one));
}

/** The next or the former one that waits; beyond the last comes the first. */
export function step(direction) {
  const all = waiting();
  if (!all.length) return tell(say("no_more"));
  const at = byId(shown.get().at);
  const isAfter = (one) => one.paragraph > at.paragraph || (one.paragraph === at.paragraph && one.start > at.start);
  const isBefore = (one) => one.paragraph < at.paragraph || (one.paragraph === at.paragraph && one.start < at.start);
  const next = direction > 0 ? all.find((one) => !at || isAfter(one)) ?? all[0] : all.findLast((one) => !at || isBefore(one)) ?? all.at(-1);
  return visit(next.id);
}

/** Without a forum most facts have no place; its own title is proposed for it. */
function needsForum([one], into) {
  if (hasPlace(current(), one, into)) return false;
  if (one.kind === "forum") proposal.set({ name: nameIn(one) });
  goToPart(one.kind === "forum" ? "new-forum" : "forum");
  tell(say(one.kind === "forum" ? "forum_proposed" : "forum_first", { name: nameIn(one) }));
  return true;
}

/** One press: into the draft; what is there already is shown. */
export function press(id) {
  const one = byId(id);
  if (!one) return;
  const key = usedBy(printed(current()), one);
  if (key) goTo(key);
  else if (isOfTheReport(one)) publishedOn(one, one.values.edtf);
  else taken([one]);
}

/** Whether a day tells when the report was published: that is not said yet, and the forum is not known to be of that day. */
const isOfTheReport = (one) => one.of === "publication" && !current().report.published?.date && comparison(one) !== "same";

/** Take suggestions, or rows, in their order. */
export function taken(all, into) {
  if (!all.length || needsForum(all, into)) return;
  let fact;
  change((document) => {
    for (const one of all) fact = take(document, one, into) ?? fact;
  });
  const last = all.at(-1);
  const inSession = (last.kind === "session" && fact?.appearances?.length) || 0;
  if (last.kind === "person" && fact) taking.set({ touched: { key: fact.key, name: nameIn(last), paragraph: last.paragraph } });
  const target = targetFor(current(), last.paragraph, into);
  const isThere = last.kind === "person" || !target?.session;
  const where = last.kind === "agreement" ? say("outside") : nameOfHolder(current(), isThere ? target : forumOf(current(), target));
  const words = all.length === 1 ? say("taken", { what: described(last), where }) : say("taken_many", { many: all.length, where });
  tell([words, inSession && counted("came_along", inSession)].filter(Boolean).join(". "), { isUndoable: true });
}

export function pressCurrent() {
  const { at } = shown.get();
  if (!at) return;
  press(at);
  const rest = waiting();
  const one = byId(at);
  const next = rest.find((each) => each.paragraph > one.paragraph || (each.paragraph === one.paragraph && each.start > one.start));
  if (next && current().forums.length) shown.set({ at: next.id });
}

export function dismissCurrent() {
  const { at } = shown.get();
  if (!at) return;
  change((document) => document.desk.dismissed.push(at));
  step(1);
}

/** The people of these paragraphs, or of all, that wait. */
export const peopleIn = (paragraphs, document = current()) =>
  waiting(document).filter((one) => one.kind === "person" && (!paragraphs || paragraphs.has(one.paragraph)));
