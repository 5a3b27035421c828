// The time that a question names: days, months and years as people write them, stretches of them, and several.
import { dayOf } from "./days.js";
import { T } from "./words.js";

/** @typedef {{ since: number | null, until: number | null }} Stretch */
/** @typedef {{ year: number | null, month: number | null, day: number | null }} Point what is written of a date */

const MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const NTH = "\\d{1,2}(?:st|nd|rd|th)?", YEAR = "(?:19|20)\\d\\d", ENDS = "(?![\\p{L}\\p{N}-])", STARTS = "(?<![\\p{L}\\p{N}-])";
const FULL = `\\d{4}-(?:0[1-9]|1[0-2])(?:-\\d\\d)?|${NTH}\\s+(?:of\\s+)?(?:${MONTH})\\.?,?\\s+\\d{4}|(?:${MONTH})\\.?,?\\s+(?:${NTH},?\\s+)?\\d{4}|${YEAR}`;
const OF_A_YEAR = `${NTH}\\s+(?:of\\s+)?(?:${MONTH})|(?:${MONTH})\\.?\\s+${NTH}(?!\\d)`;
// a day alone, or with its year, says something only beside a month: "3 to 5 July 2024", "July 3\u20135, 2024"
const PART = `${FULL}|${OF_A_YEAR}|${MONTH}|${NTH},?\\s+\\d{4}|${NTH}`;
const LEAD = "in|on|during|of|from|since|after|before|until|till|by|between";
const JOIN = "\\s*[-\u2013\u2014]\\s*|\\s+(?:up\\s+)?(?:to|until|till|through)\\s+|\\s*,?\\s+(?:and|or)\\s+(?:(?:in|on|during|until|till|to)\\s+)?|\\s*,\\s+";
const LIST = new RegExp(`(?:(?<=^|\\s)(${LEAD})\\s+)?(?:(?:the\\s+)?(?:years?|months?|days?)\\s+(?:of\\s+)?)?${STARTS}((?:${PART})(?:(?:${JOIN})(?:${PART})${ENDS})*)${ENDS}`, "giu");
const STEP = new RegExp(`(${PART})(${JOIN})?`, "giu");
const DOUBTFUL = /^(?:may|mar(?:ch)?)$/i, LISTS = /^\s*,|\s(?:and|or)\s/i, OPEN = new Set(["since", "from", "after"]);

/** @param {string} text @returns {Point} */
function pointOf(text) {
  const iso = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: iso[3] ? Number(iso[3]) : null };
  const year = /(?<!\d)\d{4}(?!\d)/.exec(text)?.[0], day = /(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0];
  const name = /[a-z]{3}/i.exec(text.replace(/(\d)(?:st|nd|rd|th)/gi, "$1").replace(/\bof\b/gi, ""))?.[0].toLowerCase();
  const month = name ? T.months.findIndex((one) => one.toLowerCase().startsWith(name)) + 1 : null;
  return { year: year ? Number(year) : null, month, day: day ? Number(day) : null };
}

const two = (/** @type {number} */ n) => String(n).padStart(2, "0");

/** The first and the last day of a date; null: there is no such day. @param {Point} point @returns {[number, number] | null} */
function daysOf({ year, month, day }) {
  if (day !== null) return both(dayOf(`${year}-${two(month ?? 0)}-${two(day)}`), null);
  if (month === null) return both(dayOf(`${year}-01-01`), dayOf(`${Number(year) + 1}-01-01`));
  return both(dayOf(`${year}-${two(month)}-01`), month === 12 ? dayOf(`${Number(year) + 1}-01-01`) : dayOf(`${year}-${two(month + 1)}-01`));
}

/** @param {number | null} first @param {number | null} next @returns {[number, number] | null} */
const both = (first, next) => (first === null ? null : [first, next === null ? first : next - 1]);

const within = (/** @type {Point} */ { month, day }) => 100 * (month ?? 0) + (day ?? 0);

