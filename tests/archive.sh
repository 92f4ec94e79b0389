#!/bin/sh
# The archive: adding, quarantine, reading again, proof. Prints "ok NAME" or
# "not ok NAME" for tests/run.sh.
#	archive.sh BUILD
cd "$(dirname "$0")/.." || exit 1
. tests/shell.sh
build=$PWD/$1
reftel=$build/reftel
samples=$PWD/samples
scratch=$build/tests/archive
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
REFTEL_ARCHIVE=$scratch/a.db
export REFTEL_ARCHIVE

# A number of what --json printed.
value() { # KEY
	sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" out
}
is() { # KEY VALUE
	[ "$(value "$1")" = "$2" ]
}

run 1 "no archive yet" "$reftel" fsck &&
	check "no archive yet is said" has err "reftel add"
run 0 "all samples are added" "$reftel" add --json -j 1 "$samples/html" \
	"$samples/mirror" && check "some were added" [ "$(value added)" -gt 10 ]
cp out first
run 0 "an archive is whole" "$reftel" fsck && check "it says so" has out whole

# Adding twice changes nothing.
cksum a.db >before
run 0 "added again" "$reftel" add --json "$samples/html" "$samples/mirror" &&
	check "nothing new" is added 0 && check "all known" is files_known \
	"$(sed -n 's/.*"files":\([0-9]*\).*/\1/p' first)"

# A file under another name is the same file.
cp "$samples"/mirror/*.txt .
run 0 "copies" "$reftel" add --json ./*.txt && check "copies are known" is added 0
rm -f ./*.txt

# The same bytes through a pipe.
set -- "$samples"/mirror/*.txt
"$reftel" add --json - <"$1" >out 2>err
check "through a pipe it is there already" is added 0

# How many read does not matter.
run 1 "one reader" "$reftel" add -A one.db -j 1 --json "$samples"
cp out one
run 1 "eight readers" "$reftel" add -A eight.db -j 8 --json "$samples"
sed 's/,"milliseconds":[0-9]*//' out >eight
sed -i 's/,"milliseconds":[0-9]*//' one
check "one and eight readers find the same" cmp -s one eight
for a in one eight; do
	run 0 "$a: whole" "$reftel" fsck -A $a.db &&
		check "$a: it says so" has out ": whole"
done

# Nothing is kept with -n.
run 0 "dry" "$reftel" add -n -A none.db "$samples/mirror" &&
	check "it says what it would do" has out "would be added"
check "dry: no archive was made" [ ! -e none.db ]
run 0 "dry beside one that is there" "$reftel" add -n --json -A one.db \
	"$samples/mirror" && check "dry: all is there" is added 0

# Quarantine.
run 0 "quarantine" "$reftel" quarantine -A one.db &&
	check "reasons are told" has out "row has too few fields"
printf 'no telegram at all \001\002\003\004\005\006\007\016\n' >binary
run 1 "binary data" "$reftel" add -A q.db binary
check "its reason is told" has err "binary: "
run 0 "its bytes are kept" "$reftel" quarantine -A q.db --export 1
check "byte for byte" cmp -s out binary
run 0 "tried again" "$reftel" quarantine -A q.db --retry &&
	check "it is left" has out "1 left"
run 1 "no such number" "$reftel" quarantine -A q.db --export 77
run 1 "a file that is not there" "$reftel" add -A q.db nothing-here &&
	check "it is named" has err "nothing-here: "

# Reading again changes nothing where nothing was learned.
run 0 "read again" "$reftel" reread -A one.db --all &&
	check "nothing changed" has out " 0 changed"
run 0 "nothing to read again" "$reftel" reread -A one.db &&
	check "none was read" has out "0 read again"
run 0 "the index made anew" "$reftel" fsck -A one.db --reindex &&
	check "then it is whole" has out ": whole"

# Removing.
cp one.db less.db
echo n >no
"$reftel" remove -A less.db tag:QR <no >out 2>err
check "removing asks" has err "Remove "
run 0 "nothing went" "$reftel" search -A less.db --format ids tag:QR &&
	check "they are all there" [ -s out ]
run 0 "removed" "$reftel" remove -A less.db --yes tag:QR &&
	check "it says how many" has out " removed"
run 0 "gone" "$reftel" search -A less.db --format ids tag:QR &&
	check "none is left" [ ! -s out ]
run 0 "what is left is whole" "$reftel" fsck -A less.db
run 1 "nothing to remove" "$reftel" remove -A less.db --yes tag:QR
run 2 "a wrong query" "$reftel" remove -A less.db --yes 'tga:QR'

# Of many that are packed together some go, and the others keep their bytes.
"$build/bench/genarchive" --count 90 --seed 3 -o many.csv
cat many.csv many.csv >twice.csv
run 0 "many, each twice" "$reftel" add -A many.db --json twice.csv &&
	check "each is kept once" is there 90
cp many.db fewer.db
run 0 "some of them go" "$reftel" remove -A fewer.db --yes class:secret
run 0 "the others are whole" "$reftel" fsck -A fewer.db
"$reftel" search -A fewer.db --format ids '' >left
check "some are left" [ "$(wc -l <left)" -gt 9 ]
while read -r id; do
	"$reftel" show -A many.db --source "$id" >was
	"$reftel" show -A fewer.db --source "$id" | cmp -s - was || echo "$id"
