// What is written on links: the numbers of answers and of the steps of a path, and what those of a chosen actor are.
import { NUMBERS_AT_MOST, answerList, orderNumbers } from "../core/answers.js";
import { monthShort } from "../core/days.js";
import { arcs, pairOf } from "../core/groups.js";
import { documentsBehind, verbOf } from "../core/links.js";
import { D, sideOf, toneClass } from "../core/record.js";
import { pathActors } from "../core/routes.js";
import { S } from "../core/state.js";
import { isPlain } from "../core/telling.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { boxOnScreen } from "./camera.js";
import { isLitPair, litPairs } from "./lit.js";
import { FONT, colours } from "./look.js";
import { placeOf } from "./places.js";
import { plateBox, wordsWide } from "./plates.js";
import { RING, isMarked, ringSpots } from "./rings.js";
import { network } from "./vis.js";
import { pointOf, runsOf, waysNow } from "./ways.js";

/** @typedef {{ p?: number, at?: number, x: number, y: number, text: string, number: string, strong: boolean, soft: boolean, tone: string, brief?: string, n?: number }} Tag */

/**
 * What is written on links: of an answer the numbers of those whose order is certain, when, and how many; the steps of a path; of a
 * chosen actor what each link mostly is and how many documents speak of it.
 * @returns {Tag[]}
 */
export function numberPlan() {
  if (S.mode === "path") return pathNumbers();
  if (!S.mode) return settled(actorTags());
  if (S.mode !== "answers" || S.answers === null) return [];
  const numbers = orderNumbers(), tags = new Map(), list = answerList();
  const put = (relation, k) => {
    for (const p of linksOf(relation)) (tags.get(p) ?? tags.set(p, []).get(p)).push({ relation, k });
  };
  put(S.answers, 0);
  list.forEach(({ relation }, k) => { if (S.step ? S.step === k + 1 : k < NUMBERS_AT_MOST) put(relation, k + 1); });
  const found = [...tags].map(([p, answers]) => tagOf(p, answers, numbers)).filter(Boolean);
  return settled((list.length > (V.narrow ? EACH_ON_A_PHONE : EACH_UP_TO) && !S.step ? found.map(counted) : found).filter(({ p }) => isLitPair(p)));
}

const TAGS_AT_MOST = 40, EACH_UP_TO = 24, EACH_ON_A_PHONE = 6;

// Of many answers only how many there are on a link, where there is room for that: the list says when each was.
const counted = (tag) => (tag.number === "\u25cf" ? tag : { ...tag, number: "", text: String(tag.n), brief: String(tag.n) });

function actorTags() {
  if (S.select?.actor === undefined || !litPairs || litPairs.size > TAGS_AT_MOST) return [];
  const behind = documentsBehind(), found = [];
  for (const p of behind ? litPairs : []) {
    if (!V.pairSet.has(p) || !behind[p]) continue;
    found.push({ p, x: 0, y: 0, text: `${verbOf(p)}, ${T.badgeAll(behind[p])}`, brief: T.badge(behind[p]), number: "", strong: false, soft: false, tone: "outline" });
  }
  return found;
}

const TAG = 11.5, PIECES = 20;
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/** How wide a tag is, in pixels of the screen. @param {Tag} tag */
const tagWide = ({ text, number }) => (text ? wordsWide(text, TAG, 600) + 12 : 0) + (number ? Math.max(16, wordsWide(number, TAG, 600) + 8) : 0);

/** The box of a tag on the screen. @param {{ text: string, number: string, x: number, y: number }} tag */
export function tagBox(tag) {
  const { x, y } = network.canvasToDOM({ x: tag.x, y: tag.y }), half = tagWide(/** @type {Tag} */ (tag)) / 2;
  return { left: x - half, top: y - 10, right: x + half, bottom: y + 10 };
}

const within = (box, seen) => box[0] >= seen[0] && box[1] >= seen[1] && box[2] <= seen[2] && box[3] <= seen[3];

// The rings that are drawn, so that no tag lies on one.
const ringBoxes = () => [...ringSpots()].filter(([p]) => isMarked(p)).map(([, [x, y]]) => [x - RING - 1, y - RING - 1, x + RING + 1, y + RING + 1]);

/** @type {{ of: any, runs: { p: number, points: number[][], box: number[] }[] }} */
let cache = { of: null, runs: [] };

// How many other links a box lies on, of those that are lit; nearer to the middle of one counts more.
/** @param {number[]} box @param {number | undefined} own */
function linksUnder([left, top, right, bottom], own) {
  const ways = waysNow();
  if (cache.of !== ways) cache = { of: ways, runs: runsOf(ways, PIECES) };
  let found = 0;
  for (const { p, points, box } of cache.runs) {
    if (box[0] >= right || box[2] <= left || box[1] >= bottom || box[3] <= top || p === own || !isLitPair(p)) continue;
    for (let k = 1; k < PIECES; k++) {
      const [x, y] = points[k];
      if (x > left && x < right && y > top && y < bottom) { found += 2 - Math.abs(2 * k / PIECES - 1); break; }
    }
  }
  return found;
}

