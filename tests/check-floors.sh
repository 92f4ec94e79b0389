#!/bin/sh
# A file may include headers of its own room and of lower floors only, with
# the room in the name; the public header includes standard headers only.
cd "$(dirname "$0")/.." || exit 1

grep -n '^#include "' include/*.h src/*/*.[ch] /dev/null | awk -F: '
BEGIN {
	n = split("base tables telegram form intake open,check,render,repair " \
	    "archive station " \
	    "web cli", floors, " ")
	for (i = 1; i <= n; i++) {
		m = split(floors[i], rooms, ",")
		for (j = 1; j <= m; j++)
			floor[rooms[j]] = i
	}
}
function bad(why) {
	printf "%s:%s: %s: %s\n", $1, $2, why, header
	status = 1
}
{
	split($1, part, "/")
	room = part[2]
	header = $3
	sub(/^#include "/, "", header)
	sub(/".*/, "", header)
	if (part[1] == "include") {
		bad("the public header stands alone")
		next
	}
	if (!(room in floor)) {
		bad("no such room")
		next
	}
	# Generated: a room may have one header of its own.
	if (header == "reftel.h" || header ~ /^gen\//)
		next
	other = header
	if (!sub(/\/.*/, "", other) || !(other in floor))
		bad("include without its room")
	else if (other != room && floor[other] >= floor[room])
		bad("include from a neighbour or a higher floor")
}
END { exit status }'
