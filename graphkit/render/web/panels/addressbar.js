// The address of the page follows what the reader does, and the page follows the address. A choice is one entry in the browser's
// history, so that its Back leads to what was there before; what only moves or narrows the view replaces the entry.
import { applyState, cameraOf, entryText, stateText } from "../core/address.js";
import { hear, progress } from "../core/state.js";
import { onceWhole } from "../core/whole.js";
import { T } from "../core/words.js";
import { fitMap } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { toggleLegend } from "./drawer.js";
import { comeBack, trailLength } from "./head.js";
import { tellHost } from "./host.js";

let timer = 0, lastAddress = "", lastEntry = "";
/** Whether the newest entry was made for a dialog or a drawer. */
let forLayer = false;

const layerOpen = () => $("dialog").open || document.body.classList.contains("legend-open");
/** That entry when its dialog is closed: the next choice takes its place. */
const isStale = () => forLayer && !layerOpen();
/** A page inside another leaves the history to that. */
const ownHistory = () => window.parent === window;

// What moves is written a moment later, so that dragging does not flood the browser; a choice as soon as all of it is made.
export function writeAddress() {
  if (!progress.started) return;
  clearTimeout(timer);
  timer = window.setTimeout(() => onceWhole(tellAddress), entryText() === lastEntry ? 150 : 0);
}

function tellAddress() {
  const entry = entryText(), chosen = entry !== lastEntry && ownHistory(), asEntry = chosen && !isStale();
  lastAddress = stateText();
  lastEntry = entry;
  if (chosen) forLayer = false;
  tellHost(lastAddress);
  write(asEntry);
}

function write(asEntry) {
  const more = { layer: layerOpen(), trail: trailLength() }, to = lastAddress ? `#${lastAddress}` : location.pathname + location.search;
  try {
    if (asEntry) history.pushState(more, "", to);
    else history.replaceState(more, "", to);
  } catch {
    // a page without an address of its own (srcdoc) has nowhere to write it
  }
}

// What opens over the map is an entry too, so that Back closes it.
function laidOver() {
  if (!progress.started || !ownHistory() || forLayer) return;
  forLayer = true;
  write(true);
}

/** Show whatever is written into the address by hand, and whatever the browser's Back and Forward lead to. */
export function watchAddress() {
  lastAddress = location.hash.slice(1);
  lastEntry = entryText();
  hear("over", laidOver);
  // what opens and closes says itself where the page is scrolled to
  if (ownHistory()) history.scrollRestoration = "manual";
  window.addEventListener("popstate", came);
  window.addEventListener("hashchange", came);
}

function came() {
  const text = location.hash.slice(1), stale = isStale(), open = layerOpen() && !history.state?.layer;
  forLayer = false;
  if (open) {
    $("dialog").close();
    toggleLegend(false);
  }
  if (text === lastAddress) {
    // the entry of a dialog that was closed before: nothing would be seen to change
    if (stale) history.back();
    return;
  }
  clearTimeout(timer);
  lastAddress = text;
  onceWhole(() => comeBack(history.state?.trail ?? 0, () => {
    applyState(text, { say: T.panelBack });
    if (!cameraOf(text)) fitMap();
    // nothing new: only the spelling of what is written by hand may change
    lastEntry = entryText();
  }));
}
