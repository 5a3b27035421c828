// What the page says first, and what it says of what is chosen.
import { answerList, answerers, answersOpen, answersTold } from "../core/answers.js";
import { inView } from "../core/counting.js";
import { dateWords, isoOf, rangeWords } from "../core/days.js";
import { hasRange, parted } from "../core/filters.js";
import { relationsBetween } from "../core/links.js";
import { sideOfActor } from "../core/members.js";
import { D, idOf, sideOf } from "../core/record.js";
import { S } from "../core/state.js";
import { deniedCount, isPlain, tallyOf, theName } from "../core/telling.js";
import { T } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { ladderEnds } from "./ladder.js";

let first = null;

export function renderHeading() {
  if (!D.whole) return;
  first ??= [$("title").textContent, $("subtitle").textContent];
  const [title, deck] = storyWords() ?? ladderWords() ?? answerWords() ?? timeWords(first[0]) ?? [S.asof === null ? first[0] : D.meta.title, asOfWords() || first[1]];
  $("title").textContent = title;
  $("subtitle").textContent = deck;
}

const rangeNow = () => rangeWords(S.since ?? D.firstDay, S.until ?? D.lastDay);
const asOfWords = () => (S.asof === null ? "" : T.asOfDeck(dateWords(isoOf(S.asof))));

// Of a chosen time its own counts, and what is said of the whole under them, as such.
/** @param {string} whole @returns {string[] | null} */
function timeWords(whole) {
  if (!hasRange()) return null;
  const { sure, open } = inView(), told = asOfWords() || (D.meta.toldBy ? T.asOfDeck(dateWords(D.meta.toldBy)) : "");
  return [T.ofRange(rangeNow(), T.relationsOf(sure, open)), [S.asof === null && whole ? T.ofWhole(whole) : "", told].filter(Boolean).join(" ")];
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
  const relations = relationsBetween(...ends), names = ends.map(theName);
  const { sure, open } = parted(relations), { coop, conf, ties, soft } = tallyOf(sure), more = tallyOf(open);
  const deck = [hasRange() && `${rangeNow()}.`, sure.length ? T.ladderDeck(soft, ties, more) : "", asOfWords()].filter(Boolean).join(" ");
  return [T.ladderTitle(names, { coop, conf, denied: deniedCount(sure), open: more }), deck];
}

/** @returns {string[] | null} */
function answerWords() {
  if (!answersOpen() || S.by !== null || S.to !== null) return null;
  const listed = answerList().filter(({ basis }) => basis === "stated"), by = new Map();
  const { open } = parted(listed.map(({ relation }) => relation)), sureOnes = listed.filter(({ relation }) => !open.includes(relation));
  const given = sureOnes.filter(({ relation }) => isPlain(relation)).map(({ relation }) => answerers(relation, S.answers)).filter((some) => some.length);
  for (const one of given.flat()) by.set(one, (by.get(one) ?? 0) + 1);
  if (!given.length) return null;
  const ranked = [...by].sort((a, b) => b[1] - a[1] || a[0] - b[0]), top = ranked.slice(0, ranked.length > 2 ? 2 : 1);
  const n = given.filter((some) => top.some(([one]) => some.includes(one))).length;
  return [T.answersHead(top.map(([one]) => theName(one)), n, given.length, hasRange() ? [] : silentSides().map(theName), open.length), [hasRange() && `${rangeNow()}.`, T.answersDeck(sureOnes.length - given.length)].filter(Boolean).join(" ")];
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
