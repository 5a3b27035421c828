// What is printed: a sheet of its own, made when the browser asks for one, in light colours whatever the screen shows.
import { whenWords } from "../core/days.js";
import { relationsInView } from "../core/links.js";
import { D, statusOf } from "../core/record.js";
import { membersOn } from "../core/members.js";
import { progress } from "../core/state.js";
import { TABLES } from "../core/tables.js";
import { citeLine, denialWords, documentLine, nameOf, sentence, voiceCells, wasDenied } from "../core/telling.js";
import { V } from "../core/view.js";
import { takeRest } from "../core/whole.js";
import { T } from "../core/words.js";
import { $, all } from "../canvas/element.js";
import { documentsOf, pictureCounts, svgText } from "../canvas/picture.js";
import { bdi, h } from "./dom.js";
import { readIslandNow } from "./islands.js";
import { buildTime, renderTime } from "./time.js";

const ROWS_AT_MOST = 3000;
const COLUMNS = ["date", "actor", "type", "recipient", "summary"];
/** So many of a side, and so many sources, are named on the first page; all sources stand at the end. */
const MEMBERS = 6, FOREMOST = 12;

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
    drawing(svgText({ bare: true }), "map"), h("p.members", {}, pictureCounts()), membersLine(), timeOnPaper(), disputesTable(relations), foremostSources(relations), relationsTable(relations), sourcesList(relations), h("p.cite", {}, citeLine())));
  document.body.classList.add("has-paper");
}

// Parsed as a drawing, not as markup of this page.
function drawing(text, name) {
  const found = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
  found.setAttribute("class", name);
  return found;
}

// On the plates' second lines are names as far as there is room: here those who do most of all who are counted for a side.
function membersLine() {
  const sides = V.shown.map((one) => [one, membersOn(one)]).filter(([, members]) => members.length);
  return sides.length > 0 && h("p.members", {}, `${T.countedFor} `, sides.map(([side, members], k) => [k > 0 && "; ", h("b", {}, bdi(nameOf(side))), " ", bdi([...members.slice(0, MEMBERS).map(nameOf), ...(members.length > MEMBERS ? [T.andOthers(members.length - MEMBERS)] : [])].join(", "))]), ".");
}

function timeOnPaper() {
  // printed before the chart was drawn
  if (!$("chart")) { buildTime(); renderTime(); }
  const chart = document.querySelector("#chart svg");
  if (!chart) return null;
  const copy = /** @type {Element} */ (chart.cloneNode(true));
  for (const size of ["width", "height"]) copy.removeAttribute(size);
  return h("section.when", {}, h("h2", {}, `${T.when}: ${$("range-words").textContent}`), h("div.chart", {}, copy), h("p", {}, all("#time-key p").map((one) => one.textContent).join(" ")));
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
  return h("section.relations", {}, h("h2", {}, `${T.relations}: ${T.counted(V.relations, D.relationCount)}`), h("p.members", {}, T.paperNote),
    table([...COLUMNS.map((one) => T.columns[one]), T.paperSays], kept.map((row) => [...COLUMNS.map((one) => row[one]), saidWords(row)])),
    rows.length > kept.length && h("p", {}, T.restInTable(rows.length - kept.length)));
}

// How sure it is, where it is not simply asserted, who says so, and who denies it or did until when.
function saidWords({ key: { relation }, status, says }) {
  const denied = denialWords(relation);
  return [statusOf(relation) === "asserted" ? says : [status, says].filter(Boolean).join(": "), denied].filter(Boolean).join(". ");
}

function foremostSources(relations) {
  const documents = documentsOf(relations), some = documents.slice(0, FOREMOST);
  // all of a few stand at the end alone
  return documents.length > FOREMOST && h("section.foremost", {}, h("h2", {}, `${T.pictureSources} (${documents.length.toLocaleString("en")})`),
    h("p.members", {}, some.map((one, k) => [k > 0 && "; ", bdi(documentLine(one))]), ". ", T.paperSources(documents.length - some.length)));
}

function sourcesList(relations) {
  const documents = documentsOf(relations);
  return documents.length > 0 && h("section", {}, h("h2", {}, T.pictureSources), h("ul", {}, documents.map((one) => h("li", {}, bdi(documentLine(one))))));
}
