// The documents: what rests on each, which retell others, and which they cite.
import { D } from "../core/record.js";
import { setHidden } from "../core/select.js";
import { S } from "../core/state.js";
import { isUntitled, noAddressWords, signedWords, titleOf } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, foldText, short } from "../core/words.js";
import { fitMap } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { bdi, button, h, openDialog, outLink } from "./dom.js";

const FIRST = 2, ROWS = 40;

/** Each document with how many relations in view it speaks of, and how many of these no other does. */
function restingOn() {
  const behind = new Map();
  D.evidence.document.forEach((document, row) => {
    const relation = D.evidence.relation[row];
    if (document >= 0 && !V.pass[relation]) (behind.get(relation) ?? behind.set(relation, new Set()).get(relation)).add(document);
  });
  const found = D.documents.map((document) => ({ document, n: 0, alone: 0, read: false }));
  for (const document of D.evidence.document) if (document >= 0) found[document].read = true;
  for (const documents of behind.values()) for (const k of documents) { found[k].n++; if (documents.size === 1) found[k].alone++; }
  return found;
}

export function sourcesSection() {
  const all = restingOn(), most = Math.max(...all.map(({ n }) => n), 1), own = all.filter(({ read }) => read).sort((a, b) => b.n - a.n), cited = all.filter(({ read }) => !read);
  if (!all.length) return null;
  return h("section", { id: "sources" }, h("h3", {}, T.sourcesHead), own.slice(0, FIRST).map((one) => sourceRow(one, most)),
    h("p.source", {}, button(T.sourcesAll(all.length), showSources, { class: "link", id: "sources-all" })),
    cited.length > 0 && h("p.source", {}, h("span", {}, `${T.citeMore(cited.length)} `, cited.slice(0, 12).map(({ document }, k) => [k > 0 && " \u00b7 ", outLink(document.url ?? "", bdi(short(document.publisher || titleOf(document), 24)))]))));
}

function sourceRow({ document, n, alone, read }, most) {
  const { id, url } = document;
  return h("div.source", { "data-document": id }, outLink(url ?? "", bdi(titleOf(document))), isUntitled(document) && h("span.quiet", {}, T.untitled), h("span.quiet", {}, [...signedWords(document), noAddressWords(document)].filter(Boolean).join(", ") || T.noAuthor),
    h("span.quiet", {}, n > 0 && h("span", { class: `source-bar w${Math.round((20 * n) / most)}` }), read ? T.restsOnIt(n, alone) : T.citedNotRead), document.retells && h("span.quiet", {}, retellsWords(document)));
}

// Which documents one retells, by their titles.
function retellsWords({ retells }) {
  const ids = retells.split(";");
  return T.retellsWhat(ids.map((id) => D.documents.find((one) => one.id === id)).map((one, k) => (one ? titleOf(one) : ids[k])));
}

/** All documents with what rests on them, in a dialog, those that have some words of the title, author or publisher. */
export function showSources() {
  const all = restingOn().sort((a, b) => b.n - a.n), most = Math.max(...all.map(({ n }) => n), 1);
  const words = all.map(({ document: { title, author, publisher, id } }) => foldText([title, author, publisher, id].join(" ")));
  const count = h("span.quiet", { role: "status" }), list = h("div", { id: "sources-list" });
  const fill = (asked) => {
    const sought = foldText(asked).split(" "), found = all.filter((_, k) => sought.every((word) => words[k].includes(word)));
    count.textContent = T.documentsFound(found.length);
    list.replaceChildren(...rowsOf(found, most));
  };
  openDialog(T.sourcesHead, h("p.sources-find", {}, h("input", { type: "text", id: "sources-find", "aria-label": T.findDocument, placeholder: T.findDocument, oninput: (event) => fill(event.target.value) }), count), list);
  fill("");
}

// A screenful at a time.
function rowsOf(found, most, from = 0) {
  const rows = found.slice(from, from + ROWS).map((one) => h("div", {}, sourceRow(one, most), one.n > 0 && button(T.onlyThisDocument, () => onlyDocument(one.document.id), { class: "small" }))), rest = found.length - from - ROWS;
  if (rest <= 0) return rows;
  const more = button(T.expand(rest), () => more.replaceWith(...rowsOf(found, most, from + ROWS)), { class: "more" });
  return [...rows, more];
}

function onlyDocument(id) {
  setHidden(D.documents.map((document) => `document:${document.id}`).filter((name) => name !== `document:${id}`), true);
  $("dialog").close();
  $("evidence").scrollTop = 0;
  fitMap({ animate: true });
}

/** The document that alone is in view; undefined: there are several, or there is but one. */
export function documentAlone() {
  if (D.documents.length < 2 || S.hide.size < D.documents.length - 1) return undefined;
  const seen = D.documents.filter(({ id }) => !S.hide.has(`document:${id}`));
  return seen.length === 1 ? seen[0] : undefined;
}
