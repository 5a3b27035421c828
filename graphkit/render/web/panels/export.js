// Taking it away: address, picture, drawing, table.
import { stateText } from "../core/address.js";
import { answersOpen, answersTold } from "../core/answers.js";
import { isoOf } from "../core/days.js";
import { doneFor, relationsBetween, relationsInView, relationsOf } from "../core/links.js";
import { D, isGroup } from "../core/record.js";
import { S, announce } from "../core/state.js";
import { TABLES, csvOf } from "../core/tables.js";
import { citeLine, nameOf } from "../core/telling.js";
import { T, foldText } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { CanvasPen } from "../canvas/pens.js";
import { drawPicture, planPicture, svgText } from "../canvas/picture.js";
import { button, copyText, h, openDialog } from "./dom.js";
import { ladderEnds } from "./ladder.js";

const onScreen = () => Boolean($("save-screen")?.checked);

function saveSvg() {
  saveText(svgText({ screen: onScreen() }), `${fileStem()}.svg`, "image/svg+xml");
}

function savePng() {
  const plan = planPicture({ screen: onScreen() }), pen = new CanvasPen(plan.width, plan.height);
  drawPicture(pen, plan);
  pen.canvas.toBlob((blob) => saveBlob(blob, `${fileStem()}.png`), "image/png");
}

const plainWords = (text) => foldText(text).replace(/ /g, "-").replace(/[^\p{L}\p{N}-]/gu, "");

/** The name of a file: the title, then what is shown of it. */
export function fileStem() {
  const chosen = S.mode === "answers" ? T.answersShort : S.select?.actor !== undefined ? nameOf(S.select.actor) : S.select?.link ? S.select.link.map(nameOf).join(" ") : S.line;
  const days = [S.since !== null && `from-${isoOf(S.since)}`, S.until !== null && `to-${isoOf(S.until)}`, S.asof !== null && `told-by-${isoOf(S.asof)}`];
  return [plainWords(D.meta.title).slice(0, 60), chosen && plainWords(chosen).slice(0, 40), ...days].filter(Boolean).join("-") || "map";
}

function saveBlob(blob, name) {
  const url = URL.createObjectURL(blob), link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  const told = T.saved(name);
  announce(told);
  $("dialog").querySelector(".saved")?.replaceChildren(told);
}

export const saveText = (text, name, type) => saveBlob(new Blob([type === "text/csv" ? "\ufeff" : "", text], { type: `${type};charset=utf-8` }), name);

export function showExports() {
  const items = [
    ["save-png", T.savePng, savePng], ["save-svg", T.saveSvg, saveSvg],
    ["save-csv", T.saveCsv, () => saveText(csvOf(TABLES.relations.file, rowsShown()), `${fileStem()}.csv`, "text/csv")],
    ["save-json", T.saveJson, () => saveText(jsonText(), `${fileStem()}.json`, "application/json")],
    ["print", T.print, () => { $("dialog").close(); window.print(); }],
  ];
  openDialog(T.exportMenu, h("div.choices", {}, items.map(([id, label, action]) => button(label, action, { id }))),
    h("label.check", {}, h("input", { type: "checkbox", id: "save-screen" }), ` ${T.saveScreen}`), h("p.quiet.saved", {}), h("h3", {}, T.cite), h("p", {}, citeLine()));
}

/** The relations that are shown: while answers, a ladder or an actor are, those alone. */
function rowsShown() {
  const shown = chosenRelations();
  return TABLES.relations.rows(shown ? relationsInView().filter((i) => shown.has(i)) : relationsInView());
}

function chosenRelations() {
  if (answersOpen()) return new Set(answersTold());
  if (S.table || S.mode) return null;
  const ends = ladderEnds(), actor = S.select?.actor;
  if (ends) return new Set(relationsBetween(...ends));
  return actor !== undefined && !isGroup(actor) ? new Set([...relationsOf(actor), ...doneFor(actor)]) : null;
}

function jsonText() {
  const { file } = TABLES.relations;
  const list = rowsShown().map((row) => Object.fromEntries(file.map((column) => [column, row[column]])));
  return `${JSON.stringify({ title: D.meta.title, cite: citeLine(), state: stateText(), relations: list }, null, 1)}\n`;
}

export function showShare() {
  const state = stateText(), here = location.protocol === "about:" ? "" : `${location.href.split("#")[0]}#${state}`;
  const line = (id, text, label) => h("div.copy-line", {},
    h("input", { type: "text", readonly: true, id, value: text, "aria-label": label, onfocus: (event) => event.target.select() }),
    button(T.copy, (event) => copyText(text, event.target)));
  openDialog(T.shareTitle,
    here && [h("p", {}, location.protocol === "file:" ? T.shareFile : T.shareText), line("share-address", here, T.shareTitle)],
    h("p", {}, T.shareState), line("share-state", state, T.shareState),
    h("h3", {}, T.cite), line("share-cite", citeLine(), T.cite));
}
