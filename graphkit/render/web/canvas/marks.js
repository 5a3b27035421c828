// The mark in the middle of a link on which sources disagree.
import { arcs } from "../core/groups.js";
import { statusOf } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { isLitPair } from "./lit.js";
import { colours } from "./look.js";
import { placeOf } from "./places.js";
import { network } from "./vis.js";

// A relation that is shown by itself has the mark when sources disagree on it.
export function isMarked(p) {
  if (!V.stats.disputed[p] || S.mode || !isLitPair(p)) return false;
  return S.select?.relation === undefined || statusOf(S.select.relation) === "contested";
}

// The mark in the middle of a link on which sources disagree.
export function drawDisputed(ctx) {
  const now = arcs(), look = colours(), scale = network.getScale();
  for (const p of V.pairs) {
    if (!isMarked(p)) continue;
    const [x, y] = middleOf(p, now), r = 6.5 / Math.max(scale, 0.6);
    ctx.fillStyle = look.paper;
    ctx.strokeStyle = look.ink;
    ctx.lineWidth = 1.3 / Math.max(scale, 0.6);
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    const t = r * 0.52;
    ctx.moveTo(x - t, y - t * 0.5);
    ctx.lineTo(x + t, y - t * 0.5);
    ctx.moveTo(x - t, y + t * 0.5);
    ctx.lineTo(x + t, y + t * 0.5);
    ctx.moveTo(x + t * 0.7, y - t * 1.2);
    ctx.lineTo(x - t * 0.7, y + t * 1.2);
    ctx.stroke();
  }
}

export function middleOf(p, now = arcs()) {
  const [x1, y1] = placeOf(now.pairA[p]), [x2, y2] = placeOf(now.pairB[p]);
  return [(x1 + x2) / 2, (y1 + y2) / 2];
}
