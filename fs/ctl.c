/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/ctl.h"
#include "common/json.h"
#include "fs/coherence.h"
#include "fs/data.h"
#include "fs/dirfd.h"
#include "fs/entry.h"
#include "fs/foreign.h"
#include "fs/inos.h"
#include "fs/mounts.h"
#include "fs/notice.h"
#include "fs/opened.h"
#include "fs/options.h"
#include "fs/snapshot.h"

#include <dirent.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

/* The control nodes' numbers within the device of holes, above those of any mount point. */
enum {
	CTL_DIR = 1,
	CTL_STATUS,
	CTL_FOREIGN,
	CTL_COMPAT,
	CTL_ROOT
};

#define CTL_BASE (UINT64_C(1) << 40)

static const struct {
	const char *name;
	int which;
	unsigned char type;
} members[] = {
    {"compat", CTL_COMPAT, DT_DIR},
    {"foreign", CTL_FOREIGN, DT_REG},
    {"root", CTL_ROOT, DT_DIR},
    {"status", CTL_STATUS, DT_REG},
};

static struct node_key
ctl_key(int which)
{
	return (struct node_key){.kind = NODE_CTL,
	    .device = {INO_DEVICE_HOLE},
	    .ino = {CTL_BASE + (uint64_t)which},
	    .dir = which == CTL_DIR};
}

static int
which_of(const struct node *node)
{
	return node->key.kind == NODE_CTL ? (int)(node->key.ino[0] - CTL_BASE) : 0;
}

/* A text per file, as it was when the name was looked up last. */
struct ctl_shown {
	pthread_mutex_t lock;
	struct shown_text {
		char *text;
		size_t size;
		struct timespec since;
	} texts[2];
};

errnum
ctl_shown_new(struct ctl_shown **out)
{
	struct ctl_shown *shown = calloc(1, sizeof(*shown));

	if (shown == NULL)
		return ENOMEM;
	(void)pthread_mutex_init(&shown->lock, NULL);
	*out = shown;
	return 0;
}

void
ctl_shown_free(struct ctl_shown *shown)
{
	if (shown == NULL)
		return;
	for (size_t i = 0; i < ARRAY_LEN(shown->texts); i++)
		free(shown->texts[i].text);
	(void)pthread_mutex_destroy(&shown->lock);
	free(shown);
}

static struct shown_text *
shown_of(const struct view *view, const struct node *node)
{
	return &view->ctl_shown->texts[which_of(node) == CTL_STATUS ? 0 : 1];
}

static bool
is_shown(const struct view *view, const struct node *node)
{
	return __atomic_load_n(&view->data, __ATOMIC_ACQUIRE) == DATA_CACHED && !node->key.dir;
}

/* What it says from now on. */
static errnum
show(struct view *view, const struct node *node)
{
	struct shown_text *shown = shown_of(view, node);
	char *text;
	char *old;
	size_t size;
	errnum error = ctl_text(view, node, &text, &size);

	if (error != 0)
		return error;
	(void)pthread_mutex_lock(&view->ctl_shown->lock);
	old = shown->text;
	shown->text = text;
	shown->size = size;
	(void)clock_gettime(CLOCK_REALTIME, &shown->since);
	(void)pthread_mutex_unlock(&view->ctl_shown->lock);
	free(old);
	return 0;
}

errnum
ctl_text_shown(struct view *view, const struct node *node, char **text, size_t *size)
{
	const struct shown_text *shown = shown_of(view, node);
	char *copy;

	(void)pthread_mutex_lock(&view->ctl_shown->lock);
	*size = shown->size;
	copy = malloc(shown->size + 1);
	if (copy != NULL && shown->size > 0)
		memcpy(copy, shown->text, shown->size);
	(void)pthread_mutex_unlock(&view->ctl_shown->lock);
	*text = copy;
	return copy == NULL ? ENOMEM : 0;
}

bool
ctl_is_name(const struct view *view, const struct node *node, const char *name)
{
	return which_of(node) == CTL_DIR ||
	       (node_id(view, node) == 1 && strcmp(name, CTL_NAME) == 0);
}

void
ctl_stat(const struct view *view, const struct node *node, struct stat *st)
{
	memset(st, 0, sizeof(*st));
	st->st_ino = (ino_t)node_ino(&node->key);
	st->st_mode = node->key.dir ? S_IFDIR | 0555 : S_IFREG | 0444;
	st->st_nlink = node->key.dir ? 4 : 1;
	if (is_shown(view, node)) {
		(void)pthread_mutex_lock(&view->ctl_shown->lock);
		st->st_size = (off_t)shown_of(view, node)->size;
		st->st_mtim = shown_of(view, node)->since;
		(void)pthread_mutex_unlock(&view->ctl_shown->lock);
	}
}

/* A layer by itself: a directory with that one half, whose descriptor is the view's. */
static errnum
find_layer(struct view *view, struct node *node, enum tr_half half, const char *name,
    struct fuse_entry_param *e)
{
	const struct node *top = node_of(view, 1);
	struct node_key key = {.kind = NODE_OBJECT,
	    .dir = true,
	    .alone = true,
	    .top = true,
	    .layer = (uint8_t)(1U << half)};
	struct node *found;
	struct stat st;
	errnum error;

