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
 * The errno is FreeBSD's: 60 is a wait that timed out, -1 one that a signal ended.
 *
 * Example, of a program with eight threads:
 *
 *	# ./futex.d
 *	waiting: 0 threads; most at once: 9
 *	^C
 *	waiting: 0 threads; most at once: 9
 *
 *	program           operation            errno     count
 *	provoke           wait                    60         1
 *	provoke           wait                    -1         1
 *	provoke           requeue                  0         7
 *	provoke           wake: nobody waited      0       667
 *	provoke           wait                     0       927
 *	provoke           wake                     0       927
 *
 *	program            process futex                  waits
 *	provoke                 44 0x80180df70                2
 *	provoke                 44 0x100b6cc                913
 *
 *	waiting time of provoke (ns)
 *	           value  ------------- Distribution ------------- count
 *	           16384 |                                         0
 *	           32768 |@                                        34
 *	           65536 |@@@@@@@@@@@@@                            307
 *	          131072 |@@@@                                     100
 *	          ...
 *
 *	longest waits
 *	provoke
 *	lxabi.ko`futex_wait+0x2ce
 *	lxabi.ko`lx_futex+0x13e
 *
 *	0x1009918
 *	0x10099f3
 *	 2223135 ns
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
