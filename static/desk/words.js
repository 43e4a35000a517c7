// Comparing words as printed.
const SAME = [[/[\u2018\u2019]/g, "'"], [/[\u2010-\u2015]/g, "-"], [/[\s\u00a0]+/g, " "], [/^the /, ""]];

/** The words without what sets two prints of one name apart: case, accents, dashes, blanks. */
export function fold(words) {
  const plain = String(words ?? "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  return SAME.reduce((text, [from, to]) => text.replace(from, to), plain);
}

/** An address made of a name: latin letters and digits in words joined by hyphens. */
export const slugOf = (name, most = 60) =>
  fold(name).replace(/['.]/g, "").replace(/[^a-z0-9]+/g, "-").slice(0, most).replace(/^-+|-+$/g, "");

/** The slug, or the first of slug-2, slug-3… that nobody has. */
export function freeSlug(slug, isTaken) {
  let free = slug;
  for (let number = 2; isTaken(free); number++) free = `${slug}-${number}`;
  return free;
}
