/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From a pasted error line to its cause: what glibc, musl, the kernels and FreeBSD's rtld print,
 * taken apart, and the meaning of each in words. docs/loaders.md lists who prints what.
 */
#ifndef ELFCHECK_EXPLAIN_H
#define ELFCHECK_EXPLAIN_H

#include "elfcheck/arena.h"

#include <stdbool.h>

enum explain_cause {
	EXPLAIN_NONE,
	EXPLAIN_OSABI, /* ELF file OS ABI invalid */
	EXPLAIN_ABIVERSION,
	EXPLAIN_NOT_FOUND, /* a library is missing, or was passed over */
	EXPLAIN_CLASS,
	EXPLAIN_DAMAGED, /* invalid ELF header, file too short, … */
	EXPLAIN_NOT_A_LIBRARY, /* an executable */
	EXPLAIN_VERSION,
	EXPLAIN_PRELOAD,
	EXPLAIN_AUDIT, /* an auditor is left out */
	EXPLAIN_TOKEN, /* $ORIGIN has no value, or is not allowed */
	EXPLAIN_ASSERTION, /* the linker stopped itself */
	EXPLAIN_SCRIPT, /* a script's interpreter is missing */
	EXPLAIN_SYMBOL, /* symbol not found */
	EXPLAIN_BSD_SYMBOL, /* … and it is one of FreeBSD's libc */
	EXPLAIN_LINUX_SYMBOL, /* … of glibc, in a FreeBSD program */
	EXPLAIN_INTERPRETER,
	EXPLAIN_UNBRANDED, /* ELF binary type "0" not known */
	EXPLAIN_EXEC_FORMAT,
	EXPLAIN_KERNEL_TOO_OLD,
	EXPLAIN_ISA,
	EXPLAIN_EXECSTACK,
	EXPLAIN_RTLD_LAYOUT,
};

struct explained {
	enum explain_cause cause;
	const char *who; /* "glibc", "musl", "FreeBSD's kernel", … */
	const char *program; /* NULL: the line does not name it */
	const char *file; /* the file or library that it is about, or NULL */
	const char *symbol; /* a symbol, a version, a number: what is in the middle */
	const char *needed_by; /* or NULL */
};

/* Take one line apart; false when nothing in it is known. Strings live in a. */
bool explain_parse(const char *line, struct arena *a, struct explained *out);

/* The contract's word for a cause ("osabi", …), and what it means in a few sentences. */
const char *explain_cause_name(enum explain_cause cause);
const char *explain_meaning(enum explain_cause cause);
/* General advice for the cause, when no file could be examined; NULL-terminated, at most 4. */
const char *const *explain_advice(enum explain_cause cause);

#endif
