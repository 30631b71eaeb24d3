/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/explain.h"

#include <regex.h>
#include <string.h>

enum {
	GROUPS = 5,
};

/* What the groups of a pattern are. */
enum part {
	NOTHING,
	PROGRAM,
	FILE_NAME,
	SYMBOL,
	NEEDED_BY,
	WORDS, /* the linker's words, which say the cause */
};

static const struct pattern {
	const char *regex; /* POSIX extended; [^:]+ stands for a name, which may hold blanks */
	const char *who;
	enum explain_cause cause; /* NONE: WORDS decides */
	enum part parts[GROUPS];
} patterns[] = {
    {"ERROR: ld\\.so: object '([^']*)' from (.*) cannot be preloaded( \\(([^)]*)\\))?", "glibc",
	EXPLAIN_PRELOAD, {FILE_NAME, NEEDED_BY, NOTHING, NOTHING}},
    {"ERROR: ld\\.so: object '([^']*)' cannot be loaded as audit interface", "glibc",
	EXPLAIN_PRELOAD, {FILE_NAME}},
    {"([^ :]+): error while loading shared libraries: ([^:]+): (.*)", "glibc", EXPLAIN_NONE,
	{PROGRAM, FILE_NAME, WORDS}},
    {"([^ :]+): ([^ :]+): version [`']([^']+)' not found \\(required by ([^)]+)\\)", "glibc",
	EXPLAIN_VERSION, {PROGRAM, FILE_NAME, SYMBOL, NEEDED_BY}},
    {"([^ :]+): version [`']([^']+)' not found \\(required by ([^)]+)\\)", "glibc", EXPLAIN_VERSION,
	{FILE_NAME, SYMBOL, NEEDED_BY}},
    {"([^ :]+): symbol lookup error: ([^:]+): undefined symbol: ([^ ,]+)", "glibc", EXPLAIN_SYMBOL,
	{PROGRAM, FILE_NAME, SYMBOL}},
    {"Error loading shared library ([^:]+): (.*) \\(needed by ([^)]+)\\)", "musl", EXPLAIN_NONE,
	{FILE_NAME, WORDS, NEEDED_BY}},
    {"Error relocating ([^:]+): ([^ :]+): symbol not found", "musl", EXPLAIN_SYMBOL,
	{FILE_NAME, SYMBOL}},
    {"ELF binary type \"([0-9]+)\" not known", "FreeBSD's kernel", EXPLAIN_UNBRANDED, {SYMBOL}},
    {"ELF interpreter ([^ ]+) not found(, error ([0-9]+))?", "FreeBSD's kernel",
	EXPLAIN_INTERPRETER, {FILE_NAME, NOTHING, SYMBOL}},
    {"Shared object \"([^\"]+)\" not found, required by \"([^\"]+)\"", "FreeBSD's rtld",
	EXPLAIN_NOT_FOUND, {FILE_NAME, NEEDED_BY}},
    {"ld-elf[^:]*: ([^:]+): Undefined symbol \"([^\"]+)\"", "FreeBSD's rtld", EXPLAIN_SYMBOL,
	{FILE_NAME, SYMBOL}},
    {"ld-elf[^:]*: ([^:]+): (unsupported|invalid) (file|machine).*", "FreeBSD's rtld",
	EXPLAIN_RTLD_LAYOUT, {FILE_NAME}},
    {"FATAL: kernel too old", "glibc", EXPLAIN_KERNEL_TOO_OLD, {NOTHING}},
    {"([^ :]+: )?CPU ISA level is lower than required", "glibc", EXPLAIN_ISA, {NOTHING}},
    {"([^ :]+): cannot execute: required file not found", "the shell", EXPLAIN_INTERPRETER,
	{PROGRAM}},
    {"([^ :]+): (cannot execute binary file: )?[Ee]xec format error", "the shell",
	EXPLAIN_EXEC_FORMAT, {PROGRAM}},
    {"([^ :]+): (cannot open shared object file.*|ELF file .*|wrong ELF class.*|invalid ELF header|"
     "file too short|undefined symbol: .*|cannot dynamically load .*|"
     "cannot enable executable stack.*|only ET_DYN.*|cannot read file data.*|"
     "nonzero padding in e_ident|object file has no .*)",
	"glibc (dlopen)", EXPLAIN_NONE, {FILE_NAME, WORDS}},
    {"([^ :]+): ([Nn]o such file or directory|not found)$", "the shell", EXPLAIN_INTERPRETER,
	{PROGRAM}},
};

