/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Why a file has OS ABI GNU: the link editor sets it for symbols of the kinds GNU_UNIQUE and IFUNC,
 * which glibc knows from 2.11 on and other linkers do not.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/right.h"

enum {
	MAX_NAMES = 3, /* that are told */
	MAX_SYMBOLS = 1 << 20, /* that are looked at */
};

const char *
ec_gnu_symbols(struct ec_replay *r, const struct ec_path *path)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	struct ec_reader reader;
	struct ec_dyn dyn;
	struct ec_sym sym;
	const char *out = "";
	char name[256];
	uint32_t first;
	uint32_t count;
	unsigned n = 0;

	if (ec_view_open(&r->s->view, path->path, &hit) != 0 || ec_open(&reader, hit.fd) != 0 ||
	    !ec_dyn_read(&reader, &dyn))
		return NULL;
	count = ec_sym_count(&reader, &dyn, &first);
	for (uint32_t i = first; i < count && i < MAX_SYMBOLS && ec_sym_at(&reader, &dyn, i, &sym);
	    i++) {
		if (sym.bind != EC_STB_GNU_UNIQUE && sym.type != EC_STT_GNU_IFUNC)
			continue;
		if (n++ < MAX_NAMES && ec_dyn_string(&reader, &dyn, sym.name, name, sizeof(name)))
			out = arena_printf(r->a, "%s%s%s", out, *out == '\0' ? "" : ", ", name);
	}
	if (n == 0)
		return NULL;
	return n <= MAX_NAMES ? out : arena_printf(r->a, "%s and %u more", out, n - MAX_NAMES);
}
