/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command's "/".
 *
 * A tmpfs covers one directory of the outside (only in this mount namespace) and holds what we
 * need:
 *
 *   view/   the compatfs mount, served by the daemon through ctx->fuse
 *   skel/   the mount points that the view itself does not have
 *   keep/   where the changes go: in this tmpfs, or --scratch=DIR bound here
 *   root/   an overlay of keep/upper over view over skel; without changes and without missing
 *           mount points it is not needed and view/ is the new "/"
 *
 * The kernel's overlayfs keeps the layers alive by itself, so that the tmpfs is out of sight once
 * "/" has been exchanged. Sources of the outside are opened before anything is covered.
 */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* What of the outside is needed after "/" is covered; -1 where unused. */
struct sources {
	int keep; /* --scratch=DIR */
	int *binds; /* one for each of spec->binds */
};

/* Open DIR of --scratch=DIR, made if missing, and keep others out of it. */
static errnum
open_keep(const struct run_ctx *ctx, int *keep)
{
	const char *dir = ctx->spec->scratch;
	cleanup_fd int fd = -1;
	errnum err;

	if (mkdir(dir, 0755) != 0 && errno != EEXIST) {
		err = last_error();
		say_err(err, "--scratch: %s", dir);
		return err;
	}
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0) {
		err = last_error();
		say_err(err, "--scratch: %s", dir);
		return err;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		err = last_error();
		if (err == EWOULDBLOCK)
			say("--scratch: %s: another compatrun is using it", dir);
		else
			say_err(err, "--scratch: %s: lock", dir);
		return err;
	}
	*keep = steal_fd(&fd);
	return 0;
}

static errnum
open_sources(const struct run_ctx *ctx, struct sources *src)
{
	const struct run_spec *spec = ctx->spec;
	errnum err;

	*src = (struct sources){.keep = -1};
	if (spec->scratch != NULL) {
		err = open_keep(ctx, &src->keep);
		if (err != 0)
			return err;
	}
	src->binds = calloc(spec->nbinds + 1, sizeof(*src->binds));
	if (src->binds == NULL)
		return ENOMEM;
	for (size_t i = 0; i < spec->nbinds; i++) {
		src->binds[i] = open(spec->binds[i].src, O_PATH | O_CLOEXEC);
		if (src->binds[i] < 0) {
			err = last_error();
			say_err(err, "--bind: %s", spec->binds[i].src);
			return err;
		}
	}
	return 0;
}

