// Which relations are in view, why the others are not, and how many each entry of the legend stands for.
import { FORMS } from "./forms.js";
import { ownArcs } from "./groups.js";
import { KEYS } from "./keys.js";
import { D, isCoded, isOwn, isTie, sideOf, statusOf, toneOf } from "./record.js";
import { S } from "./state.js";
import { isPlain, speakerKey, wasDenied } from "./telling.js";
import { V } from "./view.js";

export const hasRange = () => S.since !== null || S.until !== null;

function inTime(i) {
  return S.sure && hasRange() ? surelyInTime(i) : maybeInTime(i);
}

export const maybeInTime = (i) => maybeBetween(i, S.since, S.until);

/** Whether a relation may lie between two days; null: open at that end. @param {number} i @param {number | null} first @param {number | null} last */
export function maybeBetween(i, first, last) {
  const since = D.relations.since[i], until = D.relations.until[i];
  if (first !== null && until !== null && until < first) return false;
  return !(last !== null && since !== null && since > last);
}

// Each filter says what it leaves out with the state as it is: a function of a relation’s number, or null where it leaves out
// nothing. A new one is one entry here and one key in view_state.toml.
const FILTERS = {
  time: () => (hasRange() ? (i) => !inTime(i) : null),
  type: () => hidden("type", D.types.map(({ name }) => name), D.relations.type),
  status: () => hidden("status", D.statuses, D.relations.status),
  speaker: () => hiddenSources("speaker", (row) => speakerKey(D.evidence.speaker[row])),
  document: () => hiddenSources("document", (row) => D.documents[D.evidence.document[row]]?.id ?? ""),
  kind: hiddenActors,
  line: () => (S.line ? (i) => !isOfLine(i, S.line) : null),
  among: () => (S.among.size ? (i) => !isAmong(i, S.among) : null),
  asof: () => (S.asof !== null && D.whole ? (i) => D.told[i] > S.asof : null),
  only: () => (S.only.size ? (i) => !involves(i, S.only) : null),
};

/** Whether a relation is one that an entry of the legend line stands for. */
export function isOfLine(i, line) {
  switch (line) {
    case "coop": return toneOf(i) > 0;
    case "conf": return toneOf(i) < 0;
    case "tie": return isTie(i);
    case "own": return isOwn(i);
    case "soft": return !isPlain(i);
    case "denied": return wasDenied(i);
    case "coded": return isCoded(i);
    case "single": return D.whole && D.relations.sources[i] <= 1;
    default: return true;
  }
}

/** Whether it passed between two of some actors, those who act for them included. @param {number} i @param {Set<number>} some */
export function isAmong(i, some) {
  return [D.plain, D.rolled ?? D.plain].some(({ actors, recipients }) => {
    const [from, to] = [actors, recipients].map((sides) => sideOf(sides[i]).filter((a) => some.has(a)));
    return from.some((a) => to.some((b) => a !== b));
  });
}

let lines = { pass: null, whole: false, all: {}, sure: {} };

function countLines() {
  if (lines.pass === V.pass && lines.whole === D.whole) return lines;
  const none = { coop: 0, conf: 0, tie: 0, own: 0, soft: 0, denied: 0, single: 0, coded: 0 }, all = { ...none }, sure = { ...none }, range = hasRange();
  for (let i = 0; i < D.relationCount; i++) {
    if (V.pass[i] & ~FAIL.line) continue;
    const surely = !range || surelyInTime(i);
    for (const line of Object.keys(all)) {
      if (!isOfLine(i, line)) continue;
      all[line]++;
      if (surely) sure[line]++;
    }
  }
  lines = { pass: V.pass, whole: D.whole, all, sure };
  return lines;
}

/** How many relations each entry of the legend line stands for, all other filters applied. @returns {Record<string, number>} */
export const lineCounts = () => countLines().all;

/** The same of those that surely lie in the chosen time. @returns {Record<string, number>} */
export const lineCountsSure = () => countLines().sure;

/**
 * Some relations as those that surely lie in the chosen time and those whose date leaves that open; where no time is chosen all are sure.
 * @param {number[]} relations
 */
export function parted(relations) {
  if (!hasRange()) return { sure: relations, open: [] };
  const sure = relations.filter(surelyInTime);
  return { sure, open: sure.length < relations.length ? relations.filter((i) => !surelyInTime(i)) : [] };
}

/** The bit by which each filter says that it left a relation out. @type {Record<string, number>} */
export const FAIL = Object.fromEntries(Object.keys(FILTERS).map((name, k) => [name, 1 << k]));

const isHidden = (facet, key) => S.hide.has(`${facet}:${key}`);

// What is filtered out by a column of the relations.
function hidden(facet, names, column) {
  const off = names.map((name) => isHidden(facet, name));
  return off.includes(true) ? (i) => off[column[i]] : null;
}

// A relation stays as long as one place of its evidence has a speaker, and one a document, still wanted.
function hiddenSources(facet, keyOf) {
  if (![...S.hide].some((entry) => entry.startsWith(`${facet}:`))) return null;
  return (i) => {
    const from = D.evidenceFrom[i], to = D.evidenceFrom[i + 1];
    for (let row = from; row < to; row++) if (!isHidden(facet, keyOf(row))) return false;
    return from < to;
  };
}

