// The numbers of the answers on the axis of time.
import { UNORDERED, numbersInTime } from "../core/answers.js";
import { whenWords } from "../core/days.js";
import { D, toneClass } from "../core/record.js";
import { svg } from "./dom.js";

// The numbers of the answers, where they lie in time: at a point those whose day is known, on a bar as long as what is
// known the others, those dated alike on one.
export function pins(axis, wide, high) {
  const exact = [], rough = new Map(), x = (day) => axis.share(day) * wide;
  for (const one of numbersInTime()) {
    if (!one.lit && one.text !== "●") continue;
    const from = D.relations.since[one.relation], to = D.relations.until[one.relation];
    const start = from === null ? 0 : x(from), end = to === null ? wide : x(to + 1);
    if (from !== null && to !== null && end - start <= 2 * PIN) exact.push(one);
    else {
      const key = `${from} ${to} ${one.text === "●"}`;
      const bar = rough.get(key) ?? { at: x(one.day), start, end, open: from === null || to === null, pins: [] };
      bar.pins.push(one);
      rough.set(key, bar);
    }
  }
  const bars = [...rough.values()].sort((a, b) => (a.end - a.start) - (b.end - b.start));
  return placePins([...exactPins(exact, axis, wide), ...bars], wide, high).map(pinSign);
}

const PIN = 9, PIN_ROW = 12.2;

// In columns, so that no pin covers half of another; from the third of a column on they share one sign.
function exactPins(list, axis, wide) {
  const columns = new Map();
  for (const one of list) {
    const near = Math.round((axis.share(one.day) * wide) / (2 * PIN)), column = columns.get(near) ?? columns.set(near, []).get(near);
    if (column.length < 3 || one.text === "●") column.push({ at: near * 2 * PIN, pins: [one] });
    else column[2].pins.push(one);
  }
  return [...columns.values()].flat();
}

// Each in the first row where it touches no other; the longest bars, where all rows are full, are one in the last.
function placePins(signs, wide, high) {
  const rows = Array.from({ length: Math.max(Math.floor((high - 14) / PIN_ROW) - 1, 2) }, () => []), placed = [];
  let shared = null;
  const put = (sign, row) => {
    sign.y = 6.5 + row * PIN_ROW;
    rows[row]?.push(sign);
    placed.push(sign);
    if (row === rows.length) shared = sign;
  };
  const first = (sign) => sign.pins[0].text !== "●";
  for (const sign of signs.sort((a, b) => Number(first(a)) - Number(first(b)))) {
    measurePin(sign, wide);
    const row = rows.findIndex((taken) => taken.every(({ low, high }) => sign.low > high || sign.high < low));
    if (row >= 0) put(sign, row);
    else if (shared) joinPins(shared, sign, wide);
    else put(sign, rows.length);
  }
  return placed;
}

function measurePin(sign, wide) {
  sign.words = runsOf(sign.pins.map(({ text }) => text));
  sign.half = Math.max(6, 2.6 * sign.words.length + 4);
  sign.at = Math.min(Math.max(sign.at, sign.half), wide - sign.half);
  sign.low = Math.min(sign.start ?? Infinity, sign.at - sign.half);
  sign.high = Math.max(sign.end ?? 0, sign.at + sign.half);
}

function joinPins(sign, other, wide) {
  sign.pins = [...sign.pins, ...other.pins].sort((a, b) => (Number(a.text) || Infinity) - (Number(b.text) || Infinity) || 0);
  sign.start = Math.min(sign.low, other.low);
  sign.end = Math.max(sign.high, other.high);
  sign.open ||= other.open;
  measurePin(sign, wide);
}

function pinSign({ pins: list, at, start, end, open, words, half, y }) {
  const tones = new Set(list.map(({ text, relation }) => (text === "●" ? "cause" : toneClass(relation))));
  const tone = tones.size > 1 ? "cause" : [...tones][0], about = start === undefined ? "" : "~ ";
  return svg("g", { class: `pin${open ? " open" : ""}` },
    svg("title", {}, list.map(({ text, relation }) => `${about}${text}: ${whenWords(relation)}`).join("\n")),
    start !== undefined && svg("rect", { x: start, y: y - 2, width: Math.max(end - start, 2), height: 4, rx: 2, class: `known ${tone}` }),
    svg("rect", { x: at - half, y: y - 6, width: 2 * half, height: 12, rx: 6, class: tone }),
    svg("text", { x: at, y: y + 3, "text-anchor": "middle" }, words));
}

// 1, 2, 3, 7 as "1–3, 7", no longer than there is room for.
function runsOf(texts) {
  const runs = [], numbers = [...new Set(texts)].filter((text) => text !== UNORDERED);
  for (const text of numbers.length ? numbers : [UNORDERED]) {
    const last = runs.at(-1);
    if (last && Number(text) === Number(last.at(-1)) + 1) last.push(text);
    else runs.push([text]);
  }
  const words = runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(", ")));
  return words.length > 3 ? `${words.slice(0, 3).join(", ")} …` : words.join(", ");
}
