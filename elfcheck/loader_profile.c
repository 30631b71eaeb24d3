/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Profiles: read from the runtime linker's own file where there is one.
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

const char *
ec_loader_name(enum ec_loader_kind kind)
{
	switch (kind) {
	case EC_LOADER_GLIBC:
		return "glibc";
	case EC_LOADER_MUSL:
		return "musl";
	case EC_LOADER_FREEBSD:
		return "freebsd";
	case EC_LOADER_AUTO:
	default:
		return "auto";
	}
}

static unsigned
parse_version(const char *s)
{
	unsigned part[3] = {0, 0, 0};

	if (ec_version_parts(s, part) < 2)
		return 0;
	for (int i = 0; i < 3; i++)
		if (part[i] > EC_VERSION_MAX)
			return 0;
	return EC_VERSION(part[0], part[1], part[2]);
}

bool
ec_loader_parse(const char *text, struct ec_loader_choice *out)
{
	size_t len = strcspn(text, ":");

	out->version = 0;
	for (int k = EC_LOADER_AUTO; k <= EC_LOADER_FREEBSD; k++) {
		const char *name = ec_loader_name((enum ec_loader_kind)k);

		if (strlen(name) != len || strncmp(name, text, len) != 0)
			continue;
		out->kind = (enum ec_loader_kind)k;
		if (text[len] == '\0')
			return true;
		if (k == EC_LOADER_AUTO)
			return false;
		out->version = parse_version(text + len + 1);
		return out->version != 0;
	}
	return false;
}

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
	p->version = parse_version(p->version_text);
}

