#!/bin/sh
# An archive that is being written is killed at random moments, finds the disk
# full or broken at any write, or may not be written at all: it must be whole
# all the same, and adding again must finish the work, with the outcome of a
# run that nothing disturbed. Prints "ok NAME", "not ok NAME" or "skipped NAME"
# for tests/run.sh.
#
#	archive-kill.sh BUILD [KILLS [STEP [SEED]]]
#
# KILLS kills (2), then a disk that is full from each STEP-th write on (by
# default so that there are 2 of them). 100 kills and a step of 10 are what
# is asked of an archive, and take an hour; tests/run.sh does less.
cd "$(dirname "$0")/.." || exit 1
top=$PWD
build=$PWD/${1:?which build}
kills=${2:-2}
step=${3:-0}
seed=${4:-1}
reftel=$build/reftel
dump=$build/tests/archive_dump
shim=$build/tests/nospace.so
scratch=$build/tests/archive-kill
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
status=0

ok() { # NAME
	echo "ok $1"
}
bad() { # NAME
	sed 's/^/# /' err 2>/dev/null | tail -n 4
	sed 's/^/# /' why 2>/dev/null | head -n 6
	echo "not ok $1"
	status=1
}
skipped() { # NAME REASON
	echo "# $2"
	echo "skipped $1"
}
# random N: the next number from 0 to N - 1, of the seed
turn=0
random() {
	turn=$((turn + 1))
	awk -v s="$seed" -v t="$turn" -v n="$1" 'BEGIN {
		srand(s * 7919 + t); rand(); print int(rand() * n) }'
}
now() { # milliseconds
	date +%s%3N
}
take_away() {
	rm -f a.db a.db-wal a.db-shm a.db-journal
}
add() {
	"$reftel" add -j 2 -A "$PWD/a.db" $input >out 2>err </dev/null
}
# whole: there is nothing yet, or fsck finds no fault
whole() {
	[ -s a.db ] || return 0
	"$reftel" fsck -A "$PWD/a.db" "$@" >why 2>&1
}
# finished: adding again ends as it should, and all is as in the first run
finished() {
	add
	code=$?
	if [ $code != "$wanted" ]; then
		echo "second run: status $code, not $wanted" >why
		return 1
	fi
	whole || return 1
	"$dump" a.db >got 2>why || return 1
	cmp -s got want || { diff want got | head -n 6 >why; return 1; }
}

# --- the run that nothing disturbs ------------------------------------------

# enough for several transactions, and a dictionary
"$build/bench/genarchive" --count 1300 --seed "$seed" -o in/ || exit 1
# each file for itself; the dump in the middle
input="in/more in/dump.csv $top/samples"
take_away
start=$(now)
add
wanted=$?
took=$(($(now) - start))
if ! whole || ! "$dump" a.db >want 2>why; then
	bad 'undisturbed'
	exit 1
fi
ok 'undisturbed'

# --- killed ------------------------------------------

# Some are killed twice before they may finish.
n=0 spoilt=0
while [ "$n" -lt "$kills" ]; do
	n=$((n + 1))
	take_away
	for again in $([ $((n % 3)) = 0 ] && echo 1 2 || echo 1); do
		"$reftel" add -j 2 -A "$PWD/a.db" $input >out 2>err \
			</dev/null &
		pid=$!
		wait=$(random "$took")
		sleep "$(awk -v m="$wait" 'BEGIN { print m / 1000 }')"
		kill -9 "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
		if ! whole --quick; then
			bad "killed after $wait ms ($n.$again): is whole"
			cp a.db "broken-$n.db"
			spoilt=1
		fi
	done
	if ! finished; then
		bad "killed after $wait ms ($n): is finished"
		cp a.db "broken-$n.db"
		spoilt=1
	fi
done
[ $spoilt = 1 ] || ok "$kills kills"

# --- the disk is full, or fails ------------------------------------------

disk() { # ERROR WORDS
	error=$1 spoilt=0 tried=0
	take_away
	LD_PRELOAD=$shim NOSPACE_FILES=$PWD/a.db NOSPACE_COUNT=$PWD/count \
		"$reftel" add -j 2 -A "$PWD/a.db" $input >out 2>err </dev/null
	most=$(cat count)
	every=$step
	[ "$every" -gt 0 ] || every=$((most / 2 + 1))
	at=1
	while [ "$at" -le "$most" ]; do
		take_away
		LD_PRELOAD=$shim NOSPACE_FILES=$PWD/a.db NOSPACE_AT=$at \
			NOSPACE_ERROR=$error "$reftel" add -j 2 \
			-A "$PWD/a.db" $input >out 2>err </dev/null
		code=$?
		tried=$((tried + 1))
		: >why
		if [ $code != 1 ] || ! grep -q "$2" err; then
			# closing may need no more room than there is
			if [ $code != "$wanted" ] || ! finished; then
				echo "status $code" >why
				bad "$error at write $at of $most: is told"
				spoilt=1
			fi
		fi
		if ! whole --quick; then
			bad "$error at write $at of $most: is whole"
			cp a.db "broken-$error-$at.db"
			spoilt=1
		elif ! finished; then
			bad "$error at write $at of $most: is finished"
			cp a.db "broken-$error-$at.db"
			spoilt=1
		fi
		at=$((at + every))
	done
	[ $spoilt = 1 ] || ok "$error at $tried of $most writes"
}

if [ ! -e "$shim" ] || [ ! -d /proc/self/fd ]; then
	skipped 'full disk' 'no shim for the C library here'
else
	disk ENOSPC 'no room on the disk'
	disk EIO 'disk'
fi

# --- it may not be written ------------------------------------------

take_away
add
mkdir -p locked
mv a.db locked/a.db
"$dump" locked/a.db >before 2>why
chmod 444 locked/a.db
chmod 555 locked
# Who may write everything becomes somebody else.
somebody=
[ "$(id -u)" != 0 ] ||
	somebody='setpriv --reuid=65534 --regid=65534 --clear-groups'
if ! $somebody test -r locked/a.db -a -x "$reftel" 2>err; then
	skipped 'read-only archive' 'runs as root, who may write everything'
else
	$somebody "$reftel" add -A "$PWD/locked/a.db" "$top/samples/mirror" \
		>out 2>err
	code=$?
	$somebody "$reftel" fsck -A "$PWD/locked/a.db" --quick >why 2>&1
	readable=$?
	[ $readable = 0 ] || cat why >>err
	chmod 755 locked
	chmod 644 locked/a.db
	"$dump" locked/a.db >got 2>why
	if [ $code = 1 ] && [ $readable = 0 ] && cmp -s before got &&
	    grep -q 'locked/a.db' err; then
		ok 'read-only archive'
	else
		bad 'read-only archive'
	fi
fi
chmod 755 locked
chmod 644 locked/a.db
"$reftel" add -A /proc/nowhere/a.db "$top/samples/mirror" >out 2>err
code=$?
if [ $code = 1 ] && [ "$(wc -l <err)" -le 2 ] && [ -s err ]; then
	ok 'nowhere to write'
else
	bad 'nowhere to write'
fi
exit $status
