// The buttons around the map and the line below it.
import { isoOf } from "../core/days.js";
import { D } from "../core/record.js";
import { S, announce } from "../core/state.js";
import { documentsWords } from "../core/telling.js";
import { T } from "../core/words.js";
import { fitMap, zoomBy } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { themeName } from "../canvas/look.js";
import { syncMap } from "../canvas/map.js";
import { openAnswers } from "./answers.js";
import { button, clear, h, openDialog } from "./dom.js";
import { toggleLegend } from "./drawer.js";
import { showExports, showShare } from "./export.js";
import { showHelp } from "./help.js";
import { openPath } from "./paths.js";
import { showStories } from "./story.js";
import { openTable } from "./table.js";

export function buildTools() {
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

/** @type {() => [string, string, () => void, Record<string, string>?][]} */
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

export function buildFoot() {
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
