// The documents on the left: which there are, how far each is read, and what was left unfinished.
import { command, drop, openDocument, propose } from "./actions.js";
import { titleOfHalf } from "./cells.js";
import { bear, close as closeLine, compose } from "./line.js";
import { by, button, complain, make, many, plain, refill, say } from "./dom.js";
import { on, state } from "./store.js";
import { keepUnfinished } from "./unfinished.js";

function drawList() {
  const { info, doc } = state;
  if (!info) return;
  by("title").textContent = plain(info.title || info.folder);
  by("curator").textContent = plain(info.curator);
  refill(by("documents"), ...info.documents.map((one) => {
    const { pending } = one.proposals;
    const told = [one.date, one.publisher, one.text === "here" ? "" : one.text === "missing" ? "text not here" : "text has changed",
      pending ? many(pending, "proposal waits", "proposals wait") : "", one.evidence ? `${one.evidence} marked` : "", one.listed ? "" : "not listed yet"].filter(Boolean).join(" · ");
    return make("li", {}, button(one.title || one.id, () => { closeLine(); openDocument(one.id).then(read).catch(complain); },
      { class: "link", "aria-current": one.id === doc?.id && "true" }), make("div", {}, plain(told)));
  }));
  drawDrafts();
}

/** The text has the keys again. */
const read = () => by("text").focus({ preventScroll: true });

/** Whether something unfinished is a cell or a new row of a table. @param {any} draft */
const inTables = (draft) => Boolean(draft?.cell || draft?.row);

function drawDrafts() {
  const drafts = Object.entries(state.info.drafts ?? {}).filter(([, draft]) => draft?.span || inTables(draft));
  by("drafts").hidden = !drafts.length;
  refill(by("drafts"), make("h2", {}, "Unfinished"), make("ul", {}, ...drafts.map(([id, draft]) => make("li", {},
    button(inTables(draft) ? titleOfHalf(draft) : draft.line?.summary || draft.span.words || "a line", () => resume(id, state.info.drafts[id] ?? draft), { class: "link" }), " ",
    button("Drop", () => { keepUnfinished(id, null); delete state.info.drafts[id]; drawDrafts(); })))));
}

/** @param {string} id @param {any} draft */
async function resume(id, draft) {
  try {
    if (inTables(draft)) { closeLine(); await (await import("./tables.js")).resume(id, draft); return; }
    if (state.doc?.id !== draft.span.document) await openDocument(draft.span.document, draft.span.start);
    await (draft.bears ? bear(draft.bears, { draft, id }) : compose({ draft, draftId: id }));
  } catch (error) { complain(error); }
}

const DESCRIBED = ["title", "publisher", "author", "date", "url", "language"];

let described = "";

function drawAbout() {
  const { doc } = state;
  const now = JSON.stringify(doc && [...DESCRIBED, "id", "listed", "state", "moved"].map((name) => doc[name]));
  if (now === described) return;                          // what is being written in it stays
  described = now;
  const about = by("about");
  about.hidden = !doc;
  if (!doc) return;
  const inputs = DESCRIBED.map((name) => make("input", { id: `about-${name}`, name, value: doc[name] ?? "" }));
  const form = make("details", {}, make("summary", {}, "About this document"),
    make("div", { class: "form" }, ...DESCRIBED.flatMap((name, place) => [make("label", { for: `about-${name}` }, name), inputs[place]])),
    make("p", { class: "buttons" }, button(doc.listed ? "Keep" : "Keep and list it", () => {
      command({ kind: "document", id: doc.id, ...Object.fromEntries(inputs.map((one) => [one.name, one.value])) }).catch(complain);
    })));
  refill(about, make("h2", { dir: "auto" }, plain(doc.title || doc.id)),
    make("p", { class: "source" }, plain([doc.publisher, doc.date, doc.language].filter(Boolean).join(" · "))),
    ...(doc.state === "changed" ? [make("p", { class: "bad" }, "The text is not the one that was marked: its marks are found again by their words where they occur once, and only proposed.")] : []),
    ...doc.moved.map((one) => make("p", {}, `${plain(one.relation)}: ${plain(one.sentence)}: \u201c${plain(one.words)}\u201d `, button("It is here now", () => {
      command({ kind: "move", row: one.row, document: doc.id, sha256: doc.sha256, start: one.start, end: one.end, words: one.words }).catch(complain);
    }))),
    make("p", { class: "buttons" }, button("Read it by the rule coder", () => { propose().then(read).catch(complain); })), form);
}

/** Begin. */
export function start() {
  on(["info", "doc"], drawList);
  on(["doc"], drawAbout);
  const over = (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); document.body.classList.add("over"); } };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", () => document.body.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    document.body.classList.remove("over");
    await take([...event.dataTransfer.files]);
  });
  by("file").addEventListener("change", async () => { await take([...by("file").files]); by("file").value = ""; });
}

/** @param {File[]} files */
async function take(files) {
  for (const file of files) {
    say(`${file.name} is read ...`);
    try { await drop(file); } catch (error) { complain(error); return; }
  }
}
