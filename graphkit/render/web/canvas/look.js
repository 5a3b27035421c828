// Signs and colours, shared by the map, the legend and the exports.
import { D } from "../core/record.js";
import { S } from "../core/state.js";

export const SHAPE = {
  state: "square", igo: "diamond", agency: "hexagon", ngo: "star", media: "triangleDown", company: "pentagon",
  "armed-group": "triangle", person: "circle", other: "cross",
};

export const FILL = {
  state: "#4477aa", igo: "#5c9633", agency: "#ccbb44", ngo: "#aa3377", media: "#afb3aa", company: "#09a3ac",
  "armed-group": "#ee6677", person: "#66ccee", other: "#e5e4e6",
};

// Blocs take these in the order of their names; what is beyond them, and whoever is in none, is grey.
export const BLOC_FILL = ["#4477aa", "#ee6677", "#006811", "#c6b94b", "#6cd3f5", "#a83074", "#ffb628", "#28b28b"];
const NO_BLOC = "#cfcfcf";
export const blocFill = (bloc) => BLOC_FILL[bloc] ?? NO_BLOC;
export const byBloc = () => D.blocs.length > 0 && S.colour !== "kind";
export const fillOf = (actor) => (byBloc() ? blocFill(D.actors.bloc[actor]) : FILL[D.kinds[D.actors.kind[actor]]] ?? FILL.other);

const PALETTE = {
  light: {
    coop: "#2166ac", conf: "#b35806", mixed: "#886e6b", tie: "#3c0032", ink: "#1b1f24", soft: "#57606a", paper: "#ffffff",
    outline: "#22272e", faint: "#d0d7de", accent: "#0b57d0",
  },
  dark: {
    coop: "#79b8ff", conf: "#f0a35e", mixed: "#909090", tie: "#aa00fa", ink: "#f0f3f6", soft: "#b1bac4", paper: "#0d1117",
    outline: "#f0f3f6", faint: "#30363d", accent: "#8ab4f8",
  },
};

export const systemDark = matchMedia("(prefers-color-scheme: dark)");

export function themeName() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : systemDark.matches ? "dark" : "light";
}

export const colours = () => PALETTE[themeName()];

// The corners of a sign of half height r around (0, 0); a circle has none.
export function corners(shape, r) {
  const ring = (count, turn, radius = (/** @type {number} */ _k) => r) => Array.from({ length: count }, (_, k) => {
    const angle = turn + (k * 2 * Math.PI) / count;
    return [radius(k) * Math.cos(angle), radius(k) * Math.sin(angle)];
  });
  const top = -Math.PI / 2;
  switch (shape) {
    case "square": return [[-r, -r], [r, -r], [r, r], [-r, r]];
    case "diamond": return ring(4, top, () => r * 1.2);
    case "hexagon": return ring(6, 0);
    case "pentagon": return ring(5, top);
    case "star": return ring(10, top, (k) => (k % 2 ? r * 0.5 : r * 1.2));
    case "triangle": return ring(3, top, () => r * 1.15);
    case "triangleDown": return ring(3, -top, () => r * 1.15);
    case "cross": {
      const t = r * 0.4;
      return [[-t, -r], [t, -r], [t, -t], [r, -t], [r, t], [t, t], [t, r], [-t, r], [-t, t], [-r, t], [-r, -t], [-t, -t]];
    }
    default: return null;
  }
}

export function tracePath(ctx, shape, x, y, r) {
  const points = corners(shape, r);
  ctx.beginPath();
  if (!points) ctx.arc(x, y, r, 0, 2 * Math.PI);
  else points.forEach(([dx, dy], k) => (k ? ctx.lineTo(x + dx, y + dy) : ctx.moveTo(x + dx, y + dy)));
  ctx.closePath();
}

export function nodeSize(actor, count, most) {
  const scale = D.kinds[D.actors.kind[actor]] === "state" ? 1 : 0.72;
  return 6 + 24 * scale * Math.sqrt(count / Math.max(most, 12));
}

// What machines coded makes no link wider; a link of nothing else is thin.
export const linkWidth = (n, coded = 0) => (coded && coded === n ? 0.9 : Math.min(0.7 + 0.9 * Math.log(1 + n - coded), 9));

export const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif';
export const seeThrough = (lit) => (lit ? 1 : 0.06);
