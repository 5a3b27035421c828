// The panel of answers: what was answered, by whom and to whom, one card for each.
import {
  answerList, answeredBy, answersTold, countedAnswers, everyAnswer, UNORDERED, lagWords, mostAnswered, orderNumbers, partiesAsked, partiesWords, partyCounts, plainAnswers,
} from "../core/answers.js";
import { D, actorFrom, idOf } from "../core/record.js";
import { clearSelection } from "../core/select.js";
import { S, update } from "../core/state.js";
import { doing, isDone, nameOf, sentence, theName } from "../core/telling.js";
import { T, short } from "../core/words.js";
import { $ } from "../canvas/element.js";
import { chain, filterAnswers, showAnswers, stepAnswers, toggleChain } from "./asking.js";
import { CARDS_AT_ONCE, card } from "./cards.js";
import { bdi, button, h } from "./dom.js";
import { panelHead } from "./head.js";
import { keepMine, mine, tellStory } from "./story.js";

export function openAnswers() {
  if (S.mode === "answers") return clearSelection();
  const top = mostAnswered()[0];
  return showAnswers(S.select?.relation ?? top?.[0] ?? null);
}

export function answersPanel() {
  const top = mostAnswered();
  if (!top.length && S.answers === null) return [panelHead(T.answersTitle), h("p.quiet", {}, T.answersEmpty)];
  const options = S.answers === null || top.some(([i]) => i === S.answers) ? top : [[S.answers, (D.answers[S.answers] ?? []).length], ...top];
  return [
    panelHead(T.answersTitle),
    h("label.field.pick", {}, h("span", {}, T.answersPick), h("select", {
      id: "answers-pick", onchange: (event) => showAnswers(D.relationNumber.get(event.target.value) ?? null),
    // how many first: the field may hold less than all of it
    }, options.map(([i]) => h("option", { value: D.relations.id[i], selected: i === S.answers }, `${T.answersPlain(plainAnswers(i).length)}: ${short(sentence(i).replace(/\.$/, ""), 90)}`)))),
    S.answers !== null && answersBody(),
  ];
}

const CHIPS_AT_ONCE = 5;

// By whom, as buttons with how many each; to whom, from a list.
function partyFilter() {
  const answers = everyAnswer(), by = partyCounts(answers, "actors"), to = partyCounts(answers, "recipients");
  if (by.each.length < 2 && to.each.length < 2 && S.by === null && S.to === null) return null;
  const id = (actor) => `answers-by-${actor === null ? "all" : idOf(actor)}`;
  const chip = ([actor, n]) => button([actor === null ? T.answersEverybody : bdi(nameOf(actor)), " ", h("span.count", {}, String(n))],
    () => filterAnswers({ by: actor }, id(actor)), { id: id(actor), class: "party", "aria-pressed": String(S.by === actor) });
  const first = by.each.filter(([actor], k) => k < CHIPS_AT_ONCE || actor === S.by), rest = by.each.filter((one) => !first.includes(one));
  const chips = h("div.parties", { role: "group", "aria-labelledby": "answers-by-label" }, chip([null, by.all]), first.map(chip));
  if (rest.length) {
    const more = button(T.expand(rest.length), () => { more.replaceWith(...rest.map(chip)); $(id(rest[0][0])).focus(); }, { class: "small" });
    chips.append(more);
  }
  return h("section.party-filter", { id: "answers-parties" },
    h("div.party-line", {}, h("span", { id: "answers-by-label" }, T.answersByWhom), chips),
    h("label.party-line", {}, T.answersToWhom, h("select", {
      id: "answers-to", onchange: (event) => filterAnswers({ to: actorFrom(event.target.value) ?? null }, "answers-to"),
    }, [[null, to.all], ...to.each].map(([actor, n]) => h("option", { value: actor === null ? "" : idOf(actor), selected: actor === S.to },
      `${actor === null ? T.answersAnybody : nameOf(actor)} (${n})`)))));
}

// What else the one whose answers are shown has answered.
function answeredToo() {
  if (S.by === null) return null;
  const others = answeredBy(S.by).filter(([target]) => target !== S.answers);
  return others.length > 0 && h("section", {}, h("h3", {}, T.answeredToo(theName(S.by))), h("ul.list", {}, others.slice(0, 8).map(([target, list]) =>
    h("li", {}, button([h("span", {}, bdi(sentence(target))), h("span.count", {}, countedAnswers(list, target))],
      () => showAnswers(target, { by: S.by }), { class: "row" })))));
}

