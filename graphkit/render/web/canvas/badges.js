// What each link of a selected actor mostly is, and how many documents speak of it.
import { arcs } from "../core/groups.js";
import { documentsBehind, linkTone, verbOf } from "../core/links.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { textWidth } from "./boxes.js";
import { litPairs } from "./lit.js";
import { FONT, colours } from "./look.js";
import { placeOf } from "./places.js";
import { network } from "./vis.js";

const BADGES_AT_MOST = 40;

// What each link of the selected actor mostly is and how many documents speak of it; where there is room for no more, the latter.
export function badgePlan(ctx, taken) {
  if (S.mode || S.select?.actor === undefined || !litPairs || litPairs.size > BADGES_AT_MOST) return [];
  const now = arcs(), behind = documentsBehind(), font = `500 10.5px ${FONT}`, found = [];
  for (const p of behind ? litPairs : []) {
    if (!V.pairSet.has(p) || !behind[p]) continue;
    const ends = [now.pairA[p], now.pairB[p]].map(placeOf);
    /** @type {[string[], number][]} */
    const tries = [[verbOf(p), T.badgeAll(behind[p])], [T.badge(behind[p])]].flatMap((lines) => [0.5, 0.62, 0.38].map((t) => /** @type {[string[], number]} */ ([lines, t])));
    for (const [lines, t] of tries) {
      const [x, y] = [0, 1].map((k) => ends[0][k] + t * (ends[1][k] - ends[0][k])), at = network.canvasToDOM({ x, y });
      const width = Math.max(...lines.map((line) => textWidth(ctx, line, font))) + 10, height = 13 * lines.length + 3;
      const box = [at.x - width / 2, at.y - height / 2, at.x + width / 2, at.y + height / 2];
      if (!taken.free(box)) continue;
      taken.take(box);
      found.push({ lines, font, left: box[0], top: box[1], width, height, tone: linkTone(p) });
      break;
    }
  }
  return found;
}

export function drawBadge(ctx, { lines, font, left, top, width, height, tone }) {
  const look = colours();
  ctx.fillStyle = look.paper;
  ctx.strokeStyle = look.soft;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 7);
  ctx.fill();
  ctx.stroke();
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  lines.forEach((line, k) => {
    ctx.fillStyle = k || lines.length === 1 ? look.ink : look[tone];
    ctx.fillText(line, left + width / 2, top + 8.5 + 13 * k);
  });
}
