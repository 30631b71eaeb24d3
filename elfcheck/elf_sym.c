/* SPDX-License-Identifier: BSD-2-Clause */
/* Dynamic symbols, by index and by the two hash tables. */
#include "elfcheck/elf_read.h"

#include <string.h>

enum {
	MAX_CHAIN = 4096, /* links of one hash chain: a hostile one may be a circle */
	MAX_SYMS = 1 << 20,
};

bool
ec_sym_at(struct ec_reader *r, const struct ec_dyn *dyn, uint32_t i, struct ec_sym *sym)
{
	size_t size = r->head.is64 ? EC_SYM64_SIZE : EC_SYM32_SIZE;
	const uint8_t *p;

	if (dyn->symtab == 0)
		return false;
	p = ec_bytes(r, dyn->symtab + (uint64_t)i * size, size);
	if (p == NULL)
		return false;
	sym->name = ec_u32(r, p);
	if (r->head.is64) {
		sym->bind = p[4] >> 4;
		sym->type = p[4] & 15;
		sym->shndx = ec_u16(r, p + 6);
		sym->value = ec_u64(r, p + 8);
		sym->size = ec_u64(r, p + 16);
	} else {
		sym->value = ec_u32(r, p + 4);
		sym->size = ec_u32(r, p + 8);
		sym->bind = p[12] >> 4;
		sym->type = p[12] & 15;
		sym->shndx = ec_u16(r, p + 14);
	}
	return true;
}

/* One word of a table of u32 at file offset base; false past the file's end. */
static bool
word_at(struct ec_reader *r, uint64_t base, uint64_t i, uint32_t *word)
{
	const uint8_t *p = ec_bytes(r, base + i * 4, 4);

	if (p == NULL)
		return false;
	*word = ec_u32(r, p);
	return true;
}

/* DT_GNU_HASH: u32 nbuckets, symoffset, bloom_size, bloom_shift; bloom words of the address size;
 * buckets; chains, one word for each symbol from symoffset on, with bit 0 set at a chain's end. */
struct gnu_hash {
	uint32_t nbuckets;
	uint32_t symoffset;
	uint64_t buckets; /* file offsets */
	uint64_t chains;
};

static bool
gnu_hash_open(struct ec_reader *r, const struct ec_dyn *dyn, struct gnu_hash *g)
{
	const uint8_t *p;

	if (dyn->gnu_hash == 0)
		return false;
	p = ec_bytes(r, dyn->gnu_hash, 16);
	if (p == NULL)
		return false;
	g->nbuckets = ec_u32(r, p);
	g->symoffset = ec_u32(r, p + 4);
	g->buckets = dyn->gnu_hash + 16 + (uint64_t)ec_u32(r, p + 8) * (r->head.is64 ? 8 : 4);
	g->chains = g->buckets + (uint64_t)g->nbuckets * 4;
	return true;
}

/* The last symbol of the longest-reaching chain, plus one. */
static uint32_t
gnu_hash_count(struct ec_reader *r, const struct gnu_hash *g)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < g->nbuckets && i < MAX_SYMS; i++) {
		uint32_t b;

		if (!word_at(r, g->buckets, i, &b))
			break;
		if (b > last)
			last = b;
	}
	if (last < g->symoffset)
		return g->symoffset;
	for (uint32_t n = 0; n < MAX_SYMS && last < UINT32_MAX; n++) {
		uint32_t hash;

		if (!word_at(r, g->chains, last - g->symoffset, &hash))
			break;
		last++;
		if (hash & 1)
			break;
	}
	return last;
}

uint32_t
ec_sym_count(struct ec_reader *r, const struct ec_dyn *dyn, uint32_t *first_defined)
{
	struct gnu_hash g;
	uint32_t count = 0;
	bool gnu = gnu_hash_open(r, dyn, &g);

	*first_defined = gnu ? g.symoffset : 0;
	if (dyn->hash == 0 || !word_at(r, dyn->hash, 1, &count)) {
		if (gnu)
			count = gnu_hash_count(r, &g);
		else if (dyn->symtab != 0 && dyn->strtab > dyn->symtab &&
			 (dyn->strtab - dyn->symtab) / EC_SYM32_SIZE < MAX_SYMS)
			count = (uint32_t)((dyn->strtab - dyn->symtab) /
					   (r->head.is64 ? EC_SYM64_SIZE : EC_SYM32_SIZE));
	}
	return count < MAX_SYMS ? count : MAX_SYMS;
}

static bool
defines(struct ec_reader *r, const struct ec_dyn *dyn, uint32_t i, const char *name)
{
	struct ec_sym sym;
	char buf[64];

	return ec_sym_at(r, dyn, i, &sym) && sym.shndx != 0 && sym.bind != EC_STB_LOCAL &&
	       ec_dyn_string(r, dyn, sym.name, buf, sizeof(buf)) && strcmp(buf, name) == 0;
}

static bool
gnu_hash_defined(
    struct ec_reader *r, const struct ec_dyn *dyn, const struct gnu_hash *g, const char *name)
{
	uint32_t h = 5381;
	uint32_t i;

	for (const char *c = name; *c != '\0'; c++)
		h = h * 33 + (unsigned char)*c;
	if (g->nbuckets == 0 || !word_at(r, g->buckets, h % g->nbuckets, &i) || i < g->symoffset)
		return false;
	for (unsigned n = 0; n < MAX_CHAIN && i < UINT32_MAX; n++, i++) {
		uint32_t hash;

		if (!word_at(r, g->chains, i - g->symoffset, &hash))
			return false;
		if ((hash | 1) == (h | 1) && defines(r, dyn, i, name))
			return true;
		if (hash & 1)
			return false;
	}
	return false;
}

/* DT_HASH: u32 nbucket, nchain, buckets, chains. */
static bool
sysv_hash_defined(struct ec_reader *r, const struct ec_dyn *dyn, const char *name)
{
	uint32_t h = 0;
	uint32_t nbucket;
	uint32_t i;

	for (const char *c = name; *c != '\0'; c++) {
		uint32_t top;

		h = (h << 4) + (unsigned char)*c;
		top = h & 0xf0000000U;
		h = (h ^ top >> 24) & ~top;
	}
	if (!word_at(r, dyn->hash, 0, &nbucket) || nbucket == 0 ||
	    !word_at(r, dyn->hash, 2 + (uint64_t)(h % nbucket), &i))
		return false;
	for (unsigned n = 0; n < MAX_CHAIN && i != 0; n++) {
		if (defines(r, dyn, i, name))
			return true;
		if (!word_at(r, dyn->hash, 2 + (uint64_t)nbucket + i, &i))
			return false;
	}
	return false;
}

bool
ec_sym_defined(struct ec_reader *r, const struct ec_dyn *dyn, const char *name)
{
	struct gnu_hash g;

	if (gnu_hash_open(r, dyn, &g))
		return gnu_hash_defined(r, dyn, &g, name);
	return dyn->hash != 0 && sysv_hash_defined(r, dyn, name);
}
