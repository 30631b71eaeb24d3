/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runtime linkers as data. A profile says everything in which they differ: kind and version, what a
 * file must be like, where it is looked for, what a cache entry must carry.
 *
 * A profile is detected from the linker's own file in the tree that is examined (its version
 * string, the directories in its read-only data, its ELF header), or given. docs/loaders.md lists
 * the rules and their sources.
 */
#ifndef ELFCHECK_LOADER_H
#define ELFCHECK_LOADER_H

#include "elfcheck/arena.h"
#include "elfcheck/elf_read.h"
#include "elfcheck/ldcache.h"
#include "elfcheck/view.h"

#include <stdbool.h>
#include <stdint.h>

enum ec_loader_kind {
	EC_LOADER_AUTO,
	EC_LOADER_GLIBC,
	EC_LOADER_MUSL,
	EC_LOADER_FREEBSD,
};

/* A version as one number: 2.36 is EC_VERSION(2, 36, 0). */
#define EC_VERSION(major, minor, patch) ((major) * 1000000U + (minor) * 1000U + (patch))

/* The machine that the program would run on, as far as the linkers look at it. */
struct ec_cpu {
	uint16_t machine; /* EM_… of this machine; 0: unknown */
	bool intel; /* x86: the vendor, which glibc looks at */
	bool haswell; /* x86: what glibc calls the platform "haswell" */
	bool avx512_1; /* x86: the legacy directory of that name */
	unsigned isa; /* x86: bit 0 baseline, bit 1…3: x86-64-v2…v4 */
	const char *platform; /* AT_PLATFORM of this machine, or NULL */
	uint32_t kernel; /* Linux version that programs see, 0xVVMMPP; 0: unknown */
};

/* Ask this machine. */
void ec_cpu_detect(struct ec_cpu *cpu);
enum {
	EC_VERSION_MAX = 999 /* what a part of EC_VERSION() has room for */
};
/*
 * The up to three numbers, with dots between, that s starts with; how many there are. One that is
 * larger than EC_VERSION_MAX is only known to be that.
 */
unsigned ec_version_parts(const char *s, unsigned part[3]);
/* "5.15.0-91-generic" as 0x050f00; 0 when it is no version. */
uint32_t ec_kernel_version(const char *release);

struct ec_profile {
	enum ec_loader_kind kind;
	unsigned version; /* EC_VERSION; 0: unknown, then the newest rules are used */
	const char *version_text; /* "2.36"; NULL: unknown */
	const char *vendor; /* "Debian GLIBC 2.36-9+deb12u14"; NULL: unknown */
	const char *path; /* the linker, as the program sees it */
	bool detected; /* from the linker's file */

	uint8_t elf_class; /* what it loads */
	uint8_t elf_data;
	uint16_t machine;
	bool machine_first; /* Debian: another machine is skipped before data and OS ABI are seen */
	bool abi_tag; /* up to 2.35: the ABI-tag note is checked */
	uint8_t abi_limit; /* first EI_ABIVERSION refused with EI_OSABI GNU */
	uint8_t abi_limit_sysv; /* the same with EI_OSABI 0 */
	uint32_t kernel; /* for abi_tag */

	const char **dirs; /* default directories, each with a trailing slash */
	size_t ndirs;
	const char *lib; /* $LIB */
	const char *platform; /* $PLATFORM; NULL: unknown, then the element is dropped */
	const char **subdirs; /* tried in each directory, with trailing slash; the last is "" */
	size_t nsubdirs;
	struct ldcache_want want;
	bool notdir_continues; /* ENOTDIR below an existing directory goes on to the next */
	bool slash_is_dir; /* "/" counts as a directory that exists */
};

/* A linker kind and version that were asked for, as --loader= says it. */
struct ec_loader_choice {
	enum ec_loader_kind kind;
	unsigned version; /* 0: not said */
};

