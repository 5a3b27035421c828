// What the record says of a relation in words: who did what, who says so, where it is written.
import { dateWords, isoOf } from "./days.js";
import { D, isTie, sideOf, statusOf, toneOf } from "./record.js";
import { S } from "./state.js";
import { T, capital, short } from "./words.js";

export const speakerKey = (who) => (typeof who === "number" ? D.actors.id[who] : String(who));

export function evidenceOf(relation) {
  const rows = [];
  for (let k = D.evidenceFrom[relation]; k < D.evidenceFrom[relation + 1]; k++) {
    if (S.asof !== null && (D.evidence.said?.[k] ?? -Infinity) > S.asof) continue;
    const document = D.documents[D.evidence.document[k]];
    rows.push({
      row: k, document, stance: D.stances[D.evidence.stance[k]],
      speaker: D.evidence.speaker[k], via: D.evidence.via[k],
      start: D.evidence.start[k], end: D.evidence.end[k],
      origin: D.evidence.origin[k], confidence: D.evidence.confidence[k],
      paragraph: D.evidence.paragraph ? D.evidence.paragraph[k] : null,
      quote: D.evidence.quote ? D.evidence.quote[k] : null,
    });
  }
  return rows;
}

// An actor by its number, or a name that is in no table, or blank: the document's own author.
export function nameOf(who) {
  return typeof who === "number" ? D.actors.name[who] : String(who ?? "");
}

let articles = { of: null, names: new Set() };

/** A name as it stands in a sentence, with an article where the record says so: the United States. @param {string} name */
export function saidName(name) {
  if (articles.of !== D.actors) articles = { of: D.actors, names: new Set(D.actors.name.filter((_, one) => D.actors.the[one])) };
  return articles.names.has(name) ? `the ${name}` : isolated(name);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

// A name that runs from right to left takes no number or sign that stands beside it along.
const isolated = (name) => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

/** The same of somebody by number, or by a name that is in no table. */
export const theName = (who) => saidName(nameOf(who));

export function namesOf(side) {
  return sideOf(side).map(nameOf).join(", ");
}

export function typeWords(relation) {
  const mode = D.relations.mode[relation];
  return mode >= 0 ? D.modes[mode] : D.types[D.relations.type[relation]].label;
}

// Who takes one of some stances, each with the places where they do.
function speakersOf(relation, stances) {
  /** @type {Map<string, any[]>} */
  const found = new Map();
  for (const row of evidenceOf(relation)) {
    if (!stances.includes(row.stance) || (row.speaker === "" && row.document?.retells)) continue;
    const name = row.speaker === "" ? row.document?.author || row.document?.publisher || T.author("") : nameOf(row.speaker);
    (found.get(name) ?? found.set(name, []).get(name)).push(row);
  }
  return found;
}

export const whoSays = (relation, stances) => [...speakersOf(relation, stances).keys()];

// When something was said, in words and as what can be sorted: its own day, else by the last day of its document.
function saidOn({ row, document }) {
  const own = D.saidOn?.[row], last = (own ?? document?.date ?? "").split("/").at(-1).replace(/[~?%]+$/, ""), known = last && last !== "..";
  return { key: known ? `${last}-99-99`.slice(0, 10) + Number(!own) : "9999", words: own ? dateWords(own) : known ? dateWords(`../${last}`) : "" };
}

// Some who take a stance, each with when they first did, the earliest first.
function withDays(relation, stance, names) {
  const rows = speakersOf(relation, [stance]), first = (name) => rows.get(name).map(saidOn).reduce((a, b) => (b.key < a.key ? b : a));
  return names.map((name) => ({ name, ...first(name) })).sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

const dayed = ({ name, words }) => saidName(name) + (words ? ` (${words})` : "");

// The stances of those who do not deny it, the firmest first; only who asserts it holds it.
const SAYING = ["asserts", "alleges", "expects", "considers", "proposes"];

/** Who speaks of it without denying it, stance by stance, each by the firmest that they take. @returns {[string, string[]][]} */
export function voicesOf(relation) {
  const told = new Set();
  /** @type {[string, string[]][]} */
  const found = [];
  for (const stance of SAYING) {
    const names = whoSays(relation, [stance]).filter((name) => !told.has(name));
    names.forEach((name) => told.add(name));
    if (names.length) found.push([stance, names]);
  }
  return found;
}

/** The same, each with when they first said it. @returns {[string, string[]][]} */
export const datedVoices = (relation) => voicesOf(relation).map(([stance, names]) => [stance, withDays(relation, stance, names).map(dayed)]);

/** The same as names in a cell; who does not plainly assert it has the stance behind the name. @returns {string[]} */
export const voiceCells = (relation) => voicesOf(relation).flatMap(([stance, names]) => (stance === "asserts" ? names : names.map((name) => `${name} (${stance})`)));

// Only these two schemes ever become a link.
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : "";
  } catch {
    return "";
  }
}

