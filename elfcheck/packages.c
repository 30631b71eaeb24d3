/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which package has a file or a library, by what the compat tree itself knows: dpkg's lists
 * (var/lib/dpkg/info/NAME.list), its shlibs and symbols files, apt's Contents where they lie there
 * uncompressed, rpm's database (through rpm(8), where the host has it). Never a guess.
 */
#include "elfcheck/right.h"

#include <ctype.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

enum {
	MAX_LINE = 8192,
};

/* The tree whose databases count: compat, or the only one. */
static int
tree_fd(const struct ec_replay *r)
{
	const struct tr_roots *roots = r->s->view.roots;

	return roots->top.fd[roots->path[TR_C] != NULL ? TR_C : TR_R];
}

static const char *
tree_path(const struct ec_replay *r)
{
	const struct tr_roots *roots = r->s->view.roots;

	return roots->path[roots->path[TR_C] != NULL ? TR_C : TR_R];
}

static FILE *
open_at(int dir, const char *name)
{
	int fd = dir < 0 ? -1 : openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");

	if (f == NULL && fd >= 0)
		(void)close(fd);
	return f;
}

static DIR *
open_dir_at(int dir, const char *name)
{
	int fd = dir < 0 ? -1 : openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (d == NULL && fd >= 0)
		(void)close(fd);
	return d;
}

/* "libx11-6:amd64.list" without the architecture and the ending. */
static const char *
package_name(struct ec_replay *r, const char *file)
{
	return arena_strndup(r->a, file, strcspn(file, ":"));
}

typedef bool line_fn(const char *line, const void *arg);

static bool
has_line(int dir, const char *name, line_fn *fits, const void *arg)
{
	FILE *f = open_at(dir, name);
	char line[MAX_LINE];
	bool found = false;

	if (f == NULL)
		return false;
	while (!found && fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		found = fits(line, arg);
	}
	(void)fclose(f);
	return found;
}

/* The package whose info file of that ending has a line that fits. */
static const char *
search_info(struct ec_replay *r, const char *ending, line_fn *fits, const void *arg)
{
	DIR *d = open_dir_at(tree_fd(r), "var/lib/dpkg/info");
	const char *package = NULL;
	struct dirent *e;

	while (d != NULL && package == NULL && (e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);
		size_t end = strlen(ending);

		if (len > end && strcmp(e->d_name + len - end, ending) == 0 &&
		    has_line(dirfd(d), e->d_name, fits, arg))
			package = package_name(r, arena_strndup(r->a, e->d_name, len - end));
	}
	if (d != NULL)
		(void)closedir(d);
	return package;
}

static bool
is_line(const char *line, const void *arg)
{
	return strcmp(line, arg) == 0;
}

/* A line of a symbols file: "libX11.so.6 libx11-6 #MINVER#" starts a library. */
static bool
is_symbols_line(const char *line, const void *arg)
{
	size_t len = strlen(arg);

	return strncmp(line, arg, len) == 0 && line[len] == ' ';
}

/* A line of a shlibs file: "libX11 6 libx11-6 (>= …)"; arg is "libX11 6 ". */
static bool
is_shlibs_line(const char *line, const void *arg)
{
	return strncmp(line, arg, strlen(arg)) == 0;
}

/* "libX11 6 " for "libX11.so.6"; NULL for names of another form. */
static const char *
shlibs_key(struct ec_replay *r, const char *soname)
{
	const char *dot = strstr(soname, ".so.");

	return dot == NULL ? NULL
			   : arena_printf(r->a, "%.*s %s ", (int)(dot - soname), soname, dot + 4);
}

