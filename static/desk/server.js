// Asking the server: JSON in and out, with what went wrong told apart.
const COOKIE = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/;
export const token = () => COOKIE.exec(document.cookie)?.[1] ?? "";

/** An answer that is no success: its status and what it says. Status 0 is no answer at all. */
export class Refused extends Error {
  constructor(status, answer = {}) {
    super(answer.error ?? String(status));
    Object.assign(this, { status, answer });
  }

  get isAway() {
    return this.status === 0 || this.status >= 500;
  }

  get isSignedOut() {
    return this.status === 401 || (this.status === 403 && !this.answer.error);
  }
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" }, ...options });
  } catch {
    throw new Refused(0);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.redirected && !response.headers.get("content-type")?.includes("json")) throw new Refused(401);
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

export const getJson = (url) => ask(url);

export const sendJson = (url, body, method = "POST") =>
  ask(url, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
    body: JSON.stringify(body),
  });
