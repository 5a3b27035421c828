#!/bin/sh
# Make own.js and later.js, the minified copies of ../template/*.js, anew; their first line is the sha256 of what they
# were made from. Until that is done the page carries the sources themselves. Needs node and a folder with the
# packages of package.json: MODULES=path/to/it sh minify.sh; without one they are installed into a folder of their own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/parts.mjs" "$here/split.mjs" "$here/package.json" "$work/"
if [ -n "${MODULES:-}" ]; then
  ln -s "$(cd "$MODULES" && pwd)/node_modules" "$work/node_modules"
else
  (cd "$work" && npm install --no-audit --no-fund --ignore-scripts)
fi
"${PYTHON:-python3}" -c 'import json; from graphkit.render.page import own_sources; print(json.dumps(own_sources()))' > "$work/sources.json"
(cd "$work" && node split.mjs "$here")
