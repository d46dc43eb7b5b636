#!/bin/sh
# hostile.sh -- pages made to hang, cut or fill a reader: each must end in two seconds of
# CPU and 400 MB with its good paragraphs, as many as stand beside it.
set -u
here=$(cd "$(dirname "$0")/../.." && pwd)
BIN=${BIN:-$here/build/bin}
command -v python3 >/dev/null || { echo "hostile: skipped (no python3)"; exit 0; }
exec python3 "$here/tests/quality/hostile/hostile.py" "$BIN/dg-text"
