#!/bin/sh
# The program as a whole: arguments, folders, bad input, exit statuses. Prints
# "ok NAME" or "not ok NAME" for tests/run.sh.
#	cli.sh BUILD
cd "$(dirname "$0")/.." || exit 1
. tests/shell.sh
build=$PWD/$1
reftel=$build/reftel
scratch=$build/tests/cli
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1

# A small telegram.  telegram SERIAL
telegram() {
	cat <<EOT
VZCZCXRO0001
OO RUEHZZ
DE RUEHRU #$1 0011200
ZNY CCCCC ZZH
O 011200Z JAN 08
FM AMEMBASSY STRELSAU
TO RUEHZZ/SECSTATE WASHDC IMMEDIATE 0001
BT
C O N F I D E N T I A L STRELSAU 00$1

E.O. 12958: DECL: 01/01/2018
TAGS: PGOV, PREL
SUBJECT: THE KING OF RURITANIA IS WELL

Classified By: Ambassador Jane Roe, Reason 1.4 (b).

1. (C) The King of Ruritania is well.

ROE
BT
#$1
EOT
}


lines() { # FILE N
	[ "$(wc -l <"$1")" = "$2" ]
}
silent() { # nothing was said
	[ ! -s err ]
}

telegram 0001 >a.txt
telegram 0002 >b.txt

if run 0 "a file" "$reftel" parse a.txt; then
	check "a file gives one line" lines out 1
	check "the record has the file's name" grep -q '"name":"a.txt"' out
	check "a file read without fault is not spoken of" silent
fi
run 0 "two files" "$reftel" parse b.txt a.txt &&
	check "files are read in the order given" \
		sh -c 'sed -n 1p out | grep -q b.txt'
"$reftel" parse <a.txt >out 2>err
check "standard input is read" lines out 1
check "standard input is called -" grep -q '"name":"-"' out
"$reftel" parse a.txt - <b.txt >out 2>err
check "- stands for standard input" lines out 2
run 0 "options behind arguments" "$reftel" parse a.txt --pretty &&
	check "--pretty gives more lines" sh -c '[ $(wc -l <out) -gt 50 ]'
run 0 "--" "$reftel" parse -- a.txt &&
	check "-- ends the options" lines out 1
run 0 "--spans" "$reftel" parse --spans a.txt &&
	check "--spans adds places" grep -q '"spans":{"/' out

mkdir -p d/b d/a
cp a.txt d/a/2.txt; cp a.txt d/a/10.txt; cp a.txt d/b/x.txt; cp a.txt d/A.txt
echo hidden >d/.hidden
ln -s .. d/a/up
ln -s nowhere d/a/zlost
mkfifo d/pipe
run 1 "a folder" "$reftel" parse d/ && {
	sed 's/.*"source":{"name":"\([^"]*\)".*/\1/' out >order
	printf '%s\n' d/A.txt d/a/10.txt d/a/2.txt d/b/x.txt >want
	check "folders are walked in order of bytes, without end" \
		cmp order want
	check "a broken link is reported" grep -q '^d/a/zlost: ' err
	check "a pipe in a folder is left alone" grep -q '^d/pipe: ' err
}
rm -r d

run 1 "a file that is missing" "$reftel" parse missing a.txt && {
	check "it is reported as FILE: why" \
		grep -q '^missing: No such file or directory$' err
	check "the rest is read nevertheless" lines out 1
}
: >empty
run 1 "an empty file" "$reftel" parse empty a.txt && {
	check "an empty file is reported" grep -q '^empty: ' err
	check "what follows an empty file is read" lines out 1
}
head -c 5000 "$reftel" >program
run 1 "a file without a telegram" "$reftel" parse program a.txt && {
	check "it is reported as no telegram" grep -q '^program: ' err
	check "what follows it is read" lines out 1
}
head -c 300000 /dev/urandom >noise 2>/dev/null
"$reftel" parse noise >out 2>err
check "noise does no harm" [ $? -le 1 ]
mkdir locked
cp a.txt locked/
chmod 0 locked
if [ "$(id -u)" != 0 ]; then
	run 1 "a folder without rights" "$reftel" parse locked a.txt &&
		check "it is reported by name" \
			grep -q '^locked: Permission denied$' err
