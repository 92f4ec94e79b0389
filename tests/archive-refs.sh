#!/bin/sh
# References, threads and the gap ledger of a small archive that was made up.
# Prints "ok NAME" or "not ok NAME" for tests/run.sh.
#	archive-refs.sh BUILD
cd "$(dirname "$0")/.." || exit 1
build=$PWD/$1
reftel=$build/reftel
samples=$PWD/samples
scratch=$build/tests/archive-refs
rm -rf "$scratch"
mkdir -p "$scratch/in"
cd "$scratch" || exit 1
status=0
REFTEL_ARCHIVE=$scratch/a.db
export REFTEL_ARCHIVE

# telegram POST SERIAL DTG REF NUMBER [SECTION-LINE]
telegram() {
	cat >"in/$1-$2-${6##* }" <<EOT
VZCZCXRO0001
RR RUEHC RUEHQE
DE RUEHQS #$(printf %04d "$2") 0121200
ZNR UUUUU ZZH
R $3
FM AMEMBASSY $1
TO RUEHC/SECSTATE WASHDC $5
INFO RUEHQE/AMEMBASSY EDELWEISS
BT
UNCLAS ${6:+$6 }$1 $(printf %06d "$2")

SIPDIS

E.O. 12958: N/A
TAGS: PREL, QR
SUBJECT: TALKS ON "FISH" <AND> CHIPS, $2

REF: $4

1. The talks went on, said $1 in its telegram $2.
BT
#$(printf %04d "$2")
EOT
}
ok() {
	echo "ok $1"
}
not_ok() {
	[ ! -s out ] || sed 's/^/# /' out | tail -n 40
	[ ! -s err ] || sed 's/^/# /' err | tail -n 20
	echo "not ok $1"
	status=1
}
# run STATUS NAME ARGUMENT...: reftel's output in the files out and err
run() {
	want=$1
	name=$2
	shift 2
	"$reftel" "$@" >out 2>err </dev/null
	code=$?
	[ $code = "$want" ] && return 0
	echo "# exit status $code, not $want"
	not_ok "$name"
	return 1
}
has() { # NAME TEXT
	if grep -qF -- "$2" out; then ok "$1"; else not_ok "$1"; fi
}
has_no() { # NAME TEXT
	if grep -qF -- "$2" out; then not_ok "$1"; else ok "$1"; fi
}
says() { # NAME TEXT, on standard error
	if grep -qF -- "$2" err; then ok "$1"; else not_ok "$1"; fi
}

telegram STRELSAU 1870 "011200Z DEC 06" "A. ZENDA 44 B. SMITH E-MAIL 11/05/06" 0100
telegram STRELSAU 1876 "141200Z DEC 06" "A. STRELSAU 1870 B. ZENDA 45 (NOTAL)" 0103
telegram STRELSAU 1880 "201200Z DEC 06" "STRELSAU 1876" 0104-0105
telegram EDELWEISS 12 "121200Z JAN 07" "A. 07 STRELSAU 1876 B. 06 ZENDA 45 C. 06 STRELSAU 1878" 0001
telegram EDELWEISS 15 "151200Z JAN 07" "EDELWEISS 12" 0002
telegram EDELWEISS 17 "171200Z JAN 07" "EDELWEISS 12" 0003 "SECTION 01 OF 02"
run 0 "added" add in || exit 1

# References.
run 0 "refs" refs "06 Strelsau 1876" &&
	has "refs: what it cites" "STRELSAU 1870" &&
	has "refs: not held" "06ZENDA45  not held" &&
	has "refs: NOTAL" "(NOTAL)" &&
	has "refs: who cites it" "06STRELSAU1880  2006-12-20T12:00Z" &&
	has "refs: the year was wrong" "07EDELWEISS12" &&
	has "refs: its receipt" "read as 06STRELSAU1876: same serial and post a year before, date fits"
run 0 "refs: no telegram" refs 06STRELSAU1870 &&
	has "refs: an e-mail" "email" && has "refs: its words" "SMITH E-MAIL 11/05/06"
run 0 "refs of one that is not held" refs 06ZENDA45 &&
	has "refs: cited twice" "Cited by: 2"
run 0 "refs: limit" refs --limit 1 06ZENDA45 && has "refs: the rest is told" "and 1 more"
run 1 "refs: neither" refs 06ZENDA46 && says "refs: neither is said" "not held"
run 1 "refs: no number" refs "no number" && says "refs: no number is said" "not a telegram number"
run 1 "refs: no year" refs "ZENDA 46"
run 2 "refs: nothing" refs
run 2 "refs: wrong form" refs --to pdf 06ZENDA45
run 0 "refs: json" refs --to json 06STRELSAU1876 &&
	has "refs: json has the id" '"id":"06ZENDA45","held":false'

# Threads.
run 0 "thread" thread 07EDELWEISS15 &&
	has "thread: a level for each answer" "2006-12-20         06STRELSAU1880" &&
	has "thread: where it began" "2007-01-15 *" &&
	has "thread: how many" "9 telegrams, 9 references between them"
run 0 "thread: depth" thread --depth 1 07EDELWEISS15 &&
	has "thread: depth is told" "(--depth)" && has_no "thread: cut" 06ZENDA45
run 0 "thread: limit" thread --limit 2 07EDELWEISS15 &&
	has "thread: limit is told" "(--limit)" && has "thread: two" "2 telegrams"
run 0 "thread: fan" thread --fan 1 07EDELWEISS15 && has "thread: fan is told" "(--fan)" &&
	has_no "thread: not followed" 07EDELWEISS17
