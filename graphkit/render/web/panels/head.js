// The head of the panel, and the way back through what was open in it.
import { clearSelection } from "../core/select.js";
import { S, fieldsThat, update } from "../core/state.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { button, h } from "./dom.js";

export function panelHead(title, ...rest) {
  return h("div.panel-head", {},
    h("h2", { id: "panel-title" }, title),
    backButton(),
    (S.select || S.mode) && button("×", clearSelection, { class: "close", "aria-label": T.close }),
    ...rest);
}

const TRAIL_AT_MOST = 30;
const trail = [];
let returning = false;
export const openIn = (state) => JSON.stringify([state.select, state.mode, state.answers, state.path && [state.path.from, state.path.to, state.path.via]]);

// What was open is kept when something else takes its place; a panel that is closed, and a story, have no way back.
export function keepTrail(before) {
  if (!S.select && !S.mode || S.story || before.story) trail.length = 0;
  else if (!returning && (before.select || before.mode) && openIn(before) !== openIn(S)) {
    trail.push({ state: Object.fromEntries(fieldsThat("trail").map((key) => [key, before[key]])), top: $("evidence").scrollTop });
    if (trail.length > TRAIL_AT_MOST) trail.shift();
  }
}

export const trailLength = () => trail.length;

/** Do what the browser's Back or Forward leads to: of the way back through the panel so much is left. */
export function comeBack(length, action) {
  trail.length = Math.min(length, trail.length);
  returning = true;
  action();
  returning = false;
}

function backButton() {
  return trail.length > 0 && button(`\u2039 ${T.panelBack}`, goBack, { class: "trail", id: "panel-back" });
}

function goBack() {
  const { state, top } = trail.pop();
  returning = true;
  update(state, { say: T.panelBack });
  returning = false;
  $("evidence").scrollTop = top;
  ($("panel-back") ?? $("evidence")).focus({ preventScroll: true });
}
