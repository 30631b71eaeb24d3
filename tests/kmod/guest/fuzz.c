/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls with hostile arguments, for a kernel that is being tested: any number with addresses
 * that are null, odd, unmapped, read-only, at the end of a page or the kernel's own, lengths that
 * are negative or huge, and descriptors of every kind. Nothing is expected of a call but that it
 * returns.
 *
 *	fuzz SECONDS [SEED [UID]]
 *
 * Children make the calls, a few hundred each, and are killed when they hang; the parent counts.
 * Runs under Linux, too, in a throw-away place: it creates and removes files below its working
 * directory, and as root it may set clocks and names.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	CALLS = 300,
	NUMBERS = 480,
	CHILD_MS = 1500
};

static uint64_t state;

static uint64_t
rnd(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static char *edge; /* the last byte of a readable and writable page; what follows is not mapped */
static char *readonly; /* a page */
static char *buffer; /* 64 KiB of noise */

static long
pointer(void)
{
	switch (rnd() % 14) {
	case 0:
		return 0;
	case 1:
		return 1;
	case 2:
		return -1;
	case 3:
		return (long)0xffffffff80000000; /* the kernel's text */
	case 4:
		return (long)0x800000000000; /* just past user memory */
	case 5:
		return (long)0x7ffffffff000;
	case 6:
		return (long)(edge - rnd() % 64);
	case 7:
		return (long)readonly;
	case 8:
		return (long)0xdead0000beef;
	case 9:
		return (long)"../../nothing/here";
	case 10:
		return (long)"fuzz-file";
	default:
		return (long)(buffer + rnd() % 60000);
	}
}

static long
number(void)
{
	static const long odd[] = {0, 1, 2, 3, 7, 8, 16, 24, 128, 255, 256, 4095, 4096, 65536, -1,
	    -2, -100, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff,
	    (long)0x8000000000000000};

	if (rnd() % 3 == 0)
		return (long)(rnd() & 0xffff);
	return odd[rnd() % (sizeof(odd) / sizeof(odd[0]))];
}

static long
argument(void)
{
	switch (rnd() % 5) {
	case 0:
		return (long)(rnd() % 24); /* a descriptor, often */
	case 1:
	case 2:
		return pointer();
	default:
		return number();
	}
}

/* Calls that would end or stop the test itself rather than test the kernel. */
static int
is_left_out(long n, long a)
{
	switch (n) {
	case SYS_exit:
	case SYS_exit_group:
	case SYS_fork:
	case SYS_vfork:
	case SYS_pause:
	case SYS_rt_sigsuspend:
	case SYS_reboot:
	case SYS_kexec_load:
	case SYS_settimeofday:
	case SYS_clock_settime:
	case SYS_acct:
	case SYS_chroot:
	case SYS_mount:
	case SYS_swapon:
	case SYS_setsid: /* the terminal is the report's way out */
	case SYS_setpgid:
		return 1;
	case SYS_kill:
	case SYS_tkill:
	case SYS_tgkill:
	case SYS_rt_sigqueueinfo:
	case SYS_rt_tgsigqueueinfo:
		return a != getpid(); /* 0 is the whole process group, the parent too */
	case SYS_prlimit64:
		return a != 0 && a != getpid();
	case SYS_setpriority:
		return 1;
	default:
		return 0;
	}
}

static void
make_descriptors(void)
{
	int p[2];

	(void)!pipe(p);
	(void)!socketpair(AF_UNIX, SOCK_STREAM, 0, p);
	(void)!socketpair(AF_UNIX, SOCK_DGRAM, 0, p);
	(void)!socket(AF_INET, SOCK_STREAM, 0);
	(void)!socket(AF_INET, SOCK_DGRAM, 0);
	(void)!socket(AF_INET6, SOCK_DGRAM, 0);
	(void)!open("fuzz-file", O_RDWR | O_CREAT, 0666);
	(void)!open(".", O_RDONLY | O_DIRECTORY);
	(void)!open("/dev/null", O_RDWR);
	(void)!open("/dev/zero", O_RDWR);
	(void)!epoll_create1(0);
	(void)!eventfd(1, EFD_NONBLOCK);
	(void)!memfd_create("fuzz", 0);
	(void)!inotify_init1(IN_NONBLOCK);
	(void)!timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	for (int fd = 3; fd < 24; fd++)
		(void)fcntl(fd, F_SETFL, O_NONBLOCK);
}

static void
on_signal(int sig)
{
	(void)sig;
}

/*
 * A call that may make a process or thread, on a stack that may be anything: from a process of its
 * own, so that whatever comes of it has an end.
 */
static void
make_another(long n, const long *a)
{
	pid_t pid = fork();

	if (pid == 0) {
		signal(SIGALRM, SIG_DFL);
		alarm(2);
		(void)syscall(n, a[0], a[1], a[2], a[3], a[4], a[5]);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static void
child(void)
{
	long a[6], n;
	size_t i;
	char *page;

	/* nothing on the console */
	close(0);
	close(1);
	close(2);
	for (int i_ = 0; i_ < 3; i_++)
		(void)!open("/dev/null", O_RDWR);
	page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(page + 4096, 4096);
	edge = page + 4096;
	readonly = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	buffer = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (i = 0; i < 65536; i += 8)
		*(uint64_t *)(buffer + i) =
		    rnd() % 4 == 0 ? (uint64_t)pointer() : (uint64_t)number();
	for (int sig = 1; sig < 32; sig++)
		signal(sig, on_signal);
	signal(SIGSEGV, SIG_DFL);
	signal(SIGBUS, SIG_DFL);
	make_descriptors();
	for (i = 0; i < CALLS; i++) {
		n = (long)(rnd() % NUMBERS);
		if (rnd() % 100 == 0)
			n = (long)rnd();
		for (int k = 0; k < 6; k++)
			a[k] = argument();
		if (is_left_out(n, a[0]))
			continue;
		if (n == SYS_clone || n == SYS_clone3)
			make_another(n, a);
		else
			(void)syscall(n, a[0], a[1], a[2], a[3], a[4], a[5]);
	}
	_exit(0);
}

int
main(int argc, char **argv)
{
	struct timespec tick = {0, 5000000};
	long children, killed, ms, signalled;
	uint64_t seed;
	time_t end;
	pid_t pid;
	int status, uid;

	if (argc < 2) {
		fprintf(stderr, "usage: fuzz SECONDS [SEED [UID]]\n");
		return 2;
	}
	end = time(NULL) + atol(argv[1]);
	seed = argc > 2 ? strtoull(argv[2], NULL, 0) : (uint64_t)time(NULL) * 2654435761u;
	uid = argc > 3 ? atoi(argv[3]) : (int)getuid();
	printf("fuzz: seed %llu uid %d\n", (unsigned long long)seed, uid);
	fflush(stdout);
	children = killed = signalled = 0;
	while (time(NULL) < end) {
		pid = fork();
		if (pid == -1) {
			perror("fuzz: fork");
			return 1;
		}
		if (pid == 0) {
			state = (seed + (uint64_t)children) * 0x9e3779b97f4a7c15u | 1;
			if (uid != (int)getuid() &&
			    (setgid((gid_t)uid) != 0 || setuid((uid_t)uid) != 0))
				_exit(1);
			child();
		}
		children++;
		for (ms = 0; waitpid(pid, &status, WNOHANG) == 0; ms += 5) {
			if (ms >= CHILD_MS) {
				kill(pid, SIGKILL);
				kill(pid, SIGCONT);
				waitpid(pid, &status, 0);
				killed++;
				break;
			}
			nanosleep(&tick, NULL);
		}
		if (WIFSIGNALED(status))
			signalled++;
	}
	printf("fuzz: %ld children of %d calls, %ld hung and were killed, %ld died of a signal\n",
	    children, CALLS, killed, signalled - killed);
	return 0;
}
