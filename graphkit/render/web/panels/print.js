// What is printed: a sheet of its own, made when the browser asks for one, in light colours whatever the screen shows.
import { answersOpen, answersTold } from "../core/answers.js";
import { countWords, viewOfAll } from "../core/counting.js";
import { byDate, whenWords } from "../core/days.js";
import { hasRange } from "../core/filters.js";
import { doneBetween, doneFor, relationsBetween, relationsInView, relationsOf } from "../core/links.js";
import { D, statusOf } from "../core/record.js";
import { membersOn } from "../core/members.js";
import { S, progress } from "../core/state.js";
import { TABLES } from "../core/tables.js";
import { citeLine, denialWords, documentLine, nameOf, sentence, sourceWords, titleOf, voiceCells, wasDenied } from "../core/telling.js";
import { V } from "../core/view.js";
import { takeRest } from "../core/whole.js";
import { T } from "../core/words.js";
import { $, all } from "../canvas/element.js";
import { documentsOf, pictureCounts, svgText } from "../canvas/picture.js";
import { CARDS_AT_ONCE } from "./cards.js";
import { bdi, h } from "./dom.js";
import { readIslandNow } from "./islands.js";
import { ladderEnds } from "./ladder.js";
import { documentAlone } from "./sources.js";
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
    document.body.classList.remove("has-paper", "paper-panel");
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
  const chosen = chosenOnPaper(), parts = chosen ? chosenParts(chosen) : wholeParts(relationsInView());
  document.body.append(h("section", { id: "paper" }, h("h1", {}, bdi(chosen?.title ?? $("title").textContent)), parts, h("p.cite", {}, citeLine())));
  document.body.classList.add("has-paper");
  document.body.classList.toggle("paper-panel", Boolean(chosen?.panel));
}

const deck = () => h("p.deck", {}, bdi($("subtitle").textContent));

const wholeParts = (relations) => [deck(), leftOff(relations, false), drawing(svgText({ bare: true }), "map"), h("p.members", {}, pictureCounts()), membersLine(), timeOnPaper(), disputesTable(relations),
  foremostSources(relations), relationsTable(relations), sourcesList(relations)];

/**
 * What is open is printed alone: its cards where they are few, else its relations as a table. Null: nothing is open.
 * @returns {{ title: string, relations: number[], panel: boolean } | null}
 */
function chosenOnPaper() {
  const { select, mode } = S, document = documentAlone(), all = relationsInView();
  const made = (title, relations, panel = relations.length <= CARDS_AT_ONCE) => ({ title, relations, panel });
  if (mode === "path") return made($("title").textContent, [], true);
  if (answersOpen()) return made(`${T.answersProvoked}: ${sentence(Number(S.answers))}`, answersTold());
  if (mode) return null;
  if (select?.relation !== undefined) return made(sentence(select.relation), [select.relation]);
  if (select?.link) return made(ladderEnds() ? $("title").textContent : select.link.map(nameOf).join(" \u2013 "), [...new Set([...relationsBetween(...select.link), ...doneBetween(...select.link)])].sort(byDate));
  if (select?.actor !== undefined) return made(nameOf(select.actor), [...new Set([...relationsOf(select.actor), ...doneFor(select.actor)])].sort(byDate));
  return document && !S.line ? made(titleOf(document), all, false) : null;
}

function chosenParts({ relations, panel }) {
  const said = hasRange() || S.asof !== null || ladderEnds() ? deck() : null;
  return [said, leftOff(relations, true), !panel && [disputesTable(relations), relationsTable(relations, true), sourcesList(relations)]];
}

// On the first page: what is printed, and what is not.
function leftOff(relations, chosen) {
  const inView = V.relations - relations.length, filtered = D.relationCount - V.relations;
  if (!chosen) return filtered > 0 && h("p.left-off", {}, T.paperFiltered(filtered));
  return h("p.left-off", {}, T.paperChosen(relations.length, Math.max(inView, 0), filtered));
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

function relationsTable(relations, chosen = false) {
  const rows = TABLES.relations.rows(relations), kept = rows.slice(0, ROWS_AT_MOST);
  return h("section.relations", {}, h("h2", {}, `${T.relations}: ${chosen ? countWords(relations) : viewOfAll()}`), h("p.members", {}, T.paperNote),
    table([...COLUMNS.map((one) => T.columns[one]), T.paperSays], kept.map((row) => [...COLUMNS.map((one) => row[one]), chosen ? `${saidWords(row)}. ${sourceWords(row.key.relation)}` : saidWords(row)])),
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
