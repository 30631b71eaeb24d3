/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Extended attributes. Linux's name space is the part of a name before the dot; "user." is
 * FreeBSD's EXTATTR_NAMESPACE_USER. The others (security, system, trusted) hold things of Linux's
 * own and are EOPNOTSUPP, as on a file system that does not have them.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/extattr.h>
#include <sys/fcntl.h>
#include <sys/namei.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>

#include "kmod/lx.h"

#define PREFIX        "user."
#define PREFIX_LENGTH (sizeof(PREFIX) - 1)
#define NAME_SIZE     256 /* with prefix and NUL */
#define VALUE_MAX     (64 * 1024)
#define LIST_MAX      (64 * 1024)

enum {
	XATTR_CREATE = 1,
	XATTR_REPLACE = 2,
};

/* What a call acts on: a path, followed or not, or a descriptor. */
struct target {
	const char *path; /* NULL: fd */
	int fd;
	bool follow;
};

/* The name without its prefix, in kernel memory of NAME_SIZE. */
static int
name_in(const char *user, char *name)
{
	size_t length;
	int error;

	error = copyinstr(user, name, NAME_SIZE, &length);
	if (error == ENAMETOOLONG) {
		LX_BAD_LENGTH("attribute name", NAME_SIZE, NAME_SIZE - 1);
		return (ERANGE);
	}
	if (error != 0)
		return (error);
	if (strncmp(name, PREFIX, PREFIX_LENGTH) != 0)
		return (EOPNOTSUPP);
	if (length - 1 == PREFIX_LENGTH)
		return (EINVAL);
	memmove(name, name + PREFIX_LENGTH, length - PREFIX_LENGTH);
	return (0);
}

static int
get(struct thread *td, const struct target *t, const char *name, void *value, size_t size)
{
	if (t->path == NULL)
		return (kern_extattr_get_fd(td, t->fd, EXTATTR_NAMESPACE_USER, name, value, size));
	return (kern_extattr_get_path(td, t->path, EXTATTR_NAMESPACE_USER, name, value, size,
	    t->follow ? FOLLOW : NOFOLLOW, UIO_USERSPACE));
}

/* A buffer that is too small is an error on Linux; FreeBSD cuts the value. Size 0 asks for the
 * length. */
static int
do_get(struct thread *td, const struct target *t, const char *user, void *value, size_t size)
{
	char name[NAME_SIZE];
	size_t length;
	int error;

	error = name_in(user, name);
	if (error == 0)
		error = get(td, t, name, NULL, 0);
	if (error != 0 || size == 0)
		return (error);
	length = (size_t)td->td_retval[0];
	if (length > size) {
		LX_BAD_LENGTH("attribute value", size, length);
		return (ERANGE);
	}
	return (get(td, t, name, value, size));
}

static int
do_set(struct thread *td, const struct target *t, const char *user, const void *value, size_t size,
    int flags)
{
	char name[NAME_SIZE];
	int error, there;

	if ((flags & ~(XATTR_CREATE | XATTR_REPLACE)) != 0) {
		LX_BAD_FLAG("setxattr", (uint32_t)flags, (uint32_t)flags);
		return (EINVAL);
	}
	if (size > VALUE_MAX) {
		LX_BAD_LENGTH("attribute value", size, VALUE_MAX);
		return (E2BIG);
	}
	error = name_in(user, name);
	if (error != 0)
		return (error);
	if (flags != 0) {
		there = get(td, t, name, NULL, 0);
		if (there == 0 && (flags & XATTR_CREATE) != 0)
			return (EEXIST);
		if (there != 0 && (there != ENOATTR || (flags & XATTR_REPLACE) != 0))
			return (there);
	}
	if (t->path == NULL)
		error = kern_extattr_set_fd(
		    td, t->fd, EXTATTR_NAMESPACE_USER, name, __DECONST(void *, value), size);
	else
		error = kern_extattr_set_path(td, t->path, EXTATTR_NAMESPACE_USER, name,
		    __DECONST(void *, value), size, t->follow ? FOLLOW : NOFOLLOW, UIO_USERSPACE);
	td->td_retval[0] = 0;
	return (error);
}

static int
do_remove(struct thread *td, const struct target *t, const char *user)
{
	char name[NAME_SIZE];
	int error;

	error = name_in(user, name);
	if (error != 0)
		return (error);
	if (t->path == NULL)
		error = kern_extattr_delete_fd(td, t->fd, EXTATTR_NAMESPACE_USER, name);
	else
		error = kern_extattr_delete_path(td, t->path, EXTATTR_NAMESPACE_USER, name,
		    t->follow ? FOLLOW : NOFOLLOW, UIO_USERSPACE);
	return (error);
}

/*
 * FreeBSD lists names as a length byte and that many characters; Linux wants each with its prefix
 * and a NUL. Returns how long that is, and writes it if there is somewhere to.
 */
