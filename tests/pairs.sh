#!/bin/sh
# Two copies of one telegram must give the same values where both have them,
# the case of letters aside.  Prints each value that differs, and fails.
#
#	pairs.sh BUILD FILE FILE
build=$1

# NAME=VALUE, a line each, of records: the keys stand in a fixed order.  What
# every copy prints its own way, or as damaged as its OCR is, is left out.
values() {
	awk '{
		n = split("id year post serial form source date dtg " \
		    "classification captions passing transmission " \
		    "precedence from to info sections eo tags subject " \
		    "subject_portion title refs classified_by derived_from " \
		    "summary paragraphs signature drafting redactions", key)
		rest = $0
		for (i = 1; i < n; i++) {
			mark = "\"" key[i] "\":"
			rest = substr(rest, index(rest, mark) + length(mark))
			value = substr(rest, 1,
			    index(rest, ",\"" key[i + 1] "\":") - 1)
			if (key[i] !~ /^(form|source|passing|title|summary|paragraphs|drafting)$/)
				print NR "." key[i] "=" toupper(value)
		}
	}' "$1"
}

for copy in a b; do
	shift
	"$build/reftel" parse "$1" >"$build/tests/pair" || exit 1
	values "$build/tests/pair" | sort >"$build/tests/pair.$copy"
done
awk -F= '
	function none(v) { return v == "NULL" || v == "[]" }
	{ value = substr($0, length($1) + 2) }
	NR == FNR { first[$1] = value; next }
	$1 in first && !none(value) && !none(first[$1]) {
		both++
		if (value != first[$1]) {
			print $1 ": " first[$1] " and " value
			differ++
		}
	}
	END { exit both < 8 || differ > 0 }
' "$build/tests/pair.a" "$build/tests/pair.b"
