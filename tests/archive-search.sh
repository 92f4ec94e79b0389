#!/bin/sh
# Searching an archive of invented telegrams, against answers found by hand;
# showing them; random queries against a naive evaluation. Prints "ok NAME" or
# "not ok NAME" for tests/run.sh.
#	archive-search.sh BUILD
cd "$(dirname "$0")/.." || exit 1
build=$PWD/$1
reftel=$build/reftel
samples=$PWD/samples
scratch=$build/tests/archive-search
rm -rf "$scratch"
mkdir -p "$scratch/in"
cd "$scratch" || exit 1
status=0
REFTEL_ARCHIVE=$scratch/a.db
export REFTEL_ARCHIVE

# telegram SERIAL POST DAY CLASS TAGS SUBJECT REF TEXT
telegram() {
	cat >"in/$2$1.txt" <<EOT
O ${3}1200Z JAN 08
FM AMEMBASSY $2
TO RUEHC/SECSTATE WASHDC IMMEDIATE
INFO RUEHFR/AMEMBASSY PARIS
BT
$4 $2 00000$1

E.O. 12958: DECL: 01/01/2018
TAGS: $5
SUBJECT: $6

REF: $7

1. (U) Summary: $8 End summary.

2. (U) The goat of the regent slept.

3. (U) Comment: The crown was not worn. End comment.
BT
EOT
}

check() { # NAME WANTED QUERY...: ids in order of date, or what was wrong
	name=$1
	want=$2
	shift 2
	got=$("$reftel" search --format ids --order date "$@" 2>&1 |
		tr '\n' ' ' | sed 's/ $//')
	if [ "$got" = "$want" ]; then
		echo "ok $name"
	else
		echo "# wanted: $want"
		echo "# got:    $got"
		echo "not ok $name"
		status=1
	fi
}
holds() { # NAME COMMAND...
	name=$1
	shift
	if "$@" >out 2>err; then
		echo "ok $name"
	else
		sed 's/^/# /' out err | tail -n 20
		echo "not ok $name"
		status=1
	fi
}

telegram 1 BERN 01 "C O N F I D E N T I A L" "PGOV, SZ" \
	"THE KING OF RURITANIA" "BERN 7" "The king is well."
telegram 2 BERN 02 "UNCLAS" "PTER, SZ" "GOATS" "BERN 1" \
	"A goat was seen in Bogota."
telegram 3 ROME 03 "S E C R E T" "PGOV, IT" "A BOX" "BERN 1" \
	"The crown is in a hat box. The king knows."
"$reftel" add in >out 2>err || {
	sed 's/^/# /' out err
	echo "not ok an archive is made"
	exit 1
}
A=08BERN1 B=08BERN2 C=08ROME3

check "an empty query means all" "$A $B $C"
check "a word" "$A $C" king
check "capitals make no difference" "$A $C" KING
check "words of one telegram" "$C" king box
check "OR" "$A $B $C" king OR bogota
check "what is shunned, behind a dash" "$B" -king
check "a word and not another" "$A" king -box
check "a phrase" "$C" '"hat box"'
check "no phrase runs over paragraphs" "" '"well the goat"'
check "a prefix" "$B" 'bogo*'
check "NEAR" "$C" 'NEAR(crown box, 4)'
check "accents make no difference" "$B" "$(printf 'Bogot\303\241')"
check "from: in any spelling" "$A $B" from:bern
check "a plain language address" "$A $B" 'from:"AMEMBASSY BERN"'
check "to:STATE" "$A $B $C" to:DEPARTMENT
check "info:" "$A $B $C" info:PARIS
check "to: is not info:" "" to:PARIS
check "tag:" "$A $C" tag:pgov
check "tag: by its name" "$B" tag:terrorism
check "class:" "$A" class:C
check "class>=" "$A $C" 'class>=C'
check "class<" "$B" 'class<C'
check "date:" "$A $B $C" date:2008
check "date: of a day" "$B" date:2008-01-02
check "date: of a range" "$B $C" date:2008-01-02..
check "subject:" "$B" subject:goats
check "in: holds for its parentheses" "$C" '(in:summary crown)'
check "in: and not beyond" "$C" '(in:summary crown) goat'
check "ref:" "$B $C" ref:08BERN1
check "id: in any spelling" "$A" 'id:"08 Bern 0001"'
check "has:gap is a reference that is not held" "$A" has:gap
check "thread:" "$A $B $C" thread:08BERN1
check "thread: both ways" "$A $B $C" thread:08ROME3
check "words and fields under OR and NOT" "$B $C" \
	'(box OR tag:PTER) -date:2008-01-01'
