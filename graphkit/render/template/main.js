// Start: read the record, draw, and hand out what tests and embedding pages may use.
let started = false;

function resized() {
  const box = $("canvas");
  if (!network || !box.clientWidth) return;
  const size = `${box.clientWidth} ${box.clientHeight}`;
  if (size === mapSize) return;
  mapSize = size;
  const position = network.getViewPosition(), scale = network.getScale();
  network.setSize(`${box.clientWidth}px`, `${box.clientHeight}px`);
  // vis scales the view along with its box: put it back
  network.moveTo({ position, scale, animation: false });
  network.redraw();
  if (fitted) fitMap();
}

// The map first: once it is drawn and answers a click, the page is ready. All else follows in steps (finish.js).
async function start() {
  const pyvis = JSON.parse($("graphkit-pyvis").textContent);
  loadCore(await readIsland("graphkit-data"));
  S.roll = D.meta.rollUp;
  S.groups = D.meta.grouped;
  const asked = location.hash.slice(1) || D.meta.state;
  if (asked) {
    // what an address names may be anywhere in the record
    await readWhole();
    Object.assign(S, readState(asked));
  }
  computeView();
  await startMap(pyvis);
  const camera = new URLSearchParams(asked).get("camera");
  if (camera) moveCamera(camera);
  started = true;
  document.documentElement.dataset.ready = "1";
  window.graphkit.ready = true;
  window.graphkit.readyAt = performance.now();
  await painted();
  await idle();
  loadLater();
  await finish();
}

// What is pressed before the keys are listened to has its effect as soon as they are.
const earlyKeys = [], keepKey = (event) => { earlyKeys.push(event); };
document.addEventListener("keydown", keepKey);

const idle = () => new Promise((done) => {
  if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 300 });
  else setTimeout(done, 1);
});
const painted = () => new Promise((done) => {
  setTimeout(done, 100);       // a page that nobody looks at has no frames
  requestAnimationFrame(() => setTimeout(done));
});

// The page's small public face; docs/map.md describes it.
window.graphkit = {
  ready: false, complete: false,
  get state() { return loadLater(), stateText(); },
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
  drawn: () => (network.redraw(), {
    nodes: nodeSet.get().map(({ id, shape, size, x, y }) => ({ id, shape, size, x, y, opacity: network.body.nodes[id].options.opacity ?? 1 })),
    links: edgeSet.get().map(({ id, from, to, color, dashes, width, arrows }) => ({
      from, to, color, dashes: Boolean(dashes), width, arrowTo: arrows.includes("to"), arrowFrom: arrows.includes("from"),
      opacity: network.body.edges[id].options.color.opacity,
    })),
    arcs: (litPairs ? splitArcs() : []).map(({ from, to, mutual, soft, tone, label }) => ({ from: idOf(from), to: idOf(to), mutual, soft, tone, label })),
    labels: lastLabels.map(({ text, left, top, width, line }) => ({ text, left, top, width, height: line })),
    badges: lastBadges.map(({ lines, left, top, width, height }) => ({ text: lines.join(", "), left, top, width, height })),
    numbers: (S.mode ? numberPlan() : []).map(({ text }) => text),
  }),
  where: (id) => network.canvasToDOM(((place) => ({ x: place[0], y: place[1] }))(placeOf(actorFrom(id)))),
};
