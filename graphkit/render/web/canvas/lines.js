// Links as shapes: their tone, their heads, rails for standing ties, the ring of a denial.
import { farFromLine } from "../core/bending.js";
import { arcs, pairOf } from "../core/groups.js";
import { linkSoft, linkTone, isDotted, onlyCoded, onlyMaybe, onlyTies, pairId, toneName } from "../core/links.js";
import { D, isCoded, isOwn, isTie, sideOf, toneOf } from "../core/record.js";
import { S } from "../core/state.js";
import { isPlain, wasDenied } from "../core/telling.js";
import { V } from "../core/view.js";
import { gaps } from "./crossings.js";
import { isLitPair, litAlone } from "./lit.js";
import { FADED, UNLIT, linkWidth, widthStep } from "./look.js";
import { linkRestyled } from "./restyled.js";
import { pointOf, pointsOf, wayStamp, waysNow } from "./ways.js";

/** @typedef {{ tone: string, width: number, soft: boolean, dash: number[] | null, forth: boolean, back: boolean, ties: boolean, only: boolean, denied: boolean, color: string }} LinkLook */

// What the relations that are shown by themselves make of their links.
function alonePairs() {
  const found = new Map(), now = arcs();
  for (const i of litAlone ?? []) {
    for (const a of sideOf(now.actors[i])) {
      for (const b of sideOf(now.recipients[i])) {
        const p = pairOf(a, b), first = a === now.pairA[p], mutual = D.relations.mutual[i], tone = toneOf(i);
        const link = found.get(p) ?? found.set(p, { n: 0, forth: 0, back: 0, coop: 0, conf: 0, plain: 0, tie: 0, ties: 0, own: 0, denied: 0, coded: 0, seen: new Set() }).get(p);
        if (first || mutual) link.forth++;
        if (!first || mutual) link.back++;
        if (link.seen.has(i)) continue;
        link.seen.add(i);
        link.n++;
        link.coded += Number(isCoded(i));
        link.own += Number(isOwn(i));
        link.plain += Number(isPlain(i));
        link.denied += Number(wasDenied(i));
        if (tone > 0) link.coop++;
        else if (tone < 0) link.conf++;
        else if (isTie(i)) { link.ties++; link.tie = Math.sign(D.types[D.relations.type[i]].score); }
      }
    }
  }
  return found;
}

/** How each link looks that is drawn. @returns {Map<number, LinkLook>} */
function looks() {
  const found = new Map(), alone = litAlone ? alonePairs() : new Map(), { stats } = V;
  const step = widthStep(V.pairs.reduce((most, p) => Math.max(most, stats.n[p] - stats.coded[p]), 1), V.narrow);
  for (const p of V.pairs) {
    const own = linkRestyled.get(pairId(p))?.color, one = alone.get(p);
    if (one) {
      const tone = toneName(one.coop, one.conf, one.tie, one.ties > 0, one.own > 0), soft = !one.plain;
      found.set(p, { tone, width: linkWidth(one.n, one.coded, step), soft, dash: soft ? [7, 5] : null, forth: one.forth > 0, back: one.back > 0,
        ties: one.ties > 0, only: one.ties === one.n, denied: one.denied > 0, color: own ?? tone });
      continue;
    }
    const tone = linkTone(p), soft = linkSoft(p);
    found.set(p, { tone, width: linkWidth(stats.n[p], stats.coded[p], step), soft, dash: onlyCoded(p) ? [1, 2] : soft ? [7, 5] : isDotted(p) ? [1.5, 4.5] : null,
      forth: stats.forth[p] > 0, back: stats.back[p] > 0, ties: stats.ties[p] > 0, only: onlyTies(p), denied: stats.denied[p] > 0, color: typeof own === "string" ? own : own?.color ?? tone });
  }
  return found;
}

let cache = { key: [], looks: new Map(), shapes: new Map() };

function current() {
  const key = [V.pairs, V.stats, litAlone, S.single, wayStamp(), D.whole, V.stats?.documents];
  if (key.some((one, k) => one !== cache.key[k])) cache = { key, looks: looks(), shapes: new Map() };
  return cache;
}

export const linkLooks = () => current().looks;

const f = (value) => value.toFixed(1);
const at = (/** @type {number[]} */ [x, y]) => `${f(x)} ${f(y)}`;

/** The shapes of one link, from the lowest to the highest. @returns {import("./shapes.js").Shape[]} */
export function linkShapes(p) {
  const { looks: all, shapes } = current();
  let found = shapes.get(p);
  if (!found) shapes.set(p, found = makeShapes(p, waysNow().get(p), all.get(p)));
  return found;
}

