// When: marks as long as their date is unsure, a strip for what only may fall there, a range with two handles, the day of telling.
import { answersOpen } from "../core/answers.js";
import { makeAxis, partsOf } from "../core/axis.js";
import { viewWords } from "../core/counting.js";
import { dateWords, isoOf, rangeWords, whenWords } from "../core/days.js";
import { hasRange } from "../core/filters.js";
import { countedInTime, datesAmong, happenings, heapUp, sortedByDate, strip } from "../core/marks.js";
import { D } from "../core/record.js";
import { selectRelation } from "../core/select.js";
import { S, announce, update } from "../core/state.js";
import { gistWords } from "../core/telling.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { isNarrow } from "../canvas/lit.js";
import { calm } from "../canvas/look.js";
import { chosenRelations } from "./chosen.js";
import { button, clear, h, svg } from "./dom.js";
import { pins } from "./pins.js";

let axis = null, chartWide = 0, playing = 0, unfolded = false;

export function buildTime() {
  axis = makeAxis();
  const box = $("time");
  if (!axis) {
    clear(box, h("p.quiet", {}, D.undated ? T.undatedAll : T.empty));
    return;
  }
  clear(box,
    h("div.time-line", {}, h("h2", { id: "when" }, T.when), h("span", { id: "range-words" }),
      button(T.play, togglePlay, { id: "play" }), button(T.stepOn, stepTime, { id: "step-time" }), button(T.allTime, showAll, { id: "all-time" }),
      h("label", { id: "sure-line", hidden: true }, h("input", { type: "checkbox", id: "sure", onchange: chooseSure }), h("span", {}, T.onlySure)),
      h("span", { id: "asof-words", hidden: true })),
    h("div.time-chart", {}, h("div", { id: "time-key" }),
      h("div.time-axis", {}, h("div.chart", { id: "chart" }),
        h("div.range", { id: "range" }, h("div.track", {}), h("div.chosen", { id: "chosen" }),
          handle("since", T.timeFrom), handle("until", T.timeTo), toldEver() && handle("asof", T.timeAsOf)))));
  box.querySelector(".chart").addEventListener("pointerdown", brush);
  new ResizeObserver(() => { if (chartWide !== $("chart").clientWidth) renderTime(); }).observe(box);
}

// The years that are folded up at full length, or folded up again.
function unfold() {
  unfolded = !unfolded;
  axis = makeAxis({ unfolded });
  renderTime();
  $("unfold")?.focus({ preventScroll: true });
  announce(unfolded ? T.unfolded : T.foldedUp);
}

// What is folded up, and how much of what is shown begins there.
function unfoldWords(relations) {
  if (unfolded) return T.foldUp;
  const { since, until } = D.relations, inFold = (day) => day !== null && (day < axis.head || day >= axis.tail);
  const years = [[axis.first, axis.head], [axis.tail, axis.last + 1]].filter(([from, to]) => from < to).map(([from, to]) => yearsOf(from, to));
  return years.length ? T.unfold(years.join(", "), relations.filter((i) => inFold(since[i] ?? until[i])).length) : "";
}

const yearOf = (day) => isoOf(day).slice(0, 4);
const yearsOf = (from, to) => (yearOf(from) === yearOf(to - 1) ? yearOf(from) : `${yearOf(from)}\u2013${yearOf(to - 1).slice(2)}`);

const toldEver = () => D.told.some((day) => day > -Infinity);

function handle(end, label) {
  return h("div.handle", {
    id: `time-${end}`, class: `handle handle-${end}`, role: "slider", tabindex: 0, "aria-label": label,
    onkeydown: (event) => keyHandle(event, end), onpointerdown: (event) => dragHandle(event, end),
  });
}

const rangeNow = () => [S.since ?? axis.first, S.until ?? axis.last];

function setRange(since, until) {
  const low = Math.max(axis.first, Math.min(since, until)), high = Math.min(axis.last, Math.max(since, until));
  update({ since: low <= axis.first ? null : low, until: high >= axis.last ? null : high });
}

