#!/bin/sh
# batch.t -- drogman build: the same bytes however the work is cut up, and sums that add up; what
# becomes of it when it is stopped, batch-stop.t asks.
. "$(dirname "$0")/tap.inc"
. "$(dirname "$0")/pile.inc"
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
(cd "$here/.." && perl tests/pile.pl "$d/pile" 60) || exit 2
build() { "$BIN/drogman" build -q "$@"; }
m=$d/pile/pages.tsv

build -j1 --moses --xliff 1.2 -o "$d/one" "$m"; t "one thread: exit 0" 0 $?
want=$(sums "$d/one")
t "all files are there" "corpus.tmx.gz corpus.tsv.gz documents.tsv dropped.tsv.gz" \
	"$(cd "$d/one" && echo corpus.t*.gz documents.tsv dropped.tsv.gz)"
t "the memory has nothing to find" "" "$("$BIN/dg-tmx" --lint "$d/one/corpus.tmx.gz" 2>&1)"
t "an XLIFF a document" 60 "$(find "$d/one/xliff" -name '*.xlf' | wc -l)"
t "a Moses pair has as many lines on both sides" \
	"$(wc -l <"$d/one/corpus.fr-zh.fr")" "$(wc -l <"$d/one/corpus.fr-zh.zh")"

# ---- determinism
build -j4 --moses --xliff 1.2 -o "$d/four" "$m"
t "four threads: the same bytes" "$want" "$(sums "$d/four")"
for i in 3 1 2; do build -j1 --shard $i/3 --moses --xliff 1.2 -o "$d/shards" "$m"; done
t "shards alone make no corpus" "" "$(ls "$d/shards" | grep corpus)"
build --merge --moses --xliff 1.2 -o "$d/shards" "$m"; t "merge: exit 0" 0 $?
t "three shards, merged: the same bytes" "$want" "$(sums "$d/shards")"
{ head -1 "$m"; sed 1d "$m" | awk '{ print (NR * 7919) % 61 "\t" $0 }' | sort -n | cut -f2-; } >"$d/shuffled.tsv"
t "the shuffled manifest is another one" 1 "$(cmp -s "$m" "$d/shuffled.tsv"; echo $?)"
build -j2 -o "$d/shuffled" "$d/shuffled.tsv"
rows() { gzip -dc "$1" | sed 1d | sort; }
t "a shuffled manifest has the same rows" "$(rows "$d/one/corpus.tsv.gz" | md5sum)" "$(rows "$d/shuffled/corpus.tsv.gz" | md5sum)"

# the memory begins before its last document is made, which alone has no Chinese
srclang() { gzip -dc "$1/corpus.tmx.gz" | grep -o 'srclang="[^"]*"' | head -1; }
awk -F'\t' -v OFS='\t' 'NR == 1 { print; next } { doc = $1; en = $4; $4 = "-"; for (i = 0; i < 3; i++) { $1 = doc i; print } }
	END { $1 = "last"; $3 = "-"; $4 = en; print }' "$m" >"$d/late.tsv"
sed '$d' "$d/late.tsv" >"$d/early.tsv"
build -j1 -o "$d/late1" "$d/late.tsv"; build -j1 -o "$d/early" "$d/early.tsv"
t "it changes the source of the memory" 'srclang="zh-CN" srclang="*all*"' "$(srclang "$d/early") $(srclang "$d/late1")"
build -j4 -o "$d/late4" "$d/late.tsv"
t "four threads: the same bytes all the same" "$(sums "$d/late1")" "$(sums "$d/late4")"

# ---- the sums are right
n=$(gzip -dc "$d/one/corpus.tsv.gz" | sed 1d | wc -l) x=$(gzip -dc "$d/one/dropped.tsv.gz" | sed 1d | wc -l)
t "documents.tsv adds up to them" "$n $x" "$(awk -F'\t' 'NR > 1 { k += $10; x += $11 } END { print k, x }' "$d/one/documents.tsv")"
t "every figure of the report adds up" "$n $x" "$(perl "$here/report.pl" "$d/one")"
t "every dropped row has its rule" 0 "$(gzip -dc "$d/one/dropped.tsv.gz" | awk -F'\t' 'NR > 1 && $(NF-1) !~ /^[a-z-]+$/' | wc -l)"

