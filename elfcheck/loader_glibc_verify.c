/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What glibc says of a file, in its own order and words: open_verify(), then the checks of
 * _dl_map_object_from_fd(), of elf/dl-load.c. Read in 2.36 and 2.41, and by experiment in 2.31,
 * 2.36, 2.41 and 2.43; docs/loaders.md has the list with its history.
 */
#include "elfcheck/brand.h"
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader.h"

#include <string.h>

enum {
	PAGE = 4096,
	MIN_TAG_SEGMENT = 32, /* a PT_NOTE smaller than this has no ABI tag */
};

/* Fields that are read in the linker's byte order, whatever the file claims to be. */
struct fields {
	uint16_t type;
	uint16_t machine;
	uint32_t version;
	uint64_t phoff;
	uint16_t phentsize;
	uint16_t phnum;
};

static uint64_t
word(const uint8_t *p, size_t n, bool big)
{
	uint64_t v = 0;

	for (size_t i = 0; i < n; i++)
		v |= (uint64_t)p[i] << 8 * (big ? n - 1 - i : i);
	return v;
}

static void
read_fields(const struct ec_profile *p, const uint8_t *raw, struct fields *f)
{
	bool wide = p->elf_class == EC_CLASS64;
	bool big = p->elf_data == EC_MSB;

	f->type = (uint16_t)word(raw + 16, 2, big);
	f->machine = (uint16_t)word(raw + 18, 2, big);
	f->version = (uint32_t)word(raw + 20, 4, big);
	f->phoff = wide ? word(raw + 32, 8, big) : word(raw + 28, 4, big);
	f->phentsize = (uint16_t)word(raw + (wide ? 54 : 42), 2, big);
	f->phnum = (uint16_t)word(raw + (wide ? 56 : 44), 2, big);
}

static void
fatal(struct ec_judgement *out, const char *words)
{
	out->verdict = EC_FATAL;
	out->reason = words;
}

static void
skip(struct ec_judgement *out, const char *why)
{
	out->verdict = EC_SKIP;
	out->reason = why;
}

static const char *
machine_words(uint16_t machine, struct arena *a)
{
	const char *name = ec_machine_name(machine);

	return name != NULL ? arena_printf(a, "for another machine (%s)", name)
			    : arena_printf(a, "for another machine (%u)", machine);
}

static bool
osabi_fits(const struct ec_profile *p, uint8_t osabi)
{
	if (p->machine == EC_EM_ARM && osabi == EC_OSABI_ARM_AEABI)
		return true;
	if (osabi == EC_OSABI_GNU)
		return p->version == 0 || p->version >= EC_VERSION(2, 10, 0);
	return osabi == EC_OSABI_NONE;
}

static bool
abiversion_fits(const struct ec_profile *p, uint8_t osabi, uint8_t abiversion)
{
	if (abiversion == 0)
		return true;
	if (osabi == EC_OSABI_GNU)
		return abiversion < p->abi_limit;
	return osabi == EC_OSABI_NONE && abiversion < p->abi_limit_sysv;
}

/* e_ident: true when it is what is expected; else *out says what is wrong first. */
static bool
ident_fits(const struct ec_profile *p, const uint8_t *raw, const struct fields *f, struct arena *a,
    struct ec_judgement *out)
{
	static const uint8_t padding[ECE_NIDENT - ECE_PAD];
	uint8_t osabi = raw[ECE_OSABI];

	if (memcmp(raw, "\177ELF", 4) != 0) {
		fatal(out, "invalid ELF header");
	} else if (raw[ECE_CLASS] != p->elf_class) {
		out->other_class = true;
		skip(out, raw[ECE_CLASS] == EC_CLASS32   ? "wrong ELF class: ELFCLASS32"
			  : raw[ECE_CLASS] == EC_CLASS64 ? "wrong ELF class: ELFCLASS64"
							 : "wrong ELF class");
	} else if (raw[ECE_DATA] == p->elf_data && raw[ECE_VERSION] == 1 && osabi_fits(p, osabi) &&
		   abiversion_fits(p, osabi, raw[ECE_ABIVERSION]) &&
		   memcmp(raw + ECE_PAD, padding, sizeof(padding)) == 0) {
		return true;
	} else if (p->machine_first && f->machine != p->machine) {
		skip(out, machine_words(f->machine, a));
	} else if (raw[ECE_DATA] != p->elf_data) {
		fatal(out, p->elf_data == EC_MSB ? "ELF file data encoding not big-endian"
						 : "ELF file data encoding not little-endian");
	} else if (raw[ECE_VERSION] != 1) {
		fatal(out, "ELF file version ident does not match current one");
	} else if (!osabi_fits(p, osabi)) {
		fatal(out, "ELF file OS ABI invalid");
	} else if (!abiversion_fits(p, osabi, raw[ECE_ABIVERSION])) {
		fatal(out, "ELF file ABI version invalid");
	} else {
		fatal(out, "nonzero padding in e_ident");
	}
	return false;
}

