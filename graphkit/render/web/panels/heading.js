// What the page says first, and what it says of what is chosen.
import { answerList, answerers, answersOpen, answersTold, everyAnswer, partiesWords } from "../core/answers.js";
import { countWords, inView, viewOfAll } from "../core/counting.js";
import { dateWords, isoOf, rangeWords } from "../core/days.js";
import { hasRange, parted } from "../core/filters.js";
import { arcs } from "../core/groups.js";
import { relationsBetween, relationsInView } from "../core/links.js";
import { sideOfActor } from "../core/members.js";
import { counterparts } from "../core/portrait.js";
import { D, idOf, sideOf, statusOf } from "../core/record.js";
import { currentPath, currentPaths } from "../core/routes.js";
import { S } from "../core/state.js";
import { deniedCount, isPlain, saidName, tallyOf, theName, titleOf, toldWhole, wasDenied, whoSays } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, capital } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { chosenRelations } from "./chosen.js";
import { ladderEnds } from "./ladder.js";
import { documentAlone } from "./sources.js";

let first = null;

export function renderHeading() {
  if (!D.whole) return;
  first ??= [$("title").textContent, $("subtitle").textContent];
  const [title, deck] = storyWords() ?? ladderWords() ?? answerWords() ?? pathWords() ?? actorWords() ?? narrowedWords() ?? timeWords(first[0]) ?? [S.asof === null ? first[0] : D.meta.title, asOfWords() || first[1]];
  $("title").textContent = title;
  $("subtitle").textContent = deck;
}

const rangeNow = () => rangeWords(S.since ?? D.firstDay, S.until ?? D.lastDay);
const rangeSentence = () => (hasRange() ? `${rangeNow()}.` : "");
const asOfWords = () => (S.asof === null ? "" : T.asOfDeck(dateWords(isoOf(S.asof))));

/** The sentence under the headline: of its parts those that there are. @param {any[]} parts */
const deckOf = (...parts) => parts.flat().filter(Boolean).join(" ");

// Of a chosen time its own counts, and what is said of the whole under them, as such.
/** @param {string} whole @returns {string[] | null} */
function timeWords(whole) {
  if (!hasRange()) return null;
  const { sure, open } = inView(), told = asOfWords() || (D.meta.toldBy ? T.asOfDeck(dateWords(D.meta.toldBy)) : "");
  return [T.ofRange(rangeNow(), T.relationsOf(sure, open)), deckOf(S.asof === null && whole && T.ofWhole(whole), told)];
}

// A story has its own title, each step its own under it.
function storyWords() {
  const story = S.story && D.stories[S.story.story];
  return story ? [story.title, story.steps[S.story.step].title] : null;
}

/** @returns {string[] | null} */
function ladderWords() {
  const ends = ladderEnds();
  if (!ends) return null;
  return tallyWords(ends, relationsBetween(...ends));
}

// Of an actor or of two how much was done how; what else is to be said of what surely was comes first under it.
/** @param {number[]} actors @param {number[]} relations @returns {string[]} */
function tallyWords(actors, relations, also = (/** @type {number[]} */ _sure) => "") {
  const { sure, open } = parted(relations), { coop, conf, ties, soft } = tallyOf(sure), more = tallyOf(open);
  return [T.ladderTitle(actors.map(theName), { coop, conf, denied: deniedCount(sure), open: more }), deckOf(partWords(), also(sure), sure.length && T.ladderDeck(soft, ties, more), asOfWords())];
}

// Of an actor what it did and what was done to it, and with whom most of that.
/** @returns {string[] | null} */
function actorWords() {
  const actor = S.select?.actor, relations = actor === undefined ? [] : [...chosenRelations() ?? []].filter((i) => !V.pass[i]);
  if (actor === undefined || !relations.length) return null;
  return tallyWords([actor], relations, (sure) => {
    const [most] = counterparts(actor, sure);
    return most && sure.length > most.n ? T.mostWith(theName(most.actor), most.n) : "";
  });
}

