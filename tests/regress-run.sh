#!/bin/sh
# The cases that are compared with golden files, byte for byte: what stands
# in tests/regress/ROOM/NAME.in, read with the options in NAME.args if there
# are any, and every sample.
#
#	regress-run.sh list		their inputs
#	regress-run.sh golden INPUT	where its golden files are, without
#					.json (the record) and .err (what
#					is said)
#	regress-run.sh module INPUT	what has to be built to open it, if
#					anything
#	regress-run.sh run BUILD INPUT OUT	writes OUT.json and OUT.err
cd "$(dirname "$0")/.." || exit 1

golden() {
	case $1 in
	samples/*) echo "tests/golden/$1" ;;
	*) echo "${1%.in}" ;;
	esac
}

case $1 in
list)
	{
		find tests/regress -name '*.in' 2>/dev/null
		find samples -type f ! -name 'README*' ! -name '.*' 2>/dev/null
	} | LC_ALL=C sort
	;;
golden)
	golden "$2"
	;;
module)
	case $2 in
	samples/container/*) echo archive ;;
	samples/pdf/*) echo pdf ;;
	samples/mail/*) echo mail ;;
	esac
	;;
run)
	args=--pretty
	[ ! -e "${3%.in}.args" ] || args=$(cat "${3%.in}.args")
	# shellcheck disable=SC2086 -- options are words
	"$2/reftel" parse $args "$3" >"$4.json" 2>"$4.err"
	;;
esac
