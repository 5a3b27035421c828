// The map itself: vis-network holds what is shown and nothing else.
let network = null, nodeSet = null, edgeSet = null;
const restyled = new Map();      // what a pyvis user has changed on an actor's sign
const linkRestyled = new Map();
let mapSize = "";
// Relations that are shown by themselves: their links say what these are, not what else there is between the two.
let litActors = null, litPairs = null, litAlone = null;
function light(actors, pairs, alone = null) {
  litActors = actors;
  litPairs = pairs;
  litAlone = alone;
}
const ARROWS_UP_TO = 800, DASHES_UP_TO = 500;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function startMap(pyvis) {
  for (const node of pyvis.nodes) restyled.set(node.id, node);
  for (const edge of pyvis.edges) linkRestyled.set(edge.id, edge);
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
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
  mapSize = `${$("canvas").clientWidth} ${$("canvas").clientHeight}`;
  fillSets();
  network = new vis.Network($("canvas"), { nodes: nodeSet, edges: edgeSet }, options);
  network.on("click", (event) => onceWhole(() => clicked(event)));
  network.on("doubleClick", ({ nodes }) => {
    const actor = actorFrom(nodes[0]);
    if (actor !== undefined && isGroup(actor)) onceWhole(() => openGroup(groupNumber(actor)));
  });
  network.on("dragEnd", (event) => onceWhole(() => dragged(event)));
  network.on("beforeDrawing", drawBelow);
  network.on("afterDrawing", drawAbove);
  network.on("zoom", () => writeAddress());
  const canvas = network.canvas.frame.canvas;
  canvas.setAttribute("aria-hidden", "true");
  watchPointer(canvas);
  // all that is shown is there at once and is drawn once, in the frame that follows
  network.body.emitter.emit("_blockRedraw");
  hideWhileMoving();
  // before it has a size, an actor counts as being in the middle, and would be left out of a view elsewhere
  network.body.emitter.emit("_resizeNodes");
  fitMap();
  if (S.select || S.mode) paintFocus();
  const coming = network.renderer.redrawRequested;
  network.body.emitter.emit("_allowRedraw");
  return new Promise((done) => {
    network.once("afterDrawing", done);
    if (!coming) network.body.emitter.emit("_requestRedraw");
    setTimeout(() => network.redraw(), 1000);       // a page that nobody looks at has no frames
  });
}

