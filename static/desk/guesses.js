// What a record of a new name may be; the curator sees it beside the name and changes it there.
const BODIES = [
  ["university", /universit|college|school|institute|academy|大学|学院|研究院|研究所/i],
  ["government", /ministry|department|administration|bureau|agency|embassy|consulate|government|commission|city of|county|council|部$|局$|厅$|委员会$|政府|使馆/i],
  ["chamber", /chamber|association|federation|council for|商会|协会|联合会|贸促会/i],
  ["fund", /\bbank\b|fund\b|capital|securities|银行|基金/i],
  ["media", /news|times|daily|radio|television|magazine|日报|电视|杂志/i],
  ["ngo", /foundation|society|trust|centre|center|initiative|中心/i],
  ["committee", /committee|working group|task force|工作组/i],
];
const AGREEMENTS = [
  ["memorandum", /memorand|\bMoU\b|谅解备忘录|备忘录/i],
  ["statement", /statement|declaration|communiqu|声明|宣言|公报/i],
  ["treaty", /treaty|convention|条约|公约/i],
];
const FORUMS = ["workshop", "seminar", "conference", "summit", "dialogue", "exhibition", "ceremony", "meeting"];
const FORUMS_ZH = { 研讨会: "seminar", 峰会: "summit", 大会: "conference", 对话: "dialogue", 博览会: "exhibition", 会议: "meeting" };
const SESSIONS = [
  ["opening", /opening|welcome|开幕/i],
  ["closing", /closing|conclu|wrap-up|闭幕/i],
  ["keynote", /keynote|主旨/i],
  ["round-table", /round[- ]?table|圆桌/i],
  ["panel", /panel|专题/i],
  ["sub-forum", /sub-?forum|分论坛/i],
  ["dialogue", /dialogue|对话/i],
  ["showcase", /showcase|demonstration|展示/i],
  ["matchmaking", /matchmaking|b2b|对接/i],
  ["site-visit", /visit|tour|参观|考察/i],
];
const first = (pairs, name, otherwise) => pairs.find(([, form]) => form.test(name))?.[0] ?? otherwise;

const bodyKind = (name) => first(BODIES, name, "company");
export const sessionKind = (name) => first(SESSIONS, name, "other");
export const forumKind = (name) =>
  FORUMS.find((kind) => name.toLowerCase().includes(kind)) ?? Object.entries(FORUMS_ZH).find(([word]) => name.includes(word))?.[1] ?? "forum";

/** What else the definition of a new record begins with. */
export function guessedKind(kind, name) {
  if (kind === "organization") return { kind: bodyKind(name) };
  if (kind === "place") return { kind: "city" };
  if (kind === "agreement") return { kind: first(AGREEMENTS, name, "agreement") };
  return kind === "forum" ? { kind: forumKind(name), coverage: "reported" } : {};
}
