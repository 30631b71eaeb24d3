/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD works on an O_PATH descriptor with AT_EMPTY_PATH and O_EMPTY_PATH. Its extended
 * attributes are in two namespaces, "user." and "system.", which fusefs puts before their names;
 * they are reached through a descriptor open for reading, so those of symlinks and devices are not
 * (fusefs asks for them seldom).
 */
#include "fs/host.h"

#include <fcntl.h>
#include <string.h>
#include <sys/extattr.h>
#include <sys/socket.h>
#include <sys/un.h>

errnum
host_chmod(int path_fd, mode_t mode)
{
	return fchmodat(path_fd, "", mode, AT_EMPTY_PATH) == 0 ? 0 : last_error();
}

errnum
host_chown(int path_fd, uid_t uid, gid_t gid)
{
	return fchownat(path_fd, "", uid, gid, AT_EMPTY_PATH) == 0 ? 0 : last_error();
}

errnum
host_utimes(int path_fd, const struct timespec times[2])
{
	return utimensat(path_fd, "", times, AT_EMPTY_PATH) == 0 ? 0 : last_error();
}

/*
 * fusefs writes in whole blocks, and reads the rest of one through the handle that it writes by.
 */
int
host_access(int access)
{
	return access == O_WRONLY ? O_RDWR : access;
}

bool
host_takes_old_sizes(void)
{
	return true;
}

bool
host_reads_in_turn(void)
{
	return true;
}

errnum
host_reopen(int path_fd, int flags, int *out)
{
	int fd = openat(path_fd, "", (flags & ~O_NOFOLLOW) | O_EMPTY_PATH | O_CLOEXEC);

	if (fd < 0)
		return last_error();
	*out = fd;
	return 0;
}

errnum
host_open_names(int dir_fd, int *out)
{
	(void)dir_fd;
	(void)out;
	return ENOTSUP; /* nor is there anybody to tell of changes */
}

errnum
host_readlink(int path_fd, char *buf, size_t size, size_t *len)
{
	ssize_t n = readlinkat(path_fd, "", buf, size);

	if (n < 0)
		return last_error();
	*len = (size_t)n;
	return 0;
}

errnum
host_link(int path_fd, int dir_fd, const char *name)
{
	if (linkat(path_fd, "", dir_fd, name, AT_EMPTY_PATH) == 0)
		return 0;
	/* PRIV_VFS_FHOPEN, root's */
	return errno == EPERM && geteuid() != 0 ? ENOTSUP : last_error();
}

/* A socket comes into being by being bound, with a mode that is set once it is there. */
static errnum
make_socket(int dir_fd, const char *name, mode_t mode)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_len = sizeof(address)};
	cleanup_fd int fd = -1;
	cleanup_fd int made = -1;
	struct stat st;

	if (strlen(name) >= sizeof(address.sun_path))
		return ENAMETOOLONG;
	memcpy(address.sun_path, name, strlen(name));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bindat(dir_fd, fd, (const struct sockaddr *)(const void *)&address,
			  sizeof(address)) != 0)
		return errno == EADDRINUSE ? EEXIST : last_error();
	made = openat(dir_fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (made < 0 || fstat(made, &st) != 0)
		return last_error();
	/* not what took its name meanwhile */
	return S_ISSOCK(st.st_mode) && st.st_nlink == 1 ? host_chmod(made, mode & 07777) : EPERM;
}

errnum
host_mknod(int dir_fd, const char *name, mode_t mode, dev_t device)
{
	int fd;

	switch (mode & S_IFMT) {
	case 0:
	case S_IFREG:
		fd = openat(dir_fd, name, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 07777);
		if (fd < 0)
			return last_error();
		close_fd(&fd);
		return 0;
	case S_IFIFO:
		return mkfifoat(dir_fd, name, mode & 07777) == 0 ? 0 : last_error();
	case S_IFSOCK:
		return make_socket(dir_fd, name, mode);
	default:
		return mknodat(dir_fd, name, mode, device) == 0 ? 0 : last_error();
	}
}

errnum
host_rename(
    int old_dir, const char *old_name, int new_dir, const char *new_name, unsigned int flags)
{
	if (flags != 0)
		return EINVAL;
	return renameat(old_dir, old_name, new_dir, new_name) == 0 ? 0 : last_error();
}

errnum
host_fallocate(int fd, int mode, off_t offset, off_t len)
{
#ifdef HAVE_FSPACECTL
	/* FUSE's numbers, which are Linux' */
	const int keep_size = 1;
	const int punch_hole = 2;

	if (mode == (keep_size | punch_hole)) {
		struct spacectl_range range = {.r_offset = offset, .r_len = len};

		return fspacectl(fd, SPACECTL_DEALLOC, &range, 0, NULL) == 0 ? 0 : last_error();
	}
#endif
	return mode == 0 ? posix_fallocate(fd, offset, len) : EOPNOTSUPP;
}

