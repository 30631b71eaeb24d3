/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/brand.h"
#include "elfcheck/elf_defs.h"
#include "elfcheck/replay.h"
#include "elfcheck/slurp.h"

#include <ctype.h>
#include <string.h>

enum {
	SHORT_PATH = 1000, /* for each system: longer ones may be too long, which is asked first */
	MAX_FORCED = 64 << 20, /* of a file that is read whole */
};

static uint32_t
hash_of(const char *s)
{
	uint32_t h = 2166136261U; /* FNV-1a */

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619U;
	return h;
}

void
ec_session_init(struct ec_session *s, const struct tr_roots *roots, enum tr_form form)
{
	memset(s, 0, sizeof(*s));
	ec_view_init(&s->view, roots, form);
	ec_cpu_detect(&s->cpu);
}

void
ec_session_release(struct ec_session *s)
{
	for (size_t i = 0; i < ARRAY_LEN(s->files); i++)
		for (struct ec_file *f = s->files[i]; f != NULL; f = f->next) {
			ec_obj_free(f->obj);
			ec_obj_free(f->forced);
		}
	free(s->paths);
	ldcache_release(&s->cache);
	arena_release(&s->arena);
}

static void
widen(struct ec_session *s)
{
	size_t slots = s->path_slots == 0 ? 128 : s->path_slots * 2;
	struct ec_path **table = calloc(slots, sizeof(*table));

	if (table == NULL) /* longer chains do no harm, but there has to be a table */
		table = arena_alloc(&s->arena, (slots = 16) * sizeof(*table));
	for (size_t i = 0; i < s->path_slots; i++)
		while (s->paths[i] != NULL) {
			struct ec_path *p = s->paths[i];

			s->paths[i] = p->next;
			p->next = table[p->hash & (slots - 1)];
			table[p->hash & (slots - 1)] = p;
		}
	free(s->paths);
	s->paths = table;
	s->path_slots = slots;
}

/* The entry of a path, made when there is none; *fresh then. */
static struct ec_path *
intern(struct ec_session *s, const char *path, bool *fresh)
{
	uint32_t hash = hash_of(path);
	struct ec_path *p;
	size_t len;

	if (s->npaths >= s->path_slots)
		widen(s);
	for (p = s->paths[hash & (s->path_slots - 1)]; p != NULL; p = p->next)
		if (p->hash == hash && strcmp(p->path, path) == 0) {
			*fresh = false;
			return p;
		}
	len = strlen(path);
	p = arena_alloc(&s->arena, sizeof(*p) + len + 1);
	memcpy(p->path, path, len + 1);
	p->hash = hash;
	p->error = -1; /* not looked up yet */
	p->next = s->paths[hash & (s->path_slots - 1)];
	s->paths[hash & (s->path_slots - 1)] = p;
	s->npaths++;
	*fresh = true;
	return p;
}

/* What a file is that is no ELF file at all, from its first bytes. */
static const char *
odd_file(const struct ec_hit *hit, const struct ec_obj *obj)
{
	char start[64];
	size_t n;

	if (S_ISDIR(hit->st.st_mode))
		return "a directory";
	if (!S_ISREG(hit->st.st_mode))
		return "no regular file";
	if (hit->st.st_size == 0)
		return "an empty file";
	if (obj != NULL && obj->is_elf) {
		if (obj->raw_len >= 11 && obj->raw[8] == 'A' && obj->raw[9] == 'I')
			return "an AppImage";
		return NULL;
	}
	if (slurp_at(hit->fd, 0, start, sizeof(start) - 1, &n) != 0 || n == 0)
		return NULL;
	start[n] = '\0';
	if (strncmp(start, "version https://git-lfs", 23) == 0)
		return "a git-lfs pointer, not the file itself";
	if (strncmp(start, "/* GNU ld script", 16) == 0 || strncmp(start, "INPUT", 5) == 0 ||
	    strncmp(start, "GROUP", 5) == 0 || strncmp(start, "OUTPUT_FORMAT", 13) == 0)
		return "a script for the link editor (install the library, not its -dev part)";
	if (strncmp(start, "!<arch>", 7) == 0)
		return "a static library (ar archive)";
	if (strncmp(start, "#!", 2) == 0)
		return "a script";
	for (size_t i = 0; i < n; i++)
		if (!isprint((unsigned char)start[i]) && !isspace((unsigned char)start[i]))
			return "no ELF file";
	if (n < 60 && strchr(start, '\n') == NULL)
		return "a short text file (a symlink that was copied as text?)";
	return "a text file";
}

static struct ec_file *
file_of(struct ec_session *s, const struct ec_hit *hit)
{
	struct ec_file **slot =
	    &s->files[((uint64_t)hit->st.st_ino ^ (uint64_t)hit->st.st_dev) % ARRAY_LEN(s->files)];
	struct ec_file *f;

	for (f = *slot; f != NULL; f = f->next)
		if (f->ino == (uint64_t)hit->st.st_ino && f->dev == (uint64_t)hit->st.st_dev)
			return f;
	f = arena_alloc(&s->arena, sizeof(*f));
	f->dev = (uint64_t)hit->st.st_dev;
	f->ino = (uint64_t)hit->st.st_ino;
	f->mode = hit->st.st_mode;
	if (S_ISREG(hit->st.st_mode))
		f->read_error = ec_obj_read(hit->fd, &f->obj);
	else if (S_ISCHR(hit->st.st_mode))
		f->read_error = ec_obj_read_mem("", 0, &f->obj); /* as /dev/null reads */
	else
		f->read_error = S_ISDIR(hit->st.st_mode) ? EISDIR : EIO;
	if (f->obj == NULL || !f->obj->is_elf || f->obj->raw[8] == 'A')
		f->note = odd_file(hit, f->obj);
	f->next = *slot;
	*slot = f;
	return f;
}

