// The keys, one list: what a key does, where it works, and the page under "?".
import { by, button, make } from "./dom.js";
import { set, state } from "./store.js";

/** @type {[string, string][]} */
export const KEYS = [
  ["j  k", "next, previous sentence"],
  ["\u2190 \u2192", "previous, next word; with Shift: choose words"],
  ["n  p", "next, previous proposal"],
  ["a  e  x", "accept, edit, reject the proposal"],
  ["Enter", "new relation from the sentence or the chosen words"],
  ["d", "these words deny a relation"],
  ["c", "these words are more evidence for a relation"],
  ["r", "this answers a relation"],
  ["s", "the next mark at this place"],
  ["t  m  v", "tables, map, text"],
  ["Ctrl+Z", "undo; Ctrl+Shift+Z: redo"],
  ["Alt+C", "in a new line: more evidence for the first relation that is already there"],
  ["Ctrl+Enter", "in a line: keep it"],
  [",", "in who and to whom: one more party"],
  ["Esc", "leave what is open"],
  ["?", "these keys"],
];

/** Show or hide the keys. */
export function toggleHelp() {
  const dialog = by("help");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

/** Begin. */
export function start() {
  const box = make("input", { type: "checkbox", id: "letters", checked: state.letters });
  box.addEventListener("change", () => set({ letters: box.checked }));
  by("help").append(make("h2", {}, "Keys"), make("dl", {}, ...KEYS.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])),
    make("p", {}, box, " ", make("label", { for: "letters" }, "single letters and ? are keys, letters while the text has the focus")),
    make("p", { class: "buttons" }, button("Close", toggleHelp)));
  by("show-help").addEventListener("click", toggleHelp);
}
