// The way each link takes from plate to plate: where it leaves each, and whether it bends around what stands between.
import { arcs } from "../core/groups.js";
import { D } from "../core/record.js";
import { V } from "../core/view.js";
import { noteBoxes } from "./notes.js";
import { placeOf } from "./places.js";
import { plateBox } from "./plates.js";
import { curved } from "./restyled.js";

/** @typedef {{ p: number, a: number, b: number, start: number[], end: number[], control: number[], bend: number }} Way */

const BENDS = [0, 0.1, -0.1, 0.18, -0.18, 0.26, -0.26, 0.4, -0.4, 0.58, -0.58, 0.8, -0.8, 1.1, -1.1], STEPS = 26, APART = 15, CORNER = 9, AROUND_UP_TO = 120, CLEAR = 7, OUT = 24;

/** @type {{ stamp: number, pairs: any, ways: Map<number, Way> }} */
let cache = { stamp: -1, pairs: null, ways: new Map() };
let stamp = 0;

/** Something has been moved, or is another size. */
export const moveWays = () => { stamp++; };

/** The ways of all links drawn, by pair. */
export function waysNow() {
  if (cache.stamp !== stamp || cache.pairs !== V.pairs) cache = { stamp, pairs: V.pairs, ways: findWays() };
  return cache.ways;
}

export const wayStamp = () => stamp;

function findWays() {
  const now = arcs(), ways = new Map();
  for (const p of V.pairs) {
    const a = now.pairA[p], b = now.pairB[p];
    if (a !== b) ways.set(p, { p, a, b, start: [0, 0], end: [0, 0], control: [0, 0], bend: curved.bend });
  }
  const list = [...ways.values()];
  setEnds(list);
  if (list.length > AROUND_UP_TO || curved.bend) return ways;
  const boxes = V.shown.map((actor) => ({ actor, box: plateBox(actor, CLEAR) })), notes = noteBoxes();
  for (let turn = 0; turn < 2; turn++) {
    for (const way of list) way.bend = bestBend(way, boxes, notes, list);
    setEnds(list);
  }
  for (const way of list) goAround(way, boxes);
  return ways;
}

// Where the ends have made room for one another, a link may run behind a plate after all: it bends as much as it must.
function goAround(way, boxes) {
  const [low, high] = [0, 1].map((k) => [Math.min(...boxes.map(({ box }) => box[k])), Math.max(...boxes.map(({ box }) => box[k + 2]))]);
  const hits = () => {
    let found = 0;
    for (let k = 1; k < 2 * STEPS; k++) {
      const [x, y] = pointOf(way, k / (2 * STEPS));
      // far outside of the picture is no way either
      if (x < low[0] - OUT || x > low[1] + OUT || y < high[0] - OUT || y > high[1] + OUT) found += 0.4;
      for (const { actor, box } of boxes) if (actor !== way.a && actor !== way.b && x > box[0] && x < box[2] && y > box[1] && y < box[3]) found++;
    }
    return found;
  };
  let least = hits(), best = way.control;
  for (const along of least ? [0, 0.25, -0.25, 0.45, -0.45] : []) {
    for (const bend of BENDS) {
      const [x, y] = controlOf(way.start, way.end, bend);
      way.control = [x + (way.end[0] - way.start[0]) * along, y + (way.end[1] - way.start[1]) * along];
      const found = hits();
      if (found < least) { least = found; best = way.control; }
      if (!least) break;
    }
    if (!least) break;
  }
  way.control = best;
}

