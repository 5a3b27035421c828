// Part the bundled vis-network in two: vis-network.js, which the first picture is drawn with, and vis-later.js, which is
// carried as plain text until it is asked for. Whoever comes upon something of the latter first reads it all, at once
// and without having to wait; the page reads it anyway as soon as it has time. Nothing is left out.
import { readFileSync, writeFileSync } from "node:fs";
import { added, declared, handed, mentioned, needed, read, replaced, small } from "./parts.mjs";

const PARTS = "visParts", ISLAND = "graphkit-vis-later";
// Answers to the pointer, the shapes and links that the page does not draw of its own accord, labels, pictures.
const MODULES = ["@egjs/hammerjs"];
const NAMES = `hammerMock Hammer$1 Hammer2 Activator$1 DataStream Queue CachedImage LabelAccumulator MarkupAccumulator
  LabelSplitter BezierEdgeBase BezierEdgeDynamic BezierEdgeStatic CubicBezierEdgeBase CubicBezierEdge CircleImageBase Box2
  Circle2 CircularImage Database Ellipse Icon Image$1 Text Image$2 Crow Curve InvertedCurve Triangle$1 InvertedTriangle
  Circle$1 Bar Box$1 Diamond$1 Vee normalizeLanguageCode deepObjectAssignNonentry normalizeFitOptions
  HSVToRGB RGBToHSV hexToHSV hexToRGB overrideOpacity recursiveDOMDelete pointInRect`.split(/\s+/);
const METHODS = {
  DataSet: "add updateOnly map _sort remove _remove clear max min distinct _updateItem stream",
  Images: "_tryloadBrokenUrl load _fixImageCoordinates",
  Canvas: "_bindHammer",
  CanvasRenderer: "_startRendering _renderStep",
  EdgeBase: "findBorderPosition findBorderPositions getDistanceToEdge _getDistanceToLine drawBackground setStrokeDashed",
  Label: "setOptions initFontOptions constrain adjustSizes getBasicOptions getFontOption getFontOptions propagateFonts draw " +
    "_drawBackground _drawText _setAlignment _getColor getSize calculateLabelSize getFormattingValues visible",
  Edge: "setValueRange getItemsOnPoint isOverlappingWith _getRotation",
  NodeBase: "_setMargins _addBoundingBoxMargin _updateBoundingBox getDimensionsFromLabel",
  Node: "setValueRange getItemsOnPoint isOverlappingWith",
  EdgesHandler: "update refresh getConnectedNodes",
  NodesHandler: "update remove refresh getPositions getPosition storePositions getConnectedNodes getConnectedEdges moveNode",
  InteractionHandler: "getPointer onTouch onTap onDoubleTap onHold onRelease onContext checkSelectionChanges " +
    "_determineDifference onDragStart onDrag onDragEnd onPinch zoom onMouseWheel onMouseMove _checkShowPopup _checkHidePopup",
  SelectionHandler: "selectOnPoint selectAdditionalOnPoint _initBaseEvent generateClickEvent selectObject " +
    "_getAllNodesOverlappingWith _pointerToPositionObject getNodeAt _getEdgesOverlappingWith getEdgeAt _removeFromSelection " +
    "_hoverConnectedEdges emitBlurEvent emitHoverEvent hoverObject commitAndEmit setSelection selectNodes selectEdges getClickedItems",
  View: "fit focus _lockedRedraw _transitionRedraw getViewPosition",
};

const [bundle, to] = process.argv.slice(2);
const code = readFileSync(bundle, "utf-8");
const marks = [...code.matchAll(/^\/\/ (\S+\.m?js)$/gm)];
const moduleOf = ({ start }) => marks.findLast((mark) => mark.index < start)?.[1] ?? "";
const statements = read(code).filter((one) => !one.type.startsWith("Export"));
const namesOf = (one) => [...declared([one]).keys()];

