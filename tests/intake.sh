#!/bin/sh
# What holds telegrams: archives, PDF files, images and mails. Prints "ok NAME",
# "not ok NAME" or "skipped NAME" for tests/run.sh.
#	intake.sh BUILD
cd "$(dirname "$0")/.." || exit 1
top=$PWD
build=$PWD/$1
reftel=$build/reftel
scratch=$build/tests/intake
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
ln -s "$top/samples" samples
status=0

# result NAME: of the command before
result() {
	if [ $? = 0 ]; then
		echo "ok $1"
	else
		sed 's/^/# /' err 2>/dev/null | head -8
		echo "not ok $1"
		status=1
	fi
}
skipped() { # NAME REASON
	echo "# $2"
	echo "skipped $1"
}
has() { # MODULE
	[ -e "$build/modules/reftel-$1.so" ]
}
# says STATUS TEXT COMMAND...: ends with STATUS, and says TEXT on stderr
says() {
	want=$1
	text=$2
	shift 2
	"$@" >out 2>err </dev/null
	code=$?
	[ $code = "$want" ] || { echo "# status $code, not $want"; return 1; }
	[ -z "$text" ] || grep -qF -- "$text" err || { echo "# does not say: $text"; return 1; }
}
can_limit() {
	(ulimit -v 262144 && "$reftel" --help) >/dev/null 2>&1
}
# Records without what has to differ between a file and a member.
plain() {
	sed 's/"source":{[^}]*},//; s/,"span_basis":"text"//'
}
ids() {
	grep -o '^{"id":"[^"]*"' | cut -d'"' -f4
}

# --- archives --------------------------------------------------------------

pack() {
	"$build/tests/pack" "$@" 2>>err
}
telegrams='samples/transmission/09strelsau512.txt
samples/csv/dump.csv
samples/html/08ZENDA12.html
samples/mirror/08ZENDA12-utf16.txt
samples/markdown/07STRELSAU756.md'

archives() {
	members=
	for file in $telegrams; do
		members="$members $file=$file"
	done
	# shellcheck disable=SC2086 -- names of ours have no blanks
	"$reftel" parse --spans $telegrams | plain >want
	for format in zip tar tar.gz tar.bz2 tar.xz tar.zst 7z; do
		# shellcheck disable=SC2086
		pack "all.$format" $members &&
			"$reftel" parse --spans "all.$format" 2>err | plain |
			cmp - want
		result "$format: records are those of the files"
		# shellcheck disable=SC2002 -- it has to be a pipe
		cat "all.$format" | "$reftel" parse --spans 2>err | plain |
			cmp - want
		result "$format: from a pipe, too"
	done
	pack dump.gz dump.csv=samples/csv/dump.csv &&
		"$reftel" parse dump.gz | plain >out 2>err &&
		"$reftel" parse samples/csv/dump.csv | plain | cmp - out
	result "gz: a packed file"

	pack inner.zip "$(printf 'caf\303\251.txt')=samples/transmission/10strelsau233.txt" &&
		pack middle.tar.gz in/inner.zip=inner.zip &&
		pack outer.tar middle.tar.gz=middle.tar.gz &&
		LC_ALL=C "$reftel" parse outer.tar | grep -q \
		"$(printf '"member":"middle.tar.gz!/in/inner.zip!/caf\303\251.txt","offset":0')"
	result "archives in archives name the place"

	"$reftel" repair all.tar 2>err | cmp - all.tar && grep -q \
		'cannot be mended' err
	result "repair leaves an archive as it is, to its last byte"

	limits
	damage
}

