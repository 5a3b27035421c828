// The legend line above the map: what each line means, how many relations it stands for; a click shows only those, another all.
import { inView, lineWords, linesAmong, viewWords } from "../core/counting.js";
import { relationsInView } from "../core/links.js";
import { D } from "../core/record.js";
import { S, announce, update } from "../core/state.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { $, all } from "../canvas/element.js";
import { keyEntries, kindsDrawn, mixedDrawn } from "../canvas/key.js";
import { chosenRelations } from "./chosen.js";
import { button, clear, h, lineIcon, signIcon } from "./dom.js";

export function buildKey() {
  clear($("keyline"), keyEntries().map(([name, text]) => button([lineIcon(name), h("span.not-phone", {}, text), h("span.only-phone", {}, T.keyShort[name] ?? text), h("span.count", { "data-line": name })],
    () => chooseLine(name), { class: "key-entry", id: `key-${name}`, "aria-pressed": "false", title: T.onlyThis })));
}

/** Only what one entry stands for; again: all. */
export function chooseLine(name) {
  update({ line: S.line === name ? "" : name });
  announce(viewWords());
}

export function renderKey() {
  if (!D.whole) return;
  clear($("kind-key"), kindsDrawn().map((kinds, onPlate) => kinds.length > 0 && [Boolean(onPlate) && h("span", {}, T.onPlate),
    kinds.map((kind) => h("span", {}, signIcon(kind), " ", T.kindsShort[kind] ?? kind))]), mixedDrawn() && h("span.mixed", {}, lineIcon("mixed"), " ", T.mixedKey));
  const counts = countsHere(), { open } = inView();
  for (const count of all("#keyline [data-line]")) {
    const name = count.dataset.line, box = count.closest("button"), here = counts?.(name), whole = lineWords(name);
    count.textContent = here ?? whole;
    box.title = [`${T.onlyThis}.`, here !== undefined && here !== whole && T.lineOnMap(whole), open && T.spanNote].filter(Boolean).join(" ");
    box.setAttribute("aria-pressed", String(S.line === name));
    box.classList.toggle("faded", here === "0");
  }
}

// Of what is chosen, or of the one entry that is shown alone, how many are of each entry; null: of all that is in view.
function countsHere() {
  const chosen = chosenRelations();
  return chosen || S.line ? linesAmong(chosen ? [...chosen].filter((i) => !V.pass[i]) : relationsInView()) : null;
}
