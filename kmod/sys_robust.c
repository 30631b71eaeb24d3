/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Robust lists: the locks that a thread holds, in a list in its own memory. When it ends, each is
 * marked and one who waits for it is woken. The list is the program's and may be anything: every
 * step is a checked copy, and there is an end to it.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_futex.h"
#include "kmod/tables/x86_64/lx_struct.h"

#define ROBUST_LIST_MAX 2048 /* entries walked at most, as in Linux */

int
lx_set_robust_list(struct thread *td, struct lx_set_robust_list_args *uap)
{
	if (uap->len != sizeof(struct lx_robust_list_head)) {
		LX_BAD_LENGTH("set_robust_list", uap->len, sizeof(struct lx_robust_list_head));
		return (EINVAL);
	}
	lx_thread_of(td)->robust_list = (uintptr_t)uap->head;
	return (0);
}

int
lx_get_robust_list(struct thread *td, struct lx_get_robust_list_args *uap)
{
	struct thread *other;
	struct lx_thread *lt;
	uint64_t head;
	size_t size;
	int error;

	other = lx_thread_named(td, uap->pid);
	if (other == NULL)
		return (ESRCH);
	error = other == td ? 0 : p_candebug(td, other->td_proc);
	lt = other->td_proc->p_sysent == &lx_sysvec ? lx_thread_of(other) : NULL;
	head = lt != NULL ? lt->robust_list : 0;
	lx_thread_put(other);
	if (error != 0)
		return (EPERM);
	size = sizeof(struct lx_robust_list_head);
	error = copyout(&size, uap->len, sizeof(size));
	if (error == 0)
		error = copyout(&head, uap->head, sizeof(head));
	return (error);
}

/* A lock that the dying thread holds: mark it, wake one who waits. */
static int
robust_release(struct thread *td, uint64_t address, bool pending)
{
	uint32_t seen, want;
	int32_t now;
	int error;

	if ((address & 3) != 0 || fueword32((void *)(uintptr_t)address, &now) != 0)
		return (EFAULT);
	if (pending && now == 0)
		return (lx_futex_wake_one(td, address));
	for (;;) {
		if (((uint32_t)now & LX_FUTEX_TID_MASK) != (uint32_t)lx_thread_of(td)->tid)
			return (0);
		want = ((uint32_t)now & LX_FUTEX_WAITERS) | LX_FUTEX_OWNER_DIED;
		error = casueword32((void *)(uintptr_t)address, (uint32_t)now, &seen, want);
		if (error == -1)
			return (EFAULT);
		if (error == 0)
			break;
		now = (int32_t)seen;
	}
	if (((uint32_t)now & LX_FUTEX_WAITERS) != 0)
		(void)lx_futex_wake_one(td, address);
	return (0);
}

void
lx_robust_exit(struct thread *td)
{
	struct lx_robust_list_head head;
	uint64_t address, entry, next, first;
	unsigned int count;

	first = lx_thread_of(td)->robust_list;
	lx_thread_of(td)->robust_list = 0;
	if (first == 0 || copyin((void *)(uintptr_t)first, &head, sizeof(head)) != 0)
		return;
	/* bit 0 of a pointer marks a priority-inheritance lock, which we do not have */
	for (entry = head.list & ~1ull, count = 0; entry != first && count < ROBUST_LIST_MAX;
	    entry = next & ~1ull, count++) {
		if (copyin((void *)(uintptr_t)entry, &next, sizeof(next)) != 0)
			return;
		address = entry + (uint64_t)head.futex_offset;
		if (entry != (head.list_op_pending & ~1ull) &&
		    robust_release(td, address, false) != 0)
			return;
	}
	if ((head.list_op_pending & ~1ull) != 0)
		(void)robust_release(
		    td, (head.list_op_pending & ~1ull) + (uint64_t)head.futex_offset, true);
}
