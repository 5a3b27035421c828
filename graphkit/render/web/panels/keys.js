// Everything by keyboard.
import { isFiltered } from "../core/filters.js";
import { clearSelection, resetFilters, selectActor } from "../core/select.js";
import { S, update } from "../core/state.js";
import { V } from "../core/view.js";
import { fitMap, keepInSight, zoomBy } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { placeOf } from "../canvas/places.js";
import { openAnswers } from "./answers.js";
import { stepAnswers } from "./asking.js";
import { toggleLegend } from "./drawer.js";
import { showHelp } from "./help.js";
import { openPath } from "./paths.js";
import { endStory, stepStory } from "./story.js";
import { openTable } from "./table.js";

// What is pressed before the keys are listened to has its effect as soon as they are; what is typed after "/" is searched for.
/** @type {KeyboardEvent[]} */
const earlyKeys = [];

function keepKey(event) {
  earlyKeys.push(event);
  // a browser may open a search of its own
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey) event.preventDefault();
}

export function keepKeys() {
  document.addEventListener("keydown", keepKey);
}

export function startKeys() {
  document.removeEventListener("keydown", keepKey);
  document.addEventListener("keydown", pressed);
  const early = earlyKeys.splice(0), asked = early.findIndex(({ key }) => key === "/");
  early.slice(0, asked < 0 ? early.length : asked).forEach(pressed);
  if (asked >= 0) typeInto($("search"), early.slice(asked + 1));
}

// As if it had been typed there.
function typeInto(field, keys) {
  if (!field) return;
  field.focus();
  for (const { key, ctrlKey, metaKey, altKey } of keys) {
    if (ctrlKey || metaKey || altKey) continue;
    if ([...key].length > 1 && key !== "Backspace") field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    else {
      field.value = key === "Backspace" ? field.value.slice(0, -1) : field.value + key;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $("dialog").open) return;
  const typing = event.target.closest("input:not([type=checkbox]):not([type=range]), select, textarea");
  if (event.key === "Escape") { if (typing) typing.blur(); escapeKey(); return; }
  if (typing) return;
  const action = keyAction(event);
  if (!action) return;
  event.preventDefault();
  action();
}

function keyAction(event) {
  const onMap = event.target === $("canvas");
  const turn = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (turn) return onMap && !S.table ? () => walk(turn) : null;
  switch (event.key) {
    case "/": return () => $("search")?.focus();
    case "?": return showHelp;
    case "+": case "=": return () => zoomBy(1.25);
    case "-": case "_": return () => zoomBy(0.8);
    case "0": return () => fitMap({ animate: true });
    case "f": case "F": return S.select?.actor === undefined ? null : () => update({ focus: (S.focus + 1) % 3 });
    case "t": case "T": return () => openTable(S.table ? "" : "relations");
    case "a": case "A": return openAnswers;
    case "p": case "P": return () => openPath(S.select?.actor ?? null);
    case "n": case "N": return () => stepOn(1);
    case "b": case "B": return () => stepOn(-1);
    case "Enter": return onMap && S.select ? () => $("evidence").focus() : null;
    default: return null;
  }
}

function stepOn(by) {
  if (S.story) return stepStory(by);
  return S.mode === "answers" ? stepAnswers(by) : undefined;
}

function escapeKey() {
  if (document.body.classList.contains("legend-open")) return toggleLegend(false);
  if (S.table) return openTable("");
  if (S.story) return endStory();
  // first what is open, then what was asked for: so it leads back to the whole
  if (!S.select && !S.mode && isFiltered()) resetFilters();
  else clearSelection();
  return $("canvas").focus({ preventScroll: true });
}

// To the nearest actor in a direction, from the selected one or from the middle.
function walk([dx, dy]) {
  const here = S.select?.actor;
  if (here === undefined) return V.shown.length ? selectActor(V.shown[0]) : undefined;
  const [x, y] = placeOf(here);
  let best = null, least = Infinity;
  for (const actor of V.shown) {
    if (actor === here) continue;
    const [ax, ay] = placeOf(actor), along = (ax - x) * dx + (ay - y) * dy, across = Math.abs((ax - x) * dy) + Math.abs((ay - y) * dx);
    if (along <= 0) continue;
    const cost = along + 2 * across;
    if (cost < least) { least = cost; best = actor; }
  }
  if (best === null) return undefined;
  selectActor(best);
  return keepInSight(best);
}
