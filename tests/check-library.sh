#!/bin/sh
# The library can be installed and linked by others, shared and static: the
# example of reftel(3) is built with what "make install" puts into place.
#	check-library.sh BUILD
cd "$(dirname "$0")/.." || exit 1
build=$1
dest=$PWD/$build/tests/install
rm -rf "$dest"
make -s B="$build" DESTDIR="$dest" PREFIX=/usr install || exit 1

# The page's only block with an #include.
awk '/^\.Bd -literal/ { open = 1; next } /^\.Ed/ { open = 0 } open' \
	man/reftel.3 | sed 's/\\e/\\/g' >"$dest/example.c"
# What pkg-config would say, for the place it is installed in here.
cflags="-I$dest/usr/include"
for kind in shared static; do
	case $kind in
	shared) libs="-L$dest/usr/lib -lreftel -Wl,-rpath,$dest/usr/lib" ;;
	static) libs="$dest/usr/lib/libreftel.a $(pkg-config --libs libcrypto) -ldl" ;;
	esac
	# shellcheck disable=SC2086 -- options are words
	${CC:-cc} -Wall -Wextra -Werror $cflags -o "$dest/$kind" \
		"$dest/example.c" $libs || exit 1
	"$dest/$kind" <samples/transmission/10strelsau233.txt |
		grep '^10STRELSAU233: ' || exit 1
done

# A C++ program can include the header.
if command -v c++ >/dev/null; then
	echo '#include <reftel.h>' | c++ -x c++ -Wall -Wextra -Werror $cflags \
		-fsyntax-only - || exit 1
fi
for file in bin/reftel lib/pkgconfig/reftel.pc share/man/man1/reftel.1; do
	[ -e "$dest/usr/$file" ] || { echo "not installed: $file"; exit 1; }
done
