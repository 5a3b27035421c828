// The panel on the right: what stands behind the actor, the link or the relation that is selected.
const CARDS_AT_ONCE = 25;

function renderPanel() {
  if (!D.whole) return undefined;
  const panel = $("evidence");
  document.body.classList.toggle("has-evidence", Boolean(S.select || S.mode || S.story));
  if (S.mode === "answers") return clear(panel, answersPanel());
  if (S.mode === "path") return clear(panel, pathPanel());
  if (!S.select) return clear(panel, startPanel());
  return clear(panel, selectionPanel(S.select), footOfPanel());
}

function selectionPanel(select) {
  if (select.actor !== undefined) return actorPanel(select.actor);
  return select.link ? linkPanel(...select.link) : relationPanel(select.relation);
}

// Where the text of no document is carried, the reader is told where to find the words.
function footOfPanel() {
  const dry = !D.evidence.quote && D.evidence.relation.length > 0;
  return dry && h("p.quiet", { id: "panel-foot" }, T.textNotHere);
}

function panelHead(title, ...rest) {
  return h("div.panel-head", {},
    h("h2", { id: "panel-title" }, title),
    backButton(),
    (S.select || S.mode) && button("×", clearSelection, { class: "close", "aria-label": T.close }),
    ...rest);
}

// Nothing is selected: where a stranger may begin.
function startPanel() {
  if (!D.relationCount) return [panelHead(T.evidence), h("p.quiet", {}, T.empty)];
  const answered = mostAnswered().slice(0, 5);
  const disputed = relationsInView().filter((i) => statusOf(i) === "contested").slice(0, 8);
  return [
    panelHead(T.startHere),
    h("p.quiet", {}, T.startText),
    D.stories.length > 0 && h("section", {}, h("h3", {}, T.stories), h("ul.list", {},
      D.stories.map((story, k) => h("li", {}, button(story.title, () => tellStory(k, 0), { class: "row story-link" }))))),
    answered.length > 0 && h("section", {}, h("h3", {}, T.mostAnswered), h("ul.list", {}, answered.map(([relation, n]) =>
      h("li", {}, button([h("span", {}, bdi(sentence(relation))), h("span.count", {}, n && answersCount(relation))],
        () => showAnswers(relation), { class: "row" }))))),
    !D.stories.length && !answered.length && h("section", {}, h("h3", {}, T.mostInvolved), h("ul.list", {},
      V.shown.slice(0, 8).map((actor) => h("li", {}, button([h("span", {}, bdi(D.actors.name[actor])),
        h("span.count", {}, T.takesPart(V.involvement[actor]))], () => selectActor(actor), { class: "row" }))))),
    disputed.length > 0 && h("section", {}, h("h3", {}, T.disputedList), disputedRows(disputed)),
  ];
}

function disputedRows(disputed) {
  return h("ul.list", {}, disputed.map((relation) => h("li", {}, button([h("span", {}, bdi(sentence(relation))),
    h("span.denied", {}, `${T.deniedBy} ${whoSays(relation, ["denies"]).join(", ")}`)],
  () => { selectRelation(relation, { centre: true }); $("evidence").scrollTop = 0; }, { class: "row" }))));
}

// The relation in one sentence: its summary, or who did what to whom.
function sentence(relation) {
  return D.relations.summary[relation] || doing(relation);
}
function doing(relation) {
  const { actors, recipients } = D.relations;
  return `${namesOf(actors[relation])} ${typeWords(relation)} ${namesOf(recipients[relation])}`;
}

