#!/bin/sh
# xml.t -- what a hostile file may try with each parser of XML, HTML, ZIP and gzip: the secret does
# not come out, nothing is written beside, and it ends soon, in little memory.
. "$(dirname "$0")/tap.inc"
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8
export LC_ALL
d=$(mktemp -d) || exit 2
trap 'rm -rf "$d"' EXIT
cd "$d" || exit 2
echo 'GEHEIM42' >secret
echo '<!ENTITY x "GEHEIM42">' >secret.dtd
echo 'Une phrase. Deux.' >in

# wrap KIND PROLOGUE TEXT [ATTRIBUTES]: a file of that kind with the text where text goes
wrap() {
	case $1 in
	tmx) printf '%s<tmx version="1.4"><header srclang="fr" segtype="sentence"/><body><tu><tuv xml:lang="fr"%s><seg>%s</seg></tuv><tuv xml:lang="zh"><seg>z</seg></tuv></tu></body></tmx>' "$2" "$4" "$3" ;;
	xliff) printf '%s<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="o" source-language="fr" target-language="zh" datatype="plaintext"><body><trans-unit id="1"%s><source>%s</source><target>z</target></trans-unit></body></file></xliff>' "$2" "$4" "$3" ;;
	tbx) printf '%s<martif type="TBX"><text><body><termEntry%s><langSet xml:lang="fr"><tig><term>%s</term></tig></langSet><langSet xml:lang="zh"><tig><term>z</term></tig></langSet></termEntry></body></text></martif>' "$2" "$4" "$3" ;;
	srx) printf '%s<srx version="2.0" xmlns="http://www.lisa.org/srx20"><header segmentsubflows="yes" cascade="no"/><body><languagerules><languagerule languagerulename="D"><rule break="yes"%s><beforebreak>%s</beforebreak><afterbreak> </afterbreak></rule></languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="D"/></maprules></body></srx>' "$2" "$4" "$3" ;;
	html) printf '%s<html><head><title>t</title></head><body><p%s>%s</p></body></html>' "$2" "$4" "$3" ;;
	docx) printf '%s<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p%s><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>' "$2" "$4" "$3" >part
		perl "$here/zip.pl" word/document.xml part ;;
	odt) printf '%s<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p%s>%s</text:p></office:text></office:body></office:document-content>' "$2" "$4" "$3" >part
		echo application/vnd.oasis.opendocument.text >type
		perl "$here/zip.pl" mimetype type content.xml part ;;
	esac
}
feed() {
	case $1 in
	tmx) "$BIN/dg-tmx" -d "$2" ;;
	xliff) "$BIN/dg-xliff" -d "$2" ;;
	tbx) "$BIN/dg-lexicon" build -q -l fr,zh -o x.lex --tbx "$2" && "$BIN/dg-lexicon" dump x.lex ;;
	srx) "$BIN/dg-segment" -l fr --srx "$2" in ;;
	html | docx | odt) "$BIN/dg-text" --all "$2" ;;
	esac
}
# try KIND WHAT [FILE]: ends with 0, 1 or 2 within 10 s of CPU and 1 GB, and says no secret
try() {
	(ulimit -t 10 -v 1500000 2>/dev/null; feed "$1" "${3:-evil}") >said 2>err; r=$?
	t "$1: $2: ends" yes "$([ $r -le 2 ] && echo yes || echo $r)"
	t "$1: $2: no secret" 0 "$(cat said err | grep -c GEHEIM42)"
	t "$1: $2: the output is no bomb" yes "$([ "$(wc -c <said)" -lt 200000000 ] && echo yes)"
}
many() { perl -e 'print $ARGV[0] x $ARGV[1]' "$1" "$2"; }

