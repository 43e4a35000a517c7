// Publishing: first exactly what will be made and changed, then a hand's press.
import { html, useEffect, useState } from "./view.js";
import { Dialog } from "./controls.js";
import { counted, data, may, say, urls } from "./data.js";
import { current } from "./draft.js";
import { countMissing } from "./missing.js";
import { tell } from "./live.js";
import { goTo, goToPart, shown } from "./places.js";
import { refresh, save, saving } from "./saving.js";
import { sendJson } from "./server.js";
import { store, use } from "./store.js";

export const publication = store({ isPublished: data.published, url: data.report ?? "" });
const ROWS = ["insert", "update", "delete"];
const close = () => shown.set({ dialog: "" });

async function preview() {
  await save();
  if (saving.get().is !== "saved") return { problems: [{ says: say("save_first") }] };
  const { version } = saving.get();
  return { version, ...(await sendJson(urls.preview, { version })) };
}

/** A problem's place: its item, else the part of the page. */
const placeOf = ({ key, path = "" }) => {
  if (key) return () => goTo(key);
  return path.startsWith("report") ? () => goToPart("report") : null;
};

const Problem = ({ problem }) => {
  const go = placeOf(problem);
  const says = problem.name ? html`<b>${problem.name}</b> ${problem.says}` : problem.says;
  return html`<li>${go ? html`<button type="button" class="link" onClick=${go}>${says}</button>` : says} ${!(problem.name && problem.path?.startsWith("definitions")) && problem.path && html`<code>${problem.path}</code>`}</li>`;
};

const Problems = ({ problems = [] }) =>
  problems.length > 0 && html`
    <h3>${counted("problems", problems.length)}</h3>
    <ul class="problems">${problems.map((one) => html`<${Problem} problem=${one} />`)}</ul>`;

const Group = ({ title, items = [] }) =>
  items.length > 0 && html`<details open=${items.length < 12}><summary>${title}</summary><ul>${items.map((one) => html`<li>${one.says ?? one.name ?? one}${one.kind ? html` <span class="quiet-text">${one.kind}</span>` : ""}</li>`)}</ul></details>`;

/** How many rows of each kind come, change and go. */
const Rows = ({ changes = [] }) =>
  changes.length > 0 && html`
    <details><summary>${say("changes")}</summary>
      <table><thead><tr><th></th>${ROWS.map((name) => html`<th>${say(`rows_${name}`)}</th>`)}</tr></thead>
        <tbody>${changes.map((one) => html`<tr><th scope="row">${one.label}</th>${ROWS.map((name) => html`<td>${one[name] || ""}</td>`)}</tr>`)}</tbody></table></details>`;

/** What was looked at is published, and no other version. */
async function publish({ version }, setAnswer) {
  try {
    const { url } = await sendJson(urls.publish, { version });
    publication.set({ isPublished: true, url });
    setAnswer({ url });
  } catch (refused) {
    return setAnswer({ problems: refused.answer?.problems ?? [{ says: [refused.message, refused.answer?.mend].filter(Boolean).join(" ") }] });
  }
  await refresh().catch(({ message }) => tell(message)); // it is published all the same
}

export function Publish() {
  const [answer, setAnswer] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const press = () => {
    setBusy(true);
    publish(answer, setAnswer).finally(() => setBusy(false));
  };
  useEffect(() => {
    preview().then(setAnswer, (refused) => setAnswer({ problems: refused.answer?.problems ?? [{ says: refused.status === 0 ? say("server_away") : refused.message }] }));
  }, []);
  return html`
    <${Dialog} title=${say("publish")} onClose=${isBusy ? null : close} wide>
      ${!answer && html`<p>${say("looking")}</p>`}
      ${answer?.url ? html`<${Done} url=${answer.url} isBusy=${isBusy} />` : answer && html`<${Preview} answer=${answer} isBusy=${isBusy} onPress=${press} />`}
    <//>`;
}

const Done = ({ url, isBusy }) => html`
  <p role="status"><b>${say("is_published")}</b> <a href=${url} id="published-page">${say("to_the_report")}</a></p>
  <p class="actions"><button type="button" disabled=${isBusy} onClick=${close}>${say("close")}</button></p>`;

function Preview({ answer, isBusy, onPress }) {
  const missing = countMissing(current());
  return html`
    <${Problems} problems=${answer.problems} />
    <${Group} title=${counted("creates", answer.creates?.length ?? 0)} items=${answer.creates} />
    <${Rows} changes=${answer.changes} />
    <${Group} title=${counted("lines", answer.lines?.length ?? 0)} items=${answer.lines} />
    <${Group} title=${counted("warnings", answer.warnings?.length ?? 0)} items=${answer.warnings} />
    ${missing > 0 && html`<p class="hint">${counted("still_missing", missing)} ${current().report.entered !== "partly" && say("say_partly")}</p>`}
    ${!may.publish && html`<p class="hint">${say("may_not_publish")}</p>`}
    <p class="actions">
      <button type="button" class="primary" id="publish-now" disabled=${isBusy || !answer.may_publish || !may.publish} onClick=${onPress}>${say("publish_now")}</button>
      <button type="button" disabled=${isBusy} onClick=${close}>${say("not_yet")}</button>
    </p>`;
}

async function withdraw(setError) {
  try {
    await save();
    if (saving.get().is !== "saved") return setError(say("save_first")); // what was typed would go
    await sendJson(urls.withdraw, { version: saving.get().version });
    publication.set({ isPublished: false, url: "" });
    close();
    tell(say("withdrawn"));
    await refresh();
  } catch (refused) {
    setError(refused.message);
  }
}

export function Withdraw() {
  const [error, setError] = useState("");
  return html`
    <${Dialog} title=${say("withdraw")} onClose=${close}>
      <p>${say("withdraw_hint")}</p>
      ${error && html`<p class="error" role="alert">${error}</p>`}
      <p class="actions"><button type="button" class="danger" onClick=${() => withdraw(setError)}>${say("withdraw")}</button>
        <button type="button" onClick=${close} autofocus>${say("not_yet")}</button></p>
    <//>`;
}

/** Where the report stands, once it is published. */
export function Published() {
  const { isPublished, url } = use(publication);
  if (!isPublished) return null;
  return html`<span class="published">${url ? html`<a href=${url}>${say("is_published")}</a>` : say("is_published")}
    ${may.publish && html`<button type="button" onClick=${() => shown.set({ dialog: "withdraw" })}>${say("withdraw")}</button>`}</span>`;
}
