/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals, checked from inside the handlers. Prints the same on every Linux ABI; what depends on
 * the machine (addresses, sizes) is compared here and told as yes or no.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

static volatile siginfo_t seen;
static volatile int count, on_alt, depth;
static volatile greg_t seen_rip, seen_trapno, seen_err;
static sigjmp_buf back;
static char *alt;
static size_t alt_size;

/* A result together with the errno it left. */
static void
fails(const char *what, long result)
{
	int error = errno;

	printf("%s %ld %s\n", what, result, result == -1 ? strerror(error) : "-");
	fflush(stdout);
}

static void
say(const char *what, long a, long b)
{
	printf("%s %ld %ld\n", what, a, b);
	fflush(stdout);
}

static void
note(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;
	char here;

	(void)sig;
	memcpy((void *)&seen, info, sizeof(seen));
	seen_rip = uc->uc_mcontext.gregs[REG_RIP];
	seen_trapno = uc->uc_mcontext.gregs[REG_TRAPNO];
	seen_err = uc->uc_mcontext.gregs[REG_ERR];
	on_alt = &here >= alt && &here < alt + alt_size;
	count++;
}

static void
escape(int sig, siginfo_t *info, void *context)
{
	note(sig, info, context);
	siglongjmp(back, 1);
}

/* Spoil every vector register that there is. */
static void
spoil(int sig, siginfo_t *info, void *context)
{
	note(sig, info, context);
	__asm__ volatile(
	    "pcmpeqd %%xmm0, %%xmm0\n\tpcmpeqd %%xmm7, %%xmm7\n\tpcmpeqd %%xmm15, %%xmm15"
	    :
	    :
	    : "xmm0", "xmm7", "xmm15");
	if (__builtin_cpu_supports("avx"))
		__asm__ volatile(
		    "vcmptrueps %%ymm0, %%ymm0, %%ymm0\n\tvcmptrueps %%ymm15, %%ymm15, %%ymm15"
		    :
		    :
		    : "xmm0", "xmm15");
}

static void
change_context(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;

	note(sig, info, context);
	uc->uc_mcontext.gregs[REG_RAX] = 4242;
	uc->uc_mcontext.gregs[REG_RIP] += sig == SIGILL ? 2 : 3; /* over ud2, or the mov */
	sigaddset(&uc->uc_sigmask, SIGUSR2);
}

static void
install(int sig, void (*handler)(int, siginfo_t *, void *), int flags)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_sigaction = handler;
	sa.sa_flags = SA_SIGINFO | flags;
	if (sigaction(sig, &sa, NULL) != 0)
		perror("sigaction");
}

static void
faults(void)
{
	volatile int zero = 0;
	static char *page;
	int fd;

	page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	install(SIGSEGV, escape, 0);
	install(SIGBUS, escape, 0);
	install(SIGFPE, escape, 0);
	install(SIGILL, escape, 0);
	install(SIGTRAP, escape, 0);
	if (sigsetjmp(back, 1) == 0)
		*(volatile int *)16 = 1;
	say("unmapped", seen.si_signo, seen.si_code);
	say("address", (long)seen.si_addr, seen_trapno);
	say("error code", seen_err, 0);
	if (sigsetjmp(back, 1) == 0)
		*page = 1;
	say("read-only", seen.si_signo, seen.si_code);
	say("address", seen.si_addr == page, seen_trapno);
	mprotect(page, 4096, PROT_NONE);
	if (sigsetjmp(back, 1) == 0)
		zero = *(volatile unsigned char *)page;
	say("no access", seen.si_signo, seen.si_code);
	if (sigsetjmp(back, 1) == 0)
		((void (*)(void))(uintptr_t)page)();
	say("no execute", seen.si_signo, seen.si_code);
	if (sigsetjmp(back, 1) == 0)
		zero = 1 / zero; /* NOLINT(clang-analyzer-core.DivideZero): what is tested */
	say("division", seen.si_signo, seen.si_code);
	say("trap", seen_trapno, 0);
	if (sigsetjmp(back, 1) == 0)
		__asm__ volatile("ud2");
	say("illegal", seen.si_signo, seen.si_code);
	if (sigsetjmp(back, 1) == 0)
		__asm__ volatile("int3");
	say("breakpoint", seen.si_signo, seen.si_code == SI_KERNEL || seen.si_code == TRAP_BRKPT);
	fd = memfd_create("x", 0);
	page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
	if (sigsetjmp(back, 1) == 0)
		zero = *(volatile unsigned char *)page;
	say("beyond the file", seen.si_signo, seen.si_code);
}