function linkPanel(a, b) {
  if (a === undefined || b === undefined) return startPanel();
  const relations = relationsBetween(a, b), theirs = doneBetween(a, b);
  const by = (one) => relations.filter((i) => sideOf(arcs().actors[i]).includes(one) && !D.relations.mutual[i]).length;
  const counts = [1, -1, 0].map((tone) => relations.filter((i) => toneOf(i) === tone).length);
  const documents = relations.flatMap((i) => evidenceOf(i).map((row) => row.document));
  const disputed = relations.filter((i) => statusOf(i) === "contested");
  const soft = relations.filter((i) => statusOf(i) !== "asserted").length;
  return [
    panelHead([actorLink(a), " – ", actorLink(b)]),
    h("p.quiet", {}, T.summaryLine(relations.length, ...counts), T.softLine(soft), ` ${T.spokenOf(documentsWords(documents))} `,
      a !== b && T.directions([[D.actors.name[a], by(a)], [D.actors.name[b], by(b)]], relations.filter((i) => D.relations.mutual[i]).length)),
    disputed.length > 0 && relations.length > 2 && h("section", {}, h("h3", {}, T.disputedList), disputedRows(disputed)),
    relations.length > 1 && h("p", {}, button(newestFirst ? T.oldestFirst : T.newestFirst,
      () => { newestFirst = !newestFirst; renderPanel(); $("card-order").focus(); }, { class: "small", id: "card-order" })),
    cardList(newestFirst ? latestFirst(relations) : relations),
    theirs.length > 0 && h("section", {}, h("h3", {}, T.byParts(theirs.length)), cardList(latestFirst(theirs))),
  ];
}

// What lies between two states once their persons and agencies stand for them.
function doneBetween(a, b) {
  return rolledBeside(relationsBetween(a, b), (from, to) => (from === a && to === b) || (from === b && to === a));
}

// What lies between two actors is read from its end; what has no date still comes last.
let newestFirst = true;
const isDated = (i) => D.relations.since[i] !== null || D.relations.until[i] !== null;
const latestFirst = (relations) => [...relations.filter(isDated).reverse(), ...relations.filter((i) => !isDated(i))];

function relationPanel(relation) {
  return [panelHead(T.evidence), card(relation, { open: true })];
}

function actorPanel(actor) {
  if (isGroup(actor)) return groupPanel(actor);
  const { drawn, hidden } = neighboursOf(actor), relations = relationsOf(actor);
  const qid = /^Q\d+$/.test(D.actors.wikidata[actor]) ? D.actors.wikidata[actor] : "";
  const spoken = spokenBy(actor), theirs = doneFor(actor);
  return [
    panelHead([signIcon(D.kinds[D.actors.kind[actor]]), " ", bdi(D.actors.name[actor])]),
    h("p.quiet", {}, T.kinds[D.kinds[D.actors.kind[actor]]],
      qid && [" · ", outLink(`https://www.wikidata.org/wiki/${qid}`, T.wikidata)]),
    D.actors.aliases[actor].length > 0 && h("p.quiet", {}, `${T.aliases}: `, bdi(D.actors.aliases[actor].join(" · "))),
    affiliationList(actor),
    h("div.actions", { role: "group", "aria-label": T.focus },
      button(T.focus1, () => update({ focus: S.focus === 1 ? 0 : 1 }), { "aria-pressed": String(S.focus === 1) }),
      button(T.focus2, () => update({ focus: S.focus === 2 ? 0 : 2 }), { "aria-pressed": String(S.focus === 2) }),
      isGrouped() && S.opened.has(D.actors.group[actor]) && button(T.groupClose, () => openGroup(D.actors.group[actor], false)),
      hidden.length > 0 && button(T.expand(hidden.length), () => update({ extra: new Set([...S.extra, ...hidden]) })),
      button(T.pathFrom, () => openPath(actor))),
    actorAnswers(actor),
    h("p.quiet", {}, relations.length || theirs.length ? [T.takesPart(V.involvement[actor]), ". ", T.neighbours(drawn.length, hidden.length)] : T.onlySpeaks, "."),
    cardList(relations),
    theirs.length > 0 && h("section", {}, h("h3", {}, T.byParts(theirs.length)), cardList(theirs)),
    spoken.length > 0 && h("section", {}, h("h3", {}, T.speaksOf), cardList(spoken)),
    D.actors.note[actor] && h("p.quiet", {}, `${T.noteOnActor}: `, bdi(D.actors.note[actor])),
  ];
}

