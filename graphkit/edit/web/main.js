// The page of graphkit edit: its parts begin, keys find their act, and what happens elsewhere is taken in.
import { begin as readAll, listen, refresh, refreshDocument, remember, showRelation, takeOver, turnBack, command } from "./actions.js";
import * as card from "./card.js";
import * as documents from "./documents.js";
import { by, button, complain, make, plain, say } from "./dom.js";
import { answer, bear, close as closeLine, compose, load as loadLine } from "./line.js";
import { nextMark } from "./marks.js";
import { tab, post } from "./net.js";
import * as reader from "./reader.js";
import { on, set, state } from "./store.js";
import { flush, recover } from "./unfinished.js";

/** @type {ReturnType<typeof fetchLater> | null} */ let later = null;

/** The parts that are not needed to read: fetched once the text stands, or when one is asked for. */
const others = () => (later ??= fetchLater());

async function fetchLater() {
  const [tables, map, help] = await Promise.all([import("./tables.js"), import("./mapframe.js"), import("./help.js"), loadLine()]);
  for (const part of [tables, map, help]) part.start();
  return { map, help };
}

/** @type {Record<string, () => void>} what a key does in the text */
const ACTS = {
  j: () => reader.moveSentence(1), k: () => reader.moveSentence(-1),
  ArrowDown: () => reader.moveSentence(1), ArrowUp: () => reader.moveSentence(-1),
  ArrowRight: () => reader.moveWord(1, false), ArrowLeft: () => reader.moveWord(-1, false),
  "Shift+ArrowRight": () => reader.moveWord(1, true), "Shift+ArrowLeft": () => reader.moveWord(-1, true),
  n: () => reader.moveProposal(1), p: () => reader.moveProposal(-1),
  a: () => card.decide("accept"), x: () => card.decide("reject"),
  e: () => { const one = card.proposal(); if (one) compose({ proposal: one }); else say("choose a proposal first: n goes to the next"); },
  Enter: () => compose(), d: () => bear("denial"), c: () => bear("evidence"), r: () => answer(),
  s: () => { const place = state.chosen?.[0] ?? state.doc?.sentences[state.sentence]?.[0]; if (place !== undefined) set({ mark: nextMark(state.doc.marks, place, state.mark)?.mark ?? "" }); },
  t: () => show("tables"), m: () => show("map"), v: () => show("text"),
  Escape: () => set({ chosen: null, mark: "", proposal: "", card: null }),
};

/** What can be done without a keyboard, too: the words of each button, and its key. @type {[string, string][]} */
const BUTTONS = [["New relation", "Enter"], ["They deny", "d"], ["More evidence", "c"], ["It answers", "r"], ["\u2039 Sentence", "k"], ["Sentence \u203a", "j"],
  ["\u2039 Proposal", "p"], ["Proposal \u203a", "n"]];

function drawActs() {
  by("acts").hidden = !state.doc?.text;
}

/** @param {"text" | "tables" | "map"} view */
async function show(view) {
  closeLine();
  if (view !== "text") await others();
  set({ view });
}

function drawView() {
  const { view } = state;
  for (const name of ["text", "tables", "map"]) {
    by(`view-${name}`).hidden = name !== view;
    by(`show-${name}`).setAttribute("aria-pressed", String(name === view));
  }
  document.body.dataset.view = view;
  const held = document.activeElement;
  if (view === "text") by("text").focus({ preventScroll: true });
  else if (!held || held === document.body || held.closest("section[hidden]")) {   // what had the focus is no longer shown
    (view === "tables" ? by("table-tabs").querySelector("[aria-selected=true]") : by("show-map"))?.focus();
  }
}

function drawSaving() {
  const { info } = state;
  if (!info) return;
  const { saving, undo, redo } = info;
  by("saving").textContent = saving.state === "saved" ? "saved" : saving.state === "waiting" ? "kept, being saved" : plain(saving.sentence || "kept, not saved in the tables yet");
  by("saving").className = saving.state;
  for (const [name, one] of [["undo", undo], ["redo", redo]]) {
    by(name).disabled = !one;
    by(name).title = one ? `${name}: ${plain(one.what)}` : `nothing to ${name}`;
  }
}

function drawNotices() {
  const { info, away } = state;
  /** @type {HTMLElement[]} */
  const parts = [reader.lacking, ...(info?.notices ?? [])].filter(Boolean).map((words) => make("p", {}, plain(words)));
  if (away) parts.push(make("p", { role: "alert" }, "This dataset is being edited in another tab. ", button("Take over", () => takeOver().catch(complain))));
  for (const one of info?.conflicts ?? []) parts.push(drawConflict(one));
  by("notice").replaceChildren(...parts);
}

