/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The list of workers only grows, until yield_free(): it is walked without the lock, which guards
 * that a policy is set for a thread that is there, and the thread's sleep.
 */
#include "fs/clock.h"
#include "fs/cpus.h"
#include "fs/thread.h"
#include "fs/yield.h"
#include "fs/yield_group.h"

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>

enum {
	WAKE_AFTER =
	    32, /* of one worker's requests, before a look is taken whether it is a storm */
	FEW = 1, /* requests in a tick */
	ACTIVE_MAX = 8, /* workers; to look at more takes too long, and they are no turns of two */
	LITTLE_NS = YIELD_TICK_MS * 1000000 / 4,
	TEXT_MAX = 512,
};

struct yielder {
	_Alignas(64) uint64_t requests; /* atomic; written by its thread alone */
	struct yielder *next;
	pid_t tid;
	bool left; /* under the lock */
	uint64_t seen; /* requests */
	uint64_t done; /* since the look before */
	uint64_t ran; /* processor time in ns, when last looked at */
	unsigned int waiting; /* ticks in which it could have run and did not */
	bool lowered; /* by the thread that looks alone */
};

struct yield {
	pthread_mutex_t lock;
	pthread_cond_t changed; /* stopping, awake */
	struct yielder *first; /* atomic */
	struct yield_rule rule; /* of the thread that looks */
	long processors;
	int group; /* of yield_group.h */
	pthread_t thread;
	bool stopping;
	bool awake; /* atomic: it looks */
};

static struct yielder *
first_of(const struct yield *yield)
{
	return __atomic_load_n(&yield->first, __ATOMIC_ACQUIRE);
}

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

/* What /proc tells of a worker's thread, by the name of the file. */
static bool
read_of(const struct yielder *yielder, const char *name, char text[TEXT_MAX])
{
	char path[64];

	(void)snprintf(path, sizeof(path), "/proc/self/task/%d/%s", (int)yielder->tid, name);
	return read_text(path, text);
}

/* proc(5), /proc/PID/stat: the state is what follows the name, which may have parentheses of its
 * own. */
static bool
can_run(const struct yielder *yielder)
{
	char text[TEXT_MAX];
	const char *end;

	if (!read_of(yielder, "stat", text) || (end = strrchr(text, ')')) == NULL || end[1] != ' ')
		return false;
	return end[2] == 'R';
}

/* Whether it had a processor for a small part of the last tick only. /proc/PID/schedstat
 * (proc_pid_schedstat() in fs/proc/base.c): time on a processor, in ns, comes first. */
static bool
ran_little(struct yielder *yielder)
{
	char text[TEXT_MAX];
	unsigned long long before = yielder->ran;
	unsigned long long ran;

	if (!read_of(yielder, "schedstat", text) || sscanf(text, "%llu", &ran) != 1)
		return false;
	yielder->ran = ran;
	return ran - before < LITTLE_NS;
}

static void
give(struct yield *yield, struct yielder *yielder, int policy)
{
	(void)pthread_mutex_lock(&yield->lock);
	if (!yielder->left && set_policy(yielder->tid, policy))
		yielder->lowered = policy == SCHED_IDLE;
	(void)pthread_mutex_unlock(&yield->lock);
}

static void
raise_all(struct yield *yield)
{
	yield_group_lower(yield->group, false);
	for (struct yielder *at = first_of(yield); at != NULL; at = at->next)
		if (at->lowered)
			give(yield, at, SCHED_OTHER);
}

/* What the workers have done since the last look. Returns how many have done something. */
static unsigned int
count_done(struct yield *yield, struct yield_sight *sight)
{
	unsigned int active = 0;

	for (struct yielder *at = first_of(yield); at != NULL; at = at->next) {
		uint64_t now = __atomic_load_n(&at->requests, __ATOMIC_RELAXED);

		at->done = now - at->seen;
		at->seen = now;
		active += at->done > 0;
		sight->storm |= at->done >= YIELD_STORM;
	}
	sight->asked = active > 0;
	return active;
}

