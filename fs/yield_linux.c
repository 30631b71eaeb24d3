/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Locks: one, of the list. The thread that looks holds it while it does; workers take it when they
 * come and go.
 */
#include "fs/clock.h"
#include "fs/thread.h"
#include "fs/yield.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <sys/queue.h>
#include <unistd.h>

enum {
	WAKE_AFTER = 32, /* of one worker's requests, before a look is taken whether it is a storm */
	FEW = 1, /* requests in a tick */
	LITTLE_NS = YIELD_TICK_MS * 1000000 / 4,
	TEXT_MAX = 512,
};

struct yielder {
	_Alignas(64) uint64_t requests; /* atomic; written by its thread alone */
	LIST_ENTRY(yielder) link;
	pid_t tid;
	uint64_t seen; /* requests */
	uint64_t ran; /* processor time in ns, when last looked at */
	unsigned int waiting; /* ticks in which it could have run and did not */
	bool lowered;
};

struct yield {
	pthread_mutex_t lock; /* of the list, and of stopping for the condition */
	pthread_cond_t changed;
	LIST_HEAD(, yielder) list;
	struct yield_rule rule; /* of the thread that looks */
	long processors;
	pthread_t thread;
	bool stopping;
	bool awake; /* atomic: it looks */
};

static bool
set_policy(pid_t tid, int policy)
{
	const struct sched_param none = {0};

	return sched_setscheduler(tid, policy, &none) == 0;
}

/* A thread that may not leave the policy again is lost for anything else. */
static void *
try_policy(void *arg)
{
	bool *able = arg;

	*able = sched_getscheduler(0) == SCHED_OTHER && set_policy(0, SCHED_IDLE) &&
		set_policy(0, SCHED_OTHER);
	return NULL;
}

static bool
is_able(void)
{
	bool able = false;
	pthread_t thread;

	if (quiet_thread(&thread, try_policy, &able) != 0)
		return false;
	(void)pthread_join(thread, NULL);
	return able;
}

/* A file of /proc as a string. */
static bool
read_text(const char *path, char text[TEXT_MAX])
{
	cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, TEXT_MAX - 1);

	if (n <= 0)
		return false;
	text[n] = '\0';
	return true;
}

/* proc(5), /proc/loadavg: its fourth field begins with how many threads can run now, the caller
 * included. */
static long
running_others(void)
{
	char text[TEXT_MAX];
	long running;

	if (!read_text("/proc/loadavg", text) || sscanf(text, "%*s %*s %*s %ld", &running) != 1)
		return LONG_MAX;
	return running - 1;
}

/* proc(5), /proc/PID/stat: the state is what follows the name, which may have parentheses of its
 * own. */
static bool
can_run(const struct yielder *yielder)
{
	char path[64];
	char text[TEXT_MAX];
	const char *end;

	(void)snprintf(path, sizeof(path), "/proc/self/task/%d/stat", (int)yielder->tid);
	if (!read_text(path, text) || (end = strrchr(text, ')')) == NULL || end[1] != ' ')
		return false;
	return end[2] == 'R';
}

/* Whether it had a processor for a small part of the last tick only. /proc/PID/schedstat
 * (proc_pid_schedstat() in fs/proc/base.c): time on a processor, in ns, comes first. */
static bool
ran_little(struct yielder *yielder)
{
	char path[64];
	char text[TEXT_MAX];
	unsigned long long before = yielder->ran;
	unsigned long long ran;

	(void)snprintf(path, sizeof(path), "/proc/self/task/%d/schedstat", (int)yielder->tid);
	if (!read_text(path, text) || sscanf(text, "%llu", &ran) != 1)
		return false;
	yielder->ran = ran;
	return ran - before < LITTLE_NS;
}

static void
lower(struct yielder *yielder)
{
	if (!yielder->lowered && set_policy(yielder->tid, SCHED_IDLE)) {
		yielder->lowered = true;
		yielder->waiting = 0;
	}
}

static void
raise_all(struct yield *yield)
{
	struct yielder *yielder;

	LIST_FOREACH (yielder, &yield->list, link)
		if (yielder->lowered && set_policy(yielder->tid, SCHED_OTHER))
			yielder->lowered = false;
}

/* With the lock. */
static void
look(struct yield *yield, struct yield_sight *sight)
{
	struct yielder *yielder;
	long ours = 0; /* that can run */

	LIST_FOREACH (yielder, &yield->list, link) {
		uint64_t now = __atomic_load_n(&yielder->requests, __ATOMIC_RELAXED);
		uint64_t done = now - yielder->seen;
		bool can;

		yielder->seen = now;
		if (done == 0 && !yielder->lowered)
			continue;
		sight->asked |= done > 0;
		sight->storm |= done >= YIELD_STORM;
		if (yield->rule.lowered)
			lower(yielder);
		can = can_run(yielder);
		ours += can;
		if (can && yielder->lowered && done <= FEW && ran_little(yielder))
			yielder->waiting++;
		else
			yielder->waiting = 0;
		sight->starved |= yielder->waiting >= YIELD_STARVED_TICKS;
	}
	sight->crowded = sight->asked && running_others() - ours > yield->processors;
}

