# SPDX-License-Identifier: BSD-2-Clause
#
# From syscalls.master to the C files that the module is built from.
#
#	awk -v out=DIR -f makesyscalls.awk syscalls.master
#
# writes lx_proto.h, lx_syscall.h, lx_sysent.c, lx_syscalls.c and lx_systrace_args.c to DIR. POSIX awk
# only: the base systems' one-true-awk, mawk, gawk and busybox give the same bytes. The format of the
# input is told on top of syscalls.master; the shape of the output is what FreeBSD 15's sys/sysent.h and
# sys/sysproto.h ask for.
#
# Everything is checked before anything is written. An error is one line, "FILE:LINE: cause", and exit
# status 1. The number of a line is that of the entry's first line, where an editor should jump to.

function fail(where, what) {
	printf "%s:%d: %s\n", FILENAME, where, what | "cat 1>&2"
	failed = 1
	exit 1
}

function trim(s) {
	gsub(/[ \t]+/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}

# The types an argument may have, with the column of systrace that carries it: i is signed, u unsigned.
function init_types(    n, i, list) {
	n = split("int long int32_t int64_t off_t pid_t key_t clockid_t mqd_t", list, " ")
	for (i = 1; i <= n; i++)
		column[list[i]] = "i"
	n = split("u_int u_long uint32_t uint64_t size_t uid_t gid_t mode_t uintptr_t lx_mode_t lx_dev_t" \
	    " lx_timer_t", list, " ")
	for (i = 1; i <= n; i++)
		column[list[i]] = "u"
	# only ever behind a pointer
	n = split("char void u_char lx_sigset_t lx_fd_set lx_stack_t lx_siginfo_t", list, " ")
	for (i = 1; i <= n; i++)
		pointee[list[i]] = 1
}

BEGIN {
	# what a type keyword means; UNIMPL entries have no prototype
	kinds = " STD NOPROTO UNIMPL "
	max_args = 6 # registers that Linux passes arguments in
	next_number = 0
	entry = ""
	init_types()
}

# A comment or an empty line between entries.
entry == "" && (/^[ \t]*;/ || /^[ \t]*$/) {
	next
}

/^#/ {
	if (entry != "")
		fail(entry_line, "entry is not closed by } before a # line")
	if ($0 !~ /^#include[ \t]+[<"][^<>"]+[>"][ \t]*$/)
		fail(FNR, "only #include lines are copied, not: " $0)
	if (next_number != 0)
		fail(FNR, "#include after the first entry")
	includes = includes $0 "\n"
	next
}

{
	if (entry == "") {
		entry_line = FNR
		entry = $0
	} else {
		if ($0 ~ /^[0-9]/)
			fail(entry_line, "entry is not closed by }")
		entry = entry " " $0
	}
	if (entry ~ /\}/ || entry !~ /\{/) {
		text = trim(entry)
		entry = ""
		take(text, entry_line)
	}
}

END {
	if (failed)
		exit 1
	if (entry != "")
		fail(entry_line, "entry is not closed by }")
	if (next_number == 0)
		fail(FNR, "no entries")
	if (out == "")
		out = "."
	write_proto()
	write_numbers()
	write_sysent()
	write_names()
	write_systrace()
}

# One whole entry: "number audit type { prototype }", or "number[-number] audit UNIMPL name why".
function take(text, line,    head, body, n, w, first, last, open_at, name, why, i) {
	open_at = index(text, "{")
	head = open_at ? substr(text, 1, open_at - 1) : text
	n = split(head, w, " ")
	if (n < 3)
		fail(line, "an entry starts with number, audit event and type")
	if (w[1] !~ /^[0-9]+(-[0-9]+)?$/)
		fail(line, "not a number: " w[1])
	first = last = w[1]
	sub(/-.*/, "", first)
	sub(/.*-/, "", last)
	first += 0
	last += 0
	if (w[2] !~ /^AUE_[A-Z0-9_]+$/)
		fail(line, "not an audit event: " w[2])
	n_mods = split(w[3], mods, "|")
	if (index(kinds, " " mods[1] " ") == 0)
		fail(line, "unknown type: " mods[1] " (STD, NOPROTO or UNIMPL)")
	flag = "0"
	for (i = 2; i <= n_mods; i++) {
		if (mods[i] != "CAPENABLED")
			fail(line, "unknown modifier: " mods[i] " (CAPENABLED)")
		flag = "SYF_CAPENABLED"
	}
	if (first in kind)
		fail(line, "number " first " was already used in line " line_of[first])
	if (first < next_number)
		fail(line, "number " first " is out of order, " next_number " is due")
	if (first > next_number)
		fail(line, "number " next_number " is missing")
	if (last < first)
		fail(line, "range ends before it starts: " w[1])
	if (last != first && mods[1] != "UNIMPL")
		fail(line, "a range of numbers can only be UNIMPL")
	next_number = last + 1

	if (mods[1] == "UNIMPL") {
		if (open_at)
			fail(line, "an UNIMPL entry has no prototype")
		if (n < 5)
			fail(line, "an UNIMPL entry needs a name and a word on why")
		name = w[4]
		if (name !~ /^[a-z_][a-z0-9_]*$/)
			fail(line, "not a name: " name)
		why = w[5]
		for (i = 6; i <= n; i++)
			why = why " " w[i]
		if (index(why, "\"") || index(why, "\\"))
			fail(line, "no quotes or backslashes in the reason")
		for (i = first; i <= last; i++) {
			record(i, line, w[2], "UNIMPL", last == first ? name : "")
			reason[i] = why
		}
		return
	}
	if (!open_at)
		fail(line, mods[1] " needs a prototype in braces")
	if (n > 3)
		fail(line, "unexpected word before the brace: " w[4])
	body = substr(text, open_at + 1)
	if (body !~ /\} ?$/)
		fail(line, "unexpected text after the closing brace")
	sub(/\} ?$/, "", body)
	record(first, line, w[2], mods[1], "")
	prototype(trim(body), line, first)
	capflag[first] = flag
}

