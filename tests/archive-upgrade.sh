#!/bin/sh
# An archive of format 1, as SQL in tests/upgrade, is opened by the Reftel of
# today: what it answers is what it answered then; where there is a later
# format it is upgraded first, and a copy kept. Prints "ok NAME", "not ok NAME"
# or "skipped NAME" for tests/run.sh.
#	archive-upgrade.sh BUILD
#	archive-upgrade.sh BUILD --answers >tests/upgrade/answers
# The latter where a command is to say something else than it did: git diff then
# shows what.
cd "$(dirname "$0")/.." || exit 1
. tests/shell.sh
old=$PWD/tests/upgrade
reftel=$PWD/$1/reftel
scratch=$PWD/$1/tests/archive-upgrade
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
LC_ALL=C
export LC_ALL

skipped() { # NAME REASON
	echo "# $2"
	echo "skipped $1"
}
make_old() { # FILE
	rm -f "$1" "$1"-*
	sqlite3 "$1" <"$old/format1.sql"
	sqlite3 "$1" 'PRAGMA journal_mode = WAL' >/dev/null
}
format_of() { # FILE
	sqlite3 "$1" 'PRAGMA user_version'
}

# Tables, views and indexes with their columns, and what belongs to what.
schema_of() { # FILE
	sqlite3 "$1" "SELECT m.type, m.name, c.name, c.type, c.\"notnull\",
		c.dflt_value, c.pk, c.hidden FROM sqlite_schema AS m
		LEFT JOIN pragma_table_xinfo(m.name) AS c
		WHERE m.name NOT GLOB 'sqlite_*' ORDER BY 1, 2, c.cid;
		SELECT m.name, i.* FROM sqlite_schema AS m,
		pragma_index_xinfo(m.name) AS i WHERE m.type = 'index'
		ORDER BY 1, 2;
		SELECT m.name, f.* FROM sqlite_schema AS m,
		pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'
		ORDER BY 1, 2, 3"
}

# What commands say out of the rows of an archive; what they read anew from the
# sources is compared below with an archive of today.
answer() {
	echo "== $*"
	command=$1
	shift
	"$reftel" "$command" -A "$archive" "$@" 2>&1 | tr -d '\r'
}
answers() { # ARCHIVE
	archive=$1
	for query in "" king '"crown prince"' 'goat*' 'goat OR tunnel' \
		'in:summary king' 'NEAR(king goat, 20)' 'from:STRELSAU' \
		'to:STATE' 'info:ZENDA' 'tag:PREL' 'class>=C' 'class:U' \
		'caption:SIPDIS' 'precedence>=P' 'date:2004..2007' \
		'subject:tunnel' 'ref:04STRELSAU2188' 'signed:roe' 'by:roe' \
		'portion:C' 'has:redaction' 'has:refs' 'has:gap' \
		'has:witnesses' 'has:diagnostics' 'form:transmission' \
		'code:dtg-invalid' 'thread:07STRELSAU756' 'id:07*' '-king'; do
		answer search --format ids "$query"
	done
	answer search --facets --format csv king
	for id in $("$reftel" search -A "$archive" --format ids); do
		answer refs --to json "$id"
		answer thread "$id"
	done
	answer gaps --to csv
	for by in year post class tag form precedence; do
		answer stats --by "$by" --to csv
	done
	answer export --to graphml
	answer quarantine --json
	answer fsck
}

if ! command -v sqlite3 >/dev/null; then
	skipped "an older archive" "sqlite3 is not installed"
	exit 0
fi
make_old old.db
if [ "${2:-}" = --answers ]; then
	run 0 "fsck upgrades" "$reftel" fsck -A old.db
	answers old.db
	exit
fi

"$reftel" add -A now.db - </dev/null >out 2>&1
now=$(format_of now.db)
if [ "$now" = 1 ]; then
	skipped "an older archive is upgraded" "there is one format so far"
