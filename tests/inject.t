#!/bin/sh
# inject.t -- what the system may refuse, it refuses: allocations, writes, reads …, one a run.
# SAMPLE: how many of each kind in each case (0: all), CASES: these alone, of the contract's and of
# inject/cases.tsv; SHIM: next.so where the tools are built with what looks for leaks.
. "$(dirname "$0")/contract.inc"
TESTS=$(cd "$(dirname "$0")" && pwd)
CORPORA=$(cd "$TESTS/../corpora" && pwd)
SOURCE_DATE_EPOCH=1558396800 LC_ALL=C
export SOURCE_DATE_EPOCH LC_ALL TESTS CORPORA
shim=$(cd "$OUT" && pwd)/tests/inject/${SHIM:-fail.so}
[ -f "$shim" ] || exit 2
exec perl "$(dirname "$0")/inject.pl" "$shim" "${SAMPLE:-3}" \
	"${KINDS:-alloc,write,write-eintr,write-short,read,read-eintr,read-short,close,fsync,rename,mmap,open}" \
	${CASES:-$(cases)}
