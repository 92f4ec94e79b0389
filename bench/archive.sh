# What an archive costs; read by script/bench, which has set data, reftel,
# measure, jobs and the functions made, cost, calc, median.  bench/README.md
# tells what is measured.
#
#	script/bench archive [N [LARGEST]]	N telegrams (251287), and a
#			curve from 1,000 to LARGEST (30,000)

room=$data/archive
# so many processors are used, as the target has it
processors=2

bytes_of() { # FILE
	wc -c <"$1"
}
drop_archive() { # FILE
	rm -f "$1" "$1-wal" "$1-shm"
}
# The dump of so many telegrams.
archive_dump() { # N
	made "archive-$1.csv" build/bench/genarchive --count "$1" \
		-o /dev/stdout
}

# Adding against the bare index. Both run in turn, and the less of both counts:
# other work on the machine can only add to it.
adding() { # N
	local dump n=$1 texts db size best_add= best_bare= memory=0 c w m i kind
	local start bare_size=0 contentless= contentless_size=0 rounds=2
	start=$(date +%s.%N)
	dump=$(archive_dump "$n")
	size=$(bytes_of "$dump")
	echo
	echo "An archive of $n telegrams, a dump of $(calc "$size / 1e6") MB" \
		"(made in $(calc "$(date +%s.%N) - $start") s)."
	texts=$room/texts db=$room/$n.db
	build/bench/fts texts "$dump" "$texts"
	[ "$n" -lt 100000 ] || rounds=1
	for ((i = 0; i < rounds; i++)); do
		read -r kind w c bare_size < <(build/bench/fts insert bare \
			"$texts" "$room/fts.db")
		best_bare=$(least "$best_bare" "$w $c")
		read -r kind w c contentless_size < <(build/bench/fts insert \
			contentless "$texts" "$room/fts.db")
		contentless=$(least "$contentless" "$w $c")
		drop_archive "$db"
		read -r c w m < <($measure "$reftel" add -j $processors \
			-A "$db" "$dump")
		best_add=$(least "$best_add" "$w $c")
		[ "$m" -le "$memory" ] || memory=$m
	done
	rm -f "$room/fts.db" "$texts"
	printf '  %-34s %9s %11s %9s\n' '' 'clock s' 'user+sys s' 'MB'
	row 'bare FTS5 insert, one thread' $best_bare "$bare_size"
	row 'the same, contentless' $contentless "$contentless_size"
	row "reftel add -j $processors" $best_add "$(bytes_of "$db")"
	verdict 'add against the bare insert, clock' \
		"${best_add% *} / ${best_bare% *}" 1.00
	verdict 'file against text' "$(bytes_of "$db") / $size" 0.90
	verdict 'most memory, MiB' "$memory / 1024" 512
	parts "$db"
}
row() { # NAME CLOCK PROCESSOR BYTES
	printf '  %-34s %9.2f %11.2f %9.1f\n' "$1" "$2" "$3" \
		"$(calc "$4 / 1e6")"
}
# The pair with the lower first number.
least() { # "A B"|'' "A B"
	printf '%s\n' "$1" "$2" | grep . | sort -g | head -1
}
missed=0
verdict() { # NAME EXPRESSION MOST
	local is=met
	awk "BEGIN { exit !(($2) > $3) }" && is=MISSED missed=$((missed + 1))
	printf '  %-34s %9.2f   at most %s: %s\n' "$1" "$(calc "$2")" "$3" $is
}
# What takes the room in the file.
parts() { # ARCHIVE
	command -v sqlite3 >/dev/null || return 0
	sqlite3 -separator ' ' "$1" "SELECT CASE WHEN name GLOB 'words*'
		THEN 'index' WHEN name = 'parcel' THEN 'sources' ELSE 'rows'
		END AS what, round(sum(pgsize) / 1e6, 1) || ' MB, of it unused',
		round(sum(unused) / 1e6, 1) FROM dbstat GROUP BY what" \
		2>/dev/null | sed 's/^/    /' || true
}

# Cost per telegram from 1,000 on; it must not grow.
archive_curve() { # LARGEST
	local n dump c w m first= last
	echo
	echo "Cost of adding as the archive grows (microseconds of processor" \
		"per telegram and per kB):"
	printf '  %9s %9s %9s %9s %9s %9s\n' telegrams 'a tel.' 'a kB' \
		'clock s' MiB 'file/text'
	for n in 1000 3000 10000 30000 100000 300000 1000000; do
		[ "$n" -le "$1" ] || break
		dump=$(archive_dump "$n")
		drop_archive "$room/curve.db"
		read -r c w m < <($measure "$reftel" add -j $processors \
			-A "$room/curve.db" "$dump")
		last=$(calc "$c / $(bytes_of "$dump") * 1e9")
		first=${first:-$last}
		printf '  %9d %9.0f %9.1f %9.2f %9.0f %9.2f\n' "$n" \
			"$(calc "$c / $n * 1e6")" "$last" "$w" \
			"$(calc "$m / 1024")" "$(calc \
			"$(bytes_of "$room/curve.db") / $(bytes_of "$dump")")"
		[ "$n" -lt 30000 ] || rm -f "$dump"
	done
	drop_archive "$room/curve.db"
	verdict 'cost a kB at the end, to the first' "$last / $first" 1.20
}

