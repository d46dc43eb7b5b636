#!/bin/sh
# lexicon.t -- dg-lexicon and bad input: each thing named with its file and line, the rest used;
# make lexicon where sources are missing: named and skipped, and the same bytes twice.
. "$(dirname "$0")/tap.inc"
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8
export LC_ALL
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
lex=$BIN/dg-lexicon
cd "$d" || exit 2

# ---- rows that cannot be used
# built NAME MESSAGE WORD TRANSLATION OPTION...: exit 2, the message, and the rest is there
built() {
	name=$1 message=$2 word=$3 want=$4
	shift 4
	rm -f out.lex
	"$lex" build -o out.lex -l zh,fr,en "$@" >out 2>err; t "$name: exit 2" 2 $?
	t "$name: is named" "dg-lexicon: $message" "$(cat err)"
	t "$name: the rest is used" "$want" "$("$lex" show -x out.lex -l ${word% *} "${word#* }" | cut -f2 | head -1)"
}
printf 'zh\tfr\ten\n法律\tloi\tlaw\n国家\tpays\n山\tmont\tmount\n' >g.tsv
built "a glossary row of two columns" "g.tsv:3: wrong number of columns" "zh,fr 山" mont g.tsv
printf 'zh\n法律\n' >one.tsv
"$lex" build -o one.lex -l zh,fr,en one.tsv 2>err; t "a glossary of one language: exit 2" 2 $?
t "a glossary of one language: is named" \
	"dg-lexicon: one.tsv:1: the header names fewer than two of the lexicon's languages" "$(cat err)"
printf '%s\n' '# CC-CEDICT' '法律 法律 [fa3 lu:4] /law/' '山 山 /mountain/' '海 海 [hai3] /sea/' >c.u8
built "a CEDICT line without pinyin" "c.u8:3: no pinyin" "zh,en 海" sea --cedict c.u8
printf 'loi /l/\nlaw\nroi /r/\nking\n' >d.dict
printf 'loi\tA\tM\nroi\tM\tN\nfar\tBAAA\tB\n' >d.index
built "a dictd index that points outside" "d.index:3: an entry outside of the data" "fr,en roi" king --dictd fr,en=d.index
printf 'U+5C71\tkDefinition\tmountain\nU+6D77 kDefinition sea\n' >u.txt
built "a Unihan line without tabs" "u.txt:2: not a code point, a field and a value" "zh,en 山" mountain --unihan u.txt
printf '山 12\n海\n' >f.txt
built "a frequency that is none" "f.txt:2: not a word and how often it stands" "zh,fr 法律" droit \
	--frequencies zh=f.txt --tsv "$here/../corpora/glossary.tsv"
printf 'zh\tfr\ten\n法律\tloi\tlaw\n山\tmont\tmount\n' >good.tsv
printf 'fr\tzh\t100\t0.3\t0.5\t1-1:0.9 2-1:0.1\nfr\ten\t100\t0.9\t1.5\t1-1:2\nfr\ten\n' >p.tsv
built "statistics of a pair that are none" "p.tsv:2: not shares of beads
dg-lexicon: p.tsv:3: not two languages, beads, ratio, variance and shares" "zh,fr 山" mont --pairs p.tsv --tsv good.tsv
t "statistics of pairs: the rest is used" 1 "$("$lex" pairs out.lex | grep -c .)"
"$lex" build -q -o kept.lex good.tsv && cp kept.lex was.lex
"$lex" build -o kept.lex good.tsv absent.tsv 2>err; t "a source that is not there: exit 2" 2 $?
t "a source that is not there: what stood under the name stays" 0 "$(cmp -s kept.lex was.lex; echo $?)"

# ---- statistics of pairs: what is printed is read
own=$here/../lib/lexicon/pairs.tsv
"$lex" build -o pairs.lex -l fr,zh,en --pairs "$own" good.tsv
t "statistics of pairs come back" "$(grep -v '^#' "$own" | sort)" "$("$lex" pairs pairs.lex | sort)"
t "the lexicon that the library carries has them" 3 "$("$lex" pairs | grep -c .)"
(cd "$here/.." && sh lib/lexicon/pairs.sh "$lex") >counted
t "they are those of the statements" "$(grep -v '^#' "$own")" "$(cat counted)"
printf 'fr\tzh\nmont\t山\n' >plain.tsv
"$lex" learn -q -l fr,zh -x pairs.lex -o learnt.lex plain.tsv
t "rows without beads change none" "$("$lex" pairs pairs.lex | head -1)" "$("$lex" pairs learnt.lex)"

# ---- an entry of other languages than the two that are aligned says nothing of those
for c in 山 川; do
	printf 'zh\tfr\ten\n合作\tcoopération\tcooperation\n法律\tloi\tlaw\n%s\t\tmount\n' $c >$c.tsv
	"$lex" build -o $c.lex $c.tsv
done
printf 'La loi.\nLa coopération.\n' >fr.seg
printf '山法律。\n合山作，山合作。\n' >zh.seg
for c in 山 川; do "$BIN/dg-align" -q -x $c.lex -l fr,zh fr.seg zh.seg >$c.out; done
t "an entry of other languages is as if not there" 0 "$(cmp -s 山.out 川.out; echo $?)"
t "and the rest is aligned" 2 "$(grep -c '\[.\]:\[.\]' 山.out)"

# ---- catalogues: of either byte order the same
# number N: four bytes, the most significant first where `big`
number() {
	h=$(printf '%08x' "$1")
	a=${h%??????} b=${h#??} c=${h#????} e=${h#??????}
	b=${b%????} c=${c%??}
	if [ "$2" = big ]; then o="$a $b $c $e"; else o="$e $c $b $a"; fi
	for x in $o; do printf "\\$(printf '%03o' "0x$x")"; done
}
# catalogue ORDER OFFSET: "File" is 文件; the text of it said to be at OFFSET
catalogue() {
	for n in 2500072158 0 2 28 44 0 0 0 60 4 61 16 66 6 "$2"; do number "$n" "$1"; done
	printf '\0File\0Language: zh_CN\n\0%s文件\0' ""
}
catalogue little 83 >little.mo
catalogue big 83 >big.mo
t "two byte orders" 1 "$(cmp -s little.mo big.mo; echo $?)"
for o in little big; do
	"$lex" build -o $o.lex -l zh,en --mo $o.mo 2>err; t "a catalogue, $o-endian: exit 0" "0" "$?$(cat err)"
	t "a catalogue, $o-endian" 文件 "$("$lex" show -x $o.lex -l en,zh file | cut -f2)"
done
catalogue big 8500 >far.mo
"$lex" build -o far.lex -l zh,en --mo far.mo --tsv g.tsv 2>err; t "a catalogue that points outside: exit 2" 2 $?
t "a catalogue that points outside: is named" yes \
	"$(grep -q '^dg-lexicon: far.mo:2: a message outside of the file' err && echo yes)"
head -c 40 little.mo >short.mo
"$lex" build -o short.lex -l zh,en --mo short.mo --tsv g.tsv 2>err
t "a catalogue cut short: is named" "dg-lexicon: short.mo: a message catalogue cut short" "$(head -1 err)"
t "a catalogue cut short: the rest is used" mount "$("$lex" show -x short.lex -l zh,en 山 | cut -f2)"

# ---- gzip
printf '%s\n' '法律 法律 [fa3 lu:4] /law/' | gzip -n >c.gz
n=$(wc -c <c.gz)
{ head -c $((n - 4)) c.gz; printf '\377\0\0\0'; } >lies.gz
{ head -c $((n - 9)) c.gz; } >cut.gz
for f in lies cut; do
	"$lex" build -o $f.lex -l zh,fr,en --cedict $f.gz --tsv g.tsv 2>err; t "gzip, $f: exit 2" 2 $?
	t "gzip, $f: is named" yes "$(head -1 err | grep -q "^dg-lexicon: $f.gz:.*gzip" && echo yes)"
	t "gzip, $f: the rest is used" mont "$("$lex" show -x $f.lex -l zh,fr 山 | cut -f2)"
done

# ---- a .lex that is none
"$lex" build -q -o good.lex -l zh,fr,en "$here/../corpora/glossary.tsv"
size=$(wc -c <good.lex)
head -c $((size / 2)) good.lex >half.lex
head -c 100 good.lex >head.lex
: >empty.lex
cp g.tsv foreign.lex
{ head -c 12 good.lex; printf '\1\2\3\4'; tail -c +17 good.lex; } >endian.lex
{ head -c 8 good.lex; printf '\11\0\0\0'; tail -c +13 good.lex; } >version.lex
cat good.lex g.tsv >longer.lex
for f in half head empty foreign endian version longer; do
	"$lex" show -x $f.lex -l zh,fr 法律 >out 2>err; t "a .lex, $f: exit 2" 2 $?
	t "a .lex, $f: is named, in a line" 1 "$(grep -c "^dg-lexicon: $f.lex: " err)$(sed 1d err)"
	t "a .lex, $f: nothing is answered" "" "$(cat out)"
done
at=$((size * 2 / 3))
{ head -c $at good.lex; printf 'damage'; tail -c +$((at + 7)) good.lex; } >damaged.lex
"$lex" verify damaged.lex 2>err; t "verify finds what lies further in: exit 2" 2 $?
t "verify finds what lies further in" 1 "$(grep -c '^dg-lexicon: damaged.lex: ' err)"
"$lex" verify good.lex half.lex good.lex 2>err; t "the other files still run: exit 2" 2 $?
t "the other files still run" 1 "$(grep -c . err)"

# ---- make lexicon without its sources, and with one
mkdir none some
for c in apt-get npm; do printf '#!/bin/sh\nexit 1\n' >none/$c; chmod +x none/$c; done
(cd "$here/.." && PATH=$d/none:$PATH sh lib/lexicon/full.sh "$d/cache" "$lex" "$d/full.lex") 2>err
t "no source to be had: exit 0" 0 $?
t "no source to be had: each is named" 0 "$(for s in cc-cedict unicode-data dict-freedict-eng-fra iso-codes \
	libreoffice-help-fr debian-reference-fr; do
	grep -q "^lexicon: $s: skipped, " err || echo "$s"
done | grep -c .)"
t "no source to be had: the glossary is in it" partenariat \
	"$("$lex" show -x full.lex -s drogman -l zh,fr 伙伴关系 | cut -f2 | grep -o '^partenariat' | head -1)"
cat >some/apt-get <<'S'
#!/bin/sh
# has one package, as apt-get download gives it
[ "$1 $2" = "download python3-jieba" ] || exit 1
mkdir -p made/DEBIAN made/usr/lib/python3/dist-packages/jieba
printf 'Package: python3-jieba\nVersion: 1-1\nArchitecture: all\nMaintainer: n <n@example.org>\nDescription: x\n' >made/DEBIAN/control
printf '法律 1000 n\n' >made/usr/lib/python3/dist-packages/jieba/dict.txt
dpkg-deb -b made python3-jieba_1-1_all.deb >/dev/null && rm -r made
S
cp none/npm some/npm; chmod +x some/apt-get
for i in 1 2; do
	(cd "$here/.." && PATH=$d/some:$PATH sh lib/lexicon/full.sh "$d/cache$i" "$lex" "$d/full$i.lex") 2>err
	t "one source to be had, $i: exit 0" 0 $?
done
t "one source to be had: not among the skipped" 0 "$(grep -c python3-jieba err)"
t "one source to be had: it is used" yes "$("$lex" unigrams -l zh full1.lex | awk '$1 == "法律" && $2 > 100000 { print "yes" }')"
t "the same packages, the same bytes" 0 "$(cmp -s full1.lex full2.lex; echo $?)"
finish
