#!/usr/sbin/dtrace -qs
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * errors.d: what goes wrong in Linux programs under lxabi(4), in three kinds.
 *
 *	EMULATION	Linux has it and the module could not translate it, or does not have the call:
 *			worth a report
 *	RESOURCE	the system ran out of something, or a limit was met
 *	PROGRAMMING	the program asked for something that cannot be right
 *
 * One line an event, with program, process, thread and the system call it happened in, and where in the
 * program. The table of counts comes at the end (^C). Silent as long as nothing goes wrong.
 *
 * Example:
 *
 *	# ./errors.d
 *	EMULATION   git[1204/100233] io_uring_setup: no such system call (425)
 *	              libc.so.6`syscall+0x1d
 *	EMULATION   python3[1210/100240] fcntl: fcntl command 1031 has no counterpart
 *	              libc.so.6`fcntl+0x44
 *	PROGRAMMING bash[1211/100241] read: program's memory at 0x0, 128 bytes
 *	              bash`0x4a12d0
 *	^C
 *	kind         program           what                             count
 *	EMULATION    git               io_uring_setup                       1
 *	EMULATION    python3           fcntl command                        1
 *	PROGRAMMING  bash              read                                 1
 */

#pragma D option quiet
#pragma D option ustackframes=5

self int inside;
self string call;

/* Which call the thread is in. Calls of one thread do not nest, so one name is enough. */
lxabi::syscall:entry
{
	self->inside = 1;
	self->call = stringof(args[1]);
}

lxabi::syscall:return
{
	self->inside = 0;
	self->call = 0;
}

lxabi::syscall:missing
{
	printf("EMULATION   %s[%d/%d] %s: no such system call (%d)\n", execname, pid, tid,
	    stringof(args[1]), args[0]);
	ustack();
	@events["EMULATION", execname, stringof(args[1])] = count();
}

lxabi::translate:errno
{
	printf("EMULATION   %s[%d/%d] %s: FreeBSD's errno %d is not in the table\n", execname, pid, tid,
	    self->inside ? self->call : "-", args[0]);
	stack();
	@events["EMULATION", execname, "errno"] = count();
}

lxabi::translate:signal
{
	printf("EMULATION   %s[%d/%d] %s: signal %d of %s has no counterpart\n", execname, pid, tid,
	    self->inside ? self->call : "-", args[0], args[1] != 0 ? "FreeBSD" : "the program");
	ustack();
	@events["EMULATION", execname, "signal"] = count();
}

lxabi::translate:flag
{
	printf("EMULATION   %s[%d/%d] %s: %s 0x%x: bits 0x%x have no counterpart\n", execname, pid, tid,
	    self->inside ? self->call : "-", stringof(args[0]), args[1], args[2]);
	ustack();
	@events["EMULATION", execname, stringof(args[0])] = count();
}

lxabi::translate:value
{
	printf("EMULATION   %s[%d/%d] %s: %s %d has no counterpart\n", execname, pid, tid,
	    self->inside ? self->call : "-", stringof(args[0]), args[1]);
	ustack();
	@events["EMULATION", execname, stringof(args[0])] = count();
}

lxabi::translate:ioctl
{
	printf("EMULATION   %s[%d/%d] %s: command 0x%x on descriptor %d has no counterpart\n", execname,
	    pid, tid, self->inside ? self->call : "-", args[1], args[0]);
	ustack();
	@events["EMULATION", execname, "ioctl command"] = count();
}

lxabi::translate:sockopt
{
	printf("EMULATION   %s[%d/%d] %s: option %d of level %d has no counterpart\n", execname, pid,
	    tid, self->inside ? self->call : "-", args[1], args[0]);
	ustack();
	@events["EMULATION", execname, "socket option"] = count();
}

lxabi::resource:error
{
	printf("RESOURCE    %s[%d/%d] %s: %s: errno %d\n", execname, pid, tid,
	    self->inside ? self->call : "-", stringof(args[0]), args[1]);
	stack();
	@events["RESOURCE", execname, stringof(args[0])] = count();
}

lxabi::program:fault
{
	printf("PROGRAMMING %s[%d/%d] %s: %s: no memory of the program at 0x%x, %d bytes\n", execname,
	    pid, tid, self->inside ? self->call : "-", stringof(args[0]), args[1], args[2]);
	ustack();
	@events["PROGRAMMING", execname, stringof(args[0])] = count();
}

lxabi::program:length
{
	printf("PROGRAMMING %s[%d/%d] %s: %s: %d, the limit is %d\n", execname, pid, tid,
	    self->inside ? self->call : "-", stringof(args[0]), args[1], args[2]);
	ustack();
	@events["PROGRAMMING", execname, stringof(args[0])] = count();
}

lxabi::program:combination
{
	printf("PROGRAMMING %s[%d/%d] %s: %s: 0x%x, allowed is 0x%x\n", execname, pid, tid,
	    self->inside ? self->call : "-", stringof(args[0]), args[1], args[2]);
	ustack();
	@events["PROGRAMMING", execname, stringof(args[0])] = count();
}

END
{
	printf("%-12s %-17s %-28s %9s\n", "kind", "program", "what", "count");
	printa("%-12s %-17s %-28s %@9d\n", @events);
}
