/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD has no private mount namespace: the mounts are made below a directory of our own that
 * nobody else can enter, and undone afterwards.
 *
 *   BASE/view   the compatfs mount; over it, with --scratch, unionfs with BASE/changes or DIR/upper
 *   BASE/changes   a tmpfs
 *
 * The kernel's unionfs is the existing engine for --scratch; its manual page warns of it. --ro and
 * --rw do without.
 */
#include "fs/run/mounts_freebsd.h"
#include "fs/run/say.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/param.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>

/* nmount(2)'s arguments while they are collected: pairs of name and value. */
struct nmount_args {
	struct iovec iov[24];
	unsigned int n;
	char message[256];
};

static void
arg_bytes(struct nmount_args *args, const char *name, void *value, size_t len)
{
	args->iov[args->n++] = (struct iovec){(void *)(uintptr_t)name, strlen(name) + 1};
	args->iov[args->n++] = (struct iovec){value, len};
}

static void
arg(struct nmount_args *args, const char *name, const char *value)
{
	arg_bytes(args, name, (void *)(uintptr_t)value, value != NULL ? strlen(value) + 1 : 0);
}

/* One mount to be made: a file system type, where, of what, with up to two options. */
struct mount_plan {
	const char *type;
	const char *at;
	const char *from;
	const char *option[2]; /* names */
	const char *value[2]; /* NULL: a flag */
	int flags;
};

/*
 * Whether the kernel has a type of file system. nmount(2) has tried to load it, as root may; what
 * it says of one that is not there is EINVAL, for which there are other reasons.
 */
static bool
has_type(const char *type)
{
	struct xvfsconf conf;

	return getvfsbyname(type, &conf) == 0;
}

/* ENODEV, with nothing said: the kernel has no such file system. */
static errnum
mount_one(struct made *made, const struct mount_plan *plan)
{
	struct nmount_args args = {.n = 0};
	errnum err;
	char *at;

	if (made->nmounts == nitems(made->mounts)) {
		say("%s: too many mounts", plan->at);
		return E2BIG;
	}
	at = strdup(plan->at);
	if (at == NULL)
		return ENOMEM;
	arg(&args, "fstype", plan->type);
	arg(&args, "fspath", plan->at);
	/* nullfs called it "target" before FreeBSD 13; both are understood where both are given */
	arg(&args, "from", plan->from);
	if (strcmp(plan->type, "nullfs") == 0)
		arg(&args, "target", plan->from);
	for (size_t i = 0; i < nitems(plan->option) && plan->option[i] != NULL; i++)
		arg(&args, plan->option[i], plan->value[i]);
	arg_bytes(&args, "errmsg", args.message, sizeof(args.message));
	if (nmount(args.iov, args.n, plan->flags) == 0) {
		made->mounts[made->nmounts++] = at;
		return 0;
	}
	err = last_error();
	free(at);
	if (!has_type(plan->type))
		return ENODEV;
	if (args.message[0] != '\0')
		say_err(err, "%s: mount %s: %s", plan->at, plan->type, args.message);
	else
		say_mount(err, "%s: mount %s", plan->at, plan->type);
	return err;
}

/* mount_one() of what there is no doing without. */
static errnum
mount_needed(struct made *made, const struct mount_plan *plan)
{
	errnum err = mount_one(made, plan);

	if (err == ENODEV)
		say("%s: mount %s: this kernel does not have it, and cannot load it: 'kldload %s' "
		    "as root says why",
		    plan->at, plan->type, plan->type);
	return err;
}

static errnum
make_dir(struct made *made, const char *path, mode_t mode)
{
	errnum err;

	if (mkdir(path, mode) != 0) {
		err = last_error();
		say_err(err, "%s", path);
		return err;
	}
	if (made->ndirs < nitems(made->dirs))
		made->dirs[made->ndirs++] = strdup(path);
	return 0;
}

