// The same as a table: what a screen reader reads, what a spreadsheet takes.
const ROWS_AT_ONCE = 1000;
const dayText = (day) => (day === null ? "" : isoOf(day));
const sorting = { relations: ["date", 1], actors: ["relations", -1], links: ["relations", -1] };
let rowsShown = ROWS_AT_ONCE;

const TABLES = {
  relations: {
    columns: ["date", "actor", "type", "recipient", "summary", "status", "says", "denies", "documents", "id"],
    rows: () => relationsInView().map((i) => ({
      key: { relation: i }, order: { date: D.relations.since[i] ?? D.relations.until[i] ?? Infinity },
      date: hasRange() && !surelyInTime(i) ? T.mayLieOutside(whenWords(i)) : whenWords(i),
      actor: namesOf(ownArcs().actors[i]), type: toldType(i), type_code: D.types[D.relations.type[i]].name,
      recipient: namesOf(ownArcs().recipients[i]), summary: D.relations.summary[i],
      status: T.statuses[statusOf(i)], says: whoSays(i, SAYING).join("; "),
      denies: whoSays(i, ["denies"]).join("; "),
      documents: [...new Set(evidenceOf(i).map((row) => row.document?.title ?? row.document?.id ?? ""))].join("; "),
      id: D.relations.id[i],
      edtf: D.relations.date[i], first_day: dayText(D.relations.since[i]), last_day: dayText(D.relations.until[i]),
      surely_in_range: hasRange() ? (surelyInTime(i) ? T.yes : T.no) : "",
      mutual: D.relations.mutual[i] ? T.yes : T.no, answers: D.relations.responds_to[i].map((one) => D.relations.id[one]).join("; "),
      sources: [...new Set(evidenceOf(i).map(placeWords))].join("; "),
      evidence: [...new Set(evidenceOf(i).map(sayingWords))].join(" | "),
      place: D.relations.place[i], amount: D.relations.amount[i] ?? "", unit: D.relations.unit[i],
    })),
    file: ["id", "edtf", "first_day", "last_day", "surely_in_range", "actor", "type", "type_code", "recipient", "mutual", "place", "amount", "unit", "summary", "status", "says", "denies", "answers", "sources", "evidence"],
  },
  actors: {
    columns: ["name", "kind", "relations", "id"],
    rows: () => V.shown.map((actor) => ({
      key: { actor }, name: D.actors.name[actor], kind: T.kinds[D.kinds[D.actors.kind[actor]]] ?? T.group,
      relations: V.involvement[actor], id: D.actors.id[actor],
    })),
  },
  links: {
    columns: ["first", "second", "relations", "cooperation", "conflict", "ties", "soft"],
    rows: () => V.pairs.map((p) => ({
      key: { link: [arcs().pairA[p], arcs().pairB[p]] },
      first: D.actors.name[arcs().pairA[p]], second: D.actors.name[arcs().pairB[p]], relations: V.stats.n[p],
      cooperation: V.stats.coop[p], conflict: V.stats.conf[p], ties: V.stats.ties[p], soft: V.stats.n[p] - V.stats.firm[p],
    })),
  },
};

// What was done, and first of all whether it was done: in a file as on the page.
const toldType = (i) => `${hedgeOf(i)}${typeWords(i)}${D.relations.mutual[i] ? ` ${T.eachOther}` : ""}`;

// Where a relation is written: document and paragraph, and whether that only retells others.
function placeWords(row) {
  const words = [row.document?.title ?? row.document?.id, spotWords(row)].filter(Boolean).join(", ");
  return row.document?.retells ? `${words} ${T.retellingMark}` : words;
}

// Who says it or denies it, and where: the same speaker may do so in several places.
function sayingWords(row) {
  const via = row.via === "" ? "" : T.via(nameOf(row.via));
  return `${T.stances[row.stance]} ${speakerOf(row)}${via}: ${placeWords(row)}`;
}

function tableRows() {
  const [column, way] = sorting[S.table], rows = TABLES[S.table].rows();
  const value = (row) => row.order?.[column] ?? row[column];
  return rows.map((row, k) => [row, k]).sort(([a, i], [b, j]) => {
    const x = value(a), y = value(b);
    const least = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
    return least && !Number.isNaN(least) ? least * way : i - j;
  }).map(([row]) => row);
}

function openTable(which) {
  rowsShown = ROWS_AT_ONCE;
  const focus = Boolean(which) !== Boolean(S.table);
  update({ table: which });
  if (focus) (which ? $("table") : $("canvas")).focus({ preventScroll: true });
}

function renderTable() {
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
    h("span.quiet", { role: "status" }, T.tableRows(Math.min(rowsShown, rows.length), rows.length)),
    button(T.tableCopy, (event) => copyText(csvOf(columns, tableRows(), "\t"), event.target), { id: "table-copy" }),
    button(T.tableCsv, () => saveText(csvOf(TABLES[S.table].file ?? columns, tableRows()), `${fileStem()}-${S.table}.csv`, "text/csv"), { id: "table-csv" }),
    button(T.tableClose, () => openTable(""), { id: "table-close" })),
    h("div.scroll", {}, h("table", {},
      h("caption.unseen", {}, `${D.meta.title}: ${tabs.find(([key]) => key === S.table)[1]}`),
      h("thead", {}, h("tr", {}, head)),
      h("tbody", {}, rows.slice(0, rowsShown).map((row) => tableRow(row, columns)))),
    rows.length > rowsShown && button(T.tableMore, () => { rowsShown += ROWS_AT_ONCE; renderTable(); }, { class: "more" })));
}

function tableRow(row, columns) {
  const chosen = JSON.stringify(row.key) === JSON.stringify(S.select);
  const choose = () => update({ ...closedModes(), select: row.key, focus: 0 });
  return h("tr", { class: chosen ? "chosen" : null, "aria-selected": String(chosen), onclick: choose },
    columns.map((column, k) => h(k ? "td" : "th", { scope: k ? null : "row", class: typeof row[column] === "number" ? "num" : null },
      k ? bdi(String(row[column])) : h("button.link", { type: "button" }, bdi(String(row[column]))))));
}

function sortTable(column) {
  const [now, way] = sorting[S.table];
  sorting[S.table] = [column, now === column ? -way : typeof TABLES[S.table].rows()[0]?.[column] === "number" ? -1 : 1];
  renderTable();
  [...document.querySelectorAll("#table .sort")].find((one) => one.textContent === T.columns[column])?.focus();
}

// A cell that a spreadsheet would take for a formula is kept from being one.
function csvOf(columns, rows, separator = ",") {
  const cell = (value) => {
    let text = String(value ?? "");
    if (typeof value !== "number" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /["\n\r\t;,]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((line) => line.map(cell).join(separator)).join("\r\n") + "\r\n";
}