/* What a command prints first, or NULL when it fails or is not there. */
static const char *
first_line_of(struct ec_replay *r, char *const *argv)
{
	posix_spawn_file_actions_t actions;
	char line[256] = "";
	int status = -1;
	int ends[2];
	ssize_t n = 0;
	pid_t pid;
	int failed;

	if (pipe(ends) != 0)
		return NULL;
	(void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	failed = posix_spawn_file_actions_init(&actions);
	if (failed == 0) {
		(void)posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
		(void)posix_spawn_file_actions_addclose(&actions, ends[1]);
		(void)posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
		failed = posix_spawnp(&pid, argv[0], &actions, NULL, argv, NULL);
		(void)posix_spawn_file_actions_destroy(&actions);
	}
	(void)close(ends[1]);
	if (failed == 0) {
		n = read(ends[0], line, sizeof(line) - 1);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	(void)close(ends[0]);
	if (n <= 0 || status != 0)
		return NULL;
	line[n] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return line[0] == '\0' ? NULL : arena_strdup(r->a, line);
}

static const char *
ask_rpm(struct ec_replay *r, const char *question, const char *what)
{
	static const char *const places[] = {"var/lib/rpm", "usr/lib/sysimage/rpm"};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		const char *db = arena_printf(r->a, "%s/%s", tree_path(r), places[i]);
		char *argv[] = {arena_strdup(r->a, "rpm"), arena_strdup(r->a, "--dbpath"),
		    arena_strdup(r->a, db), arena_strdup(r->a, question), arena_strdup(r->a, what),
		    arena_strdup(r->a, "--qf"), arena_strdup(r->a, "%{NAME}\n"), NULL};
		const char *answer;

		if (faccessat(tree_fd(r), places[i], F_OK, 0) != 0)
			continue;
		answer = first_line_of(r, argv);
		if (answer != NULL)
			return answer;
	}
	return NULL;
}

const char *
ec_package_of_path(struct ec_replay *r, const char *path)
{
	const char *package;

	if (path == NULL || faccessat(tree_fd(r), "var/lib", F_OK, 0) != 0)
		return NULL;
	package = search_info(r, ".list", is_line, path);
	if (package == NULL && strncmp(path, "/usr/", 5) == 0) /* merged /usr: listed as /lib/… */
		package = search_info(r, ".list", is_line, path + 4);
	else if (package == NULL && strncmp(path, "/lib", 4) == 0)
		package = search_info(r, ".list", is_line, arena_printf(r->a, "/usr%s", path));
	if (package == NULL)
		package = ask_rpm(r, "-qf", path);
	return package;
}

/* The package of a line of apt's Contents that has soname as a file's name; NULL: another line. */
static const char *
contents_package(struct ec_replay *r, const char *soname, char *line)
{
	char *at = strstr(line, soname);
	char *name;

	if (at == NULL || at == line || at[-1] != '/' ||
	    !isspace((unsigned char)at[strlen(soname)]))
		return NULL;
	name = at + strlen(soname);
	name += strspn(name, " \t");
	name[strcspn(name, ",\n")] = '\0';
	at = strrchr(name, '/');
	return arena_strdup(r->a, at == NULL ? name : at + 1);
}

/* One Contents file: "usr/lib/…/libX11.so.6    libs/libx11-6,…". */
static const char *
contents_file(struct ec_replay *r, int dir, const char *file, const char *soname)
{
	FILE *f = open_at(dir, file);
	const char *package = NULL;
	char line[MAX_LINE];

	if (f == NULL)
		return NULL;
	while (package == NULL && fgets(line, sizeof(line), f) != NULL)
		package = contents_package(r, soname, line);
	(void)fclose(f);
	return package;
}

static const char *
search_contents(struct ec_replay *r, const char *soname)
{
	DIR *d = open_dir_at(tree_fd(r), "var/lib/apt/lists");
	const char *package = NULL;
	struct dirent *e;

	while (d != NULL && package == NULL && (e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);

		/* (those that are compressed end in .lz4 or .gz) */
		if (strstr(e->d_name, "Contents") != NULL &&
		    (len <= 3 || strchr(e->d_name + len - 4, '.') == NULL))
			package = contents_file(r, dirfd(d), e->d_name, soname);
	}
	if (d != NULL)
		(void)closedir(d);
	return package;
}

const char *
ec_package_of_soname(struct ec_replay *r, const char *soname)
{
	const char *package;

	if (faccessat(tree_fd(r), "var/lib", F_OK, 0) != 0)
		return NULL;
	package = search_info(r, ".symbols", is_symbols_line, soname);
	if (package == NULL && shlibs_key(r, soname) != NULL)
		package = search_info(r, ".shlibs", is_shlibs_line, shlibs_key(r, soname));
	if (package == NULL)
		package = search_contents(r, soname);
	if (package == NULL)
		package = ask_rpm(r, "--whatprovides",
		    arena_printf(
			r->a, "%s()%s", soname, r->profile->elf_class == 2 ? "(64bit)" : ""));
	return package;
}
