/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/elf/builder.h"

#include "elfcheck/elf_defs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CAPACITY = 64 << 10,
	PHDRS = 7,
	BASE = 0x10000, /* address of file offset 0 */
};

struct image {
	const struct eb_spec *s;
	uint8_t *b;
	size_t at;
	size_t phdr_at;
	unsigned nphdrs;
	/* string table under construction */
	char strtab[4096];
	size_t strtab_len;
};

static void
put(struct image *m, size_t at, uint64_t value, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		m->b[at + i] = (uint8_t)(value >> 8 * (m->s->big ? bytes - 1 - i : i));
}

static void
add(struct image *m, uint64_t value, unsigned bytes)
{
	put(m, m->at, value, bytes);
	m->at += bytes;
}

static unsigned
word(const struct image *m)
{
	return m->s->is32 ? 4 : 8;
}

static void
align(struct image *m, size_t to)
{
	m->at = (m->at + to - 1) / to * to;
}

static void
add_bytes(struct image *m, const void *bytes, size_t n)
{
	memcpy(m->b + m->at, bytes, n);
	m->at += n;
}

static size_t
str(struct image *m, const char *s)
{
	size_t at = m->strtab_len;

	memcpy(m->strtab + at, s, strlen(s) + 1);
	m->strtab_len += strlen(s) + 1;
	return at;
}

static void
phdr(struct image *m, uint32_t type, uint32_t flags, size_t off, size_t size, size_t alignment)
{
	size_t p = m->phdr_at + (size_t)m->nphdrs++ * (m->s->is32 ? 32 : 56);

	put(m, p, type, 4);
	if (m->s->is32) {
		put(m, p + 4, off, 4);
		put(m, p + 8, BASE + off, 4);
		put(m, p + 12, BASE + off, 4);
		put(m, p + 16, size, 4);
		put(m, p + 20, size, 4);
		put(m, p + 24, flags, 4);
		put(m, p + 28, alignment, 4);
	} else {
		put(m, p + 4, flags, 4);
		put(m, p + 8, off, 8);
		put(m, p + 16, BASE + off, 8);
		put(m, p + 24, BASE + off, 8);
		put(m, p + 32, size, 8);
		put(m, p + 40, size, 8);
		put(m, p + 48, alignment, 8);
	}
}

static void
notes(struct image *m, unsigned segment)
{
	size_t pad = m->s->note_align == 8 ? 8 : 4;
	size_t start;

	align(m, pad);
	start = m->at;
	for (unsigned i = 0; i < EB_MAX && m->s->notes[i].owner != NULL; i++) {
		const struct eb_note *n = &m->s->notes[i];

		if (n->segment != segment)
			continue;
		align(m, pad);
		add(m, strlen(n->owner) + 1, 4);
		add(m, (size_t)n->nwords * 4, 4);
		add(m, n->type, 4);
		add_bytes(m, n->owner, strlen(n->owner) + 1);
		align(m, pad);
		for (unsigned w = 0; w < n->nwords; w++)
			add(m, n->words[w], 4);
	}
	if (m->at == start)
		return;
	m->at += m->s->note_tail;
	phdr(m, EC_PT_NOTE, EC_PF_R, start, m->at - start - m->s->note_cut, pad);
}

static void
tag(struct image *m, uint64_t t, uint64_t value)
{
	add(m, t, word(m));
	add(m, value, word(m));
}

static uint32_t
gnu_hash(const char *s)
{
	uint32_t h = 5381;

	for (; *s != '\0'; s++)
		h = h * 33 + (unsigned char)*s;
	return h;
}

static void
symbol(struct image *m, const struct eb_sym *s)
{
	size_t name = s == NULL ? 0 : str(m, s->name);
	unsigned info = s == NULL ? 0 : (unsigned)s->bind << 4 | s->type;
	unsigned shndx = s != NULL && s->defined ? 1 : 0;

	add(m, name, 4);
	if (m->s->is32) {
		add(m, shndx ? 0x1000 : 0, 4);
		add(m, 0, 4);
		add(m, info, 1);
		add(m, 0, 1);
		add(m, shndx, 2);
	} else {
		add(m, info, 1);
		add(m, 0, 1);
		add(m, shndx, 2);
		add(m, shndx ? 0x1000 : 0, 8);
		add(m, 0, 8);
	}
}

