// Where the reader looks: fitting, zooming, moving to what was asked for.
import { moved } from "../core/state.js";
import { V } from "../core/view.js";
import { $ } from "./element.js";
import { fitsLit, isLitActor } from "./lit.js";
import { calm } from "./look.js";
import { extentOf, placeOf } from "./places.js";
import { network } from "./vis.js";

let mapSize = "";

export function noteSize() {
  mapSize = `${$("canvas").clientWidth} ${$("canvas").clientHeight}`;
}

const motion = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

// The box that holds everything shown, with room for labels; then the view that shows it whole.
export function fitMap({ animate = false } = {}) {
  const places = (fitsLit() ? V.shown.filter(isLitActor) : V.shown).map(placeOf), box = $("canvas");
  if (!places.length || !box.clientWidth) return;
  const { x, y, across: wide, along: high } = extentOf(places);
  // below, the buttons for zooming have room
  const [across, along, up] = fitsLit() ? [80, 72, 10] : [110, 90, 4];
  const scale = Math.max(0.05, Math.min((box.clientWidth - across) / wide, (box.clientHeight - along) / high, fitsLit() ? 0.8 : 1.6));
  network.moveTo({ position: { x, y: y + up / scale }, scale, animation: animate && motion() });
  fitted = true;
  if (animate) moved();
}

let fitted = true;

// The view no longer shows all there is.
export function unfit() {
  fitted = false;
}

export function resized() {
  const box = $("canvas");
  if (!network || !box.clientWidth) return;
  const size = `${box.clientWidth} ${box.clientHeight}`;
  if (size === mapSize) return;
  mapSize = size;
  const position = network.getViewPosition(), scale = network.getScale();
  network.setSize(`${box.clientWidth}px`, `${box.clientHeight}px`);
  // vis scales the view along with its box: put it back
  network.moveTo({ position, scale, animation: false });
  network.redraw();
  if (fitted) fitMap();
}

export function centreOn(actors) {
  const shown = actors.filter((actor) => V.shownSet.has(actor)).map(placeOf);
  if (!shown.length) return;
  const x = shown.reduce((sum, place) => sum + place[0], 0) / shown.length;
  const y = shown.reduce((sum, place) => sum + place[1], 0) / shown.length;
  network.moveTo({ position: { x, y }, scale: network.getScale(), animation: motion() });
}

export function zoomBy(factor) {
  unfit();
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 8), animation: motion() });
  moved();
}

export function cameraText() {
  if (!network || fitted) return "";
  const { x, y } = network.getViewPosition();
  return `${Math.round(x)} ${Math.round(y)} ${network.getScale().toFixed(2)}`;
}

/** @param {number[]} place */
export function moveCamera([x, y, scale]) {
  unfit();
  network.moveTo({ position: { x, y }, scale, animation: false });
}

// As near as shows all of some actors with their names.
export function zoomTo(actors) {
  const { x, y, across, along } = extentOf(actors.map(placeOf)), box = $("canvas");
  const scale = Math.max(Math.min((box.clientWidth - 180) / across, (box.clientHeight - 120) / along, 1.2), 0.05);
  unfit();
  network.moveTo({ position: { x, y }, scale, animation: motion() });
  moved();
}

export function keepInSight(actor) {
  const [x, y] = placeOf(actor), at = network.canvasToDOM({ x, y }), box = $("canvas");
  if (at.x < 40 || at.y < 40 || at.x > box.clientWidth - 40 || at.y > box.clientHeight - 40) centreOn([actor]);
}
