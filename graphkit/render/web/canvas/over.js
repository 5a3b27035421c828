// What is drawn above the links: marks, numbers, names, badges.
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { badgePlan, drawBadge } from "./badges.js";
import { Boxes, MARK } from "./boxes.js";
import { drawLabel, labelPlan } from "./labels.js";
import { fitsLit, litPairs } from "./lit.js";
import { drawDisputed, isMarked, middleOf } from "./marks.js";
import { drawNumbers } from "./numbers.js";
import { drawParties } from "./parties.js";
import { network, pixelRatio } from "./vis.js";

export function drawAbove(ctx) {
  ctx.save();
  drawDisputed(ctx);
  ctx.restore();
  ctx.save();
  const ratio = pixelRatio();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const taken = new Boxes();
  for (const p of V.pairs) {
    if (!isMarked(p)) continue;
    const [x, y] = middleOf(p), at = network.canvasToDOM({ x, y }), r = 7 * Math.max(Math.min(network.getScale(), 2), 1);
    taken.take([at.x - r, at.y - r, at.x + r, at.y + r], MARK);
  }
  if (fitsLit()) lastLabels = drawParties(ctx, taken);
  else {
    if (S.mode) drawNumbers(ctx, taken);
    lastLabels = labelPlan(ctx, taken);
    lastLabels.forEach((label) => drawLabel(ctx, label));
  }
  lastBadges = litPairs ? badgePlan(ctx, taken) : [];
  lastBadges.forEach((badge) => drawBadge(ctx, badge));
  ctx.restore();
}

export let lastLabels = [], lastBadges = [];
