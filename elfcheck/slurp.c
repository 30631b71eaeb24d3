/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/slurp.h"

enum {
	FIRST = 4096 /* bytes asked for when the size is not known */
};

errnum
slurp_at(int fd, uint64_t off, void *buf, size_t len, size_t *got)
{
	char *to = buf;

	*got = 0;
	if (off > INT64_MAX - len)
		return EINVAL;
	while (*got < len) {
		ssize_t n = pread(fd, to + *got, len - *got, (off_t)(off + *got));

		if (n == 0)
			break;
		if (n > 0)
			*got += (size_t)n;
		else if (errno != EINTR)
			return last_error();
	}
	return 0;
}

/* Bytes to ask for first: one more than the file should have, to see that it ends there. */
static size_t
first_room(const struct stat *st, size_t limit)
{
	if (st == NULL || st->st_size <= 0)
		return limit < FIRST ? limit : FIRST;
	return (uintmax_t)st->st_size < limit ? (size_t)st->st_size + 1 : limit;
}

/*
 * Up to limit bytes; the end is where the size says and a read stops short, or where one brings
 * nothing.
 */
static errnum
read_up_to(int fd, const struct stat *st, size_t limit, char **bytes, size_t *len)
{
	size_t room = first_room(st, limit);
	cleanup_free char *buf = malloc(room + 1);
	size_t have = 0;

	if (buf == NULL)
		return ENOMEM;
	for (;;) {
		ssize_t n = pread(fd, buf + have, room - have, (off_t)have);
		char *wider;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return last_error();
		have += (size_t)n;
		if (n == 0 || have == limit ||
		    (have < room && st != NULL && (uintmax_t)st->st_size == have))
			break;
		if (have < room)
			continue;
		room = room > limit / 2 ? limit : room * 2;
		wider = realloc(buf, room + 1);
		if (wider == NULL)
			return ENOMEM;
		buf = wider;
	}
	buf[have] = '\0';
	*len = have;
	*bytes = steal_ptr(buf);
	return 0;
}

errnum
slurp_start(int fd, const struct stat *st, size_t limit, char **bytes, size_t *len)
{
	return read_up_to(fd, st, limit, bytes, len);
}

errnum
slurp_file(int fd, const struct stat *st, size_t limit, char **bytes, size_t *len)
{
	cleanup_free char *buf = NULL;
	size_t have;
	errnum err;

	if (st != NULL && S_ISREG(st->st_mode) && st->st_size > 0 && (uintmax_t)st->st_size > limit)
		return EFBIG;
	err = read_up_to(fd, st, limit + 1, &buf, &have);
	if (err == 0 && have > limit)
		err = EFBIG;
	if (err != 0)
		return err;
	*len = have;
	*bytes = steal_ptr(buf);
	return 0;
}