/* "auto", "glibc", "glibc:2.36", "musl", "freebsd"; false for anything else. */
bool ec_loader_parse(const char *text, struct ec_loader_choice *out);
const char *ec_loader_name(enum ec_loader_kind kind);

/*
 * The profile for a program with header head whose PT_INTERP is interp (NULL: it has none; what its
 * machine usually has is taken). hwcaps: names to use instead of this CPU's, NULL-terminated, or
 * NULL. *error gets the errno of opening the linker (0 when it could be read).
 */
const struct ec_profile *ec_profile_for(const struct ec_view *v, const struct ec_cpu *cpu,
    const struct ec_loader_choice *choice, const char *const *hwcaps, const char *interp,
    const struct ec_obj *program, struct arena *a, errnum *error);

/* What the linker's bytes say: kind and version where p leaves them open, default directories. */
void ec_profile_detect(struct ec_profile *p, const char *bytes, size_t len, struct arena *a);
/* The same from the file at p->path; kind and version of choice count. The error of opening it. */
errnum ec_profile_from_file(const struct ec_view *v, const struct ec_loader_choice *choice,
    struct ec_profile *p, struct arena *a);
/* "2.36" as EC_VERSION(); 0: it is no version. */
unsigned ec_version_parse(const char *s);

/* ---- what a linker says of one file ---- */

enum ec_verdict {
	EC_ACCEPT,
	EC_SKIP, /* the search goes on */
	EC_FATAL, /* the program is not started */
};

const char *ec_verdict_name(enum ec_verdict verdict);

struct ec_judgement {
	enum ec_verdict verdict;
	const char *reason; /* the linker's words for fatal; ours for skip; NULL for accept */
	errnum errval; /* goes behind the linker's words when it is not 0 */
	bool other_class; /* glibc: changes the final message */
	bool by_name; /* the message names what was asked for, not the file that was tried */
	bool crash; /* the linker does not say anything: it dies of a signal */
};

enum {
	EC_JUDGE_DLOPEN = 1 << 0, /* for dlopen(3) */
};

/*
 * What the linker says of a file that it could open. read_error is the errno of reading it, obj is
 * NULL then. Texts are static, or in a. Mirrors glibc's elf/dl-load.c open_verify() and
 * _dl_map_object_from_fd(), musl's ldso/dynlink.c map_library(), and FreeBSD's
 * libexec/rtld-elf/map_object.c.
 */
void ec_judge(const struct ec_profile *p, const struct ec_obj *obj, errnum read_error, int flags,
    struct arena *a, struct ec_judgement *out);
void ec_judge_glibc(const struct ec_profile *p, const struct ec_obj *obj, errnum read_error,
    int flags, struct arena *a, struct ec_judgement *out);
void ec_judge_musl(const struct ec_obj *obj, errnum read_error, struct ec_judgement *out);
void ec_judge_freebsd(const struct ec_profile *p, const struct ec_obj *obj, errnum read_error,
    struct ec_judgement *out);

/* The kernel that obj's ABI tag asks for, as 0xVVMMPP; 0: it has none, or not for Linux. */
uint32_t ec_abi_tag_kernel(const struct ec_obj *obj, bool big);

/* The text that ld.so has for an errno before libc is there (elf/dl-minimal.c). */
const char *ec_glibc_strerror(errnum error, char *buf, size_t cap);
/* The same for musl. */
const char *ec_musl_strerror(errnum error);

/* ---- dynamic string tokens ---- */

struct ec_tokens {
	const char *origin; /* NULL: not known, elements with $ORIGIN are dropped */
	const char *lib;
	const char *platform;
	bool secure; /* setuid: $ORIGIN only as the first component, … */
	bool main; /* … and, for the main program, only below a default directory */
	const struct ec_profile *profile;
};

/* Whether there is a token that glibc knows in s. */
bool ec_has_tokens(const char *s);
/* s expanded as glibc does; "" when an element has to be dropped. */
const char *ec_expand(const struct ec_tokens *t, const char *s, struct arena *a);

#endif
