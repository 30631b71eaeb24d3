/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_process.h"
#include "kmod/tables/lx_signal.h"

LX_TABLE(lx_wait_table, "wait", LX_FORM_FLAGS, "wait4 and waitid options", LX_WAIT_ROWS);
LX_TABLE(lx_idtype_table, "idtype", LX_FORM_NUMBER, "waitid's idtype", LX_IDTYPE_ROWS);
LX_TABLE(lx_rlimit_table, "rlimit", LX_FORM_NUMBER, "resource limits", LX_RLIMIT_ROWS);
LX_TABLE(lx_rusage_table, "rusage", LX_FORM_NUMBER, "getrusage's who", LX_RUSAGE_ROWS);
LX_TABLE(lx_prio_table, "prio", LX_FORM_NUMBER, "setpriority's which", LX_PRIO_ROWS);
LX_TABLE(lx_sched_table, "sched", LX_FORM_NUMBER, "scheduling policies", LX_SCHED_ROWS);
LX_TABLE(lx_clone_table, "clone", LX_FORM_FLAGS, "clone flags", LX_CLONE_ROWS);
LX_TABLE(lx_clone3_table, "clone3", LX_FORM_FLAGS, "clone3's own flags", LX_CLONE3_ROWS);
LX_TABLE(lx_kcmp_table, "kcmp", LX_FORM_NUMBER, "what kcmp compares", LX_KCMP_ROWS);
LX_TABLE(
    lx_membarrier_table, "membarrier", LX_FORM_NUMBER, "membarrier commands", LX_MEMBARRIER_ROWS);
LX_TABLE(lx_personality_table, "personality", LX_FORM_FLAGS, "flags of personality",
    LX_PERSONALITY_ROWS);
LX_TABLE(lx_prctl_table, "prctl", LX_FORM_NUMBER, "prctl options", LX_PRCTL_ROWS);
LX_TABLE(lx_getrandom_table, "getrandom", LX_FORM_FLAGS, "getrandom flags", LX_GETRANDOM_ROWS);

int64_t
lx_rlim_to_bsd(uint64_t value)
{
	return value >= (uint64_t)LX_BSD_RLIM_INFINITY ? LX_BSD_RLIM_INFINITY : (int64_t)value;
}

uint64_t
lx_rlim_to_linux(int64_t value)
{
	return value < 0 || value == LX_BSD_RLIM_INFINITY ? LX_RLIM_INFINITY : (uint64_t)value;
}

/* Both systems: exited 0x..00, killed by the low 7 bits with 0x80 for a core, stopped 0x..7f. */
int
lx_wait_status_to_linux(int status)
{
	int low = status & 0x7f;

	if ((status & 0xff) == 0x7f)
		return 0x7f | lx_signal_to_linux(status >> 8 & 0xff) << 8;
	if (status == 0x13) /* FreeBSD's WIFCONTINUED: SIGCONT by itself */
		return 0xffff;
	if (low != 0)
		return (status & ~0x7f & 0xffff) | (lx_signal_to_linux(low) & 0x7f);
	return status & 0xffff;
}
