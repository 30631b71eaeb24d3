/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/serve.h"
#include "fs/ahead.h"
#include "fs/coherence.h"
#include "fs/creds.h"
#include "fs/ctl.h"
#include "fs/daemon.h"
#include "fs/dirfd.h"
#include "fs/foreign.h"
#include "fs/inos.h"
#include "fs/invalidate.h"
#include "fs/loop.h"
#include "fs/mounts.h"
#include "fs/notice.h"
#include "fs/opened.h"
#include "fs/ops.h"
#include "fs/ring.h"
#include "fs/snapshot.h"
#include "fs/thread.h"
#include "fs/unmount.h"

#include <err.h>
#include <fcntl.h>
#ifdef HAVE_MALLOC_TRIM
#include <malloc.h>
#endif
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

enum {
	DIRFDS_MAX = 128, /* cached directory descriptors */
	SNAPSHOTS_ROOM = 16 << 20, /* bytes of listings; see snapshot.h */
	SWEEP_SECONDS =
	    5, /* between two sweeps of dirfd.h; and of looks at a mount table that does not tell */
};

/* Follow the mount table until the session ends. */
struct follower {
	struct view *view;
	pthread_t thread;
	bool running;
	int stop[2]; /* a pipe: its closing ends the thread */
};

/* The mount table has changed. */
static void
follow_mounts(struct view *view)
{
	uint32_t generation = mounts_generation(view->mounts);

	(void)mounts_refresh(view->mounts);
	/* what the kernel remembers without a limit may be under a mount now, or not any more */
	if (view->coherence != NULL && mounts_generation(view->mounts) != generation)
		invalidate_names(view);
	if (view->coherence != NULL)
		coherence_forget_gone(view->coherence);
}

/*
 * malloc_trim(3) leaves the free end of all arenas but the first alone: a megabyte or two, for
 * good. So there is one, before a thread has made another; what is allocated for a request is
 * little, and short.
 */
static void
share_memory(void)
{
#ifdef HAVE_MALLOC_TRIM
	(void)mallopt(M_ARENA_MAX, 1);
#endif
}

/* What is free goes to the system, where the C library does not see to it by itself. */
static void
give_memory_back(void)
{
#ifdef HAVE_MALLOC_TRIM
	(void)malloc_trim(0);
#endif
}

static void *
follow(void *arg)
{
	struct follower *follower = arg;
	struct view *view = follower->view;
	struct pollfd stop = {.fd = follower->stop[0], .events = POLLIN};

	for (;;) {
		bool less;
		errnum error = mounts_wait(view->mounts, follower->stop[0], SWEEP_SECONDS * 1000);

		if (error == ECANCELED)
			return NULL;
		if (error != 0 && error != ETIMEDOUT && poll(&stop, 1, SWEEP_SECONDS * 1000) != 0)
			return NULL;
		/* this before the rest, which can take its time: until it is known, a mount that
		 * hangs is touched like any directory */
		if (error != ETIMEDOUT)
			follow_mounts(view);
		dirfds_sweep(view);
		openeds_sweep(view, false);
		less = snapshots_sweep(view->snapshots);
		less |= nodes_give_back(view->nodes);
		if (less)
			give_memory_back();
	}
}

static void
follower_start(struct follower *follower, struct view *view)
{
	follower->view = view;
	if (pipe2(follower->stop, O_CLOEXEC) != 0)
		return;
	follower->running = quiet_thread(&follower->thread, follow, follower) == 0;
}

static void
follower_stop(struct follower *follower)
{
	close_fd(&follower->stop[1]);
	if (follower->running)
		(void)pthread_join(follower->thread, NULL);
	close_fd(&follower->stop[0]);
}

/* As many descriptors as the system allows: each open file needs one. */
static void
raise_file_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
}

/* No more directories in the cache than a quarter of the descriptors there are. */
static unsigned int
dirfds_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur / 4 < DIRFDS_MAX)
		return limit.rlim_cur < 32 ? 8 : (unsigned int)(limit.rlim_cur / 4);
	return DIRFDS_MAX;
}

/* The file systems that the layers are on; others are covered when they are first met. */
static void
cover_tops(struct view *view)
{
	const struct node *top = node_of(view, 1);

	for (int h = TR_C; h <= TR_R; h++)
		if (inos_claim(view->inos, top->key.device[h]) &&
		    coherence_cover(view->coherence, top->key.device[h], view->roots.top.fd[h], ""))
			inos_set_covered(view->inos, top->key.device[h]);
}

static errnum
make_parts(struct view *view)
{
	errnum error = inos_new(&view->inos);

	if (error == 0)
		error = mounts_new(view->roots.path, view->options.pass_pseudo, &view->mounts);
	if (error == 0)
		error = dirfds_new(dirfds_limit(), &view->dirfds);
	if (error == 0)
		error = foreign_new(&view->foreign);
	if (error == 0)
		error = openeds_new(&view->openeds);
	if (error == 0)
		error = ctl_shown_new(&view->ctl_shown);
	if (error == 0)
		error = snapshots_new(SNAPSHOTS_ROOM, &view->snapshots);
	if (error == 0)
		error = nodes_new(view, &view->nodes);
	if (error == 0)
		error = notices_new(&view->notices);
	if (error == 0 && view->options.coherent && coherence_new(view, &view->coherence) == 0)
		cover_tops(view);
	return error;
}

