/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The dynamic section and what hangs on it: strings, version needs and definitions.
 *
 * The table is found as the loaders' tools find it, by PT_DYNAMIC's file offset; the addresses in
 * it are turned into file offsets by the PT_LOADs. Section headers are not used: the loaders do
 * not, and a stripped file may have none.
 */
#include "elfcheck/elf_read.h"

#include <string.h>

static size_t
entry_size(const struct ec_reader *r)
{
	return r->head.is64 ? 16 : 8;
}

bool
ec_dyn_at(struct ec_reader *r, const struct ec_dyn *dyn, uint32_t i, uint64_t *tag, uint64_t *val)
{
	size_t size = entry_size(r);
	const uint8_t *p = ec_bytes(r, dyn->offset + (uint64_t)i * size, size);

	if (p == NULL)
		return false;
	*tag = ec_addr(r, p);
	*val = ec_addr(r, p + size / 2);
	return true;
}

/* Turn the address at *at into a file offset, 0 when it is in no segment. */
static void
resolve(struct ec_reader *r, struct ec_dyn *dyn, uint64_t *at)
{
	uint64_t left;

	if (*at != 0 && !ec_vaddr_offset(r, *at, at, &left)) {
		*at = 0;
		dyn->bad = true;
	}
}

static void
take_entry(struct ec_dyn *dyn, uint64_t tag, uint64_t val, uint64_t *strsz)
{
	switch (tag) {
	case EC_DT_STRTAB:
		dyn->strtab = val;
		break;
	case EC_DT_STRSZ:
		*strsz = val;
		break;
	case EC_DT_HASH:
		dyn->hash = val;
		break;
	case EC_DT_GNU_HASH:
		dyn->gnu_hash = val;
		break;
	case EC_DT_VERNEED:
		dyn->verneed = val;
		break;
	case EC_DT_VERNEEDNUM:
		dyn->verneednum = val > UINT32_MAX ? UINT32_MAX : (uint32_t)val;
		break;
	case EC_DT_VERDEF:
		dyn->verdef = val;
		break;
	case EC_DT_VERDEFNUM:
		dyn->verdefnum = val > UINT32_MAX ? UINT32_MAX : (uint32_t)val;
		break;
	case EC_DT_VERSYM:
		dyn->versym = val;
		break;
	case EC_DT_FLAGS:
		dyn->flags = val;
		break;
	case EC_DT_FLAGS_1:
		dyn->flags_1 = val;
		break;
	case EC_DT_RELR:
		dyn->has_relr = true;
		break;
	case EC_DT_SONAME:
		dyn->has_soname = true;
		dyn->soname = val;
		break;
	case EC_DT_RPATH:
		dyn->has_rpath = true;
		dyn->rpath = val;
		break;
	case EC_DT_RUNPATH:
		dyn->has_runpath = true;
		dyn->runpath = val;
		break;
	default:
		break;
	}
}

bool
ec_dyn_read(struct ec_reader *r, struct ec_dyn *dyn)
{
	struct ec_phdr ph;
	uint64_t symtab = 0;
	uint64_t strsz = 0;
	uint64_t left;
	uint32_t i;
	uint32_t cap = EC_MAX_DYN;

	*dyn = (struct ec_dyn){0};
	if (!ec_phdr_find(r, EC_PT_DYNAMIC, &ph) || ph.offset > UINT64_MAX / 2)
		return false;
	dyn->offset = ph.offset;
	if (ph.filesz / entry_size(r) < cap)
		cap = (uint32_t)(ph.filesz / entry_size(r));
	for (i = 0; i < cap; i++) {
		uint64_t tag;
		uint64_t val;

		if (!ec_dyn_at(r, dyn, i, &tag, &val)) {
			dyn->bad = true;
			break;
		}
		if (tag == EC_DT_NULL)
			break;
		if (tag == EC_DT_SYMTAB)
			symtab = val;
		else
			take_entry(dyn, tag, val, &strsz);
	}
	dyn->count = i;
	if (i == 0)
		return false;
	dyn->symtab = symtab;
	resolve(r, dyn, &dyn->symtab);
	resolve(r, dyn, &dyn->hash);
	resolve(r, dyn, &dyn->gnu_hash);
	resolve(r, dyn, &dyn->verneed);
	resolve(r, dyn, &dyn->verdef);
	resolve(r, dyn, &dyn->versym);
	if (dyn->strtab != 0) {
		if (ec_vaddr_offset(r, dyn->strtab, &dyn->strtab, &left)) {
			dyn->strtab_end = dyn->strtab + (strsz < left ? strsz : left);
			dyn->bad = dyn->bad || strsz > left;
		} else {
			dyn->strtab = 0;
			dyn->bad = true;
		}
	}
	return true;
}

