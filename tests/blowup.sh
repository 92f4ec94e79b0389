#!/bin/sh
# Work must grow with the input as a line, not as its square: instructions
# are counted, for they are the same at every run, and four times the input
# must not take more than five times as many.  Prints "ok NAME" and "not ok
# NAME" for tests/run.sh.
#	blowup.sh BUILD			all kinds of bench/blowup, on all cores
#	blowup.sh BUILD KIND		one of them
cd "$(dirname "$0")/.." || exit 1
B=$1
if [ $# -lt 2 ]; then
	"$B/bench/blowup" list |
		xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" "$0" "$B"
	exit
fi

input=$B/tests/blowup-$2
# shellcheck disable=SC2086 -- a command is words
instructions() { # SIZE COMMAND
	"$B/bench/blowup" "$kind" "$1" >"$input"
	valgrind --tool=cachegrind --cache-sim=no \
		--cachegrind-out-file=/dev/null \
		"$B/reftel" $2 "$input" 2>&1 >/dev/null |
		sed -n 's/,//g; s/.*I *refs: *//p'
}
kind=$2
for command in 'parse --spans' 'check --as compose --severity error'; do
	few=$(instructions 60000 "$command")
	many=$(instructions 240000 "$command")
	if [ "${few:-0}" -gt 0 ] && [ "$many" -lt $((few * 5)) ]; then
		echo "ok $kind: $command"
	else
		# one write, so that lines of others do not come between
		printf '%s\nnot ok %s\n' "# $few instructions for a quarter of \
the input, $many for all of it" "$kind: $command"
	fi
done
rm -f "$input"
