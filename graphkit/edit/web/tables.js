// The five tables, each a grid of which only the rows in sight are drawn. What is edited is the same commands as the reader's.
import { did, relation, who, whoIsKnown } from "./ask.js";
import { command } from "./actions.js";
import { halfCell, halfRow, placeOfRow } from "./cells.js";
import { by, button, choice, complain, labelled, make, many, plain, refill, say } from "./dom.js";
import { finder } from "./finder.js";
import { get } from "./net.js";
import { on, set, state } from "./store.js";

const HEIGHT = 28, PAGE = 200, AROUND = 12;
const asked = { name: "relations", sort: "", descending: false, filter: "" };
/** @type {string[]} */ let columns = [];
/** @type {Map<number, any>} the rows that are known, by their place */ let rows = new Map();
let total = 0, turn = 0, editing = false;
const at = { row: 0, column: 0 };
/** @type {Map<number, Promise<void>>} the pages that are asked for */ let loading = new Map();

const grid = () => /** @type {HTMLElement} */ (by("grid"));

/** Read the table anew, from its first rows or those in sight. @param {boolean} keep */
async function read(keep) {
  if (state.view !== "tables") return;
  turn += 1;
  loading = new Map();
  const old = rows;
  rows = new Map();
  if (!keep) { at.row = 0; at.column = 0; grid().scrollTop = 0; grid().scrollLeft = 0; }
  try {
    await load(Math.floor(Math.max(0, firstRow()) / PAGE) * PAGE);
  } catch (error) { rows = old; complain(error); }
}

/** @param {number} offset */
function load(offset) {
  if (!loading.has(offset)) loading.set(offset, fetched(offset));
  return /** @type {Promise<void>} */ (loading.get(offset));
}

/** @param {number} offset */
async function fetched(offset) {
  const mine = turn;
  const found = await get(`/api/table/${asked.name}`, { offset, count: PAGE, sort: asked.sort, descending: asked.descending ? 1 : "", filter: asked.filter });
  if (mine !== turn) return;
  columns = found.columns;
  total = found.total;
  found.rows.forEach((row, place) => rows.set(found.offset + place, row));
  by("table-problem").textContent = plain(found.problem);
  draw();
}

const firstRow = () => Math.max(0, Math.floor(grid().scrollTop / HEIGHT) - AROUND);

function draw() {
  if (editing) return;                                    // what is being written in a cell stays; its end draws anew
  const focused = grid().contains(document.activeElement);
  const heads = () => /** @type {HTMLElement[]} */ ([...grid().querySelectorAll(".head button")]);
  const sorting = heads().indexOf(/** @type {any} */ (document.activeElement));
  const first = firstRow(), last = Math.min(total, first + Math.ceil(grid().clientHeight / HEIGHT) + 2 * AROUND);
  const head = make("div", { role: "row", class: "head", "aria-rowindex": 1 }, ...columns.map((column) => make("div", {
    role: "columnheader", "aria-sort": asked.sort === column ? (asked.descending ? "descending" : "ascending") : "none" },
  button(column, () => sortBy(column)))));
  const space = make("div", { class: "space", role: "presentation" });
  space.style.height = `${total * HEIGHT}px`;
  for (let place = first; place < last; place += 1) {
    if (!rows.has(place)) { load(Math.floor(place / PAGE) * PAGE).catch(complain); continue; }
    space.append(drawRow(place, rows.get(place)));
  }
  grid().style.setProperty("--columns", String(columns.length));
  grid().setAttribute("aria-rowcount", String(total + 1));
  grid().setAttribute("aria-colcount", String(columns.length));
  grid().replaceChildren(head, space);
  by("table-count").textContent = many(total, "row");
  if (focused) ((sorting >= 0 ? heads()[sorting] : current()) ?? grid()).focus({ preventScroll: true });
}

/** @param {number} place @param {any} row */
function drawRow(place, row) {
  const line = make("div", { role: "row", "aria-rowindex": place + 2 }, ...columns.map((column, number) => {
    const problem = row.findings.filter((one) => one.column === column).map((one) => one.message).join(" ");
    const here = place === at.row && number === at.column;
    const cell = make("div", { role: "gridcell", tabindex: here ? 0 : -1, "data-row": place, "data-column": number,
      "aria-invalid": Boolean(problem) && "true", title: problem ? plain(problem) : plain(row.cells[column] ?? "") }, plain(row.cells[column] ?? ""));
    return cell;
  }));
  const whole = row.findings.filter((one) => !one.column).map((one) => one.message).join(" ");
  if (whole) { line.classList.add("faulty"); line.title = plain(whole); }
  line.style.transform = `translateY(${place * HEIGHT}px)`;
  return line;
}

const current = () => /** @type {HTMLElement | null} */ (grid().querySelector(`[data-row="${at.row}"][data-column="${at.column}"]`));

