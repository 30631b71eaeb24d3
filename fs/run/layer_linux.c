/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is laid over and under the view: the layer of changes (keep/), the mount points that the
 * view lacks (skel/), and the overlay that makes one tree of them (root/). See root_linux.c.
 */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>

bool
is_dir(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Make the directory name in base and open it. */
errnum
make_dir(int base, const char *name, int *fd)
{
	errnum err;

	if (mkdirat(base, name, 0755) != 0 && errno != EEXIST) {
		err = last_error();
		say_err(err, "private tmpfs: %s", name);
		return err;
	}
	*fd = openat(base, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0) {
		err = last_error();
		say_err(err, "private tmpfs: %s", name);
		return err;
	}
	return 0;
}

/* Make path below dir, with the directories on the way: the last one a directory or a file. */
errnum
make_path(int dir, const char *path, bool want_dir)
{
	char part[PATH_MAX];
	size_t len = strlen(path);

	if (len >= sizeof(part))
		return ENAMETOOLONG;
	for (size_t end = 1; end <= len; end++) {
		cleanup_fd int parent = -1;
		cleanup_fd int there = -1;
		const char *name;
		char *slash;
		errnum err;

		if (end != len && path[end] != '/')
			continue;
		memcpy(part, path, end);
		part[end] = '\0';
		err = open_inside(dir, part, 0, &there);
		if (err == 0)
			continue;
		if (err != ENOENT)
			return err;
		slash = strrchr(part, '/');
		name = slash + 1;
		if (name[0] == '\0')
			continue;
		*slash = '\0';
		err = open_inside(dir, part[0] != '\0' ? part : "/", O_DIRECTORY, &parent);
		if (err != 0)
			return err;
		if (want_dir || strchr(path + end, '/') != NULL) {
			if (mkdirat(parent, name, 0755) != 0)
				return last_error();
		} else {
			there = openat(parent, name, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
			if (there < 0)
				return last_error();
		}
	}
	return 0;
}

/* Put into skel what the view misses of its mount points; *missing names the last one, or NULL. */
errnum
fill_skel(const struct wanted *wanted, size_t n, int view, int skel, const char **missing)
{
	*missing = NULL;
	for (size_t i = 0; i < n; i++) {
		cleanup_fd int there = -1;
		errnum err = open_inside(view, wanted[i].path, 0, &there);

		if (err == 0 && is_dir(there) == wanted[i].dir)
			continue;
		if (err == 0)
			err = wanted[i].dir ? ENOTDIR : EISDIR;
		if (err == ENOENT) {
			*missing = wanted[i].path;
			if (skel < 0)
				continue;
			err = make_path(skel, wanted[i].path, wanted[i].dir);
		}
		if (err != 0) {
			say_err(err, "%s in the view", wanted[i].path);
			return err;
		}
	}
	return 0;
}

/* Whether tmpfs can hold what overlayfs notes in user.* attributes (Linux 6.6 and later). */
static bool
has_user_xattrs(int dir)
{
	if (fsetxattr(dir, "user.compatrun", "1", 1, 0) != 0)
		return false;
	(void)fremovexattr(dir, "user.compatrun");
	return true;
}

/* Make keep/upper and keep/work, in the tmpfs or in DIR. */
errnum
make_keep(const struct run_ctx *ctx, int base, int keep_dir)
{
	const char *dir = ctx->spec->scratch;
	cleanup_fd int keep = -1;
	cleanup_fd int upper = -1;
	cleanup_fd int work = -1;
	errnum err = make_dir(base, "keep", &keep);

	if (err != 0)
		return err;
	if (keep_dir >= 0) {
		err = bind_fd(keep_dir, keep);
		if (err != 0) {
			say_mount(err, "--scratch: %s: bind", dir);
			return err;
		}
		(void)close(steal_fd(&keep));
		keep = openat(base, "keep", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (keep < 0)
			return last_error();
		/* Not make_dir(): its messages would not name DIR. */
		if ((mkdirat(keep, "upper", 0755) != 0 && errno != EEXIST) ||
		    (mkdirat(keep, "work", 0755) != 0 && errno != EEXIST)) {
			err = last_error();
			say_err(err, "--scratch: %s", dir);
			return err;
		}
		return 0;
	}
	err = make_dir(keep, "upper", &upper);
	if (err == 0)
		err = make_dir(keep, "work", &work);
	if (err == 0 && ctx->user_ns && !has_user_xattrs(upper))
		say("note: this kernel's tmpfs has no user attributes (Linux before 6.6): a "
		    "directory that was removed cannot be made again here; --scratch=DIR does not "
		    "have that limit");
	return err;
}

/* Lay the overlay over base/view and open its top. skel: there is something in base/skel. */
errnum
mount_overlay(const struct run_ctx *ctx, int base, bool skel, int *top)
{
	const bool writable = ctx->spec->mode == RUN_SCRATCH;
	struct fd_path at = fd_path(base);
	cleanup_fd int dir = -1;
	/* The names are ours: no comma or colon in them can confuse the option's parser. */
	char data[512];
	errnum err = make_dir(base, "root", &dir);

	if (err != 0)
		return err;
	(void)snprintf(data, sizeof(data), "lowerdir=%s/view%s%s%s", at.text, skel ? ":" : "",
	    skel ? at.text : "", skel ? "/skel" : "");
	if (writable) {
		size_t used = strlen(data);

		(void)snprintf(data + used, sizeof(data) - used,
		    ",upperdir=%s/keep/upper,workdir=%s/keep/work", at.text, at.text);
	}
	/*
	 * Without real privilege overlayfs may only use user.* attributes for its own notes, and
	 * then cannot rename a directory of a lower layer (EXDEV, and mv(1) copies).
	 */
	if (ctx->user_ns || writable)
		(void)strncat(data, ctx->user_ns ? ",userxattr" : ",redirect_dir=on",
		    sizeof(data) - strlen(data) - 1);
	if (mount("compatfs", fd_path(dir).text, "overlay", writable ? 0 : MS_RDONLY, data) != 0) {
		err = last_error();
		if (err == ENODEV)
			say("--scratch: this kernel does not have overlayfs: 'modprobe overlay' "
			    "as root, or use --ro or --rw");
		else if (err == EPERM && ctx->user_ns)
			say("--scratch: overlayfs in a user namespace is refused (Linux before "
			    "5.11, or a security module): use --ro or --rw, or run as root");
		else if (err == EINVAL && ctx->spec->scratch != NULL)
			say("--scratch: %s: its file system cannot hold an overlay's changes "
			    "(it must have extended attributes and be no overlay, NFS or FAT)",
			    ctx->spec->scratch);
		else
			say_mount(err, "--scratch: mount overlay");
		return err;
	}
	*top = openat(base, "root", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*top < 0) {
		err = last_error();
		say_err(err, "scratch layer");
		return err;
	}
	return 0;
}
