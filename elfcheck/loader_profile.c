/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Profiles: what a linker of a kind and a version does, on a machine. From which release on a rule
 * holds is said in docs/loaders.md. What the linker's own file says of itself: loader_file.c.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader.h"
#include "elfcheck/verdict.h"

#include <string.h>

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

unsigned
ec_version_parse(const char *s)
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
		out->version = ec_version_parse(text + len + 1);
		return out->version != 0;
	}
	return false;
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

static void
abi_limits(struct ec_profile *p)
{
	bool absolute = p->version == 0 || p->version >= EC_VERSION(2, 28, 0);

	p->abi_limit = (uint8_t)ec_glibc_abis(p->machine, absolute);
	p->abi_limit_sysv = p->machine == EC_EM_MIPS ? p->abi_limit : 1;
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
	*error = ec_profile_from_file(v, choice, p, a);
	if (*error != 0 && p->kind == EC_LOADER_AUTO)
		p->kind = kind_of_path(p->path);
	if (choice->version != 0)
		p->version_text = arena_printf(
		    a, "%u.%u", choice->version / 1000000, choice->version / 1000 % 1000);
	complete(p, cpu, hwcaps, a);
	return p;
}
