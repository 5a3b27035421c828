// When: a histogram of what is in view, a range with two handles, and a window that moves by itself.
import { UNORDERED, numbersInTime } from "../core/answers.js";
import { dateWords, isoOf, whenWords } from "../core/days.js";
import { FAIL, hasRange, maybeInTime, surelyInTime } from "../core/filters.js";
import { D, toneClass } from "../core/record.js";
import { S, announce, moved, update } from "../core/state.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { isNarrow } from "../canvas/lit.js";
import { calm } from "../canvas/look.js";
import { button, clear, h, svg } from "./dom.js";

let axis = null, playing = 0, chartWide = 0;

// From the first to the last day; a few far-off days do not squeeze all the others together.
function makeAxis() {
  const days = [];
  for (let i = 0; i < D.relationCount; i++) {
    const since = D.relations.since[i] ?? D.relations.until[i], until = D.relations.until[i] ?? since;
    if (since !== null) days.push(since, until);
  }
  if (!days.length) return null;
  days.sort((a, b) => a - b);
  const first = days[0], last = days[days.length - 1];
  const low = days[Math.floor(days.length * 0.06)], high = days[Math.ceil(days.length * 0.94) - 1];
  const core = Math.max(high - low, 30);
  return {
    first, last,
    from: first < low - core ? low - Math.ceil(core * 0.12) : first - 1,
    to: last > high + core ? high + Math.ceil(core * 0.12) : last + 1,
  };
}

const spanOf = (since, until) => (until - since) + 1;

export function buildTime() {
  axis = makeAxis();
  const box = $("time");
  if (!axis) {
    clear(box, h("p.quiet", {}, D.undated ? T.undatedAll : T.empty));
    return;
  }
  clear(box,
    h("div.chart", { id: "chart" }),
    h("div.range", { id: "range" }, h("div.track", {}), h("div.chosen", { id: "chosen" }),
      handle("since", T.timeFrom), handle("until", T.timeTo)),
    h("div.time-line", {},
      button(T.play, togglePlay, { id: "play" }), button(T.stepOn, stepTime, { id: "step-time" }), button(T.allTime, () => update({ since: null, until: null, sure: false }), { id: "all-time" }),
      h("span", { id: "range-words" })),
    h("div.time-line.time-notes", {},
      h("label", { id: "sure-line", hidden: true }, h("input", { type: "checkbox", id: "sure", onchange: chooseSure }), h("span", {})),
      h("span.quiet", { id: "undated" })));
  box.querySelector(".chart").addEventListener("pointerdown", brush);
  new ResizeObserver(() => { if (chartWide !== $("chart").clientWidth) renderTime(); }).observe(box);
}

function handle(end, label) {
  return h("div.handle", {
    id: `time-${end}`, role: "slider", tabindex: 0, "aria-label": label,
    onkeydown: (event) => keyHandle(event, end), onpointerdown: (event) => dragHandle(event, end),
  });
}

const rangeNow = () => [S.since ?? axis.first, S.until ?? axis.last];
const shareOf = (day) => Math.min(Math.max((day - axis.from) / (axis.to - axis.from), 0), 1);

function setRange(since, until) {
  const low = Math.max(axis.first, Math.min(since, until)), high = Math.min(axis.last, Math.max(since, until));
  update({ since: low <= axis.first ? null : low, until: high >= axis.last ? null : high });
}

function keyHandle(event, end) {
  const [since, until] = rangeNow(), now = end === "since" ? since : until;
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
  const to = event.key === "Home" ? axis.first : event.key === "End" ? axis.last : step === undefined ? null : now + step;
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  if (end === "since") setRange(Math.min(to, until), until);
  else setRange(since, Math.max(to, since));
}

function dayAt(event) {
  const box = $("range").getBoundingClientRect();
  return Math.round(axis.from + ((event.clientX - box.left) / box.width) * (axis.to - axis.from));
}