function answersBody() {
  const list = answerList(), stated = list.filter((one) => one.basis === "stated");
  const inferred = list.filter((one) => one.basis === "inferred");
  const provoked = D.relations.responds_to[S.answers], done = stated.filter((one) => isDone(one.relation));
  const every = everyAnswer(), hidden = (D.answers[S.answers] ?? []).length - every.filter((one) => one.basis === "stated").length;
  const left = every.length - list.length;
  return [
    h("section.provocation", {}, card(S.answers, { number: "●", replies: false, brief: true })),
    provoked.length > 0 && h("p", {}, provoked.map((i) => button(`← ${T.answersTo}: ${sentence(i)}`, () => showAnswers(i), { class: "row" }))),
    partyFilter(),
    list.length > 0 && h("div.stepper", { role: "group", "aria-label": T.stepOn },
      button(T.back, () => stepAnswers(-1), { id: "answers-back" }),
      button(chain ? T.pause : T.answersPlay, toggleChain, { id: "answers-play" }),
      h("span", { id: "answers-step" }, S.step ? T.storyOf(S.step, list.length) : T.all),
      button(T.next, () => stepAnswers(1), { id: "answers-next" })),
    h("h3", { id: "answers-stated" }, left ? T.answersStatedOf(partiesWords(), list.length, every.length) : T.answersStated),
    stated.length > 0 && h("p.quiet", { id: "answers-counted" }, T.answersListed(stated.length), countedAnswers(stated.map(({ relation }) => relation), S.answers), "."),
    hidden > 0 && h("p.quiet", { id: "answers-hidden" }, T.answersHidden(hidden)),
    done.length ? answerCards(done, 0) : h("p.quiet", {}, hidden || left || stated.length ? T.answersNoneHere : T.answersNone),
    stated.length > done.length && [h("h3", {}, T.answersNotDone), answerCards(stated.slice(done.length), done.length)],
    h("details", { open: S.inferred, ontoggle: (event) => {
      if (event.target.open !== Boolean(S.inferred)) update({ inferred: event.target.open, step: 0 });
    } },
    h("summary", { id: "answers-inferred" }, T.answersInferred),
    h("p.quiet", {}, T.answersInferredNote(S.within)),
    h("label.field", {}, T.answersWithin, h("input", {
      type: "range", id: "answers-within", min: 1, max: 90, value: S.within, "aria-valuetext": String(S.within),
      onchange: (event) => update({ within: Number(event.target.value), step: 0 }),
    })),
    S.inferred && (inferred.length ? answerCards(inferred, stated.length) : h("p.quiet", {}, T.answersNoneInferred))),
    answeredToo(),
    list.length > 0 && button(T.answersStory, storyFromAnswers, { class: "more" }),
  ];
}

// The answers as cards with their numbers, a screenful at a time; the one that is stepped to is always among them.
function answerCards(list, offset, from = 0) {
  const until = Math.max(from + CARDS_AT_ONCE, from ? 0 : S.step - offset);
  const cards = h("ol.cards.answers", { start: offset + from + 1 }, list.slice(from, until).map((one, k) => answerCard(one, offset + from + k + 1)));
  if (until >= list.length) return cards;
  const more = button(T.expand(list.length - until), () => more.replaceWith(...[answerCards(list, offset, until)].flat()), { class: "more" });
  return [cards, more];
}

function answerCard({ relation, basis, link }, number) {
  const deeper = D.answers[relation]?.length ?? 0, early = D.relations.since[relation] < D.relations.since[S.answers];
  return h("li", {
    class: `answer ${basis}${S.step === number ? " current" : ""}`, "aria-current": S.step === number ? "step" : null,
  },
  card(relation, { number: String(orderNumbers().get(relation) ?? UNORDERED), lag: [early ? T.answersLagEarly : lagWords(relation), T.answersLinks[link]].filter(Boolean).join(" · "), replies: false, brief: true }),
  deeper > 0 && button(T.answersInTurn(deeper), () => showAnswers(relation), { class: "small" }),
  button(T.storyOf(number, answerList().length), () => update({ step: S.step === number ? 0 : number }),
    { class: "unseen-button", "aria-pressed": String(S.step === number) }));
}

// One step for what was answered and one for each answer.
function storyFromAnswers() {
  const all = answersTold(), answered = D.relations.id[S.answers];
  mine.steps = all.map((relation, k) => ({
    title: doing(relation), text: sentence(relation), view: { answers: answered, ...partiesAsked(), ...(k ? { step: String(k) } : {}),
      ...(S.inferred ? { within: String(S.within) } : {}) },
  }));
  keepMine();
  tellStory(D.stories.indexOf(mine), 0);
}
