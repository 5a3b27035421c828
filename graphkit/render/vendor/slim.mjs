// Leave out of vis-network, before it is bundled, what the page has no use for: build.sh runs this in the folder
// where the packages are. Each part named here is a declaration at the outermost level of vis-network's one source
// file; in its place comes the little that the rest asks of it. All that draws, all that answers the pointer, all
// shapes, links, arrowheads, labels and data handling stay as they are.
import { readFileSync, writeFileSync } from "node:fs";

const INSTEAD = {
  // the places come with the data: no forces, no layouts
  PhysicsEngine: "class PhysicsEngine { setOptions() {} startSimulation() {} stopSimulation() {} stabilize() {} }",
  LayoutEngine: `class LayoutEngine {
  setOptions(options, allOptions) { return allOptions; }
  positionInitially(nodes) { for (const node of nodes) { node.x ??= 0; node.y ??= 0; } }
  getSeed() { return 0; }
}`,
  KamadaKawai: "class KamadaKawai {}",
  // no clusters, no editing, no buttons, keys or pop-ups of its own
  ClusterEngine: `class ClusterEngine {
  _updateState() {}
  _isClusteredNode() { return false; }
  _isClusteredEdge() { return false; }
  isCluster() { return false; }
  findNode(id) { return [id]; }
}`,
  ManipulationSystem: "class ManipulationSystem { setOptions() {} }",
  NavigationHandler: "class NavigationHandler { setOptions() {} activated() {} }",
  // options are taken as they are, in English
  allOptions: "const allOptions = {};",
  configureOptions: "const configureOptions = {};",
  locales: "const locales = { en: {} };",
  // data comes as nodes and edges
  DOTToGraph: "function DOTToGraph() { throw new Error('this build of vis-network does not read DOT'); }",
  parseGephi: "function parseGephi() { throw new Error('this build of vis-network does not read Gephi files'); }",
};
const IMPORTED = {
  Validator: "class Validator { static validate() { return false; } }",
  Configurator: "class Configurator { setOptions() { throw new Error('this build of vis-network has no configurator'); } }",
  Popup: "class Popup { setPosition() {} setText() {} show() {} hide() {} destroy() {} }",
};
const EDITS = [
  // a colour at its full strength is not taken apart and put together again
  ["            return overrideOpacity(values.color, values.opacity);",
    "            return values.opacity === 1 ? values.color : overrideOpacity(values.color, values.opacity);"],
  // whatever the pointer does first finds someone who listens; until then there is nothing to listen to
  ["    this._bindHammer();\n",
    "    const names = [\"pointerdown\", \"pointermove\", \"touchstart\", \"mousedown\", \"mousemove\", \"wheel\", \"contextmenu\"];\n" +
    "    const listen = () => {\n" +
    "      for (const name of names) this.frame.removeEventListener(name, listen, true);\n" +
    "      if (this.hammer === undefined) this._bindHammer();\n    };\n" +
    "    for (const name of names) this.frame.addEventListener(name, listen, { capture: true, passive: true });\n"],
  ["      this.hammerFrame.destroy();\n      this.hammer.destroy();\n",
    "      this.hammerFrame?.destroy();\n      this.hammer?.destroy();\n"],
  // the size is set before anything is drawn; one in pixels is known without asking the browser, which would lay out
  // the page each time
  ["      this._setPixelRatio();\n      this.setTransform();\n", "      this._setPixelRatio();\n"],
  ["      x: 0.5 * this.frame.canvas.clientWidth,\n      y: 0.5 * this.frame.canvas.clientHeight,\n    };\n\n", "      x: 150,\n      y: 75,\n    };\n\n"],
  ["      this.frame.canvas.width = Math.round(\n        this.frame.canvas.clientWidth * this.pixelRatio,\n      );\n" +
   "      this.frame.canvas.height = Math.round(\n        this.frame.canvas.clientHeight * this.pixelRatio,\n      );\n\n",
    "      const pixels = (text, name) => (text.endsWith(\"px\") ? Math.round(Number.parseFloat(text)) : this.frame[name]);\n" +
    "      const wide = pixels(width, \"clientWidth\"), high = pixels(height, \"clientHeight\");\n" +
    "      this.frame.canvas.width = Math.round(wide * this.pixelRatio);\n" +
    "      this.frame.canvas.height = Math.round(high * this.pixelRatio);\n\n"],
  ["        x: 0.5 * this.frame.clientWidth,\n        y: 0.5 * this.frame.clientHeight,\n", "        x: 0.5 * wide,\n        y: 0.5 * high,\n"],
  // what has no label has nothing worked out for one
  ["    this.setOptions(options);\n    this.size = { top: 0, left: 0, width: 0, height: 0, yLine: 0 };",
    "    if (isValidLabel(options.label)) this.setOptions(options);\n    else this.elementOptions = options;\n" +
    "    this.size = { top: 0, left: 0, width: 0, height: 0, yLine: 0 };"],
  ["  update(options, pile) {\n    this.setOptions(options, true);",
    "  update(options, pile) {\n    if (!isValidLabel(options.label)) {\n      options.label = undefined;\n" +
    "      this.elementOptions = options;\n" +
    "      this.size.width = this.size.height = 0;\n      this.labelDirty = true;\n      return;\n    }\n    this.setOptions(options, true);"],
  ["  _processLabel(ctx, selected, hover) {\n",
    "  _processLabel(ctx, selected, hover) {\n    if (!isValidLabel(this.elementOptions.label)) {\n" +
    "      this.selectedState = selected;\n      this.hoverState = hover;\n      return;\n    }\n"],
];

const path = "node_modules/vis-network/esnext/esm/vis-network.mjs";
let code = readFileSync(path, "utf-8");

function replaceOnce(pattern, text, name) {
  const found = code.match(new RegExp(pattern, "gm")) ?? [];
  if (found.length !== 1) throw new Error(`${name}: found ${found.length} times in ${path}`);
  code = code.replace(found[0], () => text);
}

for (const [name, text] of Object.entries(INSTEAD)) {
  replaceOnce(`^(?:class ${name} |function ${name}\\(|(?:const|var|let) ${name} = )[^]*?^[})].*$`, text, name);
}
for (const [name, text] of Object.entries(IMPORTED)) {
  replaceOnce(`^(import \\{.*), ${name}\\b`, code.match(new RegExp(`^(import \\{.*), ${name}\\b`, "m"))?.[1] ?? "", name);
  code = code.replace(/^(?=\/\*\*\n \* Draw a circle)/m, () => `${text}\n`);
}
for (const [old, text] of EDITS) {
  if (code.split(old).length !== 2) throw new Error(`not found once in ${path}:\n${old}`);
  code = code.replace(old, () => text);
}
writeFileSync(path, code);
