// Words that the curator selected, as spans of the numbered paragraphs. Numbers and marks are drawn by style alone, so
// that the text of a paragraph's element is the paragraph.
import { store } from "./store.js";

export const selected = store({ spans: [] });

const within = (paragraph, node, offset) => {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  range.setEnd(node, offset);
  return range.toString().length;
};

/** The selected words of one paragraph, without the blanks around them. */
function spanOf(paragraph, range) {
  const text = paragraph.textContent;
  let start = paragraph.contains(range.startContainer) ? within(paragraph, range.startContainer, range.startOffset) : 0;
  let end = paragraph.contains(range.endContainer) ? within(paragraph, range.endContainer, range.endOffset) : text.length;
  while (start < end && /[\s,;:，；：、]/.test(text[start])) start++;
  while (end > start && /[\s,;:，；：、]/.test(text[end - 1])) end--;
  return { paragraph: Number(paragraph.dataset.paragraph), start, end, printed: text.slice(start, end) };
}

export function readSelection(pane) {
  const selection = document.getSelection();
  if (!pane || !selection.rangeCount || selection.isCollapsed || !pane.contains(selection.anchorNode)) return [];
  const range = selection.getRangeAt(0);
  const paragraphs = [...pane.querySelectorAll("[data-paragraph]")].filter((one) => range.intersectsNode(one));
  return paragraphs.map((one) => spanOf(one, range)).filter((one) => one.printed);
}

/** Once it is said what the words are, they are let go: the caret goes on behind them. */
export function release() {
  const pane = document.getElementById("text");
  const selection = document.getSelection();
  if (selection.rangeCount && pane?.contains(selection.anchorNode)) selection.collapseToEnd();
  if (document.activeElement?.closest(".selection")) pane.focus({ preventScroll: true });
  selected.set({ spans: [] });
}

/** What is selected now: browsers tell of it only some time after the key that selected it. */
export function selection() {
  const spans = readSelection(document.getElementById("text"));
  if (spans.length) selected.set({ spans });
  return selected.get().spans;
}
