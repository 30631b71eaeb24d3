/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names that one half of a directory certainly does not have, known without a system call on it.
 *
 * What a look-up finds in ROOT it has first not found in COMPAT, and a program that searches a path
 * finds nothing in most of its directories: each such miss is an fstatat(2) that costs more than
 * all else the daemon does for the look-up. After some of them in one half of a directory its names
 * are read once, into a set that can only exclude (nameset.h).
 *
 * When. The misses since the last change are counted; reading begins after a few and gives up after
 * so many names that it has cost about what the misses had, to be tried again after twice as many.
 * So it never costs more than some constant times what was paid already, whatever the directory's
 * size.
 *
 * What an answer is worth. As much as fstatat(2)'s: of every change of names that was done when the
 * look-up began it knows. A set is used while
 *
 * - the system tells of all changes in the half's file system (coherence.h),
 * - none of the directory was heard of since before its first name was read (node_changes()),
 * - none may have been lost (coherence_lapses()), and
 * - none waits to be heard of (coherence_is_idle()): that is asked after the look-up began, and
 *   before the two above.
 *
 * A change that the view makes itself is not waited for: node_touch() comes before its answer.
 * Who makes the kernel look meanwhile, by another way than the one that the change keeps locked,
 * sees it as not done yet.
 *
 * Where. Only on file systems that list exactly those names, byte for byte, that look-ups find:
 * host_open_names().
 */
#ifndef FS_ABSENT_H
#define FS_ABSENT_H

#include "fs/node.h"

struct absent_known;

/* What is known of one half of a directory; zero-initialized. It lives as long as whoever uses it
 * holds on to its owner. */
struct absent {
	struct absent_known *known; /* atomic; NULL: nothing */
	uint32_t readers; /* atomic: who may be reading it */
	uint32_t since; /* atomic: node_changes() when misses were begun to be counted */
	uint32_t misses; /* atomic */
	uint32_t wanted; /* atomic: so many misses, and the names are read */
	bool reading; /* atomic: somebody does; the rest is theirs */
	struct absent_known *retired; /* the last, which somebody may be reading still */
};

/* A half of a directory that is looked into. absent is NULL where nothing is to be kept. */
struct absent_half {
	struct absent *absent;
	const struct node *node;
	enum tr_half half;
	int fd; /* of the half's directory */
};

enum absent_answer {
	ABSENT_UNKNOWN, /* nothing is known */
	ABSENT_PERHAPS, /* the half has the name, as a rule; or a change waits to be heard of */
	ABSENT_CERTAIN
};

/*
 * Whether the half has no such name. *idle: there was a moment when nothing waited to be heard of,
 * and the look-up has looked at no layer since; so what it says of both halves is of one moment.
 */
enum absent_answer absent_ask(
    struct view *view, const struct absent_half *half, const char *name, bool *idle);

/* Nothing was known, and nothing was found: perhaps the names are worth reading now. */
void absent_missed(struct view *view, const struct absent_half *half);

/* The owner goes; nobody uses it any more. */
void absent_end(struct absent *absent);

#endif
