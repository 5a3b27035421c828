// The map as a picture, drawn anew: with its headline, its legend line and where it comes from. The whole map, or what is on the screen.
import { UNORDERED, answerList, answersOpen, answersTold, everyAnswer, orderNumbers, partiesWords } from "../core/answers.js";
import { viewOfAll } from "../core/counting.js";
import { whenWords } from "../core/days.js";
import { hasRange } from "../core/filters.js";
import { isGrouped } from "../core/groups.js";
import { relationsBetween, relationsInView } from "../core/links.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { citeLine, documentLine, toldWhole } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, capital } from "../core/words.js";
import { boxOnScreen } from "./camera.js";
import { $ } from "./element.js";
import { kindLine, legendLine } from "./key.js";
import { linkAlpha, linkShapes } from "./lines.js";
import { isLitActor } from "./lit.js";
import { UNLIT, colours } from "./look.js";
import { noteShapes } from "./notes.js";
import { numberPlan } from "./numbers.js";
import { SvgPen } from "./pens.js";
import { boxAround, plateBox, plateShapes, wordsWide, wrapped } from "./plates.js";
import { isMarked, markShapes } from "./rings.js";
import { write } from "./shapes.js";
import { linksInOrder } from "./under.js";
import { notesNow } from "./ways.js";

const WIDE = 1100, MARGIN = 28, LIST_LINE = 15;

/** What a picture holds and where: made once, then drawn with a pen. */
export function planPicture({ screen = false, bare = false } = {}) {
  const inner = WIDE - 2 * MARGIN, title = bare ? [] : wrapped($("title").textContent || D.meta.headline || D.meta.title, 26, 700, inner), deck = bare ? [] : wrapped($("subtitle").textContent, 13.5, 400, inner);
  const window = windowOf(screen), scale = inner / window.wide, high = Math.min(window.high * scale, 1400);
  const under = Math.min(scale, high / window.high), top = MARGIN + title.length * 31 + deck.length * 19 + (bare ? 14 : 34);
  const foot = bare ? [] : footLines(inner, screen), list = bare ? [] : listLines(inner);
  return { title, deck, window, scale: under, top, high, foot, list, width: WIDE, height: Math.round(top + high + 42 + (list.length + foot.length) * LIST_LINE + MARGIN) };
}

const NOTHING = [0, 0, 600, 200];

// The part of the map that the picture shows.
function windowOf(screen) {
  const boxes = screen ? [boxOnScreen()] : V.shown.map((actor) => plateBox(actor, 24)), [left, top, right, bottom] = boxes.length ? boxAround(boxes) : NOTHING;
  return { left, top, wide: right - left, high: bottom - top };
}

/** Of more sources than so many, those on which least rests are only counted: a picture that lists a thousand is none. */
const SOURCES_AT_MOST = 60;

/** How much of what there is a picture has. */
export function pictureCounts(screen = false) {
  const range = hasRange() ? ` ${$("range-words")?.textContent ?? ""}.` : "", all = screen || (V.shown.length === V.actorTotal && V.pairs.length === V.pairTotal);
  return `${screen ? T.pictureScreen : T.pictureWhole}${all ? "" : ` ${T.pictureDrawn(V.shown.length, V.actorTotal, V.pairs.length, V.pairTotal)}`} ${viewOfAll()}.${range}`;
}

/** The documents that some relations rest on, those on which most of them do first. */
export function documentsOf(relations) {
  const wanted = new Set(relations), counts = new Map();
  D.evidence.document.forEach((document, row) => { if (D.documents[document] && wanted.has(D.evidence.relation[row])) counts.set(document, (counts.get(document) ?? 0) + 1); });
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([document]) => D.documents[document]);
}

function footLines(room, screen) {
  const documents = documentsOf(toldRelations() ?? relationsInView()), named = documents.slice(0, SOURCES_AT_MOST);
  return [`${pictureCounts(screen)} ${T.pictureNote}`, `${T.pictureSources}${documents.length > named.length ? ` (${documents.length.toLocaleString("en")})` : ""}: ${named.map(documentLine).join("; ")}${T.sourcesRest(documents.length - named.length)}.`, citeLine()]
    .flatMap((text) => wrapped(text, 11, 400, room));
}

// What a picture tells one by one: the answers, or what passed between two. Null: nothing.
function toldRelations() {
  if (answersOpen()) return answersTold();
  return !S.mode && S.select?.link && !isGrouped() ? relationsBetween(...S.select.link) : null;
}

const TOLD_AT_MOST = 120;

function listLines(room) {
  const told = toldRelations();
  if (!told) return [];
  const numbers = S.mode ? orderNumbers() : new Map(), some = told.slice(0, TOLD_AT_MOST), more = told.length - some.length;
  const sign = (i) => (!S.mode ? "" : i === S.answers ? "\u25cf " : `${numbers.get(i) ?? UNORDERED} `);
  const head = S.mode && partiesWords() ? [T.answersStatedOf(partiesWords(), answerList().length, everyAnswer().length)] : [];
  return [...head, ...some.map((i) => `${sign(i)}${capital(whenWords(i))}: ${toldWhole(i)}`), ...(more ? [T.restInFile(more)] : [])].flatMap((text) => wrapped(text, 11, 400, room));
}

export function drawPicture(pen, plan) {
  const look = colours(), { title, deck, window, scale, top, high, foot, list, width, height } = plan;
  pen.rect(0, 0, width, height, look.paper);
  const shift = [MARGIN + (width - 2 * MARGIN - window.wide * scale) / 2 - window.left * scale, top - window.top * scale];
  pen.push(shift[0], shift[1], scale);
  const order = linksInOrder();
  for (const p of order) write(pen, linkShapes(p), look, linkAlpha(p));
  for (const p of order) if (isMarked(p)) write(pen, markShapes(p), look);
  write(pen, noteShapes(notesNow()), look);
  for (const actor of V.shown) write(pen, plateShapes(actor), look, isLitActor(actor) ? 1 : UNLIT);
  for (const { x, y, text, number, soft, tone } of numberPlan()) {
    const words = [number, text].filter(Boolean).join("  "), half = wordsWide(words, 11.5, 600) / 2 + 8;
    pen.path(`M${x - half + 9} ${y - 9}h${2 * half - 18}a9 9 0 0 1 0 18h${18 - 2 * half}a9 9 0 0 1 0 -18Z`, { fill: look.paper, stroke: look[tone] ?? look.ink, width: 1.4, dash: soft ? "3 2" : null });
    pen.words(words, x, y + 4, { size: 11.5, weight: 600, fill: look.ink, anchor: "middle" });
  }
  pen.pop();
  // what is on the screen may reach beyond its window
  pen.rect(0, 0, width, top - 4, look.paper);
  pen.rect(0, top + high + 4, width, height - top - high, look.paper);
  title.forEach((text, k) => pen.words(text, MARGIN, MARGIN + 20 + k * 31, { size: 26, weight: 700, fill: look.ink }));
  deck.forEach((text, k) => pen.words(text, MARGIN, MARGIN + title.length * 31 + 10 + k * 19, { size: 13.5, fill: look.soft }));
  legendLine(pen, look, MARGIN, top - 18);
  kindLine(pen, look, MARGIN, top + high + 22);
  [...list, ...foot].forEach((text, k) => pen.words(text, MARGIN, top + high + 46 + k * LIST_LINE, { size: 11, fill: k < list.length ? look.ink : look.soft }));
}

export function svgText(options) {
  const plan = planPicture(options), pen = new SvgPen(plan.width, plan.height);
  drawPicture(pen, plan);
  return pen.result();
}
