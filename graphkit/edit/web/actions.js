// What a person does, each sent to the server and taken in again: opening, commands, undo, and what happens elsewhere.
import { begun, get, post, tab } from "./net.js";
import { Points, spanAt } from "./points.js";
import { complain, many, say } from "./dom.js";
import { set, state } from "./store.js";

/** How often each was asked for, and which answer is shown: none that was asked for before it comes after. */
const states = { asked: 0, shown: 0 }, cards = { asked: 0, shown: 0 };

/** @param {typeof states} answers @param {number} mine */
function isNew(answers, mine) {
  if (mine < answers.shown) return false;
  answers.shown = mine;
  return true;
}

/** Read the state anew. */
export async function refresh() {
  const mine = ++states.asked, info = await get("/api/state");
  if (isNew(states, mine)) set({ info, away: Boolean(info.tab) && info.tab !== tab });
}

/** Read everything for the first time, the text first. */
export async function begin() {
  const { info, ...doc } = await begun();
  if (doc.id) show(doc);
  set({ info, away: info.tab !== tab });
}

let turn = 0;
/** @type {Map<string, number>} the sentence at which each document was left */ const left = new Map();
const REMEMBERED = "graphkit";

/** The place that this tab had before it was loaded anew. @returns {{ id?: string, sentence?: number }} */
function remembered() {
  try { return JSON.parse(sessionStorage.getItem(REMEMBERED) ?? "{}"); } catch { return {}; }
}

/** Keep the place for when the page is loaded anew, or the document opened again. */
export function remember() {
  const { doc, sentence } = state;
  if (!doc) return;
  left.set(doc.id, sentence);
  try { sessionStorage.setItem(REMEMBERED, JSON.stringify({ id: doc.id, sentence })); } catch { /* then it begins at its beginning */ }
}

/** Open a document. @param {string} id @param {number} [place] a code point to go to */
export async function openDocument(id, place) {
  const mine = ++turn;
  const doc = await get(`/api/document/${encodeURIComponent(id)}`);
  if (mine !== turn) return;                              // another one was asked for meanwhile
  show(doc);
  if (place !== undefined) goTo(place);
}

/** Show a document at the sentence where it was left. @param {any} doc */
function show(doc) {
  const before = remembered();
  const sentence = left.get(doc.id) ?? (before.id === doc.id ? before.sentence ?? 0 : 0);
  set({ points: new Points(doc.text), doc, sentence: Math.max(0, Math.min(sentence, doc.sentences.length - 1)),
    chosen: null, mark: "", proposal: "", view: "text" });
  if (doc.notice) say(doc.notice);
}

/** Choose the sentence that holds a place. @param {number} place */
export function goTo(place) {
  if (state.doc) set({ sentence: Math.max(0, spanAt(state.doc.sentences, place)) });
}

/** Take in what has changed of the open document; its text is read again only where it is another. */
export async function refreshDocument() {
  if (!state.doc) return;
  const told = await get(`/api/document/${encodeURIComponent(state.doc.id)}`, { known: state.doc.text ? state.doc.sha256 : "" });
  if (told.id !== state.doc.id) return;
  if (told.text === undefined) set({ doc: { ...state.doc, ...told } });
  else set({ doc: told, points: new Points(told.text), sentence: 0, chosen: null });
}

/** Show the card of a relation; blank for none. @param {string} id */
export async function showRelation(id) {
  const mine = ++cards.asked;
  try {
    const card = id ? await get(`/api/relation/${encodeURIComponent(id)}`) : null;
    if (isNew(cards, mine)) set({ card: card?.relation ? card : null });
  } catch (error) {
    if (!isNew(cards, mine)) return;
    set({ card: null });
    if (/** @type {any} */ (error).code !== "unknown") throw error;
  }
}

/** Do something that is kept, and show what came of it. @param {Record<string, any>} body @param {() => void} [kept_] what is done once it is kept */
export async function command(body, kept_) {
  const kept = await post("/api/command", body);
  kept_?.();
  await took(kept);
  return kept;
}

/** @param {any} kept */
async function took(kept) {
  if (kept.kept === undefined) return;
  say(`kept: ${kept.what}`);
  const relation = kept.relation || state.card?.relation?.id || "";
  await Promise.all([refresh(), refreshDocument(), showRelation(relation)]);
  const shown = state.doc?.proposals.find((one) => one.proposal === state.proposal);
  if (shown && shown.decision !== "pending") set({ proposal: "", mark: "" });   // what is decided leaves the card
  set({ revision: state.revision + 1 });
}

/** @param {"undo" | "redo"} which */
export async function turnBack(which) {
  try {
    await took(await post(`/api/${which}`, {}));
  } catch (error) { complain(error); }
}

/** The chosen words, or the sentence of the cursor, as the server wants them. */
export function span() {
  const { doc, points } = state, chosen = state.placed ? null : state.chosen;
  if (!doc || !points || !doc.text) throw new Error("there is no text to choose words of: open a document whose text is here");
  const [start, end] = chosen ?? doc.sentences[state.sentence] ?? [0, 0];
  return { document: doc.id, sha256: doc.sha256, start, end, words: points.slice(start, end) };
}

/** Read a dropped file. @param {File} file */
export async function drop(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  const told = await post("/api/document", { name: file.name, base64: btoa(text) });
  await refresh();
  say(told.notices.join(" ") || `${file.name} is read`);
  if (told.documents.length) await openDocument(told.documents[0]);
}

/** Let the rule coder read the open document. */
export async function propose() {
  if (!state.doc) return;
  say("the rule coder reads ...");
  const told = await post("/api/propose", { document: state.doc.id });
  await Promise.all([refresh(), refreshDocument()]);
  say(told.notice || `${many(told.proposals, "proposal")}: n goes to the next`);
}

/** Take the pen from another tab. */
export async function takeOver() {
  await post("/api/tab", { tab, take: true });
  await refresh();
  say("this tab writes now");
}

/** Listen for what happens elsewhere, for as long as the page is open. @param {Record<string, (event: any) => void>} hear */
export async function listen(hear) {
  let after = state.info?.event ?? 0, failures = 0;
  for (;;) {
    try {
      const told = await get("/api/events", { after });
      after = told.event;
      failures = 0;
      for (const event of told.events) hear[event.kind]?.(event);
    } catch (error) {
      failures += 1;
      if (failures === 1) complain(error);
      await new Promise((wake) => { setTimeout(wake, Math.min(500 * 2 ** failures, 15_000)); });
    }
  }
}
