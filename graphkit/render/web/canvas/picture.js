// The map as a picture, drawn anew: with its title, its legend and where it comes from.
import { answerList, everyAnswer, partiesWords } from "../core/answers.js";
import { arcs } from "../core/groups.js";
import { linkTone, onlyTies } from "../core/links.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { citeLine, heading } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, short } from "../core/words.js";
import { bendPoint, splitArcs, splitPairs } from "./arcs.js";
import { $ } from "./element.js";
import { isLitActor, isLitPair, litAlone } from "./lit.js";
import { FILL, SHAPE, blocFill, byBloc, colours, corners, linkWidth, seeThrough } from "./look.js";
import { isMarked, middleOf } from "./marks.js";
import { numberPlan } from "./numbers.js";
import { lastLabels } from "./over.js";
import { SvgPen } from "./pens.js";
import { placeOf, signSize } from "./places.js";
import { dashOf, nodeOf } from "./signs.js";
import { network } from "./vis.js";

const PICTURE = { margin: 28, foot: 74, legend: 250 };

export function pictureSize() {
  const box = $("canvas");
  return { width: Math.max(box.clientWidth, 640) + PICTURE.legend, height: Math.max(box.clientHeight, 420) + PICTURE.foot + 56 };
}

// What the screen shows now, moved to make room for the title above and the legend at the side.
export function drawPicture(pen, { width, height }) {
  const look = colours(), at = ([x, y]) => {
    const spot = network.canvasToDOM({ x, y });
    return [spot.x, spot.y + 56];
  };
  pen.rect(0, 0, width, height, look.paper);
  pictureLinks(pen, look, at);
  pictureArcs(pen, look, at);
  pictureNodes(pen, look, at);
  for (const { text, left, top, size, font, tone } of lastLabels) {
    pen.words(text, left, top + size - 1 + 56, { size, weight: Number.parseInt(font, 10), fill: tone ? look[tone] : look.ink, halo: look.paper });
  }
  for (const { x, y, text, strong, soft, tone } of numberPlan()) {
    const [px, py] = at([x, y]);
    pen.path(circlePath(px, py, 11), { fill: strong ? look.ink : soft ? look.paper : look[tone], stroke: soft ? look[tone] : look.paper, width: 2 });
    pen.words(text, px, py + 4, { size: 12, weight: 700, fill: soft ? look[tone] : look.paper, anchor: "middle" });
  }
  pen.rect(0, 0, width, 56, look.paper);
  pen.rect(0, height - PICTURE.foot, width, PICTURE.foot, look.paper);
  pen.rect(width - PICTURE.legend, 0, PICTURE.legend, height, look.paper);
  pen.words(short60(D.meta.title), PICTURE.margin, 28, { size: 18, weight: 700, fill: look.ink });
  pen.words($("range-words")?.textContent ?? $("subtitle").textContent, PICTURE.margin, 47, { size: 12, fill: look.soft });
  pictureList(pen, look, { x: width - PICTURE.legend + 10, y: pictureLegend(pen, look, width - PICTURE.legend + 10) + 22, bottom: height - PICTURE.foot - 8 });
  pictureFoot(pen, look, height - PICTURE.foot + 18, width);
}

const short60 = (text) => ([...text].length > 70 ? `${[...text].slice(0, 68).join("")}…` : text);
const circlePath = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