struct places {
	size_t symtab;
	size_t hash;
	size_t verneed;
	size_t verdef;
	size_t strtab;
	unsigned nneeds;
	unsigned nfiles;
	unsigned ndefs;
};

/* Undefined symbols first, as DT_GNU_HASH wants it, then one bucket with all defined ones. */
static void
symbols(struct image *m, struct places *p)
{
	const struct eb_spec *s = m->s;
	unsigned undefined = 1;
	unsigned total = 1;

	for (unsigned i = 0; i < EB_MAX && s->syms[i].name != NULL; i++, total++)
		undefined += !s->syms[i].defined;
	if (total == 1)
		return;
	align(m, 8);
	p->symtab = m->at;
	symbol(m, NULL);
	for (unsigned pass = 0; pass < 2; pass++)
		for (unsigned i = 0; i < EB_MAX && s->syms[i].name != NULL; i++)
			if (s->syms[i].defined == (pass == 1))
				symbol(m, &s->syms[i]);
	align(m, 8);
	p->hash = m->at;
	if (s->sysv_hash) { /* one bucket, every symbol in its chain */
		add(m, 1, 4);
		add(m, total, 4);
		add(m, total > 1 ? 1 : 0, 4);
		add(m, 0, 4);
		for (unsigned i = 1; i < total; i++)
			add(m, i + 1 < total ? i + 1 : 0, 4);
		return;
	}
	add(m, 1, 4);
	add(m, undefined, 4);
	add(m, 1, 4);
	add(m, 0, 4);
	add(m, UINT64_MAX, word(m));
	add(m, undefined < total ? undefined : 0, 4);
	for (unsigned i = 0, left = total - undefined; i < EB_MAX && s->syms[i].name != NULL; i++)
		if (s->syms[i].defined)
			add(m, (gnu_hash(s->syms[i].name) & ~1U) | (--left == 0), 4);
}

static void
versions(struct image *m, struct places *p)
{
	const struct eb_spec *s = m->s;

	align(m, 4);
	p->verneed = m->at;
	while (p->nneeds < EB_MAX && s->needs[p->nneeds].name != NULL)
		p->nneeds++;
	for (unsigned i = 0, n; i < p->nneeds; i += n) {
		n = 1;
		while (i + n < p->nneeds && strcmp(s->needs[i + n].file, s->needs[i].file) == 0)
			n++;
		p->nfiles++;
		add(m, 1, 2);
		add(m, n, 2);
		add(m, str(m, s->needs[i].file), 4);
		add(m, 16, 4);
		add(m, i + n < p->nneeds ? 16 + 16 * n : 0, 4);
		for (unsigned k = i; k < i + n; k++) {
			add(m, gnu_hash(s->needs[k].name), 4);
			add(m, s->needs[k].flags, 2);
			add(m, k + 2, 2);
			add(m, str(m, s->needs[k].name), 4);
			add(m, k + 1 < i + n ? 16 : 0, 4);
		}
	}
	p->verdef = m->at;
	while (p->ndefs < EB_MAX && s->defs[p->ndefs].name != NULL)
		p->ndefs++;
	for (unsigned i = 0; i < p->ndefs; i++) {
		add(m, 1, 2);
		add(m, s->defs[i].flags, 2);
		add(m, i + 1, 2);
		add(m, 1, 2);
		add(m, 0, 4);
		add(m, 20, 4);
		add(m, i + 1 < p->ndefs ? 28 : 0, 4);
		add(m, str(m, s->defs[i].name), 4);
		add(m, 0, 4);
	}
}