/** @param {number} row @param {number} column */
function go(row, column) {
  if (!total) return;
  at.row = Math.min(Math.max(row, 0), total - 1);
  at.column = Math.min(Math.max(column, 0), columns.length - 1);
  const top = at.row * HEIGHT, view = grid();
  if (top < view.scrollTop) view.scrollTop = top;
  else if (top + 2 * HEIGHT > view.scrollTop + view.clientHeight) view.scrollTop = top + 2 * HEIGHT - view.clientHeight;
  draw();
  bring(current());
  (current() ?? grid()).focus({ preventScroll: true });   // a row that is not read yet takes the focus when it is drawn
  const problem = rows.get(at.row)?.findings.filter((one) => !one.column || one.column === columns[at.column]).map((one) => one.message).join(" ");
  if (problem) say(problem, "bad");
}

/** Bring the column of a cell into sight. @param {HTMLElement | null} cell */
function bring(cell) {
  if (!cell) return;
  const view = grid(), inner = view.getBoundingClientRect(), outer = cell.getBoundingClientRect();
  const left = inner.left + view.clientLeft, right = left + view.clientWidth;
  if (outer.left < left || outer.width > view.clientWidth) view.scrollLeft += outer.left - left;
  else if (outer.right > right) view.scrollLeft += outer.right - right;
}

/** @param {string} column */
function sortBy(column) {
  asked.descending = asked.sort === column && !asked.descending;
  asked.sort = column;
  read(false);
}

/** Write in the cell of the cursor. @param {string} [first] what was typed @param {string} [name] under which that was kept */
function edit(first, name) {
  const cell = current(), row = rows.get(at.row);
  if (!cell || !row || editing) return;
  const column = columns[at.column], before = row.cells[column] ?? "", half = halfCell(asked.name, row, column, name);
  const input = make("input", { value: first ?? before, "aria-label": column });
  editing = true;
  cell.replaceChildren(input);
  input.focus();
  if (first === undefined) input.select();
  else half.keep(first);
  /** @param {boolean} keep @param {[number, number]} [step] */
  const end = async (keep, step) => {
    if (!editing) return;
    editing = false;
    const { value } = input;
    if (step) go(at.row + step[0], at.column + step[1]);
    else draw();
    if (!keep || value === before || await change({ kind: "cell", table: asked.name, row: row.row, column, value, before })) half.drop();
  };
  input.addEventListener("input", () => half.keep(input.value));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); end(true, [1, 0]); }
    if (event.key === "Tab") { event.preventDefault(); end(true, [0, event.shiftKey ? -1 : 1]); }
    if (event.key === "Escape") { event.preventDefault(); end(false, [0, 0]); }
  });
  input.addEventListener("blur", () => { if (document.activeElement !== input) end(true); });   // not where the whole window is left
}

/** Whether a change was kept. @param {any} body */
async function change(body) {
  try {
    await command({ ...body, ...(ahead.length ? { ahead } : {}) });
    return true;
  } catch (error) { meant(error, body); complain(error); read(true); return false; }
}

/** Dates to come of which was said that they are: once more they are meant so. @type {string[]} */
const ahead = [];

/** @param {any} error @param {any} body */
function meant(error, body) {
  if (error.code !== "ahead") return;
  const dates = [body.value, body.cells?.date, ...[body.cells].flat().map((one) => one?.value), ...(body.add ?? []).map((one) => one.date)];
  for (const date of dates) if (date && error.message.includes(date)) ahead.push(date);
}

/** @param {KeyboardEvent} event */
function keys(event) {
  if (editing || !(/** @type {HTMLElement} */ (event.target).closest("[role=gridcell]"))) return;
  const page = Math.max(1, Math.floor(grid().clientHeight / HEIGHT) - 2);
  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [page, 0], PageUp: [-page, 0] };
  const plainKey = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (steps[event.key] && plainKey) { event.preventDefault(); go(at.row + steps[event.key][0], at.column + steps[event.key][1]); }
  else if (event.key === "Home") { event.preventDefault(); go(event.ctrlKey ? 0 : at.row, 0); }
  else if (event.key === "End") { event.preventDefault(); go(event.ctrlKey ? total - 1 : at.row, columns.length - 1); }
  else if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); edit(); }
  else if (event.key === "Escape") { event.preventDefault(); /** @type {any} */ (by("table-tabs").querySelector("[aria-selected=true]"))?.focus(); }
  else if (event.key === "Delete" && event.ctrlKey) { event.preventDefault(); removeRow(); }
  else if (event.key === "Delete") { event.preventDefault(); clear(); }
  else if (event.key.length === 1 && plainKey) { event.preventDefault(); edit(event.key); }
}

function clear() {
  const row = rows.get(at.row), column = columns[at.column];
  if (row?.cells[column]) change({ kind: "cell", table: asked.name, row: row.row, column, value: "", before: row.cells[column] });
}