const signPath = (shape, x, y, r) => {
  const points = corners(shape, r);
  return points ? `M${points.map(([dx, dy]) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`).join("L")}Z` : circlePath(x, y, r);
};

function dashText(p) {
  const dash = dashOf(p);
  return dash ? dash.join(" ") : null;
}

function pictureLinks(pen, look, at) {
  const now = arcs(), scale = network.getScale(), { ties, tieTone, n, coded, forth, back } = V.stats;
  const line = (a, b) => `M${at(placeOf(a)).join(" ")}L${at(placeOf(b)).join(" ")}`;
  if (S.ties && !(S.roll && D.rolled)) {
    for (const { actor, organisation } of D.affiliations) {
      if (V.shownSet.has(actor) && V.shownSet.has(organisation)) {
        pen.path(line(actor, organisation), { stroke: look.soft, dash: "1.5 3.5", alpha: isLitActor(actor) && isLitActor(organisation) ? 0.55 : 0.08 });
      }
    }
  }
  const split = splitPairs();
  for (const p of V.pairs) {
    const a = now.pairA[p], b = now.pairB[p], colour = look[linkTone(p)], lit = isLitPair(p);
    if (a === b) {
      const [x, y] = at(placeOf(a)), r = signSize(a) * scale;
      pen.path(circlePath(x + r, y - r, 10), { stroke: colour, width: 1.5, alpha: seeThrough(lit) });
      continue;
    }
    if (ties[p]) {
      pen.path(line(a, b), { stroke: tieTone[p] > 0 ? look.coop : tieTone[p] < 0 ? look.conf : look.tie,
        width: (linkWidth(n[p], coded[p]) + 9) * scale, alpha: lit && !litAlone ? 0.26 : 0.04, cap: "round" });
    }
    if (split.has(p)) continue;
    const width = (onlyTies(p) ? 1.2 : linkWidth(n[p], coded[p])) * scale, alpha = seeThrough(lit);
    pen.path(line(a, b), { stroke: colour, width, alpha, dash: dashText(p) });
    if (forth[p]) pen.path(headPath(at(placeOf(a)), at(placeOf(b)), signSize(b) * scale, width), { fill: colour, alpha });
    if (back[p]) pen.path(headPath(at(placeOf(b)), at(placeOf(a)), signSize(a) * scale, width), { fill: colour, alpha });
    pictureMark(pen, look, at, p);
  }
}

function pictureMark(pen, look, at, p) {
  if (!isMarked(p)) return;
  const [x, y] = at(middleOf(p));
  pen.path(circlePath(x, y, 6.5), { fill: look.paper, stroke: look.ink, width: 1.3 });
  pen.path(`M${x - 3} ${y - 1.7}h6M${x - 3} ${y + 1.7}h6M${x + 2.2} ${y - 4}l-4.4 8`, { stroke: look.ink, width: 1.2 });
}

// The arcs that a selected link fans out into, or that part a selected actor's links by who acted.
function pictureArcs(pen, look, at) {
  const scale = network.getScale();
  for (const { from, to, bend, width, tone, soft, mutual } of splitArcs()) {
    const middle = bendPoint(placeOf(from), placeOf(to), bend * 2), [start, over, end] = [placeOf(from), middle, placeOf(to)].map(at);
    pen.path(`M${start.join(" ")}Q${over.join(" ")} ${end.join(" ")}`, { stroke: look[tone], width: width * scale, dash: soft ? "7 5" : null });
    pen.path(headPath(over, end, signSize(to) * scale, width), { fill: look[tone] });
    if (mutual) pen.path(headPath(over, start, signSize(from) * scale, width), { fill: look[tone] });
  }
  for (const p of splitPairs()) pictureMark(pen, look, at, p);
}

/** @param {number[]} from @param {number[]} to @param {number} gap @param {number} width */
function headPath([x1, y1], [x2, y2], gap, width) {
  const angle = Math.atan2(y2 - y1, x2 - x1), length = 7 + width * 1.2;
  const px = x2 - Math.cos(angle) * (gap + 2), py = y2 - Math.sin(angle) * (gap + 2);
  const wing = (turn) => `${(px + length * Math.cos(angle + turn)).toFixed(1)} ${(py + length * Math.sin(angle + turn)).toFixed(1)}`;
  return `M${px.toFixed(1)} ${py.toFixed(1)}L${wing(2.75)}L${wing(-2.75)}Z`;
}

function pictureNodes(pen, look, at) {
  const scale = network.getScale();
  for (const actor of V.shown) {
    const kind = D.kinds[D.actors.kind[actor]], [x, y] = at(placeOf(actor));
    pen.path(signPath(SHAPE[kind] ?? "circle", x, y, Math.max(signSize(actor) * scale, 2.5)), {
      fill: nodeOf(actor).color.background, stroke: look.outline, width: 1.3, alpha: isLitActor(actor) ? 1 : 0.15,
    });
  }
}

function pictureLegend(pen, look, x) {
  let y = 76;
  const used = new Set(V.shown.map((actor) => D.kinds[D.actors.kind[actor]]));
  const row = (draw, text) => {
    draw(y - 4);
    pen.words(text, x + 42, y, { size: 11, fill: look.ink });
    y += 19;
  };
  for (const kind of D.kinds) {
    const fill = byBloc() ? look.paper : FILL[kind];
    if (used.has(kind)) row((v) => pen.path(signPath(SHAPE[kind], x + 18, v, 6), { fill, stroke: look.outline, width: 1 }), T.kinds[kind]);
  }
  const blocs = byBloc() ? new Set(V.shown.map((actor) => D.actors.bloc[actor])) : new Set();
  [...blocs].sort((a, b) => Number(a < 0) - Number(b < 0) || a - b).forEach((bloc) => row(
    (v) => pen.path(`M${x + 12} ${v - 6}h12v12h-12Z`, { fill: blocFill(bloc), stroke: look.outline, width: 1 }), D.blocs[bloc] ? T.bloc(D.blocs[bloc]) : T.noBloc));
  y += 8;
  for (const [tone, text, dash] of [["coop", T.cooperation], ["conf", T.conflict], ["mixed", T.pictureMixed], ["mixed", T.pictureSoft, "6 4"]]) {
    row((v) => pen.path(`M${x} ${v}h34`, { stroke: look[tone], width: 2.5, dash }), text);
  }
  if (V.pairs.some((p) => V.stats.ties[p])) {
    row((v) => pen.path(`M${x + 3} ${v}h28`, { stroke: look.tie, width: 9, alpha: 0.3, cap: "round" }), T.pictureTie);
  }
  if (V.pairs.some((p) => V.stats.disputed[p])) {
    row((v) => {
      pen.path(circlePath(x + 17, v, 6.5), { fill: look.paper, stroke: look.ink, width: 1.3 });
      pen.path(`M${x + 14} ${v - 1.7}h6M${x + 14} ${v + 1.7}h6M${x + 19.2} ${v - 4}l-4.4 8`, { stroke: look.ink, width: 1.2 });
    }, T.disputed);
  }
  return y;
}

// What the numbers stand for, as far as there is room.
function pictureList(pen, look, { x, y, bottom }) {
  if (S.mode !== "answers" || S.answers === null) return;
  const fits = Math.floor((PICTURE.legend - 34) / 5.6);
  if (partiesWords()) {
    pen.words(short(T.answersStatedOf(partiesWords(), answerList().length, everyAnswer().length), fits), x, y, { size: 10, weight: 700, fill: look.ink });
    y += 14;
  }
  for (const [relation, text] of [[S.answers, "●"], ...answerList().map((one, k) => [one.relation, String(k + 1)])]) {
    if (y > bottom) return;
    const words = heading(relation);
    pen.words(text, x, y, { size: 10, weight: 700, fill: look.ink });
    pen.words(words.length > fits ? `${words.slice(0, fits - 1)}…` : words, x + 18, y, { size: 10, fill: look.ink });
    y += 14;
  }
}

function pictureFoot(pen, look, y, width) {
  const documents = D.documents.filter((document) => document.title).slice(0, 3)
    .map((document) => short60(document.author ? `${document.author}, ${document.title}` : document.title)).join("; ");
  const more = D.documents.length > 3 ? ` ${T.pictureMore(D.documents.length - 3)}` : "";
  const fits = Math.floor((width - 2 * PICTURE.margin) / 5.9);
  const cut = (text) => (text.length > fits ? `${text.slice(0, fits - 1)}…` : text);
  pen.words(cut(`${T.counted(V.relations, D.relationCount)}. ${T.pictureNote}`), PICTURE.margin, y, { size: 11, fill: look.soft });
  pen.words(cut(`${T.pictureSources}: ${documents}${more}`), PICTURE.margin, y + 17, { size: 11, fill: look.soft });
  pen.words(cut(citeLine()), PICTURE.margin, y + 34, { size: 11, fill: look.soft });
}

export function svgText() {
  const size = pictureSize(), pen = new SvgPen(size.width, size.height);
  drawPicture(pen, size);
  return pen.result();
}
