# SPDX-License-Identifier: BSD-2-Clause
# Mounts that fail, daemons that end in every way, mounts of ordinary users. Nothing may hang or stay.

. "$(dirname "$0")/lib.sh"
make_trees
V=$WORK/view

fails "no COMPAT" 2 mount_view "root=$WORK/root" "$WORK/none"
fails "no MOUNTPOINT" 2 mount_view "root=$WORK/root" "$WORK/compat" "$WORK/none"
fails "MOUNTPOINT is a file" 2 mount_view "root=$WORK/root" "$WORK/compat" "$WORK/root/etc/name"
fails "MOUNTPOINT inside COMPAT" 2 mount_view "root=$WORK/root" "$WORK/compat" "$WORK/compat/etc"
fails "an unknown option" 2 mount_view "root=$WORK/root,nonsense"
fails "the layers are one" 2 mount_view "root=$WORK/compat"
has "says what is wrong" "$WORK/none" "$(mount_view "root=$WORK/none" 2>&1)"

if [ "$(uname)" = FreeBSD ]; then
	# mount_fusefs(8) fails: no right to
	usermount=$(sysctl -n vfs.usermount)
	sysctl vfs.usermount=0 > /dev/null
	mkdir "$WORK/his"
	chown nobody "$WORK/his"
	fails "a user may not" 2 su -m nobody -c "timeout --foreground 60 compatfs -o root=$WORK/root $WORK/compat $WORK/his"
	has "and is told" "cannot mount" "$(su -m nobody -c "timeout --foreground 60 compatfs -o root=$WORK/root $WORK/compat $WORK/his" 2>&1)"
	sysctl vfs.usermount=1 > /dev/null
	works "a user may, if vfs.usermount says so" su -m nobody -c "timeout --foreground 60 compatfs -o root=$WORK/root $WORK/compat $WORK/his"
	is "he sees" compat "$(su -m nobody -c "cat $WORK/his/etc/name")"
	fails "root does not" - cat "$WORK/his/etc/name"
	works "he takes it away" su -m nobody -c "umount $WORK/his"
	sysctl vfs.usermount="$usermount" > /dev/null
fi

for signal in TERM INT HUP; do
	# one that this shell was started with as ignored is ignored by the daemon too
	[ -z "$(sh -c "kill -$signal \$\$; echo ignored")" ] || continue
	works "mounts" mount_view "root=$WORK/root"
	pid=$(daemon_of "$V")
	kill -$signal "$pid"
	works "SIG$signal ends it" wait_for has_ended "$pid"
	works "SIG$signal takes the mount away" wait_for sh -c "! mount | grep -q ' $V '"
done

works "mounts" mount_view "root=$WORK/root"
pid=$(daemon_of "$V")
kill -KILL "$pid"
works "SIGKILL ends it" wait_for has_ended "$pid"
works "somebody takes the mount away" wait_for sh -c "! mount | grep -q ' $V '"
is "the mount point is as it was" "" "$(ls "$V")"

works "mounts" mount_view "root=$WORK/root"
fails "not twice" 2 mount_view "root=$WORK/root"
exec 3< "$V/etc/name"
fails "umount of a busy view" - umount "$V"
exec 3<&-
works "umount of one that is not" umount "$V"

works "mounts" mount_view "root=$WORK/root"
cd "$V/etc" || exit
fails "umount of the current directory" - umount "$V"
if [ "$(uname)" = FreeBSD ]; then
	pid=$(daemon_of "$V")
	works "umount -f" umount -f "$V"
	works "the daemon ends" wait_for has_ended "$pid"
	cd "$WORK" || exit
else
	cd "$WORK" || exit
	works "umount" umount "$V"
fi

# a reader that waits when the daemon is stopped gets its answer when it goes on
works "mounts" mount_view "root=$WORK/root"
pid=$(daemon_of "$V")
kill -STOP "$pid"
(cat "$V/far/away/file" > "$WORK/answer") &
sleep 1
kill -CONT "$pid"
wait
is "a request waits for a stopped daemon" far "$(cat "$WORK/answer")"
works "umount" umount "$V"

# foreground, and one thread
compatfs -f -s -o "root=$WORK/root" "$WORK/compat" "$V" 2> "$WORK/err" &
pid=$!
works "-f -s" wait_for grep -q compat "$V/etc/name"
is "one thread answers" far "$(cat "$V/far/away/file")"
works "umount" umount "$V"
wait $pid
is "-f ends with 0" 0 $?

i=0
while [ $i -lt 20 ]; do
	mount_view "root=$WORK/root" && [ "$(cat "$V/etc/name")" = compat ] && umount "$V" || break
	i=$((i + 1))
done
is "twenty times" 20 $i
works "no daemon is left" wait_for sh -c "! ps axww | grep -v grep | grep -q 'compatfs.*$V'"
finish
