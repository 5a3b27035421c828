// What is drawn, as lists of shapes in the map’s own measure: painted on the canvas, or written into a drawing.
import { FONT } from "./look.js";

/**
 * A path or a text; colours are names of the palette, or colours.
 * @typedef {{
 *   path?: string, stroke?: string, width?: number, dash?: number[] | null, fill?: string, alpha?: number, cap?: CanvasLineCap,
 *   text?: string, x?: number, y?: number, size?: number, weight?: number, ink?: string, anchor?: "start" | "middle" | "end", halo?: boolean,
 * }} Shape
 */

const made = new Map();

function pathOf(text) {
  let path = made.get(text);
  if (!path) {
    if (made.size > 12000) made.clear();
    path = new Path2D(text);
    made.set(text, path);
  }
  return path;
}

const colourIn = (look, name) => look[name] ?? name;
const ALIGN = { start: "left", middle: "center", end: "right" };

/** @param {CanvasRenderingContext2D} ctx @param {Shape[]} shapes @param {any} look @param {number} alpha */
export function paint(ctx, shapes, look, alpha = 1) {
  for (const one of shapes) {
    ctx.globalAlpha = alpha * (one.alpha ?? 1);
    if (one.text !== undefined) {
      ctx.font = `${one.weight ?? 400} ${one.size}px ${FONT}`;
      ctx.textAlign = /** @type {CanvasTextAlign} */ (ALIGN[one.anchor ?? "start"]);
      ctx.textBaseline = "alphabetic";
      if (one.halo) {
        ctx.strokeStyle = look.paper;
        ctx.lineWidth = 4;
        ctx.lineJoin = "round";
        ctx.setLineDash([]);
        ctx.strokeText(one.text, one.x, one.y);
      }
      ctx.fillStyle = colourIn(look, one.ink);
      ctx.fillText(one.text, one.x, one.y);
      continue;
    }
    const path = pathOf(one.path);
    if (one.fill) { ctx.fillStyle = colourIn(look, one.fill); ctx.fill(path); }
    if (!one.stroke) continue;
    ctx.strokeStyle = colourIn(look, one.stroke);
    ctx.lineWidth = one.width;
    ctx.lineCap = one.cap ?? "butt";
    ctx.setLineDash(one.dash ?? []);
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

/** The same shapes with a pen that writes. */
export function write(pen, shapes, look, alpha = 1) {
  for (const one of shapes) {
    if (one.text !== undefined) {
      pen.words(one.text, one.x, one.y, { size: one.size, weight: one.weight ?? 400, fill: colourIn(look, one.ink), anchor: one.anchor ?? "start",
        halo: one.halo ? look.paper : null, alpha: alpha < 1 ? alpha : null });
      continue;
    }
    const through = alpha * (one.alpha ?? 1);
    pen.path(one.path, { stroke: one.stroke ? colourIn(look, one.stroke) : "none", width: one.width, fill: one.fill ? colourIn(look, one.fill) : "none",
      dash: one.dash?.length ? one.dash.join(" ") : null, alpha: through < 1 ? through : null, cap: one.cap ?? null });
  }
}
