# SPDX-License-Identifier: BSD-2-Clause
# A writable view: what is made goes to the layer that the rule says, and owners, modes, times, links,
# renames, unlinked files and several writers are as on a local file system.

. "$(dirname "$0")/lib.sh"
make_trees
V=$WORK/view
C=$WORK/compat
R=$WORK/root

owner_of() {
	if [ "$(uname)" = FreeBSD ]; then
		stat -f %Su "$1"
	else
		stat -c %U "$1"
	fi
}

mode_of() {
	ls -ld "$1" | cut -c1-10
}

works "mounts rw" mount_view "root=$R,rw"
is_mounted "$V" || finish

echo made > "$V/etc/made"
is "a new file is compat's, where compat has the directory" made "$(cat "$C/etc/made")"
echo made > "$V/far/away/made"
is "and root's where root alone has it" made "$(cat "$R/far/away/made")"
echo more >> "$V/etc/rootonly"
is "appending" "root more" "$(cat "$R/etc/rootonly" | tr '\n' ' ' | sed 's/ $//')"
echo short > "$V/etc/rootonly"
is "truncating" short "$(cat "$V/etc/rootonly")"
works "mkdir" mkdir "$V/etc/dir"
works "mkdir below" mkdir -p "$V/etc/dir/a/b/c"
works "rmdir" rmdir "$V/etc/dir/a/b/c"
fails "rmdir of a full one" - rmdir "$V/etc/dir/a"
fails "mkdir over a file" - mkdir "$V/etc/made"
works "symlink" ln -s made "$V/etc/link"
is "readlink" made "$(readlink "$V/etc/link")"
works "hard link" ln "$V/etc/made" "$V/etc/hard"
is "is the same file" "$(ls -i "$V/etc/made" | awk '{ print $1 }')" "$(ls -i "$V/etc/hard" | awk '{ print $1 }')"
is "links are counted" 2 "$(ls -l "$V/etc/hard" | awk '{ print $2 }')"
works "fifo" mkfifo "$V/etc/fifo"
(echo through > "$V/etc/fifo") &
is "through the fifo" through "$(cat "$V/etc/fifo")"
wait

works "chmod" chmod 640 "$V/etc/made"
is "mode" -rw-r----- "$(mode_of "$V/etc/made")"
works "chmod of a directory" chmod 750 "$V/etc/dir"
is "its mode" drwxr-x--- "$(mode_of "$V/etc/dir")"
works "chown" chown nobody "$V/etc/made"
is "owner" nobody "$(owner_of "$C/etc/made")"
works "chown -h of a link" chown -h nobody "$V/etc/link"
is "its owner" nobody "$(owner_of "$C/etc/link")"
works "chmod of a fifo" chmod 600 "$V/etc/fifo"
is "the fifo's mode" prw------- "$(mode_of "$C/etc/fifo")"
works "times" touch -t 200102030405.06 "$V/etc/made"
is "mtime" "$(ls -l "$C/etc/made" | awk '{ print $6, $7, $8 }')" "$(ls -l "$V/etc/made" | awk '{ print $6, $7, $8 }')"
has "year" 2001 "$(ls -l "$C/etc/made")"

chmod 1777 "$C/both"
umask 022
works "another user makes a file" su -m nobody -c "echo mine > $V/both/mine"
is "it is his" nobody "$(owner_of "$C/both/mine")"
works "and a directory" su -m nobody -c "mkdir $V/both/minedir"
is "that is his too" nobody "$(owner_of "$C/both/minedir")"
works "and a link" su -m nobody -c "ln -s x $V/both/minelink"
is "his" nobody "$(owner_of "$C/both/minelink")"
works "and a fifo" su -m nobody -c "mkfifo $V/both/minefifo"
is "his as well" nobody "$(owner_of "$C/both/minefifo")"
fails "but not in a directory that is not his" - su -m nobody -c "echo x > $V/etc/x"
fails "nor may he remove others'" - su -m nobody -c "rm -f $V/etc/made"
fails "nor chown" - su -m nobody -c "chown root $V/both/mine"

works "rename" mv "$V/etc/made" "$V/etc/renamed"
fails "the old name is gone" - cat "$V/etc/made"
is "renamed" made "$(cat "$C/etc/renamed")"
echo other > "$V/etc/other"
works "rename over a file" mv -f "$V/etc/other" "$V/etc/renamed"
is "has the new contents" other "$(cat "$V/etc/renamed")"
works "rename of a directory" mv "$V/etc/dir" "$V/etc/dir2"
works "its contents are there" test -d "$V/etc/dir2/a/b"
works "rename into another directory" mv "$V/etc/renamed" "$V/both/renamed"
is "there" other "$(cat "$C/both/renamed")"

exec 3> "$V/etc/open" 4< "$V/etc/open"
rm "$V/etc/open"
echo still >&3
read -r line <&4
is "an unlinked file works on" still "$line"
exec 3>&- 4<&-
fails "and is gone" - cat "$V/etc/open"

