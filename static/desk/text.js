// The report's text in numbered paragraphs, with the suggestions marked in it.
import { html, useEffect, useRef } from "./view.js";
import { counted, paragraphs, say, urls } from "./data.js";
import { comparison, knownForums } from "./knownforum.js";
import { pieces } from "./marked.js";
import { shown } from "./places.js";
import { readSelection, selected } from "./selecting.js";
import { use } from "./store.js";
import { found, printed, usedBy } from "./suggested.js";
import { described, peopleIn, press, taken } from "./visiting.js";

const refuse = (event) => event.preventDefault();

/** A mark says its kind by its line and by its title; what is in the draft is ticked. */
function Mark({ one, text, isUsed, isAt, isDismissed }) {
  const state = isUsed ? "used" : isDismissed ? "dismissed" : "waiting";
  const compared = state === "waiting" ? comparison(one) : "";
  return html`<mark class=${`${one.kind} ${state} ${compared} ${isAt ? "at" : ""}`} data-id=${one.id}
    data-word=${compared ? say(`is_${compared}`) : undefined} title=${described(one)}>${text}</mark>`;
}

function Paragraph({ number, text, spans, state }) {
  return html`<p data-paragraph=${number} id=${`p${number}`}>${pieces(text, spans).map(({ text: words, one }) =>
    one ? html`<${Mark} one=${one} text=${words} ...${state(one)} />` : words,
  )}</p>`;
}

const Gutter = ({ number, people }) => html`
  <div class="gutter" contenteditable="false"><span aria-hidden="true">${number}</span>
    ${people.length > 0 && html`<button type="button" class="take-people" tabindex="-1" title=${counted("take_people", people.length, { number })}
      aria-label=${counted("take_people", people.length, { number })} onClick=${() => taken(people)}>+${people.length}</button>`}
  </div>`;

function pressed(event) {
  const mark = event.target.closest?.("mark");
  if (mark && document.getSelection().isCollapsed) press(mark.dataset.id);
}

/** A report that came as a file, say: its draft can be worked on, only not beside its words. */
export const NoText = () => html`
  <p class="no-text" id="text" tabindex="-1">${say("no_text")} <a href=${urls.text}>${say("give_text")}</a></p>`;

export function Text({ document: draft }) {
  const { spans } = use(found);
  const { at } = use(shown);
  use(knownForums);
  const pane = useRef();
  useEffect(() => {
    let isDragging = false;
    const read = () => isDragging || selected.set({ spans: readSelection(pane.current) });
    // What happens elsewhere (a press on a button of the bar) leaves the selection as it was.
    const changed = () => (pane.current?.contains(document.getSelection().anchorNode) || document.activeElement === pane.current) && read();
    // What selected words can be is asked once the button is let go: the question takes room, and the text would move
    // under the hand.
    const drag = (event) => (isDragging = event.button === 0 && pane.current?.contains(event.target));
    const drop = () => isDragging && ((isDragging = false), setTimeout(changed));
    const listening = [["selectionchange", changed], ["mousedown", drag], ["mouseup", drop]];
    for (const [happening, act] of listening) document.addEventListener(happening, act);
    return () => listening.forEach(([happening, act]) => document.removeEventListener(happening, act));
  }, []);
  const used = printed(draft);
  const dismissed = new Set(draft.desk.dismissed);
  const people = peopleIn(null, draft);
  const state = (one) => ({ isUsed: Boolean(usedBy(used, one)), isAt: one.id === at, isDismissed: dismissed.has(one.id) });
  return html`
    <div id="text" class="text" ref=${pane} role="group" tabindex="0" contenteditable="true" spellcheck="false" inputmode="none" aria-label=${say("text")}
      aria-describedby="text-help" lang=${draft.report.language} onBeforeInput=${refuse} onDrop=${refuse} onPaste=${refuse} onCut=${refuse} onClick=${pressed}>
      ${paragraphs.map((text, index) => html`
        <div class="row" key=${index}>
          <${Gutter} number=${index + 1} people=${people.filter((one) => one.paragraph === index + 1)} />
          <${Paragraph} number=${index + 1} text=${text} spans=${spans.filter((one) => one.paragraph === index + 1)} state=${state} />
        </div>`)}
    </div>`;
}