fi
chmod 700 locked

# The limit: a telegram of a little more than 16 MiB between two others.
{
	cat a.txt
	telegram 0003 | sed '/King of Ruritania is well\./q'
	head -c 17000000 /dev/zero | tr '\0' x | fold -w 70
	printf '\nBT\n#0003\n'
	cat b.txt
} >large
run 1 "a telegram over the limit" "$reftel" parse large && {
	check "it is reported with the file's name" grep -q '^large:' err
	check "its neighbours are read" lines out 2
}
rm large

# reftel check: what is told, and the exit status by the worst of it
sed 's/^BT$//; s/PREL$/PREL, FR/; s/E: THE/E: (C) THE/' a.txt |
	sed 's/^SUBJECT: THE/SUBJECT: (C) THE/; s/RUEHZZ/RUEHC/' >sound.txt
run 0 "check of a sound telegram" "$reftel" check sound.txt &&
	check "nothing worse than a note" grep -q '^0 errors, 0 warnings' out
sed 's/#0001 0011200/#0002 0011200/' sound.txt >warned.txt
run 1 "check finds a warning" "$reftel" check warned.txt && {
	check "the place comes first" \
		grep -q '^warned.txt:3:[0-9]*: warning: .*\[serial-mismatch\]$' out
	check "the line follows" grep -q '^  DE RUEHRU #0002' out
	check "a caret stands below" grep -q '^             ^~~~$' out
	check "no colour without a terminal" \
		sh -c "! grep -q \"\$(printf '\033')\" out"
}
sed 's/^ZNY CCCCC/ZNY SSSSS/' sound.txt >wrong.txt
run 3 "check finds an error" "$reftel" check wrong.txt warned.txt &&
	check "the count is of all files" \
		grep -q '^1 error, 2 warnings, .* in 2 telegrams$' out
run 0 "--only another code" "$reftel" check --only dtg-invalid wrong.txt
run 3 "--only, a list" "$reftel" check \
	--only dtg-invalid,security-class-differs wrong.txt
run 0 "--severity error hides warnings" "$reftel" check --severity error \
	warned.txt
"$reftel" check - <warned.txt >out 2>err
check "- is standard input for check" grep -q '^-:3:' out
run 1 "--format json" "$reftel" check --format json warned.txt && {
	check "one object a finding" grep -q '^{"file":"warned.txt","member":null,"id":"08STRELSAU1","code":"serial-mismatch","severity":"warning",' out
	check "no count among objects" sh -c '! grep -v "^{" out'
}
run 3 "--format sarif" "$reftel" check --format sarif wrong.txt && {
	check "SARIF is one log" lines out 1
	check "it has version, rules and results" grep -q '"version":"2.1.0".*"rules":\[{"id":.*"results":\[{"ruleId":' out
}
run 3 "--as compose" "$reftel" check --as compose sound.txt &&
	check "a draft needs its drafter" grep -q 'drafter-missing' out
run 1 "check of a file that is missing" "$reftel" check missing sound.txt &&
	check "it is reported on standard error" grep -q '^missing: ' err
"$reftel" check noise >out 2>err
check "check of noise does no harm" [ $? -le 3 ]
run 2 "a profile that is none" "$reftel" check --as send a.txt
run 2 "a format that is none" "$reftel" check --format xml a.txt
run 2 "a severity that is none" "$reftel" check --severity fatal a.txt
run 2 "a code that is none" "$reftel" check --only goat a.txt &&
	check "the code is named" grep -q goat err
