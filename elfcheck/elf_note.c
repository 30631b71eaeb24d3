/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Notes: {u32 namesz, u32 descsz, u32 type, name, desc}, name and descriptor padded.
 *
 * The padding of the descriptor follows the segment's alignment (4, or 8 where p_align is 8: GNU
 * property notes of 64-bit files), as glibc reads it. FreeBSD's kernel always pads to 4, which
 * comes out the same for every note that selects a brand (their descriptors are 4 or 16 bytes,
 * their names 4 and 8); verdict_freebsd.c models the kernel's own reading.
 */
#include "elfcheck/elf_read.h"

#include <string.h>

enum {
	MAX_NOTE_SECTIONS = 512
};

void
ec_note_begin(struct ec_note_iter *it)
{
	*it = (struct ec_note_iter){0};
}

/* Go to the next PT_NOTE (or, in a relocatable file, note section) that holds something. */
static bool
next_segment(struct ec_reader *r, struct ec_note_iter *it)
{
	uint64_t off = 0;
	uint64_t size = 0;
	uint64_t align = 0;
	bool found = false;

	it->sections = r->head.type == EC_ET_REL;
	while (!found) {
		struct ec_phdr ph;
		struct ec_shdr sh;

		if (it->sections) {
			if (it->next_header >= MAX_NOTE_SECTIONS ||
			    !ec_shdr_at(r, it->next_header, &sh))
				return false;
			it->next_header++;
			found = sh.type == EC_SHT_NOTE;
			off = sh.offset;
			size = sh.size;
			align = sh.align;
		} else {
			if (!ec_phdr_at(r, it->next_header, &ph))
				return false;
			it->next_header++;
			found = ph.type == EC_PT_NOTE;
			off = ph.offset;
			size = ph.filesz;
			align = ph.align;
		}
		if (found && off > UINT64_MAX - size) {
			it->bad = true;
			found = false;
		}
	}
	it->at = off;
	it->end = off + size;
	it->seg.segment = (uint16_t)it->segments++;
	it->seg.seg_offset = off;
	it->seg.seg_size = size;
	it->seg.seg_align = align;
	return true;
}

static uint64_t
round_up(uint64_t n, uint64_t to)
{
	return (n + to - 1) / to * to;
}

bool
ec_note_next(struct ec_reader *r, struct ec_note_iter *it, struct ec_note *note)
{
	while (it->seen < EC_MAX_NOTES) {
		uint64_t pad = it->seg.seg_align == 8 ? 8 : 4;
		uint64_t desc_at;
		size_t n;
		const uint8_t *p;

		if (it->end - it->at < EC_NHDR_SIZE) {
			if (!next_segment(r, it))
				return false;
			continue;
		}
		p = ec_some(r, it->at, EC_NHDR_SIZE + sizeof(note->name) - 1, &n);
		if (n < EC_NHDR_SIZE) {
			it->bad = true;
			it->at = it->end;
			continue;
		}
		*note = it->seg;
		it->seen++;
		note->offset = it->at;
		note->namesz = ec_u32(r, p);
		note->descsz = ec_u32(r, p + 4);
		note->type = ec_u32(r, p + 8);
		n -= EC_NHDR_SIZE;
		if (n > note->namesz)
			n = note->namesz;
		memcpy(note->name, p + EC_NHDR_SIZE, n);
		note->name[n] = '\0';
		/* 32-bit sizes: these sums of 64 bits cannot wrap below the segment's checked end
		 */
		desc_at = round_up((uint64_t)EC_NHDR_SIZE + note->namesz, pad);
		if (desc_at + note->descsz > it->end - it->at) {
			it->bad = true;
			it->at = it->end;
			continue;
		}
		note->desc_offset = it->at + desc_at;
		note->ends_segment = note->desc_offset + note->descsz == it->end;
		n = note->descsz < sizeof(note->desc) ? note->descsz : sizeof(note->desc);
		p = ec_some(r, note->desc_offset, n, &n);
		if (n > 0)
			memcpy(note->desc, p, n);
		note->desc_len = (uint32_t)n;
		if (round_up(desc_at + note->descsz, pad) >= it->end - it->at)
			it->at = it->end;
		else
			it->at += round_up(desc_at + note->descsz, pad);
		return true;
	}
	return false;
}

bool
ec_note_is(const struct ec_note *note, const char *owner, uint32_t type)
{
	return note->type == type && note->namesz == strlen(owner) + 1 &&
	       strcmp(note->name, owner) == 0;
}
