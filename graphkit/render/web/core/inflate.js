// Unpacks gzip where the browser has no DecompressionStream (Safari before 16.4, Firefox before 113). After RFC 1951 and 1952.

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_MORE = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const BACK_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const HEADER = 10, TRAILER = 8;    // the header of a file without a name, which is all that a page carries

// How many codes there are of each length, and what they stand for, in their order.
function codesOf(lengths) {
  const count = new Uint16Array(16), next = new Uint16Array(16), signs = new Uint16Array(lengths.length);
  for (const length of lengths) if (length) count[length]++;
  for (let i = 1; i < 15; i++) next[i + 1] = next[i] + count[i];
  lengths.forEach((length, sign) => { if (length) signs[next[length]++] = sign; });
  return { count, signs };
}

const repeated = (...runs) => runs.flatMap(([times, length]) => Array(times).fill(length));
/** @returns {[ReturnType<typeof codesOf>, ReturnType<typeof codesOf>]} */
const pair = (literals, backs) => [codesOf(literals), codesOf(backs)];
const fixedTables = () => pair(repeated([144, 8], [112, 9], [24, 7], [8, 8]), Array(30).fill(5));

/** The bytes that a gzip file holds. */
export function inflate(packed) {
  const size = new DataView(packed.buffer, packed.byteOffset + packed.length - 4).getUint32(0, true);
  const out = new Uint8Array(size), end = packed.length - TRAILER;
  let at = HEADER, written = 0, held = 0, holds = 0;

  function bits(wanted) {
    while (holds < wanted) {
      if (at >= end) throw new Error("the record of this page is cut off");
      held |= packed[at++] << holds;
      holds += 8;
    }
    const found = held & ((1 << wanted) - 1);
    held >>>= wanted;
    holds -= wanted;
    return found;
  }

  function sign({ count, signs }) {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - first < count[length]) return signs[index + code - first];
      index += count[length];
      first = (first + count[length]) << 1;
      code <<= 1;
    }
    throw new Error("the record of this page is damaged");
  }

  function storedBlock() {
    held = holds = 0;
    const length = packed[at] | (packed[at + 1] << 8), from = at + 4;
    out.set(packed.subarray(from, at = from + length), written);
    written += length;
  }

  function tables() {
    const literals = bits(5) + 257, backs = bits(5) + 1, known = bits(4) + 4, short = Array(19).fill(0);
    for (let i = 0; i < known; i++) short[ORDER[i]] = bits(3);
    const codes = codesOf(short), lengths = [];
    while (lengths.length < literals + backs) {
      const found = sign(codes);
      if (found < 16) lengths.push(found);
      else if (found === 16) lengths.push(...repeated([3 + bits(2), lengths.at(-1)]));
      else lengths.push(...repeated([found === 17 ? 3 + bits(3) : 11 + bits(7), 0]));
    }
    return pair(lengths.slice(0, literals), lengths.slice(literals));
  }

  function codedBlock(literals, backs) {
    for (let found = sign(literals); found !== 256; found = sign(literals)) {
      if (found < 256) { out[written++] = found; continue; }
      const length = LENGTH_BASE[found - 257] + bits(LENGTH_MORE[found - 257]), code = sign(backs);
      const back = BACK_BASE[code] + bits(Math.max(0, (code >> 1) - 1));
      for (let i = 0; i < length; i++, written++) out[written] = out[written - back];
    }
  }

  for (let last = false; !last;) {
    last = bits(1) === 1;
    const kind = bits(2);
    if (kind === 0) storedBlock();
    else codedBlock(...(kind === 1 ? fixedTables() : tables()));
  }
  return out;
}
