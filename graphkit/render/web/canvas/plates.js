// Plates: a sign bears its own name and, on a second line, who stands on it.
import { groupLabel, isGrouped } from "../core/groups.js";
import { briefName, membersOn, signName } from "../core/members.js";
import { D, idOf, isGroup } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { short } from "../core/words.js";
import { FILL, FONT, SHAPE, blocFill, byBloc, colours, inkOn, signPath } from "./look.js";
import { placeOf } from "./places.js";
import { restyled } from "./restyled.js";

const MEMBERS_AT_MOST = 3, MEMBER = 11.5, CROWD = 60, ROW = 210;
const NAME = [13, 20];

let pen = null;
const widths = new Map();

/** How wide words are, in the map’s own measure. */
export function wordsWide(text, size, weight = 400) {
  const key = `${weight} ${size} ${text}`;
  let wide = widths.get(key);
  if (wide === undefined) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px ${FONT}`;
    wide = pen.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(key, wide);
  }
  return wide;
}

/** A text in lines as wide as there is room for, broken between words. @returns {string[]} */
export function wrapped(text, size, weight, room) {
  const lines = [];
  for (const word of String(text).split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && wordsWide(longer, size, weight) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const kindOf = (actor) => D.kinds[D.actors.kind[actor]] ?? "group";

/** @type {{ key: any[], plates: Map<number, any> }} */
let cache = { key: [], plates: new Map() };

/** What stands on an actor’s plate and how much room that takes. */
export function plateOf(actor) {
  const key = [V.pass, V.shown, S.roll, V.narrow, isGrouped()];
  if (key.some((one, k) => one !== cache.key[k])) cache = { key, plates: new Map() };
  let plate = cache.plates.get(actor);
  if (!plate) cache.plates.set(actor, plate = makePlate(actor));
  return plate;
}

function makePlate(actor) {
  const kind = kindOf(actor), share = V.involvement[actor] / Math.max(V.most, 1), many = V.shown.length > CROWD;
  const size = V.narrow ? 13.5 : isGroup(actor) ? 13 : Math.round(2 * (NAME[0] + (NAME[1] - NAME[0]) * Math.sqrt(share))) / 2;
  const name = isGroup(actor) ? groupLabel(actor) : V.narrow ? short(briefName(actor), 18) : signName(actor);
  const listed = V.narrow || many ? [] : membersOn(actor), members = [];
  let taken = 0;
  for (const one of listed.slice(0, MEMBERS_AT_MOST)) {
    const text = short(briefName(one), 22), own = wordsWide(text, MEMBER) + 20;
    // whoever does not fit is counted
    if (members.length && taken + own > ROW - 18) break;
    members.push({ text, kind: kindOf(one), wide: own });
    taken += own;
  }
  const more = listed.length > members.length ? `+${listed.length - members.length}` : "";
  const icon = kind === "state" || kind === "group" ? 0 : size * 0.95, nameWide = wordsWide(name, size, 700);
  const row = members.reduce((sum, { wide }) => sum + wide, 0) + (more ? wordsWide(more, MEMBER) + 4 : 0);
  const wide = Math.max(nameWide + icon, row) + (V.narrow ? 18 : 22), high = size + (members.length ? 31 : V.narrow ? 14 : 14);
  return { name, size, kind, icon, nameWide, members, more, row, wide: Math.round(wide), high: Math.round(high) };
}

const rectPath = (x, y, wide, high, r) => (r < 1 ? `M${x} ${y}h${wide}v${high}h${-wide}Z`
  : `M${x + r} ${y}h${wide - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${high - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - wide}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - high}a${r} ${r} 0 0 1 ${r} ${-r}Z`);

// How a kind of plate looks: its fill, what is written on it, its outline and its corners.
function dress(actor, { kind, high }) {
  const own = restyled.get(idOf(actor))?.color, chosen = typeof own === "string" ? own : own?.background;
  const given = chosen && chosen !== FILL[kind] ? chosen : byBloc() && !isGroup(actor) ? blocFill(D.actors.bloc[actor]) : null;
  const first = S.roll === D.meta.rollUp && D.meta.pair?.[0] === actor;
  const round = kind === "state" ? 3 : kind === "igo" ? high / 2 : kind === "other" ? 3 : 9;
  if (given) return { fill: given, ink: inkOn(given), stroke: "outline", round, dash: kind === "other" ? [3, 2.5] : null };
  if (kind === "state") return { fill: first ? "first" : "plate", ink: "onPlate", stroke: null, round, dash: null };
  if (kind === "group") return { fill: "field", ink: "ink", stroke: "outline", round, dash: null };
  return { fill: "paper", ink: "ink", stroke: kind === "other" ? "ink" : "plate", round, dash: kind === "other" ? [3, 2.5] : null };
}

/** A plate as shapes around its place; `words` says whether its text is drawn. @returns {import("./shapes.js").Shape[]} */
export function plateShapes(actor, { chosen = false, words = true } = {}) {
  const plate = plateOf(actor), { name, size, kind, icon, members, more, wide, high, nameWide, row } = plate, look = dress(actor, plate);
  const [x, y] = placeOf(actor), left = x - wide / 2, top = y - high / 2;
  /** @type {import("./shapes.js").Shape[]} */
  const shapes = [{ path: rectPath(left, top, wide, high, look.round), fill: look.fill, stroke: look.stroke ?? undefined, width: 1.5, dash: look.dash }];
  if (chosen) shapes.push({ path: rectPath(left - 4, top - 4, wide + 8, high + 8, look.round + 3), stroke: "ink", width: 2.2 });
  if (!words) return shapes;
  const base = top + (members.length ? size + 6 : (high + size * 0.72) / 2), start = x - (nameWide + icon) / 2;
  if (icon) shapes.push({ path: signPath(SHAPE[kind] ?? "cross", start + icon * 0.36, base - size * 0.36, size * 0.33), fill: kind === "igo" ? look.ink : undefined, stroke: look.ink, width: 1.3 });
  shapes.push({ text: name, x: start + icon, y: base, size, weight: 700, ink: look.ink });
  let at = x - row / 2;
  for (const one of members) {
    shapes.push({ path: signPath(SHAPE[one.kind] ?? "circle", at + 6, top + high - 11, 4), stroke: look.ink, width: 1.2 });
    shapes.push({ text: one.text, x: at + 13, y: top + high - 7, size: MEMBER, ink: look.ink });
    at += one.wide;
  }
  if (more) shapes.push({ text: more, x: at + 1, y: top + high - 7, size: MEMBER, ink: look.ink });
  return shapes;
}

/** The box of a plate: left, top, right, bottom. */
export function plateBox(actor, gap = 0) {
  const { wide, high } = plateOf(actor), [x, y] = placeOf(actor);
  return [x - wide / 2 - gap, y - high / 2 - gap, x + wide / 2 + gap, y + high / 2 + gap];
}

/** The box around some boxes. @param {number[][]} boxes */
export const boxAround = (boxes) => [0, 1, 2, 3].map((k) => (k < 2 ? Math.min : Math.max)(...boxes.map((box) => box[k])));

export const plateLook = colours;