// One handle to a day: never past the other; the day of telling at its end means all that was ever told.
function setEnd(end, day) {
  const [since, until] = rangeNow();
  if (end === "asof") update({ asof: day >= axis.last ? null : Math.max(day, axis.first) });
  else if (end === "since") setRange(Math.min(day, until), until);
  else setRange(since, Math.max(day, since));
}

const endNow = (end) => (end === "asof" ? S.asof ?? axis.last : rangeNow()[end === "since" ? 0 : 1]);

function keyHandle(event, end) {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key];
  const to = event.key === "Home" ? axis.first : event.key === "End" ? axis.last : step === undefined ? null : endNow(end) + step;
  if (to === null) return;
  event.preventDefault();
  event.stopPropagation();
  setEnd(end, to);
}

function dayAt(event) {
  const box = $("range").getBoundingClientRect();
  return axis.day((event.clientX - box.left) / box.width);
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
      // the second handle stands behind the last day that is chosen
      setEnd(end, dayAt(last) - (end === "since" ? 0 : 1));
    });
  };
  knob.addEventListener("pointermove", move);
  knob.addEventListener("pointerup", () => knob.removeEventListener("pointermove", move), { once: true });
}

const DRAWN = 3;

// Draw across the chart to choose a stretch of time.
function brush(event) {
  const start = dayAt(event), from = event.clientX, chart = event.currentTarget;
  const move = (next) => {
    if (Math.abs(next.clientX - from) <= DRAWN) return;
    if (!chart.hasPointerCapture(event.pointerId)) chart.setPointerCapture(event.pointerId);
    setRange(start, dayAt(next));
  };
  chart.addEventListener("pointermove", move);
  window.addEventListener("pointerup", () => chart.removeEventListener("pointermove", move), { once: true });
}

export function renderTime() {
  if (!axis || !$("chart")) return;
  const [since, until] = rangeNow(), sorted = sortedByDate(chosenRelations());
  drawChart(sorted);
  for (const end of ["since", "until", "asof"]) {
    const knob = $(`time-${end}`), day = endNow(end);
    if (!knob) continue;
    knob.style.left = `${100 * axis.share(end === "since" ? day : day + 1)}%`;
    knob.setAttribute("aria-valuemin", String(end === "until" ? since : axis.first));
    knob.setAttribute("aria-valuemax", String(end === "since" ? until : axis.last));
    knob.setAttribute("aria-valuenow", String(day));
    knob.setAttribute("aria-valuetext", end === "asof" && S.asof === null ? T.toldEver : dateWords(isoOf(day)));
  }
  $("chosen").style.left = `${100 * axis.share(since)}%`;
  $("chosen").style.right = `${100 - 100 * axis.share(until + 1)}%`;
  $("all-time").hidden = !hasRange() && S.asof === null;
  renderWords(sorted, since, until);
}

// What is chosen, how much of it is sure, and what can be played.
function renderWords({ precise }, since, until) {
  const { may, sure } = hasRange() ? countedInTime() : { may: 0, sure: 0 }, here = tour?.list[tour.at], now = here && here.from === S.since && here.to === S.until ? here : null, dates = now ? tour.list : toStep(precise);
  $("range-words").textContent = now ? happenedWords(now) : `${rangeWords(since, until)}${hasRange() ? `: ${T.inTime(sure, may - sure)}` : ""}`;
  $("sure-line").hidden = may === sure || Boolean(now);
  $("sure").checked = S.sure;
  $("play").textContent = playing ? T.pause : T.playDates(datesAmong(dates), isNarrow());
  $("play").hidden = $("step-time").hidden = dates.length < 2;
  const told = $("asof-words");
  told.hidden = S.asof === null;
  told.textContent = S.asof === null ? "" : T.asOf(dateWords(isoOf(S.asof)));
}

function happenedWords({ from, to, relations }) {
  return `${rangeWords(from, to)}: ${gistWords(relations[0])}${relations.length > 1 ? T.andMore(relations.length - 1) : ""}`;
}

function chooseSure(event) {
  update({ sure: event.target.checked });
  announce(`${T[S.sure ? "sureOn" : "sureOff"]}: ${viewWords()}`);
}