function record(number, line, audit_event, what, name) {
	kind[number] = what
	line_of[number] = line
	audit[number] = audit_event
	nargs[number] = 0
	if (name != "")
		claim(number, name, line)
}

# The Linux name of a call; no two numbers share one.
function claim(number, name, line) {
	if (name in number_of)
		fail(line, "name " name " was already used in line " line_of[number_of[name]])
	number_of[name] = number
	linux_name[number] = name
}

# "int lx_open(const char *path, int flags);"
function prototype(text, line, number,    at, left, name, list, n, a, i) {
	if (text !~ /^(int|void) [a-z_][a-z0-9_]*\(.*\);$/)
		fail(line, "not a prototype: " text)
	at = index(text, "(")
	left = substr(text, 1, at - 1)
	list = trim(substr(text, at + 1, length(text) - at - 2))
	name = left
	sub(/^[a-z]+ /, "", name)
	if (kind[number] == "STD" && name !~ /^lx_/)
		fail(line, "a STD function is called lx_NAME, not " name)
	if (kind[number] == "NOPROTO" && name ~ /^lx_/)
		fail(line, "a NOPROTO entry names FreeBSD's function, not " name)
	handler[number] = kind[number] == "STD" ? name : "sys_" name
	args_of[number] = name "_args"
	sub(/^lx_/, "", name)
	claim(number, name, line)
	if (list == "void")
		return
	n = split(list, a, ",")
	if (n > max_args)
		fail(line, name " has " n " arguments, Linux passes at most " max_args)
	for (i = 1; i <= n; i++)
		argument(trim(a[i]), line, number, i)
	nargs[number] = n
}

