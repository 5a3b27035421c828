// A relation as a card: what was done, when, who says so, where it is written, what answered it.
import { answersCount, byAnswerDate } from "../core/answers.js";
import { monthWords, whenWords } from "../core/days.js";
import { hasRange, maybeInTime, surelyInTime } from "../core/filters.js";
import { D, sideOf, statusOf, toneClass } from "../core/record.js";
import { selectActor, selectRelation } from "../core/select.js";
import {
  citationText, datedVoices, denialWords, documentsWords, evidenceOf, hedgeOf, noAddressWords, notSaidBefore, openable, originsWords, safeUrl, sentence, shortName, signedWords, sourceWords, speakerOf,
  spotWords, stanceWords, theName, titleOf, titleWords, typeWords, wasDenied, whoSays,
} from "../core/telling.js";
import { V } from "../core/view.js";
import { T, capital, short } from "../core/words.js";
import { showAnswers } from "./asking.js";
import { bdi, button, copyText, h, outLink, statusChip } from "./dom.js";

export const CARDS_AT_ONCE = 25;

export function actorLink(actor) {
  return button(bdi(D.actors.name[actor]), () => selectActor(actor), { class: "link" });
}

// Cards in order of date, a screenful at a time.
export function cardList(relations, from = 0) {
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

export function card(i, { number = "", open = false, lag = "", replies = true, brief = false } = {}) {
  const { place, amount, unit, contexts } = D.relations;
  const status = statusOf(i), tone = toneClass(i);
  const denied = whoSays(i, ["denies"]);
  const hedge = hedgeOf(i) && h("em", {}, hedgeOf(i));
  const hedged = !D.relations.summary[i] && hedge;
  const did = h("p.doing", {}, hedged, partiesOf(D.relations.actors[i], { opens: !hedged }), ` ${typeWords(i)} `, partiesOf(D.relations.recipients[i]),
    D.relations.mutual[i] ? h("span.quiet", {}, ` ${T.eachOther}`) : null);
  const told = D.relations.summary[i] && h("p.summary", {}, hedge, bdi(D.relations.summary[i]));
  const facts = h("p.facts", {}, [
    place[i] && `${T.place}: ${place[i]}`,
    amount[i] !== null && amount[i] !== "" && `${T.amount}: ${Number(amount[i]).toLocaleString("en")} ${unit[i]}`,
    contexts[i].length > 0 && `${T.contexts}: ${contexts[i].join(", ").replaceAll("_", " ")}`,
  ].filter(Boolean).join(" · "));
  const said = denied.length > 0 && !brief ? datedVoices(i) : [];
  // in brief, all but the sentence itself is folded up
  const folded = brief && told ? [did, facts] : null, listed = evidenceList(i, open, folded);
  return h("article", { class: `card tone-${tone}${told ? " told" : ""}`, id: `card-${D.relations.id[i]}`, "data-relation": D.relations.id[i] },
    h("p.card-top", {}, number && h("span.number", {}, number),
      h("time", {}, whenWords(i)), lag && h("span.lag", {}, lag), outOfTime(i), !(brief && status === "asserted") && statusChip(status)),
    told,
    !(folded && listed) && did,
    denied.length > 0 && h("p.denial", {}, h("strong", {}, bdi(denialWords(i)))),
    said.map(([stance, names]) => h("p.saying", {}, h("strong", {}, `${capital(T.voices[stance])} `), bdi(names.join(", ")))),
    !(folded && listed) && facts,
    folded && listed && sourceLink(i),
    listed,
    replies && answerLinks(i));
}

// One click to where it is written.
function sourceLink(i) {
  const document = openable(i);
  return document && h("p.cite", {}, outLink(document.url, [bdi(short(titleOf(document), 70)), " \u2197"]));
}

// What is shown although it is not, or need not be, of the chosen dates.
function outOfTime(i) {
  if (!hasRange() || surelyInTime(i)) return null;
  return h("span.lag.out-of-time", {}, maybeInTime(i) ? T.maybeInTime : T.outsideTime);
}

function partiesOf(side, { opens = false } = {}) {
  const article = (k) => (opens && k === 0 ? "The " : "the ");
  return sideOf(side).map((actor, k) => [k > 0 && ", ", Boolean(D.actors.the[actor]) && article(k), actorLink(actor)]);
}

function answerLinks(i) {
  const targets = D.relations.responds_to[i], back = (D.answers[i] ?? []).filter((answer) => !V.pass[answer]).sort((one, other) => byAnswerDate(one, other, i));
  const jump = (relation) => h("li", {}, button([h("time", {}, whenWords(relation)), " ", hedgeOf(relation), bdi(sentence(relation))],
    () => selectRelation(relation), { class: "link" }));
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
    h("summary", {}, `${T.writtenIn} ${facts ? sourceWords(i) : documentsWords(all.map((row) => row.document))}${originsNote(i)}`), facts,
    wasDenied(i) && whoSays(i, ["denies"]).length ? bothSides(rows) : evidenceRows(rows),
    rows.length < all.length && h("details.retold", {}, h("summary", {}, T.retellings(retold.length)),
      evidenceRows(retold)));
}

// How many of several documents are sources of their own.
function originsNote(i) {
  const words = originsWords(i), [, origins] = words.split(", ");
  if (!origins || words.startsWith(`${D.relations.sources[i]} `)) return "";
  return whoSays(i, ["denies"]).length ? ` (${T.forIt(words)})` : `: ${origins}`;
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

function evidenceRow(row, again) {
  const { document, stance } = row, speaker = speakerOf(row);
  const origin = row.origin && row.origin !== "curated" ? `${T.origin}: ${row.origin}` : "";
  return h("li", { class: `stance-${stance}` },
    h("p", {}, `${stanceWords(stance)}: `, h("strong", {}, bdi(speaker)), row.via !== "" && T.via(theName(row.via))),
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

function citationLine(document, row, again = false) {
  if (again) return h("cite", {}, [bdi(shortName(document)), spotWords(row) && `, ${spotWords(row)}`]);
  const rest = [...signedWords(document), spotWords(row), noAddressWords(document)].filter(Boolean);
  return h("cite", {}, outLink(document.url ?? "", bdi(titleWords(document))), rest.map((words) => `, ${words}`).join(""));
}

// A relation in one line: what, when, and where it is written.
export function relationLine(i) {
  const hedge = hedgeOf(i);
  return [button([hedge && h("em", {}, hedge), bdi(sentence(i))], () => selectRelation(i), { class: `link line-text tone-${toneClass(i)}` }),
    h("span.cite", {}, [whenWords(i), sourceWords(i)].filter(Boolean).join(" · "), openable(i) && [" ", outLink(openable(i).url, T.openSource)])];
}
