// All that stands around the map: built once that is drawn, in short steps, and told of what it shows when that changes.
import { foldAhead } from "./core/find.js";
import { arcs } from "./core/groups.js";
import { KEYS } from "./core/keys.js";
import { computeShown, computeView } from "./core/shown.js";
import { S, changing, hear, watch } from "./core/state.js";
import { V } from "./core/view.js";
import { readWhole } from "./core/whole.js";
import { fitMap, letDown, pullUp, refit, resized, whenNarrow } from "./canvas/camera.js";
import { $ } from "./canvas/element.js";
import { isNarrow } from "./canvas/lit.js";
import { systemDark } from "./canvas/look.js";
import { paintFocus, syncMap } from "./canvas/map.js";
import { network } from "./canvas/vis.js";
import { watchAddress, writeAddress } from "./panels/addressbar.js";
import { watchPrint } from "./panels/print.js";
import { buildFind } from "./panels/find.js";
import { keepTrail, openIn } from "./panels/head.js";
import { greetHost } from "./panels/host.js";
import { startKeys } from "./panels/keys.js";
import { buildLegend, renderDrawn, renderFiltered, renderLegend } from "./panels/legend.js";
import { renderHeading } from "./panels/heading.js";
import { buildKey, renderKey } from "./panels/keyline.js";
import { renderLadder } from "./panels/ladder.js";
import { renderPanel } from "./panels/panel.js";
import { renderStory } from "./panels/story.js";
import { renderTable } from "./panels/table.js";
import { buildTime, renderTime } from "./panels/time.js";
import { buildFoot, buildTools, renderTools } from "./panels/tools.js";

export const idle = () => new Promise((done) => {
  if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 300 });
  else setTimeout(done, 1);
});
// Fold what is searched in while nobody waits, a few milliseconds at a time.
function foldWhenIdle() {
  const until = performance.now() + 8;
  if (!foldAhead(() => performance.now() < until)) idle().then(() => setTimeout(foldWhenIdle));
}
export const painted = () => new Promise((done) => {
  setTimeout(done, 100);       // a page that nobody looks at has no frames
  requestAnimationFrame(() => setTimeout(done));
});

const FILTERS = new Set(changing("filters")), SHOWN = new Set(changing("shown")), MAP = new Set(changing("map"));
const EVERY = [...new Set(KEYS.flatMap((key) => key.sets))];

// What is in view is worked out first, then the map is brought in line with it: dimmed only, where it draws the same.
function follow(before, fields) {
  const among = (some) => fields.some((field) => some.has(field)), shown = V.shown.join() + V.pairs.join();
  if (among(FILTERS) || arcs() !== V.arcs) computeView();
  else if (among(SHOWN)) computeShown();
  if (among(FILTERS) || among(MAP) || V.shown.join() + V.pairs.join() !== shown) syncMap();
  else paintFocus();
}

const inSheet = (state) => `${openIn(state)} ${state.line} ${Boolean(state.table)} ${JSON.stringify(state.story)}`;

// What is opened is seen: a panel and a step of a story from its beginning, on a phone over the map, a table from its head.
function showOpened(before) {
  if (openIn(before) !== openIn(S)) $("evidence").scrollTop = 0;
  if (inSheet(before) === inSheet(S) || (S.table && before.table)) return;
  if (!S.table && (S.select || S.mode || S.line || S.story)) pullUp();
  else letDown();
}

// Who is told of which change, in the order in which they are told.
export function watchState() {
  watch(EVERY, keepTrail);
  watch(EVERY, follow);
  watch(changing("legend"), renderLegend);
  watch(changing("shown"), renderDrawn);
  // first what says which parts are there at all, then what is drawn as large as its place is
  watch(changing("panel"), renderPanel);
  watch(EVERY, renderLadder);
  watch(changing("table"), renderTable);
  watch(changing("story"), renderStory);
  watch(changing("time"), renderTime);
  // pins, shades and how far around an actor is looked make no other legend
  watch(["legend", "time", "table", "story"].flatMap(changing), renderKey);
  watch(EVERY, renderHeading);
  watch(EVERY, renderTools);
  watch(EVERY, renderFiltered);
  watch(EVERY, showOpened);
  hear("say", (text) => { $("live").textContent = text; });
  hear("move", writeAddress);
  watchAddress();
  watchPrint();
}

// Everything around the map, one short step at a time, so that the page never stands still.
export async function finish() {
  greetHost();
  const steps = [
    readWhole, () => { buildTools(); renderTools(); }, () => { buildFind(); startKeys(); }, () => { buildKey(); renderKey(); buildFoot(); }, () => { renderPanel(); renderLadder(); renderHeading(); }, renderStory,
    () => network.redraw(), buildTime, renderTime, buildLegend, renderLegend, renderFiltered, renderTable, resized,
  ];
  for (const step of steps) {
    await painted();
    await idle();
    await step();
  }
  foldWhenIdle();
  whenNarrow(() => {
    V.narrow = isNarrow();
    computeShown();
    syncMap();
    fitMap();
    renderLegend();
  });
  new ResizeObserver(resized).observe($("canvas"));
  let scrolled = 0;
  window.addEventListener("scroll", () => { clearTimeout(scrolled); scrolled = window.setTimeout(refit, 150); }, { passive: true });
  systemDark.addEventListener("change", () => syncMap());
}
