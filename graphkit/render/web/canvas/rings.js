// The rings of denials: each on its link, where it lies on nothing else and nothing else on it.
import { farFromLine } from "../core/bending.js";
import { V } from "../core/view.js";
import { linkLooks, ring } from "./lines.js";
import { litPairs } from "./lit.js";
import { plateBox } from "./plates.js";
import { notesNow, pointOf, runsOf, waysNow } from "./ways.js";

export const RING = 8.5;
const ALONG = [0.5, 0.45, 0.55, 0.4, 0.6, 0.34, 0.66, 0.28, 0.72, 0.22, 0.78], PIECES = 24;
/** What it costs to lie on a plate or a note, on another ring, on another link, and off the middle. */
const COVERED = 60, TOUCHING = 40, CROSSED = 5, ASIDE = 8;

/** @type {{ key: any[], spots: Map<number, number[]> }} */
let cache = { key: [], spots: new Map() };

/** Where somebody denies something or has denied it: an unequals sign in a ring, as near to the middle of the link as it is clear. */
export function isMarked(p) {
  return linkLooks().get(p)?.denied && (!litPairs || litPairs.has(p));
}

/** The middles of the rings that are drawn, by link. */
export function ringSpots() {
  const key = [waysNow(), notesNow(), linkLooks(), V.shown];
  if (key.some((one, k) => one !== cache.key[k])) cache = { key, spots: findSpots() };
  return cache.spots;
}

function findSpots() {
  const ways = waysNow(), looks = linkLooks(), some = V.pairs.filter((p) => looks.get(p)?.denied && ways.has(p)), spots = new Map();
  if (!some.length) return spots;
  const boxes = [...V.shown.map((actor) => plateBox(actor)), ...notesNow().map(({ box }) => box)];
  const runs = runsOf(ways, PIECES);
  for (const p of some) {
    let best = pointOf(ways.get(p), 0.5), least = Infinity;
    for (const t of ALONG) {
      const spot = pointOf(ways.get(p), t), cost = ASIDE * Math.abs(t - 0.5) + costAt(spot, boxes, [...spots.values()]) + CROSSED * runs.filter((one) => one.p !== p && farFromLine(spot, one.points) < RING + 3).length;
      if (cost < least) { least = cost; best = spot; }
    }
    spots.set(p, best);
  }
  return spots;
}

/** @param {number[]} spot @param {number[]} box @param {number} by */
const within = ([x, y], [left, top, right, bottom], by) => x > left - by && x < right + by && y > top - by && y < bottom + by;

/** @param {number[]} spot @param {number[][]} boxes @param {number[][]} taken */
function costAt(spot, boxes, taken) {
  return COVERED * boxes.filter((box) => within(spot, box, RING + 2)).length + TOUCHING * taken.filter(([x, y]) => Math.hypot(x - spot[0], y - spot[1]) < 2 * RING + 3).length;
}

/** @returns {import("./shapes.js").Shape[]} */
export function markShapes(p) {
  const spot = ringSpots().get(p);
  return spot ? ring(spot, RING) : [];
}
