/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One object, parsed into struct ec_obj.
 *
 * Arrays grow as entries are read from the file, so that memory follows bytes that were there, not
 * numbers that the file claims; each has a cap. Strings go into one block and are referred to by
 * their offset in it, which a growing block does not invalidate.
 */
#include "elfcheck/elf_read.h"

#include <string.h>
#include <sys/stat.h>

enum {
	FIRST_ROOM = 8, /* elements of a new array, a power of two */
	FIRST_STRINGS = 512,
};

/* Make room for one more element of an array that has n of them; it doubles at powers of two. */
static bool
grow(void *array, uint32_t n, size_t size)
{
	void **slot = array;
	void *p;

	if (n != 0 && (n < FIRST_ROOM || (n & (n - 1)) != 0))
		return true;
	p = realloc(*slot, (n == 0 ? FIRST_ROOM : (size_t)n * 2) * size);
	if (p == NULL)
		return false;
	*slot = p;
	return true;
}

/* Bytes of strings that one object may have: a hostile one names one long string many times. */
enum {
	MAX_STRINGS = 4 << 20
};

/* A parse under way: what is read goes to obj. */
struct parse {
	struct ec_reader *r;
	struct ec_obj *obj;
	uint32_t strings_cap;
	bool no_memory;
	char *text; /* EC_MAX_STRING bytes to read a string into */
	/* the last version need's file name, which its other versions share */
	uint32_t last_file;
	ec_ref last_file_ref;
};

static ec_ref
keep_string(struct parse *p, const char *s)
{
	struct ec_obj *o = p->obj;
	size_t len = strlen(s) + 1;
	ec_ref at = o->strings_len;

	if (o->strings_len + len > MAX_STRINGS) {
		o->damage |= EC_DMG_STRINGS;
		return 0;
	}
	if (p->strings_cap - o->strings_len < len) {
		uint32_t cap = p->strings_cap * 2 + (uint32_t)len + FIRST_STRINGS;
		char *n = realloc(o->strings, cap);

		if (n == NULL) {
			p->no_memory = true;
			return 0;
		}
		o->strings = n;
		p->strings_cap = cap;
	}
	memcpy(o->strings + at, s, len);
	o->strings_len += (uint32_t)len;
	return at;
}

/* The string at offset str of the dynamic string table; one that is not whole is damage and none.
 */
static ec_ref
dyn_string(struct parse *p, const struct ec_dyn *dyn, uint64_t str)
{
	if (!ec_dyn_string(p->r, dyn, str, p->text, EC_MAX_STRING)) {
		p->obj->damage |= EC_DMG_STRINGS;
		return 0;
	}
	return keep_string(p, p->text);
}

static void
read_phdrs(struct parse *p)
{
	struct ec_obj *o = p->obj;
	struct ec_phdr ph;

	if (!o->head.decoded)
		return;
	if (o->head.phnum != 0 && o->head.phentsize != ec_phentsize(p->r))
		o->damage |= EC_DMG_PHENTSIZE;
	while (ec_phdr_at(p->r, o->nphdrs, &ph)) {
		if (!grow(&o->phdrs, o->nphdrs, sizeof(*o->phdrs))) {
			p->no_memory = true;
			return;
		}
		o->phdrs[o->nphdrs++] = ph;
		if (ph.type == EC_PT_LOAD &&
		    (ph.offset > UINT64_MAX - ph.filesz || ph.offset + ph.filesz > o->size))
			o->damage |= EC_DMG_SHORT;
	}
	if (o->nphdrs < o->head.phnum)
		o->damage |= EC_DMG_PHDRS;
}

static void
read_notes(struct parse *p)
{
	struct ec_obj *o = p->obj;
	struct ec_note_iter it;
	struct ec_note note;

	ec_note_begin(&it);
	while (ec_note_next(p->r, &it, &note)) {
		if (!grow(&o->notes, o->nnotes, sizeof(*o->notes))) {
			p->no_memory = true;
			return;
		}
		o->notes[o->nnotes++] = note;
	}
	if (it.bad)
		o->damage |= EC_DMG_NOTES;
}

/* Whether a tag names a filtee or an auditor. */
static bool
is_extra(uint64_t tag)
{
	return tag == EC_DT_FILTER || tag == EC_DT_AUXILIARY || tag == EC_DT_AUDIT ||
	       tag == EC_DT_DEPAUDIT;
}

static void
keep_extra(struct parse *p, uint64_t tag, ec_ref name)
{
	struct ec_obj *o = p->obj;

	if (!grow(&o->extras, o->nextras, sizeof(*o->extras))) {
		p->no_memory = true;
		return;
	}
	o->extras[o->nextras++] =
	    (struct ec_obj_extra){.tag = tag, .name = name, .before = o->nneeded};
}

static void
read_needed(struct parse *p, const struct ec_dyn *dyn)
{
	struct ec_obj *o = p->obj;
	uint64_t tag;
	uint64_t val;

	for (uint32_t i = 0; !p->no_memory && i < dyn->count && ec_dyn_at(p->r, dyn, i, &tag, &val);
	    i++) {
		ec_ref name;

		if (tag != EC_DT_NEEDED && !is_extra(tag))
			continue;
		name = dyn_string(p, dyn, val);
		if (name == 0)
			continue;
		if (tag != EC_DT_NEEDED) {
			keep_extra(p, tag, name);
			continue;
		}
		if (!grow(&o->needed, o->nneeded, sizeof(*o->needed))) {
			p->no_memory = true;
			return;
		}
		o->needed[o->nneeded++] = name;
	}
}