// What counts for a state once its persons and agencies stand for it.
function doneFor(actor) {
  return rolledBeside(relationsOf(actor), (from, to) => from === actor || to === actor);
}

// The relations in view that fit once persons and agencies stand for their states, without those that are there anyway.
function rolledBeside(known, fits) {
  if (S.roll || !D.rolled) return [];
  const own = new Set(known), found = new Set(), { relation, from, to } = D.rolled;
  for (let k = 0; k < relation.length; k++) {
    if (fits(from[k], to[k]) && !own.has(relation[k]) && !V.pass[relation[k]]) found.add(relation[k]);
  }
  return [...found].sort(byDate);
}

// What an actor speaks of or carries without taking part in it.
function spokenBy(actor) {
  const part = new Set(relationsOf(actor)), found = new Set();
  for (let k = 0; k < D.evidence.relation.length; k++) {
    const relation = D.evidence.relation[k];
    if ((D.evidence.speaker[k] === actor || D.evidence.via[k] === actor) && !part.has(relation) && !V.pass[relation]) {
      found.add(relation);
    }
  }
  return [...found].sort(byDate);
}

function actorLink(actor) {
  return button(bdi(D.actors.name[actor]), () => selectActor(actor, { centre: false }), { class: "link" });
}

function affiliationList(actor) {
  const up = D.affiliations.filter((one) => one.actor === actor);
  const down = D.affiliations.filter((one) => one.organisation === actor);
  const when = ({ since, until }) => since || until
    ? ` (${T.fromTo(since ? dateWords(since) : "…", until ? dateWords(until) : "…")})` : "";
  const line = (one, other, words) => h("li", {}, `${words} `, actorLink(other), one.title && `, ${one.title}`, when(one));
  return (up.length + down.length > 0) && h("details", { open: up.length > 0 },
    h("summary", {}, up.length ? T.affiliations : T.members),
    h("ul.plain", {}, up.map((one) => line(one, one.organisation, T.roles[one.role] ?? one.role)),
      down.map((one) => line(one, one.actor, T.rolesBack[one.role] ?? one.role))));
}

// Cards in order of date, a screenful at a time.
function cardList(relations, from = 0) {
  // many are told apart by month
  const many = relations.length > CARDS_AT_ONCE;
  const month = (i) => monthWords(D.relations.since[i], D.relations.until[i], i);
  const list = h("ol.cards", {}, relations.slice(from, from + CARDS_AT_ONCE).map((i, k) => h("li", {},
    many && (from + k === 0 || month(i) !== month(relations[from + k - 1])) && h("h3.month", {}, month(i)), card(i))));
  const rest = relations.length - from - CARDS_AT_ONCE;
  if (rest <= 0) return list;
  const more = button(T.expand(rest), () => more.replaceWith(cardList(relations, from + CARDS_AT_ONCE)), { class: "more" });
  return [list, more];
}

// No more than is known: a month, else the year, else the words of the date.
function monthWords(since, until, relation) {
  if (since === null && until === null) return T.undated;
  const [from, to] = [since, until].map((day) => (day === null ? "" : isoOf(day)));
  for (const length of [7, 4]) if (from && from.slice(0, length) === to.slice(0, length)) return dateWords(from.slice(0, length));
  return whenWords(relation);
}

// What a relation that nobody holds to be plainly so is told with.
const hedgeOf = (i) => T.hedges[statusOf(i)] ?? "";

// Who did what to whom, and first of all whether anybody holds that it was done.
function heading(i) {
  return `${hedgeOf(i)}${doing(i)}`;
}

