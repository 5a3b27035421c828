// Where the page begins: read the record, draw the map, hand out what tests and pages around it may use, then all the rest.
import { answerList, inferredAnswers } from "./core/answers.js";
import { cameraOf, applyState, readState, stateText } from "./core/address.js";
import { arcs } from "./core/groups.js";
import { D, actorFrom, idOf, loadCore } from "./core/record.js";
import { currentPaths } from "./core/routes.js";
import { selectActor, selectLink } from "./core/select.js";
import { computeView } from "./core/shown.js";
import { S, freshState, progress, viewport } from "./core/state.js";
import { V } from "./core/view.js";
import { onceWhole, readWhole, restFrom } from "./core/whole.js";
import { cameraText, moveCamera } from "./canvas/camera.js";
import { $ } from "./canvas/element.js";
import { linkAlpha, linkLooks } from "./canvas/lines.js";
import { isLitActor, isNarrow } from "./canvas/lit.js";
import { SHAPE, UNLIT, colours } from "./canvas/look.js";
import { startMap } from "./canvas/map.js";
import { numberPlan, tagBox } from "./canvas/numbers.js";
import { noteShapes } from "./canvas/notes.js";
import { lastLabels } from "./canvas/over.js";
import { placeOf } from "./canvas/places.js";
import { membersOn } from "./core/members.js";
import { plateBox, plateOf } from "./canvas/plates.js";
import { RING, isMarked, ringSpots } from "./canvas/rings.js";
import { ownShape } from "./canvas/signs.js";
import { network } from "./canvas/vis.js";
import { notesNow, pointsOf, waysNow } from "./canvas/ways.js";
import { showAnswers } from "./panels/asking.js";
import { openGroup } from "./panels/groups.js";
import { readIsland } from "./panels/islands.js";
import { keepKeys } from "./panels/keys.js";
import { clicked, dragged } from "./panels/pointer.js";
import { finish, idle, painted, watchState } from "./later.js";

// The map first: once it is drawn and answers a click, the page is ready. All else follows in steps (later.js).
async function start() {
  keepKeys();
  restFrom(() => readIsland("graphkit-rest"));
  viewport.read = cameraText;
  viewport.move = moveCamera;
  const pyvis = JSON.parse($("graphkit-pyvis").textContent);
  loadCore(await readIsland("graphkit-data"));
  Object.assign(S, freshState());
  const asked = location.hash.slice(1) || D.meta.state;
  if (asked) {
    // what an address names may be anywhere in the record
    await readWhole();
    Object.assign(S, readState(asked));
  }
  await sized();
  V.narrow = isNarrow();
  computeView();
  watchState();
  await startMap(pyvis, { click: clicked, open: openGroup, drag: dragged });
  const camera = cameraOf(asked);
  if (camera) moveCamera(camera);
  progress.started = true;
  document.documentElement.dataset.ready = "1";
  face.ready = true;
  face.readyAt = performance.now();
  await painted();
  await idle();
  await finish();
  document.documentElement.dataset.complete = "1";
  face.complete = true;
}

// In a frame that is hidden, or folded up, there is nothing to draw on yet: the map begins when there is.
function sized() {
  const box = $("canvas");
  return box.clientWidth ? undefined : new Promise((done) => {
    const eye = new ResizeObserver(() => { if (box.clientWidth) { eye.disconnect(); done(); } });
    eye.observe(box);
  });
}

// The page's small public face; docs/map.md describes it.
const face = {
  ready: false, complete: false, readyAt: 0,
  get state() { return stateText(); },
  set state(text) { onceWhole(() => applyState(String(text))); },
  select: (id) => { const actor = actorFrom(id); if (actor !== undefined) onceWhole(() => selectActor(actor)); },
  selectLink: (a, b) => onceWhole(() => selectLink(actorFrom(a), actorFrom(b))),
  showAnswers: (id) => onceWhole(() => showAnswers(D.relationNumber.get(id) ?? null)),
  answers: () => answerList().map(({ relation, basis }) => ({ id: D.relations.id[relation], basis })),
  stated: () => D.answers.flatMap((list, i) => (list ?? []).map((answer) => [D.relations.id[answer], D.relations.id[i]])),
  inferred: (id, within) => inferredAnswers(D.relationNumber.get(id), within).map((i) => D.relations.id[i]),
  paths: () => currentPaths().map((path) => path.map(idOf)),
  shown: () => ({
    actors: V.shown.map(idOf), links: V.pairs.map((p) => [idOf(arcs().pairA[p]), idOf(arcs().pairB[p]), V.stats.n[p]]),
    relations: V.relations, actorTotal: V.actorTotal, linkTotal: V.pairTotal, relationTotal: D.relationCount,
  }),
  drawn: () => {
    network.redraw();
    const numbers = S.mode || S.select ? numberPlan() : [], look = colours(), now = arcs(), dom = (/** @type {number[]} */ [x, y]) => network.canvasToDOM({ x, y });
    return {
      nodes: V.shown.map((actor) => {
        const [left, top, right, bottom] = plateBox(actor), from = dom([left, top]), to = dom([right, bottom]), plate = plateOf(actor);
        return { id: idOf(actor), name: plate.name, kind: plate.kind, shape: ownShape(actor) || (SHAPE[plate.kind] ?? "group"), members: plate.members.map(({ text }) => text), more: plate.more, opacity: isLitActor(actor) ? 1 : UNLIT,
          left: from.x, top: from.y, right: to.x, bottom: to.y, x: (left + right) / 2, y: (top + bottom) / 2 };
      }),
      links: V.pairs.map((p) => {
        const one = linkLooks().get(p), way = waysNow().get(p), at = (end) => { const { x, y } = dom(end); return [x, y]; };
        return { from: idOf(now.pairA[p]), to: idOf(now.pairB[p]), color: look[one.color] ?? one.color, tone: one.tone, dashes: Boolean(one.dash), width: one.width, arrowTo: one.forth, arrowFrom: one.back,
          head: one.tone === "conf" ? "bar" : "arrow", rails: one.ties, denied: one.denied, opacity: linkAlpha(p),
          points: way ? pointsOf(way, 24).map(at) : [] };
      }),
      notes: noteShapes(notesNow()).map(({ text }) => text),
      noteBoxes: notesNow().map(({ box: [left, top, right, bottom] }) => { const from = dom([left, top]), to = dom([right, bottom]); return { left: from.x, top: from.y, right: to.x, bottom: to.y }; }),
      labels: lastLabels.map(({ text, left, top, width, line }) => ({ text, left, top, width, height: line })),
      rings: [...ringSpots()].filter(([p]) => isMarked(p)).map(([p, spot]) => { const { x, y } = dom(spot); return { from: idOf(now.pairA[p]), to: idOf(now.pairB[p]), x, y, r: RING * network.getScale() }; }),
      tags: numbers.map(({ p, text, number, x, y }) => ({ pair: p === undefined ? [] : [idOf(now.pairA[p]), idOf(now.pairB[p])], text, number, ...tagBox({ text, number, x, y }) })),
      badges: (S.mode ? [] : numbers).map(({ text, x, y }) => ({ text, x, y })),
      numbers: (S.mode ? numbers : []).map(({ number, text }) => [number, text].filter(Boolean).join(" ")),
    };
  },
  members: (id) => membersOn(actorFrom(id)).map(idOf),
  where(id) {
    const [x, y] = placeOf(actorFrom(id));
    return network.canvasToDOM({ x, y });
  },
};

Object.assign(window, { graphkit: face });
start();
