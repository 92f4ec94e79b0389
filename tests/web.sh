#!/bin/sh
# The reading room over HTTP: pages, limits, addresses, the end. Prints "ok NAME"
# or "not ok NAME" for tests/run.sh.
#	web.sh BUILD
cd "$(dirname "$0")/.." || exit 1
. tests/shell.sh
build=$PWD/$1
reftel=$build/reftel
fetch=$build/tests/fetch
samples=$PWD/samples
scratch=$build/tests/web
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch" || exit 1
REFTEL_ARCHIVE=$scratch/a.db
export REFTEL_ARCHIVE
server=

not_ok() {
	[ ! -s out ] || sed 's/^/# /' out | cut -c 1-300 | head -n 20
	[ ! -s log ] || tail -n 5 log | sed 's/^/# /'
	echo "not ok $1"
	status=1
}
lacks() {
	! has "$@"
}
# Begins to serve at some free port; $port.
serve() { # OPTION...
	for port in $(seq $((20000 + $$ % 20000)) 7 65000); do
		: >err
		"$reftel" serve --listen "127.0.0.1:$port" --log log "$@" \
			2>err &
		server=$!
		wait_for "reading room open" && return
		server=
		grep -q 'in use' err || return 1
	done
	return 1
}
wait_for() { # TEXT in err
	for _ in $(seq 100); do
		grep -q "$1" err && return 0
		kill -0 "$server" 2>/dev/null || return 1
		sleep 0.05
	done
	return 1
}
finish() { # ends the server; its exit status
	kill "$server" && wait "$server"
	code=$?
	server=
	return $code
}
trap '[ -z "$server" ] || kill "$server"' EXIT
get() { # TARGET: the response in out
	"$fetch" "$port" GET "$1" >out 2>&1
}
ask() { # METHOD TARGET FIELD...: the same with fields of one's own
	printf '%s %s HTTP/1.1\r\nHost: localhost\r\n' "$1" "$2" >request
	shift 2
	printf '%s\r\n' "$@" 'Connection: close' '' >>request
	"$fetch" "$port" <request >out 2>&1
}
body() { # of out
	LC_ALL=C sed '1,/^.$/d' out
}
said() { # FIELD in out
	LC_ALL=C sed -n "/^.\$/q; s/^$1: \(.*\).\$/\1/p" out
}
answers() { # STATUS
	head -n 1 out | grep -q " $1 "
}

"$reftel" serve --listen 127.0.0.1:1 >out 2>err </dev/null
check "without an archive it says so" has err "reftel add"
"$reftel" serve --listen nowhere >out 2>err </dev/null
check "an address that is none is refused" [ $? = 2 ]
if [ ! -e "$build/modules/reftel-http.so" ]; then
	echo "# built without libmicrohttpd"
	echo "skipped the reading room"
	exit $status
fi

"$reftel" add "$samples/html" "$samples/mirror" "$samples/tei" >out 2>&1
if ! serve; then
	cp err out
	not_ok "it begins"
	exit 1
fi
ok "it begins"
check "it does not warn on loopback" lacks err warning

get /07STRELSAU756
check "a telegram has a page" answers 200
check "with its title" has out \
	"Assistant Secretary Oakhanger's September 28 Meeting"
check "and its paragraphs have addresses" has out 'id="4"'
check "no script of others, no style inside" has out \
	"Content-Security-Policy: default-src 'none'; style-src 'self'"
check "nothing is sniffed" has out "X-Content-Type-Options: nosniff"
# addresses of others stand in texts only, never in what a browser fetches
check "nothing is fetched from elsewhere" lacks out 'src="http'
get /2007%20STRELSAU%20756
check "another spelling leads to it" answers 301
check "by its address" has out "Location: /07STRELSAU756"
get /07STRELSAU756/source
check "its source" answers 200
check "with what was read" has out 'classified_by/0/name'
get /07STRELSAU756/faults
check "its faults" answers 200
check "the whole line of a fault" has out 'INFO RUEHQE/<mark>AMEMBASSY'
get '/list?ids=07STRELSAU756,99ZENDA5'
check "one on a list that is not held leads to the ledger" has out \
	'href="/99ZENDA5">99ZENDA5</a> is not held. <a'
