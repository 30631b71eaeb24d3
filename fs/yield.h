/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who runs where while a program and the daemon take turns.
 *
 * A worker that answers wakes the program. Linux puts a woken program onto an idle processor if
 * there is one (select_idle_sibling() in kernel/sched/fair.c), not where it was, since there the
 * worker still runs for a moment. So on a quiet machine each request wakes a sleeping processor,
 * which takes longer than all the rest. But a processor that runs nothing except SCHED_IDLE threads
 * counts as idle (sched_idle_cpu()): with its worker in that policy the program stays where it is.
 *
 * Such a worker gets next to nothing beside anybody else who wants its processor. So workers are
 * SCHED_IDLE only while requests come thick and fast and nobody else runs, and a thread looks every
 * few milliseconds whether that is still so. At the first sign that a worker waits all go back, and
 * they stay so the longer the more often that happens.
 *
 * yield_rule.c decides, from what yield_linux.c sees, and does.
 */
#ifndef FS_YIELD_H
#define FS_YIELD_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>

/* ---- the rule ---- */

enum {
	YIELD_TICK_MS = 4, /* between two looks */
	YIELD_STORM = 8, /* requests of one worker in a tick: one each half millisecond */
	YIELD_CALM_TICKS = 5, /* of a storm on a quiet machine, before workers are lowered */
	YIELD_CROWDED_TICKS = 5, /* of the last 8: one by itself is a timer's, or the kernel's */
	YIELD_LULL_TICKS = 25, /* without a request, before they are raised and nobody looks */
	YIELD_STARVED_TICKS = 2, /* in which a worker could run and hardly did */
	YIELD_BACK_OFF_MS = 1000, /* after a worker had to wait; doubled each time */
	YIELD_BACK_OFF_MAX_MS = 64000,
};

/* What a tick has seen. */
struct yield_sight {
	int64_t now_ms;
	bool asked; /* there was a request */
	bool storm; /* some worker had YIELD_STORM or more */
	bool crowded; /* as many others want to run now as there are processors: none is idle */
	bool starved; /* a lowered worker waits for its processor */
};

enum yield_step {
	YIELD_STAY,
	YIELD_LOWER, /* those that have something to do, also later on */
	YIELD_RAISE,
	YIELD_SLEEP, /* raise, and look no more until the next storm */
};

struct yield_rule {
	bool lowered;
	unsigned int calm; /* ticks */
	unsigned int lull;
	uint8_t crowded; /* a bit for each of the last ticks */
	int64_t not_before_ms; /* back-off */
	int64_t back_off_ms;
};

enum yield_step yield_rule_tick(struct yield_rule *rule, const struct yield_sight *sight);

/* ---- what does it ---- */

struct yield;

/* A worker's part of it. */
struct yielder;

/*
 * NULL where it cannot be done: no such policy, no right to leave it again (CAP_SYS_NICE, or
 * RLIMIT_NICE), or one processor only.
 */
struct yield *yield_new(void);
/* Raise all, and look no more. */
void yield_stop(struct yield *yield);
/* After yield_stop(), when no worker is left. */
void yield_free(struct yield *yield);

/* The calling thread is a worker from now on, and no more. NULL: of no use, and harmless. */
struct yielder *yield_join(struct yield *yield);
void yield_leave(struct yield *yield, struct yielder *yielder);

/* A request is done. */
void yield_note(struct yield *yield, struct yielder *yielder);

#endif
