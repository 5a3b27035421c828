// Names: the most important that fit, each beside its sign.
import { groupLabel } from "../core/groups.js";
import { D, isGroup } from "../core/record.js";
import { S, progress } from "../core/state.js";
import { V } from "../core/view.js";
import { short } from "../core/words.js";
import { arcLabels } from "./arcs.js";
import { textWidth, zoomRoom } from "./boxes.js";
import { $ } from "./element.js";
import { isLitActor, litActors, litPairs } from "./lit.js";
import { FONT, colours } from "./look.js";
import { placeOf, signSize } from "./places.js";
import { network } from "./vis.js";

// Names are written in the two fonts that the heading and the line under it are in, made larger or smaller: every further
// font, and every further size of one, takes longer to get ready than the names take to draw.
export const PLAIN = { font: `400 12.5px ${FONT}`, base: 12.5 }, STRONG = { font: `700 16px ${FONT}`, base: 16 };
const FOREMOST = 6, NOBODY = new Set();

// Where on the screen a sign is, and how far it reaches.
export function spotOf(actor, scale) {
  const [x, y] = placeOf(actor), at = network.canvasToDOM({ x, y });
  return { actor, x: at.x, y: at.y, r: Math.max(signSize(actor) * scale, 3) + 1 };
}

// The most important labels that fit, each below, above, right or left of its sign.
export function labelPlan(ctx, taken) {
  const box = $("canvas"), wide = box.clientWidth, high = box.clientHeight, scale = network.getScale();
  const placed = [], spots = [];
  taken.take(zoomRoom(wide, high));
  for (const actor of V.shown) {
    const { x, y, r } = spotOf(actor, scale);
    if (x < -r || y < -r || x > wide + r || y > high + r) continue;
    spots.push({ actor, x, y, r, weight: labelRank(actor) });
    if (isLitActor(actor)) taken.take([x - r, y - r, x + r, y + r], actor);
  }
  spots.sort((a, b) => b.weight - a.weight || a.actor - b.actor);
  const first = new Set(spots.slice(0, 15).map((spot) => spot.actor));
  spots.forEach((spot) => {
    if (litActors && !litActors.has(spot.actor)) return;
    const label = fitLabel(ctx, taken, spot, { wide, high, first, spots });
    if (label) placed.push(label);
  });
  if (litPairs) placed.push(...arcLabels(ctx, taken));
  return placed;
}

export function labelRank(actor) {
  const chosen = S.select?.actor === actor || S.select?.link?.includes(actor) ? 1e6 : 0;
  return chosen + V.involvement[actor] + (D.kinds[D.actors.kind[actor]] === "state" ? 2.5 : 0);
}

// Below, above, right and left of a sign, or so far aside as a share of half the name's length or of its height.
const atSides = ({ x, y, r, half, line }, across, aside = 0) => [
  [across + aside * half, y + r + 1], [across + aside * half, y - r - line - 1],
  [x + r + 3, y + (aside - 0.5) * line], [x - r - 3 - 2 * half, y + (aside - 0.5) * line],
];

function fitLabel(ctx, taken, { actor, x, y, r }, { wide, high, first, spots }) {
  const state = D.kinds[D.actors.kind[actor]] === "state", chosen = labelRank(actor) >= 1e6;
  const part = V.involvement[actor] / Math.max(V.most, 1);
  const size = 11 + 2 * Math.round(2 * Math.sqrt(part)) + (chosen ? 1 : 0);
  const { font, base } = state || chosen ? STRONG : PLAIN, text = isGroup(actor) ? groupLabel(actor) : short(D.actors.name[actor]);
  const width = textWidth(ctx, text, font) * (size / base), half = width / 2, line = size + 2;
  const across = Math.min(Math.max(x - half, 3), wide - width - 3);
  const near = [...atSides({ x, y, r, half, line }, across), [x + r * 0.6, y + r * 0.6], [x - width - r * 0.6, y + r * 0.6]];
  /** @type {{ tries: number[][], spared: Set<number> | null, upon?: boolean }[]} */
  const rounds = [{ tries: near, spared: null }];
  if (first.has(actor)) {
    // in a crowd the name of the most involved is worth more than the sign of a neighbour who is not; else it stands aside
    const aside = [0, 6].flatMap((away) => [-0.5, 0.5, -0.9, 0.9].flatMap((share) => atSides({ x, y, r: r + away, half, line }, across, share)));
    rounds.push({ tries: near, spared: first }, { tries: aside, spared: null }, { tries: aside, spared: first });
    // the foremost are never left without a name, whatever sign or mark it covers
    if ([...first].indexOf(actor) < FOREMOST) rounds.push({ tries: [...near, ...aside], spared: NOBODY }, { tries: near, spared: NOBODY, upon: true });
  }
  // but right upon another's sign, or close by that of another of the foremost, it would be taken for that one's name:
  // only when nothing else is left
  const upon = (box) => spots.some((spot) => {
    const reach = first.has(spot.actor) ? spot.r + 4 : spot.r * 0.7;
    return spot.actor !== actor && isLitActor(spot.actor)
      && spot.x + reach > box[0] && spot.x - reach < box[2] && spot.y + reach > box[1] && spot.y - reach < box[3];
  });
  for (const { tries, spared, upon: anywhere } of rounds) {
    for (const [left, top] of tries) {
      if (left < 2 || left + width > wide - 2 || top < 1 || top + line > high - 1) continue;
      const box = [left - 2, top, left + width + 2, top + line];
      if (!taken.free(box, actor, spared) || (spared && !anywhere && upon(box))) continue;
      taken.take(box);
      return { actor, text, font, base, left, top, width, line, size };
    }
  }
  if (!chosen) return null;
  const left = Math.min(Math.max(x - half, 2), wide - width - 2);
  return { actor, text, font, base, left, top: y + r + 1, width, line, size };
}

// The first picture of all has plain paper behind its names, which is drawn sooner than a halo.
function paperBehind(ctx, { text, font, scale }) {
  const ink = ctx.fillStyle, base = Number.parseFloat(/[\d.]+px/.exec(font)[0]);
  ctx.globalAlpha = 0.75;
  ctx.fillStyle = colours().paper;
  ctx.fillRect(-1.5 / scale, -base * 0.8, textWidth(ctx, text, font) + 3 / scale, base);
  ctx.globalAlpha = 1;
  ctx.fillStyle = ink;
}

export function drawLabel(ctx, { text, font, left, top, size, tone, base = size }) {
  const look = colours(), scale = size / base;
  ctx.save();
  ctx.translate(left, top + size - 1);
  ctx.scale(scale, scale);
  ctx.font = font;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 / scale;
  ctx.strokeStyle = look.paper;
  ctx.fillStyle = tone ? look[tone] : look.ink;
  if (progress.started) ctx.strokeText(text, 0, 0);
  else paperBehind(ctx, { text, font, scale });
  ctx.fillText(text, 0, 0);
  ctx.restore();
}
