// The way each link takes from plate to plate: where it leaves each, and whether it bends around what stands between. The still
// picture does the same in Python (graphkit/render/_ways.py); a test holds that both give the same ways.

/** @typedef {{ p?: number, a: number, b: number, start: number[], end: number[], control: number[], bend: number }} Way */

/** How far beside the middle a link may bend, and how far along it, the least first. */
export const BENDS = [0, 0.1, -0.1, 0.18, -0.18, 0.26, -0.26, 0.4, -0.4, 0.58, -0.58, 0.8, -0.8, 1.1, -1.1], ALONG = [0, 0.25, -0.25, 0.45, -0.45];
const STEPS = 26, APART = 15, CORNER = 9, AROUND_UP_TO = 120, CLEAR = 7, OUT = 24, MARGIN = 3, NOTE = 0.6;

/**
 * The ways of some links between plates.
 * @param {{ p?: number, a: number, b: number }[]} links
 * @param {Map<number, number[]>} boxes left, top, right and bottom of each plate
 * @param {{ notes?: number[][], pair?: number[], bend?: number }} more boxes of text that all links bend around but that between
 *   the pair, which runs level; a bend that all links have
 * @returns {Way[]}
 */
export function findWays(links, boxes, { notes = [], pair = [], bend = 0 } = {}) {
  const ways = links.filter(({ a, b }) => a !== b).map((one) => ({ ...one, start: [0, 0], end: [0, 0], control: [0, 0], bend }));
  const scene = sceneOf(boxes, notes, pair);
  setEnds(ways, scene);
  if (ways.length > AROUND_UP_TO || bend) return ways;
  for (let turn = 0; turn < 2; turn++) {
    for (const way of ways) way.bend = bestBend(way, ways, scene);
    setEnds(ways, scene);
  }
  for (const way of ways) goAround(way, scene);
  return ways;
}

/** What links have to go around, and where they may leave plates. */
export function sceneOf(boxes, notes, pair) {
  const grown = (by) => new Map([...boxes].map(([one, [left, top, right, bottom]]) => [one, [left - by, top - by, right + by, bottom + by]]));
  const wide = [...grown(CLEAR)].map(([actor, box]) => ({ actor, box })), all = wide.map(({ box }) => box);
  return { wide, notes, pair, plates: grown(MARGIN), middles: new Map([...boxes].map(([one, box]) => [one, [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]])),
    edge: [0, 1, 2, 3].map((k) => all.reduce((far, box) => (k < 2 ? Math.min(far, box[k]) : Math.max(far, box[k])), k < 2 ? Infinity : -Infinity)) };
}

/** Whether a link is that of the pair, which runs level. */
export const isPair = ({ a, b }, pair) => pair.length === 2 && pair.includes(a) && pair.includes(b);
const inside = (x, y, box) => x > box[0] && x < box[2] && y > box[1] && y < box[3];

/** How much of a line runs through plates, notes, or out of the picture. */
export function hitsOf(way, { wide, notes, pair, edge }, { steps, out, beyond }) {
  const [left, top, right, bottom] = [edge[0] - beyond, edge[1] - beyond, edge[2] + beyond, edge[3] + beyond], { start, control, end } = way;
  // a curve lies within its three points: what is outside of their box is not in the way
  const [x1, y1] = [0, 1].map((k) => Math.min(start[k], control[k], end[k])), [x2, y2] = [0, 1].map((k) => Math.max(start[k], control[k], end[k]));
  const touches = (box) => box[0] < x2 && box[2] > x1 && box[1] < y2 && box[3] > y1;
  const plates = wide.filter(({ actor, box }) => actor !== way.a && actor !== way.b && touches(box)), texts = isPair(way, pair) ? [] : notes.filter(touches);
  if (!plates.length && !texts.length && x1 >= left && y1 >= top && x2 <= right && y2 <= bottom) return 0;
  let found = 0;
  for (let k = 1; k < steps; k++) {
    const [x, y] = pointOf(way, k / steps);
    if (x < left || y < top || x > right || y > bottom) found += out;
    for (const { box } of plates) if (inside(x, y, box)) found++;
    for (const box of texts) if (inside(x, y, box)) found += NOTE;
  }
  return found;
}

const FIRST = { steps: STEPS, out: 0.5, beyond: 0 };
/** How a line is looked at once its ends have their places. */
export const LAST = { steps: 2 * STEPS, out: 0.4, beyond: OUT };

// The least bend that runs through nobody and no note; of those alike, the one that crosses least.
function bestBend(way, ways, scene) {
  const from = scene.middles.get(way.a), to = scene.middles.get(way.b), ends = [scene.plates.get(way.a), scene.plates.get(way.b)];
  let best = 0, least = Infinity;
  for (const bend of BENDS) {
    const aim = bend ? controlOf(from, to, bend) : null, out = leave(ends[0], from, aim ?? to), into = leave(ends[1], to, aim ?? from);
    const start = [out.x, out.y], end = [into.x, into.y], tried = { a: way.a, b: way.b, start, end, control: controlOf(start, end, bend), bend };
    const hits = hitsOf(tried, scene, FIRST), cost = hits * 12 + Math.abs(bend) * 26 + (bend && hits < 1 ? crossings(tried, way, ways, scene) : 0);
    if (cost < least) { least = cost; best = bend; }
    if (hits === 0 && bend === 0) return 0;
  }
  return best;
}

