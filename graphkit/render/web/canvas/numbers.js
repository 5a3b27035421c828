// The numbers of answers and of the steps of a path, on their links.
import { NUMBERS_AT_MOST, answerList } from "../core/answers.js";
import { arcs, pairOf } from "../core/groups.js";
import { sideOf, toneClass } from "../core/record.js";
import { pathActors } from "../core/routes.js";
import { S } from "../core/state.js";
import { isPlain } from "../core/telling.js";
import { V } from "../core/view.js";
import { $ } from "./element.js";
import { fitsLit } from "./lit.js";
import { FONT, colours } from "./look.js";
import { placeOf } from "./places.js";
import { network } from "./vis.js";

// The numbers of the answers, on the links where they were given.
export function drawNumbers(ctx, taken) {
  const look = colours();
  for (const { x, y, text, strong, soft, tone, ends } of numberPlan()) {
    const at = network.canvasToDOM({ x, y }), r = ($("canvas").clientWidth < 500 ? 8.5 : 11) + (strong ? 1.5 : 0);
    const spot = (fitsLit() && freeOnLink(taken, ends, r)) || taken.near(at.x, at.y, r);
    // hollow: only proposed, considered or expected
    ctx.fillStyle = strong ? look.ink : soft ? look.paper : look[tone];
    ctx.strokeStyle = soft ? look[tone] : look.paper;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(spot.x, spot.y, r, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = soft ? look[tone] : look.paper;
    ctx.font = `700 ${Math.round(r)}px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(text, spot.x, spot.y + 0.5);
  }
}

// Where each number goes: on its link, answers that share a link side by side along it.
export function numberPlan() {
  if (S.mode === "path") return pathNumbers();
  if (S.mode !== "answers" || S.answers === null) return [];
  const now = arcs(), used = new Map(), plan = [];
  const put = (relation, text, strong) => {
    for (const a of sideOf(now.actors[relation]).slice(0, 3)) {
      for (const b of sideOf(now.recipients[relation]).slice(0, 3)) putOn(a, b, { relation, text, strong });
    }
  };
  const putOn = (a, b, { relation, text, strong }) => {
    const p = pairOf(a, b);
    const turn = used.get(p) ?? 0;
    used.set(p, turn + 1);
    const [x1, y1] = placeOf(a), [x2, y2] = placeOf(b);
    const t = 0.5 + [0, 0.16, -0.16, 0.3, -0.3][turn % 5];
    if (!V.shownSet.has(a) || !V.shownSet.has(b)) return;
    const loop = a === b ? 30 : 0;
    plan.push({ x: x1 + (x2 - x1) * t + loop, y: y1 + (y2 - y1) * t - loop, ends: a === b ? null : [[x1, y1], [x2, y2]], text, strong, soft: !strong && !isPlain(relation),
      tone: toneClass(relation) });
  };
  put(S.answers, "●", true);
  answerList().forEach(({ relation }, k) => {
    if (S.step ? S.step === k + 1 : k < NUMBERS_AT_MOST) put(relation, String(k + 1), false);
  });
  return plan;
}

// A number stays on its link, wherever there is room along it, or as near to it as can be.
function freeOnLink(taken, ends, r) {
  if (!ends) return null;
  const [start, end] = ends.map(([x, y]) => network.canvasToDOM({ x, y })), { clientWidth: wide, clientHeight: high } = $("canvas");
  const along = (t) => [start.x + (end.x - start.x) * t, start.y + (end.y - start.y) * t], middle = along(0.5);
  const take = (/** @type {number[]} */ [x, y]) => {
    const box = [x - r, y - r, x + r, y + r];
    if (box[0] < 0 || box[1] < 0 || box[2] > wide || box[3] > high || !taken.free(box)) return null;
    taken.take(box);
    return { x, y };
  };
  for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8]) {
    const spot = take(along(t));
    if (spot) return spot;
  }
  for (let k = 0; k < 72; k++) {
    const d = 14 + 5 * Math.floor(k / 12), spot = take([middle[0] + d * Math.cos(k * 0.5236), middle[1] + d * Math.sin(k * 0.5236)]);
    if (spot) return spot;
  }
  return null;
}

function pathNumbers() {
  const path = pathActors();
  return path.slice(1).map((actor, k) => {
    const [x1, y1] = placeOf(path[k]), [x2, y2] = placeOf(actor);
    return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, text: String(k + 1), strong: true, tone: "mixed" };
  });
}
