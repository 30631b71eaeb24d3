#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# compatrun for a user without privileges, and what it says where that is not allowed.
. "$(dirname "$0")/lib.sh"
echo from-compat >"$compat/etc/compatrun-test"
HOME=/tmp
export HOME

as_user -c "$compat" true
if [ "$rc" != 0 ] && [ "$(id -u)" != 0 ]; then
	skip "all" "this user may not make user namespaces or open /dev/fuse here: $err"
	finish
	exit
fi
for mode in --scratch --ro --rw; do
	as_user -c "$compat" $mode sh -c 'id -u; id -g; cat /etc/compatrun-test; test -d /proc/self && echo x >/dev/null && touch /tmp/x && test -d /sys/kernel && echo y >/dev/shm/y'
	is "$mode: works" [ "$rc" = 0 ]
	[ "$(id -u)" != 0 ] || is "$mode: as oneself" [ "$out" = "1234
1234
from-compat" ]
	as_user -c "$compat" $mode sh -c 'grep ^CapEff /proc/self/status'
	[ "$(id -u)" != 0 ] || is "$mode: without capabilities" matches "$out" 0000000000000000
done
as_user -c "$compat" sh -c 'echo new >/etc/compatrun-new && cat /etc/compatrun-new && echo more >>/etc/passwd &&
	tail -n 1 /etc/passwd && mkdir -p /srv/a/b && rm /etc/debian_version && mv /etc/compatrun-test /etc/x && cat /etc/x'
is "scratch: anything that can be read can be written" [ "$rc" = 0 -a "$out" = "new
more
from-compat" ]
if as_user -c "$compat" sh -c 'touch /dev/shm/x && setfattr -n user.x -v 1 /dev/shm/x' && [ "$rc" = 0 ]; then
	as_user -c "$compat" sh -c 'rm -r /usr/share/doc && mkdir /usr/share/doc && ls -A /usr/share/doc'
	is "scratch: a directory again where one was" [ "$rc" = 0 -a -z "$out" ]
else
	as_user -c "$compat" true
	is "scratch: told that tmpfs has no user attributes" matches "$err" "--scratch=DIR"
fi
[ "$(id -u)" != 0 ] || {
	chmod 600 "$compat/etc/compatrun-test"
	as_user -c "$compat" cat /etc/compatrun-test
	is "what cannot be read outside cannot be read inside" matches "$err" "Permission denied"
	chmod 644 "$compat/etc/compatrun-test"
	as_user -c "$compat" --rw sh -c 'echo x >>/etc/passwd'
	is "rw: what cannot be written outside cannot be written inside" matches "$err" "Permission denied"
	mkdir -m 777 "$work/mine"
	as_user -c "$compat" --scratch="$work/mine/keep" sh -c 'echo kept >/etc/compatrun-new'
	is "scratch=DIR works" [ "$rc" = 0 -a "$(cat "$work/mine/keep/upper/etc/compatrun-new")" = kept ]
	is "scratch=DIR: the changes are the user's" [ "$(stat -c %u "$work/mine/keep/upper/etc/compatrun-new")" = 1234 ]
	as_user -c "$compat" --scratch="$work/keep" true
	is "scratch=DIR: no right to make it" matches "$err" "--scratch: $work/keep: Permission denied"
}

# What is missing. Each of these is arranged in namespaces of our own.
unable() { # unable SETUP: compatrun as a user after the shell commands SETUP as root of a namespace
	unshare -m bash -c "$1"'; shift; exec setpriv --reuid 1234 --regid 1234 --clear-groups "$@"' - x \
		timeout 120 "$COMPATRUN" -c "$compat" true >"$work/out" 2>"$work/err" </dev/null
	rc=$?
	out=$(cat "$work/out")
	err=$(cat "$work/err")
}
if [ "$(id -u)" = 0 ]; then
	unable 'mount -t tmpfs none /mnt && : >/mnt/null && mount --bind /dev/null /mnt/null && mkdir /mnt/shm &&
		mount --bind /dev/shm /mnt/shm && mount --move /mnt /dev'
	is "no /dev/fuse: 125" [ "$rc" = 125 ]
	is "no /dev/fuse: told" matches "$err" "modprobe fuse"
	is "no /dev/fuse: one line" one_line "$err"
	unable 'mount -t tmpfs none /mnt && mknod -m 600 /mnt/fuse c 10 229 && mount --bind /mnt/fuse /dev/fuse'
	is "/dev/fuse forbidden: 125" [ "$rc" = 125 ]
	is "/dev/fuse forbidden: told" matches "$err" "user 1234 may not use FUSE"
	is "/dev/fuse forbidden: one line" one_line "$err"
fi
# The limit of a user namespace that we make ourselves: 0 inside it, and root without privilege.
if unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_user_namespaces' 2>/dev/null; then
	unshare -Ur sh -c 'echo 0 >/proc/sys/user/max_user_namespaces
		exec setpriv --securebits=+noroot,+noroot_locked --inh-caps -all "$@"' - \
		timeout 120 "$COMPATRUN" -c "$compat" true >"$work/out" 2>"$work/err" </dev/null
	rc=$? out=$(cat "$work/out") err=$(cat "$work/err")
	is "no user namespaces: 125" [ "$rc" = 125 ]
	is "no user namespaces: told" matches "$err" "sysctl user.max_user_namespaces="
	is "no user namespaces: one line" one_line "$err"
else
	skip "no user namespaces" "user.max_user_namespaces cannot be set here"
fi
finish