/* Run the daemon; it returns when the view can be used. */
static errnum
mount_view(const struct run_spec *spec, struct made *made)
{
	cleanup_free char *options = NULL;
	cleanup_free char *root = NULL;
	int status;
	pid_t pid;

	if (asprintf(&options, "%s%s%s", spec->mode == RUN_RW ? "rw" : "ro",
		spec->options != NULL ? "," : "", spec->options != NULL ? spec->options : "") < 0)
		return ENOMEM;
	if (asprintf(&root, "--root=%s", spec->root) < 0)
		return ENOMEM;
	pid = fork();
	if (pid == 0) {
		sigset_t none;

		(void)sigemptyset(&none);
		(void)sigprocmask(SIG_SETMASK, &none, NULL);
		(void)execlp(spec->compatfs, "compatfs", "-o", options, root, spec->compat,
		    made->root, (char *)NULL);
		say_err(last_error(), "%s: the view's daemon cannot be run", spec->compatfs);
		_exit(RUN_FAILED);
	}
	if (pid < 0)
		return last_error();
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return last_error();
	}
	if (!WIFEXITED(status)) {
		say("%s: the view's daemon was killed by signal %d", spec->compatfs,
		    WTERMSIG(status));
		return EIO;
	}
	if (WEXITSTATUS(status) != 0)
		return EIO; /* it has said why */
	made->mounts[made->nmounts++] = strdup(made->root);
	return 0;
}

/* The directory for the changes: DIR/upper, kept, or one in a tmpfs. */
static errnum
make_changes(const struct run_spec *spec, struct made *made, char **upper)
{
	errnum err;

	if (spec->scratch != NULL) {
		char real[PATH_MAX];

		if (mkdir(spec->scratch, 0755) != 0 && errno != EEXIST) {
			err = last_error();
			say_err(err, "--scratch: %s", spec->scratch);
			return err;
		}
		if (realpath(spec->scratch, real) == NULL ||
		    asprintf(upper, "%s/upper", real) < 0) {
			err = last_error();
			say_err(err, "--scratch: %s", spec->scratch);
			return err;
		}
		if (mkdir(*upper, 0755) != 0 && errno != EEXIST) {
			err = last_error();
			say_err(err, "--scratch: %s", *upper);
			return err;
		}
		return 0;
	}
	if (asprintf(upper, "%s/changes", made->base) < 0)
		return ENOMEM;
	err = make_dir(made, *upper, 0755);
	if (err == 0)
		err = mount_needed(made, &(struct mount_plan){.type = "tmpfs",
					     .at = *upper,
					     .from = "tmpfs",
					     .option = {"mode"},
					     .value = {"755"}});
	return err;
}

static errnum
mount_scratch(const struct run_spec *spec, struct made *made)
{
	cleanup_free char *upper = NULL;
	errnum err = make_changes(spec, made, &upper);

	if (err != 0)
		return err;
	err = mount_needed(
	    made, &(struct mount_plan){.type = "unionfs", .at = made->root, .from = upper});
	if (err != 0)
		say("--scratch needs unionfs: use --ro or --rw");
	return err;
}

/* The name in the view as a path outside; symlinks could lead out of it and are refused. */
static errnum
place(const struct made *made, const char *name, char **path)
{
	char real[PATH_MAX];
	size_t len = strlen(made->root);

	if (asprintf(path, "%s%s", made->root, name) < 0)
		return ENOMEM;
	if (realpath(*path, real) == NULL)
		return last_error();
	if (strncmp(real, made->root, len) != 0 || real[len] != '/')
		return ELOOP;
	return 0;
}

/*
 * place() of a directory that is to be mounted on, made where the view may be written. ENOENT, with
 * nothing said: there is none.
 */
static errnum
mount_point(const struct run_spec *spec, const struct made *made, const char *name, char **path)
{
	errnum err = place(made, name, path);

	/* a link that leads nowhere stays in the way */
	if (err == ENOENT && spec->mode == RUN_SCRATCH && mkdir(*path, 0755) == 0)
		return 0;
	if (err != 0 && err != ENOENT)
		say_err(err, "%s in the view", name);
	return err;
}

static void
say_no_mount_point(const struct run_spec *spec, const char *name)
{
	say("%s: no such mount point in the view: make it in COMPAT (%s%s)%s", name, spec->compat,
	    name, spec->mode == RUN_SCRATCH ? "" : ", or use --scratch");
}

