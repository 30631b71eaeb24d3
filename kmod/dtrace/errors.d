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
 * program (bare addresses, once the program has ended). The table of counts comes at the end (^C).
 * Silent as long as nothing goes wrong.
 *
 * Example, of a program that does each of it on purpose:
 *
 *	# ./errors.d
 *	EMULATION   provoke[35/100051] io_uring_setup: no such system call (425)
 *
 *	              0x1004c5b
 *	              0x1003976
 *	EMULATION   provoke[35/100051] fcntl: fcntl 1031 has no counterpart
 *
 *	              0x10048e6
 *	              0x1003a1a
 *	RESOURCE    provoke[35/100051] pipe: pipe: errno 24
 *
 *	              lxabi.ko`make_pipe+0x49
 *	PROGRAMMING provoke[35/100051] rt_sigaction: rt_sigaction: 4, the limit is 8
 *
 *	              0x1004c5b
 *	              0x1003cc9
 *	^C
 *	kind         program           what                                         count
 *	EMULATION    provoke           fcntl                                            1
 *	EMULATION    provoke           io_uring_setup                                   1
 *	PROGRAMMING  provoke           rt_sigaction                                     1
 *	RESOURCE     provoke           pipe                                             1
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
	printf("%-12s %-17s %-40s %9s\n", "kind", "program", "what", "count");
	printa("%-12s %-17s %-40s %@9d\n", @events);
}
