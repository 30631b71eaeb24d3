/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Futexes, on the sleep queues of FreeBSD's umtx (sys/umtxvar.h). Robust lists are sys_robust.c's.
 *
 * A waiter puts itself into the queue of its key first and looks at the word after that, so a waker
 * that changes the word and then wakes finds it. "Busy" marks a key while user memory is read with
 * no lock held, so that comparing and requeueing are one step to others. No lock is held across a
 * copy.
 *
 * Private futexes are keyed by address space and address; others as the mapping says (AUTO_SHARE),
 * which gives the private key for memory that nobody shares: a thread's cleared tid is woken
 * without the private flag, and joined on with or without it.
 *
 * Priority inheritance (FUTEX_LOCK_PI and kin) is not there: ENOSYS, upon which glibc refuses
 * PTHREAD_PRIO_INHERIT with ENOTSUP.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/limits.h>
#include <sys/umtxvar.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_futex.h"
#include "kmod/tables/lx_time.h"

#define MATCH_ANY 0xffffffffu /* every bit of a bit set */

/*
 * Threads that wait in futex(2) at this moment, and the most at once since the module was loaded.
 * The probes pass both on: a D program could only count with variables that two processors change
 * at the same time, and would drift.
 */
static volatile u_int waiting;
static volatile u_int most_waiting;

/* What a call asks for; addresses stay user addresses throughout. */
struct futex {
	uint64_t address;
	uint64_t address2;
	uint32_t value;
	uint32_t value3;
	int share;
	int clock;
	bool absolute;
};

static int
get_key(uint64_t address, int share, struct umtx_key *key)
{
	int error;

	if ((address & 3) != 0) {
		LX_BAD_COMBINATION("futex: address is not aligned", address, 3);
		return (EINVAL);
	}
	error = umtx_key_get((void *)(uintptr_t)address, TYPE_FUTEX, share, key);
	if (error != 0)
		LX_BAD_FAULT("futex", address, 4);
	return (error);
}

static int
wait_timeout(const struct futex *f, const struct timespec *user, struct umtx_abs_timeout *timo)
{
	struct timespec ts;
	clockid_t clock;
	int error;

	error = lx_copyin_timespec(user, &ts);
	if (error == 0)
		error = lx_clock_to_bsd(f->clock, &clock);
	if (error == 0)
		umtx_abs_timeout_init(timo, clock, f->absolute, &ts);
	return (error);
}

/* One more waits. Every wait that began ends in wait_ends, killed threads' as well. */
static u_int
wait_begins(void)
{
	u_int most, now;

	now = atomic_fetchadd_int(&waiting, 1) + 1;
	most = atomic_load_int(&most_waiting);
	while (now > most && atomic_fcmpset_int(&most_waiting, &most, now) == 0)
		;
	return (now);
}

static u_int
wait_ends(void)
{
	return (atomic_fetchadd_int(&waiting, -1) - 1);
}

static int
futex_wait(struct thread *td, const struct futex *f, const struct timespec *timeout)
{
	struct umtx_abs_timeout timo, *limit;
	struct umtx_q *uq;
	int32_t value;
	u_int now;
	int error;

	limit = NULL;
	if (f->value3 == 0) {
		LX_BAD_COMBINATION("futex: empty bitset", 0, MATCH_ANY);
		return (EINVAL);
	}
	if (timeout != NULL) {
		limit = &timo;
		error = wait_timeout(f, timeout, limit);
		if (error != 0)
			return (error);
	}

	uq = td->td_umtxq;
	error = get_key(f->address, f->share, &uq->uq_key);
	if (error != 0)
		return (error);
	uq->uq_bitset = f->value3;
	now = wait_begins();
	SDT_PROBE5(lxabi, , futex, wait, f->address, f->value, f->value3, now,
	    atomic_load_int(&most_waiting));

	umtxq_lock(&uq->uq_key);
	umtxq_busy(&uq->uq_key);
	umtxq_insert(uq);
	umtxq_unlock(&uq->uq_key);

	error = fueword32((void *)(uintptr_t)f->address, &value) != 0 ? EFAULT : 0;

	umtxq_lock(&uq->uq_key);
	umtxq_unbusy(&uq->uq_key);
	if (error == 0 && (uint32_t)value != f->value)
		error = EWOULDBLOCK;
	if (error == 0)
		error = umtxq_sleep(uq, "lxfutex", limit);
	if ((uq->uq_flags & UQF_UMTXQ) == 0)
		error = 0; /* woken, whatever else happened */
	else
		umtxq_remove(uq);
	umtxq_unlock(&uq->uq_key);
	umtx_key_release(&uq->uq_key);

	/* a relative timeout would begin anew */
	if (error == ERESTART && limit != NULL && !f->absolute)
		error = EINTR;
	now = wait_ends();
	SDT_PROBE4(lxabi, , futex, woken, f->address, error, now, atomic_load_int(&most_waiting));
	return (error);
}

