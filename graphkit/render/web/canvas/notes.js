// What is written on the map beside the headline’s link: at most three notes, each what and when, and one line more.
import { pairOf } from "../core/groups.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { pointsOf } from "../core/bending.js";
import { placeOf } from "./places.js";
import { plateBox, wordsWide, wrapped } from "./plates.js";

const BOLD = 13, PLAIN = 12.5;

/**
 * What is said above or below the link, as it is drawn: its lines, where the first begins, and the room they take.
 * @typedef {{ lines: any[], x: number, y: number, anchor: string, box: number[] }} Block
 */

/** Where there is room for notes, and which; null: they are not shown. */
function notePlan() {
  const { notes, pair, answered } = D.meta;
  if (!notes?.length || S.select || S.mode || S.asof !== null || !S.roll !== !D.meta.rollUp || !V.shownSet.has(pair[0]) || !V.shownSet.has(pair[1])) return null;
  const p = pairOf(pair[0], pair[1]);
  if (p === undefined || !V.pairSet.has(p) || Math.abs(placeOf(pair[0])[1] - placeOf(pair[1])[1]) > 8) return null;
  const [one, two] = pair.map((actor) => plateBox(actor)).sort((a, b) => a[0] - b[0]);
  const left = one[2], right = two[0], y = (one[1] + one[3]) / 2, seen = notes.filter(({ relation }) => !V.pass[relation] && (!V.narrow || relation === answered));
  if (!seen.length || right - left < (V.narrow ? 84 : 190)) return null;
  return { p, left, right, y, room: right - left - (V.narrow ? 4 : 40), above: seen.length > 1 ? seen.slice(0, 1) : [], below: seen.length > 1 ? seen.slice(1) : seen };
}

function linesOf({ bold, text }, room, brief) {
  const size = V.narrow ? 11.5 : BOLD;
  return [...atMost(3, bold, room, size, 700).map((line) => ({ text: line, size, weight: 700, ink: "ink" })),
    // a date alone says nothing
    ...(V.narrow || !text || (brief && bold.includes(": ")) ? [] : atMost(2, text, room, PLAIN, 400).map((line) => ({ text: line, size: PLAIN, weight: 400, ink: "soft" })))];
}

function cut(text, room, size, weight) {
  if (wordsWide(text, size, weight) <= room) return text;
  const words = text.split(" ");
  while (words.length > 1 && wordsWide(`${words.join(" ")}…`, size, weight) > room) words.pop();
  return `${words.join(" ").replace(/[\u2026,;:]+$/, "")}…`;
}

function atMost(count, text, room, size, weight) {
  const lines = wrapped(text, size, weight, room);
  return lines.length > count ? [...lines.slice(0, count - 1), cut(lines.slice(count - 1).join(" "), room, size, weight)] : lines;
}

const LINE = 16.5, AWAY = 19, STEP = 12, SAMPLES = 64;
const NARROWER = [1, 0.75, 0.55], FURTHER = [0, 10, 20];

const widest = (lines) => Math.max(...lines.map(({ text, size, weight }) => wordsWide(text, size, weight)));

// Some notes above or below the link, so far along it and so far from it.
function blockAt(plan, side, lines, x, away, wide = widest(lines)) {
  const anchor = V.narrow ? "middle" : "start";
  const left = anchor === "middle" ? x - wide / 2 : x, top = side < 0 ? plan.y - AWAY - away - lines.length * LINE : plan.y + AWAY - 3 + away;
  return { lines, x, y: top + (side < 0 ? LINE + 2 : 13), anchor, box: [left - 8, top, left + wide + 8, top + lines.length * LINE + 8] };
}

const usual = ({ left, right }) => (V.narrow ? (left + right) / 2 : left + 26);

/** The boxes that notes take where nothing is in their way, which links bend around. */
export function noteBoxes() {
  const plan = notePlan();
  return plan ? [[-1, plan.above], [1, plan.below]].filter(([, notes]) => notes.length)
    .map(([side, notes]) => blockAt(plan, side, notes.flatMap((note) => linesOf(note, plan.room, false)), usual(plan), 0).box) : [];
}

// Places along the link for a block so wide, the nearest to the usual one first.
function places(plan, wide) {
  const at = usual(plan), [low, high] = V.narrow ? [plan.left + wide / 2 + 2, plan.right - wide / 2 - 2] : [plan.left + 10, plan.right - wide - 10], found = [at];
  for (let x = low; x <= high; x += STEP) found.push(x);
  return found.sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
}

// A free place beside their link for some notes, as they are or shorter; null: there is none.
function placed(plan, side, notes, free) {
  for (const brief of [false, true]) {
    for (const share of NARROWER) {
      const lines = notes.flatMap((note) => linesOf(note, plan.room * share, brief)), wide = widest(lines);
      for (const away of FURTHER) {
        const found = places(plan, wide).map((x) => blockAt(plan, side, lines, x, away, wide)).find(free);
        if (found) return found;
      }
    }
  }
  return null;
}

// Where there is no place for all, for all but the least: what is not about the relation most answered, then the last.
function mostPlaced(plan, side, notes, free) {
  const found = notes.length ? placed(plan, side, notes, free) : null;
  if (found || notes.length < 2) return found;
  const least = notes.findLast(({ relation }) => relation !== D.meta.answered) ?? notes.at(-1);
  return mostPlaced(plan, side, notes.filter((note) => note !== least), free);
}

/**
 * The notes as they are drawn among the ways of links and the boxes of plates: those that have a free place.
 * @param {Iterable<import("../core/bending.js").Way>} ways @param {Iterable<number[]>} plates @returns {Block[]}
 */
export function freeNotes(ways, plates) {
  const plan = notePlan();
  if (!plan) return [];
  const boxes = [...plates], points = [...ways].filter(({ p }) => p !== plan.p).flatMap((way) => pointsOf(way, SAMPLES));
  const free = ({ box: [left, top, right, bottom] }) => !points.some(([x, y]) => x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1)
    && !boxes.some((box) => box[0] < right - 6 && box[2] > left + 6 && box[1] < bottom - 6 && box[3] > top + 6);
  const { above, below } = plan, upper = mostPlaced(plan, -1, above, free), together = !upper && above.length ? placed(plan, 1, [...above, ...below], free) : null;
  return [upper, together ?? mostPlaced(plan, 1, below, free)].filter(Boolean);
}

/** What the notes look like. @param {Block[]} blocks @returns {import("./shapes.js").Shape[]} */
export const noteShapes = (blocks) => blocks.flatMap(({ lines, x, y, anchor }) => lines.map((line, k) => ({ ...line, x, y: y + k * LINE, anchor, halo: true })));
