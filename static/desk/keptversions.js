// Versions that were refused or overridden: none is lost, each can be compared with the draft.
import { html } from "./view.js";
import { counted, data, say } from "./data.js";
import { compare } from "./saving.js";

const when = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

export const KeptVersions = () =>
  data.kept?.length > 0 && html`
    <details><summary>${counted("kept", data.kept.length)}</summary>
      <ul>${data.kept.map((one) => html`<li key=${one.url}>${say("kept_by", { name: one.by ?? say("somebody"), time: when(one.at), why: one.why })}
        <button type="button" onClick=${() => compare(one.url)}>${say("compare")}</button></li>`)}</ul>
    </details>`;