limits() {
	cp inner.zip deep1.zip
	for i in 1 2 3 4; do
		pack "deep$((i + 1)).zip" "deep$i.zip=deep$i.zip"
	done
	says 0 '' "$reftel" parse deep4.zip && [ "$(ids <out)" = 10STRELSAU233 ]
	result "four archives in each other"
	says 1 'deep5.zip!/deep4.zip!/deep3.zip!/deep2.zip!/deep1.zip: lies in too many' \
		"$reftel" parse deep5.zip && [ ! -s out ]
	result "five are too many"

	good=good.txt=samples/transmission/10strelsau233.txt
	for format in zip 7z; do
		pack bomb.$format bomb.txt:lines:30000000 $good
		says 1 "bomb.$format!/bomb.txt: unpacks to over 200 times" \
			"$reftel" parse bomb.$format
		result "$format: a bomb is refused"
	done
	says 1 '' "$reftel" parse bomb.zip && [ "$(ids <out)" = 10STRELSAU233 ]
	result "zip: what stands behind the bomb is read"
	pack bomb.gz bomb:lines:30000000
	says 1 'bomb.gz: unpacks to over 200 times' "$reftel" parse bomb.gz
	result "gz: a bomb is refused"
	pack bomb.tar.xz $good bomb.txt:lines:300000000
	says 1 'bomb.tar.xz!/bomb.txt: unpacks to over 200 times' \
		"$reftel" parse bomb.tar.xz && [ "$(ids <out)" = 10STRELSAU233 ]
	result "tar.xz: a bomb is refused, what stands before it is read"
	head -c 30000000 /dev/zero | gzip >zeros.gz
	says 1 'zeros.gz: is empty' "$reftel" parse zeros.gz
	result "an archive that holds nothing is said"
	many=
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		many="$many m$i:lines:1000000"
	done
	# shellcheck disable=SC2086
	pack many.tar.gz $many
	says 1 'unpacks to over 200 times its size: what is left' \
		"$reftel" parse many.tar.gz
	result "a bomb of many small members is refused"

	if ! can_limit; then
		skipped "a member of 80 MB" "a sanitizer needs all addresses"
	elif "$build/bench/gen" --form csv --bytes 80M -o big.csv 2>err; then
		pack big.zip big.csv=big.csv
		(ulimit -v 262144 && "$reftel" parse big.zip) 2>err |
			cksum >out
		"$reftel" parse big.csv | sed 's/"name":"big.csv","member":null/"name":"big.zip","member":"big.csv"/
			s/}$/,"span_basis":"text"}/' | cksum | cmp - out
		result "a member of 80 MB goes by in little memory"
		rm -f big.csv big.zip
	else
		false
		result "a member of 80 MB"
	fi
}

damage() {
	pack evil.tar ../up.txt=samples/transmission/10strelsau233.txt \
		/abs.txt=samples/transmission/10strelsau233.txt \
		link:link:good.txt hard:hardlink:good.txt pipe:fifo \
		.hidden=samples/transmission/10strelsau233.txt folder:folder \
		good.txt=samples/transmission/10strelsau233.txt
	cat >want <<-'EOT'
	evil.tar!/../up.txt: has a name that leads out of the archive, and is not read
	evil.tar!//abs.txt: has a name that leads out of the archive, and is not read
	evil.tar!/link: is a link, which is not followed
	evil.tar!/hard: is a link, which is not followed
	evil.tar!/pipe: is no file
	EOT
	says 1 '' "$reftel" parse evil.tar && cmp want err >>err &&
		[ "$(ids <out)" = 10STRELSAU233 ]
	result "names that lead out, links and devices are not followed"

	if pack -p secret secret.zip a.txt=samples/transmission/10strelsau233.txt; then
		says 1 'secret.zip!/a.txt: is encrypted' "$reftel" parse secret.zip
		result "an encrypted member is said"
	else
		skipped "an encrypted member" "libarchive can not make one here"
	fi

	# One byte of the first member's data.
	pack hurt.zip a.txt=samples/transmission/09strelsau512.txt \
		b.txt=samples/transmission/10strelsau233.txt
	printf '\377' | dd of=hurt.zip bs=1 seek=400 conv=notrunc 2>/dev/null
	says 1 'hurt.zip!/a.txt: is broken' "$reftel" parse hurt.zip &&
		ids <out | grep -q 10STRELSAU233
	result "a broken member does not stop the others"

	for file in all.zip all.tar all.tar.gz all.tar.xz all.7z; do
		size=$(wc -c <$file)
		bad=
		for part in 1 2 3 4 5 6 7; do
			head -c $((size * part / 8)) $file >cut
			"$reftel" parse cut >out 2>err
			[ $? = 1 ] && [ -s err ] || bad="$bad $part/8"
		done
		[ -z "$bad" ]
		result "$file, cut short: is said, and nothing breaks"
	done
	# Less than what libarchive unpacks at a time.
	cp samples/transmission/10strelsau233.txt one.txt
	gzip -kf one.txt
	head -c $(($(wc -c <one.txt.gz) * 7 / 8)) one.txt.gz >cut.gz
	says 1 'cut.gz: is broken' "$reftel" parse cut.gz &&
		[ "$(ids <out)" = 10STRELSAU233 ]
	result "what came before the cut of a gzip file is read"

	size=$(wc -c <all.tar)
	head -c $((size / 2)) all.tar >cut
	says 1 'cut!/samples/csv/dump.csv: is broken' "$reftel" parse cut &&
		[ "$(ids <out | head -1)" = 09STRELSAU512 ] &&
		ids <out | grep -q 66ZENDA61
	result "what came before the cut is read"
}

# --- PDF files, images ------------------------------------------------------

# Values of a telegram, without what tells of its form and its places.
values() {
	plain | sed 's/"record":{.*//'
}

