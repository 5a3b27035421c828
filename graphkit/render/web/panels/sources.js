// The documents: what rests on each, which retell others, and which they cite.
import { dateWords } from "../core/days.js";
import { D } from "../core/record.js";
import { setHidden } from "../core/select.js";
import { isUntitled, titleOf } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, short } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { bdi, button, h, openDialog, outLink } from "./dom.js";

const FIRST = 2;

/** How many relations in view each document speaks of. */
function restingOn() {
  const found = D.documents.map(() => new Set());
  D.evidence.document.forEach((document, row) => {
    const relation = D.evidence.relation[row];
    if (document >= 0 && !V.pass[relation]) found[document].add(relation);
  });
  return found.map((set) => set.size);
}

export function sourcesSection() {
  const counts = restingOn(), read = new Set(D.evidence.document), most = Math.max(...counts, 1);
  const own = D.documents.map((document, k) => ({ document, n: counts[k], k })).filter(({ k }) => read.has(k)).sort((a, b) => b.n - a.n);
  const cited = D.documents.filter((_, k) => !read.has(k));
  if (!own.length && !cited.length) return null;
  return h("section", { id: "sources" }, h("h3", {}, T.sourcesHead), own.slice(0, FIRST).map((one) => sourceRow(one, most)),
    h("p.source", {}, button(T.sourcesAll(own.length + cited.length), showSources, { class: "link", id: "sources-all" })),
    cited.length > 0 && h("p.source", {}, h("span", {}, `${T.citeMore(cited.length)} `, cited.slice(0, 12).map((document, k) => [k > 0 && " \u00b7 ", outLink(document.url ?? "", bdi(short(document.publisher || titleOf(document), 24)))]))));
}

function sourceRow({ document, n }, most) {
  const { id, author, publisher, date, url, retells } = document;
  return h("div.source", { "data-document": id }, outLink(url ?? "", bdi(titleOf(document))), isUntitled(document) && h("span.quiet", {}, T.untitled), h("span.quiet", {}, [author, publisher, date && dateWords(date)].filter(Boolean).join(", ") || T.noAuthor),
    h("span.quiet", {}, h("span", { class: `source-bar w${Math.round((20 * n) / most)}` }), T.relationsOf(n), retells ? ` \u00b7 ${T.retelling}` : ""));
}

/** All documents with what rests on them, in a dialog. */
export function showSources() {
  const counts = restingOn(), most = Math.max(...counts, 1);
  const rows = D.documents.map((document, k) => ({ document, n: counts[k] })).sort((a, b) => b.n - a.n);
  openDialog(T.sourcesHead, rows.map((one) => h("div", {}, sourceRow(one, most), one.n > 0 && button(T.onlyThisDocument, () => onlyDocument(one.document.id), { class: "small" }))));
}

function onlyDocument(id) {
  setHidden(D.documents.map((document) => `document:${document.id}`).filter((name) => name !== `document:${id}`), true);
  $("dialog").close();
}
