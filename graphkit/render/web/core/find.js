// Finding an actor by any of its names, in any script, with or without accents.
import { D } from "./record.js";
import { namesOf, typeWords, wasDenied, whoSays } from "./telling.js";
import { V } from "./view.js";
import { foldText } from "./words.js";

let foldedNames = null;

// Each actor's name, id, other names, and the offices it holds with those it holds them in.
function namesFolded() {
  if (foldedNames) return foldedNames;
  foldedNames = D.actors.name.slice(0, D.ownCount).map((name, i) => [name, D.actors.id[i], ...D.actors.aliases[i]].map(foldText));
  titles = D.actors.name.map(() => []);
  for (const { actor, title, organisation } of D.affiliations) {
    if (title) titles[actor].push([`${title}, ${D.actors.name[organisation]}`, foldText(`${title} ${namesOfWhole(organisation)}`)]);
  }
  return foldedNames;
}

let titles = [];

const namesOfWhole = (actor) => [actor, ...D.affiliations.filter((one) => one.actor === actor).map((one) => one.organisation)]
  .map((one) => D.actors.name[one]).join(" ");

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
    [above, before] = [before, now];
  }
  return before[b.length];
}

// When nothing fits as it is spelt: names, or words of names, that differ in a letter or two.
function nearActors(asked) {
  const most = asked.length > 7 ? 2 : asked.length > 3 ? 1 : 0, found = [];
  if (!most) return found;
  namesFolded().forEach((names, actor) => {
    const least = Math.min(...names.flatMap((name) => [name, ...name.split(" ")]).map((name) => lettersApart(asked, name, most)));
    if (least <= most) found.push({ actor, best: 4 + least, alias: "" });
  });
  return found;
}

const FILLERS = new Set("a an the of for to in by on from with and that who what did does do has have was were is are s".split(" "));

// The words of a question that say something.
function plainWords(asked) {
  const words = asked.split(" "), said = words.filter((word) => !FILLERS.has(word));
  return said.length ? said : words;
}

let foldedRelations = null;

/** Relations whose summary, type, place, parties or deniers have all the words: those with a word at its beginning first. */
export function findRelations(text, limit = 6) {
  const words = plainWords(foldText(text));
  if (!words[0]) return [];
  foldedRelations ??= D.relations.id.map((_, i) => ` ${foldText([D.relations.summary[i], D.relations.id[i], typeWords(i), D.relations.place[i], namesOf(D.relations.actors[i]), namesOf(D.relations.recipients[i]),
    wasDenied(i) ? `denies denied ${whoSays(i, ["denies"]).join(" ")}` : ""].join(" "))}`);
  const holding = (/** @type {number} */ least) => {
    const found = [];
    for (let i = 0; i < foldedRelations.length; i++) {
      if (V.pass[i]) continue;
      const text2 = foldedRelations[i], held = words.filter((word) => text2.includes(word));
      if (held.length >= least) found.push([i, 2 * held.length + held.filter((word) => text2.includes(` ${word}`)).length]);
    }
    return found.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit).map(([i]) => i);
  };
  // where nothing holds all the words, what holds all but one of them
  const all = holding(words.length);
  return all.length || words.length < 3 ? all : holding(words.length - 1);
}

// Whole names first, then beginnings of names, of words, then anywhere; the involved before the rest.
export function findActors(text, limit = 12) {
  const asked = foldText(text);
  if (!asked) return [];
  const found = [];
  namesFolded().forEach((names, actor) => {
    let best = 9, which = 0;
    for (let k = 0; k < names.length; k++) {
      const name = names[k], at = name.indexOf(asked);
      if (at < 0) continue;
      const whole = k === 0 && D.actors.home[actor] === actor && name.split(" ").includes(asked);
      const rank = name === asked ? 0 : whole ? 0.5 : at === 0 ? (k === 0 ? 1 : 2) : name[at - 1] === " " ? 3 : 4;
      if (rank < best) { best = rank; which = k; }
    }
    if (best < 9) found.push({ actor, best, alias: which > 1 ? D.actors.aliases[actor][which - 2] : "" });
    else {
      const office = titles[actor].find(([, folded]) => plainWords(asked).every((word) => ` ${folded}`.includes(` ${word}`)));
      if (office) found.push({ actor, best: 4, alias: office[0] });
    }
  });
  if (!found.length) found.push(...nearActors(asked));
  found.sort((a, b) => a.best - b.best || V.involvement[b.actor] - V.involvement[a.actor] || a.actor - b.actor);
  return found.slice(0, limit);
}
