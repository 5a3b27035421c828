// What a click and a drag on the map do.
import { arcs } from "../core/groups.js";
import { actorFrom } from "../core/record.js";
import { clearSelection, selectActor, selectLink } from "../core/select.js";
import { S, moved, update } from "../core/state.js";
import { onceWhole } from "../core/whole.js";
import { pairAt, plateAt } from "../canvas/hit.js";
import { network } from "../canvas/vis.js";
import { toggleLegend } from "./drawer.js";

// A click counts within eight pixels, a tap within ten.
const NEAR = { mouse: 8, touch: 10 };

export function clicked({ event, pointer }) {
  if (document.body.classList.contains("legend-open")) return toggleLegend(false);
  const near = event?.pointerType === "touch" || event?.srcEvent?.pointerType === "touch" ? NEAR.touch : NEAR.mouse;
  // what is under it now, wherever that is once all has been read
  const upon = plateAt(pointer.DOM, 0.1);
  if (upon !== undefined) return onceWhole(() => selectActor(upon));
  const pair = pairAt(pointer.DOM, near), beside = pair === undefined ? plateAt(pointer.DOM, near) : undefined;
  if (pair !== undefined) {
    const ends = [arcs().pairA[pair], arcs().pairB[pair]];
    return onceWhole(() => selectLink(ends[0], ends[1]));
  }
  return onceWhole(() => (beside === undefined ? clearSelection() : selectActor(beside)));
}

export function dragged({ nodes }) {
  if (!nodes.length) return moved();
  for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) {
    S.pins.set(actorFrom(id), [Math.round(x), Math.round(y)]);
  }
  return update({ pins: S.pins });
}
