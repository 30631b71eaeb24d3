#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The generator of the system call files: what is committed is what it makes, every awk makes the same,
# make does it, and bad input is an error that names the line.
# usage: sysent.sh SOURCE-ROOT
set -eu

kmod=$(cd "$1" && pwd)/kmod
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
files="lx_proto.h lx_syscall.h lx_sysent.c lx_syscalls.c lx_systrace_args.c"
n=0
bad=0

ok() {
	n=$((n + 1))
	if [ "$1" = yes ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		bad=1
	fi
}

# same DIR WHAT: are the files in DIR those that are committed?
same() {
	answer=yes
	for f in $files; do
		cmp -s "$1/$f" "$kmod/$f" || { answer=no; echo "# $f differs"; }
	done
	ok $answer "$2"
}

# original-awk is FreeBSD's own awk, bmake its make: CI has both
absent() {
	if [ "${CI:-}" = true ] && [ "$1" = original-awk -o "$1" = bmake ]; then
		ok no "$1 is installed"
	else
		n=$((n + 1))
		echo "ok $n - $1 # SKIP not installed"
	fi
}

for awk in awk mawk gawk original-awk busybox; do
	command -v $awk >/dev/null 2>&1 || { absent $awk; continue; }
	case $awk in
	busybox) run="busybox awk" ;;
	gawk) run="gawk --posix" ;;
	*) run=$awk ;;
	esac
	mkdir "$tmp/$awk"
	(cd "$kmod" && $run -v out="$tmp/$awk" -f makesyscalls.awk syscalls.master) || ok no "$run runs"
	same "$tmp/$awk" "$run makes what is committed"
done

for make in make bmake; do
	command -v $make >/dev/null 2>&1 || { absent $make; continue; }
	rm -rf "$tmp/k"
	mkdir "$tmp/k"
	cp "$kmod/makesyscalls.awk" "$kmod/syscalls.master" "$kmod/sysent.mk" "$kmod/GNUmakefile" "$tmp/k"
	if [ $make = bmake ]; then
		# kmod/Makefile itself needs FreeBSD's bsd.kmod.mk; an obj folder, as make obj makes it
		sed 's/^\.include <.*//' "$kmod/Makefile" >"$tmp/k/Makefile"
		mkdir "$tmp/k/obj"
		$make -C "$tmp/k" sysent >/dev/null || ok no "$make sysent"
	else
		$make -C "$tmp/k" sysent >/dev/null || ok no "$make sysent"
	fi
	same "$tmp/k" "$make sysent makes what is committed"
done

# refused LINE MESSAGE WHAT <input: an error with this line and message, exit 1, nothing written
refused() {
	cat >"$tmp/bad.master"
	rm -rf "$tmp/out"
	mkdir "$tmp/out"
	status=0
	(cd "$tmp" && awk -v out="$tmp/out" -f "$kmod/makesyscalls.awk" bad.master) >"$tmp/said" 2>&1 ||
		status=$?
	answer=yes
	[ $status -eq 1 ] || answer=no
	[ "$(cat "$tmp/said")" = "bad.master:$1: $2" ] || answer=no
	[ -z "$(ls "$tmp/out")" ] || answer=no
	ok $answer "$3"
	[ $answer = yes ] || sed "s/^/# exit $status: /" "$tmp/said"
}

refused 2 "number 0 was already used in line 1" "a number twice" <<END
0	AUE_NULL	STD	{ int lx_a(void); }
0	AUE_NULL	STD	{ int lx_b(void); }
END
refused 2 "number 1 is missing" "a number left out" <<END
0	AUE_NULL	STD	{ int lx_a(void); }
2	AUE_NULL	STD	{ int lx_b(void); }
END
refused 3 "number 0 was already used in line 1" "a number inside a range again" <<END
0-4	AUE_NULL	UNIMPL	nothing there is nothing

0	AUE_NULL	STD	{ int lx_b(void); }
END
refused 1 "number 0 is missing" "a table that does not start at 0" <<END
1	AUE_NULL	STD	{ int lx_a(void); }
END
refused 1 "unknown type: what_t" "an unknown type of an argument" <<END
0	AUE_NULL	STD	{ int lx_a(what_t x); }
END
refused 1 "unknown type: lx_stat *" "a structure without the word struct" <<END
0	AUE_NULL	STD	{ int lx_a(lx_stat *x); }
END
refused 1 "unknown type: char" "a type that is only pointed to" <<END
0	AUE_NULL	STD	{ int lx_a(char x); }
END
refused 2 "a has 7 arguments, Linux passes at most 6" "seven arguments" <<END

0	AUE_NULL	STD	{ int lx_a(int a, int b, int c,
			    int d, int e, int f, int g); }
END
refused 1 "unknown type: NOSTD (STD, NOPROTO or UNIMPL)" "an unknown kind of entry" <<END
0	AUE_NULL	NOSTD	{ int lx_a(void); }
END
refused 1 "unknown modifier: NORETURN (CAPENABLED)" "an unknown modifier" <<END
0	AUE_NULL	STD|NORETURN	{ int lx_a(void); }
END
refused 1 "not an audit event: NULL" "no audit event" <<END
0	NULL	STD	{ int lx_a(void); }
END
refused 1 "not a number: zero" "no number" <<END
zero	AUE_NULL	STD	{ int lx_a(void); }
END
refused 2 "name a was already used in line 1" "a name twice" <<END
0	AUE_NULL	STD	{ int lx_a(void); }
1	AUE_NULL	UNIMPL	a not this one
END
refused 1 "a STD function is called lx_NAME, not read" "STD with a native function" <<END
0	AUE_NULL	STD	{ int read(int fd); }
END
refused 1 "a NOPROTO entry names FreeBSD's function, not lx_read" "NOPROTO with one of ours" <<END
0	AUE_NULL	NOPROTO	{ int lx_read(int fd); }
END
refused 1 "an UNIMPL entry needs a name and a word on why" "UNIMPL without a reason" <<END
0	AUE_NULL	UNIMPL	vhangup
END
refused 1 "a range of numbers can only be UNIMPL" "a range of calls" <<END
0-3	AUE_NULL	STD	{ int lx_a(void); }
END
refused 1 "argument x appears twice" "an argument twice" <<END
0	AUE_NULL	STD	{ int lx_a(int x, int x); }
END
refused 1 "not an argument: \"int\"" "an argument without a name" <<END
0	AUE_NULL	STD	{ int lx_a(int); }
END
refused 2 "entry is not closed by }" "an entry that is not closed" <<END
; a comment
0	AUE_NULL	STD	{ int lx_a(int x,
1	AUE_NULL	STD	{ int lx_b(void); }
END
refused 1 "entry is not closed by }" "the last entry not closed" <<END
0	AUE_NULL	STD	{ int lx_a(int x,
END
refused 1 "not a prototype: long lx_a(void);" "a return type other than int" <<END
0	AUE_NULL	STD	{ long lx_a(void); }
END
refused 1 "unexpected text after the closing brace" "text behind the brace" <<END
0	AUE_NULL	STD	{ int lx_a(void); } lx_b
END
refused 1 "only #include lines are copied, not: #ifdef A" "a # line other than include" <<END
#ifdef A
0	AUE_NULL	STD	{ int lx_a(void); }
END
refused 1 "no entries" "an empty table" <<END
; nothing
END

echo "1..$n"
exit $bad
