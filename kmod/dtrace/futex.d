#!/usr/sbin/dtrace -qs
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * futex.d: who waits on futexes, for how long, and where the longest waits are.
 *
 * Every ten seconds, and at the end (^C): threads that wait, and the most there were at once. At the
 * end: wake-ups that woke nobody, waits by outcome, the futexes that were waited on most often, waiting
 * time by program (nanoseconds of the clock on the wall), and the ten longest waits with their stacks.
 *
 * A futex is an address in a process here; one in shared memory counts once in each process. D has no
 * atomic addition to a variable, so nothing is counted in one: the threads that wait are a sum, which
 * each processor keeps by itself, and the most at once is the module's own count. Waits that were under
 * way when the script started are in the second, not in the first.
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

self uint64_t since;

/* A zero is printed too, when nobody has waited yet. */
BEGIN
{
	@waiting = sum(0);
	@most = max(0);
}

/* A thread waits on one futex at a time. */
lxabi::futex:wait
{
	self->since = timestamp;
	@waiting = sum(1);
	@most = max(args[3]);
	@busiest[execname, pid, args[0]] = count();
}

lxabi::futex:woken
/self->since != 0/
{
	this->waited = timestamp - self->since;
	@waiting = sum(-1);
	@outcomes[execname, "wait", args[1]] = count();
	@times[execname] = quantize(this->waited);
	@longest[execname, stack(), ustack()] = max(this->waited);
	self->since = 0;
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
	printa("waiting: %@d threads; most at once: %@d\n", @waiting, @most);
}

END
{
	printa("waiting: %@d threads; most at once: %@d\n", @waiting, @most);
	printf("\n%-17s %-20s %5s %9s\n", "program", "operation", "errno", "count");
	printa("%-17s %-20s %5d %@9d\n", @outcomes);
	trunc(@busiest, 10);
	printf("\n%-17s %8s %-18s %9s\n", "program", "process", "futex", "waits");
	printa("%-17s %8d 0x%-16x %@9d\n", @busiest);
	printa("\nwaiting time of %s (ns)%@d\n", @times);
	trunc(@longest, 10);
	printf("\nlongest waits\n");
	/* a stack can be a column of its own: %k */
	printa("%s%k%k %@d ns\n", @longest);
}
