// Two surfaces to draw a picture on: one writes SVG, the other is a canvas.
import { D } from "../core/record.js";
import { FONT } from "./look.js";

// One drawing surface that writes SVG.
export class SvgPen {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {string[]} */
    this.parts = [];
  }

  static text(value) {
    const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
    return String(value).replace(control, "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  }

  add(tag, attributes, content = null) {
    const list = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => ` ${name}="${SvgPen.text(typeof value === "number" ? Math.round(value * 100) / 100 : value)}"`).join("");
    this.parts.push(content === null ? `<${tag}${list}/>` : `<${tag}${list}>${SvgPen.text(content)}</${tag}>`);
  }

  rect(x, y, width, height, fill) { this.add("rect", { x, y, width, height, fill }); }

  path(d, { stroke = "none", width = 1, fill = "none", dash = null, alpha = null, cap = null } = {}) {
    this.add("path", { d, stroke, "stroke-width": width, fill, "stroke-dasharray": dash, opacity: alpha, "stroke-linecap": cap });
  }

  words(text, x, y, { size = 12, weight = 400, fill, halo = null, anchor = "start", alpha = null }) {
    this.add("text", {
      opacity: alpha,
      x, y, "font-size": size, "font-weight": weight, fill, "text-anchor": anchor, "font-family": FONT.replaceAll('"', ""),
      stroke: halo, "stroke-width": halo ? 3.5 : null, "paint-order": halo ? "stroke" : null, "stroke-linejoin": halo ? "round" : null,
    }, text);
  }

  /** What follows is in a measure of its own, until `pop`. @param {number} x @param {number} y @param {number} scale */
  push(x, y, scale) { this.parts.push(`<g transform="translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(4)})">`); }

  pop() { this.parts.push("</g>"); }

  result() {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" `
      + `viewBox="0 0 ${this.width} ${this.height}" role="img"><title>${SvgPen.text(D.meta.title)}</title>\n${this.parts.join("\n")}\n</svg>\n`;
  }
}

// The same surface on a canvas.
export class CanvasPen {
  constructor(width, height, scale = 2) {
    this.canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    this.ctx = this.canvas.getContext("2d");
    this.ctx.scale(scale, scale);
  }

  push(x, y, scale) { this.ctx.save(); this.ctx.translate(x, y); this.ctx.scale(scale, scale); }

  pop() { this.ctx.restore(); }

  rect(x, y, width, height, fillColour) {
    this.ctx.fillStyle = fillColour;
    this.ctx.fillRect(x, y, width, height);
  }

  path(d, { stroke = "none", width = 1, fill: inside = "none", dash = null, alpha = null, cap = null } = {}) {
    const { ctx } = this, shape = new Path2D(d);
    ctx.globalAlpha = alpha ?? 1;
    ctx.setLineDash(dash ? dash.split(" ").map(Number) : []);
    ctx.lineCap = cap ?? "butt";
    if (inside !== "none") { ctx.fillStyle = inside; ctx.fill(shape); }
    if (stroke !== "none") { ctx.strokeStyle = stroke; ctx.lineWidth = width; ctx.stroke(shape); }
    ctx.globalAlpha = 1;
  }

  words(text, x, y, { size = 12, weight = 400, fill: ink, halo = null, anchor = "start", alpha = null }) {
    const { ctx } = this;
    ctx.globalAlpha = alpha ?? 1;
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.textAlign = anchor === "middle" ? "center" : anchor === "end" ? "right" : "left";
    ctx.setLineDash([]);
    ctx.lineJoin = "round";
    if (halo) { ctx.strokeStyle = halo; ctx.lineWidth = 3.5; ctx.strokeText(text, x, y); }
    ctx.fillStyle = ink;
    ctx.fillText(text, x, y);
    ctx.globalAlpha = 1;
  }
}