# In one process, against the bare query.
searching() { # ARCHIVE
	local said
	echo
	echo "200 queries of 20 kinds: first page and exact total, and all" \
		"facets, against the bare FTS5 query that counts and ranks the" \
		"same (best of 5):"
	build/bench/queries "$1" >"$room/queries"
	build/bench/search "$1" <"$room/queries" >"$room/search" ||
		echo "  TOTALS DIFFER: see $room/search"
	said=$(tail -n 1 "$room/search")
	echo "  $said"
	awk '$2 ~ /^[0-9.]+$/ && $5 ~ /^[0-9.]+$/ {
		n++
		page += $5 <= 2
		facets += $6 <= 4
		if ($5 > 2)
			print "    " $0
	} END {
		if (n > 0)
			printf "  within twice: %.1f of 100; with facets within" \
				" four times: %.1f of 100 (wanted: 95)\n",
				100 * page / n, 100 * facets / n
	}' "$room/search" | tail -n 12
}

# One process a query, milliseconds: the median of 5, the input in the cache.
process_ms() { # COMMAND...
	local c w m
	read -r c w m < <($measure -n 5 "$@")
	calc "$w * 1000"
}
# Against notmuch, on the same telegrams as a Maildir; of at most so many, for
# it takes in a hundred mails a second.
MAILS=50000
against_notmuch() { # N
	local mail=$room/mail query ours usual theirs won=0 n=0 plain db dump
	local count=$1
	echo
	if ! command -v notmuch >/dev/null; then
		echo "Against notmuch: skipped, it is not installed."
		return
	fi
	[ "$count" -le $MAILS ] || count=$MAILS
	dump=$(archive_dump "$count") db=$room/mails.db
	drop_archive "$db"
	"$reftel" add -A "$db" "$dump" >/dev/null
	rm -rf "$mail"
	mkdir -p "$mail"
	if ! "$reftel" export -A "$db" --to mail -o "$room/mbox" '' \
		>"$room/err" 2>&1; then
		echo "Against notmuch: skipped, export: $(head -1 "$room/err")"
		return
	fi
	maildir "$room/mbox" "$mail/telegrams"
	rm -f "$room/mbox"
	export NOTMUCH_CONFIG=$room/notmuch-config
	printf '[database]\npath=%s\n[user]\nname=A\nprimary_email=a@b.c\n' \
		"$PWD/$mail" >"$NOTMUCH_CONFIG"
	notmuch new --quiet >/dev/null 2>&1 || true
	echo "reftel search as a process against notmuch search" \
		"($(notmuch count '*') mails; median of 5, ms)." \
		"Alike: the newest 20, a line each; reftel counts all as well." \
		"Usual: the 20 that fit best, with their paragraphs."
	printf '  %9s %9s %9s\n' alike notmuch usual
	build/bench/queries --plain --count 15 "$db" >"$room/plain"
	while IFS= read -r plain; do
		ours=$(process_ms "$reftel" search -A "$db" --order=-date \
			--format csv --limit 20 "$plain")
		theirs=$(process_ms notmuch search --limit=20 "$plain")
		usual=$(process_ms "$reftel" search -A "$db" "$plain")
		query=$(awk "BEGIN { print $ours < $theirs }")
		won=$((won + query)) n=$((n + 1))
		printf '  %9.1f %9.1f %9.1f  %s\n' "$ours" "$theirs" \
			"$usual" "$plain"
	done <"$room/plain"
	echo "  faster, alike: $won of $n (wanted: all)"
	rm -rf "$mail"
	drop_archive "$db"
}
# A file of mails one behind another as a Maildir.
maildir() { # FILE FOLDER
	mkdir -p "$2/cur" "$2/new" "$2/tmp"
	awk -v folder="$2/cur" '/^From / {
		if (name != "")
			close(name)
		name = sprintf("%s/%07d", folder, ++n)
		next
	}
	name != "" { print >name }' "$1"
}

# show and refs, as processes, of telegrams here and there.
looking_up() { # ARCHIVE
	local what id c w m worst cpu
	echo
	for what in show refs; do
		if ! "$reftel" $what --help >/dev/null 2>&1; then
			echo "  reftel $what: skipped, there is none"
			continue
		fi
		worst=0 cpu=0
		for id in $("$reftel" search -A "$1" --format ids '' |
			awk 'NR % 997 == 1' | head -n 20); do
			read -r c w m < <($measure -n 5 "$reftel" $what \
				-A "$1" "$id")
			worst=$(printf '%s\n' "$w" "$worst" | sort -g |
				tail -1)
			cpu=$(printf '%s\n' "$c" "$cpu" | sort -g | tail -1)
		done
		verdict "reftel $what, slowest of 20, ms" "$worst * 1000" 10
		echo "    of the processor $(calc "$cpu * 1000") ms"
	done
}

archive() { # [N [LARGEST]]
	local n=${1:-251287} largest=${2:-30000}
	make -s -j"$jobs" build/bench/{genarchive,fts,queries,search}
	mkdir -p "$room"
	adding "$n"
	searching "$room/$n.db"
	looking_up "$room/$n.db"
	against_notmuch "$n"
	archive_curve "$largest"
	echo
	echo "Missed: $missed."
}
