// The table: what a screen reader reads, sorted as it is asked for.
import { inView } from "../core/counting.js";
import { hasRange } from "../core/filters.js";
import { D } from "../core/record.js";
import { closedModes } from "../core/select.js";
import { S, update } from "../core/state.js";
import { TABLES, csvOf } from "../core/tables.js";
import { documentCell, evidenceOf, safeUrl, titleOf } from "../core/telling.js";
import { T } from "../core/words.js";
import { $, all } from "../canvas/element.js";
import { bdi, button, clear, copyText, h, outLink } from "./dom.js";
import { fileStem, saveText } from "./export.js";

/** So few columns fit on a phone without being moved sideways. */
const FEW = 8;
const ROWS_AT_ONCE = 1000;
const sorting = { relations: ["date", 1], actors: ["relations", -1], links: ["relations", -1] };
let rowsShown = ROWS_AT_ONCE;

function tableRows() {
  const [column, way] = sorting[S.table], rows = TABLES[S.table].rows();
  const value = (row) => row.order?.[column] ?? row[column];
  return rows.map((row, k) => [row, k]).sort(([a, i], [b, j]) => {
    const x = value(a), y = value(b);
    const least = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
    return least && !Number.isNaN(least) ? least * way : i - j;
  }).map(([row]) => row);
}

export function openTable(which) {
  rowsShown = ROWS_AT_ONCE;
  const focus = Boolean(which) !== Boolean(S.table);
  update({ table: which });
  if (focus) (which ? $("table") : $("canvas")).focus({ preventScroll: true });
}

export function renderTable() {
  if (!D.whole) return undefined;
  const box = $("table");
  box.hidden = !S.table;
  document.body.classList.toggle("has-table", Boolean(S.table));
  $("table-button")?.setAttribute("aria-pressed", String(Boolean(S.table)));
  if (!S.table) return clear(box);
  const rows = tableRows(), { columns } = TABLES[S.table], [sorted, way] = sorting[S.table];
  const tabs = [["relations", T.tableRelations], ["actors", T.tableActors], ["links", T.tableLinks]];
  const head = columns.map((column) => h("th", {
    scope: "col", "aria-sort": column === sorted ? (way > 0 ? "ascending" : "descending") : null,
  }, button(T.columns[column], () => sortTable(column), { class: "sort" })));
  return clear(box,
    h("div.table-head", {}, h("div", { role: "group", "aria-label": T.table }, tabs.map(([key, label]) =>
      button(label, () => openTable(key), { "aria-pressed": String(S.table === key) }))),
    h("span.quiet", { role: "status" }, T.tableRows(Math.min(rowsShown, rows.length), rows.length, S.table === "relations" && hasRange() ? T.inTime(inView().sure, inView().open) : "")),
    button(T.tableCopy, (event) => copyText(csvOf(columns, tableRows(), "\t"), event.target), { id: "table-copy" }),
    button(T.tableCsv, () => saveText(csvOf(TABLES[S.table].file ?? columns, tableRows()), `${fileStem()}-${S.table}.csv`, "text/csv"), { id: "table-csv" }),
    button(T.tableClose, () => openTable(""), { id: "table-close" })),
    h("div.scroll", {}, h("table", { class: columns.length > FEW ? null : "few" },
      h("caption.unseen", {}, `${D.meta.title}: ${tabs.find(([key]) => key === S.table)[1]}`),
      h("thead", {}, h("tr", {}, head)),
      h("tbody", {}, rows.slice(0, rowsShown).map((row) => tableRow(row, columns)))),
    rows.length > rowsShown && button(T.tableMore, () => { rowsShown += ROWS_AT_ONCE; renderTable(); }, { class: "more" })));
}

function tableRow(row, columns) {
  const chosen = JSON.stringify(row.key) === JSON.stringify(S.select);
  const choose = (event) => !event.target.closest("a") && keepingPlace(event.currentTarget, () => update({ ...closedModes(), select: row.key, focus: 0 }));
  return h("tr", { class: chosen ? "chosen" : null, "aria-selected": String(chosen), onclick: choose },
    columns.map((column, k) => h(k ? "td" : "th", { scope: k ? null : "row", class: typeof row[column] === "number" ? "num" : null },
      k ? column === "documents" ? documentLinks(row) : bdi(String(row[column])) : h("button.link", { type: "button" }, bdi(String(row[column]))))));
}

// What is above the table may need more lines beside a card: the row that was chosen stays under the pointer.
/** @param {Element} row @param {() => void} action */
function keepingPlace(row, action) {
  const { top } = row.getBoundingClientRect();
  action();
  const now = $("table").querySelector("tr.chosen"), box = now?.closest(".scroll");
  if (now && box) box.scrollTop += now.getBoundingClientRect().top - top;
}

// Each document opens where it is written; of one that nobody can open the rest is told where it is pointed at, and in the card.
function documentLinks({ key, documents }) {
  const seen = key.relation === undefined ? [] : [...new Set(evidenceOf(key.relation).map((row) => row.document).filter(Boolean))];
  return seen.length ? seen.map((one, k) => [k > 0 && "; ", outLink(one.url ?? "", h("bdi", { title: safeUrl(one.url ?? "") ? null : documentCell(one) }, titleOf(one)))]) : bdi(String(documents));
}

function sortTable(column) {
  const [now, way] = sorting[S.table];
  sorting[S.table] = [column, now === column ? -way : typeof TABLES[S.table].rows()[0]?.[column] === "number" ? -1 : 1];
  renderTable();
  all("#table .sort").find((one) => one.textContent === T.columns[column])?.focus();
}
