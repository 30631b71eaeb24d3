/* SPDX-License-Identifier: BSD-2-Clause */
#include "tests/prop/model.h"

#include <fcntl.h>
#include <string.h>

static void *
must(void *p)
{
	if (p == NULL)
		abort();
	return p;
}

struct m_inode *
model_new(struct model *m, mode_t mode)
{
	struct m_inode *inode = must(calloc(1, sizeof(*inode)));

	inode->mode = mode;
	inode->all = m->all;
	inode->parent = inode;
	m->all = inode;
	return inode;
}

void
model_release(struct model *m)
{
	while (m->all != NULL) {
		struct m_inode *inode = m->all;

		m->all = inode->all;
		while (inode->entries != NULL) {
			struct m_dent *dent = inode->entries;

			inode->entries = dent->next;
			free(dent->name);
			free(dent);
		}
		free(inode->target);
		free(inode->data);
		free(inode);
	}
	m->top[TR_C] = m->top[TR_R] = NULL;
}

struct m_dent *
model_entry(const struct m_inode *dir, const char *name)
{
	for (struct m_dent *dent = dir->entries; dent != NULL; dent = dent->next)
		if (strcmp(dent->name, name) == 0)
			return dent;
	return NULL;
}

void
model_link(struct m_inode *dir, const char *name, struct m_inode *inode)
{
	struct m_dent *dent = must(calloc(1, sizeof(*dent)));

	dent->name = must(strdup(name));
	dent->inode = inode;
	dent->next = dir->entries;
	dir->entries = dent;
	inode->nlink++;
	if (S_ISDIR(inode->mode))
		inode->parent = dir;
}

void
model_unlink(struct m_inode *dir, const char *name)
{
	for (struct m_dent **slot = &dir->entries; *slot != NULL; slot = &(*slot)->next) {
		struct m_dent *dent = *slot;

		if (strcmp(dent->name, name) != 0)
			continue;
		*slot = dent->next;
		dent->inode->nlink--;
		free(dent->name);
		free(dent);
		return;
	}
	abort();
}

/* ---- random trees ---- */

void
model_name(struct rng *r, char *out, size_t size)
{
	static const char *const odd[] = {
	    "...",
	    "..x",
	    ".hidden",
	    " ",
	    "new\nline",
	    "tab\there",
	    "\xff\xfe\x80",
	    "\xc3\xa4",
	    "back\\slash",
	    "-rf",
	    "*",
	    "lib.so.1",
	};
	unsigned what = rng_below(r, 100);

	if (size < 257)
		abort();
	if (what < 85) {
		out[0] = (char)('a' + (char)rng_below(r, 5));
		out[1] = '\0';
	} else if (what < 98) {
		(void)snprintf(out, size, "%s", odd[rng_below(r, ARRAY_LEN(odd))]);
	} else {
		memset(out, 'L', 255);
		out[255] = '\0';
	}
}

/* A name that dir has, or NULL when it is empty. */
static const struct m_dent *
random_entry(struct rng *r, const struct m_inode *dir)
{
	const struct m_dent *dent;
	unsigned n = 0;

	if (dir == NULL || !S_ISDIR(dir->mode))
		return NULL;
	for (dent = dir->entries; dent != NULL; dent = dent->next)
		n++;
	if (n == 0)
		return NULL;
	n = rng_below(r, n);
	for (dent = dir->entries; n > 0; n--)
		dent = dent->next;
	return dent;
}

void
model_guided_path(const struct model *m, struct rng *r, char *out, size_t size, unsigned parts)
{
	const struct m_inode *dir[2] = {m->top[TR_C], m->top[TR_R]};
	unsigned n = 1 + rng_below(r, parts);
	size_t len = 0;

	for (unsigned i = 0; i < n; i++) {
		const struct m_dent *dent = random_entry(r, dir[rng_below(r, 2)]);

		if (dent == NULL)
			break;
		if (len + strlen(dent->name) + 2 > size)
			break;
		len += (size_t)snprintf(out + len, size - len, "/%s", dent->name);
		for (int h = TR_C; h <= TR_R; h++) {
			const struct m_dent *down = dir[h] != NULL && S_ISDIR(dir[h]->mode)
							? model_entry(dir[h], dent->name)
							: NULL;

			dir[h] = down != NULL ? down->inode : NULL;
		}
	}
	/* often go on from there by chance: ".." out of it, a free name, below a link, … */
	if (len == 0 || rng_chance(r, 40)) {
		char tail[2048];

		model_path(r, tail, sizeof(tail), 3, true);
		if (len + strlen(tail) < size)
			(void)snprintf(out + len, size - len, "%s", tail);
	} else if (rng_chance(r, 10) && len + 2 < size) {
		(void)snprintf(out + len, size - len, "/");
	}
}

