// Days and dates, as numbers, as text and in words; never more precise than the documents are.
import { D, isTie } from "./record.js";
import { T } from "./words.js";

// Days since 1970 and ISO text.
export const isoOf = (day) => new Date(day * 86400000).toISOString().slice(0, 10);

export function dayOf(text) {
  const value = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // 30 February is no day, although it is read as one in March
  return Number.isNaN(value) || isoOf(value / 86400000) !== text ? null : value / 86400000;
}

// A year, a month or a day in words.
function plainDate(text) {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text), [, year, month, day] = match ?? [];
  const name = month && T.months[Number(month) - 1];
  if (!match || (month && !name)) return text;
  return [day && Number(day), name, year].filter(Boolean).join(" ");
}

// How Python says a rough date, of an act or of what lasts, so that the page and the answers in text say the same.
function carriedWords(text, lasting) {
  return D.dates && Object.hasOwn(D.dates, text) ? D.dates[text][lasting ? 1 : 0] : "";
}

// EDTF as people say it; never more precise than it is. What the record has no words for is a plain date, or made of two such.
export function dateWords(text, lasting = false) {
  if (!text) return T.undated;
  const carried = carriedWords(text, lasting);
  if (carried) return carried;
  const parts = text.split("/");
  if (parts.length === 1) return plainDate(text);
  const [a, b] = parts;
  if (!a || a === "..") return T.before(plainDate(b));
  if (!b || b === "..") return T.after(plainDate(a));
  return T.fromTo(plainDate(a), plainDate(b));
}

// When a relation was: a standing tie lasted, all else lay somewhere in it.
export const whenWords = (relation) => dateWords(D.relations.date[relation], isTie(relation));

// Earliest first; what has no date comes last.
export function byDate(i, j) {
  const a = D.relations.since[i] ?? D.relations.until[i] ?? Infinity;
  const b = D.relations.since[j] ?? D.relations.until[j] ?? Infinity;
  if (a !== b) return a < b ? -1 : 1;
  const c = D.relations.until[i] ?? Infinity, d = D.relations.until[j] ?? Infinity;
  return c !== d ? (c < d ? -1 : 1) : i - j;
}

// No more than is known: a month, else the year, else the words of the date.
export function monthWords(since, until, relation) {
  if (since === null && until === null) return T.undated;
  const [from, to] = [since, until].map((day) => (day === null ? "" : isoOf(day)));
  for (const length of [7, 4]) if (from && from.slice(0, length) === to.slice(0, length)) return dateWords(from.slice(0, length));
  return whenWords(relation);
}

/** A stretch of days in as few words as say it: whole months and years by their names. */
export function rangeWords(since, until) {
  const from = isoOf(since), to = isoOf(until), next = isoOf(until + 1);
  if (from.endsWith("-01-01") && next.endsWith("-01-01")) return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : T.fromTo(from.slice(0, 4), to.slice(0, 4));
  const whole = from.endsWith("-01") && next.endsWith("-01"), [a, b] = [from, to].map((day) => plainDate(whole ? day.slice(0, 7) : day));
  return a === b ? a : T.fromTo(a, b);
}

export const dayText = (day) => (day === null ? "" : isoOf(day));

const shortMonth = (day) => T.months[Number(isoOf(day).slice(5, 7)) - 1].slice(0, 3);

/** The same with its year, where it has none. */
export function monthAndYear(relation) {
  const text = monthShort(relation), until = D.relations.until[relation] ?? D.relations.since[relation];
  return until === null || /\d{4}/.test(text) ? text : `${text} ${isoOf(until).slice(0, 4)}`;
}

/** When, in as few letters as can be: "28 Oct", "16\u201317 Nov", "Oct", "Oct\u2013Jan". */
export function monthShort(relation, end = D.relations.until[relation]) {
  const from = D.relations.since[relation], to = end;
  if (from === null && to === null) return T.undated;
  if (from === null) return T.before(`${shortMonth(to)} ${isoOf(to).slice(0, 4)}`);
  if (to === null) return T.after(`${shortMonth(from)} ${isoOf(from).slice(0, 4)}`);
  const days = [from, to].map((day) => Number(isoOf(day).slice(8)));
  if (from === to) return `${days[0]} ${shortMonth(from)}`;
  if (isoOf(from).slice(0, 7) === isoOf(to).slice(0, 7)) return to - from >= 27 ? shortMonth(from) : `${days[0]}\u2013${days[1]} ${shortMonth(from)}`;
  const years = isoOf(from).slice(0, 4) === isoOf(to).slice(0, 4);
  if (years && to - from >= 364) return isoOf(from).slice(0, 4);
  return years || to - from < 300 ? `${shortMonth(from)}\u2013${shortMonth(to)}` : `${isoOf(from).slice(0, 4)}\u2013${isoOf(to).slice(0, 4)}`;
}