uint32_t
ec_abi_tag_kernel(const struct ec_obj *obj, bool big)
{
	for (uint32_t i = 0; i < obj->nnotes; i++) {
		const struct ec_note *note = &obj->notes[i];

		if (note->desc_len < 16 || !ec_note_is(note, "GNU", EC_NT_GNU_ABI_TAG))
			continue;
		if (word(note->desc, 4, big) != EC_GNU_ABI_LINUX)
			return 0;
		return (uint32_t)((word(note->desc + 4, 4, big) & 0xff) << 16 |
				  (word(note->desc + 8, 4, big) & 0xff) << 8 |
				  (word(note->desc + 12, 4, big) & 0xff));
	}
	return 0;
}

/* Up to 2.35: the first ABI tag must be Linux' and of no newer kernel than the running one. */
static bool
abi_tag_fits(
    const struct ec_profile *p, const struct ec_obj *obj, struct arena *a, struct ec_judgement *out)
{
	static const char *const systems[] = {"Linux", "Hurd", "Solaris", "FreeBSD (GNU)"};

	for (uint32_t i = 0; i < obj->nnotes; i++) {
		const struct ec_note *note = &obj->notes[i];
		uint32_t tag[4];
		uint32_t needs;

		if (note->seg_size < MIN_TAG_SEGMENT ||
		    (note->seg_align != 4 && note->seg_align != 8) || note->descsz != 16 ||
		    note->desc_len < 16 || !ec_note_is(note, "GNU", EC_NT_GNU_ABI_TAG))
			continue;
		for (size_t w = 0; w < 4; w++)
			tag[w] = (uint32_t)word(note->desc + 4 * w, 4, p->elf_data == EC_MSB);
		needs = (tag[1] & 0xff) << 16 | (tag[2] & 0xff) << 8 | (tag[3] & 0xff);
		if (tag[0] != EC_GNU_ABI_LINUX) {
			skip(out,
			    arena_printf(a, "its ABI tag is for %s",
				tag[0] < ARRAY_LEN(systems) ? systems[tag[0]] : "another system"));
			return false;
		}
		if (p->kernel != 0 && p->kernel < needs) {
			skip(out, arena_printf(a,
				      "its ABI tag needs Linux %u.%u.%u, the kernel says %u.%u.%u",
				      needs >> 16, needs >> 8 & 0xff, needs & 0xff, p->kernel >> 16,
				      p->kernel >> 8 & 0xff, p->kernel & 0xff));
			return false;
		}
		return true;
	}
	return true;
}

static bool
loads_fit(const struct ec_profile *p, const struct ec_obj *obj, struct ec_judgement *out)
{
	bool strict = p->version != 0 && p->version < EC_VERSION(2, 35, 0);
	unsigned loads = 0;

	for (uint32_t i = 0; i < obj->nphdrs; i++) {
		const struct ec_phdr *ph = &obj->phdrs[i];

		if (ph->type != EC_PT_LOAD)
			continue;
		if (strict && (ph->align & (PAGE - 1)) != 0) {
			fatal(out, "ELF load command alignment not page-aligned");
			return false;
		}
		if (strict && ((ph->vaddr - ph->offset) & (ph->align - 1)) != 0) {
			fatal(out, "ELF load command address/offset not properly aligned");
			return false;
		}
		if (!strict && ((ph->vaddr - ph->offset) & (PAGE - 1)) != 0) {
			fatal(out, "ELF load command address/offset not page-aligned");
			return false;
		}
		loads++;
	}
	if (loads == 0)
		fatal(out, "object file has no loadable segments");
	return loads > 0;
}