static void
free_parts(struct view *view)
{
	notices_free(view->notices);
	ahead_free(steal_ptr(view->ahead)); /* the nodes tell it when they are freed */
	coherence_free(view->coherence);
	dirfds_free(view->dirfds);
	nodes_free(view->nodes);
	openeds_free(view->openeds);
	ctl_shown_free(view->ctl_shown);
	snapshots_free(view->snapshots);
	foreign_free(view->foreign);
	mounts_free(view->mounts);
	inos_free(view->inos);
}

static errnum
loop(struct view *view, const struct fuse_cmdline_opts *cmd)
{
	struct follower follower = {.stop = {-1, -1}};
	errnum error;

	share_memory();
	if (view->coherence != NULL && coherence_start(view->coherence) != 0) {
		coherence_free(view->coherence);
		view->coherence = NULL;
	}
	follower_start(&follower, view);
	/* before there are workers, which bind themselves to a processor each */
	if (view->coherence != NULL && !cmd->singlethread && view->options.threads > 1)
		(void)ahead_new(view, &view->ahead); /* without it: slower */
	/*
	 * One thread (-s) may still have to wait for another: when the view's own mount is met
	 * under a name that the mount table does not know.
	 */
	if (cmd->singlethread || view->options.threads == 1)
		error = loop_run(view, 1, 2);
	else
		error = loop_run(view, 0, view->options.threads);
	view_cut(view->session, view->mountpoint);
	follower_stop(&follower);
	if (ahead_stop(view->ahead) != 0)
		error = EBUSY; /* it uses what is here, as a stuck worker does */
	/* its thread talks to the session, which goes next */
	coherence_stop(view->coherence);
	if (error == EBUSY) /* not closed: the kernel may wait with that for what hangs */
		return error;
	notices_free(view->notices); /* no worker is left that could have something to say */
	view->notices = NULL;
	coherence_free(view->coherence);
	view->coherence = NULL;
	return error;
}

static errnum
mount_and_loop(struct view *view, const struct fuse_cmdline_opts *cmd)
{
	bool monitored = view_is_ours(view->mountpoint);
	int monitor_fd = -1;
	errnum error;

	if (monitored)
		(void)monitor_start(
		    view->mountpoint, &monitor_fd); /* without it: nobody to clean up */
	if (mount_view(view->session, view->mountpoint) != 0) {
		monitor_done(monitor_fd);
		warnx("%s: cannot mount", view->mountpoint); /* libfuse has said why */
		return EIO;
	}
	error = init_attach(view);
	/* the table as it is with our own mount in it, before anything is looked up */
	if (error == 0)
		error = mounts_refresh(view->mounts);
	(void)mounts_device(view->mountpoint, &view->own_dev);
	if (error != 0)
		warnc(error, "%s", view->mountpoint);
	else
		error = loop(view, cmd);
	fuse_session_unmount(view->session);
	monitor_done(monitor_fd);
	if (error == EBUSY)
		_exit(0); /* all is done but a request on a mount that hangs */
	return error;
}

/* Before the mount, which cannot be spoken to any more once the kernel expects rings. */
static errnum
choose_transport(struct view *view, const struct fuse_cmdline_opts *cmd)
{
	enum transport transport = view->options.transport;
	const char *why = "not with -s: it needs a thread a processor";
	errnum error = EINVAL;

	if (transport == TRANSPORT_DEV)
		return 0;
	if (!cmd->singlethread)
		error = rings_new(&view->rings, &why);
	if (error == 0 && loop_ring_threads(view->rings) > view->options.threads) {
		rings_free(view->rings);
		view->rings = NULL;
		why = "it needs more threads than max_threads allows: two a processor";
		error = EINVAL;
	}
	if (error == 0 || transport == TRANSPORT_AUTO)
		return 0;
	warnx("transport=uring: %s", why);
	return error;
}

errnum
serve(struct view *view, struct fuse_args *args, const struct fuse_cmdline_opts *cmd)
{
	errnum error;

	if (!cmd->foreground) {
		error = daemon_fork(&view->ready_fd);
		if (error != 0) {
			warnc(error, "cannot fork");
			return error;
		}
	}
	raise_file_limit();
	(void)signal(
	    SIGXFSZ, SIG_IGN); /* a write past a limit is EFBIG for the writer, not our end */
	creds_init();
	error = choose_transport(view, cmd);
	if (error == 0) {
		error = make_parts(view);
		if (error != 0)
			warnc(error, "%s", view->mountpoint);
	}
	if (error == 0) {
		view->session = fuse_session_new(args, &view_ops, sizeof(view_ops), view);
		error = view->session == NULL ? EINVAL : 0; /* libfuse has said why */
	}
	if (error == 0 && fuse_set_signal_handlers(view->session) != 0)
		error = EINVAL;
	if (error == 0) {
		error = mount_and_loop(view, cmd);
		fuse_remove_signal_handlers(view->session);
	}
	if (view->session != NULL)
		fuse_session_destroy(view->session);
	rings_free(view->rings);
	free_parts(view);
	close_fd(&view->ready_fd);
	return error;
}
