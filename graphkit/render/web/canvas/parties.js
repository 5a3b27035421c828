// Answers and paths on a small screen: names, numbers and arrowheads that can be read there.
import { arcs } from "../core/groups.js";
import { relationsBetween } from "../core/links.js";
import { D, sideOf, toneClass } from "../core/record.js";
import { pathPairs } from "../core/routes.js";
import { V } from "../core/view.js";
import { short } from "../core/words.js";
import { arrowHead } from "./arcs.js";
import { crosses, textWidth, zoomRoom } from "./boxes.js";
import { $ } from "./element.js";
import { PLAIN, STRONG, drawLabel, labelRank, spotOf } from "./labels.js";
import { isLitActor, litAlone, litPairs } from "./lit.js";
import { colours } from "./look.js";
import { drawNumbers } from "./numbers.js";
import { placeOf, signSize } from "./places.js";
import { strokeLine } from "./under.js";
import { network } from "./vis.js";

// On a small screen everybody who takes part in what is shown has a name: beside the sign where there is room, else a little way off
// with a line to it. What finds room beside its sign and off the links comes first, then the numbers, then the other names.
const NAME_SIZE = 11.5, AWAY = [0, 9, 18, 28, 40, 54, 70];

const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [0.7, 0.7], [-0.7, 0.7], [0.7, -0.7], [-0.7, -0.7],
  [0.9, 0.4], [0.9, -0.4], [-0.9, 0.4], [-0.9, -0.4], [0.4, 0.9], [0.4, -0.9], [-0.4, 0.9], [-0.4, -0.9]];

export function drawParties(ctx, taken) {
  const box = $("canvas"), screen = { wide: box.clientWidth, high: box.clientHeight }, scale = network.getScale(), spots = [];
  for (const actor of V.shown) {
    if (!isLitActor(actor)) continue;
    const spot = spotOf(actor, scale), { x, y, r } = spot;
    if (x < 0 || y < 0 || x > screen.wide || y > screen.high) continue;
    spots.push(spot);
    taken.take([x - r, y - r, x + r, y + r], actor);
  }
  taken.take(zoomRoom(screen.wide, screen.high));
  spots.sort((a, b) => labelRank(b.actor) - labelRank(a.actor) || a.actor - b.actor);
  const isState = ({ actor }) => D.kinds[D.actors.kind[actor]] === "state";
  const named = new Map(), name = (rings, links = []) => {
    for (const spot of rings ? spots : spots.filter(isState)) if (!named.get(spot)) named.set(spot, placeName(ctx, taken, { spot, screen: { ...screen, links }, rings }));
  };
  name(1, litLinks());
  name(0);
  drawWays(ctx);
  drawNumbers(ctx, taken);
  name(1);
  name(AWAY.length);
  const labels = [...named.values()].flatMap((lines) => lines ?? []);
  for (const { from, to } of labels) if (from) drawLeader(ctx, from, to);
  for (const label of labels) drawLabel(ctx, label);
  return labels;
}

// A name whole, in two lines, or cut where not even far off there is room for that: one label for each line.
function placeName(ctx, taken, { spot, screen, rings }) {
  const { actor, r } = spot, name = short(D.actors.name[actor], 34), { font, base } = D.kinds[D.actors.kind[actor]] === "state" ? STRONG : PLAIN;
  const whole = name.length <= 26 ? [[name]] : [], line = NAME_SIZE + 2, wideOf = (text) => textWidth(ctx, text, font) * (NAME_SIZE / base);
  /** @type {[number, string[][]][]} */
  const tries = AWAY.slice(0, rings || 1).map((away) => /** @type {[number, string[][]]} */ ([away, [...whole, ...inTwo(name)]]));
  if (rings > 1) tries.push(...AWAY.map((away) => /** @type {[number, string[][]]} */ ([away, [[short(name, 17)]]])));
  for (const [away, ways] of tries) {
    for (const lines of ways) {
      const widths = lines.map(wideOf), box = freeBeside(taken, { spot, screen, reach: r + 2 + away, width: Math.max(...widths), height: line * lines.length });
      if (!box) continue;
      taken.take(box);
      const middle = (box[0] + box[2]) / 2;
      return lines.map((text, k) => ({ actor, text, font, base, left: middle - widths[k] / 2, top: box[1] + k * line, width: widths[k], line, size: NAME_SIZE,
        from: away && !k ? [spot.x, spot.y] : null, to: [middle, (box[1] + box[3]) / 2] }));
    }
  }
  return null;
}

// Words in two lines as even as can be.
function inTwo(name) {
  if (name.length < 13) return [];
  const words = name.split(" "), uneven = (k) => Math.abs(words.slice(0, k).join(" ").length - words.slice(k).join(" ").length);
  const [best] = words.slice(1).map((_, k) => k + 1).sort((a, b) => uneven(a) - uneven(b));
  return best ? [[words.slice(0, best).join(" "), words.slice(best).join(" ")]] : [];
}

// A free box that touches a circle around the sign, below it, above it, beside it or between those.
function freeBeside(taken, { spot: { actor, x, y }, screen: { wide, high, links }, reach, width, height }) {
  for (const [dx, dy] of SIDES) {
    const cx = x + dx * reach + Math.sign(dx) * (width / 2), cy = y + dy * (reach + height / 2);
    const left = dx ? cx - width / 2 : Math.min(Math.max(cx - width / 2, 3), wide - width - 3), top = cy - height / 2;
    if (left < 2 || left + width > wide - 2 || top < 1 || top + height > high - 1) continue;
    const box = [left - 1, top, left + width + 1, top + height];
    if (taken.free(box, actor) && !links.some((link) => crosses(link, box))) return box;
  }
  return null;
}

function litLinks() {
  const now = arcs(), at = (actor) => { const [x, y] = placeOf(actor); return network.canvasToDOM({ x, y }); };
  return [...litPairs].filter((p) => V.pairSet.has(p)).map((p) => [at(now.pairA[p]), at(now.pairB[p])]);
}

function drawLeader(ctx, from, to) {
  ctx.strokeStyle = colours().soft;
  ctx.lineWidth = 0.8;
  strokeLine(ctx, from, to);
}

// Who did it to whom, as heads of a size that can be seen: those of the links shrink with the map.
function drawWays(ctx) {
  const now = arcs(), look = colours(), done = new Set();
  const at = (actor) => { const [x, y] = placeOf(actor), { x: left, y: top } = network.canvasToDOM({ x, y }); return [left, top]; };
  const way = (a, b, tone) => {
    if (a === b || done.has(`${a} ${b}`) || !V.shownSet.has(a) || !V.shownSet.has(b)) return;
    done.add(`${a} ${b}`);
    ctx.fillStyle = look[tone];
    arrowHead(ctx, at(a), at(b), signSize(b) * network.getScale(), -1);
  };
  for (const i of litAlone ?? pathPairs().flatMap((p) => relationsBetween(now.pairA[p], now.pairB[p]))) {
    const tone = toneClass(i);
    for (const a of sideOf(now.actors[i])) {
      for (const b of sideOf(now.recipients[i])) {
        way(a, b, tone);
        if (D.relations.mutual[i]) way(b, a, tone);
      }
    }
  }
}
