// What a click and a drag on the map do.
import { actorFrom } from "../core/record.js";
import { clearSelection, selectActor, selectLink } from "../core/select.js";
import { S, moved, update } from "../core/state.js";
import { network } from "../canvas/vis.js";
import { toggleLegend } from "./drawer.js";

export function clicked({ nodes, edges, pointer }) {
  if (document.body.classList.contains("legend-open")) return toggleLegend(false);
  const node = network.getNodeAt(pointer.DOM) ?? nodes[0];
  if (node !== undefined) return selectActor(actorFrom(node));
  const edge = network.getEdgeAt(pointer.DOM) ?? edges[0];
  if (edge !== undefined) return selectLink(...edge.split("\n").map(actorFrom));
  return clearSelection();
}

export function dragged({ nodes }) {
  if (!nodes.length) return moved();
  for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) {
    S.pins.set(actorFrom(id), [Math.round(x), Math.round(y)]);
  }
  return update({ pins: S.pins });
}
