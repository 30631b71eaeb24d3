/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Whole-path look-ups: the view's single pass over pairs, and the kernel's passes over one tree
 * each.
 *
 * Kernel, TR_ALTROOT (sys/kern/vfs_lookup.c namei(), the locked walk): compat; ENOENT and no
 * absolute link met on the way: root. Kernel, TR_LEGACY (kern_alternate_path()): a first look-up
 * that does not follow the last link only decides which tree is meant, where any error means root
 * and so does the top of compat itself; the second look-up stands by its answer.
 */
#include "tworoot/walker.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>

enum {
	VIEW_MAX_LINKS = 40, /* Linux' MAXSYMLINKS, the host's rule inside a mount */
	KERNEL_MAX_LINKS = 32, /* FreeBSD's MAXSYMLINKS */
	KERNEL_MAX_PATH = 1024, /* FreeBSD's MAXPATHLEN, the NUL included */
};

static void
tell_restart(const struct walker *w)
{
	struct tr_trace trace = {.event = TR_EV_RESTART, .layer = TR_ROOT};

	if (w->trace != NULL)
		w->trace(w->arg, &trace);
}

static bool
is_compat_top(const struct walker *w)
{
	return w->region == TR_COMPAT && w->name[0] == '\0' && strcmp(w->at, "/") == 0;
}

/* Which tree kern_alternate_path() chooses for path. */
static enum tr_layer
legacy_choice(struct walker *w, const char *path)
{
	errnum error = walker_run(w, TR_COMPAT, path, TR_NOFOLLOW);
	enum tr_layer choice = error != 0 || is_compat_top(w) ? TR_ROOT : TR_COMPAT;

	walker_reset(w);
	return choice;
}

static errnum
walk_kernel(struct walker *w, const char *path, int flags)
{
	errnum error;

	if (w->roots->top.fd[TR_C] < 0)
		return walker_run(w, TR_ROOT, path, flags);
	if (w->roots->rules.rule == TR_LEGACY) {
		enum tr_layer choice = legacy_choice(w, path);

		if (choice == TR_ROOT)
			tell_restart(w);
		return walker_run(w, choice, path, flags);
	}
	error = walker_run(w, TR_COMPAT, path, flags);
	if (error != ENOENT || w->switched || path[0] == '\0')
		return error;
	tell_restart(w);
	walker_reset(w);
	return walker_run(w, TR_ROOT, path, flags);
}

/* Open what the walk has found. */
static errnum
open_found(const struct walker *w, int *fd)
{
	enum tr_half half = tr_front(w->entry.layer);
	int opened = openat(w->cur.fd[half], w->name[0] == '\0' ? "." : w->name,
	    O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);

	if (opened < 0)
		return last_error();
	*fd = opened;
	return 0;
}

static errnum
fill_found(const struct walker *w, int flags, struct tr_found *out)
{
	struct tr_found found = {.layer = w->entry.layer, .fd = -1};
	errnum error;

	found.st = w->entry.st[tr_front(found.layer)];
	error = walker_source(w, tr_front(found.layer), w->name, &found.source);
	if (error != 0)
		return error;
	if (asprintf(&found.path, "%s%s%s", w->at,
		w->name[0] == '\0' || strcmp(w->at, "/") == 0 ? "" : "/", w->name) < 0) {
		found.path = NULL;
		error = ENOMEM;
	} else if ((flags & TR_OPEN) != 0) {
		error = open_found(w, &found.fd);
	}
	if (error != 0) {
		tr_found_release(&found);
		return error;
	}
	*out = found;
	return 0;
}

/* Of a link's target with what follows it, the NUL included; up to FreeBSD 13 one byte stays
 * unused.
 */
static size_t
max_spliced(enum tr_form form, enum tr_rule rule)
{
	if (form != TR_KERNEL)
		return SIZE_MAX;
	return rule == TR_LEGACY ? KERNEL_MAX_PATH - 1 : KERNEL_MAX_PATH;
}

errnum
tr_walk(const struct tr_roots *roots, enum tr_form form, const char *path, int flags,
    struct tr_found *out, tr_trace_fn *trace, void *arg)
{
	struct walker w = {
	    .roots = roots,
	    .trace = trace,
	    .arg = arg,
	    .max_links = form == TR_KERNEL ? KERNEL_MAX_LINKS : VIEW_MAX_LINKS,
	    .max_path = form == TR_KERNEL ? KERNEL_MAX_PATH : PATH_MAX,
	    .max_spliced = max_spliced(form, roots->rules.rule),
	    .one_slash = roots->rules.rule == TR_LEGACY,
	    .abs_to_root = form == TR_KERNEL || roots->rules.links == TR_LINKS_KERNEL,
	    .cur = {{-1, -1}},
	};
	errnum error;

	if (form == TR_KERNEL)
		error = walk_kernel(&w, path, flags);
	else
		error = walker_run(&w, TR_BOTH, path, flags);
	if (error == 0)
		error = fill_found(&w, flags, out);
	walker_reset(&w);
	return error;
}

void
tr_found_release(struct tr_found *found)
{
	free(steal_ptr(found->path));
	free(steal_ptr(found->source));
	close_fd(&found->fd);
}
