/** The HTTP API: one session, kept in this browser. */

const KEY = "fingerpost.token";

/** A failure with words for the visitor and whether trying again makes sense. */
export class Failure extends Error {
  /** @param {string} message @param {boolean} retry @param {number} status */
  constructor(message, retry, status = 0) {
    super(message);
    this.retry = retry;
    this.status = status;
  }
}

/** @returns {string|null} the token of this browser's session */
export const token = () => localStorage.getItem(KEY);

/** Start a session; the answer holds the welcome. */
export async function startSession() {
  const session = await call("POST", "/api/sessions");
  localStorage.setItem(KEY, session.token);
  return session.messages;
}

/** Forget the token of this browser. */
export const dropSession = () => localStorage.removeItem(KEY);

/** Ask. @param {{text?: string, payload?: string}} body */
export const ask = (body) => call("POST", "/api/messages", body);

/** Everything held about this session. */
export const history = () => call("GET", "/api/me");

/** Erase everything held about this session. */
export const erase = () => call("DELETE", "/api/me");

async function call(method, path, body) {
  const headers = {};
  if (body) headers["Content-Type"] = "application/json";
  if (token()) headers.Authorization = `Bearer ${token()}`;
  let response;
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Failure("The adviser cannot be reached. Check your connection and try again.", true);
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  const said = answer?.messages?.[0]?.fallback ?? answer?.detail;
  const retry = response.status >= 500 || response.status === 429;
  throw new Failure(sentence(said ?? "The answer could not be read."), retry, response.status);
}

function sentence(text) {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
