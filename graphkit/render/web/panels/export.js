// Taking it away: address, picture, drawing, table.
import { stateText } from "../core/address.js";
import { D } from "../core/record.js";
import { announce } from "../core/state.js";
import { TABLES, csvOf } from "../core/tables.js";
import { citeLine } from "../core/telling.js";
import { T, foldText } from "../core/words.js";
import { $, all } from "../canvas/element.js";
import { CanvasPen } from "../canvas/pens.js";
import { drawPicture, pictureSize, svgText } from "../canvas/picture.js";
import { button, copyText, h, openDialog } from "./dom.js";

function saveSvg() {
  saveText(svgText(), `${fileStem()}.svg`, "image/svg+xml");
}

function savePng() {
  const size = pictureSize(), pen = new CanvasPen(size.width, size.height);
  drawPicture(pen, size);
  pen.canvas.toBlob((blob) => saveBlob(blob, `${fileStem()}.png`), "image/png");
}

export const fileStem = () => (foldText(D.meta.title).replace(/ /g, "-").replace(/[^\p{L}\p{N}-]/gu, "").slice(0, 60) || "map");

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
    ["save-csv", T.saveCsv, () => saveText(csvOf(TABLES.relations.file, TABLES.relations.rows()), `${fileStem()}.csv`, "text/csv")],
    ["save-json", T.saveJson, () => saveText(jsonText(), `${fileStem()}.json`, "application/json")],
    ["print", T.print, () => { $("dialog").close(); window.print(); }],
  ];
  openDialog(T.exportMenu, h("div.choices", {}, items.map(([id, label, action]) => button(label, action, { id }))),
    h("p.quiet.saved", {}), h("h3", {}, T.cite), h("p", {}, citeLine()));
}

function jsonText() {
  const { file, rows } = TABLES.relations;
  const list = rows().map((row) => Object.fromEntries(file.map((column) => [column, row[column]])));
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

// Paper cannot be unfolded: what stands behind each relation is printed with it.
export function watchPrint() {
  window.addEventListener("beforeprint", () => {
    for (const details of all("#evidence details.sources")) details.open = true;
  });
}
