/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A message is found by words that only it has (its mark); names are taken from before and behind
 * them. No regular expressions: those of libc take time and memory that grow with the square of a
 * line that somebody else may have written.
 */
#include "elfcheck/explain.h"

#include <string.h>

/* What a name in a message is. */
enum part {
	NOTHING,
	PROGRAM,
	FILE_NAME,
	SYMBOL,
	NEEDED_BY,
	WORDS, /* the linker's words, which say the cause */
	PARTS,
};

enum {
	MAX_PIECES = 3,
};

/* One name behind the mark, up to a character of stop (or the end), and what follows it. */
struct piece {
	enum part part;
	const char *stop; /* NULL: anything, up to then */
	const char *then; /* NULL: nothing has to follow */
	bool optional; /* the message may end before it */
};

static const struct message {
	const char *mark; /* ` stands for either quote */
	const char *who;
	struct piece behind[MAX_PIECES];
	enum explain_cause cause; /* NONE: WORDS decides */
	enum part before; /* the word that ends where the mark starts, if it is one */
	enum part further; /* the word before that one, with a colon between; may be missing */
	bool at_end; /* nothing may follow */
	bool says; /* the mark itself, without its ": ", begins WORDS */
} messages[] = {
    {.mark = "ERROR: ld.so: object '",
	.who = "glibc",
	.cause = EXPLAIN_PRELOAD,
	.behind = {{FILE_NAME, "'", "' from ", false},
	    {NEEDED_BY, NULL, " cannot be preloaded", false}}},
    {.mark = "ERROR: ld.so: object '",
	.who = "glibc",
	.cause = EXPLAIN_AUDIT,
	.behind = {{FILE_NAME, "'", "' cannot be loaded as audit interface", false}}},
    {.mark = "Inconsistency detected by ld.so: ", .who = "glibc", .cause = EXPLAIN_ASSERTION},
    {.mark = ": error while loading shared libraries: ",
	.who = "glibc",
	.before = PROGRAM,
	.behind = {{FILE_NAME, ":", ": ", false}, {WORDS, "", NULL, false}}},
    {.mark = ": version `",
	.who = "glibc",
	.cause = EXPLAIN_VERSION,
	.before = FILE_NAME,
	.further = PROGRAM,
	.behind = {{SYMBOL, "'", "' not found (required by ", false},
	    {NEEDED_BY, ")", ")", false}}},
    {.mark = ": symbol lookup error: ",
	.who = "glibc",
	.cause = EXPLAIN_SYMBOL,
	.before = PROGRAM,
	.behind = {{FILE_NAME, ":", ": undefined symbol: ", false}, {SYMBOL, " ,", NULL, false}}},
    {.mark = "Error loading shared library ",
	.who = "musl",
	.behind = {{FILE_NAME, ":", ": ", false}, {WORDS, NULL, " (needed by ", false},
	    {NEEDED_BY, ")", ")", false}}},
    {.mark = "Error relocating ",
	.who = "musl",
	.cause = EXPLAIN_SYMBOL,
	.behind = {{FILE_NAME, ":", ": ", false}, {SYMBOL, " :", ": symbol not found", false}}},
    {.mark = ": symbol not found", /* what is left of the line before */
	.who = "musl",
	.cause = EXPLAIN_SYMBOL,
	.before = SYMBOL,
	.further = FILE_NAME},
    {.mark = "ELF binary type \"",
	.who = "FreeBSD's kernel",
	.cause = EXPLAIN_UNBRANDED,
	.behind = {{SYMBOL, "\"", "\" not known", false}}},
    {.mark = "ELF interpreter ",
	.who = "FreeBSD's kernel",
	.cause = EXPLAIN_INTERPRETER,
	.behind = {{FILE_NAME, " ", " not found", false}, {NOTHING, "e", "error ", true},
	    {SYMBOL, " ", NULL, true}}},
    {.mark = "Shared object \"",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_NOT_FOUND,
	.behind = {{FILE_NAME, "\"", "\" not found, required by \"", false},
	    {NEEDED_BY, "\"", "\"", false}}},
    {.mark = "Shared object \"",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_NOT_FOUND,
	.behind = {{FILE_NAME, "\"", "\" not found", false}}},
    {.mark = ": Cannot open \"",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_NOT_FOUND,
	.behind = {{FILE_NAME, "\"", "\"", false}}},
    {.mark = ": Undefined symbol \"",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_SYMBOL,
	.before = FILE_NAME,
	.behind = {{SYMBOL, "\"", "\"", false}}},
    {.mark = ": unsupported file",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_RTLD_LAYOUT,
	.before = FILE_NAME},
    {.mark = ": invalid file",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_RTLD_LAYOUT,
	.before = FILE_NAME},
    {.mark = ": unsupported machine",
	.who = "FreeBSD's rtld",
	.cause = EXPLAIN_RTLD_LAYOUT,
	.before = FILE_NAME},
    {.mark = "FATAL: kernel too old", .who = "glibc", .cause = EXPLAIN_KERNEL_TOO_OLD},
    {.mark = ": CPU ISA level is lower than required",
	.who = "glibc",
	.cause = EXPLAIN_ISA,
	.before = FILE_NAME},
    {.mark = ": bad interpreter: ",
	.who = "the shell",
	.cause = EXPLAIN_SCRIPT,
	.before = FILE_NAME,
	.further = PROGRAM},
    {.mark = "env: `", /* either quote, and what coreutils has in UTF-8 */
	.who = "env",
	.cause = EXPLAIN_SCRIPT,
	.behind = {{FILE_NAME, "'", "': No such file or directory", false}}},
    {.mark = "env: \xe2\x80\x98",
	.who = "env",
	.cause = EXPLAIN_SCRIPT,
	.behind = {{FILE_NAME, "\xe2", "\xe2\x80\x99: No such file or directory", false}}},
    {.mark = ": cannot execute: required file not found",
	.who = "the shell",
	.cause = EXPLAIN_INTERPRETER,
	.before = PROGRAM},
    {.mark = ": cannot execute binary file: Exec format error",
	.who = "the shell",
	.cause = EXPLAIN_EXEC_FORMAT,
	.before = PROGRAM},
    {.mark = "exec format error: ", /* zsh, which has the name behind */
	.who = "the shell",
	.cause = EXPLAIN_EXEC_FORMAT,
	.behind = {{PROGRAM, " \n", NULL, false}}},
    {.mark = ": Exec format error",
	.who = "the shell",
	.cause = EXPLAIN_EXEC_FORMAT,
	.before = PROGRAM},
    {.mark = ": exec format error",
	.who = "the shell",
	.cause = EXPLAIN_EXEC_FORMAT,
	.before = PROGRAM},
    {.mark = ": cannot open shared object file", .before = FILE_NAME, .says = true},
    {.mark = ": ELF file ", .before = FILE_NAME, .says = true},
    {.mark = ": wrong ELF class", .before = FILE_NAME, .says = true},
    {.mark = ": invalid ELF header", .before = FILE_NAME, .says = true},
    {.mark = ": file too short", .before = FILE_NAME, .says = true},
    {.mark = ": undefined symbol: ", .before = FILE_NAME, .says = true},
    {.mark = ": cannot dynamically load ", .before = FILE_NAME, .says = true},
    {.mark = ": cannot enable executable stack", .before = FILE_NAME, .says = true},
    {.mark = ": only ET_DYN", .before = FILE_NAME, .says = true},
    {.mark = ": cannot read file data", .before = FILE_NAME, .says = true},
    {.mark = ": nonzero padding in e_ident", .before = FILE_NAME, .says = true},
    {.mark = ": object file has no ", .before = FILE_NAME, .says = true},
    {.mark = ": No such file or directory",
	.who = "the shell",
	.cause = EXPLAIN_INTERPRETER,
	.before = PROGRAM,
	.at_end = true},
    {.mark = ": no such file or directory",
	.who = "the shell",
	.cause = EXPLAIN_INTERPRETER,
	.before = PROGRAM,
	.at_end = true},
    {.mark = ": not found",
	.who = "the shell",
	.cause = EXPLAIN_INTERPRETER,
	.before = PROGRAM,
	.at_end = true},
};

