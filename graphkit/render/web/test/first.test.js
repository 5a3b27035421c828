// What can be asked of a page whose record has not come whole yet: its first picture.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { computeFilters } from "../core/filters.js";
import { KEYS } from "../core/keys.js";
import { D } from "../core/record.js";
import { S, freshState } from "../core/state.js";
import { V } from "../core/view.js";
import { beginFirst } from "./record.js";

before(beginFirst);

const choices = (key) => ({ switch: [true, false], word: key.values ?? [] })[key.form] ?? [];

for (const key of KEYS.filter(({ changes }) => changes.includes("filters"))) {
  for (const choice of choices(key)) {
    test(`${key.name}=${choice} can stand in the address of a page that opens`, () => {
      assert.equal(D.whole, false);
      Object.assign(S, freshState(), { [key.name]: choice });
      assert.doesNotThrow(computeFilters, `the filter ${key.name} reads what only the whole record has: ask for D.whole first`);
      assert.equal(V.pass.length, D.relationCount);
    });
  }
}
