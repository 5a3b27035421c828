// Persons and agencies on the sign of their side: who stands there, and how often each takes part.
import { isGrouped } from "./groups.js";
import { D } from "./record.js";
import { S } from "./state.js";
import { V } from "./view.js";
import { short } from "./words.js";

let counted = { pass: null, counts: null, of: null };

// How many relations in view each actor takes part in under its own name; and who stands on each sign.
function membersInView() {
  if (counted.pass === V.pass) return counted;
  const { relation, from, to } = D.plain, counts = new Int32Array(D.actorCount), seen = new Int32Array(D.actorCount).fill(-1), of = new Map();
  for (let k = 0; k < relation.length; k++) {
    if (V.pass[relation[k]]) continue;
    for (const one of [from[k], to[k]]) if (seen[one] !== relation[k]) { seen[one] = relation[k]; counts[one]++; }
  }
  for (let one = 0; one < D.ownCount; one++) {
    const home = D.actors.home[one];
    if (home !== one && counts[one]) (of.get(home) ?? of.set(home, []).get(home)).push(one);
  }
  for (const list of of.values()) list.sort((a, b) => counts[b] - counts[a] || a - b);
  counted = { pass: V.pass, counts, of };
  return counted;
}

/** Who stands on a sign, the most involved first; nobody while all have signs of their own. */
export const membersOn = (side) => (S.roll && D.rolled && !isGrouped() ? membersInView().of.get(side) ?? [] : []);

/** How many relations in view somebody takes part in under its own name. */
export const ownPart = (actor) => membersInView().counts[actor];

/** The side whose sign an actor stands on, as the map is drawn now. */
export const sideOfActor = (actor) => (S.roll && D.rolled ? D.actors.home[actor] ?? actor : actor);

/** So many letters of a name stand on a sign; a longer one is there by its short form, if it has one. */
const ON_A_SIGN = 40;

/** The name that stands on a sign that has room. */
export const signName = (actor) => (D.actors.name[actor].length > ON_A_SIGN ? short(briefName(actor), ON_A_SIGN) : D.actors.name[actor]);

export const briefName = (actor) => D.actors.brief?.[actor] || D.actors.name[actor];
