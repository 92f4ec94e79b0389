#!/bin/sh
# The libraries export what include/reftel.h declares, and nothing else.
#	check-symbols.sh BUILD
cd "$(dirname "$0")/.." || exit 1
build=${1:-build}
mkdir -p "$build/tests"

# Names between a line that begins with REFTEL_API and the bracket behind.
awk '/^REFTEL_API/ { open = 1 }
	open && match($0, /reftel_[a-z_0-9]+\(/) {
		print substr($0, RSTART, RLENGTH - 1)
		open = 0
	}' include/reftel.h | sort >"$build/tests/declared"

check() { # LIBRARY NM-OPTION...
	library=$1
	shift
	nm "$@" --defined-only "$library" |
		awk 'NF == 3 && $2 != "A" { print $3 }' | sort >"$build/tests/exported"
	diff "$build/tests/declared" "$build/tests/exported" |
		sed -n "s|^< |$library lacks |p; s|^> |$library also exports |p"
}

faults=$(check "$build/libreftel.so" -D; check "$build/libreftel.a" -g)
[ -s "$build/tests/declared" ] || faults="no declaration found"
[ -z "$faults" ] || { echo "$faults"; exit 1; }
