// A page written for a notebook’s widget speaks with it; any other page listens to nobody.
import { applyState, stateText } from "../core/address.js";
import { D } from "../core/record.js";
import { onceWhole } from "../core/whole.js";
import { syncMap } from "../canvas/map.js";

// The page says its token to the window around it, which answers with it and one end of a channel that
// nobody else has. From then on only that channel counts: views to show come in, what the reader does goes out.
let host = null, byReader = false;
const LONGEST_STATE = 200000;

export function greetHost() {
  const token = D.meta.channel;
  if (!token || window.parent === window) return;
  window.addEventListener("message", function answered(event) {
    if (event.source !== window.parent || event.data?.graphkit !== token || event.ports.length !== 1) return;
    window.removeEventListener("message", answered);
    host = event.ports[0];
    host.onmessage = ({ data }) => hearHost(data);
  });
  for (const name of ["pointerdown", "wheel", "keydown", "click", "input"]) {
    window.addEventListener(name, () => { byReader = true; }, { capture: true, passive: true });
  }
  window.parent.postMessage({ graphkit: token, state: stateText() }, "*");
}

// Only two things can be asked for: a view, and light or dark where the page was to follow its surroundings.
function hearHost(data) {
  if (typeof data?.state === "string" && data.state.length <= LONGEST_STATE) {
    onceWhole(() => { byReader = false; applyState(data.state); });
  }
  if (["light", "dark"].includes(data?.theme) && document.documentElement.dataset.theme === "auto") {
    document.documentElement.dataset.theme = data.theme;
    syncMap();
  }
}

// What the reader has changed; what was asked for is not said back, so that two views of one widget never argue.
export function tellHost(text) {
  if (byReader) host?.postMessage({ state: text });
}
