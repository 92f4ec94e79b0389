#!/bin/sh
# The reading room in Debian's Chromium, driven by Playwright; see browser.js.
# What drives it comes from the registry of npm, in the versions named here, and
# is kept below build/; nothing of it is part of Reftel.
#	browser.sh BUILD [SCREENSHOTS]
cd "$(dirname "$0")/.." || exit 1
build=$1
shots=${2:-}
tools=build/browser-tools
scratch=$build/tests/browser
mkdir -p "$scratch" "$tools"

skip() {
	echo "# $1"
	echo "skipped in a browser"
	exit 0
}
[ -e "$build/modules/reftel-http.so" ] || skip "built without libmicrohttpd"
CHROMIUM=$(command -v chromium || command -v chromium-browser) ||
	skip "chromium is not installed"
export CHROMIUM
command -v node >/dev/null && command -v npm >/dev/null ||
	skip "node and npm are not installed"
if [ ! -e "$tools/node_modules/axe-core/axe.min.js" ]; then
	npm install --prefix "$tools" --no-audit --no-fund --no-save \
		playwright-core@1.56.1 axe-core@4.11.0 >"$scratch/npm" 2>&1 ||
		skip "playwright-core and axe-core cannot be had (npm install)"
fi
[ -z "$shots" ] || mkdir -p "$shots"

rm -f "$scratch"/a.db*
"$build/reftel" add -A "$scratch/a.db" samples >"$scratch/add" 2>&1
for port in $(seq $((21000 + $$ % 20000)) 7 65000); do
	: >"$scratch/err"
	"$build/reftel" serve -A "$scratch/a.db" --listen "127.0.0.1:$port" \
		--log "$scratch/log" 2>"$scratch/err" &
	server=$!
	for _ in $(seq 100); do
		! grep -q open "$scratch/err" || break 2
		kill -0 $server 2>/dev/null || break
		sleep 0.05
	done
done
node tests/browser.js "$tools" "http://127.0.0.1:$port" ${shots:+"$shots"}
status=$?
kill $server
wait $server
exit $status
