// What the words of a question mean: which of them ask, which mean the same, and what kind of thing is asked for.
import { dayOf } from "./days.js";
import { T } from "./words.js";

const FILLERS = new Set(("a an the of for to in by on at from with and or that this these those it its they their who whom whose what which when where why how "
  + "did do does done has have had was were is are be been being s any some there about as into say says said ever please tell me show "
  + "claim claims relation relations statement statements").split(" "));

// Words that stand for one another in questions; a word of the text is met by its beginning.
const ALIKE = [
  "troops troop soldiers soldier forces fighters units men army",
  "sent send sends sending dispatched dispatch dispatches deployed deploy deploys deployment deploying despatched",
  "arms weapons weapon ammunition munitions shells missiles rockets",
  "visited visit visits visiting travelled travels came went trip",
  "met meets meet meeting talks talk talked",
  "condemned condemn condemns condemnation denounced denounces denounce",
  "signed signs sign signing",
  "helped help helps aid aided assistance",
  "attacked attack attacks struck strike strikes",
].map((line) => line.split(" "));
const LIKE = new Map(ALIKE.flatMap((group) => group.map((word) => [word, group])));

const DENIES = /^(?:den(?:y|ies|ied|ying|ials?)|disput(?:e|es|ed)|contest(?:s|ed)?)$/;

/** The words of a question that say something. */
export function plainWords(asked) {
  const words = asked.split(" "), said = words.filter((word) => !FILLERS.has(word));
  return said.length ? said : words;
}

/** A question as the words looked for, each with those that mean the same, and whether it asks for what was denied. */
export function questionOf(asked) {
  const words = plainWords(asked), left = words.filter((word) => !DENIES.test(word)), denied = left.length < words.length;
  return { denied, words: left.map((word) => ({ word, alike: LIKE.get(word) ?? [word] })) };
}

/** Whether it is asked which claims rest on one source. */
export const asksForSingle = (asked) => /\b(?:one|single|only one)\s+(?:source|document)s?\b/.test(asked);

const MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DATE = `\\d{4}-\\d\\d(?:-\\d\\d)?|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${MONTH})\\.?,?\\s+\\d{4}|(?:${MONTH})\\.?,?\\s+(?:\\d{1,2}(?:st|nd|rd|th)?,?\\s+)?\\d{4}|(?:19|20)\\d\\d`;
const ENDS = "(?![\\p{L}\\p{N}-])";
const TIME = new RegExp(`(?:(?<=^|\\s)(in|on|during|of|from|since|after|before|until|till|by|between)\\s+)?(?<![\\p{L}\\p{N}-])(${DATE})${ENDS}(?:\\s*(?:to|and|until|till|-|\u2013)\\s*(${DATE})${ENDS})?`, "iu");

/** The first and the last day of a date as people write it; null: there is no such day. @returns {[number, number] | null} */
function daysOf(text) {
  const iso = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text), year = /\d{4}/.exec(text)?.[0], name = /[a-z]{3}/i.exec(text.replace(/(\d)(?:st|nd|rd|th)/gi, "$1").replace(/\bof\b/gi, ""))?.[0].toLowerCase();
  const month = iso ? iso[2] : name && String(T.months.findIndex((one) => one.toLowerCase().startsWith(name)) + 1).padStart(2, "0");
  const day = (iso ? iso[3] : /(?<!\d)\d{1,2}(?!\d)/.exec(text)?.[0])?.padStart(2, "0");
  if (day) return both(dayOf(`${year}-${month}-${day}`), null);
  if (!month) return both(dayOf(`${year}-01-01`), dayOf(`${Number(year) + 1}-01-01`));
  return both(dayOf(`${year}-${month}-01`), month === "12" ? dayOf(`${Number(year) + 1}-01-01`) : dayOf(`${year}-${String(Number(month) + 1).padStart(2, "0")}-01`));
}

/** @returns {[number, number] | null} */
const both = (first, next) => (first === null ? null : [first, next === null ? first : next - 1]);

/**
 * The stretch of time that a question names, and the question without it: "the treaty of 18 June 2024", "since October 2024",
 * "from 2023 to 2024". Null: it names none.
 * @returns {{ since: number | null, until: number | null, rest: string } | null}
 */
export function timeIn(text) {
  const match = TIME.exec(text), first = match && daysOf(match[2]), second = match?.[3] ? daysOf(match[3]) : first;
  if (!first || !second) return null;
  const rest = text.replace(match[0], " ").replace(/\s+/g, " ").trim(), how = match[3] ? "" : (match[1] ?? "").toLowerCase();
  const [since, until] = [Math.min(first[0], second[0]), Math.max(first[1], second[1])];
  if (["since", "from"].includes(how)) return { since, until: null, rest };
  if (how === "after") return { since: until + 1, until: null, rest };
  if (how === "before") return { since: null, until: since - 1, rest };
  return ["until", "till", "by"].includes(how) ? { since: null, until, rest } : { since, until, rest };
}

/** Without the words that ask for what was denied. */
export const withoutDenying = (asked) => asked.split(" ").filter((word) => !DENIES.test(word)).join(" ");

/** Whether it is asked who denies anything at all. */
export function asksForDenied(asked) {
  const words = plainWords(asked);
  return words.some((word) => DENIES.test(word)) && words.every((word) => DENIES.test(word) || ["anything", "something"].includes(word));
}