# "const struct lx_timespec *tp" into type and name.
function argument(text, line, number, i,    name, type, base, w, n, j) {
	if (text !~ /^[a-z_][a-zA-Z0-9_]*[ *].*[ *][a-z_][a-z0-9_]*$/ && \
	    text !~ /^[a-z_][a-zA-Z0-9_]*[ *][a-z_][a-z0-9_]*$/)
		fail(line, "not an argument: \"" text "\"")
	name = text
	sub(/.*[ *]/, "", name)
	type = trim(substr(text, 1, length(text) - length(name)))
	for (j = 1; j < i; j++)
		if (arg_name[number, j] == name)
			fail(line, "argument " name " appears twice")
	base = type
	sub(/^const /, "", base)
	if (base ~ /\*$/) {
		gsub(/[ ]*\*/, "", base)
		n = split(base, w, " ")
		if (n == 2 && w[1] == "struct") {
			forward[w[2]] = 1
		} else if (n != 1 || !(base in column) && !(base in pointee)) {
			fail(line, "unknown type: " type)
		}
		arg_column[number, i] = "p"
	} else if (base in column && type == base) {
		arg_column[number, i] = column[base]
	} else {
		fail(line, "unknown type: " type)
	}
	arg_name[number, i] = name
	arg_type[number, i] = type
}

function banner(file, subject) {
	printf "/* SPDX-License-Identifier: BSD-2-Clause */\n" > file
	printf "/* %s. Generated from syscalls.master by makesyscalls.awk: do not edit. */\n", subject > file
}

function write_proto(    f, i, j, tags, n, tag, t) {
	f = out "/lx_proto.h"
	banner(f, "Argument structs and prototypes of the system calls")
	printf "#ifndef KMOD_LX_PROTO_H\n#define KMOD_LX_PROTO_H\n\n" > f
	printf "#include <sys/types.h>\n#include <sys/sysproto.h>\n\n" > f
	printf "#include <bsm/audit_kevents.h>\n\n" > f
	printf "#include \"kmod/tables/lx_types.h\"\n\n" > f
	printf "struct thread;\n" > f
	n = 0
	for (tag in forward)
		tags[++n] = tag
	# insertion sort: POSIX awk has none of its own
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && tags[j - 1] > tags[j]; j--) {
			t = tags[j]
			tags[j] = tags[j - 1]
			tags[j - 1] = t
		}
	for (i = 1; i <= n; i++)
		printf "struct %s;\n", tags[i] > f
	printf "\n/* Each argument fills a register; these are little-endian machines. */\n" > f
	printf "#define LX_PAD_(t) (sizeof(syscallarg_t) <= sizeof(t) ? 0 : " > f
	printf "sizeof(syscallarg_t) - sizeof(t))\n\n" > f
	for (i = 0; i < next_number; i++) {
		if (kind[i] != "STD")
			continue
		printf "struct %s {\n", args_of[i] > f
		for (j = 1; j <= nargs[i]; j++)
			printf "\t%s;\n\tchar %s_pad_[LX_PAD_(%s)];\n", \
			    declare(arg_type[i, j], arg_name[i, j]), arg_name[i, j], arg_type[i, j] > f
		if (nargs[i] == 0)
			printf "\tsyscallarg_t dummy;\n" > f
		printf "};\n" > f
	}
	printf "\n" > f
	for (i = 0; i < next_number; i++)
		if (kind[i] == "STD")
			printf "int %s(struct thread *, struct %s *);\n", handler[i], args_of[i] > f
	printf "\n/* What answers an UNIMPL entry and a number past the table: counts it, fires the probe. */\n" > f
	printf "int lx_nosys(struct thread *, void *);\n" > f
	printf "\n/* The switch table (lx_sysent.c) and the description of arguments (lx_systrace_args.c). */\n" > f
	printf "struct sysent;\nextern struct sysent lx_sysent[];\n" > f
	printf "void lx_systrace_args(int number, void *params, uint64_t *uarg, int *n_args);\n" > f
	printf "void lx_systrace_entry_setargdesc(int number, int ndx, char *desc, size_t descsz);\n" > f
	printf "void lx_systrace_return_setargdesc(int number, int ndx, char *desc, size_t descsz);\n" > f
	printf "\n#undef LX_PAD_\n\n#endif\n" > f
	close(f)
}

