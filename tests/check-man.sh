#!/bin/sh
# The manual is complete: a page for each command, each key of the record and
# each diagnostic in reftel-record(5), each public name in reftel(3).
cd "$(dirname "$0")/.." || exit 1
status=0
lacks() {
	echo "$1 lacks $2"
	status=1
}

for cmd in $(sed -n 's/^	{ "\([a-z]*\)", cmd_.*/\1/p' src/cli/main.c); do
	[ -e "man/reftel-$cmd.1" ] || lacks man/ "reftel-$cmd.1"
	grep -q "reftel-$cmd 1" man/reftel.1 || lacks man/reftel.1 "$cmd"
done
for key in $(grep -oE '(json_key\([^"]*|VALUE\(|LIST\(|INT\(|EACH\()"[a-z_0-9]+"' \
	src/render/render_json.c | sed 's/.*"\(.*\)"/\1/' | sort -u); do
	grep -qE "^\.(It Cm|Cm) .*\b$key\b|Cm $key\b" man/reftel-record.5 ||
		lacks man/reftel-record.5 "the key $key"
done
# what is found while reading; reftel-codes(7) has the rest
for code in $(awk '/^DIAG\(/ { row = $0; next }
	row != "" { if (!/CHECKED/) print row; row = "" }' \
	src/telegram/codes.def | sed 's/[^"]*"\([a-z0-9-]*\)".*/\1/'); do
	grep -q "^\.It Sy $code " man/reftel-record.5 ||
		lacks man/reftel-record.5 "the diagnostic $code"
done
for name in $(grep -oE 'reftel_[a-z_0-9]+\(' include/reftel.h | tr -d '('); do
	grep -q "^\.F[no] $name\b" man/reftel.3 || lacks man/reftel.3 "$name"
done
exit $status
