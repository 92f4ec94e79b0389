#!/bin/sh
# Runs the examples of manual pages and of Markdown files: each line that
# begins with "$ reftel" in a literal block, and compares what it prints with
# the lines below it. "..." at the end of a line stands for any rest of it,
# alone on a line for any rest of the output. Without lines below, only the
# exit status counts.
# "build/reftel" stands for the reftel of BUILD, wherever that was built.
#	examples.sh BUILD FILE...
cd "$(dirname "$0")/.." || exit 1
build=$1
shift
PATH=$PWD/$build:$PATH
scratch=$build/tests/examples
mkdir -p "$scratch"
status=0

# Ends a block: an output may have empty lines.
end=$(printf '\f')

# Blocks of a page: .Bd -literal to .Ed, or ``` to ```; mdoc escapes undone.
blocks() {
	awk '/^\.Bd -literal/ || /^```./ || (/^```/ && !open) { open = 1; next }
		/^\.Ed/ || /^```/ { open = 0; print "\f" }
		open { print }' "$1" | sed 's/\\e/\\/g; s/\\&//g; s/\\-/-/g'
}

matches() { # WANTED-FILE GOT-FILE
	[ -s "$1" ] || return 0
	exec 3<"$1" 4<"$2"
	while IFS= read -r want <&3; do
		[ "$want" != ... ] || return 0
		IFS= read -r got <&4 || return 1
		case $want in
		*...) case $got in "${want%...}"*) ;; *) return 1 ;; esac ;;
		*) [ "$got" = "$want" ] || return 1 ;;
		esac
	done
	! IFS= read -r got <&4
}

# Empty lines at the end part examples on a page.
trim() { # FILE
	sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$1" >"$scratch/trimmed"
	mv "$scratch/trimmed" "$1"
}

run() { # the command in $command, its output in the file wanted
	sh -c "$command" >"$scratch/got" 2>&1 </dev/null
	code=$?
	trim "$scratch/wanted"
	trim "$scratch/got"
	if [ $code -gt 1 ] || ! matches "$scratch/wanted" "$scratch/got"; then
		echo "$file: example fails ($code): $command"
		diff "$scratch/wanted" "$scratch/got" | head -20
		status=1
	fi
}

for file; do
	blocks "$file" >"$scratch/blocks"
	printf '\f\n' >>"$scratch/blocks"
	command=
	while IFS= read -r line; do
		case $line in
		'$ '* | "$end")
			[ -z "$command" ] || run
			command=
			case $line in
			'$ reftel '* | '$ build/reftel '* | '$ '*'| reftel '*)
				command=$(printf '%s\n' "${line#??}" |
					sed 's,build/reftel,reftel,g')
				;;
			esac
			: >"$scratch/wanted"
			;;
		*)
			printf '%s\n' "$line" >>"$scratch/wanted"
			;;
		esac
	done <"$scratch/blocks"
done
exit $status
