// The rules for the page's modules. The core runs without a browser, so it has no browser's names.
import js from "@eslint/js";
import globals from "globals";

const rules = {
  ...js.configs.recommended.rules,
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
  "no-var": "error",
  "prefer-const": "error",
  eqeqeq: "error",
  "no-shadow": "off",
  "no-implicit-globals": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-restricted-properties": ["error", { property: "innerHTML", message: "panels/dom.js makes elements; text goes in as text." },
    { property: "outerHTML", message: "panels/dom.js makes elements." }, { property: "insertAdjacentHTML", message: "panels/dom.js makes elements." }],
  "max-lines": ["error", 800],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
  "no-control-regex": "off",
};
const language = (names) => ({ ecmaVersion: 2023, sourceType: "module", globals: names });
const both = { URLSearchParams: "readonly", URL: "readonly", console: "readonly", structuredClone: "readonly" };

export default [
  { ignores: ["dist/", "node_modules/"] },
  { files: ["core/**/*.js"], languageOptions: language(both), rules },
  { files: ["canvas/**/*.js", "panels/**/*.js", "first.js", "later.js", "widget.js"], languageOptions: language(globals.browser), rules },
  { files: ["*.js"], ignores: ["first.js", "later.js", "widget.js"], languageOptions: language(globals.browser), rules },  // graphkit/edit/web
  { files: ["build.mjs", "eslint.config.mjs", "test/**/*.js"], languageOptions: language(globals.node), rules },
];
