// The search box: actors by name, and offers for what was asked.
import { answeredBy, answersTo, mostAnswered, weightOf } from "../core/answers.js";
import { dateWords, isoOf, monthAndYear, rangeWords } from "../core/days.js";
import { asksForDenied, asksForSingle, plainWords, withoutDenying } from "../core/asking.js";
import { isAmong, lineCounts, parted, surelyBetween, unasked } from "../core/filters.js";
import { askRelations, findActors } from "../core/find.js";
import { ownArcs } from "../core/groups.js";
import { relationsBetween, relationsInView } from "../core/links.js";
import { isPrecise } from "../core/marks.js";
import { sideOfActor } from "../core/members.js";
import { ASKED_ANSWERS, amongWhom, namedTogether, whoAnswered } from "../core/questions.js";
import { D, isTie } from "../core/record.js";
import { closedModes, selectActor, selectLink, selectRelation } from "../core/select.js";
import { S, update } from "../core/state.js";
import { denialWords, isDone, nameOf, theName, toldWhole } from "../core/telling.js";
import { timesIn } from "../core/times.js";
import { V } from "../core/view.js";
import { T, foldText } from "../core/words.js";
import { fitMap, keepInSight, pullUp } from "../canvas/camera.js";
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
  const time = timesIn(text, yearsHere());
  if (!time) return offersWithin(null, () => offersOf(text));
  const stretches = time.anyYear ? fullest(time.stretches) : time.stretches, [first] = stretches, more = saysMore(time.rest);
  if (!first) return [{ note: T.noneDatedSo(time.words) }, ...(more ? offersWithin(null, () => offersOf(time.rest)) : [])];
  if (more) return stretches.flatMap((one) => offersWithin(one, () => offersAbout(time.rest, one)).slice(0, stretches.length > 1 ? EACH : undefined));
  return [...stretches.flatMap((one) => offersWithin(one, () => [offerOfAll(one)])), ...offersWithin(first, () => mostTold(first))];
}

const EACH = 3, YEARS = 6, FIRST = 6;

const saysMore = (rest) => plainWords(foldText(rest)).join("").trim() !== "";

// What is offered counts what it would find in a stretch of time, or in all, and begins anew when it is taken.
function offersWithin(time, offers) {
  return unasked({ time, anyTime: stillAsked() }, () => offers().map((offer) => (offer.act ? { ...offer, act: () => { begin(time); offer.act(); } } : offer)));
}

const yearOf = (day) => Number(isoOf(day).slice(0, 4));
const yearsHere = () => (D.dated ? Array.from({ length: yearOf(D.lastDay) - yearOf(D.firstDay) + 1 }, (_, k) => yearOf(D.firstDay) + k) : []);

// Of the same day or month of several years those in which something surely happened, the fullest first; else those in which it may have.
function fullest(stretches) {
  const counted = stretches.map((one) => ({ one, ...unasked({ time: one, anyTime: true }, () => howMuch(one)) })), some = counted.some(({ sure }) => sure) ? "sure" : "may";
  return counted.filter((one) => one[some]).sort((a, b) => b[some] - a[some] || b.one.since - a.one.since).slice(0, YEARS).map(({ one }) => one);
}

function howMuch({ since, until }) {
  const acts = relationsInView().filter((i) => !isTie(i));
  return { sure: acts.filter((i) => surelyBetween(i, since, until)).length, may: acts.filter(isPrecise).length };
}

function begin(time) {
  const leave = stillAsked() ? { since: null, until: null } : {};
  update({ among: new Set(), only: new Set(), line: "", ...(time ? { since: time.since, until: time.until, sure: false } : leave) });
  askedTime = time && { since: time.since, until: time.until };
}

const stretchWords = ({ since, until }) => (since === null ? T.before(dateWords(isoOf(until))) : until === null ? T.after(dateWords(isoOf(since))) : rangeWords(since, until));

const surelyIn = (time, relations) => relations.filter((i) => surelyBetween(i, time.since, time.until));

function offerOfAll(time) {
  const all = relationsInView();
  return { words: T.inThatTime(stretchWords(time)), count: T.span(surelyIn(time, all).length, all.length), act: () => { update({ ...closedModes(), select: null, focus: 0 }); pullUp(); } };
}

const mostTold = (time) => surelyIn(time, relationsInView()).filter((i) => !isTie(i)).sort((i, j) => weightOf(j) - weightOf(i)).slice(0, FIRST).map(relationOffer);

/** @returns {any[]} */
function offersAbout(rest, time) {
  const offers = offersOf(rest, time), words = stretchWords(time);
  if (!offers.length) return [offerOfAll(time)];
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
  const together = namedTogether(text);
  if (together) return togetherOffers(together, { text, time });
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

// What answers several acts is one answer, and what is only spoken of none; `graphkit responses` counts the same.
const countOf = (lists) => new Set(lists.flatMap(([, list]) => list).filter(isDone)).size;

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

// Two that are named together: what passed between them, then how one reaches the other; where a way is asked for, that first.
function togetherOffers(named, { text, time }) {
  const { from, to, via, way, whole } = named, pair = via === null ? pairOffer(from, to, time) : null, path = pathOffer(named);
  const offers = (way ? [path, pair] : [pair, path]).filter(Boolean);
  // it may be an office that is meant, or what was done
  const titled = way || pair ? [] : findActors(text, 12, { near: false });
  return [...titled, ...offers, ...(whole ? [] : askRelations(text).found.map(relationOffer))];
}

/** What passed between two as the map draws them; null: nothing in view. */
function pairOffer(a, b, time) {
  const own = relationsBetween(a, b, ownArcs()), all = own.length ? own : relationsInView().filter((i) => isAmong(i, new Set([a, b])));
  if (!all.length) return null;
  const sure = time ? surelyIn(time, all) : parted(all).sure;
  return { words: T.betweenOffer(theName(a), theName(b)), count: T.span(sure.length, all.length), act: () => (own.length ? selectLink(a, b) : showBetween(a, b)) };
}

// Those who stand on the sign of their state: its link, and of it only what passed between the two.
function showBetween(a, b) {
  const [one, other] = [a, b].map(sideOfActor);
  if (one === other || !relationsBetween(one, other, ownArcs()).length) return showAmong([a, b]);
  update({ among: new Set([a, b]) });
  return selectLink(one, other);
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