static void
read_versions(struct parse *p, const struct ec_dyn *dyn)
{
	struct ec_obj *o = p->obj;
	struct ec_verneed_iter need;
	struct ec_verdef_iter def;
	struct ec_verneed vn;
	struct ec_verdef vd;

	ec_verneed_begin(&need, dyn);
	while (!p->no_memory && ec_verneed_next(p->r, &need, &vn)) {
		struct ec_obj_need n = {.flags = vn.flags, .index = vn.index, .hash = vn.hash};

		if (p->last_file_ref == 0 || p->last_file != vn.file) {
			p->last_file = vn.file;
			p->last_file_ref = dyn_string(p, dyn, vn.file);
		}
		n.file = p->last_file_ref;
		n.name = dyn_string(p, dyn, vn.name);
		if (!grow(&o->needs, o->nneeds, sizeof(*o->needs)))
			p->no_memory = true;
		else if (n.file != 0 && n.name != 0)
			o->needs[o->nneeds++] = n;
	}
	ec_verdef_begin(&def, dyn);
	while (!p->no_memory && ec_verdef_next(p->r, &def, &vd)) {
		struct ec_obj_def d = {.flags = vd.flags, .index = vd.index, .hash = vd.hash};

		if (vd.flags & EC_VER_FLG_BASE)
			continue;
		d.name = dyn_string(p, dyn, vd.name);
		if (!grow(&o->defs, o->ndefs, sizeof(*o->defs)))
			p->no_memory = true;
		else if (d.name != 0)
			o->defs[o->ndefs++] = d;
	}
	if (need.bad || def.bad)
		o->damage |= EC_DMG_VERSIONS;
}

static void
read_dynamic(struct parse *p)
{
	struct ec_obj *o = p->obj;
	struct ec_phdr ph;
	struct ec_dyn dyn;

	if (!ec_dyn_read(p->r, &dyn)) {
		if (ec_phdr_find(p->r, EC_PT_DYNAMIC, &ph) && ph.filesz != 0)
			o->damage |= EC_DMG_DYNAMIC;
		return;
	}
	o->has_dynamic = true;
	if (dyn.bad)
		o->damage |= EC_DMG_DYNAMIC;
	o->flags = dyn.flags;
	o->flags_1 = dyn.flags_1;
	o->has_relr = dyn.has_relr;
	o->has_verdef = dyn.verdef != 0;
	if (dyn.has_soname)
		o->soname = dyn_string(p, &dyn, dyn.soname);
	if (dyn.has_rpath)
		o->rpath = dyn_string(p, &dyn, dyn.rpath);
	if (dyn.has_runpath)
		o->runpath = dyn_string(p, &dyn, dyn.runpath);
	read_needed(p, &dyn);
	read_versions(p, &dyn);
}

static void
read_interp(struct parse *p)
{
	struct ec_phdr ph;

	if (!ec_phdr_find(p->r, EC_PT_INTERP, &ph))
		return;
	if (ec_interp(p->r, p->text, EC_PAGE))
		p->obj->interp = keep_string(p, p->text);
	else
		p->obj->damage |= EC_DMG_INTERP;
}

static void
fill(struct parse *p, const struct ec_reader *r)
{
	struct ec_obj *o = p->obj;

	o->is_elf = true;
	o->head = r->head;
	if (!r->head.decoded ||
	    r->page_len < (size_t)(r->head.is64 ? EC_EHDR64_SIZE : EC_EHDR32_SIZE))
		o->damage |= EC_DMG_HEADER;
	(void)keep_string(p, ""); /* so that 0 is no string's place */
	read_phdrs(p);
	read_interp(p);
	read_notes(p);
	read_dynamic(p);
}

/* r was opened with result opened; the file's size is size. */
static errnum
parse(struct ec_reader *r, errnum opened, uint64_t size, struct ec_obj **out)
{
	struct parse p = {.r = r};
	errnum err = 0;

	if (opened != 0 && opened != ENOEXEC)
		return opened;
	p.obj = calloc(1, sizeof(*p.obj));
	if (p.obj == NULL)
		return ENOMEM;
	p.obj->size = size;
	p.obj->raw_len =
	    (uint8_t)(r->page_len < sizeof(p.obj->raw) ? r->page_len : sizeof(p.obj->raw));
	memcpy(p.obj->raw, r->page, p.obj->raw_len);
	if (opened == 0) {
		p.text = malloc(EC_MAX_STRING);
		if (p.text == NULL)
			p.no_memory = true;
		else
			fill(&p, r);
		free(p.text);
		err = r->error;
	}
	if (p.no_memory)
		err = ENOMEM;
	if (err != 0) {
		ec_obj_free(p.obj);
		return err;
	}
	*out = p.obj;
	return 0;
}

errnum
ec_obj_read(int fd, struct ec_obj **out)
{
	struct ec_reader r;
	struct stat st;

	if (fstat(fd, &st) != 0)
		return last_error();
	return parse(&r, ec_open(&r, fd), (uint64_t)st.st_size, out);
}

errnum
ec_obj_read_mem(const void *mem, size_t len, struct ec_obj **out)
{
	struct ec_reader r;

	return parse(&r, ec_open_mem(&r, mem, len), len, out);
}

void
ec_obj_free(struct ec_obj *obj)
{
	if (obj == NULL)
		return;
	free(obj->phdrs);
	free(obj->needed);
	free(obj->extras);
	free(obj->needs);
	free(obj->defs);
	free(obj->notes);
	free(obj->strings);
	free(obj);
}
