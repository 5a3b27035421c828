// The legend of the lines: what each means, as shapes for the page and for pictures.
import { linkTone } from "../core/links.js";
import { D, isGroup, statusOf } from "../core/record.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { ring } from "./lines.js";
import { SHAPE, signPath } from "./look.js";
import { plateOf, wordsWide } from "./plates.js";
import { write } from "./shapes.js";

/** The sign of each entry of the legend line, from x to x + 30 on the height y. @returns {import("./shapes.js").Shape[]} */
export function keyShapes(name, x = 0, y = 7) {
  const line = (stroke, /** @type {any} */ more = {}) => ({ path: `M${x} ${y}h${more.short ?? 29}`, stroke, width: 2.6, ...more });
  switch (name) {
    case "coop": return [line("coop", { short: 22 }), { path: `M${x + 30} ${y}l-9 -4.5v9Z`, fill: "coop" }];
    case "conf": return [line("conf", { short: 28 }), { path: `M${x + 28} ${y - 6}v12`, stroke: "conf", width: 2.4 }];
    case "mixed": return [line("mixed")];
    case "tie": return [line("tie", { width: 2 }), { path: `M${x} ${y - 4}h29M${x} ${y + 4}h29`, stroke: "tie", width: 1.2 }];
    case "own": return [line("own", { short: 22 }), { path: `M${x + 22} ${y - 4.5}l8 4.5l-8 4.5`, stroke: "own", width: 1.8 }];
    case "soft": return [line("mixed", { dash: [6, 4], width: 2 })];
    case "denied": return ring([x + 15, y], 7);
    case "coded": return [line("mixed", { dash: [1, 2], width: 0.9 })];
    case "single": return [line("mixed", { dash: [1.5, 4.5], width: 2 })];
    default: return [];
  }
}

/** What the legend line says of this map. @returns {[string, string][]} */
export function keyEntries() {
  const status = (name) => D.relations.status.some((_, i) => statusOf(i) === name), quad = (some) => D.types.some((type) => some.includes(type.quad));
  /** @type {any[]} */
  const entries = [["coop", T.cooperation, quad([0, 1])], ["conf", T.conflict, quad([2, 3])], ["tie", T.standing, quad([4])], ["own", T.ownKey, quad([null])],
    ["soft", T.softKey, ["alleged", "expected", "considered", "proposed", "denied"].some(status)], ["denied", T.deniedKey, ["contested", "denied", "acknowledged"].some(status)], ["single", T.oneSource, D.several && D.relations.sources.some((n) => n <= 1)], ["coded", T.codedKey, D.coded]];
  return entries.filter(([, , there]) => there).map(([name, text]) => [name, text]);
}

/** The kinds of those who have a plate, and of those who stand on one. @returns {string[][]} */
export function kindsDrawn() {
  const kindOf = (one) => D.kinds[D.actors.kind[one]], own = V.shown.filter((one) => !isGroup(one));
  const some = (list) => D.kinds.filter((kind) => list.includes(kind));
  return [some(own.map(kindOf)), some(own.flatMap((one) => plateOf(one).members.map(({ kind }) => kind)))];
}

/** Whether a link is drawn that stands for about as much cooperation as conflict: grey, and of no entry of the legend line. */
export const mixedDrawn = () => V.pairs.some((p) => linkTone(p) === "mixed");

/** The line that tells the kinds apart, as shapes, and how wide it is. */
export function kindLine(pen, look, x, y) {
  kindsDrawn().forEach((kinds, onPlate) => {
    if (onPlate && kinds.length) { pen.words(T.onPlate, x, y, { size: 11.5, fill: look.soft }); x += wordsWide(T.onPlate, 11.5) + 8; }
    for (const kind of kinds) {
      const full = kind === "state" || kind === "igo";
      pen.path(signPath(SHAPE[kind] ?? "circle", x + 5, y - 4, 4.5), full ? { fill: look.ink } : { stroke: look.ink, width: 1.2 });
      pen.words(T.kindsShort[kind] ?? kind, x + 14, y, { size: 11.5, fill: look.soft });
      x += 14 + wordsWide(T.kindsShort[kind] ?? kind, 11.5) + 14;
    }
  });
  if (mixedDrawn()) { write(pen, keyShapes("mixed", x, y - 4), look); pen.words(T.mixedKey, x + 36, y, { size: 11.5, fill: look.soft }); }
}

export function legendLine(pen, look, x, y) {
  for (const [name, text] of keyEntries()) {
    write(pen, keyShapes(name, x, y - 4), look);
    pen.words(text, x + 36, y, { size: 12, fill: look.ink });
    x += 36 + wordsWide(text, 12) + 22;
  }
}
