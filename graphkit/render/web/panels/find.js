// The search box: actors by name, and offers for what was asked.
import { answeredBy, answersTo, mostAnswered } from "../core/answers.js";
import { findActors } from "../core/find.js";
import { ASKED_ANSWERS, FILLING, pathEnds } from "../core/questions.js";
import { selectActor } from "../core/select.js";
import { nameOf } from "../core/telling.js";
import { T, foldText } from "../core/words.js";
import { keepInSight } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { openAnswers } from "./answers.js";
import { showAnswers, showAnswersBy } from "./asking.js";
import { actorBox } from "./combobox.js";
import { clear } from "./dom.js";
import { showPath } from "./paths.js";

function offersFor(text) {
  const padded = ` ${foldText(text)} `;
  if (padded.search(ASKED_ANSWERS) >= 0) return answerOffers(padded);
  const ends = pathEnds(text);
  if (ends) return [pathOffer(ends)];
  const [first] = findActors(text, 1);
  return first?.best === 0 ? answerOffersOf(first.actor) : [];
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
  return [given.length && { words: T.whatAnswered(nameOf(actor)), count: count(given), act: () => showAnswersBy(actor) },
    got.length && { words: T.whatWasAnswered(nameOf(actor)), count: count(got), act: () => showAnswers(got[0][0]) }].filter(Boolean);
}

const pathOffer = ({ from, to, via }) => ({ words: T.pathOffer((via === null ? [from, to] : [from, via, to]).map(nameOf).join(" → ")), count: "",
  act: () => showPath(from, to, { via }) });

export function buildFind() {
  clear($("find"), actorBox({
    id: "search", label: T.search, hint: T.searchHint, offer: offersFor,
    choose: (actor, input) => {
      input.value = "";
      selectActor(actor);
      keepInSight(actor);
      $("evidence").focus({ preventScroll: true });
    },
  }));
}
