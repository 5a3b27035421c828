// Finding an actor by any of its names, in any script, with or without accents.
import { weightOf } from "./answers.js";
import { plainWords, questionOf } from "./asking.js";
import { D, sideOf } from "./record.js";
import { S } from "./state.js";
import { namesOf, typeWords, wasDenied, whoSays } from "./telling.js";
import { V } from "./view.js";
import { foldText } from "./words.js";

/** What is searched in, each folded once: ahead while nobody waits, the rest when it is asked for. */
const NAMES = { made: [], count: () => D.ownCount, one: namesFolded }, WORDS = { made: [], count: () => D.relationCount, one: wordsFolded, asof: null };

// Go on folding for as long as there is time; true: all of it is folded. Who denies what is as of the day that is shown.
function fold(kind, more) {
  if (kind === WORDS && WORDS.asof !== S.asof) Object.assign(WORDS, { made: [], asof: S.asof });
  for (; kind.made.length < kind.count(); kind.made.push(kind.one(kind.made.length))) if (!more()) return false;
  return true;
}

function folded(kind) {
  fold(kind, () => true);
  return kind.made;
}

/** Fold what the first key will need, for as long as there is time; true: all is folded. @param {() => boolean} more */
export const foldAhead = (more) => [NAMES, WORDS].every((kind) => fold(kind, more));

/** Every name and every word of one, with its letters and those who bear it. @type {Map<string, { letters: number, actors: number[] }>} */
const bearers = new Map();
/** What each actor is in, once asked for. @type {Map<number, any[]> | null} */
let posts = null;

// An actor's name, id and other names, and the offices it holds with those it holds them in.
function namesFolded(actor) {
  const names = [D.actors.name[actor], D.actors.id[actor], ...D.actors.aliases[actor]].map(foldText);
  for (const word of new Set(names.flatMap((name) => [name, ...name.split(" ")]))) (bearers.get(word) ?? bearers.set(word, { letters: lettersOf(word), actors: [] }).get(word)).actors.push(actor);
  return { names, titles: postsOf(actor).filter(({ title }) => title).map(({ title, organisation }) => [`${title}, ${D.actors.name[organisation]}`, ` ${foldText(`${title} ${namesOfWhole(organisation)}`)}`]) };
}

function postsOf(actor) {
  if (!posts) {
    posts = new Map();
    for (const one of D.affiliations) (posts.get(one.actor) ?? posts.set(one.actor, []).get(one.actor)).push(one);
  }
  return posts.get(actor) ?? [];
}

const namesOfWhole = (actor) => [actor, ...postsOf(actor).map((one) => one.organisation)].map((one) => D.actors.name[one]).join(" ");

// What was done, where, by whom and to whom, and who denies it.
function wordsFolded(i) {
  const { summary, gist, id, place, actors, recipients } = D.relations, denied = wasDenied(i) ? `denies denied ${whoSays(i, ["denies"]).join(" ")}` : "";
  const offices = [...sideOf(actors[i]), ...sideOf(recipients[i])].flatMap((one) => postsOf(one).map(({ title }) => title));
  return ` ${foldText([summary[i], gist[i], id[i], typeWords(i), place[i], namesOf(actors[i]), namesOf(recipients[i]), ...offices, denied].join(" "))}`;
}

/** Whether somebody is called so, or by that word among others. @param {string} text */
export function isCalled(text) {
  folded(NAMES);
  return bearers.has(foldText(text));
}

// Which letters there are, each as a bit that it may share with others.
function lettersOf(word) {
  let bits = 0;
  for (let k = 0; k < word.length; k++) bits |= 1 << (word.charCodeAt(k) & 31);
  return bits;
}

// Whether no more than two, or one, of some letters are there.
const few = (bits, most) => { const rest = bits & (bits - 1); return !(most === 2 ? rest & (rest - 1) : rest); };

// How many letters differ, up to a few: added, left out, changed, or two exchanged (optimal string alignment).
function lettersApart(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above = [], before = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      now[j] = Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], above[j - 2] + 1);
    }
    if (Math.min(...now) > most) return most + 1;
    [above, before] = [before, now];
  }
  return before[b.length];
}

// When nothing fits as it is spelt: names, or words of names, that differ in a letter or two.
function nearActors(asked) {
  const most = asked.length > 7 ? 2 : asked.length > 3 ? 1 : 0, least = new Map();
  if (!most) return [];
  const called = folded(NAMES), own = lettersOf(asked);
  for (const [word, { letters, actors }] of bearers) {
    if (Math.abs(word.length - asked.length) > most || !few(own & ~letters, most) || !few(letters & ~own, most)) continue;
    const apart = lettersApart(asked, word, most);
    for (const actor of apart <= most ? actors : []) {
      const whole = called[actor].names.includes(word), now = least.get(actor);
      if (!now || Number(whole) > Number(now.whole) || (whole === now.whole && apart < now.apart)) least.set(actor, { apart, whole });
    }
  }
  // a whole name that is nearly so is rather meant than one word of another
  return [...least].map(([actor, { apart, whole }]) => ({ actor, best: whole ? 3.5 + apart / 10 : 4 + apart, alias: "" }));
}

/**
 * Relations whose summary, type, place, parties, their offices or deniers have the words that were asked for, or words that mean the
 * same: those with a word at its beginning first, then those that are answered and told most. What was denied, where that is asked.
 * Of a longer question one word may be missing; `lacking` says which.
 * @returns {{ found: number[], lacking: string[], denied: boolean }}
 */
