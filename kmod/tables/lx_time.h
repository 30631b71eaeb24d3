/* SPDX-License-Identifier: BSD-2-Clause */
/* Clocks and timers. */
#ifndef KMOD_TABLES_LX_TIME_H
#define KMOD_TABLES_LX_TIME_H

#include "kmod/tables/lx_table.h"

/*
 * Linux's MONOTONIC stands still while the machine is suspended, as FreeBSD's UPTIME does;
 * FreeBSD's MONOTONIC goes on, as Linux's BOOTTIME does. Negative ids are the CPU clocks of a
 * process or thread: lx_cpu_clock below.
 */
#define LX_CLOCK_ROWS(B, O, I, D, R, N) \
	B(CLOCK_REALTIME, 0, CLOCK_REALTIME, 0, "") \
	B(CLOCK_UPTIME, 5, CLOCK_MONOTONIC, 1, "both stand still in suspend") \
	B(CLOCK_PROCESS_CPUTIME_ID, 15, CLOCK_PROCESS_CPUTIME_ID, 2, "") \
	B(CLOCK_THREAD_CPUTIME_ID, 14, CLOCK_THREAD_CPUTIME_ID, 3, "") \
	I(CLOCK_UPTIME_PRECISE, 7, CLOCK_MONOTONIC_RAW, 4, \
	    "FreeBSD has no clock without NTP's slewing") \
	B(CLOCK_REALTIME_FAST, 10, CLOCK_REALTIME_COARSE, 5, "") \
	B(CLOCK_UPTIME_FAST, 8, CLOCK_MONOTONIC_COARSE, 6, "") \
	B(CLOCK_MONOTONIC, 4, CLOCK_BOOTTIME, 7, "both go on in suspend") \
	R(CLOCK_REALTIME_ALARM, 8, "wakes a suspended machine") \
	R(CLOCK_BOOTTIME_ALARM, 9, "wakes a suspended machine") \
	R(CLOCK_SGI_CYCLE, 10, "gone from Linux") \
	I(CLOCK_TAI, 16, CLOCK_TAI, 11, "FreeBSD has it where the kernel knows the leap seconds") \
	N(CLOCK_VIRTUAL, 1, "") \
	N(CLOCK_PROF, 2, "") \
	N(CLOCK_SECOND, 13, "")

LX_CONSTANTS(LX_CLOCK_ROWS);

#define LX_TIMER_ROWS(B, O, I, D, R, N) \
	B(TIMER_ABSTIME, 1, TIMER_ABSTIME, 1, "clock_nanosleep, timer_settime")

LX_CONSTANTS(LX_TIMER_ROWS);

#define LX_ITIMER_ROWS(B, O, I, D, R, N) \
	B(ITIMER_REAL, 0, ITIMER_REAL, 0, "") \
	B(ITIMER_VIRTUAL, 1, ITIMER_VIRTUAL, 1, "") \
	B(ITIMER_PROF, 2, ITIMER_PROF, 2, "")

LX_CONSTANTS(LX_ITIMER_ROWS);

/* timerfd_create and timerfd_settime. */
#define LX_TIMERFD_ROWS(B, O, I, D, R, N) \
	B(TFD_NONBLOCK, 0x4, TFD_NONBLOCK, 0x800, "create") \
	B(TFD_CLOEXEC, 0x100000, TFD_CLOEXEC, 0x80000, "create") \
	B(TFD_TIMER_ABSTIME, 0x1, TFD_TIMER_ABSTIME, 0x1, "settime") \
	B(TFD_TIMER_CANCEL_ON_SET, 0x2, TFD_TIMER_CANCEL_ON_SET, 0x2, "settime")

LX_CONSTANTS(LX_TIMERFD_ROWS);

extern const struct lx_table lx_clock_table;
extern const struct lx_table lx_timer_table;
extern const struct lx_table lx_itimer_table;
extern const struct lx_table lx_timerfd_table;

/*
 * The CPU clock of a process or thread: which is in the low two bits, bit 2 says thread, and the
 * rest is the complement of the id. False when id is not negative, or when it is the clock of a
 * descriptor.
 */
struct lx_cpu_clock {
	int id; /* process or thread; 0: the caller's */
	bool thread; /* else process */
	int which; /* 0 prof, 1 virt, 2 sched */
};
bool lx_cpu_clock(int id, struct lx_cpu_clock *out);

#endif
