// From the whole record and the reader's choices to what is in view: relations, links, actors.
const V = {
  pass: null, relations: 0, counts: {}, involvement: null, shown: [], shownSet: new Set(), pairs: [], pairSet: new Set(),
  actorTotal: 0, pairTotal: 0, stats: null,
};
const FAIL = { time: 1, type: 2, status: 4, speaker: 8, document: 16, kind: 32, only: 64 };

const ownArcs = () => (S.roll && D.rolled ? D.rolled : D.plain);
const arcs = () => (isGrouped() ? groupedArcs(ownArcs()) : ownArcs());
const maxActors = () => S.actors || D.meta.maxActors;
// between groups nearly everybody deals with everybody: the strongest say enough at first
const maxLinks = () => S.links || (isGrouped() ? Math.max(60, 2 * V.shown.length) : D.meta.maxLinks);

const speakerKey = (who) => (typeof who === "number" ? D.actors.id[who] : String(who));

const hasRange = () => S.since !== null || S.until !== null;

function inTime(i) {
  return S.sure && hasRange() ? surelyInTime(i) : maybeInTime(i);
}

function maybeInTime(i) {
  const since = D.relations.since[i], until = D.relations.until[i];
  if (S.since !== null && until !== null && until < S.since) return false;
  return !(S.until !== null && since !== null && since > S.until);
}

// Why each relation is out of view, as bits, and how many each filter would let through.
function computeFilters() {
  const n = D.relationCount, fail = new Uint8Array(n), now = ownArcs();
  const off = (facet, key) => S.hide.has(`${facet}:${key}`);
  const typeOff = D.types.map((type) => off("type", type.name));
  const statusOff = D.statuses.map((status) => off("status", status));
  const kindOff = D.kinds.map((kind) => off("kind", kind));
  const blocOff = D.blocs.map((bloc) => off("bloc", bloc)), noBlocOff = off("bloc", "");
  const anyBloc = noBlocOff || blocOff.includes(true), bloc = D.actors.bloc;
  // an actor is out of view with its kind or with its bloc
  V.actorOff = anyBloc || kindOff.includes(true)
    ? Uint8Array.from(D.actors.kind, (kind, a) => kindOff[kind] || (anyBloc && (bloc[a] < 0 ? noBlocOff : blocOff[bloc[a]]))) : null;
  const bySource = [...S.hide].some((key) => key.startsWith("speaker:") || key.startsWith("document:"));
  for (let i = 0; i < n; i++) {
    let bits = inTime(i) ? 0 : FAIL.time;
    if (typeOff[D.relations.type[i]]) bits |= FAIL.type;
    if (statusOff[D.relations.status[i]]) bits |= FAIL.status;
    if (S.only.size && !involves(i, S.only)) bits |= FAIL.only;
    if (bySource) bits |= sourceBits(i, off);
    if (V.actorOff) {
      const open = (side) => sideOf(side).some((a) => !V.actorOff[a]);
      if (!open(now.actors[i]) || !open(now.recipients[i])) bits |= FAIL.kind;
    }
    fail[i] = bits;
  }
  V.pass = fail;
  V.relations = 0;
  for (let i = 0; i < n; i++) if (!fail[i]) V.relations++;
}

// Whether one of some actors is in a relation, as it is told or as it is drawn.
const involves = (i, some) => [D.plain, ownArcs()].some(({ actors, recipients }) =>
  [...sideOf(actors[i]), ...sideOf(recipients[i])].some((a) => some.has(a)));

// Everything about each pair of actors that a link shows.
function computePairs() {
  const now = arcs(), own = ownArcs(), count = now.pairA.length, off = V.actorOff;
  const make = () => new Int32Array(count);
  const stats = {
    n: make(), coop: make(), conf: make(), ties: make(), forth: make(), back: make(), firm: make(), disputed: make(),
    tieTone: new Int8Array(count), last: make().fill(-1),
  };
  const asserted = D.statuses.indexOf("asserted"), unsourced = D.statuses.indexOf("unsourced");
  const contested = D.statuses.indexOf("contested");
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
    if (tone > 0) stats.coop[p]++;
    else if (tone < 0) stats.conf[p]++;
    else {
      stats.ties[p]++;
      const score = D.types[D.relations.type[i]].score;
      stats.tieTone[p] = Math.sign(score);
    }
    const status = D.relations.status[i];
    if (status === asserted || status === unsourced) stats.firm[p]++;
    if (status === contested) stats.disputed[p]++;
  }
  V.stats = stats;
  V.involvement = involvement;
}