laughs='<!DOCTYPE x [<!ENTITY a "ha">'
p=a
for e in b c d e f g h i j k; do laughs="$laughs<!ENTITY $e \"&$p;&$p;&$p;&$p;&$p;&$p;&$p;&$p;&$p;&$p;\">"; p=$e; done
laughs="$laughs]>"
for k in tmx xliff tbx srx html docx odt; do
	wrap $k '' 'ordinaire' '' >evil; feed $k evil >said 2>err; t "$k: an ordinary one is exit 0" 0 $?
	wrap $k "<!DOCTYPE x [<!ENTITY x SYSTEM \"file://$d/secret\">]>" 'a&x;b' '' >evil; try $k "an external entity"
	wrap $k "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file://$d/secret.dtd\">%p;]>" 'a&x;b' '' >evil; try $k "a parameter entity"
	wrap $k "<!DOCTYPE x SYSTEM \"file://$d/secret.dtd\">" 'a&x;b' '' >evil; try $k "a DTD of its own"
	wrap $k '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' 'a&x;b' '' >evil; try $k "a DTD in the network"
	wrap $k '' "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\"file://$d/secret\"/>" '' >evil; try $k XInclude
	wrap $k "$laughs" '&k;' '' >evil; try $k "a billion laughs"
	wrap $k "<!DOCTYPE x [<!ENTITY q \"$(many a 50000)\">]>" "$(many '&q;' 20000)" '' >evil; try $k "quadratic blow-up"
	many '<b>' 100000 >deep; many '</b>' 100000 >shallow
	wrap $k '' '@@' '' | perl -0777 -pe 'BEGIN { local $/; open F, "deep"; $a = <F>; open F, "shallow"; $b = <F> } s/@@/$a$b/' >evil
	case $k in docx | odt) perl -0777 -pi -e 'BEGIN { local $/; open F, "deep"; $a = <F>; open F, "shallow"; $b = <F> } s/@@/$a$b/' part
		if [ $k = docx ]; then perl "$here/zip.pl" word/document.xml part; else perl "$here/zip.pl" mimetype type content.xml part; fi >evil ;; esac
	try $k "a depth of 100,000"
	perl -e 'print map { " a$_=\"\"" } 1 .. 100000' >flood
	wrap $k '' x "$(cat flood | head -c 100000)=\"\"" >evil; try $k "a flood of attributes"
	wrap $k '' "$(many '&#65;' 20000)" '' >evil; try $k "a flood of references"
	[ $k = docx ] || [ $k = odt ] || { { wrap $k '' '' '' | head -c 60; head -c 300000000 /dev/zero; } | gzip -9n >evil; try $k "a gzip of 300 MB of nothing"; }
done

# ---- archives
head -c 300000000 /dev/zero >part
perl "$here/zip.pl" word/document.xml part >evil; try docx "a bomb in the archive"
rm part
wrap docx '' x '' >/dev/null
perl "$here/zip.pl" ../../escaped part word/document.xml part >evil; try docx "a path with .."
perl "$here/zip.pl" /tmp/escaped-drogman part word/document.xml part >evil; try docx "an absolute path"
t "nothing was unpacked" "" "$(ls ../escaped ../../escaped /tmp/escaped-drogman 2>/dev/null)"
t "dg-text --max-input is kept" 2 "$(head -c 2000000 /dev/zero | gzip >big.gz; "$BIN/dg-text" --max-input 1000000 big.gz >/dev/null 2>&1; echo $?)"

# ---- how the library is called: no network and no entities, ever
cd "$here/.." || exit 2
t "no DTDLOAD, DTDATTR, DTDVALID or XINCLUDE" "" \
	"$(grep -rnE 'XML_PARSE_(DTDLOAD|DTDATTR|DTDVALID|XINCLUDE)|xmlSubstituteEntities|xmlLoadExtDtd|xmlXInclude' lib tools)"
t "XML_PARSE_NOENT only where each declaration of an entity is refused" "lib/memory/xml.c" \
	"$(grep -rl XML_PARSE_NOENT lib tools | while read -r f; do grep -q 'entityDecl = on_entity' "$f" && echo "$f" || echo "$f expands"; done)"
t "each xmlReaderFor… and each xmlCtxtUseOptions has NONET" "" \
	"$(grep -rlE 'xmlReaderFor|xmlCtxtUseOptions' lib tools --include=*.c | while read -r f; do
		a=$(grep -cE 'xmlReaderFor|xmlCtxtUseOptions' "$f"); b=$(grep -c XML_PARSE_NONET "$f"); [ "$b" -ge "$a" ] || echo "$f"; done)"
t "XML_PARSE_HUGE only where a limit is ours: pages and parts of documents" "lib/text/html.c lib/text/zip.c" \
	"$(grep -rl XML_PARSE_HUGE lib tools --include=*.c | sort | xargs)"
finish
