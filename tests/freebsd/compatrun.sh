# SPDX-License-Identifier: BSD-2-Clause
# compatrun with native programs: its root is a view of an almost empty COMPAT over the system.

. "$(dirname "$0")/lib.sh"
make_trees
C=$WORK/compat
rm -r "$C/lib" # where /lib is a link, the directory would be in its way

run() {
	timeout 120 compatrun -c "$C" "$@"
}

is "runs a program" hello "$(run --ro -- /bin/echo hello)"
fails "its status" 7 run --ro -- /bin/sh -c 'exit 7'
fails "not found" 127 run --ro -- /none
fails "cannot be run" 126 run --ro -- /etc/name
fails "no such COMPAT" 125 timeout 120 compatrun -c "$WORK/none" -- /bin/echo
is "compat first" compat "$(run --ro -- /bin/cat /etc/name)"
is "then the system" "$(cksum < /bin/ls)" "$(run --ro -- /bin/sh -c 'cksum < /bin/ls')"
has "/dev is there" null "$(run --ro -- /bin/ls /dev)"
is "/tmp can be written" x "$(run --ro -- /bin/sh -c 'echo x > /tmp/compatrun-test && cat /tmp/compatrun-test; rm /tmp/compatrun-test')"
fails "--ro cannot" - run --ro -- /bin/sh -c 'echo x > /etc/new'

is "--scratch: written" x "$(run --scratch -- /bin/sh -c 'echo x > /etc/new && cat /etc/new')"
fails "--scratch: dropped" - cat "$C/etc/new"
mkdir "$WORK/keep"
works "--scratch=DIR" run --scratch="$WORK/keep" -- /bin/sh -c 'echo kept > /etc/new'
is "--scratch=DIR: not in COMPAT" "" "$(cat "$C/etc/new" 2> /dev/null)"
is "--scratch=DIR: there the next time" kept "$(run --scratch="$WORK/keep" -- /bin/cat /etc/new)"
works "--rw" run --rw -- /bin/sh -c 'echo real > /etc/new'
is "--rw: written" real "$(cat "$C/etc/new")"
mkdir "$WORK/bound" "$C/mnt"
echo bound > "$WORK/bound/file"
is "--bind" bound "$(run --ro --bind "$WORK/bound:/mnt" -- /bin/cat /mnt/file)"

compatrun -c "$C" --ro -- /bin/sh -c 'trap "exit 9" TERM; echo ready; while :; do sleep 0.2; done' > "$WORK/out" 2> /dev/null &
front=$!
wait_for grep -q ready "$WORK/out"
kill -TERM $front
wait $front
is "a signal goes to the command" 9 $?

before=$(mount | wc -l)
run --ro -- /bin/sleep 100 &
front=$!
wait_for sh -c "[ \$(mount | wc -l) -gt $before ]"
sleep 2
kill -TERM "$(pgrep -n compatrun)" 2> /dev/null
kill -KILL $front 2> /dev/null
wait $front 2> /dev/null
works "killed: no mount stays" wait_for sh -c "[ \$(mount | wc -l) = $before ]"
finish