static void
tick(struct yield *yield)
{
	struct yield_sight sight = {.now_ms = clock_ms()};
	enum yield_step step;

	look(yield, &sight);
	step = yield_rule_tick(&yield->rule, &sight);
	if (step == YIELD_RAISE || step == YIELD_SLEEP)
		raise_all(yield);
	if (step == YIELD_SLEEP)
		__atomic_store_n(&yield->awake, false, __ATOMIC_RELAXED);
}

static void *
look_after(void *arg)
{
	static const struct timespec a_tick = {.tv_nsec = YIELD_TICK_MS * 1000000L};
	struct yield *yield = arg;

	(void)pthread_mutex_lock(&yield->lock);
	while (!yield->stopping) {
		if (!__atomic_load_n(&yield->awake, __ATOMIC_RELAXED)) {
			(void)pthread_cond_wait(&yield->changed, &yield->lock);
			continue;
		}
		(void)pthread_mutex_unlock(&yield->lock);
		(void)nanosleep(&a_tick, NULL);
		(void)pthread_mutex_lock(&yield->lock);
		if (!yield->stopping)
			tick(yield);
	}
	raise_all(yield);
	(void)pthread_mutex_unlock(&yield->lock);
	return NULL;
}

struct yield *
yield_new(void)
{
	cpu_set_t set;
	struct yield *yield;

	if (sched_getaffinity(0, sizeof(set), &set) != 0 || CPU_COUNT(&set) < 2 || !is_able())
		return NULL;
	yield = calloc(1, sizeof(*yield));
	if (yield == NULL)
		return NULL;
	yield->processors = sysconf(_SC_NPROCESSORS_ONLN);
	(void)pthread_mutex_init(&yield->lock, NULL);
	(void)pthread_cond_init(&yield->changed, NULL);
	LIST_INIT(&yield->list);
	if (quiet_thread(&yield->thread, look_after, yield) != 0) {
		(void)pthread_cond_destroy(&yield->changed);
		(void)pthread_mutex_destroy(&yield->lock);
		free(yield);
		return NULL;
	}
	return yield;
}

void
yield_stop(struct yield *yield)
{
	if (yield == NULL)
		return;
	(void)pthread_mutex_lock(&yield->lock);
	yield->stopping = true;
	(void)pthread_cond_signal(&yield->changed);
	(void)pthread_mutex_unlock(&yield->lock);
	(void)pthread_join(yield->thread, NULL);
}

void
yield_free(struct yield *yield)
{
	struct yielder *yielder;

	if (yield == NULL)
		return;
	while ((yielder = LIST_FIRST(&yield->list)) != NULL) {
		LIST_REMOVE(yielder, link);
		free(yielder);
	}
	(void)pthread_cond_destroy(&yield->changed);
	(void)pthread_mutex_destroy(&yield->lock);
	free(yield);
}

struct yielder *
yield_join(struct yield *yield)
{
	struct yielder *yielder;

	if (yield == NULL || sched_getscheduler(0) != SCHED_OTHER)
		return NULL;
	yielder = aligned_alloc(_Alignof(struct yielder), sizeof(*yielder));
	if (yielder == NULL)
		return NULL;
	*yielder = (struct yielder){.tid = gettid()};
	(void)pthread_mutex_lock(&yield->lock);
	LIST_INSERT_HEAD(&yield->list, yielder, link);
	(void)pthread_mutex_unlock(&yield->lock);
	return yielder;
}

void
yield_leave(struct yield *yield, struct yielder *yielder)
{
	if (yielder == NULL)
		return;
	(void)pthread_mutex_lock(&yield->lock);
	LIST_REMOVE(yielder, link);
	(void)pthread_mutex_unlock(&yield->lock);
	free(yielder);
}

void
yield_note(struct yield *yield, struct yielder *yielder)
{
	uint64_t requests;

	if (yielder == NULL)
		return;
	requests = __atomic_load_n(&yielder->requests, __ATOMIC_RELAXED) + 1;
	__atomic_store_n(&yielder->requests, requests, __ATOMIC_RELAXED);
	if (requests % WAKE_AFTER != 0 || __atomic_load_n(&yield->awake, __ATOMIC_RELAXED))
		return;
	(void)pthread_mutex_lock(&yield->lock);
	__atomic_store_n(&yield->awake, true, __ATOMIC_RELAXED);
	(void)pthread_cond_signal(&yield->changed);
	(void)pthread_mutex_unlock(&yield->lock);
}
