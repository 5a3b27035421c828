// What stays bright while something is selected, answered or connected.
import { answersLit } from "../core/answers.js";
import { arcs, pairOf } from "../core/groups.js";
import { around } from "../core/links.js";
import { pathActors, pathPairs } from "../core/routes.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { $ } from "./element.js";

// Relations that are shown by themselves: their links say what these are, not what else there is between the two.
export let litActors = null, litPairs = null, litAlone = null;

function light(actors, pairs, alone = null) {
  litActors = actors;
  litPairs = pairs;
  litAlone = alone;
}

// On a small screen an answer or a path has all of it, what takes no part in it none.
export const fitsLit = () => S.mode && litActors?.size > 1 && isNarrow();

export const isLitActor = (actor) => !litActors || litActors.has(actor);
export const isLitPair = (p) => !litPairs || litPairs.has(p);

// Which actors and links stay bright. Null: all of them.
export function computeLit() {
  const now = arcs(), { select } = S;
  if (S.mode === "answers" && S.answers !== null) return litByRelations(answersLit());
  if (S.mode === "path" && S.path) {
    const actors = new Set(pathActors());
    if (actors.size) return light(actors, new Set(pathPairs()));
  }
  if (!select) return light(null, null);
  if (select.relation !== undefined) return litByRelations([select.relation]);
  if (select.link) return light(new Set(select.link), new Set([pairOf(...select.link)]));
  const actors = around(select.actor, Math.max(S.focus, 1));
  return light(actors, new Set(V.pairs.filter((p) => {
    if (S.focus > 1) return actors.has(now.pairA[p]) && actors.has(now.pairB[p]);
    return now.pairA[p] === select.actor || now.pairB[p] === select.actor;
  })));
}

function litByRelations(relations) {
  const now = arcs(), chosen = new Set(relations), actors = new Set(), pairs = new Set();
  for (let k = 0; k < now.relation.length; k++) {
    if (!chosen.has(now.relation[k])) continue;
    pairs.add(now.pair[k]);
    actors.add(now.from[k]).add(now.to[k]);
  }
  light(actors, pairs, relations);
}

export const isFocused = () => S.since !== null && litPairs !== null && Boolean(S.select);

// On a small screen only those that take part are brought into view.
export const isNarrow = () => $("canvas").clientWidth < 500;
