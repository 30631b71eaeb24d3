/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The directories that a Linux program takes for granted: /proc, /dev, /sys, /tmp.
 *
 * /proc is a new procfs of the command's pid namespace. Where the kernel refuses one (a container
 * whose own /proc is partly covered), the outside's is shown: /proc/self still is the process that
 * looks, only the numbers are the outside's.
 *
 * /dev is a tmpfs with the few nodes that every program may use, bound from the outside since a
 * user namespace may not make nodes. Its pts is the outside's, so that the terminal that the
 * command was started on keeps its name.
 */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

struct fd_path
fd_path(int fd)
{
	struct fd_path path;

	(void)snprintf(path.text, sizeof(path.text), "/proc/self/fd/%d", fd);
	return path;
}

errnum
open_inside(int root, const char *path, int flags, int *fd)
{
	const struct open_how how = {
	    .flags = (unsigned)(O_PATH | O_CLOEXEC | flags),
	    .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	long opened = syscall(SYS_openat2, root, path, &how, sizeof(how));

	if (opened >= 0) {
		*fd = (int)opened;
		return 0;
	}
	if (errno != ENOSYS && errno != EPERM)
		return last_error();
	/*
	 * Before Linux 5.6, or under a seccomp filter that is older: without the kernel's help a
	 * symlink would lead to the outside, so none is followed at the end; those on the way are
	 * the caller's own trees.
	 */
	path += strspn(path, "/");
	opened =
	    openat(root, path[0] != '\0' ? path : ".", O_PATH | O_CLOEXEC | O_NOFOLLOW | flags);
	if (opened < 0)
		return last_error();
	*fd = (int)opened;
	return 0;
}

errnum
bind_fd(int src, int dst)
{
	struct fd_path from = fd_path(src);
	struct fd_path to = fd_path(dst);

	return mount(from.text, to.text, NULL, MS_BIND | MS_REC, NULL) == 0 ? 0 : last_error();
}

/* Make the mount at path and those below it read-only. */
static errnum
make_readonly(const char *path)
{
	unsigned long keep = 0;
	struct statvfs vfs;

#ifdef SYS_mount_setattr
	struct mount_attr attr = {.attr_set = MOUNT_ATTR_RDONLY};

	if (syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &attr, sizeof(attr)) == 0)
		return 0;
#endif
	/* Older kernels: the top one. Flags that the outside locked have to be named again. */
	if (statvfs(path, &vfs) != 0)
		return last_error();
	keep |= (vfs.f_flag & ST_NOSUID) != 0 ? MS_NOSUID : 0;
	keep |= (vfs.f_flag & ST_NODEV) != 0 ? MS_NODEV : 0;
	keep |= (vfs.f_flag & ST_NOEXEC) != 0 ? MS_NOEXEC : 0;
	keep |= (vfs.f_flag & ST_RELATIME) != 0 ? MS_RELATIME : 0;
	if (mount(NULL, path, NULL, MS_REMOUNT | MS_BIND | MS_RDONLY | keep, NULL) != 0)
		return last_error();
	return 0;
}

