/* SPDX-License-Identifier: BSD-2-Clause */
/* The system as a whole: uname, sysinfo, names, randomness; and the sysctls of compat.lxabi. */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/jail.h>
#include <sys/resource.h>
#include <sys/syscallsubr.h>
#include <sys/sysproto.h>
#include <sys/vmmeter.h>

#include <vm/vm.h>
#include <vm/vm_param.h>
#include <vm/pmap.h>
#include <vm/swap_pager.h>
#include <vm/vm_extern.h>

#include "kmod/lx.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define NAME_SIZE 65 /* of each of uname's fields */

SYSCTL_NODE(
    _compat, OID_AUTO, lxabi, CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, "Linux 64-bit programs (lxabi)");

/*
 * What programs take for the kernel's version. C libraries refuse to start on one that is too old;
 * glibc 2.36 wants 3.2, others look for features by number, so this names one whose calls we have.
 */
static char lx_osrelease[NAME_SIZE] = "5.15.0";
SYSCTL_STRING(_compat_lxabi, OID_AUTO, osrelease, CTLFLAG_RWTUN, lx_osrelease, sizeof(lx_osrelease),
    "Kernel release that uname tells Linux programs");

static char lx_osname[NAME_SIZE] = "Linux";
SYSCTL_STRING(_compat_lxabi, OID_AUTO, osname, CTLFLAG_RWTUN, lx_osname, sizeof(lx_osname),
    "Kernel name that uname tells Linux programs");

int
lx_uname(struct thread *td, struct lx_uname_args *uap)
{
	struct lx_utsname name;
	char *newline;

	bzero(&name, sizeof(name));
	strlcpy(name.sysname, lx_osname, sizeof(name.sysname));
	getcredhostname(td->td_ucred, name.nodename, sizeof(name.nodename));
	strlcpy(name.release, lx_osrelease, sizeof(name.release));
	strlcpy(name.version, version, sizeof(name.version));
	newline = strchr(name.version, '\n');
	if (newline != NULL)
		*newline = '\0';
	strlcpy(name.machine, "x86_64", sizeof(name.machine));
	getcreddomainname(td->td_ucred, name.domainname, sizeof(name.domainname));
	return (copyout(&name, uap->buf, sizeof(name)));
}

int
lx_sysinfo(struct thread *td __unused, struct lx_sysinfo_args *uap)
{
	struct lx_sysinfo info;
	struct timespec up;
	unsigned int i;
	int total, used;

	bzero(&info, sizeof(info));
	getnanouptime(&up);
	info.uptime = up.tv_sec + (up.tv_nsec != 0);
	for (i = 0; i < nitems(info.loads); i++)
		info.loads[i] = (uint64_t)averunnable.ldavg[i] * 65536 / averunnable.fscale;
	info.totalram = (uint64_t)physmem * PAGE_SIZE;
	info.freeram = (uint64_t)vm_free_count() * PAGE_SIZE;
	swap_pager_status(&total, &used);
	info.totalswap = (uint64_t)total * PAGE_SIZE;
	info.freeswap = (uint64_t)(total - used) * PAGE_SIZE;
	info.procs = (uint16_t)MIN(nprocs, UINT16_MAX);
	info.mem_unit = 1;
	return (copyout(&info, uap->info, sizeof(info)));
}

static int
set_kernel_name(struct thread *td, int which, const char *name, int length)
{
	int mib[2] = {CTL_KERN, which};

	if (length < 0 || length >= NAME_SIZE) {
		LX_BAD_LENGTH("sethostname", (uint64_t)length, NAME_SIZE - 1);
		return (EINVAL);
	}
	return (
	    userland_sysctl(td, mib, nitems(mib), NULL, NULL, 0, name, (size_t)length, NULL, 0));
}

int
lx_sethostname(struct thread *td, struct lx_sethostname_args *uap)
{
	return (set_kernel_name(td, KERN_HOSTNAME, uap->name, uap->len));
}

int
lx_setdomainname(struct thread *td, struct lx_setdomainname_args *uap)
{
	return (set_kernel_name(td, KERN_NISDOMAINNAME, uap->name, uap->len));
}

/* The flags have the same numbers on both sides. */
int
lx_getrandom(struct thread *td, struct lx_getrandom_args *uap)
{
	struct getrandom_args native = {
	    .buf = uap->buf,
	    .buflen = MIN(uap->count, INT_MAX),
	    .flags = uap->flags,
	};

	return (sys_getrandom(td, &native));
}