/** @param {number} p @param {import("./ways.js").Way} way @param {LinkLook} look @returns {import("./shapes.js").Shape[]} */
function makeShapes(p, way, look) {
  if (!way || !look) return [];
  const { start, end, control } = way, { width, color } = look, few = V.pairs.length <= 150;
  const heads = look.only ? [false, false] : [look.back, look.forth], size = headSize(width, look.tone), line = trimmed(way, heads[0] ? size : 0, heads[1] ? size : 0);
  const shapes = [];
  if (few) shapes.push(...gaps(p, width + (look.ties ? 11 : 5)));
  if (look.ties) for (const side of [1, -1]) shapes.push({ path: rail(way, side * (Math.max(width, 2) / 2 + 2.6)), stroke: color, width: 1.1 });
  shapes.push({ path: line, stroke: color, width: look.only ? 2 : width, dash: look.dash });
  if (heads[1]) shapes.push(head(end, towards(control, start, end), { tone: look.tone, color, size, width }));
  if (heads[0]) shapes.push(head(start, towards(control, end, start), { tone: look.tone, color, size, width }));
  return shapes;
}

const headSize = (width, tone) => (tone === "conf" ? 1.4 : 7 + width * 0.9);

// The direction in which a curve comes in.
function towards(control, far, here) {
  const from = Math.hypot(control[0] - here[0], control[1] - here[1]) > 4 ? control : far;
  return Math.atan2(here[1] - from[1], here[0] - from[0]);
}

// The curve from one head to the other.
function trimmed({ start, end, control }, first, last) {
  const back = (from, towards2, by) => {
    const length = Math.hypot(towards2[0] - from[0], towards2[1] - from[1]) || 1;
    return [from[0] + (towards2[0] - from[0]) * by / length, from[1] + (towards2[1] - from[1]) * by / length];
  };
  return `M${at(back(start, control, first))}Q${at(control)} ${at(back(end, control, last))}`;
}

// A line beside the curve.
function rail(way, by) {
  const points = [];
  for (let k = 0; k <= 16; k++) {
    const t = k / 16, [x, y] = pointOf(way, t), [ax, ay] = pointOf(way, Math.max(t - 0.02, 0)), [bx, by2] = pointOf(way, Math.min(t + 0.02, 1));
    const dx = bx - ax, dy = by2 - ay, length = Math.hypot(dx, dy) || 1;
    points.push(at([x - dy / length * by, y + dx / length * by]));
  }
  return `M${points.join("L")}`;
}

// Cooperation ends in an arrowhead, conflict in a flat bar.
/** @param {number[]} tip @param {number} angle @param {any} look */
function head([x, y], angle, { tone, color, size, width }) {
  const along = (/** @type {number} */ by, /** @type {number} */ aside) => [x - Math.cos(angle) * by - Math.sin(angle) * aside, y - Math.sin(angle) * by + Math.cos(angle) * aside];
  if (tone === "conf") return { path: `M${at(along(1.2, 5 + width * 0.7))}L${at(along(1.2, -5 - width * 0.7))}`, stroke: color, width: 2.4 };
  const wing = 3.2 + width * 0.62;
  // a head that is no claim of cooperation: open
  if (tone === "own") return { path: `M${at(along(size, wing))}L${at([x, y])}L${at(along(size, -wing))}`, stroke: color, width: Math.min(1.2 + width / 3, 2.6) };
  return { path: `M${at([x, y])}L${at(along(size + 0.5, wing))}L${at(along(size + 0.5, -wing))}Z`, fill: color };
}

/** How strongly a link is drawn: less where it is not lit, or where it only may lie in the chosen time. */
export const linkAlpha = (p) => (!isLitPair(p) ? UNLIT : onlyMaybe(p) && !litAlone ? FADED : 1);

/** @param {number[]} middle @param {number} r */
export function ring([x, y], r = 8.5) {
  const t = r * 0.45;
  return [{ path: `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`, fill: "paper", stroke: "ink", width: 1.5 },
    { path: `M${x - t} ${y - t * 0.45}h${2 * t}M${x - t} ${y + t * 0.45}h${2 * t}M${x + t * 0.6} ${y - t * 1.15}l${-t * 1.2} ${t * 2.3}`, stroke: "ink", width: 1.4 }];
}

/** How far a point is from a link. */
export function farFrom(p, spot) {
  const way = waysNow().get(p);
  return way ? farFromLine(spot, pointsOf(way, 14)) : Infinity;
}