static errnum
mount_proc(int root)
{
	cleanup_fd int dir = -1;
	struct fd_path at;
	errnum err = open_inside(root, "/proc", O_DIRECTORY, &dir);

	if (err != 0) {
		say_err(err, "/proc in the view");
		return err;
	}
	at = fd_path(dir);
	if (mount("proc", at.text, "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0)
		return 0;
	err = last_error();
	if (err == EPERM && mount("/proc", at.text, NULL, MS_BIND | MS_REC, NULL) == 0)
		return 0;
	say_mount(err, "/proc in the view: mount proc");
	return err;
}

static errnum
mount_sys(int root)
{
	cleanup_fd int dir = -1;
	cleanup_fd int mounted = -1;
	errnum err = open_inside(root, "/sys", O_DIRECTORY, &dir);

	if (err != 0) {
		say_err(err, "/sys in the view");
		return err;
	}
	if (access("/sys/kernel", F_OK) != 0)
		return 0; /* the outside has none either */
	if (mount("/sys", fd_path(dir).text, NULL, MS_BIND | MS_REC, NULL) != 0) {
		err = last_error();
		say_mount(err, "/sys in the view: bind /sys");
		return err;
	}
	/* dir is what lies under the mount: look the name up again. */
	err = open_inside(root, "/sys", O_DIRECTORY, &mounted);
	if (err == 0)
		err = make_readonly(fd_path(mounted).text);
	if (err != 0)
		say_mount(err, "/sys in the view: read-only");
	return err;
}

static errnum
mount_tmpfs(int root, const char *name, const char *options, unsigned long flags, int *mounted)
{
	cleanup_fd int dir = -1;
	errnum err = open_inside(root, name, O_DIRECTORY, &dir);

	if (err != 0) {
		say_err(err, "%s in the view", name);
		return err;
	}
	if (mount("tmpfs", fd_path(dir).text, "tmpfs", flags, options) != 0) {
		err = last_error();
		say_mount(err, "%s in the view: mount tmpfs", name);
		return err;
	}
	err = open_inside(root, name, O_DIRECTORY, mounted);
	if (err != 0)
		say_err(err, "%s in the view", name);
	return err;
}

/* Bind the outside's object src onto a new file or directory name in dev; one without src is left
 * out. */
static errnum
bind_node(int dev, const char *src, const char *name)
{
	cleanup_fd int from = open(src, O_PATH | O_CLOEXEC);
	cleanup_fd int to = -1;
	struct stat st;
	errnum err;

	if (from < 0 || fstat(from, &st) != 0)
		return 0;
	if (S_ISDIR(st.st_mode)) {
		if (mkdirat(dev, name, 0755) != 0)
			return last_error();
		to = openat(dev, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	} else {
		to = openat(dev, name, O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	}
	if (to < 0)
		return last_error();
	err = bind_fd(from, to);
	if (err != 0)
		say_mount(err, "/dev/%s in the view: bind %s", name, src);
	return err;
}

/* The terminal that the command starts on also is its console. */
static errnum
bind_console(int dev)
{
	char name[256];

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (isatty(fd) && ttyname_r(fd, name, sizeof(name)) == 0)
			return bind_node(dev, name, "console");
	}
	return 0;
}

static errnum
mount_dev(int root)
{
	static const char *const nodes[] = {"null", "zero", "full", "random", "urandom", "tty"};
	static const struct {
		const char *target;
		const char *name;
	} links[] = {
	    {"/proc/self/fd", "fd"},
	    {"/proc/self/fd/0", "stdin"},
	    {"/proc/self/fd/1", "stdout"},
	    {"/proc/self/fd/2", "stderr"},
	};
	cleanup_fd int dev = -1;
	cleanup_fd int shm = -1;
	errnum err = mount_tmpfs(root, "/dev", "mode=0755", MS_NOSUID | MS_NOEXEC, &dev);

	if (err != 0)
		return err;
	for (size_t i = 0; i < ARRAY_LEN(nodes); i++) {
		char src[32];

		(void)snprintf(src, sizeof(src), "/dev/%s", nodes[i]);
		err = bind_node(dev, src, nodes[i]);
		if (err != 0)
			return err;
	}
	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		if (symlinkat(links[i].target, dev, links[i].name) != 0)
			return last_error();
	}
	err = bind_node(dev, "/dev/pts", "pts");
	if (err == 0)
		err = bind_node(dev, "/dev/fuse", "fuse");
	if (err != 0)
		return err;
	/* A real ptmx node finds the pts beside it; a link means the instance's own one. */
	err = bind_node(dev, "/dev/ptmx", "ptmx");
	if (err != 0)
		return err;
	err = bind_console(dev);
	if (err != 0)
		return err;
	if (mkdirat(dev, "shm", 01777) != 0)
		return last_error();
	return mount_tmpfs(root, "/dev/shm", "mode=1777", MS_NOSUID | MS_NODEV, &shm);
}

errnum
dirs_mount(int root, bool own_tmp)
{
	errnum err = mount_proc(root);

	if (err == 0)
		err = mount_sys(root);
	if (err == 0)
		err = mount_dev(root);
	if (err == 0 && own_tmp) {
		cleanup_fd int tmp = -1;

		err = mount_tmpfs(root, "/tmp", "mode=1777", MS_NOSUID | MS_NODEV, &tmp);
	}
	return err;
}
