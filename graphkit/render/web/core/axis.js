// The axis of time: which day stands where, with years folded up in which next to nothing happened.
import { isoOf } from "./days.js";
import { D } from "./record.js";

/**
 * Days as shares of the axis's length, and back. Between two knots it runs evenly; what lies before `head`,
 * or from `tail` on, is folded up.
 * @typedef {{ first: number, last: number, head: number, tail: number, share: (day: number) => number, day: (share: number) => number }} Axis
 */

const FOLD = 0.06;
/** Such a share of the days lies far off: of a few relations some six. */
const farOf = (days) => Math.min(Math.max(12 / days, 0.02), 0.06);

/** The axis over all that is dated, far-off days folded up unless all are wanted at full length; null: nothing is dated. @returns {Axis | null} */
export function makeAxis({ unfolded = false } = {}) {
  const days = [];
  for (let i = 0; i < D.relationCount; i++) {
    const since = D.relations.since[i] ?? D.relations.until[i], until = D.relations.until[i] ?? since;
    if (since !== null) days.push(since, until);
  }
  if (!days.length) return null;
  days.sort((a, b) => a - b);
  const first = days[0], end = days[days.length - 1] + 1;
  const far = farOf(days.length), low = days[Math.floor(days.length * far)], high = days[Math.ceil(days.length * (1 - far)) - 1], core = Math.max(high - low, 30);
  // unless it is asked for, a few far-off days do not squeeze all the others together
  const head = unfolded ? first : first < low - core ? Math.max(monthStart(monthOf(low)), first) 
    : first, tail = unfolded ? end : end > high + core ? Math.min(monthStart(monthOf(high) + 1), end) : end;
  const knots = [[first, 0], ...(head > first ? [[head, FOLD]] : []), ...(tail < end ? [[tail, 1 - FOLD]] : []), [end, 1]];
  return { first, last: end - 1, head, tail, share: (day) => along(knots, day, 0, 1), day: (share) => Math.round(along(knots, share, 1, 0)) };
}

// A day's month, counted from the year 0.
function monthOf(day) {
  const [year, month] = isoOf(day).split("-").map(Number);
  return year * 12 + month - 1;
}

// Its first day; Date.UTC would take the year 99 for 1999.
const monthStart = (month) => new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1) / 86400000;

// From one column of the knots to the other, straight between two of them, never beyond the ends.
function along(knots, value, from, to) {
  const k = Math.max(knots.findIndex((knot) => value <= knot[from]), 1), next = value > knots.at(-1)[from] ? knots.at(-1) : knots[k], last = knots[k - 1];
  if (value <= knots[0][from]) return knots[0][to];
  return next === knots.at(-1) && value >= next[from] ? next[to] : last[to] + (value - last[from]) / (next[from] - last[from]) * (next[to] - last[to]);
}

const STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/**
 * The months, quarters, years or decades that the axis is parted into, each at least so many pixels wide; a folded end is one.
 * @returns {{ from: number, to: number, months: number, folded: boolean }[]} `to` is the first day after it
 */
export function partsOf(axis, wide, least) {
  const { head: start, tail: stop } = axis;
  const room = (axis.share(stop) - axis.share(start)) * wide, months = STEPS.find((size) => room / ((stop - start) / 30.4) * size >= least) ?? 2400;
  const found = start > axis.first ? [{ from: axis.first, to: start, months: 0, folded: true }] : [];
  for (let at = start; at < stop;) {
    const next = Math.min(monthStart((Math.floor(monthOf(at) / months) + 1) * months), stop);
    found.push({ from: at, to: next, months, folded: false });
    at = next;
  }
  if (stop < axis.last + 1) found.push({ from: stop, to: axis.last + 1, months: 0, folded: true });
  return found;
}
