// The desk: the report's text on the left, the draft on the right in the order of a report file.
import { html, render } from "./view.js";
import { beginAsking } from "./candidates.js";
import { Conflict } from "./conflict.js";
import { counted, data, paragraphs, say, urls } from "./data.js";
import { draft, undo } from "./draft.js";
import { Forum, learnAll } from "./forum.js";
import { Known, open } from "./known.js";
import { told } from "./live.js";
import { countMissing, Missing } from "./missing.js";
import { goToPart, shown } from "./places.js";
import { Published, publication, Publish, Withdraw } from "./publish.js";
import { Ready } from "./ready.js";
import { Report, startReport } from "./report.js";
import { Rows } from "./rowsdialog.js";
import { begin } from "./saving.js";
import { getJson } from "./server.js";
import { Help, listen, redone, undone } from "./shortcuts.js";
import { Elsewhere, Recovered, SignIn, Status } from "./status.js";
import { Stated } from "./stated.js";
import { use } from "./store.js";
import { found, read } from "./suggested.js";
import { NoText, Text } from "./text.js";
import { Into, Selection } from "./toolbar.js";

const DIALOGS = { help: Help, rows: Rows, publish: Publish, withdraw: Withdraw };

const Bar = ({ past, future, document }) => {
  const missing = countMissing(document);
  return html`
    <div class="bar">
      <h1>${document.report.title || document.report.label || say("draft")}</h1>
      <${Status} />
      <span class="tools">
        <button type="button" onClick=${undone} disabled=${!past.length}>${say("undo")}</button>
        <button type="button" onClick=${redone} disabled=${!future.length}>${say("redo")}</button>
        <button type="button" onClick=${() => shown.set({ dialog: "help" })} aria-label=${say("keys")} aria-keyshortcuts="?">?</button>
        <a class="button" href=${urls.report_file} download>${say("download")}</a>
        <${Published} /><${Ready} />
        <button type="button" class="primary" id="publish" onClick=${() => shown.set({ dialog: "publish" })}>${say(publication.get().isPublished ? "publish_again" : "publish")}${missing ? html` <span class="count" title=${counted("still_missing", missing)}>${missing}</span>` : ""}</button>
      </span>
    </div>`;
};

const PARTS = ["forum", "report", "known", "facts", "missing"];

const Contents = ({ document }) => {
  const counts = { known: open(document).length, missing: countMissing(document) };
  return html`<nav class="contents" aria-label=${say("draft")}>${PARTS.map((part) => html`
    <button type="button" class="link" onClick=${() => goToPart(part)}>${say(`part_${part}`)}${counts[part] ? html` <span class="count">${counts[part]}</span>` : ""}</button>`)}</nav>`;
};

const Panes = ({ pane }) => html`
  <div class="panes" role="group" aria-label=${say("panes")}>
    ${["text", "draft"].map((one) => html`<button type="button" aria-pressed=${pane === one ? "true" : "false"} onClick=${() => shown.set({ pane: one })}>${say(`pane_${one}`)}</button>`)}
  </div>`;

function Told() {
  const { text, isUndoable } = use(told);
  return html`
    <div class=${text ? "told" : "told nothing"}>
      <span role="status" aria-live="polite">${text}</span>
      ${text && isUndoable && html` <button type="button" onClick=${undone}>${say("undo")}</button>`}
    </div>`;
}

const Legend = () => html`
  <p class="legend">${["person", "organization", "place", "date", "figure", "forum"].map((kind) => html`<span><mark class=${`${kind} waiting`}>${say(`kind_${kind}`)}</mark></span> `)}
    <span><mark class="person used">${say("in_the_draft")}</mark></span>
    <a href=${urls.text}>${say("another_text")}</a></p>`;

function Desk() {
  const { document, past, future } = use(draft);
  const { pane, dialog } = use(shown);
  use(publication);
  use(found);
  const Open = DIALOGS[dialog];
  return html`
    <${Bar} past=${past} future=${future} document=${document} />
    <${Elsewhere} /><${Recovered} onUndo=${undo} />
    <${Panes} pane=${pane} />
    <div class=${`columns ${pane}`}>
      <section class="pane reading" aria-label=${say("pane_text")}>
        ${paragraphs.length ? html`<${Into} document=${document} /><${Text} document=${document} /><${Legend} /><${Selection} />` : html`<${NoText} />`}
      </section>
      <section class="pane drafting" aria-label=${say("pane_draft")}>
        <${Contents} document=${document} />
        <div class="parts">
          <${Forum} document=${document} />
          <${Report} document=${document} />
          <${Known} document=${document} />
          <${Stated} document=${document} />
          <${Missing} document=${document} />
        </div>
      </section>
    </div>
    <${Told} /><${SignIn} /><${Conflict} />
    ${Open && html`<${Open} document=${document} />`}`;
}

async function start() {
  begin();
  startReport();
  render(html`<${Desk} />`, document.getElementById("desk"));
  listen();
  await learnAll();
  read(await getJson(urls.suggestions).catch(() => ({ suggestions: [] })));
  beginAsking();
}

if (data) start();
