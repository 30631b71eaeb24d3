/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What readdir shows of a pair. A merged listing needs to know which names of the root half the
 * compat half has too: the compat names are collected and sorted once, the root names are streamed
 * past them.
 */
#include "tworoot/tworoot.h"

#include <fcntl.h>
#include <string.h>

/* The compat names, one after the other in bytes, and pointers to them. */
struct names {
	char *bytes;
	size_t used;
	size_t room;
	const char **sorted;
	size_t count;
};

static errnum
names_add(struct names *names, const char *name)
{
	size_t len = strlen(name) + 1;

	if (names->used + len > names->room) {
		size_t room = names->room == 0 ? 4096 : names->room * 2;
		char *bytes = realloc(names->bytes, room);

		if (bytes == NULL)
			return ENOMEM;
		names->bytes = bytes;
		names->room = room;
	}
	memcpy(names->bytes + names->used, name, len);
	names->used += len;
	names->count++;
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static errnum
names_sort(struct names *names)
{
	const char *at = names->bytes;

	if (names->count == 0)
		return 0;
	names->sorted = calloc(names->count, sizeof(*names->sorted));
	if (names->sorted == NULL)
		return ENOMEM;
	for (size_t i = 0; i < names->count; i++) {
		names->sorted[i] = at;
		at += strlen(at) + 1;
	}
	qsort(names->sorted, names->count, sizeof(*names->sorted), compare);
	return 0;
}

static bool
names_have(const struct names *names, const char *name)
{
	return names->count > 0 &&
	       bsearch(&name, names->sorted, names->count, sizeof(*names->sorted), compare) != NULL;
}

static unsigned char
type_of(const struct dirent *d)
{
#ifdef DT_UNKNOWN
	return d->d_type;
#else
	return 0;
#endif
}

/* Stream one half through fn; keep its names in collect, leave out those in without (either may be
 * NULL). */
static errnum
list_half(const struct tr_dir *dir, enum tr_half half, struct names *collect,
    const struct names *without, tr_list_fn *fn, void *arg)
{
	int fd = openat(dir->fd[half], ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	cleanup_dir DIR *stream = NULL;
	const struct dirent *d;

	if (fd < 0)
		return last_error();
	stream = fdopendir(fd);
	if (stream == NULL) {
		close_fd(&fd);
		return ENOMEM;
	}
	while (errno = 0, (d = readdir(stream)) != NULL) {
		struct tr_listed listed = {
		    .name = d->d_name, .ino = d->d_ino, .type = type_of(d), .half = half};
		errnum error = 0;

		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		if (without != NULL && names_have(without, d->d_name))
			continue;
		if (collect != NULL)
			error = names_add(collect, d->d_name);
		if (error == 0)
			error = fn(arg, &listed);
		if (error != 0)
			return error;
	}
	return errno;
}

bool
tr_listing_merges(const struct tr_dir *dir, enum tr_listing listing)
{
	return listing == TR_LISTING_UNION && dir->fd[TR_C] >= 0 && dir->fd[TR_R] >= 0;
}

errnum
tr_list(const struct tr_dir *dir, enum tr_listing listing, tr_list_fn *fn, void *arg)
{
	struct names names = {0};
	errnum error;

	if (!tr_listing_merges(dir, listing))
		return list_half(dir, dir->fd[TR_C] >= 0 ? TR_C : TR_R, NULL, NULL, fn, arg);
	error = list_half(dir, TR_C, &names, NULL, fn, arg);
	if (error == 0)
		error = names_sort(&names);
	if (error == 0)
		error = list_half(dir, TR_R, NULL, &names, fn, arg);
	free(names.sorted);
	free(names.bytes);
	return error;
}
