// The signs and links as vis-network takes them, brought in line with what is shown.
import { arcs, groupSize } from "../core/groups.js";
import { linkSoft, linkTone, onOneDocument, onlyCoded, onlyTies, pairId } from "../core/links.js";
import { D, idOf, isGroup } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { FILL, SHAPE, colours, fillOf, linkWidth, nodeSize, tracePath } from "./look.js";
import { placeOf } from "./places.js";
import { edgeSet, nodeSet } from "./vis.js";

export const restyled = new Map();      // what a pyvis user has changed on an actor's sign
export const linkRestyled = new Map();
export const ARROWS_UP_TO = 800, DASHES_UP_TO = 500;

export function nodeOf(actor) {
  if (isGroup(actor)) return groupNode(actor);
  const kind = D.kinds[D.actors.kind[actor]], look = colours(), id = idOf(actor), own = restyled.get(id) ?? {};
  const most = V.most, shape = SHAPE[kind] ?? "circle", [x, y] = placeOf(actor);
  const fillColour = own.color && own.color !== FILL[kind] ? own.color : fillOf(actor);
  const usual = shape === "pentagon" || shape === "cross" ? "custom" : shape === "circle" ? "dot" : shape;
  const background = typeof fillColour === "string" ? fillColour : fillColour.background;
  const colour = { background, border: look.outline };
  return {
    id, x, y, label: undefined,
    shape: own.shape && own.shape !== "dot" && own.shape !== usual ? own.shape : usual,
    ctxRenderer: usual === "custom" ? customSign(shape) : undefined,
    size: nodeSize(actor, V.involvement[actor], most),
    color: { ...colour, highlight: { background, border: look.accent } },
  };
}

function groupNode(actor) {
  const look = colours(), [x, y] = placeOf(actor), colour = { background: look.faint, border: look.ink };
  return {
    id: idOf(actor), x, y, label: undefined, shape: "dot", size: groupSize(actor),
    color: { ...colour, highlight: { background: look.faint, border: look.accent } },
  };
}

// vis-network has no pentagon and no cross: draw ours.
function customSign(shape) {
  return ({ ctx, x, y, style, state }) => ({
    drawNode() {
      tracePath(ctx, shape, x, y, style.size);
      ctx.fillStyle = style.color;
      ctx.fill();
      ctx.lineWidth = state.selected ? 3 : 1.5;
      ctx.strokeStyle = style.borderColor;
      ctx.stroke();
    },
    nodeDimensions: { width: style.size * 2, height: style.size * 2 },
  });
}

export const dashOf = (p) => (onlyTies(p) ? [2, 4] : onlyCoded(p) ? [1, 2] : linkSoft(p) ? [7, 5] : S.single && onOneDocument(p) ? [1.5, 4.5] : false);

function edgeOf(p) {
  const { n, coded, forth, back } = V.stats, now = arcs(), id = pairId(p), own = linkRestyled.get(id) ?? {};
  const arrows = V.pairs.length <= ARROWS_UP_TO;
  return {
    id, from: idOf(now.pairA[p]), to: idOf(now.pairB[p]),
    color: own.color ?? colours()[linkTone(p)],
    width: onlyTies(p) ? 1.2 : linkWidth(n[p], coded[p]),
    dashes: V.pairs.length <= DASHES_UP_TO || onlyTies(p) ? dashOf(p) : false,
    arrows: arrows ? `${forth[p] > 0 ? "to" : ""} ${back[p] > 0 ? "from" : ""}` : "",
  };
}

export function fillSets() {
  V.most = V.shown.reduce((most, actor) => Math.max(most, V.involvement[actor]), 1);
  syncSet(nodeSet, V.shown.map(nodeOf));
  syncSet(edgeSet, V.pairs.map(edgeOf));
}

function syncSet(set, wanted) {
  const ids = new Set(wanted.map((item) => item.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  if (gone.length) set.remove(gone);
  if (!wanted.length) return;
  const looks = set.looks ??= new Map();
  const changed = wanted.filter((item) => !looks.has(item.id) || set.get(item.id) === null || !alike(looks.get(item.id), item));
  for (const item of changed) looks.set(item.id, item);
  if (changed.length) set.update(changed);
}

function alike(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === other || typeof one === "function";
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => alike(one[name], other[name]));
}
