/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Access to memory that is mapped but not allowed: SIGSEGV on Linux, SIGBUS in FreeBSD's kernel for
 * every process that is not a recent native one (vm_fault_trap). Which handler runs, and how a
 * process dies, hangs on the signal's number, so it is decided here, before the kernel looks at the
 * fault.
 *
 * The kernel asks sv_trap for page faults only; what becomes of a general protection fault is
 * lx_sigbus.c's.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>

#include <machine/frame.h>
#include <machine/trap.h>
#include <vm/vm.h>
#include <vm/pmap.h>
#include <vm/vm_map.h>

#include "kmod/lx.h"

static vm_prot_t
wanted_access(uint64_t err)
{
	if ((err & PGEX_W) != 0)
		return (VM_PROT_WRITE);
	return ((err & PGEX_I) != 0 ? VM_PROT_EXECUTE : VM_PROT_READ);
}

/* Something is mapped there, and its protection forbids the access for good. */
static bool
is_forbidden(struct thread *td, uintptr_t address, vm_prot_t access)
{
	vm_map_entry_t entry;
	vm_map_t map;
	bool forbidden;

	map = &td->td_proc->p_vmspace->vm_map;
	vm_map_lock_read(map);
	/* guards are for the kernel: a stack grows into one */
	forbidden = vm_map_lookup_entry(map, trunc_page(address), &entry) &&
		    (entry->eflags & MAP_ENTRY_GUARD) == 0 && (entry->protection & access) == 0;
	vm_map_unlock_read(map);
	return (forbidden);
}

/* sv_trap: 0 when the fault has been dealt with. */
int
lx_trap(struct thread *td)
{
	struct trapframe *frame;
	ksiginfo_t ksi;

	frame = td->td_frame;
	if (frame->tf_addr >= lx_sysvec.sv_maxuser || (frame->tf_err & PGEX_RSV) != 0 ||
	    !is_forbidden(td, frame->tf_addr, wanted_access(frame->tf_err)))
		return (1);
	ksiginfo_init_trap(&ksi);
	ksi.ksi_signo = SIGSEGV;
	ksi.ksi_code = SEGV_ACCERR;
	ksi.ksi_trapno = T_PAGEFLT;
	ksi.ksi_addr = (void *)frame->tf_addr;
	trapsignal(td, &ksi);
	return (0);
}
