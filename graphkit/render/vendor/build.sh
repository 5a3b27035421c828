#!/bin/sh
# Make vis-network.js anew from package.json (needs node 20 and npm), with its licences and its checksum: vis-network
# without the parts that slim.mjs names, in two files (apart.mjs). The whole of it goes to benchmarks/, for the page that ours is measured against.
# Run from anywhere: sh graphkit/render/vendor/build.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/entry.mjs" "$here/slim.mjs" "$here/parts.mjs" "$here/apart.mjs" "$work/"
cd "$work"
npm install --no-audit --no-fund --ignore-scripts
esbuild=$(ls node_modules/@esbuild/*/bin/esbuild)
bundle() {
  "$esbuild" entry.mjs --bundle --legal-comments=none --charset=ascii "$@"
}
bundle --minify --format=iife --global-name=vis --outfile=whole.js
gzip -9 -n < whole.js > "$here/../../../benchmarks/vis-network.js.gz"
node slim.mjs
bundle --format=esm --outfile=bundle.js
node apart.mjs bundle.js "$here"
{
  echo "vis-network.js and vis-later.js are one bundle of the packages below, each under its own licence."
  for package in vis-network vis-data vis-util @egjs/hammerjs component-emitter keycharm uuid; do
    for licence in $(find "node_modules/$package" -maxdepth 1 -iname 'license*' | sort); do
      printf '\n==== %s %s: %s ====\n\n' "$package" \
        "$(node -p "require('./node_modules/$package/package.json').version")" "$(basename "$licence")"
      cat "$licence"
    done
  done
} > "$here/LICENSES.txt"
cd "$here" && sha256sum vis-network.js vis-later.js > vis-network.js.sha256
cat vis-network.js.sha256
MODULES="$work" sh "$here/minify.sh"