run 0 "help codes" "$reftel" help codes && {
	check "every code is listed" \
		grep -q '^portion-above-banner  error$' out
	check "with its source" grep -q '^    source: telegram.md 4.3' out
}

run 2 "no command" "$reftel" && check "usage is shown" grep -q usage err
run 2 "an unknown command" "$reftel" telegraph
run 2 "an unknown option" "$reftel" parse --colour a.txt &&
	check "the option is named" grep -q -- '--colour' err
run 2 "a form that is none" "$reftel" parse --form papyrus a.txt &&
	check "the forms are named" grep -q 'transmission' err
run 2 "a year that is none" "$reftel" parse --year 08 a.txt
run 0 "the last year that two digits mean" "$reftel" id --year 2065 'PARIS 1' &&
	check "it is in the number" grep -q 65PARIS1 out
run 2 "an id that is none" "$reftel" parse --id '?' a.txt
run 2 "an option without its value" "$reftel" parse a.txt --form
run 2 "a value too much" "$reftel" parse --pretty=yes a.txt
run 2 "options before the command" "$reftel" -A x.db search king &&
	check "where they stand is said" grep -q 'behind the command' err

# Options of one letter: apart, behind =, glued, together. -A goes to every
# command on an archive, and which file it looked for is told.
at=./no-such-folder/x.db
for cmd in "refs 08ZENDA1" "thread 08ZENDA1" "gaps" "cite 08ZENDA1" "fsck" \
	"quarantine" "reread" "remove king" "serve" "show 08ZENDA1" \
	"diff 08ZENDA1" "search king" "stats king" \
	"export --to json king"; do
	for option in "-A $at" "-A=$at" "--archive $at" "--archive=$at" \
		"-A$at"; do
		case $option:$cmd in
		-A.*:search* | -A.*:stats* | -A.*:export*)
			continue ;;	# a word that is shunned
		esac
		run 1 "$cmd $option" "$reftel" $cmd $option &&
			check "$cmd $option" grep -q "^reftel: $at:" err
	done
	run 2 "$cmd --bogus" "$reftel" $cmd --bogus &&
		check "$cmd --bogus" grep -q 'no such option: --bogus$' err
	"$reftel" $cmd --archive=$at -- --bogus >out 2>err
	check "$cmd -- --bogus" sh -c '! grep -q "no such option" err'
done
for cmd in parse check id explain forms render repair add; do
	run 2 "$cmd --bogus" "$reftel" $cmd --bogus &&
		check "$cmd --bogus" grep -q 'no such option: --bogus$' err
	run 2 "$cmd -xy" "$reftel" $cmd -xy &&
		check "$cmd -xy" grep -q 'no such option: -xy$' err
	"$reftel" $cmd -- --bogus >out 2>err
	check "$cmd -- --bogus" sh -c '! grep -q "no such option" err'
done
for options in "-n -j 2" "-n -j2" "-n -j=2" "-nj2" "-nj 2" "-nj=2" "-j2 -n"; do
	run 0 "add $options" "$reftel" add -A opt.db $options a.txt &&
		check "add $options" [ ! -e opt.db ]
done
run 2 "add -jn" "$reftel" add -A opt.db -jn a.txt
run 2 "add -nx" "$reftel" add -A opt.db -nx a.txt &&
	check "which letter is told" grep -q 'no such option: -x in -nx' err
run 2 "add -nj" "$reftel" add -A opt.db a.txt -nj &&
	check "a letter without its value" grep -q -- '-j needs a value' err
run 2 "add -n=1" "$reftel" add -A opt.db -n=1 a.txt
run 0 "add --json=" "$reftel" add -Aopt.db -json a.txt &&
	check "a word behind one dash" [ -e opt.db ]
run 0 "render -o" "$reftel" render --to=text -olike.txt a.txt &&
	check "a glued file" [ -s like.txt ]
run 0 "repair -o" "$reftel" repair -omended.txt a.txt &&
	check "a glued file of repair" cmp -s a.txt mended.txt
