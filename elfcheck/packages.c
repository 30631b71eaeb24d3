/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which package has a file or a library, by what the compat tree itself knows: dpkg's lists
 * (var/lib/dpkg/info/NAME.list), its shlibs and symbols files, apt's Contents where they lie there
 * uncompressed, rpm's database (packages_rpm.c). Never a guess, and never another tree's: the paths
 * are looked up inside of it.
 */
#include "elfcheck/packages.h"
#include "elfcheck/right.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>

enum {
	MAX_LINE = 8192,
	MAX_LIST = 64 << 20, /* bytes that a package's own file may have to be looked at */
	MAX_CONTENTS = 1 << 30, /* and a distribution's Contents */
};

bool
ec_tree_open(struct ec_replay *r, struct ec_tree *t)
{
	const struct tr_roots *roots = r->s->view.roots;
	const char *path = roots->path[roots->path[TR_C] != NULL ? TR_C : TR_R];
	const char *bad;

	t->r = r;
	if (path == NULL || tr_roots_open(&t->roots, NULL, path, &bad) != 0)
		return false;
	ec_view_init(&t->view, &t->roots, TR_VIEW);
	return true;
}

void
ec_tree_close(struct ec_tree *t)
{
	tr_roots_close(&t->roots);
}

static DIR *
open_dir(const struct ec_tree *t, const char *path)
{
	cleanup_hit struct ec_hit hit = EC_HIT_NONE;
	DIR *d;

	if (ec_view_open(&t->view, path, &hit) != 0 || !S_ISDIR(hit.st.st_mode))
		return NULL;
	d = fdopendir(hit.fd);
	if (d != NULL)
		(void)steal_fd(&hit.fd);
	return d;
}

/* A file that readdir(3) named: regular, no symlink out of the tree, and not larger than max. */
static FILE *
open_at(int dir, const char *name, off_t max)
{
	cleanup_fd int fd =
	    openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
	struct stat st;
	FILE *f;

	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > max)
		return NULL;
	f = fdopen(fd, "r");
	if (f != NULL)
		(void)steal_fd(&fd);
	return f;
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
	FILE *f = open_at(dir, name, MAX_LIST);
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
search_info(const struct ec_tree *t, const char *ending, line_fn *fits, const void *arg)
{
	struct ec_replay *r = t->r;
	DIR *d = open_dir(t, "/var/lib/dpkg/info");
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

/* The package of one spelling of a path. */
static const char *
package_of_spelling(const struct ec_tree *t, const char *path)
{
	const char *package = search_info(t, ".list", is_line, path);

	return package != NULL ? package : ec_rpm_package(t, "file", path);
}

const char *
ec_package_of_path(struct ec_replay *r, const char *path)
{
	const char *package;
	struct ec_tree t;

	if (path == NULL || !ec_tree_open(r, &t))
		return NULL;
	package = package_of_spelling(&t, path);
	if (package == NULL && strncmp(path, "/usr/lib", 8) == 0) /* merged /usr: as /lib/… */
		package = package_of_spelling(&t, path + 4);
	else if (package == NULL && strncmp(path, "/lib", 4) == 0)
		package = package_of_spelling(&t, arena_printf(r->a, "/usr%s", path));
	ec_tree_close(&t);
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
	FILE *f = open_at(dir, file, MAX_CONTENTS);
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
search_contents(const struct ec_tree *t, const char *soname)
{
	struct ec_replay *r = t->r;
	DIR *d = open_dir(t, "/var/lib/apt/lists");
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
	struct ec_tree t;

	if (!ec_tree_open(r, &t))
		return NULL;
	package = search_info(&t, ".symbols", is_symbols_line, soname);
	if (package == NULL && shlibs_key(r, soname) != NULL)
		package = search_info(&t, ".shlibs", is_shlibs_line, shlibs_key(r, soname));
	if (package == NULL)
		package = search_contents(&t, soname);
	if (package == NULL)
		package = ec_rpm_package(&t, "provides",
		    arena_printf(
			r->a, "%s()%s", soname, r->profile->elf_class == 2 ? "(64bit)" : ""));
	ec_tree_close(&t);
	return package;
}
