// Everything about the pairs of actors in view, and the relations and neighbours behind them.
import { FAIL, hasRange, surelyInTime } from "./filters.js";
import { byDate } from "./days.js";
import { arcs, ownArcs, pairOf } from "./groups.js";
import { D, idOf, isCoded, isOwn, isTie, sideOf, toneOf } from "./record.js";
import { S } from "./state.js";
import { PLAIN, isDone, toldWords, wasDenied } from "./telling.js";
import { V } from "./view.js";

// blue, grey or orange: the balance of cooperation and conflict
export function toneName(coop, conf, tie = 0, ties = true, own = false) {
  if (coop + conf === 0 && !ties) return own ? "own" : "mixed";
  if (coop + conf === 0) return tie > 0 ? "coop" : tie < 0 ? "conf" : "tie";
  const balance = (coop - conf) / (coop + conf);
  return balance > 0.2 ? "coop" : balance < -0.2 ? "conf" : "mixed";
}

// Everything about each pair of actors that a link shows.
export function computePairs() {
  const now = arcs(), own = ownArcs(), count = now.pairA.length, off = V.actorOff, range = hasRange();
  const make = () => new Int32Array(count);
  const stats = {
    n: make(), coop: make(), conf: make(), ties: make(), forth: make(), back: make(), plain: make(), denied: make(),
    coded: make(), own: make(), sure: make(), tieTone: new Int8Array(count), last: make().fill(-1),
  };
  const plain = D.statuses.map((status) => PLAIN.includes(status));
  const involvement = new Int32Array(D.actorCount), seen = new Int32Array(D.actorCount).fill(-1);
  for (let k = 0; k < now.relation.length; k++) {
    const i = now.relation[k];
    if (V.pass[i]) continue;
    const a = now.from[k], b = now.to[k];
    if (off !== null && (off[own.from[k]] || off[own.to[k]])) continue;
    if (seen[a] !== i) { seen[a] = i; involvement[a]++; }
    if (seen[b] !== i) { seen[b] = i; involvement[b]++; }
    const p = now.pair[k], mutual = D.relations.mutual[i];
    const tone = toneOf(i);
    if (a === now.pairA[p] || mutual) stats.forth[p]++;
    if (b === now.pairA[p] || mutual) stats.back[p]++;
    if (stats.last[p] === i) continue;
    stats.last[p] = i;
    stats.n[p]++;
    if (!range || surelyInTime(i)) stats.sure[p]++;
    if (isCoded(i)) stats.coded[p]++;
    if (isOwn(i)) stats.own[p]++;
    if (tone > 0) stats.coop[p]++;
    else if (tone < 0) stats.conf[p]++;
    else if (isTie(i)) {
      stats.ties[p]++;
      const score = D.types[D.relations.type[i]].score;
      stats.tieTone[p] = Math.sign(score);
    }
    if (plain[D.relations.status[i]]) stats.plain[p]++;
    if (wasDenied(i)) stats.denied[p]++;
  }
  V.stats = stats;
  V.involvement = involvement;
}

export const pairId = (p) => `${idOf(arcs().pairA[p])}\n${idOf(arcs().pairB[p])}`;
export const linkTone = (p) => toneName(V.stats.coop[p], V.stats.conf[p], V.stats.tieTone[p], V.stats.ties[p] > 0, V.stats.own[p] > 0);

// Nothing plainly asserted stands behind it.
export const linkSoft = (p) => V.stats.plain[p] === 0;
export const onlyCoded = (p) => V.stats.coded[p] === V.stats.n[p];
/** Whether all that stands behind a link only may lie in the chosen time. */
export const onlyMaybe = (p) => V.stats.n[p] > 0 && V.stats.sure[p] === 0;
export const onlyTies = (p) => V.stats.ties[p] === V.stats.n[p];

// The relations in view between two actors, or of one actor, in order of date.
export function relationsBetween(a, b, now = arcs()) {
  const p = pairOf(a, b, now), found = new Set();
  if (p === undefined) return [];
  for (let k = 0; k < now.relation.length; k++) {
    if (now.pair[k] === p && !V.pass[now.relation[k]]) found.add(now.relation[k]);
  }
  return [...found].sort(byDate);
}

export function relationsOf(actor) {
  const now = arcs(), found = new Set();
  for (let k = 0; k < now.relation.length; k++) {
    if ((now.from[k] === actor || now.to[k] === actor) && !V.pass[now.relation[k]]) found.add(now.relation[k]);
  }
  return [...found].sort(byDate);
}

export function relationsInView() {
  const found = [];
  for (let i = 0; i < D.relationCount; i++) if (!V.pass[i]) found.push(i);
  return found.sort(byDate);
}

// Actors linked to one, in view: those drawn and those not.
export function neighboursOf(actor) {
  const now = arcs(), drawn = [], hidden = [];
  for (let p = 0; p < now.pairA.length; p++) {
    if (!V.stats.n[p] || (now.pairA[p] !== actor && now.pairB[p] !== actor)) continue;
    const other = now.pairA[p] === actor ? now.pairB[p] : now.pairA[p];
    // who deals with itself is no neighbour of its own
    if (other === actor) continue;
    (V.shownSet.has(other) ? drawn : hidden).push(other);
  }
  return { drawn, hidden };
}

