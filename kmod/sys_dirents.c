/* SPDX-License-Identifier: BSD-2-Clause */
/* Reading directories: getdents in both of its forms. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/dirent.h>
#include <sys/syscallsubr.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_file.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define DENTS_MAX (64 * 1024) /* of one call's buffer, however big the program's is */

/* Write one Linux record at *to; the type has a place of its own only in the newer form. */
static size_t
put_record(const struct dirent *from, char *to, bool with_type)
{
	struct lx_dirent64 *new;
	struct lx_dirent *old;
	int64_t type;
	size_t size;

	type = LX_DT_UNKNOWN;
	(void)lx_value_to_linux(&lx_dtype_table, from->d_type, &type);
	if (with_type) {
		size = roundup2(offsetof(struct lx_dirent64, d_name) + from->d_namlen + 1, 8);
		bzero(to, size);
		new = (struct lx_dirent64 *)to;
		new->d_ino = from->d_fileno;
		new->d_off = from->d_off;
		new->d_reclen = (uint16_t)size;
		new->d_type = (uint8_t)type;
		memcpy(to + offsetof(struct lx_dirent64, d_name), from->d_name, from->d_namlen);
	} else {
		size = roundup2(offsetof(struct lx_dirent, d_name) + from->d_namlen + 2, 8);
		bzero(to, size);
		old = (struct lx_dirent *)to;
		old->d_ino = from->d_fileno;
		old->d_off = (uint64_t)from->d_off;
		old->d_reclen = (uint16_t)size;
		memcpy(to + offsetof(struct lx_dirent, d_name), from->d_name, from->d_namlen);
		to[size - 1] = (char)type;
	}
	return (size);
}

/*
 * A Linux record is never longer than the native one it comes from (header 19 or 20 bytes against
 * 24), so what was read into a buffer of the program's size fits into the program's buffer.
 */
static int
do_getdents(struct thread *td, int fd, void *user, u_int count, bool with_type)
{
	const struct dirent *entry;
	char *in, *out;
	size_t at, length, room, used;
	ssize_t resid;
	off_t base;
	int error;

	room = MIN(count, DENTS_MAX);
	if (room < sizeof(struct lx_dirent64)) {
		LX_BAD_LENGTH("getdents", count, sizeof(struct lx_dirent64));
		return (EINVAL);
	}
	in = malloc(room, M_LXABI, M_WAITOK);
	out = malloc(room, M_LXABI, M_WAITOK);
	error = kern_getdirentries(td, fd, in, room, &base, &resid, UIO_SYSSPACE);
	length = error == 0 ? (size_t)td->td_retval[0] : 0;
	used = 0;
	for (at = 0; at + offsetof(struct dirent, d_name) < length; at += entry->d_reclen) {
		entry = (const struct dirent *)(in + at);
		if (entry->d_reclen == 0 || at + entry->d_reclen > length)
			break;
		if (entry->d_fileno != 0)
			used += put_record(entry, out + used, with_type);
	}
	/* bounded: by room, see above */
	if (error == 0)
		error = copyout(out, user, used);
	td->td_retval[0] = (register_t)used;
	free(out, M_LXABI);
	free(in, M_LXABI);
	return (error);
}

int
lx_getdents(struct thread *td, struct lx_getdents_args *uap)
{
	return (do_getdents(td, uap->fd, uap->buf, uap->count, false));
}

int
lx_getdents64(struct thread *td, struct lx_getdents64_args *uap)
{
	return (do_getdents(td, uap->fd, uap->buf, uap->count, true));
}
