/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A small reproducible random generator (xorshift64*), seeded from SEED= in the environment or from
 * the clock; the property tests print the seed of a failing case.
 */
#ifndef TESTS_LIB_RNG_H
#define TESTS_LIB_RNG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct rng {
	uint64_t s;
};

static inline void
rng_seed(struct rng *r, uint64_t seed)
{
	/* splitmix64: near seeds give unlike streams, and the state is never 0 */
	seed += 0x9e3779b97f4a7c15U;
	seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9U;
	seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebU;
	r->s = (seed ^ (seed >> 31)) | 1U;
}

static inline uint64_t
rng_next(struct rng *r)
{
	r->s ^= r->s >> 12;
	r->s ^= r->s << 25;
	r->s ^= r->s >> 27;
	return r->s * 0x2545f4914f6cdd1dU;
}

/* A number in [0, n). */
static inline unsigned
rng_below(struct rng *r, unsigned n)
{
	return (unsigned)((rng_next(r) >> 33) % n);
}

/* True in percent of the cases. */
static inline bool
rng_chance(struct rng *r, unsigned percent)
{
	return rng_below(r, 100) < percent;
}

/* A number from the environment, or def. */
static inline uint64_t
env_number(const char *name, uint64_t def)
{
	const char *text = getenv(name);

	return text != NULL && *text != '\0' ? strtoull(text, NULL, 0) : def;
}

/* SEED= from the environment, or one that no other run has. */
static inline uint64_t
env_seed(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return env_number(
	    "SEED", ((uint64_t)now.tv_sec * 1000003U + (uint64_t)now.tv_nsec) ^ (uint64_t)getpid());
}

#endif