/* Cover a directory of the outside with a tmpfs and open it. */
static errnum
make_base(int *base)
{
	static const char *const places[] = {"/tmp", "/run", "/mnt", "/var"};
	errnum err = ENOENT;

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		if (mount("tmpfs", places[i], "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0) {
			err = last_error();
			if (err == ENOENT || err == ENOTDIR)
				continue;
			say_mount(err, "%s: private tmpfs", places[i]);
			return err;
		}
		*base = open(places[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (*base >= 0)
			return 0;
		err = last_error();
		break;
	}
	say_err(err, "/tmp: no directory to mount on");
	return err;
}

/*
 * Mount the view on base/view, let the daemon start, wait for its first answer. *top is the view's
 * top directory.
 */
static errnum
mount_view(const struct run_ctx *ctx, int base, bool *told, int *top)
{
	const bool readonly = ctx->spec->mode != RUN_RW;
	unsigned long flags = readonly ? MS_RDONLY : 0;
	cleanup_fd int dir = -1;
	struct stat st;
	char data[160];
	errnum err;

	err = make_dir(base, "view", &dir);
	if (err != 0)
		return err;
	/* Real root gets what chroot(8) would give it: set-id programs and device nodes work. */
	if (ctx->user_ns || ctx->uid != 0)
		flags |= MS_NOSUID | MS_NODEV;
	(void)snprintf(data, sizeof(data),
	    "fd=%d,rootmode=40000,user_id=%u,group_id=%u,default_permissions,allow_other",
	    ctx->fuse, ctx->uid, ctx->gid);
	if (mount("compatfs", fd_path(dir).text, "fuse.compatfs", flags, data) != 0) {
		err = last_error();
		if (err == ENODEV)
			say("view: this kernel does not have FUSE: 'modprobe fuse' as root");
		else
			say_mount(err, "view: mount fuse");
		return err;
	}
	if (write(ctx->go, "g", 1) != 1)
		return EPIPE; /* compatrun itself is gone */
	/* The daemon holds the only other copy: if it ends, every wait for it ends. */
	(void)close(ctx->fuse);
	*told = false;
	*top = openat(base, "view", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*top < 0 || fstat(*top, &st) != 0)
		return last_error();
	*told = true;
	return 0;
}

/* Whether a mount point is below a directory that is a mount of our own. */
static bool
in_own_dir(const char *path, bool own_tmp)
{
	static const char *const own[] = {"/proc/", "/sys/", "/dev/", "/tmp/"};

	for (size_t i = 0; i < ARRAY_LEN(own) - (own_tmp ? 0 : 1); i++) {
		if (strncmp(path, own[i], strlen(own[i])) == 0)
			return true;
	}
	return false;
}

static errnum
mount_binds(const struct run_spec *spec, const struct sources *src, int root)
{
	for (size_t i = 0; i < spec->nbinds; i++) {
		const char *dst = spec->binds[i].dst;
		cleanup_fd int at = -1;
		errnum err = open_inside(root, dst, 0, &at);

		if (err == ENOENT) {
			err = make_path(root, dst, is_dir(src->binds[i]));
			if (err == 0)
				err = open_inside(root, dst, 0, &at);
		}
		if (err != 0) {
			say_err(err, "--bind: %s in the view", dst);
			return err;
		}
		err = bind_fd(src->binds[i], at);
		if (err != 0) {
			if (err == ENOTDIR)
				say("--bind: %s: one of %s and %s is a directory, the other is not",
				    dst, spec->binds[i].src, dst);
			else
				say_mount(err, "--bind: %s on %s", spec->binds[i].src, dst);
			return err;
		}
	}
	return 0;
}

/* Make the tree at root this process's "/", with nothing of the outside left. */
static errnum
exchange_root(const struct run_ctx *ctx, int root)
{
	errnum err;

	if (fchdir(root) != 0) {
		err = last_error();
		say_err(err, "view");
		return err;
	}
	if (syscall(SYS_pivot_root, ".", ".") == 0) {
		/* The outside now lies over the new "/", at the same place. */
		if (umount2(".", MNT_DETACH) != 0) {
			err = last_error();
			say_mount(err, "view: unmount of the outside");
			return err;
		}
	} else if (errno == EINVAL && mount(".", "/", NULL, MS_MOVE, NULL) == 0) {
		/* An initramfs cannot be exchanged, only covered: switch_root(8)'s way. */
		if (chroot(".") != 0)
			return last_error();
	} else {
		err = last_error();
		say_mount(err, "view: pivot_root");
		return err;
	}
	if (ctx->cwd == NULL || chdir(ctx->cwd) != 0) {
		if (chdir("/") != 0)
			return last_error();
	}
	return 0;
}

/* Whether the view's own /tmp will do: only where changes are meant to stay in the view. */
static bool
view_tmp_works(const struct run_spec *spec, int view)
{
	cleanup_fd int tmp = -1;

	return spec->mode == RUN_RW && open_inside(view, "/tmp", O_DIRECTORY, &tmp) == 0 &&
	       faccessat(AT_FDCWD, fd_path(tmp).text, W_OK | X_OK, AT_EACCESS) == 0;
}

/* The part of root_enter() that has its mount points to name. */
static errnum
build_root(const struct run_ctx *ctx, const struct sources *src, int base, int view)
{
	const struct run_spec *spec = ctx->spec;
	const bool own_tmp = !view_tmp_works(spec, view);
	cleanup_free struct wanted *wanted = calloc(spec->nbinds + 4, sizeof(*wanted));
	const char *missing;
	cleanup_fd int skel = -1;
	cleanup_fd int root = -1;
	size_t n = 0;
	errnum err;

	if (wanted == NULL)
		return ENOMEM;
	wanted[n++] = (struct wanted){"/proc", true};
	wanted[n++] = (struct wanted){"/dev", true};
	wanted[n++] = (struct wanted){"/sys", true};
	if (own_tmp)
		wanted[n++] = (struct wanted){"/tmp", true};
	for (size_t i = 0; i < spec->nbinds; i++) {
		if (!in_own_dir(spec->binds[i].dst, own_tmp))
			wanted[n++] = (struct wanted){spec->binds[i].dst, is_dir(src->binds[i])};
	}
	err = spec->mode == RUN_RW ? 0 : make_dir(base, "skel", &skel);
	if (err == 0)
		err = fill_skel(wanted, n, view, skel, &missing);
	if (err != 0)
		return err;
	if (missing != NULL && spec->mode == RUN_RW) {
		say("%s: no such mount point in the view: make it in COMPAT (%s%s), or use "
		    "--scratch or --ro",
		    missing, spec->compat, missing);
		return ENOENT;
	}
	if (spec->mode == RUN_SCRATCH) {
		err = make_keep(ctx, base, src->keep);
		if (err != 0)
			return err;
	}
	if (spec->mode == RUN_SCRATCH || missing != NULL) {
		err = mount_overlay(ctx, base, missing != NULL, &root);
		if (err != 0)
			return err;
	}
	err = dirs_mount(root >= 0 ? root : view, own_tmp);
	if (err == 0)
		err = mount_binds(spec, src, root >= 0 ? root : view);
	if (err == 0)
		err = exchange_root(ctx, root >= 0 ? root : view);
	return err;
}

errnum
root_enter(const struct run_ctx *ctx, bool *told)
{
	struct sources src;
	cleanup_fd int base = -1;
	cleanup_fd int view = -1;
	errnum err;

	*told = true;
	err = open_sources(ctx, &src);
	if (err == 0)
		err = make_base(&base);
	if (err == 0)
		err = mount_view(ctx, base, told, &view);
	if (err == 0)
		err = build_root(ctx, &src, base, view);
	for (size_t i = 0; src.binds != NULL && i < ctx->spec->nbinds; i++)
		close_fd(&src.binds[i]);
	free(src.binds);
	/* src.keep stays open: its lock holds as long as this process lives. */
	return err;
}
