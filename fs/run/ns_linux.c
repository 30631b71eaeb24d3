/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Namespaces, and what to say where the system does not allow them.
 *
 * In a user namespace of our own the caller keeps its user and group id: programs see the user that
 * they are run by. The process that makes the namespace has all capabilities in it until it execs,
 * which is what the mounts need; the command has none. Supplementary groups go on working but show
 * as the overflow group, since an unprivileged user may map one id only.
 */
#include "fs/run/run_linux.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

/* A number from a sysctl file; fallback when it cannot be read. */
static long
read_sysctl(const char *path, long fallback)
{
	cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	char text[32];
	ssize_t n;

	if (fd < 0)
		return fallback;
	n = read(fd, text, sizeof(text) - 1);
	if (n <= 0)
		return fallback;
	text[n] = '\0';
	return strtol(text, NULL, 10);
}

/* Why a user namespace could not be made or used. */
static void
explain_user_ns(errnum err, const char *doing)
{
	if (read_sysctl("/proc/sys/kernel/unprivileged_userns_clone", 1) == 0)
		say("%s: unprivileged user namespaces are switched off: root can allow them with "
		    "'sysctl kernel.unprivileged_userns_clone=1'",
		    doing);
	else if (read_sysctl("/proc/sys/user/max_user_namespaces", 1) == 0)
		say("%s: no user namespaces are allowed: root can allow them with "
		    "'sysctl user.max_user_namespaces=15000'",
		    doing);
	else if (read_sysctl("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", 0) == 1)
		say("%s: AppArmor restricts unprivileged user namespaces: root can allow them with "
		    "'sysctl kernel.apparmor_restrict_unprivileged_userns=0' or a profile for "
		    "compatrun",
		    doing);
	else if (err == ENOSPC || err == EUSERS)
		say("%s: too many user namespaces (user.max_user_namespaces) or nested too deep",
		    doing);
	else if (err == EINVAL || err == ENOSYS)
		say("%s: this kernel has no user namespaces (CONFIG_USER_NS)", doing);
	else if (err == EPERM || err == EACCES)
		say("%s: %s: a container's seccomp filter, a security module or a chroot forbids "
		    "user namespaces; run compatrun as root or allow them there",
		    doing, strerror(err));
	else
		say_err(err, "%s", doing);
}

static errnum
write_text(const char *path, const char *text)
{
	cleanup_fd int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return last_error();
	if (write(fd, text, strlen(text)) < 0)
		return last_error();
	return 0;
}

/* Map the caller's ids, and nothing else, to themselves. */
static errnum
map_ids(const struct run_ctx *ctx)
{
	char map[64];
	errnum err;

	/* Without this the kernel refuses an unprivileged gid_map (user_namespaces(7)). */
	err = write_text("/proc/self/setgroups", "deny");
	if (err != 0 && err != ENOENT)
		return err;
	(void)snprintf(map, sizeof(map), "%u %u 1\n", ctx->gid, ctx->gid);
	err = write_text("/proc/self/gid_map", map);
	if (err != 0)
		return err;
	(void)snprintf(map, sizeof(map), "%u %u 1\n", ctx->uid, ctx->uid);
	return write_text("/proc/self/uid_map", map);
}

errnum
ns_enter(struct run_ctx *ctx)
{
	errnum err;

	if (unshare(CLONE_NEWNS) != 0) {
		err = last_error();
		if (err != EPERM) {
			say_err(err, "mount namespace");
			return err;
		}
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
			err = last_error();
			explain_user_ns(err, "user namespace");
			return err;
		}
		ctx->user_ns = true;
		err = map_ids(ctx);
		if (err != 0) {
			explain_user_ns(err, "user namespace: id map");
			return err;
		}
	}
	/* A slave: what is unmounted outside does not stay busy because of us. */
	if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0) {
		err = last_error();
		if (err == EINVAL)
			say("/: not a mount point (a chroot?), so that it cannot be exchanged; "
			    "bind-mount the chroot onto itself first");
		else if (ctx->user_ns)
			explain_user_ns(err, "mount in a user namespace");
		else
			say_mount(err, "/: private mounts");
		return err;
	}
	return 0;
}

errnum
ns_open_fuse(struct run_ctx *ctx)
{
	errnum err;

	ctx->fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (ctx->fuse >= 0)
		return 0;
	err = last_error();
	switch (err) {
	case ENOENT:
	case ENXIO:
	case ENODEV:
		say("/dev/fuse: %s: the kernel's FUSE is missing: 'modprobe fuse' as root (in a "
		    "container: start it with --device /dev/fuse)",
		    strerror(err));
		break;
	case EACCES:
	case EPERM:
		say("/dev/fuse: %s: user %u may not use FUSE: 'chmod 0666 /dev/fuse' as root, or "
		    "the group that owns it",
		    strerror(err), ctx->uid);
		break;
	default:
		say_err(err, "/dev/fuse");
		break;
	}
	return err;
}