/** Beside the middle of a line, by a share of its length to one side. @param {number[]} from @param {number[]} to @param {number} bend */
export function controlOf([x1, y1], [x2, y2], bend) {
  return [(x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend];
}

/** A point of a way, t of the way along it. @param {Way} way */
export function pointOf({ start, control, end }, t) {
  const u = 1 - t;
  return [u * u * start[0] + 2 * u * t * control[0] + t * t * end[0], u * u * start[1] + 2 * u * t * control[1] + t * t * end[1]];
}

// The least bend that runs through nobody and no note; of those alike, the one that crosses least.
function bestBend(way, boxes, notes, list) {
  const [from, to] = [placeOf(way.a), placeOf(way.b)];
  const edge = [0, 1, 2, 3].map((k) => boxes.reduce((far, { box }) => (k < 2 ? Math.min(far, box[k]) : Math.max(far, box[k])), k < 2 ? Infinity : -Infinity));
  const ends = [plateBox(way.a, 3), plateBox(way.b, 3)];
  let best = 0, least = Infinity;
  for (const bend of BENDS) {
    const aim = bend ? controlOf(from, to, bend) : null, out = leave(ends[0], from, aim ?? to), into = leave(ends[1], to, aim ?? from);
    const start = [out.x, out.y], end = [into.x, into.y], way2 = { start, end, control: controlOf(start, end, bend) };
    let hits = 0;
    for (let k = 1; k < STEPS; k++) {
      const [x, y] = pointOf(/** @type {any} */ (way2), k / STEPS);
      if (x < edge[0] || y < edge[1] || x > edge[2] || y > edge[3]) hits += 0.5;
      for (const { actor, box } of boxes) if (actor !== way.a && actor !== way.b && x > box[0] && x < box[2] && y > box[1] && y < box[3]) hits++;
      for (const { box, p } of notes) if (p !== way.p && x > box[0] && x < box[2] && y > box[1] && y < box[3]) hits += 0.6;
    }
    const cost = hits * 12 + Math.abs(bend) * 26 + (bend && hits < 1 ? crossings(way2, way, list) : 0);
    if (cost < least) { least = cost; best = bend; }
    if (hits === 0 && bend === 0) return 0;
  }
  return best;
}

function crossings(curve, way, list) {
  const points = [0, 0.25, 0.5, 0.75, 1].map((t) => pointOf(curve, t));
  let found = 0;
  for (const other of list) {
    if (other === way || [other.a, other.b].some((one) => one === way.a || one === way.b)) continue;
    for (let k = 1; k < points.length; k++) if (cross(points[k - 1], points[k], placeOf(other.a), placeOf(other.b))) found++;
  }
  return found;
}

/** @param {number[]} a @param {number[]} b @param {number[]} c @param {number[]} d */
function cross([ax, ay], [bx, by], [cx, cy], [dx, dy]) {
  const side = (x1, y1, x2, y2, x, y) => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
  return side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
}

// Where each link leaves each plate: where it would without others, then spread along that edge.
function setEnds(list) {
  /** @type {Map<string, { way: any, end: string, at: number, low: number, high: number, order: number }[]>} */
  const edges = new Map();
  for (const way of list) {
    const from = placeOf(way.a), to = placeOf(way.b), middle = way.bend ? controlOf(from, to, way.bend) : null;
    for (const [end, actor, here, aim] of /** @type {any[]} */ ([["start", way.a, from, middle ?? to], ["end", way.b, to, middle ?? from]])) {
      const box = plateBox(actor, 3), { side, x, y } = leave(box, here, aim), flat = side === "top" || side === "bottom";
      const key = `${actor} ${side}`, list2 = edges.get(key) ?? edges.set(key, []).get(key), round = Math.min(CORNER, (flat ? box[2] - box[0] : box[3] - box[1]) / 4);
      list2.push({ way, end, at: flat ? x : y, low: (flat ? box[0] : box[1]) + round, high: (flat ? box[2] : box[3]) - round, order: Math.atan2(aim[1] - here[1], aim[0] - here[0]) });
      way[end] = [x, y];
    }
  }
  for (const [key, ends] of edges) {
    const flat = /(top|bottom)$/.test(key);
    spread(ends);
    if (!flat) straighten(ends);
    for (const { way, end, at } of ends) way[end] = flat ? [at, way[end][1]] : [way[end][0], at];
  }
  for (const way of list) way.control = controlOf(way.start, way.end, way.bend);
}

/** Where the line from the middle of a box to somewhere leaves it. @param {number[]} box @param {number[]} middle @param {number[]} goal */
function leave([left, top, right, bottom], [x, y], [gx, gy]) {
  const dx = gx - x || 1e-6, dy = gy - y || 1e-6, across = (dx > 0 ? right - x : x - left) / Math.abs(dx), along = (dy > 0 ? bottom - y : y - top) / Math.abs(dy);
  const t = Math.min(across, along);
  return { side: across < along ? (dx > 0 ? "right" : "left") : dy > 0 ? "bottom" : "top", x: x + dx * t, y: y + dy * t };
}

// The headline’s link runs level between the middles of its plates; what leaves beside it makes room.
function straighten(ends) {
  const own = ends.find(({ way }) => isHeadline(way)), middle = own && placeOf(own.way.a)[1];
  if (!own || placeOf(own.way.b)[1] !== middle) return;
  const at = ends.indexOf(own), { low, high } = own;
  own.at = middle;
  for (const [k, one] of ends.entries()) {
    if (k < at) one.at = Math.max(Math.min(one.at, middle - APART * (at - k)), low);
    if (k > at) one.at = Math.min(Math.max(one.at, middle + APART * (k - at)), high);
  }
}

const isHeadline = ({ a, b }) => Boolean(D.meta.pair?.includes(a) && D.meta.pair.includes(b));

// Ends on one edge keep apart as far as there is room.
function spread(ends) {
  ends.sort((a, b) => a.at - b.at || a.order - b.order);
  const { low, high } = ends[0], gap = Math.min(APART, (high - low) / Math.max(ends.length - 1, 1));
  let last = -Infinity;
  for (const one of ends) { one.at = Math.max(Math.min(one.at, high), low, last + gap); last = one.at; }
  last = Infinity;
  for (const one of [...ends].reverse()) { one.at = Math.min(one.at, high, last - gap); last = one.at; }
  for (const one of ends) if (one.at < low) one.at = low;
}
