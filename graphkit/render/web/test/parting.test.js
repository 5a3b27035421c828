import assert from "node:assert/strict";
import { test } from "node:test";
import { findWays, pointOf } from "../core/bending.js";
import { partWays } from "../core/parting.js";

const box = (x, y) => [x - 60, y - 20, x + 60, y + 20];
const points = (way, n = 40) => Array.from({ length: n + 1 }, (_, k) => pointOf(way, k / n));

/** How much of a way runs within some pixels of another, its ends left out. */
const alongside = (one, other) => points(one).slice(6, -6).filter(([x, y]) => points(other, 200).some(([u, v]) => Math.hypot(x - u, y - v) < 10)).length / 29;

/** How many points of a way lie in a box. */
const behind = (way, [left, top, right, bottom]) => points(way, 100).filter(([x, y]) => x > left && x < right && y > top && y < bottom).length;

test("two links that run one along the other are parted", () => {
  const boxes = new Map([[0, box(-400, 0)], [1, box(400, 0)], [2, box(-380, 60)], [3, box(380, -60)]]), links = [{ a: 0, b: 1 }, { a: 2, b: 3 }];
  const before = findWays(links, boxes), parted = partWays(before, boxes), share = ([one, other]) => Math.max(alongside(one, other), alongside(other, one));
  assert.ok(share(before) > 0.2, String(share(before)));
  assert.ok(share(parted) < 0.15, String(share(parted)));
});

test("what crosses steeply, and the headline's own link, stay as they are", () => {
  const boxes = new Map([[0, box(-300, 0)], [1, box(300, 0)], [2, box(0, -200)], [3, box(0, 200)]]), links = [{ a: 0, b: 1 }, { a: 2, b: 3 }];
  const before = findWays(links, boxes, { pair: [0, 1] });
  assert.deepEqual(partWays(before, boxes, { pair: [0, 1] }), before);
});

test("a link does not run behind the members that stand below their side, from whichever side it comes", () => {
  // a column of three, the middle one the widest; somebody above is linked with the lowest
  const column = [[0, [-40, -20, 40, 10]], [1, [-60, 20, 60, 48]], [2, [-85, 56, 85, 84]], [3, [-60, 92, 60, 120]], [4, box(120, -240)], [5, box(-400, -240)], [6, box(400, 220)]];
  const boxes = new Map(/** @type {[number, number[]][]} */ (column)), before = findWays([{ a: 4, b: 3 }], boxes), links = [{ a: 4, b: 3 }, { a: 5, b: 6 }];
  const [way] = partWays(findWays(links, boxes), boxes), hidden = (one) => [0, 1, 2].reduce((sum, k) => sum + behind(one, boxes.get(k)), 0);
  assert.equal(hidden(way), 0);
  assert.ok(before.length === 1);
});

test("the same ways come out of the same ways, and more of them than a picture holds are let be", () => {
  const boxes = new Map(Array.from({ length: 14 }, (_, k) => [k, box(-450 + 300 * (k % 4), -200 + 110 * Math.floor(k / 4))])), links = [];
  for (let a = 0; a < 14; a++) for (let b = 0; b < a; b++) links.push({ a, b });
  const some = findWays(links.slice(0, 24), boxes);
  assert.deepEqual(partWays(some, boxes), partWays(some, boxes));
  const many = findWays(links, boxes);
  assert.equal(partWays(many, boxes), many);
});
