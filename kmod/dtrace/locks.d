#!/usr/sbin/dtrace -qs
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * locks.d: checks the locks that lxabi(4) takes in one function and releases in another.
 *
 * Each lock is watched by instance (its address), so that two locks of one name never mix:
 *
 *	ERROR: recursion	a thread takes a lock that it holds
 *	ERROR: not held		a lock is released that nobody holds, or that another thread holds
 *	ERROR: held too long	longer than limit (10 s); told when it is released, and, for one lock at
 *				a time, while it is still held
 *
 * with the stack. At the end (^C): how often each lock was taken, and the balance of taken and released,
 * where anything but 0 is a lock that is still held, or that was lost. Locks that were held when the
 * script started are not complained about. Watching each lock slows the system down.
 *
 * Example:
 *
 *	# ./locks.d
 *	ERROR: recursion: sysctl[36/100052] takes first 0xffffffff8163f490 again, depth 2
 *
 *	              lxlocks.ko`fire+0x186
 *	ERROR: not held: sysctl[37/100052] releases first 0xffffffff8163f490, which nobody holds
 *
 *	              lxlocks.ko`fire+0x24e
 *	ERROR: not held: kernel[0/100053] releases second 0xffffffff8163f494, which thread 100052 holds
 *
 *	              lxlocks.ko`other+0x3c
 *	ERROR: held too long: third 0xffffffff8163f498, 12057 ms, by sysctl[39/100052], released at
 *
 *	              lxlocks.ko`fire+0x2c2
 *	^C
 *	lock       instance             taken   balance
 *	second     0xffffffff8163f494       1         0
 *	third      0xffffffff8163f498       1         0
 *	fourth     0xffffffff8163f49c       1         1
 *	first      0xffffffff8163f490       3        -1
 */

#pragma D option quiet
#pragma D option dynvarsize=8m
#pragma D option nspec=4

/* by instance */
id_t owner[uintptr_t];
int depth[uintptr_t];
int known[uintptr_t];
uint64_t since[uintptr_t, int]; /* and by depth */

uint64_t limit; /* ns */
uintptr_t watched;
uint64_t watched_since;
int watch;

BEGIN
{
	limit = 10000000000;
}

lxabi::lock:acquired
/owner[args[1]] == tid && depth[args[1]] > 0/
{
	printf("ERROR: recursion: %s[%d/%d] takes %s 0x%x again, depth %d\n", execname, pid, tid,
	    stringof(args[0]), args[1], depth[args[1]] + 1);
	stack();
}

lxabi::lock:acquired
{
	owner[args[1]] = tid;
	depth[args[1]]++;
	known[args[1]] = 1;
	since[args[1], depth[args[1]]] = timestamp;
	@taken[stringof(args[0]), args[1]] = sum(1);
	@balance[stringof(args[0]), args[1]] = sum(1);
}

/* Keep the story of one lock ready, for the case that it is never released. */
lxabi::lock:acquired
/watched == 0/
{
	watched = args[1];
	watched_since = timestamp;
	watch = speculation();
}

lxabi::lock:acquired
/watched == args[1] && watch != 0/
{
	speculate(watch);
	printf("ERROR: held too long: %s 0x%x, still held, taken by %s[%d/%d] at\n",
	    stringof(args[0]), args[1], execname, pid, tid);
	stack();
}

lxabi::lock:release
/known[args[1]] && depth[args[1]] == 0/
{
	printf("ERROR: not held: %s[%d/%d] releases %s 0x%x, which nobody holds\n", execname, pid, tid,
	    stringof(args[0]), args[1]);
	stack();
	@balance[stringof(args[0]), args[1]] = sum(-1);
}

lxabi::lock:release
/depth[args[1]] > 0 && owner[args[1]] != tid/
{
	printf("ERROR: not held: %s[%d/%d] releases %s 0x%x, which thread %d holds\n", execname, pid,
	    tid, stringof(args[0]), args[1], owner[args[1]]);
	stack();
}

lxabi::lock:release
/depth[args[1]] > 0 && timestamp - since[args[1], depth[args[1]]] > limit/
{
	printf("ERROR: held too long: %s 0x%x, %d ms, by %s[%d/%d], released at\n", stringof(args[0]),
	    args[1], (timestamp - since[args[1], depth[args[1]]]) / 1000000, execname, pid, tid);
	stack();
}

lxabi::lock:release
/watched == args[1]/
{
	discard(watch);
	watched = 0;
	watch = 0;
}

lxabi::lock:release
/depth[args[1]] > 0/
{
	since[args[1], depth[args[1]]] = 0;
	depth[args[1]]--;
	owner[args[1]] = depth[args[1]] > 0 ? owner[args[1]] : 0;
	@balance[stringof(args[0]), args[1]] = sum(-1);
}

tick-1s
/watched != 0 && timestamp - watched_since > limit/
{
	commit(watch);
	watched = 0;
	watch = 0;
}

END
{
	printf("%-10s %-18s %7s %9s\n", "lock", "instance", "taken", "balance");
	printa("%-10s 0x%-16x %@7d %@9d\n", @taken, @balance);
}