// The most involved actors and the strongest links; the same rule as in aggregate.py.
function computeShown() {
  const now = arcs(), { n } = V.stats;
  const ranked = [];
  for (let i = 0; i < D.actorCount; i++) if (V.involvement[i] > 0) ranked.push(i);
  ranked.sort((a, b) => V.involvement[b] - V.involvement[a] || a - b);
  V.actorTotal = ranked.length;
  const shown = isGrouped() ? ranked.filter((one) => isGroup(one) || D.actors.group[one] !== null) : ranked.slice(0, maxActors());
  const set = new Set(shown);
  for (const actor of wantedActors()) {
    if (!set.has(actor) && V.involvement[actor] > 0) { set.add(actor); shown.push(actor); }
  }
  for (const actor of D.lone) if (!set.has(actor)) { set.add(actor); shown.push(actor); }
  V.shown = shown;
  V.shownSet = set;
  const open = [];
  V.pairTotal = 0;
  for (let p = 0; p < n.length; p++) {
    if (!n[p] || (now.pairA[p] === now.pairB[p] && isGroup(now.pairA[p]))) continue;
    V.pairTotal++;
    if (set.has(now.pairA[p]) && set.has(now.pairB[p])) open.push(p);
  }
  const order = (p, q) => n[q] - n[p] || now.pairA[p] - now.pairA[q] || now.pairB[p] - now.pairB[q];
  open.sort(order);
  V.pairs = open.length > maxLinks() ? strongest(open, maxLinks(), now) : open;
  V.pairSet = new Set(V.pairs);
  for (const p of wantedPairs(now)) if (!V.pairSet.has(p) && n[p]) { V.pairSet.add(p); V.pairs.push(p); }
}

function strongest(ordered, limit, now) {
  const root = new Map(), own = new Map(), forest = [], near = [];
  const find = (one) => {
    while ((root.get(one) ?? one) !== one) one = root.get(one);
    return one;
  };
  for (const p of ordered) {
    const a = now.pairA[p], b = now.pairB[p], left = find(a), right = find(b);
    if (left !== right) { root.set(Math.max(left, right), Math.min(left, right)); forest.push(p); }
    if ((own.get(a) ?? 0) < 2 || (own.get(b) ?? 0) < 2) near.push(p);
    for (const end of new Set([a, b])) own.set(end, (own.get(end) ?? 0) + 1);
  }
  return [...new Set([...forest, ...near, ...ordered])].slice(0, limit);
}

// What the reader has asked for by name is drawn however weak it is.
function wantedActors() {
  const wanted = new Set([...S.extra, ...S.only]), now = arcs();
  if (S.select?.actor !== undefined) wanted.add(S.select.actor);
  for (const end of S.select?.link ?? []) wanted.add(end);
  for (const i of wantedRelations()) {
    for (const one of [...sideOf(now.actors[i]), ...sideOf(now.recipients[i])]) wanted.add(one);
  }
  if (S.mode === "path") for (const one of pathActors()) wanted.add(one);
  return wanted;
}

function wantedRelations() {
  const wanted = S.select?.relation === undefined ? [] : [S.select.relation];
  return S.mode === "answers" && S.answers !== null ? [...wanted, S.answers, ...answerList().map((one) => one.relation)] : wanted;
}

const pairOf = (a, b) => arcs().numbers.get(pairKey(Math.min(a, b), Math.max(a, b)));

function wantedPairs(now) {
  const wanted = new Set();
  if (S.select?.link) wanted.add(pairOf(...S.select.link));
  const chosen = new Set(wantedRelations());
  if (chosen.size) for (let k = 0; k < now.relation.length; k++) if (chosen.has(now.relation[k])) wanted.add(now.pair[k]);
  if (S.mode === "path") for (const p of pathPairs()) wanted.add(p);
  wanted.delete(undefined);
  return wanted;
}

function computeView() {
  V.arcs = arcs();
  computeFilters();
  computePairs();
  if (D.whole) clearPaths();
  computeShown();
}
