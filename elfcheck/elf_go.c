/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The system that a Go program was built for: what decides for a static Go program of Linux, which
 * carries no brand that a kernel knows. Two places tell:
 *
 * Build information (Go's debug/buildinfo). The record starts with a 14-byte magic, in section
 * .go.buildinfo or, when there are no section headers, 16-aligned near the start of the writable
 * segment. Byte 14 is the pointer size, byte 15 flags: bit 1 says that two strings follow inline at
 * 32 (Go 1.18 on; a varint length each: the version, then the module information), else two
 * pointers to string headers follow at 16. The module information has a line "build\tGOOS=NAME".
 *
 * The file table of the line table (Go's debug/gosym), when the former was stripped off: every Go
 * program has its entry code in runtime/rt0_GOOS_GOARCH.s. The header from Go 1.16 on: u32 magic,
 * two zero bytes, the instruction quantum, the pointer size, then words of that size: functions,
 * files, (from 1.18: the text's start,) and the offsets of the name, unit, file and pc tables.
 */
#include "elfcheck/elf_read.h"

#include <string.h>

enum {
	SEARCH_LIMIT = 64 << 10, /* bytes of the data segment that are searched for the magic */
	FILES_LIMIT = 4 << 20, /* of the file table */
	INFO_LIMIT = 4 << 20, /* of the module information: a large program's is about 50 KiB */
	MAGIC_SIZE = 14, /* without the NUL that ends the literal */
};

static const char magic[] = "\xff Go buildinf:";

static bool
find_record(struct ec_reader *r, uint64_t *at)
{
	struct ec_shdr sh;
	struct ec_phdr ph;

	if (ec_section_find(r, ".go.buildinfo", &sh)) {
		const uint8_t *p = ec_bytes(r, sh.offset, MAGIC_SIZE);

		*at = sh.offset;
		return p != NULL && memcmp(p, magic, MAGIC_SIZE) == 0;
	}
	if (r->head.shnum != 0)
		return false; /* has sections, and none is Go's */
	for (unsigned i = 0; ec_phdr_at(r, i, &ph); i++) {
		uint64_t end;

		if (ph.type != EC_PT_LOAD || (ph.flags & (EC_PF_X | EC_PF_W)) != EC_PF_W ||
		    ph.offset > UINT64_MAX / 2)
			continue;
		end = ph.offset + (ph.filesz < SEARCH_LIMIT ? ph.filesz : SEARCH_LIMIT);
		for (uint64_t o = ph.offset; o < end; o += 16) {
			const uint8_t *p = ec_bytes(r, o, 16);

			if (p == NULL)
				break;
			if (memcmp(p, magic, MAGIC_SIZE) == 0) {
				*at = o;
				return true;
			}
		}
	}
	return false;
}

/* A varint of at most 5 bytes at *at, which moves past it. */
static bool
read_varint(struct ec_reader *r, uint64_t *at, uint64_t *value)
{
	*value = 0;
	for (unsigned shift = 0; shift < 35; shift += 7) {
		const uint8_t *p = ec_bytes(r, (*at)++, 1);

		if (p == NULL)
			return false;
		*value |= (uint64_t)(*p & 0x7f) << shift;
		if (!(*p & 0x80))
			return true;
	}
	return false;
}

/* Go 1.13 to 1.17 (which write no GOOS, but a program built by 1.18 with old flags may): the second
 * pointer at 16 leads to a string header {address, length}. */
static bool
old_info(struct ec_reader *r, uint64_t rec, unsigned ptr_size, uint64_t *off, uint64_t *len)
{
	uint64_t left;
	uint64_t at;
	const uint8_t *p;

	if (ptr_size != (r->head.is64 ? 8U : 4U) ||
	    (p = ec_bytes(r, rec + 16 + ptr_size, 8)) == NULL)
		return false;
	if (!ec_vaddr_offset(r, ec_addr(r, p), &at, &left) ||
	    (p = ec_bytes(r, at, (size_t)2 * ptr_size)) == NULL)
		return false;
	*len = ec_addr(r, p + ptr_size);
	return ec_vaddr_offset(r, ec_addr(r, p), off, &left);
}

/* Where the module information is. */
static bool
find_info(struct ec_reader *r, uint64_t *off, uint64_t *len)
{
	uint64_t rec;
	uint64_t n;
	const uint8_t *p;

	if (!find_record(r, &rec) || (p = ec_bytes(r, rec, 32)) == NULL)
		return false;
	if (!(p[15] & 2))
		return old_info(r, rec, p[14], off, len);
	rec += 32;
	if (!read_varint(r, &rec, &n) || n > INFO_LIMIT)
		return false;
	rec += n;
	if (!read_varint(r, &rec, len))
		return false;
	*off = rec;
	return true;
}

/* The lower-case word after the first key in len bytes at off, into buf. */
static bool
word_after(struct ec_reader *r, uint64_t off, uint64_t len, const char *key, char *buf, size_t cap)
{
	enum {
		STEP = 2048
	};
	size_t key_len = strlen(key);

	/* pieces overlap by the key's length, so that none is missed at a border */
	for (uint64_t done = 0; done < len; done += STEP) {
		size_t want = STEP + key_len;
		size_t got;
		const uint8_t *p;
		const uint8_t *hit;
		const uint8_t *word;
		size_t n = 0;

		if (len - done < want)
			want = (size_t)(len - done);
		p = ec_some(r, off + done, want, &got);
		if (got == 0)
			return false;
		hit = memmem(p, got, key, key_len);
		if (hit == NULL)
			continue;
		word = ec_some(r, off + done + (uint64_t)(hit - p) + key_len, cap, &got);
		while (n < got && word[n] >= 'a' && word[n] <= 'z')
			n++;
		if (n == 0 || n >= cap)
			return false;
		memcpy(buf, word, n);
		buf[n] = '\0';
		return true;
	}
	return false;
}

/* Where the line table's file names are. */
static bool
find_files(struct ec_reader *r, uint64_t *off, uint64_t *len)
{
	struct ec_shdr sh;
	const uint8_t *p;
	unsigned skip;
	unsigned word;
	uint64_t files;
	uint64_t pcs;

	if ((!ec_section_find(r, ".gopclntab", &sh) &&
		!ec_section_find(r, ".data.rel.ro.gopclntab", &sh)) ||
	    sh.offset > UINT64_MAX / 2 || (p = ec_bytes(r, sh.offset, 72)) == NULL)
		return false;
	switch (ec_u32(r, p)) {
	case 0xfffffffa: /* Go 1.16 */
		skip = 4;
		break;
	case 0xfffffff0: /* 1.18 */
	case 0xfffffff1: /* 1.20 */
		skip = 5;
		break;
	default:
		return false;
	}
	word = p[7];
	if (word != (r->head.is64 ? 8U : 4U))
		return false;
	files = ec_addr(r, p + 8 + (size_t)skip * word);
	pcs = ec_addr(r, p + 8 + ((size_t)skip + 1) * word);
	if (files >= sh.size || pcs > sh.size || pcs <= files)
		return false;
	*off = sh.offset + files;
	*len = pcs - files;
	return true;
}

bool
ec_go_os(struct ec_reader *r, char *buf, size_t cap)
{
	uint64_t off;
	uint64_t len;

	if (find_info(r, &off, &len) &&
	    word_after(r, off, len < INFO_LIMIT ? len : INFO_LIMIT, "\nbuild\tGOOS=", buf, cap))
		return true;
	return find_files(r, &off, &len) &&
	       word_after(r, off, len < FILES_LIMIT ? len : FILES_LIMIT, "runtime/rt0_", buf, cap);
}
