// Talking to the server: every request bears the token of the page's address and the name of this tab.

const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
/** The name of this tab. */
export const tab = /** @type {any} */ (globalThis).graphkitTab ?? crypto.randomUUID();

/** What tells this run of the server from another one on the same port. */
export const session = token.slice(0, 8);

/** What the server refuses, in its own sentence. */
export class Refusal extends Error {
  /** @param {{ error: string, code: string, field?: string }} said */
  constructor(said) {
    super(said.error);
    this.code = said.code;
    this.field = said.field ?? "";
  }
}

/** @param {string} path @param {RequestInit} init */
async function ask(path, init) {
  let reply;
  try {
    reply = await fetch(path, init);
  } catch {
    throw new Refusal({ error: "graphkit edit does not answer: it may have been stopped in its terminal", code: "gone" });
  }
  let said;
  try { said = await reply.json(); } catch { said = null; }
  if (said && reply.ok) return said;
  throw new Refusal(said?.error ? said : { error: `the server gave no answer that can be read (${reply.status})`, code: "fault" });
}

const headers = { "X-Graphkit-Token": token, "X-Graphkit-Tab": tab };

/** @param {string} path @param {Record<string, string | number>} [query] */
export function get(path, query = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== "" && value !== null && value !== undefined) asked.set(name, String(value));
  const words = asked.toString();
  return ask(words ? `${path}?${words}` : path, { headers });
}

/** What the page asked for before its modules were there; asked for now where that failed, so that it is said why. */
export const begun = async () => await /** @type {any} */ (globalThis).graphkitBegun ?? post("/api/begin", { tab });

const OUTLIVES = 6_000;                                   // characters: a browser sends no more of them once the page is left

/** What is sent goes on when the page is left, unless it is long. @param {string} path @param {object} body */
export function post(path, body) {
  const said = JSON.stringify(body);
  return ask(path, { method: "POST", keepalive: said.length < OUTLIVES, headers: { ...headers, "Content-Type": "application/json" }, body: said });
}
