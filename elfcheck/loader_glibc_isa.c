/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * "CPU ISA level is lower than required" (glibc 2.33 and later, x86): each object may say in a GNU
 * property note which levels of x86-64 it was built for (sysdeps/x86/dl-prop.h). Checked when all
 * objects are mapped and their versions fit, in the order in which they would be initialised.
 */
#include "elfcheck/elf_defs.h"
#include "elfcheck/loader_glibc.h"

#include <string.h>

enum {
	NOTE_ALIGN = 8, /* others are not looked at in 64-bit files; 4 in 32-bit ones */
};

static uint32_t
word(const uint8_t *p)
{
	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* The level bits of one property note: types rise in it. */
static uint32_t
level_of_note(const struct ec_note *note, uint32_t step)
{
	uint32_t last = 0;
	uint32_t at = 0;

	if (note->descsz < EC_PROPERTY_HEADER || note->descsz % step != 0)
		return 0;
	while (note->desc_len - at >= EC_PROPERTY_HEADER) {
		uint32_t type = word(note->desc + at);
		uint32_t size = word(note->desc + at + 4);

		at += EC_PROPERTY_HEADER;
		if (type < last || size > note->desc_len - at ||
		    type > EC_PROPERTY_X86_ISA_1_NEEDED)
			return 0;
		if (type == EC_PROPERTY_X86_ISA_1_NEEDED)
			return size == 4 ? word(note->desc + at) : 0;
		last = type;
		size = (size + step - 1) / step * step;
		if (size > note->desc_len - at)
			return 0;
		at += size;
	}
	return 0;
}

static uint32_t
level_of(const struct ec_profile *p, const struct ec_obj *obj)
{
	uint32_t align = p->elf_class == EC_CLASS64 ? NOTE_ALIGN : NOTE_ALIGN / 2;

	for (uint32_t i = 0; i < obj->nnotes; i++) {
		const struct ec_note *note = &obj->notes[i];

		if (note->seg_align == align && ec_note_is(note, "GNU", EC_NT_GNU_PROPERTY))
			return level_of_note(note, align);
	}
	return 0;
}

bool
ec_isa_fits(const struct ec_replay *r, const struct ec_obj *obj)
{
	const struct ec_profile *p = r->profile;
	const struct ec_cpu *cpu = &r->s->cpu;

	if (p->kind != EC_LOADER_GLIBC || cpu->isa == 0 || cpu->machine != EC_EM_X86_64 ||
	    (p->machine != EC_EM_X86_64 && p->machine != EC_EM_386) ||
	    (p->version != 0 && p->version < EC_VERSION(2, 33, 0)))
		return true;
	return (level_of(p, obj) & ~cpu->isa) == 0;
}

/* What m needs comes behind it in a depth first walk; *left counts down. */
static void
visit(struct ec_map *m, struct ec_map **order, size_t *left)
{
	if (m->visited)
		return;
	m->visited = true;
	for (size_t i = 0; !m->program && i < m->ndeps; i++)
		if (!m->deps[i]->linker)
			visit(m->deps[i], order, left);
	order[--*left] = m;
}

struct ec_map *
glibc_isa_misfit(struct ec_replay *r, unsigned ns, size_t from)
{
	struct ec_map **order;
	struct ec_map *found = NULL;
	size_t wrong = 0;
	size_t n = 0;
	size_t left;

	for (size_t i = from; i < r->nmaps; i++) {
		struct ec_map *m = r->maps[i];

		m->visited = m->ns != ns || m->linker || m->obj == NULL;
		if (m->visited)
			continue;
		n++;
		m->isa_misfit = !ec_isa_fits(r, m->obj);
		wrong += m->isa_misfit;
		found = m->isa_misfit ? m : found;
	}
	if (wrong < 2)
		return found;
	/* the list is sorted by need; the linker looks at it from its end */
	order = arena_alloc(r->a, n * sizeof(*order));
	left = n;
	for (size_t i = r->nmaps; i-- > from;)
		if (!r->maps[i]->program)
			visit(r->maps[i], order, &left);
	for (size_t i = n; i-- > left;)
		if (order[i]->isa_misfit)
			return order[i];
	return r->maps[0];
}
