/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One pass over a path, component by component.
 *
 * The directory that the walk stands in is held open, and its path without symlinks is kept beside
 * it:
 * ".." drops the last name of that path and goes down again from the top, so that a look-up can
 * never climb out of a tree, whatever is renamed under it meanwhile.
 */
#include "tworoot/walker.h"

#include <fcntl.h>
#include <string.h>

static void
tell(const struct walker *w, enum tr_event event, enum tr_layer layer, const char *name,
    const char *target, errnum error)
{
	cleanup_free char *source = NULL;
	struct tr_trace trace;

	if (w->trace == NULL)
		return;
	if (name != NULL && walker_source(w, tr_front(layer), name, &source) != 0)
		return;
	trace = (struct tr_trace){
	    .event = event,
	    .layer = layer,
	    .source = source,
	    .target = target,
	    .error = error,
	};
	w->trace(w->arg, &trace);
}

errnum
walker_source(const struct walker *w, enum tr_half half, const char *name, char **out)
{
	const char *base = w->roots->path[half];
	char *text;

	if (strcmp(base, "/") == 0)
		base = "";
	/* at is "/" or "/a/b"; neither "//" nor a trailing slash may come out */
	if (name[0] == '\0') {
		const char *at = strcmp(w->at, "/") == 0 && base[0] != '\0' ? "" : w->at;

		if (asprintf(&text, "%s%s", base, at) < 0)
			return ENOMEM;
	} else if (asprintf(&text, "%s%s%s%s", base, w->at, strcmp(w->at, "/") == 0 ? "" : "/",
		       name) < 0) {
		return ENOMEM;
	}
	*out = text;
	return 0;
}

void
walker_reset(struct walker *w)
{
	tr_close_dir(&w->cur);
	free(steal_ptr(w->at));
	free(steal_ptr(w->rest));
	w->links = 0;
	w->switched = false;
	w->name[0] = '\0';
}

/* Stand at the top of the walk's region. */
static errnum
go_top(struct walker *w)
{
	struct tr_dir top = w->roots->top;
	struct tr_dir opened = {{-1, -1}};
	char *slash = strdup("/");

	if (slash == NULL)
		return ENOMEM;
	for (int h = TR_C; h <= TR_R; h++) {
		if ((w->region & (1U << h)) == 0 || top.fd[h] < 0)
			continue;
		opened.fd[h] = fcntl(top.fd[h], F_DUPFD_CLOEXEC, 0);
		if (opened.fd[h] < 0 || fstat(opened.fd[h], &w->entry.st[h]) != 0) {
			errnum error = last_error();

			tr_close_dir(&opened);
			free(slash);
			return error;
		}
	}
	w->entry.layer = (enum tr_layer)(
	    (opened.fd[TR_C] >= 0 ? TR_COMPAT : 0) | (opened.fd[TR_R] >= 0 ? TR_ROOT : 0));
	tr_close_dir(&w->cur);
	w->cur = opened;
	free(w->at);
	w->at = slash;
	w->name[0] = '\0';
	return 0;
}

/* Go into directory name, which entry describes. */
static errnum
go_down(struct walker *w, const char *name)
{
	cleanup_free char *at = NULL;
	struct tr_dir next;
	errnum error;

	if (asprintf(&at, "%s%s%s", w->at, strcmp(w->at, "/") == 0 ? "" : "/", name) < 0) {
		at = NULL;
		return ENOMEM;
	}
	error = tr_open_dir(&w->cur, w->entry.layer, name, &next);
	if (error != 0)
		return error;
	tr_close_dir(&w->cur);
	w->cur = next;
	free(w->at);
	w->at = steal_ptr(at);
	w->name[0] = '\0';
	return 0;
}

/* "..": down again from the top, one name less. */
static errnum
go_up(struct walker *w)
{
	cleanup_free char *path = strdup(w->at);
	char *next = path;
	char *name;
	errnum error;

	if (path == NULL)
		return ENOMEM;
	*strrchr(path, '/') = '\0';
	error = go_top(w);
	while (error == 0 && (name = strsep(&next, "/")) != NULL) {
		if (name[0] == '\0')
			continue;
		error = tr_step(&w->roots->rules, &w->cur, name, &w->entry);
		if (error == 0)
			error = go_down(w, name);
	}
	return error;
}

/*
 * How long namei() takes what is left behind a link to be. Slashes at its end are none of it: up to
 * FreeBSD 13 they are cut off only when the walk comes to them (one_slash), later at once.
 */
static size_t
left_length(const struct walker *w, const char *left)
{
	size_t len = strlen(left);

	if (w->one_slash)
		return strcmp(left, "/") == 0 ? 0 : len;
	while (len > 0 && left[len - 1] == '/')
		len--;
	return len;
}

