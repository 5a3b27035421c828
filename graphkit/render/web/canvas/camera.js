// Where the reader looks: fitting, zooming, moving to what was asked for.
import { moved } from "../core/state.js";
import { V } from "../core/view.js";
import { $ } from "./element.js";
import { fitsLit, isLitActor, isNarrow } from "./lit.js";
import { calm } from "./look.js";
import { placeOf } from "./places.js";
import { boxAround, plateBox } from "./plates.js";
import { network } from "./vis.js";
import { pointOf, waysNow } from "./ways.js";

let mapSize = "";

export function noteSize() {
  mapSize = `${$("canvas").clientWidth} ${$("canvas").clientHeight}`;
}

const motion = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

// The view that shows all plates whole, those that take part where not all are wanted.
export function fitMap({ animate = false } = {}) {
  const actors = fitsLit() ? V.shown.filter(isLitActor) : V.shown, box = $("canvas");
  if (!actors.length || !box.clientWidth) return;
  const { x, y, across, along } = extentOfPlates(actors, fitsLit() ? [] : bends());
  fittedTo = fitKey(x, y, across, along);
  const most = fitsLit() ? 1.5 : V.narrow ? 1.25 : 1.3;
  // below, the buttons for zooming have room
  const high = seen = heightSeen(), scale = Math.max(0.05, Math.min((box.clientWidth - 16) / across, (high - (V.narrow ? 14 : 22)) / along, most));
  network.moveTo({ position: { x, y: y + (box.clientHeight - high) / 2 / scale }, scale, animation: animate && motion() });
  fitted = true;
  if (animate) moved();
}

/** What was fitted last, and into how much room. */
let fittedTo = "";
const fitKey = (...extent) => [...extent, $("canvas").clientWidth, heightSeen()].map(Math.round).join(" ");

/** Where all of the map was seen and now more, less or other is drawn of it, or there: see all of it again. */
export function fitAgain() {
  if (!network || !fitted || !V.shown.length || !$("canvas").clientWidth) return;
  const { x, y, across, along } = extentOfPlates(V.shown, bends());
  if (fitKey(x, y, across, along) !== fittedTo) fitMap({ animate: true });
}

const LEAST_SEEN = 150;
/** How much of the map's height was seen when it was fitted last. */
let seen = 0;

// A sheet that is pulled up over the map covers the lower part of it.
function heightSeen() {
  const { top, height } = $("canvas").getBoundingClientRect(), sheet = $("side").getBoundingClientRect().top - top;
  return isSheet() ? Math.max(Math.min(height, sheet), Math.min(height, LEAST_SEEN)) : height;
}

/** Whether the panel is a sheet below the map, as on a phone. */
export const isSheet = () => getComputedStyle($("side")).position === "relative";

const PULLED = 0.42;

/** Pull the sheet up over the map, as far as a little of it must be seen. */
export function pullUp() {
  if (!isSheet() || !V.narrow) return;
  // the height of the page's window: that of the screen is another one while something is wider than it
  scrollBy({ top: $("side").getBoundingClientRect().top - document.documentElement.clientHeight * PULLED, behavior: "instant" });
  fitMap({ animate: true });
}

/** Fit the map anew where the reader has moved the sheet over it, or away, and enough of it is seen. */
export function refit() {
  if (!network || !fitted || !V.narrow || !isSheet()) return;
  const now = heightSeen();
  if (now > LEAST_SEEN && Math.abs(now - seen) > 4) fitMap();
}

/** Let the sheet down again, so that the map is seen, and all of it. */
export function letDown() {
  if (isSheet() && V.narrow && scrollY > 0) scrollTo({ top: 0, behavior: "instant" });
  fitAgain();
}

// How far the links reach that bend around something.
const bends = () => [...waysNow().values()].flatMap((way) => [0.3, 0.5, 0.7].map((share) => pointOf(way, share))).map(([x, y]) => [x - 8, y - 8, x + 8, y + 8]);

function extentOfPlates(actors, more = []) {
  const [left, top, right, bottom] = boxAround([...actors.map((actor) => plateBox(actor)), ...more]);
  return { x: (left + right) / 2, y: (top + bottom) / 2, across: Math.max(right - left, 60), along: Math.max(bottom - top, 40) };
}

/** The part of the map that is on the screen, as a box. */
export function boxOnScreen() {
  const { clientWidth, clientHeight } = $("canvas"), from = network.DOMtoCanvas({ x: 0, y: 0 }), to = network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  return [from.x, from.y, to.x, to.y];
}

let fitted = true;

// The view no longer shows all there is.
export function unfit() {
  fitted = false;
}

let onNarrow = () => {};

/** What is done when the room becomes that of a phone, or more than that again. */
export const whenNarrow = (action) => { onNarrow = action; };

export function resized() {
  const box = $("canvas");
  if (!network || !box.clientWidth) return;
  const size = `${box.clientWidth} ${box.clientHeight}`;
  if (size === mapSize) return;
  mapSize = size;
  if (V.narrow !== isNarrow()) onNarrow();
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
  const { x, y, across, along } = extentOfPlates(actors), box = $("canvas");
  const scale = Math.max(Math.min((box.clientWidth - 60) / across, (box.clientHeight - 60) / along, 1.2), 0.05);
  unfit();
  network.moveTo({ position: { x, y }, scale, animation: motion() });
  moved();
}

export function keepInSight(actor) {
  const [x, y] = placeOf(actor), at = network.canvasToDOM({ x, y }), box = $("canvas");
  if (at.x < 40 || at.y < 40 || at.x > box.clientWidth - 40 || at.y > box.clientHeight - 40) centreOn([actor]);
}