function removeRow() {
  const row = rows.get(at.row);
  if (row) change({ kind: "delete", table: asked.name, rows: [row.row] });
}

/** Put a rectangle that was copied in a spreadsheet where the cursor is. @param {ClipboardEvent} event */
async function paste(event) {
  if (editing || !current()) return;
  event.preventDefault();
  const lines = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const cells = [], add = [], mine = turn;
  let wide = 0;
  try {
    const last = Math.min(at.row + lines.length, total) - 1;
    for (let page = Math.floor(at.row / PAGE); page <= Math.floor(last / PAGE); page += 1) await load(page * PAGE);
  } catch (error) { complain(error); return; }
  if (mine !== turn) { say("the table has changed meanwhile: paste again", "bad"); return; }
  lines.forEach((line, down) => {
    const row = at.row + down < total ? rows.get(at.row + down) : null;
    const fresh = {};
    line.forEach((value, right) => {
      const column = columns[at.column + right];
      if (!column) { wide += 1; return; }
      if (row) cells.push({ row: row.row, column, value, before: row.cells[column] ?? "" });
      else fresh[column] = value;
    });
    if (!row) add.push(fresh);
  });
  if (wide) { say(`the copied cells reach ${wide} cells past the last column: nothing was pasted`, "bad"); return; }
  change({ kind: "cells", table: asked.name, cells, ...(add.length ? { add } : {}) });
}

/** The columns of which a row names somebody, and those of a fixed choice. */
const PEOPLE = ["actor", "recipient", "organisation", "speaker", "via"], LISTED = { kind: "kinds", role: "roles", stance: "stances" };

/** What a new row says before anything is written. @type {Record<string, Record<string, any>>} */
const BEGUN = { relations: { mutual: "false" }, evidence: { stance: "asserts", origin: "curated" } };

/** How a cell of a new row reads. @param {any} cell */
const readable = (cell) => [cell ?? ""].flat().map((one) => one.name ?? one.new?.name ?? one.id ?? one).join(", ");

/** What one cell of a new row is written in: a finder where it names what is there, a choice, or letters.
 * @param {string} column @param {Record<string, any>} cells @param {() => void} changed */
function fieldOf(column, cells, changed) {
  const { name } = asked, put = (value) => { if (value === "") delete cells[column]; else cells[column] = value; changed(); };
  /** @param {string} hint @param {(words: string) => Promise<import("./finder.js").Found[]>} ask @param {(value: any) => [any, string]} read */
  const found = (hint, ask, read) => {
    let shown_ = readable(cells[column]);
    const field = finder({ label: column, name: `new-${column}`, hint, ask, text: () => shown_, cleared: () => { shown_ = ""; put(""); },
      taken: (value) => { if (value) { const [cell, words] = read(value); put(cell); shown_ = words; } field.show(); } });
    return field.box;
  };
  if (PEOPLE.includes(column)) return found("a name", who(() => ({})), (value) => [[value].flat(), [value].flat().map((one) => one.name).join(", ")]);
  if (["relation", "responds_to"].includes(column)) return found("words of a relation", relation({ for: "any" }), (one) => [one.relation, one.title]);
  if (column === "type") return found("a verb or type", did, (act) => { cells.mode = act.mode; if (!act.mode) delete cells.mode; return [act.type, act.label]; });
  if (["document", "retells"].includes(column)) return found("words of a title", titled, (one) => [one.id, one.title]);
  const id = `new-${column}`, listed = name === "documents" && column === "kind" ? "document_kinds" : LISTED[column];
  const all = listed ? state.info?.vocabulary[listed] : column === "mutual" ? ["false", "true"] : null;
  const input = all ? choice(id, ["", ...all], cells[column])
    : make("input", { id, value: cells[column] ?? "", autocomplete: "off", placeholder: column === "id" ? "made, where it is left blank" : "" });
  input.addEventListener("input", () => put(input.value));
  return labelled(column, input);
}

/** Documents by the words of their titles. @param {string} words */
const titled = async (words) => (state.info?.documents ?? []).filter((one) => one.listed && one.title.toLowerCase().includes(words.trim().toLowerCase()))
  .slice(0, 12).map((one) => ({ text: one.title || one.id, note: [one.date, one.publisher].filter(Boolean).join(" \u00b7 "), value: one }));

/** A form for a new row; who and what it names is found by words, and an id that is left blank is made.
 * @param {Record<string, any>} [begun] what was written of it before @param {string} [name_] under which that was kept */
