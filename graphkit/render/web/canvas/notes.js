// What is written on the map beside the headline’s link: at most three notes, each what and when, and one line more.
import { pairOf } from "../core/groups.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { placeOf } from "./places.js";
import { plateBox, wordsWide } from "./plates.js";

const BOLD = 13, PLAIN = 12.5;

/** The lines above and below the link, as far as they fit between its two plates; null: they are not shown. */
function notePlan() {
  const { notes, pair } = D.meta;
  if (!notes?.length || S.select || S.mode || S.asof !== null || !S.roll !== !D.meta.rollUp || !V.shownSet.has(pair[0]) || !V.shownSet.has(pair[1])) return null;
  const p = pairOf(pair[0], pair[1]);
  if (p === undefined || !V.pairSet.has(p) || Math.abs(placeOf(pair[0])[1] - placeOf(pair[1])[1]) > 8) return null;
  const [one, two] = pair.map((actor) => plateBox(actor)).sort((a, b) => a[0] - b[0]);
  const left = one[2], right = two[0], y = (one[1] + one[3]) / 2, seen = notes.filter(({ relation }) => !V.pass[relation] && (!V.narrow || relation === D.meta.answered));
  if (!seen.length || right - left < (V.narrow ? 84 : 190)) return null;
  const size = V.narrow ? 11.5 : BOLD, room = right - left - (V.narrow ? 4 : 40), lines = (note) => [
    ...wrapped(note.bold, room, size, 700).map((text) => ({ text, size, weight: 700, ink: "ink" })),
    ...(V.narrow || !note.text ? [] : [{ text: cut(note.text, room), size: PLAIN, weight: 400, ink: "soft" }]),
  ];
  const above = seen.length > 1 ? lines(seen[0]) : [], below = (seen.length > 1 ? seen.slice(1) : seen).flatMap(lines);
  return { p, x: V.narrow ? (left + right) / 2 : left + 26, y, above, below, anchor: V.narrow ? "middle" : "start" };
}

function cut(text, room) {
  if (wordsWide(text, PLAIN) <= room) return text;
  const words = text.split(" ");
  while (words.length > 1 && wordsWide(`${words.join(" ")}…`, PLAIN) > room) words.pop();
  return `${words.join(" ").replace(/[\u2026,;:]+$/, "")}…`;
}

function wrapped(text, room, size, weight) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && wordsWide(longer, size, weight) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.slice(0, 3);
}

const LINE = 16.5, AWAY = 19;

/** @returns {import("./shapes.js").Shape[]} */
export function noteShapes() {
  const plan = notePlan();
  if (!plan) return [];
  const { x, y, above, below, anchor } = plan, say = (line, at) => /** @type {import("./shapes.js").Shape} */ ({ ...line, x, y: at, anchor, halo: true });
  return [...above.map((line, k) => say(line, y - AWAY + 2 - (above.length - 1 - k) * LINE)), ...below.map((line, k) => say(line, y + AWAY + 10 + k * LINE))];
}

/** The boxes of the notes, which other links bend around. */
export function noteBoxes() {
  const plan = notePlan();
  if (!plan) return [];
  const { p, x, y, above, below, anchor } = plan, found = [];
  for (const [lines, top] of /** @type {any[]} */ ([[above, y - AWAY - above.length * LINE], [below, y + AWAY - 3]])) {
    if (!lines.length) continue;
    const wide = Math.max(...lines.map(({ text, size, weight }) => wordsWide(text, size, weight))), left = anchor === "middle" ? x - wide / 2 : x;
    found.push({ p, box: [left - 8, top, left + wide + 8, top + lines.length * LINE + 8] });
  }
  return found;
}
