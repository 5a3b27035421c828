// What is at a point of the screen, with some tolerance: a finger is less exact than a mouse.
import { V } from "../core/view.js";
import { farFrom } from "./lines.js";
import { plateBox } from "./plates.js";
import { network } from "./vis.js";

/** The actor whose plate is at a point, or within so many pixels of it: the nearest. */
export function plateAt(point, near) {
  const { x, y } = network.DOMtoCanvas(point), scale = network.getScale();
  let best, least = near / scale;
  for (const actor of V.shown) {
    const [left, top, right, bottom] = plateBox(actor), far = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (far < least || far === 0) { least = far; best = actor; }
  }
  return best;
}

/** The link at a point, or within so many pixels of it: the nearest. */
export function pairAt(point, near) {
  const { x, y } = network.DOMtoCanvas(point), scale = network.getScale();
  let best, least = near / scale;
  for (const p of V.pairs) {
    const far = farFrom(p, [x, y]);
    if (far < least) { least = far; best = p; }
  }
  return best;
}
