/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/explain.h"

static const struct cause {
	const char *name;
	const char *meaning;
	const char *advice[4];
} causes[] = {
    [EXPLAIN_NONE] = {"unknown", "", {NULL}},
    [EXPLAIN_OSABI] = {"osabi",
	"glibc's linker found this file first, and its header says that it is for another system "
	"(on FreeBSD usually the host's own library in /usr/local/lib). It does not go on to the "
	"next directory: the first such file ends the start.",
	{"find the way that led there: LD_LIBRARY_PATH, a line of ld.so.conf, an old ld.so.cache",
	    "never rebrand the library (brandelf): that turns this message into a crash", NULL}},
    [EXPLAIN_ABIVERSION] = {"abiversion",
	"Bytes behind the OS ABI in the file's header are not zero. An AppImage has its mark there "
	"(it is to be run, not to be given to ld.so); very old FreeBSD files have their brand "
	"there; "
	"otherwise the file needs a newer glibc.",
	{"an AppImage: run it by its name, or --appimage-extract",
	    "else: a build for an older glibc, or a newer glibc in the tree", NULL}},
    [EXPLAIN_NOT_FOUND] = {"not_found",
	"No usable file of that name is in any place that the linker searches. It may exist all "
	"the "
	"same: files for another machine, and (up to glibc 2.35) files whose ABI tag needs a newer "
	"kernel, are passed over in silence.",
	{"install the package that has it into the Linux tree, then run its ldconfig",
	    "on FreeBSD a Linux program looks in /compat/linux first: is compat.linux.emul_path "
	    "right, "
	    "and is the tree there?",
	    NULL}},
    [EXPLAIN_CLASS] = {"class",
	"Only a file of the other word size was found: 32-bit files for a 64-bit program, or the "
	"other way round. (The class that the message names is the one of the file.)",
	{"install the library for the program's own word size", NULL}},
    [EXPLAIN_DAMAGED] = {"damaged",
	"The file is there but is no whole ELF library: a text file, a linker script, a git-lfs "
	"pointer, a symlink that was copied as text, an empty or cut off download.",
	{"install its package again", NULL}},
    [EXPLAIN_NOT_A_LIBRARY] = {"not_a_library", "The file is a program, not a library.",
	{"give the library's name", NULL}},
    [EXPLAIN_VERSION] = {"version",
	"The library is there, but it is older than what the program was built against.",
	{"update the tree that the library is in (with GLIBC_…: the whole Linux tree)",
	    "or take a build of the program for an older system", NULL}},
    [EXPLAIN_PRELOAD] = {"preload",
	"A warning only: the program goes on without this preloaded library. Usually LD_PRELOAD "
	"(or "
	"/etc/ld.so.preload) names a library of another system or word size.",
	{"drop it from LD_PRELOAD or /etc/ld.so.preload for this program", NULL}},
    [EXPLAIN_AUDIT] = {"audit",
	"A warning only: the program goes on without this auditor, which LD_AUDIT or the program "
	"itself (DT_AUDIT) names. An auditor has to be for this system, with all that it needs, "
	"and to have the function la_version.",
	{"drop it from LD_AUDIT for this program", NULL}},
    [EXPLAIN_TOKEN] = {"token",
	"A library's name has $ORIGIN or the like in it, which has no value here: setuid programs "
	"do not get one, and without /proc nobody does.",
	{"on FreeBSD mount it into the tree:  mount -t linprocfs linprocfs /compat/linux/proc",
	    "a setuid program needs the library's plain name, in a default directory", NULL}},
    [EXPLAIN_ASSERTION] = {"assertion",
	"The linker found its own lists in disorder and stopped. Up to glibc 2.31 a program with a "
	"filter library (DT_FILTER, DT_AUXILIARY) of its own does that, and auditors can.",
	{"start it without LD_AUDIT", "or use a newer glibc", NULL}},
    [EXPLAIN_SCRIPT] = {"script",
	"The file is a script, and what its first line names to run it is not there: in a Linux "
	"tree on FreeBSD it is looked up in the tree first.",
	{"install the interpreter's package into the tree, or correct the script's first line",
	    "with env(1) in that line: is the interpreter's directory in PATH?", NULL}},
    [EXPLAIN_SYMBOL] = {"symbol",
	"All libraries were found, but none defines this symbol: a library is of another version "
	"than the one that the program was built with, or of another system.",
	{"see which file each library comes from: elfcheck why PROGRAM", NULL}},
    [EXPLAIN_BSD_SYMBOL] = {"foreign_symbol",
	"Only FreeBSD's C library defines this symbol: a FreeBSD library was loaded into a Linux "
	"program. musl does not look at the OS ABI, so this is how it says so.",
	{"see which file it is: elfcheck why PROGRAM",
	    "musl's default path includes /usr/local/lib: name the directories in "
	    "/etc/ld-musl-ARCH.path without it",
	    NULL}},
    [EXPLAIN_LINUX_SYMBOL] = {"foreign_symbol",
	"Only Linux' C library defines this symbol: a Linux library was loaded into a FreeBSD "
	"program. FreeBSD's linker does not look at the OS ABI.",
	{"start the FreeBSD program without LD_LIBRARY_PATH, and look at libmap.conf", NULL}},
    [EXPLAIN_INTERPRETER] = {"interpreter",
	"The kernel found the program, but not the runtime linker that the program names. In a "
	"Linux tree on FreeBSD the usual reason is an absolute symlink on the way (such as "
	"/compat/ubuntu/lib64/ld-linux-x86-64.so.2 -> /lib/…): FreeBSD 14 and 15 follow it in / "
	"only.",
	{"make the absolute links in the tree relative",
	    "install the runtime linker's package (libc6, glibc, musl) into the tree",
	    "check sysctl compat.linux.emul_path", NULL}},
    [EXPLAIN_UNBRANDED] = {"unbranded",
	"FreeBSD's kernel cannot tell which system the program is for: no known OS ABI, note or "
	"interpreter (static Go and musl programs are like that), or the module for its system is "
	"not loaded.",
	{"load the module:  kldload linux64", "brand the program:  elfcheck brand -t Linux PROGRAM",
	    "or for all such programs:  sysctl kern.elf64.fallback_brand=3", NULL}},
    [EXPLAIN_EXEC_FORMAT] = {"exec_format",
	"The kernel does not know this kind of program: another machine, another system, or no "
	"program at all.",
	{"see what it is:  elfcheck id PROGRAM", NULL}},
    [EXPLAIN_KERNEL_TOO_OLD] = {"kernel_too_old",
	"glibc was built for a newer Linux than the kernel says it is.",
	{"FreeBSD:  sysctl compat.linux.osrelease=5.15.0",
	    "else a distribution whose glibc accepts this kernel", NULL}},
    [EXPLAIN_ISA] = {"isa",
	"The library was built for a newer processor level (x86-64-v2, v3, v4) than this machine "
	"has.",
	{"take a build for the baseline level", NULL}},
    [EXPLAIN_EXECSTACK] = {"execstack",
	"The library asks for an executable stack, which glibc 2.41 and later refuse for plugins.",
	{"clear the mark, if the library does not need it:  patchelf --clear-execstack FILE",
	    NULL}},
    [EXPLAIN_RTLD_LAYOUT] = {"foreign_layout",
	"FreeBSD's linker took the first file of that name, which is for another machine or word "
	"size.",
	{"drop its directory from LD_LIBRARY_PATH or from ldconfig's list", NULL}},
};

const char *
explain_cause_name(enum explain_cause cause)
{
	return (size_t)cause < ARRAY_LEN(causes) ? causes[cause].name : "unknown";
}

const char *
explain_meaning(enum explain_cause cause)
{
	return (size_t)cause < ARRAY_LEN(causes) ? causes[cause].meaning : "";
}

const char *const *
explain_advice(enum explain_cause cause)
{
	return (size_t)cause < ARRAY_LEN(causes) ? causes[cause].advice : causes[0].advice;
}