// Each where it covers no plate, no ring and no other tag, as far as can be, and of those places where it lies on the fewest other
// links; what may be said in short is, or is left out.
function settled(tags) {
  const scale = network.getScale(), plates = V.shown.map((actor) => plateBox(actor)), taken = ringBoxes(), found = [], seen = boxOnScreen();
  const hits = (box, others) => others.some((one) => box[0] < one[2] && box[2] > one[0] && box[1] < one[3] && box[3] > one[1]);
  const place = (tag, first) => {
    const half = tagWide(tag) / 2 / scale + 1, high = 11 / scale, way = waysNow().get(tag.p), boxOf = (/** @type {number[]} */ [x, y]) => [x - half, y - high, x + half, y + high];
    let best = null, least = Infinity;
    for (const t of way ? [first, ...ALONG] : []) {
      const at = pointOf(way, t), box = boxOf(at);
      if (hits(box, taken) || hits(box, plates) || !within(box, seen)) continue;
      const under = tags.length > TAGS_AT_MOST ? 0 : linksUnder(box, tag.p);
      if (under < least) { least = under; best = { at, box }; }
      if (!under) break;
    }
    if (!best) return 0;
    taken.push(best.box);
    return found.push({ ...tag, x: best.at[0], y: best.at[1] });
  };
  for (const tag of tags) {
    const first = tag.at ?? 0.5;
    if (place(tag, first) || (tag.brief && place({ ...tag, text: tag.brief }, first)) || tag.brief) continue;
    const way = waysNow().get(tag.p), [x, y] = way ? pointOf(way, first) : [tag.x, tag.y];
    found.push({ ...tag, x, y });
  }
  return found;
}

// The links that a relation is drawn on.
function linksOf(relation) {
  const now = arcs(), found = new Set();
  for (const a of sideOf(now.actors[relation]).slice(0, 3)) for (const b of sideOf(now.recipients[relation]).slice(0, 3)) if (a !== b) found.add(pairOf(a, b));
  return [...found].filter((p) => p !== undefined && V.pairSet.has(p));
}

function tagOf(p, answers, numbers) {
  const way = waysNow().get(p);
  if (!way) return null;
  const cause = answers.some(({ k }) => k === 0), own = answers.filter(({ k }) => k > 0), first = own[0]?.relation;
  const at = cause && own.length ? 0.3 : 0.5, [x, y] = pointOf(way, at);
  if (!own.length) return { p, at, x, y, text: "", number: "●", strong: true, soft: false, tone: "ink" };
  const said = [cause && "\u25cf", [...new Set(own.map(({ relation }) => numbers.get(relation)).filter(Boolean))].join(", ")].filter(Boolean).join(" ");
  const when = [...new Set(own.map(({ relation }) => monthShort(relation)))], count = own.length > 1 ? ` · ${own.length}` : "";
  const tones = new Set(own.map(({ relation }) => toneClass(relation)));
  return { p, at, x, y, n: own.length, text: `${when.length > 1 ? monthShort(first, D.relations.until[own.at(-1).relation]) : when[0]}${count}`, number: said, strong: cause,
    soft: own.every(({ relation }) => !isPlain(relation)), tone: tones.size > 1 ? "mixed" : [...tones][0] };
}

export function drawNumbers(ctx) {
  const look = colours();
  for (const { x, y, text, number, strong, soft, tone } of numberPlan()) {
    const at = network.canvasToDOM({ x, y }), font = `600 ${TAG}px ${FONT}`;
    ctx.font = font;
    const words = text ? ctx.measureText(text).width : 0, disc = number ? Math.max(16, ctx.measureText(number).width + 8) : 0, wide = words + disc + (text ? 12 : 0);
    ctx.fillStyle = look.paper;
    ctx.strokeStyle = strong && !text ? look.ink : look[tone] ?? look.ink;
    ctx.lineWidth = 1.5;
    ctx.setLineDash(soft ? [3, 2] : []);
    ctx.beginPath();
    ctx.roundRect(at.x - wide / 2, at.y - 10, wide, 20, 10);
    ctx.fill();
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.textBaseline = "middle";
    if (number) {
      ctx.fillStyle = strong && !text ? look.ink : look[tone] ?? look.ink;
      ctx.beginPath();
      ctx.roundRect(at.x - wide / 2 + 2, at.y - 8, disc, 16, 8);
      ctx.fill();
      ctx.fillStyle = look.paper;
      ctx.textAlign = "center";
      ctx.fillText(number, at.x - wide / 2 + 2 + disc / 2, at.y + 0.5);
    }
    ctx.fillStyle = look.ink;
    ctx.textAlign = "left";
    if (text) ctx.fillText(text, at.x - wide / 2 + disc + 6, at.y + 0.5);
  }
}

function pathNumbers() {
  const path = pathActors();
  return settled(path.slice(1).map((actor, k) => {
    const p = pairOf(path[k], actor), way = waysNow().get(p), [x1, y1] = placeOf(path[k]), [x2, y2] = placeOf(actor);
    const [x, y] = way ? pointOf(way, 0.5) : [(x1 + x2) / 2, (y1 + y2) / 2];
    return { p, x, y, text: "", number: String(k + 1), strong: true, soft: false, tone: "ink" };
  }));
}
