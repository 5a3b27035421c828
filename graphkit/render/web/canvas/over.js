// What is drawn above the plates: the numbers of answers and of steps, and names where plates are too small to be read.
import { D, isGroup } from "../core/record.js";
import { groupLabel } from "../core/groups.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { short } from "../core/words.js";
import { Boxes, textWidth } from "./boxes.js";
import { $ } from "./element.js";
import { isLitActor } from "./lit.js";
import { FONT, colours } from "./look.js";
import { drawNumbers } from "./numbers.js";
import { placeOf } from "./places.js";
import { plateOf } from "./plates.js";
import { LEGIBLE } from "./signs.js";
import { network, pixelRatio } from "./vis.js";

/** The names on the screen: each on its plate or, where that is too small, above it. */
export let lastLabels = [];

export function drawAbove(ctx) {
  ctx.save();
  const ratio = pixelRatio();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const taken = new Boxes();
  lastLabels = namesOnScreen(ctx, taken);
  if (S.mode || S.select) drawNumbers(ctx);
  ctx.restore();
}

const SMALL = 11.5;

function namesOnScreen(ctx, taken) {
  const box = $("canvas"), scale = network.getScale(), found = [], small = [];
  for (const actor of V.shown) {
    const { name, size, nameWide, high, members } = plateOf(actor), [x, y] = placeOf(actor), at = network.canvasToDOM({ x, y });
    if (at.x < 0 || at.y < 0 || at.x > box.clientWidth || at.y > box.clientHeight || !isLitActor(actor)) continue;
    if (size * scale <= LEGIBLE) { small.push({ actor, x: at.x, y: at.y, half: high * scale / 2 }); continue; }
    found.push({ actor, text: name, left: at.x - nameWide * scale / 2, top: at.y - (members.length ? high / 2 - 4 : size / 2) * scale, width: nameWide * scale, line: size * scale, size: size * scale });
  }
  return [...found, ...smallNames(ctx, taken, small, found)];
}

// The most involved of those whose plates are too small, where there is room.
function smallNames(ctx, taken, spots, there) {
  const look = colours(), font = `600 ${SMALL}px ${FONT}`, placed = [];
  for (const { left, top, width, line } of there) taken.take([left, top, left + width, top + line]);
  spots.sort((a, b) => V.involvement[b.actor] - V.involvement[a.actor] || a.actor - b.actor);
  for (const { actor, x, y, half } of spots.slice(0, 160)) {
    const text = isGroup(actor) ? groupLabel(actor) : short(D.actors.name[actor]), width = textWidth(ctx, text, font);
    for (const top of [y - half - 14, y + half + 2, y - 7]) {
      const box = [x - width / 2 - 2, top, x + width / 2 + 2, top + 13];
      if (box[0] < 0 || box[1] < 0 || box[2] > $("canvas").clientWidth || !taken.free(box)) continue;
      taken.take(box);
      ctx.font = font;
      ctx.textAlign = "left";
      ctx.textBaseline = "alphabetic";
      ctx.lineJoin = "round";
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = look.paper;
      ctx.strokeText(text, x - width / 2, top + 10.5);
      ctx.fillStyle = look.ink;
      ctx.fillText(text, x - width / 2, top + 10.5);
      placed.push({ actor, text, left: x - width / 2, top, width, line: 13, size: SMALL });
      break;
    }
  }
  return placed;
}