pdf() {
	pdf=samples/pdf/79strelsau3402.pdf
	"$reftel" parse $pdf | grep -q '"carrier":"pdf","pages":"1-2"}'
	result "a PDF file names its pages"

	# Text, PDF file, text again.
	printf '\f' >feed
	"$top/tests/mkpdf.sh" <samples/transmission/10strelsau233.txt >made.pdf
	"$reftel" parse made.pdf | values >out 2>err
	"$reftel" parse samples/transmission/10strelsau233.txt | values | cmp - out
	result "a telegram made into a PDF file is the same telegram"

	head -c 900 $pdf >cut.pdf
	says 1 'cut.pdf: ' "$reftel" parse cut.pdf
	result "a PDF file, cut short"

	pack pdf.zip a.pdf=$pdf && "$reftel" parse pdf.zip |
		grep -q '"member":"a.pdf".*"pages":"1-2"'
	result "a PDF file in an archive"

	real=$top/../shared/samples
	for file in cfpf-1978-lapaz-06188 cfpf-1979-lapaz-08952 \
		cfpf-1974-lapaz-02230; do
		if [ ! -e "$real/$file.pdf" ]; then
			skipped "PDF file $file" "the real samples are not here"
			continue
		fi
		for kind in txt pdf; do
			"$reftel" parse "$real/$file.$kind" 2>>err |
				values >values.$kind
		done
		[ -s values.pdf ] && cmp values.txt values.pdf >>err
		result "the values of $file.pdf are those of its text"
	done
}

scans() {
	"$build/tests/scan" samples/pdf/79strelsau3402.pdf scan.pdf scan.png 2>err
	"$reftel" parse scan.pdf >out 2>err
	grep -q '"id":"79STRELSAU3402"' out &&
		grep -q '"subject":"THE BUFFER STOP: A SECOND MEASUREMENT"' out &&
		grep -q 'BUFFER STOP ITSELF HAS BEEN PAINTED. NOBODY ADMITS' out &&
		grep -q '"carrier":\["pdf","ocr"\],"pages":"1-2","ocr_pages":"1-2"' out
	result "a scan is read"
	"$reftel" parse scan.png >out 2>err
	grep -q '"id":"79STRELSAU3402".*"carrier":"ocr"' out
	result "an image is read"

	cp "$reftel" reftel
	mkdir -p modules
	cp "$build/modules/reftel-pdf.so" modules/
	says 1 'scan.pdf: page 1 holds images of text, which this build does not read' \
		./reftel parse scan.pdf
	result "without OCR a scan is refused"
	rm -rf reftel modules
}

# --- mail ---------------------------------------------------------------------

mail() {
	# shellcheck disable=SC2002
	cat samples/mail/several.mbox | "$reftel" parse 2>err | plain >out
	"$reftel" parse samples/mail/several.mbox 2>err | plain | cmp - out
	result "an mbox from a pipe"

	if can_limit; then
		big_mbox
	else
		skipped "an mbox of 40,000 messages" \
			"a sanitizer needs all addresses"
	fi

	sed 's/$/\r/' samples/mail/formal.eml >crlf.eml
	"$reftel" parse crlf.eml 2>err | grep -q '"id":"13ZENDA19"'
	result "lines that end in CR LF"

	# The first eleven lines are no mail, but text all the same.
	says 0 '' "$reftel" parse --form transmission \
		samples/mail/quoted-printable.eml
	result "another form can be asked for"
}

# Ten thousand times the sample: one message at a time is in memory.
big_mbox() {
	awk '{ all = all $0 "\n" }
		END { for (i = 0; i < 10000; i++) printf "%s", all }' \
		samples/mail/several.mbox >big.mbox
	(ulimit -v 524288 && "$reftel" parse big.mbox) 2>err |
		grep -c '"id":"13STRELSAU388"' >out
	[ "$(cat out)" = 10000 ]
	result "an mbox of 40,000 messages goes by in little memory"
	rm -f big.mbox
}

# --- nothing to open with -------------------------------------------------------

without() {
	mkdir -p bare
	cp "$reftel" bare/
	cat >want <<-'EOT'
	samples/container/line.zip: is a zip archive, which this build does not open
	samples/pdf/79strelsau3402.pdf: is a PDF file, which this build does not open
	samples/mail/formal.eml: is a mail, which this build does not open
	EOT
	says 1 '' bare/reftel parse samples/container/line.zip \
		samples/pdf/79strelsau3402.pdf samples/mail/formal.eml \
		samples/transmission/10strelsau233.txt && cmp want err >>err &&
		[ "$(ids <out)" = 10STRELSAU233 ]
	result "without modules this is said, and the rest is read"
}

without
if has archive; then
	archives
else
	skipped archives "built without libarchive"
fi
if ! has pdf; then
	skipped "PDF files" "built without poppler"
elif ! has archive; then
	skipped "PDF files" "built without libarchive"
else
	pdf
	if ! has ocr; then
		skipped "scans" "built without tesseract"
	elif ! "$build/tests/scan" samples/pdf/79strelsau3402.pdf s.pdf 2>err ||
		"$reftel" parse s.pdf 2>&1 | grep -q 'data are not installed'
	then
		skipped "scans" "tesseract has no English here"
	else
		scans
	fi
fi
if has mail; then
	mail
else
	skipped mail "built without GMime"
fi
exit $status
