// The panel on the right: what stands behind the actor, the link or the relation that is selected.
import { answeredBy, answersTo, countedAnswers } from "../core/answers.js";
import { dateWords, rangeWords, whenWords } from "../core/days.js";
import { countWords, deniedWords, eventWords } from "../core/counting.js";
import { hasRange, parted, surelyInTime } from "../core/filters.js";
import { arcs, isGrouped } from "../core/groups.js";
import {
  doneBetween, doneFor, latestFirst, neighboursOf, partiesDrawn, relationsBetween, relationsInView, relationsOf, spokenBy,
} from "../core/links.js";
import { D, isGroup, isTie, sideOf } from "../core/record.js";
import { counterparts, portrait, typesOf } from "../core/portrait.js";
import { resetFilters, selectLink, selectRelation } from "../core/select.js";
import { S, update } from "../core/state.js";
import { denialWords, documentsWords, evidenceOf, sentence, tallyOf, theName, titleOf, wasDenied } from "../core/telling.js";
import { V } from "../core/view.js";
import { T } from "../core/words.js";
import { maxActors, maxLinks } from "../core/shown.js";
import { centreOn, fitMap } from "../canvas/camera.js";
import { $ } from "../canvas/element.js";
import { answersPanel } from "./answers.js";
import { showAnswers } from "./asking.js";
import { actorLink, card, cardList, relationLine } from "./cards.js";
import { bdi, button, clear, h, outLink, signIcon, svg } from "./dom.js";
import { groupPanel, openGroup } from "./groups.js";
import { panelHead } from "./head.js";
import { openPath, pathPanel } from "./paths.js";
import { documentAlone, sourcesSection } from "./sources.js";
import { startQuestions } from "./start.js";
import { tellStory } from "./story.js";

