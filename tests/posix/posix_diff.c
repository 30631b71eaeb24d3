/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * posix_diff [-qr] [-p PAIRDIR] [-c CASE] [-v] PLAIN VIEW
 *
 * Runs each case in a new directory below PLAIN and below VIEW and compares the two records line by
 * line. -p: the case directory is made in PAIRDIR too, the root layer's side, so that it is a pair.
 * -q: without the large enumerations. -r: the read-only cases: PLAIN and VIEW hold the same
 * prepared tree, mounted read-only. A difference that is known is listed in known[] with its
 * reason, and is counted apart.
 */
#include "tests/posix/rec.h"

#include <signal.h>
#include <sys/wait.h>

static const struct posix_case *const writable[] = {cases_perm, cases_names, cases_open,
    cases_rename, cases_times, cases_data, cases_locks, cases_dirs, cases_xattr, cases_special};
static const struct posix_case *const readonly[] = {cases_readonly};

/* Differences that cannot be avoided on this system: part of the line, and why. */
struct known {
	const char *name; /* of the case */
	const char *line; /* begins so */
	const char *why;
	unsigned seen;
};
static struct known known[] = {
    {"open-tmpfile", "open(\"d\", O_TMPFILE",
	"libfuse up to 3.16 does not pass FUSE_TMPFILE on: EOPNOTSUPP, and programs fall back", 0},
    {NULL, NULL, NULL, 0},
};

enum {
	CASE_SECONDS = 120,
};

struct run {
	const char *plain, *view, *pair, *only;
	bool verbose, readonly, quick;
	unsigned long same, differ, accepted, cases;
};

static void
child(const struct posix_case *c, const char *dir, const char *record)
{
	int fd = open(record, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);

	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0 || chdir(dir) != 0) {
		perror(dir);
		_exit(97);
	}
	(void)close(fd);
	(void)umask(0);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)alarm(CASE_SECONDS);
	c->run();
	_exit(0);
}

static int
run_in(const struct posix_case *c, const char *dir, const char *record)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		child(c, dir, record);
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("fork");
		exit(2);
	}
	return status;
}

static bool
is_known(const char *name, const char *text)
{
	for (struct known *k = known; k->name != NULL; k++)
		if (strcmp(k->name, name) == 0 && strncmp(text, k->line, strlen(k->line)) == 0) {
			k->seen++;
			return true;
		}
	return false;
}

/* The two records, read in step: a note starts a block on both sides. */
struct record {
	FILE *file;
	char line[4096];
	bool pending; /* line holds a line that is not yet used */
	bool end;
};

static void
peek(struct record *rec)
{
	if (!rec->pending)
		rec->end = fgets(rec->line, sizeof(rec->line), rec->file) == NULL;
	rec->pending = !rec->end;
}

/* The next line of the current block, or NULL at its end. */
static const char *
next_in_block(struct record *rec)
{
	peek(rec);
	if (rec->end || rec->line[0] == '#')
		return NULL;
	rec->pending = false;
	return rec->line;
}

static void
tell_difference(struct run *r, const struct posix_case *c, const char *where, const char *a,
    const char *b, unsigned long bad)
{
	if (bad > 12 && !r->verbose)
		return;
	(void)printf("# %s: %s#   plain: %s#   view:  %s", c->name, where,
	    a != NULL ? a : "(nothing)\n", b != NULL ? b : "(nothing)\n");
}

/*
 * One block: line by line while both go on. Once a call has succeeded on one side only, what
 * follows it there has no partner; that is one difference, and the next block starts afresh.
 */
static unsigned long
compare_block(struct run *r, const struct posix_case *c, struct record *a, struct record *b,
    const char *where, unsigned long bad)
{
	unsigned long before = bad;

	for (;;) {
		const char *la = next_in_block(a), *lb = next_in_block(b);

		if (la == NULL && lb == NULL)
			break;
		if (la != NULL && lb != NULL && strcmp(la, lb) == 0) {
			bad += strncmp(la, "FATAL", 5) == 0;
			r->same++;
			continue;
		}
		if (is_known(c->name, la != NULL ? la : lb)) {
			r->accepted++;
			break;
		}
		tell_difference(r, c, where, la, lb, ++bad);
		if (la == NULL || lb == NULL || strcspn(la, "=") != strcspn(lb, "=") ||
		    strncmp(la, lb, strcspn(la, "=")) != 0)
			break;
	}
	while (next_in_block(a) != NULL || next_in_block(b) != NULL)
		continue;
	return bad - before;
}

