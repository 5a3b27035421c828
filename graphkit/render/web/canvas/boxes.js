// Room on the screen: boxes already taken, and how wide words are.

// Boxes already taken on the screen, found by cell.
export const MARK = -1;

export class Boxes {
  constructor() { this.cells = new Map(); }

  // The cells of 64 by 64 pixels that a box lies in.
  cellsOf([left, top, right, bottom]) {
    const found = [];
    for (let x = Math.floor(left / 64); x <= right / 64; x++) {
      for (let y = Math.floor(top / 64); y <= bottom / 64; y++) found.push(x * 4096 + y);
    }
    return found;
  }

  // Is a box free of all others but the actor's own sign and, where some are spared, the signs of all the rest?
  free(box, except, spared = null) {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (other.owner !== undefined && (other.owner === except || (spared && !spared.has(other.owner)))) continue;
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  take(box, owner) {
    box.owner = owner;
    for (const cell of this.cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  // The nearest free spot for a round badge.
  near(x, y, r) {
    for (let ring = 0; ring < 6; ring++) {
      for (let k = 0; k < (ring ? 8 : 1); k++) {
        const px = x + ring * r * 1.1 * Math.cos(k * 0.785), py = y + ring * r * 1.1 * Math.sin(k * 0.785);
        const box = [px - r, py - r, px + r, py + r];
        if (this.free(box)) { this.take(box); return { x: px, y: py }; }
      }
    }
    return { x, y };
  }
}

const widths = new Map();

export function textWidth(ctx, text, font) {
  const key = `${font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    ctx.font = font;
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

// Where the buttons for zooming are.

// Whether a line goes through a box (Liang and Barsky).
/** @param {{ x: number, y: number }[]} line @param {number[]} box */
export function crosses([start, end], [left, top, right, bottom]) {
  const dx = end.x - start.x, dy = end.y - start.y;
  let from = 0, to = 1;
  for (const [by, room] of [[-dx, start.x - left], [dx, right - start.x], [-dy, start.y - top], [dy, bottom - start.y]]) {
    if (by === 0 && room < 0) return false;
    if (by < 0) from = Math.max(from, room / by);
    else if (by > 0) to = Math.min(to, room / by);
  }
  return from <= to;
}