	key.device[half] = top->key.device[half];
	key.ino[half] = top->key.ino[half];
	if (fstat(view->roots.top.fd[half], &st) != 0)
		return last_error();
	error = node_get(view, &key, node, name, (enum tr_layer)key.layer, &found);
	if (error == 0)
		entry_dress(view, found, &st, e);
	return error;
}

errnum
ctl_find(struct view *view, struct node *node, const char *name, struct fuse_entry_param *e)
{
	int which = CTL_DIR;
	struct node_key key;
	struct node *found;
	struct stat st;
	errnum error;

	if (which_of(node) == CTL_DIR) {
		which = 0;
		for (size_t i = 0; i < ARRAY_LEN(members); i++)
			if (strcmp(members[i].name, name) == 0)
				which = members[i].which;
	}
	if (which == 0)
		return ENOENT;
	if (which == CTL_COMPAT || which == CTL_ROOT)
		return find_layer(view, node, which == CTL_COMPAT ? TR_C : TR_R, name, e);
	key = ctl_key(which);
	error = node_get(view, &key, node, name, TR_NONE, &found);
	if (error != 0)
		return error;
	if (is_shown(view, found))
		error = show(view, found);
	if (error != 0) {
		node_unref(view, found, 1);
		return error;
	}
	ctl_stat(view, found, &st);
	entry_dress(view, found, &st, e);
	if (is_shown(view, found)) {
		e->entry_timeout = 0;
		e->attr_timeout = 0;
	}
	return 0;
}

errnum
ctl_list(const struct view *view, ctl_list_fn *fn, void *arg)
{
	(void)view;
	for (size_t i = 0; i < ARRAY_LEN(members); i++) {
		struct node_key key = ctl_key(members[i].which);
		errnum error = fn(arg, members[i].name, node_ino(&key), members[i].type);

		if (error != 0)
			return error;
	}
	return 0;
}

static uint64_t
counted(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static errnum
status_text(struct view *view, char **text, size_t *size)
{
	FILE *out = open_memstream(text, size);
	struct json j;

	if (out == NULL)
		return last_error();
	json_begin(&j, out);
	json_string(&j, "version", COMPATFS_VERSION);
	json_string(&j, "libfuse", fuse_pkgversion());
	json_int(&j, "pid", getpid());
	json_string(&j, "compat", view->roots.path[TR_C]);
	json_string(&j, "root", view->roots.path[TR_R]);
	json_string(&j, "transport", view->by_rings ? "uring" : "dev");
	json_object_begin(&j, "options");
	options_to_json(&view->options, &j);
	json_object_end(&j);
	json_object_begin(&j, "cache");
	json_string(&j, "coherence", coherence_name(view->coherence));
	json_uint(&j, "events", coherence_events(view->coherence));
	json_uint(&j, "timeout_ms", (uint64_t)(view->options.timeout * 1000));
	json_bool(&j, "symlinks", view->cache_symlinks);
	json_bool(&j, "passthrough", data_in_use(view) == DATA_PASSTHROUGH);
	json_uint(&j, "inodes", nodes_count(view->nodes));
	json_uint(&j, "directory_fds", dirfds_count(view->dirfds));
	json_uint(&j, "backing_files", openeds_backing_count(view->openeds));
	json_uint(&j, "listing_bytes", snapshots_size(view->snapshots));
	json_uint(&j, "listed_ahead", counted(&view->counters.ahead));
	json_uint(&j, "absent_bytes", counted(&view->absent_bytes));
	json_uint(&j, "notices_waiting", notices_waiting(view->notices));
	json_uint(&j, "mount_changes", mounts_generation(view->mounts));
	json_object_end(&j);
	json_string(&j, "data", data_name(data_in_use(view)));
	json_object_begin(&j, "counters");
	json_uint(&j, "lookups", counted(&view->counters.lookups));
	json_uint(&j, "misses", counted(&view->counters.misses));
	json_uint(&j, "absent", counted(&view->counters.absent));
	json_uint(&j, "opens", counted(&view->counters.opens));
	json_uint(&j, "opens_known", counted(&view->counters.known));
	json_uint(&j, "reads", counted(&view->counters.reads));
	json_uint(&j, "writes", counted(&view->counters.writes));
	json_uint(&j, "listings", counted(&view->counters.listings));
	json_uint(&j, "forgets", counted(&view->counters.forgets));
	json_uint(&j, "getattrs", counted(&view->counters.getattrs));
	json_uint(&j, "setattrs", counted(&view->counters.setattrs));
	json_uint(&j, "readlinks", counted(&view->counters.readlinks));
	json_uint(&j, "opendirs", counted(&view->counters.opendirs));
	json_uint(&j, "readdirs", counted(&view->counters.readdirs));
	json_uint(&j, "makes", counted(&view->counters.makes));
	json_uint(&j, "removes", counted(&view->counters.removes));
	json_uint(&j, "renames", counted(&view->counters.renames));
	json_uint(&j, "xattrs", counted(&view->counters.xattrs));
	json_uint(&j, "foreign", foreign_count(view->foreign));
	json_object_end(&j);
	json_end(&j);
	return fclose(out) == 0 ? 0 : ENOMEM;
}

errnum
ctl_text(struct view *view, const struct node *node, char **text, size_t *size)
{
	return which_of(node) == CTL_STATUS ? status_text(view, text, size)
					    : foreign_text(view->foreign, text, size);
}
