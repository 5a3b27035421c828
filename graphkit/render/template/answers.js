// Who responded to whom: the answers to one relation, in order of date, numbered on the map.

// What is in view and was answered, most answers first.
function mostAnswered() {
  const found = [];
  for (let i = 0; i < D.relationCount; i++) {
    if (D.answers[i] && !V.pass[i]) found.push([i, D.answers[i].length]);
  }
  return found.sort((a, b) => b[1] - a[1] || byDate(a[0], b[0]));
}

// Those a document says are answers, then those that merely came after.
function answerList() {
  if (S.answers === null) return [];
  const stated = [...(D.answers[S.answers] ?? [])].sort(byAnswerDate).map((relation) => ({ relation, basis: "stated" }));
  const known = new Set(stated.map((one) => one.relation));
  const later = S.inferred ? inferredAnswers(S.answers).filter((relation) => !known.has(relation)) : [];
  return [...stated, ...later.map((relation) => ({ relation, basis: "inferred" }))];
}

// An answer cannot be earlier than what it answers: a rough date counts from there.
function byAnswerDate(i, j) {
  const began = D.relations.since[S.answers] ?? -Infinity;
  const key = (one) => Math.max(D.relations.since[one] ?? D.relations.until[one] ?? Infinity, began);
  return key(i) !== key(j) ? (key(i) < key(j) ? -1 : 1) : (D.relations.until[i] ?? Infinity) - (D.relations.until[j] ?? Infinity) || i - j;
}

// Acts by those it was done to, back at those who did it, that began within some days after it began.
function inferredAnswers(relation, within = S.within) {
  const now = arcs(), began = D.relations.since[relation];
  if (began === null || !toneOf(relation)) return [];
  const doers = new Set(sideOf(now.actors[relation])), suffered = new Set(sideOf(now.recipients[relation]));
  const found = [];
  for (let i = 0; i < D.relationCount; i++) {
    const since = D.relations.since[i];
    if (i === relation || since === null || since <= began || since > began + within || !toneOf(i)) continue;
    const back = (from, to) => sideOf(from).some((a) => suffered.has(a)) && sideOf(to).some((b) => doers.has(b));
    if (back(now.actors[i], now.recipients[i]) && !doers.has(sideOf(now.actors[i])[0])) found.push(i);
  }
  return found.sort(byDate);
}

function answersLit() {
  const list = answerList();
  const lit = S.step ? list.slice(S.step - 1, S.step) : list;
  return [S.answers, ...lit.map((one) => one.relation)];
}

function showAnswers(relation) {
  update({ ...closedModes(), mode: "answers", answers: relation, select: null, focus: 0 },
    { say: relation === null ? T.answersTitle : `${T.answersProvoked}: ${sentence(relation)}. ${T.answeredBy((D.answers[relation] ?? []).length)}` });
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
      `${sentence(i).slice(0, 90)} (${T.answeredBy(n)})`)))),
    S.answers !== null && answersBody(),
  ];
}

function answersBody() {
  const list = answerList(), stated = list.filter((one) => one.basis === "stated");
  const inferred = list.filter((one) => one.basis === "inferred");
  const provoked = D.relations.responds_to[S.answers];
  return [
    h("section.provocation", {}, card(S.answers, { number: "●", replies: false })),
    provoked.length > 0 && h("p", {}, provoked.map((i) => button(`← ${T.answersTo}: ${sentence(i)}`, () => showAnswers(i), { class: "row" }))),
    list.length > 0 && h("div.stepper", { role: "group", "aria-label": T.stepOn },
      button(T.back, () => stepAnswers(-1), { id: "answers-back" }),
      h("span", { id: "answers-step" }, S.step ? T.storyOf(S.step, list.length) : T.all),
      button(T.next, () => stepAnswers(1), { id: "answers-next" })),
    h("h3", {}, T.answersStated),
    stated.length ? answerCards(stated, 0) : h("p.quiet", {}, T.answersNone),
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

function answerCards(list, offset) {
  return h("ol.cards.answers", {}, list.map(({ relation, basis }, k) => {
    const number = offset + k + 1, deeper = D.answers[relation]?.length ?? 0;
    return h("li", {
      class: `answer ${basis}${S.step === number ? " current" : ""}`, "aria-current": S.step === number ? "step" : null,
    },
    card(relation, { number: String(number), lag: lagWords(relation), replies: false }),
    deeper > 0 && button(T.answersInTurn(deeper), () => showAnswers(relation), { class: "small" }),
    button(T.storyOf(number, offset + list.length), () => update({ step: S.step === number ? 0 : number }),
      { class: "unseen-button", "aria-pressed": String(S.step === number) }));
  }));
}

// How much later, where both days are known to the day.
function lagWords(relation) {
  const { since, until } = D.relations, from = S.answers;
  if (since[relation] === null || since[from] === null) return "";
  if (since[relation] !== until[relation] || since[from] !== until[from]) return T.answersLagRough;
  return since[relation] >= since[from] ? T.answersLag(since[relation] - since[from]) : "";
}

function stepAnswers(by) {
  const count = answerList().length;
  if (!count) return;
  const step = (S.step + by + count + 1) % (count + 1);
  const one = step ? answerList()[step - 1].relation : S.answers;
  update({ step }, { say: step ? `${step}: ${sentence(one)}` : T.all });
  document.querySelector(".answer.current")?.scrollIntoView({ block: "nearest" });
}

// Where each number goes: on its link, answers that share a link side by side along it.
function numberPlan() {
  if (S.mode === "path") return pathNumbers();
  if (S.mode !== "answers" || S.answers === null) return [];
  const now = arcs(), used = new Map(), plan = [];
  const put = (relation, text, strong) => {
    const a = sideOf(now.actors[relation])[0], b = sideOf(now.recipients[relation])[0], p = pairOf(a, b);
    const turn = used.get(p) ?? 0;
    used.set(p, turn + 1);
    const [x1, y1] = placeOf(a), [x2, y2] = placeOf(b);
    const t = 0.5 + [0, 0.16, -0.16, 0.3, -0.3][turn % 5];
    if (!V.shownSet.has(a) || !V.shownSet.has(b)) return;
    const loop = a === b ? 30 : 0;
    plan.push({ x: x1 + (x2 - x1) * t + loop, y: y1 + (y2 - y1) * t - loop, text, strong,
      tone: toneOf(relation) > 0 ? "coop" : toneOf(relation) < 0 ? "conf" : "tie" });
  };
  put(S.answers, "●", true);
  answerList().forEach(({ relation }, k) => {
    if (!S.step || S.step === k + 1) put(relation, String(k + 1), false);
  });
  return plan;
}
