// The map in a frame that can reach nothing: it is drawn anew after saving, and its selection goes with the card.
import { showRelation } from "./actions.js";
import { by, complain, make, plain } from "./dom.js";
import { get } from "./net.js";
import { on, state } from "./store.js";

let path = "", channel = "", known = "", asking = false, changed = false;
/** @type {MessagePort | null} */ let port = null;
/** @type {HTMLIFrameElement | null} */ let frame = null;

/** Draw the map as it is saved, where it is looked at. */
export async function redraw() {
  changed = true;
  if (state.view !== "map" || asking) return;
  asking = true;
  try {
    while (changed) {                                     // also what is saved while the map is asked for
      changed = false;
      const told = await get("/api/map");
      by("map-sentence").textContent = plain(told.sentence);
      if (told.path && told.path !== path) load(told);
    }
  } catch (error) { complain(error); } finally { asking = false; }
}

/** @param {{ path: string, channel: string }} told */
function load(told) {
  ({ path, channel } = told);
  port?.close();
  port = null;
  frame?.remove();
  frame = /** @type {any} */ (make("iframe", { title: "Map", sandbox: "allow-scripts", src: path }));
  by("map-frame").replaceChildren(frame);
}

/** @param {MessageEvent} event */
function greet({ source, data }) {
  if (!frame || source !== frame.contentWindow || data?.graphkit !== channel || typeof data.state !== "string") return;
  port?.close();
  const ways = new MessageChannel();
  port = ways.port1;
  port.onmessage = hear;
  frame.contentWindow?.postMessage({ graphkit: channel }, "*", [ways.port2]);
  if (known && known !== data.state) port.postMessage({ state: known });
  else known = data.state;
  follow();
}

/** What was chosen on the map is shown on the card. @param {MessageEvent} event */
function hear({ data }) {
  if (typeof data?.state !== "string") return;
  known = data.state;
  const chosen = new URLSearchParams(known).get("relation");
  if (chosen && chosen !== state.card?.relation?.id) showRelation(chosen).catch(complain);
}

/** What is on the card is chosen on the map. */
function follow() {
  const id = state.card?.relation?.id;
  if (!port || !id || state.view !== "map") return;
  const view = new URLSearchParams(known);
  if (view.get("relation") === id) return;
  view.set("relation", id);
  known = view.toString();
  port.postMessage({ state: known });
}

/** Begin. */
export function start() {
  window.addEventListener("message", greet);
  on(["view"], redraw);
  on(["card"], follow);
}
