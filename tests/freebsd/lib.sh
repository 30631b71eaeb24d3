# SPDX-License-Identifier: BSD-2-Clause
# What the tests share. WORK is a directory for the test alone.

tests=0
failures=0

# is WHAT WANTED GOT
is() {
	tests=$((tests + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $tests - $1"
	else
		failures=$((failures + 1))
		echo "not ok $tests - $1"
		printf '%s\n' "$2" | sed 's/^/#   wanted: /'
		printf '%s\n' "$3" | sed 's/^/#   got:    /'
	fi
}

# works WHAT COMMAND...
works() {
	what=$1
	shift
	if said=$("$@" 2>&1); then
		is "$what" "" ""
	else
		is "$what" "status 0" "status $? $said"
	fi
}

# fails WHAT STATUS COMMAND...: with that status, or with any for "-"
fails() {
	what=$1
	wanted=$2
	shift 2
	said=$("$@" 2>&1)
	got=$?
	if [ "$wanted" = - ] && [ $got != 0 ]; then
		is "$what" "" ""
	else
		is "$what" "$wanted" "$got"
	fi
}

# has WHAT PART TEXT
has() {
	case $3 in
	*"$2"*) is "$1" "" "" ;;
	*) is "$1" "...$2..." "$3" ;;
	esac
}

finish() {
	echo "1..$tests"
	[ $failures = 0 ]
	exit
}

xattr() {
	if [ "$(uname)" = FreeBSD ]; then
		getextattr -q user "$1" "$2" 2>&1
	else
		getfattr --absolute-names --only-values -n "user.$1" "$2" 2>&1
	fi
}

is_mounted() {
	mount | grep -q " $1 "
}

# mount_view OPTIONS [COMPAT MOUNTPOINT]: it must be usable at once, and not take for ever. FreeBSD's
# timeout(1) waits for all descendants, the daemon among them, unless it is to stay in the foreground.
mount_view() {
	timeout --foreground 60 compatfs -o "$1" "${2:-$WORK/compat}" "${3:-$WORK/view}"
}

# The process behind a view
daemon_of() {
	sed -n 's/.*"pid": \([0-9]*\).*/\1/p' "$1/.compatfs/status"
}

has_ended() {
	! kill -0 "$1" 2> /dev/null
}

# Until COMMAND... succeeds, for at least forty seconds
wait_for() {
	tries=0
	until "$@" > /dev/null 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 200 ] || return 1
		sleep 0.2
	done
}

# Two small trees that have a name of each kind.
make_trees() {
	mkdir -p "$WORK/view" "$WORK/compat/etc" "$WORK/compat/lib" "$WORK/compat/both" "$WORK/compat/only" \
	    "$WORK/root/etc" "$WORK/root/lib" "$WORK/root/both" "$WORK/root/far/away"
	echo compat > "$WORK/compat/etc/name"
	echo root > "$WORK/root/etc/name"
	echo root > "$WORK/root/etc/rootonly"
	echo compat > "$WORK/compat/both/c"
	echo root > "$WORK/root/both/r"
	echo far > "$WORK/root/far/away/file"
	ln -s name "$WORK/compat/etc/relative"
	ln -s /etc/name "$WORK/compat/etc/absolute"
	ln -s ../far/away/file "$WORK/compat/etc/across"
	# ELF heads: Linux by its interpreter's name, FreeBSD by OSABI
	elf_head 0 > "$WORK/compat/lib/libl.so"
	elf_head 9 > "$WORK/root/lib/libf.so"
	elf_head 9 > "$WORK/root/lib/libl.so"
}

# elf_head OSABI: a shared object of x86-64 without contents
elf_head() {
	printf "\\177ELF\\002\\001\\001\\$(printf %03o "$1")\\0\\0\\0\\0\\0\\0\\0\\0"
	printf '\003\000\076\000\001\000\000\000'
	printf '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
	printf '\0\0\0\0\100\0\070\0\0\0\100\0\0\0\0\0'
}
