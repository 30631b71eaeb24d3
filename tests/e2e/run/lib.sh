# SPDX-License-Identifier: BSD-2-Clause
# For the tests here: TAP output, a private folder, compatrun run with its output caught.
#
#   run ARG...        compatrun ARG...; sets $out, $err and $rc
#   as_user ARG...    the same as an unprivileged user
#   is NAME COND...   one test point: the condition is a command, such as [ "$rc" = 3 ]
#   skip NAME WHY     a point that cannot be tested here; with CI=true that is a failure
set -u
umask 022
LC_ALL=C.UTF-8
export LC_ALL
: "${COMPATRUN:?path of compatrun}"
points=0
failed=0
place=${TMPDIR:-/tmp}
# in a container perhaps an overlay, which cannot hold another's changes (--scratch=DIR)
[ "$(stat -f -c %T "$place")" != overlayfs ] || place=/dev/shm
work=$(mktemp -d "$place/compatrun-test.XXXXXX")
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
unset TMPDIR # a place of the outside, which a view need not have
here=$(dirname "$(readlink -f "$0")")
top=$(readlink -f "$here/../../..")
# no line that a file of the machine's own tree gives can be mistaken for these
compat=$work/compat
root=$work/root
mkdir -p "$compat/etc" "$root/etc"
out= err= rc=

run() {
	timeout 120 "$COMPATRUN" "$@" >"$work/out" 2>"$work/err" </dev/null
	rc=$?
	out=$(cat "$work/out")
	err=$(cat "$work/err")
}

# An unprivileged user, with a /dev/fuse that everyone may open, as distributions ship it.
user_wrapper() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
		return
	fi
	unshare -m bash -c '
		mount -t tmpfs none /mnt && mknod -m 666 /mnt/fuse c 10 229 &&
		mount --bind /mnt/fuse /dev/fuse && umount -l /mnt || exit 99
		exec setpriv --reuid 1234 --regid 1234 --clear-groups "$@"' - "$@"
}

as_user() {
	user_wrapper timeout 120 "$COMPATRUN" "$@" >"$work/out" 2>"$work/err" </dev/null
	rc=$?
	out=$(cat "$work/out")
	err=$(cat "$work/err")
}

is() {
	local name=$1
	shift
	points=$((points + 1))
	if "$@"; then
		echo "ok $points - $name"
	else
		failed=$((failed + 1))
		echo "not ok $points - $name"
		printf '%s\n' "condition: $*" "rc=$rc" "out: $out" "err: $err" | sed 's/^/# /'
	fi
}

skip() {
	points=$((points + 1))
	if [ "${CI:-}" = true ]; then
		failed=$((failed + 1))
		echo "not ok $points - $1: cannot be skipped in CI: $2"
	else
		echo "ok $points - $1 # SKIP $2"
	fi
}

matches() { # matches TEXT PATTERN: a shell pattern anywhere in TEXT
	# shellcheck disable=SC2254
	case $1 in
	*$2*) return 0 ;;
	*) return 1 ;;
	esac
}

wait_for() { # wait_for COND...: until the condition holds, or two minutes
	local end=$((SECONDS + 120))
	until "$@"; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.05
	done
}

one_line() {
	[ "$(printf '%s\n' "$1" | wc -l)" -eq 1 ] && [ -n "$1" ]
}

finish() {
	echo "1..$points"
	[ "$failed" -eq 0 ]
}
