// Links that run into one another, or behind a plate after all: another way for the one of them that has one.
import { ALONG, BENDS, LAST, controlOf, cross, farFromPiece, hitsOf, isPair, leave, pointOf, sceneOf } from "./bending.js";

/** @typedef {import("./bending.js").Way} Way */
/** A way as it is drawn: its points, the way on at each, and the box around them. @typedef {{ way: Way, xs: Float64Array, ys: Float64Array, box: number[] }} Run */

/** How near and how much in one direction two links run into one another, and how far around a plate that both leave that is no matter. */
const REACH = 13, SAME_WAY = 0.9, SHARED = 46, PIECES = 16, OVER_END = 12;
/** What it costs to run through a plate, along another link, over one, over one of the same plate, over its end or by it over the own, to bend, and to be longer. */
const THROUGH = 17, LONGER = 40, BESIDE = 1.75, OVER = 0.7, OVER_NEIGHBOUR = 1.6, TOGETHER = 4, BENT = 16;
/** So much of that is let be, of more links than a few more, of more than so many all. */
const LET_BE = 2.5, FEW = 32, MORE = 0.25, UP_TO = 60;
const NEAR = BENDS.slice(0, 11), NEAR_ALONG = ALONG.slice(0, 3), STRAIGHT_OUT = [70, 140, 220];

/**
 * Some ways, of which those that run into others or behind plates have been moved where that helps.
 * @param {Way[]} ways
 * @param {Map<number, number[]>} boxes left, top, right and bottom of each plate
 * @param {{ notes?: number[][], pair?: number[] }} more as for `findWays`
 * @returns {Way[]}
 */
export function partWays(ways, boxes, { notes = [], pair = [] } = {}) {
  if (ways.length < 2 || ways.length > UP_TO) return ways;
  const scene = sceneOf(boxes, notes, pair), runs = ways.map(runOf);
  const letBe = LET_BE + MORE * Math.max(ways.length - FEW, 0);
  for (let turn = 0; turn < (ways.length > FEW ? 1 : 2); turn++) {
    for (const [k, run] of runs.entries()) {
      if (isPair(run.way, pair)) continue;
      const rest = runs.filter((_, j) => j !== k), now = hiddenBy(run.way, scene) + amongOthers(run, rest);
      if (now > letBe) runs[k] = better(run, rest, scene, now + bendingOf(run, scene) + crossings(run, rest));
    }
  }
  return runs.map(({ way }) => way);
}

/** @param {Way} way @returns {Run} */
function runOf(way) {
  const xs = new Float64Array(PIECES + 1), ys = new Float64Array(PIECES + 1), box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k <= PIECES; k++) {
    const [x, y] = pointOf(way, k / PIECES);
    xs[k] = x;
    ys[k] = y;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return { way, xs, ys, box };
}

/** How a line is looked at. */
const LOOK = { ...LAST, steps: 30 };

// The middle of each side of a plate, and which way is out there.
const sidesOf = ([left, top, right, bottom]) => [[(left + right) / 2, top, 0, -1], [(left + right) / 2, bottom, 0, 1], [left, (top + bottom) / 2, -1, 0], [right, (top + bottom) / 2, 1, 0]];

// Other bends between the same places, and between those where such a bend would leave the plates; of what is hidden from any side to any other.
function* others(way, { plates, middles }, { hidden, few }) {
  const from = middles.get(way.a), to = middles.get(way.b);
  for (const bend of NEAR) {
    for (const along of few ? NEAR_ALONG : [0]) {
      const [x, y] = controlOf(way.start, way.end, bend);
      yield { ...way, bend, control: [x + (way.end[0] - way.start[0]) * along, y + (way.end[1] - way.start[1]) * along] };
    }
    const aim = controlOf(from, to, bend), out = leave(plates.get(way.a), from, aim), into = leave(plates.get(way.b), to, aim);
    const start = [out.x, out.y], end = [into.x, into.y];
    yield { ...way, bend, start, end, control: controlOf(start, end, bend) };
  }
  if (hidden) yield* fromAnySide(way, plates);
}

function* fromAnySide(way, plates) {
  for (const [x1, y1, dx1, dy1] of sidesOf(plates.get(way.a))) {
    for (const [x2, y2, dx2, dy2] of sidesOf(plates.get(way.b))) {
      const start = [x1, y1], end = [x2, y2];
      for (const bend of BENDS) yield { ...way, bend, start, end, control: controlOf(start, end, bend) };
      for (const out of STRAIGHT_OUT) for (const control of [[x1 + out * dx1, y1 + out * dy1], [x2 + out * dx2, y2 + out * dy2]]) yield { ...way, bend: bendOf(start, end, control), start, end, control };
    }
  }
}

