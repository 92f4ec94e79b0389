#!/bin/sh
# Runs one case of tests/spec against values that follow from the
# specification:
#
#	spec-run.sh REFTEL GOLDEN CASE
#
# A case is the input, a line of ===== and then lines of POINTER TAB VALUE, as
# for tests/golden. A first line "args: ..." gives arguments for reftel parse.
set -eu
reftel=$1 golden=$2 case=$3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
args=$(sed -n '1s/^args: //p' "$case")
awk -v in_file="$tmp/in" -v out_file="$tmp/want.tsv" '
	NR == 1 && /^args: / { next }
	/^=====$/ && !over { over = 1; next }
	{ print > (over ? out_file : in_file) }' "$case"
# shellcheck disable=SC2086 # arguments are words
"$reftel" parse $args "$tmp/in" >"$tmp/out" 2>"$tmp/err" || true
cat "$tmp/err" >&2
"$golden" "$tmp/want.tsv" <"$tmp/out"