/** How large the chart is where it has no place on the screen: it is printed before it was drawn. */
const PAPER = [1000, 92];
const STRIP = 15, TICKS = 15, UNIT = 7, PIXELS = 5;

// Marks above, the strip of what only may fall there below them, the names of months and years at the bottom.
function drawChart({ precise, rough, undated }) {
  const box = $("chart"), wide = Math.max(box.clientWidth || PAPER[0], 100), high = Math.max(box.clientHeight || PAPER[1], 40), narrow = isNarrow();
  chartWide = box.clientWidth;
  const parts = partsOf(axis, wide, narrow ? 34 : 24), dated = [...precise, ...rough], counts = strip(dated, parts), most = Math.max(...counts.map(({ may }) => may), 1);
  const under = rough.length ? (narrow ? 6 : STRIP) : 0, room = high - TICKS - under - 2, asked = answersOpen(), { marks, tallest } = heapUp(precise, axis, wide, PIXELS), unit = Math.min(UNIT, room / Math.max(tallest, 1));
  const x = (day) => axis.share(day) * wide, fold = unfoldWords(dated);
  clear(box, svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": T.chartLabel(precise.length, rough.length, undated.length) },
    svg("line", { x1: 0, x2: wide, y1: room + 0.5, y2: room + 0.5, class: "tick" }),
    !asked && marks.map((one) => markShape(one, unit, room)), !asked && scaleShape(marks, { tallest, unit, room, wide }),
    under > 0 && parts.map((part, k) => stripShape(part, counts[k], most, { x, top: room + 2, high: under, words: !narrow })),
    ticks(parts, x, high, room), pins(axis, wide, room + TICKS)));
  clear($("time-key"), h("p", {}, asked ? T.keyAnswers : T.keyMarks(precise.length)), rough.length > 0 && [" ", h("p", {}, T.keyStrip(rough.length))], undated.length > 0 && [" ", h("p", { id: "undated" }, T.undatedOn(undated.length))],
    fold && [" ", button(fold, unfold, { id: "unfold", class: "link" })]);
}

const NAMED = 5, SCALED = 5, DIGIT = 6.6;

// One heap of relations of one tone: named when it is pointed at, opened by a click.
function markShape({ left, right, base, n, tone, state, relations }, unit, room) {
  const each = unit >= 4, high = Math.max(n * unit, 1), y = room - (base + n) * unit;
  const words = relations.slice(0, NAMED).map((i) => `${whenWords(i)}: ${gistWords(i)}`), rest = relations.length - NAMED;
  return svg("g", { class: `mark ${tone} ${state}`, "data-relations": n, onclick: () => openMark(relations) },
    svg("title", {}, [...words, ...(rest > 0 ? [T.andMore(rest).trim()] : [])].join("\n")),
    each ? relations.map((_, k) => svg("rect", { x: left, y: y + k * unit, width: right - left - 1, height: unit - 1 }))
      : svg("rect", { x: left, y, width: right - left - 1, height: high }));
}

function openMark(relations) {
  if (relations.length === 1) return selectRelation(relations[0]);
  const since = Math.min(...relations.map((i) => D.relations.since[i])), until = Math.max(...relations.map((i) => D.relations.until[i]));
  return update({ since, until, sure: true, select: null }, { say: T.relationsOf(relations.length) });
}

// The highest heap says how high it is.
function scaleShape(marks, { tallest, unit, room, wide }) {
  const top = tallest >= SCALED && marks.find(({ base, n }) => base + n === tallest), words = tallest.toLocaleString("en");
  if (!top) return null;
  const right = top.right + 3 + DIGIT * words.length < wide;
  return svg("text", { x: right ? top.right + 3 : top.left - 3, y: Math.max(room - tallest * unit + 9, 9), "text-anchor": right ? "start" : "end", class: "heap" }, words);
}

