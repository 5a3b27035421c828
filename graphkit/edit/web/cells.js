// What is half written in the tables: kept as unfinished with each letter, and its row found again.
import { get } from "./net.js";
import { keepUnfinished } from "./unfinished.js";

/** @typedef {{ table: string, row: number, cells: Record<string, string>, column: string, value: string }} HalfCell */

/** @type {Map<string, string>} the name under which each cell's letters are kept: as long as they are not finished it stays */
const names = new Map();
const keyOf = (table, row, column) => `${table} ${row} ${column}`;

/** The hands of one cell that is being written. @param {string} table @param {any} row @param {string} column @param {string} [name] under which it was kept before */
export function halfCell(table, row, column, name) {
  const key = keyOf(table, row.row, column), id = name ?? names.get(key) ?? crypto.randomUUID();
  let kept = name !== undefined || names.has(key);
  if (kept) names.set(key, id);
  return {
    /** @param {string} value */
    keep(value) {
      kept = true;
      names.set(key, id);
      keepUnfinished(id, { cell: { table, row: row.row, cells: row.cells, column, value } });
    },
    drop() {
      if (kept) keepUnfinished(id, null);
      kept = false;
      names.delete(key);
    },
  };
}

/** The hands of a new row that is being written. @param {string} table @param {Record<string, any>} cells @param {string} [name] under which it was kept before */
export function halfRow(table, cells, name) {
  const id = name ?? crypto.randomUUID();
  let kept = name !== undefined;
  return {
    keep() { kept = true; keepUnfinished(id, { row: { table, cells } }); },
    drop() { if (kept) keepUnfinished(id, null); kept = false; },
  };
}

/** Where a cell's row stands now; null: it is not there as it was. @param {HalfCell} half @returns {Promise<number | null>} */
export async function placeOfRow({ table, row, cells, column }) {
  const is = (one) => Object.keys({ ...one.cells, ...cells }).every((name) => name === column || (one.cells[name] ?? "") === (cells[name] ?? ""));
  const here = await get(`/api/table/${table}`, { row, count: 1 });
  if (here.rows[0]?.row === row && is(here.rows[0])) return here.offset;
  // another run of the server counts its rows anew
  const others = Object.entries(cells).filter(([name]) => name !== column).map(([, text]) => text).join(" ");
  const alike = await get(`/api/table/${table}`, { filter: others, count: 2000 }), found = alike.rows.find(is);
  return found ? (await get(`/api/table/${table}`, { row: found.row, count: 1 })).offset : null;
}

/** What is told of something half written in the tables. @param {{ cell?: HalfCell, row?: { table: string } }} draft */
export function titleOfHalf({ cell, row }) {
  if (!cell) return `a new row of ${row?.table}.csv`;
  const { id, name, actor, relation } = cell.cells;
  return `${cell.column} of ${id || name || actor || relation || `${cell.table}.csv`}: ${cell.value || "blank"}`;
}