# "char *" and "x" give "char *x", "int" and "x" give "int x".
function declare(type, name) {
	return type ~ /\*$/ ? type name : type " " name
}

function write_numbers(    f, i) {
	f = out "/lx_syscall.h"
	banner(f, "System call numbers")
	printf "#ifndef KMOD_LX_SYSCALL_H\n#define KMOD_LX_SYSCALL_H\n\n" > f
	for (i = 0; i < next_number; i++)
		if (i in linux_name)
			printf "#define LX_SYS_%s %d\n", linux_name[i], i > f
	printf "#define LX_SYS_MAXSYSCALL %d\n", next_number > f
	printf "\n/* What an entry is, for lxtab and the tests; lx_syscalls.c needs no kernel header. */\n" > f
	printf "enum lx_syscall_kind { LX_SYSCALL_STD, LX_SYSCALL_NOPROTO, LX_SYSCALL_UNIMPL };\n\n" > f
	printf "struct lx_syscall_info {\n" > f
	printf "\tconst char *name;    /* Linux's; NULL when Linux has not given the number away */\n" > f
	printf "\tconst char *handler; /* the function that serves it; NULL for UNIMPL */\n" > f
	printf "\tconst char *why;     /* UNIMPL: why not; else NULL */\n" > f
	printf "\tconst char *audit;   /* its audit event */\n" > f
	printf "\tunsigned char kind;  /* enum lx_syscall_kind */\n" > f
	printf "\tunsigned char nargs;\n};\n\n" > f
	printf "extern const struct lx_syscall_info lx_syscall_info[LX_SYS_MAXSYSCALL];\n" > f
	printf "/* The same names as sysentvec's sv_syscallnames wants them, \"#N\" for a nameless number. */\n" > f
	printf "extern const char *lx_syscallnames[LX_SYS_MAXSYSCALL];\n\n#endif\n" > f
	close(f)
}

function write_sysent(    f, i, narg) {
	f = out "/lx_sysent.c"
	banner(f, "The system call switch table")
	printf "%s#include \"kmod/lx_proto.h\"\n\n", includes > f
	printf "#define AS(name) (sizeof(struct name) / sizeof(syscallarg_t))\n\n" > f
	printf "/*\n * An UNIMPL entry is static, with lx_nosys behind it: SY_THR_ABSENT would make the kernel put\n" > f
	printf " * its own nosys there, which neither counts nor fires our probe.\n" > f
	printf " * A provider of system call probes decodes the arguments with ours, not with its own table.\n */\n" > f
	printf "struct sysent lx_sysent[] = {\n" > f
	for (i = 0; i < next_number; i++) {
		if (kind[i] == "UNIMPL") {
			printf "\t{ .sy_narg = %d, .sy_call = (sy_call_t *)lx_nosys, ", max_args > f
			printf ".sy_systrace_args_func = lx_systrace_args, " > f
			printf ".sy_auevent = AUE_NULL, .sy_flags = 0, .sy_thrcnt = SY_THR_STATIC }," > f
		} else {
			narg = nargs[i] ? "AS(" args_of[i] ")" : "0"
			printf "\t{ .sy_narg = %s, .sy_call = (sy_call_t *)%s, ", narg, handler[i] > f
			printf ".sy_systrace_args_func = lx_systrace_args, " > f
			printf ".sy_auevent = %s, .sy_flags = %s, ", audit[i], capflag[i] > f
			printf ".sy_thrcnt = SY_THR_STATIC }," > f
		}
		printf " /* %d = %s */\n", i, shown(i) > f
	}
	printf "};\n" > f
	close(f)
}

function shown(i) {
	return (i in linux_name) ? linux_name[i] : "#" i
}