function stripShape({ from, to }, { sure, may }, most, { x, top, high, words }) {
  const left = x(from), wide = x(to) - left, told = [sure ? sure.toLocaleString("en") : "", may ? `+${may.toLocaleString("en")}` : ""];
  const shown = [told, told.slice(0, 1)].find((some) => some.some(Boolean) && DIGIT * some.filter(Boolean).join(" ").length < wide - 2);
  return svg("g", { class: `may${from > rangeNow()[1] || to <= rangeNow()[0] ? " out" : ""}`, "data-may": may, "data-sure": sure, onclick: () => update({ since: from, until: to - 1, sure: false, select: null }) },
    svg("title", {}, T.mayFall(rangeWords(from, to - 1), sure, may)),
    svg("rect", { x: left, y: top, width: Math.max(wide - 1, 1), height: high, class: `shade-${Math.ceil((may / most) * 4)}` }),
    words && shown && svg("text", { x: left + wide / 2, y: top + high - 4, "text-anchor": "middle" },
      shown[0] && svg("tspan", { class: "sure" }, shown[0]), shown[1] && svg("tspan", { dx: shown[0] ? 4 : 0 }, shown[1])));
}

// The names of the parts, a year where one begins; a fold says which years it holds.
function ticks(parts, x, high, room) {
  const found = [], begin = parts.find((one) => !one.folded).from;
  let free = -10;
  const put = (at, text, anchor = "start") => {
    const wide = 6.2 * text.length, left = anchor === "start" ? at : at - wide;
    if (left < free || left + wide > chartWide) return;
    free = left + wide + 6;
    found.push(svg("text", { x: at, y: high - 3, "text-anchor": anchor, class: `tick-text${/^\d{4}$/.test(text) ? " year" : ""}` }, text));
  };
  for (const { from, to, months, folded } of parts) {
    const at = x(from), year = yearOf(from), month = Number(isoOf(from).slice(5, 7)) - 1;
    if (folded) {
      const fold = from === axis.first ? x(to) : at;
      found.push(svg("path", { d: `M${fold - 5} ${room + 4}l4 -8M${fold} ${room + 4}l4 -8`, class: "fold" }));
      put(from === axis.first ? 0 : at, yearsOf(from, to));
    } else if (months >= 12 || month === 0 || from === begin) put(from === begin ? Math.max(at, free) : at, months >= 12 || month === 0 ? year : `${T.months[month].slice(0, 3)} ${year}`);
    else put(at, T.months[month].slice(0, 3));
    found.push(svg("line", { x1: at, x2: at, y1: room, y2: month === 0 ? high : high - TICKS + 3, class: "tick" }));
  }
  return found;
}

/** @type {{ list: any[], at: number, of: string, base: any } | null} */
let tour = null;

function showAll() {
  stopPlay();
  tour = null;
  update({ since: null, until: null, sure: false, asof: null });
}

// The days and months that can be stepped through: those of the chosen stretch, or all where that holds no two.
function toStep(precise) {
  const [since, until] = rangeNow(), list = happenings(precise.filter((i) => D.relations.since[i] >= since && D.relations.until[i] <= until));
  return list.length > 1 ? list : happenings(precise);
}

const opened = () => JSON.stringify([S.select, S.mode, S.answers, S.story]);

// Whether what is shown is where the tour has come to, and of what it was made.
function onTour() {
  const here = tour?.list[tour.at];
  return Boolean(here) && here.from === S.since && here.to === S.until && tour.of === opened();
}

// On to the next day or month on which something surely happened, of the stretch that was chosen; after the last that again.
function stepTime() {
  if (!onTour()) tour = { list: toStep(sortedByDate(chosenRelations()).precise), at: -1, of: opened(), base: { since: S.since, until: S.until, sure: S.sure } };
  tour.at += 1;
  const next = tour.list[tour.at];
  if (!next) {
    const { base } = tour;
    tour = null;
    stopPlay();
    return update(base);
  }
  return update({ since: next.from, until: next.to, sure: true }, { say: happenedWords(next) });
}

// One after the other, each long enough to be read.
function togglePlay() {
  if (playing) return stopPlay();
  // who chooses something else meanwhile goes on alone
  playing = window.setInterval(() => (onTour() ? stepTime() : stopPlay()), calm.matches ? 3000 : 1800);
  return stepTime();
}

function stopPlay() {
  clearInterval(playing);
  playing = 0;
  if ($("play")) renderTime();
}
