// Which signs and links are drawn: the most involved actors, the strongest links, and whatever was asked for by name.
import { answerList, answersOpen } from "./answers.js";
import { computeFilters } from "./filters.js";
import { arcs, isGrouped, ownArcs, pairOf } from "./groups.js";
import { computePairs, partiesDrawn } from "./links.js";
import { sideOfActor } from "./members.js";
import { D, isGroup, sideOf } from "./record.js";
import { clearPaths, pathActors, pathPairs } from "./routes.js";
import { S } from "./state.js";
import { V } from "./view.js";

const NARROW_ACTORS = 9, NARROW_LINKS = 16;

export const maxActors = () => S.actors || (V.narrow ? Math.min(D.meta.maxActors, NARROW_ACTORS) : D.meta.maxActors);

// between groups nearly everybody deals with everybody: the strongest say enough at first
export const maxLinks = () => S.links || (isGrouped() ? Math.max(60, 2 * V.shown.length) : V.narrow && !S.actors && !S.select && !S.mode ? Math.min(D.meta.maxLinks, NARROW_LINKS) : D.meta.maxLinks);

// The most involved actors and the strongest links; the same rule as in aggregate.py.
export function computeShown() {
  const now = arcs(), { n } = V.stats;
  const ranked = [];
  for (let i = 0; i < D.actorCount; i++) if (V.involvement[i] > 0) ranked.push(i);
  const pair = D.meta.pair ?? [], ahead = (one) => Number(pair.includes(one)) - 0;
  ranked.sort((a, b) => ahead(b) - ahead(a) || V.involvement[b] - V.involvement[a] || a - b);
  V.actorTotal = ranked.length;
  const shown = isGrouped() ? ranked.filter((one) => isGroup(one) || D.actors.group[one] !== null) : ranked.slice(0, maxActors());
  shown.sort((a, b) => V.involvement[b] - V.involvement[a] || a - b);
  const set = new Set(shown);
  for (const actor of wantedActors()) {
    if (!set.has(actor) && V.involvement[actor] > 0) { set.add(actor); shown.push(actor); }
  }
  for (const actor of D.lone) if (!set.has(actor)) { set.add(actor); shown.push(actor); }
  V.shown = shown;
  V.shownSet = set;
  const open = [];
  V.pairTotal = 0;
  V.within = withinOne(now);
  for (let p = 0; p < n.length; p++) {
    if (!n[p]) continue;
    // what passes within one sign is counted and listed, not drawn
    if (now.pairA[p] === now.pairB[p]) continue;
    V.pairTotal++;
    if (set.has(now.pairA[p]) && set.has(now.pairB[p])) open.push(p);
  }
  const order = (p, q) => n[q] - n[p] || now.pairA[p] - now.pairA[q] || now.pairB[p] - now.pairB[q];
  open.sort(order);
  // on a phone the links of one relation are counted, not drawn
  if (V.narrow && !S.links && !S.select && !S.mode) {
    const firm = open.filter((p) => n[p] > 1);
    if (firm.length >= 5) open.splice(0, open.length, ...firm);
  }
  V.pairs = open.length > maxLinks() ? strongest(open, maxLinks(), now) : open;
  V.pairSet = new Set(V.pairs);
  for (const p of wantedPairs(now)) if (!V.pairSet.has(p) && n[p]) { V.pairSet.add(p); V.pairs.push(p); }
}

/** How many relations in view lie within one sign, so that no link shows them; the same rule as in aggregate.py. */
function withinOne(now) {
  const within = new Set(), across = new Set();
  for (let p = 0; p < V.stats.n.length; p++) if (V.stats.n[p] && now.pairA[p] === now.pairB[p]) within.add(p);
  if (!within.size) return 0;
  const inside = new Set(), off = V.actorOff, own = ownArcs();
  for (let k = 0; k < now.relation.length; k++) {
    if (off !== null && (off[own.from[k]] || off[own.to[k]])) continue;
    if (!V.pass[now.relation[k]]) (within.has(now.pair[k]) ? inside : across).add(now.relation[k]);
  }
  return [...inside].filter((i) => !across.has(i)).length;
}

const CHANCE = 0.2;

// What holds the picture together, then what stands out among an actor’s links (the disparity filter), then the strongest.
function strongest(ordered, limit, now) {
  const root = new Map(), forest = [], ties = new Map(), sums = new Map(), { n } = V.stats;
  const find = (one) => {
    while ((root.get(one) ?? one) !== one) one = root.get(one);
    return one;
  };
  for (const p of ordered) {
    const a = now.pairA[p], b = now.pairB[p], left = find(a), right = find(b);
    if (left !== right) { root.set(Math.max(left, right), Math.min(left, right)); forest.push(p); }
    if (a !== b) for (const end of [a, b]) { ties.set(end, (ties.get(end) ?? 0) + 1); sums.set(end, (sums.get(end) ?? 0) + n[p]); }
  }
  const chance = (p, end) => (ties.get(end) > 1 ? (1 - n[p] / sums.get(end)) ** (ties.get(end) - 1) : 1);
  const out = ordered.filter((p) => now.pairA[p] !== now.pairB[p] && Math.min(chance(p, now.pairA[p]), chance(p, now.pairB[p])) < CHANCE);
  return [...new Set([...forest, ...out, ...ordered])].slice(0, limit);
}

// What the reader has asked for by name is drawn however weak it is.
function wantedActors() {
  const wanted = new Set([...S.extra, ...S.only]);
  if (S.select?.actor !== undefined) wanted.add(sideOfActor(S.select.actor));
  for (const end of S.select?.link ?? []) wanted.add(end);
  for (const one of wantedRelations().flatMap(partiesDrawn)) wanted.add(one);
  if (S.mode === "path") for (const one of pathActors()) wanted.add(one);
  return wanted;
}

function wantedRelations() {
  const wanted = S.select?.relation === undefined ? [] : [S.select.relation];
  return answersOpen() ? [...wanted, S.answers, ...answersDrawn()] : wanted;
}

const GIVERS_AT_MOST = 6, MANY = 24;

// Where the screen is small, of many answers those of the foremost givers: the others are in the list.
function answersDrawn() {
  const all = answerList().map((one) => one.relation), counts = new Map(), now = arcs();
  if (!V.narrow || all.length <= MANY) return all;
  for (const one of all.flatMap((i) => sideOf(now.actors[i]))) counts.set(one, (counts.get(one) ?? 0) + 1);
  const some = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, GIVERS_AT_MOST).map(([one]) => one);
  const first = new Set([...some, ...partiesDrawn(S.answers)]);
  return all.filter((i, k) => k + 1 === S.step || partiesDrawn(i).every((one) => first.has(one)));
}

function wantedPairs(now) {
  const wanted = new Set();
  if (S.select?.link) wanted.add(pairOf(...S.select.link));
  const chosen = new Set(wantedRelations());
  if (chosen.size) for (let k = 0; k < now.relation.length; k++) if (chosen.has(now.relation[k])) wanted.add(now.pair[k]);
  if (S.mode === "path") for (const p of pathPairs()) wanted.add(p);
  wanted.delete(undefined);
  return wanted;
}

export function computeView() {
  V.arcs = arcs();
  computeFilters();
  computePairs();
  if (D.whole) clearPaths();
  computeShown();
}
