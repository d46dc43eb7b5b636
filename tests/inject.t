#!/bin/sh
# inject.t -- what the system may refuse, it refuses: allocations, writes, reads …, one a run.
# SAMPLE: how many of each kind in each case (0: all), CASES: of the contract's, these alone.
. "$(dirname "$0")/contract.inc"
SOURCE_DATE_EPOCH=1558396800 LC_ALL=C
export SOURCE_DATE_EPOCH LC_ALL
shim=$(cd "$OUT" && pwd)/tests/inject/fail.so
[ -f "$shim" ] || exit 2
exec perl "$(dirname "$0")/inject.pl" "$shim" "${SAMPLE:-3}" \
	"${KINDS:-alloc,write,write-eintr,write-short,read,read-eintr,read-short,close,fsync,rename,mmap,open}" \
	${CASES:-$(cases)}
