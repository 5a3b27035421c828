// How two actors are connected: the best few paths over what is in view.
import { arcs, pairOf } from "./groups.js";
import { isDated, relationsBetween } from "./links.js";
import { sideOfActor } from "./members.js";
import { D, sideOf } from "./record.js";
import { S } from "./state.js";
import { evidenceOf, isDone } from "./telling.js";
import { V } from "./view.js";

const PATHS_AT_MOST = 8;
let pathCache = { key: "", paths: [] };

export function clearPaths() {
  pathCache = { key: "", paths: [] };
}

export function currentPaths() {
  if (!S.path) return [];
  const [from, to] = pathEnds(), { via, how } = S.path, key = [from, to, via, how, S.roll].join();
  if (pathCache.key !== key) pathCache = { key, paths: findPaths(from, to, via === null ? null : standing(via), how) };
  return pathCache.paths;
}

// Who has no sign now stands for it on that of its side, as in the command that asks the same.
const standing = (actor) => (V.involvement[actor] ? actor : sideOfActor(actor));
export const pathEnds = () => [S.path.from, S.path.to].map(standing);

export const currentPath = () => currentPaths()[Math.min(S.path?.which ?? 0, currentPaths().length - 1)] ?? null;
export const pathActors = () => currentPath() ?? [];

export function pathPairs() {
  const path = pathActors();
  return path.slice(1).map((actor, k) => pairOf(path[k], actor));
}

// How many relations of each link in view somebody holds to be so: what was merely proposed or denied carries no path.
function carrying() {
  const now = arcs(), n = new Int32Array(now.pairA.length), last = new Int32Array(n.length).fill(-1);
  now.relation.forEach((i, k) => {
    const p = now.pair[k];
    if (V.pass[i] || !V.stats.n[p] || last[p] === i || !isDone(i)) return;
    last[p] = i;
    n[p]++;
  });
  return n;
}

// The links that carry a path, by actor.
function ways(n) {
  const now = arcs(), out = new Map();
  const add = (a, b, p) => (out.get(a) ?? out.set(a, []).get(a)).push([b, p]);
  for (let p = 0; p < n.length; p++) {
    if (!n[p] || now.pairA[p] === now.pairB[p]) continue;
    add(now.pairA[p], now.pairB[p], p);
    add(now.pairB[p], now.pairA[p], p);
  }
  for (const list of out.values()) list.sort((x, y) => n[y[1]] - n[x[1]] || x[0] - y[0]);
  return out;
}

function findPaths(from, to, via, how) {
  if (from === to) return [];
  const n = carrying(), graph = ways(n);
  const cost = (p) => (how === "strongest" ? 1 + 3 / n[p] : 1);
  const legs = via === null || via === from || via === to ? simplePaths(graph, from, to, cost)
    : joinLegs(simplePaths(graph, from, via, cost), simplePaths(graph, via, to, cost));
  const usable = how === "timed" ? legs.filter((path) => inOrder(path) !== null) : legs;
  return usable.slice(0, PATHS_AT_MOST);
}

function joinLegs(first, second) {
  const found = [];
  for (const a of first) {
    for (const b of second) if (!b.slice(1).some((one) => a.includes(one))) found.push([...a, ...b.slice(1)]);
  }
  return found.sort((a, b) => a.length - b.length);
}

// Paths without repeats, cheapest first, no longer than two steps beyond the shortest (best-first).
function simplePaths(graph, from, to, cost) {
  const found = [], heap = [[0, 0, [from]]];
  let tried = 0, turn = 0, limit = Infinity;
  while (heap.length && found.length < 40 && tried++ < 20000) {
    const [spent, , path] = popLeast(heap);
    const here = path[path.length - 1];
    if (here === to) {
      found.push(path);
      limit = Math.min(limit, path.length + 2);
      continue;
    }
    if (path.length >= limit || path.length > 7) continue;
    for (const [next, p] of graph.get(here) ?? []) {
      if (!path.includes(next)) pushHeap(heap, [spent + cost(p), turn++, [...path, next]]);
    }
  }
  return found;
}

const heapLess = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

function pushHeap(heap, item) {
  heap.push(item);
  for (let k = heap.length - 1; k > 0;) {
    const up = (k - 1) >> 1;
    if (!heapLess(heap[k], heap[up])) break;
    [heap[k], heap[up]] = [heap[up], heap[k]];
    k = up;
  }
}

function popLeast(heap) {
  const least = heap[0], last = heap.pop();
  if (!heap.length) return least;
  heap[0] = last;
  for (let k = 0; ;) {
    let small = k;
    for (const child of [2 * k + 1, 2 * k + 2]) if (child < heap.length && heapLess(heap[child], heap[small])) small = child;
    if (small === k) return least;
    [heap[k], heap[small]] = [heap[small], heap[k]];
    k = small;
  }
}

// One relation per step such that each may follow the one before; null: there is none. One step is in order whenever it was, and
// what began and has no end may still follow.
export function inOrder(path) {
  let earliest = -Infinity;
  const chosen = [];
  for (let k = 1; k < path.length; k++) {
    const fits = relationsBetween(path[k - 1], path[k]).filter((i) => isDone(i) && (path.length === 2
      || (isDated(i) && (D.relations.until[i] ?? Infinity) >= earliest)));
    if (!fits.length) return null;
    chosen.push(fits[0]);
    earliest = Math.max(earliest, D.relations.since[fits[0]] ?? earliest);
  }
  return chosen;
}

// What is so before what is only said, what goes that way before what comes back, what more documents tell before the rest, the latest first.
export function foremost(relations, from) {
  const { mutual, since } = D.relations, told = (i) => new Set(evidenceOf(i).filter(({ document }) => !document?.retells).map(({ document }) => document)).size;
  const along = (i) => Number(mutual[i] || sideOf(arcs().actors[i]).includes(from));
  return [...relations].sort((i, j) => isDone(j) - isDone(i) || along(j) - along(i) || told(j) - told(i) || (since[j] ?? -Infinity) - (since[i] ?? -Infinity) || i - j)[0];
}
