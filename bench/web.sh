# shellcheck shell=bash disable=SC2154
# What the reading room costs; read by script/bench, which has set data,
# jobs and the functions made and calc.  bench/README.md tells what is
# measured.
#
#	script/bench web [N [REQUESTS]]	an archive of N telegrams (251287),
#			memory after REQUESTS (100000)

room=$data/web
missed=0
server=

# One that script/bench archive left, or a new one.
web_archive() { # N
	local db=$data/archive/$1.db
	if [ ! -s "$db" ]; then
		db=$room/$1.db
		[ -s "$db" ] || "$reftel" add -A "$db" "$(made \
			"archive-$1.csv" build/bench/genarchive \
			--count "$1" -o /dev/stdout)" >"$room/err" 2>&1
	fi
	echo "$db"
}

encoded() { # queries as addresses
	sed -e 's/%/%25/g; s/ /+/g; s/"/%22/g; s/>/%3E/g; s/</%3C/g' \
		-e 's,^,/search?q=,'
}
# Lists of addresses, for each kind of page one.
web_targets() { # ARCHIVE
	"$reftel" search -A "$1" --format ids '' | awk 'NR % 97 == 1' |
		head -n 2000 | sed 's,^,/,' >"$room/telegram"
	build/bench/queries "$1" | cut -f1 | encoded >"$room/search"
	local view
	for view in source faults as-sent; do
		head -n 200 "$room/telegram" | sed "s,\$,/$view,"
	done >"$room/view"
	head -n 100 "$room/telegram" | sed 's,^,/thread,' >"$room/thread"
	printf '%s\n' / /posts /tags /years /about >"$room/whole"
	printf '%s\n' /gaps '/gaps?kind=serials' '/gaps?kind=numbers' \
		'/gaps?kind=sections' >"$room/gaps"
	cat "$room"/{telegram,view,whole} >"$room/mixed"
	head -n 40 "$room/search" >>"$room/mixed"
}

web_verdict() { # IS MOST: a word, counted
	if awk "BEGIN { exit !(($1) > ($2)) }"; then
		echo MISSED
	else
		echo met
	fi
}
count_missed() { # WORD...
	local word
	for word; do
		[ "$word" != MISSED ] || missed=$((missed + 1))
	done
}

# Processor time, without a server: other work on the machine hardly counts.
web_making() { # ARCHIVE
	local kind most median p99 max bytes packed packing bad time weight
	echo
	echo "Processor time to make a page and to pack it (milliseconds)," \
		"and the largest of its kind:"
	printf '  %-10s %9s %9s %9s %9s %9s %9s %6s\n' page median \
		'99 of 100' longest packing kB packed 'not 200'
	for kind in telegram:2 view: thread: search:30 whole: gaps:; do
		most=${kind#*:} kind=${kind%:*} time='' weight=''
		read -r median p99 max bytes packed packing bad < <(build/bench/pages "$1" \
			<"$room/$kind")
		[ -z "$most" ] || time=$(web_verdict "$median" "$most")
		weight=$(web_verdict "$packed" 100000)
		count_missed "$time" "$weight"
		printf '  %-10s %9s %9s %9s %9s %9.1f %9.1f %6s  %s\n' \
			"$kind" "$median" "$p99" "$max" "$packing" \
			"$(calc "$bytes / 1000")" \
			"$(calc "$packed / 1000")" "$bad" "${most:+median at most $most: $time; }$(
			)packed below 100 kB: $weight"
	done
}

# The server on one processor, wrk on another where there is one.
web_begin() { # ARCHIVE
	local pin=
	if taskset -c 0 true 2>/dev/null; then
		pin='taskset -c 0'
	fi
	port=$((20000 + $$ % 20000))
	$pin "$reftel" serve -A "$1" --listen "127.0.0.1:$port" \
		--log "$room/log" 2>"$room/err" &
	server=$!
	for _ in $(seq 100); do
		grep -q open "$room/err" && return
		sleep 0.1
	done
	cat "$room/err" >&2
	exit 1
}
web_load() { # KIND CONNECTIONS SECONDS: requests median 99 max a-second errors
	local pin=
	if taskset -c 1 true 2>/dev/null; then
		pin='taskset -c 1'
	fi
	TARGETS=$room/$1 $pin wrk -t1 "-c$2" "-d${3}s" --timeout 30s \
		-s bench/web.lua "http://127.0.0.1:$port" |
		sed -n 's/^== //p'
}
web_memory() { # MiB that are its own, without the file that it maps
	awk '/^RssAnon/ { printf "%.1f\n", $2 / 1024 }' "/proc/$server/status"
}

web_serving() { # ARCHIVE REQUESTS
	local kind n c median p99 max rate errors total=0 first last goal most
	local time
	echo
	if ! command -v wrk >/dev/null; then
		echo "Serving: skipped, wrk is not installed."
		return
	fi
	web_begin "$1"
	echo "By the clock, from another process (milliseconds):"
	printf '  %-10s %5s %9s %9s %9s %9s %6s\n' page 'at once' median \
		'99 of 100' longest 'a second' errors
	for kind in whole:5 telegram:2 search:30; do
		most=${kind#*:} kind=${kind%:*}
		for c in 1 64; do
			read -r n median p99 max rate errors < <(web_load \
				"$kind" "$c" 10)
			time=-
			[ "$c" != 1 ] || time=$(web_verdict "$median" "$most")
			count_missed "$time" "$(web_verdict "$errors" 0)"
			printf '  %-10s %7s %9s %9s %9s %9s %6s  %s\n' \
				"$kind" "$c" "$median" "$p99" "$max" "$rate" \
				"$errors" "$time"
		done
	done
	echo
	echo "Memory of its own (MiB) after so many requests of mixed pages:"
	for goal in $(($2 / 10)) $(($2 / 3)) "$2"; do
		while [ "$total" -lt "$goal" ]; do
			read -r n _ < <(web_load mixed 8 5)
			total=$((total + n))
		done
		last=$(web_memory)
		first=${first:-$last}
		printf '  %9d %9s\n' "$total" "$last"
	done
	time=$(web_verdict "$last / $first" 1.1)
	count_missed "$time"
	echo "  growth at most a tenth: $time"
	kill "$server"
	wait "$server"
}

web() { # [N [REQUESTS]]
	local n=${1:-251287} db
	make -s -j"$jobs" build/bench/{genarchive,queries,pages}
	mkdir -p "$room"
	# with the modules beside it: HTTP is one
	reftel=$room/bin/reftel
	mkdir -p "$room/bin"
	cp build/reftel "$reftel"
	cp -r build/modules "$room/bin/"
	trap '[ -z "$server" ] || kill "$server" 2>/dev/null' EXIT
	db=$(web_archive "$n")
	web_targets "$db"
	echo
	echo "A reading room of $n telegrams."
	web_making "$db"
	web_serving "$db" "${2:-100000}"
	echo
	echo "Missed: $missed."
}