errnum
host_read_at_hand(int fd, void *buf, size_t size)
{
	(void)buf;
	(void)posix_fadvise(fd, 0, (off_t)size, POSIX_FADV_WILLNEED);
	return EAGAIN;
}

ssize_t
host_pwrite(int fd, const void *buf, size_t size, off_t offset, bool append)
{
	(void)append; /* fusefs never says so */
	return pwrite(fd, buf, size, offset);
}

/* "user.x" is namespace USER and "x". */
static errnum
split(const char *name, int *space, const char **rest)
{
	if (strncmp(name, "user.", 5) == 0)
		*space = EXTATTR_NAMESPACE_USER;
	else if (strncmp(name, "system.", 7) == 0)
		*space = EXTATTR_NAMESPACE_SYSTEM;
	else
		return EOPNOTSUPP;
	*rest = strchr(name, '.') + 1;
	return 0;
}

errnum
host_getxattr(int path_fd, const char *name, void *value, size_t size, size_t *len)
{
	cleanup_fd int fd = -1;
	const char *rest;
	ssize_t n;
	int space;
	errnum error = split(name, &space, &rest);

	if (error == 0)
		error = host_reopen(path_fd, O_RDONLY | O_NONBLOCK, &fd);
	if (error != 0)
		return error;
	n = extattr_get_fd(fd, space, rest, NULL, 0);
	if (n >= 0 && size > 0)
		n = (size_t)n > size ? (errno = ERANGE, -1)
				     : extattr_get_fd(fd, space, rest, value, size);
	if (n < 0)
		return last_error();
	*len = (size_t)n;
	return 0;
}

errnum
host_setxattr(int path_fd, const char *name, const void *value, size_t size, int flags)
{
	cleanup_fd int fd = -1;
	const char *rest;
	int space;
	errnum error = split(name, &space, &rest);

	(void)flags; /* fusefs sends 0 */
	if (error == 0)
		error = host_reopen(path_fd, O_RDONLY | O_NONBLOCK, &fd);
	if (error != 0)
		return error;
	return extattr_set_fd(fd, space, rest, value, size) >= 0 ? 0 : last_error();
}

/* Turn the system's length-prefixed names into NUL-separated ones with prefix before them. */
static errnum
list_space(int fd, int space, const char *prefix, char *list, size_t size, size_t *used)
{
	cleanup_free unsigned char *raw = NULL;
	ssize_t total = extattr_list_fd(fd, space, NULL, 0);
	size_t prefix_len = strlen(prefix);

	if (total < 0)
		return errno == EPERM ? 0 : last_error(); /* system names are root's to see */
	raw = malloc((size_t)total + 1);
	if (raw == NULL)
		return ENOMEM;
	total = extattr_list_fd(fd, space, raw, (size_t)total);
	if (total < 0)
		return last_error();
	for (size_t at = 0; at < (size_t)total; at += 1 + raw[at]) {
		size_t need = prefix_len + raw[at] + 1;

		if (at + 1 + raw[at] > (size_t)total)
			return EIO;
		if (size > 0) {
			if (*used + need > size)
				return ERANGE;
			memcpy(list + *used, prefix, prefix_len);
			memcpy(list + *used + prefix_len, raw + at + 1, raw[at]);
			list[*used + need - 1] = '\0';
		}
		*used += need;
	}
	return 0;
}

errnum
host_listxattr(int path_fd, char *list, size_t size, size_t *len)
{
	cleanup_fd int fd = -1;
	size_t used = 0;
	errnum error = host_reopen(path_fd, O_RDONLY | O_NONBLOCK, &fd);

	if (error == 0)
		error = list_space(fd, EXTATTR_NAMESPACE_USER, "user.", list, size, &used);
	if (error == 0)
		error = list_space(fd, EXTATTR_NAMESPACE_SYSTEM, "system.", list, size, &used);
	if (error == 0)
		*len = used;
	return error;
}

errnum
host_removexattr(int path_fd, const char *name)
{
	cleanup_fd int fd = -1;
	const char *rest;
	int space;
	errnum error = split(name, &space, &rest);

	if (error == 0)
		error = host_reopen(path_fd, O_RDONLY | O_NONBLOCK, &fd);
	if (error != 0)
		return error;
	return extattr_delete_fd(fd, space, rest) == 0 ? 0 : last_error();
}