export function renderPanel() {
  if (!D.whole) return undefined;
  const panel = $("evidence");
  document.body.classList.toggle("has-evidence", Boolean(S.select || S.mode || S.story || S.line));
  document.body.classList.toggle("has-story", Boolean(S.story));
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

// Nothing is selected: where a stranger may begin.
function startPanel() {
  if (!D.relationCount) return [panelHead(T.evidence), h("p.quiet", {}, T.empty)];
  if (S.line) return linePanel();
  const document = documentAlone();
  if (document) return documentPanel(document);
  if (hasRange()) return [timeSection(), ...openingPanel()];
  return openingPanel();
}

// What rests on one document, where nothing else is in view.
function documentPanel(document) {
  const relations = relationsInView();
  return [panelHead(T.restsOn, button(T.allAgain, resetFilters, { class: "small", id: "document-all" })), h("div.source", {}, outLink(document.url ?? "", bdi(titleOf(document)))),
    h("p.quiet", {}, `${countWords(relations)}.`), lineList(relations)];
}

const LINES = 120;

// The first of some relations, and how many more are in the table.
const lineList = (relations, most = LINES) => [h("ul.lines", {}, relations.slice(0, most).map((i) => h("li", {}, relationLine(i)))),
  relations.length > most && h("p.quiet", {}, T.restInTable(relations.length - most))];

// What surely happened in the chosen time, in its order.
function timeSection() {
  const all = relationsInView().filter(surelyInTime), relations = [...all.filter((i) => !isTie(i)), ...all.filter(isTie)];
  return h("section", { id: "in-time" }, h("h3", {}, T.inThatTime(rangeWords(S.since ?? D.firstDay, S.until ?? D.lastDay))),
    lineList(relations, IN_TIME));
}

const IN_TIME = 12;

function openingPanel() {
  return [h("h2.unseen", { id: "panel-title" }, T.startHere), h("section", {}, h("h3", {}, T.startHere), startQuestions()),
    D.stories.length > 0 && h("section", {}, h("h3", {}, T.toldSteps), D.stories.map((story, k) =>
      button([h("span", {}, story.title), h("span.quiet", {}, T.stepsOf(story.steps.length))], () => tellStory(k, 0), { class: "told story-link" }))),
    sourcesSection(), leftOutSection()];
}

// What an entry of the legend line stands for, in a list.
function linePanel() {
  const relations = relationsInView();
  return [panelHead(T.lineTitles[S.line], button(T.allAgain, () => update({ line: "" }), { class: "small", id: "line-all" })), h("p.quiet", {}, `${S.line === "denied" ? deniedWords(relations) : countWords(relations)}.`),
    S.line === "denied" ? deniedRows(relations) : lineList(relations)];
}

// What the first view leaves out, counted, and one step away.
function leftOutSection() {
  const actors = V.actorTotal - V.shown.length, links = V.pairTotal - V.pairs.length;
  /** @type {any[]} */
  const rows = [actors > 0 && [T.leftActors(actors), T.showMore(20, actors), () => update({ actors: Math.min(V.actorTotal, maxActors() + 20), links: maxLinks() + 45 })],
    links > 0 && [T.leftLinks(links), T.showMore(45, links), () => update({ links: maxLinks() + 45 })],
    V.within > 0 && [T.leftWithin(V.within), T.showEverybody, S.roll && D.rolled ? () => { update({ roll: false, actors: 60, links: 150 }); fitMap({ animate: true }); } : null]].filter(Boolean);
  return rows.length > 0 && h("section", { id: "what-left" }, h("h3", {}, T.leftOut), rows.map(([words, label, action]) =>
    h("p.source", {}, words, action && button(label, action, { class: "link" }))));
}

function deniedRows(denied) {
  return h("ul.list", {}, denied.map((relation) => h("li", {}, button([h("span", {}, bdi(sentence(relation))),
    h("span.denied", {}, denialWords(relation))],
  () => { selectRelation(relation); centreOn(partiesDrawn(relation)); $("evidence").scrollTop = 0; }, { class: "row" }))));
}

function linkPanel(a, b) {
  if (a === undefined || b === undefined) return startPanel();
  const relations = relationsBetween(a, b), theirs = doneBetween(a, b);
  const { sure, open } = parted(relations), by = (one) => sure.filter((i) => sideOf(arcs().actors[i]).includes(one) && !D.relations.mutual[i]).length;
  const documents = relations.flatMap((i) => evidenceOf(i).map((row) => row.document));
  const denied = relations.filter(wasDenied);
  return [
    panelHead([actorLink(a), " – ", actorLink(b)]),
    h("p.quiet", {}, T.summaryLine(sure.length, tallyOf(sure), open.length, tallyOf(open)), T.sentenceOf(deniedWords(relations)), D.meta.events && ` ${T.theyAre}${eventWords(relations)}.`, ` ${T.spokenOf(documentsWords(documents))} `,
      a !== b && sure.length > 0 && T.directions([[theName(a), by(a)], [theName(b), by(b)]], sure.filter((i) => D.relations.mutual[i]).length, open.length > 0)),
    denied.length > 0 && relations.length > 2 && h("section", {}, h("h3", {}, T.deniedList), deniedRows(denied)),
    relations.length > 1 && h("p", {}, button(newestFirst ? T.oldestFirst : T.newestFirst,
      () => { newestFirst = !newestFirst; renderPanel(); $("card-order").focus(); }, { class: "small", id: "card-order" })),
    cardList(newestFirst ? latestFirst(relations) : relations),
    theirs.length > 0 && h("section", {}, h("h3", {}, T.byParts(theirs.length)), cardList(latestFirst(theirs))),
  ];
}

// What lies between two actors is read from its end; what has no date still comes last.
let newestFirst = true;

function relationPanel(relation) {
  return [panelHead(T.evidence), card(relation, { open: true })];
}

function actorPanel(actor) {
  if (isGroup(actor)) return groupPanel(actor);
  const { drawn, hidden } = neighboursOf(actor), relations = relationsOf(actor), { sure, open } = parted(relations);
  const qid = /^Q\d+$/.test(D.actors.wikidata[actor]) ? D.actors.wikidata[actor] : "";
  const spoken = spokenBy(actor), theirs = doneFor(actor);
  return [
    panelHead([signIcon(D.kinds[D.actors.kind[actor]]), " ", bdi(D.actors.name[actor])]),
    relations.length > 0 && h("p.portrait", { id: "portrait" }, portrait(actor, relations)),
    h("p.quiet", {}, T.kinds[D.kinds[D.actors.kind[actor]]],
      qid && [" · ", outLink(`https://www.wikidata.org/wiki/${qid}`, T.wikidata)]),
    affiliationList(actor),
    h("div.actions", { role: "group", "aria-label": T.focus },
      button(T.focus1, () => update({ focus: S.focus === 1 ? 0 : 1 }), { "aria-pressed": String(S.focus === 1) }),
      button(T.focus2, () => update({ focus: S.focus === 2 ? 0 : 2 }), { "aria-pressed": String(S.focus === 2) }),
      isGrouped() && S.opened.has(D.actors.group[actor]) && button(T.groupClose, () => openGroup(D.actors.group[actor], false)),
      hidden.length > 0 && button(T.expand(hidden.length), () => update({ extra: new Set([...S.extra, ...hidden]) })),
      button(T.pathFrom, () => openPath(actor))),
    actorAnswers(actor),
    h("p.quiet", {}, relations.length || theirs.length ? [T.takesPart(V.involvement[actor] - open.length, open.length), eventWords(relations), ". ", T.neighbours(drawn.length, hidden.length)] : T.onlySpeaks, "."),
    sure.length > SUMMED_FROM && summary(actor, sure),
    cardList(relations),
    theirs.length > 0 && h("section", {}, h("h3", {}, T.byParts(theirs.length)), cardList(theirs)),
    spoken.length > 0 && h("section", {}, h("h3", {}, T.speaksOf), cardList(spoken)),
    D.actors.aliases[actor].length > 0 && h("p.quiet", {}, `${T.aliases}: `, bdi(D.actors.aliases[actor].join(" · "))),
    D.actors.note[actor] && h("p.quiet", {}, `${T.noteOnActor}: `, bdi(D.actors.note[actor])),
  ];
}

const SUMMED_FROM = 40, COUNTERPARTS = 12, TYPES = 8;

// So many relations are told by counterpart and by type before they are listed.
function summary(actor, relations) {
  const others = counterparts(actor, relations), types = typesOf(relations), most = others[0]?.n ?? 1;
  return h("section", { id: "summed" }, h("h3", {}, T.byCounterpart), others.slice(0, COUNTERPARTS).map(({ actor: other, n, coop, conf }) =>
    button([bdi(D.actors.name[other]), balanceBar(n, coop, conf, most), h("span.count", {}, n.toLocaleString("en"))], () => selectLink(actor, other), { class: "party-row" })),
  others.length > COUNTERPARTS && h("p.quiet", {}, T.expandMore(others.length - COUNTERPARTS)),
  h("h3", {}, T.byType), h("p.portrait", {}, types.slice(0, TYPES).map(({ label, n }) => `${label} (${n.toLocaleString("en")})`).join(", "), types.length > TYPES && T.andMore(types.length - TYPES)));
}

function balanceBar(n, coop, conf, most) {
  const wide = (84 * n) / most, part = (some) => (wide * some) / n;
  return svg("svg", { viewBox: "0 0 84 9", "aria-hidden": "true" }, svg("rect", { width: part(coop), height: 9, class: "coop" }),
    svg("rect", { x: part(coop), width: part(n - coop - conf), height: 9, class: "mixed" }), svg("rect", { x: part(n - conf), width: part(conf), height: 9, class: "conf" }));
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

const LINES_AT_ONCE = 8;

// In the panel of an actor: what it answered, line by line, and what of its own was answered.
function actorAnswers(actor) {
  const given = answeredBy(actor), got = answersTo(actor), { sure, open } = parted([...new Set(given.flatMap(([, list]) => list))]);
  if (!given.length && !got.length) return null;
  return h("section", { id: "actor-answers" },
    given.length > 0 && [h("h3", {}, T.answeredTimes(sure.length, open.length)), given.slice(0, 4).map((one) => answeredLines(actor, one)),
      given.length > 4 && button(T.expand(given.length - 4), (event) => event.target.replaceWith(...given.slice(4).map((one) => answeredLines(actor, one))), { class: "more" })],
    got.length > 0 && [h("h3", {}, T.wasAnswered), h("ul.list", {}, got.slice(0, 5).map(([target, list]) => h("li", {}, button(
      [h("span", {}, bdi(sentence(target))), h("span.count", {}, countedAnswers(list, target))], () => showAnswers(target), { class: "row" }))))]);
}

/** @param {number} actor @param {any[]} answered */
function answeredLines(actor, [target, list]) {
  return h("div.answered", {},
    h("p.to", {}, h("span.quiet", {}, `${T.answeredWhat} `), bdi(sentence(target)), " ", h("span.quiet", {}, whenWords(target))),
    h("ul.lines", {}, list.slice(0, LINES_AT_ONCE).map((i) => h("li", {}, relationLine(i)))),
    button(T.answersOnMap(list.length), () => showAnswers(target, { by: actor }), { class: "small" }));
}