function write_names(    f, i) {
	f = out "/lx_syscalls.c"
	banner(f, "System call names")
	printf "#include \"kmod/tables/lx_types.h\"\n#include \"kmod/lx_syscall.h\"\n\n" > f
	printf "const char *lx_syscallnames[LX_SYS_MAXSYSCALL] = {\n" > f
	for (i = 0; i < next_number; i++)
		printf "\t\"%s\", /* %d */\n", shown(i), i > f
	printf "};\n\nconst struct lx_syscall_info lx_syscall_info[LX_SYS_MAXSYSCALL] = {\n" > f
	for (i = 0; i < next_number; i++) {
		printf "\t{ %s, ", (i in linux_name) ? "\"" linux_name[i] "\"" : "NULL" > f
		if (kind[i] == "UNIMPL")
			printf "NULL, \"%s\", ", reason[i] > f
		else
			printf "\"%s\", NULL, ", handler[i] > f
		printf "\"%s\", LX_SYSCALL_%s, %d }, /* %d */\n", audit[i], kind[i], nargs[i], i > f
	}
	printf "};\n" > f
	close(f)
}

function write_systrace(    f, i, j) {
	f = out "/lx_systrace_args.c"
	banner(f, "Arguments of the system calls as DTrace shows them")
	printf "%s#include \"kmod/lx_proto.h\"\n\n", includes > f
	printf "/* The arguments of call number, taken from params, as 64-bit values. */\n" > f
	printf "void\nlx_systrace_args(int number, void *params, uint64_t *uarg, int *n_args)\n{\n" > f
	printf "\tint64_t *iarg = (int64_t *)uarg;\n\tint a = 0;\n\n\tswitch (number) {\n" > f
	for (i = 0; i < next_number; i++) {
		if (kind[i] == "UNIMPL" || nargs[i] == 0)
			continue
		printf "\tcase %d: { /* %s */\n\t\tstruct %s *p = params;\n\n", i, linux_name[i], args_of[i] > f
		for (j = 1; j <= nargs[i]; j++) {
			if (arg_column[i, j] == "p")
				printf "\t\tuarg[a++] = (uintptr_t)p->%s;\n", arg_name[i, j] > f
			else
				printf "\t\t%sarg[a++] = p->%s;\n", arg_column[i, j], arg_name[i, j] > f
		}
		printf "\t\tbreak;\n\t}\n" > f
	}
	printf "\tdefault:\n\t\tbreak;\n\t}\n\t*n_args = a;\n}\n\n" > f
	printf "/* The C type of argument ndx of call number. */\n" > f
	printf "void\nlx_systrace_entry_setargdesc(int number, int ndx, char *desc, size_t descsz)\n{\n" > f
	printf "\tconst char *p = NULL;\n\n\tswitch (number) {\n" > f
	for (i = 0; i < next_number; i++) {
		if (kind[i] == "UNIMPL" || nargs[i] == 0)
			continue
		printf "\tcase %d: /* %s */\n\t\tswitch (ndx) {\n", i, linux_name[i] > f
		for (j = 1; j <= nargs[i]; j++)
			printf "\t\tcase %d:\n\t\t\tp = \"%s%s\";\n\t\t\tbreak;\n", j - 1, \
			    (arg_column[i, j] == "p" ? "userland " : ""), arg_type[i, j] > f
		printf "\t\tdefault:\n\t\t\tbreak;\n\t\t}\n\t\tbreak;\n" > f
	}
	printf "\tdefault:\n\t\tbreak;\n\t}\n\tif (p != NULL)\n\t\t(void)strlcpy(desc, p, descsz);\n}\n\n" > f
	printf "/* The C type of what call number returns: the value and the errno, both int. */\n" > f
	printf "void\nlx_systrace_return_setargdesc(int number, int ndx, char *desc, size_t descsz)\n{\n" > f
	printf "\tif (number >= 0 && number < %d && (ndx == 0 || ndx == 1))\n", next_number > f
	printf "\t\t(void)strlcpy(desc, \"int\", descsz);\n}\n" > f
	close(f)
}
