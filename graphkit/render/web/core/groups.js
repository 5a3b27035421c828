// Large networks: actors who deal most with one another stand as one sign until it is opened.
import { D, groupNumber, isGroup, pairKey, pairsOf } from "./record.js";
import { S } from "./state.js";
import { V } from "./view.js";
import { short } from "./words.js";

export const ownArcs = () => (S.roll && D.rolled ? D.rolled : D.plain);
export const arcs = () => (isGrouped() ? groupedArcs(ownArcs()) : ownArcs());
export const pairOf = (a, b, now = arcs()) => now.numbers.get(pairKey(Math.min(a, b), Math.max(a, b)));

// A mode and a single relation are shown with the actors themselves.
export const isGrouped = () => S.groups && D.groups.label.length > 0 && !S.mode && S.select?.relation === undefined;

// Of an opened group so many, the most involved; the rest stay one sign.
export const OPENED_AT_MOST = 40;

// Those that stand for themselves and not for their group.
function standsAlone(actor) {
  const group = D.actors.group[actor];
  return group === null || (S.opened.has(group) && rankInGroup(actor) < OPENED_AT_MOST) || S.extra.has(actor) || S.only.has(actor)
    || S.select?.actor === actor || Boolean(S.select?.link?.includes(actor));
}

// On the map: what its members share, or its two strongest and how many others.
export const groupLabel = (actor) => short(D.actors.name[actor], 60);

let folded = { key: "", base: null, arcs: null };

function groupedArcs(base) {
  const chosen = [S.select?.actor ?? S.select?.link ?? []].flat().filter((one) => !isGroup(one));
  const key = [[...S.opened].join(" "), [...S.extra, "", ...S.only].join(" "), String(chosen)].join("|");
  if (folded.key !== key || folded.base !== base) {
    const stand = Array.from({ length: D.ownCount }, (_, actor) => (standsAlone(actor) ? actor : D.ownCount + D.actors.group[actor]));
    folded = { key, base, arcs: foldArcs(base, stand) };
  }
  return folded.arcs;
}

// The same relations between groups; those inside a closed group count for it and are not drawn.
function foldArcs(base, stand) {
  const standing = (one) => stand[one], from = base.from.map(standing), to = base.to.map(standing);
  const sides = (column) => column.map((side) => (typeof side === "number" ? stand[side] : [...new Set(side.map(standing))]));
  return {
    actors: sides(base.actors), recipients: sides(base.recipients), relation: base.relation, from, to, ...pairsOf(from, to),
  };
}

export function groupSize(actor) {
  const most = Math.max(...D.groups.size);
  return 10 + 30 * Math.sqrt(D.groups.size[groupNumber(actor)] / most);
}

// Corners of the shape around some points (Andrew's monotone chain).
export function hullOf(points) {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list) => {
    const found = [];
    for (const [x, y] of list) {
      while (found.length > 1) {
        const [[ax, ay], [bx, by]] = found.slice(-2);
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0) break;
        found.pop();
      }
      found.push([x, y]);
    }
    return found.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

// Who is in a group.
export const membersOf = (group) => D.actors.group.flatMap((own, actor) => (own === group ? [actor] : []));

// How many members of its group take part in more than an actor, over the whole record.
export function rankInGroup(actor) {
  if (!D.rankInGroup) {
    const { from, to } = D.plain, counts = new Int32Array(D.ownCount), seen = D.groups.label.map(() => 0);
    for (let k = 0; k < from.length; k++) { counts[from[k]]++; counts[to[k]]++; }
    D.rankInGroup = new Int32Array(D.ownCount);
    const order = Array.from(counts, (_, one) => one).sort((a, b) => counts[b] - counts[a] || a - b);
    for (const one of order) if (D.actors.group[one] !== null) D.rankInGroup[one] = seen[D.actors.group[one]]++;
  }
  return D.rankInGroup[actor];
}

/** @type {{ pass: any, counts: any, own: any }} */
let takenPart = { pass: null, counts: null, own: null };

// How many relations in view an actor takes part in, also inside a closed group.
export function takesPart(actor) {
  if (takenPart.pass !== V.pass) takenPart = { pass: V.pass, counts: partsIn(ownArcs()), own: null };
  return takenPart.counts[actor];
}

/** The same of what it does itself, where its state stands for it on the map. */
export function takesPartItself(actor) {
  takesPart(actor);
  takenPart.own ??= partsIn(D.plain);
  return takenPart.own[actor];
}

// In how many relations in view each takes part.
function partsIn({ relation, from, to }) {
  const counts = new Int32Array(D.actorCount), seen = new Int32Array(D.actorCount).fill(-1);
  for (let k = 0; k < relation.length; k++) {
    if (V.pass[relation[k]]) continue;
    for (const one of [from[k], to[k]]) if (seen[one] !== relation[k]) { seen[one] = relation[k]; counts[one]++; }
  }
  return counts;
}

// How many actors that take part are in a group, and how many in none.
export function inGroups() {
  let inside = 0, outside = 0;
  for (let actor = 0; actor < D.ownCount; actor++) {
    if (!takesPart(actor)) continue;
    if (D.actors.group[actor] === null) outside++;
    else inside++;
  }
  return [inside, outside];
}
