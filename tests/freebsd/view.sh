# SPDX-License-Identifier: BSD-2-Clause
# A read-only view: look-up, listings, attributes, links, elf=, the control files; by root and by others.

. "$(dirname "$0")/lib.sh"
make_trees
V=$WORK/view

works "mounts" mount_view "root=$WORK/root"
works "is in the mount table" is_mounted "$V"
is_mounted "$V" || finish

is "compat first" compat "$(cat "$V/etc/name")"
is "then root" root "$(cat "$V/etc/rootonly")"
is "a path that only root has" far "$(cat "$V/far/away/file")"
fails "neither" 1 cat "$V/etc/none"
fails "a file is no directory" 1 cat "$V/etc/name/x"
is "top" "both
etc
lib
only" "$(ls "$V")"
is "listing=compat" c "$(ls "$V/both")"
is "not listed, but there" root "$(cat "$V/both/r")"
is "a directory of root's" file "$(ls "$V/far/away")"
is "find sees each file once" "5" "$(find "$V/etc" | wc -l | tr -d ' ')"
is "relative link" compat "$(cat "$V/etc/relative")"
is "link into the other layer" far "$(cat "$V/etc/across")"
is "absolute link as it is" /etc/name "$(readlink "$V/etc/absolute")"
is "parent" compat "$(cat "$V/etc/../etc/name")"
is "size" 7 "$(wc -c < "$V/etc/name" | tr -d ' ')"
is "inode numbers agree" "$(ls -i "$V/etc/name" | awk '{ print $1 }')" "$(ls -i "$V/etc" | awk '$2 == "name" { print $1 }')"

is "layer: compat" compat "$(xattr compatfs.layer "$V/etc/name")"
is "layer: root" root "$(xattr compatfs.layer "$V/etc/rootonly")"
is "layer: both" both "$(xattr compatfs.layer "$V/both")"
is "source" "$WORK/root/etc/rootonly" "$(xattr compatfs.source "$V/etc/rootonly")"
is "brand" freebsd "$(xattr compatfs.brand "$V/lib/libf.so")"

fails "read-only: create" - sh -c "echo x > $V/etc/new"
fails "read-only: write" - sh -c "echo x >> $V/etc/name"
fails "read-only: mkdir" - mkdir "$V/new"
fails "read-only: unlink" - rm -f "$V/etc/name"
is "nothing changed" compat "$(cat "$WORK/compat/etc/name")"

is "control directory is not listed" "" "$(ls -a "$V" | grep compatfs)"
has "status" '"format": 1' "$(cat "$V/.compatfs/status")"
has "status knows its layers" "\"root\": \"$WORK/root\"" "$(cat "$V/.compatfs/status")"
is "foreign library is reported" "/lib/libf.so	$WORK/root/lib/libf.so	freebsd	log" \
    "$(cat "$V/lib/libf.so" > /dev/null; cat "$V/.compatfs/foreign" | sed 's/logged$/log/')"
is "compat alone" compat "$(cat "$V/.compatfs/compat/etc/name")"
is "root alone" root "$(cat "$V/.compatfs/root/etc/name")"
fails "compat alone has no more" 1 cat "$V/.compatfs/compat/etc/rootonly"

is "others may read" compat "$(su -m nobody -c "cat $V/etc/name" 2>&1)"
chmod 600 "$WORK/compat/etc/name"
sleep 2 # attributes are kept for a second
fails "but not what is not theirs" - su -m nobody -c "cat $V/etc/name"
chmod 644 "$WORK/compat/etc/name"

# what changes below shows, at the latest when the second is over
echo new > "$WORK/compat/etc/later"
works "a new file shows" wait_for test -e "$V/etc/later"
rm "$WORK/compat/etc/later"
works "a removed one does not" wait_for test ! -e "$V/etc/later"
echo compat > "$WORK/compat/etc/rootonly"
works "compat takes a name over" wait_for grep -q compat "$V/etc/rootonly"
rm "$WORK/compat/etc/rootonly"
works "and gives it back" wait_for grep -q root "$V/etc/rootonly"

# mounts that come while the view is there
mkdir "$WORK/root/far/mnt"
if [ "$(uname)" = FreeBSD ]; then
	works "mount a tmpfs below root" mount -t tmpfs tmpfs "$WORK/root/far/mnt"
	echo inside > "$WORK/root/far/mnt/file"
	works "it shows" wait_for grep -q inside "$V/far/mnt/file"
	# the view keeps descriptors of directories that are used, and looks every few seconds for those that are not
	works "it can be unmounted" wait_for umount "$WORK/root/far/mnt"
	works "and goes" wait_for test ! -e "$V/far/mnt/file"
fi

# a program from the view, and many readers at once
cp "$(command -v echo 2> /dev/null | grep / || echo /bin/echo)" "$WORK/root/far/echo"
is "a program runs from the view" "it runs" "$("$V/far/echo" it runs)"
dd if=/dev/urandom of="$WORK/root/far/big" bs=65536 count=64 2> /dev/null
sum=$(cksum < "$WORK/root/far/big")
for i in 1 2 3 4 5 6 7 8; do
	(for j in 1 2 3 4; do cksum < "$V/far/big"; find "$V/" -type f | wc -l > /dev/null; done > "$WORK/sum.$i") &
done
wait
is "eight readers at once" "32 $sum" "$(cat "$WORK"/sum.* | sort | uniq -c | sed 's/^ *//')"

pid=$(daemon_of "$V")
works "umount" umount "$V"
fails "gone" - is_mounted "$V"
works "the daemon ends" wait_for has_ended "$pid"

works "elf=hide" mount_view "root=$WORK/root,elf=hide"
fails "root's library is hidden" - cat "$V/lib/libf.so"
works "compat's is not" cat "$V/lib/libl.so"
has "and said" hidden "$(cat "$V/.compatfs/foreign")"
works "umount" umount "$V"

works "elf=deny" mount_view "root=$WORK/root,elf=deny"
has "root's library is refused" ermission "$(cat "$V/lib/libf.so" 2>&1)"
works "umount" umount "$V"

works "listing=union,links=inside" mount_view "root=$WORK/root,listing=union,links=inside"
is "both are listed" "c
r" "$(ls "$V/both")"
is "absolute link stays inside" compat "$(cat "$V/etc/absolute")"
works "umount" umount "$V"

# cache= is a time, however long: changes are not heard of, so an open looks at the file. It tells the kernel
# nothing meanwhile, which holds the file's lock until the open is answered.
works "cache=1000000000" mount_view "root=$WORK/root,cache=1000000000"
echo before > "$WORK/compat/etc/changed"
is "a file is read" before "$(timeout 20 cat "$V/etc/changed" 2>&1)"
printf after | dd of="$WORK/compat/etc/changed" conv=notrunc 2> /dev/null
is "an open sees that it has changed" "aftere" "$(timeout 20 cat "$V/etc/changed" 2>&1)"
works "umount" umount "$V"

# ROOT=/ and the view's own mount below it
works "root=/" mount_view ""
is "the system shows" "$(ls -lL /bin/sh | awk '{ print $5 }')" "$(ls -lL "$V/bin/sh" | awk '{ print $5 }')"
is "compat is before it" compat "$(cat "$V/etc/name")"
is "the own mount is empty" "" "$(ls "$V$V")"
is "a program of the system's" "from / here" "$("$V/bin/echo" from / here)"
works "a walk over the view ends" sh -c "find $V/bin $V/lib $V$WORK > /dev/null"
works "umount" umount "$V"

finish
