// Where links cross: the one above has a gap there, and only there, so that nobody's gap swallows who runs along it.
import { pointOf, runsOf, waysNow } from "./ways.js";

/** @typedef {import("../core/bending.js").Way} Way */

const PIECES = 16, HALF = 11;
/** Lines that cross at less of an angle have no gap: it would take away much of the lower one. */
const FLAT = 0.35;

/** @type {{ of: any, spots: Map<number, { t: number, sine: number }[]> }} */
let cache = { of: null, spots: new Map() };

/** The places along a link where others cross it, and how steeply. */
function crossedAt(p) {
  const ways = waysNow();
  if (cache.of !== ways) cache = { of: ways, spots: spotsOf(ways) };
  return cache.spots.get(p) ?? [];
}

/** @param {Map<number, Way>} ways */
function spotsOf(ways) {
  const runs = runsOf(ways, PIECES), spots = new Map(runs.map(({ p }) => [p, []]));
  for (const [k, one] of runs.entries()) {
    for (const other of runs.slice(0, k)) {
      if (one.box[0] > other.box[2] || one.box[2] < other.box[0] || one.box[1] > other.box[3] || one.box[3] < other.box[1]) continue;
      for (const { t, u, sine } of meetings(one.points, other.points)) {
        spots.get(one.p).push({ t, sine });
        spots.get(other.p).push({ t: u, sine });
      }
    }
  }
  return spots;
}

function* meetings(some, others) {
  for (let k = 1; k <= PIECES; k++) {
    const [ax, ay] = some[k - 1], dx = some[k][0] - ax, dy = some[k][1] - ay;
    for (let j = 1; j <= PIECES; j++) {
      const [bx, by] = others[j - 1], ex = others[j][0] - bx, ey = others[j][1] - by, turn = dx * ey - dy * ex;
      if (turn === 0) continue;
      const s = ((bx - ax) * ey - (by - ay) * ex) / turn, r = ((bx - ax) * dy - (by - ay) * dx) / turn;
      if (s >= 0 && s < 1 && r >= 0 && r < 1) yield { t: (k - 1 + s) / PIECES, u: (j - 1 + r) / PIECES, sine: Math.abs(turn) / (Math.hypot(dx, dy) * Math.hypot(ex, ey)) };
    }
  }
}

/** The gaps around a link so wide, where it crosses others. @param {number} p @param {number} width @returns {import("./shapes.js").Shape[]} */
export function gaps(p, width) {
  const way = waysNow().get(p), spots = crossedAt(p).filter(({ sine }) => sine > FLAT);
  if (!way || !spots.length) return [];
  const long = Math.hypot(way.end[0] - way.start[0], way.end[1] - way.start[1]) || 1, at = (t) => { const [x, y] = pointOf(way, Math.max(0, Math.min(1, t))); return `${x.toFixed(1)} ${y.toFixed(1)}`; };
  const path = spots.map(({ t, sine }) => { const by = HALF / sine / long; return `M${at(t - by)}L${at(t)}L${at(t + by)}`; }).join("");
  return [{ path, stroke: "paper", width }];
}