/* A segment that lies beyond the file's last page: the linker touches it and gets SIGBUS. */
static bool
is_cut_off(const struct ec_obj *obj)
{
	uint64_t end = (obj->size + PAGE - 1) / PAGE * PAGE;

	for (uint32_t i = 0; i < obj->nphdrs; i++) {
		const struct ec_phdr *ph = &obj->phdrs[i];

		if (ph->type == EC_PT_LOAD && ph->filesz > 0 &&
		    (ph->offset > end || ph->filesz > end - ph->offset))
			return true;
	}
	return false;
}

/* The checks of _dl_map_object_from_fd(); their messages name what was asked for. */
static void
judge_mapping(const struct ec_profile *p, const struct ec_obj *obj, const struct fields *f,
    int flags, struct ec_judgement *out)
{
	bool dynamic = false;
	bool empty = false;

	out->by_name = true;
	if (!loads_fit(p, obj, out))
		return;
	for (uint32_t i = 0; i < obj->nphdrs; i++) {
		if (obj->phdrs[i].type != EC_PT_DYNAMIC)
			continue;
		if (obj->phdrs[i].filesz == 0)
			empty = true;
		else
			dynamic = true;
	}
	if (f->type != EC_ET_DYN) {
		fatal(out, "cannot dynamically load executable");
	} else if (!dynamic || empty) {
		fatal(out, "object file has no dynamic section");
	} else if (is_cut_off(obj)) {
		fatal(out, "the file is cut off: the linker dies of SIGBUS");
		out->crash = true;
	} else if ((obj->flags_1 & EC_DF_1_PIE) != 0 &&
		   (p->version == 0 || p->version >= EC_VERSION(2, 30, 0))) {
		fatal(out, "cannot dynamically load position-independent executable");
	} else if ((obj->flags_1 & EC_DF_1_NOOPEN) != 0 && (flags & EC_JUDGE_DLOPEN) != 0) {
		fatal(out, "shared object cannot be dlopen()ed");
	}
}

void
ec_judge_glibc(const struct ec_profile *p, const struct ec_obj *obj, errnum read_error, int flags,
    struct arena *a, struct ec_judgement *out)
{
	size_t header = p->elf_class == EC_CLASS64 ? EC_EHDR64_SIZE : EC_EHDR32_SIZE;
	size_t phentsize = p->elf_class == EC_CLASS64 ? EC_PHDR64_SIZE : EC_PHDR32_SIZE;
	struct fields f;

	memset(out, 0, sizeof(*out));
	if (obj == NULL) {
		fatal(out, "cannot read file data");
		out->errval = read_error;
		return;
	}
	if (obj->raw_len < header) {
		fatal(out, "file too short");
		return;
	}
	read_fields(p, obj->raw, &f);
	if (!ident_fits(p, obj->raw, &f, a, out))
		return;
	if (f.version != 1) {
		fatal(out, "ELF file version does not match current one");
	} else if (f.machine != p->machine) {
		skip(out, machine_words(f.machine, a));
	} else if (f.type != EC_ET_DYN && f.type != EC_ET_EXEC) {
		fatal(out, "only ET_DYN and ET_EXEC can be loaded");
	} else if (f.phentsize != phentsize) {
		fatal(out, "ELF file's phentsize not the expected size");
	} else if (f.phnum > 0 &&
		   (f.phoff > obj->size || obj->size - f.phoff < (uint64_t)f.phnum * phentsize)) {
		fatal(out, "cannot read file data");
		if (f.phoff > INT64_MAX)
			out->errval = EINVAL;
	} else if (!p->abi_tag || abi_tag_fits(p, obj, a, out)) {
		judge_mapping(p, obj, &f, flags, out);
	}
}

const char *
ec_glibc_strerror(errnum error, char *buf, size_t cap)
{
	switch (error) {
	case ENOMEM:
		return "Cannot allocate memory";
	case EINVAL:
		return "Invalid argument";
	case ENOENT:
		return "No such file or directory";
	case EPERM:
		return "Operation not permitted";
	case EIO:
		return "Input/output error";
	case EACCES:
		return "Permission denied";
	default:
		(void)snprintf(buf, cap, "Error %d", error);
		return buf;
	}
}
