/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * rpm's database in a tree. That of rpm 4.16 and later is SQLite, and elfcheck-rpmdb reads it. The
 * older formats are only recognized. rpm(8) of this machine is not asked: it makes a new database
 * in the tree when it does not know the one that is there.
 */
#include "elfcheck/packages.h"
#include "elfcheck/slurp.h"

#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

enum {
	BDB_MAGIC_AT = 12,
	NO_HELPER = 127,
	MAX_ANSWER = 1024,
};

static const char helper_name[] = "elfcheck-rpmdb";

/* The helper beside this program (as it is built), or where it is installed. */
static void
find_helper(char *path, size_t cap)
{
	ssize_t n = readlink("/proc/self/exe", path, cap - sizeof(helper_name) - 1);

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n > 0) {
		memcpy(path + n, helper_name, sizeof(helper_name));
		if (access(path, X_OK) == 0)
			return;
	}
	(void)snprintf(path, cap, "%s/%s", EC_LIBEXECDIR, helper_name);
}

/* All that comes out of fd, up to cap - 1 bytes, without its last newline. */
static void
read_answer(int fd, char *answer, size_t cap)
{
	size_t len = 0;
	ssize_t n;

	while ((n = read(fd, answer + len, cap - 1 - len)) != 0)
		if (n > 0)
			len += (size_t)n;
		else if (errno != EINTR)
			break;
	answer[len] = '\0';
	answer[strcspn(answer, "\n")] = '\0';
}

/* Run the helper; its exit status, or NO_HELPER when it is not there, or -1 when it was killed. */
static int
ask(const char *question, const char *database, const char *what, char *answer, size_t cap)
{
	char helper[PATH_MAX + sizeof(helper_name)];
	char *argv[] = {helper, (char *)(uintptr_t)question, (char *)(uintptr_t)database,
	    (char *)(uintptr_t)what, NULL};
	char *const no_environment[] = {NULL};
	posix_spawn_file_actions_t actions;
	cleanup_fd int out = -1;
	cleanup_fd int in = -1;
	int status = 0;
	int ends[2];
	pid_t pid;
	int failed;

	answer[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) != 0)
		return NO_HELPER;
	in = ends[0];
	out = ends[1];
	find_helper(helper, sizeof(helper));
	failed = posix_spawn_file_actions_init(&actions);
	if (failed != 0)
		return NO_HELPER;
	(void)posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
	(void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	failed = posix_spawn(&pid, helper, &actions, NULL, argv, no_environment);
	(void)posix_spawn_file_actions_destroy(&actions);
	close_fd(&out);
	if (failed != 0)
		return NO_HELPER;
	read_answer(in, answer, cap);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
note(struct ec_replay *r, const char *text)
{
	if (r->package_note == NULL)
		r->package_note = text;
}

static bool
is_bdb(int fd)
{
	/* Berkeley DB's hash and btree files, in either byte order */
	static const unsigned char magics[][4] = {{0x61, 0x15, 0x06, 0}, {0, 0x06, 0x15, 0x61},
	    {0x62, 0x31, 0x05, 0}, {0, 0x05, 0x31, 0x62}};
	unsigned char magic[4];
	size_t got;

	if (slurp_at(fd, BDB_MAGIC_AT, magic, sizeof(magic), &got) != 0 || got < sizeof(magic))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (memcmp(magic, magics[i], sizeof(magic)) == 0)
			return true;
	return false;
}

/* Open a regular file of a directory of the tree. */
static bool
open_file(const struct ec_tree *t, const char *dir, const char *name, struct ec_hit *hit)
{
	const char *path = arena_printf(t->r->a, "%s/%s", dir, name);

	if (ec_view_open(&t->view, path, hit) != 0)
		return false;
	if (!S_ISREG(hit->st.st_mode)) {
		ec_hit_release(hit);
		return false;
	}
	if (hit->source == NULL) /* one tree, and it is "/" */
		hit->source = strdup(path);
	return hit->source != NULL;
}

static const char *
ask_sqlite(const struct ec_tree *t, const char *dir, const struct ec_hit *db, const char *question,
    const char *what)
{
	cleanup_hit struct ec_hit wal = EC_HIT_NONE;
	struct ec_replay *r = t->r;
	char answer[MAX_ANSWER];

	if (open_file(t, dir, "rpmdb.sqlite-wal", &wal) && wal.st.st_size > 0) {
		note(r, arena_printf(r->a,
			    "its package is unknown: %s has changes that are not in the database "
			    "yet (a package manager is at work, or was killed)",
			    wal.source));
		return NULL;
	}
	switch (ask(question, db->source, what, answer, sizeof(answer))) {
	case 0:
		return answer[0] == '\0' ? NULL : arena_strdup(r->a, answer);
	case 1:
		return NULL;
	case NO_HELPER:
		note(r, arena_printf(r->a,
			    "its package is unknown: rpm's database %s needs %s, which is not "
			    "installed (it is built where SQLite is)",
			    db->source, helper_name));
		return NULL;
	default:
		note(r, arena_printf(r->a,
			    "its package is unknown: rpm's database %s cannot be read: %s",
			    db->source, answer[0] == '\0' ? "reading was given up" : answer));
		return NULL;
	}
}

/* A database in dir: whether there is one, and then its answer in *package. */
static bool
ask_place(const struct ec_tree *t, const char *dir, const char *question, const char *what,
    const char **package)
{
	cleanup_hit struct ec_hit db = EC_HIT_NONE;
	const char *format = NULL;

	if (open_file(t, dir, "rpmdb.sqlite", &db)) {
		*package = ask_sqlite(t, dir, &db, question, what);
		return true;
	}
	if (open_file(t, dir, "Packages.db", &db))
		format = "ndb";
	else if (open_file(t, dir, "Packages", &db))
		format = is_bdb(db.fd) ? "Berkeley DB" : "of an unknown kind";
	if (format == NULL)
		return false;
	note(t->r, arena_printf(t->r->a,
		       "its package is unknown: rpm's database %s is not read: its format is %s",
		       db.source, format));
	return true;
}

const char *
ec_rpm_package(const struct ec_tree *t, const char *question, const char *what)
{
	static const char *const places[] = {"/usr/lib/sysimage/rpm", "/var/lib/rpm"};
	const char *package = NULL;

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (ask_place(t, places[i], question, what, &package))
			break;
	return package;
}
