// The buttons around the map and the line below it.
import { isoOf } from "../core/days.js";
import { plainAnswers } from "../core/answers.js";
import { eventWords, inView, lineWords, viewWords } from "../core/counting.js";
import { hasRange, parted } from "../core/filters.js";
import { D } from "../core/record.js";
import { closedModes } from "../core/select.js";
import { S, announce, update } from "../core/state.js";
import { documentsWords } from "../core/telling.js";
import { T } from "../core/words.js";
import { fitMap, zoomBy } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { isNarrow } from "../canvas/lit.js";
import { themeName } from "../canvas/look.js";
import { syncMap } from "../canvas/map.js";
import { openAnswers } from "./answers.js";
import { button, clear, h, openDialog } from "./dom.js";
import { toggleLegend } from "./drawer.js";
import { showExports, showShare } from "./export.js";
import { showHelp } from "./help.js";
import { openPath } from "./paths.js";
import { endStory, showStories } from "./story.js";
import { openTable } from "./table.js";

export function buildTools() {
  $("canvas-help").textContent = T.mapHelp;
  const tool = (id, label, action, more = {}) => button(label, action, { id, ...more });
  const answered = D.meta.answered !== null && D.meta.answered !== undefined;
  clear($("tools"), h("div.tabs", { role: "group", "aria-label": T.views },
    tool("map-button", T.map, showMap, { class: "tab" }),
    answered && tool("answers-button", [h("span.long", {}, T.answeredThe(D.meta.object)), h("span.short", {}, T.answersShort), " ", h("span.count", {})], openAnswers, { class: "tab" }),
    moreViews().map(([id, label, action]) => tool(id, [label, " ", h("span.count", {})], action, { class: "tab not-phone" })),
    D.stories.length > 0 && tool("stories-tab", T.story, showStories, { class: "tab only-phone" }),
    tool("table-button", [T.table, " ", h("span.count", {})], () => openTable(S.table ? "" : "relations"), { "aria-pressed": "false", class: "tab" }),
    tool("find-button", T.find, () => $("search").focus(), { class: "tab only-phone" }),
    tool("more-button", T.more, showMore, { class: "tab only-phone", "aria-haspopup": "dialog" })));
  clear($("tools-right"),
    tool("legend-button", T.legend, () => toggleLegend(!document.body.classList.contains("legend-open")), { "aria-expanded": "false", "aria-controls": "legend" }),
    rarer().map(([id, label, action, more]) => tool(id, label, action, { class: "not-phone", ...more })));
  $("top").prepend(button(T.skip, () => $("canvas").focus(), { id: "skip", class: "skip" }));
  clear($("zoom"), button("+", () => zoomBy(1.25), { "aria-label": T.zoomIn }),
    button("\u2212", () => zoomBy(0.8), { "aria-label": T.zoomOut }),
    button("\u2922", () => fitMap({ animate: true }), { "aria-label": T.fit }));
}

// How many answers the headline counts; as of a day or in a chosen time, how many of those count then.
function countOfAnswers() {
  if (S.asof === null && !hasRange()) return countOfHeadline();
  const given = plainAnswers(D.meta.answered);
  return T.span(parted(given).sure.length, given.length);
}

const countOfHeadline = () => /\b(\d[\d,]*)\s+answer/.exec(D.meta.headline)?.[1] ?? (D.answers[D.meta.answered] ?? []).length;

/** The map alone, as it opens. */
function showMap() {
  if (S.story) return endStory();
  if (S.table) openTable("");
  update({ ...closedModes(), select: null, focus: 0, line: "" });
  return fitMap({ animate: true });
}

function showDenied() {
  update({ ...closedModes(), select: null, focus: 0, table: "", line: S.line === "denied" ? "" : "denied" });
  announce(viewWords());
}

export function renderTools() {
  if (!$("map-button")) return;
  const now = S.table ? "table-button" : S.mode === "answers" ? "answers-button" : S.mode === "path" ? "path-button" : S.line === "denied" ? "denied-button" : S.story ? "stories-tab" : "map-button";
  // a phone's bar has no tab for these: they are the map
  const tab = isNarrow() && ["path-button", "denied-button"].includes(now) ? "map-button" : now;
  for (const one of document.querySelectorAll("#tools .tab")) one.setAttribute("aria-current", String(one.id === tab));
  const { sure, open } = inView();
  /** @type {[string, () => string | number][]} */
  const counts = [["answers-button", countOfAnswers], ["denied-button", () => lineWords("denied")], ["table-button", () => T.span(sure, sure + open)]];
  for (const [id, count] of counts) {
    const box = $(id)?.querySelector(".count");
    if (box) box.textContent = String(count());
  }
}

/** Views with a tab of their own where there is room, else behind one button. @type {() => [string, string, () => void][]} */
const moreViews = () => /** @type {any[]} */ ([D.denied.size > 0 && ["denied-button", T.whoDenies, showDenied], ["path-button", T.path, () => openPath(S.select?.actor ?? null)]]).filter(Boolean);

/** @type {() => [string, string, () => void, Record<string, string>?][]} */
const rarer = () => [
  ["share-button", T.share, showShare], ["theme-button", "\u25d0", switchTheme, { "aria-label": T.theme, title: T.theme }], ["help-button", "?", showHelp, { "aria-label": T.help }],
];

// On a phone what is used less is behind one button.
function showMore() {
  const items = /** @type {any[]} */ ([...moreViews(), ["", T.legend, () => toggleLegend(true)], ["", T.stories, showStories], ["", T.exportMenu, showExports], ...rarer()]);
  openDialog(T.more, h("div.choices", {}, items.map(([, label, action, more]) =>
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
  $("foot").append(h("span", { id: "counts" }, `${dates}${sourcesWords()} · ${T.carried(D.relationCount, eventWords(Array.from({ length: D.relationCount }, (_, i) => i)))} · ${T.madeBy(D.meta.generator)}`),
    h("span.foot-links", {}, button(T.coded, showHelp, { class: "link" }), button(T.cite, showShare, { class: "link" }),
      button(T.exportMenu, showExports, { id: "export-button", class: "link" }), button(T.stories, showStories, { id: "stories-button", class: "link" })));
}

// The documents that were read, and those that they only cite.
function sourcesWords() {
  const read = new Set(D.evidence.document), cited = D.documents.filter((_, k) => !read.has(k)).length;
  const words = documentsWords(D.documents.filter((_, k) => read.has(k)));
  return cited ? `${words}${T.citedToo(cited)}` : words;
}
