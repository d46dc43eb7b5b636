#!/bin/sh
# typography.sh -- measure dg-normalize on gold text that lies beside the project
# (GOLD, or ../shared/gold/normalize); prints a line a figure, or `skipped`.
dir=$(cd "$(dirname "$0")" && pwd)
gold=${GOLD:-$dir/../../../shared/gold/normalize}
[ -d "$gold" ] || gold=$dir/../../../../shared/gold/normalize
bin=${BIN:-$dir/../../build/bin}
if [ ! -f "$gold/score.py" ] || ! command -v python3 >/dev/null 2>&1; then
	echo skipped
	exit 0
fi
exec python3 "$dir/typography.py" "$gold" "$bin/dg-normalize"
