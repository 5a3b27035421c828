// Who responded to whom: the answers to one relation, those a document states and those that only came after.
import { byDate } from "./days.js";
import { parted } from "./filters.js";
import { arcs } from "./groups.js";
import { D, idOf, isTie, sideOf } from "./record.js";
import { S } from "./state.js";
import { isDone, isPlain, theName } from "./telling.js";
import { V } from "./view.js";
import { T } from "./words.js";

export const NUMBERS_AT_MOST = 60;

/** Stands where an answer has no number, since its place in the order is not certain. */
export const UNORDERED = "\u2013";

// What is in view and was answered, most answers first.
export function mostAnswered() {
  const found = [];
  for (let i = 0; i < D.relationCount; i++) {
    if (D.answers[i] && !V.pass[i]) found.push([i, D.answers[i].length]);
  }
  return found.sort((a, b) => b[1] - a[1] || byDate(a[0], b[0]));
}

/** How much is made of a relation: whether the headline tells it, who answered it, and how often it is told of. */
export const weightOf = (i) => (D.meta.answered === i ? 1e6 : 0) + 3 * (D.answers[i]?.length ?? 0) + D.evidenceFrom[i + 1] - D.evidenceFrom[i];

// How many answers to a relation are in view, and how many of them were only alleged or only spoken of.
export const answersCount = (relation) => countedAnswers((D.answers[relation] ?? []).filter((i) => !V.pass[i]), relation);

/** Who gave an answer, but the parties to what was answered. */
export function answerers(i, relation) {
  const sides = D.rolled ?? D.plain, parties = [...sideOf(sides.actors[relation]), ...sideOf(sides.recipients[relation])];
  return sideOf(sides.actors[i]).filter((one) => !parties.includes(one));
}

/** The answers in view that count: what a source asserts, and a party to the act is no answerer. */
export const plainAnswers = (relation) => (D.answers[relation] ?? []).filter((i) => isPlain(i) && !V.pass[i] && answerers(i, relation).length > 0);

// Those a document says are answers, what was done before what was only proposed; then those that merely came after.
let everyCache = { key: [], list: [] };

export function everyAnswer() {
  if (S.answers === null) return [];
  // asked for in every frame: worked out when what is in view or what is answered has changed
  const key = [V.pass, arcs(), S.answers, S.inferred, S.within];
  if (key.some((one, k) => one !== everyCache.key[k])) everyCache = { key, list: findAnswers() };
  return everyCache.list;
}

function findAnswers() {
  const stated = (D.answers[S.answers] ?? []).filter((relation) => !V.pass[relation])
    .sort((i, j) => isDone(j) - isDone(i) || byAnswerDate(i, j, S.answers)).map((relation) => ({ relation, basis: "stated" }));
  const later = S.inferred ? inferredLinks(S.answers) : [];
  return [...stated, ...later.map(({ relation, link }) => ({ relation, basis: "inferred", link }))];
}

// Of those, the ones by and to whom is asked for.
export const answerList = () => everyAnswer().filter(({ relation }) => isBy(relation, S.by) && isTo(relation, S.to));

/** Whether the answers to something are shown. */
export const answersOpen = () => S.mode === "answers" && S.answers !== null;

/** What is answered, then its answers, as relations. */
export const answersTold = () => [S.answers, ...answerList().map(({ relation }) => relation)];

// Who acts in a relation, or is acted on, and those it counts for: a minister's act is also that of his state. In a mutual one all do both.
function partiesIn(i, side, told = [D.plain, D.rolled ?? D.plain]) {
  const sides = D.relations.mutual[i] ? ["actors", "recipients"] : [side];
  return new Set(told.flatMap((one) => sides.flatMap((name) => sideOf(one[name][i]))));
}

const isBy = (i, actor) => actor === null || partiesIn(i, "actors").has(actor);
const isTo = (i, actor) => actor === null || partiesIn(i, "recipients").has(actor);

