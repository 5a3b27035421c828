// The way back through what was open in the panel.
const TRAIL = ["select", "mode", "answers", "by", "to", "path", "focus", "step", "roll"], TRAIL_AT_MOST = 30;
const trail = [];
let returning = false;

const openIn = (state) => JSON.stringify([state.select, state.mode, state.answers, state.path && [state.path.from, state.path.to, state.path.via]]);

// What was open is kept when something else takes its place; a panel that is closed, and a story, have no way back.
function keepTrail(before) {
  if (!S.select && !S.mode || S.story || before.story) trail.length = 0;
  else if (!returning && (before.select || before.mode) && openIn(before) !== openIn(S)) {
    trail.push({ state: Object.fromEntries(TRAIL.map((key) => [key, before[key]])), top: $("evidence").scrollTop });
    if (trail.length > TRAIL_AT_MOST) trail.shift();
  }
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
