#!/bin/sh
# reftel-diag(7) has every diagnostic of src/telegram/codes.def that is found
# while reading once, in its order and with its severity, and no other;
# reftel-codes(7), which is made, is up to date. reftel-diag(7) says "Not raised by this
# version" of those, and only those, that no file raises. DEVIATIONS.md has
# every code that is raised, and no other.
cd "$(dirname "$0")/.." || exit 1
page=man/reftel-diag.7
list=src/telegram/codes.def
status=0

# NAME word severity; not those that reftel check alone tells
codes() {
	awk '/^DIAG\(/ { row = $0; next }
		row != "" { if (!/CHECKED/) print row; row = "" }' "$list" |
	sed -n 's/^DIAG(\([A-Z0-9_]*\), "\([a-z0-9-]*\)", \([A-Z]*\),.*/\1 \2 \3/p'
}
bad() {
	echo "$*"
	status=1
}

wanted=$(codes | awk '{ print $2, tolower($3) }')
given=$(sed -n 's/^\.It Sy \([a-z0-9-]*\) Pq \([a-z]*\)$/\1 \2/p' "$page")
[ -n "$wanted" ] || bad "no code found in $list"
if [ "$wanted" != "$given" ]; then
	bad "$page and $list differ; codes with severity, page first:"
	old=$(mktemp) && new=$(mktemp) || exit 1
	printf '%s\n' "$given" >"$old"
	printf '%s\n' "$wanted" >"$new"
	diff "$old" "$new"
	rm -f "$old" "$new"
fi

# The text below a code, up to the next one.
said_unraised() { # WORD
	awk -v word="$1" '/^\.(It|El)/ { here = $3 == word }
		here && /^Not raised by this version/ { found = 1 }
		END { exit !found }' "$page"
}
raised() { # NAME; not as the beginning of a longer one
	grep -rqE "DIAG_$1([^A-Z0-9_]|\$)" src --include='*.c'
}
while read -r name word severity; do
	if raised "$name"; then
		! said_unraised "$word" ||
			bad "$page says that $word is not raised, but it is"
		grep -q "\`$word\`" DEVIATIONS.md ||
			bad "DEVIATIONS.md lacks $word"
	else
		said_unraised "$word" ||
			bad "$page does not say that $word is not raised"
	fi
done <<EOT
$(codes)
EOT

# The last column of its tables.
for word in $(sed -n 's/.*| `\([a-z0-9-]*\)` |$/\1/p' DEVIATIONS.md | sort -u); do
	codes | grep -q " $word " || bad "DEVIATIONS.md has no such code: $word"
done

"${B:-build}/tools/mkcodes" | cmp -s - man/reftel-codes.7 ||
	bad "man/reftel-codes.7 is out of date: make man"
exit $status
