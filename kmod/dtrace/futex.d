#!/usr/sbin/dtrace -qs
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * futex.d: who waits on futexes, for how long, and where the longest waits are.
 *
 * Every ten seconds, and at the end (^C): threads that wait, futexes that somebody waits on, and the
 * most there were of each. At the end: wake-ups that woke nobody, waits by outcome, waiting time by
 * program (nanoseconds of the clock on the wall), and the ten longest waits with their stacks.
 *
 * A futex is an address in a process here; one in shared memory counts once in each process. D has no
 * atomic addition, so the two counters may be off by a few on a busy machine. Waits that were under way
 * when the script started are not counted.
 *
 * Example:
 *
 *	# ./futex.d
 *	waiting: 7 threads on 3 futexes; most at once: 8 threads, 4 futexes
 *	^C
 *	waiting: 0 threads on 0 futexes; most at once: 8 threads, 4 futexes
 *
 *	program           operation            errno     count
 *	python3           wait                     0       412
 *	python3           wait                    60        12
 *	python3           wake: nobody waited      0        31
 *
 *	waiting time of python3 (ns)
 *	           value  ------------- Distribution ------------- count
 *	            4096 |                                         0
 *	            8192 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@             290
 *	           16384 |@@@@@@@@@@@@                             134
 *	           32768 |                                         0
 *
 *	longest waits
 *	python3
 *	              lxabi.ko`lx_futex+0x1f2
 *	              kernel`amd64_syscall+0x12e
 *
 *	              libc.so.6`pthread_cond_timedwait+0x1a2
 *	 100231874 ns
 */

#pragma D option quiet
#pragma D option dynvarsize=8m

int threads;
int most_threads;
int futexes;
int most_futexes;
int waiters[pid_t, uint64_t]; /* of a futex */
self uint64_t since;
self uint64_t address;

/* A thread waits on one futex at a time. */
lxabi::futex:wait
{
	self->since = timestamp;
	self->address = args[0];
	threads++;
	most_threads = threads > most_threads ? threads : most_threads;
	futexes += waiters[pid, args[0]] == 0 ? 1 : 0;
	most_futexes = futexes > most_futexes ? futexes : most_futexes;
	waiters[pid, args[0]]++;
}

/* The address is that of the wait, also when the waiter was moved to another futex meanwhile. */
lxabi::futex:woken
/self->since != 0/
{
	this->waited = timestamp - self->since;
	threads--;
	waiters[pid, self->address]--;
	futexes -= waiters[pid, self->address] == 0 ? 1 : 0;
	@outcomes[execname, "wait", args[1]] = count();
	@times[execname] = quantize(this->waited);
	@longest[execname, stack(), ustack()] = max(this->waited);
	self->since = 0;
	self->address = 0;
}

lxabi::futex:wake
/args[2] == 0/
{
	@outcomes[execname, "wake: nobody waited", 0] = count();
}

lxabi::futex:wake
/args[2] != 0/
{
	@outcomes[execname, "wake", 0] = count();
}

lxabi::futex:requeue
{
	@outcomes[execname, "requeue", 0] = count();
}

tick-10s
{
	printf("waiting: %d threads on %d futexes; most at once: %d threads, %d futexes\n", threads,
	    futexes, most_threads, most_futexes);
}

END
{
	printf("waiting: %d threads on %d futexes; most at once: %d threads, %d futexes\n", threads,
	    futexes, most_threads, most_futexes);
	printf("\n%-17s %-20s %5s %9s\n", "program", "operation", "errno", "count");
	printa("%-17s %-20s %5d %@9d\n", @outcomes);
	printa("\nwaiting time of %s (ns)%@d\n", @times);
	trunc(@longest, 10);
	printf("\nlongest waits\n");
	/* a stack can be a column of its own: %k */
	printa("%s%k%k %@d ns\n", @longest);
}
