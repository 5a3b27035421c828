// A question in the search box: which words ask, and which two or three actors it names.
import { findActors } from "./find.js";
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

const BETWEEN = /\s*(?:[\u2013\u2014\u2192>,/]|\s-+\s|(?<=\s)(?:to|through|via|and|with|reach(?:es)?|connected to|linked to)(?=\s))\s*/iu;
const ASKING = /^\s*(?:how (?:does|do|did|can|is|are)|the way from|from|path from|path)\s+|\s*\?\s*$/giu;

// "Seoul to Pyongyang through Beijing", "Seoul Pyongyang": two or three actors by name, the one between them where it is named as such.
export function pathEnds(text) {
  const parts = text.replace(ASKING, "").split(BETWEEN).map((part) => part.trim()), said = parts.length > 1;
  const through = /\s(?:through|via)\s/i.test(text);
  const actors = said ? [parts] : splitsOf(foldText(text).split(" "));
  for (const names of actors) {
    if (names.length < 2 || names.length > 3 || names.some((name) => !name)) continue;
    const found = names.map((name, k) => whoIs(name, said || k === names.length - 1));
    if (found.includes(null) || new Set(found).size < found.length) continue;
    if (found.length === 2) return { from: found[0], to: found[1], via: null };
    return through ? { from: found[0], to: found[1], via: found[2] } : { from: found[0], to: found[2], via: found[1] };
  }
  return null;
}

// Words as two or three names.
function splitsOf(words) {
  const found = [];
  if (words.length < 2 || words.length > 8 || findActors(words.join(" "), 1).length) return found;
  for (let i = 1; i < words.length; i++) {
    found.push([words.slice(0, i).join(" "), words.slice(i).join(" ")]);
    for (let j = i + 1; j < words.length; j++) found.push([words.slice(0, i).join(" "), words.slice(i, j).join(" "), words.slice(j).join(" ")]);
  }
  return found.sort((a, b) => a.length - b.length);
}

// Who is called so; what is still being typed may be the beginning of a name.
function whoIs(name, partly) {
  const first = name.length > 1 ? findActors(name, 1, { near: false })[0] : null;
  return first && first.best <= (partly && name.length > 2 ? 3 : 0) ? first.actor : null;
}

const AMONG = /^\s*(?:(?:everything|anything|all|what)\s+)?(?:(?:that\s+)?(?:is|was|there is|passed|passes|happened|happens|went on)\s+)?(?:between|among)\s+(.+?)\s*\??$/i;

/** "between the US, South Korea and Japan": two or more actors; null: it does not ask that. @returns {number[] | null} */
export function amongWhom(text) {
  const said = AMONG.exec(text)?.[1];
  if (!said) return null;
  const names = said.split(/\s*,\s*|\s+and\s+/i).map((name) => name.trim()).filter(Boolean), found = names.map((name) => whoIs(name, true));
  return names.length > 1 && !found.includes(null) && new Set(found).size === found.length ? /** @type {number[]} */ (found) : null;
}
