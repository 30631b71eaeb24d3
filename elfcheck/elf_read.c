/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The reader's ground: bounded bytes, the header, program and section headers.
 *
 * One pread brings the first page, which holds all that the brand of most files needs. Everything
 * else goes through two windows of a page; two, because walks alternate between a table and its
 * string table.
 */
#include "elfcheck/elf_read.h"

#include "elfcheck/slurp.h"

#include <string.h>

enum {
	MAX_SECTIONS_SEARCHED = 4096
};

/* Read up to len bytes at off, less at the end of the file or after an error (kept in r->error). */
static size_t
read_at(struct ec_reader *r, uint64_t off, uint8_t *buf, size_t len)
{
	size_t got = 0;
	errnum error;

	if (r->fd < 0) {
		if (off >= r->mem_len)
			return 0;
		got = r->mem_len - (size_t)off;
		if (got > len)
			got = len;
		memcpy(buf, r->mem + off, got);
		return got;
	}
	if (off > INT64_MAX - len) /* where no file goes */
		return 0;
	error = slurp_at(r->fd, off, buf, len, &got);
	if (error != 0 && r->error == 0)
		r->error = error;
	return got;
}

const uint8_t *
ec_some(struct ec_reader *r, uint64_t off, size_t want, size_t *len)
{
	struct ec_window *w;

	*len = 0;
	if (want > EC_PAGE)
		want = EC_PAGE;
	if (off < r->page_len && (off + want <= r->page_len || r->page_len < EC_PAGE)) {
		*len = r->page_len - (size_t)off;
		if (*len > want)
			*len = want;
		return r->page + off;
	}
	if (r->page_len < EC_PAGE || off > UINT64_MAX - 2 * (uint64_t)EC_PAGE)
		return NULL; /* the page held all of the file, or nothing can be there */
	for (unsigned i = 0; i < ARRAY_LEN(r->win); i++) {
		w = &r->win[i];
		if (off >= w->offset && off - w->offset < w->len &&
		    (w->len < EC_PAGE || off - w->offset + want <= EC_PAGE)) {
			*len = w->len - (size_t)(off - w->offset);
			if (*len > want)
				*len = want;
			r->turn = i + 1; /* the other one goes next */
			return w->bytes + (off - w->offset);
		}
	}
	w = &r->win[r->turn++ % ARRAY_LEN(r->win)];
	/* an aligned window serves neighbours on both sides */
	w->offset = off / EC_PAGE * EC_PAGE;
	if (off - w->offset + want > EC_PAGE)
		w->offset = off;
	w->len = read_at(r, w->offset, w->bytes, EC_PAGE);
	if (off - w->offset >= w->len)
		return NULL;
	*len = w->len - (size_t)(off - w->offset);
	if (*len > want)
		*len = want;
	return w->bytes + (off - w->offset);
}

/* Whether all of len bytes at off are among have bytes at start. */
static bool
within(uint64_t start, size_t have, uint64_t off, size_t len)
{
	return off >= start && off - start <= have && len <= have - (size_t)(off - start);
}

const uint8_t *
ec_bytes(struct ec_reader *r, uint64_t off, size_t len)
{
	/* headers, and tables that are walked: asked for in small pieces, thousands a second */
	const struct ec_window *last = &r->win[(r->turn + 1) % ARRAY_LEN(r->win)];
	const uint8_t *p;
	size_t got;

	if (within(0, r->page_len, off, len))
		return r->page + off;
	if (within(last->offset, last->len, off, len))
		return last->bytes + (off - last->offset);
	p = ec_some(r, off, len, &got);
	return got == len ? p : NULL;
}

bool
ec_string(struct ec_reader *r, uint64_t off, uint64_t end, char *buf, size_t cap)
{
	size_t used = 0;

	while (used + 1 < cap && off < end) {
		size_t want = cap - 1 - used;
		size_t got;
		const uint8_t *p;
		const uint8_t *nul;

		if (want > end - off)
			want = (size_t)(end - off);
		if (want > EC_PAGE)
			want = EC_PAGE;
		/* up to the page's end: the window then serves the next string as well */
		if (want > EC_PAGE - off % EC_PAGE)
			want = (size_t)(EC_PAGE - off % EC_PAGE);
		p = ec_some(r, off, want, &got);
		if (got == 0)
			break;
		nul = memchr(p, 0, got);
		if (nul != NULL) {
			memcpy(buf + used, p, (size_t)(nul - p) + 1);
			return true;
		}
		memcpy(buf + used, p, got);
		used += got;
		off += got;
	}
	buf[used] = '\0';
	if (used + 1 >= cap && off < end) { /* it may be exactly full */
		const uint8_t *p = ec_bytes(r, off, 1);

		return p != NULL && *p == 0;
	}
	return false;
}

