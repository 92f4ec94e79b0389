#!/bin/sh
# Makes an archive of which all is known (bench/genarchive), adds it, and holds
# what is kept, and the gap ledger, against the truth. Prints "ok NAME" or
# "not ok NAME" for tests/run.sh.
#
#	archive_truth.sh BUILD [COUNT [SEED]]	1,000 telegrams of seed 1
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:?which build}
count=${2:-1000}
seed=${3:-1}
dir=$build/tests/archive_truth
rm -rf "$dir"
mkdir -p "$dir"

"$build/bench/genarchive" --count "$count" --seed "$seed" \
	--truth "$dir/truth" -o "$dir/in/" || exit 1
# what cannot be read is told, and the status is 1
"$build/reftel" add -A "$dir/a.db" "$dir/in" >"$dir/out" 2>"$dir/err"
"$build/reftel" gaps -A "$dir/a.db" --to json --coverage 0 >"$dir/gaps" ||
	exit 1
exec "$build/tests/prop/archive_truth" "$dir/a.db" "$dir/truth" "$dir/gaps"
