// Permanent keys: every item of a list keeps its own from the moment it is made.
const KEY = 8;

export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(KEY)), (byte) => (byte % 36).toString(36)).join("");

const isItem = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** Give a key to every item that has none. */
export function keyed(value) {
  if (Array.isArray(value)) for (const item of value) if (isItem(item)) item.key ??= newKey();
  if (value !== null && typeof value === "object") Object.values(value).forEach(keyed);
  return value;
}

/** The items from the document down to the one with this key, or nothing. */
export function pathTo(value, key, path = []) {
  if (value === null || typeof value !== "object") return null;
  const here = isItem(value) && value.key ? [...path, value] : path;
  if (isItem(value) && value.key === key) return here;
  for (const part of Object.values(value)) {
    const found = pathTo(part, key, here);
    if (found) return found;
  }
  return null;
}

export const itemAt = (document, key) => pathTo(document, key)?.at(-1);

/** Take the item with this key out of whatever list it is in. */
export function without(value, key) {
  if (value === null || typeof value !== "object") return;
  for (const [name, part] of Object.entries(value)) {
    if (Array.isArray(part)) value[name] = part.filter((item) => item?.key !== key);
    without(value[name], key);
  }
}