function dragHandle(event, end) {
  event.preventDefault();
  const knob = event.currentTarget;
  knob.setPointerCapture(event.pointerId);
  knob.focus();
  let waiting = false, last = event;
  const move = (next) => {
    last = next;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const [since, until] = rangeNow(), day = dayAt(last);
      if (end === "since") setRange(Math.min(day, until), until);
      else setRange(since, Math.max(day, since));
    });
  };
  knob.addEventListener("pointermove", move);
  knob.addEventListener("pointerup", () => knob.removeEventListener("pointermove", move), { once: true });
}

// Draw across the histogram to choose a stretch of time.
function brush(event) {
  const start = dayAt(event), chart = event.currentTarget;
  chart.setPointerCapture(event.pointerId);
  const move = (next) => { if (Math.abs(dayAt(next) - start) > 1) setRange(start, dayAt(next)); };
  chart.addEventListener("pointermove", move);
  chart.addEventListener("pointerup", () => chart.removeEventListener("pointermove", move), { once: true });
}

export function renderTime() {
  if (!axis || !$("chart")) return;
  const [since, until] = rangeNow();
  drawChart();
  for (const [end, day] of [["since", since], ["until", until]]) {
    const knob = $(`time-${end}`);
    knob.style.left = `${100 * shareOf(day)}%`;
    knob.setAttribute("aria-valuemin", String(end === "since" ? axis.first : since));
    knob.setAttribute("aria-valuemax", String(end === "since" ? until : axis.last));
    knob.setAttribute("aria-valuenow", String(day));
    knob.setAttribute("aria-valuetext", dateWords(isoOf(day)));
  }
  $("chosen").style.left = `${100 * shareOf(since)}%`;
  $("chosen").style.right = `${100 - 100 * shareOf(until)}%`;
  $("range-words").textContent = T.fromTo(dateWords(isoOf(since)), dateWords(isoOf(until)));
  $("all-time").hidden = !hasRange();
  renderSure();
}

// The choice between all that may lie in the chosen time and what surely does, where the two differ.
function renderSure() {
  let may = 0, sure = 0;
  if (hasRange()) {
    for (let i = 0; i < D.relationCount; i++) {
      if (V.pass[i] & ~FAIL.time || !maybeInTime(i)) continue;
      may++;
      if (surelyInTime(i)) sure++;
    }
  }
  const line = $("sure-line");
  line.hidden = may === sure;
  line.title = T.onlySureWhy(may - sure);
  line.lastChild.textContent = T.onlySure(sure, may);
  $("sure").checked = S.sure;
}

function chooseSure(event) {
  update({ sure: event.target.checked });
  announce(`${T[S.sure ? "sureOn" : "sureOff"]}: ${T.live.view(V.relations)}`);
}

const PARTS = ["coop", "conf", "tie", "mixed"];

// Bars for what is dated well enough to have a bar; thin lines for what is known only roughly.
function drawChart() {
  const box = $("chart"), wide = Math.max(box.clientWidth, 100), high = Math.max(box.clientHeight, 30);
  chartWide = box.clientWidth;
  const bins = Math.max(12, Math.min(Math.floor(wide / 9), spanOf(axis.from, axis.to)));
  const width = (axis.to - axis.from) / bins, counts = Array.from({ length: bins }, () => [0, 0, 0, 0]), spans = new Map();
  for (let i = 0; i < D.relationCount; i++) {
    if (V.pass[i] & ~FAIL.time) continue;
    const from = D.relations.since[i], to = D.relations.until[i];
    if (from === null && to === null) continue;
    const part = PARTS.indexOf(toneClass(i));
    if (from !== null && to !== null && to - from <= Math.max(width, 1)) {
      const bin = Math.floor((((from + to) / 2) - axis.from) / width);
      if (bin >= 0 && bin < bins) counts[bin][part]++;
    } else addSpan(spans, { from, to, part, inside: V.pass[i] === 0 });
  }
  const { rows, tall: under, left } = layOutSpans([...spans.values()], high * 0.56);
  const undated = D.relations.since.reduce((n, from, i) => n + Number(from === null && D.relations.until[i] === null && !V.pass[i]), 0);
  const [earlier, later] = beyond(), beside = isNarrow() ? [earlier, later] : [];       // on the chart they would lie on the bars
  $("undated").textContent = [undated && T.undatedOn(undated), ...beside, left && T.spansLeft(left)].filter(Boolean).join(" · ");
  const tall = Math.max(...counts.map((bin) => bin.reduce((sum, n) => sum + n, 0)), 1), room = high - under - 14;
  const x = (day) => shareOf(day) * wide, bars = [];
  counts.forEach((bin, k) => {
    let y = room;
    const outside = axis.from + (k + 1) * width < (S.since ?? -Infinity) || axis.from + k * width > (S.until ?? Infinity);
    bin.forEach((n, part) => {
      if (!n) return;
      const height = Math.max((n / tall) * (room - 2), 2);
      y -= height;
      bars.push(svg("rect", { x: (k * wide) / bins + 0.5, y, width: Math.max(wide / bins - 1, 1), height,
        class: `${PARTS[part]}${outside ? " out" : ""}` }));
    });
  });
  const lines = rows.map((span) => spanBar(span, { x, top: room + 3 }));
  clear(box, svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": T.precise },
    svg("title", {}, T.precise), bars, lines, ticks(wide, high), pins(wide, high),
    !beside.length && [earlier && svg("text", { x: 0, y: 10, class: "tick-text" }, earlier),
      later && svg("text", { x: wide, y: 10, "text-anchor": "end", class: "tick-text" }, later)]));
}

