// A chosen link as a ladder: a rung for each relation between two poles, when on the left, who says so on the right.
import { weightOf } from "../core/answers.js";
import { relationsBetween } from "../core/links.js";
import { whenWords } from "../core/days.js";
import { arcs, isGrouped, pairOf } from "../core/groups.js";
import { D, isGroup, isTie, sideOf, statusOf, toneClass } from "../core/record.js";
import { clearSelection } from "../core/select.js";
import { S, update } from "../core/state.js";
import { denialWords, documentsWords, evidenceOf, isPlain, nameOf, statusWords, toldWhole, voicesOf, wasDenied } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, short } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { boxAround, plateBox } from "../canvas/plates.js";
import { bdi, button, clear, h, svg } from "./dom.js";

const RUNGS_AT_ONCE = 60, POLES = 60;
/** Of more relations than so many, those of which most is made are seen first. */
const FEW = 9, FOREMOST = 3;
let drawnFor = "";

/** The two between whom a ladder stands, who acts in the headline first; null: there is none. @returns {[number, number] | null} */
export function ladderEnds() {
  if (!D.whole || S.story || S.mode || S.table) return null;
  const [a, b] = S.select?.link ?? endsOf(S.select?.relation);
  if (a === undefined || b === undefined || a === b || isGroup(a) || isGroup(b) || isGrouped() || pairOf(a, b) === undefined) return null;
  return D.meta.pair?.[0] === b || (D.meta.pair?.[0] !== a && b < a) ? [b, a] : [a, b];
}

function endsOf(relation) {
  if (relation === undefined) return [];
  const now = arcs(), [a] = sideOf(now.actors[relation]), b = sideOf(now.recipients[relation]).find((one) => one !== a);
  return [a, b];
}

export function renderLadder() {
  const box = $("ladder"), ends = ladderEnds();
  box.hidden = !ends;
  document.body.classList.toggle("has-ladder", Boolean(ends));
  if (!ends) return clear(box);
  const top = drawnFor === ends.join(" ") ? box.scrollTop : 0, relations = relationsBetween(...ends);
  drawnFor = ends.join(" ");
  clear(box, h("div.poles", {}, h("span.when-head", {}, T.when), h("span.pole", {}, bdi(nameOf(ends[0]))), h("span.pole", {}, bdi(nameOf(ends[1]))),
    h("span.says-head", {}, T.whoSaysSo), button([h("span", {}, T.wholeMap), smallMap(ends)], clearSelection, { id: "whole-map", class: "link" })),
  sections(relations).flatMap(([title, list]) => [h("h2.rung-group", {}, title), rungs(list, ends)]));
  box.scrollTop = top;
  // the page itself stays where it is
  const current = box.querySelector(".rung.current")?.getBoundingClientRect(), seen = box.getBoundingClientRect();
  if (current && (current.top < seen.top + POLES || current.bottom > seen.bottom)) box.scrollTop += current.top - seen.top - seen.height / 2;
  return undefined;
}

const SMALL = [92, 40];

// Where on the map the two stand: it leads back.
function smallMap(ends) {
  const boxes = V.shown.map((one) => ({ one, box: plateBox(one) })), [wide, high] = SMALL;
  const [left, top, right, bottom] = boxAround(boxes.map(({ box }) => box)), scale = Math.min(wide / (right - left), high / (bottom - top));
  const spot = (one) => { const box = plateBox(one); return [((box[0] + box[2]) / 2 - left) * scale, ((box[1] + box[3]) / 2 - top) * scale]; };
  const line = (a, b, name) => { const [[x1, y1], [x2, y2]] = [spot(a), spot(b)]; return svg("line", { x1, y1, x2, y2, class: name }); };
  const now = arcs(), plate = ({ one, box }) => svg("rect", { x: (box[0] - left) * scale, y: (box[1] - top) * scale, width: (box[2] - box[0]) * scale, height: Math.max((box[3] - box[1]) * scale, 3), class: ends.includes(one) ? "own" : null });
  return svg("svg", { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "aria-hidden": "true", class: "small-map" },
    V.pairs.map((p) => line(now.pairA[p], now.pairB[p], null)), boxes.map(plate), line(...ends, "own"));
}

