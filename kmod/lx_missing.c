/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls that are not there: ENOSYS, a probe, and a count by number, which the sysctl
 * compat.lxabi.missing prints as lines of number, name and count. Nothing is logged: a program in a
 * loop would flood the console, and the counters and the probe tell more.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/sbuf.h>

#include "kmod/lx.h"

/*
 * The last counter is for numbers beyond the table. They are part of the module's own memory: the
 * kernel takes a module's sysctls away after it has told the module to unload, so what the sysctl
 * reads must not be freed before.
 */
static volatile u_long missing[LX_SYS_MAXSYSCALL + 1];

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
	atomic_add_long(&missing[MIN(number, LX_SYS_MAXSYSCALL)], 1);
	SDT_PROBE2(lxabi, , syscall, missing, (int)number, (uintptr_t)lx_syscall_name(number));
	return (ENOSYS);
}

static int
sysctl_missing(SYSCTL_HANDLER_ARGS)
{
	struct sbuf sb;
	u_long count;
	unsigned int i;
	int error;

	error = sysctl_wire_old_buffer(req, 0);
	if (error != 0)
		return (error);
	sbuf_new_for_sysctl(&sb, NULL, 256, req);
	for (i = 0; i < nitems(missing); i++) {
		count = atomic_load_long(&missing[i]);
		if (count != 0)
			sbuf_printf(&sb, "\n%u\t%s\t%lu", i, lx_syscall_name(i), count);
	}
	error = sbuf_finish(&sb);
	sbuf_delete(&sb);
	return (error);
}

SYSCTL_PROC(_compat_lxabi, OID_AUTO, missing, CTLTYPE_STRING | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 0,
    sysctl_missing, "A", "System calls that programs asked for and that are not there");