static int
futex_wake(const struct futex *f, int *woken)
{
	struct umtx_key key;
	int error;

	*woken = 0;
	if (f->value3 == 0) {
		LX_BAD_COMBINATION("futex: empty bitset", 0, MATCH_ANY);
		return (EINVAL);
	}
	error = get_key(f->address, f->share, &key);
	if (error != 0)
		return (error);
	umtxq_lock(&key);
	/* Linux wakes one for a count of 0, too */
	*woken = umtxq_signal_mask(&key, MAX((int)f->value, 1), f->value3);
	umtxq_unlock(&key);
	umtx_key_release(&key);
	SDT_PROBE4(lxabi, , futex, wake, f->address, (int)f->value, *woken, f->value3);
	return (0);
}

int
lx_futex_wake_one(struct thread *td __unused, uint64_t address)
{
	struct futex f = {
	    .address = address,
	    .value = 1,
	    .value3 = MATCH_ANY,
	    .share = AUTO_SHARE,
	};
	int woken;

	return (futex_wake(&f, &woken));
}

/* Two chains, always in the order of their addresses. */
static void
lock_two(struct umtx_key *a, struct umtx_key *b)
{
	struct umtxq_chain *ca, *cb;

	ca = umtxq_getchain(a);
	cb = umtxq_getchain(b);
	if (ca == cb) {
		mtx_lock(&ca->uc_lock);
		return;
	}
	mtx_lock(MIN((uintptr_t)ca, (uintptr_t)cb) == (uintptr_t)ca ? &ca->uc_lock : &cb->uc_lock);
	mtx_lock_flags(
	    MIN((uintptr_t)ca, (uintptr_t)cb) == (uintptr_t)ca ? &cb->uc_lock : &ca->uc_lock,
	    MTX_DUPOK);
}

static void
unlock_two(struct umtx_key *a, struct umtx_key *b)
{
	struct umtxq_chain *ca, *cb;

	ca = umtxq_getchain(a);
	cb = umtxq_getchain(b);
	mtx_unlock(&ca->uc_lock);
	if (ca != cb)
		mtx_unlock(&cb->uc_lock);
}

/*
 * Move waiters of address to address2. The count in value2 comes in the timeout's place. compare:
 * only if the word still is value3.
 */
static int
futex_requeue(const struct futex *f, int value2, bool compare, int *done)
{
	struct umtx_key from, to;
	int32_t value;
	int error;

	*done = 0;
	if ((int)f->value < 0 || value2 < 0) {
		LX_BAD_LENGTH("futex: requeue count", f->value, INT_MAX);
		return (EINVAL);
	}
	error = get_key(f->address, f->share, &from);
	if (error != 0)
		return (error);
	error = get_key(f->address2, f->share, &to);
	if (error != 0) {
		umtx_key_release(&from);
		return (error);
	}

	umtxq_lock(&from);
	umtxq_busy(&from);
	umtxq_unlock(&from);
	if (compare) {
		if (fueword32((void *)(uintptr_t)f->address, &value) != 0)
			error = EFAULT;
		else if ((uint32_t)value != f->value3)
			error = EWOULDBLOCK;
	}
	lock_two(&from, &to);
	if (error == 0 && umtx_key_match(&from, &to))
		*done = umtxq_signal_mask(&from, MAX((int)f->value, 1), MATCH_ANY);
	else if (error == 0)
		*done = umtxq_requeue(&from, (int)f->value, &to, value2);
	umtxq_unbusy(&from);
	unlock_two(&from, &to);

	umtx_key_release(&to);
	umtx_key_release(&from);
	SDT_PROBE3(lxabi, , futex, requeue, f->address, f->address2, *done);
	return (error);
}

