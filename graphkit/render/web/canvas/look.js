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
    coop: "#2166ac", conf: "#b35806", mixed: "#6b6f75", tie: "#6b6f75", own: "#3c4046", ink: "#17191c", soft: "#595d64", paper: "#ffffff",
    outline: "#8a8e95", faint: "#d8d9d6", field: "#ecece9", plate: "#2b3038", first: "#000000", onPlate: "#ffffff", accent: "#17191c",
  },
  dark: {
    coop: "#79b8ff", conf: "#f0a35e", mixed: "#a3a8af", tie: "#a3a8af", own: "#d3d7dc", ink: "#f1f2f3", soft: "#abb1b9", paper: "#111418",
    outline: "#848b95", faint: "#3a4048", field: "#232830", plate: "#c9ced6", first: "#ffffff", onPlate: "#111418", accent: "#f1f2f3",
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

const circlePath = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

/** A sign as the text of a path. */
export function signPath(shape, x, y, r) {
  const points = corners(shape, r);
  return points ? `M${points.map(([dx, dy]) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`).join("L")}Z` : circlePath(x, y, r);
}

/** Black or white, whichever is read better on a colour. */
export function inkOn(colour) {
  const parts = /^#(..)(..)(..)$/.exec(colour);
  if (!parts) return "#000000";
  const [r, g, b] = parts.slice(1).map((part) => { const v = Number.parseInt(part, 16) / 255; return v <= 0.04 ? v / 12.9 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000000" : "#ffffff";
}

/** How wide the strongest link may be: where there is much, all are thinner in proportion, so that they can be told apart. */
const WIDEST = 5, WIDEST_NARROW = 3.6;

/** What one step of a link's width is, where the strongest drawn has so many relations. */
export const widthStep = (most, narrow) => Math.min(1.2, ((narrow ? WIDEST_NARROW : WIDEST) - 0.7) / Math.log(1 + Math.max(most, 1)));

// What machines coded makes no link wider; a link of nothing else is thin.
export const linkWidth = (n, coded, step) => (coded && coded === n ? 0.9 : 0.7 + step * Math.log(1 + n - coded));

export const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const FONT = '"Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif';
export const UNLIT = 0.15, FADED = 0.4;
