#!/usr/bin/env bash
# SPDX-License-Identifier: BSD-2-Clause
# What compatrun promises of status, messages, arguments and surroundings.
. "$(dirname "$0")/lib.sh"
echo from-compat >"$compat/etc/compatrun-test"

run --help
is "--help: status" [ "$rc" = 0 ]
is "--help: on stdout" matches "$out" "--scratch"
run --version
is "--version" [ "$rc" = 0 -a -z "$err" ]
for words in --help --version; do
	"$COMPATRUN" $words >/dev/full 2>"$work/err"
	rc=$? err=$(cat "$work/err")
	is "$words: that nobody gets it is an error" [ "$rc" = 125 -a "$err" = "compatrun: standard output: No space left on device" ]
done

run
is "no command: 125" [ "$rc" = 125 ]
is "no command: told" matches "$err" "COMMAND is missing"
run --nonsense true
is "unknown option: 125" [ "$rc" = 125 ]
run --ro --rw true
is "two modes: 125" [ "$rc" = 125 ]
run --bind /etc true
is "--bind without DST: 125" [ "$rc" = 125 ]
run --bind /etc:etc true
is "--bind with a relative DST: 125" [ "$rc" = 125 ]
run -c "$work/none" true
is "no COMPAT: 125" [ "$rc" = 125 ]
is "no COMPAT: named" matches "$err" "$work/none: No such file or directory"
is "no COMPAT: one line" one_line "$err"
run -c "$compat/etc/compatrun-test" true
is "COMPAT is a file" matches "$err" "Not a directory"
run -c "$compat" -r "$work/none" true
is "no ROOT: named" matches "$err" "ROOT: $work/none: No such file or directory"
run -c "$compat" -o nonsense=1 true
is "option that compatfs does not know: 125" [ "$rc" = 125 ]
is "option that compatfs does not know: told" matches "$err" "nonsense"
COMPATFS=$work/none run -c "$compat" true
is "no daemon: 125" [ "$rc" = 125 ]
is "no daemon: one line" one_line "$err"
COMPATFS=$(command -v false) run -c "$compat" true
is "daemon fails silently: 125" [ "$rc" = 125 ]
is "daemon fails silently: one line all the same" one_line "$err"

run -c "$compat" sh -c 'exit 7'
is "exit status" [ "$rc" = 7 ]
is "nothing of our own on stderr" [ -z "$err" ]
run -c "$compat" no-such-command-here
is "command not found: 127" [ "$rc" = 127 ]
is "command not found: told" [ "$err" = "compatrun: no-such-command-here: No such file or directory" ]
run -c "$compat" /etc/compatrun-test
is "command is no program: 126" [ "$rc" = 126 ]
printf '#!/no/such/interpreter\n' >"$compat/etc/script"
chmod +x "$compat/etc/script"
run -c "$compat" /etc/script
is "interpreter missing: 126" [ "$rc" = 126 ]
is "interpreter missing: told" matches "$err" "interpreter"

run -c "$compat" cat /etc/compatrun-test
is "COMPAT's file" [ "$out" = from-compat ]
run -c "$compat" cat /etc/hostname /etc/debian_version
is "ROOT's file by fall-through" [ "$out" = "$(cat /etc/hostname /etc/debian_version)" ]
run -c "$compat" -- printf '%s|' a 'b c' '' -x --ro
is "arguments" [ "$out" = 'a|b c||-x|--ro|' ]
VALUE='a b' run -c "$compat" sh -c 'echo "$VALUE"'
is "environment" [ "$out" = "a b" ]
out=$(echo through | timeout 120 "$COMPATRUN" -c "$compat" cat)
is "stdin and stdout" [ "$out" = through ]
out=$(cd /usr/share && timeout 120 "$COMPATRUN" -c "$compat" pwd -P)
is "working directory stays where the view has it" [ "$out" = /usr/share ]
out=$(cd "$work" && timeout 120 "$COMPATRUN" -c compat pwd -P)
is "working directory that the view lacks: /" [ "$out" = / ]
out=$(umask 027 && timeout 120 "$COMPATRUN" -c "$compat" sh -c umask)
is "umask" [ "$out" = 0027 ]
out=$(timeout 120 "$COMPATRUN" -c "$compat" sh -c 'cat <&7' 7<"$compat/etc/compatrun-test")
is "descriptors above 2 pass" [ "$out" = from-compat ]
run -c "$compat" sh -c 'ls /proc/self/fd | wc -l'
is "none of ours leaks" [ "$out" = "$(sh -c 'ls /proc/self/fd | wc -l' </dev/null 2>/dev/null)" ]
mkdir "$work/sync"
out=$("$COMPATRUN" -c "$compat" --bind "$work/sync:/sync" sh -c 'echo first; exec >/dev/null
	i=0; while [ ! -e /sync/end ] && [ $i -lt 1000 ]; do sleep 0.1; i=$((i + 1)); done
	[ $i = 1000 ] || echo before >/sync/command' | {
	cat
	touch "$work/sync/end"
})
wait_for [ -s "$work/sync/command" ]
out="$out, $(cat "$work/sync/command")"
is "the command alone holds its stdout open" [ "$out" = "first, before" ]
rc=$(timeout 120 "$COMPATRUN" -c "$compat" sh -c 'exit 8' <&- >&- 2>&-; echo $?)
is "without stdin, stdout and stderr" [ "$rc" = 8 ]
for i in 1 2 3 4 5 6 7 8; do
	timeout 120 "$COMPATRUN" -c "$compat" sh -c "echo $i >/etc/compatrun-n && sleep 0.2 && cat /etc/compatrun-n" >"$work/n$i" 2>&1 &
done
wait
is "many at once, each with its own changes" [ "$(cat "$work"/n?)" = "$(seq 8)" ]
finish
