#!/bin/sh
# Reads made up telegrams in every form and compares their records with the
# truth about them (bench/gen --truth), and those of the forms with each
# other.  Prints what differs, and fails if anything does.
#
#	gen_truth.sh BUILD [COUNT [SEED]]	300 telegrams of seed 1
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:?which build}
count=${2:-300}
seed=${3:-1}
gen=$build/bench/gen
dir=$build/tests/gen_truth
rm -rf "$dir"
mkdir -p "$dir"
status=0

records() { # NAME FILE...: what comes out, and what is said
	name=$1
	shift
	"$build/reftel" parse "$@" >"$dir/$name.json" 2>"$dir/$name.err"
	if [ -s "$dir/$name.err" ]; then
		head -5 "$dir/$name.err"
		status=1
	fi
}
made() { # FORM TO
	"$gen" --form "$1" --seed "$seed" --count "$count" \
		--truth "$dir/$1.truth" -o "$2" || exit 1
}

made csv "$dir/dump.csv"
records csv "$dir/dump.csv"
made transmission "$dir/all.txt"
records all "$dir/all.txt"
for form in transmission mirror html markdown cfpf foia; do
	made $form "$dir/$form/"
	records $form "$dir/$form"
	cmp "$dir/csv.truth" "$dir/$form.truth" || status=1
done
compare=$build/tests/prop/gen_truth
# In one file the end of a message is what parts the oldest telegrams, and
# stands in the record: all.json is held against the truth alone.
"$compare" "$dir/csv.truth" "$dir/csv.json" "$dir/transmission.json" \
	"$dir/mirror.json" "$dir/html.json" "$dir/markdown.json" \
	"$dir/cfpf.json" "$dir/foia.json" || status=1
"$compare" "$dir/csv.truth" "$dir/all.json" || status=1
# written in every form and read again, mended and taken back
"$build/tests/prop/prop_render" "$dir/all.txt" || status=1
"$build/tests/prop/prop_repair" "$dir/all.txt" "$dir/dump.csv" || status=1
# ... and releases one behind another, told apart by their documents
made foia "$dir/releases.txt"
records releases "$dir/releases.txt"
"$compare" "$dir/csv.truth" "$dir/releases.json" || status=1

# Fragments are read one by one, each with the number of its telegram.
made fragment "$dir/fragment/"
sed 's/^{"context":"\([^"]*\)".*/\1/' "$dir/fragment.truth" >"$dir/ids"
for file in "$dir"/fragment/*; do
	read -r id <&3
	"$build/reftel" parse --form fragment --id "$id" "$file" \
		>"$dir/one" || echo "$file: status $?" >&2
	if [ "$(wc -l <"$dir/one")" -eq 1 ]; then
		cat "$dir/one"
	else
		echo "$file: not one record" >&2
		echo '{}'
	fi
done 3<"$dir/ids" >"$dir/fragment.json" 2>"$dir/fragment.err"
if [ -s "$dir/fragment.err" ]; then
	head -5 "$dir/fragment.err"
	status=1
fi
"$compare" "$dir/fragment.truth" "$dir/fragment.json" || status=1
exit $status