static size_t
convert_list(const char *from, size_t length, char *to)
{
	size_t at, size, used;

	used = 0;
	for (at = 0; at < length; at += 1 + size) {
		size = (uint8_t)from[at];
		if (at + 1 + size > length)
			break;
		if (to != NULL) {
			memcpy(to + used, PREFIX, PREFIX_LENGTH);
			memcpy(to + used + PREFIX_LENGTH, from + at + 1, size);
			to[used + PREFIX_LENGTH + size] = '\0';
		}
		used += PREFIX_LENGTH + size + 1;
	}
	return (used);
}

static int
do_list(struct thread *td, const struct target *t, char *user, size_t size)
{
	struct iovec iov;
	struct uio uio;
	char *in, *out;
	size_t used;
	int error;

	in = malloc(LIST_MAX, M_LXABI, M_WAITOK);
	iov = (struct iovec){.iov_base = in, .iov_len = LIST_MAX};
	uio = (struct uio){
	    .uio_iov = &iov,
	    .uio_iovcnt = 1,
	    .uio_resid = LIST_MAX,
	    .uio_segflg = UIO_SYSSPACE,
	    .uio_rw = UIO_READ,
	    .uio_td = td,
	};
	if (t->path == NULL)
		error = kern_extattr_list_fd(td, t->fd, EXTATTR_NAMESPACE_USER, &uio);
	else
		error = kern_extattr_list_path(td, t->path, EXTATTR_NAMESPACE_USER, &uio,
		    t->follow ? FOLLOW : NOFOLLOW, UIO_USERSPACE);
	used = 0;
	if (error == 0) {
		used = convert_list(in, LIST_MAX - (size_t)uio.uio_resid, NULL);
		if (size != 0 && used > size) {
			LX_BAD_LENGTH("listxattr", size, used);
			error = ERANGE;
		}
	}
	if (error == 0 && size != 0 && used != 0) {
		out = malloc(used, M_LXABI, M_WAITOK);
		(void)convert_list(in, LIST_MAX - (size_t)uio.uio_resid, out);
		error = copyout(out, user, used);
		free(out, M_LXABI);
	}
	free(in, M_LXABI);
	td->td_retval[0] = (register_t)used;
	return (error);
}

int
lx_getxattr(struct thread *td, struct lx_getxattr_args *uap)
{
	struct target t = {.path = uap->path, .follow = true};

	return (do_get(td, &t, uap->name, uap->value, uap->size));
}

int
lx_lgetxattr(struct thread *td, struct lx_lgetxattr_args *uap)
{
	struct target t = {.path = uap->path};

	return (do_get(td, &t, uap->name, uap->value, uap->size));
}

int
lx_fgetxattr(struct thread *td, struct lx_fgetxattr_args *uap)
{
	struct target t = {.fd = uap->fd};

	return (do_get(td, &t, uap->name, uap->value, uap->size));
}

int
lx_setxattr(struct thread *td, struct lx_setxattr_args *uap)
{
	struct target t = {.path = uap->path, .follow = true};

	return (do_set(td, &t, uap->name, uap->value, uap->size, uap->flags));
}

int
lx_lsetxattr(struct thread *td, struct lx_lsetxattr_args *uap)
{
	struct target t = {.path = uap->path};

	return (do_set(td, &t, uap->name, uap->value, uap->size, uap->flags));
}

int
lx_fsetxattr(struct thread *td, struct lx_fsetxattr_args *uap)
{
	struct target t = {.fd = uap->fd};

	return (do_set(td, &t, uap->name, uap->value, uap->size, uap->flags));
}

int
lx_listxattr(struct thread *td, struct lx_listxattr_args *uap)
{
	struct target t = {.path = uap->path, .follow = true};

	return (do_list(td, &t, uap->list, uap->size));
}

int
lx_llistxattr(struct thread *td, struct lx_llistxattr_args *uap)
{
	struct target t = {.path = uap->path};

	return (do_list(td, &t, uap->list, uap->size));
}

int
lx_flistxattr(struct thread *td, struct lx_flistxattr_args *uap)
{
	struct target t = {.fd = uap->fd};

	return (do_list(td, &t, uap->list, uap->size));
}

int
lx_removexattr(struct thread *td, struct lx_removexattr_args *uap)
{
	struct target t = {.path = uap->path, .follow = true};

	return (do_remove(td, &t, uap->name));
}

int
lx_lremovexattr(struct thread *td, struct lx_lremovexattr_args *uap)
{
	struct target t = {.path = uap->path};

	return (do_remove(td, &t, uap->name));
}

int
lx_fremovexattr(struct thread *td, struct lx_fremovexattr_args *uap)
{
	struct target t = {.fd = uap->fd};

	return (do_remove(td, &t, uap->name));
}
