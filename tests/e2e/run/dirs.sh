#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# /proc, /dev, /sys and /tmp in each mode; the modes; binds.
. "$(dirname "$0")/lib.sh"

for mode in --scratch --ro --rw; do
	run -c "$compat" $mode sh -c 'cat /proc/self/stat && test -d /proc/1/task && echo $$'
	is "$mode: /proc works" [ "$rc" = 0 ]
	run -c "$compat" $mode sh -c '[ $$ -lt 100 ] && readlink /proc/self/exe'
	is "$mode: pids are the namespace's own" [ "$rc" = 0 ]
	run -c "$compat" $mode sh -c '
		echo x >/dev/null && head -c 4 /dev/zero | od -An -tx1 && head -c 1 /dev/urandom >/dev/null &&
		! echo x 2>/dev/null >/dev/full && ls /dev/fd/0 /dev/stdin && test -c /dev/tty &&
		echo shared >/dev/shm/x && cat /dev/shm/x && test -d /dev/pts && test -c /dev/ptmx'
	is "$mode: /dev works" [ "$rc" = 0 ]
	run -c "$compat" $mode sh -c 'test -d /sys/kernel && ! mkdir /sys/kernel/x 2>/dev/null && ! sh -c "echo x >/sys/kernel/uevent_helper" 2>/dev/null'
	is "$mode: /sys is there and read-only" [ "$rc" = 0 ]
	run -c "$compat" $mode sh -c 'stat -c %a /tmp && f=$(mktemp) && echo x >"$f" && rm "$f"'
	is "$mode: /tmp works" [ "$rc" = 0 -a "$out" = 1777 ]
done
run -c "$compat" sh -c 'ls -A /tmp'
is "scratch: /tmp is private" [ -z "$out" ]

# --scratch
run -c "$compat" sh -c 'echo new >/etc/compatrun-new && rm -r /usr/share/doc && mkdir /usr/share/doc &&
	ls -A /usr/share/doc && echo more >>/etc/passwd && tail -n 1 /etc/passwd && mkdir /top'
is "scratch: anything can be written" [ "$rc" = 0 -a "$out" = more ]
is "scratch: and is dropped" [ ! -e /etc/compatrun-new -a ! -e "$compat/etc/compatrun-new" -a ! -e /top ]
is "scratch: nothing of the trees was touched" [ -d /usr/share/doc ]
run -c "$compat" python3 -c 'import os; os.mkdir("/top"); os.rename("/top", "/top2"); os.rename("/usr/share/doc", "/usr/share/doc2"); print(len(os.listdir("/usr/share/doc2")) > 0)'
if [ "$(id -u)" = 0 ]; then
	is "scratch: a directory of the trees can be renamed" [ "$out" = True ]
