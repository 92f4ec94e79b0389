#!/bin/sh
# Every telegram of the samples, written as TEI, keeps to the schema.
#	check-tei.sh BUILD
cd "$(dirname "$0")/.." || exit 1
out=$1/tests/tei
rm -rf "$out"
"$1/reftel" render --to tei -o "$out/" samples 2>/dev/null
[ "$(find "$out" -name '*.xml' | wc -l)" -gt 50 ] || {
	echo "too few telegrams were written"
	exit 1
}
find "$out" -name '*.xml' -exec xmllint --noout \
	--relaxng data/reftel-tei.rng {} + 2>&1 | grep -v ' validates$' | head
find "$out" -name '*.xml' -exec xmllint --noout --nowarning \
	--relaxng data/reftel-tei.rng {} + >/dev/null 2>&1
