// The answers on the axis of time: a mark for each span of days that some of them lie in, with its number where it has one.
import { UNORDERED, isAbout, numbersInTime } from "../core/answers.js";
import { whenWords } from "../core/days.js";
import { D, toneClass } from "../core/record.js";
import { svg } from "./dom.js";

const PIN = 9, ROW = 12.2, THIN = 4, CAUSE = "\u25cf";

/** As many rows as there is room for have labels; what is left lies in thin rows below. Unlike spans are never one mark. */
export function pins(axis, wide, high) {
  const signs = spans(axis, wide), room = Math.max(high - 14, 2 * ROW);
  for (let rows = Math.max(Math.floor(room / ROW), 2); rows >= 1; rows--) {
    const left = stack(signs, rows), lines = thinRows(left), most = (room - rows * ROW) / Math.max(lines, 1);
    if (left.length && most < THIN && rows > 1) continue;
    const pitch = Math.min(THIN, Math.max(most, 1));
    for (const one of left) Object.assign(one, { y: rows * ROW + one.row * pitch + pitch / 2, thin: Math.max(pitch - 0.8, 0.8) });
    break;
  }
  return signs.map(pinSign);
}

// What was answered, then the spans whose place in the order is certain, then the others: the shortest first.
function spans(axis, wide) {
  const found = new Map(), x = (day) => axis.share(day) * wide;
  for (const one of numbersInTime()) {
    if (!one.lit && one.text !== CAUSE) continue;
    const from = D.relations.since[one.relation], to = D.relations.until[one.relation], key = `${from} ${to} ${isAbout(one.relation)} ${one.text === CAUSE}`;
    const start = from === null ? 0 : x(from), end = to === null ? wide : x(to + 1);
    const sign = found.get(key) ?? { at: x(one.day), start, end, open: from === null || to === null, pins: [], row: -1, y: 0, thin: 0 };
    sign.pins.push(one);
    found.set(key, sign);
  }
  const rank = ({ pins: [first] }) => (first.text === CAUSE ? 0 : first.text === UNORDERED ? 2 : 1);
  const all = [...found.values()].sort((a, b) => rank(a) - rank(b) || (a.end - a.start) - (b.end - b.start) || a.start - b.start);
  for (const sign of all) measure(sign, wide);
  return all;
}

// A point, where its days are no longer than its label.
function measure(sign, wide) {
  sign.text = sign.pins.find(({ text }) => text !== UNORDERED)?.text ?? UNORDERED;
  sign.exact = !sign.open && sign.end - sign.start <= 2 * PIN;
  sign.half = Math.max(6, 2.6 * sign.text.length + 4);
  sign.at = Math.min(Math.max(sign.at, sign.half), wide - sign.half);
  sign.low = Math.min(sign.exact ? Infinity : sign.start, sign.at - sign.half);
  sign.high = Math.max(sign.exact ? 0 : sign.end, sign.at + sign.half);
}

// Each in the first row where it touches no other; what finds none is given back.
function stack(signs, count) {
  const rows = Array.from({ length: count }, () => []), left = [];
  for (const sign of signs) {
    const row = rows.findIndex((taken) => taken.every(({ low, high }) => sign.low > high || sign.high < low));
    if (row < 0) { left.push(sign); continue; }
    rows[row].push(sign);
    Object.assign(sign, { y: 6.5 + row * ROW, thin: 0 });
  }
  return left;
}

// The same without labels, in as many rows as it takes; how many those are.
function thinRows(signs) {
  const rows = [];
  for (const sign of signs) {
    const low = sign.start, high = Math.max(sign.end, low + 3), free = rows.findIndex((taken) => taken.every((one) => low > one.high + 1 || high < one.low - 1));
    sign.row = free < 0 ? rows.length : free;
    (rows[sign.row] ??= []).push({ low, high });
  }
  return rows.length;
}

function pinSign({ pins: list, at, start, end, open, exact, text, half, y, thin }) {
  const tones = new Set(list.map(({ text: own, relation }) => (own === CAUSE ? "cause" : toneClass(relation))));
  const tone = tones.size > 1 ? "cause" : [...tones][0], about = exact ? "" : "~ ", bar = thin || 4;
  return svg("g", { class: `pin${open ? " open" : ""}${thin ? " thin" : ""}` },
    svg("title", {}, list.map(({ text: own, relation }) => `${about}${own}: ${whenWords(relation)}`).join("\n")),
    (thin > 0 || !exact) && svg("rect", { x: start, y: y - bar / 2, width: Math.max(end - start, 3), height: bar, rx: Math.min(bar / 2, 2), class: `known ${tone}` }),
    !thin && svg("rect", { x: at - half, y: y - 6, width: 2 * half, height: 12, rx: 6, class: tone }),
    !thin && svg("text", { x: at, y: y + 3, "text-anchor": "middle" }, text));
}
