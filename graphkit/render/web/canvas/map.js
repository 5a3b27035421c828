// The map itself: started once, kept in step with what is in view, dimmed around what is lit.
import { pairOf } from "../core/groups.js";
import { pairId } from "../core/links.js";
import { D, actorFrom, groupNumber, idOf, isGroup } from "../core/record.js";
import { S, moved } from "../core/state.js";
import { V } from "../core/view.js";
import { onceWhole } from "../core/whole.js";
import { T } from "../core/words.js";
import { splitPairs } from "./arcs.js";
import { fitMap, noteSize, unfit } from "./camera.js";
import { $ } from "./element.js";
import { computeLit, litActors, litPairs } from "./lit.js";
import { drawAbove } from "./over.js";
import { ARROWS_UP_TO, fillSets, linkRestyled, restyled } from "./signs.js";
import { drawBelow } from "./under.js";
import {
  drawingCanvas, fadeLink, fadeSign, heldBack, measureSigns, network, openNetwork, openSets, redrawIsComing, requestRedraw,
} from "./vis.js";

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
    nodes: { borderWidth: 1.5, borderWidthSelected: 3, font: { size: 0 }, ...given.nodes },
    edges: {
      smooth: false, selectionWidth: 0, hoverWidth: 0, selfReference: { size: 16 },
      arrows: { to: { scaleFactor: 0.45 }, from: { scaleFactor: 0.45 } }, ...given.edges,
    },
    interaction: {
      hover: false, keyboard: false, multiselect: false, selectConnectedEdges: false, zoomSpeed: 0.6,
      tooltipDelay: 1e9, ...given.interaction,
    },
  };
  noteSize();
  openSets();
  fillSets();
  openNetwork($("canvas"), options);
  network.on("click", (event) => onceWhole(() => click(event)));
  network.on("doubleClick", ({ nodes }) => {
    const actor = actorFrom(nodes[0]);
    if (actor !== undefined && isGroup(actor)) onceWhole(() => open(groupNumber(actor)));
  });
  network.on("dragEnd", (event) => onceWhole(() => drag(event)));
  network.on("beforeDrawing", drawBelow);
  network.on("afterDrawing", drawAbove);
  network.on("zoom", moved);
  const canvas = drawingCanvas();
  canvas.setAttribute("aria-hidden", "true");
  watchPointer(canvas);
  // all that is shown is there at once and is drawn once, in the frame that follows
  const coming = heldBack(() => {
    hideWhileMoving();
    // before it has a size, an actor counts as being in the middle, and would be left out of a view elsewhere
    measureSigns();
    fitMap();
    if (S.select || S.mode) paintFocus();
    return redrawIsComing();
  });
  return new Promise((done) => {
    network.once("afterDrawing", done);
    if (!coming) requestRedraw();
    setTimeout(() => network.redraw(), 1000);       // a page that nobody looks at has no frames
  });
}

let hidesMany = false;

// Many links are left out of the picture while it moves.
function hideWhileMoving() {
  const many = V.pairs.length > ARROWS_UP_TO;
  if (many === hidesMany) return;
  network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
  hidesMany = many;
}

// What is under the pointer, looked up at most once a frame and only while little is drawn.
function watchPointer(canvas) {
  let waiting = false, last = null;
  const look = () => {
    waiting = false;
    if (!D.whole) return;
    const point = { x: last.offsetX, y: last.offsetY };
    const node = network.getNodeAt(point), edge = node === undefined ? network.getEdgeAt(point) : undefined;
    canvas.classList.toggle("over", node !== undefined || edge !== undefined);
    showTip(point, node !== undefined ? actorTip(actorFrom(node)) : edge !== undefined ? linkTip(edge) : "");
  };
  canvas.addEventListener("pointermove", (event) => {
    last = event;
    if (waiting || event.buttons || event.pointerType === "touch" || V.pairs.length > 600) return;
    waiting = true;
    requestAnimationFrame(look);
  });
  for (const name of ["pointerleave", "pointerdown", "wheel"]) {
    canvas.addEventListener(name, () => { $("tip").hidden = true; }, { passive: true });
  }
  canvas.addEventListener("pointerdown", unfit);
  canvas.addEventListener("wheel", unfit, { passive: true });
}

// Bring what vis holds in line with what is in view, touching only what differs, and draw once.
export function syncMap() {
  heldBack(() => { fillSets(); measureSigns(); });
  hideWhileMoving();
  paintFocus();
}

// Dim by the renderer's own objects and one redraw: no data is touched.
export function paintFocus() {
  computeLit();
  // none at all is drawn with less work than a full one
  for (const actor of V.shown) fadeSign(idOf(actor), !litActors || litActors.has(actor) ? undefined : 0.15);
  const split = splitPairs();
  for (const p of V.pairs) fadeLink(pairId(p), split.has(p) ? 0 : !litPairs || litPairs.has(p) ? 1 : 0.06);
  const chosen = S.select?.actor !== undefined && V.shownSet.has(S.select.actor) ? [idOf(S.select.actor)]
    : (S.select?.link ?? []).filter((actor) => V.shownSet.has(actor)).map(idOf);
  network.selectNodes(chosen, false);
  // once, in the frame that follows, however much has changed until then
  requestRedraw();
}

const actorTip = (actor) => `${D.actors.name[actor].slice(0, 80)} · ${T.takesPart(V.involvement[actor])}`;

function linkTip(edge) {
  const [a, b] = edge.split("\n").map(actorFrom), p = pairOf(a, b), { n, coop, conf, ties } = V.stats;
  return `${D.actors.name[a].slice(0, 60)} – ${D.actors.name[b].slice(0, 60)} · ${T.summaryLine(n[p], coop[p], conf[p], ties[p])}`;
}

function showTip(point, text) {
  const tip = $("tip");
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  const box = $("canvas");
  tip.style.left = `${Math.min(point.x + 14, box.clientWidth - Math.min(tip.offsetWidth, 300) - 8)}px`;
  tip.style.top = `${Math.min(point.y + 16, box.clientHeight - tip.offsetHeight - 8)}px`;
}
