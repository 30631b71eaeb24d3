/* SPDX-License-Identifier: BSD-2-Clause */
/* Threads: what the C library builds on clone, futexes, robust lists and exec from a thread. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	THREADS = 8,
	ROUNDS = 1000,
	TURNS = 20
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static __thread int tls;
static long total;
static int turn;

static void
say(const char *what, long a, long b)
{
	printf("%s %ld %ld\n", what, a, b);
	fflush(stdout);
}

static void *
worker(void *arg)
{
	long id = (long)arg;

	tls = (int)id;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&mutex);
		total++;
		pthread_mutex_unlock(&mutex);
	}
	pthread_barrier_wait(&barrier);
	for (int i = 0; i < TURNS; i++) {
		pthread_mutex_lock(&mutex);
		while (turn % THREADS != id)
			pthread_cond_wait(&cond, &mutex);
		turn++;
		pthread_cond_broadcast(&cond);
		pthread_mutex_unlock(&mutex);
	}
	pthread_rwlock_rdlock(&rwlock);
	pthread_rwlock_unlock(&rwlock);
	return (void *)(long)tls;
}

static void
together(void)
{
	pthread_t t[THREADS];
	long sum = 0;
	void *result;

	pthread_barrier_init(&barrier, NULL, THREADS);
	for (long i = 0; i < THREADS; i++)
		if (pthread_create(&t[i], NULL, worker, (void *)i) != 0)
			say("pthread_create", i, errno);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(t[i], &result);
		sum += (long)result;
	}
	say("counted", total, turn);
	say("results", sum, 0);
}

static void *
dies_holding(void *arg)
{
	pthread_mutex_lock(arg);
	return NULL;
}

static void
robust(void)
{
	pthread_mutexattr_t attr;
	pthread_mutex_t *m;
	pthread_t t;
	pid_t pid;
	int r;

	m = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutex_init(m, &attr);
	pthread_create(&t, NULL, dies_holding, m);
	pthread_join(t, NULL);
	r = pthread_mutex_lock(m);
	say("owner died in a thread", r == EOWNERDEAD, pthread_mutex_consistent(m));
	pthread_mutex_unlock(m);
	pid = fork();
	if (pid == 0) {
		pthread_mutex_lock(m);
		usleep(100000);
		kill(getpid(), SIGKILL);
	}
	usleep(50000);
	r = pthread_mutex_lock(m);
	say("owner killed in a process", r == EOWNERDEAD, pthread_mutex_consistent(m));
	pthread_mutex_unlock(m);
	waitpid(pid, NULL, 0);
}

static void
shared(void)
{
	struct timespec ts;
	sem_t *sem;
	pid_t pid;
	int status;

	sem = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	sem_init(sem, 1, 0);
	pid = fork();
	if (pid == 0) {
		usleep(50000);
		sem_post(sem);
		_exit(0);
	}
	say("semaphore between processes", sem_wait(sem), 0);
	waitpid(pid, &status, 0);
	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_nsec += 50000000;
	if (ts.tv_nsec >= 1000000000) {
		ts.tv_sec++;
		ts.tv_nsec -= 1000000000;
	}
	status = sem_timedwait(sem, &ts);
	say("timed out", status, errno == ETIMEDOUT);
}

static void *
sleeper(void *arg)
{
	(void)arg;
	for (;;)
		sleep(100);
	return NULL;
}

static void
cancelled(void)
{
	pthread_t t;
	void *result;

	pthread_create(&t, NULL, sleeper, NULL);
	usleep(20000);
	pthread_cancel(t);
	pthread_join(t, &result);
	say("cancelled", result == PTHREAD_CANCELED, 0);
}

static sem_t fired;

static void
on_timer(union sigval value)
{
	if (value.sival_int == 5)
		sem_post(&fired);
}

static void
timers(void)
{
	struct itimerspec its = {{0, 0}, {0, 30000000}};
	struct sigevent ev;
	timer_t timer;

	sem_init(&fired, 0, 0);
	memset(&ev, 0, sizeof(ev));
	ev.sigev_notify = SIGEV_THREAD;
	ev.sigev_notify_function = on_timer;
	ev.sigev_value.sival_int = 5;
	say("timer_create", timer_create(CLOCK_MONOTONIC, &ev, &timer), 0);
	say("timer_settime", timer_settime(timer, 0, &its, NULL), 0);
	say("timer fired", sem_wait(&fired), 0);
	say("timer_delete", timer_delete(timer), 0);
}

static void *
forks(void *arg)
{
	int status;
	pid_t pid;

	(void)arg;
	pid = fork();
	if (pid == 0)
		_exit(getpid() == (pid_t)syscall(SYS_gettid) ? 21 : 22);
	waitpid(pid, &status, 0);
	return (void *)(long)WEXITSTATUS(status);
}

static void *
execs(void *arg)
{
	char *argv[] = {"sh", "-c", "echo from exec", NULL};

	(void)arg;
	execv("/bin/sh", argv);
	return NULL;
}

static void
processes(void)
{
	char *argv[] = {"sh", "-c", "exit 33", NULL};
	pthread_t t, others[3];
	void *result;
	int status;
	pid_t pid;

	pthread_create(&t, NULL, forks, NULL);
	pthread_join(t, &result);
	say("fork in a thread", (long)result, 0);
	posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ);
	waitpid(pid, &status, 0);
	say("posix_spawn", WEXITSTATUS(status), 0);
	pid = fork();
	if (pid == 0) {
		for (int i = 0; i < 3; i++)
			pthread_create(&others[i], NULL, sleeper, NULL);
		usleep(20000);
		pthread_create(&t, NULL, execs, NULL);
		for (;;)
			sleep(100);
	}
	waitpid(pid, &status, 0);
	say("exec in a thread", WIFEXITED(status), WEXITSTATUS(status));
	pid = fork();
	if (pid == 0) {
		pthread_create(&t, NULL, forks, NULL);
		pthread_exit(NULL);
	}
	waitpid(pid, &status, 0);
	say("first thread left first", WIFEXITED(status), WEXITSTATUS(status));
	pid = fork();
	if (pid == 0) {
		for (int i = 0; i < 3; i++)
			pthread_create(&others[i], NULL, sleeper, NULL);
		usleep(20000);
		exit(44);
	}
	waitpid(pid, &status, 0);
	say("exit with threads", WIFEXITED(status), WEXITSTATUS(status));
}

int
main(void)
{
	together();
	robust();
	shared();
	cancelled();
	timers();
	processes();
	return 0;
}
