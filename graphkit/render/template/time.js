// When: a histogram of what is in view, a range with two handles, and a window that moves by itself.
let axis = null, playing = 0;

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

function buildTime() {
  axis = makeAxis();
  const box = $("time");
  if (!axis) {
    clear(box, h("p.quiet", {}, D.undated ? T.undatedOn(D.undated) : T.empty));
    return;
  }
  clear(box,
    h("div.chart", { id: "chart" }),
    h("div.range", { id: "range" }, h("div.track", {}), h("div.chosen", { id: "chosen" }),
      handle("since", T.timeFrom), handle("until", T.timeTo)),
    h("div.time-line", {},
      button(T.play, togglePlay, { id: "play" }), button(T.stepOn, stepTime, { id: "step-time" }), button(T.allTime, () => update({ since: null, until: null }), { id: "all-time" }),
      h("span", { id: "range-words" }),
      h("span.quiet", { id: "undated" })));
  box.querySelector(".chart").addEventListener("pointerdown", brush);
  new ResizeObserver(() => { if (drawChart.wide !== $("chart").clientWidth) renderTime(); }).observe(box);
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

function renderTime() {
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
  $("all-time").hidden = S.since === null && S.until === null;
}

// Bars for what is dated well enough to have a bar; thin lines for what is known only roughly.
function drawChart() {
  const box = $("chart"), wide = Math.max(box.clientWidth, 100), high = Math.max(box.clientHeight, 30);
  drawChart.wide = box.clientWidth;
  const bins = Math.max(12, Math.min(Math.floor(wide / 9), spanOf(axis.from, axis.to)));
  const width = (axis.to - axis.from) / bins, counts = Array.from({ length: bins }, () => [0, 0, 0]), spans = new Map();
  for (let i = 0; i < D.relationCount; i++) {
    if (V.pass[i] & ~FAIL.time) continue;
    const from = D.relations.since[i], to = D.relations.until[i];
    if (from === null && to === null) continue;
    const tone = toneOf(i), part = tone > 0 ? 0 : tone < 0 ? 1 : 2;
    if (from !== null && to !== null && to - from <= Math.max(width, 1)) {
      const bin = Math.floor((((from + to) / 2) - axis.from) / width);
      if (bin >= 0 && bin < bins) counts[bin][part]++;
    } else addSpan(spans, { from, to, part, inside: V.pass[i] === 0 });
  }
  const { rows, tall: under, left } = layOutSpans([...spans.values()], high * 0.56);
  const unsure = doubtful();
  $("undated").textContent = $("undated").title = [unsure && T.mayLie(unsure), D.undated ? T.undatedOn(D.undated) : "", left ? T.spansLeft(left) : ""].filter(Boolean).join(" · ");
  const tall = Math.max(...counts.map((bin) => bin[0] + bin[1] + bin[2]), 1), room = high - under - 14;
  const x = (day) => shareOf(day) * wide, bars = [];
  counts.forEach((bin, k) => {
    let y = room;
    const outside = axis.from + (k + 1) * width < (S.since ?? -Infinity) || axis.from + k * width > (S.until ?? Infinity);
    bin.forEach((n, part) => {
      if (!n) return;
      const height = Math.max((n / tall) * (room - 2), 2);
      y -= height;
      bars.push(svg("rect", { x: (k * wide) / bins + 0.5, y, width: Math.max(wide / bins - 1, 1), height,
        class: `${["coop", "conf", "tie"][part]}${outside ? " out" : ""}` }));
    });
  });
  const lines = rows.map((span) => spanBar(span, { x, top: room + 3 }));
  clear(box, svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": T.precise },
    svg("title", {}, T.precise), bars, lines, ticks(wide, high), beyond(wide), pins(wide)));
}

// How many relations in view may lie outside the chosen time, their dates being rough.
function doubtful() {
  if (S.since === null && S.until === null) return 0;
  let n = 0;
  for (let i = 0; i < D.relationCount; i++) {
    const from = D.relations.since[i], to = D.relations.until[i];
    if (V.pass[i] || (from === null && to === null)) continue;
    if ((S.since !== null && (from === null || from < S.since)) || (S.until !== null && (to === null || to > S.until))) n++;
  }
  return n;
}

