// The one file that touches vis-network, as its authors publish it. What the rest of the page needs of its inside, which is not
// part of its documented face, stands below with the reason; all else goes through `network`, `nodeSet` and `edgeSet`.
import { DataSet } from "vis-data/esnext";
import { Network } from "vis-network/esnext";

// A page that brings a vis-network of its own is drawn with that one; a script around the page finds ours under the same name.
const vis = (globalThis.vis ??= { DataSet, Network });

export let network = null, nodeSet = null;

/** The set that vis-network draws from: the signs shown and nothing else. Links are ours (lines.js). */
export function openSets() {
  nodeSet = new vis.DataSet();
}

export function openNetwork(box, options) {
  network = new vis.Network(box, { nodes: nodeSet, edges: new vis.DataSet() }, options);
}

/** The element that is drawn on: for what vis-network has no event for. */
export const drawingCanvas = () => network.canvas.frame.canvas;

/** How many dots of the drawing a pixel of the page has: names are drawn in pixels, not in the map's own measure. */
export const pixelRatio = () => network.canvas.pixelRatio ?? devicePixelRatio;

/**
 * Do something to the map and have it drawn once, after all of it: vis-network would draw after each change of each set.
 * Whatever the action returns is handed on.
 */
export function heldBack(action) {
  const { emitter } = network.body;
  emitter.emit("_blockRedraw");
  const result = action();
  emitter.emit("_allowRedraw");
  return result;
}

/** Have every sign measured now and not when it is first drawn: what has no size yet is left out of views. */
export const measureSigns = () => network.body.emitter.emit("_resizeNodes");

/** Draw in the frame that follows, once, however often this is asked for; `redraw` would do so at once. */
export const requestRedraw = () => network.body.emitter.emit("_requestRedraw");
export const redrawIsComing = () => network.renderer.redrawRequested;
