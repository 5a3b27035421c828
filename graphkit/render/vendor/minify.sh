#!/bin/sh
# Make own.js, the minified copy of ../template/*.js, anew; its first line is the sha256 of what it was made from.
# Until that is done the page carries the sources themselves. Needs esbuild: ESBUILD=path/to/it, or on the PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$here/own.js"
"${PYTHON:-python3}" -c 'import sys; from graphkit.render.page import own_script; sys.stdout.buffer.write(own_script().encode())' > "$work/own.js"
"${ESBUILD:-esbuild}" "$work/own.js" --minify --charset=ascii --legal-comments=none --outfile="$work/small.js"
{ printf '// %s\n' "$(sha256sum "$work/own.js" | cut -d' ' -f1)"; cat "$work/small.js"; } > "$here/own.js"
