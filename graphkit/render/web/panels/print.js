// What is printed: a sheet of its own, made when the browser asks for one, in light colours whatever the screen shows.
import { whenWords } from "../core/days.js";
import { relationsInView } from "../core/links.js";
import { D } from "../core/record.js";
import { membersOn } from "../core/members.js";
import { progress } from "../core/state.js";
import { TABLES } from "../core/tables.js";
import { citeLine, denialWords, documentLine, nameOf, sentence, voiceCells, wasDenied } from "../core/telling.js";
import { V } from "../core/view.js";
import { takeRest } from "../core/whole.js";
import { T } from "../core/words.js";
import { $, all } from "../canvas/element.js";
import { svgText } from "../canvas/picture.js";
import { bdi, h } from "./dom.js";
import { readIslandNow } from "./islands.js";

const ROWS_AT_MOST = 3000;
const COLUMNS = ["date", "actor", "type", "recipient", "summary", "status", "says", "denies"];

let theme = null;

export function watchPrint() {
  window.addEventListener("beforeprint", () => {
    // paper cannot be unfolded: what stands behind each relation is printed with it
    for (const details of all("#evidence details.sources")) details.open = true;
    makePaper();
  });
  window.addEventListener("afterprint", () => {
    $("paper")?.remove();
    document.body.classList.remove("has-paper");
    if (theme !== null) document.documentElement.dataset.theme = theme;
    theme = null;
  });
}

function makePaper() {
  if (!progress.started) return;
  // a page that is printed as soon as it is read has not yet read all of it
  if (!D.whole) takeRest(readIslandNow("graphkit-rest"));
  theme ??= document.documentElement.dataset.theme ?? "auto";
  document.documentElement.dataset.theme = "light";
  $("paper")?.remove();
  const relations = relationsInView();
  document.body.append(h("section", { id: "paper" }, h("h1", {}, bdi($("title").textContent)), h("p.deck", {}, bdi($("subtitle").textContent)),
    drawing(svgText({ bare: true }), "map"), membersLine(), timeOnPaper(), disputesTable(relations), relationsTable(relations), sourcesList(relations), h("p.cite", {}, citeLine())));
  document.body.classList.add("has-paper");
}

// Parsed as a drawing, not as markup of this page.
function drawing(text, name) {
  const found = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  found.setAttribute("class", name);
  return found;
}

// Names only are on the plates' second lines as far as there is room: here all who are counted for a side.
function membersLine() {
  const sides = V.shown.map((one) => [one, membersOn(one)]).filter(([, members]) => members.length);
  return sides.length > 0 && h("p.members", {}, `${T.countedFor} `, sides.map(([side, members], k) => [k > 0 && "; ", h("b", {}, bdi(nameOf(side))), " ", bdi(members.map(nameOf).join(", "))]), ".");
}

function timeOnPaper() {
  const chart = document.querySelector("#chart svg");
  if (!chart) return null;
  const copy = /** @type {Element} */ (chart.cloneNode(true));
  for (const size of ["width", "height"]) copy.removeAttribute(size);
  return h("section.when", {}, h("h2", {}, `${T.when}: ${$("range-words").textContent}`), h("div.chart", {}, copy), h("p", {}, $("time-key").innerText.replaceAll("\n", " ")));
}

function table(head, rows) {
  return h("table", {}, h("thead", {}, h("tr", {}, head.map((one) => h("th", { scope: "col" }, one)))), h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, bdi(String(cell ?? ""))))))));
}

function disputesTable(relations) {
  const some = relations.filter(wasDenied);
  return some.length > 0 && h("section", {}, h("h2", {}, T.whoDenies), table([T.when, T.columns.summary, T.columns.says, T.columns.denies],
    some.map((i) => [whenWords(i), sentence(i), voiceCells(i).join(", "), denialWords(i)])));
}

function relationsTable(relations) {
  const rows = TABLES.relations.rows(relations), kept = rows.slice(0, ROWS_AT_MOST);
  return h("section.relations", {}, h("h2", {}, `${T.relations}: ${T.counted(V.relations, D.relationCount)}`), table(COLUMNS.map((one) => T.columns[one]), kept.map((row) => COLUMNS.map((one) => row[one]))),
    rows.length > kept.length && h("p", {}, T.restInTable(rows.length - kept.length)));
}

function sourcesList(relations) {
  const seen = new Set(relations), told = new Set();
  D.evidence.document.forEach((document, row) => { if (seen.has(D.evidence.relation[row])) told.add(document); });
  const documents = D.documents.filter((_, k) => told.has(k));
  return documents.length > 0 && h("section", {}, h("h2", {}, T.pictureSources), h("ul", {}, documents.map((one) => h("li", {}, bdi(documentLine(one))))));
}
