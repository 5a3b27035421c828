// Taking it away: address, picture, drawing, table.
const fileStem = () => (foldText(D.meta.title).replace(/ /g, "-").replace(/[^\p{L}\p{N}-]/gu, "").slice(0, 60) || "map");

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
const saveText = (text, name, type) => saveBlob(new Blob([type === "text/csv" ? "\ufeff" : "", text], { type: `${type};charset=utf-8` }), name);

function showExports() {
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

function showShare() {
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
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("#evidence details.sources")) details.open = true;
});
