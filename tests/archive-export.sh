#!/bin/sh
# What goes out of an archive: citations, counts, exports, original files.
# Prints "ok NAME", "not ok NAME", "skipped NAME" for tests/run.sh.
#	archive-export.sh BUILD
cd "$(dirname "$0")/.." || exit 1
. tests/shell.sh
root=$PWD
reftel=$PWD/$1/reftel
modules=$PWD/$1/modules
scratch=$PWD/$1/tests/archive-export
rm -rf "$scratch"
mkdir -p "$scratch"
outs=$scratch
REFTEL_ARCHIVE=$scratch/a.db
export REFTEL_ARCHIVE
LC_ALL=C
export LC_ALL

skipped() { # NAME REASON
	echo "# $2"
	echo "skipped $1"
}
same() { # FILE FILE
	diff "$scratch/$1" "$scratch/$2" >"$scratch/out" 2>&1
}
absent() { # PATH...
	for path; do
		[ ! -e "$scratch/$path" ] || return 1
	done
}
have() {
	command -v "$1" >/dev/null
}
sql() {
	sqlite3 "$REFTEL_ARCHIVE" "$1"
}

# Names of files are those that they were added by.
run 0 "samples are added" "$reftel" add samples/transmission samples/html &&
	check "something is there" has out "telegrams added"

# --- cite

run 0 "one is cited" "$reftel" cite "2007 STRELSAU 756" &&
	check "as a note of Chicago" has out \
		"Embassy Strelsau to Department of State, telegram 756 (07STRELSAU756), "
run 0 "a paragraph is cited" "$reftel" cite --style apa "07STRELSAU756#4" &&
	check "in the text, as APA wants it" has out \
		"In text: (U.S. Embassy Strelsau, 2007, para. 4)"
run 1 "a paragraph that is not there" "$reftel" cite "07STRELSAU756#99" &&
	check "is told" has err "07STRELSAU756 has no paragraph 99"
run 1 "one that is not held" "$reftel" cite 99STRELSAU1 &&
	check "is told" has err "99STRELSAU1: not held"
run 1 "what is no number" "$reftel" cite goat &&
	check "is told" has err "goat: not a telegram number"
run 2 "a style that is none" "$reftel" cite --style harvard 07STRELSAU756 &&
	check "the styles are named" has err chicago
if have jq; then
	run 0 "several in CSL" "$reftel" cite --style csl 07STRELSAU756 \
		09STRELSAU512 && check "are one array" \
		sh -c 'jq -e "$1" "$2" >/dev/null' sh 'length == 2 and (map(.id) |
		. == ["07STRELSAU756", "09STRELSAU512"])' "$scratch/out"
else
	skipped "several in CSL" "jq is not installed"
fi

# --- stats

total=$("$reftel" search --format ids | wc -l)
run 0 "an archive as a whole" "$reftel" stats --to csv &&
	check "all telegrams are counted" has out "overview,telegrams,$total"
sum() {
	awk -F, 'NR > 1 { n += $NF } END { print n + 0 }' "$scratch/out"
}
for by in year month day post class form precedence; do
	run 0 "counted by $by" "$reftel" stats --by $by --to csv &&
		check "$by: the sum is all telegrams" [ "$(sum)" = "$total" ]
done
# The same by another road: a search for each value.
run 0 "counted by TAGS" "$reftel" stats --by tag --to csv --limit 5 &&
	cp "$scratch/out" "$scratch/tags" && {
	bad=0
	while IFS=, read -r _ tag n; do
		[ "$tag" != value ] && [ -n "$tag" ] || continue
		[ "$("$reftel" search --format ids "tag:$tag" | wc -l)" = \
			"$n" ] || bad=1
	done <"$scratch/tags"
	check "as many as a search finds" [ $bad = 0 ]
}
run 0 "of a query" "$reftel" stats --by year --to csv from:ZENDA &&
	check "as many as it finds" [ "$(sum)" = \
		"$("$reftel" search --format ids from:ZENDA | wc -l)" ]