/** @returns {string[] | null} */
function answerWords() {
  if (!answersOpen()) return null;
  const listed = answerList().filter(({ basis }) => basis === "stated"), by = new Map(), about = S.answers === D.meta.answered ? "" : T.headAnswered(toldWhole(S.answers));
  if (S.by !== null || S.to !== null) return [`${T.answersTitle}, ${partiesWords()}: ${T.answersSome(answerList().length, everyAnswer().length)}`, T.headAnswered(toldWhole(S.answers))];
  const { open } = parted(listed.map(({ relation }) => relation)), sureOnes = listed.filter(({ relation }) => !open.includes(relation));
  const given = sureOnes.filter(({ relation }) => isPlain(relation)).map(({ relation }) => answerers(relation, S.answers)).filter((some) => some.length);
  for (const one of given.flat()) by.set(one, (by.get(one) ?? 0) + 1);
  if (!given.length) return [T.headNoAnswers(toldWhole(S.answers)), rangeSentence()];
  const ranked = [...by].sort((a, b) => b[1] - a[1] || a[0] - b[0]), top = ranked.slice(0, ranked.length > 2 ? 2 : 1);
  const n = given.filter((some) => top.some(([one]) => some.includes(one))).length;
  return [T.answersHead(top.map(([one]) => theName(one)), n, given.length, hasRange() ? [] : silentSides().map(theName), open.length), deckOf(about, rangeSentence(), T.answersDeck(sureOnes.length - given.length))];
}

/** @returns {string[] | null} */
function pathWords() {
  if (S.mode !== "path") return null;
  const { path } = S, way = currentPath(), deck = deckOf(partWords(), asOfWords());
  if (!path) return [T.pathTitle, deck];
  if (!way) return [T.pathHeadNone(theName(path.from), theName(path.to)), deck];
  return [T.pathHead(way.map(theName)), deckOf(T.pathDeck(currentPaths().length - 1), deck)];
}

/** All that narrows what is in view to a part of it, but time. @returns {{ what: string, denied?: boolean }[]} */
function narrowings() {
  const document = documentAlone(), names = (/** @type {Set<number>} */ some) => [...some].map(theName);
  return [S.line && { what: T.lineTitles[S.line], denied: S.line === "denied" }, S.among.size && { what: T.amongOffer(names(S.among)) },
    S.only.size && { what: capital(T.takenPartIn(names(S.only))) }, document && { what: T.restOn(titleOf(document)) }].filter(Boolean);
}

/** What the view is a part of, a sentence each. */
const partWords = (some = narrowings()) => [...some.map(({ what }) => `${what}.`), rangeSentence()];

// Of a part that was asked for its own counts and who is behind it, not what is said of the whole.
/** @returns {string[] | null} */
function narrowedWords() {
  const [first, ...rest] = narrowings();
  if (!first) return S.hide.size && V.relations < D.relationCount ? [viewOfAll(), deckOf(strongestWords(), rangeSentence(), asOfWords())] : null;
  const relations = relationsInView(), { sure, open } = parted(relations);
  const [title, deck] = first.denied ? deniedHead(sure.filter(wasDenied), open.filter(wasDenied).length) : [`${first.what}: ${countWords(relations)}`, strongestWords()];
  return [title, deckOf(deck, partWords(rest), asOfWords())];
}

const DENIERS = 4;

function deniedHead(denied, open) {
  const counts = new Map();
  for (const i of denied) for (const name of whoSays(i, ["denies"])) counts.set(name, (counts.get(name) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]), told = ranked.slice(0, DENIERS).map(([name, n]) => /** @type {[string, number]} */ ([saidName(name), n]));
  return [T.deniedHead(denied.length, denied.filter((i) => statusOf(i) === "acknowledged").length, open), T.deniedDeck(told, ranked.length - told.length)];
}

// Between whom most of it was, where it is of several links.
function strongestWords() {
  const now = arcs(), { n } = V.stats, most = V.pairs.reduce((best, p) => (best === null || n[p] > n[best] ? p : best), /** @type {number | null} */ (null));
  return most === null || V.pairTotal < 2 ? "" : T.mostBetween(theName(now.pairA[most]), theName(now.pairB[most]), T.span(V.stats.sure[most], n[most]));
}

const FOREMOST = 14;

/** The foremost states of the map that have given no answer on record and took no part in what was answered. */
export function silentSides() {
  const sides = D.rolled ?? D.plain, active = new Set(answersTold().flatMap((i) => [...sideOf(sides.actors[i]), ...(i === S.answers ? sideOf(sides.recipients[i]) : [])]));
  const counts = new Map();
  for (let k = 0; k < sides.relation.length; k++) for (const one of new Set([sides.from[k], sides.to[k]])) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].filter(([one]) => sideOfActor(one) === one && D.kinds[D.actors.kind[one]] === "state")
    .sort((a, b) => b[1] - a[1] || idOf(a[0]).localeCompare(idOf(b[0]))).slice(0, FOREMOST).map(([one]) => one).filter((one) => !active.has(one)).slice(0, 4);
}
