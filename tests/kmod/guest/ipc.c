/* SPDX-License-Identifier: BSD-2-Clause */
/* System V shared memory, semaphores and messages. Prints the same on every Linux ABI. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "say.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

static key_t
own_key(int n)
{
	return (key_t)(0x4c580000 + (getpid() & 0xfff) * 16 + n);
}

static void
shared_memory(void)
{
	struct shmid_ds ds;
	char *a, *b;
	int id, status;

	id = shmget(own_key(0), 10000, IPC_CREAT | IPC_EXCL | 0640);
	SAY("shmget", id >= 0, 0);
	result("again", shmget(own_key(0), 10000, IPC_CREAT | IPC_EXCL | 0640));
	SAY("found", shmget(own_key(0), 0, 0) == id, 0);
	result("too big", shmget(own_key(0), 20000, 0));
	result("not there", shmget(own_key(1), 10, 0));
	a = shmat(id, NULL, 0);
	b = shmat(id, NULL, SHM_RDONLY);
	memcpy(a, "written", sizeof("written"));
	SAY("seen", strcmp(b, "written"), a != b);
	if (fork() == 0) {
		memcpy(a + 100, "by a child", sizeof("by a child"));
		_exit(0);
	}
	wait(&status);
	SAY("child", strcmp(b + 100, "by a child"), status);
	SAY("stat", shmctl(id, IPC_STAT, &ds), ds.shm_segsz >= 10000); /* FreeBSD: whole pages */
	SAY("mode", ds.shm_perm.mode & 0777, (long)ds.shm_nattch);
	SAY("creator", ds.shm_cpid == getpid(), ds.shm_perm.cuid == geteuid());
	SAY("key", ds.shm_perm.__key == own_key(0), ds.shm_ctime > 0);
	ds.shm_perm.mode = 0600;
	SAY("set", shmctl(id, IPC_SET, &ds), 0);
	SAY("stat", shmctl(id, IPC_STAT, &ds), ds.shm_perm.mode & 0777);
	SAY("detach", shmdt(b), shmdt(a));
	result("detach again", shmdt(a));
	result("remove", shmctl(id, IPC_RMID, NULL));
	result("remove again", shmctl(id, IPC_RMID, NULL));
	result("no such command", shmctl(id, 99, &ds));
	result("attach", (long)shmat(id, NULL, 0));
}

static void
on_alarm(int sig)
{
	(void)sig;
}

static void
semaphores(void)
{
	struct sembuf down = {0, -1, 0}, up = {0, 1, 0}, undo = {1, 1, SEM_UNDO};
	struct sembuf try = {0, -1, IPC_NOWAIT}, zero = {0, 0, IPC_NOWAIT};
	struct timespec short_time = {0, 50000000};
	struct sigaction sa = {.sa_handler = on_alarm};
	unsigned short values[3];
	struct semid_ds ds;
	union semun u;
	int id, status;
	pid_t pid;

	id = semget(own_key(2), 3, IPC_CREAT | 0600);
	SAY("semget", id >= 0, 0);
	u.val = 2;
	SAY("setval", semctl(id, 0, SETVAL, u), semctl(id, 0, GETVAL));
	values[0] = 1;
	values[1] = 5;
	values[2] = 7;
	u.array = values;
	SAY("setall", semctl(id, 0, SETALL, u), 0);
	memset(values, 0, sizeof(values));
	SAY("getall", semctl(id, 0, GETALL, u), values[0] * 100 + values[1] * 10 + values[2]);
	SAY("down", semop(id, &down, 1), semctl(id, 0, GETVAL));
	result("would wait", semop(id, &try, 1));
	SAY("zero", semop(id, &zero, 1), 0);
	result("timed out", semtimedop(id, &down, 1, &short_time));
	SAY("pid", semctl(id, 0, GETPID) == getpid(), 0);
	pid = fork();
	if (pid == 0) {
		semop(id, &undo, 1);
		_exit(semctl(id, 1, GETVAL));
	}
	waitpid(pid, &status, 0);
	SAY("undone", WEXITSTATUS(status), semctl(id, 1, GETVAL));
	pid = fork();
	if (pid == 0)
		_exit(semop(id, &down, 1) == 0 ? 0 : 1);
	while (semctl(id, 0, GETNCNT) == 0)
		usleep(1000);
	SAY("waiters", semctl(id, 0, GETNCNT), semctl(id, 0, GETZCNT));
	semop(id, &up, 1);
	waitpid(pid, &status, 0);
	SAY("woken", WEXITSTATUS(status), 0);
	sigaction(SIGALRM, &sa, NULL);
	ualarm(50000, 50000); /* again and again: the first may come before the wait */
	result("interrupted", semop(id, &down, 1));
	ualarm(0, 0);
	u.buf = &ds;
	SAY("stat", semctl(id, 0, IPC_STAT, u), (long)ds.sem_nsems);
	SAY("mode", ds.sem_perm.mode & 0777, ds.sem_otime > 0);
	down.sem_num = 9;
	result("no such semaphore", semop(id, &down, 1));
	result("no such command", semctl(id, 0, 99));
	result("remove", semctl(id, 0, IPC_RMID));
	result("remove again", semctl(id, 0, IPC_RMID));
}

struct message {
	long type;
	char text[64];
};

static void
messages(void)
{
	struct message m = {3, "three"}, got;
	struct msqid_ds ds;
	int id;
	pid_t pid;

	id = msgget(own_key(3), IPC_CREAT | 0600);
	SAY("msgget", id >= 0, 0);
	result("send", msgsnd(id, &m, 6, 0));
	m.type = 1;
	memcpy(m.text, "one", sizeof("one"));
	result("send", msgsnd(id, &m, 4, 0));
	SAY("stat", msgctl(id, IPC_STAT, &ds), (long)ds.msg_qnum);
	SAY("bytes", (long)ds.__msg_cbytes, ds.msg_lspid == getpid());
	SAY("receive by type", msgrcv(id, &got, 64, 1, 0), strcmp(got.text, "one"));
	result("none of the type", msgrcv(id, &got, 64, 1, IPC_NOWAIT));
	result("too long", msgrcv(id, &got, 3, 0, 0));
	SAY("cut", msgrcv(id, &got, 3, 0, MSG_NOERROR), got.type);
	result("empty", msgrcv(id, &got, 64, 0, IPC_NOWAIT));
	m.type = 0;
	result("type 0", msgsnd(id, &m, 4, 0));
	m.type = 1;
	result("negative length", msgsnd(id, &m, (size_t)-1, 0));
	pid = fork();
	if (pid == 0) {
		usleep(50000);
		_exit(msgsnd(id, &m, 4, 0) == 0 ? 0 : 1);
	}
	SAY("waited", msgrcv(id, &got, 64, 0, 0), got.type);
	waitpid(pid, NULL, 0);
	result("no such command", msgctl(id, 99, &ds));
	result("remove", msgctl(id, IPC_RMID, NULL));
	result("gone", msgsnd(id, &m, 4, 0));
}

int
main(void)
{
	shared_memory();
	semaphores();
	messages();
	return 0;
}
