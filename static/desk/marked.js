// A paragraph in pieces: plain words, and words that a suggestion marks.
export function pieces(text, spans) {
  const found = [];
  let at = 0;
  for (const one of spans) {
    if (one.start > at) found.push({ text: text.slice(at, one.start) });
    found.push({ text: text.slice(one.start, one.end), one });
    at = one.end;
  }
  return at < text.length || !found.length ? [...found, { text: text.slice(at) }] : found;
}