static void
compare(struct run *r, const struct posix_case *c, const char *a, const char *b)
{
	struct record ra = {.file = fopen(a, "re")}, rb = {.file = fopen(b, "re")};
	char where[4096] = "\n";
	unsigned long bad = 0, lines = r->same;

	if (ra.file == NULL || rb.file == NULL) {
		perror("record");
		exit(2);
	}
	for (;;) {
		bad += compare_block(r, c, &ra, &rb, where, bad);
		if (ra.end && rb.end)
			break;
		if (ra.end || rb.end || strcmp(ra.line, rb.line) != 0) {
			tell_difference(
			    r, c, where, ra.end ? NULL : ra.line, rb.end ? NULL : rb.line, ++bad);
			break;
		}
		(void)memcpy(where, ra.line, sizeof(where));
		ra.pending = rb.pending = false;
	}
	(void)fclose(ra.file);
	(void)fclose(rb.file);
	r->differ += bad;
	r->cases++;
	(void)printf("%sok %lu - %s (%lu lines the same%s)\n", bad == 0 ? "" : "not ", r->cases,
	    c->name, r->same - lines, bad == 0 ? "" : ", differences");
	(void)fflush(stdout);
}

static void
make_case_dir(const char *parent, const char *name, char *out, size_t size)
{
	(void)snprintf(out, size, "%s/%s", parent, name);
	if (mkdir(out, 0755) != 0 || chmod(out, 0755) != 0) {
		perror(out);
		exit(2);
	}
}

static void
one_case(struct run *r, const struct posix_case *c)
{
	char a[PATH_MAX], b[PATH_MAX], p[PATH_MAX];
	char ra[] = "/tmp/posix_diff.XXXXXX", rb[] = "/tmp/posix_diff.XXXXXX";
	int status[2], fd[2] = {mkstemp(ra), mkstemp(rb)};

	(void)close(fd[0]);
	(void)close(fd[1]);
	if (r->readonly) {
		(void)snprintf(a, sizeof(a), "%s", r->plain);
		(void)snprintf(b, sizeof(b), "%s", r->view);
	} else {
		make_case_dir(r->plain, c->name, a, sizeof(a));
		make_case_dir(r->view, c->name, b, sizeof(b));
		if (r->pair != NULL)
			make_case_dir(r->pair, c->name, p, sizeof(p));
	}
	status[0] = run_in(c, a, ra);
	status[1] = run_in(c, b, rb);
	compare(r, c, ra, rb);
	if (status[0] != 0 || status[1] != 0) {
		(void)printf("# %s: ended with status %x on the plain side, %x in the view\n",
		    c->name, (unsigned)status[0], (unsigned)status[1]);
		r->differ++;
	}
	(void)unlink(ra);
	(void)unlink(rb);
}

/* The large enumerations, of which one layer is like another. */
static bool
is_long(const char *name)
{
	static const char *const longs[] = {"perm-dir-matrix", "perm-file-matrix", "perm-sticky",
	    "perm-chmod", "perm-chown", "perm-kill-suid", "open-matrix", "rename-matrix"};

	for (size_t i = 0; i < ARRAY_LEN(longs); i++)
		if (strcmp(longs[i], name) == 0)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	struct run r = {.plain = NULL};
	const struct posix_case *const *sets = writable;
	size_t n = ARRAY_LEN(writable);
	int opt;

	while ((opt = getopt(argc, argv, "qrp:c:v")) != -1) {
		switch (opt) {
		case 'r':
			r.readonly = true;
			sets = readonly;
			n = ARRAY_LEN(readonly);
			break;
		case 'q':
			r.quick = true;
			break;
		case 'p':
			r.pair = optarg;
			break;
		case 'c':
			r.only = optarg;
			break;
		case 'v':
			r.verbose = true;
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 2) {
		(void)fprintf(
		    stderr, "usage: posix_diff [-rv] [-p PAIRDIR] [-c CASE] PLAIN VIEW\n");
		return 2;
	}
	r.plain = argv[optind];
	r.view = argv[optind + 1];
	for (size_t i = 0; i < n; i++)
		for (const struct posix_case *c = sets[i]; c->name != NULL; c++)
			if ((r.only == NULL || strcmp(r.only, c->name) == 0) &&
			    !(r.quick && is_long(c->name)))
				one_case(&r, c);
	(void)printf("1..%lu\n", r.cases);
	(void)printf("# %lu lines the same, %lu known differences\n", r.same, r.accepted);
	(void)printf("%lu passed, %lu failed\n", r.same, r.differ);
	return r.differ == 0 ? 0 : 1;
}
