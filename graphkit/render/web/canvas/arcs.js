// What is drawn only around what is selected: links split by type or by who acted, and their words.
import { arcs, pairOf } from "../core/groups.js";
import { relationsBetween, toneName } from "../core/links.js";
import { D, isCoded, isTie, sideOf, toneOf } from "../core/record.js";
import { S } from "../core/state.js";
import { isFirm, toldWords } from "../core/telling.js";
import { V } from "../core/view.js";
import { textWidth } from "./boxes.js";
import { litAlone, litPairs } from "./lit.js";
import { FONT, colours, linkWidth, themeName } from "./look.js";
import { placeOf, signSize } from "./places.js";
import { network } from "./vis.js";

// Where a selected link fans out by type, and a focused actor's links part by who acted.
export function splitPairs() {
  const now = arcs(), found = new Set();
  if (litAlone) {
    for (const p of litPairs ?? []) if (V.pairSet.has(p) && now.pairA[p] !== now.pairB[p]) found.add(p);
    return found;
  }
  if (S.mode) return found;
  if (S.select?.link) {
    const p = pairOf(...S.select.link);
    if (p !== undefined && V.pairSet.has(p) && now.pairA[p] !== now.pairB[p]) found.add(p);
  } else if (S.select?.actor !== undefined && litPairs && litPairs.size <= 80) {
    const { forth, back } = V.stats;
    for (const p of litPairs) {
      if (forth[p] && back[p] && now.pairA[p] !== now.pairB[p]) found.add(p);
    }
  }
  return found;
}

// One straight arc for each link of relations that are shown by themselves.
function arcsAlone(relations, pairs) {
  const now = arcs(), links = new Map();
  for (const i of relations) {
    for (const a of sideOf(now.actors[i])) {
      for (const b of sideOf(now.recipients[i])) {
        const p = pairOf(a, b), tone = toneOf(i), first = a === now.pairA[p];
        const link = links.get(p) ?? links.set(p, { forth: 0, back: 0, coop: 0, conf: 0, firm: 0, tie: 0, ties: false, coded: 0, seen: new Set() }).get(p);
        link.forth += first || D.relations.mutual[i];
        link.back += !first || D.relations.mutual[i];
        if (link.seen.has(i)) continue;
        link.seen.add(i);
        link.coded += isCoded(i);
        link.firm += isFirm(i);
        if (tone > 0) link.coop++;
        else if (tone < 0) link.conf++;
        else if (isTie(i)) Object.assign(link, { ties: true, tie: Math.sign(D.types[D.relations.type[i]].score) });
      }
    }
  }
  return [...links].filter(([p]) => pairs.has(p)).map(([p, { forth, back, coop, conf, firm, tie, ties, coded, seen }]) => ({
    from: forth ? now.pairA[p] : now.pairB[p], to: forth ? now.pairB[p] : now.pairA[p], mutual: forth > 0 && back > 0, bend: 0,
    width: linkWidth(seen.size, coded), tone: toneName(coop, conf, tie, ties), soft: !firm, label: "",
  }));
}

let splitCache = { key: null, arcs: [] };

export function splitArcs() {
  const pairs = splitPairs();
  const key = `${[...pairs].join()}|${JSON.stringify(S.select)}|${litAlone}|${V.relations}|${S.roll}|${themeName()}`;
  if (splitCache.key !== key) {
    const byType = Boolean(S.select?.link);
    splitCache = { key, arcs: litAlone ? arcsAlone(litAlone, pairs) : [...pairs].flatMap((p) => (byType ? fanOf(p) : halvesOf(p))) };
  }
  return splitCache.arcs;
}

// One arc for each way of acting, each type and how sure it is.
function fanOf(p) {
  const now = arcs(), a = now.pairA[p], b = now.pairB[p], groups = new Map();
  for (const i of relationsBetween(a, b)) {
    const forth = sideOf(now.actors[i]).includes(a), type = D.relations.type[i], words = toldWords(i);
    const key = `${D.relations.mutual[i] ? 2 : forth ? 0 : 1}:${words}`;
    const group = groups.get(key) ?? { forth, mutual: D.relations.mutual[i], type, words, n: 0, coded: 0, soft: true, tone: toneOf(i) };
    group.n++;
    group.coded += isCoded(i);
    if (isFirm(i)) group.soft = false;
    groups.set(key, group);
  }
  const list = [...groups.values()].sort((x, y) => x.tone - y.tone || x.type - y.type || x.forth - y.forth);
  const middle = (list.length - 1) / 2, [x1, y1] = placeOf(a), [x2, y2] = placeOf(b);
  const apart = Math.min(Math.max(Math.hypot(x2 - x1, y2 - y1) / Math.max(list.length, 3), 22), 60);
  return list.map((group, k) => ({
    from: group.forth ? a : b, to: group.forth ? b : a, mutual: group.mutual,
    bend: (k - middle) * apart * (group.forth ? 1 : -1), width: linkWidth(group.n, group.coded), soft: group.soft,
    tone: toneName(Number(group.tone > 0), Number(group.tone < 0), Math.sign(D.types[group.type].score), D.types[group.type].quad === 4),
    label: `${group.words}${group.n > 1 ? ` × ${group.n}` : ""}`,
  }));
}