// How far beside the middle of a line a control is, as a share of its length.
/** @param {number[]} start @param {number[]} end @param {number[]} control */
const bendOf = ([x1, y1], [x2, y2], [x, y]) => ((x - x1) * (y1 - y2) + (y - y1) * (x2 - x1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1);

function better(run, rest, scene, cost) {
  let best = run, least = cost - 0.01;
  const hidden = hitsOf(run.way, { ...scene, notes: [] }, { ...LOOK, out: 0 }) > 0;
  for (const way of others(run.way, scene, { hidden, few: rest.length < FEW })) {
    if (BENT * Math.abs(way.bend) >= least) continue;
    const tried = runOf(way);
    let found = bendingOf(tried, scene);
    if (found >= least) continue;
    found += hiddenBy(way, scene);
    if (found >= least) continue;
    found += amongOthers(tried, rest, least - found);
    if (found >= least) continue;
    found += crossings(tried, rest);
    if (found < least) { least = found; best = tried; }
  }
  return best;
}

// How much it bends, and how much longer it is than straight from plate to plate.
function bendingOf({ way, xs, ys }, { middles }) {
  const [x1, y1] = middles.get(way.a), [x2, y2] = middles.get(way.b);
  let long = Math.hypot(xs[0] - x1, ys[0] - y1) + Math.hypot(xs[PIECES] - x2, ys[PIECES] - y2);
  for (let k = 1; k <= PIECES; k++) long += Math.hypot(xs[k] - xs[k - 1], ys[k] - ys[k - 1]);
  return BENT * Math.abs(way.bend) + LONGER * (long / (Math.hypot(x2 - x1, y2 - y1) || 1) - 1);
}

// How much of it plates hide, its own too, and notes.
function hiddenBy(way, scene) {
  let found = THROUGH * hitsOf(way, scene, LOOK);
  for (const box of [scene.plates.get(way.a), scene.plates.get(way.b)]) {
    for (let k = 1; k < LOOK.steps; k++) {
      const [x, y] = pointOf(way, k / LOOK.steps);
      if (x > box[0] + 1 && x < box[2] - 1 && y > box[1] + 1 && y < box[3] - 1) found += THROUGH;
    }
  }
  return found;
}

// How much of it other links run along, or end beside.
function amongOthers(run, rest, most = Infinity) {
  let found = 0;
  for (const other of rest) {
    if (found >= most) return found;
    if (!apart(run.box, other.box, REACH)) found += BESIDE * beside(run, other) + TOGETHER * (endsOn(run.way, other) + endsOn(other.way, run));
  }
  return found;
}

const apart = (one, other, by) => one[0] > other[2] + by || one[2] < other[0] - by || one[1] > other[3] + by || one[3] < other[1] - by;

// At how many of its points another link runs beside it in about the same direction.
function beside({ way, xs, ys }, other) {
  const shared = [[way.a, way.start], [way.b, way.end]].filter(([plate]) => plate === other.way.a || plate === other.way.b).map(([, spot]) => spot);
  let found = 0;
  for (let k = 1; k < PIECES; k++) {
    if (shared.some(([u, v]) => Math.abs(xs[k] - u) < SHARED && Math.abs(ys[k] - v) < SHARED)) continue;
    if (runsBy(xs[k], ys[k], xs[k + 1] - xs[k - 1], ys[k + 1] - ys[k - 1], other)) found++;
  }
  return found;
}

// Whether some line passes near a point, in about that direction.
function runsBy(x, y, dx, dy, { xs, ys, box }) {
  if (x < box[0] - REACH || x > box[2] + REACH || y < box[1] - REACH || y > box[3] + REACH) return false;
  const least = SAME_WAY * SAME_WAY * (dx * dx + dy * dy);
  for (let k = 2; k <= PIECES; k += 2) {
    const ax = xs[k - 2], ay = ys[k - 2], px = xs[k] - ax, py = ys[k] - ay, length = px * px + py * py || 1, along = dx * px + dy * py;
    if (along * along < least * length) continue;
    const t = Math.max(0, Math.min(1, ((x - ax) * px + (y - ay) * py) / length)), u = x - ax - t * px, v = y - ay - t * py;
    if (u * u + v * v < REACH * REACH) return true;
  }
  return false;
}

// How many ends of one link another runs over.
function endsOn(way, { xs, ys, box }) {
  let found = 0;
  for (const [x, y] of [way.start, way.end]) {
    if (x < box[0] - OVER_END || x > box[2] + OVER_END || y < box[1] - OVER_END || y > box[3] + OVER_END) continue;
    for (let k = 1; k <= PIECES; k++) {
      if (farFromPiece(x, y, xs[k - 1], ys[k - 1], xs[k], ys[k]) < OVER_END) { found++; break; }
    }
  }
  return found;
}

const STEP = 4;

function crossings(run, rest) {
  let found = 0;
  const at = ({ xs, ys }, k) => [xs[k], ys[k]];
  for (const other of rest) {
    if (apart(run.box, other.box, 0)) continue;
    const near = [run.way.a, run.way.b].some((one) => one === other.way.a || one === other.way.b);
    for (let k = STEP; k <= PIECES; k += STEP) for (let j = STEP; j <= PIECES; j += STEP) if (cross(at(run, k - STEP), at(run, k), at(other, j - STEP), at(other, j))) found += near ? OVER_NEIGHBOUR : OVER;
  }
  return found;
}
