# pages.awk -- what stands in the blocks of pages of markup (HTML, Mallard): a line a block, the
# page's name without its endings, a tab, the text.  Translations made by way of message
# catalogues have the same blocks in the same order, so that equal counts mean equal places.
BEGIN { RS = "<" }

function flush() {
	if (open) {
		gsub(/[ \t\r\n]+/, " ", text)
		gsub(/^ | $/, "", text)
		gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
		gsub(/&(nbsp|#160);/, " ", text); gsub(/&amp;/, "\\&", text)
		print page "\t" text
	}
	text = ""
	open = 0
}

FNR == 1 {
	flush()
	page = FILENAME
	sub(/.*\//, "", page)
	sub(/\..*/, "", page)
	inside = 0
	next
}

{
	end = index($0, ">")
	if (end == 0)
		next
	closing = substr($0, 1, 1) == "/"
	tag = substr($0, 1 + closing, end - 1 - closing)
	sub(/[ \t\n\/].*/, "", tag)
	if (tag ~ /^(pre|screen|script|style)$/) {	# not sentences
		flush()
		inside += closing ? -1 : 1
	} else if (tag ~ /^(p|h[1-6]|li|dt|dd|td|th|title|desc|item)$/) {
		flush()
		open = !closing
	} else if (tag ~ /^(div|section|ul|ol|dl|table|tr)$/)
		flush()
	if (open && inside <= 0)
		text = text substr($0, end + 1)
}

END { flush() }