run 0 "bars" "$reftel" stats --by year --width 40 &&
	check "no line is longer" [ "$(awk 'length > 40' "$scratch/out")" = "" ]
check "there are bars" has out "#"
run 0 "not on a terminal" "$reftel" stats --by year &&
	check "no bars" sh -c '! grep -q "#" "$1"' sh "$scratch/out"
run 2 "a query that is wrong" "$reftel" stats "from:(" &&
	check "points into it" has err "^"
run 2 "by what is not there" "$reftel" stats --by weather &&
	check "what there is is named" has err precedence

# --- export, and read back

values() {
	jq -cS '{id, date, classification, captions, tags, subject,
		refs: [.refs[] | .id], to: [.to[].plad], info: [.info[].plad],
		paragraphs: [.paragraphs[] | {number, portion, heading, text}],
		signature}' | sort
}
"$reftel" parse samples/transmission samples/html 2>/dev/null |
	sort >"$scratch/parsed"
run 0 "JSON" "$reftel" export --to json
sort "$scratch/out" >"$scratch/exported"
check "a line for each telegram" [ "$(wc -l <"$scratch/exported")" = "$total" ]
check "each line as reftel parse prints it" [ \
	"$(comm -23 "$scratch/exported" "$scratch/parsed" | wc -l)" = 0 ]
if have jq; then
	"$reftel" export --to json | values >"$scratch/held"
	for form in tei mail markdown; do
		rm -rf "$scratch/folder"
		"$reftel" export --to $form -o "$scratch/folder/" \
			2>"$scratch/err"
		find "$scratch/folder" -type f | sort |
			xargs "$reftel" parse 2>/dev/null |
			values >"$scratch/back"
		comm -13 "$scratch/held" "$scratch/back" >"$scratch/out"
		check "$form: a folder reads back as it was held" \
			[ ! -s "$scratch/out" ]
		left=$(grep -c 'cannot be written' "$scratch/err")
		check "$form: what is left out is told" \
			[ "$(wc -l <"$scratch/back")" = $((total - left)) ]
		"$reftel" export --to $form 2>/dev/null | "$reftel" parse |
			values | comm -13 "$scratch/back" - >"$scratch/out"
		check "$form: one file reads back the same" \
			[ ! -s "$scratch/out" ]
	done
else
	skipped "exports read back" "jq is not installed"
fi
# One file of Markdown holds many, also such as have nothing on top.
"$reftel" add -A "$scratch/md.db" samples >"$scratch/out" 2>&1
"$reftel" export -A "$scratch/md.db" --to markdown >"$scratch/all.md"
check "Markdown: one file reads back whole" [ "$("$reftel" parse \
	"$scratch/all.md" 2>/dev/null | wc -l)" = "$("$reftel" search -A \
	"$scratch/md.db" --format ids | wc -l)" ]
cat >"$scratch/rules.md" <<'EOT'
---
id: "08STRELSAU7"
date: "2008-01-02"
---

UNCLAS STRELSAU 000007

E.O. 12958: N/A
TAGS: PREL
SUBJECT: HATS

1\. The King has a hat.

---

note: "not a second one"
---

2\. It is blue.

---
he said: "nor a third"
---

3\. All are well.
EOT
"$reftel" parse "$scratch/rules.md" >"$scratch/out" 2>&1
check "Markdown: rules divide no telegram" [ "$(wc -l <"$scratch/out")" = 1 ]

