// The signs as vis-network takes them, brought in line with what is shown. Links are drawn by ourselves (lines.js).
import { D, idOf, isGroup } from "../core/record.js";
import { S } from "../core/state.js";
import { V } from "../core/view.js";
import { isLitActor } from "./lit.js";
import { FONT, SHAPE, UNLIT, colours, inkOn } from "./look.js";
import { placeOf } from "./places.js";
import { plateOf, plateShapes } from "./plates.js";
import { restyled } from "./restyled.js";
import { paint } from "./shapes.js";
import { network, nodeSet } from "./vis.js";

/** Below this many pixels a name is not read, and is left out of its plate. */
export const LEGIBLE = 5.5;

/** Of more signs than so many, those that are dimmed are drawn without their names. */
const CROWD = 100;

const isChosen = (actor) => S.select?.actor === actor || Boolean(S.select?.link?.includes(actor));

/** The shape that a pyvis user has given an actor in place of its plate; blank: none. */
export function ownShape(actor) {
  const own = restyled.get(idOf(actor))?.shape;
  return own && own !== PYVIS[D.kinds[D.actors.kind[actor]]] ? own : "";
}

// What to_pyvis gives each kind, and what its reader has not changed.
const PYVIS = { ...SHAPE, company: "dot", person: "dot", other: "dot" };

function nodeOf(actor) {
  const [x, y] = placeOf(actor), { wide, high } = plateOf(actor), shape = ownShape(actor);
  if (shape) {
    const { color, size } = restyled.get(idOf(actor)), look = colours();
    return { id: idOf(actor), x, y, label: D.actors.name[actor], shape, size, wide, color, font: { size: 13, color: shape === "box" ? inkOn(color) : look.ink, face: FONT } };
  }
  return { id: idOf(actor), x, y, label: undefined, shape: "custom", size: high / 2, wide, kind: isGroup(actor) ? "group" : D.kinds[D.actors.kind[actor]], ctxRenderer: rendererOf(actor) };
}

export function paintSign(ctx, actor) {
  const lit = isLitActor(actor), words = plateOf(actor).size * network.getScale() > LEGIBLE && (lit || V.shown.length <= CROWD);
  paint(ctx, plateShapes(actor, { chosen: isChosen(actor), words }), colours(), lit ? 1 : UNLIT);
}

const renderers = new Map();

function rendererOf(actor) {
  let found = renderers.get(actor);
  if (!found) renderers.set(actor, found = ({ ctx }) => {
    const { wide, high } = plateOf(actor);
    return {
      drawNode: () => paintSign(ctx, actor),
      nodeDimensions: { width: wide, height: high },
    };
  });
  return found;
}

export function fillSets() {
  V.most = V.shown.reduce((most, actor) => Math.max(most, V.involvement[actor]), 1);
  const wanted = V.shown.map(nodeOf), ids = new Set(wanted.map(({ id }) => id)), gone = nodeSet.getIds().filter((id) => !ids.has(id));
  if (gone.length) nodeSet.remove(gone);
  const changed = wanted.filter((node) => {
    const old = nodeSet.get(node.id);
    return !old || old.x !== node.x || old.y !== node.y || old.wide !== node.wide || old.size !== node.size;
  });
  if (changed.length) nodeSet.update(changed);
}
