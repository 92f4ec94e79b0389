#!/bin/sh
# Runs tests and ends with how many passed, failed and were skipped.
#
#	tests/run.sh [SUITE]...
#
# Without arguments all suites, which the last lines name. Environment: B, the
# build directory (build); LABEL, a name for it in the output; VERBOSE=1 to see
# what passes; COUNTS, a file that gathers the results of several runs (no
# summary then).
cd "$(dirname "$0")/.." || exit 1
B=${B:-build}
LABEL=${LABEL:+$LABEL }
mkdir -p "$B/tests"
results=${COUNTS:-$B/tests/results}
log=$B/tests/log
[ -n "${COUNTS:-}" ] || : >"$results"

# No test takes long; one that hangs must not hold up the rest.
limit=
! command -v timeout >/dev/null || limit="timeout 300"

pass() { # NAME
	echo passed >>"$results"
	[ -z "${VERBOSE:-}" ] || echo "ok       $LABEL$1"
}
fail() { # NAME; what there is to say stands in the log
	echo failed >>"$results"
	echo "FAILED   $LABEL$1"
	{
		head -20 "$log"
		tail -n +21 "$log" | tail -n 20
	} | sed 's/^/    /'
}
skip() { # NAME REASON
	echo skipped >>"$results"
	echo "skipped  $LABEL$1: $2"
}
try() { # NAME COMMAND...
	name=$1
	shift
	if $limit "$@" >"$log" 2>&1; then pass "$name"; else fail "$name"; fi
}

# A program that prints "ok NAME", "not ok NAME" and "skipped NAME", each behind
# its remarks.
try_program() { # NAME COMMAND...
	program=$1
	shift
	$limit "$@" >"$B/tests/program" 2>"$B/tests/program.err"
	code=$?
	bad=0
	: >"$log"
	while IFS= read -r line; do
		case $line in
		'skipped '*)
			skip "$program: ${line#skipped }" \
				"$(tail -n 1 "$log" | sed 's/^# //')"
			: >"$log"
			;;
		'ok '*) pass "$program: ${line#ok }"; : >"$log" ;;
		'not ok '*)
			fail "$program: ${line#not ok }"
			bad=1
			: >"$log"
			;;
		*) printf '%s\n' "$line" >>"$log" ;;
		esac
	done <"$B/tests/program"
	if [ $code != 0 ] && [ $bad = 0 ]; then
		cat "$B/tests/program.err" >>"$log"
		fail "$program ended with status $code"
	fi
}

# Every input there is: invented samples, cases, and real ones if present.
inputs() {
	find samples tests/regress ../shared/seeds ../shared/samples -type f \
		\( -path 'samples/*' -o -name '*.in' -o -path '*/seeds/*.txt' \
		-o -name '*.html' -o -name 'cfpf-*.txt' -o -name '*.psv' \) \
		! -name 'README*' 2>/dev/null | sort
}

suite_unit() {
	for t in tests/unit/test_*.c; do
		name=$(basename "$t" .c)
		try_program "unit $name" "$B/tests/unit/$name"
	done
}

suite_prop() {
	all=$(inputs)
	few=$(find samples -type f -size -5 2>/dev/null | sort |
		awk 'NR % 3 == 1' | head -12)
	# shellcheck disable=SC2086 -- names of ours have no blanks
	for p in spans slices json edge repair; do
		try "prop $p" "$B/tests/prop/prop_$p" $all
	done
	try "prop faults are found" "$B/tests/prop/prop_faults"
	# real copies have line ends by accident, which no form keeps
	# shellcheck disable=SC2046 -- names of ours have no blanks
	try "prop render" "$B/tests/prop/prop_render" \
		$(find samples -type f ! -name 'README*')
	try "prop gap ledger" "$B/tests/prop/prop_ledger"
	try "prop made up telegrams in every form" tests/prop/gen_truth.sh "$B"
	if [ -z "$few" ]; then
		skip "prop truncated, enomem" "no samples"
		return
	fi
	# shellcheck disable=SC2086
	for p in truncated enomem; do
		try "prop $p" "$B/tests/prop/prop_$p" $few
	done
}

