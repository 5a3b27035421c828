// What stands on the axis of time: a mark for each relation whose month or day is sure, as long as its date is unsure; what is
// dated more roughly is only counted where it may fall.
import { FAIL, maybeBetween, maybeInTime, surelyBetween, surelyInTime } from "./filters.js";
import { D, toneClass } from "./record.js";
import { S } from "./state.js";
import { V } from "./view.js";

/** As many days may lie between the first and the last day of what is dated to a month. */
const MONTH = 30;

/** Whether a relation's day or month is sure. */
export function isPrecise(i) {
  const from = D.relations.since[i], to = D.relations.until[i];
  return from !== null && to !== null && to - from <= MONTH;
}

const isUndated = (i) => D.relations.since[i] === null && D.relations.until[i] === null;

/** What of all that passes the other filters is dated to a day or a month, more roughly, or not at all. */
export function sortedByDate(only = null) {
  const precise = [], rough = [], undated = [];
  for (let i = 0; i < D.relationCount; i++) {
    if (!(V.pass[i] & ~FAIL.time) && (!only || only.has(i))) (isPrecise(i) ? precise : isUndated(i) ? undated : rough).push(i);
  }
  return { precise, rough, undated };
}

let counted = { key: [], counts: { may: 0, sure: 0 } };

/** How many relations lie surely, and how many possibly, in the chosen time, all other filters applied. */
export function countedInTime() {
  // asked for by the heading and by the chart, on each change
  const key = [V.pass, S.since, S.until, S.sure];
  if (key.some((one, k) => one !== counted.key[k])) counted = { key, counts: countInTime() };
  return counted.counts;
}

function countInTime() {
  let may = 0, sure = 0;
  for (let i = 0; i < D.relationCount; i++) {
    if (V.pass[i] & ~FAIL.time || !maybeInTime(i)) continue;
    may++;
    if (surelyInTime(i)) sure++;
  }
  return { may, sure };
}

const TONES = ["coop", "conf", "tie", "mixed", "own"];

/**
 * Where the marks lie: columns of some pixels, in which they are heaped up, the longest at the bottom. What is of one tone and
 * lies in one place is one mark.
 * @returns {{ marks: { left: number, right: number, base: number, n: number, tone: string, state: string, relations: number[] }[], tallest: number }}
 */
export function heapUp(relations, axis, wide, column) {
  const groups = new Map(), count = Math.max(Math.ceil(wide / column), 1);
  for (const i of relations) {
    const start = axis.share(D.relations.since[i]) * wide / column, end = axis.share(D.relations.until[i] + 1) * wide / column;
    // two months side by side share no column
    const left = Math.min(end - start > 1 ? Math.round(start) : Math.floor(start), count - 1), right = Math.min(Math.max(Math.round(end), left + 1), count);
    const tone = toneClass(i), state = surelyInTime(i) ? "" : maybeInTime(i) ? "maybe" : "out", key = ((left * (count + 1) + right) * 8 + TONES.indexOf(tone)) * 4 + state.length % 4;
    (groups.get(key) ?? groups.set(key, { left, right, tone, state, relations: [] }).get(key)).relations.push(i);
  }
  const heights = new Int32Array(count), order = (one) => one.right - one.left;
  const marks = [...groups.values()].sort((a, b) => order(b) - order(a) || a.left - b.left || TONES.indexOf(a.tone) - TONES.indexOf(b.tone)).map((one) => {
    let base = 0;
    for (let k = one.left; k < one.right; k++) base = Math.max(base, heights[k]);
    heights.fill(base + one.relations.length, one.left, one.right);
    return { ...one, base, n: one.relations.length, left: one.left * column, right: one.right * column };
  });
  return { marks, tallest: heights.reduce((most, one) => Math.max(most, one), 0) };
}

/**
 * Of some dated relations, how many surely fall into each part of the axis, or hold in it, and how many more may.
 * @param {number[]} relations @param {{ from: number, to: number }[]} parts
 */
export function strip(relations, parts) {
  return parts.map(({ from, to }) => {
    const may = relations.filter((i) => maybeBetween(i, from, to - 1)), sure = may.filter((i) => surelyBetween(i, from, to - 1)).length;
    return { sure, may: may.length - sure };
  });
}

/**
 * How many days and months some happenings are: a stretch that is neither counts only where its own days are not all among them.
 * @param {{ from: number, to: number }[]} list
 */
export function datesAmong(list) {
  const days = new Set(list.filter(({ from, to }) => from === to).map(({ from }) => from));
  const isMade = ({ from, to }) => from < to && to - from < MONTH - 3 && Array.from({ length: to - from + 1 }, (_, k) => from + k).every((day) => days.has(day));
  return list.filter((one) => !isMade(one)).length;
}

/** The days and months on which something surely happened, in their order, each with its relations. */
export function happenings(relations) {
  const found = new Map();
  for (const i of relations) {
    const from = D.relations.since[i], to = D.relations.until[i], key = `${from} ${to}`;
    (found.get(key) ?? found.set(key, { from, to, relations: [] }).get(key)).relations.push(i);
  }
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}
