#!/bin/sh
# random.t -- any bytes whatever as texts, names and properties: what is written is well-formed,
# valid by the schemas of others, and nothing that our own linters find fault with; all units
# come back.  ROWS=1000000 for more than 20000, SEED=n for others.
. "$(dirname "$0")/tap.inc"
. "$(dirname "$0")/schemas.inc"
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C
export LC_ALL
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
cd "$d" || exit 2
rows=${ROWS:-20000}
perl "$here/random.pl" "$rows" "${SEED:-1}" >in.tsv
schemas "$d"

# written FILE TOOL SCHEMA SED WORD: what there is to say of a file; SED makes it invalid, of which the
# schema must say WORD
written() {
	t "$rows random rows, $1: well-formed" "" "$(xmllint --nonet --noout --stream --huge "$1" 2>&1 | head -5)"
	t "$1: nothing for $2 --lint" "" "$("$BIN/$2" --lint "$1" 2>&1 | head -5)"
	t "$1: all rows come back" "$rows" "$(($("$BIN/$2" -q -d "$1" | wc -l) - 1))"
	by_schema "$1" "$3" "$4" "$5"
}
by_schema() {
	no=$(no_schema "$2")
	if [ "$no" ]; then skip "$1: valid by $2" "$no"; return; fi
	t "$1: valid by $2" "" "$(valid "$2" "$1")"
	head -40 "$1" | sed "$3" >bad
	t "$2 is not glad of everything" yes "$([ "$(valid "$2" bad | grep -c "$4")" -gt 0 ] && echo yes)"
}
"$BIN/dg-tmx" --alternatives keep --context -o t.tmx in.tsv 2>told
t "dg-tmx names the units with characters that XML cannot hold" yes "$([ "$(grep -c 'became U+FFFD' told)" -gt $((rows / 2)) ] && echo yes)"
written t.tmx dg-tmx tmx14.dtd 's/ o-tmf="[^"]*"//' o-tmf
by_schema t.tmx tmx14.xsd 's/ o-tmf="[^"]*"//' o-tmf
for v in 1.2 2.0 2.2; do
	"$BIN/dg-xliff" -q --version $v -s zh -t fr -o $v.xlf in.tsv
	case $v in
	1.2) written $v.xlf dg-xliff xliff-core-1.2-strict.xsd 's/ datatype="[^"]*"//' datatype ;;
	2.0) written $v.xlf dg-xliff xliff-core-2.0.xsd 's/ srcLang="[^"]*"//' srcLang ;;
	2.2)	# its schema is in no package; its core is that of 2.0 under another name
		sed 's/document:2.2"/document:2.0"/; s/version="2.2"/version="2.0"/' $v.xlf >as-2.0.xlf
		written as-2.0.xlf dg-xliff xliff-core-2.0.xsd 's/ srcLang="[^"]*"//' srcLang ;;
	esac
	rm -f ./*.xlf
done
finish
