// What the server put into the page: the text, the vocabulary, the addresses and the words of the interface.
export const data = JSON.parse(document.getElementById("desk-data").textContent);
export const { vocabulary, urls, paragraphs } = data;
export const may = data.may ?? {};

/** The numbers of the paragraphs that print these words. */
export const standsIn = (words) => paragraphs.flatMap((text, at) => (words && text.includes(words) ? [at + 1] : []));

const plural = new Intl.PluralRules(document.documentElement.lang || "en");

/** A sentence of the interface, with its named places filled. */
export const say = (name, values = {}) => (data.labels[name] ?? name).replace(/\{(\w+)\}/g, (_, place) => values[place] ?? "");

/** A sentence that counts something: NAME_one or NAME_many. */
export const counted = (name, many, values = {}) => say(`${name}_${plural.select(many) === "one" ? "one" : "many"}`, { many, ...values });

/** The label of a controlled value; a word that is not controlled is its own label. */
export const labelled = (choices, value) => choices?.find((one) => (one.value ?? one.slug) === value)?.label ?? value;

export const rolesFor = (kind) => vocabulary.roles.filter((role) => role.applies === kind);