# Every case of tests/regress and every sample, against its golden files.
suite_regress() {
	: >"$B/tests/nothing.err"
	for in in $(tests/regress-run.sh list); do
		want=$(tests/regress-run.sh golden "$in")
		name="regress ${in#tests/regress/}"
		module=$(tests/regress-run.sh module "$in")
		if [ -n "$module" ] && [ ! -e "$B/modules/reftel-$module.so" ]
		then
			skip "$name" "built without what opens it ($module)"
			continue
		fi
		if [ ! -e "$want.json" ]; then
			echo "no $want.json: see make regen" >"$log"
			fail "$name"
			continue
		fi
		tests/regress-run.sh run "$B" "$in" "$B/tests/case"
		diff -u "$want.json" "$B/tests/case.json" >"$log"
		[ -e "$want.err" ] || want=$B/tests/nothing
		diff -u "$want.err" "$B/tests/case.err" >>"$log"
		if [ -s "$log" ]; then fail "$name"; else pass "$name"; fi
	done
}

# The one file of that name, with any ending but that of another copy of it
# (NAME.exact.txt, NAME.pdf).
one_file() { # PATH
	for file in "$1".*; do
		case ${file#"$1".} in
		*.* | pdf) ;;
		*) [ ! -e "$file" ] || echo "$file" ;;
		esac
	done
}

# A record against the values that were read by eye.
golden() { # NAME TSV INPUT
	"$B/reftel" parse "$3" >"$B/tests/record" 2>&1
	if grep -q '^# The first of several records' "$2"; then
		sed -i '2,$d' "$B/tests/record"
	fi
	try_program "golden $1" sh -c '"$1" "$2" <"$3"' sh \
		"$B/tests/golden/golden" "$2" "$B/tests/record"
}

# All of a record but places and blanks, which the text of a PDF may have
# lost.
values() { # INPUT
	"$B/reftel" parse --pretty "$1" |
		grep -Ev '"(length|sha256|span|line|column)":|"name": ".*txt"' |
		sed 's/\\t//g' | tr -d ' '
}

