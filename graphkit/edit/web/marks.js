// Where marks stand in the page: which lie at a place, which are drawn how, how many lie over one another.
import { spanAt } from "./points.js";

/** @typedef {{ mark: string, layer: "evidence" | "denial" | "proposal", start: number, end: number, relation: string,
 *   stance: string, speaker: string, summary: string, proposal: string, words: string }} Mark */

/** The marks that cover a place, the smallest first. @param {Mark[]} marks @param {number} place */
export function marksAt(marks, place) {
  return marks.filter((one) => one.start <= place && place <= one.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start);
}

/** The mark to take at a place: the smallest, or the one after that which is taken. @param {Mark[]} marks @param {number} place @param {string} taken */
export function nextMark(marks, place, taken) {
  const here = marksAt(marks, place);
  const at = here.findIndex((one) => one.mark === taken);
  return here[(at + 1) % (here.length || 1)] ?? null;
}

/** Spans that cover the same places and do not overlap, so that a layer is painted once. @param {[number, number][]} spans */
export function united(spans) {
  /** @type {[number, number][]} */ const found = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** The most marks of one layer that lie over one another, for each paragraph where there are two or more.
 * @param {Mark[]} marks @param {[number, number][]} paragraphs @returns {Map<number, Map<string, number>>} */
export function overlaps(marks, paragraphs) {
  /** @type {Map<number, Map<string, [number, number][]>>} */
  const edges = new Map();
  for (const { layer, start, end } of marks) {
    for (let at = Math.max(0, spanAt(paragraphs, start)); at < paragraphs.length && paragraphs[at][0] < end; at += 1) {
      const layers = edges.get(at) ?? new Map();
      edges.set(at, layers);
      const steps = layers.get(layer) ?? [];
      layers.set(layer, steps);
      steps.push([start, 1], [end, -1]);
    }
  }
  const found = new Map();
  for (const [at, layers] of edges) {
    for (const [layer, steps] of layers) {
      let open = 0, most = 0;
      for (const [, step] of steps.sort((a, b) => a[0] - b[0] || a[1] - b[1])) { open += step; most = Math.max(most, open); }
      if (most > 1) found.set(at, (found.get(at) ?? new Map()).set(layer, most));
    }
  }
  return found;
}