# A query means what the command shows, of that what is held.
for id in 07EDELWEISS15 06STRELSAU1870 06STRELSAU1880 06ZENDA45 06ZENDA46; do
	"$reftel" thread --to json $id 2>err |
		grep -oE '"id":"[^"]*","held":true' | cut -d '"' -f 4 | sort -u >want
	run 0 "thread: in a query, $id" search --format ids "thread:$id" &&
		sort out | diff - want >err && ok "thread: in a query, $id" ||
		not_ok "thread: in a query, $id"
done
run 0 "thread: a query says so" search --format ids thread:06ZENDA45 &&
	has "thread: a query has what cites one that is not held" 06STRELSAU1876
for form in dot graphml gexf json; do
	run 0 "thread: $form" thread --to $form 07EDELWEISS15 && has "thread: $form has it" 06ZENDA45
	case $form in graphml | gexf)
		if command -v xmllint >/dev/null; then
			if xmllint --noout out; then ok "$form is XML"; else not_ok "$form is XML"; fi
		else
			echo "# xmllint is not installed"
			echo "skipped $form is XML"
		fi ;;
	esac
done

# An export's graph leads where refs leads.
run 0 "export: graph" export --to graphml &&
	has "export: what is meant" 'source="07EDELWEISS12" target="06STRELSAU1876"' &&
	has_no "export: not what was printed" 07STRELSAU1876 &&
	has "export: what is not held" '<node id="06ZENDA45"'

# Sent a second time: under its number, and under another.
mkdir twice
long=$samples/transmission/07strelsau756.txt
cp "$long" twice/a
sed '1,/^SIPDIS/s/^SIPDIS/SUSPECTED DUPLICATE/' "$long" >twice/b
sed 's/000756/000761/; s/0756/0761/g
	1,/^SIPDIS/s/^SIPDIS/SUSPECTED DUPLICATE/' "$long" >twice/c
run 0 "twice" add -A twice.db twice
run 0 "twice: same text" refs -A twice.db 07STRELSAU761 &&
	has "twice: its own word" "Same text: 1; this one is marked SUSPECTED" &&
	has "twice: of which" "  07STRELSAU756  2007-10-02"
run 0 "twice: the other way" refs -A twice.db --to json 07STRELSAU756 &&
	has "twice: in JSON" '"same_text":["07STRELSAU761"]'
run 0 "once" refs 07EDELWEISS12 && has_no "once: nothing of it" "Same text"

# The ledger.
run 0 "gaps" gaps --coverage 0 &&
	has "gaps: cited twice" "06ZENDA45  certain: 2 telegrams cite it" &&
	has "gaps: window" "2006-12-14 to 2006-12-20, likely: after 06STRELSAU1876" &&
	has "gaps: what was folded is no gap" "Cited and not held: 3, cited 4 times" &&
	has "gaps: folded is counted" "Read as another number: 1 references, 1 of them" &&
	has "gaps: serials" "1871-1875 (5)" && has "gaps: numbers" "0101-0102 (2)" &&
	has "gaps: section" "07EDELWEISS17  certain: section 2 of 2 missing"
run 0 "gaps: too little is held" gaps --kind serial --post Strelsau &&
	has "gaps: measure alone" "8 missing, 3 held of 1870 to 1880 (27 %)" &&
	has_no "gaps: no ranges" "1871-1875"
run 0 "gaps: folded" gaps --kind folded &&
	has "gaps: a receipt" "07EDELWEISS12 cites 07STRELSAU1876: read as 06STRELSAU1876" &&
	has_no "gaps: folded alone" "06ZENDA45"
run 0 "gaps: cited often" gaps --kind cited --min-cites 2 && has_no "gaps: others are left out" 06ZENDA44
run 0 "gaps: a post" gaps --kind cited --post ZENDA && has_no "gaps: no other post" 06STRELSAU1878
run 0 "gaps: a year" gaps --year 2005 && has "gaps: nothing then" "Cited and not held: 0"
run 0 "gaps: csv" gaps --to csv --kind cited && has "gaps: csv row" "cited,06STRELSAU1878,STRELSAU,,2006,1878,1878,1,,1,07EDELWEISS12"
run 0 "gaps: json" gaps --to json && has "gaps: json row" '"gap":"section","id":"07EDELWEISS17"'
run 2 "gaps: wrong kind" gaps --kind holes
run 0 "request" gaps --request 06STRELSAU1878 &&
	has "request: number" "06 STRELSAU 1878 (06STRELSAU1878)" &&
	has "request: dates" "2006-12-14 to 2006-12-20" &&
	has "request: who cites it" "C. 06 STRELSAU 1878" &&
	has "request: what about" 'TALKS ON "FISH" <AND> CHIPS, 12' &&
	has "request: its TAGS" "PREL QR" &&
	has "request: what is around it" "06STRELSAU1880, 2006-12-20T12:00Z"
run 1 "request: held" gaps --request 06STRELSAU1876 && says "request: held is said" "is held"

# It comes, and is no gap any more; whichever comes first.
telegram STRELSAU 1878 "171200Z DEC 06" "STRELSAU 1876" 0103
run 0 "one more" add in && run 0 "gaps: filled" gaps --kind cited &&
	has_no "gaps: it is held now" 06STRELSAU1878
run 0 "refs: now held" refs 06STRELSAU1878 && has "refs: cited before it came" 07EDELWEISS12
exit $status