/* What the linker's words say. */
static const struct {
	const char *words;
	enum explain_cause cause;
} words[] = {
    {"OS ABI invalid", EXPLAIN_OSABI},
    {"ABI version invalid", EXPLAIN_ABIVERSION},
    {"CPU ISA level", EXPLAIN_ISA},
    {"DST not allowed", EXPLAIN_TOKEN},
    {"dynamic string token", EXPLAIN_TOKEN},
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
			static const char before[] = "undefined symbol: ";
			const char *at = strstr(text, before);

			if (at != NULL) {
				at += sizeof(before) - 1;
				e->symbol = arena_strndup(a, at, strcspn(at, " ,"));
			}
		}
		return words[i].cause;
	}
	return EXPLAIN_NONE;
}

/* Whether text starts with what, in which ` is either quote; then how long it is, else 0. */
static size_t
starts(const char *text, const char *what)
{
	size_t n = 0;

	while (what[n] != '\0' && (text[n] == what[n] || (what[n] == '`' && text[n] == '\'')))
		n++;
	return what[n] == '\0' ? n : 0;
}

static const char *
find_mark(const char *line, const char *mark)
{
	for (const char *at = strchr(line, mark[0]); at != NULL; at = strchr(at + 1, mark[0]))
		if (starts(at, mark) != 0)
			return at;
	return NULL;
}