function halvesOf(p) {
  const now = arcs(), a = now.pairA[p], b = now.pairB[p], sides = [[0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]];
  for (const i of relationsBetween(a, b)) {
    const way = sideOf(now.actors[i]).includes(a) ? [0] : [1], tone = toneOf(i);
    if (D.relations.mutual[i]) way.splice(0, 1, 0, 1);
    for (const w of way) {
      sides[w][0]++;
      sides[w][tone > 0 ? 1 : tone < 0 ? 2 : 3]++;
      sides[w][4] += Number(isFirm(i));
      sides[w][5] += Number(isCoded(i));
    }
  }
  return sides.flatMap(([n, coop, conf, , firm, coded], w) => (n ? [{
    from: w ? b : a, to: w ? a : b, bend: 14, width: linkWidth(n, coded), tone: toneName(coop, conf, V.stats.tieTone[p], V.stats.ties[p] > 0),
    soft: !firm, label: "", mutual: false,
  }] : []));
}

// The middle point that a curve from one actor to another is bent towards.
/** @param {number[]} start @param {number[]} end @param {number} bend */
export function bendPoint([x1, y1], [x2, y2], bend) {
  const dx = x2 - x1, dy = y2 - y1, length = Math.hypot(dx, dy) || 1;
  return [(x1 + x2) / 2 - (dy / length) * bend, (y1 + y2) / 2 + (dx / length) * bend];
}

// A point of the curve that drawArc draws, t of the way along it.
function arcPoint(start, end, bend, t) {
  const middle = bendPoint(start, end, bend * 2), u = 1 - t;
  return [0, 1].map((k) => u * u * start[k] + 2 * u * t * middle[k] + t * t * end[k]);
}

export function drawArc(ctx, { from, to, bend, width, tone, soft, mutual }) {
  const start = placeOf(from), end = placeOf(to), [cx, cy] = bendPoint(start, end, bend * 2);
  ctx.strokeStyle = ctx.fillStyle = colours()[tone];
  ctx.lineWidth = width;
  ctx.setLineDash(soft ? [7, 5] : []);
  ctx.beginPath();
  ctx.moveTo(...start);
  ctx.quadraticCurveTo(cx, cy, ...end);
  ctx.stroke();
  ctx.setLineDash([]);
  arrowHead(ctx, [cx, cy], end, signSize(to), width);
  if (mutual) arrowHead(ctx, [cx, cy], start, signSize(from), width);
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} from @param {number[]} to @param {number} gap @param {number} width */
export function arrowHead(ctx, [cx, cy], [x, y], gap, width) {
  const angle = Math.atan2(y - cy, x - cx), length = 8 + width * 1.2, tip = gap + 3;
  const px = x - Math.cos(angle) * tip, py = y - Math.sin(angle) * tip;
  ctx.beginPath();
  ctx.moveTo(px, py);
  for (const turn of [2.7, -2.7]) ctx.lineTo(px + length * Math.cos(angle + turn), py + length * Math.sin(angle + turn));
  ctx.closePath();
  ctx.fill();
}

// What each arc of a selected link says, where there is room for it.
export function arcLabels(ctx, taken) {
  const found = [], font = `500 11px ${FONT}`;
  for (const { from, to, bend, label, tone } of splitArcs()) {
    if (!label) continue;
    const width = textWidth(ctx, label, font);
    for (const t of [0.5, 0.38, 0.62, 0.28, 0.72]) {
      const [x, y] = arcPoint(placeOf(from), placeOf(to), bend, t), at = network.canvasToDOM({ x, y });
      const box = [at.x - width / 2 - 2, at.y - 7, at.x + width / 2 + 2, at.y + 7];
      if (!taken.free(box)) continue;
      taken.take(box);
      found.push({ text: label, font, left: box[0] + 2, top: box[1], width, line: 13, size: 11, tone });
      break;
    }
  }
  return found;
}
