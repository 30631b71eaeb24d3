/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the runtime linker's own file says of it: kind, version, default directories.
 *
 * glibc's ld.so carries "… stable release version 2.36" (2.3x), its default directories as strings
 * that end in a slash, one behind the other (elf/dl-load.c system_dirs), and the distribution's
 * name. musl's has "musl libc (ARCH)" and its version as a string of its own.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader.h"
#include "elfcheck/slurp.h"

#include <ctype.h>
#include <string.h>

enum {
	MAX_LINKER = 8 << 20, /* of a linker's file that is looked at */
	MAX_DIRS = 16,
};

/* ---- what the linker's bytes say ---- */

static const char *
find(const char *bytes, size_t len, const char *what)
{
	return memmem(bytes, len, what, strlen(what));
}

/* The string that ends at or goes on to at: its start. */
static const char *
string_start(const char *bytes, const char *at)
{
	while (at > bytes && at[-1] != '\0' && at[-1] != '\n')
		at--;
	return at;
}

/* The version behind at, "release version 2.36" ("stable" or "development" before it). */
static void
glibc_version(struct ec_profile *p, const char *bytes, size_t len, const char *at, struct arena *a)
{
	const char *start = string_start(bytes, at);
	const char *open = memchr(start, '(', (size_t)(at - start));
	const char *close = open == NULL ? NULL : memchr(open, ')', (size_t)(at - open));
	size_t n = 0;

	if (close != NULL)
		p->vendor = arena_strndup(a, open + 1, (size_t)(close - open - 1));
	at += strlen("release version ");
	while (at + n < bytes + len && (isdigit((unsigned char)at[n]) || at[n] == '.'))
		n++;
	while (n > 0 && at[n - 1] == '.')
		n--;
	p->version_text = arena_strndup(a, at, n);
	p->version = ec_version_parse(p->version_text);
}

/* The newest GLIBC_2.N version name of a file that does not say its version: a lower bound. */
static void
glibc_newest_name(struct ec_profile *p, const char *bytes, size_t len, struct arena *a)
{
	const char *at = bytes;
	unsigned best = 0;

	while ((at = find(at, (size_t)(bytes + len - at), "GLIBC_2.")) != NULL) {
		unsigned v = ec_version_parse(at + 6);

		if (v > best) {
			best = v;
			p->version_text = arena_strndup(a, at + 6, strspn(at + 6, "0123456789."));
		}
		at += 8;
	}
	p->version = best;
}

/* The first run of two or more absolute directories, each a string that ends in a slash. */
static void
default_dirs(struct ec_profile *p, const char *bytes, size_t len, struct arena *a)
{
	const char *end = bytes + len;
	const char *at = bytes;

	while ((at = memmem(at, (size_t)(end - at), "\0/", 2)) != NULL) {
		const char *run[MAX_DIRS];
		size_t n = 0;

		at++;
		while (n < MAX_DIRS && at < end && *at == '/') {
			size_t l = strnlen(at, (size_t)(end - at));

			if (l < 3 || l > 200 || at + l == end || at[l - 1] != '/')
				break;
			run[n++] = at;
			at += l + 1;
		}
		if (n < 2) {
			if (n == 1)
				at--;
			continue;
		}
		p->dirs = arena_alloc(a, n * sizeof(*p->dirs));
		for (size_t i = 0; i < n; i++)
			p->dirs[i] = arena_strdup(a, run[i]);
		p->ndirs = n;
		return;
	}
}

static void
musl_version(struct ec_profile *p, const char *bytes, size_t len, struct arena *a)
{
	const char *end = bytes + len;
	const char *at = bytes;

	/* a string that is a version of three numbers, and nothing else */
	while ((at = memmem(at, (size_t)(end - at), "\0001.", 3)) != NULL) {
		size_t n;

		at++;
		n = strspn(at, "0123456789.");
		if (n >= 5 && n < 12 && at[n] == '\0' && strchr(strchr(at, '.') + 1, '.') != NULL) {
			p->version_text = arena_strndup(a, at, n);
			p->version = ec_version_parse(p->version_text);
			return;
		}
	}
}

void
ec_profile_detect(struct ec_profile *p, const char *bytes, size_t len, struct arena *a)
{
	const char *release = NULL;

	/* glibc's words first: they are what is nearly always there, and each search takes time */
	if (p->kind == EC_LOADER_AUTO || p->kind == EC_LOADER_GLIBC)
		release = find(bytes, len, "release version ");
	if (p->kind == EC_LOADER_AUTO) {
		if (release != NULL)
			p->kind = EC_LOADER_GLIBC;
		else if (find(bytes, len, "musl libc (") != NULL)
			p->kind = EC_LOADER_MUSL;
		else if (find(bytes, len, "ld-elf.so.hints") != NULL)
			p->kind = EC_LOADER_FREEBSD;
		else
			p->kind = EC_LOADER_GLIBC;
	}
	if (p->kind == EC_LOADER_GLIBC) {
		if (p->version == 0 && release != NULL)
			glibc_version(p, bytes, len, release, a);
		default_dirs(p, bytes, len, a);
	} else if (p->kind == EC_LOADER_MUSL && p->version == 0) {
		musl_version(p, bytes, len, a);
	}
}