# Telegrams that lack what a mail must have come all the same, and lack it
# when they are read back.
if have jq && [ -e "$modules/reftel-mail.so" ]; then
	lacking=$scratch/lacking.db
	what() {
		jq -cS '{id, date, from: .from.plad}' | sort
	}
	"$reftel" add -A "$lacking" samples/tei samples/fragment samples/foia \
		samples/smart samples/mirror samples/cfpf >"$scratch/out" 2>&1
	"$reftel" export -A "$lacking" --to json | what >"$scratch/held-lacking"
	run 0 "mail: none is left out" "$reftel" export -A "$lacking" \
		--to mail && cp "$scratch/out" "$scratch/mbox" &&
		check "mail: as many as telegrams" [ "$(grep -c '^From ' \
		"$scratch/mbox")" = "$(wc -l <"$scratch/held-lacking")" ]
	check "mail: no sender" grep -q '^From: sender not known:;$' \
		"$scratch/mbox"
	check "mail: no time" grep -q '^Date: Fri, .* 00:00:00 -0000 (time not' \
		"$scratch/mbox"
	check "mail: no date at all" grep -q '^X-Reftel-Date: not known$' \
		"$scratch/mbox"
	check "mail: each has what it must have" [ "$(grep -c '^Date: ' \
		"$scratch/mbox")" = "$(grep -c '^From: ' "$scratch/mbox")" ]
	"$reftel" parse "$scratch/mbox" 2>/dev/null | what |
		diff "$scratch/held-lacking" - >"$scratch/out"
	check "mail: what lacks is lacking" [ ! -s "$scratch/out" ]
else
	skipped "mail: none is left out" "no jq, or built without mail"
fi
run 0 "CSV" "$reftel" export --to csv &&
	check "has a head" has out "id,date,post,from,to,info,classification,"
if have python3; then
	check "CSV: rows of one length" python3 -c 'import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
sys.exit(len(rows) != int(sys.argv[2]) + 1 or len(set(map(len, rows))) != 1)' \
		"$scratch/out" "$total"
fi
for style in bibtex ris csl; do
	run 0 "$style" "$reftel" export --to $style &&
		check "$style: as many as telegrams" [ "$(grep -c \
		-e '^@misc{' -e '^TY  - ' -e '^{"id":' "$scratch/out")" = \
		"$total" ]
done
if have xmllint; then
	run 0 "TEI" "$reftel" export --to tei &&
		check "TEI is well-formed" xmllint --noout "$scratch/out"
fi
cited=$("$reftel" export --to json | grep -o '"id":"[^"]*","notal"' | wc -l)
for form in graphml gexf; do
	run 0 "$form" "$reftel" export --to $form &&
		check "$form: an arrow for each reference" [ "$(grep -c \
		"<edge " "$scratch/out")" = "$cited" ]
	grep -o '<node id="[^"]*"' "$scratch/out" | sed 's/<node //' |
		sort >"$scratch/nodes"
	check "$form: each node once" [ "$(uniq -d "$scratch/nodes")" = "" ]
	grep -oE '(source|target)="[^"]*"' "$scratch/out" |
		sed 's/^[a-z]*/id/' | sort -u |
		comm -23 - "$scratch/nodes" >"$scratch/lacking"
	check "$form: each arrow has its nodes" [ ! -s "$scratch/lacking" ]
	check "$form: every telegram is a node" [ "$(grep -c . \
		"$scratch/nodes")" -ge "$total" ]
	! have xmllint || check "$form is well-formed" \
		xmllint --noout "$scratch/out"
done
rm -rf "$scratch/maildir"
"$reftel" export --to mail -o "$scratch/maildir/" 2>"$scratch/err"
if have notmuch; then
	mails=$(find "$scratch/maildir/cur" -type f | wc -l)
	printf '[database]\npath=%s\n[user]\nname=x\nprimary_email=x@y.invalid\n' \
		"$scratch/maildir" >"$scratch/notmuch"
	NOTMUCH_CONFIG=$scratch/notmuch notmuch new >"$scratch/out" 2>&1
	check "notmuch reads the Maildir" [ "$(NOTMUCH_CONFIG=$scratch/notmuch \
		notmuch count '*')" = "$mails" ]
else
	skipped "notmuch reads the Maildir" "it is not installed"
fi
if [ -e "$modules/reftel-zip.so" ]; then
	run 0 "zip" "$reftel" export --to zip -o "$scratch/all.zip" from:STRELSAU
	"$reftel" export --to zip from:STRELSAU >"$scratch/again.zip"
	check "the same twice" cmp "$scratch/all.zip" "$scratch/again.zip"
	if have unzip; then
		check "zip is sound" unzip -tqq "$scratch/all.zip"
		unzip -qq "$scratch/all.zip" -d "$scratch/unzipped"
		(
			cd "$scratch/unzipped" || exit 1
			awk -F, 'NR > 1 && $1 != "" { print $5 "  " $1 }' \
				manifest.csv | tr -d '\r' >../digests
			sha256sum -c --quiet ../digests
		) >"$scratch/out" 2>&1
		check "every digest of the list fits" [ ! -s "$scratch/out" ]
		check "nothing but what is listed" [ "$(find \
			"$scratch/unzipped" -type f ! -name manifest.csv |
			wc -l)" = "$(wc -l <"$scratch/digests")" ]
	fi
