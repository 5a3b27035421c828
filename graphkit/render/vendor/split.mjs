// Minify the page's own code in two parts, what the first picture is drawn with and what is read after it. Each is
// closed in a function of its own; what one uses of the other is handed over through one object, `graphkitParts`.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "acorn";
import { transformSync } from "esbuild";

const PARTS = "graphkitParts";
const [first, later] = JSON.parse(readFileSync("sources.json", "utf-8"));

// The names that a part declares at its outermost level, and whether they may be set anew.
function declared(code) {
  const names = new Map();
  const add = (pattern, kind) => {
    if (pattern.type === "Identifier") names.set(pattern.name, kind);
    for (const one of pattern.properties ?? pattern.elements ?? []) add(one.value ?? one, kind);
  };
  for (const statement of parse(code, { ecmaVersion: "latest" }).body) {
    for (const { id } of statement.declarations ?? []) add(id, statement.kind);
    if (statement.id) add(statement.id, "const");
  }
  return names;
}

// The names that a part reads and does not declare, and those that it sets; locals of the same name count as well.
function mentioned(code) {
  const read = new Set(), set = new Set();
  const walk = (node) => {
    if (!node || typeof node !== "object") return;
    if (Array.isArray(node)) { node.forEach(walk); return; }
    if (node.type === "Identifier") read.add(node.name);
    const target = node.type === "AssignmentExpression" ? node.left : node.type === "UpdateExpression" ? node.argument : null;
    if (target?.type === "Identifier") set.add(target.name);
    for (const [key, value] of Object.entries(node)) {
      if ((key === "property" || key === "key") && !node.computed && !node.shorthand) continue;
      walk(value);
    }
  };
  walk(parse(code, { ecmaVersion: "latest" }));
  return { read, set };
}

const own = { first: declared(first), later: declared(later) };
const uses = { first: mentioned(first), later: mentioned(later) };
for (const name of own.first.keys()) {
  if (own.later.has(name)) throw new Error(`${name} is declared in both parts`);
}

function needed(names, { read, set }) {
  const found = [...names].filter(([name]) => read.has(name));
  const wrong = found.filter(([name]) => set.has(name)).map(([name]) => name);
  if (wrong.length) throw new Error(`set in one part and declared in the other: ${wrong.join(", ")}`);
  return found;
}

const ofFirst = needed(own.first, uses.later), ofLater = needed(own.later, uses.first);
const handed = (names) => names.map(([name, kind]) => (kind === "let" ? `get ${name}() { return ${name}; }` : name)).join(", ");
const replaced = (names) => Object.fromEntries(names.map(([name]) => [name, `${PARTS}.${name}`]));
const small = (code, define) =>
  transformSync(`(() => {\n"use strict";\n${code}\n})();`, { minify: true, charset: "ascii", legalComments: "none", define }).code;

const mark = `// ${createHash("sha256").update(first + later).digest("hex")}\n`;
const [to] = process.argv.slice(2);
writeFileSync(`${to}/own.js`, mark + small(`${first}\nwindow.${PARTS} = { ${handed(ofFirst)} };\nstart();`, replaced(ofLater)));
writeFileSync(`${to}/later.js`, mark + small(
  `${later}\nObject.defineProperties(${PARTS}, Object.getOwnPropertyDescriptors({ ${handed(ofLater)} }));`, replaced(ofFirst)));
