# What suites in shell share; to be sourced at the top of the tree, and not to
# be run.  What a command prints goes to the files out and err of the folder
# $outs.
outs=.
status=0

ok() { # NAME
	echo "ok $1"
}
not_ok() { # NAME
	for file in out err; do
		[ ! -s "$outs/$file" ] ||
			sed 's/^/# /' "$outs/$file" | cut -c 1-300 | tail -n 30
	done
	echo "not ok $1"
	status=1
}
run() { # STATUS NAME COMMAND...
	want=$1
	name=$2
	shift 2
	"$@" >"$outs/out" 2>"$outs/err" </dev/null
	code=$?
	[ $code = "$want" ] && return 0
	echo "# exit status $code, not $want"
	not_ok "$name"
	return 1
}
check() { # NAME COMMAND...
	name=$1
	shift
	if "$@"; then ok "$name"; else not_ok "$name"; fi
}
has() { # FILE TEXT
	grep -qF -- "$2" "$outs/$1"
}