/* The newest GLIBC_2.N version name of a file that does not say its version: a lower bound. */
static void
glibc_newest_name(struct ec_profile *p, const char *bytes, size_t len, struct arena *a)
{
	const char *at = bytes;
	unsigned best = 0;

	while ((at = find(at, (size_t)(bytes + len - at), "GLIBC_2.")) != NULL) {
		unsigned v = parse_version(at + 6);

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
			p->version = parse_version(p->version_text);
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

/* ---- what follows from kind, version and machine ---- */

static enum ec_loader_kind
kind_of_path(const char *interp)
{
	const char *base = strrchr(interp, '/');

	base = base == NULL ? interp : base + 1;
	if (strncmp(base, "ld-musl-", 8) == 0)
		return EC_LOADER_MUSL;
	if (strncmp(base, "ld-elf", 6) == 0)
		return EC_LOADER_FREEBSD;
	return EC_LOADER_GLIBC;
}

static int32_t
cache_flags(const struct ec_profile *p)
{
	bool wide = p->elf_class == 2;

	switch (p->machine) {
	case EC_EM_X86_64:
		return wide ? 0x303 : 0x803;
	case EC_EM_AARCH64:
		return 0xa03;
	case EC_EM_S390:
		return wide ? 0x403 : 3;
	case EC_EM_PPC64:
		return 0x503;
	case EC_EM_RISCV:
		return 0x1003;
	case EC_EM_ARM:
		return 0x903;
	case EC_EM_LOONGARCH:
		return 0x1203;
	default:
		return 3;
	}
}

/* First ABIVERSION that is refused: LIBC_ABI_MAX of glibc's libc-abis. */
static void
abi_limits(struct ec_profile *p)
{
	bool absolute = p->version == 0 || p->version >= EC_VERSION(2, 28, 0);

	p->abi_limit_sysv = 1;
	switch (p->machine) {
	case EC_EM_X86_64:
	case EC_EM_386:
	case EC_EM_PPC:
	case EC_EM_PPC64:
	case EC_EM_SPARC:
	case EC_EM_SPARC32PLUS:
	case EC_EM_SPARCV9:
		p->abi_limit = absolute ? 4 : 3; /* UNIQUE, IFUNC, ABSOLUTE */
		break;
	case EC_EM_RISCV:
		p->abi_limit = 4;
		break;
	case EC_EM_MIPS:
		p->abi_limit = absolute ? 6 : 4;
		p->abi_limit_sysv = absolute ? 6 : 4;
		break;
	default:
		p->abi_limit = absolute ? 3 : 2;
		break;
	}
	if (p->version != 0 && p->version < EC_VERSION(2, 12, 0))
		p->abi_limit = 1;
}

static void
add_subdir(struct ec_profile *p, const char *dir, size_t *cap, struct arena *a)
{
	p->subdirs = arena_grow(a, p->subdirs, p->nsubdirs, cap, sizeof(*p->subdirs));
	p->subdirs[p->nsubdirs++] = dir;
}

/*
 * The power set of the legacy hwcap names, as _dl_important_hwcaps() orders it: by falling mask,
 * each path from the highest name to the lowest; "tls" is the highest.
 */
static void
legacy_subdirs(struct ec_profile *p, const struct ec_cpu *cpu, size_t *cap, struct arena *a)
{
	const char *names[4];
	unsigned n = 0;

	if (p->machine == EC_EM_X86_64 && p->version >= EC_VERSION(2, 26, 0)) {
		names[n++] = "x86_64";
		if (cpu->intel && cpu->avx512_1)
			names[n++] = "avx512_1";
	}
	if (p->platform != NULL)
		names[n++] = p->platform;
	names[n++] = "tls";
	for (unsigned mask = (1U << n) - 1; mask > 0; mask--) {
		const char *path = "";

		for (unsigned bit = n; bit-- > 0;)
			if ((mask & 1U << bit) != 0)
				path = arena_printf(a, "%s%s/", path, names[bit]);
		add_subdir(p, path, cap, a);
	}
}

static void
glibc_subdirs(
    struct ec_profile *p, const struct ec_cpu *cpu, const char *const *hwcaps, struct arena *a)
{
	static const char *const levels[] = {"x86-64-v4", "x86-64-v3", "x86-64-v2"};
	bool named = p->version == 0 || p->version >= EC_VERSION(2, 33, 0);
	bool legacy = p->version != 0 && p->version < EC_VERSION(2, 37, 0);
	const char **names = arena_alloc(a, 16 * sizeof(*names));
	unsigned n = 0;
	size_t cap = 0;

	if (hwcaps != NULL) {
		while (n < 15 && hwcaps[n] != NULL) {
			names[n] = hwcaps[n];
			n++;
		}
	} else if (p->machine == EC_EM_X86_64 && cpu->machine == EC_EM_X86_64) {
		for (unsigned i = 0; i < 3; i++)
			if ((cpu->isa & 1U << (3 - i)) != 0)
				names[n++] = levels[i];
	}
	if (named) {
		for (unsigned i = 0; i < n; i++)
			add_subdir(p, arena_printf(a, "glibc-hwcaps/%s/", names[i]), &cap, a);
		p->want.named = true;
		p->want.hwcaps = names;
		p->want.nhwcaps = n;
	}
	if (legacy)
		legacy_subdirs(p, cpu, &cap, a);
	add_subdir(p, "", &cap, a);
}

static void
cache_wishes(struct ec_profile *p, const struct ec_cpu *cpu)
{
	const uint64_t haswell = 1ULL << 48; /* _DL_FIRST_PLATFORM on x86 */
	const uint64_t xeon_phi = 1ULL << 49;

	p->want.flags = cache_flags(p);
	p->want.flags_libc5 = p->want.flags == 3;
	p->want.legacy = p->version != 0 && p->version < EC_VERSION(2, 37, 0);
	if (p->machine == EC_EM_X86_64 && p->version >= EC_VERSION(2, 26, 0)) {
		p->want.hwcap = 1U << 1 | (cpu->intel && cpu->avx512_1 ? 1U << 2 : 0);
		p->want.platforms = haswell | xeon_phi;
		if (p->platform != NULL && strcmp(p->platform, "haswell") == 0)
			p->want.platform = haswell;
	}
	if (p->abi_tag)
		p->want.osversion = p->kernel;
	p->want.isa = cpu->isa;
	p->want.isa_checked = p->machine == EC_EM_X86_64 && cpu->machine == EC_EM_X86_64;
}

static const char *
platform_of(const struct ec_profile *p, const struct ec_cpu *cpu)
{
	if (cpu->machine == p->machine) {
		if (p->machine == EC_EM_X86_64 && cpu->intel && cpu->haswell &&
		    (p->version == 0 || p->version >= EC_VERSION(2, 26, 0)))
			return "haswell";
		return cpu->platform;
	}
	switch (p->machine) {
	case EC_EM_X86_64:
		return "x86_64";
	case EC_EM_AARCH64:
		return "aarch64";
	case EC_EM_386:
		return "i686";
	default:
		return NULL;
	}
}

static void
fallback_dirs(struct ec_profile *p)
{
	static const char *wide[] = {"/lib64/", "/usr/lib64/"};
	static const char *narrow[] = {"/lib/", "/usr/lib/"};
	static const char *freebsd[] = {"/lib/", "/usr/lib/"};
	static const char *freebsd32[] = {"/lib32/", "/usr/lib32/"};
	static const char *musl[] = {"/lib/", "/usr/local/lib/", "/usr/lib/"};

	if (p->ndirs > 0)
		return;
	p->ndirs = 2;
	if (p->kind == EC_LOADER_MUSL) {
		p->dirs = musl;
		p->ndirs = 3;
	} else if (p->kind == EC_LOADER_FREEBSD) {
		p->dirs =
		    p->path != NULL && strstr(p->path, "ld-elf32") != NULL ? freebsd32 : freebsd;
	} else {
		p->dirs = p->elf_class == 2 ? wide : narrow;
	}
}

static void
complete(struct ec_profile *p, const struct ec_cpu *cpu, const char *const *hwcaps, struct arena *a)
{
	bool known = p->version != 0;

	fallback_dirs(p);
	p->kernel = cpu->kernel;
	if (p->kind != EC_LOADER_GLIBC)
		return;
	p->machine_first = p->vendor != NULL && (strncmp(p->vendor, "Debian", 6) == 0 ||
						    strncmp(p->vendor, "Ubuntu", 6) == 0);
	p->abi_tag = known && p->version < EC_VERSION(2, 36, 0);
	p->notdir_continues = !known || p->version >= EC_VERSION(2, 39, 0);
	p->slash_is_dir = !known || p->version >= EC_VERSION(2, 38, 0);
	p->platform = platform_of(p, cpu);
	/* "/lib/x86_64-linux-gnu/" on Debian, "/lib64/" elsewhere */
	p->lib = arena_strndup(a, p->dirs[0] + 1, strlen(p->dirs[0]) - 2);
	abi_limits(p);
	glibc_subdirs(p, cpu, hwcaps, a);
	cache_wishes(p, cpu);
}

/* ---- the file ---- */

/* PT_INTERP that programs of this machine have on Linux, for one that has none. */
static const char *
usual_interp(const struct ec_obj *program)
{
	switch (program->head.machine) {
	case EC_EM_X86_64:
		return program->head.is64 ? "/lib64/ld-linux-x86-64.so.2"
					  : "/libx32/ld-linux-x32.so.2";
	case EC_EM_AARCH64:
		return "/lib/ld-linux-aarch64.so.1";
	case EC_EM_386:
		return "/lib/ld-linux.so.2";
	case EC_EM_ARM:
		return "/lib/ld-linux-armhf.so.3";
	case EC_EM_RISCV:
		return "/lib/ld-linux-riscv64-lp64d.so.1";
	case EC_EM_PPC64:
		return "/lib64/ld64.so.2";
	case EC_EM_S390:
		return "/lib/ld64.so.1";
	default:
		return "/lib/ld.so.1";
	}
}

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
			p->version = parse_version(p->version_text);
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

/* Detect from the file at p->path: a quick look first, then, if it did not say all, at the whole.
 */
static errnum
detect_file(const struct ec_view *v, const struct ec_loader_choice *choice, struct ec_profile *p,
    struct arena *a)
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

const struct ec_profile *
ec_profile_for(const struct ec_view *v, const struct ec_cpu *cpu,
    const struct ec_loader_choice *choice, const char *const *hwcaps, const char *interp,
    const struct ec_obj *program, struct arena *a, errnum *error)
{
	struct ec_profile *p = arena_alloc(a, sizeof(*p));

	p->path = arena_strdup(a, interp == NULL ? usual_interp(program) : interp);
	p->elf_class = program->head.is64 ? 2 : 1;
	p->elf_data = program->head.big ? 2 : 1;
	p->machine = program->head.machine;
	p->kind = choice->kind;
	p->version = choice->version;
	*error = detect_file(v, choice, p, a);
	if (*error != 0 && p->kind == EC_LOADER_AUTO)
		p->kind = kind_of_path(p->path);
	if (choice->version != 0)
		p->version_text = arena_printf(
		    a, "%u.%u", choice->version / 1000000, choice->version / 1000 % 1000);
	complete(p, cpu, hwcaps, a);
	return p;
}
