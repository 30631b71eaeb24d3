/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD's get_brandinfo (sys/kern/imgact_elf.c), step by step: notes, OS ABI byte or old string,
 * interpreter path, fallback. The brand lists are those of a kernel with linux and linux64 loaded.
 * The header_supported hooks (amd64's la57, powerpc64's ABIs) veto nothing on usual machines and
 * are left out.
 */
#include "elfcheck/verdict.h"

#include "elfcheck/brand.h"

#include <stdio.h>
#include <string.h>

enum {
	NOTE_MANDATORY = 1,
	LINUX_NOTE = 2,
	KFREEBSD_NOTE = 4
};

struct kernel_brand {
	uint8_t class;
	uint16_t machine;
	uint8_t osabi;
	unsigned flags;
	enum ec_brand brand;
	const char *old;
	const char *interp;
};

/* In the order of registration: the machine's own first, Linux when its modules load. */
static const struct kernel_brand brands[] = {
    {EC_CLASS64, EC_EM_X86_64, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
    {EC_CLASS64, EC_EM_X86_64, 9, 0, EC_FREEBSD, "FreeBSD", "/usr/libexec/ld-elf.so.1"},
    {EC_CLASS64, EC_EM_X86_64, 9, NOTE_MANDATORY | KFREEBSD_NOTE, EC_KFREEBSD, "FreeBSD",
	"/lib/ld-kfreebsd-x86-64.so.1"},
    {EC_CLASS64, EC_EM_X86_64, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib64/ld-linux-x86-64.so.2"},
    {EC_CLASS64, EC_EM_X86_64, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib64/ld-linux.so.2"},
    {EC_CLASS64, EC_EM_X86_64, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib/ld-musl-x86_64.so.1"},
    {EC_CLASS32, EC_EM_386, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
    {EC_CLASS32, EC_EM_386, 9, 0, EC_FREEBSD, "FreeBSD", "/usr/libexec/ld-elf.so.1"},
    {EC_CLASS32, EC_EM_386, 9, NOTE_MANDATORY | KFREEBSD_NOTE, EC_KFREEBSD, "FreeBSD",
	"/lib/ld.so.1"},
    {EC_CLASS32, EC_EM_386, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib/ld-linux.so.1"},
    {EC_CLASS32, EC_EM_386, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib/ld-linux.so.2"},
    {EC_CLASS32, EC_EM_386, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib/ld-musl-i386.so.1"},
    {EC_CLASS64, EC_EM_AARCH64, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
    /* amd64's path, in 12.1 and 15.0 alike: no arm64 program is ever known by its interpreter */
    {EC_CLASS64, EC_EM_AARCH64, 3, LINUX_NOTE, EC_LINUX, "Linux", "/lib64/ld-linux-x86-64.so.2"},
    {EC_CLASS32, EC_EM_ARM, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
    {EC_CLASS64, EC_EM_RISCV, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
    {EC_CLASS64, EC_EM_PPC64, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
    {EC_CLASS32, EC_EM_PPC, 9, 0, EC_FREEBSD, "FreeBSD", "/libexec/ld-elf.so.1"},
};

/* What the gate before the brands and the brand steps need of one file. */
struct image {
	struct ec_reader *r;
	enum ec_kernel kernel;
	bool has_interp;
	char interp[1024]; /* FreeBSD's MAXPATHLEN */
};

static bool
for_machine(const struct image *im, const struct kernel_brand *b)
{
	return b->machine == im->r->head.machine && b->class == im->r->page[ECE_CLASS];
}

/* The file's notes, with the kernel's own bounds: padding to 4 always, nothing above a page. */
static bool
note_matches(const struct image *im, const struct kernel_brand *b, const uint8_t *p, uint64_t left)
{
	struct ec_reader *r = im->r;
	const char *owner = b->flags & (LINUX_NOTE | KFREEBSD_NOTE) ? "GNU" : "FreeBSD";
	uint32_t namesz = (uint32_t)strlen(owner) + 1;
	uint32_t descsz = b->flags & (LINUX_NOTE | KFREEBSD_NOTE) ? 16 : 4;
	uint32_t padded = (namesz + 3) & ~3U;
	uint32_t desc;

	if (ec_u32(r, p) != namesz || ec_u32(r, p + 4) != descsz || ec_u32(r, p + 8) != 1)
		return false;
	left -= EC_NHDR_SIZE;
	switch (im->kernel) {
	case EC_KERNEL_14:
		if (namesz >= left)
			return false;
		break;
	case EC_KERNEL_15_0:
		if (padded + descsz >= left)
			return false;
		break;
	case EC_KERNEL_MAIN:
		if (padded + descsz > left)
			return false;
		break;
	}
	if (memcmp(p + EC_NHDR_SIZE, owner, namesz) != 0)
		return false;
	desc = ec_u32(r, p + EC_NHDR_SIZE + padded);
	if (b->flags & LINUX_NOTE)
		return desc == EC_GNU_ABI_LINUX;
	if (b->flags & KFREEBSD_NOTE)
		return desc == EC_GNU_ABI_KFREEBSD;
	return true;
}

static bool
segment_has_note(const struct image *im, const struct kernel_brand *b, const struct ec_phdr *ph)
{
	/* what the longest brand note takes; in a short tail the missing bytes read as zero */
	enum {
		SPAN = EC_NHDR_SIZE + 8 + 16,
		LIMIT_14 = 100
	};
	unsigned limit = im->kernel == EC_KERNEL_14 ? LIMIT_14 : EC_MAX_NOTES;
	uint64_t at = 0;

	if (ph->filesz > EC_PAGE || ph->offset > UINT64_MAX - EC_PAGE || ph->offset % 4 != 0)
		return false;
	for (unsigned i = 0; i < limit && at < ph->filesz; i++) {
		uint8_t bytes[SPAN] = {0};
		size_t got;
		const uint8_t *p;

		if (ph->filesz - at < EC_NHDR_SIZE)
			return false;
		p = ec_some(im->r, ph->offset + at, SPAN, &got);
		if (got < EC_NHDR_SIZE)
			return false;
		memcpy(bytes, p, got);
		if (note_matches(im, b, bytes, ph->filesz - at))
			return true;
		at += EC_NHDR_SIZE + (((uint64_t)ec_u32(im->r, bytes) + 3) & ~(uint64_t)3) +
		      (((uint64_t)ec_u32(im->r, bytes + 4) + 3) & ~(uint64_t)3);
	}
	return false;
}

static bool
has_note(const struct image *im, const struct kernel_brand *b)
{
	struct ec_phdr ph;

	for (unsigned i = 0; ec_phdr_at(im->r, i, &ph); i++)
		if (ph.type == EC_PT_NOTE && segment_has_note(im, b, &ph))
			return true;
	return false;
}

static bool
interp_is(const struct image *im, const struct kernel_brand *b)
{
	return im->has_interp && strcmp(im->interp, b->interp) == 0;
}

/* By note: at once without an interpreter or with the brand's own, else the first one seen. */
static const struct kernel_brand *
by_note(const struct image *im)
{
	const struct kernel_brand *second = NULL;

	for (size_t i = 0; i < ARRAY_LEN(brands); i++) {
		const struct kernel_brand *b = &brands[i];

		if (!for_machine(im, b) || !has_note(im, b))
			continue;
		if (!im->has_interp || interp_is(im, b))
			return b;
		if (second == NULL)
			second = b;
	}
	return second;
}

static const struct kernel_brand *
by_header(const struct image *im, enum ec_by *by)
{
	const struct kernel_brand *second = NULL;
	const uint8_t *ident = im->r->page;

	for (size_t i = 0; i < ARRAY_LEN(brands); i++) {
		const struct kernel_brand *b = &brands[i];
		bool byte = ident[ECE_OSABI] == b->osabi;
		bool old = memcmp(ident + ECE_ABIVERSION, b->old, strlen(b->old) + 1) == 0;

		if (!for_machine(im, b) || (b->flags & NOTE_MANDATORY) || (!byte && !old))
			continue;
		if (interp_is(im, b) || second == NULL) {
			second = b;
			*by = byte ? EC_BY_OSABI : EC_BY_OLD_BRAND;
		}
		if (interp_is(im, b))
			break;
	}
	return second;
}

static const struct kernel_brand *
by_interp(const struct image *im)
{
	for (size_t i = 0; i < ARRAY_LEN(brands); i++)
		if (for_machine(im, &brands[i]) && !(brands[i].flags & NOTE_MANDATORY) &&
		    interp_is(im, &brands[i]))
			return &brands[i];
	return NULL;
}

static const struct kernel_brand *
by_fallback(const struct image *im, int fallback)
{
	for (size_t i = 0; i < ARRAY_LEN(brands); i++)
		if (for_machine(im, &brands[i]) && !(brands[i].flags & NOTE_MANDATORY) &&
		    brands[i].osabi == fallback)
			return &brands[i];
	return NULL;
}

/* The checks before the brands; false with the reason in message. */
static bool
gate(struct image *im, char *message, size_t cap)
{
	struct ec_reader *r = im->r;
	const struct ec_head *h = &r->head;
	const char *why = NULL;
	struct ec_phdr ph;
	bool known = false;

	for (size_t i = 0; h->decoded && i < ARRAY_LEN(brands); i++)
		known = known || for_machine(im, &brands[i]);
	if (!h->decoded || r->page_len < (size_t)(h->is64 ? EC_EHDR64_SIZE : EC_EHDR32_SIZE) ||
	    r->page[ECE_VERSION] != 1 || h->version != 1 || h->phentsize != ec_phentsize(r))
		why = "exec format error: bad header";
	else if (!known)
		why = "exec format error: no brand for this machine";
	else if (h->big && h->machine != EC_EM_PPC && h->machine != EC_EM_PPC64)
		why = "exec format error: big endian";
	else if (h->type != EC_ET_EXEC && h->type != EC_ET_DYN)
		why = "exec format error: neither executable nor shared object";
	else if (h->phoff > EC_PAGE || (uint64_t)h->phnum * h->phentsize > EC_PAGE - h->phoff)
		why = "exec format error: program headers are not in the first page";
	for (unsigned i = 0; why == NULL && ec_phdr_at(r, i, &ph); i++) {
		if (ph.type != EC_PT_INTERP)
			continue;
		if (im->has_interp)
			why = "exec format error: two interpreters";
		else if (ph.filesz < 2 || ph.filesz > sizeof(im->interp) ||
			 !ec_string(
			     r, ph.offset, ph.offset + ph.filesz, im->interp, sizeof(im->interp)))
			why = "exec format error: bad interpreter";
		im->has_interp = true;
	}
	if (why != NULL)
		(void)snprintf(message, cap, "%s", why);
	return why == NULL;
}

void
ec_kernel_judge(
    struct ec_reader *r, enum ec_kernel kernel, int fallback, struct ec_kernel_verdict *out)
{
	struct image im = {.r = r, .kernel = kernel};
	const struct kernel_brand *b;

	*out = (struct ec_kernel_verdict){.brand = EC_UNKNOWN, .by = EC_BY_NONE};
	if (!gate(&im, out->message, sizeof(out->message)))
		return;
	out->by = EC_BY_NOTE;
	b = by_note(&im);
	if (b == NULL)
		b = by_header(&im, &out->by);
	if (b == NULL) {
		out->by = EC_BY_INTERP;
		b = by_interp(&im);
	}
	if (b == NULL) {
		out->by = EC_BY_FALLBACK;
		b = by_fallback(&im, fallback);
	}
	if (b == NULL) {
		out->by = EC_BY_NONE;
		(void)snprintf(out->message, sizeof(out->message),
		    "ELF binary type \"%u\" not known.", r->page[ECE_OSABI]);
		return;
	}
	out->brand = b->brand;
}