// An actor is out of view with its kind or with its bloc, and a relation with all of those on one of its sides.
function hiddenActors() {
  const kindOff = D.kinds.map((kind) => isHidden("kind", kind)), noBlocOff = isHidden("bloc", "");
  const blocOff = D.blocs.map((bloc) => isHidden("bloc", bloc)), anyBloc = noBlocOff || blocOff.includes(true), { bloc } = D.actors;
  V.actorOff = anyBloc || kindOff.includes(true)
    ? Uint8Array.from(D.actors.kind, (kind, a) => kindOff[kind] || (anyBloc && (bloc[a] < 0 ? noBlocOff : blocOff[bloc[a]]))) : null;
  const off = V.actorOff, now = ownArcs(), shut = (side) => sideOf(side).every((a) => off[a]);
  return off && ((i) => shut(now.actors[i]) || shut(now.recipients[i]));
}

// Whether one of some actors is in a relation, as it is told or as it is drawn.
const involves = (i, some) => [D.plain, ownArcs()].some(({ actors, recipients }) =>
  [...sideOf(actors[i]), ...sideOf(recipients[i])].some((a) => some.has(a)));

/** @typedef {{ since: number | null, until: number | null }} Stretch */

/**
 * Do something as if all questions asked before were taken back, in a stretch of time where one is given: what it counts is what
 * a new question would find.
 * @template R
 * @param {{ time?: Stretch | null, anyTime?: boolean }} options
 * @param {() => R} action
 */
export function unasked({ time = null, anyTime = false }, action) {
  if (!time && !anyTime && !S.among.size && !S.only.size && !S.line) return action();
  const now = V.pass, kept = ~(FAIL.among | FAIL.only | FAIL.line | (time || anyTime ? FAIL.time : 0));
  V.pass = now.map((bits, i) => (bits & kept) | (time && !maybeBetween(i, time.since, time.until) ? FAIL.time : 0));
  try {
    return action();
  } finally {
    V.pass = now;
  }
}

let now = null;

// What was told later does not count: the statuses are those of the chosen day.
function statusesOfThen() {
  if (now?.then !== D.relations.status) now = { asof: null, status: D.relations.status, then: D.relations.status };
  if (!D.whole || now.asof === S.asof) return;
  now.asof = S.asof;
  now.then = S.asof === null ? now.status : now.status.map((last, i) => D.history[i]?.findLast(([day]) => day === null || day <= S.asof)?.[1] ?? last);
  D.relations.status = now.then;
}

// Why each relation is out of view, one bit for each filter.
export function computeFilters() {
  statusesOfThen();
  const active = Object.entries(FILTERS).map(([name, make]) => ({ bit: FAIL[name], leavesOut: make() })).filter(({ leavesOut }) => leavesOut);
  V.pass = new Uint32Array(D.relationCount);
  V.relations = 0;
  for (let i = 0; i < D.relationCount; i++) {
    let bits = 0;
    for (const { bit, leavesOut } of active) if (leavesOut(i)) bits |= bit;
    V.pass[i] = bits;
    if (!bits) V.relations++;
  }
}

/** Whether anything is filtered out that "Show everything" would bring back. */
export const isFiltered = () => KEYS.some((key) => key.reset && FORMS[key.form].write(S, key) !== null);

const noCounts = () => ({ type: {}, status: {}, speaker: {}, document: {}, kind: {} });

// How many relations each entry of the legend stands for, all other filters applied, and how many of these surely lie in the chosen
// time; counted when first asked for.
export function computeCounts() {
  if (V.counted === V.pass) return;
  V.counted = V.pass;
  V.counts = noCounts();
  V.surely = hasRange() ? noCounts() : V.counts;
  for (let i = 0; i < D.relationCount; i++) {
    countEntries(i, V.counts);
    if (V.surely !== V.counts && surelyInTime(i)) countEntries(i, V.surely);
  }
}

function countEntries(i, counts) {
  const bits = V.pass[i], add = (facet, key) => { counts[facet][key] = (counts[facet][key] ?? 0) + 1; };
  if (!(bits & ~FAIL.type)) add("type", D.types[D.relations.type[i]].name);
  if (!(bits & ~FAIL.status)) add("status", statusOf(i));
  const speaks = !(bits & ~FAIL.speaker), tells = !(bits & ~FAIL.document);
  if (!speaks && !tells) return;
  const speakers = new Set(), documents = new Set();
  for (let k = D.evidenceFrom[i]; k < D.evidenceFrom[i + 1]; k++) {
    speakers.add(speakerKey(D.evidence.speaker[k]));
    documents.add(D.documents[D.evidence.document[k]]?.id ?? "");
  }
  if (speaks) for (const key of speakers) add("speaker", key);
  if (tells) for (const key of documents) add("document", key);
}

// What was, for certain, within the chosen time. A standing tie that began before its end and still held is in it.
export const surelyInTime = (i) => surelyBetween(i, S.since, S.until);

/** @param {number} i @param {number | null} first @param {number | null} last */
export function surelyBetween(i, first, last) {
  const from = D.relations.since[i], to = D.relations.until[i], since = first ?? -Infinity, until = last ?? Infinity;
  if (isTie(i) && D.relations.date[i].includes("/")) return from !== null && from <= until && (to === null || to >= since);
  return from !== null && to !== null && from >= since && to <= until;
}