function card(i, { number = "", open = false, lag = "", replies = true, brief = false } = {}) {
  const { place, amount, unit, contexts } = D.relations;
  const status = statusOf(i), tone = toneClass(i);
  const denied = whoSays(i, ["denies"]);
  const hedge = hedgeOf(i) && h("em", {}, hedgeOf(i));
  const did = h("p.doing", {}, !D.relations.summary[i] && hedge, partiesOf(D.relations.actors[i]), ` ${typeWords(i)} `, partiesOf(D.relations.recipients[i]),
    D.relations.mutual[i] ? h("span.quiet", {}, ` ${T.eachOther}`) : null);
  const told = D.relations.summary[i] && h("p.summary", {}, hedge, bdi(D.relations.summary[i]));
  const facts = h("p.facts", {}, [
    place[i] && `${T.place}: ${place[i]}`,
    amount[i] !== null && amount[i] !== "" && `${T.amount}: ${Number(amount[i]).toLocaleString("en")} ${unit[i]}`,
    contexts[i].length > 0 && `${T.contexts}: ${contexts[i].join(", ").replaceAll("_", " ")}`,
  ].filter(Boolean).join(" · "));
  const said = denied.length > 0 && !brief ? whoSays(i, SAYING) : [];
  // in brief, all but the sentence itself is folded up
  const folded = brief && told ? [did, facts] : null, listed = evidenceList(i, open, folded);
  return h("article", { class: `card tone-${tone}${told ? " told" : ""}`, id: `card-${D.relations.id[i]}`, "data-relation": D.relations.id[i] },
    h("p.card-top", {}, number && h("span.number", {}, number),
      h("time", {}, whenWords(i)), lag && h("span.lag", {}, lag), !(brief && status === "asserted") && statusChip(status)),
    told,
    !(folded && listed) && did,
    denied.length > 0 && h("p.denial", {}, h("strong", {}, `${T.deniedBy} `), bdi(denied.join(", "))),
    said.length > 0 && h("p.saying", {}, h("strong", {}, `${T.saidBy} `), bdi(said.join(", "))),
    !(folded && listed) && facts,
    listed,
    replies && answerLinks(i));
}

function partiesOf(side) {
  return sideOf(side).map((actor, k) => [k > 0 && ", ", actorLink(actor)]);
}

function answerLinks(i) {
  const targets = D.relations.responds_to[i], back = (D.answers[i] ?? []).filter((answer) => !V.pass[answer]).sort((one, other) => byAnswerDate(one, other, i));
  const jump = (relation) => h("li", {}, button([h("time", {}, whenWords(relation)), " ", hedgeOf(relation), bdi(sentence(relation))],
    () => selectRelation(relation, { centre: false }), { class: "link" }));
  return (targets.length + back.length > 0) && h("div.replies", {},
    targets.length > 0 && [h("strong", {}, T.answersTo), h("ul.plain", {}, targets.map(jump))],
    back.length > 0 && [h("strong", {}, T.answeredBack), h("ul.plain", {}, back.slice(0, 4).map(jump)),
      button(`${T.showAnswers} ${answersCount(i)}`, () => showAnswers(i), { class: "small" })]);
}

// Every place that speaks of the relation, those for it and those against it side by side; with other facts, all of it is folded up.
function evidenceList(i, open, facts = null) {
  const all = evidenceOf(i).filter(notSaidBefore()), retold = all.filter((row) => row.document?.retells);
  if (!all.length) return null;
  // who has no source but retellings is shown those
  const rows = retold.length < all.length ? all.filter((row) => !row.document?.retells) : all;
  return h("details.sources", { open: open || (!facts && rows.length <= 3) },
    h("summary", {}, `${T.writtenIn} ${facts ? sourceWords(i) : documentsWords(all.map((row) => row.document))}`), facts,
    statusOf(i) === "contested" ? bothSides(rows) : evidenceRows(rows),
    rows.length < all.length && h("details.retold", {}, h("summary", {}, T.retellings(retold.length)),
      evidenceRows(retold)));
}

