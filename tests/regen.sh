#!/bin/sh
# Writes the golden files anew and shows what has changed, for review.
cd "$(dirname "$0")/.." || exit 1
B=${B:-build}
mkdir -p "$B/tests"

for in in $(tests/regress-run.sh list); do
	want=$(tests/regress-run.sh golden "$in")
	mkdir -p "$(dirname "$want")"
	tests/regress-run.sh run "$B" "$in" "$want"
	[ -s "$want.err" ] || rm -f "$want.err"
done
git --no-pager diff --stat -- tests/regress tests/golden
git --no-pager diff -- tests/regress tests/golden
git status --short -- tests/regress tests/golden
