// The search box: actors by name, and offers for what was asked.
import { answeredBy, answersTo, mostAnswered } from "../core/answers.js";
import { monthAndYear } from "../core/days.js";
import { asksForDenied, asksForSingle } from "../core/asking.js";
import { lineCounts } from "../core/filters.js";
import { askRelations, findActors } from "../core/find.js";
import { ASKED_ANSWERS, FILLING, amongWhom, pathEnds } from "../core/questions.js";
import { closedModes, selectActor, selectRelation } from "../core/select.js";
import { update } from "../core/state.js";
import { denialWords, nameOf, theName, toldWhole } from "../core/telling.js";
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

function offersFor(text) {
  const padded = ` ${foldText(text)} `, among = amongWhom(text);
  if (among) return [{ words: T.amongOffer(among.map(theName)), count: "", act: () => showAmong(among) }];
  const counts = lineCounts(), line = (name, title) => ({ words: title, count: counts[name], act: () => chooseLine(name) });
  if (asksForSingle(padded) && counts.single) return [line("single", T.lineTitles.single)];
  if (asksForDenied(padded.trim()) && counts.denied) return [line("denied", T.whoDenies)];
  if (padded.search(ASKED_ANSWERS) >= 0) return answerOffers(padded);
  const ends = pathEnds(text);
  if (ends) return [pathOffer(ends)];
  const found = findActors(text, 12), [first] = found;
  if (first?.best === 0) return answerOffersOf(first.actor);
  // names come first; then what was done, where, and who denies it
  const asked = askRelations(text), denial = (i) => (asked.denied ? denialWords(i) : "");
  return [...asked.lacking.length ? [{ note: T.searchLacking(asked.lacking) }] : [], ...found,
    ...asked.found.map((i) => ({ words: toldWhole(i), more: denial(i), count: monthAndYear(i), act: () => selectRelation(i) }))];
}

// What passed among some actors, and nothing else.
function showAmong(actors) {
  update({ ...closedModes(), select: null, focus: 0, line: "", among: new Set(actors) }, { say: T.amongOffer(actors.map(theName)) });
  fitMap({ animate: true });
}

// Without the words that ask, who is left.
function answerOffers(padded) {
  const rest = padded.replaceAll(" ", "  ").replace(ASKED_ANSWERS, "").replace(FILLING, "").replace(/\s+/g, " ").trim();
  const named = findActors(rest, 3).filter(({ best }) => best <= 3);
  const offers = named.slice(0, 1).flatMap(({ actor }) => answerOffersOf(actor));
  const all = !rest && mostAnswered().length ? [{ words: T.answersTitle, count: "", act: openAnswers }] : [];
  return [...all, ...offers, ...named];
}

function answerOffersOf(actor) {
  const given = answeredBy(actor), got = answersTo(actor), count = (lists) => new Set(lists.flatMap(([, list]) => list)).size;
  return [given.length && { words: T.whatAnswered(theName(actor)), count: count(given), act: () => showAnswersBy(actor) },
    got.length && { words: T.whatWasAnswered(theName(actor)), count: count(got), act: () => showAnswers(got[0][0]) }].filter(Boolean);
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
      selectActor(actor);
      keepInSight(actor);
      $("evidence").focus({ preventScroll: true });
    },
  }));
}
