// The search box: actors by name, and offers for what was asked.
import { answeredBy, answersTo, mostAnswered, weightOf } from "../core/answers.js";
import { dateWords, isoOf, monthAndYear, rangeWords } from "../core/days.js";
import { asksForDenied, asksForSingle, plainWords, timeIn, withoutDenying } from "../core/asking.js";
import { lineCounts, surelyBetween, unasked } from "../core/filters.js";
import { askRelations, findActors } from "../core/find.js";
import { relationsInView } from "../core/links.js";
import { ASKED_ANSWERS, amongWhom, pathEnds, whoAnswered } from "../core/questions.js";
import { isTie } from "../core/record.js";
import { closedModes, selectActor, selectRelation } from "../core/select.js";
import { S, update } from "../core/state.js";
import { denialWords, nameOf, theName, toldWhole } from "../core/telling.js";
import { V } from "../core/view.js";
import { T, foldText } from "../core/words.js";
import { fitMap, keepInSight } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { openAnswers } from "./answers.js";
import { showAnswers, showAnswersBy } from "./asking.js";
import { actorBox } from "./combobox.js";
import { clear } from "./dom.js";
import { chooseLine } from "./keyline.js";
import { showPath } from "./paths.js";
import { examples } from "./start.js";

/** The stretch of time that the last question asked for. @type {{ since: number | null, until: number | null } | null} */
let askedTime = null;

const stillAsked = () => askedTime !== null && S.since === askedTime.since && S.until === askedTime.until;

// A question is one of the whole: what was asked before is over, and its time is the one it names.
function offersFor(text) {
  const time = timeIn(text);
  return unasked({ time, anyTime: stillAsked() }, () => (time ? offersIn(time) : offersOf(text)).map((offer) => (offer.act ? { ...offer, act: () => { begin(time); offer.act(); } } : offer)));
}

function begin(time) {
  const leave = stillAsked() ? { since: null, until: null } : {};
  update({ among: new Set(), only: new Set(), line: "", ...(time ? { since: time.since, until: time.until, sure: false } : leave) });
  askedTime = time && { since: time.since, until: time.until };
}

const stretchWords = ({ since, until }) => (since === null ? T.before(dateWords(isoOf(until))) : until === null ? T.after(dateWords(isoOf(since))) : rangeWords(since, until));

/** @returns {any[]} */
function offersIn(time) {
  const words = stretchWords(time), offers = plainWords(foldText(time.rest)).join("").trim() ? offersOf(time.rest, time) : [];
  const all = relationsInView(), sure = all.filter((i) => surelyBetween(i, time.since, time.until));
  const whole = { words: T.inThatTime(words), count: T.span(sure.length, all.length), act: () => { update({ ...closedModes(), select: null, focus: 0 }); } };
  if (!offers.length) {
    const first = plainWords(foldText(time.rest)).join("").trim() ? [] : [...sure].filter((i) => !isTie(i)).sort((i, j) => weightOf(j) - weightOf(i)).slice(0, 6);
    return [whole, ...first.map(relationOffer)];
  }
  return offers.map((offer) => (offer.note || offer.dated ? offer : offer.act ? { ...offer, words: `${offer.words}, ${words}` }
    : { words: `${nameOf(offer.actor)}, ${words}`, count: "", act: () => selectActor(offer.actor) }));
}

const relationOffer = (i) => ({ words: toldWhole(i), count: monthAndYear(i), dated: true, act: () => selectRelation(i) });