/* What the linker's words say. */
static const struct {
	const char *words;
	enum explain_cause cause;
} words[] = {
    {"OS ABI invalid", EXPLAIN_OSABI},
    {"ABI version invalid", EXPLAIN_ABIVERSION},
    {"nonzero padding", EXPLAIN_ABIVERSION},
    {"wrong ELF class", EXPLAIN_CLASS},
    {"cannot open shared object file", EXPLAIN_NOT_FOUND},
    {"No such file", EXPLAIN_NOT_FOUND},
    {"No error information", EXPLAIN_NOT_FOUND},
    {"cannot dynamically load", EXPLAIN_NOT_A_LIBRARY},
    {"cannot enable executable stack", EXPLAIN_EXECSTACK},
    {"undefined symbol", EXPLAIN_SYMBOL},
    {"Exec format error", EXPLAIN_DAMAGED},
    {"invalid ELF header", EXPLAIN_DAMAGED},
    {"file too short", EXPLAIN_DAMAGED},
    {"cannot read file data", EXPLAIN_DAMAGED},
    {"data encoding", EXPLAIN_DAMAGED},
    {"version ident", EXPLAIN_DAMAGED},
    {"ELF file version", EXPLAIN_DAMAGED},
    {"only ET_DYN", EXPLAIN_DAMAGED},
    {"phentsize", EXPLAIN_DAMAGED},
    {"object file has no", EXPLAIN_DAMAGED},
    {"ELF load command", EXPLAIN_DAMAGED},
};

/* Symbols that only one system's C library has. */
static enum explain_cause
symbol_cause(const char *symbol)
{
	static const char *const bsd[] = {"__error", "_umtx_op", "sysctl", "sysctlbyname",
	    "__mb_sb_limit", "_CurrentRuneLocale", "__stdinp", "__stdoutp", "__stderrp",
	    "__runes_for_locale", "_ThreadRuneLocale", "elf_aux_info", "kqueue", "issetugid",
	    "cap_enter", "getprogname"};
	static const char *const linux_only[] = {"__errno_location", "__libc_start_main",
	    "__ctype_b_loc", "__cxa_thread_atexit_impl", "__fprintf_chk", "__printf_chk",
	    "__memcpy_chk", "__sprintf_chk", "gnu_get_libc_version", "__isoc99_sscanf", "stdin",
	    "stdout", "stderr"};

	for (size_t i = 0; i < ARRAY_LEN(bsd); i++)
		if (strcmp(symbol, bsd[i]) == 0)
			return EXPLAIN_BSD_SYMBOL;
	for (size_t i = 0; i < ARRAY_LEN(linux_only); i++)
		if (strcmp(symbol, linux_only[i]) == 0)
			return EXPLAIN_LINUX_SYMBOL;
	return EXPLAIN_SYMBOL;
}

static enum explain_cause
words_cause(const char *text, struct explained *e, struct arena *a)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strstr(text, words[i].words) == NULL)
			continue;
		if (words[i].cause == EXPLAIN_SYMBOL) {
			const char *at =
			    strstr(text, "undefined symbol: ") + strlen("undefined symbol: ");

			e->symbol = arena_strndup(a, at, strcspn(at, " ,"));
		}
		return words[i].cause;
	}
	return EXPLAIN_NONE;
}

static bool
match(const struct pattern *p, const char *line, struct arena *a, struct explained *e)
{
	regmatch_t found[GROUPS + 1];
	const char *said = NULL;
	regex_t regex;
	bool hit;

	if (regcomp(&regex, p->regex, REG_EXTENDED) != 0)
		return false;
	hit = regexec(&regex, line, GROUPS + 1, found, 0) == 0;
	regfree(&regex);
	if (!hit)
		return false;
	memset(e, 0, sizeof(*e));
	e->who = p->who;
	for (size_t i = 0; i < GROUPS; i++) {
		const char *text;

		if (p->parts[i] == NOTHING || found[i + 1].rm_so < 0)
			continue;
		text = arena_strndup(a, line + found[i + 1].rm_so,
		    (size_t)(found[i + 1].rm_eo - found[i + 1].rm_so));
		switch (p->parts[i]) {
		case PROGRAM:
			e->program = text;
			break;
		case FILE_NAME:
			e->file = text;
			break;
		case SYMBOL:
			e->symbol = text;
			break;
		case NEEDED_BY:
			e->needed_by = text;
			break;
		case WORDS:
			said = text;
			break;
		case NOTHING:
		default:
			break;
		}
	}
	e->cause = p->cause == EXPLAIN_NONE && said != NULL ? words_cause(said, e, a) : p->cause;
	if (e->cause == EXPLAIN_SYMBOL && e->symbol != NULL)
		e->cause = symbol_cause(e->symbol);
	return e->cause != EXPLAIN_NONE;
}

bool
explain_parse(const char *line, struct arena *a, struct explained *out)
{
	for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
		if (match(&patterns[i], line, a, out))
			return true;
	return false;
}
