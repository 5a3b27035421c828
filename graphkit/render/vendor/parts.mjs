// One source in two parts, each closed in a function of its own: what one uses of the other is handed over through one
// object, which both know by the same name.
import { parse } from "acorn";
import { transformSync } from "esbuild";

export const read = (code) => parse(code, { ecmaVersion: "latest", sourceType: "module" }).body;

// The names that statements declare at their outermost level, and whether they may be set anew.
export function declared(statements) {
  const names = new Map();
  const add = (pattern, kind) => {
    if (pattern.type === "Identifier") names.set(pattern.name, kind);
    for (const one of pattern.properties ?? pattern.elements ?? []) add(one.value ?? one, kind);
  };
  for (const statement of statements) {
    for (const { id } of statement.declarations ?? []) add(id, statement.kind);
    if (statement.id) add(statement.id, "const");
  }
  return names;
}

// The names that statements read, and those that they set; locals of the same name count as well. Those inside of
// functions may be left out.
export function mentioned(statements, { inside = true } = {}) {
  const found = { read: new Set(), set: new Set() };
  const walk = (node) => {
    if (!node || typeof node !== "object") return;
    if (Array.isArray(node)) { node.forEach(walk); return; }
    if (!inside && /Function/.test(node.type)) return;
    if (node.type === "Identifier") found.read.add(node.name);
    const target = node.type === "AssignmentExpression" ? node.left : node.type === "UpdateExpression" ? node.argument : null;
    if (target?.type === "Identifier") found.set.add(target.name);
    for (const [key, value] of Object.entries(node)) {
      if ((key === "property" || key === "key") && !node.computed && !node.shorthand) continue;
      walk(value);
    }
  };
  walk(statements);
  return found;
}

// Those of a part's names that the other part uses; it may not set them.
export function needed(names, { read, set }) {
  const found = [...names].filter(([name]) => read.has(name));
  const wrong = found.filter(([name]) => set.has(name)).map(([name]) => name);
  if (wrong.length) throw new Error(`set in one part and declared in the other: ${wrong.join(", ")}`);
  return found;
}

// The inside of an object that hands names over; what may be set anew is looked up each time.
export const handed = (names) =>
  names.map(([name, kind]) => (kind === "let" ? `get ${name}() { return ${name}; }` : name)).join(", ");
export const replaced = (names, parts) => Object.fromEntries(names.map(([name]) => [name, `${parts}.${name}`]));
export const added = (names, parts) => `Object.defineProperties(${parts}, Object.getOwnPropertyDescriptors({ ${handed(names)} }));`;
export const small = (code, define) =>
  transformSync(code, { minify: true, charset: "ascii", legalComments: "none", define }).code;
