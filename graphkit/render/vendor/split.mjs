// Minify the page's own code in two parts, what the first picture is drawn with and what is read after it.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { added, declared, handed, mentioned, needed, read, replaced, small } from "./parts.mjs";

const PARTS = "graphkitParts";
const [first, later] = JSON.parse(readFileSync("sources.json", "utf-8"));
const code = { first: read(first), later: read(later) };
const own = { first: declared(code.first), later: declared(code.later) };
for (const name of own.first.keys()) {
  if (own.later.has(name)) throw new Error(`${name} is declared in both parts`);
}
const ofFirst = needed(own.first, mentioned(code.later)), ofLater = needed(own.later, mentioned(code.first));
const closed = (inside) => `(() => {\n"use strict";\n${inside}\n})();`;

const mark = `// ${createHash("sha256").update(first + later).digest("hex")}\n`;
// most of the first part runs at once: browsers that heed this line read it once, not a second time when it is called
const EAGER = "//# allFunctionsCalledOnLoad\n";
const [to] = process.argv.slice(2);
writeFileSync(`${to}/own.js`, mark + EAGER + small(
  closed(`${first}\nwindow.${PARTS} = { ${handed(ofFirst)} };\nstart();`), replaced(ofLater, PARTS)));
writeFileSync(`${to}/later.js`, mark + small(closed(`${later}\n${added(ofLater, PARTS)}`), replaced(ofFirst, PARTS)));