uint16_t
ec_u16(const struct ec_reader *r, const uint8_t *p)
{
	if (r->head.big)
		return (uint16_t)(p[0] << 8 | p[1]);
	return (uint16_t)(p[1] << 8 | p[0]);
}

uint32_t
ec_u32(const struct ec_reader *r, const uint8_t *p)
{
	if (r->head.big)
		return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

uint64_t
ec_u64(const struct ec_reader *r, const uint8_t *p)
{
	uint64_t a = ec_u32(r, p);
	uint64_t b = ec_u32(r, p + 4);

	return r->head.big ? a << 32 | b : b << 32 | a;
}

uint64_t
ec_addr(const struct ec_reader *r, const uint8_t *p)
{
	return r->head.is64 ? ec_u64(r, p) : ec_u32(r, p);
}

/* What is cut off reads as zero. */
static void
decode_head(struct ec_reader *r)
{
	struct ec_head *h = &r->head;
	uint8_t b[EC_EHDR64_SIZE] = {0};
	size_t have = r->page_len < sizeof(b) ? r->page_len : sizeof(b);
	const uint8_t *p = b + 24;
	size_t word;

	memcpy(b, r->page, have);
	if (have < ECE_NIDENT || (b[ECE_CLASS] != EC_CLASS32 && b[ECE_CLASS] != EC_CLASS64) ||
	    (b[ECE_DATA] != EC_LSB && b[ECE_DATA] != EC_MSB))
		return;
	h->decoded = true;
	h->is64 = b[ECE_CLASS] == EC_CLASS64;
	h->big = b[ECE_DATA] == EC_MSB;
	h->type = ec_u16(r, b + 16);
	h->machine = ec_u16(r, b + 18);
	h->version = ec_u32(r, b + 20);
	word = h->is64 ? 8 : 4;
	h->entry = ec_addr(r, p);
	h->phoff = ec_addr(r, p + word);
	h->shoff = ec_addr(r, p + 2 * word);
	p += 3 * word;
	h->flags = ec_u32(r, p);
	h->ehsize = ec_u16(r, p + 4);
	h->phentsize = ec_u16(r, p + 6);
	h->phnum = ec_u16(r, p + 8);
	h->shentsize = ec_u16(r, p + 10);
	h->shnum = ec_u16(r, p + 12);
	h->shstrndx = ec_u16(r, p + 14);
}

static errnum
start(struct ec_reader *r)
{
	static const uint8_t magic[4] = {0x7f, 'E', 'L', 'F'};

	r->error = 0;
	r->turn = 0;
	r->head = (struct ec_head){0};
	r->win[0].len = r->win[1].len = 0;
	r->win[0].offset = r->win[1].offset = 0;
	r->page_len = read_at(r, 0, r->page, EC_PAGE);
	if (r->page_len == 0 && r->error != 0)
		return r->error;
	if (r->page_len < sizeof(magic) || memcmp(r->page, magic, sizeof(magic)) != 0)
		return ENOEXEC;
	decode_head(r);
	return 0;
}

errnum
ec_open(struct ec_reader *r, int fd)
{
	r->fd = fd;
	r->mem = NULL;
	r->mem_len = 0;
	return start(r);
}

errnum
ec_open_mem(struct ec_reader *r, const void *mem, size_t len)
{
	r->fd = -1;
	r->mem = mem;
	r->mem_len = len;
	return start(r);
}

size_t
ec_phentsize(const struct ec_reader *r)
{
	return r->head.is64 ? EC_PHDR64_SIZE : EC_PHDR32_SIZE;
}

bool
ec_phdr_at(struct ec_reader *r, unsigned i, struct ec_phdr *ph)
{
	size_t size = ec_phentsize(r);
	const uint8_t *p;

	if (!r->head.decoded || i >= r->head.phnum || r->head.phentsize != size ||
	    r->head.phoff == 0 || r->head.phoff > UINT64_MAX - (uint64_t)i * size)
		return false;
	p = ec_bytes(r, r->head.phoff + (uint64_t)i * size, size);
	if (p == NULL)
		return false;
	ph->type = ec_u32(r, p);
	if (r->head.is64) {
		ph->flags = ec_u32(r, p + 4);
		ph->offset = ec_u64(r, p + 8);
		ph->vaddr = ec_u64(r, p + 16);
		ph->filesz = ec_u64(r, p + 32);
		ph->memsz = ec_u64(r, p + 40);
		ph->align = ec_u64(r, p + 48);
	} else {
		ph->offset = ec_u32(r, p + 4);
		ph->vaddr = ec_u32(r, p + 8);
		ph->filesz = ec_u32(r, p + 16);
		ph->memsz = ec_u32(r, p + 20);
		ph->flags = ec_u32(r, p + 24);
		ph->align = ec_u32(r, p + 28);
	}
	return true;
}

bool
ec_phdr_find(struct ec_reader *r, uint32_t type, struct ec_phdr *ph)
{
	for (unsigned i = 0; ec_phdr_at(r, i, ph); i++)
		if (ph->type == type)
			return true;
	return false;
}

bool
ec_vaddr_offset(struct ec_reader *r, uint64_t vaddr, uint64_t *off, uint64_t *left)
{
	struct ec_phdr ph;

	for (unsigned i = 0; ec_phdr_at(r, i, &ph); i++) {
		if (ph.type != EC_PT_LOAD || vaddr < ph.vaddr || vaddr - ph.vaddr >= ph.filesz)
			continue;
		if (ph.offset > UINT64_MAX - ph.filesz)
			continue;
		*off = ph.offset + (vaddr - ph.vaddr);
		*left = ph.filesz - (vaddr - ph.vaddr);
		return true;
	}
	return false;
}

bool
ec_shdr_at(struct ec_reader *r, unsigned i, struct ec_shdr *sh)
{
	size_t size = r->head.is64 ? EC_SHDR64_SIZE : EC_SHDR32_SIZE;
	const uint8_t *p;

	if (!r->head.decoded || i >= r->head.shnum || r->head.shentsize != size ||
	    r->head.shoff == 0 || r->head.shoff > UINT64_MAX - (uint64_t)i * size)
		return false;
	p = ec_bytes(r, r->head.shoff + (uint64_t)i * size, size);
	if (p == NULL)
		return false;
	sh->name = ec_u32(r, p);
	sh->type = ec_u32(r, p + 4);
	if (r->head.is64) {
		sh->flags = ec_u64(r, p + 8);
		sh->addr = ec_u64(r, p + 16);
		sh->offset = ec_u64(r, p + 24);
		sh->size = ec_u64(r, p + 32);
		sh->align = ec_u64(r, p + 48);
	} else {
		sh->flags = ec_u32(r, p + 8);
		sh->addr = ec_u32(r, p + 12);
		sh->offset = ec_u32(r, p + 16);
		sh->size = ec_u32(r, p + 20);
		sh->align = ec_u32(r, p + 32);
	}
	return true;
}

bool
ec_section_find(struct ec_reader *r, const char *name, struct ec_shdr *sh)
{
	struct ec_shdr names;
	char buf[64];

	if (!ec_shdr_at(r, r->head.shstrndx, &names) || names.type != EC_SHT_STRTAB ||
	    names.offset > UINT64_MAX - names.size)
		return false;
	for (unsigned i = 0; i < MAX_SECTIONS_SEARCHED && ec_shdr_at(r, i, sh); i++)
		if (sh->name < names.size &&
		    ec_string(
			r, names.offset + sh->name, names.offset + names.size, buf, sizeof(buf)) &&
		    strcmp(buf, name) == 0)
			return true;
	return false;
}

bool
ec_interp(struct ec_reader *r, char *buf, size_t cap)
{
	struct ec_phdr ph;

	if (!ec_phdr_find(r, EC_PT_INTERP, &ph) || ph.offset > UINT64_MAX - ph.filesz)
		return false;
	return ec_string(r, ph.offset, ph.offset + ph.filesz, buf, cap);
}
