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

// How many answers a relation met that were given, and how many that were only spoken of.
function answersCount(relation) {
  const all = D.answers[relation] ?? [], done = all.filter(isDone).length;
  return T.answeredBy(done, all.length - done);
}

// Those a document says are answers, what was done before what was only proposed; then those that merely came after.
function answerList() {
  if (S.answers === null) return [];
  const stated = (D.answers[S.answers] ?? []).filter((relation) => !V.pass[relation])
    .sort((i, j) => isDone(j) - isDone(i) || byAnswerDate(i, j, S.answers)).map((relation) => ({ relation, basis: "stated" }));
  const later = S.inferred ? inferredLinks(S.answers) : [];
  return [...stated, ...later.map(({ relation, link }) => ({ relation, basis: "inferred", link }))];
}

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

function showAnswers(relation) {
  update({ ...closedModes(), mode: "answers", answers: relation, select: null, focus: 0 },
    { say: relation === null ? T.answersTitle : `${T.answersProvoked}: ${sentence(relation)}. ${answersCount(relation)}` });
  if (relation !== null) fitAnswers();
}

function fitAnswers() {
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
    h("label.field", {}, T.answersPick, h("select", {
      id: "answers-pick", onchange: (event) => showAnswers(D.relationNumber.get(event.target.value) ?? null),
    }, options.map(([i, n]) => h("option", { value: D.relations.id[i], selected: i === S.answers },
      `${sentence(i).slice(0, 90)} (${n && answersCount(i)})`)))),
    S.answers !== null && answersBody(),
  ];
}

function answersBody() {
  const list = answerList(), stated = list.filter((one) => one.basis === "stated");
  const inferred = list.filter((one) => one.basis === "inferred");
  const provoked = D.relations.responds_to[S.answers], done = stated.filter((one) => isDone(one.relation));
  const hidden = (D.answers[S.answers] ?? []).length - stated.length;
  return [
    h("section.provocation", {}, card(S.answers, { number: "●", replies: false })),
    provoked.length > 0 && h("p", {}, provoked.map((i) => button(`← ${T.answersTo}: ${sentence(i)}`, () => showAnswers(i), { class: "row" }))),
    list.length > 0 && h("div.stepper", { role: "group", "aria-label": T.stepOn },
      button(T.back, () => stepAnswers(-1), { id: "answers-back" }),
      button(chain ? T.pause : T.answersPlay, toggleChain, { id: "answers-play" }),
      h("span", { id: "answers-step" }, S.step ? T.storyOf(S.step, list.length) : T.all),
      button(T.next, () => stepAnswers(1), { id: "answers-next" })),
    h("h3", {}, T.answersStated),
    hidden > 0 && h("p.quiet", { id: "answers-hidden" }, T.answersHidden(hidden)),
    done.length ? answerCards(done, 0) : h("p.quiet", {}, hidden || stated.length ? T.answersNoneHere : T.answersNone),
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
  card(relation, { number: String(number), lag: [early ? T.answersLagEarly : lagWords(relation), T.answersLinks[link]].filter(Boolean).join(" · "), replies: false }),
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
    plan.push({ x: x1 + (x2 - x1) * t + loop, y: y1 + (y2 - y1) * t - loop, text, strong, soft: !strong && !isDone(relation),
      tone: toneOf(relation) > 0 ? "coop" : toneOf(relation) < 0 ? "conf" : "tie" });
  };
  put(S.answers, "●", true);
  answerList().forEach(({ relation }, k) => {
    if (S.step ? S.step === k + 1 : k < NUMBERS_AT_MOST) put(relation, String(k + 1), false);
  });
  return plan;
}