run 1 "quarantine -o" "$reftel" quarantine -Aopt.db --export=1 -oq.out
run 0 "reread -n" "$reftel" reread -nAopt.db
run 2 "search -A glued" "$reftel" search -Aopt.db king &&
	check "an archive or a word" grep -q 'write -A opt.db' err
run 2 "export -o glued" "$reftel" export -A opt.db --to json -oout.json &&
	check "a file or a word" grep -q 'write -o out.json' err
run 0 "a word that is shunned" "$reftel" search -A opt.db -Afghanistan \
	--limit=1 && check "it is shunned" grep -q '^1 telegram' out
run 0 "--version" "$reftel" --version &&
	check "the version is printed" grep -q '^reftel [0-9]' out
run 0 "--help" "$reftel" --help &&
	check "commands are listed" grep -q '^  parse ' out
for cmd in parse check id explain forms render repair; do
	run 0 "$cmd --help" "$reftel" "$cmd" --help &&
		check "$cmd --help has examples" grep -q "^  reftel $cmd " out
	run 0 "help $cmd" "$reftel" help "$cmd" &&
		check "help $cmd shows something" [ -s out ]
done
run 2 "help of nothing" "$reftel" help telegraph

volume() { # HEAD...
	echo '<TEI><text><body>'
	for head; do
		echo "<div type=\"document\"><head>$head</head><p>9. So.</p></div>"
	done
	echo '</body></text></TEI>'
}
volume '1. Letter From Florian' '2. Telegram From the Embassy in Austria' \
	'3. Minutes' >volume.xml
volume '1. Letter From Florian' '2. Minutes' >letters.xml
run 0 "a volume with letters" "$reftel" parse volume.xml &&
	check "its telegram is read" lines out 1 &&
	check "its other documents are counted" grep -qx \
		'volume.xml: 2 documents passed over, no telegrams' err
run 1 "a volume without telegrams" "$reftel" parse letters.xml &&
	check "that is said" grep -qx 'letters.xml: no document in it is a '\
'telegram (2 passed over)' err

run 0 "forms" "$reftel" forms &&
	check "each form is there" test "$(grep -c '^[a-z]' out)" = 11 &&
	check "forms fits 80 columns" test "$(awk 'length > 80' out)" = ""
run 0 "forms --format json" "$reftel" forms --format json &&
	check "one object a form" lines out 11 &&
	check "what is read is told" grep -q '"form":"tei","read":true' out
run 0 "forms of a name" "$reftel" forms tei &&
	check "only that form" test "$(grep -c '^[a-z]' out)" = 1
run 1 "forms of no form" "$reftel" forms papyrus tei &&
	check "it is named" grep -q papyrus err &&
	check "the other form is listed" grep -q '^tei ' out
run 2 "forms in no format" "$reftel" forms --format xml

printf '' >empty
printf '%%PDF-1.4' >scan.pdf
run 1 "parse --stats" "$reftel" parse --stats volume.xml letters.xml a.txt \
	empty empty scan.pdf &&
	check "telegrams by form" grep -qx 'tei  *1  *1' out &&
	check "all of them" grep -qx 'all  *6  *2' out &&
	check "documents passed over" grep -qx \
		'documents passed over  *4' out &&
	check "equal reasons add up" grep -qx 'is empty  *2  *2' out &&
	check "particulars do not part them" grep -qx \
		'no document in it is a telegram  *1  *1' out &&
	check "no record is printed" test "$(grep -c '{' out)" = 0 &&
	check "the table fits 80 columns" test "$(awk 'length > 80' out)" = ""
run 0 "parse --stats of good files" "$reftel" parse --stats a.txt &&
	check "nothing is said of the rest" test "$(grep -c read out)" = 0
run 2 "parse --stats --pretty" "$reftel" parse --stats --pretty a.txt

