// Where a stranger may begin: questions made from the data at hand, each answered with a click.
import { answerers, answersCount, mostAnswered, plainAnswers } from "../core/answers.js";
import { countWords, deniedWords, inView, lineWords } from "../core/counting.js";
import { lineCounts } from "../core/filters.js";
import { arcs, pairOf } from "../core/groups.js";
import { linkTone, relationsBetween, relationsInView } from "../core/links.js";
import { D } from "../core/record.js";
import { selectLink } from "../core/select.js";
import { nameOf, theName } from "../core/telling.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { showAnswers } from "./asking.js";
import { bdi, button, h } from "./dom.js";
import { chooseLine } from "./keyline.js";
import { showPath } from "./paths.js";

/** Up to five questions, as the map stands. @returns {any[]} */
export function startQuestions() {
  const counts = lineCounts(), [top] = mostAnswered(), answered = D.meta.answered ?? top?.[0], [a, b] = D.meta.pair ?? [];
  const between = a === undefined ? [] : relationsBetween(a, b), way = roundabout(), given = answered === undefined ? [] : plainAnswers(answered);
  const ask = (id, words, more, action) => button(h("span", {}, h("b", {}, bdi(words)), more && h("small", {}, bdi(more))), action, { class: "question", id });
  return [
    answered !== undefined && top && answersSeen(answered) && ask("ask-answers", T.askAnswered(D.meta.object), given.length ? T.askAnsweredMore(given.length, ...givers(given, answered)) : `${answersCount(answered)}`, () => showAnswers(answered)),
    counts.denied > 0 && ask("ask-denied", T.askDenied, deniedWords(relationsInView()), () => chooseLine("denied")),
    between.length > 1 && ask("ask-between", T.askBetween(theName(a), theName(b)), countWords(between), () => selectLink(a, b)),
    way && ask("ask-path", T.askPath(theName(way[0]), theName(way[2])), T.askPathMore(theName(way[1])), () => showPath(way[0], way[2], { via: way[1] })),
    counts.single > 0 && ask("ask-single", T.askSingle, T.askSingleMore(lineWords("single"), T.span(inView().sure, V.relations)), () => chooseLine("single")),
  ];
}

const answersSeen = (relation) => (D.answers[relation] ?? []).some((i) => !V.pass[i]);

// The two who gave most of them, and how many they gave.
/** @returns {[string[], number]} */
function givers(answers, relation) {
  const counts = new Map();
  for (const one of answers.flatMap((i) => answerers(i, relation))) counts.set(one, (counts.get(one) ?? 0) + 1);
  const most = [...counts].sort((x, y) => y[1] - x[1]).slice(0, 2).map(([one]) => one);
  return [most.map(theName), answers.filter((i) => answerers(i, relation).some((one) => most.includes(one))).length];
}

/** Two sides in conflict who both deal with a third in another way: the strongest such. @returns {number[] | null} */
export function roundabout() {
  const now = arcs(), friends = new Map(), { n } = V.stats;
  for (const p of V.pairs) {
    if (linkTone(p) === "conf") continue;
    for (const [x, y] of [[now.pairA[p], now.pairB[p]], [now.pairB[p], now.pairA[p]]]) (friends.get(x) ?? friends.set(x, []).get(x)).push([y, p]);
  }
  let best = null, most = 0;
  for (const p of V.pairs) {
    if (linkTone(p) !== "conf") continue;
    const a = now.pairA[p], b = now.pairB[p];
    for (const [via, q] of friends.get(a) ?? []) {
      const other = via === b ? undefined : pairOf(via, b);
      if (other === undefined || !V.pairSet.has(other) || linkTone(other) === "conf") continue;
      const weight = n[p] * Math.min(n[q], n[other]);
      if (weight > most) { most = weight; best = D.meta.pair?.[0] === a ? [b, via, a] : [a, via, b]; }
    }
  }
  return best;
}

/** For the search box: examples that work on this map. */
export function examples() {
  const way = roundabout(), found = [];
  if (way) found.push(T.exampleWay(nameOf(way[0]), nameOf(way[1]), nameOf(way[2])));
  const [top] = mostAnswered(), [[giver]] = top ? givers(plainAnswers(top[0]), top[0]) : [[]];
  if (giver) found.push(T.exampleAnswered(giver));
  return [...found, ...V.shown.slice(0, 3).map(nameOf)].slice(0, 3);
}
