#!/bin/sh
# review.t -- the page of dg-review in a real browser: Chromium, headless, by chromedriver.
# Where there is none the suite is skipped, and says so.
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
if ! command -v chromedriver >/dev/null 2>&1 || ! command -v chromium >/dev/null 2>&1; then
	echo '1..0 # SKIP no Chromium here: make review installs it'
	exit 0
fi
d=$(mktemp -d) || exit 2
# the browser may still be closing its profile
trap 'rm -rf "$d" 2>/dev/null || { sleep 1; rm -rf "$d"; }' EXIT
perl -I "$here/review" "$here/review/review.pl" "$here/.." "$d"