suite_golden() {
	for tsv in tests/golden/seeds/*.tsv tests/golden/samples/*.tsv; do
		[ -e "$tsv" ] || continue
		name=$(basename "$tsv" .tsv)
		folder=$(basename "$(dirname "$tsv")")
		input=$(one_file "../shared/$folder/$name")
		if [ -z "$input" ]; then
			skip "golden $name" "the $folder are not here"
			continue
		fi
		golden "$name" "$tsv" "$input"
		# text that came out of its PDF in another way
		exact=${input%.txt}.exact.txt
		[ -e "$exact" ] || continue
		golden "$name exact" "$tsv" "$exact"
		values "$input" >"$B/tests/layout"
		values "$exact" >"$B/tests/exact"
		try "golden $name both ways" cmp "$B/tests/layout" \
			"$B/tests/exact"
	done
	pair samples/smart/10strelsau301.txt \
		samples/smart/10strelsau301-twoline.txt
	pair samples/foia/63strelsau245.md samples/foia/63strelsau245-noisy.md
	s=../shared/samples
	pair $s/foia-smart-2010-kinshasa-956-a.txt \
		$s/foia-smart-2010-kinshasa-956-b-twoline.txt
	pair $s/ocr-1963-georgetown-245-a.md $s/ocr-1963-georgetown-245-b.md
}

# Two copies of one telegram must agree.
pair() { # FILE FILE
	name="pair $(basename "$1") $(basename "$2")"
	if [ -e "$1" ]; then
		try "$name" tests/pairs.sh "$B" "$1" "$2"
	else
		skip "$name" "the samples are not here"
	fi
}

# What holds telegrams: archives, PDF files, images, mails.
suite_intake() {
	try_program intake tests/intake.sh "$B"
}

suite_cli() {
	try_program cli tests/cli.sh "$B"
}

# The reading room.
suite_web() {
	try_program web tests/web.sh "$B"
}

# The same in a real browser; minutes on a busy machine.
suite_browser() {
	before=$limit
	limit=
	try_program browser tests/browser.sh "$B"
	limit=$before
}

suite_examples() {
	for file in man/*.[1-8] README.md; do
		[ -e "$file" ] || continue
		try "examples $file" tests/examples.sh "$B" "$file"
	done
}

suite_man() {
	if command -v mandoc >/dev/null; then
		for page in man/*.[1-8]; do
			try "man lint $page" mandoc -T lint -W warning "$page"
		done
	else
		skip "man lint" "mandoc is not installed"
	fi
	try "man is complete" tests/check-man.sh
	try "man has every diagnostic" tests/check-diag.sh
}

# Small cases whose values follow from the specification.
suite_spec() {
	for case in tests/spec/*.case; do
		try_program "spec $(basename "$case" .case)" \
			tests/spec-run.sh "$B/reftel" "$B/tests/golden/golden" \
			"$case"
	done
}

suite_library() {
	if command -v xmllint >/dev/null; then
		try "TEI keeps to its schema" tests/check-tei.sh "$B"
	else
		skip "TEI keeps to its schema" "xmllint is not installed"
	fi
	try "exported symbols" tests/check-symbols.sh "$B"
	try "library installed and linked" tests/check-library.sh "$B"
}

suite_archive() {
	try_program archive tests/archive.sh "$B"
	try_program upgrade tests/archive-upgrade.sh "$B"
}

suite_archive_search() {
	try_program "archive search" tests/archive-search.sh "$B"
}

suite_export() {
	try_program archive-export tests/archive-export.sh "$B"
}

# Killed, and with the disk full; a few of the many that archive-kill.sh can.
suite_kill() {
	try_program kill tests/archive-kill.sh "$B"
}

# What is kept of a made up archive, against the truth about it.
suite_truth() {
	try_program truth tests/prop/archive_truth.sh "$B"
}

suite_refs() {
	try_program refs tests/archive-refs.sh "$B"
}

suite_floors() {
	try "floors" tests/check-floors.sh
}

suite_corpus() {
	# Its last line is the name of the input that it failed on.
	# shellcheck disable=SC2046 -- names of ours have no blanks
	try "corpus replay" "$B/fuzz/replay_parse" $(find fuzz/corpus/parse -type f)
	# shellcheck disable=SC2046
	try "inputs under every form" "$B/fuzz/replay_parse" -a $(inputs)
}

suite_valgrind() {
	if ! command -v valgrind >/dev/null; then
		skip valgrind "it is not installed"
		return
	fi
	# Its own exit status, apart from that of a sample that is broken.
	# shellcheck disable=SC2016
	try "valgrind" sh -c 'out=$1; shift
		valgrind -q --leak-check=full --error-exitcode=9 \
			--log-file="$out" "$@" >/dev/null 2>&1
		[ $? -le 1 ] || { cat "$out"; exit 1; }' sh \
		"$B/tests/valgrind" "$B/reftel" parse --spans samples
}

suite_witness() {
	try_program witness tests/witness.sh "$B"
}

# Work must grow with the input as a line, not as its square: instructions
# are counted, for they are the same at every run, and four times the input
# must not take more than five times as many.
suite_blowup() {
	if ! command -v valgrind >/dev/null; then
		skip blowup "valgrind is not installed"
		return
	fi
	limit=			# it takes minutes
	try_program blowup tests/blowup.sh "$B"
}

[ $# -gt 0 ] || set -- unit prop regress golden spec intake cli web browser \
	archive archive_search export refs witness kill truth \
	examples man library floors corpus valgrind blowup
for suite; do
	"suite_$suite" || exit 1
done

[ -z "${COUNTS:-}" ] || exit 0
count() { grep -c "^$1$" "$results"; }
echo "$(count passed) passed, $(count failed) failed," \
	"$(count skipped) skipped"
[ "$(count failed)" = 0 ]
