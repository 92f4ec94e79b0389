#!/bin/sh
# Runs one case of tests/spec against values that follow from the
# specification:
#
#	spec-run.sh REFTEL GOLDEN CASE
#
# A case is the input, a line of ===== and then lines of POINTER TAB VALUE, as
# for tests/golden. A first line "args: ..." gives arguments for reftel parse.
# A first line "check:" has reftel check run instead; its findings are the
# list /diagnostics.
set -eu
reftel=$1 golden=$2 case=$3
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
args=$(sed -n '1s/^args: //p' "$case")
awk -v in_file="$tmp/in" -v out_file="$tmp/want.tsv" '
	NR == 1 && /^(args|check):/ { next }
	/^=====$/ && !over { over = 1; next }
	{ print > (over ? out_file : in_file) }' "$case"
# shellcheck disable=SC2086 # arguments are words
case $(sed 1q "$case") in
check:*)
	"$reftel" check --format json "$tmp/in" >"$tmp/found" 2>"$tmp/err" ||
	    true
	printf '{"diagnostics":[%s]}\n' "$(paste -s -d , "$tmp/found")" \
	    >"$tmp/out"
	;;
*)
	"$reftel" parse $args "$tmp/in" >"$tmp/out" 2>"$tmp/err" || true
	;;
esac
cat "$tmp/err" >&2
"$golden" "$tmp/want.tsv" <"$tmp/out"
