/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_time.h"

LX_TABLE(lx_clock_table, "clock", LX_FORM_NUMBER, "clock ids", LX_CLOCK_ROWS);
LX_TABLE(lx_timer_table, "timer", LX_FORM_FLAGS, "clock_nanosleep flags", LX_TIMER_ROWS);
LX_TABLE(lx_itimer_table, "itimer", LX_FORM_NUMBER, "setitimer's which", LX_ITIMER_ROWS);
LX_TABLE(lx_timerfd_table, "timerfd", LX_FORM_FLAGS, "timerfd flags", LX_TIMERFD_ROWS);

bool
lx_cpu_clock(int id, struct lx_cpu_clock *out)
{
	int which = id & 3;

	if (id >= 0 || which == 3)
		return false;
	out->which = which;
	out->thread = (id & 4) != 0;
	out->id = ~(id >> 3);
	return true;
}
