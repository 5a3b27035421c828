// Help: keys, how this was coded, what the types mean, how to cite.
import { D } from "../core/record.js";
import { citeLine, statusWords } from "../core/telling.js";
import { T } from "../core/words.js";
import { h, openDialog } from "./dom.js";

export function showHelp() {
  openDialog(T.helpTitle,
    h("table.keys", {}, h("tbody", {}, T.keys.map(([key, words]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, words))))),
    h("h3", {}, T.coded), T.codedText.map((text) => h("p", {}, text)),
    h("h3", {}, T.status), h("dl", {}, D.statuses.filter((_, k) => D.relations.status.includes(k)).map((status) => [
      h("dt", {}, statusWords(status)), h("dd", {}, T.statusText[status] ?? "")])),
    h("h3", {}, T.definitions), h("dl", {}, D.types.map((type) => [
      h("dt", {}, `${type.name}: ${type.label}`), h("dd", {}, type.definition)])),
    h("h3", {}, T.cite), h("p", { id: "cite-line" }, citeLine()));
}