struct ec_path *
ec_session_path(struct ec_session *s, const char *path)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	struct ec_path *p;
	const char *slash;
	bool fresh;

	p = intern(s, path, &fresh);
	if (p->error >= 0)
		return p;
	/* most directories that are searched do not exist: one stat answers for all names in them
	 */
	slash = strrchr(path, '/');
	if (slash != NULL && slash > path && strlen(path) < SHORT_PATH) {
		char *dir = strndup(path, (size_t)(slash - path));
		errnum error = dir == NULL ? 0 : ec_session_dir(s, dir);

		free(dir);
		if (error == ENOENT) {
			p->error = error;
			return p;
		}
	}
	p->error = ec_view_open(&s->view, path, &hit);
	if (p->error != 0)
		return p;
	p->layer = hit.layer;
	if (hit.source != NULL)
		p->source = arena_strdup(&s->arena, hit.source);
	p->file = file_of(s, &hit);
	return p;
}

errnum
ec_session_dir(struct ec_session *s, const char *path)
{
	struct ec_path *p;
	bool fresh;

	p = intern(s, path, &fresh);
	if (!p->dir_known) {
		p->dir_error = ec_view_is_dir(&s->view, path);
		p->dir_known = true;
	}
	return p->dir_error;
}

/* An ABI tag for Linux: system 0, in either byte order. */
static bool
is_linux_tag(const struct ec_note *note)
{
	static const uint8_t linux_system[4];

	return note->descsz == 16 && note->desc_len >= sizeof(linux_system) &&
	       memcmp(note->desc, linux_system, sizeof(linux_system)) == 0;
}

static bool
is_suspect(const struct ec_obj *obj)
{
	if (obj == NULL || !obj->is_elf)
		return false;
	if (obj->raw[ECE_OSABI] != EC_OSABI_NONE && obj->raw[ECE_OSABI] != EC_OSABI_GNU)
		return true;
	for (uint32_t i = 0; i < obj->nneeded; i++) {
		enum ec_brand b = ec_brand_of_soname(ec_str(obj, obj->needed[i]));

		if (b != EC_UNKNOWN && b != EC_LINUX)
			return true;
	}
	for (uint32_t i = 0; i < obj->nnotes; i++)
		if (!ec_note_is(&obj->notes[i], "GNU", obj->notes[i].type) ||
		    (obj->notes[i].type == EC_NT_GNU_ABI_TAG && !is_linux_tag(&obj->notes[i])))
			return true;
	return obj->raw_len >= ECE_NIDENT && obj->raw[ECE_ABIVERSION] != 0;
}

bool
ec_file_suspect(struct ec_file *file)
{
	if (!file->suspect_known) {
		file->suspect = is_suspect(file->obj);
		file->suspect_known = true;
	}
	return file->suspect;
}

enum ec_brand
ec_session_brand(struct ec_session *s, struct ec_path *path)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	struct ec_file *f = path->file;

	if (f == NULL)
		return EC_UNKNOWN;
	if (!f->brand_known) {
		f->brand_known = true;
		if (f->obj != NULL && f->obj->is_elf &&
		    ec_view_open(&s->view, path->path, &hit) == 0)
			(void)ec_brand_fd(hit.fd, &f->brand, &f->by);
	}
	return f->brand;
}

const struct ec_obj *
ec_session_forced(struct ec_session *s, struct ec_path *path, uint8_t elf_class, uint8_t elf_data)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	cleanup_free char *bytes = NULL;
	struct ec_file *f = path->file;
	size_t len;

	if (f->obj == NULL || f->obj->raw_len < ECE_NIDENT ||
	    (f->obj->is_elf && f->obj->raw[ECE_CLASS] == elf_class &&
		f->obj->raw[ECE_DATA] == elf_data))
		return f->obj;
	if (f->forced != NULL)
		return f->forced;
	if (ec_view_open(&s->view, path->path, &hit) != 0 || hit.st.st_size > MAX_FORCED ||
	    slurp_file(hit.fd, &hit.st, MAX_FORCED, &bytes, &len) != 0 || len < ECE_NIDENT)
		return f->obj;
	memcpy(bytes, "\177ELF", 4);
	bytes[ECE_CLASS] = (char)elf_class;
	bytes[ECE_DATA] = (char)elf_data;
	if (ec_obj_read_mem(bytes, len, &f->forced) != 0)
		return f->obj;
	return f->forced;
}

const char *
ec_path_source(const struct ec_path *path)
{
	return path->source != NULL ? path->source : path->path;
}

const struct ldcache *
ec_session_cache(struct ec_session *s, bool big)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;

	if (!s->cache_read) {
		s->cache_read = true;
		s->cache_error = ec_view_open(&s->view, "/etc/ld.so.cache", &hit);
		s->cache_open_error = s->cache_error;
		if (s->cache_error == 0)
			s->cache_error = S_ISREG(hit.st.st_mode)
					     ? ldcache_read(hit.fd, &hit.st, big, &s->cache)
					     : EINVAL;
	}
	return s->cache_error == 0 && s->cache.big == big ? &s->cache : NULL;
}

const struct ldconf *
ec_session_conf(struct ec_session *s)
{
	if (!s->conf_read) {
		s->conf_read = true;
		(void)ldconf_read(&s->view, "/etc/ld.so.conf", &s->arena, &s->conf);
	}
	return &s->conf;
}

const char *
ec_session_env(const struct ec_session *s, const char *name)
{
	size_t len = strlen(name);

	for (const char *const *e = s->env; e != NULL && *e != NULL; e++)
		if (strncmp(*e, name, len) == 0 && (*e)[len] == '=')
			return *e + len + 1;
	return NULL;
}