/** @returns {any[]} */
function offersOf(text, time = null) {
  const padded = ` ${foldText(text)} `, among = amongWhom(text);
  if (among) return [{ words: T.amongOffer(among.map(theName)), count: "", act: () => showAmong(among) }];
  const counts = lineCounts(), line = (name, title) => ({ words: title, count: counts[name], act: () => chooseLine(name) });
  if (asksForSingle(padded) && counts.single) return [line("single", T.lineTitles.single)];
  if (asksForDenied(padded.trim()) && counts.denied) return [line("denied", T.whoDenies)];
  if (padded.search(ASKED_ANSWERS) >= 0) return answerOffers(padded);
  const ends = pathEnds(text);
  if (ends) return [pathOffer(ends)];
  const found = findActors(text, 12), [first] = found;
  if (first?.best === 0) return [...(time ? [first] : []), ...answerOffersOf(first.actor)];
  const asked = askRelations(text), denial = (i) => (asked.denied ? denialWords(i) : "");
  // of a stretch of time first what surely lies in it
  const told = time ? [...asked.found].sort((i, j) => Number(surelyBetween(j, time.since, time.until)) - Number(surelyBetween(i, time.since, time.until))) : asked.found;
  const who = asked.denied && !found.length ? findActors(withoutDenying(padded.trim()), 3).filter(({ best }) => best < 4) : found;
  // names come first, but where it is asked what was done: what is denied, or of a day
  const later = asked.denied || (time && told.some((i) => surelyBetween(i, time.since, time.until)));
  return [...asked.lacking.length ? [{ note: T.searchLacking(asked.lacking) }] : [], ...(later ? [] : who),
    ...told.map((i) => ({ ...relationOffer(i), more: denial(i) })), ...(later ? who : [])];
}

// What passed among some actors, and nothing else.
function showAmong(actors) {
  update({ ...closedModes(), select: null, focus: 0, line: "", among: new Set(actors) }, { say: T.amongOffer(actors.map(theName)) });
  fitMap({ animate: true });
}

// What one answered, or what was answered to it, as it is asked; the other way round comes after.
function answerOffers(padded) {
  const { giver, answered } = whoAnswered(padded), named = (name) => (name ? findActors(name, 3).filter(({ best }) => best < 4) : []);
  const by = named(giver), to = named(answered), all = !giver && !answered && mostAnswered().length ? [{ words: T.answersTitle, count: "", act: openAnswers }] : [];
  const between = by.length && to.length ? answersBetween(by[0].actor, to[0].actor) : [];
  const own = by.slice(0, 1).flatMap(({ actor }) => answerOffersOf(actor, { asked: true })), got = to.slice(0, 1).flatMap(({ actor }) => answerOffersOf(actor, { asked: true, gotFirst: true }));
  return [...all, ...between, ...own, ...got, ...by, ...to];
}

const countOf = (lists) => new Set(lists.flatMap(([, list]) => list)).size;

function answerOffersOf(actor, { asked = false, gotFirst = false } = {}) {
  const given = answeredBy(actor), got = answersTo(actor);
  const offers = [given.length && { words: T.whatAnswered(theName(actor)), count: countOf(given), act: () => showAnswersBy(actor) },
    got.length && { words: T.whatWasAnswered(theName(actor)), count: countOf(got), act: () => showAnswers(got[0][0]) }];
  const [first] = gotFirst ? offers.reverse() : offers;
  return [asked && !first && { note: (gotFirst ? T.noneAnsweredTo : T.noneAnsweredBy)(theName(actor)) }, ...offers].filter(Boolean);
}

// What one answered to another.
function answersBetween(giver, answered) {
  const got = new Set(answersTo(answered).map(([target]) => target)), both = answeredBy(giver).filter(([target]) => got.has(target));
  return both.length ? [{ words: T.whatAnsweredTo(theName(giver), theName(answered)), count: countOf(both), act: () => showAnswers(both[0][0], { by: giver }) }] : [];
}

const pathOffer = ({ from, to, via }) => ({ words: T.pathOffer((via === null ? [from, to] : [from, via, to]).map(nameOf).join(" → ")), count: "",
  act: () => showPath(from, to, { via }) });

const HINT = 32;

// One that the field has room for.
function exampleThatFits() {
  const all = examples();
  return [all.find((one) => one.length <= HINT) ?? all[0]].filter(Boolean);
}

export function buildFind() {
  clear($("find"), actorBox({
    id: "search", label: T.search, hint: T.searchHint(exampleThatFits()), offer: offersFor, tries: examples,
    choose: (actor, input) => {
      input.value = "";
      // somebody who is not in what was asked for is asked for anew
      if (!V.involvement[actor] && (S.among.size || S.only.size || S.line || stillAsked())) begin(null);
      selectActor(actor);
      keepInSight(actor);
      $("evidence").focus({ preventScroll: true });
    },
  }));
}
