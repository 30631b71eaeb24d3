/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/yield.h"

static enum yield_step
raise_all(struct yield_rule *rule, enum yield_step step)
{
	rule->lowered = false;
	rule->calm = 0;
	return step;
}

/* A worker has waited. Each time is paid for with some milliseconds: the more of them, the rarer
 * they shall be. */
static enum yield_step
back_off(struct yield_rule *rule, int64_t now_ms)
{
	if (rule->back_off_ms == 0 || now_ms - rule->not_before_ms > YIELD_BACK_OFF_MAX_MS)
		rule->back_off_ms = YIELD_BACK_OFF_MS;
	else if (rule->back_off_ms < YIELD_BACK_OFF_MAX_MS)
		rule->back_off_ms *= 2;
	rule->not_before_ms = now_ms + rule->back_off_ms;
	return raise_all(rule, YIELD_RAISE);
}

static bool
is_crowded(struct yield_rule *rule, bool now)
{
	unsigned int ticks = 0;

	rule->crowded = (uint8_t)(rule->crowded << 1 | now);
	for (unsigned int bits = rule->crowded; bits != 0; bits >>= 1)
		ticks += bits & 1;
	return ticks >= YIELD_CROWDED_TICKS;
}

enum yield_step
yield_rule_tick(struct yield_rule *rule, const struct yield_sight *sight)
{
	bool crowded = is_crowded(rule, sight->crowded);

	if (rule->lowered && sight->starved)
		return back_off(rule, sight->now_ms);
	rule->lull = sight->asked ? 0 : rule->lull + 1;
	if (rule->lull >= YIELD_LULL_TICKS) {
		rule->lull = 0;
		return raise_all(rule, YIELD_SLEEP);
	}
	if (rule->lowered)
		return crowded ? raise_all(rule, YIELD_RAISE) : YIELD_STAY;
	rule->calm = sight->storm && !crowded ? rule->calm + 1 : 0;
	if (rule->calm < YIELD_CALM_TICKS || sight->now_ms < rule->not_before_ms)
		return YIELD_STAY;
	rule->lowered = true;
	return YIELD_LOWER;
}
