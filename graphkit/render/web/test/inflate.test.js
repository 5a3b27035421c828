import assert from "node:assert/strict";
import { constants, gzipSync } from "node:zlib";
import { test } from "node:test";
import { inflate } from "../core/inflate.js";

// repetitions near and far, all bytes, and more than one block
const long = Buffer.from(Array.from({ length: 200000 }, (_, i) => (i % 977 < 500 ? (i * i) % 251 : i % 256)));
const TEXTS = [Buffer.from(""), Buffer.from("a"), Buffer.from('{"who":"Пхеньян","said":["no","no","no","no","no","no"]}'), long];

test("a page's record is unpacked without the browser's help, however it was packed", () => {
  for (const text of TEXTS) {
    for (const level of [0, 1, 6, 9]) assert.deepEqual(Buffer.from(inflate(gzipSync(text, { level }))), text);
    for (const strategy of [constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE]) {
      assert.deepEqual(Buffer.from(inflate(gzipSync(text, { strategy }))), text);
    }
  }
});

test("a record that is cut off is an error, not half a record", () => {
  const packed = gzipSync(long);
  assert.throws(() => inflate(packed.subarray(0, packed.length / 2)), /cut off/);
});
