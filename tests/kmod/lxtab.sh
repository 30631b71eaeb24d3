#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# lxtab as a user meets it.
# usage: lxtab.sh LXTAB
set -eu

lxtab=$1
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
n=0
bad=0
tab=$(printf '\t')

# says STATUS WHAT ARG...: exit status, output in $tmp/out, messages in $tmp/err
says() {
	want=$1
	what=$2
	shift 2
	status=0
	"$lxtab" "$@" >"$tmp/out" 2>"$tmp/err" || status=$?
	n=$((n + 1))
	if [ $status -eq "$want" ]; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		echo "# exit $status, not $want"
		bad=1
	fi
}

# has FILE LINE: the file has exactly this line
has() {
	n=$((n + 1))
	if grep -qxF -- "$2" "$tmp/$1"; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$tmp/$1" | head -5
		bad=1
	fi
}

says 0 "errno" errno
has out "native_number${tab}native_name${tab}linux_number${tab}linux_name${tab}note"
has out "8${tab}ENOEXEC${tab}8${tab}ENOEXEC${tab}"
has out "35${tab}EAGAIN${tab}11${tab}EAGAIN${tab}EWOULDBLOCK is the same number"
says 0 "signals" signals
has out "20${tab}SIGCHLD${tab}17${tab}SIGCHLD${tab}"
has out "98${tab}SIGRTMIN+33${tab}30${tab}SIGPWR${tab}the first after the real-time ones"
has out "97${tab}SIGRTMIN+32${tab}64${tab}SIGRTMIN+32${tab}the kernel's SIGRTMIN"
says 0 "traps" traps
has out "18${tab}T_DIVIDE${tab}0${tab}X86_TRAP_DE${tab}signal 8, code 1"
says 0 "syscalls" syscalls
has out "-${tab}sys_read${tab}0${tab}read${tab}native, 3 arguments, AUE_NULL"
says 0 "open" open
has out "0x200${tab}O_CREAT${tab}0x40${tab}O_CREAT${tab}"
says 0 "mmap" mmap
has out "0x1000${tab}MAP_ANON${tab}0x20${tab}MAP_ANONYMOUS${tab}the descriptor becomes -1, the offset 0"
says 0 "structs" structs
has out "struct${tab}member${tab}offset${tab}size"
has out "stat${tab}st_size${tab}48${tab}8"
says 0 "auxv" auxv
# the manual page's example
word=$(sed -n "s/^[$] lxtab syscalls | grep '\(.*\)'$/\1/p" "$(dirname "$0")/../../docs/lxtab.1")
n=$((n + 1))
if "$lxtab" syscalls | grep "${word:?}" >/dev/null; then
	echo "ok $n - lxtab(1)'s example"
else
	echo "not ok $n - lxtab(1)'s example: grep '$word' finds nothing"
	bad=1
fi
says 0 "JSON" --json errno
has out '{"format": 1, "table": "errno", "native_number": 1, "native_name": "EPERM", "linux_number": 1, "linux_name": "EPERM", "note": ""}'

# every table that list names can be printed, in both forms, with as many columns as its header
says 0 "list" list
cut -f1 "$tmp/out" | sed 1d >"$tmp/names"
while read -r name; do
	says 0 "$name" "$name"
	wrong=$(awk -F'\t' 'NR == 1 { n = NF } NF != n' "$tmp/out" | wc -l)
	[ "$wrong" -eq 0 ] || { echo "not ok $((n = n + 1)) - $name has ragged lines"; bad=1; }
	lines=$(wc -l <"$tmp/out")
	says 0 "$name as JSON" -j "$name"
	[ "$(wc -l <"$tmp/out")" -eq $((lines - 1)) ] || {
		echo "not ok $((n = n + 1)) - $name has another number of rows as JSON"
		bad=1
	}
done <"$tmp/names"

says 0 "--help" --help
says 0 "--version" --version
says 2 "no table" --json
says 2 "two tables" errno open
says 2 "an unknown table" nonsense
has err "lxtab: nonsense: no such table; lxtab list names them"
says 2 "an unknown option" --frobnicate errno
says 2 "compare something else" errno --compare
has err "lxtab: errno: only auxv can be compared"
if [ -e /dev/full ]; then
	for what in errno --help --version; do
		n=$((n + 1))
		status=0
		"$lxtab" $what >/dev/full 2>/dev/null || status=$?
		[ $status -eq 2 ] && echo "ok $n - a full disk: $what" || { echo "not ok $n - a full disk: $what"; bad=1; }
	done
fi

# What the running kernel really gives. A new entry in a future Linux makes this fail, and the lines say
# which.
if [ -r /proc/self/auxv ] && [ "$(uname -sm)" = "Linux x86_64" ]; then
	says 0 "auxv --compare" auxv --compare
	sed 's/^/# /' "$tmp/out"
	says 0 "auxv --compare as JSON" --json auxv --compare
else
	echo "ok $((n = n + 1)) - auxv --compare # SKIP no aux vector of 64-bit Linux here"
fi

echo "1..$n"
exit $bad