check "an offset" "$B $C" --offset 1
check "a limit" "$B" --offset 1 --limit 1

holds "the total is told" sh -c '"$0" search king | grep -q "^2 telegrams$"' \
	"$reftel"
holds "what else was searched is told" sh -c '"$0" search to:SECSTATE |
	grep -q "^also searched: to:STATE"' "$reftel"
holds "a number in several words" sh -c '"$0" show 08 bern 1 |
	grep -q "THE KING OF RURITANIA\|The King of Ruritania"' "$reftel"
holds "and its paragraph" sh -c '"$0" show 2008 Bern "2#1" |
	grep -q "A goat was seen"' "$reftel"
holds "so of refs, thread, cite" sh -c '"$0" refs 08 Bern 1 >/dev/null &&
	"$0" thread 08 Bern 1 >/dev/null && "$0" cite 08 Bern 1 >/dev/null' \
	"$reftel"
holds "several numbers stay several" sh -c '[ "$("$0" cite 08BERN1 08BERN2 |
	wc -l)" = 2 ]' "$reftel"
holds "a number among words is told of" sh -c '"$0" search 08bern1 |
	grep -q "^note: 08bern1 was .* id:08BERN1 is that .* ref:08BERN1 "' \
	"$reftel"
holds "a number and letters are not" sh -c '! "$0" search 12345 08abc |
	grep -q "^note:"' "$reftel"
holds "paragraphs are named and words marked" sh -c '"$0" search bogota |
	grep -q "^  #1 .*\*Bogota\*"' "$reftel"
holds "facets" sh -c '"$0" search --facets --format csv "" |
	tr -d "\r" | grep -qx "post,BERN,2"' "$reftel"
holds "a caret" sh -c '"$0" search "king frm:x" 2>&1 |
	grep -q "^       ^~~$"' "$reftel"
holds "a wrong query is wrong usage" sh -c '"$0" search "(" ; [ $? = 2 ]' \
	"$reftel"
printf 'king\n\n# none\nfrm:x\n"hat box"\n' >list
holds "a list of queries makes a table" sh -c '"$0" search --batch list \
	--format csv class:S >table 2>err; [ $? = 1 ] &&
	tr -d "\r" <table | grep -qx "\"\"\"hat box\"\"\",1,.*,08ROME3" &&
	grep -q "^reftel: list:4: no such field" err' "$reftel"

holds "show" sh -c '"$0" show "08 Bern 1" | grep -q "king is well"' "$reftel"
holds "show a paragraph" sh -c '"$0" show 08BERN1#2 >p &&
	grep -q goat p && ! grep -q king p' "$reftel"
holds "show what was handed in" sh -c '"$0" show --source 08BERN1 |
	cmp - in/BERN1.txt' "$reftel"
holds "a ghost shows what cites it" sh -c '"$0" show 08BERN7 >g 2>err
	[ $? = 1 ] && grep -q "  08BERN1 " g && grep -q "ref: BERN 7" g' \
	"$reftel"
holds "an unknown number" sh -c '"$0" show 08BERN99; [ $? = 1 ]' "$reftel"

"$reftel" add -A s.db "$samples" >out 2>err
holds "random queries find what a naive evaluation finds" \
	"$build/tests/prop/prop_query" s.db 300
exit $status