# ---- resume
said=$("$BIN/drogman" build --moses --xliff 1.2 -o "$d/one" "$m" 2>&1)
t "a second run makes nothing" yes "$(case $said in *"60 documents: 0 made, 60 from before"*) echo yes ;; *) echo "$said" ;; esac)"
t "and leaves the corpus" "$want" "$(sums "$d/one")"
cp "$d/pile/fr/d00007.txt" "$d/keep"
echo "Une phrase de plus." >>"$d/pile/fr/d00007.txt"
said=$("$BIN/drogman" build --moses --xliff 1.2 -o "$d/one" "$m" 2>&1)
t "a changed page is made again, alone" yes "$(case $said in *"1 made, 59 from before"*) echo yes ;; *) echo "$said" ;; esac)"
t "and the corpus has its sentence" 1 "$(gzip -dc "$d/one/corpus.tsv.gz" "$d/one/dropped.tsv.gz" | grep -c 'Une phrase de plus')"
cp "$d/keep" "$d/pile/fr/d00007.txt"
records() { cat "$1"/parts/*.log | grep -ac '^drogman-part '; }
f=$(ls "$d"/one/parts/*.log | head -1)
head -c $(($(wc -c <"$f") / 3)) "$f" >"$d/cut" && cp "$d/cut" "$f"
said=$("$BIN/drogman" build --moses --xliff 1.2 -o "$d/one" "$m" 2>&1)
t "of a log that is cut what is before is kept" yes "$(echo "$said" | grep -q ' [1-9][0-9]* made, [1-9][0-9]* from before' && echo yes || echo "$said")"
t "and the rest is made again" "$want" "$(sums "$d/one")"
f=$(ls "$d"/one/parts/*.log | head -1)
printf 'x' | dd of="$f" bs=1 seek=$(($(wc -c <"$f") / 2)) conv=notrunc 2>/dev/null
rm "$d/one/state"
said=$("$BIN/drogman" build --moses --xliff 1.2 -o "$d/one" "$m" 2>&1)
t "a record with another byte is none, the others are" yes "$(case $said in *" 1 made, 59 from before"*) echo yes ;; *) echo "$said" ;; esac)"
t "and it is made again" "$want" "$(sums "$d/one")"
head -21 "$m" >"$d/few.tsv"
build -o "$d/one" --space plain "$d/few.tsv"; build -o "$d/one" "$d/few.tsv"
said=$("$BIN/drogman" build --moses --xliff 1.2 -o "$d/one" "$m" 2>&1)
t "a smaller manifest takes nothing from a larger one" yes "$(case $said in *": 0 made, 60 from before"*) echo yes ;; *) echo "$said" ;; esac)"
t "whose corpus comes back" "$want" "$(sums "$d/one")"
for s in plain nbsp plain keep; do build -o "$d/one" --space $s "$m"; done
build -j1 --moses --xliff 1.2 -o "$d/one" "$m"
t "what is out of date goes: records, files" "60 1" "$(records "$d/one") $(ls "$d/one/parts" | wc -l)"

# ---- two runs at once
mkfifo "$d/hold"
"$BIN/drogman" build -q -j1 -o "$d/two" - <"$d/hold" & p=$!
exec 3>"$d/hold"
cat "$m" >&3
# its manifest has no end yet: it waits before it takes the lock, so a second run is the first
build -o "$d/two" "$m"; t "a run beside a waiting one: exit 0" 0 $?
exec 3>&-
wait $p; t "and the other one after it" 0 $?
perl -e 'use Fcntl; open my $f, "+>>", "$ARGV[0]/lock" or die; my $l = pack "s s x4 q q i x4", F_WRLCK, 0, 0, 1, 0;
	fcntl($f, F_SETLK, $l) or die; open my $g, ">", "$ARGV[0].locked"; close $g; sleep 60' "$d/two" & p=$!
i=0; while [ ! -e "$d/two.locked" ] && [ $i -lt 200 ]; do sleep 0.1; i=$((i + 1)); done
said=$(build -o "$d/two" "$m" 2>&1); t "a locked directory: exit 2" 2 $?
t "and it says who" yes "$(case $said in *"another run is at work here (process $p)"*) echo yes ;; *) echo "$said" ;; esac)"
kill $p; wait $p 2>/dev/null

# ---- what is wrong
cd "$d" || exit 2
{ printf 'doc\tfr\tzh\n'; for i in 1 2 3 4 5 6; do printf '%s\tnone%s\tnone\n' $i $i; done; } >none.tsv
"$BIN/drogman" build -j1 --max-errors 2 -o stop none.tsv 2>err; t "--max-errors: exit 2" 2 $?
t "--max-errors: two are told, then the end" 3 "$(wc -l <err)"

# ---- two passes
build -j1 --learn -o learn1 "$m"; t "--learn: exit 0" 0 $?
build -j3 --learn -o learn3 "$m"
t "--learn: the same bytes with three threads" "$(sums learn1)" "$(sums learn3)"
t "the lexicon says what was learnt" yes "$("$BIN/dg-lexicon" stat learn1/learnt.lex | grep -q learnt && echo yes)"
t "and the second pass went by it" "$(build -x learn1/learnt.lex -o with "$m"; sums with)" "$(sums learn1 | grep -v learnt)"
said=$("$BIN/drogman" build --learn -o learn1 "$m" 2>&1)
t "--learn again makes nothing" yes "$(case $said in *"60 documents: 0 made, 60 from before"*) echo yes ;; *) echo "$said" ;; esac)"
cp learn1/learnt.lex was.lex; head -c 1000 was.lex >learn1/learnt.lex
build --learn -o learn1 "$m"; t "a lexicon that is cut is made again" 0 "$(cmp -s was.lex learn1/learnt.lex; echo $?)"
for i in 1 2 3; do
	"$BIN/drogman" build -q -j2 --learn -o learnk "$m" 2>/dev/null & p=$!
	sleep "0.$i"; kill -9 $p 2>/dev/null; wait $p 2>/dev/null
done
build -j2 --learn -o learnk "$m"; t "--learn, killed and gone on with: the same bytes" "$(sums learn1)" "$(sums learnk)"
t "--learn: no debris" 0 "$(debris learnk)"

# the same with shards: the first pass, what it teaches, the second pass
build --learn --shard 1/2 -o learns "$m"; t "--learn, a shard of the first pass: exit 0" 0 $?
"$BIN/drogman" build -q --learn --merge -o learns "$m" 2>err; t "--learn, a shard is missing: exit 2" 2 $?
t "and nothing is learnt" "30 1" "$(grep -c 'no shard has made it' err) $([ -e learns/learnt.lex ]; echo $?)"
build --learn --shard 2/2 -o learns "$m"
said=$("$BIN/drogman" build --learn --merge -o learns "$m" 2>&1); t "--learn --merge: exit 0" 0 $?
t "it says what there is now" yes "$(case $said in *"; see learns/learnt.lex") echo yes ;; *) echo "$said" ;; esac)"
t "the lexicon is that of one machine" 0 "$(cmp -s learn1/learnt.lex learns/learnt.lex; echo $?)"
for i in 1 2 3; do build -j1 -x learns/learnt.lex --shard $i/3 -o learns "$m"; done
build -x learns/learnt.lex --merge -o learns "$m"
t "--learn with shards: the same bytes" "$(sums learn1)" "$(sums learns)"
said=$("$BIN/drogman" build --learn -o learns "$m" 2>&1)
t "and --learn there makes nothing" yes "$(case $said in *"60 documents: 0 made, 60 from before"*) echo yes ;; *) echo "$said" ;; esac)"

# ---- pages out of a crawl: records by where they begin
head -1 "$m" >plain.tsv; grep '^d00003' "$m" >>plain.tsv
build -o plain plain.tsv
texts() { gzip -dc "$1/corpus.tsv.gz" | cut -f1-7; }
for w in crawl.warc crawl.warc.gz; do
	(cd "$here/.." && perl tests/crawl.pl "$d/$w" "$d/pile" d00003) >crawl.tsv 2>lost
	lost=$(cat lost)
	build -o "of-$w" crawl.tsv; t "$w: exit 0" 0 $?
	t "$w: the rows of the same pages as files" "$(texts plain | md5sum)" "$(texts "of-$w" | md5sum)"
	t "$w: the URL of a record is its page's" "http://crawl.example/fr/d00003.txt" \
		"$(gzip -dc "of-$w/corpus.tsv.gz" | awk -F'\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 2 { print $at["url-fr"] }')"
	printf 'doc\tfr\tzh\na\t%s#%s\t-\nb\t%s#1\t-\nc\t%s#99999999\t-\n' $w "$lost" $w $w | sed "s|-\$|$w#0|" >crawl.tsv
	build -j1 -o "bad-$w" crawl.tsv 2>err; t "$w: what is no page of it: exit 1" 1 $?
	t "$w: and each says why" "$(printf 'drogman build: %s\n' "a: $w#$lost: the record is no page that was found" \
		"b: $w#1: no record begins there" "c: $w#99999999: the file ends before")" "$(cat err)"
done

# ---- merge refuses what does not belong
build --shard 1/2 -o part "$m"
"$BIN/drogman" build --merge -o part "$m" 2>err; t "a shard is missing: exit 2" 2 $?
t "its documents are listed" 30 "$(grep -c 'no shard has made it' err)"
build --shard 2/2 --space plain -o part "$m"
"$BIN/drogman" build --merge -o part "$m" 2>err; t "other options: exit 2" 2 $?
t "and said" 30 "$(grep -c 'made with other options, another lexicon or another version' err)"
printf 'zh\tfr\ten\n和平\tpaix\tpeace\n' >small.tsv
"$BIN/dg-lexicon" build -q -o small.lex small.tsv
build --shard 2/2 -x small.lex -o part "$m"
"$BIN/drogman" build --merge -o part "$m" 2>err; t "another lexicon: exit 2" 2 $?
build --shard 0/2 -o part "$m"; build --shard 1/2 -o part "$m"
build --merge -o part "$m"; t "0/2 and 1/2 are all there is" 0 $?

# ---- recipes of the manual, as they stand there
recipe() {	# WORD: the literal block with that word
	sed -n '/^\.Bd -literal/,/^\.Ed/p' "$here/../tools/drogman-build.1" | sed '/^\.Bd/d; s/\\e$/\\/' |
	    sed 's/seq 64/seq 4/; s|}/64|}/4|' |
	    awk -v w="$1" '/^\.Ed/ { if (text ~ w) { printf "%s", text; exit } text = ""; next } { text = text $0 "\n" }'
}
cp "$m" pages.tsv
PATH=$BIN:$PATH; export PATH
recipe SHARDS | sed 's/build/build -q/; s/ -q -q/ -q/' >Makefile
rm -rf corpus; build -o plain1 pages.tsv
# the recipe by itself, not as a part of a make -j that runs this test
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make -s -j2 corpus/corpus.tmx.gz >out 2>&1; t "GNU make: exit 0" "0 " "$? $(cat out)"
t "GNU make: the same bytes" "$(sums plain1)" "$(sums corpus)"
if command -v parallel >/dev/null 2>&1; then
	rm -rf corpus
	recipe 'learn --shard' | sed 's/build --/build -q --/; s/build -x/build -q -x/; s/-q -q/-q/' >recipe.sh
	sh -e recipe.sh >out 2>&1; t "GNU parallel, two passes: exit 0" 0 "$?"
	t "GNU parallel, two passes: the same bytes" "$(sums learn1)" "$(sums corpus)"
	rm -rf corpus
	recipe node1 | sed 's/-S node1,node2,node3 --workdir \. *//; s/build --/build -q --/' >recipe.sh
	sh -e recipe.sh >out 2>&1; t "GNU parallel, machines left out: exit 0" 0 "$?"
	t "GNU parallel: the same bytes" "$(sums plain1)" "$(sums corpus)"
else
	skip "GNU parallel" "it is not here"
fi

# ---- names that mean harm, in the report
printf 'doc\tfr\tzh\n<script>x()</script>\t%s\t%s\n"><b>\tnone\tnone\n' "$d/pile/fr/d00001.txt" "$d/pile/zh/d00001.txt" >harm.tsv
"$BIN/drogman" build -q -o harm harm.tsv 2>/dev/null
t "hostile names are text in the report" "yes 0" \
	"$(grep -q '&lt;script>x()&lt;/script>' harm/report.html && echo yes) $(sed '/<style>/,/<\/script>/d' harm/report.html | grep -c '<script\|<b>x\|"><b>')"

# ---- a manifest out of names
mkdir -p p/fr p/zh p/en && : >p/fr/b.html && : >p/zh/b.html && : >p/en/b.html && : >p/fr/a.html && : >p/en/a.html && : >p/zh/alone.html
t "drogman manifest" "$(printf 'doc\tfr\tzh\ten\na\tp/fr/a.html\t\tp/en/a.html\nb\tp/fr/b.html\tp/zh/b.html\tp/en/b.html')" \
	"$("$BIN/drogman" manifest 'p/{fr,zh,en}/*.html' 2>err)"
t "pages alone are counted" "drogman manifest: 1 pages have no counterpart in another language and are left out" "$(cat err)"
"$BIN/drogman" manifest 'p/*.html' 2>/dev/null; t "no braces: exit 2" 2 $?
"$BIN/drogman" manifest 'p/{fr,zh}/*.none' 2>/dev/null; t "no file: exit 2" 2 $?
finish