/** Which row it is: by its id, or by what it is about. @param {any} one */
const rowOf = ({ own, theirs, before }) => { const cells = own ?? theirs ?? before ?? {}; return cells.id ?? [cells.relation ?? cells.actor, cells.document ?? cells.organisation].filter(Boolean).join(", "); };

/** A row that was changed here and elsewhere, in both forms. @param {any} one */
function drawConflict(one) {
  const columns = [...new Set([one.own, one.theirs, one.before].flatMap((cells) => Object.keys(cells ?? {})))]
    .filter((column) => (one.own?.[column] ?? "") !== (one.theirs?.[column] ?? ""));
  const cell = (cells, column) => make("td", {}, cells ? plain(cells[column] ?? "") : "(no such row)");
  const choose = (take) => command({ kind: "choose", conflict: one.conflict, take }).catch(complain);
  return make("section", { "aria-label": "Changed here and elsewhere", role: "alert" },
    make("p", {}, `A row of ${one.table}.csv (${plain(rowOf(one))}) was changed here and elsewhere. Choose one form; nothing is written over before.`),
    make("table", {}, make("thead", {}, make("tr", {}, ...["column", "before", "here", "elsewhere"].map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...(columns.length ? columns : ["id"]).map((column) => make("tr", {}, make("th", { scope: "row" }, column), cell(one.before, column), cell(one.own, column), cell(one.theirs, column))))),
    make("p", { class: "buttons" }, button("Take what is here", () => choose("own")), button("Take what is elsewhere", () => choose("theirs"))));
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const writes = target.closest("input, select, textarea, [contenteditable]");
  const control = event.ctrlKey || event.metaKey;
  if (target.closest("dialog")) return;
  if (control && event.key.toLowerCase() === "z" && !writes) { event.preventDefault(); turnBack(event.shiftKey ? "redo" : "undo"); return; }
  if (control || event.altKey || writes || event.isComposing) return;
  if (event.key === "?" && state.letters && !target.closest("[role=gridcell]")) { event.preventDefault(); others().then(({ help }) => help.toggleHelp()); return; }
  const inText = target.closest("#text") || target === document.body;
  if (!inText || state.view !== "text") {
    if (state.view === "text" || target.closest("[role=grid]")) return;
    if (event.key === "Escape") show("text");
    else if ("tmv".includes(event.key) && state.letters) { event.preventDefault(); ACTS[event.key](); }
    return;
  }
  const act = ACTS[event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key];
  if (!act || (!state.letters && event.key.length === 1)) return;
  event.preventDefault();
  act();
}

/** What the server tells. @type {Record<string, (event: any) => void>} */
const HEAR = {
  saved: () => { Promise.all([others(), refresh()]).then(([{ map }]) => map.redraw()).catch(complain); },
  held: (event) => { say(event.sentence, "bad"); refresh().catch(complain); },
  outside: (event) => { say(`changed elsewhere and taken in: ${event.tables}`); all(); },
  conflict: () => { say("a row was changed here and elsewhere: choose one form above", "bad"); refresh().catch(complain); },
  findings: () => { refresh().catch(complain); set({ revision: state.revision + 1 }); },
  tab: () => { refresh().catch(complain); },
  closing: () => { say("graphkit edit is ending: what was kept is saved"); },
};

function all() {
  Promise.all([refresh(), refreshDocument(), showRelation(state.card?.relation?.id ?? "")])
    .then(() => set({ revision: state.revision + 1 })).catch(complain);
}

async function begin() {
  for (const part of [reader, card, documents]) part.start();
  on(["view"], drawView);
  by("acts").append(...BUTTONS.map(([words, key]) => button(words, () => ACTS[key](), { title: `${words} (${key})` })));
  on(["doc"], drawActs);
  drawActs();
  on(["info"], drawSaving);
  on(["info", "away"], drawNotices);
  on(["doc", "sentence"], remember);
  for (const name of ["text", "tables", "map"]) by(`show-${name}`).addEventListener("click", () => show(/** @type {any} */ (name)));
  by("undo").addEventListener("click", () => turnBack("undo"));
  by("redo").addEventListener("click", () => turnBack("redo"));
  document.addEventListener("keydown", keys);
  window.addEventListener("pagehide", () => {
    remember();
    flush();
    post("/api/tab", { tab, leave: true }).catch(() => undefined);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) post("/api/tab", { tab, take: false }).then(refresh).catch(complain); });
  try {
    await readAll();
    recover().catch(complain);
    document.body.dataset.ready = "true";
    by("text").focus({ preventScroll: true });
    await new Promise((drawn) => { requestAnimationFrame(() => setTimeout(drawn)); setTimeout(drawn, 500); });   // the text first
    await others();
  } catch (error) { complain(error); return; }
  listen(HEAR);
}

begin();