else
	# One that only reads changes nothing, and says what to do.
	cp old.db old.before
	run 1 "an older archive is not read" "$reftel" search -A old.db king &&
		check "what to do is told" has err 'reftel fsck'
	run 1 "add -n does not upgrade" "$reftel" add -n -A old.db \
		"$old/format1.sql"
	run 1 "reread -n does not either" "$reftel" reread -n -A old.db
	check "it is as it was" cmp -s old.db old.before

	# A copy that is there is of another archive, perhaps.
	echo "not yours" >old.db.format1
	run 0 "fsck upgrades it" "$reftel" fsck -A old.db &&
		check "the copy is told" has err old.db.format1-2
	check "it is of this format" [ "$(format_of old.db)" = "$now" ]
	schema_of now.db >want
	schema_of old.db | diff want - >out 2>&1
	check "its tables are those of a new one" [ ! -s out ]
	check "the copy is of that format" [ "$(format_of old.db.format1-2)" = \
		1 ]
	check "what lay there is left alone" grep -q "not yours" old.db.format1
	check "nothing is half made" sh -c '! ls old.db.*.part 2>/dev/null'
	sqlite3 old.before .dump | sort >before.sql
	sqlite3 old.db.format1-2 .dump | sort | diff before.sql - >out 2>&1
	check "the copy has all of it" [ ! -s out ]
	run 0 "once only" "$reftel" fsck -A old.db &&
		check "nothing is said of a copy" [ ! -s err ]

	make_old two.db
	"$reftel" fsck -A two.db >/dev/null 2>one &
	"$reftel" fsck -A two.db >/dev/null 2>two
	wait
	check "two at once upgrade it once" [ "$(cat one two |
		grep -c .)" = 1 ]
	check "and one copy stays" [ "$(ls two.db.* | grep -c format1)" = 1 ]
	run 0 "and it is whole" "$reftel" fsck -A two.db
fi

answers old.db >got
diff "$old/answers" got >out 2>&1
check "it answers as it did" [ ! -s out ]

# Its files come back, and an archive of today made of them says the same of
# what is read from the sources.
run 0 "its files come back" "$reftel" export -A old.db --sources -o files
(cd files && awk -F, 'NR > 1 && $1 != "" { print }' manifest.csv | wc -l) >n
check "all of them" [ "$(cat n)" -gt 10 ]
(cd files/files && "$reftel" add -A "$scratch/fresh.db" \
	samples/transmission samples/mirror samples/csv) \
	>out 2>&1
for archive in old fresh; do
	"$reftel" export -A $archive.db --to json 2>&1 | sort >$archive.json
	for id in $("$reftel" search -A $archive.db --format ids \
		has:witnesses); do
		"$reftel" diff -A $archive.db --format json "$id"
	done >$archive.diff 2>&1
done
diff old.json fresh.json >out 2>&1
check "each telegram is the same" [ ! -s out ]
diff old.diff fresh.diff >out 2>&1
check "and what its witnesses differ in" [ ! -s out ]

# It takes in more.
run 0 "more is added" "$reftel" add -A old.db "$old/../../samples/html" &&
	run 0 "it is whole" "$reftel" fsck -A old.db &&
	ok "it takes in more, and is whole"
run 0 "it is read again" "$reftel" reread -A old.db --all &&
	run 0 "it is whole" "$reftel" fsck -A old.db &&
	ok "it is read again, and is whole"

# What is not ours, or of a later Reftel, is left as it was.
sqlite3 other.db 'CREATE TABLE a (b); INSERT INTO a VALUES (1)'
cp other.db other.before
run 1 "another program's database" "$reftel" add -A other.db \
	"$old/format1.sql" && check "is refused" has err "no archive"
check "and left as it was" cmp -s other.db other.before
cp now.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 99'
cp newer.db newer.before
for command in "add $old/format1.sql" "search king" "fsck" "stats"; do
	run 1 "a newer archive: $command" "$reftel" $command -A newer.db &&
		check "a newer archive: $command" has err \
		"newer.db: was made by a newer Reftel (format 99"
done
check "it is left as it was" cmp -s newer.db newer.before
exit $status
