#!/bin/sh
# Witnesses: made up telegrams in several forms, reftel diff on files and in
# an archive, and work that grows as the texts do.  Prints "ok NAME" and "not
# ok NAME" for tests/run.sh.
#	witness.sh BUILD
cd "$(dirname "$0")/.." || exit 1
B=$1
reftel=$B/reftel
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT INT TERM

result() { # STATUS NAME
	if [ "$1" = 0 ]; then echo "ok $2"; else echo "not ok $2"; fi
}
same() { # NAME GOT WANT
	diff "$3" "$2" | sed 's/^/# /'
	cmp -s "$2" "$3"
	result $? "$1"
}

# Two forms of the same telegrams.
for form in csv transmission html mirror; do
	"$B/bench/gen" --form $form --seed 3 --count 60 -o "$dir/all.$form"
done
for form in transmission html mirror; do
	"$B/tests/prop/prop_witness" "$dir/all.csv" "$dir/all.$form" |
		sed 's/^/# /' >"$dir/out"
	cat "$dir/out"
	test ! -s "$dir/out"
	result $? "made up witnesses, csv and $form"
done

# Files.
a=$dir/a.txt
b=$dir/b.txt
cat >"$a" <<'END'
1. (U) The People,s Choice came in at nine. Nobody at the station would say
who had ordered the pumpkins.

2. (C) The Minister told XXXXXXXXXXXX that a timetable is a matter of honor.

3. (U) A goat was seen on the second platform.
END
cat >"$b" <<'END'
1. (U) The People's Choice came in at nine. NOBODY at the station would say
who had ordered these pumpkins.

2. (C) The Minister told the keeper of the regalia that a timetable is a
matter of honor.

3. (U) A goat was seen on the second platform.
END
cat >"$dir/want" <<'END'

1. (U) The [-People,s-] {+People's+} Choice came in at nine. Nobody at the
    station would say who had ordered [-the-] {+these+} pumpkins.

2. (C) The Minister told [-XXXXXXXXXXXX-] {+the keeper of the regalia+} that a
    timetable is a matter of honor.

    (1 paragraph alike)

near: one telegram, read with differences
words in both      42, 1 of them with another case or points (not shown), 1 spelt otherwise
words changed      1 in A, 1 in B
words only in A    0
words only in B    0
cuts only in A     1; B has 5 words there
    paragraph 2: "the keeper of the regalia"
END
fragments='--form fragment --id 07STRELSAU12'
# shellcheck disable=SC2086 -- options are words
"$reftel" diff $fragments "$a" "$b" | sed 1,2d >"$dir/got"
same 'two files as text' "$dir/got" "$dir/want"
# shellcheck disable=SC2086
"$reftel" diff $fragments --format json "$a" "$b" >"$dir/got"
grep -q '"kind":"cut-a","a":{"text":"XXXXXXXXXXXX","words":1,"places":\[{"at":"/paragraphs/1/text","bytes":\[18,30\]}\]},"b":{"text":"the keeper of the regalia",' "$dir/got"
result $? 'two files as JSON'
"$reftel" diff "$dir/all.csv" "$dir/all.html" 2>&1 | grep -c '^exact: ' \
	>"$dir/got"
echo 60 >"$dir/want"
same 'files with many telegrams, by number' "$dir/got" "$dir/want"
"$reftel" diff "$a" "$dir/none" >/dev/null 2>"$dir/err"
test $? = 1 && grep -q . "$dir/err"
result $? 'a file that is not there'
"$reftel" diff >/dev/null 2>&1
test $? = 2
result $? 'no arguments'

# An archive: each telegram of two forms has two witnesses.
export REFTEL_ARCHIVE="$dir/archive.db"
"$reftel" add "$dir/all.csv" "$dir/all.html" >/dev/null 2>&1
id=$("$reftel" parse "$dir/all.csv" | sed -n '1s/^{"id":"\([^"]*\)".*/\1/p')
"$reftel" diff --list "$id" | wc -l | tr -d ' ' >"$dir/got"
echo 2 >"$dir/want"
same 'witnesses are listed' "$dir/got" "$dir/want"
"$reftel" diff "$id" >"$dir/got" && "$reftel" diff "$id" 1 2 >"$dir/want" &&
	grep -q '^exact: ' "$dir/got"
result $? 'witnesses of an archive'
same 'the face against the other' "$dir/got" "$dir/want"
"$reftel" diff "$id" 1 3 >/dev/null 2>"$dir/err"
test $? = 1 && grep -q 'no number 3' "$dir/err"
result $? 'a witness that is not there'
"$reftel" diff 07NOWHERE1 >/dev/null 2>"$dir/err"
test $? = 1 && grep -q 'not held' "$dir/err"
result $? 'a telegram that is not held'

# Growth: four times the words must not take more than five times as many
# instructions, whatever they are.
if ! command -v valgrind >/dev/null; then
	echo '# no valgrind'
	echo 'skipped work grows as the words do'
	exit
fi
hostile() { # KIND BYTES SIDE
	awk -v kind="$1" -v most="$2" -v side="$3" '
	function random(k) {
		seed = (seed * 16807) % 2147483647
		return seed % k
	}
	function word(i) {
		if (kind == "two words")
			return random(2) ? "on" : "off"
		if (kind == "unlike")
			return "w" random(500)
		if (kind == "turned round")
			return "w" (side ? i : 1000000 - i)
		if (kind == "every second")
			return "w" i (i % 2 ? side : "")
		if (kind == "cuts")
			return side && i % 2 ? "XXXXXXXX" : "w" i % 50
		return i % 6 ? "w" side i : "same"
	}
	BEGIN {
		seed = 7 + side
		print "1. (U) The words came."
		for (i = 0; bytes < most; i++) {
			w = word(i)
			printf "%s%s", w, i % 10 == 9 ? "\n" : " "
			bytes += length(w) + 1
		}
		print "."
	}'
}
instructions() { # KIND BYTES
	hostile "$1" "$2" 0 >"$dir/x.txt"
	hostile "$1" "$2" 1 >"$dir/y.txt"
	# shellcheck disable=SC2086
	valgrind --tool=cachegrind --cache-sim=no \
		--cachegrind-out-file=/dev/null "$reftel" diff $fragments \
		"$dir/x.txt" "$dir/y.txt" 2>&1 >/dev/null |
		sed -n 's/,//g; s/.*I *refs: *//p'
}
for kind in 'two words' unlike 'turned round' 'every second' cuts islands; do
	few=$(instructions "$kind" 40000)
	many=$(instructions "$kind" 160000)
	[ "${few:-0}" -gt 10000000 ] && [ "$many" -lt $((few * 5)) ]
	status=$?
	echo "# $few instructions for a quarter of the words, $many for all"
	result $status "work grows as the words do: $kind"
done