/* A pointer that is no address at all: the CPU faults in another way than for unmapped memory. */
static void
no_address(void)
{
	volatile int *volatile nowhere = (volatile int *)0x8000000000000000;
	struct sigaction sa;
	sigset_t mask;
	int how, status;
	pid_t pid;

	signal(SIGBUS, SIG_DFL);
	install(SIGSEGV, escape, 0);
	if (sigsetjmp(back, 1) == 0)
		*nowhere = 1;
	say("no address", seen.si_signo, seen.si_code);
	say("trap", seen_trapno, (long)seen.si_addr);
	sigaction(SIGBUS, NULL, &sa);
	say("sigbus is its own", sa.sa_handler == SIG_DFL, sa.sa_flags & ~0x04000000);
	install(SIGBUS, escape, 0);
	if (sigsetjmp(back, 1) == 0)
		*nowhere = 1;
	say("with both handlers", seen.si_signo, seen.si_code);
	install(SIGBUS, note, 0);
	kill(getpid(), SIGBUS);
	say("sigbus by kill", seen.si_signo, seen.si_code);
	signal(SIGBUS, SIG_IGN);
	count = 0;
	kill(getpid(), SIGBUS);
	say("ignored sigbus", count, 0);
	sigemptyset(&mask);
	install(SIGSEGV, change_context, SA_RESETHAND);
	__asm__ volatile("movq (%0), %%rcx\n\tnop" : : "a"(0x8000000000000000) : "rcx");
	say("stepped over", seen.si_signo, seen_trapno);
	sigaction(SIGSEGV, NULL, &sa);
	say("reset", sa.sa_handler == SIG_DFL, 0);
	sigprocmask(SIG_SETMASK, &mask, NULL);
	for (how = 0; how < 4; how++) {
		pid = fork();
		if (pid == 0) {
			signal(SIGSEGV, how == 2 ? SIG_IGN : SIG_DFL);
			signal(SIGBUS, SIG_DFL);
			if (how == 1)
				install(SIGBUS, note, 0);
			if (how == 3) {
				install(SIGSEGV, note, 0);
				sigaddset(&mask, SIGSEGV);
				sigprocmask(SIG_SETMASK, &mask, NULL);
			}
			*nowhere = 1;
			_exit(0);
		}
		waitpid(pid, &status, 0);
		say("died of", WIFSIGNALED(status) ? WTERMSIG(status) : -1, how);
	}
}

static void
registers(void)
{
	uint64_t before[4] = {1, 2, 3, 4}, after[4] = {0, 0, 0, 0};
	long rax;
	sigset_t mask;

	install(SIGUSR1, spoil, 0);
	if (__builtin_cpu_supports("avx")) {
		__asm__ volatile(
		    "vmovdqu (%0), %%ymm15\n\tmov $39, %%eax\n\tsyscall\n\tmov %%eax, %%edi\n\t"
		    "mov $10, %%esi\n\tmov $62, %%eax\n\tsyscall\n\tvmovdqu %%ymm15, (%1)"
		    :
		    : "r"(before), "r"(after)
		    : "rax", "rcx", "rdi", "rsi", "r11", "xmm15", "memory");
		say("avx kept", memcmp(before, after, sizeof(before)) == 0, 0);
	} else {
		say("avx kept", 1, 0);
	}
	memset(after, 0, sizeof(after));
	__asm__ volatile("movdqu (%0), %%xmm7\n\tmov $39, %%eax\n\tsyscall\n\tmov %%eax, %%edi\n\t"
			 "mov $10, %%esi\n\tmov $62, %%eax\n\tsyscall\n\tmovdqu %%xmm7, (%1)"
	    :
	    : "r"(before), "r"(after)
	    : "rax", "rcx", "rdi", "rsi", "r11", "xmm7", "memory");
	say("sse kept", memcmp(before, after, 16) == 0, count > 0);
	install(SIGILL, change_context, 0);
	__asm__ volatile("ud2" : "=a"(rax));
	sigprocmask(SIG_BLOCK, NULL, &mask);
	say("changed context", rax, sigismember(&mask, SIGUSR2));
	sigemptyset(&mask);
	sigprocmask(SIG_SETMASK, &mask, NULL);
}