function crossings(curve, way, ways, { middles }) {
  const points = pointsOf(curve, 4);
  let found = 0;
  for (const other of ways) {
    if (other === way || [other.a, other.b].some((one) => one === way.a || one === way.b)) continue;
    for (let k = 1; k < points.length; k++) if (cross(points[k - 1], points[k], middles.get(other.a), middles.get(other.b))) found++;
  }
  return found;
}

// Where the ends have made room for one another, a link may run behind a plate or a note after all: it bends as much as it must.
function goAround(way, scene) {
  let least = hitsOf(way, scene, LAST), best = way.control;
  for (const along of least ? ALONG : []) {
    for (const bend of BENDS) {
      const [x, y] = controlOf(way.start, way.end, bend);
      way.control = [x + (way.end[0] - way.start[0]) * along, y + (way.end[1] - way.start[1]) * along];
      const found = hitsOf(way, scene, LAST);
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

/** The points of a way, from its start to its end in n steps. @param {Way} way @param {number} n */
export const pointsOf = (way, n) => Array.from({ length: n + 1 }, (_, k) => pointOf(way, k / n));

/** How far a point is from a piece of a line. */
export function farFromPiece(x, y, ax, ay, bx, by) {
  const dx = bx - ax, dy = by - ay, t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** How far a point is from a line through some points. @param {number[]} spot @param {number[][]} points */
export function farFromLine([x, y], points) {
  let least = Infinity;
  for (let k = 1; k < points.length; k++) least = Math.min(least, farFromPiece(x, y, points[k - 1][0], points[k - 1][1], points[k][0], points[k][1]));
  return least;
}

/** Whether two pieces of lines cross. @param {number[]} a @param {number[]} b @param {number[]} c @param {number[]} d */
export function cross([ax, ay], [bx, by], [cx, cy], [dx, dy]) {
  const side = (x1, y1, x2, y2, x, y) => (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
  return side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
}

// Where each link leaves each plate: where it would without others, then spread along that edge.
function setEnds(ways, { middles, plates, pair }) {
  /** @type {Map<string, { way: any, end: string, at: number, low: number, high: number, order: number }[]>} */
  const edges = new Map();
  for (const way of ways) {
    const from = middles.get(way.a), to = middles.get(way.b), middle = way.bend ? controlOf(from, to, way.bend) : null;
    for (const [end, actor, here, aim] of /** @type {any[]} */ ([["start", way.a, from, middle ?? to], ["end", way.b, to, middle ?? from]])) {
      const box = plates.get(actor), { side, x, y } = leave(box, here, aim), flat = side === "top" || side === "bottom";
      const key = `${actor} ${side}`, meeting = edges.get(key) ?? edges.set(key, []).get(key), round = Math.min(CORNER, (flat ? box[2] - box[0] : box[3] - box[1]) / 4);
      meeting.push({ way, end, at: flat ? x : y, low: (flat ? box[0] : box[1]) + round, high: (flat ? box[2] : box[3]) - round, order: Math.atan2(aim[1] - here[1], aim[0] - here[0]) });
      way[end] = [x, y];
    }
  }
  for (const [key, ends] of edges) {
    const flat = /(top|bottom)$/.test(key);
    spread(ends);
    if (!flat) straighten(ends, middles, pair);
    for (const { way, end, at } of ends) way[end] = flat ? [at, way[end][1]] : [way[end][0], at];
  }
  for (const way of ways) way.control = controlOf(way.start, way.end, way.bend);
}

/** Where the line from the middle of a box to somewhere leaves it. @param {number[]} box @param {number[]} middle @param {number[]} goal */
export function leave([left, top, right, bottom], [x, y], [gx, gy]) {
  const dx = gx - x || 1e-6, dy = gy - y || 1e-6, across = (dx > 0 ? right - x : x - left) / Math.abs(dx), along = (dy > 0 ? bottom - y : y - top) / Math.abs(dy);
  const t = Math.min(across, along);
  return { side: across < along ? (dx > 0 ? "right" : "left") : dy > 0 ? "bottom" : "top", x: x + dx * t, y: y + dy * t };
}

// The headline’s link runs level between the middles of its plates; what leaves beside it makes room.
function straighten(ends, middles, pair) {
  const own = ends.find(({ way }) => isPair(way, pair)), middle = own && middles.get(own.way.a)[1];
  if (!own || Math.abs(middles.get(own.way.b)[1] - middle) > 0.01) return;
  const at = ends.indexOf(own), { low, high } = own;
  own.at = middle;
  for (const [k, one] of ends.entries()) {
    if (k < at) one.at = Math.max(Math.min(one.at, middle - APART * (at - k)), low);
    if (k > at) one.at = Math.min(Math.max(one.at, middle + APART * (k - at)), high);
  }
}

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