// Plainly asserted, also by one who had denied it before or where another denies it, or the dataset’s own word.
export const PLAIN = ["asserted", "acknowledged", "unsourced", "contested"];
export const isPlain = (i) => PLAIN.includes(statusOf(i));

// A status or a stance in words, also one that this page does not know.
export const statusWords = (status) => T.statuses[status] ?? capital(String(status));
export const stanceWords = (stance) => T.stances[stance] ?? capital(String(stance));

// What a relation is in the words of its type, and first of all whether it was only proposed, considered, alleged.
export function toldWords(i) {
  const { label } = D.types[D.relations.type[i]];
  return hedgeOf(i) ? `${statusWords(statusOf(i)).toLowerCase()}: ${label}` : label;
}

// The relation in one sentence: its summary, or who did what to whom.
export function sentence(relation) {
  return D.relations.summary[relation] || doing(relation);
}

/** A relation in at most some fifty letters. */
export const gistWords = (relation) => `${hedgeOf(relation)}${D.relations.gist[relation] || sentence(relation).replace(/\.$/, "")}`;

/** The same with all its words, where the few are cut off. */
export const toldWhole = (relation) => (/\u2026$/.test(D.relations.gist[relation] || "\u2026") ? `${hedgeOf(relation)}${sentence(relation).replace(/\.$/, "")}` : gistWords(relation));

export function doing(relation) {
  const { actors, recipients } = D.relations;
  return `${namesOf(actors[relation])} ${typeWords(relation)} ${namesOf(recipients[relation])}`;
}

// What a relation that nobody holds to be plainly so is told with.
export const hedgeOf = (i) => T.hedges[statusOf(i)] ?? "";

// Who did what to whom, and first of all whether anybody holds that it was done.
export function heading(i) {
  return `${hedgeOf(i)}${doing(i)}`;
}

// The first document that speaks of it, one that retells others last, and how many more do.
export function sourceWords(i) {
  const rows = evidenceOf(i).filter((row) => row.document);
  const row = rows.find(({ document, stance }) => !document.retells && stance !== "denies") ?? rows[0];
  if (!row) return "";
  const { document } = row, name = shortName(document);
  const more = new Set(rows.map((one) => one.document).filter((one) => one !== document && !one.retells)).size;
  return `${[name, spotWords(row)].filter(Boolean).join(", ")}${more ? T.andMore(more) : ""}`;
}

// Two places of one paragraph where the same is said by the same one read alike without the text.
export function notSaidBefore() {
  const seen = new Set();
  return (row) => {
    const key = [row.document?.id, row.stance, row.speaker, row.via, row.origin, row.quote ? row.row : row.paragraph ?? row.row].join("|");
    return !seen.has(key) && seen.add(key);
  };
}

// How many documents, those that only retell others told apart.
export function documentsWords(documents) {
  const all = new Set(documents.filter(Boolean)), own = [...all].filter((document) => !document.retells).length;
  return T.retold(own, all.size - own);
}

/** How many documents a relation rests on, those that deny it apart, and how many origins these have. */
export const originsWords = (i) => {
  const documents = new Set(evidenceOf(i).filter(({ stance }) => stance !== "denies").map(({ document }) => document).filter((one) => one && !one.retells)).size;
  return documents ? T.origins(documents, D.relations.sources[i]) : "";
};

/** The first document that speaks of a relation and can be opened. */
export const openable = (i) => evidenceOf(i).find(({ document, stance }) => document && !document.retells && stance !== "denies" && safeUrl(document.url ?? ""))?.document;

export const speakerOf = (row) => (row.speaker === "" ? T.author(row.document?.author ?? "") : theName(row.speaker));

export function spotWords(row) {
  if (row.quote ?? row.paragraph) return T.paragraph(row.quote?.[3] ?? row.paragraph);
  return row.start !== null && row.end !== null ? T.characters(row.start, row.end) : "";
}

const UNTITLED = /^\[Untitled\]\s*/i;

/** A document's title as it is read; one that has none was given one by whoever recorded it. */
export const titleOf = (document) => (document.title ?? "").replace(UNTITLED, "") || document.id;
export const isUntitled = (document) => UNTITLED.test(document.title ?? "");

export const shortName = (document) => document.author || document.publisher
  || (isUntitled(document) ? T.calledShort(document.kind || T.textKind, short(titleOf(document), 34)) : short(titleOf(document), 44));

