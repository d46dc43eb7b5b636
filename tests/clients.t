#!/bin/sh
# clients.t -- do others take our files?  The schemas of TMX and XLIFF, and OmegaT
# at work: what it translates with our memory must be our French, byte for byte.
# The bitext is $TSV if that is set; else the hard cases of tests/clients/bitext.tsv and
# what drogman makes of every statement in corpora; its columns are doc, bead, score,
# fr, zh, en.  OmegaT and the schemas come from Debian (omegat,
# php-symfony-translation, unzip); what is not there is skipped.
. "$(dirname "$0")/tap.inc"
. "$(dirname "$0")/schemas.inc"
dir=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1558396800
export LC_ALL SOURCE_DATE_EPOCH
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
if [ -z "${TSV:-}" ]; then
	TSV=$d/bitext.tsv
	cp "$dir/clients/bitext.tsv" "$TSV"
	for s in "$dir"/../corpora/statements/*/; do
		"$BIN/drogman" -q -l fr,zh,en -d "$(basename "$s")" "$s"fr.[ht]* "$s"zh.[ht]* "$s"en.[ht]* |
		    sed 1d | cut -f1-6 >>"$TSV"
	done
fi
tsv=$TSV

"$BIN/dg-tmx" -q -o "$d/memory.tmx" "$tsv"; t "dg-tmx takes the bitext" 0 $?
t "dg-tmx --lint finds nothing" "" "$("$BIN/dg-tmx" --lint "$d/memory.tmx" 2>&1)"
for v in 1.2 2.0 2.1; do
	"$BIN/dg-xliff" -q --version $v -s zh -t fr -o "$d/$v.xlf" "$tsv"; t "dg-xliff $v takes it" 0 $?
	t "dg-xliff --lint finds nothing in $v" "" "$("$BIN/dg-xliff" --lint "$d/$v.xlf" 2>&1)"
done

# ---- the schemas
schemas "$d"
by_schema() {
	no=$(no_schema "$1")
	if [ "$no" ]; then skip "$2: valid by $1" "$no"; else
		t "$2: valid by $1" "" "$(valid "$1" "$d/$2")"; fi
}
by_schema tmx14.dtd memory.tmx
by_schema tmx14.xsd memory.tmx
by_schema xliff-core-1.2-strict.xsd 1.2.xlf
for v in 2.0 2.1; do by_schema xliff-core-2.0.xsd $v.xlf; done

# ---- files of other makers, and the checks of others, where they are at hand
shared=$dir/../../shared/checks
for f in "$shared"/samples/*; do
	if [ ! -f "$f" ]; then
		skip "samples of other makers" "they lie outside the project"
		continue
	fi
	case $f in *.tmx) tool=dg-tmx ;; *) tool=dg-xliff ;; esac
	t "sample $(basename "$f"): $tool --lint finds nothing" "" "$("$BIN/$tool" --lint "$f" 2>&1)"
	case $f in *.tmx) unit=tu ;; *2?.xlf) unit=segment ;; *) unit=trans-unit ;; esac
	"$BIN/$tool" -q -d "$f" >"$d/rows"
	t "sample $(basename "$f"): as many rows as units" "$(grep -o "<$unit[ >]" "$f" | wc -l)" "$(($(wc -l <"$d/rows") - 1))"
done
if [ -f "$shared/cat-check.sh" ] && command -v bash >/dev/null; then
	t "the shared check takes all that was written" "" "$(W=$d/check bash "$shared/cat-check.sh" "$d"/memory.tmx "$d"/*.xlf 2>&1 | grep -v ' done$')"
else
	skip "the shared check takes all that was written" "it lies outside the project"
fi

# ---- translate-toolkit: every unit it finds, source and French, as in the bitext
toolkit() {	# PYTHON-STORE FILE LANG
	/usr/bin/python3 - "$2" "$3" <<-PY
	import sys
	from translate.storage import tmx, xliff
	path, lang = sys.argv[1:]
	if path.endswith(".tmx"):
	    for u in tmx.tmxfile.parsefile(path).units:
	        texts = {n.get("{http://www.w3.org/XML/1998/namespace}lang"):
	            "".join(n.find(u.namespaced("seg")).itertext()) for n in u.getlanguageNodes()}
	        if lang in texts and "fr-FR" in texts:
	            print(texts[lang], texts["fr-FR"], sep="\t")
	else:
	    for u in xliff.xlifffile.parsefile(path).units:
	        if u.target:
	            print(u.source, u.target, sep="\t")
	PY
}
both() {	# COLUMN: rows with that text and French
	awk -F '\t' -v from="$1" 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next }
	    $c[from] ~ /[^ ]/ && $c["fr"] ~ /[^ ]/ { print $c[from] "\t" $c["fr"] }' "$tsv"
}
if /usr/bin/python3 -c 'import translate' 2>/dev/null; then
	"$BIN/dg-tmx" -q --alternatives keep -o "$d/all.tmx" "$tsv"
	for lang in zh-CN:zh en-US:en; do
		both "${lang#*:}" >"$d/want"
		toolkit tmx "$d/all.tmx" "${lang%:*}" >"$d/got"
		t "translate-toolkit reads ${lang%:*} of the TMX: $(wc -l <"$d/want") units" "" "$(diff "$d/want" "$d/got" 2>&1 | head -10)"
	done
	both zh >"$d/want"
	toolkit xliff "$d/1.2.xlf" zh-CN >"$d/got"
	t "translate-toolkit reads the XLIFF 1.2: $(wc -l <"$d/want") units" "" "$(diff "$d/want" "$d/got" 2>&1 | head -10)"
else
	skip "translate-toolkit reads TMX and XLIFF" "translate-toolkit is not installed"
fi

# ---- OmegaT
project() {
	mkdir -p "$1/source" "$1/target" "$1/omegat" "$1/tm/auto" "$1/glossary" "$1/dictionary"
	cat >"$1/omegat.project" <<-XML
	<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
	<omegat>
	    <project version="1.0">
	        <source_dir>__DEFAULT__</source_dir>
	        <target_dir>__DEFAULT__</target_dir>
	        <tm_dir>__DEFAULT__</tm_dir>
	        <glossary_dir>__DEFAULT__</glossary_dir>
	        <glossary_file>__DEFAULT__</glossary_file>
	        <dictionary_dir>__DEFAULT__</dictionary_dir>
	        <source_lang>$2</source_lang>
	        <target_lang>fr-FR</target_lang>
	        <sentence_seg>false</sentence_seg>
	        <support_default_translations>true</support_default_translations>
	        <remove_tags>false</remove_tags>
	    </project>
	</omegat>
	XML
}

# Rows with both texts whose source has one translation in the whole bitext.  What a
# source is translated to elsewhere decides, whichever of the two dg-tmx left out.
# OmegaT trims the blanks around a paragraph, so such rows are not for it.
pairs() {
	awk -F '\t' -v from="$1" '
	NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
	{ a = $column[from]; b = $column["fr"] }
	a == "" || b == "" || a ~ /^[ \t]|[ \t]$/ || b ~ /^[ \t]|[ \t]$/ { next }
	!(a in to) { to[a] = b; order[++n] = a; next }
	to[a] != b { many[a] = 1 }
	END { for (i = 1; i <= n; i++) if (!(order[i] in many)) print order[i] "\t" to[order[i]] }' "$tsv"
}

omegat_gives() {	# LANG COLUMN
	p=$d/prj-$2
	project "$p" "$1"
	cp "$d/memory.tmx" "$p/tm/auto/"
	pairs "$2" >"$d/pairs"
	# one segment a paragraph
	cut -f1 "$d/pairs" | sed G >"$p/source/page.txt"
	cut -f2 "$d/pairs" >"$d/want"
	omegat "$p" --mode=console-translate --config-dir="$d/config" </dev/null >"$d/log" 2>&1
	t "OmegaT $1 to fr-FR: ends with 0" 0 $?
	sed -n 'p;n' "$p/target/page.txt" >"$d/got"
	t "OmegaT $1 to fr-FR: there is something to translate" yes "$([ -s "$d/want" ] && echo yes)"
	cmp -s "$d/want" "$d/got" && same=same || same=$(diff "$d/want" "$d/got" | head -10)
	t "OmegaT $1 to fr-FR: all $(wc -l <"$d/want" | tr -d ' ') are our French" same "$same"
}
for lang in zh-CN:zh en-US:en; do
	if command -v omegat >/dev/null; then
		omegat_gives ${lang%:*} ${lang#*:}
	else
		skip "OmegaT ${lang%:*} to fr-FR" "omegat is not installed"
	fi
done
finish
