// Build the page: core/keys.js and the table in docs/map.md from view_state.toml, then everything that first.js imports as one script, dist/page.js, with the
// licences of what is in it. `npm run build`; `npm run dev` does so on every save and draws the map anew. The first line of the
// script is the sha256 of what it was made from, so that anybody can tell whether it is up to date.
import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, watch, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { parse } from "smol-toml";

const here = dirname(fileURLToPath(import.meta.url)), at = (...names) => join(here, ...names);

/** The keys of the view as a module. */
function writeKeys() {
  const { key: keys } = parse(readFileSync(at("view_state.toml"), "utf-8"));
  const lines = keys.map(({ sentence: _sentence, ...key }) => `  ${JSON.stringify({ sets: [key.name], ...key })},`);
  const text = `// Made from view_state.toml by build.mjs: change that.\n\n/** @type {import("./types.js").ViewKey[]} */\n`
    + `export const KEYS = [\n${lines.join("\n")}\n];\n`;
  if (!existsSync(at("core/keys.js")) || readFileSync(at("core/keys.js"), "utf-8") !== text) writeFileSync(at("core/keys.js"), text);
}

/** The table of keys in the documentation, where that is at hand. */
function writeDocs() {
  const path = at("../../../docs/map.md");
  if (!existsSync(path)) return;
  const { key: keys } = parse(readFileSync(at("view_state.toml"), "utf-8")), text = readFileSync(path, "utf-8");
  const rows = keys.map(({ name, sentence }) => `| \`${name}\` | ${sentence.replaceAll("|", "\\|")} |\n`).join("");
  const made = text.replace(/(?<=\| key \| value \|\n\| --- \| --- \|\n)(?:\|.*\n)+/, () => rows);
  if (made !== text) writeFileSync(path, made);
}

/** The sha256 of all that the script is made from, by name: page.py works out the same. */
function mark() {
  const names = ["first.js", "later.js", "package-lock.json", "view_state.toml", ...STYLES];
  for (const folder of ["core", "canvas", "panels"]) names.push(...readdirSync(at(folder)).map((name) => `${folder}/${name}`));
  const hash = createHash("sha256");
  for (const name of names.filter((one) => /\.(js|json|toml|css)$/.test(one)).sort()) hash.update(`${name}\n${readFileSync(at(name), "utf-8")}\n`);
  return hash.digest("hex");
}

// The style sheets, in the order in which they are read.
const STYLES = ["first.css", "page.css", "panels.css", "phone.css"].map((name) => `../template/${name}`);

/** The style sheets as one, as short as can be. */
async function writeStyle() {
  const contents = STYLES.map((name) => readFileSync(at(name), "utf-8")).join("\n");
  const { code } = await transform(contents, { loader: "css", minify: true, charset: "ascii", target: "es2022" });
  writeFileSync(at("dist/page.css"), `${code.trim()}\n`);
}

/** The licences of the packages that are in the bundle, each in full. */
function writeLicences(inputs) {
  const packages = new Set(Object.keys(inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  let text = "page.js has these packages in it, each under its own licence.\n";
  for (const name of [...packages].sort()) {
    const folder = at("node_modules", name), { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
    for (const file of readdirSync(folder).filter((one) => /^licen[cs]e/i.test(one)).sort()) {
      text += `\n==== ${name} ${version}: ${file} ====\n\n${readFileSync(join(folder, file), "utf-8")}`;
    }
  }
  writeFileSync(at("dist/LICENSES.txt"), text);
}

async function run() {
  writeKeys();
  writeDocs();
  mkdirSync(at("dist"), { recursive: true });
  await writeStyle();
  const { metafile, outputFiles } = await build({
    entryPoints: [at("first.js")], absWorkingDir: here, bundle: true, minify: true, format: "iife", charset: "ascii", target: "es2022",
    legalComments: "none", metafile: true, write: false, outfile: at("dist/page.js"),
  });
  // no sign in it may end the element that it stands in
  const code = outputFiles[0].text.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  writeFileSync(at("dist/page.js"), `// ${mark()}\n${code}\n`);
  writeLicences(metafile.inputs);
  const bytes = Object.entries(metafile.outputs)[0][1].inputs;
  const own = Object.entries(bytes).filter(([path]) => !path.includes("node_modules")).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  console.log(`dist/page.js: ${Math.round(code.length / 1000)} kB, ${Math.round(own / 1000)} of them our own`);
}

/** Rebuild and redraw whenever a source is saved; what else is given goes to `graphkit map`. */
async function develop(options) {
  const draw = async () => {
    try {
      await run();
      // where npm was called, not where it runs
      spawnSync("graphkit", ["map", ...options], { stdio: "inherit", cwd: process.env.INIT_CWD ?? process.cwd() });
    } catch (error) {
      console.error(error.message);
    }
  };
  await draw();
  let timer = null;
  for (const folder of [".", "core", "canvas", "panels", "../template"]) {
    watch(at(folder), (_, name) => {
      if (!/\.(js|toml|css|html)$/.test(name ?? "") || name === "keys.js") return;
      clearTimeout(timer);
      timer = setTimeout(draw, 80);
    });
  }
  console.log(`watching ${relative(process.cwd(), here) || "."}`);
}

/** vis-network alone, for the page that benchmarks/map.py measures ours against. */
async function writeBare() {
  const contents = 'export { Network } from "vis-network/esnext"; export { DataSet } from "vis-data/esnext";';
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: here }, bundle: true, minify: true, format: "iife", globalName: "vis", charset: "ascii", legalComments: "none", write: false,
  });
  writeFileSync(at("../../../benchmarks/vis-network.js.gz"), gzipSync(outputFiles[0].contents, { level: 9 }));
}

if (process.argv[2] === "--bare") await writeBare();
else if (process.argv[2] === "--watch") await develop(process.argv.slice(3));
else await run();
