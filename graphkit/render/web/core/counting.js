// Counts over a chosen time: how many surely lie in it, and how many more have a date that leaves that open.
import { computeCounts, hasRange, isOfLine, lineCounts, lineCountsSure, parted, surelyInTime } from "./filters.js";
import { isGrouped, ownArcs, takesPart } from "./groups.js";
import { relationsInView } from "./links.js";
import { countedInTime } from "./marks.js";
import { D } from "./record.js";
import { S } from "./state.js";
import { deniedCount, wasDenied } from "./telling.js";
import { V } from "./view.js";
import { T } from "./words.js";

/** Of how many events of a table some relations are the sums, in words; blank: they are no such sums. @param {number[]} relations @returns {string} */
export const eventWords = (relations) => (D.meta.events ? T.ofEvents(relations.reduce((sum, i) => sum + D.meta.events[i], 0)) : "");

/** How many some relations are. @param {number[]} relations */
export function countWords(relations) {
  const { sure, open } = parted(relations);
  return `${T.relationsOf(sure.length, open.length)}${eventWords(relations)}`;
}

/** How many of some relations were denied, and acknowledged since; blank: none. @param {number[]} relations @returns {string} */
export function deniedWords(relations) {
  const { sure, open } = parted(relations), words = deniedCount(sure), more = open.filter(wasDenied).length;
  return words || !more ? `${words}${T.openMore(more)}` : T.openOnly(more, "denied relation");
}

/** How many relations are in view: surely, and possibly. */
export function inView() {
  if (!hasRange()) return { sure: V.relations, open: 0 };
  // those of the other filters alone; what is left out as unsure is none of them
  const { may, sure } = countedInTime();
  return { sure, open: S.sure ? 0 : may - sure };
}

export function viewWords() {
  const { sure, open } = inView();
  return T.live.view(sure, open);
}

export function viewOfAll() {
  const { sure, open } = inView();
  return `${T.counted(sure, D.relationCount, open)}${D.meta.events ? eventWords(relationsInView()) : ""}`;
}

/** How many an entry of the legend line stands for. */
export const lineWords = (name) => T.span(lineCountsSure()[name], lineCounts()[name]);

/** How many of some relations each entry of the legend line stands for, as words. @param {number[]} relations */
export function linesAmong(relations) {
  const { sure, open } = parted(relations), of = (/** @type {number[]} */ some, name) => some.filter((i) => isOfLine(i, name)).length;
  return (/** @type {string} */ name) => { const least = of(sure, name); return T.span(least, least + of(open, name)); };
}

// How many actors of each kind and of each bloc take part.
function actorsBy(takes) {
  const found = { kind: {}, bloc: {} }, add = (facet, key) => { found[facet][key] = (found[facet][key] ?? 0) + 1; };
  for (let actor = 0; actor < D.ownCount; actor++) {
    if (!takes(actor)) continue;
    add("kind", D.kinds[D.actors.kind[actor]]);
    add("bloc", D.blocs[D.actors.bloc[actor]] ?? "");
  }
  return found;
}

// Those who take part in what surely lies in the chosen time.
function surelyInvolved() {
  const { relation, from, to } = ownArcs(), some = new Set();
  for (let k = 0; k < relation.length; k++) if (!V.pass[relation[k]] && surelyInTime(relation[k])) some.add(from[k]).add(to[k]);
  return some;
}

/** How many each entry of the filters stands for: surely and, where a time is chosen, possibly, as words; and whether that is none. */
export function entryCounts() {
  computeCounts();
  const involved = (actor) => (isGrouped() ? takesPart(actor) : V.involvement[actor]) > 0, most = { ...V.counts, ...actorsBy(involved) };
  const some = hasRange() ? surelyInvolved() : null, sure = some ? { ...V.surely, ...actorsBy((actor) => some.has(actor) && involved(actor)) } : most;
  const sum = (counts, facet, keys) => keys.reduce((all, key) => all + (counts[facet]?.[key] ?? 0), 0);
  return {
    /** @param {string} facet @param {string[]} keys */
    words: (facet, keys) => T.span(sum(sure, facet, keys), sum(most, facet, keys)),
    /** @param {string} facet @param {string} key */
    isNone: (facet, key) => !most[facet]?.[key],
  };
}