echo one > "$V/etc/x"
exec 4< "$V/etc/x"
echo two > "$V/etc/y"
mv -f "$V/etc/y" "$V/etc/x"
read -r line <&4
is "an open file that was renamed over keeps its contents" one "$line"
exec 4<&-
is "the name has the new ones" two "$(cat "$V/etc/x")"

works "unlink" rm "$V/far/away/made"
fails "is gone from root" - cat "$R/far/away/made"
rm "$V/etc/name"
is "root's shows when compat's is removed" root "$(cat "$V/etc/name")"

# written in parts, at odd places, by a descriptor that cannot read
dd if=/dev/urandom of="$WORK/random" bs=1000 count=500 2> /dev/null
: > "$V/etc/parts"
i=0
while [ $i -lt 10 ]; do
	dd if="$WORK/random" of="$V/etc/parts" bs=50000 skip=$i seek=$i count=1 conv=notrunc 2> /dev/null
	i=$((i + 1))
done
is "written in parts" "$(cksum < "$WORK/random")" "$(cksum < "$V/etc/parts")"
is "also below" "$(cksum < "$WORK/random")" "$(cksum < "$C/etc/parts")"
truncate -s 1234 "$V/etc/parts"
is "shortened" 1234 "$(wc -c < "$V/etc/parts" | tr -d ' ')"
truncate -s 100000 "$V/etc/parts"
is "lengthened" 100000 "$(wc -c < "$C/etc/parts" | tr -d ' ')"
works "copied with holes and all" cp -p "$V/etc/parts" "$V/far/copy"
is "the copy" "$(cksum < "$V/etc/parts")" "$(cksum < "$R/far/copy")"

# several writers at once, each in a directory of his own and in a common one
mkdir "$V/far/many"
for i in 1 2 3 4 5 6; do
	(
		mkdir "$V/far/many/$i"
		j=0
		while [ $j -lt 40 ]; do
			echo "$i $j" > "$V/far/many/$i/$j"
			mv "$V/far/many/$i/$j" "$V/far/many/$i-$j"
			echo "$i $j" >> "$V/far/log"
			[ $((j % 4)) = 0 ] && rm "$V/far/many/$i-$j"
			j=$((j + 1))
		done
		rmdir "$V/far/many/$i"
	) &
done
wait
is "six writers: files" 180 "$(ls "$V/far/many" | wc -l | tr -d ' ')"
is "the same below" "$(ls "$R/far/many")" "$(ls "$V/far/many")"
is "right contents" 180 "$(cat "$V"/far/many/* | sort -u | wc -l | tr -d ' ')"
is "one log, appended to by all" 240 "$(sort -u "$R/far/log" | wc -l | tr -d ' ')"
works "rm -r" rm -r "$V/far/many"
fails "is gone" - ls "$R/far/many"

# a large directory, emptied while it is read
mkdir "$V/far/large"
i=0
while [ $i -lt 1500 ]; do
	: > "$V/far/large/a-rather-long-name-for-a-file-$i"
	i=$((i + 1))
done
is "a large directory" 1500 "$(ls "$V/far/large" | wc -l | tr -d ' ')"
works "rm -r of it" rm -r "$V/far/large"

# extended attributes
if [ "$(uname)" = FreeBSD ]; then
	works "set an attribute" setextattr user test value "$V/etc/parts"
	is "read it" value "$(getextattr -q user test "$V/etc/parts")"
	has "it is listed" test "$(lsextattr -q user "$V/etc/parts")"
	works "remove it" rmextattr user test "$V/etc/parts"
	fails "it is gone" - getextattr -q user test "$V/etc/parts"
	works "a system attribute" setextattr system test value "$V/etc/parts"
	is "read below" value "$(getextattr -q system test "$C/etc/parts")"
else
	works "set an attribute" setfattr -n user.test -v value "$V/etc/parts"
	is "read it" value "$(xattr test "$V/etc/parts")"
fi
fails "ours cannot be set" - sh -c "setextattr user compatfs.layer x $V/etc/parts || setfattr -n user.compatfs.layer -v x $V/etc/parts"

# a program that is being run is not written to
cp /bin/sleep "$V/far/sleep"
"$V/far/sleep" 20 &
sleeper=$!
sleep 1
fails "writing to a program that runs" - sh -c "echo x >> $V/far/sleep"
kill $sleeper
wait $sleeper 2> /dev/null

works "df" df "$V"
works "sync" sync
works "umount" umount "$V"

# Names are looked up often, while the file grows: FreeBSD's kernel can take the size from such an
# answer for the file's end, although it has written since
works "mounts with a short cache" mount_view "root=$R,rw,cache=0.02"
for i in 1 2 3 4 5 6; do
	(
		j=0
		while [ $j -lt 300 ]; do
			echo "$i $j" >> "$V/far/appended"
			j=$((j + 1))
		done
	) &
done
wait
is "six appending to one file" 1800 "$(sort -u "$R/far/appended" | wc -l | tr -d ' ')"
works "umount again" umount "$V"
finish