// How many of some answers each gave, or got, most first; who is chosen is always among them.
export function partyCounts(answers, side) {
  const chosen = side === "actors" ? S.by : S.to, counts = new Map();
  const others = answers.filter(({ relation }) => (side === "actors" ? isTo(relation, S.to) : isBy(relation, S.by)));
  for (const { relation } of others) {
    for (const one of partiesIn(relation, side, [D.rolled ?? D.plain])) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  if (chosen !== null) counts.set(chosen, others.filter(({ relation }) => partiesIn(relation, side).has(chosen)).length);
  return { all: others.length, each: [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]) };
}

// The same as keys of an address, and in words.
export const partiesAsked = () => Object.fromEntries(["by", "to"].filter((name) => S[name] !== null).map((name) => [name, idOf(S[name])]));
export const partiesWords = () => [S.by !== null && T.answersOnlyBy(theName(S.by)), S.to !== null && T.answersOnlyTo(theName(S.to))].filter(Boolean).join(", ");

// An answer cannot be earlier than what it answers: a rough date counts from there.
export function byAnswerDate(i, j, answered) {
  const began = D.relations.since[answered] ?? -Infinity;
  const key = (one) => Math.max(D.relations.since[one] ?? D.relations.until[one] ?? Infinity, began);
  return key(i) !== key(j) ? (key(i) < key(j) ? -1 : 1) : (D.relations.until[i] ?? Infinity) - (D.relations.until[j] ?? Infinity) || i - j;
}

// What is not an act, or what nobody holds to have happened, provokes nothing and answers nothing.
const isAct = (i) => !isTie(i) && D.factual.has(D.relations.status[i]);

// A relation as who acts on whom, pair by pair; a mutual one both ways.
function actsOf(i) {
  const now = arcs(), found = [];
  for (const a of sideOf(now.actors[i])) {
    for (const b of sideOf(now.recipients[i])) {
      found.push([a, b]);
      if (D.relations.mutual[i] && a !== b) found.push([b, a]);
    }
  }
  return found;
}

// How an act of one on another may answer what an actor did to somebody; the lowest is the most specific. 9: it does not.
/** @param {number[]} act @param {number[]} provocation */
function linkOf([actor, recipient], [by, on]) {
  if (recipient === by) return actor === on ? 0 : actor === by ? 9 : 1;
  if (actor === on) return 3;
  return recipient === on && actor !== by ? 2 : 9;
}

// What graphkit responses infers: acts that began within some days after the last day of this one, sooner and closer first.
function inferredLinks(relation, within = S.within) {
  const over = D.relations.until[relation];
  if (over === null || !isAct(relation)) return [];
  const provocations = actsOf(relation).filter(([by, on]) => by !== on), found = [];
  for (let i = 0; i < D.relationCount; i++) {
    const lag = D.relations.since[i] === null ? 0 : D.relations.since[i] - over;
    if (i === relation || lag < 1 || lag > within || V.pass[i] || !isAct(i) || D.relations.responds_to[i].includes(relation)) continue;
    const acts = actsOf(i), link = Math.min(9, ...provocations.flatMap((one) => acts.map((act) => linkOf(act, one))));
    if (link < 9) found.push({ relation: i, lag, link });
  }
  return found.sort((a, b) => a.lag - b.lag || a.link - b.link || a.relation - b.relation);
}

export const inferredAnswers = (relation, within) => inferredLinks(relation, within).map((one) => one.relation);

/** Whether a date is only about, or perhaps, the days that it names. */
export const isAbout = (i) => /[~?%]/.test(D.relations.date[i]);

/**
 * The order of the answers, as far as it is certain: shortest spans first, and one that overlaps a different span that has a
 * number gets none. Those of the same days share one.
 * @returns {Map<number, number>}
 */
