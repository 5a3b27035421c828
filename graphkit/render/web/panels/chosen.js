// What the view is of: the relations of the answers, the actor or the link that is chosen. The chart and the legend follow it.
import { answersLit, answersOpen } from "../core/answers.js";
import { arcs, pairOf } from "../core/groups.js";
import { sideOfActor } from "../core/members.js";
import { D } from "../core/record.js";
import { S } from "../core/state.js";
import { ladderEnds } from "./ladder.js";

/** Of a link also while a relation is on its ladder; null: all that is in view. @returns {Set<number> | null} */
export function chosenRelations() {
  if (answersOpen()) return new Set(answersLit());
  if (S.mode || S.story || !S.select) return null;
  const link = S.select.link ?? ladderEnds(), one = S.select.actor;
  if (!link && one === undefined) return null;
  // who stands on a sign of others is told of by its own name
  const now = !link && sideOfActor(one) !== one ? D.plain : arcs(), found = new Set(), [a, b] = link ?? [one], p = b === undefined ? -1 : pairOf(a, b);
  for (let k = 0; k < now.relation.length; k++) if (b === undefined ? now.from[k] === a || now.to[k] === a : now.pair[k] === p) found.add(now.relation[k]);
  return found;
}
