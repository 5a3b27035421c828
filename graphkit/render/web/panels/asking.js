// Showing answers: which ones, one after the other, and where the view goes.
import { answerList, answeredBy, answersCount, answersLit, everyAnswer, partiesWords } from "../core/answers.js";
import { partiesDrawn } from "../core/links.js";
import { closedModes } from "../core/select.js";
import { S, announce, update } from "../core/state.js";
import { sentence } from "../core/telling.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { fitMap, isSheet } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { isNarrow } from "../canvas/lit.js";
import { network } from "../canvas/vis.js";

export function showAnswers(relation, { by = null, to = null } = {}) {
  if (chain) stopChain();
  update({ ...closedModes(), mode: "answers", answers: relation, by, to, select: null, focus: 0 },
    { say: relation === null ? T.answersTitle : `${T.answersProvoked}: ${sentence(relation)}. ${answersCount(relation)}` });
  if (by !== null || to !== null) sayParties();
  $("evidence").scrollTop = 0;
  if (relation !== null) fitAnswers();
}

// What one actor answered: what it answered most often, with its answers alone.
export function showAnswersBy(actor) {
  const [target] = answeredBy(actor)[0] ?? [null];
  if (target !== null) showAnswers(target, { by: actor });
}

const sayParties = () => announce(`${partiesWords() || T.answersEverybody}: ${T.answersSome(answerList().length, everyAnswer().length)}`);

// Only the answers by, or to, somebody; the keyboard stays where it was.
export function filterAnswers(patch, id) {
  if (chain) stopChain();
  update({ ...patch, step: 0 });
  sayParties();
  $(id)?.focus({ preventScroll: true });
  if (isLow()) $("answers-parties").scrollIntoView({ block: "start" });
  $(id)?.scrollIntoView({ block: "nearest", inline: "center" });
  fitAnswers();
}

function fitAnswers() {
  if (isNarrow()) return fitMap({ animate: true });
  return keepFitted();
}

function keepFitted() {
  const places = answersLit().flatMap(partiesDrawn).filter((actor) => V.shownSet.has(actor));
  if (places.length && network.getScale() > 1.2) fitMap({ animate: true });
}

export function stepAnswers(by) {
  const count = answerList().length;
  if (!count) return;
  const step = (S.step + by + count + 1) % (count + 1);
  const one = step ? answerList()[step - 1].relation : S.answers;
  if (chain && !step) stopChain();
  update({ step }, { say: step ? `${step}: ${sentence(one)}` : T.all });
  document.querySelector(".answer.current")?.scrollIntoView({ block: "nearest" });
}

// One answer after the other by itself, each long enough to be read.
export let chain = 0;

export function toggleChain() {
  if (chain) return stopChain();
  const list = () => JSON.stringify([S.mode, S.answers, S.by, S.to]), of = list();
  chain = setInterval(() => {
    // another list, or one that was opened anew, is not walked through by itself
    if (list() !== of || S.step >= answerList().length) return stopChain();
    return stepAnswers(1);
  }, 2600);
  if (S.step >= answerList().length) update({ step: 0 });
  stepAnswers(1);
  $("answers-play")?.focus();
}

function stopChain() {
  clearInterval(chain);
  chain = 0;
  if ($("answers-play")) $("answers-play").textContent = T.answersPlay;
}

// Where a panel is too low to hold a form and what it finds.
export const isLow = () => isSheet() || $("evidence").clientHeight < 450;
