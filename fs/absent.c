/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/absent.h"
#include "fs/coherence.h"
#include "fs/host.h"
#include "fs/inos.h"
#include "fs/nameset.h"

#include <dirent.h>
#include <limits.h>
#include <string.h>

enum {
	MISSES_MIN = 8, /* cost about twice what reading a small directory does */
	MISSES_MAX = 1 << 16, /* a directory of too many names is not tried before so many */
	NAMES_A_MISS = 16, /* are read at about the cost of one */
	PATIENCE = 8, /* times as many misses, where reading has not paid lately */
	BYTES_MAX = 4 << 20 /* of all sets of a view */
};

/* The names that one half has, at the least; never changed once it is seen by others. */
struct absent_known {
	struct nameset *names;
	uint64_t *bytes; /* the count that they are in */
	uint32_t changes; /* node_changes() before the first was read */
	uint32_t lapses; /* coherence_lapses() then */
	uint32_t served; /* atomic: answers */
};

static void
known_free(struct absent_known *known)
{
	if (known == NULL)
		return;
	__atomic_sub_fetch(known->bytes, nameset_size(known->names), __ATOMIC_RELAXED);
	free(known->names);
	free(known);
}

void
absent_end(struct absent *absent)
{
	known_free(steal_ptr(absent->known));
	known_free(steal_ptr(absent->retired));
}

/* Whether all changes of names in the half are heard of. */
static bool
is_heard(const struct view *view, const struct absent_half *half)
{
	return view->coherence != NULL && !view->options.hold &&
	       inos_is_covered(view->inos, half->node->key.device[half->half]);
}

/* Whether nothing has been heard of that known does not know. In this order: see absent.h. */
static bool
is_current(
    const struct view *view, const struct absent_half *half, const struct absent_known *known)
{
	return known != NULL && is_heard(view, half) &&
	       known->lapses == coherence_lapses(view->coherence) &&
	       known->changes == node_changes(half->node);
}

enum absent_answer
absent_ask(struct view *view, const struct absent_half *half, const char *name, bool *idle)
{
	struct absent *absent = half->absent;
	enum absent_answer answer = ABSENT_UNKNOWN;
	struct absent_known *known;

	/* a name that is too long is an error of the file system's own */
	if (absent == NULL || __atomic_load_n(&absent->known, __ATOMIC_RELAXED) == NULL ||
	    strnlen(name, NAME_MAX + 1) > NAME_MAX) {
		*idle = false;
		return ABSENT_UNKNOWN;
	}
	__atomic_add_fetch(&absent->readers, 1, __ATOMIC_SEQ_CST);
	known = __atomic_load_n(&absent->known, __ATOMIC_SEQ_CST);
	if (is_current(view, half, known)) {
		answer = ABSENT_PERHAPS;
		if (!nameset_may_have(known->names, name)) {
			if (!*idle)
				*idle = coherence_is_idle(view->coherence);
			/* once more: what was waiting may have been heard of by now */
			if (*idle && is_current(view, half, known))
				answer = ABSENT_CERTAIN;
		}
	}
	if (answer == ABSENT_CERTAIN)
		__atomic_add_fetch(&known->served, 1, __ATOMIC_RELAXED);
	__atomic_sub_fetch(&absent->readers, 1, __ATOMIC_RELEASE);
	if (answer != ABSENT_CERTAIN)
		*idle = false; /* the layer is looked at now, and the other half later */
	return answer;
}

/* Add at most limit names of the directory to draft. EFBIG: there are more. */
static errnum
read_names(int dir_fd, size_t limit, struct nameset_draft *draft)
{
	cleanup_fd int fd = -1;
	cleanup_dir DIR *stream = NULL;
	const struct dirent *d;
	errnum error = host_open_names(dir_fd, &fd);

	if (error != 0)
		return error;
	stream = fdopendir(fd);
	if (stream == NULL)
		return last_error();
	(void)steal_fd(&fd);
	while (errno = 0, (d = readdir(stream)) != NULL) {
		error = draft->count == limit ? EFBIG : nameset_add(draft, d->d_name);
		if (error != 0)
			return error;
	}
	return errno;
}

/* Make what is to be known from names that have been read. */
static errnum
known_new(struct view *view, const struct nameset_draft *draft, uint32_t changes, uint32_t lapses,
    struct absent_known **out)
{
	struct absent_known *known = malloc(sizeof(*known));
	struct nameset *names;
	errnum error = known == NULL ? ENOMEM : nameset_make(draft, &names);