// A few far-off days are not given room of their own, but are said.
function beyond() {
  let before = 0, after = 0;
  for (let i = 0; i < D.relationCount; i++) {
    if (V.pass[i] & ~FAIL.time) continue;
    if ((D.relations.until[i] ?? Infinity) < axis.from) before++;
    if ((D.relations.since[i] ?? -Infinity) > axis.to) after++;
  }
  const month = (day) => (isNarrow() ? "" : dateWords(isoOf(day).slice(0, 7)));
  return [before && T.earlier(before, month(axis.first)), after && T.later(after, month(axis.last))];
}

// The numbers of the answers, where they lie in time: at a point those whose day is known, on a bar as long as what is
// known the others, those dated alike on one.
function pins(wide, high) {
  const exact = [], rough = new Map(), x = (day) => shareOf(day) * wide;
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
  return placePins([...exactPins(exact, wide), ...bars], wide, high).map(pinSign);
}

const PIN = 9, PIN_ROW = 12.2;

// In columns, so that no pin covers half of another; from the third of a column on they share one sign.
function exactPins(list, wide) {
  const columns = new Map();
  for (const one of list) {
    const near = Math.round((shareOf(one.day) * wide) / (2 * PIN)), column = columns.get(near) ?? columns.set(near, []).get(near);
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

// What is dated alike is one bar.
function addSpan(spans, { from, to, part, inside }) {
  const key = `${from} ${to}`;
  const span = spans.get(key) ?? { from, to, start: from ?? axis.from - 1, end: to ?? axis.to + 1, n: 0, parts: [0, 0, 0, 0], inside };
  span.n++;
  span.parts[part]++;
  spans.set(key, span);
}

// Rows of bars that do not touch, the shortest on top, in the room there is.
function layOutSpans(spans, most) {
  const lanes = [];
  for (const span of spans.sort((a, b) => (a.end - a.start) - (b.end - b.start) || a.start - b.start)) {
    const lane = lanes.find((one) => one.spans.every(({ start, end }) => span.start > end || span.end < start));
    if (lane) lane.spans.push(span);
    else lanes.push({ spans: [span], height: 0 });
  }
  // the more relations, the thicker; all thinner where there are too many rows
  for (const lane of lanes) lane.height = 1.5 + 1.3 * Math.sqrt(Math.max(...lane.spans.map(({ n }) => n)));
  const thickness = (height, share) => Math.max(height * share, 1.2);
  const whole = (share) => lanes.reduce((sum, { height }) => sum + thickness(height, share) + 1.3 * share, 0);
  let shrink = 1;
  for (let turn = 0; turn < 12 && whole(shrink) > most; turn++) shrink *= most / whole(shrink);
  const rows = [];
  let y = 0, left = 0;
  for (const { spans: own, height } of lanes) {
    const thick = thickness(height, shrink);
    if (y + thick > most + 1) { left += own.reduce((sum, { n }) => sum + n, 0); continue; }
    rows.push(...own.map((span) => ({ ...span, y, thick })));
    y += thick + 1.3 * shrink;
  }
  return { rows, tall: rows.length ? y + 4 : 0, left };
}

// A bar as long as what is known of the date, in the colours of what happened, faint where one end is open.
function spanBar({ from, to, start, end, n, parts, inside, y, thick }, { x, top }) {
  const [a, b] = [from, to].map((day) => (day === null ? "" : isoOf(day)));
  const words = a && b && !parts[2] ? T.between(dateWords(a), dateWords(b)) : dateWords(`${a}/${b}`);
  let at = top + y;
  return svg("g", { class: `span${inside ? "" : " out"}${from === null || to === null ? " open" : ""}`, "data-relations": n },
    svg("title", {}, `${words}: ${T.relationsOf(n)}`),
    parts.map((count, part) => {
      if (!count) return null;
      const height = (thick * count) / n;
      at += height;
      return svg("rect", { x: x(start), y: at - height, width: Math.max(x(end) - x(start), 2), height, class: PARTS[part] });
    }));
}

// Years, quarters or months, whichever leaves room for the words.
function ticks(wide, high) {
  const first = new Date(axis.from * 86400000), found = [];
  const months = (axis.to - axis.from) / 30.4, fits = Math.max(wide / 64, 2);
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((size) => months / size <= fits) ?? 2400;
  let year = first.getUTCFullYear(), month = Math.floor(first.getUTCMonth() / Math.min(step, 12)) * Math.min(step, 12);
  if (step > 12) year -= year % (step / 12);
  for (let k = 0; k < 400; k++) {
    const day = Date.UTC(year, month, 1) / 86400000;
    if (day > axis.to) break;
    if (day >= axis.from && shareOf(day) < 0.97) {
      const words = step >= 12 || month === 0 ? String(year) : `${T.months[month].slice(0, 3)}`;
      const at = shareOf(day) * wide;
      found.push(svg("line", { x1: at, x2: at, y1: 0, y2: high - 11, class: "tick" }),
        svg("text", { x: at + 3, y: high - 2, class: "tick-text" }, words));
    }
    month += step;
    year += Math.floor(month / 12);
    month %= 12;
  }
  return found;
}

// The chosen stretch moves on by its own length; with nothing chosen, a first one is.
function stepTime() {
  const start = Math.max(axis.first, Math.round(axis.from)), whole = Math.min(axis.last, Math.round(axis.to)) - start;
  const [since, until] = rangeNow();
  const all = S.since === null && S.until === null, size = all ? Math.max(Math.round(whole / 6), 1) : until - since;
  const from = all || until >= axis.last ? start : until + 1;
  update({ since: from, until: Math.min(from + size, axis.last) });
  announce(`${$("range-words").textContent}. ${T.live.view(V.relations)}`);
}

// A window a sixth as long as the whole moves from the first to the last day.
function togglePlay() {
  if (playing) return stopPlay();
  const whole = Math.min(axis.last, axis.to) - Math.max(axis.first, axis.from), length = Math.max(Math.round(whole / 6), 7);
  // not through years in which next to nothing happened
  const start = Math.max(axis.first, Math.round(axis.from)), end = Math.min(axis.last, Math.round(axis.to));
  let at = S.since === null || S.until === null || S.until >= end ? start : S.since;
  const size = S.since !== null && S.until !== null && S.until < end ? S.until - S.since : length;
  const step = Math.max(Math.round(whole / 60), 1);
  $("play").textContent = T.pause;
  playing = setInterval(() => {
    update({ since: at, until: Math.min(at + size, end) }, { keepAddress: true });
    if (at + size >= end) return stopPlay();
    at += step;
    return undefined;
  }, calm.matches ? 1200 : 400);
  return undefined;
}

function stopPlay() {
  clearInterval(playing);
  playing = 0;
  if ($("play")) $("play").textContent = T.play;
  moved();
}
