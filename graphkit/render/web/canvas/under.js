// What is drawn under the links: shades, ties, bands, and what is new in the chosen time.
import { arcs, hullOf, isGrouped } from "../core/groups.js";
import { isNewActor, isNewPair } from "../core/links.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { drawArc, splitArcs } from "./arcs.js";
import { isFocused, isLitPair, litActors, litAlone, litPairs } from "./lit.js";
import { BLOC_FILL, colours, linkWidth } from "./look.js";
import { placeOf, signSize } from "./places.js";

export function drawBelow(ctx) {
  ctx.save();
  drawHulls(ctx);
  drawBelonging(ctx);
  drawStanding(ctx);
  // nothing is split, new or numbered before something is lit
  if (litPairs) {
    drawNew(ctx);
    ctx.globalAlpha = 1;
    for (const arc of splitArcs()) drawArc(ctx, arc);
  }
  ctx.restore();
}

// Thin dotted lines from persons and parts to what they belong to.
function drawBelonging(ctx) {
  if (!S.ties || (S.roll && D.rolled)) return;
  const look = colours();
  ctx.lineWidth = 1;
  ctx.setLineDash([1.5, 3.5]);
  ctx.strokeStyle = look.soft;
  for (const { actor, organisation } of D.affiliations) {
    if (!V.shownSet.has(actor) || !V.shownSet.has(organisation)) continue;
    ctx.globalAlpha = litActors && !(litActors.has(actor) && litActors.has(organisation)) ? 0.08 : 0.55;
    strokeLine(ctx, placeOf(actor), placeOf(organisation));
  }
  ctx.setLineDash([]);
}

// A wide pale band: an alliance, a rivalry, leverage. It is always on, whatever the dates.
function drawStanding(ctx) {
  const now = arcs(), look = colours(), { ties, tieTone } = V.stats;
  // what is shown by itself has no band of what else holds between the two
  const bright = litAlone ? () => false : isLitPair;
  ctx.lineCap = "round";
  for (const p of V.pairs) {
    if (!ties[p] || now.pairA[p] === now.pairB[p]) continue;
    ctx.globalAlpha = bright(p) ? 0.26 : 0.04;
    ctx.strokeStyle = tieTone[p] > 0 ? look.coop : tieTone[p] < 0 ? look.conf : look.tie;
    ctx.lineWidth = linkWidth(V.stats.n[p], V.stats.coded[p]) + 9;
    strokeLine(ctx, placeOf(now.pairA[p]), placeOf(now.pairB[p]));
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {number[]} from @param {number[]} to */
export function strokeLine(ctx, [x1, y1], [x2, y2]) {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
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

// A glow under the links and around the signs that had not been there before the chosen time.
function drawNew(ctx) {
  if (!isFocused()) return;
  const now = arcs();
  ctx.strokeStyle = colours().accent;
  ctx.globalAlpha = 0.28;
  ctx.lineCap = "round";
  for (const p of litPairs) {
    if (!V.pairSet.has(p) || !isNewPair(p)) continue;
    ctx.lineWidth = linkWidth(V.stats.n[p], V.stats.coded[p]) + 8;
    strokeLine(ctx, placeOf(now.pairA[p]), placeOf(now.pairB[p]));
  }
  ctx.lineWidth = 5;
  for (const actor of litActors) {
    if (!V.shownSet.has(actor) || !isNewActor(actor)) continue;
    ctx.beginPath();
    ctx.arc(...placeOf(actor), signSize(actor) * 1.25 + 5, 0, 2 * Math.PI);
    ctx.stroke();
  }
}
