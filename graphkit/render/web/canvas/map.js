// The map itself: started once, kept in step with what is in view, dimmed around what is lit.
import { answersOpen } from "../core/answers.js";
import { D, actorFrom, groupNumber, isGroup } from "../core/record.js";
import { S, moved } from "../core/state.js";
import { V } from "../core/view.js";
import { onceWhole } from "../core/whole.js";
import { fitMap, noteSize, unfit } from "./camera.js";
import { drawHovered, forgetPictures } from "./dimmed.js";
import { $ } from "./element.js";
import { pairAt, plateAt } from "./hit.js";
import { computeLit, hover, litActors } from "./lit.js";
import { drawAbove } from "./over.js";
import { wordsWide } from "./plates.js";
import { linkRestyled, readCurve, restyled } from "./restyled.js";
import { fillSets } from "./signs.js";
import { actorTip, linkTip } from "./tips.js";
import { drawBelow } from "./under.js";
import { drawingCanvas, heldBack, measureSigns, network, openNetwork, openSets, redrawIsComing, requestRedraw } from "./vis.js";
import { moveWays } from "./ways.js";

export function startMap(pyvis, { click, open, drag }) {
  for (const node of pyvis.nodes) restyled.set(node.id, node);
  for (const edge of pyvis.edges) linkRestyled.set(edge.id, edge);
  const given = JSON.parse(pyvis.options);
  const options = {
    ...given,
    autoResize: false,
    physics: { enabled: false },
    layout: { improvedLayout: false },
    width: `${$("canvas").clientWidth}px`,
    height: `${$("canvas").clientHeight}px`,
    nodes: { font: { size: 0 }, ...given.nodes },
    interaction: {
      hover: false, keyboard: false, multiselect: false, selectConnectedEdges: false, zoomSpeed: 0.6,
      tooltipDelay: 1e9, ...given.interaction,
    },
  };
  readCurve(given.edges?.smooth);
  noteSize();
  openSets();
  fillSets();
  openNetwork($("canvas"), options);
  network.on("click", click);
  network.on("doubleClick", ({ nodes }) => {
    const actor = actorFrom(nodes[0]);
    if (actor !== undefined && isGroup(actor)) onceWhole(() => open(groupNumber(actor)));
  });
  network.on("dragStart", unfit);
  network.on("dragging", ({ nodes }) => { if (nodes.length) follow(nodes); });
  network.on("dragEnd", (event) => onceWhole(() => drag(event)));
  network.on("beforeDrawing", forgetPictures);
  network.on("beforeDrawing", drawBelow);
  network.on("afterDrawing", drawAbove);
  network.on("zoom", () => { unfit(); moved(); });
  network.on("animationFinished", moved);
  const canvas = drawingCanvas();
  canvas.setAttribute("aria-hidden", "true");
  watchPointer(canvas);
  // all that is shown is there at once and is drawn once, in the frame that follows
  const coming = heldBack(() => {
    // before it has a size, an actor counts as being in the middle, and would be left out of a view elsewhere
    measureSigns();
    fitMap();
    if (S.select || S.mode) paintFocus();
    moveWays();
    return redrawIsComing();
  });
  return new Promise((done) => {
    network.once("afterDrawing", done);
    if (!coming) requestRedraw();
    setTimeout(() => network.redraw(), 1000);       // a page that nobody looks at has no frames
  });
}

// While a plate is dragged its links go along.
function follow(nodes) {
  for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) S.pins.set(actorFrom(id), [Math.round(x), Math.round(y)]);
  moveWays();
}

// What is under the pointer, looked up at most once a frame: its neighbours stay bright, and one line says what it is.
function watchPointer(canvas) {
  let waiting = false, last = null;
  const look = () => {
    waiting = false;
    if (!D.whole || !last) return;
    const point = { x: last.offsetX, y: last.offsetY }, actor = plateAt(point, 2), pair = actor === undefined ? pairAt(point, 8) : undefined;
    canvas.classList.toggle("over", actor !== undefined || pair !== undefined);
    showTip(point, actor !== undefined ? actorTip(actor) : pair !== undefined ? linkTip(pair) : "");
    // drawn in this frame, which has begun: the next would cost one more
    hoverOver(actor !== undefined ? { actor } : pair !== undefined ? { pair } : null, drawHovered);
  };
  canvas.addEventListener("pointermove", (event) => {
    last = event;
    if (waiting || event.buttons || event.pointerType === "touch" || V.pairs.length > 600) return;
    waiting = true;
    requestAnimationFrame(look);
  });
  for (const name of ["pointerleave", "pointerdown", "wheel"]) {
    canvas.addEventListener(name, () => { $("tip").hidden = true; if (name === "pointerleave") { last = null; hoverOver(null); } }, { passive: true });
  }
  canvas.addEventListener("wheel", unfit, { passive: true });
}

/** Light what the pointer or the keyboard is over; null: nothing. @param {any} what @param {(wasLit: boolean) => void} draw */
export function hoverOver(what, draw = requestRedraw) {
  const wasLit = Boolean(litActors);
  if (!hover(what) || S.select || (S.mode && !answersOpen())) return;
  computeLit();
  draw(wasLit);
}

// Bring what vis holds in line with what is in view, touching only what differs, and draw once.
export function syncMap() {
  moveWays();
  heldBack(() => { fillSets(); measureSigns(); });
  paintFocus();
}

// Dimming needs no data: what is drawn asks what is lit.
export function paintFocus() {
  computeLit();
  // once, in the frame that follows, however much has changed until then
  requestRedraw();
}

const TIP = { size: 12.5, most: 300, padding: 22, line: 17 };

// Its room is worked out and not asked for: that would have the page laid out once more for each move of the pointer.
function showTip(point, text) {
  const tip = $("tip"), { clientWidth, clientHeight } = drawingCanvas();
  if (tip.hidden !== !text) tip.hidden = !text;
  if (!text) return;
  if (tip.textContent !== text) tip.textContent = text;
  const whole = wordsWide(text, TIP.size) + TIP.padding, wide = Math.min(whole, TIP.most), high = TIP.line * Math.ceil(whole / TIP.most) + 12;
  tip.style.transform = `translate(${Math.round(Math.max(Math.min(point.x + 14, clientWidth - wide - 8), 0))}px, ${Math.round(Math.min(point.y + 16, clientHeight - high - 8))}px)`;
}
