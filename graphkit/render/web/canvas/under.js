// What is drawn under the plates: shades behind groups, then the links, the rings of denials and the notes.
import { hullOf, isGrouped } from "../core/groups.js";
import { isNewActor, isNewPair } from "../core/links.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { linkAlpha, linkLooks, linkShapes } from "./lines.js";
import { isLitActor, isLitPair, litActors } from "./lit.js";
import { BLOC_FILL, UNLIT, colours } from "./look.js";
import { noteShapes } from "./notes.js";
import { placeOf } from "./places.js";
import { plateBox } from "./plates.js";
import { isMarked, markShapes } from "./rings.js";
import { paint } from "./shapes.js";
import { notesNow, waysNow } from "./ways.js";

/** The links in the order in which they are drawn: what is lit above the rest, the strong above the weak. */
export function linksInOrder() {
  return [...V.pairs].sort((p, q) => Number(isLitPair(p)) - Number(isLitPair(q)) || V.stats.n[p] - V.stats.n[q] || q - p);
}

export function drawBelow(ctx) {
  ctx.save();
  drawHulls(ctx);
  if (S.since !== null) drawNew(ctx);
  const look = colours(), order = linksInOrder(), unlit = order.filter((p) => !isLitPair(p)), many = unlit.length > CROWD;
  if (many) drawUnlit(ctx, unlit, look);
  paintLinks(ctx, many ? order.filter(isLitPair) : order, order);
  paint(ctx, noteShapes(notesNow()), look);
  ctx.restore();
}

/** Of the links, those that are lit. */
export const drawLit = (ctx) => paintLinks(ctx, linksInOrder().filter(isLitPair));

// Some links as they are, then the marks above them, also those of links that are drawn in another way.
function paintLinks(ctx, links, marked = links) {
  const look = colours();
  for (const p of links) paint(ctx, linkShapes(p), look, linkAlpha(p));
  for (const p of marked) if (isMarked(p)) paint(ctx, markShapes(p), look);
}

/** So many links that are dimmed are drawn at once, as plain lines: what is under the pointer is to be seen without a wait. */
export const CROWD = 150;

/** @param {CanvasRenderingContext2D | Path2D} path @param {import("../core/bending.js").Way} way */
function traceWay(path, { start, control, end }) {
  path.moveTo(start[0], start[1]);
  path.quadraticCurveTo(control[0], control[1], end[0], end[1]);
}

function drawUnlit(ctx, pairs, look) {
  const paths = new Map(), ways = waysNow(), looks = linkLooks();
  for (const p of pairs) {
    const way = ways.get(p), color = looks.get(p)?.color;
    if (!way) continue;
    const path = paths.get(color) ?? paths.set(color, new Path2D()).get(color);
    traceWay(path, way);
  }
  ctx.globalAlpha = UNLIT;
  ctx.lineWidth = 1.6;
  for (const [color, path] of paths) {
    ctx.strokeStyle = look[color] ?? color;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} from @param {number[]} to */
export function strokeLine(ctx, [x1, y1], [x2, y2]) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

const GLOW = 9;

// A glow around what is not there before the chosen time: what each step of a play brings.
function drawNew(ctx) {
  ctx.save();
  ctx.globalAlpha = 0.28;
  ctx.strokeStyle = ctx.fillStyle = colours().outline;
  for (const p of V.pairs) {
    const way = isNewPair(p) && isLitPair(p) ? waysNow().get(p) : null;
    if (!way) continue;
    ctx.lineWidth = GLOW + (linkLooks().get(p)?.width ?? 1);
    ctx.beginPath();
    traceWay(ctx, way);
    ctx.stroke();
  }
  for (const actor of V.shown) {
    if (!isNewActor(actor) || !isLitActor(actor)) continue;
    const [left, top, right, bottom] = plateBox(actor, GLOW / 2 + 2);
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, 8);
    ctx.fill();
  }
  ctx.restore();
}

// A pale shade behind the drawn members of each group, three or more.
function drawHulls(ctx) {
  if (!S.hulls || isGrouped() || litActors) return;
  const parts = new Map();
  for (const actor of V.shown) {
    const group = D.actors.group[actor];
    if (group !== null) (parts.get(group) ?? parts.set(group, []).get(group)).push(placeOf(actor));
  }
  ctx.save();
  ctx.lineJoin = "round";
  ctx.lineWidth = 44;
  for (const [group, points] of parts) {
    if (points.length < 3) continue;
    ctx.globalAlpha = 0.1;
    ctx.fillStyle = ctx.strokeStyle = BLOC_FILL[group % BLOC_FILL.length];
    ctx.beginPath();
    hullOf(points).forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
    ctx.stroke();
    ctx.fill();
  }
  ctx.restore();
}