/* Replace what is left by the target of the link name, followed by what was left behind it. */
static errnum
follow(struct walker *w, const char *name, const char *left)
{
	enum tr_half half = tr_front(w->entry.layer);
	char target[PATH_MAX];
	char *rest;
	ssize_t len;

	if (++w->links > w->max_links)
		return ELOOP;
	len = readlinkat(w->cur.fd[half], name, target, sizeof(target) - 1);
	if (len < 0)
		return last_error();
	if (len == 0)
		return ENOENT;
	target[len] = '\0';
	while (w->one_slash && left[0] == '/' && left[1] == '/')
		left++;
	if ((size_t)len + left_length(w, left) >= w->max_spliced)
		return ENAMETOOLONG;
	tell(w, TR_EV_LINK, w->entry.layer, name, target, 0);
	if (asprintf(&rest, "%s%s", target, left) < 0)
		return ENOMEM;
	free(w->rest);
	w->rest = rest;
	if (target[0] != '/')
		return 0;
	if (w->abs_to_root && w->roots->top.fd[TR_R] >= 0) {
		if (w->region != TR_ROOT)
			tell(w, TR_EV_TO_ROOT, TR_ROOT, NULL, target, 0);
		w->region = TR_ROOT;
		w->switched = true;
	}
	return go_top(w);
}

/*
 * "." and ".." are looked up in the directory like any name: that takes search permission of the
 * half that speaks for it. The walk's entry becomes the directory, whatever (a link, say) it was.
 */
static errnum
enter_here(struct walker *w)
{
	unsigned int layer = TR_NONE;

	for (int h = TR_R; h >= TR_C; h--) {
		if (w->cur.fd[h] < 0)
			continue;
		layer |= 1U << h;
		if (fstat(w->cur.fd[h], &w->entry.st[h]) != 0)
			return last_error();
	}
	w->entry.layer = (enum tr_layer)layer;
	/* one half is open: NOLINTNEXTLINE(clang-analyzer-unix.StdCLibraryFunctions) */
	return faccessat(w->cur.fd[tr_front(w->entry.layer)], ".", F_OK, AT_EACCESS) == 0
		   ? 0
		   : last_error();
}

/* Tell of the halves that were asked for name and did not have it. */
static void
tell_misses(const struct walker *w, const char *name, enum tr_layer found, errnum error)
{
	for (int h = TR_C; h <= TR_R; h++) {
		enum tr_layer layer = (enum tr_layer)(1U << h);

		if (w->cur.fd[h] < 0 || (found & layer) != 0 || (found != TR_NONE && h == TR_R))
			continue;
		tell(w, TR_EV_MISS, layer, name, NULL, error);
	}
}

errnum
walker_run(struct walker *w, enum tr_layer region, const char *path, int flags)
{
	errnum error;

	if (path[0] == '\0')
		return ENOENT;
	if (strlen(path) >= w->max_path)
		return ENAMETOOLONG;
	w->region = region;
	w->rest = strdup(path);
	if (w->rest == NULL)
		return ENOMEM;
	error = go_top(w);
	while (error == 0) {
		/* rest is rewritten by follow(), so name and left are copies or point past it */
		char name[NAME_MAX + 1];
		cleanup_free char *left = NULL;
		const char *start = w->rest + strspn(w->rest, "/");
		size_t len = strcspn(start, "/");

		if (len == 0)
			return 0;
		if (len > NAME_MAX)
			return ENAMETOOLONG;
		memcpy(name, start, len);
		name[len] = '\0';
		/* with its slashes: only a directory may have one */
		left = strdup(start + len);
		if (left == NULL)
			return ENOMEM;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
			error = enter_here(w);
			if (error == 0 && name[1] == '.')
				error = go_up(w);
			free(w->rest);
			w->rest = steal_ptr(left);
			continue;
		}
		error = tr_step(&w->roots->rules, &w->cur, name, &w->entry);
		tell_misses(
		    w, name, error == 0 ? w->entry.layer : TR_NONE, error == 0 ? ENOENT : error);
		if (error != 0)
			return error;
		if (S_ISLNK(w->entry.st[tr_front(w->entry.layer)].st_mode) &&
		    (left[0] != '\0' || (flags & TR_NOFOLLOW) == 0)) {
			error = follow(w, name, left);
			continue;
		}
		tell(w, TR_EV_HIT, w->entry.layer, name, NULL, 0);
		if (S_ISDIR(w->entry.st[tr_front(w->entry.layer)].st_mode)) {
			error = go_down(w, name);
			free(w->rest);
			w->rest = steal_ptr(left);
			continue;
		}
		memcpy(w->name, name, len + 1);
		return left[0] == '\0' ? 0 : ENOTDIR;
	}
	return error;
}
