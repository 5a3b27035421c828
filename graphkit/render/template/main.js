// Start: read the record, draw, and hand out what tests and embedding pages may use.
let started = false;

function buildTools() {
  $("canvas-help").textContent = T.mapHelp;
  const tool = (id, label, action, more = {}) => button(label, action, { id, ...more });
  clear($("tools"),
    tool("legend-button", T.legend, () => toggleLegend(!document.body.classList.contains("legend-open")),
      { class: "only-phone", "aria-expanded": "false", "aria-controls": "legend" }),
    tool("answers-button", T.answers, openAnswers, { class: "primary" }),
    tool("path-button", T.path, () => openPath(S.select?.actor ?? null)),
    tool("table-button", T.table, () => openTable(S.table ? "" : "relations"), { "aria-pressed": "false" }),
    rarer().map(([id, label, action, more]) => tool(id, label, action, { class: "not-phone", ...more })),
    tool("more-button", T.more, showMore, { class: "only-phone", "aria-haspopup": "dialog" }));
  $("top").prepend(button(T.skip, () => $("canvas").focus(), { id: "skip", class: "skip" }));
  clear($("zoom"), button("+", () => zoomBy(1.25), { "aria-label": T.zoomIn }),
    button("−", () => zoomBy(0.8), { "aria-label": T.zoomOut }),
    button("⤢", () => fitMap({ animate: true }), { "aria-label": T.fit }));
}

const rarer = () => [
  ["stories-button", T.stories, showStories], ["share-button", T.share, showShare], ["export-button", T.exportMenu, showExports],
  ["theme-button", T.theme, switchTheme], ["help-button", "?", showHelp, { "aria-label": T.help }],
];

// On a phone what is used less is behind one button.
function showMore() {
  openDialog(T.more, h("div.choices", {}, rarer().map(([, label, action, more]) =>
    button(more?.["aria-label"] ?? label, () => { $("dialog").close(); action(); }))));
}

function switchTheme() {
  document.documentElement.dataset.theme = themeName() === "dark" ? "light" : "dark";
  syncMap();
  announce(T.live.theme(themeName()));
}

function buildHead() {
  $("subtitle").textContent = D.meta.subtitle || (D.dated
    ? T.fromTo(dateWords(isoOf(D.firstDay).slice(0, 7)), dateWords(isoOf(D.lastDay).slice(0, 7))) : "");
  $("time").classList.toggle("dated", D.dated);
}

function buildFoot() {
  const dates = D.dated ? `${T.dates(isoOf(D.firstDay), isoOf(D.lastDay))} · ` : "";
  // after whatever a template of one's own has put there
  $("foot").append(h("span", { id: "counts" }, `${dates}${sourcesWords()} · ${T.carried(D.relationCount)} · ${T.madeBy(D.meta.generator)}`),
    " · ", button(T.coded, showHelp, { class: "link" }), " · ", button(T.cite, showShare, { class: "link" }));
}

// The documents that were read, and those that they only cite.
function sourcesWords() {
  const read = new Set(D.evidence.document), cited = D.documents.filter((_, k) => !read.has(k)).length;
  const words = documentsWords(D.documents.filter((_, k) => read.has(k)));
  return cited ? `${words}${T.citedToo(cited)}` : words;
}

const VIEW_KEYS = ["since", "until", "hide", "only", "roll", "actors", "links", "select", "extra", "opened", "answers", "mode", "path", "within", "inferred"];

const FILTER_KEYS = ["since", "until", "hide", "only", "roll", "groups"];

function followState(patch) {
  const deep = VIEW_KEYS.some((key) => key in patch), filtered = FILTER_KEYS.some((key) => key in patch);
  const before = V.shown.join() + V.pairs.join();
  if (filtered || arcs() !== V.arcs) computeView();
  else if (deep) computeShown();
  if (filtered || "pins" in patch || "hulls" in patch || "single" in patch || "colour" in patch || V.shown.join() + V.pairs.join() !== before) syncMap();
  else paintFocus();
  if (filtered || "actors" in patch || "links" in patch || "extra" in patch || "ties" in patch || "single" in patch || "colour" in patch) renderLegend();
  if (filtered || "mode" in patch || "answers" in patch || "step" in patch || "inferred" in patch || "within" in patch) renderTime();
  if (deep || "focus" in patch || "step" in patch || "story" in patch) renderPanel();
  if (deep || "table" in patch) renderTable();
  if ("story" in patch) renderStory();
}

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

// The map first: once it is drawn and answers a click, the page is ready. All else follows in steps.
async function start() {
  const pyvis = JSON.parse($("graphkit-pyvis").textContent);
  loadCore(await readIsland("graphkit-data"));
  buildHead();
  S.roll = D.meta.rollUp;
  S.groups = D.meta.grouped;
  const asked = location.hash.slice(1) || D.meta.state;
  if (asked) {
    // what an address names may be anywhere in the record
    loadRest(await readIsland("graphkit-rest"));
    Object.assign(S, readState(asked));
  }
  computeView();
  onChange(followState);
  await startMap(pyvis);
  const camera = new URLSearchParams(asked).get("camera");
  if (camera) moveCamera(camera);
  started = true;
  document.documentElement.dataset.ready = "1";
  window.graphkit.ready = true;
  window.graphkit.readyAt = performance.now();
  greetHost();
  await finish();
}

const idle = () => new Promise((done) => {
  if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 300 });
  else setTimeout(done, 1);
});
const painted = () => new Promise((done) => {
  setTimeout(done, 100);       // a page that nobody looks at has no frames
  requestAnimationFrame(() => setTimeout(done));
});

// Everything around the map, one short step at a time, so that the page never stands still.
async function finish() {
  let rest = null;
  const steps = [
    async () => { rest = D.whole ? null : await readIsland("graphkit-rest"); }, () => rest && loadRest(rest), buildTools, () => { buildFind(); buildFoot(); }, renderPanel, renderStory,
    () => network.redraw(), buildTime, renderTime, buildLegend, renderLegend, renderTable, startKeys, resized,
  ];
  for (const step of steps) {
    await painted();
    await idle();
    await step();
  }
  new ResizeObserver(resized).observe($("canvas"));
  systemDark.addEventListener("change", () => syncMap());
  document.documentElement.dataset.complete = "1";
  window.graphkit.complete = true;
}

// The page's small public face; docs/map.md describes it.
window.graphkit = {
  ready: false, complete: false,
  get state() { return stateText(); },
  set state(text) { onceWhole(() => applyState(String(text))); },
  select: (id) => { const actor = actorFrom(id); if (actor !== undefined) selectActor(actor); },
  selectLink: (a, b) => selectLink(actorFrom(a), actorFrom(b)),
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
    labels: lastLabels.map(({ text, left, top, width, line }) => ({ text, left, top, width, height: line })),
    badges: lastBadges.map(({ lines, left, top, width, height }) => ({ text: lines.join(", "), left, top, width, height })),
    numbers: numberPlan().map(({ text }) => text),
  }),
  where: (id) => network.canvasToDOM(((place) => ({ x: place[0], y: place[1] }))(placeOf(actorFrom(id)))),
};

start();