// A few far-off days are not given room of their own, but are said.
function beyond(wide) {
  let before = 0, after = 0;
  for (let i = 0; i < D.relationCount; i++) {
    if (V.pass[i] & ~FAIL.time) continue;
    if ((D.relations.until[i] ?? Infinity) < axis.from) before++;
    if ((D.relations.since[i] ?? -Infinity) > axis.to) after++;
  }
  const month = (day) => dateWords(isoOf(day).slice(0, 7));
  return [before && svg("text", { x: 0, y: 10, class: "tick-text" }, T.earlier(before, month(axis.first))),
    after && svg("text", { x: wide, y: 10, "text-anchor": "end", class: "tick-text" }, T.later(after, month(axis.last)))];
}

// The numbers of the answers, where they lie in time; those of one day beneath one another.
function pins(wide) {
  const columns = new Map();
  for (const { day, text, relation, lit } of numbersInTime()) {
    if (!lit && text !== "●") continue;
    // in columns, so that no pin covers half of another
    const near = Math.round(shareOf(day) * wide / 18), x = Math.min(Math.max(near * 18, 7), wide - 7);
    const pin = { x, texts: [text], tone: text === "●" ? "cause" : ["tie", "coop", "conf"].at(toneOf(relation)) };
    const column = columns.get(near) ?? columns.set(near, []).get(near);
    // from the third on they share one sign
    if (column.length < 3 || text === "●") column.push(pin);
    else column[2].texts.push(text);
  }
  return [...columns.values()].flatMap((column) => column.map(({ x, texts, tone }, row) => {
    const words = texts.length > 1 ? `${texts[0]}–${texts.at(-1)}` : texts[0], half = texts.length > 1 ? 3.4 * words.length + 2 : 6.5;
    const at = Math.min(Math.max(x, half), wide - half), y = 7 + row * 13.5;
    return svg("g", { class: "pin" },
      svg("rect", { x: at - half, y: y - 6.5, width: 2 * half, height: 13, rx: 6.5, class: texts.length > 1 ? "cause" : tone }),
      svg("text", { x: at, y: y + 3, "text-anchor": "middle" }, words));
  }));
}

// What is dated alike is one bar.
function addSpan(spans, { from, to, part, inside }) {
  const key = `${from} ${to}`;
  const span = spans.get(key) ?? { from, to, start: from ?? axis.from - 1, end: to ?? axis.to + 1, n: 0, parts: [0, 0, 0], inside };
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
    else lanes.push({ spans: [span] });
  }
  // the more relations, the thicker; all thinner where there are too many rows
  for (const lane of lanes) lane.height = 1.5 + 1.3 * Math.sqrt(Math.max(...lane.spans.map(({ n }) => n)));
  const whole = lanes.reduce((sum, { height }) => sum + height + 1.3, 0), shrink = Math.min(1, most / Math.max(whole, 1));
  const rows = [];
  let y = 0, left = 0;
  for (const { spans: own, height } of lanes) {
    const thick = Math.max(height * shrink, 1.2);
    if (y + thick > most + 1) { left += own.reduce((sum, { n }) => sum + n, 0); continue; }
    rows.push(...own.map((span) => ({ ...span, y, thick })));
    y += thick + 1.3 * shrink;
  }
  return { rows, tall: rows.length ? y + 4 : 0, left };
}

// A bar as long as what is known of the date, in the colours of what happened, faint where one end is open.
function spanBar({ from, to, start, end, n, parts, inside, y, thick }, { x, top }) {
  const words = T.fromTo(from === null ? "…" : dateWords(isoOf(from)), to === null ? "…" : dateWords(isoOf(to)));
  let at = top + y;
  return svg("g", { class: `span${inside ? "" : " out"}${from === null || to === null ? " open" : ""}`, "data-relations": n },
    svg("title", {}, `${words}: ${T.relationsOf(n)}`),
    parts.map((count, part) => {
      if (!count) return null;
      const height = (thick * count) / n;
      at += height;
      return svg("rect", { x: x(start), y: at - height, width: Math.max(x(end) - x(start), 2), height, class: ["coop", "conf", "tie"][part] });
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
  writeAddress();
}
