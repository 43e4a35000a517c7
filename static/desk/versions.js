// Two versions of a draft, item by item: what differs, and one made of both.
const isList = (value) => Array.isArray(value) && value.some((item) => item?.key);
const isGroup = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const blank = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length) || (isGroup(value) && !Object.keys(value).length);
const same = (one, other) => (blank(one) && blank(other)) || sorted(one) === sorted(other);

function sorted(value) {
  return JSON.stringify(value, (_, part) => (isGroup(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

export const isSameDraft = (one, other) => same({ ...one, desk: null, text: null }, { ...other, desk: null, text: null });

/**
 * A version made of two. `choose(path, mine, theirs)` answers "mine" or "theirs" for a value, or an item that only one
 * of them has; a path is the names and keys from the document down.
 */
export function merged(mine, theirs, choose, path = []) {
  const fields = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
  return Object.fromEntries(fields.map((field) => [field, value(mine[field], theirs[field], choose, [...path, field])]));
}

function value(mine, theirs, choose, path) {
  if (same(mine, theirs)) return theirs ?? mine;
  if (isList(mine) || isList(theirs)) return items(mine ?? [], theirs ?? [], choose, path);
  if (isGroup(mine) && isGroup(theirs)) return merged(mine, theirs, choose, path);
  return choose(path, mine, theirs) === "mine" ? mine : theirs;
}

function items(mine, theirs, choose, path) {
  const here = new Map(mine.map((item) => [item.key, item]));
  const there = new Map(theirs.map((item) => [item.key, item]));
  return [...new Set([...there.keys(), ...here.keys()])].flatMap((key) => {
    const [one, other] = [here.get(key), there.get(key)];
    if (one && other) return [merged(one, other, choose, [...path, key])];
    const side = choose([...path, key], one, other);
    return [side === "mine" ? one : other].filter(Boolean);
  });
}

/** Where two versions differ: {id, path, mine, theirs}. */
export function differences(mine, theirs) {
  const found = [];
  const note = (path, one, other) => found.push({ id: path.join("/"), path, mine: one, theirs: other }) && "theirs";
  merged(mine, theirs, note);
  return found.filter((one) => one.path[0] !== "desk");
}

/** Whose value stands before the curator has chosen: whoever changed it since the version both began from. */
export function firstChoices(mine, theirs, base) {
  const mineSince = new Set(differences(mine, base).map((one) => one.id));
  return Object.fromEntries(differences(mine, theirs).map((one) => [one.id, changed(one, mineSince) ? "mine" : "theirs"]));
}

const changed = ({ path }, ids) => path.some((_, at) => ids.has(path.slice(0, at + 1).join("/"))) || [...ids].some((id) => id.startsWith(`${path.join("/")}/`));
