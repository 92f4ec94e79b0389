#!/bin/sh
# Makes a PDF file of a text: ten point Courier, form feeds between pages. What
# samples/pdf was made with.
#	mkpdf.sh <TEXT >PDF
LC_ALL=C exec awk '
function put(s) {
	printf "%s\n", s
	at += length(s) + 1
}
function object(n, s) {
	place[n] = at
	put(n " 0 obj")
	put(s)
	put("endobj")
}
function page_end(  n) {
	n = 3 + 2 * ++pages
	kids = kids " " n " 0 R"
	object(n, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]" \
	    " /Resources << /Font << /F 3 0 R >> >> /Contents " n + 1 " 0 R >>")
	words = "BT /F 10 Tf 12 TL 72 730 Td\n" words "ET"
	object(n + 1, "<< /Length " length(words) " >>\nstream\n" words \
	    "\nendstream")
	words = ""
}
BEGIN {
	put("%PDF-1.4")
	object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Courier" \
	    " /Encoding /WinAnsiEncoding >>")
}
{
	if (sub(/^\f/, ""))
		page_end()
	gsub(/[\\()]/, "\\\\&")
	words = words "(" $0 ") Tj T*\n"
}
END {
	page_end()
	object(2, "<< /Type /Pages /Kids [" kids " ] /Count " pages " >>")
	object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	start = at
	n = 4 + 2 * pages
	put("xref")
	put("0 " n + 1)
	put("0000000000 65535 f ")
	for (i = 1; i <= n; i++)
		put(i in place ? sprintf("%010d 00000 n ", place[i]) \
		    : "0000000000 65535 f ")
	put("trailer")
	put("<< /Size " n + 1 " /Root 1 0 R >>")
	put("startxref")
	put(start)
	put("%%EOF")
}'
