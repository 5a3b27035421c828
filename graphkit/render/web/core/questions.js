// A question in the search box: which words ask, and which two or three actors it names.
import { findActors, isCalled } from "./find.js";
import { D } from "./record.js";
import { foldText } from "./words.js";

// A question in the search box: who answered, or the way from one actor to another. Each with words, a count and what it does.
export const ASKED_ANSWERS = /(?<= )(answer(s|ed|ing)?|repl(y|ies|ied)|respon(d|ds|ded|se|ses)|react(s|ed|ion|ions)?)(?= )/g;
export const FILLING = /(?<= )(what|who|whom|how|did|do|does|has|have|the|of|to|in|by|from|s)(?= )/g;
const NOUN = /^(?:answers?|repl(?:y|ies)|responses?|reactions?)$/;

/**
 * Who answered whom, as it is asked, each as words: "what Japan answered", "who answered Japan", "answers by Japan to China".
 * @param {string} padded folded, with a space at both ends
 * @returns {{ giver: string, answered: string }}
 */
export function whoAnswered(padded) {
  ASKED_ANSWERS.lastIndex = 0;
  const match = ASKED_ANSWERS.exec(padded), verb = match[0], words = (text) => ` ${text} `.replaceAll(" ", "  ").replace(FILLING, "").replace(/ (?:was|were|been|being|got|gets) /g, " ").replace(/\s+/g, " ").trim();
  const before = padded.slice(0, match.index), after = padded.slice(match.index + verb.length);
  const passive = /\b(?:was|were|been|being|got|gets)\s+(?:\S+\s+){0,4}$/.test(before) || /^ by /.test(after);
  const [, by = "", to = ""] = /^(?:.*? )??(?:(?:by|from|of) (.*?))?(?: ?\bto (.*))?$/.exec(after.trim()) ?? [];
  const named = words(before), rest = words(after);
  if (/^ (?:by|from) /.test(after) || (NOUN.test(verb) && /^ of /.test(after))) return { giver: words(by), answered: words(to) || (passive ? named : "") };
  // a reply is to somebody, whoever is named before it gave it; "was answered to Japan" is told of Japan
  return passive ? { giver: "", answered: rest || named } : { giver: named, answered: rest };
}

const BETWEEN = /\s*(?:[\u2013\u2014\u2192>,/&+]|\s-+\s|(?<=\s)(?:to|through|via|and|with|versus|vs\.?|reach(?:es)?|connected to|linked to)(?=\s))\s*/iu;
const ASKING = /^\s*(?:how (?:does|do|did|can|is|are)|the way from|from|path from|path)\s+|\s*\?\s*$/giu;
// What asks for the way from one to another, not for what is between two.
const WAY = /[\u2192>]|\s(?:to|through|via|reach(?:es)?)\s|^\s*(?:how|the way|from|path)\s/iu;
const NAMES_AT_MOST = 16;

/**
 * "Seoul to Pyongyang through Beijing", "Seoul Pyongyang", "Kyiv and Moscow": two or three actors by any of their names, the one between
 * them where it is named as such; whether a way is asked for, or two are named and no more; and whether all names are whole.
 * @param {string} text
 * @returns {{ from: number, to: number, via: number | null, way: boolean, whole: boolean } | null}
 */
export function namedTogether(text) {
  const asked = text.replace(ASKING, ""), parts = asked.split(BETWEEN).map((part) => part.trim()), said = parts.length > 1, way = WAY.test(text);
  for (const names of [...(said ? [parts] : []), ...(said && way ? [] : splitsOf(foldText(asked).split(" ")))]) {
    if (names.length < 2 || names.length > 3 || names.some((name) => !name)) continue;
    const found = whoAre(names, said && names === parts);
    if (!found) continue;
    const [from, second, third = null] = found, through = /\s(?:through|via)\s/i.test(text);
    const [to, via] = third === null ? [second, null] : through ? [second, third] : [third, second];
    return { from, to, via, way: way || third !== null, whole: names.every(isCalled) };
  }
  return null;
}

// Words as two or three names; none where they are one name, or the beginning of one.
function splitsOf(words) {
  const found = [];
  if (words.length < 2 || words.length > NAMES_AT_MOST || (findActors(words.join(" "), 1, { near: false })[0]?.best ?? 9) <= 3) return found;
  const part = (i, j) => words.slice(i, j).join(" ");
  for (let i = 1; i < words.length; i++) {
    if (!isCalled(part(0, i))) continue;
    found.push([part(0, i), part(i)]);
    for (let j = i + 1; j < words.length; j++) if (isCalled(part(i, j))) found.push([part(0, i), part(i, j), part(j)]);
  }
  return found.sort((a, b) => a.length - b.length);
}

// Different actors, one for each name; what is still being typed may be the beginning of the last.
function whoAre(names, said) {
  const found = [];
  for (const [k, name] of names.entries()) {
    const actor = whoIs(name, { most: said ? 3 : k === names.length - 1 ? 2 : 0 });
    if (actor === null || found.includes(actor)) return null;
    found.push(actor);
  }
  return found;
}

// Who is called so, or by a part of the name where it is a person; else by its beginning.
function whoIs(name, { most }) {
  const some = name.length > 1 ? findActors(name, 12, { near: false }) : [], [first] = some;
  if (!first || first.best === 0) return first ? first.actor : null;
  const person = some.find(({ actor, best }) => best <= 3 && D.kinds[D.actors.kind[actor]] === "person" && isCalled(foldText(name)));
  return person ? person.actor : name.length > 2 && first.best <= most ? first.actor : null;
}

const AMONG = /^\s*(?:(?:everything|anything|all|what)\s+)?(?:(?:that\s+)?(?:is|was|there is|passed|passes|happened|happens|went on)\s+)?(?:between|among)\s+(.+?)\s*\??$/i;

/** "between the US, South Korea and Japan": two or more actors; null: it does not ask that. @returns {number[] | null} */
export function amongWhom(text) {
  const said = AMONG.exec(text)?.[1];
  if (!said) return null;
  const names = said.split(/\s*,\s*|\s+and\s+/i).map((name) => name.trim()).filter(Boolean), found = names.map((name) => whoIs(name, { most: 3 }));
  return names.length > 1 && !found.includes(null) && new Set(found).size === found.length ? /** @type {number[]} */ (found) : null;
}
