// What follows a click, a drag, a key: what is selected, what stays bright, where the view goes.
// Bring what vis holds in line with what is in view, touching only what differs, and draw once.
function syncMap() {
  network.body.emitter.emit("_blockRedraw");
  fillSets();
  network.body.emitter.emit("_resizeNodes");
  network.body.emitter.emit("_allowRedraw");
  hideWhileMoving();
  paintFocus();
}

function alike(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other || typeof one === "function";
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => alike(one[name], other[name]));
}

// Which actors and links stay bright. Null: all of them.
function computeLit() {
  const now = arcs(), { select } = S;
  if (S.mode === "answers" && S.answers !== null) return litByRelations(answersLit());
  if (S.mode === "path" && S.path) {
    const actors = new Set(pathActors());
    if (actors.size) return light(actors, new Set(pathPairs()));
  }
  if (!select) return light(null, null);
  if (select.relation !== undefined) return litByRelations([select.relation]);
  if (select.link) return light(new Set(select.link), new Set([pairOf(...select.link)]));
  const actors = around(select.actor, Math.max(S.focus, 1));
  return light(actors, new Set(V.pairs.filter((p) => {
    if (S.focus > 1) return actors.has(now.pairA[p]) && actors.has(now.pairB[p]);
    return now.pairA[p] === select.actor || now.pairB[p] === select.actor;
  })));
}

function litByRelations(relations) {
  const now = arcs(), chosen = new Set(relations), actors = new Set(), pairs = new Set();
  for (let k = 0; k < now.relation.length; k++) {
    if (!chosen.has(now.relation[k])) continue;
    pairs.add(now.pair[k]);
    actors.add(now.from[k]).add(now.to[k]);
  }
  light(actors, pairs, relations);
}

// Dim by the renderer's own objects and one redraw: no data is touched.
function paintFocus() {
  computeLit();
  const own = network.body;
  for (const actor of V.shown) {
    const node = own.nodes[idOf(actor)];
    // none at all is drawn with less work than a full one
    if (node) node.options.opacity = !litActors || litActors.has(actor) ? undefined : 0.15;
  }
  const split = splitPairs();
  for (const p of V.pairs) {
    const edge = own.edges[pairId(p)];
    if (edge) edge.options.color.opacity = split.has(p) ? 0 : !litPairs || litPairs.has(p) ? 1 : 0.06;
  }
  const chosen = S.select?.actor !== undefined && V.shownSet.has(S.select.actor) ? [idOf(S.select.actor)]
    : (S.select?.link ?? []).filter((actor) => V.shownSet.has(actor)).map(idOf);
  network.selectNodes(chosen, false);
  // once, in the frame that follows, however much has changed until then
  network.body.emitter.emit("_requestRedraw");
}

function clicked({ nodes, edges, pointer }) {
  if (document.body.classList.contains("legend-open")) return toggleLegend(false);
  const node = network.getNodeAt(pointer.DOM) ?? nodes[0];
  if (node !== undefined) return selectActor(actorFrom(node));
  const edge = network.getEdgeAt(pointer.DOM) ?? edges[0];
  if (edge !== undefined) return selectLink(...edge.split("\n").map(actorFrom));
  return clearSelection();
}

function dragged({ nodes }) {
  if (!nodes.length) return writeAddress();
  for (const [id, { x, y }] of Object.entries(network.getPositions(nodes))) {
    S.pins.set(actorFrom(id), [Math.round(x), Math.round(y)]);
  }
  return update({ pins: S.pins });
}

// A path between states counts their ministers for them; what it switched on for that goes with it.
const closedModes = () => ({ mode: "", answers: null, by: null, to: null, step: 0, path: null, ...(S.path?.rolled ? { roll: false } : {}) });

function selectActor(actor, { centre = false } = {}) {
  update({ ...closedModes(), select: { actor }, focus: Math.min(S.focus, 2) },
    { say: T.live.actor(D.actors.name[actor], V.involvement[actor]) });
  if (centre) centreOn([actor]);
}

function selectLink(a, b) {
  update({ ...closedModes(), select: { link: [a, b] }, focus: 0 },
    { say: T.live.link(D.actors.name[a], D.actors.name[b], relationsBetween(a, b).length) });
}

function selectRelation(relation, { centre = false } = {}) {
  update({ ...closedModes(), select: { relation }, focus: 0 });
  const now = arcs();
  if (centre) centreOn([...sideOf(now.actors[relation]), ...sideOf(now.recipients[relation])]);
}

function clearSelection() {
  update({ ...closedModes(), select: null, focus: 0 }, { say: T.live.cleared });
}

function centreOn(actors) {
  const shown = actors.filter((actor) => V.shownSet.has(actor)).map(placeOf);
  if (!shown.length) return;
  const x = shown.reduce((sum, place) => sum + place[0], 0) / shown.length;
  const y = shown.reduce((sum, place) => sum + place[1], 0) / shown.length;
  network.moveTo({ position: { x, y }, scale: network.getScale(), animation: motion() });
}

function zoomBy(factor) {
  unfit();
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 8), animation: motion() });
  writeAddress();
}

function cameraText() {
  if (!network || fitted) return "";
  const { x, y } = network.getViewPosition();
  return `${Math.round(x)} ${Math.round(y)} ${network.getScale().toFixed(2)}`;
}

function moveCamera(text) {
  const [x, y, scale] = text.split(" ").map(Number);
  if (![x, y, scale].every(Number.isFinite) || scale <= 0) return;
  unfit();
  network.moveTo({ position: { x, y }, scale: Math.min(scale, 8), animation: false });
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