// Many links are left out of the picture while it moves.
function hideWhileMoving() {
  const many = V.pairs.length > ARROWS_UP_TO;
  if (many === (hideWhileMoving.many ?? false)) return;
  network.setOptions({ interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
  hideWhileMoving.many = many;
}

const placeOf = (actor) => S.pins.get(actor) ?? (S.opened.size && isGrouped() ? spreadPlace(actor) : [D.actors.x[actor], D.actors.y[actor]]);

function nodeOf(actor) {
  if (isGroup(actor)) return groupNode(actor);
  const kind = D.kinds[D.actors.kind[actor]], look = colours(), id = idOf(actor), own = restyled.get(id) ?? {};
  const most = V.most, shape = SHAPE[kind] ?? "circle", [x, y] = placeOf(actor);
  const fillColour = own.color && own.color !== FILL[kind] ? own.color : fillOf(actor);
  const usual = shape === "pentagon" || shape === "cross" ? "custom" : shape === "circle" ? "dot" : shape;
  const background = typeof fillColour === "string" ? fillColour : fillColour.background;
  const colour = { background, border: look.outline };
  return {
    id, x, y, label: undefined,
    shape: own.shape && own.shape !== "dot" && own.shape !== usual ? own.shape : usual,
    ctxRenderer: usual === "custom" ? customSign(shape) : undefined,
    size: nodeSize(actor, V.involvement[actor], most),
    color: { ...colour, highlight: { background, border: look.accent } },
  };
}

function groupNode(actor) {
  const look = colours(), [x, y] = placeOf(actor), colour = { background: look.faint, border: look.ink };
  return {
    id: idOf(actor), x, y, label: undefined, shape: "dot", size: groupSize(actor),
    color: { ...colour, highlight: { background: look.faint, border: look.accent } },
  };
}

// vis-network has no pentagon and no cross: draw ours.
function customSign(shape) {
  return ({ ctx, x, y, style, state }) => ({
    drawNode() {
      tracePath(ctx, shape, x, y, style.size);
      ctx.fillStyle = style.color;
      ctx.fill();
      ctx.lineWidth = state.selected ? 3 : 1.5;
      ctx.strokeStyle = style.borderColor;
      ctx.stroke();
    },
    nodeDimensions: { width: style.size * 2, height: style.size * 2 },
  });
}

const pairId = (p) => `${idOf(arcs().pairA[p])}\n${idOf(arcs().pairB[p])}`;

const linkTone = (p) => toneName(V.stats.coop[p], V.stats.conf[p], V.stats.tieTone[p]);
// Nothing plainly asserted stands behind it.
const linkSoft = (p) => V.stats.firm[p] === 0;
const dashOf = (p) => (onlyTies(p) ? [2, 4] : linkSoft(p) ? [7, 5] : S.single && onOneDocument(p) ? [1.5, 4.5] : false);
const onlyTies = (p) => V.stats.ties[p] === V.stats.n[p];

function edgeOf(p) {
  const { n, forth, back } = V.stats, now = arcs(), id = pairId(p), own = linkRestyled.get(id) ?? {};
  const arrows = V.pairs.length <= ARROWS_UP_TO;
  return {
    id, from: idOf(now.pairA[p]), to: idOf(now.pairB[p]),
    color: own.color ?? colours()[linkTone(p)],
    width: onlyTies(p) ? 1.2 : linkWidth(n[p]),
    dashes: V.pairs.length <= DASHES_UP_TO || onlyTies(p) ? dashOf(p) : false,
    arrows: arrows ? `${forth[p] > 0 ? "to" : ""} ${back[p] > 0 ? "from" : ""}` : "",
  };
}

function fillSets() {
  V.most = V.shown.reduce((most, actor) => Math.max(most, V.involvement[actor]), 1);
  syncSet(nodeSet, V.shown.map(nodeOf));
  syncSet(edgeSet, V.pairs.map(edgeOf));
}

function syncSet(set, wanted) {
  const ids = new Set(wanted.map((item) => item.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  if (gone.length) set.remove(gone);
  if (!wanted.length) return;
  const looks = set.looks ??= new Map();
  const changed = wanted.filter((item) => !looks.has(item.id) || set.get(item.id) === null || !alike(looks.get(item.id), item));
  for (const item of changed) looks.set(item.id, item);
  if (changed.length) set.update(changed);
}

const motion = () => (calm.matches ? false : { duration: 300, easingFunction: "easeInOutQuad" });

// The middle of some places, and how far they reach across and along.
function extentOf(places) {
  const xs = places.map((place) => place[0]), ys = places.map((place) => place[1]);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  return { x: (left + right) / 2, y: (top + bottom) / 2, across: Math.max(right - left, 60), along: Math.max(bottom - top, 60) };
}

// The box that holds everything shown, with room for labels; then the view that shows it whole.
function fitMap({ animate = false } = {}) {
  const places = (fitsLit() ? V.shown.filter(isLitActor) : V.shown).map(placeOf), box = $("canvas");
  if (!places.length || !box.clientWidth) return;
  const { x, y, across: wide, along: high } = extentOf(places);
  // below, the buttons for zooming have room
  const [across, along, up] = fitsLit() ? [80, 72, 10] : [110, 90, 4];
  const scale = Math.max(0.05, Math.min((box.clientWidth - across) / wide, (box.clientHeight - along) / high, fitsLit() ? 0.8 : 1.6));
  network.moveTo({ position: { x, y: y + up / scale }, scale, animation: animate && motion() });
  fitted = true;
  if (animate) writeAddress();
}
let fitted = true;
const unfit = () => { fitted = false; };
// On a small screen an answer or a path has all of it, what takes no part in it none.
const fitsLit = () => S.mode && litActors?.size > 1 && isNarrow();

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
  canvas.addEventListener("pointerdown", () => { fitted = false; });
  canvas.addEventListener("wheel", () => { fitted = false; }, { passive: true });
}