// What is answered and told most often, the headline's first.
function foremostOf(relations) {
  if (relations.length <= FEW) return [];
  return [...relations].sort((i, j) => weightOf(j) - weightOf(i) || i - j).slice(0, FOREMOST);
}

// Those that stand out, then all others grouped by how well they are dated, each group in order of date.
function sections(all) {
  const first = foremostOf(all), relations = all.filter((i) => !first.includes(i));
  const { since, until } = D.relations, span = (i) => (since[i] === null || until[i] === null ? Infinity : until[i] - since[i]);
  const dated = relations.filter((i) => span(i) <= 31), rough = relations.filter((i) => span(i) > 31 && (since[i] !== null || until[i] !== null));
  const open = relations.filter((i) => since[i] === null && until[i] === null);
  return [[T.ladderFirst, first], [T.ladderDated, dated], [T.ladderRough, rough], [T.ladderOpen, open]].filter(([, list]) => list.length);
}

function rungs(list, ends, from = 0) {
  const some = h("ol.rungs", {}, list.slice(from, from + RUNGS_AT_ONCE).map((i) => h("li", {}, rung(i, ends)))), rest = list.length - from - RUNGS_AT_ONCE;
  if (rest <= 0) return some;
  const more = button(T.expand(rest), () => more.replaceWith(...[rungs(list, ends, from + RUNGS_AT_ONCE)].flat()), { class: "more" });
  return [some, more];
}

function rung(i, [left, right]) {
  const now = arcs(), mutual = D.relations.mutual[i], by = (one) => mutual || sideOf(now.actors[i]).includes(one), tone = toneClass(i);
  const ways = [by(right), by(left)], side = mutual ? "both" : ways[1] ? "forth" : "back", denied = wasDenied(i);
  return button([
    h("time", {}, whenWords(i)),
    h("span", { class: `beam ${side}` }, h("span.gist", {}, bdi(toldWhole(i)), h("span.unseen", {}, mutual ? "" : ` (${nameOf(ways[1] ? left : right)} \u2192 ${nameOf(ways[1] ? right : left)})`)),
      h("span", { class: `bar tone-${tone}${isPlain(i) ? "" : " soft"}${isTie(i) ? " rails" : ""}`, "aria-hidden": "true" },
        ways[0] && !isTie(i) && tip(tone, true), h("span.stroke", {}), denied && svg("svg", { width: 20, height: 20, viewBox: "-10 -10 20 20", class: "ring" },
          svg("circle", { r: 8 }), svg("path", { d: "M-4 -2h8M-4 2h8M2.5 -4.5l-5 9" })), ways[1] && !isTie(i) && tip(tone, false))),
    h("span.says", { "data-head": T.whoSaysSo }, saysWords(i)),
  ], () => update({ select: { relation: i }, focus: 0 }), {
    class: `rung${S.select?.relation === i ? " current" : ""}`, "aria-current": S.select?.relation === i ? "true" : null, "data-rung": D.relations.id[i],
  });
}

// Cooperation ends in an arrowhead, conflict in a flat bar.
function tip(tone, back) {
  const shape = tone === "conf" ? "M0 0v12" : back ? "M8 1L0 6L8 11Z" : "M0 1L8 6L0 11Z";
  return svg("svg", { width: tone === "conf" ? 3 : 8, height: 12, viewBox: tone === "conf" ? "-1.5 0 3 12" : "0 0 8 12", class: `tip tone-${tone}` }, svg("path", { d: shape }));
}

// Who holds it, or takes the stance that its status tells of; whoever is less firm is told apart.
function saysWords(i) {
  const documents = documentsWords(evidenceOf(i).map(({ document }) => document)), status = isPlain(i) ? "" : statusOf(i), told = voicesOf(i);
  const own = told.find(([stance]) => stance === "asserts" || T.stances[stance].toLowerCase() === `${status} by`), rest = told.filter((one) => one !== own);
  const names = (some) => (some.length > 2 ? T.speakersOf(some.length) : some.map((one) => short(one, 40)).join(", "));
  const first = own ? names(own[1]) : rest.length ? "" : documents;
  const said = [first, ...rest.map(([stance, some]) => `${T.voices[stance]} ${names(some)}`)].filter(Boolean).join("; ");
  return [`${status ? `${statusWords(status).toLowerCase()}: ` : ""}${said}`, denialWords(i)].filter(Boolean).join(". ");
}
