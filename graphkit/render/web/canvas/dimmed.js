// The pointer over a crowd: what is not under it is kept as a picture, and only what is lit is drawn anew above that.
import { V } from "../core/view.js";
import { computeLit, isLitActor, lightNobody, litActors } from "./lit.js";
import { drawAbove } from "./over.js";
import { ownShape, paintSign } from "./signs.js";
import { CROWD, drawLit } from "./under.js";
import { drawingCanvas, network, pixelRatio } from "./vis.js";

/** The picture with everything bright, and with everything dimmed. @type {{ bright: HTMLCanvasElement | null, dim: HTMLCanvasElement | null }} */
const kept = { bright: null, dim: null };
let own = false;

/** Somebody else has the map drawn: what was kept is no longer so. */
export function forgetPictures() {
  if (!own) kept.bright = kept.dim = null;
}

function redraw() {
  own = true;
  network.redraw();
  own = false;
}

function copied() {
  const canvas = drawingCanvas(), copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d").drawImage(canvas, 0, 0);
  return copy;
}

function putBack(ctx, picture) {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = "copy";
  ctx.drawImage(picture, 0, 0);
  ctx.globalCompositeOperation = "source-over";
}

/** Draw what the pointer has come to, or left; `wasLit` says whether something was lit until now. */
export function drawHovered(wasLit) {
  // of so few all are drawn anew: that takes no longer
  if (V.pairs.length <= CROWD || V.shown.some(ownShape)) return redraw();
  if (!wasLit) kept.bright ??= copied();
  if (litActors && !kept.dim) {
    lightNobody();
    redraw();
    kept.dim = copied();
    computeLit();
  }
  const picture = litActors ? kept.dim : kept.bright, ctx = drawingCanvas().getContext("2d");
  if (!picture) return redraw();
  ctx.save();
  putBack(ctx, picture);
  if (litActors) drawAmong(ctx);
  ctx.restore();
  return undefined;
}

function drawAmong(ctx) {
  const ratio = pixelRatio(), { x, y } = network.canvasToDOM({ x: 0, y: 0 }), size = ratio * network.getScale();
  ctx.setTransform(size, 0, 0, size, ratio * x, ratio * y);
  drawLit(ctx);
  for (const actor of V.shown) if (isLitActor(actor)) paintSign(ctx, actor);
  drawAbove(ctx);
}
