// Who responded to whom: the answers to one relation, in order of date, numbered on the map.

const NUMBERS_AT_MOST = 60;

// What is in view and was answered, most answers first.
function mostAnswered() {
  const found = [];
  for (let i = 0; i < D.relationCount; i++) {
    if (D.answers[i] && !V.pass[i]) found.push([i, D.answers[i].length]);
  }
  return found.sort((a, b) => b[1] - a[1] || byDate(a[0], b[0]));
}

// Somebody holds that it is so; not merely proposed, considered, expected or denied.
const isDone = (i) => Number(D.factual.has(D.relations.status[i]));

// Not merely alleged either.
const isPlain = (i) => isFirm(i) || statusOf(i) === "contested";

// How many answers to a relation are in view, and how many of them were only alleged or only spoken of.
const answersCount = (relation) => countedAnswers((D.answers[relation] ?? []).filter((i) => !V.pass[i]));

// Those a document says are answers, what was done before what was only proposed; then those that merely came after.
let everyCache = { key: [], list: [] };
function everyAnswer() {
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
const answerList = () => everyAnswer().filter(({ relation }) => isBy(relation, S.by) && isTo(relation, S.to));

// Who acts in a relation, or is acted on, and those it counts for: a minister's act is also that of his state. In a mutual one all do both.
function partiesIn(i, side, told = [D.plain, D.rolled ?? D.plain]) {
  const sides = D.relations.mutual[i] ? ["actors", "recipients"] : [side];
  return new Set(told.flatMap((one) => sides.flatMap((name) => sideOf(one[name][i]))));
}
const isBy = (i, actor) => actor === null || partiesIn(i, "actors").has(actor);
const isTo = (i, actor) => actor === null || partiesIn(i, "recipients").has(actor);

// How many of some answers each gave, or got, most first; who is chosen is always among them.
function partyCounts(answers, side) {
  const chosen = side === "actors" ? S.by : S.to, counts = new Map();
  const others = answers.filter(({ relation }) => (side === "actors" ? isTo(relation, S.to) : isBy(relation, S.by)));
  for (const { relation } of others) {
    for (const one of partiesIn(relation, side, [D.rolled ?? D.plain])) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  if (chosen !== null) counts.set(chosen, others.filter(({ relation }) => partiesIn(relation, side).has(chosen)).length);
  return { all: others.length, each: [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]) };
}

// The same as keys of an address, and in words.
const partiesAsked = () => Object.fromEntries(["by", "to"].filter((name) => S[name] !== null).map((name) => [name, idOf(S[name])]));
const partiesWords = () => [S.by !== null && T.answersOnlyBy(nameOf(S.by)), S.to !== null && T.answersOnlyTo(nameOf(S.to))].filter(Boolean).join(", ");

// An answer cannot be earlier than what it answers: a rough date counts from there.
function byAnswerDate(i, j, answered) {
  const began = D.relations.since[answered] ?? -Infinity;
  const key = (one) => Math.max(D.relations.since[one] ?? D.relations.until[one] ?? Infinity, began);
  return key(i) !== key(j) ? (key(i) < key(j) ? -1 : 1) : (D.relations.until[i] ?? Infinity) - (D.relations.until[j] ?? Infinity) || i - j;
}

// What is not an act, or what nobody holds to have happened, provokes nothing and answers nothing.
const isAct = (i) => toneOf(i) !== 0 && D.factual.has(D.relations.status[i]);

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
const inferredAnswers = (relation, within) => inferredLinks(relation, within).map((one) => one.relation);

function answersLit() {
  const list = answerList();
  const lit = S.step ? list.slice(S.step - 1, S.step) : list;
  return [S.answers, ...lit.map((one) => one.relation)];
}

function showAnswers(relation, { by = null, to = null } = {}) {
  update({ ...closedModes(), mode: "answers", answers: relation, by, to, select: null, focus: 0 },
    { say: relation === null ? T.answersTitle : `${T.answersProvoked}: ${sentence(relation)}. ${answersCount(relation)}` });
  if (by !== null || to !== null) sayParties();
  $("evidence").scrollTop = 0;
  if (relation !== null) fitAnswers();
}

// What one actor answered: what it answered most often, with its answers alone.
function showAnswersBy(actor) {
  const [target] = answeredBy(actor)[0] ?? [null];
  if (target !== null) showAnswers(target, { by: actor });
}

const sayParties = () => announce(`${partiesWords() || T.answersEverybody}: ${T.answersSome(answerList().length, everyAnswer().length)}`);

// Only the answers by, or to, somebody; the keyboard stays where it was.
function filterAnswers(patch, id) {
  if (chain) stopChain();
  update({ ...patch, step: 0 });
  sayParties();
  $(id)?.focus({ preventScroll: true });
  if (isLow()) $("answers-parties").scrollIntoView({ block: "start" });
  $(id)?.scrollIntoView({ block: "nearest", inline: "center" });
  fitAnswers();
}

// On a small screen only those that take part are brought into view.
const isNarrow = () => $("canvas").clientWidth < 500;

function fitAnswers() {
  if (isNarrow()) return fitMap({ animate: true });
  return keepFitted();
}

function keepFitted() {
  const now = arcs();
  const actors = answersLit().flatMap((i) => [...sideOf(now.actors[i]), ...sideOf(now.recipients[i])]);
  const places = actors.filter((actor) => V.shownSet.has(actor));
  if (places.length && network.getScale() > 1.2) fitMap({ animate: true });
}

function openAnswers() {
  if (S.mode === "answers") return clearSelection();
  const top = mostAnswered()[0];
  return showAnswers(S.select?.relation ?? top?.[0] ?? null);
}

function answersPanel() {
  const top = mostAnswered();
  if (!top.length && S.answers === null) return [panelHead(T.answersTitle), h("p.quiet", {}, T.answersEmpty)];
  const options = S.answers === null || top.some(([i]) => i === S.answers) ? top : [[S.answers, (D.answers[S.answers] ?? []).length], ...top];
  return [
    panelHead(T.answersTitle),
    h("label.field.pick", {}, h("span", {}, T.answersPick), h("select", {
      id: "answers-pick", onchange: (event) => showAnswers(D.relationNumber.get(event.target.value) ?? null),
    }, options.map(([i, n]) => h("option", { value: D.relations.id[i], selected: i === S.answers },
      `${sentence(i).slice(0, 90)} (${n && answersCount(i)})`)))),
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
  return others.length > 0 && h("section", {}, h("h3", {}, T.answeredToo(nameOf(S.by))), h("ul.list", {}, others.slice(0, 8).map(([target, list]) =>
    h("li", {}, button([h("span", {}, bdi(sentence(target))), h("span.count", {}, countedAnswers(list))],
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
  card(relation, { number: String(number), lag: [early ? T.answersLagEarly : lagWords(relation), T.answersLinks[link]].filter(Boolean).join(" · "), replies: false, brief: true }),
  deeper > 0 && button(T.answersInTurn(deeper), () => showAnswers(relation), { class: "small" }),
  button(T.storyOf(number, answerList().length), () => update({ step: S.step === number ? 0 : number }),
    { class: "unseen-button", "aria-pressed": String(S.step === number) }));
}

// How much later, where both days are known to the day.
function lagWords(relation) {
  const { since, until } = D.relations, from = S.answers;
  if (since[relation] === null || since[from] === null || until[from] === null) return "";
  const least = Math.max(since[relation] - until[from], 0), most = until[relation] === null ? null : until[relation] - since[from];
  if (most === null || most < 0) return least > 0 ? T.answersLagLeast(least) : "";
  return least === most ? T.answersLag(least) : T.answersLagBetween(least, most);
}

function stepAnswers(by) {
  const count = answerList().length;
  if (!count) return;
  const step = (S.step + by + count + 1) % (count + 1);
  const one = step ? answerList()[step - 1].relation : S.answers;
  if (chain && !step) stopChain();
  update({ step }, { say: step ? `${step}: ${sentence(one)}` : T.all });
  document.querySelector(".answer.current")?.scrollIntoView({ block: "nearest" });
}

// One answer after the other by itself, each long enough to be read.
let chain = 0;
function toggleChain() {
  if (chain) return stopChain();
  chain = setInterval(() => {
    if (S.mode !== "answers" || S.step >= answerList().length) return stopChain();
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

// The middle of the days it may have been on; for an answer not before what it answers.
function middleDayOf(relation) {
  const { since, until } = D.relations, began = relation === S.answers ? null : since[S.answers];
  const first = since[relation] ?? until[relation], day = until[relation] === null ? first : (first + until[relation]) / 2;
  return first === null || began === null ? day : Math.max(day, began);
}

// When each of the numbered acts was, as far as is known, for the axis of time.
function numbersInTime() {
  if (S.mode !== "answers" || S.answers === null) return [];
  return [[S.answers, "●"], ...answerList().map(({ relation }, k) => [relation, String(k + 1)])]
    .map(([relation, text], k) => ({ day: middleDayOf(relation), text, relation, lit: !S.step || S.step === k }))
    .filter(({ day }) => day !== null);
}

// Where each number goes: on its link, answers that share a link side by side along it.
function numberPlan() {
  if (S.mode === "path") return pathNumbers();
  if (S.mode !== "answers" || S.answers === null) return [];
  const now = arcs(), used = new Map(), plan = [];
  const put = (relation, text, strong) => {
    for (const a of sideOf(now.actors[relation]).slice(0, 3)) {
      for (const b of sideOf(now.recipients[relation]).slice(0, 3)) putOn(a, b, { relation, text, strong });
    }
  };
  const putOn = (a, b, { relation, text, strong }) => {
    const p = pairOf(a, b);
    const turn = used.get(p) ?? 0;
    used.set(p, turn + 1);
    const [x1, y1] = placeOf(a), [x2, y2] = placeOf(b);
    const t = 0.5 + [0, 0.16, -0.16, 0.3, -0.3][turn % 5];
    if (!V.shownSet.has(a) || !V.shownSet.has(b)) return;
    const loop = a === b ? 30 : 0;
    plan.push({ x: x1 + (x2 - x1) * t + loop, y: y1 + (y2 - y1) * t - loop, ends: a === b ? null : [[x1, y1], [x2, y2]], text, strong, soft: !strong && !isPlain(relation),
      tone: toneClass(relation) });
  };
  put(S.answers, "●", true);
  answerList().forEach(({ relation }, k) => {
    if (S.step ? S.step === k + 1 : k < NUMBERS_AT_MOST) put(relation, String(k + 1), false);
  });
  return plan;
}

function countedAnswers(list) {
  const done = list.filter(isDone);
  return T.answeredBy(list.length, { open: list.length - done.length, alleged: done.filter((i) => !isPlain(i)).length });
}

// The answers in view that an actor gave, or those who act for it, by what was answered: what it answered most often first.
function answeredBy(actor) {
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
function answersTo(actor) {
  const found = [];
  D.answers.forEach((list, target) => {
    if (!list || V.pass[target] || !isBy(target, actor)) return;
    const seen = list.filter((i) => !V.pass[i]);
    if (seen.length) found.push([target, seen]);
  });
  return found.sort((a, b) => b[1].length - a[1].length || byDate(a[0], b[0]));
}

const LINES_AT_ONCE = 8;

// In the panel of an actor: what it answered, line by line, and what of its own was answered.
function actorAnswers(actor) {
  const given = answeredBy(actor), got = answersTo(actor), count = new Set(given.flatMap(([, list]) => list)).size;
  if (!given.length && !got.length) return null;
  return h("section", { id: "actor-answers" },
    given.length > 0 && [h("h3", {}, T.answeredTimes(count)), given.slice(0, 4).map((one) => answeredLines(actor, one)),
      given.length > 4 && button(T.expand(given.length - 4), (event) => event.target.replaceWith(...given.slice(4).map((one) => answeredLines(actor, one))), { class: "more" })],
    got.length > 0 && [h("h3", {}, T.wasAnswered), h("ul.list", {}, got.slice(0, 5).map(([target, list]) => h("li", {}, button(
      [h("span", {}, bdi(sentence(target))), h("span.count", {}, countedAnswers(list))], () => showAnswers(target), { class: "row" }))))]);
}

function answeredLines(actor, [target, list]) {
  return h("div.answered", {},
    h("p.to", {}, h("span.quiet", {}, `${T.answeredWhat} `), bdi(sentence(target)), " ", h("span.quiet", {}, whenWords(target))),
    h("ul.lines", {}, list.slice(0, LINES_AT_ONCE).map((i) => h("li", {}, relationLine(i)))),
    button(T.answersOnMap(list.length), () => showAnswers(target, { by: actor }), { class: "small" }));
}

// A relation in one line: what, when, and where it is written.
function relationLine(i) {
  const hedge = hedgeOf(i);
  return [button([hedge && h("em", {}, hedge), bdi(sentence(i))], () => selectRelation(i, { centre: false }), { class: `link line-text tone-${toneClass(i)}` }),
    h("span.cite", {}, [whenWords(i), sourceWords(i)].filter(Boolean).join(" · "))];
}