fi
keep=$work/keep
run -c "$compat" --scratch="$keep" sh -c 'echo one >>/etc/compatrun-count; mkdir -p /a/b; rm /etc/hostname'
is "scratch=DIR: DIR is made" [ "$rc" = 0 -a -d "$keep/upper" ]
is "scratch=DIR: the changes are in DIR/upper" [ "$(cat "$keep/upper/etc/compatrun-count")" = one ]
run -c "$compat" --scratch="$keep" sh -c 'echo two >>/etc/compatrun-count; cat /etc/compatrun-count; ls -d /a/b; test ! -e /etc/hostname'
is "scratch=DIR: the next run goes on" [ "$rc" = 0 -a "$out" = "one
two
/a/b" ]
is "scratch=DIR: the trees are untouched" [ ! -e /etc/compatrun-count -a -e /etc/hostname ]
timeout 120 "$COMPATRUN" -c "$compat" --scratch="$keep" sh -c 'echo up; sleep 1000' >"$work/up" 2>/dev/null &
wait_for [ -s "$work/up" ]
run -c "$compat" --scratch="$keep" true
is "scratch=DIR: one at a time" matches "$err" "another compatrun"
kill $!
wait $! 2>/dev/null
run -c "$compat" --scratch="$work/no/such" true
is "scratch=DIR: no parent" matches "$err" "$work/no/such: No such file or directory"
run -c "$compat" --scratch="$work/with,comma:colon \\back" sh -c 'echo x >/etc/y'
is "scratch=DIR: odd names" [ "$(cat "$work/with,comma:colon \\back/upper/etc/y")" = x ]

# --ro and --rw
run -c "$compat" --ro sh -c 'echo x >/etc/compatrun-ro'
is "ro: read-only" matches "$err" "Read-only file system"
is "ro: nothing written" [ ! -e /etc/compatrun-ro -a ! -e "$compat/etc/compatrun-ro" ]
mkdir -p "$root/only" "$root"/{bin,lib,lib64,usr,proc,dev,sys,tmp}
echo old >"$root/only/file"
chmod 1777 "$root/tmp"
for dir in bin lib lib64 usr; do
	binds+=(--bind "/$dir:/$dir")
done
run -c "$compat" -r "$root" --rw "${binds[@]}" sh -c 'echo x >/etc/in-compat; echo y >/only/in-root; echo z >>/only/file; echo t >/tmp/t'
is "rw: works" [ "$rc" = 0 ]
is "rw: a new file is made in COMPAT where it has the directory" [ "$(cat "$compat/etc/in-compat")" = x ]
is "rw: else in ROOT" [ "$(cat "$root/only/in-root")" = y ]
is "rw: a file is changed where it is" [ "$(cat "$root/only/file")" = "old
z" ]
is "rw: the view's own /tmp, since it can be written" [ "$(cat "$root/tmp/t")" = t ]

# mount points that are missing
rmdir "$root/proc" "$root/sys"
rm -r "$root/tmp"
for mode in --ro --scratch; do
	run -c "$compat" -r "$root" $mode "${binds[@]}" --bind "$work:/new/place" sh -c '
		cat /proc/self/comm; test -d /sys/kernel && touch /tmp/x && ls -d /new/place/compat'
	is "$mode: missing mount points" [ "$rc" = 0 -a "$out" = "cat
/new/place/compat" ]
	is "$mode: and they were not made in the trees" [ ! -e "$root/proc" -a ! -e "$root/new" -a ! -e "$compat/new" ]
done
run -c "$compat" -r "$root" --rw "${binds[@]}" true
is "rw: missing mount point: 125" [ "$rc" = 125 ]
is "rw: missing mount point: named with the cure" matches "$err" "make it in COMPAT ($compat/"
mkdir "$root/proc" "$root/sys"

# The trees change while a scratch layer lies over them: what is replaced, made or removed beside
# what was used must not break it.
rm -rf "$root/live"
mkdir -p "$root/live/dir"
echo one >"$root/live/dir/f"
echo keep >"$root/live/dir/keep"
mkdir "$work/sync"
timeout 120 "$COMPATRUN" -c "$compat" -r "$root" "${binds[@]}" --bind "$work/sync:/sync" sh -c '
	cat /live/dir/f /live/dir/keep
	echo go >/sync/inside
	while [ ! -e /sync/outside ]; do sleep 0.05; done
	# the new file shows after a second or so, and nothing fails meanwhile
	while f=$(cat /live/dir/f) && [ "$f" = one ]; do sleep 0.05; done
	cat /live/dir/f /live/dir/keep && ls /live && ls /live/dir >/dev/null && echo x >>/live/dir/f &&
		tail -n 1 /live/dir/f && echo new >/live/dir/new && cat /live/dir/new' >"$work/out" 2>"$work/err" &
wait_for [ -e "$work/sync/inside" ]
echo two >"$root/live/dir/f.new"
mv "$root/live/dir/f.new" "$root/live/dir/f"
echo other >"$root/live/dir/other"
mkdir -p "$compat/live/dir"
touch "$work/sync/outside"
wait $!
rc=$? out=$(cat "$work/out") err=$(cat "$work/err")
is "scratch: goes on when the trees change" [ "$rc" = 0 -a "$out" = "one
keep
two
keep
dir
x
new" ]
rm -rf "$compat/live"

# --bind
echo bound >"$work/file"
run -c "$compat" --bind "$work/file:/etc/bound" --bind "$work:/dev/place" --bind "$work:/tmp/p" sh -c 'cat /etc/bound; cat /dev/place/file; cat /tmp/p/file; echo w >/etc/bound'
is "bind: files, directories, new places" [ "$out" = "bound
bound
bound" ]
is "bind: goes to the outside" [ "$(cat "$work/file")" = w ]
run -c "$compat" --bind "$work/none:/etc/bound" true
is "bind: no SRC" matches "$err" "--bind: $work/none: No such file or directory"
run -c "$compat" --bind "$work:/etc/hostname" true
is "bind: a directory on a file" [ "$rc" = 125 ]
is "bind: a directory on a file: told" matches "$err" "/etc/hostname"
ln -s /etc/elsewhere "$compat/etc/link"
echo target >"$compat/etc/elsewhere"
run -c "$compat" --bind "$work/file:/etc/link" cat /etc/elsewhere
is "bind: a symlink is followed inside the view" [ "$out" = w ]
mkdir "$work/co:lon"
echo c >"$work/co:lon/f"
run -c "$compat" --bind "$work/co\\:lon:/new" cat /new/f
is "bind: a colon in a name" [ "$out" = c ]
mkdir "$work/back\\"
echo b >"$work/back\\/f"
echo e >"$work/end\\"
echo m >"$work/mid\\x:\\"
run -c "$compat" --bind "$work/back"'\\:/new' --bind "$work/end"'\\:/etc/end\' --bind "$work/mid"'\x\:\\:/etc/m\\\:' \
	sh -c 'cat /new/f "/etc/end\\" "/etc/m\\:"'
is "bind: names that end in a backslash" [ "$out" = "b
e
m" ]
run -c "$compat" --bind "$work/end"'\:/etc/end' true
is "bind: a lone backslash takes the colon away" matches "$err" "SRC:DST is wanted"
finish