get '/search?q=from:STRELSAU&order=date'
check "without a subject it is called by its post" has out \
	'>Telegram from STRELSAU</a>'
get /07STRELSAU756/as-sent
check "as sent" has out 'DE RUEHQS #0756'
get /07STRELSAU756/download/original
check "its bytes can be had" has out 'attachment; filename='
get /07STRELSAU756/download/json
check "and its record" has out '"id": "07STRELSAU756"'
get /07STRELSAU756/nonsense
check "a view that is none" answers 404
get /99STRELSAU1
check "a telegram that is not held" answers 404
get /no-such-page
check "a page that is none" answers 404
get "$(sed -n 's/.*href="\(\/static\/style[^"]*\)".*/\1/p' out | head -n 1)"
check "the style is kept by browsers" has out immutable

get /
check "the first page has a heading" has out \
	'<h1 class="big">Diplomatic telegrams</h1>'
check "the first page has what is cited most" has out 'telegrams cite '
check "and what is cited that is not held" has out \
	'numbers are cited that no telegram here has'

get /search?q=07STRELSAU756
check "a number that is searched for leads to it" has out \
	'<a class="title" href="/07STRELSAU756">'
get '/search?q=kettle'
check "words are marked in results" has out '<mark>kettle</mark>'
get '/search?q=date:2007'
check "a year is shown by its months" has out 'q=date:2007%20date:2007-10'
get '/search?q=date:2007%20date:2007-10'
check "which narrow a search" has out '<h1 class="total">'
get '/search?q=from:(PARIS'
check "a query that is none" answers 400
check "is told where it is wrong" has out '<mark>(</mark>'
get /thread/07STRELSAU756
check "a conversation is a picture" has out 'class="edge near"'
get /06ZENDA999
check "a telegram that is not held has an entry" has out \
	'This telegram is not held'
get /07ZENDA41
check "one that is cited has evidence" has out 'Cited by'
get '/gaps?post=ZENDA'
check "the ledger has it" has out '07ZENDA41'
get '/thread/07STRELSAU756?limit=2'
check "a conversation has its limit" has out 'limit=4'
get '/tags?after=PREL'
check "a list goes on behind a value" lacks out 'href="/tags/PREL"'
get /posts
check "posts tell who writes to whom" has out 'q=from:STRELSAU%20to:STATE'
get /posts/STRELSAU
check "a post has a page" has out '<h1>STRELSAU</h1>'
get /api/search?q=kettle
check "searches are there for programs" has out '"total":'
get /api/thread/07STRELSAU756
check "conversations, too" answers 200
get /api/nothing
check "what is wrong is JSON for programs" has out '{"error":"no such call"'

# Packed, and told by its tag.
get /07STRELSAU756
body >plain
tag=$(said ETag)
check "who asks for nothing gets it plain" [ -z "$(said Content-Encoding)" ]
check "and caches know why" [ "$(said Vary)" = Accept-Encoding ]
for target in /07STRELSAU756 /api/telegram/07STRELSAU756 '/feed?q=the' \
	'/api/export?q=' "$(sed -n \
	's/.*href="\(\/static\/style[^"]*\)".*/\1/p' plain | head -n 1)"; do
	get "$target"
	body >plain
	ask GET "$target" 'Accept-Encoding: br, gzip'
	check "packed: $target" [ "$(said Content-Encoding)" = gzip ]
	body | gzip -dc >unpacked 2>/dev/null
	check "and the same: $target" cmp -s plain unpacked
	check "and smaller: $target" [ "$(body | wc -c)" -lt \
		"$(wc -c <plain)" ]
done
ask GET /07STRELSAU756 'Accept-Encoding: gzip;q=0, *'
check "not where it is refused" [ -z "$(said Content-Encoding)" ]
ask GET /07STRELSAU756/download/original 'Accept-Encoding: gzip'
check "not what is no text" [ -z "$(said Content-Encoding)" ]
ask GET /07STRELSAU756 'Accept-Encoding: gzip'
length=$(said Content-Length)
ask HEAD /07STRELSAU756 'Accept-Encoding: gzip'
check "HEAD tells of the packed one" [ "$(said Content-Length)" = "$length" ]
check "which has the same tag, a weak one" [ "$(said ETag)" = "$tag" ]
check "and is nothing itself" [ -z "$(body)" ]
for method in GET HEAD; do
	ask $method /07STRELSAU756 "If-None-Match: \"x\", $tag" \
		'Accept-Encoding: gzip'
	check "who has it is told so, $method" answers 304
	check "by its tag, $method" [ "$(said ETag)" = "$tag" ]
	check "and not sent it, $method" [ -z "$(body)" ]
done
ask GET /07STRELSAU756/source "If-None-Match: $tag"
check "who has another page gets this one" answers 200
ask GET /no-such-page 'If-None-Match: *'
check "what is not there is not had" answers 404

# Requests that nobody should send.
printf 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc' |
	"$fetch" "$port" >out 2>&1
check "POST is refused" answers 405
"$fetch" "$port" HEAD /07STRELSAU756 >out 2>&1
check "HEAD has no body" lacks out '<html'
printf 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n' |
	"$fetch" "$port" >out 2>&1
check "another's name is refused on loopback" answers 421
get "/$(head -c 40000 /dev/zero | tr '\0' a)"
check "a request that is too long" [ "$(head -c 12 out | cut -c 10)" = 4 ]
get '/%00%ff%0d%0aSet-Cookie:x/../../etc/passwd'
check "a path of odd bytes" answers 404
check "can not make a header" lacks out 'Set-Cookie:'
printf 'nonsense\r\n\r\n' | "$fetch" "$port" >out 2>&1
check "what is no HTTP" lacks out ' 200 '
get /07STRELSAU756
check "and it is still there" answers 200
"$fetch" -q "$port" /07STRELSAU756 300 >out 2>&1
check "300 who begin and say no more keep nobody out" answers 200
check "many at once" [ "$("$fetch" -s "$port" /07STRELSAU756 640 64)" = 640 ]

# The log.
check "a line for each request" grep -qE \
	'^127\.0\.0\.1 - - \[[^]]+\] "GET /07STRELSAU756 HTTP/1\.1" 200 [0-9]+ "-" "-"$' \
	log
check "what came can not end a line" lacks log 'Set-Cookie:x/../../etc/passwd "'

# Added meanwhile.
get /07ZENDA44
check "not there yet" answers 404
get '/gaps?post=ZENDA'
check "but in the ledger" has out 'ghost" href="/07ZENDA44"'
lead() { # how many there are, as the first page has it
	get /
	sed -n 's/.*class="lead">\([0-9]*\) telegrams.*/\1/p' out
}
before=$(lead)
check "the first page is the same again" [ "$before" = "$(lead)" ]
"$reftel" add "$samples/transmission/07zenda44.txt" >out 2>&1
get /07ZENDA44
check "there once it is added" answers 200
for _ in 1 2 3 4 5 6; do
	get '/gaps?post=ZENDA'
	check "and out of the ledger" lacks out 'ghost" href="/07ZENDA44"'
done
check "and counted" [ "$(lead)" = $((before + 1)) ]

# Telegrams that nobody should believe.
hostile() { # SERIAL: the heading of one, without an end
	cat <<EOT
VZCZCXRO0001
OO RUEHC
DE RUEHQS #0$1 0011200
ZNY CCCCC ZZH
O 011200Z JAN 08
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC IMMEDIATE 0001
BT
C O N F I D E N T I A L STRELSAU 000$1

E.O. 12958: DECL: 01/01/2018
TAGS: PGOV, "><B>, <SCRIPT>
SUBJECT: </TITLE><SCRIPT>ALERT(1)</SCRIPT> & "QUOTES" '

REF: A. <A HREF=JAVASCRIPT:X>07 STATE 1</A>
     B. 07 STATE 2"ONCLICK="X

EOT
}
{
	hostile 901
	printf '1. (C) See ref A, <img src=x onerror=alert(1)> and REFS A, B.\n\n'
	printf '2. (C) A\342\200\256right to left\342\200\254 \000 nul \033[31m'
	printf ' \377\376 \355\240\200 \357\273\277 end &lt;b&gt; &#x202e;\n\n'
	printf '3. (<b>) Portion. </div></main>\n\nROE\nBT\n#0901\n'
} >hostile.txt
{
	hostile 902
	for n in $(seq 40); do
		printf '%d. (C) <i>%0*d</i> ref A\n\n' "$n" 390000 0
	done
	printf 'ROE\nBT\n#0902\n'
} >long.txt
"$reftel" add hostile.txt long.txt >out 2>&1
for view in '' /source /faults /as-sent; do
	get "/08STRELSAU901$view"
	check "a hostile telegram, view $view" answers 200
	check "its markup is text, view $view" lacks out '<SCRIPT'
	check "nor does it run, view $view" lacks out '<img'
	check "and what turns the writing shows, view $view" \
		lacks out "$(printf '\342\200\256')"
done
get /08STRELSAU901
check "it is told by its number" has out '[U+202E]'
get /search?q=subject:quotes
check "in results" has out "&lt;/T"
check "as text, too" lacks out '<SCRIPT'
get /08STRELSAU902
check "a telegram of 15 MB" answers 200
get /08STRELSAU902/source
check "its source is cut" has out 'This is the beginning only'
for page in / /search?q=goat /07STRELSAU756 /07STRELSAU756/source \
	/08STRELSAU901 /08STRELSAU901/source /thread/07STRELSAU756 /posts \
	/about /help /feed /sitemap.xml /batch?lines=goat; do
	get "$page"
	if command -v xmllint >/dev/null; then
		sed '1,/^.$/d' out >body
		check "well-formed: $page" xmllint --noout --huge body
	fi
done
check "pages hold whatever is asked for" "$build/tests/prop/prop_pages" a.db 3000

# What has begun is finished: 15 MB take a while to make and to send.
"$fetch" "$port" GET /08STRELSAU902 >last 2>&1 &
reader=$!
sleep 0.2
check "SIGTERM ends it well" finish
wait $reader
check "and what was asked for before is sent whole" \
	[ "$(tail -c 8 last)" = "</html>" ]

# Lists that are sent while they are made.
"$build/bench/genarchive" --count 6000 --seed 5 -o made.csv &&
	"$reftel" add -A many.db made.csv >out 2>&1
"$reftel" search -A many.db --order date --format ids '' >ids
serve -A many.db
get '/api/export?q=&form=ids'
check "all numbers are sent in pieces" [ "$(said Transfer-Encoding)" = chunked ]
printf 'GET /api/export?q=&form=ids HTTP/1.0\r\n\r\n' |
	"$fetch" "$port" >out 2>&1
body >plain
check "they are those that a search finds" cmp -s ids plain
printf 'GET /api/export?q= HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n' |
	"$fetch" "$port" >out 2>&1
check "packed as well" [ "$(body | gzip -dc | wc -l)" = \
	$(($(wc -l <ids) + 1)) ]
# Long lists, page by page to the end and back.
step() { # RELATION: where it leads, from out; "" is nowhere
	sed -n "s/.*<a rel=\"$1\" class=\"step\" href=\"\([^\"]*\)\".*/\1/p" out |
		sed 's/&amp;/\&/g'
}
names() { # of the telegrams, or gaps, on the page in out
	grep -o '<h2><a class="title[^"]*" href="[^"]*"' out |
		sed 's/.*href="\([^"]*\)"/\1/'
}
walk() { # TARGET: entries there in `there`, and those on the way back in `back`
	: >there
	: >back
	at=$1 pages=0
	while [ -n "$at" ] && [ $pages -lt 40 ]; do
		get "$at"
		names >>there
		last=$at
		at=$(step next)
		pages=$((pages + 1))
	done
	at=$last
	while [ -n "$at" ] && [ $pages -lt 80 ]; do
		get "$at"
		names | cat - back >back.new
		mv back.new back
		at=$(step prev)
		pages=$((pages + 1))
	done
}
for target in '/search?q=from:TOKYO&order=date' \
	'/search?q=from:TOKYO&order=-date' '/search?q=from:TOKYO+graustark' \
	'/search?q=umbrella+orchestra' '/gaps?kind=cited' \
	'/gaps?kind=cited&cites=2' '/gaps?kind=serials'; do
	walk "$target"
	check "$target: more than a page" [ $pages -gt 2 ]
	check "and each once" [ -z "$(sort there | uniq -d)" ]
	check "and the same on the way back" cmp -s there back
done
get '/search?q=from:TOKYO&order=date'
check "before the first there is nothing" [ -z "$(step prev)" ]
get "$(step next)"
get "$(step prev)"
check "nor when one has come back" [ -z "$(step prev)" ]
check "and it counts from one" has out '<ol class="results" start="1">'
get '/gaps?kind=cited&before=NONE'
check "a place that is none is the beginning" [ -z "$(step prev)" ]
get '/api/search?q=from:TOKYO&limit=50'
check "for programs: nothing before the first" has out '"previous":null'
key=$(sed -n 's/.*"next":"\([^"]*\)".*/\1/p' out)
grep -o '"id":"[^"]*"' out >there
get "/api/search?q=from:TOKYO&limit=50&after=$key"
key=$(sed -n 's/.*"previous":"\([^"]*\)".*/\1/p' out)
get "/api/search?q=from:TOKYO&limit=50&before=$key"
grep -o '"id":"[^"]*"' out >back
check "and the way back" cmp -s there back
get '/api/search?q=from:TOKYO&after=nonsense'
check "a place that is none is an error for programs" answers 400
get '/api/export?q=from:('
check "what is wrong is said before" answers 400
"$fetch" "$port" HEAD '/api/export?q=' >out 2>&1
check "HEAD is answered" answers 200
# A writer whose reader has gone takes the next one's list.
for _ in 1 2 3 4 5 6 7 8; do
	"$fetch" -g "$port" '/api/export?q=' 1000 >out 2>&1
	check "who goes away is not waited for" answers 200
done
finish

# A socket of the file system.
: >err
"$reftel" serve -A many.db --title 'Embassy <Strelsau>' --listen "unix:$scratch/socket" --log log 2>err &
server=$!
wait_for "reading room open"
port=$scratch/socket
get /
check "over a socket" answers 200
check "under the collection's own title" has out \
	'<h1 class="big">Embassy &lt;Strelsau&gt;</h1>'
check "many short ones wait for each other" [ "$("$fetch" -s "$port" \
	'/api/export?q=from:PARIS' 64 32)" = 64 ]
# Readers who take nothing: their lists stop, and pages go on.  (Over TCP the
# system would take all of it.)
"$fetch" -l "$port" '/api/export?q=' 4 >held 2>&1 &
reader=$!
for _ in $(seq 200); do
	[ ! -s held ] || break
	sleep 0.05
done
get '/api/export?q='
check "the fifth waits for a while, and is refused" answers 503
get /
check "and pages do not wait" answers 200
kill $reader
wait $reader 2>/dev/null
for _ in $(seq 200); do
	get '/api/export?q='
	! answers 200 || break
	sleep 0.05
done
check "their places are free again" answers 200
check "which is taken away" finish && [ ! -e socket ]
exit $status
