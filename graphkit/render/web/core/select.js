// Choosing: what is selected, what is filtered out, and what else that closes.
import { viewWords } from "./counting.js";
import { hasRange, parted } from "./filters.js";
import { relationsBetween, relationsOf } from "./links.js";
import { D } from "./record.js";
import { S, announce, fieldsThat, freshState, update } from "./state.js";
import { V } from "./view.js";
import { T } from "./words.js";

// On a path ministers stand for their states; what it switched for that goes with it.
export const closedModes = () => ({ mode: "", answers: null, by: null, to: null, step: 0, path: null, ...(S.path?.before === undefined ? {} : { roll: S.path.before }) });

export function selectActor(actor) {
  const open = hasRange() ? parted(relationsOf(actor)).open.length : 0;
  update({ ...closedModes(), select: { actor }, focus: Math.min(S.focus, 2) },
    { say: T.live.actor(D.actors.name[actor], V.involvement[actor] - open, open) });
}

export function selectLink(a, b) {
  const { sure, open } = parted(relationsBetween(a, b));
  update({ ...closedModes(), select: { link: [a, b] }, focus: 0 },
    { say: T.live.link(D.actors.name[a], D.actors.name[b], sure.length, open.length) });
}

export function selectRelation(relation) {
  update({ ...closedModes(), select: { relation }, focus: 0 });
}

export function clearSelection() {
  update({ ...closedModes(), select: null, focus: 0 }, { say: T.live.cleared });
}

export function setHidden(names, hide) {
  const next = new Set(S.hide);
  for (const name of names) {
    if (hide) next.add(name);
    else next.delete(name);
  }
  update({ hide: next });
  announce(viewWords());
}

export function resetFilters() {
  const fresh = freshState();
  update(Object.fromEntries(fieldsThat("reset").map((key) => [key, fresh[key]])), { say: T.reset });
}