static bool
wants_dynamic(const struct eb_spec *s)
{
	return s->dynamic || s->needed[0] != NULL || s->soname != NULL || s->rpath != NULL ||
	       s->runpath != NULL || s->flags_1 != 0 || s->needs[0].name != NULL ||
	       s->defs[0].name != NULL || s->syms[0].name != NULL;
}

static void
dynamic(struct image *m)
{
	const struct eb_spec *s = m->s;
	struct places p = {0};
	size_t names[EB_MAX] = {0};
	size_t soname = s->soname != NULL ? str(m, s->soname) : 0;
	size_t rpath = s->rpath != NULL ? str(m, s->rpath) : 0;
	size_t runpath = s->runpath != NULL ? str(m, s->runpath) : 0;
	size_t start;

	for (unsigned i = 0; i < EB_MAX && s->needed[i] != NULL; i++)
		names[i] = str(m, s->needed[i]);
	symbols(m, &p);
	versions(m, &p);
	p.strtab = m->at;
	add_bytes(m, m->strtab, m->strtab_len);
	align(m, 8);
	start = m->at;
	for (unsigned i = 0; i < EB_MAX && s->needed[i] != NULL; i++)
		tag(m, EC_DT_NEEDED, names[i]);
	if (s->soname != NULL)
		tag(m, EC_DT_SONAME, soname);
	if (s->rpath != NULL)
		tag(m, EC_DT_RPATH, rpath);
	if (s->runpath != NULL)
		tag(m, EC_DT_RUNPATH, runpath);
	if (s->flags_1 != 0)
		tag(m, EC_DT_FLAGS_1, s->flags_1);
	tag(m, EC_DT_STRTAB, BASE + p.strtab);
	tag(m, EC_DT_STRSZ, m->strtab_len);
	if (p.symtab != 0) {
		tag(m, EC_DT_SYMTAB, BASE + p.symtab);
		tag(m, s->sysv_hash ? EC_DT_HASH : EC_DT_GNU_HASH, BASE + p.hash);
	}
	if (p.nneeds != 0) {
		tag(m, EC_DT_VERNEED, BASE + p.verneed);
		tag(m, EC_DT_VERNEEDNUM, p.nfiles);
	}
	if (p.ndefs != 0) {
		tag(m, EC_DT_VERDEF, BASE + p.verdef);
		tag(m, EC_DT_VERDEFNUM, p.ndefs);
	}
	tag(m, EC_DT_NULL, 0);
	phdr(m, EC_PT_DYNAMIC, EC_PF_R | EC_PF_W, start, m->at - start, 8);
}

static void
section(struct image *m, uint32_t name, uint32_t type, size_t off, size_t size)
{
	add(m, name, 4);
	add(m, type, 4);
	add(m, 0, word(m));
	add(m, BASE + off, word(m));
	add(m, off, word(m));
	add(m, size, word(m));
	add(m, 0, 8);
	add(m, 1, word(m));
	add(m, 0, word(m));
}

/* Sections: none, Go's data, the names. Returns e_shoff. */
static size_t
go_sections(struct image *m)
{
	static const char names[] = "\0.go.buildinfo\0.gopclntab\0.shstrtab";
	const struct eb_spec *s = m->s;
	char text[256];
	size_t data;
	size_t data_len;
	size_t names_at;
	size_t at;

	align(m, 16);
	data = m->at;
	if (s->go_os != NULL) {
		int n = snprintf(text, sizeof(text),
		    "0123456789abcdef\npath\tx\nbuild\tGOARCH=amd64\nbuild\tGOOS=%s\n", s->go_os);

		add_bytes(m, "\xff Go buildinf:", 14);
		add(m, word(m), 1);
		add(m, 2, 1);
		m->at = data + 32;
		add(m, 4, 1);
		add_bytes(m, "go1x", 4);
		add(m, ((unsigned)n & 0x7f) | 0x80, 1);
		add(m, (unsigned)n >> 7, 1);
		add_bytes(m, text, (size_t)n);
	} else {
		size_t header = 8 + (size_t)8 * word(m);
		int n = snprintf(
		    text, sizeof(text), "runtime/a.go%cruntime/rt0_%s_amd64.s%c", 0, s->go_rt0, 0);

		add(m, 0xfffffff1, 4);
		add(m, 0, 2);
		add(m, 1, 1);
		add(m, word(m), 1);
		for (unsigned i = 0; i < 5; i++)
			add(m, 0, word(m));
		add(m, header, word(m));
		add(m, header + (size_t)n, word(m));
		add(m, 0, word(m));
		add_bytes(m, text, (size_t)n);
	}
	data_len = m->at - data;
	names_at = m->at;
	add_bytes(m, names, sizeof(names));
	align(m, 8);
	at = m->at;
	section(m, 0, 0, 0, 0);
	section(m, s->go_os != NULL ? 1 : 15, EC_SHT_PROGBITS, data, data_len);
	section(m, 26, EC_SHT_STRTAB, names_at, sizeof(names));
	return at;
}

