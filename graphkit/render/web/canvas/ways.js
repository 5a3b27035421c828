// The ways of the links that are drawn, found anew when something has moved.
import { findWays, pointsOf } from "../core/bending.js";
import { partWays } from "../core/parting.js";
import { arcs } from "../core/groups.js";
import { D } from "../core/record.js";
import { V } from "../core/view.js";
import { freeNotes, noteBoxes } from "./notes.js";
import { boxAround, plateBox } from "./plates.js";
import { curved } from "./restyled.js";

export { pointOf, pointsOf } from "../core/bending.js";

/** @typedef {import("../core/bending.js").Way} Way */

/** @type {{ stamp: number, pairs: any, ways: Map<number, Way>, plates: number[][] }} */
let cache = { stamp: -1, pairs: null, ways: new Map(), plates: [] };
/** @type {{ key: string, of: any, notes: import("./notes.js").Block[] }} */
let noted = { key: "", of: null, notes: [] };
/** What was found last, for the same links between the same plates. @type {{ key: string, ways: Map<number, Way>, plates: number[][] }} */
let parted = { key: "", ways: new Map(), plates: [] };
let stamp = 0;

/** Something has been moved, or is another size. */
export const moveWays = () => { stamp++; };

/** The ways of all links drawn, by pair. */
export function waysNow() {
  if (cache.stamp !== stamp || cache.pairs !== V.pairs) cache = { stamp, pairs: V.pairs, ...ways() };
  return cache.ways;
}

/** Some ways as so many pieces each: by pair the points between those, and the box around them. @param {Map<number, Way>} ways @param {number} pieces */
export const runsOf = (ways, pieces) => [...ways].map(([p, way]) => {
  const points = pointsOf(way, pieces);
  return { p, points, box: boxAround(points.map(([x, y]) => [x, y, x, y])) };
});

/** The notes, clear of the links that are drawn. */
export function notesNow() {
  const found = waysNow(), key = noteBoxes().join(" ");
  // other notes may take the same room
  if (noted.of !== cache || noted.key !== key) noted = { key, of: cache, notes: key ? freeNotes(found.values(), cache.plates) : [] };
  return noted.notes;
}

export const wayStamp = () => stamp;

function ways() {
  const now = arcs(), links = V.pairs.map((p) => ({ p, a: now.pairA[p], b: now.pairB[p] })), shown = new Set([...V.shown, ...links.flatMap(({ a, b }) => [a, b])]);
  const boxes = new Map([...shown].map((actor) => [actor, plateBox(actor)]));
  const more = { notes: noteBoxes(), pair: D.meta.pair ?? [] }, key = JSON.stringify([links, [...boxes], more, curved.bend]);
  if (parted.key !== key) {
    const found = findWays(links, boxes, { ...more, bend: curved.bend });
    parted = { key, ways: new Map((curved.bend ? found : partWays(found, boxes, more)).map((way) => [/** @type {number} */ (way.p), way])), plates: [...boxes.values()] };
  }
  return parted;
}
