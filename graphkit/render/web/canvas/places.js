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
  const whole = Boolean(S.roll && D.rolled) || !D.rolled && !D.hasRolled, { x, y } = D.actors;
  if (!whole) return D.hasRolled && V.shown.length <= NESTED_AT_MOST ? nestedPlace(actor) : [x[actor], y[actor]];
  return sidePlace(actor);
}

const sidePlace = (side) => (V.narrow ? [D.actors.nx[side], D.actors.ny[side]] : [D.actors.sx[side], D.actors.sy[side]]);

/** Of more signs than so many, each has the place that the record gives it. */
const NESTED_AT_MOST = 150;
/** What a sign without a second line takes, about, and how many members stand in a column below their side. */
const LETTER = 8.2, AROUND_NAME = 26, HIGH = 34, BELOW = 44, COLUMN = 190, ROWS = 4, GAP = 14;
/** @type {{ shown: any, narrow: boolean, scale: number, places: Map<number, number[]> }} */
let nested = { shown: null, narrow: false, scale: 1, places: new Map() };

// Everybody with a sign of their own: the members drawn right below their side, the sides as close as lets no two overlap.
function nestedPlace(actor) {
  if (nested.shown !== V.shown || nested.narrow !== V.narrow) nested = nest(V.shown);
  const [x, y] = sidePlace(D.actors.home[actor]);
  return nested.places.get(actor) ?? [x * nested.scale, y * nested.scale];
}

function nest(shown) {
  const clusters = new Map();
  for (const one of shown) {
    const side = D.actors.home[one], cluster = clusters.get(side) ?? clusters.set(side, { side, own: false, members: [] }).get(side);
    if (one === side) cluster.own = true;
    else cluster.members.push(one);
  }
  const all = [...clusters.values()].map(withSpots);
  let scale = 1;
  while (scale < 8 && !clear(all, scale)) scale += 0.1;
  const places = new Map();
  for (const { side, own, spots } of all) {
    const [x, y] = sidePlace(side);
    if (own) places.set(side, [Math.round(x * scale), Math.round(y * scale)]);
    for (const [one, dx, dy] of spots) places.set(one, [Math.round(x * scale + dx), Math.round(y * scale + dy)]);
  }
  return { shown, narrow: V.narrow, scale, places };
}

const wideOf = (actor) => Math.min(D.actors.name[actor].length, 40) * LETTER + AROUND_NAME;

// Where the members stand around their side, and the room that all of them take.
function withSpots({ side, own, members }) {
  const columns = Math.ceil(members.length / ROWS), spots = members.map((one, k) => [one, (Math.floor(k / ROWS) - (columns - 1) / 2) * COLUMN, BELOW + HIGH * (k % ROWS)]);
  const boxes = [...own ? [[side, 0, 0]] : [], ...spots].map(([one, dx, dy]) => [dx - wideOf(one) / 2, dy - HIGH / 2, dx + wideOf(one) / 2, dy + HIGH / 2]);
  const least = (k) => Math.min(...boxes.map((box) => box[k])), most = (k) => Math.max(...boxes.map((box) => box[k]));
  return { side, own, spots, box: [least(0), least(1), most(2), most(3)] };
}

// Whether no two sides with their members overlap, and nobody is nearer to another side than to the own one.
function clear(all, scale) {
  const at = all.map(({ side }) => sidePlace(side).map((one) => one * scale));
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < i; j++) {
      const [x, y] = at[i], [u, v] = at[j], [a, b, c, d] = all[i].box, [e, f, g, h] = all[j].box;
      if (x + a < u + g + GAP && u + e < x + c + GAP && y + b < v + h + GAP && v + f < y + d + GAP) return false;
      const near = ([, dx, dy], p, q) => Math.hypot(p[0] + dx - q[0], p[1] + dy - q[1]) < Math.hypot(dx, dy);
      if ((all[j].own && all[i].spots.some((one) => near(one, at[i], at[j]))) || (all[i].own && all[j].spots.some((one) => near(one, at[j], at[i])))) return false;
    }
  }
  return true;
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
