// The address of the page follows what the reader does, and the page follows the address.
import { applyState, stateText } from "../core/address.js";
import { progress } from "../core/state.js";
import { onceWhole } from "../core/whole.js";
import { tellHost } from "./host.js";

let addressTimer = 0;
let lastAddress = "";

// Written a moment later, so that dragging a handle does not flood the history.
export function writeAddress() {
  if (!progress.started) return;
  clearTimeout(addressTimer);
  addressTimer = setTimeout(() => onceWhole(tellAddress), 150);
}

function tellAddress() {
  lastAddress = stateText();
  tellHost(lastAddress);
  try {
    history.replaceState(null, "", lastAddress ? `#${lastAddress}` : location.pathname + location.search);
  } catch {
    // a page without an address of its own (srcdoc) has nowhere to write it
  }
}

// Whatever is written into the address by hand is shown.
export function watchAddress() {
  window.addEventListener("hashchange", () => {
    const text = location.hash.slice(1);
    if (text !== lastAddress) onceWhole(() => applyState(text));
  });
}
