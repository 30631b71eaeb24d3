/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fs/yield.h"

/* A rule and its clock. */
struct run {
	struct yield_rule rule;
	int64_t now_ms;
};

static enum yield_step
tick(struct run *run, struct yield_sight sight)
{
	run->now_ms += YIELD_TICK_MS;
	sight.now_ms = run->now_ms;
	return yield_rule_tick(&run->rule, &sight);
}

static const struct yield_sight storm = {.asked = true, .storm = true};
static const struct yield_sight some = {.asked = true};
static const struct yield_sight none = {.asked = false};
static const struct yield_sight crowd = {.asked = true, .storm = true, .crowded = true};
static const struct yield_sight starved = {.asked = false, .starved = true};

/* How many ticks of a sight it takes until a step comes; before that all stays. */
static unsigned int
ticks_until(struct run *run, enum yield_step step, struct yield_sight sight)
{
	for (unsigned int n = 1; n < 1000000; n++) {
		enum yield_step got = tick(run, sight);

		if (got == step)
			return n;
		assert_int_equal(got, YIELD_STAY);
	}
	fail();
	return 0;
}

static void
a_storm_lowers_and_a_lull_raises(void **state)
{
	struct run run = {.now_ms = 1000};

	(void)state;
	assert_int_equal(ticks_until(&run, YIELD_LOWER, storm), YIELD_CALM_TICKS);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(tick(&run, i % 7 == 0 ? some : storm), YIELD_STAY);
	assert_int_equal(ticks_until(&run, YIELD_SLEEP, none), YIELD_LULL_TICKS);
	assert_false(run.rule.lowered);
	/* and again, at once */
	assert_int_equal(ticks_until(&run, YIELD_LOWER, storm), YIELD_CALM_TICKS);
}

static void
few_requests_lower_nothing(void **state)
{
	struct run run = {.now_ms = 1000};

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(tick(&run, i % YIELD_CALM_TICKS == 0 ? some : storm), YIELD_STAY);
	assert_int_equal(ticks_until(&run, YIELD_SLEEP, none), YIELD_LULL_TICKS);
}

static void
a_crowd_keeps_all_raised(void **state)
{
	struct run run = {.now_ms = 1000};

	(void)state;
	for (int i = 0; i < YIELD_CROWDED_TICKS - 1; i++)
		assert_int_equal(tick(&run, crowd), YIELD_STAY); /* not yet believed */
	for (int i = 0; i < 1000; i++)
		assert_int_equal(tick(&run, crowd), YIELD_STAY);
	/* it goes: nothing to be paid for */
	assert_true(ticks_until(&run, YIELD_LOWER, storm) <= 8 + YIELD_CALM_TICKS);
	/* it comes: one tick is nobody's crowd, most of eight are */
	assert_int_equal(tick(&run, crowd), YIELD_STAY);
	for (int i = 0; i < 8; i++)
		assert_int_equal(tick(&run, storm), YIELD_STAY);
	assert_int_equal(ticks_until(&run, YIELD_RAISE, crowd), YIELD_CROWDED_TICKS);
	assert_false(run.rule.lowered);
}

static void
who_had_to_wait_is_left_alone_for_longer_and_longer(void **state)
{
	struct run run = {.now_ms = 1000};
	int64_t expected = YIELD_BACK_OFF_MS;

	(void)state;
	assert_int_equal(ticks_until(&run, YIELD_LOWER, storm), YIELD_CALM_TICKS);
	for (int i = 0; i < 12; i++) {
		int64_t since;

		assert_int_equal(tick(&run, starved), YIELD_RAISE);
		since = run.now_ms;
		(void)ticks_until(&run, YIELD_LOWER, storm);
		assert_in_range(run.now_ms - since, expected, expected + YIELD_TICK_MS);
		expected = expected < YIELD_BACK_OFF_MAX_MS ? expected * 2 : expected;
	}
	/* a long time without: as at first */
	for (int i = 0; i < 2 * YIELD_BACK_OFF_MAX_MS / YIELD_TICK_MS; i++)
		assert_int_equal(tick(&run, storm), YIELD_STAY);
	assert_int_equal(tick(&run, starved), YIELD_RAISE);
	{
		int64_t since = run.now_ms;

		(void)ticks_until(&run, YIELD_LOWER, storm);
		assert_in_range(
		    run.now_ms - since, YIELD_BACK_OFF_MS, YIELD_BACK_OFF_MS + YIELD_TICK_MS);
	}
}

static void
who_is_not_lowered_does_not_starve(void **state)
{
	struct run run = {.now_ms = 1000};

	(void)state;
	for (int i = 0; i < YIELD_LULL_TICKS - 1; i++)
		assert_int_equal(tick(&run, starved), YIELD_STAY);
	assert_int_equal(tick(&run, starved), YIELD_SLEEP);
	assert_int_equal(ticks_until(&run, YIELD_LOWER, storm), YIELD_CALM_TICKS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_storm_lowers_and_a_lull_raises),
	    cmocka_unit_test(few_requests_lower_nothing),
	    cmocka_unit_test(a_crowd_keeps_all_raised),
	    cmocka_unit_test(who_had_to_wait_is_left_alone_for_longer_and_longer),
	    cmocka_unit_test(who_is_not_lowered_does_not_starve),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
