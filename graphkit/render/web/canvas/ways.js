// The ways of the links that are drawn, found anew when something has moved.
import { findWays } from "../core/bending.js";
import { arcs } from "../core/groups.js";
import { D } from "../core/record.js";
import { V } from "../core/view.js";
import { noteBoxes } from "./notes.js";
import { plateBox } from "./plates.js";
import { curved } from "./restyled.js";

export { pointOf } from "../core/bending.js";

/** @typedef {import("../core/bending.js").Way} Way */

/** @type {{ stamp: number, pairs: any, ways: Map<number, Way> }} */
let cache = { stamp: -1, pairs: null, ways: new Map() };
let stamp = 0;

/** Something has been moved, or is another size. */
export const moveWays = () => { stamp++; };

/** The ways of all links drawn, by pair. */
export function waysNow() {
  if (cache.stamp !== stamp || cache.pairs !== V.pairs) cache = { stamp, pairs: V.pairs, ways: ways() };
  return cache.ways;
}

export const wayStamp = () => stamp;

function ways() {
  const now = arcs(), links = V.pairs.map((p) => ({ p, a: now.pairA[p], b: now.pairB[p] })), shown = new Set([...V.shown, ...links.flatMap(({ a, b }) => [a, b])]);
  const boxes = new Map([...shown].map((actor) => [actor, plateBox(actor)]));
  const found = findWays(links, boxes, { notes: noteBoxes().map(({ box }) => box), pair: D.meta.pair ?? [], bend: curved.bend });
  return new Map(found.map((way) => [way.p, way]));
}
