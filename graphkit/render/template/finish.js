// All that stands around the map, built once that is drawn, and how it follows what the reader does.
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

const VIEW_KEYS = ["since", "until", "sure", "hide", "only", "roll", "actors", "links", "select", "extra", "opened", "answers", "by", "to", "mode", "path", "within", "inferred"];

const FILTER_KEYS = ["since", "until", "sure", "hide", "only", "roll", "groups"];

function followState(patch, before) {
  keepTrail(before);
  const deep = VIEW_KEYS.some((key) => key in patch), filtered = FILTER_KEYS.some((key) => key in patch);
  const drawn = V.shown.join() + V.pairs.join();
  if (filtered || arcs() !== V.arcs) computeView();
  else if (deep) computeShown();
  if (filtered || "pins" in patch || "hulls" in patch || "single" in patch || "colour" in patch || V.shown.join() + V.pairs.join() !== drawn) syncMap();
  else paintFocus();
  if (filtered || "actors" in patch || "links" in patch || "extra" in patch || "ties" in patch || "single" in patch || "colour" in patch) renderLegend();
  if (filtered || "mode" in patch || "answers" in patch || "by" in patch || "to" in patch || "step" in patch || "inferred" in patch || "within" in patch) renderTime();
  if (deep || "focus" in patch || "step" in patch || "story" in patch) renderPanel();
  if (openIn(before) !== openIn(S)) $("evidence").scrollTop = 0;
  if (deep || "table" in patch) renderTable();
  if ("story" in patch) renderStory();
  renderFiltered();
}

// Where the legend is out of sight, the map itself says that not all of it is in view.
function renderFiltered() {
  const note = $("filtered");
  if (!isFiltered() || !D.relationCount) return note?.remove();
  const words = h("span", {}, T.counted(V.relations, D.relationCount));
  if (note) return note.firstChild.replaceWith(words);
  return $("centre").append(h("div", { id: "filtered" }, words, button(T.reset, resetFilters, { class: "small" })));
}

onChange(followState);

// Everything around the map, one short step at a time, so that the page never stands still.
async function finish() {
  greetHost();
  const steps = [
    readWhole, buildTools, () => { buildFind(); buildFoot(); }, renderPanel, renderStory,
    () => network.redraw(), buildTime, renderTime, buildLegend, renderLegend, renderFiltered, renderTable, startKeys, resized,
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