/* Change the word at address2, atomically, and say what it was. */
static int
change_word(const struct futex *f, uint32_t *old)
{
	uint32_t new, seen;
	int32_t now;
	int error;

	if (fueword32((void *)(uintptr_t)f->address2, &now) != 0)
		return (EFAULT);
	for (;;) {
		*old = (uint32_t)now;
		if (!lx_futex_op_apply(f->value3, *old, &new)) {
			LX_BAD_VALUE("futex word operation", f->value3);
			return (ENOSYS);
		}
		error = casueword32((void *)(uintptr_t)f->address2, *old, &seen, new);
		if (error == -1)
			return (EFAULT);
		if (error == 0)
			return (0);
		now = (int32_t)seen;
		error = thread_check_susp(curthread, false);
		if (error != 0)
			return (error);
	}
}

static int
futex_wake_op(const struct futex *f, int value2, int *done)
{
	struct umtx_key key, key2;
	uint32_t old;
	bool wake2;
	int error;

	*done = 0;
	error = get_key(f->address, f->share, &key);
	if (error != 0)
		return (error);
	error = get_key(f->address2, f->share, &key2);
	if (error != 0) {
		umtx_key_release(&key);
		return (error);
	}
	wake2 = false;
	error = change_word(f, &old);
	if (error == 0)
		error = lx_futex_op_holds(f->value3, old, &wake2) ? 0 : ENOSYS;
	if (error == 0) {
		umtxq_lock(&key);
		*done = umtxq_signal_mask(&key, MAX((int)f->value, 1), MATCH_ANY);
		umtxq_unlock(&key);
	}
	if (error == 0 && wake2) {
		umtxq_lock(&key2);
		*done += umtxq_signal_mask(&key2, MAX(value2, 1), MATCH_ANY);
		umtxq_unlock(&key2);
	}
	umtx_key_release(&key2);
	umtx_key_release(&key);
	SDT_PROBE4(lxabi, , futex, wake, f->address, (int)f->value, *done, f->value3);
	return (error);
}

int
lx_futex(struct thread *td, struct lx_futex_args *uap)
{
	struct futex f = {
	    .address = (uintptr_t)uap->uaddr,
	    .address2 = (uintptr_t)uap->uaddr2,
	    .value = uap->val,
	    .value3 = uap->val3,
	    .share = (uap->op & LX_FUTEX_PRIVATE_FLAG) != 0 ? THREAD_SHARE : AUTO_SHARE,
	    .clock =
		(uap->op & LX_FUTEX_CLOCK_REALTIME) != 0 ? LX_CLOCK_REALTIME : LX_CLOCK_MONOTONIC,
	};
	int command, done, error, value2;

	done = 0;
	value2 = (int)(intptr_t)uap->timeout; /* for those that have no timeout */
	command = uap->op & ~(LX_FUTEX_PRIVATE_FLAG | LX_FUTEX_CLOCK_REALTIME);
	if ((uap->op & LX_FUTEX_CLOCK_REALTIME) != 0 && command != LX_FUTEX_WAIT_BITSET) {
		LX_BAD_VALUE("futex operation with a clock", uap->op);
		return (ENOSYS);
	}
	switch (command) {
	case LX_FUTEX_WAIT:
		f.value3 = MATCH_ANY;
		return (futex_wait(td, &f, uap->timeout));
	case LX_FUTEX_WAIT_BITSET:
		f.absolute = true;
		return (futex_wait(td, &f, uap->timeout));
	case LX_FUTEX_WAKE:
		f.value3 = MATCH_ANY;
		error = futex_wake(&f, &done);
		break;
	case LX_FUTEX_WAKE_BITSET:
		error = futex_wake(&f, &done);
		break;
	case LX_FUTEX_REQUEUE:
		error = futex_requeue(&f, value2, false, &done);
		break;
	case LX_FUTEX_CMP_REQUEUE:
		error = futex_requeue(&f, value2, true, &done);
		break;
	case LX_FUTEX_WAKE_OP:
		error = futex_wake_op(&f, value2, &done);
		break;
	default:
		LX_BAD_VALUE("futex operation", uap->op);
		return (ENOSYS);
	}
	td->td_retval[0] = done;
	return (error);
}