	if (error != 0) {
		free(known);
		return error;
	}
	*known = (struct absent_known){
	    .names = names, .bytes = &view->absent_bytes, .changes = changes, .lapses = lapses};
	if (__atomic_add_fetch(known->bytes, nameset_size(names), __ATOMIC_RELAXED) > BYTES_MAX) {
		known_free(known);
		return EFBIG;
	}
	*out = known;
	return 0;
}

static uint32_t
at_most(size_t misses)
{
	return misses < MISSES_MAX ? (uint32_t)misses : MISSES_MAX;
}

/* Put known in the place of what was. The old one is kept while somebody may be reading it. */
static void
publish(struct absent *absent, struct absent_known *known)
{
	size_t cost = nameset_count(known->names) / NAMES_A_MISS;
	uint32_t least = cost < MISSES_MIN ? MISSES_MIN : at_most(cost);
	uint32_t wanted = __atomic_load_n(&absent->wanted, __ATOMIC_RELAXED);
	struct absent_known *old = __atomic_exchange_n(&absent->known, known, __ATOMIC_SEQ_CST);

	if (old == NULL || __atomic_load_n(&old->served, __ATOMIC_RELAXED) >= wanted)
		wanted = least;
	else if (wanted < least * PATIENCE) /* something changes all the time */
		wanted *= 2;
	__atomic_store_n(&absent->wanted, at_most(wanted), __ATOMIC_RELAXED);
	absent->retired = old;
}

/*
 * Read the names. What is remembered is from before: of a change that is heard of while names are
 * read it is not certain whether they show it.
 */
static errnum
renew(struct view *view, const struct absent_half *half, uint32_t misses)
{
	struct absent *absent = half->absent;
	struct nameset_draft draft = {0};
	struct absent_known *known;
	uint32_t lapses = coherence_lapses(view->coherence);
	uint32_t changes = node_changes(half->node);
	errnum error;

	if (!is_heard(view, half))
		return ENOTSUP;
	error = read_names(half->fd, (size_t)misses * NAMES_A_MISS, &draft);
	if (error == 0)
		error = known_new(view, &draft, changes, lapses, &known);
	if (error == 0)
		publish(absent, known);
	nameset_discard(&draft);
	return error;
}

/* Whether nobody reads what was replaced last; then it is gone. */
static bool
drop_retired(struct absent *absent)
{
	if (absent->retired == NULL)
		return true;
	if (__atomic_load_n(&absent->readers, __ATOMIC_SEQ_CST) != 0)
		return false;
	known_free(steal_ptr(absent->retired));
	return true;
}

static void
try_renew(struct view *view, const struct absent_half *half, uint32_t misses)
{
	struct absent *absent = half->absent;
	errnum error;

	if (!drop_retired(absent))
		return;
	error = renew(view, half, misses);
	(void)drop_retired(absent);
	/* not this file system, or not by us; or there are more names than these misses are worth,
	 * or no memory for them */
	if (error == ENOTSUP || error == EACCES || error == EPERM)
		__atomic_store_n(&absent->wanted, MISSES_MAX, __ATOMIC_RELAXED);
	else if (error != 0)
		__atomic_store_n(&absent->wanted, at_most((size_t)misses * 2), __ATOMIC_RELAXED);
}

void
absent_missed(struct view *view, const struct absent_half *half)
{
	struct absent *absent = half->absent;
	uint32_t changes;
	uint32_t misses;
	uint32_t wanted;

	if (absent == NULL || !is_heard(view, half))
		return;
	changes = node_changes(half->node);
	/* a count that two threads begin at once, or that one adds to late, is a little wrong */
	if (__atomic_load_n(&absent->since, __ATOMIC_RELAXED) != changes) {
		__atomic_store_n(&absent->since, changes, __ATOMIC_RELAXED);
		__atomic_store_n(&absent->misses, 0, __ATOMIC_RELAXED);
	}
	misses = __atomic_add_fetch(&absent->misses, 1, __ATOMIC_RELAXED);
	wanted = __atomic_load_n(&absent->wanted, __ATOMIC_RELAXED);
	if (misses < MISSES_MIN || misses < wanted ||
	    __atomic_exchange_n(&absent->reading, true, __ATOMIC_ACQUIRE))
		return;
	try_renew(view, half, misses);
	__atomic_store_n(&absent->reading, false, __ATOMIC_RELEASE);
}