// The first document that speaks of it, one that retells others last, and how many more do.
function sourceWords(i) {
  const rows = evidenceOf(i).filter((row) => row.document);
  const row = rows.find(({ document, stance }) => !document.retells && stance !== "denies") ?? rows[0];
  if (!row) return "";
  const { document } = row, name = shortName(document);
  const more = new Set(rows.map((one) => one.document).filter((one) => one !== document && !one.retells)).size;
  return `${[name, spotWords(row)].filter(Boolean).join(", ")}${more ? T.andMore(more) : ""}`;
}

// Two places of one paragraph where the same is said by the same one read alike without the text.
function notSaidBefore() {
  const seen = new Set();
  return (row) => {
    const key = [row.document?.id, row.stance, row.speaker, row.via, row.origin, row.quote ? row.row : row.paragraph ?? row.row].join("|");
    return !seen.has(key) && seen.add(key);
  };
}

// How many documents, those that only retell others told apart.
function documentsWords(documents) {
  const all = new Set(documents.filter(Boolean)), own = [...all].filter((document) => !document.retells).length;
  return T.retold(own, all.size - own);
}

function bothSides(rows) {
  const denies = rows.filter((row) => row.stance === "denies"), says = rows.filter((row) => row.stance !== "denies");
  return h("div.both-sides", {}, [[T.sideFor, says], [T.sideAgainst, denies]].map(([title, side]) =>
    h("div", { role: "group", "aria-label": title, class: side.length > 3 ? "long" : null }, h("p.side-title", {}, title), evidenceRows(side))));
}

// Rows of evidence; a document that has just been named in full is named in short.
function evidenceRows(rows) {
  const named = new Set();
  return h("ul.evidence", {}, rows.map((row) => {
    const again = named.has(row.document);
    named.add(row.document);
    return evidenceRow(row, again);
  }));
}

const speakerOf = (row) => (row.speaker === "" ? T.author(row.document?.author ?? "") : nameOf(row.speaker));

function evidenceRow(row, again) {
  const { document, stance } = row, speaker = speakerOf(row);
  const origin = row.origin && row.origin !== "curated" ? `${T.origin}: ${row.origin}` : "";
  return h("li", { class: `stance-${stance}` },
    h("p", {}, `${T.stances[stance]}: `, h("strong", {}, bdi(speaker)), row.via !== "" && T.via(nameOf(row.via))),
    row.quote && h("blockquote", {}, row.quote[0], h("mark", {}, row.quote[1]), row.quote[2]),
    document && h("p.cite", {}, citationLine(document, row, again), " ", document.retells && `(${T.retelling}) `, archiveLink(document),
      button(T.copyCitation, (event) => copyText(citationText(document, row), event.target), { class: "small" })),
    (origin || row.confidence !== null) && h("p.cite", {}, [origin, row.confidence !== null && row.confidence !== ""
      && T.confidence(row.confidence)].filter(Boolean).join(", ")));
}

// Copies that a public archive may hold: addresses die sooner than citations.
function archiveLink(document) {
  const url = safeUrl(document.url ?? "");
  return url && [outLink(`https://web.archive.org/web/*/${url}`, T.archived), " "];
}

function spotWords(row) {
  if (row.quote ?? row.paragraph) return T.paragraph(row.quote?.[3] ?? row.paragraph);
  return row.start !== null && row.end !== null ? T.characters(row.start, row.end) : "";
}

const shortName = (document) => document.author || document.publisher || short(document.title || document.id, 44);

function citationLine(document, row, again = false) {
  if (again) return h("cite", {}, [bdi(shortName(document)), spotWords(row) && `, ${spotWords(row)}`]);
  const rest = [document.author, document.publisher, document.date && dateWords(document.date), spotWords(row)].filter(Boolean);
  return h("cite", {}, outLink(document.url ?? "", bdi(document.title ?? document.id)), rest.length ? `, ${rest.join(", ")}` : "");
}

function citationText(document, row) {
  return [document.author || (document.publisher ? "" : T.noAuthor), document.title, document.publisher, document.date && dateWords(document.date),
    spotWords(row), safeUrl(document.url ?? "")].filter(Boolean).join(", ");
}
