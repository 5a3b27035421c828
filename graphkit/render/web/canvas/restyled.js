// What a pyvis user has changed on an actor’s sign, and on a link.
export const restyled = new Map();
export const linkRestyled = new Map();

/** How much all links bend, where a pyvis user says that they are curved: a share of their length, to one side. */
export const curved = { bend: 0 };

/** @param {any} smooth what vis-network calls so */
export function readCurve(smooth) {
  const way = { curvedCW: 1, curvedCCW: -1 }[smooth?.enabled !== false && smooth?.type];
  curved.bend = way ? way * (smooth.roundness ?? 0.5) * 0.5 : 0;
}