/* Look at those that have done something or are lowered. Returns how many of them can run. */
static long
look_at_each(struct yield *yield, struct yield_sight *sight)
{
	long can_run_now = 0;

	for (struct yielder *at = first_of(yield); at != NULL; at = at->next) {
		bool can;

		if (at->done == 0 && !at->lowered)
			continue;
		if (yield->rule.lowered && !at->lowered) {
			give(yield, at, SCHED_IDLE);
			at->waiting = 0;
		}
		can = can_run(at);
		can_run_now += can;
		if (can && at->lowered && at->done <= FEW && ran_little(at))
			at->waiting++;
		else
			at->waiting = 0;
		sight->starved |= at->waiting >= YIELD_STARVED_TICKS;
	}
	return can_run_now;
}

static void
look(struct yield *yield, struct yield_sight *sight)
{
	if (count_done(yield, sight) > ACTIVE_MAX)
		sight->crowded = true;
	else if (sight->asked || yield->rule.lowered)
		sight->crowded = running_others() - look_at_each(yield, sight) >= yield->processors;
}

static void
tick(struct yield *yield)
{
	struct yield_sight sight = {.now_ms = clock_ms()};
	enum yield_step step;

	look(yield, &sight);
	step = yield_rule_tick(&yield->rule, &sight);
	if (step == YIELD_LOWER)
		yield_group_lower(yield->group, true);
	if (step == YIELD_RAISE || step == YIELD_SLEEP)
		raise_all(yield);
	if (step == YIELD_SLEEP)
		__atomic_store_n(&yield->awake, false, __ATOMIC_RELAXED);
}

/* Sleeps until there is something to look at. False: no more. */
static bool
is_wanted(struct yield *yield)
{
	bool wanted;

	(void)pthread_mutex_lock(&yield->lock);
	while (!yield->stopping && !__atomic_load_n(&yield->awake, __ATOMIC_RELAXED))
		(void)pthread_cond_wait(&yield->changed, &yield->lock);
	wanted = !yield->stopping;
	(void)pthread_mutex_unlock(&yield->lock);
	return wanted;
}

static void *
look_after(void *arg)
{
	static const struct timespec a_tick = {.tv_nsec = YIELD_TICK_MS * 1000000L};
	struct yield *yield = arg;

	while (is_wanted(yield)) {
		(void)nanosleep(&a_tick, NULL);
		tick(yield);
	}
	raise_all(yield);
	return NULL;
}

struct yield *
yield_new(void)
{
	struct yield *yield;

	if (cpus_usable() < 2 || !is_able())
		return NULL;
	yield = calloc(1, sizeof(*yield));
	if (yield == NULL)
		return NULL;
	yield->processors = sysconf(_SC_NPROCESSORS_ONLN);
	yield->group = yield_group_open();
	(void)pthread_mutex_init(&yield->lock, NULL);
	(void)pthread_cond_init(&yield->changed, NULL);
	if (quiet_thread(&yield->thread, look_after, yield) != 0) {
		(void)pthread_cond_destroy(&yield->changed);
		(void)pthread_mutex_destroy(&yield->lock);
		close_fd(&yield->group);
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
	struct yielder *next;

	if (yield == NULL)
		return;
	for (struct yielder *at = first_of(yield); at != NULL; at = next) {
		next = at->next;
		free(at);
	}
	(void)pthread_cond_destroy(&yield->changed);
	(void)pthread_mutex_destroy(&yield->lock);
	close_fd(&yield->group);
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
	yielder->next = first_of(yield);
	__atomic_store_n(&yield->first, yielder, __ATOMIC_RELEASE);
	(void)pthread_mutex_unlock(&yield->lock);
	return yielder;
}

void
yield_leave(struct yield *yield, struct yielder *yielder)
{
	if (yielder == NULL)
		return;
	(void)pthread_mutex_lock(&yield->lock);
	yielder->left = true;
	(void)pthread_mutex_unlock(&yield->lock);
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