function addRow(begun, name_) {
  const cells = { ...BEGUN[asked.name], ...begun }, half = halfRow(asked.name, cells, name_);
  const about = columns.filter((column) => !(asked.name === "relations" && column === "mode"));
  const dialog = make("dialog", { "aria-label": `New row of ${asked.name}.csv` }, make("h2", {}, `New row of ${asked.name}.csv`),
    make("div", { class: "parts" }, ...about.map((column) => fieldOf(column, cells, half.keep))));
  const keep = async () => {
    try { await command({ kind: "add", table: asked.name, cells, ...(ahead.length ? { ahead } : {}) }); dialog.close(); } catch (error) { meant(error, { cells }); complain(error); problem.textContent = plain(/** @type {any} */ (error).message); }
  };
  const problem = make("p", { class: "bad", role: "alert" });
  dialog.append(problem, make("p", { class: "buttons" }, button("Keep", keep), button("Leave", () => dialog.close())));
  dialog.addEventListener("close", half.drop);
  shown(dialog);
}

/** Open again what was left half written. @param {string} id under which it is kept @param {any} draft */
export async function resume(id, { cell, row }) {
  const { table } = cell ?? row, place = cell ? await placeOfRow(cell) : null;
  if (cell && place === null) { say("the row in which that was being written is not there any more as it was: copy the words from here, then drop them", "bad"); return; }
  Object.assign(asked, { name: table, sort: "", descending: false, filter: "" });
  by("table-filter").value = "";
  set({ view: "tables" });
  drawTabs();
  await read(false);
  if (row) { addRow(row.cells, id); return; }
  await load(Math.floor(place / PAGE) * PAGE);
  go(place, columns.indexOf(cell.column));
  edit(cell.value, id);
}

/** @param {any} dialog */
function shown(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Two actors become one, after it was said what that changes. */
function mergeActor() {
  const row = rows.get(at.row);
  if (asked.name !== "actors" || !row?.cells.id) { say("choose the actor that is to go in the table of actors first", "bad"); return; }
  const go_ = row.cells.id;
  let stay = "";
  const told = make("p", { role: "alert" });
  const sure = button("Merge", async () => {
    try { await command({ kind: "merge", stay, go: go_, sure: true }); dialog.close(); } catch (error) { complain(error); told.textContent = plain(/** @type {any} */ (error).message); }
  }, { disabled: true });
  const field = finder({
    label: `${row.cells.name} becomes`, name: "stay", hint: "the actor that stays", ask: async (words) => (await whoIsKnown(words)).filter((one) => one.value.id !== go_),
    text: () => stay,
    taken: async (party) => {
      if (!party) return;
      stay = party.id;
      field.show();
      try { told.textContent = plain((await command({ kind: "merge", stay, go: go_, sure: false })).sentence); sure.disabled = false; sure.focus(); }
      catch (error) { told.textContent = plain(/** @type {any} */ (error).message); sure.disabled = true; }
    },
  });
  const dialog = make("dialog", { "aria-label": "Merge two actors" }, make("h2", {}, "Merge two actors"), field.box, told,
    make("p", { class: "buttons" }, sure, button("Leave", () => dialog.close())));
  shown(dialog);
  field.focus();
}

function drawTabs() {
  refill(by("table-tabs"), ...(state.info?.tables ?? []).map((one) => button(
    `${one.name} ${one.rows}${one.findings ? ` (${many(one.findings, "finding")})` : ""}`, () => { Object.assign(asked, { name: one.name, sort: "", filter: "" }); by("table-filter").value = ""; drawTabs(); read(false); },
    { role: "tab", "aria-selected": String(one.name === asked.name), tabindex: one.name === asked.name ? 0 : -1 })));
  by("merge").hidden = asked.name !== "actors";
}

/** Begin. */
export function start() {
  on(["info"], drawTabs);
  drawTabs();
  on(["view"], () => read(true));
  on(["revision"], () => read(true));
  grid().addEventListener("scroll", () => { if (!editing) draw(); });
  grid().addEventListener("keydown", keys);
  grid().addEventListener("paste", paste);
  grid().addEventListener("click", (event) => {
    const cell = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[role=gridcell]"));
    if (cell && !editing && rows.size) go(Number(cell.dataset.row), Number(cell.dataset.column));
  });
  grid().addEventListener("dblclick", () => edit());
  let timer = 0;
  const sift = () => {
    clearTimeout(timer);
    const words = by("table-filter").value;
    if (words === asked.filter) return;                   // another table, or nothing new
    asked.filter = words;
    read(false);
  };
  by("table-filter").addEventListener("input", () => { clearTimeout(timer); timer = window.setTimeout(sift, 120); });
  by("table-filter").addEventListener("change", sift);    // who goes on to the rows sees those that are asked for
  by("table-tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...by("table-tabs").children];
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    next.click();
    by("table-tabs").querySelector("[aria-selected=true]").focus();
  });
  by("add-row").addEventListener("click", () => addRow());
  by("delete-row").addEventListener("click", removeRow);
  by("merge").addEventListener("click", mergeActor);
}
