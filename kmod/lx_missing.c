/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that are not there: ENOSYS, a probe, and a count by number, which the sysctl
 * compat.lxabi.missing prints as lines of number, name and count. Nothing is logged: a program in a
 * loop would flood the console, and the counters and the probe tell more.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/counter.h>
#include <sys/sbuf.h>

#include "kmod/lx.h"

/* The last counter is for numbers beyond the table. */
static counter_u64_t missing[LX_SYS_MAXSYSCALL + 1];

void
lx_missing_init(void)
{
	COUNTER_ARRAY_ALLOC(missing, nitems(missing), M_WAITOK);
}

void
lx_missing_fini(void)
{
	COUNTER_ARRAY_FREE(missing, nitems(missing));
}

const char *
lx_syscall_name(unsigned int number)
{
	return (number < LX_SYS_MAXSYSCALL ? lx_syscallnames[number] : "beyond");
}

int
lx_nosys(struct thread *td, void *uap __unused)
{
	unsigned int number;

	number = (unsigned int)td->td_sa.code;
	counter_u64_add(missing[MIN(number, LX_SYS_MAXSYSCALL)], 1);
	SDT_PROBE2(lxabi, , syscall, missing, (int)number, (uintptr_t)lx_syscall_name(number));
	return (ENOSYS);
}

static int
sysctl_missing(SYSCTL_HANDLER_ARGS)
{
	struct sbuf sb;
	uint64_t count;
	unsigned int i;
	int error;

	error = sysctl_wire_old_buffer(req, 0);
	if (error != 0)
		return (error);
	sbuf_new_for_sysctl(&sb, NULL, 256, req);
	for (i = 0; i < nitems(missing); i++) {
		count = counter_u64_fetch(missing[i]);
		if (count != 0)
			sbuf_printf(&sb, "\n%u\t%s\t%ju", i, lx_syscall_name(i), (uintmax_t)count);
	}
	error = sbuf_finish(&sb);
	sbuf_delete(&sb);
	return (error);
}

SYSCTL_PROC(_compat_lxabi, OID_AUTO, missing, CTLTYPE_STRING | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 0,
    sysctl_missing, "A", "System calls that programs asked for and that are not there");
