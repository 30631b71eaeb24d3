#!/usr/sbin/dtrace -qs
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * stats.d: what Linux programs spend their system calls on, by executable.
 *
 * At the end (^C): calls by executable and system call, the longest of each (nanoseconds of the clock on
 * the wall), the distribution of processor time of each (nanoseconds), and how long the module's locks
 * were held. Calls that do not return to where they were made (exit, exit_group, an execve that works)
 * are counted and not timed; calls that were under way when the script started are neither.
 *
 * Example:
 *
 *	# ./stats.d
 *	^C
 *	executable        call                     count      longest (ns)
 *	busybox           openat                       1            164776
 *	busybox           write                        2           5010231
 *	busybox           execve                      12                 0
 *	busybox           clone                       12          14129520
 *	busybox           wait4                       34          55765278
 *	busybox           brk                         52            174450
 *
 *	processor time of busybox, set_tid_address (ns)
 *	           value  ------------- Distribution ------------- count
 *	             256 |                                         0
 *	             512 |@@@@@@@@@@@@                             4
 *	            1024 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@             9
 *	            2048 |                                         0
 *
 *	time that lock proc was held by bash (ns)
 *	           value  ------------- Distribution ------------- count
 *	             512 |                                         0
 *	            1024 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 12
 *	            2048 |                                         0
 */

#pragma D option quiet
#pragma D option dynvarsize=8m

self int depth;
self uint64_t wall[int];
self uint64_t cpu[int];
self int locks[uintptr_t];
self uint64_t held[uintptr_t, int];

lxabi::syscall:entry
{
	@calls[execname, stringof(args[1])] = count();
}

/*
 * A stack of times for each thread: calls of Linux do not nest today, and a call within a call must not
 * spoil the outer one's time.
 */
lxabi::syscall:entry
/args[0] != 60 && args[0] != 231/
{
	self->depth++;
	self->wall[self->depth] = timestamp;
	self->cpu[self->depth] = vtimestamp;
}

lxabi::syscall:return
/self->depth > 0/
{
	@longest[execname, stringof(args[1])] = max(timestamp - self->wall[self->depth]);
	@cpu[execname, stringof(args[1])] = quantize(vtimestamp - self->cpu[self->depth]);
	self->wall[self->depth] = 0;
	self->cpu[self->depth] = 0;
	self->depth--;
}

/* An exec into a native program returns without our probe. */
proc:::exec-success
{
	self->wall[self->depth] = 0;
	self->cpu[self->depth] = 0;
	self->depth = 0;
}

/* By instance, and by how often the thread holds it. */
lxabi::lock:acquired
{
	self->locks[args[1]]++;
	self->held[args[1], self->locks[args[1]]] = timestamp;
}

lxabi::lock:release
/self->locks[args[1]] > 0/
{
	@held[stringof(args[0]), execname] =
	    quantize(timestamp - self->held[args[1], self->locks[args[1]]]);
	self->held[args[1], self->locks[args[1]]] = 0;
	self->locks[args[1]]--;
}

END
{
	printf("%-17s %-20s %9s %17s\n", "executable", "call", "count", "longest (ns)");
	printa("%-17s %-20s %@9d %@17d\n", @calls, @longest);
	printa("\nprocessor time of %s, %s (ns)%@d\n", @cpu);
	printa("\ntime that lock %s was held by %s (ns)%@d\n", @held);
}