done <left >differ
check "and have their bytes" [ ! -s differ ]

# What could not be read is told each time, under each name of the file.
run 1 "a broken file" "$reftel" add -A broken.db "$samples/csv/broken.csv"
run 1 "again" "$reftel" add -A broken.db "$samples/csv/broken.csv" &&
	check "it is still told" has out "2  places of files that are known, in quarantine"
cp "$samples/csv/broken.csv" renamed.csv
run 1 "under another name" "$reftel" add -A broken.db renamed.csv
run 1 "and again" "$reftel" add -A broken.db --json renamed.csv &&
	check "it is told to programs" has out '"quarantined":2'
run 0 "another file" "$reftel" add -A broken.db "$samples/mirror"

# What is no archive is refused, and left as it was.
echo "some text that is no database, but long enough to be looked at" >text
cp text text.before
run 1 "not an archive" "$reftel" add -A text "$samples/mirror" &&
	check "it says so" has err "no archive"
check "it is as it was" cmp -s text text.before
run 2 "wrong option" "$reftel" add --frobnicate x
run 2 "wrong -j" "$reftel" add -j 0 x

if command -v sqlite3 >/dev/null; then
	# A newer format is refused politely.
	cp one.db newer.db
	sqlite3 newer.db 'PRAGMA user_version = 99'
	run 1 "a newer archive" "$reftel" quarantine -A newer.db &&
		check "is refused politely" has err "newer Reftel"
	# Cut off and begun again: the same file, or another of its name.
	cat "$samples"/mirror/01ZENDA33.txt >first.txt
	cat "$samples"/mirror/06STRELSAU1120.txt >second.txt
	cut_off() {
		rm -f cut.db*
		"$reftel" add -A cut.db - <first.txt >out 2>err
		sqlite3 cut.db 'UPDATE file SET length = NULL, sha256 = NULL'
		"$reftel" add -A cut.db - <"$1" >out 2>err
	}
	cut_off first.txt
	check "what was cut off is finished" [ "$(sqlite3 cut.db \
		'SELECT count(*), count(length) FROM file')" = '1|1' ]
	check "under its number" [ "$(sqlite3 cut.db \
		'SELECT file FROM place')" = 1 ]
	run 0 "it is whole" "$reftel" fsck -A cut.db &&
		check "wholly" has out ": whole"
	cut_off second.txt
	check "another file of its name is another file" [ "$(sqlite3 cut.db \
		'SELECT count(*), count(length) FROM file')" = '2|1' ]
	check "what came first is where it was" [ "$(sqlite3 cut.db 'SELECT
		t.id FROM place JOIN witness USING (witness) JOIN telegram AS
		t USING (telegram) WHERE file = 1')" = 01ZENDA33 ]
	run 0 "and whole" "$reftel" fsck -A cut.db &&
		check "the half one is told" has out "not wholly kept"

	# fsck finds what is wrong.
	damage() { # NAME SQL
		cp one.db bad.db
		rm -f bad.db-wal bad.db-shm
		sqlite3 bad.db "$2"
		run 1 "fsck: $1" "$reftel" fsck -A bad.db && ok "fsck finds $1"
	}
	damage "a wrong digest" "UPDATE source SET digest = zeroblob(32)
		WHERE source = (SELECT min(source) FROM source)"
	damage "a lost chunk" "DELETE FROM chunk WHERE file = 1"
	damage "another subject" "UPDATE telegram SET subject = 'OTHER'
		WHERE telegram = (SELECT min(telegram) FROM telegram)"
	damage "a lost witness" "DELETE FROM place WHERE witness = 2;
		DELETE FROM witness WHERE witness = 2"
	damage "words that are not there" "INSERT INTO words (rowid, body)
		VALUES (2, 'frobnicate')"
	damage "words that were lost" "INSERT INTO words (words, rowid,
		subject) SELECT 'delete', telegram, subject FROM telegram
		WHERE subject NOT NULL ORDER BY telegram LIMIT 1"
	damage "a lost reference" "DELETE FROM ref WHERE telegram = (SELECT
		telegram FROM telegram WHERE refs > 0 LIMIT 1)"
else
	echo "# sqlite3 is not installed"
	echo "skipped archives damaged on purpose"
fi

# Two telegrams under one number.
mkdir two
for words in "GOATS ATE THE CURTAIN OF THE SUMMIT TRAIN" \
	"HARVEST PRICES ROSE IN EVERY MARKET TOWN"; do
	printf '%s\n' "O 021036Z OCT 07" "FM AMEMBASSY STRELSAU" \
		"TO SECSTATE WASHDC" "" "UNCLAS STRELSAU 000756" "" \
		"E.O. 12958: N/A" "TAGS: PREL, QR" "SUBJECT: $words" "" \
		"1. $words.  $words ON TUESDAY." "FOTHERGILL" \
		>"two/${words%% *}.txt"
done
run 0 "two under one number" "$reftel" add -A "$scratch/two.db" two &&
	check "the number is named, and nothing behind it" has err \
		"another telegram has the number 07STRELSAU756; this one is kept as 07STRELSAU756~2"
exit $status