static void
header(struct image *m, size_t shoff)
{
	const struct eb_spec *s = m->s;
	unsigned machine = s->machine != 0 ? s->machine : s->is32 ? EC_EM_386 : EC_EM_X86_64;

	m->at = 0;
	add_bytes(m, "\177ELF", 4);
	add(m, s->is32 ? EC_CLASS32 : EC_CLASS64, 1);
	add(m, s->big ? EC_MSB : EC_LSB, 1);
	add(m, 1, 1);
	add(m, s->osabi, 1);
	add(m, s->abiversion, 1);
	if (s->old_brand != NULL)
		memcpy(m->b + ECE_ABIVERSION, s->old_brand, strlen(s->old_brand));
	m->at = ECE_NIDENT;
	add(m, s->type != 0 ? s->type : EC_ET_DYN, 2);
	add(m, machine, 2);
	add(m, 1, 4);
	add(m, BASE, word(m));
	add(m, m->phdr_at, word(m));
	add(m, shoff, word(m));
	add(m, 0, 4);
	add(m, s->is32 ? 52 : 64, 2);
	add(m, s->is32 ? 32 : 56, 2);
	add(m, m->nphdrs, 2);
	add(m, shoff != 0 ? (s->is32 ? 40 : 64) : 0, 2);
	add(m, shoff != 0 ? 3 : 0, 2);
	add(m, shoff != 0 ? 2 : 0, 2);
}

uint8_t *
eb_build(const struct eb_spec *spec, size_t *size)
{
	struct image m = {.s = spec, .b = calloc(1, CAPACITY), .strtab_len = 1};
	size_t shoff = 0;
	size_t end;

	if (m.b == NULL)
		abort();
	m.phdr_at = spec->is32 ? 52 : 64;
	m.at = m.phdr_at + (size_t)PHDRS * (spec->is32 ? 32 : 56);
	if (spec->interp != NULL) {
		size_t at = m.at;

		add_bytes(&m, spec->interp, strlen(spec->interp) + 1);
		phdr(&m, EC_PT_INTERP, EC_PF_R, at, m.at - at, 1);
	}
	notes(&m, 0);
	notes(&m, 1);
	if (wants_dynamic(spec))
		dynamic(&m);
	if (spec->go_os != NULL || spec->go_rt0 != NULL)
		shoff = go_sections(&m);
	end = m.at > spec->pad_to ? m.at : spec->pad_to;
	if (!spec->no_load)
		phdr(&m, EC_PT_LOAD, EC_PF_R | EC_PF_X, 0, end, 4096);
	header(&m, shoff);
	*size = end;
	return m.b;
}

int
eb_bytes_file(const void *bytes, size_t size)
{
	char name[] = "/tmp/elf-test-XXXXXX";
	int fd = mkstemp(name);

	if (fd < 0 || unlink(name) != 0 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	return fd;
}

int
eb_file(const struct eb_spec *spec)
{
	size_t size;
	uint8_t *bytes = eb_build(spec, &size);
	int fd = eb_bytes_file(bytes, size);

	free(bytes);
	return fd;
}
