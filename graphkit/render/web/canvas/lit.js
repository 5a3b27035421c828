// What stays bright while something is selected, answered or connected.
import { answersLit, answersOpen } from "../core/answers.js";
import { arcs, pairOf } from "../core/groups.js";
import { around } from "../core/links.js";
import { sideOfActor } from "../core/members.js";
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

// What is chosen has all of the screen where that is small; a story and a mode bring into view who takes part.
export const fitsLit = () => Boolean((S.mode || S.story) && litActors?.size > 1 && (isNarrow() || S.story));

/** What the pointer or the keyboard is over, while nothing is chosen or answers are shown. @type {{ actor?: number, pair?: number } | null} */
export let hovered = null;

export function hover(what) {
  if (hovered?.actor === what?.actor && hovered?.pair === what?.pair) return false;
  hovered = what;
  return true;
}

export const isLitActor = (actor) => !litActors || litActors.has(actor);
export const isLitPair = (p) => !litPairs || litPairs.has(p);

// Which actors and links stay bright. Null: all of them.
export function computeLit() {
  const now = arcs(), { select } = S;
  if (answersOpen()) return litByRelations(answersLit(), S.step ? null : hovered);
  if (S.mode === "path" && S.path) {
    const actors = new Set(pathActors());
    if (actors.size) return light(actors, new Set(pathPairs()));
  }
  if (!select) return litByHover(now);
  if (select.relation !== undefined) return litByRelations([select.relation]);
  if (select.link) return light(new Set(select.link), new Set([pairOf(...select.link)]));
  const chosen = sideOfActor(select.actor), actors = around(chosen, Math.max(S.focus, 1));
  return light(actors, new Set(V.pairs.filter((p) => {
    if (S.focus > 1) return actors.has(now.pairA[p]) && actors.has(now.pairB[p]);
    return now.pairA[p] === chosen || now.pairB[p] === chosen;
  })));
}

/** Until it is worked out anew, nothing is lit. */
export const lightNobody = () => light(new Set(), new Set());

function litByHover(now) {
  if (hovered?.pair !== undefined && V.pairSet.has(hovered.pair)) return light(new Set([now.pairA[hovered.pair], now.pairB[hovered.pair]]), new Set([hovered.pair]));
  if (hovered?.actor === undefined || !V.shownSet.has(hovered.actor)) return light(null, null);
  return light(around(hovered.actor, 1), new Set(V.pairs.filter((p) => now.pairA[p] === hovered.actor || now.pairB[p] === hovered.actor)));
}

// Of many answers only those of what is pointed at: a thin line among others can be followed so.
function litByRelations(relations, upon = null) {
  const now = arcs(), chosen = new Set(relations), actors = new Set(), pairs = new Set();
  const apart = (k) => upon !== null && now.pair[k] !== upon.pair && now.from[k] !== upon.actor && now.to[k] !== upon.actor;
  for (let k = 0; k < now.relation.length; k++) {
    if (!chosen.has(now.relation[k]) || apart(k)) continue;
    pairs.add(now.pair[k]);
    actors.add(now.from[k]).add(now.to[k]);
  }
  if (!pairs.size && upon) return litByRelations(relations);
  return light(actors, pairs, relations);
}

// On a small screen only those that take part are brought into view.
export const isNarrow = () => $("canvas").clientWidth < 560;
