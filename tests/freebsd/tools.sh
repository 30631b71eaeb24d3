# SPDX-License-Identifier: BSD-2-Clause
# elfcheck on this system's own files, and compatfs where.

. "$(dirname "$0")/lib.sh"
make_trees

is "where: compat" "compat	$WORK/compat/etc/name	/etc/name" "$(compatfs where -o "root=$WORK/root" "$WORK/compat" /etc/name)"
is "where: root" "root	$WORK/root/etc/rootonly	/etc/rootonly" "$(compatfs where -o "root=$WORK/root" "$WORK/compat" /etc/rootonly)"
is "where: both" "both	$WORK/compat/both	/both" "$(compatfs where -o "root=$WORK/root" "$WORK/compat" /both)"
fails "where: none" 1 compatfs where -o "root=$WORK/root" "$WORK/compat" /none

if [ "$(uname)" = FreeBSD ]; then
	own=freebsd
	programs="/bin/sh /bin/ls /sbin/mount /usr/bin/find /libexec/ld-elf.so.1 /lib/libc.so.7"
else
	own=linux
	programs="/bin/sh /bin/ls /bin/mount /usr/bin/find"
fi
for program in $programs; do
	is "id $program" $own "$(elfcheck id --json "$program" | sed 's/.*"brand": *"\([a-z]*\)".*/\1/')"
done
for program in /bin/sh /bin/ls /bin/ps; do
	works "why $program" elfcheck why "$program"
	is "its verdict" ok "$(elfcheck why --json "$program" | sed -n '1s/.*"verdict": *"\([a-z]*\)".*/\1/p')"
done
# the same objects, in the same order, as the real linker loads
if [ "$(uname)" = FreeBSD ]; then
	for program in /bin/sh /bin/ls /bin/ps /usr/bin/find /sbin/mount; do
		is "why $program is ldd's answer" \
		    "$(ldd -f '%o %p\n' "$program" | grep -v '\[vdso\]' | sort)" \
		    "$(elfcheck why --json "$program" | sed -n '2,$s/.*"name": *"\([^"]*\)".*"path": *"\([^"]*\)".*/\1 \2/p' | grep -v '^ld-elf' | sort)"
	done
fi
elfcheck scan --expect=$own /bin /sbin > "$WORK/scan"
is "scan: nothing foreign in /bin and /sbin" 0 $?
elfcheck scan --expect=linux "$WORK/root/lib" > "$WORK/scan"
is "scan finds what is foreign" 1 $?
is "id says it of a file that is no ELF" 1 "$(elfcheck id "$WORK/root/etc/name" > /dev/null 2>&1; echo $?)"

elf_head 9 > "$WORK/so"
has "brand: shows" FreeBSD "$(elfcheck brand "$WORK/so")"
works "brand: sets" elfcheck brand -t Linux "$WORK/so"
has "brand: is set" Linux "$(elfcheck brand "$WORK/so")"
if command -v brandelf > /dev/null; then
	has "brandelf(1) agrees" Linux "$(brandelf "$WORK/so")"
fi
cp /bin/echo "$WORK/echo"
fails "brand: not against the file's own note" 1 elfcheck brand -t NetBSD "$WORK/echo"
is "and it still runs" yes "$("$WORK/echo" yes)"
finish