// whole statements, and with them whatever speaks of them as soon as it is read
const wanted = new Set(NAMES), later = new Set();
const isLater = (one) => MODULES.some((name) => moduleOf(one).includes(`/${name}/`)) || namesOf(one).some((name) => wanted.has(name))
  || [...mentioned(one, { inside: false }).read].some((name) => wanted.has(name));
for (let more = true; more;) {
  const found = statements.filter((one) => !later.has(one) && isLater(one));
  for (const one of found) {
    later.add(one);
    for (const name of namesOf(one)) wanted.add(name);
  }
  more = found.length > 0;
}
const first = statements.filter((one) => !later.has(one));
const there = declared(statements), lost = NAMES.filter((name) => !there.has(name));
if (lost.length) throw new Error(`not found in ${bundle}: ${lost.join(", ")}`);

// methods of a class that itself stays; none may be private or speak of the class above
const textOf = ({ start, end }) => code.slice(start, end);
const moved = Object.entries(METHODS).map(([owner, names]) => {
  const { id, body: { body } } = first.find((one) => namesOf(one).includes(owner)).declarations[0].init;
  const known = id ? `const ${id.name} = ${owner}; ` : "";       // the name by which a class speaks of itself
  return [owner, names.split(" ").map((name) => {
    const method = body.find((one) => one.type === "MethodDefinition" && !one.static && one.key.name === name);
    if (!method || method.kind !== "method" || /\bsuper\b|\.#/.test(textOf(method))) throw new Error(`${owner}.${name} cannot be moved`);
    return method;
  }), known];
});
const gone = moved.flatMap(([, methods]) => methods).sort((a, b) => a.start - b.start);
function kept(statement) {
  let text = "", from = statement.start;
  for (const method of gone.filter(({ start }) => start > statement.start && start < statement.end)) {
    text += code.slice(from, method.start);
    from = method.end;
  }
  return text + code.slice(from, statement.end);
}

const methods = moved.map(([owner, list, known]) => `{ ${known}moreOf(${owner}, class { ${list.map(textOf).join("\n")} }); }`).join("\n");
const firstCode = first.map(kept).join("\n"), laterCode = `${statements.filter((one) => later.has(one)).map(textOf).join("\n")}
function moreOf(owner, { prototype }) {
  for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name !== "constructor") Object.defineProperty(owner.prototype, name, method);
  }
}
${methods}`;

// what is set anew is looked up each time
const { set } = mentioned(statements);
const own = (text) => new Map([...declared(read(text))].map(([name, kind]) => [name, kind !== "const" && set.has(name) ? "let" : "const"]));
const ofFirst = needed(own(firstCode), mentioned(read(laterCode))), ofLater = needed(own(laterCode), mentioned(read(firstCode)));
// a page that has been given another vis-network than this has no use for the second part
const stubs = moved.map(([owner, list]) => `[${owner}, "${list.map(({ key }) => key.name).join(" ")}"]`);
writeFileSync(`${to}/vis-network.js`, small(`var vis = (() => {
"use strict";
${firstCode}
const ${PARTS} = window.${PARTS} = { ${handed(ofFirst)} };
function more() {
  if (${PARTS}.whole) return;
  const island = document.getElementById("${ISLAND}"), script = document.createElement("script");
  script.textContent = island.textContent;
  island.remove();
  document.head.append(script);
}
for (const name of ${JSON.stringify(ofLater.map(([name]) => name).join(" "))}.split(" ")) {
  Object.defineProperty(${PARTS}, name, { configurable: true, get() { more(); return ${PARTS}[name]; } });
}
for (const [owner, names] of [${stubs.join(", ")}]) {
  for (const name of names.split(" ")) {
    Object.defineProperty(owner.prototype, name, {
      configurable: true, writable: true, value(...given) { more(); return this[name](...given); },
    });
  }
}
return { DataSet, Network };
})();`, replaced(ofLater, PARTS)));
writeFileSync(`${to}/vis-later.js`, small(
  `(() => {\n"use strict";\nif (!window.${PARTS}) return;\n${laterCode}\n${added(ofLater, PARTS)}\n${PARTS}.whole = true;\n})();`, replaced(ofFirst, PARTS)));