/* A name from from to to; it is not empty. */
struct span {
	const char *from;
	const char *to;
};

/* The word (without blank or colon) that ends at end. */
static bool
word_before(const char *line, const char *end, struct span *out)
{
	const char *from = end;

	while (from > line && from[-1] != ' ' && from[-1] != ':')
		from--;
	*out = (struct span){from, end};
	return from < end;
}

/*
 * Where the message's mark is in line, and how long it is there. A mark with a name before it may
 * also begin the line, without the name and its colon: that is what people search for.
 */
static const char *
find_message(const struct message *m, const char *line, size_t *len)
{
	const char *at = find_mark(line, m->mark);

	*len = strlen(m->mark);
	if (at != NULL || m->at_end || m->before == SYMBOL || strncmp(m->mark, ": ", 2) != 0)
		return at;
	at = line + strspn(line, " \t");
	*len = starts(at, m->mark + 2);
	return *len != 0 ? at : NULL;
}

static bool
take_before(const struct message *m, const char *line, const char *mark, struct span *parts)
{
	struct span word;

	if (m->before == NOTHING || *mark != ':')
		return true;
	if (!word_before(line, mark, &word))
		return false;
	parts[m->before] = word;
	if (m->further != NOTHING && word.from >= line + 2 && memcmp(word.from - 2, ": ", 2) == 0 &&
	    word_before(line, word.from - 2, &word))
		parts[m->further] = word;
	return true;
}

static bool
take_behind(const struct message *m, const char *at, struct span *parts)
{
	for (size_t i = 0; i < MAX_PIECES; i++) {
		const struct piece *p = &m->behind[i];
		const char *end;

		if (p->then == NULL && p->stop == NULL)
			break;
		if (p->stop == NULL)
			end = strstr(at, p->then);
		else
			end = *p->stop == '\0' ? at + strlen(at) : at + strcspn(at, p->stop);
		if (end == NULL || (p->part != NOTHING && end == at) ||
		    (p->then != NULL && starts(end, p->then) == 0))
			return p->optional;
		parts[p->part] = (struct span){at, end};
		at = p->then == NULL ? end : end + strlen(p->then);
	}
	return true;
}

static bool
match(const struct message *m, const char *line, struct arena *a, struct explained *e)
{
	struct span parts[PARTS] = {{NULL, NULL}};
	const char *text[PARTS] = {NULL};
	const char *glibc;
	size_t len;
	const char *mark = find_message(m, line, &len);
	const char *behind;

	if (mark == NULL || !take_before(m, line, mark, parts))
		return false;
	behind = mark + len;
	if (m->says)
		parts[WORDS] =
		    (struct span){*mark == ':' ? mark + 2 : mark, behind + strlen(behind)};
	if (!take_behind(m, behind, parts) ||
	    (m->at_end && behind[strspn(behind, " \t\r\n")] != '\0'))
		return false;
	for (size_t i = NOTHING + 1; i < PARTS; i++)
		if (parts[i].from != NULL)
			text[i] =
			    arena_strndup(a, parts[i].from, (size_t)(parts[i].to - parts[i].from));
	glibc = text[FILE_NAME] != NULL ? "glibc (dlopen)" : "glibc";
	*e = (struct explained){.cause = m->cause,
	    .who = m->who != NULL ? m->who : glibc,
	    .program = text[PROGRAM],
	    .file = text[FILE_NAME],
	    .symbol = text[SYMBOL],
	    .needed_by = text[NEEDED_BY]};
	if (m->cause == EXPLAIN_NONE && text[WORDS] != NULL)
		e->cause = words_cause(text[WORDS], e, a);
	if (e->cause == EXPLAIN_SYMBOL && e->symbol != NULL)
		e->cause = symbol_cause(e->symbol);
	return e->cause != EXPLAIN_NONE;
}

bool
explain_parse(const char *line, struct arena *a, struct explained *out)
{
	for (size_t i = 0; i < ARRAY_LEN(messages); i++)
		if (match(&messages[i], line, a, out))
			return true;
	return false;
}
