/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/foreign.h"
#include "fs/log.h"
#include "fs/version.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/tree.h>

enum {
	CACHE_SIZE = 4096, /* brands; an object goes to one slot, and a newcomer takes it over */
	CACHE_LOCKS = 16,
	REPORTS_MAX = 10000, /* paths that are remembered; a hostile tree must not eat the memory */
};

struct brand_slot {
	dev_t dev;
	ino_t ino;
	uint64_t version; /* 0: free */
	uint8_t brand;
};

struct report {
	RB_ENTRY(report) entry;
	char *source;
	enum ec_brand brand;
	const char *done;
	char path[];
};

RB_HEAD(report_tree, report);

struct foreign {
	pthread_mutex_t cache_locks[CACHE_LOCKS];
	struct brand_slot cache[CACHE_SIZE];
	pthread_mutex_t lock; /* of the reports */
	struct report_tree reports;
	uint64_t count;
};

static int
report_compare(const struct report *a, const struct report *b)
{
	return strcmp(a->path, b->path);
}

/* not RB_GENERATE_STATIC: libbsd's needs a macro of BSD's <sys/cdefs.h> */
RB_PROTOTYPE(report_tree, report, entry, report_compare)
RB_GENERATE(report_tree, report, entry, report_compare)

errnum
foreign_new(struct foreign **out)
{
	struct foreign *foreign = calloc(1, sizeof(*foreign));

	if (foreign == NULL)
		return ENOMEM;
	for (int i = 0; i < CACHE_LOCKS; i++)
		(void)pthread_mutex_init(&foreign->cache_locks[i], NULL);
	(void)pthread_mutex_init(&foreign->lock, NULL);
	RB_INIT(&foreign->reports);
	*out = foreign;
	return 0;
}

void
foreign_free(struct foreign *foreign)
{
	struct report *report;

	if (foreign == NULL)
		return;
	while ((report = RB_MIN(report_tree, &foreign->reports)) != NULL) {
		(void)RB_REMOVE(report_tree, &foreign->reports, report);
		free(report->source);
		free(report);
	}
	for (int i = 0; i < CACHE_LOCKS; i++)
		(void)pthread_mutex_destroy(&foreign->cache_locks[i]);
	(void)pthread_mutex_destroy(&foreign->lock);
	free(foreign);
}

bool
foreign_is_library_name(const char *name)
{
	for (const char *at = name; (at = strstr(at, ".so")) != NULL; at++)
		if (at[3] == '\0' || at[3] == '.')
			return true;
	return false;
}

/* The brand of what name is now, and the version it was read from (0: not to be kept). */
static enum ec_brand
read_brand(int dir_fd, const char *name, uint64_t *version)
{
	cleanup_fd int fd =
	    openat(dir_fd, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
	enum ec_brand brand;
	enum ec_by by;
	struct stat st;

	*version = fd >= 0 && fstat(fd, &st) == 0 ? stat_version(&st) : 0;
	if (fd < 0 || ec_brand_fd(fd, &brand, &by) != 0)
		return EC_UNKNOWN;
	return brand;
}

bool
foreign_check(
    struct view *view, int dir_fd, const char *name, const struct stat *st, enum ec_brand *brand)
{
	struct foreign *foreign = view->foreign;
	uint64_t hash =
	    ((uint64_t)st->st_ino ^ (uint64_t)st->st_dev << 40) * UINT64_C(0x9e3779b97f4a7c15);
	size_t index = (size_t)(hash >> 40) % CACHE_SIZE;
	struct brand_slot *slot = &foreign->cache[index];
	pthread_mutex_t *lock = &foreign->cache_locks[index % CACHE_LOCKS];
	uint64_t version = stat_version(st);
	bool known;

	(void)pthread_mutex_lock(lock);
	known = slot->version == version && slot->ino == st->st_ino && slot->dev == st->st_dev;
	if (known)
		*brand = (enum ec_brand)slot->brand;
	(void)pthread_mutex_unlock(lock);
	if (!known) {
		uint64_t read_version;

		*brand = read_brand(dir_fd, name, &read_version);
		(void)pthread_mutex_lock(lock);
		if (read_version == version)
			*slot = (struct brand_slot){.dev = st->st_dev,
			    .ino = st->st_ino,
			    .version = version,
			    .brand = (uint8_t)*brand};
		(void)pthread_mutex_unlock(lock);
	}
	return ec_is_foreign(*brand, EC_LINUX);
}

void
foreign_report(
    struct view *view, struct node *parent, const char *name, enum ec_brand brand, const char *done)
{
	struct foreign *foreign = view->foreign;
	cleanup_free char *path = NULL;
	struct report *report;
	struct report *old;
	size_t size;

	if (node_path(view, parent, name, &path) != 0)
		return;
	size = strlen(path) + 1;
	report = calloc(1, sizeof(*report) + size);
	if (report == NULL)
		return;
	memcpy(report->path, path, size);
	report->brand = brand;
	report->done = done;
	if (asprintf(&report->source, "%s%s",
		strcmp(view->roots.path[TR_R], "/") == 0 ? "" : view->roots.path[TR_R], path) < 0) {
		free(report);
		return;
	}
	(void)pthread_mutex_lock(&foreign->lock);
	old = foreign->count < REPORTS_MAX ? RB_INSERT(report_tree, &foreign->reports, report)
					   : report;
	if (old == NULL)
		foreign->count++;
	(void)pthread_mutex_unlock(&foreign->lock);
	if (old == NULL) {
		log_notice(view->log, "%s: %s library found through the root layer (%s): %s",
		    report->path, ec_brand_name(brand), report->source, done);
		return;
	}
	free(report->source);
	free(report);
}

/* Names may hold what separates fields and lines: written as in Linux' mount table. */
static void
put_escaped(FILE *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\t' || *s == '\n' || *s == '\\')
			(void)fprintf(out, "\\%03o", (unsigned char)*s);
		else
			(void)putc(*s, out);
	}
}

errnum
foreign_text(struct foreign *foreign, char **text, size_t *size)
{
	FILE *out = open_memstream(text, size);
	struct report *report;

	if (out == NULL)
		return last_error();
	(void)pthread_mutex_lock(&foreign->lock);
	RB_FOREACH (report, report_tree, &foreign->reports) {
		put_escaped(out, report->path);
		(void)putc('\t', out);
		put_escaped(out, report->source);
		(void)fprintf(out, "\t%s\t%s\n", ec_brand_name(report->brand), report->done);
	}
	(void)pthread_mutex_unlock(&foreign->lock);
	return fclose(out) == 0 ? 0 : ENOMEM;
}

uint64_t
foreign_count(struct foreign *foreign)
{
	uint64_t count;

	(void)pthread_mutex_lock(&foreign->lock);
	count = foreign->count;
	(void)pthread_mutex_unlock(&foreign->lock);
	return count;
}
