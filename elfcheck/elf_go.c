/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * GOOS from Go's build information: what decides for a static Go program of Linux, which carries no
 * brand that a kernel knows.
 *
 * The record starts with a 14-byte magic, in section .go.buildinfo or, when there are no section
 * headers, 16-aligned near the start of the writable segment. Byte 14 is the pointer size, byte 15
 * flags: bit 1 says that two strings follow inline at 32 (Go 1.18 on; a varint length each: the
 * version, then the module information), else two pointers to string headers follow at 16, in the
 * byte order of bit 0. The module information has a line "build\tGOOS=NAME". Layout: Go's
 * debug/buildinfo.
 */
#include "elfcheck/elf_read.h"

#include <string.h>

enum {
	SEARCH_LIMIT = 64 << 10, /* bytes of the data segment that are searched for the magic */
	INFO_LIMIT = 4 << 20, /* of the module information: a large program's is about 50 KiB */
};

static const uint8_t magic[14] = "\xff Go buildinf:";

static bool
find_record(struct ec_reader *r, uint64_t *at)
{
	struct ec_shdr sh;
	struct ec_phdr ph;

	if (ec_section_find(r, ".go.buildinfo", &sh)) {
		const uint8_t *p = ec_bytes(r, sh.offset, sizeof(magic));

		*at = sh.offset;
		return p != NULL && memcmp(p, magic, sizeof(magic)) == 0;
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
			if (memcmp(p, magic, sizeof(magic)) == 0) {
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

bool
ec_go_os(struct ec_reader *r, char *buf, size_t cap)
{
	static const char key[] = "\nbuild\tGOOS=";
	enum {
		KEY = sizeof(key) - 1,
		STEP = 2048
	};
	uint64_t off;
	uint64_t len;

	if (!find_info(r, &off, &len))
		return false;
	if (len > INFO_LIMIT)
		len = INFO_LIMIT;
	/* pieces overlap by the key's length, so that none is missed at a border */
	for (uint64_t done = 0; done < len; done += STEP) {
		size_t want = len - done < STEP + KEY ? (size_t)(len - done) : STEP + KEY;
		size_t got;
		const uint8_t *p = ec_some(r, off + done, want, &got);
		const uint8_t *hit = got < KEY ? NULL : memmem(p, got, key, KEY);
		const uint8_t *value;
		size_t n = 0;

		if (got == 0)
			return false;
		if (hit == NULL)
			continue;
		value = ec_some(r, off + done + (uint64_t)(hit - p) + KEY, cap, &got);
		while (n < got && value[n] >= 'a' && value[n] <= 'z')
			n++;
		if (n == 0 || n >= cap)
			return false;
		memcpy(buf, value, n);
		buf[n] = '\0';
		return true;
	}
	return false;
}