static void
stacks(void)
{
	stack_t ss, old;

	alt_size = 65536 + getauxval(AT_MINSIGSTKSZ);
	alt = mmap(NULL, alt_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ss.ss_sp = alt;
	ss.ss_size = alt_size;
	ss.ss_flags = 0;
	say("sigaltstack", sigaltstack(&ss, NULL), 0);
	install(SIGUSR1, note, SA_ONSTACK);
	raise(SIGUSR1);
	say("on the stack", on_alt, 0);
	install(SIGUSR1, note, 0);
	raise(SIGUSR1);
	say("not on the stack", on_alt, 0);
	sigaltstack(NULL, &old);
	say("told", old.ss_sp == alt, old.ss_flags);
	ss.ss_size = 100;
	fails("too small", sigaltstack(&ss, NULL));
	ss.ss_flags = SS_DISABLE;
	say("off", sigaltstack(&ss, NULL), 0);
	sigaltstack(NULL, &old);
	say("told", old.ss_flags, 0);
}

static void
deeper(int sig, siginfo_t *info, void *context)
{
	note(sig, info, context);
	if (depth++ == 0)
		raise(sig);
}

static void
flags(void)
{
	struct sigaction sa;
	union sigval value = {.sival_int = 77};
	sigset_t set;

	install(SIGUSR1, deeper, SA_NODEFER);
	count = depth = 0;
	raise(SIGUSR1);
	say("nodefer", count, 0);
	install(SIGUSR1, note, SA_RESETHAND);
	raise(SIGUSR1);
	sigaction(SIGUSR1, NULL, &sa);
	say("resethand", sa.sa_handler == SIG_DFL, 0);
	install(SIGRTMIN + 3, note, SA_RESTART);
	sigaction(SIGRTMIN + 3, NULL, &sa);
	say("flags", sa.sa_flags & ~0x04000000, sa.sa_sigaction == note);
	sigemptyset(&set);
	sigaddset(&set, SIGRTMIN + 3);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigqueue(getpid(), SIGRTMIN + 3, value);
	value.sival_int = 78;
	sigqueue(getpid(), SIGRTMIN + 3, value);
	count = 0;
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	say("queued", count, seen.si_value.sival_int);
	say("queue code", seen.si_code, seen.si_pid == getpid());
	kill(getpid(), SIGRTMIN + 3);
	say("kill code", seen.si_code, seen.si_pid == getpid());
	syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGRTMIN + 3);
	say("tkill code", seen.si_code, seen.si_pid == getpid());
	fails("sigkill", sigaction(SIGKILL, &sa, NULL));
	fails("signal 0", sigaction(0, NULL, &sa));
	fails("signal 65", (long)syscall(SYS_rt_sigaction, 65, NULL, NULL, 8));
	fails("set size", (long)syscall(SYS_rt_sigaction, 1, NULL, NULL, 16));
}

static void
interrupted(void)
{
	/* again and again: the first may come before the wait */
	const struct itimerval often = {{0, 50000}, {0, 50000}}, never = {{0, 0}, {0, 0}};
	const struct itimerval it = {{0, 0}, {0, 50000}};
	int p[2];
	char c;
	pid_t pid;

	(void)!pipe(p);
	install(SIGALRM, note, 0);
	setitimer(ITIMER_REAL, &often, NULL);
	fails("interrupted read", (long)read(p[0], &c, 1));
	setitimer(ITIMER_REAL, &never, NULL);
	install(SIGALRM, note, SA_RESTART);
	pid = fork();
	if (pid == 0) {
		usleep(200000);
		(void)!write(p[1], "x", 1);
		_exit(0);
	}
	count = 0;
	setitimer(ITIMER_REAL, &it, NULL);
	say("restarted read", (long)read(p[0], &c, 1), count);
	setitimer(ITIMER_REAL, &it, NULL);
	fails("sleep", usleep(300000));
	waitpid(pid, NULL, 0);
}

static void *
thread(void *arg)
{
	sigset_t set;
	int sig;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	*(int *)arg = (int)syscall(SYS_gettid);
	sigwait(&set, &sig);
	return (void *)(long)sig;
}

static void
threads(void)
{
	pthread_t t;
	sigset_t set;
	void *result;
	volatile int tid = 0;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	pthread_create(&t, NULL, thread, (void *)&tid);
	while (tid == 0)
		usleep(1000);
	say("to a thread", pthread_kill(t, SIGUSR2), 0);
	pthread_join(t, &result);
	say("sigwait", (long)result, tid != getpid());
	fails("gone", (long)syscall(SYS_tgkill, getpid(), tid, 0));
}

static void
death(void)
{
	static const int how[] = {
	    SIGSEGV, SIGFPE, SIGABRT, SIGTERM, SIGKILL, SIGUSR1, 40, SIGBUS, SIGSYS};
	char *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned int i;
	int status;
	pid_t pid;

	for (i = 0; i < sizeof(how) / sizeof(how[0]); i++) {
		pid = fork();
		if (pid == 0) {
			signal(how[i], SIG_DFL);
			if (i == 0)
				*page = 1;
			kill(getpid(), how[i]);
			_exit(0);
		}
		waitpid(pid, &status, 0);
		say("died of", WIFSIGNALED(status) ? WTERMSIG(status) : -1, how[i]);
	}
}

int
main(void)
{
	faults();
	no_address();
	registers();
	stacks();
	flags();
	interrupted();
	threads();
	death();
	return 0;
}
