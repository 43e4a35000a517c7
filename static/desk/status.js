// Whether what is typed is safe, always in sight; and what is to be done where it is not on the server yet.
import { html, useEffect, useState } from "./view.js";
import { Dialog, Field } from "./controls.js";
import { say, urls } from "./data.js";
import { current } from "./draft.js";
import { goOn, save, saving, takeOver } from "./saving.js";
import { store, use } from "./store.js";
import { token } from "./server.js";

const time = (date) => date?.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }) ?? "";

const WORDS = {
  saved: ({ at }) => (at ? say("saved_at", { time: time(at) }) : say("saved")),
  waiting: () => say("not_saved_yet"),
  saving: () => say("saving"),
  away: () => say("server_away"),
  "signed-out": () => say("signed_out"),
  elsewhere: ({ editor }) => say("edited_elsewhere", { name: editor?.name ?? "" }),
  conflict: () => say("two_versions"),
  gone: () => say("draft_gone"),
  refused: ({ why, mend }) => say("not_accepted", { why: [why, mend].filter(Boolean).join(" ") }),
};

/** What is typed here, as a file. */
const asFile = () => `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(current(), null, 2))}`;

export function Status() {
  const now = use(saving);
  const isSafe = ["saved", "saving", "waiting"].includes(now.is);
  return html`
    <span class=${`status ${now.is}`}>
      <span role="status" aria-live=${isSafe ? "off" : "assertive"}>${WORDS[now.is](now)}</span>
      ${!now.isKept && html` <b role="alert">${say("no_room")}</b>`}
      ${["away", "refused"].includes(now.is) && html` <button type="button" onClick=${save}>${say("try_again")}</button>`}
      ${now.is === "gone" && html` <a href=${asFile()} download="draft.json">${say("download_it")}</a>`}
    </span>`;
}

/** Somebody else is at it: who, since when, and taking over. */
export function Elsewhere() {
  const { is, editor } = use(saving);
  if (is !== "elsewhere") return null;
  const since = editor?.since ? new Date(editor.since) : null;
  return html`
    <p class="notice" role="alert">${say("somebody_edits", { name: editor?.name ?? say("somebody"), time: time(since) })}
      <button type="button" class="primary" id="take-over" onClick=${takeOver}>${say("take_over")}</button></p>`;
}

export function Recovered({ onUndo }) {
  const { recovered } = use(saving);
  if (!recovered) return null;
  const close = () => saving.set({ recovered: null });
  return html`
    <p class="notice" role="status">${say("recovered", { time: time(recovered) })}
      <button type="button" onClick=${() => { onUndo(); close(); }}>${say("undo")}</button>
      <button type="button" onClick=${close}>${say("keep_it")}</button></p>`;
}

async function post(address, fields) {
  if (!token()) await fetch(address, { credentials: "same-origin" });
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  return fetch(address, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", credentials: "same-origin", headers });
}

/** What is to be told of an answer that lets nobody in. */
async function refusal(answer, words) {
  const { error, mend } = answer.status === 429 ? await answer.json() : {};
  return error ? `${error} ${mend}` : say(words);
}

/** Whether the password does, and then whether a code is asked for; the server leads to where it is. */
async function signIn(login, password) {
  const answer = await post(saving.get().signIn?.split("?")[0] || urls.login, { login, password });
  if (answer.type === "opaqueredirect") return { isCodeAsked: true }; // the password was right before
  if (!answer.ok) return { error: await refusal(answer, "wrong_password") };
  const { location } = await answer.json();
  return { isCodeAsked: new URL(location, document.baseURI).pathname === urls.code };
}

async function proveByCode(code) {
  const answer = await post(urls.code, { code });
  return answer.type === "opaqueredirect" ? {} : { error: await refusal(answer, "wrong_code") };
}

const asking = store({ isOpen: true });

/** The login expired: sign in here, or say that one did so in another tab; all that was typed waits. */
export function SignIn() {
  const { is } = use(saving);
  const { isOpen } = use(asking);
  useEffect(() => asking.set({ isOpen: true }), [is]);
  if (is !== "signed-out") return null;
  if (isOpen) return html`<${SignInDialog} />`;
  return html`<p class="notice" role="alert">${say("signed_out")} <button type="button" onClick=${() => asking.set({ isOpen: true })}>${say("sign_in")}</button></p>`;
}

function SignInDialog() {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isCodeAsked, setCodeAsked] = useState(false);
  const [error, setError] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const answer = await (isCodeAsked ? proveByCode(code) : signIn(name, password)).catch(() => ({ error: say("server_away") }));
    setError(answer.error ?? "");
    setCode("");
    if (answer.error) return;
    setCodeAsked(Boolean(answer.isCodeAsked));
    if (!answer.isCodeAsked) goOn();
  };
  return html`
    <${Dialog} title=${say("signed_out")} onClose=${() => asking.set({ isOpen: false })}>
      <p>${say("sign_in_hint")}</p>
      <form onSubmit=${submit}>
        ${isCodeAsked
          ? html`<p>${say("code_hint")}</p>
            <${Field} key="code" label=${say("code")} value=${code} onValue=${setCode} autocomplete="one-time-code" required autofocus />`
          : html`<${Field} label=${say("username")} value=${name} onValue=${setName} autocomplete="username" required autofocus />
            <${Field} label=${say("password")} value=${password} onValue=${setPassword} type="password" autocomplete="current-password" required />`}
        ${error && html`<p class="error" role="alert">${error}</p>`}
        <p class="actions"><button type="submit" class="primary">${say("sign_in")}</button>
          <button type="button" onClick=${goOn}>${say("signed_in_elsewhere")}</button></p>
      </form>
    <//>`;
}