// What one date of several leaves out is what the one beside it says: "3 to 5 July 2024", "November to February 2025".
/** @param {Point[]} points @param {boolean} joined that they are the ends of one stretch */
function completed(points, joined) {
  const full = points.map((one) => ({ ...one })), [first, second] = full;
  // "2023\u201324"
  if (joined && first.month === null && first.year !== null && second.month === null && second.year === null) Object.assign(second, { year: first.year - (first.year % 100) + Number(second.day), day: null });
  const takeMonth = (one, other) => { if (other && one.month === null && one.day !== null) one.month = other.month; };
  const takeYear = (one, other, turn) => { if (other && one.year === null && other.year !== null) one.year = other.year + (joined && (within(one) - within(other)) * turn < 0 ? turn : 0); };
  for (let k = full.length - 2; k >= 0; k--) { takeMonth(full[k], full[k + 1]); }
  for (let k = 1; k < full.length; k++) takeMonth(full[k], full[k - 1]);
  for (let k = full.length - 2; k >= 0; k--) takeYear(full[k], full[k + 1], -1);
  for (let k = 1; k < full.length; k++) takeYear(full[k], full[k - 1], 1);
  return full;
}

// One stretch from the first to the last of some dates, as the word before them says it.
/** @param {[number, number][]} days @param {string} how @returns {Stretch} */
function stretchOf(days, how) {
  const since = Math.min(...days.map(([first]) => first)), until = Math.max(...days.map(([, last]) => last));
  if (days.length > 1) return { since, until };
  if (how === "after") return { since: until + 1, until: null };
  if (OPEN.has(how)) return { since, until: null };
  if (how === "before") return { since: null, until: since - 1 };
  return ["until", "till", "by"].includes(how) ? { since: null, until } : { since, until };
}

/** Each date for itself; those that follow one another are one stretch. @param {[number, number][]} days @returns {Stretch[]} */
function apart(days) {
  const found = [];
  for (const [since, until] of days) {
    const last = found.at(-1);
    if (last && last.until + 1 === since) last.until = until;
    else found.push({ since, until });
  }
  return found;
}

// The dates of a match and whether they are the ends of one stretch; null: what stands there is no date.
/** @param {RegExpExecArray} match */
function readMatch([whole, lead = "", list], text) {
  const steps = [...list.matchAll(STEP)], points = steps.map(([, date]) => pointOf(date));
  const how = lead.toLowerCase(), ends = how === "between" || OPEN.has(how), joined = points.length === 2 && (ends || !LISTS.test(steps[0][2]));
  const full = completed(points, joined);
  if (full.some((one) => one.day !== null && one.month === null)) return null;
  const [{ year, day }] = full, doubtful = DOUBTFUL.test(list);
  // a month's name alone is a time where a word of time stands before it, or nothing else is asked
  if (full.length === 1 && year === null && day === null && (!how || ["by", "of"].includes(how) || (how === "from" && doubtful)) && (doubtful || text.trim() !== whole.trim())) return null;
  return { whole, list, how, joined, full };
}

/** @param {string} text */
function firstMatch(text) {
  LIST.lastIndex = 0;
  for (let match = LIST.exec(text); match; match = LIST.exec(text)) {
    const read = readMatch(match, text);
    if (read) return read;
    LIST.lastIndex = match.index + 1;
  }
  return null;
}

/**
 * The stretches of time that a question names, and the question without them: "the treaty of 18 June 2024", "since October 2024",
 * "from 3 June to 5 July 2024", "in 2021 and 2024". A day or a month without a year is that of each of some years. Null: it names none.
 * @param {string} text
 * @param {number[]} years the years that one without a year may lie in
 * @returns {{ stretches: Stretch[], anyYear: boolean, words: string, rest: string } | null}
 */
export function timesIn(text, years = []) {
  const read = firstMatch(text);
  if (!read) return null;
  const { full, how, joined } = read, anyYear = full[0].year === null;
  const stretches = (anyYear ? years : [full[0].year]).flatMap((year) => {
    const points = anyYear ? completed([{ ...full[0], year }, ...full.slice(1)], joined) : full, days = points.map(daysOf);
    if (days.includes(null)) return [];
    const some = /** @type {[number, number][]} */ (days);
    return joined || some.length === 1 ? [stretchOf(some, how)] : apart(some);
  });
  if (!stretches.length && !anyYear) return null;
  return { stretches, anyYear, words: read.list, rest: text.replace(read.whole, " ").replace(/\s+/g, " ").trim() };
}