export function orderNumbers() {
  const spans = new Map(), { since, until } = D.relations;
  for (const { relation } of answerList()) {
    if (since[relation] === null || until[relation] === null || isAbout(relation) || !isPlain(relation)) continue;
    const key = `${since[relation]} ${until[relation]}`, span = spans.get(key) ?? spans.set(key, { from: since[relation], to: until[relation], relations: [] }).get(key);
    span.relations.push(relation);
  }
  const kept = [];
  for (const span of [...spans.values()].sort((a, b) => (a.to - a.from) - (b.to - b.from) || a.from - b.from)) {
    if (kept.every((other) => span.to < other.from || span.from > other.to)) kept.push(span);
  }
  kept.sort((a, b) => a.from - b.from);
  return new Map(kept.flatMap(({ relations }, k) => relations.map((relation) => [relation, k + 1])));
}

export function answersLit() {
  const list = answerList();
  const lit = S.step ? list.slice(S.step - 1, S.step) : list;
  return [S.answers, ...lit.map((one) => one.relation)];
}

// How much later, where both days are known to the day.
export function lagWords(relation) {
  const { since, until } = D.relations, from = S.answers;
  if (since[relation] === null || since[from] === null || until[from] === null) return "";
  const least = Math.max(since[relation] - until[from], 0), most = until[relation] === null ? null : until[relation] - since[from];
  if (most === null || most < 0) return least > 0 ? T.answersLagLeast(least) : "";
  return least === most ? T.answersLag(least) : T.answersLagBetween(least, most);
}

// The middle of the days it may have been on; for an answer not before what it answers.
function middleDayOf(relation) {
  const { since, until } = D.relations, began = relation === S.answers ? null : since[S.answers];
  const first = since[relation] ?? until[relation], day = until[relation] === null ? first : (first + until[relation]) / 2;
  return first === null || began === null ? day : Math.max(day, began);
}

// When each of the numbered acts was, as far as is known, for the axis of time.
export function numbersInTime() {
  if (!answersOpen()) return [];
  const numbers = orderNumbers();
  return [[S.answers, "●"], ...answerList().map(({ relation }) => [relation, String(numbers.get(relation) ?? UNORDERED)])]
    .map(([relation, text], k) => ({ day: middleDayOf(relation), text, relation, lit: !S.step || S.step === k }))
    .filter(({ day }) => day !== null);
}

/** How many answers there are to something, and how many of those do not count: only alleged, only spoken of, or by a party to it. */
export function countedAnswers(list, relation = null) {
  const { sure, open } = parted(list);
  return sure.length || !open.length ? `${tallied(sure, relation)}${T.openMore(open.length)}` : T.openOnly(open.length, "answer");
}

function tallied(list, relation) {
  const done = list.filter(isDone), plain = done.filter(isPlain);
  return T.answeredBy(list.length, {
    open: list.length - done.length, alleged: done.length - plain.length, party: relation === null ? 0 : plain.filter((i) => !answerers(i, relation).length).length,
  });
}

// The answers in view that an actor gave, or those who act for it, by what was answered: what it answered most often first.
export function answeredBy(actor) {
  D.answering ??= D.relations.responds_to.flatMap((targets, i) => (targets.length ? [i] : []));
  const found = new Map();
  for (const i of D.answering) {
    if (V.pass[i] || !isBy(i, actor)) continue;
    for (const target of D.relations.responds_to[i]) (found.get(target) ?? found.set(target, []).get(target)).push(i);
  }
  return [...found].map(([target, list]) => [target, list.sort((i, j) => isDone(j) - isDone(i) || byAnswerDate(i, j, target))])
    .sort((a, b) => b[1].length - a[1].length || byDate(a[0], b[0]));
}

// What an actor did that was answered, and the answers in view.
export function answersTo(actor) {
  const found = [];
  D.answers.forEach((list, target) => {
    if (!list || V.pass[target] || !isBy(target, actor)) return;
    const seen = list.filter((i) => !V.pass[i]);
    if (seen.length) found.push([target, seen]);
  });
  return found.sort((a, b) => b[1].length - a[1].length || byDate(a[0], b[0]));
}