bool
ec_dyn_string(struct ec_reader *r, const struct ec_dyn *dyn, uint64_t str, char *buf, size_t cap)
{
	buf[0] = '\0';
	if (dyn->strtab == 0 || str >= dyn->strtab_end - dyn->strtab)
		return false;
	return ec_string(r, dyn->strtab + str, dyn->strtab_end, buf, cap);
}

void
ec_verneed_begin(struct ec_verneed_iter *it, const struct ec_dyn *dyn)
{
	*it = (struct ec_verneed_iter){.need = dyn->verneed, .left = dyn->verneednum};
}

/*
 * Verneed: u16 version, u16 cnt, u32 file, u32 aux, u32 next. Vernaux: u32 hash, u16 flags,
 * u16 other, u32 name, u32 next. Offsets are relative to the record, so a walk can only go forward.
 */
bool
ec_verneed_next(struct ec_reader *r, struct ec_verneed_iter *it, struct ec_verneed *out)
{
	const uint8_t *p;
	uint32_t next;

	while (it->aux == 0) { /* at a Verneed */
		if (it->need == 0 || it->left == 0)
			return false;
		if (it->seen++ >= EC_MAX_VERSIONS)
			break;
		p = ec_bytes(r, it->need, EC_VERNEED_SIZE);
		if (p == NULL || ec_u16(r, p) != 1)
			break;
		it->aux_left = ec_u16(r, p + 2);
		it->file = ec_u32(r, p + 4);
		next = ec_u32(r, p + 12);
		if (it->aux_left != 0 && ec_u32(r, p + 8) != 0)
			it->aux = it->need + ec_u32(r, p + 8);
		it->left--;
		it->need = next == 0 ? 0 : it->need + next;
	}
	if (it->aux == 0 || it->seen++ >= EC_MAX_VERSIONS ||
	    (p = ec_bytes(r, it->aux, EC_VERNAUX_SIZE)) == NULL) {
		it->bad = true;
		it->need = it->aux = 0;
		it->left = 0;
		return false;
	}
	out->file = it->file;
	out->hash = ec_u32(r, p);
	out->flags = ec_u16(r, p + 4);
	out->index = ec_u16(r, p + 6);
	out->name = ec_u32(r, p + 8);
	next = ec_u32(r, p + 12);
	it->aux = --it->aux_left == 0 || next == 0 ? 0 : it->aux + next;
	return true;
}

void
ec_verdef_begin(struct ec_verdef_iter *it, const struct ec_dyn *dyn)
{
	*it = (struct ec_verdef_iter){.def = dyn->verdef, .left = dyn->verdefnum};
}

/*
 * Verdef: u16 version, u16 flags, u16 ndx, u16 cnt, u32 hash, u32 aux, u32 next. Its first Verdaux
 * {u32 name, u32 next} is the definition's own name.
 */
bool
ec_verdef_next(struct ec_reader *r, struct ec_verdef_iter *it, struct ec_verdef *out)
{
	const uint8_t *p;
	uint64_t aux;
	uint32_t next;

	if (it->def == 0 || it->left == 0)
		return false;
	p = it->seen++ < EC_MAX_VERSIONS ? ec_bytes(r, it->def, EC_VERDEF_SIZE) : NULL;
	if (p == NULL || ec_u16(r, p) != 1)
		goto bad;
	out->flags = ec_u16(r, p + 2);
	out->index = ec_u16(r, p + 4);
	out->hash = ec_u32(r, p + 8);
	aux = it->def + ec_u32(r, p + 12);
	next = ec_u32(r, p + 16);
	p = ec_bytes(r, aux, EC_VERDAUX_SIZE);
	if (p == NULL)
		goto bad;
	out->name = ec_u32(r, p);
	it->left--;
	it->def = next == 0 ? 0 : it->def + next;
	return true;
bad:
	it->bad = true;
	it->def = 0;
	return false;
}
