// Lines that are not finished: each change is sent at once, and stands in the browser until the server has it.
import { complain } from "./dom.js";
import { post, session } from "./net.js";
import { set, state } from "./store.js";

/** @typedef {{ id: string, line: any, turn: number }} Entry */

const PAUSE = 120;                                        // milliseconds between two that are sent
const KEY = "graphkit-unfinished-";
/** @type {Map<string, Entry>} what the server has not confirmed yet */ const left = new Map();
let turn = 0, timer = 0;
/** @type {Promise<void> | null} */ let sending = null;

/** Keep a line, or forget it: null. @param {string} id @param {any} line */
export function keepUnfinished(id, line) {
  turn = Math.max(turn + 1, Date.now());
  const entry = { id, line, turn };
  left.set(id, entry);
  try { localStorage.setItem(KEY + id, JSON.stringify({ ...entry, session })); } catch { /* then the server alone has it */ }
  if (!timer && !sending) send();
}

function send() {
  clearTimeout(timer);
  timer = 0;
  sending = sendAll().catch(complain).finally(() => {
    sending = null;
    timer = window.setTimeout(() => { timer = 0; if (left.size) send(); }, PAUSE);
  });
}

async function sendAll() {
  for (const entry of [...left.values()]) {
    await post("/api/unfinished", entry);
    confirmed(entry);
    const { info } = state;
    if (!info) continue;
    const listed = entry.id in info.drafts;
    if (entry.line) info.drafts[entry.id] = entry.line; else delete info.drafts[entry.id];
    if (listed !== Boolean(entry.line)) set({ info: { ...info } });
  }
}

/** @param {Entry} entry */
function confirmed(entry) {
  if (left.get(entry.id) !== entry) return;
  left.delete(entry.id);
  try { localStorage.removeItem(KEY + entry.id); } catch { /* there is none */ }
}

/** All that the server may not have yet: sent when the page is left. */
export const unsaved = () => [...left.values()];

/** Send it at once: the page may be ended without another word. */
export function flush() {
  for (const entry of unsaved()) post("/api/unfinished", entry).then(() => confirmed(entry)).catch(() => undefined);
}

/** Send what an earlier page of this session could not. */
export async function recover() {
  let found = [];
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(KEY));
    found = keys.map((key) => JSON.parse(localStorage.getItem(key) ?? "{}"));
    for (const one of found) if (one.session !== session) localStorage.removeItem(KEY + one.id);
  } catch { return; }
  const own = found.filter((one) => one.session === session && one.id);
  for (const { id, line, turn: when } of own) left.set(id, { id, line, turn: when });
  if (own.length) send();
}