/* ---- the file ---- */

/* Its read-only segments, one behind the other: *len is 0 when it has none. */
static errnum
read_strings(int fd, size_t limit, char **out, size_t *len)
{
	cleanup_free char *bytes = NULL;
	struct ec_reader r;
	struct ec_phdr ph;
	errnum error = ec_open(&r, fd);
	size_t have = 0;

	if (error == ENOEXEC) /* no ELF file: no segments */
		error = 0;
	for (unsigned i = 0; error == 0 && ec_phdr_at(&r, i, &ph); i++) {
		char *wider;
		size_t got;

		if (ph.type != EC_PT_LOAD || (ph.flags & 7) != 4 || ph.filesz > limit - have)
			continue;
		wider = realloc(bytes, have + (size_t)ph.filesz + 1);
		if (wider == NULL)
			return ENOMEM;
		bytes = wider;
		error = slurp_at(fd, ph.offset, bytes + have, (size_t)ph.filesz, &got);
		have += got;
	}
	if (error == 0)
		error = r.error;
	if (error != 0)
		return error;
	if (have > 0)
		bytes[have] = '\0';
	*out = steal_ptr(bytes);
	*len = have;
	return 0;
}

/*
 * The linker's bytes: with parts set only its read-only segments, which hold all strings where code
 * has segments of its own, and are a small part of it; *len is 0 when there is none.
 */
static errnum
read_linker(const struct ec_view *v, const char *path, bool parts, char **out, size_t *len)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	errnum error = ec_view_open(v, path, &hit);

	if (error != 0)
		return error;
	if (!S_ISREG(hit.st.st_mode))
		return S_ISDIR(hit.st.st_mode) ? EISDIR : EACCES;
	if (parts)
		return read_strings(hit.fd,
		    hit.st.st_size < MAX_LINKER ? (size_t)hit.st.st_size : MAX_LINKER, out, len);
	return slurp_start(hit.fd, &hit.st, MAX_LINKER, out, len);
}

/*
 * ld.so does not say its version before 2.33. Then libc.so.6 beside it does; else the name of its
 * file (ld-2.31.so); else its newest version name is a lower bound.
 */
static void
older_glibc(
    struct ec_profile *p, const struct ec_view *v, const char *bytes, size_t len, struct arena *a)
{
	cleanup_free char *real = NULL;
	const char *base;

	for (size_t i = 0; i < p->ndirs && p->version == 0; i++) {
		cleanup_free char *libc = NULL;
		size_t n;

		const char *at;

		if (read_linker(v, arena_printf(a, "%slibc.so.6", p->dirs[i]), false, &libc, &n) !=
		    0)
			continue;
		at = find(libc, n, "release version ");
		if (at != NULL)
			glibc_version(p, libc, n, at, a);
	}
	if (p->version == 0 && ec_view_resolve(v, p->path, &real, NULL) == 0) {
		base = strrchr(real, '/');
		base = base == NULL ? real : base + 1;
		if (strncmp(base, "ld-2.", 5) == 0) {
			p->version_text =
			    arena_strndup(a, base + 3, strspn(base + 3, "0123456789."));
			p->version = ec_version_parse(p->version_text);
		}
	}
	if (p->version == 0)
		glibc_newest_name(p, bytes, len, a);
}

/* Detect from the linker's bytes; whether they said all. */
static bool
detect_bytes(const struct ec_view *v, const struct ec_loader_choice *choice, struct ec_profile *p,
    const char *bytes, size_t len, bool whole, struct arena *a)
{
	if (len == 0)
		return false;
	p->kind = choice->kind;
	p->detected = true;
	ec_profile_detect(p, bytes, len, a);
	if (whole && p->kind == EC_LOADER_GLIBC && p->version == 0)
		older_glibc(p, v, bytes, len, a);
	return p->kind == EC_LOADER_FREEBSD ||
	       (p->version != 0 && (p->ndirs > 0 || p->kind == EC_LOADER_MUSL));
}

/* A quick look first, then, if that did not say all, at the whole file. */
errnum
ec_profile_from_file(const struct ec_view *v, const struct ec_loader_choice *choice,
    struct ec_profile *p, struct arena *a)
{
	bool done = false;

	for (int whole = 0; whole < 2 && !done; whole++) {
		char *bytes = NULL;
		size_t len = 0;
		errnum error = read_linker(v, p->path, whole == 0, &bytes, &len);

		if (error != 0)
			return error;
		done = detect_bytes(v, choice, p, bytes, len, whole == 1, a);
		free(bytes);
	}
	return 0;
}
