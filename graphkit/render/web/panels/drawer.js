// The legend as a drawer, where the screen has no room beside the map.
import { laidOver } from "../core/state.js";
import { $ } from "../canvas/element.js";

export function toggleLegend(open) {
  document.body.classList.toggle("legend-open", open);
  $("legend-button")?.setAttribute("aria-expanded", String(document.body.classList.contains("legend-open")));
  if (open) laidOver();
}