/** A document’s title; of one that has none, what it is and what it is called here. */
export const titleWords = (document) => (isUntitled(document) ? T.calledHere(document.kind || T.textKind, titleOf(document)) : titleOf(document));

/** Whose it is and of when, each part by itself; of one that has no title and that nobody signed, this too. */
export const signedWords = (document) => {
  const { author, publisher, date } = document;
  return [author, publisher, !author && !publisher && isUntitled(document) && T.noAuthor, date && dateWords(date)].filter(Boolean);
};

/** That no address is on record; blank where no document has one: said of each, it would tell nothing. */
export const noAddressWords = (document) => (D.addressed && !safeUrl(document.url ?? "") ? T.noAddress : "");

const addressWords = (document) => safeUrl(document.url ?? "") || noAddressWords(document);

export function citationText(document, row) {
  return [document.author || (document.publisher ? "" : T.noAuthor), titleWords(document), document.publisher, document.date && dateWords(document.date),
    spotWords(row), addressWords(document)].filter(Boolean).join(", ");
}

/** A document in a cell or a list by its title; what cannot be opened there with all that helps to find it. */
export const documentCell = (document) => (noAddressWords(document) ? [titleWords(document), ...signedWords(document), T.noAddress].join(", ") : titleOf(document));

// Somebody holds that it is so; not merely proposed, considered, expected or denied.
export const isDone = (i) => Number(D.factual.has(D.relations.status[i]));

/**
 * Whether anybody denies it or has denied it: what is acknowledged now was denied before, and of what is denied as of the day
 * that is shown only what was told by then counts.
 */
export const wasDenied = (i) => D.denied.has(i) && (S.asof === null || !D.whole || DENIED.includes(statusOf(i)) || evidenceOf(i).some(({ stance }) => stance === "denies"));
const DENIED = ["contested", "denied", "acknowledged"];

/** How many of some relations were denied, and how many of these are acknowledged since, in words; blank: none. @returns {string} */
export function deniedCount(relations) {
  const denied = relations.filter(wasDenied);
  return T.denied(denied.length, denied.filter((i) => statusOf(i) === "acknowledged").length);
}

/** Who denies it, or denied it until when. @returns {string} */
export function denialWords(i) {
  const ends = D.deniedUntil?.[i] ?? {}, still = [], until = new Map();
  for (const one of withDays(i, "denies", whoSays(i, ["denies"]))) {
    const [date, day] = ends[one.name === T.author("") ? "" : one.name] ?? [];
    if (date === undefined || (S.asof !== null && day > S.asof)) still.push(dayed(one));
    else until.set(date, [...(until.get(date) ?? []), dayed(one)]);
  }
  return T.denial([...(still.length ? [T.listed(still)] : []), ...[...until].map(([date, names]) => T.until(names, dateWords(date)))]);
}

/** How many of some relations a source asserts as cooperation or conflict, how many are standing ties, and how many nobody asserts. */
export function tallyOf(relations) {
  const acts = relations.filter((i) => !isTie(i)), firm = acts.filter(isPlain);
  return { coop: firm.filter((i) => toneOf(i) > 0).length, conf: firm.filter((i) => toneOf(i) < 0).length, ties: relations.length - acts.length, soft: acts.length - firm.length };
}

// Its title, who wrote or published it, and whether it only retells what others wrote.
export function documentLabel(document) {
  const { author, publisher, retells } = document, by = author || publisher, label = by ? `${titleOf(document)} (${by})` : titleOf(document);
  return retells ? `${label} ${T.retellingMark}` : label;
}

// What was done, and first of all whether it was done: in a file as on the page.
export const toldType = (i) => `${hedgeOf(i)}${typeWords(i)}${D.relations.mutual[i] ? ` ${T.eachOther}` : ""}`;

// Where a relation is written: document and paragraph, and whether that only retells others.
export function placeWords(row) {
  const words = [row.document && documentCell(row.document), spotWords(row)].filter(Boolean).join(", ");
  return row.document?.retells ? `${words} ${T.retellingMark}` : words;
}

// Who says it or denies it, and where: the same speaker may do so in several places.
export function sayingWords(row) {
  const via = row.via === "" ? "" : T.via(theName(row.via));
  return `${stanceWords(row.stance)} ${speakerOf(row)}${via}: ${placeWords(row)}`;
}

export function citeLine() {
  return T.citation(D.meta, D.dated ? `. ${T.dates(isoOf(D.firstDay), isoOf(D.lastDay))}` : "");
}

/** A document as a list of sources names it: who, what, where, when and its address. */
export function documentLine(document) {
  const { author, publisher, date } = document;
  return [author, titleWords(document), publisher, date && dateWords(date), addressWords(document)].filter(Boolean).join(", ");
}