static errnum
mount_dirs(const struct run_spec *spec, struct made *made)
{
	static const struct {
		const char *type;
		const char *at;
		const char *option;
		const char *value;
		const char *without; /* what is missed, where one can do without */
	} dirs[] = {
	    {"linprocfs", "/proc", NULL, NULL, "what asks /proc will fail"},
	    {"linsysfs", "/sys", NULL, NULL, "what asks /sys will fail"},
	    {"devfs", "/dev", NULL, NULL, NULL},
	    {"fdescfs", "/dev/fd", "linrdlnk", NULL, "/dev/fd has 0, 1 and 2 only"},
	    {"tmpfs", "/tmp", "mode", "1777", NULL},
	};

	for (size_t i = 0; i < nitems(dirs); i++) {
		cleanup_free char *at = NULL;
		struct mount_plan plan = {.type = dirs[i].type,
		    .from = dirs[i].type,
		    .option = {dirs[i].option},
		    .value = {dirs[i].value}};
		errnum err;

		/* where the changes are meant to stay, so is what lies in /tmp */
		if (spec->mode == RUN_RW && strcmp(dirs[i].at, "/tmp") == 0)
			continue;
		err = mount_point(spec, made, dirs[i].at, &at);
		if (err == ENOENT && dirs[i].without != NULL) {
			say("no %s in the view to mount %s on: %s", dirs[i].at, plan.type,
			    dirs[i].without);
			continue;
		}
		if (err == ENOENT)
			say_no_mount_point(spec, dirs[i].at);
		if (err != 0)
			return err;
		plan.at = at;
		err = dirs[i].without != NULL ? mount_one(made, &plan) : mount_needed(made, &plan);
		if (err == ENODEV && dirs[i].without != NULL) {
			say("no %s ('kldload %s' as root says why): %s", plan.type, plan.type,
			    dirs[i].without);
			continue;
		}
		if (err != 0)
			return err;
	}
	return 0;
}

static errnum
mount_binds(const struct run_spec *spec, struct made *made)
{
	for (size_t i = 0; i < spec->nbinds; i++) {
		const struct run_bind *bind = &spec->binds[i];
		cleanup_free char *src = realpath(bind->src, NULL);
		cleanup_free char *at = NULL;
		errnum err;

		if (src == NULL) {
			err = last_error();
			say_err(err, "--bind: %s", bind->src);
			return err;
		}
		err = mount_point(spec, made, bind->dst, &at);
		if (err == ENOENT)
			say_no_mount_point(spec, bind->dst);
		if (err == 0)
			err = mount_needed(
			    made, &(struct mount_plan){.type = "nullfs", .at = at, .from = src});
		if (err != 0)
			return err;
	}
	return 0;
}

errnum
make_view(const struct run_spec *spec, struct made *made)
{
	char template[] = "/var/run/compatrun.XXXXXX";
	errnum err;

	/* mkdtemp(3) makes it with mode 0700: nobody looks in from outside */
	if (mkdtemp(template) == NULL) {
		err = last_error();
		say_err(err, "%s", template);
		return err;
	}
	made->base = realpath(template, NULL);
	if (made->base == NULL || asprintf(&made->root, "%s/view", made->base) < 0)
		return ENOMEM;
	err = make_dir(made, made->root, 0755);
	if (err == 0)
		err = mount_view(spec, made);
	if (err == 0 && spec->mode == RUN_SCRATCH)
		err = mount_scratch(spec, made);
	if (err == 0)
		err = mount_dirs(spec, made);
	if (err == 0)
		err = mount_binds(spec, made);
	return err;
}

void
unmake(struct made *made)
{
	bool clean = true;

	while (made->nmounts > 0) {
		char *at = made->mounts[--made->nmounts];

		if (at == NULL)
			continue;
		if (unmount(at, 0) != 0 && unmount(at, MNT_FORCE) != 0) {
			say_err(last_error(), "%s: unmount", at);
			clean = false;
		}
		free(at);
	}
	while (made->ndirs > 0) {
		char *dir = made->dirs[--made->ndirs];

		if (dir != NULL && clean)
			(void)rmdir(dir);
		free(dir);
	}
	if (made->base != NULL && clean)
		(void)rmdir(made->base);
	free(steal_ptr(made->root));
	free(steal_ptr(made->base));
}
