/** What comes after an item that is about to go from a list: the next one, else the one before. */
export const nextAfter = (items, item) => items[items.indexOf(item) + 1] ?? items[items.indexOf(item) - 1];
