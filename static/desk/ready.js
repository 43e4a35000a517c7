// A contributor asks a curator to look at the draft; the curator sees it here and in the list of drafts.
import { html } from "./view.js";
import { data, may, say, urls } from "./data.js";
import { tell } from "./live.js";
import { publication } from "./publish.js";
import { save, saving } from "./saving.js";
import { sendJson } from "./server.js";
import { store, use } from "./store.js";

const asked = store({ isReady: data.ready });

async function mark(isReady) {
  await save();
  if (saving.get().is !== "saved") return tell(say("save_first"));
  try {
    await sendJson(urls.ready, { ready: isReady });
  } catch (refused) {
    return tell(refused.status === 0 ? say("server_away") : refused.message);
  }
  asked.set({ isReady });
  tell(say(isReady ? "told_ready" : "told_not_ready"));
}

/** A button for who may not publish; for who may, whether somebody waits for a look. */
export function Ready() {
  const { isReady } = use(asked);
  const { isPublished } = use(publication);
  if (isPublished) return null;
  if (may.publish) return isReady && html`<span class="badge is_ready">${say("is_ready")}</span>`;
  return html`<button type="button" id="ready" aria-pressed=${isReady ? "true" : "false"} onClick=${() => mark(!isReady)}>${say(isReady ? "is_ready" : "mark_ready")}</button>`;
}