if [ -w /dev/full ]; then
	"$reftel" parse a.txt >/dev/full 2>err
	check "a full disk is a fault" [ $? = 1 ]
	check "a full disk is reported" grep -q '^reftel: standard output' err
fi
i=0
while [ $i -lt 300 ]; do cat a.txt; i=$((i + 1)); done >many
{ "$reftel" parse many 2>err; echo $? >code; } | head -1 >out
check "a reader that leaves is no fault" silent
run 0 "many in a file" "$reftel" parse many &&
	check "each telegram of a file is found" lines out 300

# Other forms.
run 2 "render without a form" "$reftel" render a.txt
run 2 "render to a form that is none" "$reftel" render --to papyrus a.txt &&
	check "forms to write are named" grep -q 'transmission, text' err
for form in transmission text markdown html json tei mail csv; do
	run 0 "render --to $form" "$reftel" render --to $form a.txt &&
		check "$form has the king" grep -q 'Ruritania is well' out
done
run 1 "two telegrams on one page" "$reftel" render --to html many &&
	check "a folder is asked for" grep -q 'folder' err
run 0 "pages in a folder" "$reftel" render --to html -o pages/ many &&
	check "a page each, none written over" [ "$(find pages | wc -l)" = 301 ]
"$reftel" render --to text --width 40 a.txt >out
check "text is as wide as asked" [ "$(awk '{ if (length($0) > n)
	n = length($0) } END { print n }' out)" -le 40 ]
"$reftel" render --to transmission a.txt | "$reftel" parse - >out 2>err
check "the wire reads back" grep -q '"id":"08STRELSAU' out

# Repair.
sed "s/King of Ruritania is/King,s \&word8 is/" a.txt >d.txt
run 0 "repair" "$reftel" repair d.txt && {
	check "an apostrophe is mended" grep -q "King's" out
	check "quotation marks are mended" grep -q '"word"' out
	cp out mended
}
run 0 "repair -o" "$reftel" repair --receipts -o mended.txt d.txt && {
	check "-o writes the same" cmp -s mended mended.txt
	check "a receipt each" [ "$(wc -l <out)" -ge 2 ]
	cp out receipts
}
run 0 "undo" "$reftel" repair --undo receipts -o again.txt mended.txt &&
	check "the original comes back" cmp -s d.txt again.txt
run 1 "undo of another file" "$reftel" repair --undo receipts -o no.txt a.txt &&
	check "nothing is left of it" [ ! -e no.txt ]
sed 1d receipts >fewer
run 1 "undo without all receipts" "$reftel" repair --undo fewer -o no.txt \
	mended.txt && check "nothing is left of it either" [ ! -e no.txt ]
run 1 "undo with what is no receipt" "$reftel" repair --undo a.txt mended.txt
run 0 "repair --only" "$reftel" repair --only apostrophe-damaged d.txt &&
	check "other faults stay" grep -q '&word8' out
run 0 "repair --except" "$reftel" repair --except apostrophe-damaged d.txt &&
	check "that fault stays" grep -q 'King,s' out
run 2 "a code that is none" "$reftel" repair --only no-such-fault d.txt
run 2 "several files at once" "$reftel" repair a.txt d.txt
run 0 "several files into a folder" "$reftel" repair -o mended.d/ a.txt d.txt &&
	check "a sound file stays as it is" cmp -s a.txt mended.d/a.txt
run 0 "no edits as a diff" "$reftel" repair --diff a.txt &&
	check "they are an empty one" [ ! -s out ]
"$reftel" repair --diff d.txt >out 2>err
cp d.txt patched.txt
if command -v patch >/dev/null; then
	patch -s patched.txt out
	check "the diff is one that patch takes" cmp -s patched.txt mended.txt
fi
printf 'REF: A. ZENDA 1\0\377' | "$reftel" repair - >out 2>err
check "bytes that are no text stay" [ "$(wc -c <out)" = 17 ]
exit $status