// The actors within so many steps of one, over the links drawn.
export function around(actor, steps) {
  const now = arcs();
  let found = new Set([actor]);
  for (let step = 0; step < steps; step++) {
    const next = new Set(found);
    for (const p of V.pairs) {
      if (found.has(now.pairA[p])) next.add(now.pairB[p]);
      if (found.has(now.pairB[p])) next.add(now.pairA[p]);
    }
    found = next;
  }
  return found;
}

// The signs that stand for the parties of a relation.
export const partiesDrawn = (relation) => [...sideOf(arcs().actors[relation]), ...sideOf(arcs().recipients[relation])];

// How many documents, retellings apart, stand behind each link in view; counted when first asked for.
export function documentsBehind() {
  const { stats } = V, now = arcs();
  if (stats.documents || !D.whole) return stats.documents ?? null;
  const sets = Array.from(stats.n, () => null);
  for (let k = 0; k < now.relation.length; k++) {
    const i = now.relation[k], p = now.pair[k];
    if (V.pass[i] || !stats.n[p]) continue;
    sets[p] ??= new Set();
    for (let row = D.evidenceFrom[i]; row < D.evidenceFrom[i + 1]; row++) {
      if (!D.documents[D.evidence.document[row]]?.retells) sets[p].add(D.evidence.document[row]);
    }
  }
  stats.documents = Int32Array.from(sets, (set) => set?.size ?? 0);
  return stats.documents;
}

export const onOneDocument = (p) => documentsBehind()?.[p] === 1;
/** So many dotted lines at most are drawn in no time. */
const DOTTED_AT_MOST = 400;
/** Whether a link is dotted; where everything rests on one source that says nothing. */
export const isDotted = (p) => S.single && D.several && V.pairs.length <= DOTTED_AT_MOST && onOneDocument(p);

let newcomers = { pass: null, pairs: null, actors: null };

// The first day of each link and each actor, whatever the chosen time; all other filters apply.
function firstDays() {
  if (newcomers.pass === V.pass) return newcomers;
  const now = arcs(), pairs = new Float64Array(now.pairA.length).fill(Infinity), actors = new Float64Array(D.actorCount).fill(Infinity);
  for (let k = 0; k < now.relation.length; k++) {
    const i = now.relation[k];
    if (V.pass[i] & ~FAIL.time) continue;
    // what has no first day may have been there all along
    const day = D.relations.since[i] ?? -Infinity, p = now.pair[k];
    if (day < pairs[p]) pairs[p] = day;
    for (const one of [now.from[k], now.to[k]]) if (day < actors[one]) actors[one] = day;
  }
  newcomers = { pass: V.pass, pairs, actors };
  return newcomers;
}

export const isNewPair = (p) => firstDays().pairs[p] >= S.since;
export const isNewActor = (actor) => firstDays().actors[actor] >= S.since;

// What most of the relations of a link in view are: of those that were done, if any were.
function topVerb(p) {
  const now = arcs(), between = relationsBetween(now.pairA[p], now.pairB[p]), done = between.filter(isDone), groups = new Map();
  for (const i of done.length ? done : between) {
    const words = toldWords(i);
    groups.set(words, [...(groups.get(words) ?? []), i]);
  }
  const [words, found] = [...groups].sort((a, b) => b[1].length - a[1].length || D.relations.type[a[1][0]] - D.relations.type[b[1][0]])[0] ?? ["", []];
  return found.length > 1 ? `${words} × ${found.length}` : words;
}

let verbs = { pass: null, arcs: null, words: new Map() };

export function verbOf(p) {
  if (verbs.pass !== V.pass || verbs.arcs !== V.arcs) verbs = { pass: V.pass, arcs: V.arcs, words: new Map() };
  if (!verbs.words.has(p)) verbs.words.set(p, topVerb(p));
  return verbs.words.get(p);
}

// What lies between two states once their persons and agencies stand for them.
export function doneBetween(a, b) {
  return rolledBeside(relationsBetween(a, b), (from, to) => (from === a && to === b) || (from === b && to === a));
}

export const isDated = (i) => D.relations.since[i] !== null || D.relations.until[i] !== null;
export const latestFirst = (relations) => [...relations.filter(isDated).reverse(), ...relations.filter((i) => !isDated(i))];

// What counts for a state once its persons and agencies stand for it.
export function doneFor(actor) {
  return rolledBeside(relationsOf(actor), (from, to) => from === actor || to === actor);
}

// The relations in view that fit once persons and agencies stand for their states, without those that are there anyway.
function rolledBeside(known, fits) {
  if (S.roll || !D.rolled) return [];
  const own = new Set(known), found = new Set(), { relation, from, to } = D.rolled;
  for (let k = 0; k < relation.length; k++) {
    if (fits(from[k], to[k]) && !own.has(relation[k]) && !V.pass[relation[k]]) found.add(relation[k]);
  }
  return [...found].sort(byDate);
}

// What an actor speaks of or carries without taking part in it.
export function spokenBy(actor) {
  const part = new Set(relationsOf(actor)), found = new Set();
  for (let k = 0; k < D.evidence.relation.length; k++) {
    const relation = D.evidence.relation[k];
    if ((D.evidence.speaker[k] === actor || D.evidence.via[k] === actor) && !part.has(relation) && !V.pass[relation]) {
      found.add(relation);
    }
  }
  return [...found].sort(byDate);
}