void
model_path(struct rng *r, char *out, size_t size, unsigned parts, bool absolute)
{
	unsigned n = 1 + rng_below(r, parts);
	size_t len = 0;
	char name[300];

	out[0] = '\0';
	if (absolute)
		out[len++] = '/';
	for (unsigned i = 0; i < n; i++) {
		unsigned what = rng_below(r, 100);

		if (what < 8)
			(void)snprintf(name, sizeof(name), ".");
		else if (what < 22)
			(void)snprintf(name, sizeof(name), "..");
		else if (what < 23) {
			memset(name, 'L', 256);
			name[256] = '\0';
		} else
			model_name(r, name, sizeof(name));
		if (len + strlen(name) + 4 > size)
			break;
		if (i > 0) {
			out[len++] = '/';
			if (rng_chance(r, 5))
				out[len++] = '/';
		}
		memcpy(out + len, name, strlen(name));
		len += strlen(name);
	}
	if (len > 0 && rng_chance(r, 10))
		out[len++] = '/';
	out[len] = '\0';
	if (len == 0)
		(void)snprintf(out, size, "a");
}

static mode_t
random_mode(struct rng *r, bool dir)
{
	static const mode_t files[] = {0644, 0600, 0755, 0444, 0000};
	static const mode_t dirs[] = {0755, 0755, 0755, 0711, 0700, 0644, 0555};

	return dir ? dirs[rng_below(r, ARRAY_LEN(dirs))] : files[rng_below(r, ARRAY_LEN(files))];
}

static void
random_dir(struct model *m, struct rng *r, struct m_inode *dir, int depth)
{
	unsigned n = rng_below(r, depth == 0 ? 7 : 5);
	char name[300], target[2048];

	for (unsigned i = 0; i < n; i++) {
		struct m_inode *inode;
		unsigned what = rng_below(r, 100);

		model_name(r, name, sizeof(name));
		if (model_entry(dir, name) != NULL)
			continue;
		if (what < 40 && depth < 4) {
			inode = model_new(m, S_IFDIR | random_mode(r, true));
			model_link(dir, name, inode);
			random_dir(m, r, inode, depth + 1);
		} else if (what < 75) {
			inode = model_new(m, S_IFREG | random_mode(r, false));
			inode->size = 1 + rng_below(r, 20);
			inode->data = must(malloc(inode->size));
			for (size_t b = 0; b < inode->size; b++)
				inode->data[b] = (unsigned char)rng_below(r, 256);
			model_link(dir, name, inode);
		} else {
			inode = model_new(m, S_IFLNK | 0777);
			model_path(r, target, sizeof(target), 3, rng_chance(r, 40));
			inode->target = must(strdup(target));
			model_link(dir, name, inode);
		}
	}
}

void
model_random(struct model *m, struct rng *r)
{
	for (int h = TR_C; h <= TR_R; h++) {
		m->top[h] = model_new(m, S_IFDIR | 0755);
		random_dir(m, r, m->top[h], 0);
	}
}

errnum
model_build(const struct m_inode *top, int fd)
{
	for (const struct m_dent *dent = top->entries; dent != NULL; dent = dent->next) {
		const struct m_inode *inode = dent->inode;
		cleanup_fd int made = -1;

		if (S_ISLNK(inode->mode)) {
			if (symlinkat(inode->target, fd, dent->name) != 0)
				return last_error();
			continue;
		}
		if (S_ISDIR(inode->mode)) {
			errnum error;

			if (mkdirat(fd, dent->name, 0700) != 0)
				return last_error();
			made = openat(fd, dent->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			if (made < 0)
				return last_error();
			error = model_build(inode, made);
			if (error != 0)
				return error;
		} else {
			made =
			    openat(fd, dent->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
			if (made < 0)
				return last_error();
			if (write(made, inode->data, inode->size) != (ssize_t)inode->size)
				return last_error();
		}
		if (fchmod(made, inode->mode & 07777) != 0)
			return last_error();
	}
	return 0;
}

void
model_print_name(FILE *out, const char *name)
{
	size_t len = strlen(name);

	if (len > 60) {
		(void)fprintf(out, "<%zu*%c>", len, name[0]);
		return;
	}
	for (; *name != '\0'; name++) {
		unsigned char c = (unsigned char)*name;

		if (c < 0x20 || c >= 0x7f || c == '\\')
			(void)fprintf(out, "\\x%02x", c);
		else
			(void)fputc(c, out);
	}
}

void
model_print(FILE *out, const char *label, const struct m_inode *dir, int depth)
{
	if (depth == 0)
		(void)fprintf(out, "# %s:\n", label);
	for (const struct m_dent *dent = dir->entries; dent != NULL; dent = dent->next) {
		const struct m_inode *inode = dent->inode;

		(void)fprintf(out, "#   %*s", depth * 2, "");
		model_print_name(out, dent->name);
		if (S_ISDIR(inode->mode)) {
			(void)fprintf(out, "/ %03o\n", inode->mode & 07777U);
			model_print(out, label, inode, depth + 1);
		} else if (S_ISLNK(inode->mode)) {
			(void)fprintf(out, " -> ");
			model_print_name(out, inode->target);
			(void)fprintf(out, "\n");
		} else {
			(void)fprintf(out, " %03o, %zu bytes, %u links\n", inode->mode & 07777U,
			    inode->size, inode->nlink);
		}
	}
}
