// How two actors are connected: the best few paths over what is in view.
const PATHS_AT_MOST = 8;
let pathCache = { key: "", paths: [] };
const clearPaths = () => { pathCache = { key: "", paths: [] }; };

function currentPaths() {
  if (!S.path) return [];
  const { from, to, via, how } = S.path, key = [from, to, via, how, S.roll].join();
  if (pathCache.key !== key) pathCache = { key, paths: findPaths(from, to, via, how) };
  return pathCache.paths;
}
const currentPath = () => currentPaths()[Math.min(S.path?.which ?? 0, currentPaths().length - 1)] ?? null;
const pathActors = () => currentPath() ?? [];
function pathPairs() {
  const path = pathActors();
  return path.slice(1).map((actor, k) => pairOf(path[k], actor));
}

// Links in view by actor. Only plain facts carry a path: what was merely proposed or denied does not.
function ways() {
  const now = arcs(), out = new Map(), { n } = V.stats;
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
  const graph = ways();
  const cost = (p) => (how === "strongest" ? 1 + 3 / V.stats.n[p] : 1);
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

// One relation per step such that each may follow the one before; null: there is none.
function inOrder(path) {
  let earliest = -Infinity;
  const chosen = [];
  for (let k = 1; k < path.length; k++) {
    const fits = relationsBetween(path[k - 1], path[k]).filter((i) => {
      const last = D.relations.until[i] ?? D.relations.since[i];
      return last !== null && last >= earliest;
    });
    if (!fits.length) return null;
    chosen.push(fits[0]);
    earliest = Math.max(earliest, D.relations.since[fits[0]] ?? earliest);
  }
  return chosen;
}

// Whether an actor is one that persons and agencies are counted for, not one of those.
const isWhole = (actor) => !["person", "agency"].includes(D.kinds[D.actors.kind[actor]]);

function openPath(from = null) {
  update({ ...closedModes(), mode: "path", path: null, select: from === null ? null : S.select });
  openPath.from = from;
  renderPanel();
  $(from === null ? "path-from" : "path-to")?.focus();
}

// The path between two actors; between states their ministers count for them, as they do for the command that asks the same.
function showPath(from, to, { via = null, how = "shortest" } = {}) {
  const open = S.mode === "path" ? {} : closedModes();
  const roll = open.roll ?? S.roll, rolled = roll || (D.rolled !== null && [from, to, via].every((one) => one === null || isWhole(one)));
  const before = !("roll" in open) && Boolean(S.path?.rolled);
  update({ ...open, mode: "path", roll: rolled, select: null, path: { from, to, via, how, which: 0, rolled: (rolled && !roll) || before } });
  announce(currentPaths().length ? `${currentPath().map(nameOf).join(" – ")}, ${T.pathSteps(currentPath().length - 1)}` : T.pathNone);
  if (isNarrow()) fitMap({ animate: true });
  $(currentPaths().length ? "path-result" : "path-none")?.scrollIntoView({ block: isLow() ? "start" : "nearest" });
}

// Where a panel is too low to hold a form and what it finds.
const isLow = () => $("evidence").clientHeight < 450;

function pathPanel() {
  const { path } = S, from = path?.from ?? openPath.from ?? null;
  const chosen = (id) => { if (chosenActor($("path-from")) !== null && chosenActor($("path-to")) !== null) findPath(id); };
  const fieldOf = (id, label, actor) => h("div.field", {}, h("label", { for: id }, label), actorField(id, actor, () => chosen(id)));
  const how = h("select", { id: "path-how", onchange: () => chosen("path-how") },
    [["shortest", T.pathShortest], ["strongest", T.pathStrongest], ["timed", T.pathTimed]]
      .map(([value, label]) => h("option", { value, selected: path?.how === value }, label)));
  return [
    panelHead(T.pathTitle),
    h("form.path-form", { onsubmit: (event) => { event.preventDefault(); findPath("path-find"); } },
      fieldOf("path-from", T.pathA, from), fieldOf("path-to", T.pathB, path?.to ?? null),
      fieldOf("path-via", T.pathVia, path?.via ?? null),
      h("label.field", {}, T.pathHow, how),
      h("button.primary", { type: "submit", id: "path-find" }, T.pathFind),
      h("p.quiet", { id: "path-said", role: "status" })),
    path && pathResults(),
  ];
}

// What the form asks for; the keyboard stays in the field that asked.
function findPath(id) {
  const inputs = ["path-from", "path-to", "path-via"].map($);
  const [a, b, via] = inputs.map(chosenActor), how = $("path-how").value;
  const unknown = inputs.find((input, k) => input.value.trim() && [a, b, via][k] === null);
  const problem = unknown ? `${T.searchNone}: ${unknown.value.trim()}` : a === null || b === null || a === b ? T.pathSame : "";
  if (problem) {
    clearPaths();
    $("path-result")?.remove();
    $("path-said").textContent = problem;
    return;
  }
  showPath(a, b, { via, how });
  $(id)?.focus({ preventScroll: true });
}

// The way that is chosen, step by step, and behind one line all other ways.
function pathResults() {
  const paths = currentPaths(), shown = Math.min(S.path.which, paths.length - 1), path = paths[shown];
  if (!path) return h("p.quiet", { id: "path-none" }, T.pathNone);
  const links = path.slice(1).map((actor, k) => relationsBetween(path[k], actor)), timed = S.path.how === "timed" ? inOrder(path) : null;
  return h("section", { id: "path-result", "aria-labelledby": "path-chain" },
    h("h3.chain", { id: "path-chain" }, path.map((actor, k) => [k > 0 && h("span", { "aria-hidden": "true" }, " → "), k > 0 && h("span.unseen", {}, ", "), actorLink(actor)])),
    h("ol.legs", { "aria-label": T.pathSteps(links.length) }, links.map((relations, k) =>
      pathLeg(path[k], path[k + 1], { number: k + 1, relations, first: timed?.[k] ?? foremost(relations, path[k]) }))),
    paths.length > 1 && h("details", { id: "path-others", open: shown > 0 },
      h("summary", {}, T.pathOthers(paths.length - 1)),
      h("ul.list", { id: "path-list" }, paths.map((one, k) => k !== shown && h("li", {}, button(
        [h("span", {}, one.map(nameOf).join(" → ")), h("span.count", {}, T.pathSteps(one.length - 1))], () => choosePath(k), { class: "row" }))))));
}

function choosePath(which) {
  update({ path: { ...S.path, which } }, { say: currentPaths()[which].map(nameOf).join(" – ") });
  if (isNarrow()) fitMap({ animate: true });
  $("path-result").scrollIntoView({ block: isLow() ? "start" : "nearest" });
  $("path-others").querySelector("summary").focus({ preventScroll: true });
}

// One step: the relation that says most in one line; all there is between the two when it is asked for.
function pathLeg(from, to, { number, relations, first }) {
  const all = h("details", { ontoggle: () => { if (all.open && all.children.length < 2) all.append(...[cardList(relations)].flat()); } },
    h("summary", {}, T.pathAll(relations.length)));
  return h("li.leg", {}, h("p.leg-head", {}, h("span.number", {}, String(number)), ` ${nameOf(from)} → ${nameOf(to)}`),
    h("div.lines", {}, relationLine(first)), all);
}

// What is so before what is only said, what goes that way before what comes back, what more documents tell before the rest, the latest first.
function foremost(relations, from) {
  const { mutual, since } = D.relations, told = (i) => new Set(evidenceOf(i).filter(({ document }) => !document?.retells).map(({ document }) => document)).size;
  const along = (i) => Number(mutual[i] || sideOf(arcs().actors[i]).includes(from));
  return [...relations].sort((i, j) => isDone(j) - isDone(i) || along(j) - along(i) || told(j) - told(i) || (since[j] ?? -Infinity) - (since[i] ?? -Infinity) || i - j)[0];
}

function pathNumbers() {
  const path = pathActors();
  return path.slice(1).map((actor, k) => {
    const [x1, y1] = placeOf(path[k]), [x2, y2] = placeOf(actor);
    return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, text: String(k + 1), strong: true, tone: "mixed" };
  });
}
