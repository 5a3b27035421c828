// Where each sign is: from the record, moved by hand, or making room for an opened group.
import { OPENED_AT_MOST, groupSize, isGrouped, membersOf, rankInGroup } from "../core/groups.js";
import { D, groupNumber, isGroup } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";

/** Where a sign is: as sides with their members on them, on a phone closer together; or each with a sign of its own. */
export function placeOf(actor) {
  const pinned = S.pins.get(actor);
  if (pinned) return pinned;
  if (isGrouped() || isGroup(actor)) return S.opened.size && isGrouped() ? spreadPlace(actor) : [D.actors.x[actor], D.actors.y[actor]];
  const whole = Boolean(S.roll && D.rolled) || !D.rolled && !D.hasRolled, { x, y, sx, sy, nx, ny } = D.actors;
  if (!whole) return [x[actor], y[actor]];
  return V.narrow ? [nx[actor], ny[actor]] : [sx[actor], sy[actor]];
}

// Where everybody stands while groups are open: what is opened has room, all else stands as much further off.
/** @type {{ key: string, x?: Float64Array, y?: Float64Array }} */
let spread = { key: "" };

function spreadPlace(actor) {
  const key = [...S.opened].join(" ");
  if (spread.key !== key) {
    spread = { key, x: Float64Array.from(D.actors.x), y: Float64Array.from(D.actors.y) };
    for (const group of S.opened) makeRoom(spread, group);
  }
  return [Math.round(spread.x[actor]), Math.round(spread.y[actor])];
}

const NAME_ROOM = [90, 32];

/** @param {{ x?: Float64Array, y?: Float64Array }} places @param {number} group */
function makeRoom({ x, y }, group) {
  const centre = D.ownCount + group, members = membersOf(group).filter((one) => rankInGroup(one) < OPENED_AT_MOST);
  const left = D.groups.size[group] > members.length ? groupSize(centre) + NAME_ROOM[1] : 0;
  const awayFrom = (one, /** @type {number[]} */ [wide, high]) => awayBy(x[one] - x[centre], y[one] - y[centre], [wide, high]);
  const move = (one, /** @type {number[]} */ [dx, dy]) => { x[one] += dx; y[one] += dy; };
  // the members around the sign of those of the group that are not drawn, then the rest around the members
  if (left) for (const one of members) move(one, awayFrom(one, [left, left]));
  const room = [x, y].map((at, k) => Math.max(...members.map((one) => Math.abs(at[one] - at[centre]))) + NAME_ROOM[k]);
  const far = Math.max(1, ...members.map((one) => Math.hypot((x[one] - x[centre]) / room[0], (y[one] - y[centre]) / room[1])));
  const ellipse = room.map((one) => one * far);
  const shifts = D.groups.label.map((_, other) => (other === group ? [0, 0] : awayFrom(D.ownCount + other, ellipse)));
  for (let one = 0; one < D.actorCount; one++) {
    const own = isGroup(one) ? groupNumber(one) : D.actors.group[one];
    if (own !== group) move(one, own === null ? awayFrom(one, ellipse) : shifts[own]);
  }
}

// Out of an ellipse: who stood in its middle comes to its edge, who stood far off hardly moves.
/** @param {number} dx @param {number} dy @param {number[]} ellipse */
function awayBy(dx, dy, [wide, high]) {
  const far = Math.hypot(dx / wide, dy / high), by = far ? Math.hypot(far, 1) / far - 1 : 0;
  return far ? [dx * by, dy * by] : [wide, 0];
}
