// Places in a text. The server counts code points, the browser UTF-16 units: this file alone turns one into the other.

/** The places of a text where one code point takes two units. */
export class Points {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {number[]} code points that stand before each wide one */
    this.wide = [];
    if (/[\ud800-\udbff]/.test(text)) {
      let point = 0;
      for (let unit = 0; unit < text.length; unit += 1, point += 1) {
        if (isPair(text, unit)) { this.wide.push(point); unit += 1; }
      }
    }
    this.length = text.length - this.wide.length;
  }

  /** The unit at which a code point begins. @param {number} point */
  unit(point) {
    return point + countBelow(this.wide, point);
  }

  /** The code point that a unit belongs to. @param {number} unit */
  point(unit) {
    let low = 0, high = this.wide.length;          // how many wide ones lie wholly before the unit
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] + middle + 2 <= unit) low = middle + 1;
      else high = middle;
    }
    const inside = low < this.wide.length && this.wide[low] + low + 1 === unit;
    return unit - low - (inside ? 1 : 0);
  }

  /** The words between two code points. @param {number} start @param {number} end */
  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

/** @param {string} text @param {number} unit */
function isPair(text, unit) {
  const first = text.charCodeAt(unit), second = text.charCodeAt(unit + 1);
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

/** How many of some rising numbers are below a number. @param {number[]} sorted @param {number} value */
export function countBelow(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last of some spans, by their starts, that begins at or before a place; -1 before the first.
 * @param {[number, number][]} spans @param {number} place */
export function spanAt(spans, place) {
  let low = 0, high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle][0] <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const AROUND = 200;

/** Whether a unit begins a grapheme, judged by the text around it. @param {string} text @param {number} unit */
function isBoundary(text, unit) {
  if (unit <= 0 || unit >= text.length) return true;
  let from = Math.max(0, unit - AROUND);
  if (from && isPair(text, from - 1)) from += 1;
  const near = graphemes.segment(text.slice(from, unit + AROUND)).containing(unit - from);
  return near === undefined || near.index === unit - from;
}

/** A span whose ends are those of whole graphemes and which neither begins nor ends with a blank; null for nothing.
 * @param {Points} points @param {number} start @param {number} end @returns {[number, number] | null} */
export function snapped(points, start, end) {
  const { text } = points;
  let from = points.unit(Math.min(start, end)), to = points.unit(Math.max(start, end));
  if (from === to) return null;
  while (!isBoundary(text, from)) from -= 1;
  while (!isBoundary(text, to)) to += 1;
  while (from < to && isBlank(text[from])) from += 1;
  while (to > from && isBlank(text[to - 1])) to -= 1;
  return from < to ? [points.point(from), points.point(to)] : null;
}

/** @param {string} character */
const isBlank = (character) => /[\s\u200b\u2060\ufeff]/.test(character);

/** The words of a stretch of text, each a span of code points; a stretch without words is one itself.
 * @param {Points} points @param {[number, number]} stretch @param {string} language @returns {[number, number][]} */
export function wordsOf(points, [start, end], language) {
  const from = points.unit(start), text = points.text.slice(from, points.unit(end));
  const found = [];
  for (const part of segmenter(language).segment(text)) {
    if (!part.isWordLike) continue;
    found.push(snapped(points, points.point(from + part.index), points.point(from + part.index + part.segment.length)));
  }
  const words = found.filter((word, place) => word && (!place || word[0] >= (found[place - 1]?.[1] ?? 0)));
  if (words.length) return words;
  const whole = snapped(points, start, end);
  return whole ? [whole] : [];
}

const segmenters = new Map();

/** @param {string} language @returns {Intl.Segmenter} */
function segmenter(language) {
  if (!segmenters.has(language)) {
    let made;
    try { made = new Intl.Segmenter(language || undefined, { granularity: "word" }); }
    catch { made = new Intl.Segmenter(undefined, { granularity: "word" }); }
    segmenters.set(language, made);
  }
  return segmenters.get(language);
}
