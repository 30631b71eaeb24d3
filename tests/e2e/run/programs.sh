#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# Real programs of a Debian tree (COMPAT) under compatrun, as root and as a user: shells, compilers,
# interpreters, git; a project cloned and built in a scratch layer; libraries from both trees.
. "$(dirname "$0")/lib.sh"
trees=${COMPATFS_TREES:-$top/build/trees}
tree=$trees/debian
mkdir -p "$trees"
if ! "$top/tools/debian-tree" "$tree" bash coreutils dash grep sed findutils tar gzip diffutils \
	libc-bin python3 git gcc libc6-dev make perl pigz >"$work/out" 2>"$work/err"; then
	err=$(cat "$work/err")
	skip "a Debian tree" "apt cannot download the packages: $err"
	finish
	exit
fi
compat=$tree
export HOME=/root
mkdir -p "$root/usr/local/lib" "$root/home"

# Which of the tree's libraries does PROGRAM map, and does each come through the view?
cat >"$work/maps.sh" <<'EOS'
#!/bin/bash
# every mapped library has the view's path and is the view's file
bad=0 n=0
while read -r range perms offset dev inode path; do
	case $path in
	*.so*)
		n=$((n + 1))
		[ "$(stat -c %d:%i "$path")" ] || bad=1
		;;
	esac
done </proc/self/maps
[ $bad = 0 ] && [ $n -ge 3 ] && echo "maps $n"
EOS

cat >"$work/project.sh" <<'EOS'
set -e
cd /home && mkdir src && cd src && git init -q .
cat >sum.h <<E
int sum(int n);
E
cat >sum.c <<E
#include "sum.h"
int sum(int n) { return n == 0 ? 0 : n + sum(n - 1); }
E
cat >main.c <<E
#include <stdio.h>
#include "sum.h"
int main(void) { printf("sum is %d\n", sum(100)); return 0; }
E
printf 'CFLAGS = -O2 -Wall -fPIC\nmain: main.o libsum.so\n\tcc -o \$@ main.o -L. -lsum -Wl,-rpath,\$(CURDIR)\nlibsum.so: sum.o\n\tcc -shared -o \$@ sum.o\nclean:\n\trm -f *.o *.so main\n' | sed 's/\\//g' >Makefile
git add . && git -c user.name=t -c user.email=t@localhost commit -qm first
git -c user.name=t -c user.email=t@localhost tag one
cd /home && git clone -q src copy && cd copy && git describe --tags
make -s -j2 && ./main && make -s clean && git status --short && make -s && ./main
git fsck --strict 2>&1 | grep -v notice || :
EOS

for who in run as_user; do
	export HOME=/home
	$who -c "$compat" -r "$root" --bind "$work/maps.sh:/maps.sh" bash -c 'bash --version | head -n 1; . /maps.sh'
	is "$who: bash, its libraries through the view" matches "$out" "maps "
	$who -c "$compat" -r "$root" python3 -c '
import ssl, sqlite3, zlib, json, subprocess, sys
n = sqlite3.connect(":memory:").execute("select 6*7").fetchone()[0]
libs = {l.split()[-1] for l in open("/proc/self/maps") if ".so" in l}
need = [s for s in ("libssl", "libsqlite3", "libz.so", "libc.so") if not any(s in l for l in libs)]
print(n, subprocess.check_output(["sh", "-c", "echo sub"]).decode().strip(), need)'
	is "$who: python3 with C extensions and children" [ "$rc" = 0 -a "$out" = "42 sub []" ]
	$who -c "$compat" -r "$root" perl -MPOSIX -MList::Util=sum -e 'print sum(map { $_ * 2 } 1..10), " ", floor(2.7), "\n"'
	is "$who: perl with XS modules" [ "$rc" = 0 -a "$out" = "110 2" ]
	$who -c "$compat" -r "$root" sh -c 'seq 100000 | pigz | gzip -dc | md5sum | cut -d" " -f1'
	is "$who: pipelines, threads" [ "$out" = "$(seq 100000 | md5sum | cut -d' ' -f1)" ]
	$who -c "$compat" -r "$root" --bind "$work/project.sh:/project.sh" bash /project.sh
	is "$who: git clone and make in the scratch layer" [ "$rc" = 0 -a "$out" = "one
sum is 5050
sum is 5050" ]
	is "$who: nothing of it stays" [ ! -e "$root/home/src" -a ! -e "$compat/home/src" ]
	$who -c "$compat" -r "$root" sh -c 'printf "#include <stdio.h>\nint main(void) { return puts(\"hi\") < 0; }\n" >/home/a.c && gcc -pthread -o /home/a /home/a.c -lm && /home/a && ldd /home/a | grep -c "=> /lib"'
	is "$who: gcc and ldd" [ "$rc" = 0 ]
done

# A package manager at work: this machine's own tree as ROOT, an empty COMPAT.
mkdir -p "$work/empty"
package=$(for p in hello sl cowsay; do dpkg -s $p >/dev/null 2>&1 || { echo $p; break; }; done)
if [ "$(id -u)" = 0 ] && apt-get install -qq --print-uris "$package" >/dev/null 2>&1; then
	run -c "$work/empty" --scratch="$work/apt" sh -c "
		apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends $package >/tmp/log 2>&1 || {
			tail -n 5 /tmp/log; exit 9; }
		dpkg -s $package | grep ^Status"
	is "apt-get install in the scratch layer" [ "$rc" = 0 -a "$out" = "Status: install ok installed" ]
	is "the machine has not got it" [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]
	run -c "$work/empty" --scratch="$work/apt" sh -c "dpkg -L $package | grep -m 1 -E '/(bin|games)/'"
	program=$out
	is "the next run with the same DIR has it" [ -n "$program" -a -x "$work/apt/upper$program" -a ! -e "$program" ]
else
	skip "apt-get install in the scratch layer" "not root, or apt knows no package"
fi

# A library in ROOT that the tree's programs find by fall-through: one of theirs works, one of
# FreeBSD's is what compatfs exists for.
cp -L "$compat/usr/lib/x86_64-linux-gnu/libz.so.1" "$root/usr/local/lib/libz.so.1" 2>/dev/null ||
	cp -L "$(find "$compat/usr/lib" -name 'libz.so.1' | head -n 1)" "$root/usr/local/lib/libz.so.1"
export LD_LIBRARY_PATH=/usr/local/lib
run -c "$compat" -r "$root" python3 -c 'import zlib; print([l.split()[-1] for l in open("/proc/self/maps") if "libz" in l][0])'
is "a Linux library of ROOT is used through the view" [ "$out" = /usr/local/lib/libz.so.1 ]
if command -v ld.lld >/dev/null; then
	echo 'int deflate(void) { return -1; }' | gcc -c -fPIC -x c -o "$work/bsd.o" -
	ld.lld -m elf_x86_64_fbsd -shared -soname libz.so.1 -o "$root/usr/local/lib/libz.so.1" "$work/bsd.o"
	run -c "$compat" -r "$root" -o elf=log pigz --version
	is "a FreeBSD library of ROOT: the loader's own message" matches "$err" "/usr/local/lib/libz.so.1: ELF file OS ABI invalid"
	run -c "$compat" -r "$root" -o elf=hide pigz --version
	is "elf=hide: the same command works" [ "$rc" = 0 -a "${out#pigz}" != "$out" ]
	run -c "$compat" -r "$root" -o elf=hide sh -c 'pigz --version >/dev/null && cat /.compatfs/foreign'
	is "elf=hide: and is told of" matches "$out" "freebsd"
else
	skip "a FreeBSD library" "no ld.lld"
fi
finish