else
	skipped zip "built without what writes it"
fi
run 2 "a form that is none" "$reftel" export --to fax &&
	check "the forms are named" has err markdown
run 2 "CSV is no folder" "$reftel" export --to csv -o "$scratch/x/" &&
	check "nothing is made" absent x x.part
mkdir "$scratch/full"
echo goat >"$scratch/full/goat"
run 1 "a folder that is not empty" "$reftel" export --to tei -o \
	"$scratch/full/" && check "is left alone" [ "$(ls "$scratch/full")" = \
	goat ]

# --- sources

run 0 "all files come back" "$reftel" export --sources -o "$scratch/files" &&
	check "byte for byte" sh -c 'diff -r "$1/files/samples/html" \
	samples/html && diff -r "$1/files/samples/transmission" \
	samples/transmission' sh "$scratch/files" >"$scratch/out"
check "the list names each" [ "$(wc -l <"$scratch/files/manifest.csv")" = \
	"$(($(find samples/html samples/transmission -type f | wc -l) + 1))" ]
if have sqlite3; then
	cp "$REFTEL_ARCHIVE" "$scratch/good.db"
	files=$(sql "SELECT count(*) FROM file")
	sql "UPDATE file SET name = '../../../outside' WHERE file = 1;
		UPDATE file SET name = '/etc/passwd' WHERE file = 2;
		UPDATE file SET name = 'a' WHERE file = 3;
		UPDATE file SET name = 'a/b' WHERE file = 4;
		UPDATE file SET name = './a' WHERE file = 5;
		UPDATE file SET name = '-' WHERE file = 6;
		UPDATE file SET name = '..' WHERE file = 7;
		UPDATE file SET name = 'x' || char(10) || 'y' WHERE file = 8;
		UPDATE file SET name = 'a/b/c' WHERE file = 9"
	run 1 "a folder in one that is not there" "$reftel" export --sources \
		-o "$scratch/deep/files" && check "none is made" absent deep
	mkdir -p "$scratch/deep"
	run 0 "hostile names" "$reftel" export --sources -o \
		"$scratch/deep/files" && check "each is below the folder" \
		[ "$(find "$scratch/deep" -type f ! -name manifest.csv |
			wc -l)" = "$files" ]
	check "nothing outside" absent outside deep/outside
	cp "$scratch/good.db" "$REFTEL_ARCHIVE"

	sql "UPDATE file SET sha256 = 'x' || substr(sha256, 2) WHERE file = 2"
	run 1 "a digest that does not fit" "$reftel" export --sources -o \
		"$scratch/wrong" && check "is told" has err \
		"its digest does not fit"
	check "and in the list" grep -q "digest does not fit" \
		"$scratch/wrong/manifest.csv"
	cp "$scratch/good.db" "$REFTEL_ARCHIVE"

	sql "UPDATE parcel SET zstd = x'00' WHERE parcel = (SELECT parcel
		FROM witness JOIN source USING (source)
		WHERE kind = 'face' ORDER BY witness DESC LIMIT 1)"
	for form in json tei csv; do
		run 1 "a damaged archive" "$reftel" export --to $form -o \
			"$scratch/half" && check "$form: no half file is left" \
			absent half half.part
	done
	run 1 "a damaged archive" "$reftel" export --to tei -o \
		"$scratch/half/" && check "no half folder is left" \
		absent half half.part
	cp "$scratch/good.db" "$REFTEL_ARCHIVE"
else
	skipped "hostile names, damage" "sqlite3 is not installed"
fi
cd "$root" || exit 1
exit $status