export function askRelations(text, limit = 6) {
  const { words, denied } = questionOf(foldText(text));
  if (!words[0]?.word && !denied) return { found: [], lacking: [], denied };
  for (const one of words) one.alike = [...one.alike, ...namesBehind(one.word), ...(denied ? speaksFor(one.word) : [])];
  const texts = folded(WORDS), fits = denied ? (i) => wasDenied(i) : () => true;
  const all = holding(texts, words, { least: words.length, limit, fits });
  if (all.length || words.length < 3) return { found: all, lacking: [], denied };
  const found = holding(texts, words, { least: words.length - 1, limit, fits }), first = found[0];
  return { found, denied, lacking: first === undefined ? [] : words.filter(({ alike }) => !alike.some((word) => texts[first].includes(word))).map(({ word }) => word) };
}

// "Kyiv" is also Ukraine: the names of those who are called so.
function namesBehind(word) {
  const called = folded(NAMES), some = bearers.get(word)?.actors ?? [];
  return some.filter((actor) => called[actor].names.indexOf(word) > 1).slice(0, 2).map((actor) => called[actor].names[0]);
}

// What a spokesman denies is recorded as denied by those he speaks for.
function speaksFor(word) {
  folded(NAMES);
  const some = (bearers.get(word)?.actors ?? []).filter((actor) => D.kinds[D.actors.kind[actor]] === "person");
  return some.slice(0, 2).flatMap((actor) => postsOf(actor).map(({ organisation }) => foldText(D.actors.name[organisation])));
}

export const findRelations = (text, limit = 6) => askRelations(text, limit).found;

// By how many of the words, and how many at a word's beginning: as many lists as there are sums, since sorting takes longer.
function holding(texts, words, { least, limit, fits }) {
  const asked = words.map(({ word, alike }) => ({ word, others: alike.filter((one) => one !== word).map((one) => ` ${one}`) })), lists = [];
  for (let i = 0; i < texts.length; i++) {
    if (V.pass[i]) continue;
    let held = 0, first = 0;
    for (let k = 0; k < asked.length && held + asked.length - k >= least; k++) {
      const at = texts[i].indexOf(asked[k].word);
      if (at < 0 && !asked[k].others.some((one) => texts[i].includes(one))) continue;
      held++;
      if (at < 0 || texts[i][at - 1] === " " || texts[i].includes(` ${asked[k].word}`)) first++;
    }
    if (held < least || !fits(i)) continue;
    keepBest(lists[2 * held + first] ??= [], i, limit);
  }
  return lists.reverse().flat().slice(0, limit);
}

// The weightiest few, the first of those alike.
function keepBest(list, i, limit) {
  const weight = weightOf(i);
  if (list.length === limit && weightOf(list[limit - 1]) >= weight) return;
  const at = list.findIndex((other) => weightOf(other) < weight);
  list.splice(at < 0 ? list.length : at, 0, i);
  if (list.length > limit) list.pop();
}

const KEPT = 64;
/** What was asked last: the keys of one question ask much of it again. */
let asked = { of: null, found: new Map() };

/** Whole names first, then beginnings of names, of words, then anywhere; the involved before the rest. `near`: also what is spelt nearly so. */
export function findActors(text, limit = 12, { near = true } = {}) {
  const words = foldText(text), key = `${near} ${words}`;
  if (!words) return [];
  if (asked.of !== V.involvement || asked.found.size > KEPT) asked = { of: V.involvement, found: new Map() };
  if (!asked.found.has(key)) asked.found.set(key, namedSo(words, near));
  return asked.found.get(key).slice(0, limit);
}

const byRank = (a, b) => a.best - b.best || V.involvement[b.actor] - V.involvement[a.actor] || a.actor - b.actor;

function namedSo(sought, near) {
  const found = [], plain = plainWords(sought).map((word) => ` ${word}`);
  folded(NAMES).forEach(({ names, titles }, actor) => {
    let best = 9, which = 0;
    for (let k = 0; k < names.length; k++) {
      const name = names[k], at = name.indexOf(sought);
      if (at < 0) continue;
      const whole = k === 0 && D.actors.home[actor] === actor && name.split(" ").includes(sought);
      const rank = name === sought ? 0 : whole ? 0.5 : at === 0 ? (k === 0 ? 1 : 2) : name[at - 1] === " " ? 3 : 4;
      if (rank < best) { best = rank; which = k; }
    }
    if (best < 9) found.push({ actor, best, alias: which > 1 ? D.actors.aliases[actor][which - 2] : "" });
    else {
      const office = titles.find(([, words]) => plain.every((word) => words.includes(word)));
      if (office) found.push({ actor, best: 4, alias: office[0] });
    }
  });
  if (near && !found.some(({ best }) => best <= 3)) {
    const nearly = nearActors(sought);
    // what is nearly the name that was asked for is rather meant than an office that has such words
    const whole = nearly.filter((one) => one.best < 4), others = new Set(whole.map(({ actor }) => actor));
    return [...whole, ...found.filter(({ actor }) => !others.has(actor)), ...(found.length ? [] : nearly.filter((one) => one.best >= 4))].sort(byRank);
  }
  return found.sort(byRank);
}
