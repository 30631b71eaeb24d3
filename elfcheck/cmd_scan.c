/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * elfcheck scan: every ELF file below directories, with its brand.
 *
 * Of a file that is no ELF, 64 bytes are read and nothing more is asked; an ELF file costs one read
 * of its first page in most cases. All the evidence is gathered only for what will be flagged.
 */
#include "elfcheck/brand.h"
#include "elfcheck/cli.h"
#include "elfcheck/walk.h"

#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <strings.h>

enum {
	PROBE = 64
};

struct scan {
	bool json;
	bool quiet;
	bool progress;
	enum ec_brand expect;
	atomic_ullong files;
	atomic_ullong elfs;
	atomic_ullong foreign;
	atomic_ullong undecided;
	atomic_ullong errors;
	pthread_mutex_t lock; /* of the output, and of what follows */
	bool shown; /* the progress line is on the terminal */
};

enum flag {
	FLAG_NONE,
	FLAG_FOREIGN,
	FLAG_UNDECIDED
};

static const char *const flag_names[] = {
    [FLAG_NONE] = "expected",
    [FLAG_FOREIGN] = "foreign",
    [FLAG_UNDECIDED] = "undecided",
};

/* Under lock. */
static void
hide_progress(struct scan *s)
{
	if (s->shown)
		(void)fputs("\r\033[K", stderr);
	s->shown = false;
}

static void
on_tick(void *arg)
{
	struct scan *s = arg;

	if (!s->progress)
		return;
	(void)pthread_mutex_lock(&s->lock);
	(void)fprintf(stderr, "\r%llu files, %llu ELF, %llu foreign, %llu undecided\033[K",
	    atomic_load(&s->files), atomic_load(&s->elfs), atomic_load(&s->foreign),
	    atomic_load(&s->undecided));
	(void)fflush(stderr);
	s->shown = true;
	(void)pthread_mutex_unlock(&s->lock);
}

static void
on_error(void *arg, const char *path, errnum err)
{
	struct scan *s = arg;

	(void)atomic_fetch_add(&s->errors, 1);
	(void)pthread_mutex_lock(&s->lock);
	hide_progress(s);
	cli_warn(path, err);
	(void)pthread_mutex_unlock(&s->lock);
}

/* What a file that is no program and no library lacks is no cause for alarm: a relocatable object
 * carries a brand by chance only. */
static enum flag
judge(const struct scan *s, const struct ec_reader *r, enum ec_brand brand)
{
	if (ec_is_foreign(brand, s->expect))
		return FLAG_FOREIGN;
	if (brand == EC_UNKNOWN &&
	    (!r->head.decoded || r->head.type == EC_ET_EXEC || r->head.type == EC_ET_DYN) &&
	    r->head.machine != EC_EM_BPF)
		return FLAG_UNDECIDED;
	return FLAG_NONE;
}

static void
print_json(const char *path, const struct ec_reader *r, const struct ec_evidence *e, enum flag flag)
{
	const char *machine = ec_machine_name(r->head.machine);
	const char *type = ec_type_name(r->head.type);
	struct json j;

	json_begin(&j, stdout);
	json_string(&j, "file", path);
	json_string(&j, "brand", ec_brand_name(e->brand));
	json_string(&j, "by", ec_by_name(e->by));
	json_string(&j, "status", flag_names[flag]);
	json_string(&j, "machine", machine);
	json_string(&j, "type", type);
	json_array_begin(&j, "evidence");
	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++) {
		if (e->rung[i].brand == EC_UNKNOWN)
			continue;
		json_object_begin(&j, NULL);
		json_string(&j, "by", ec_by_name((enum ec_by)i));
		json_string(&j, "brand", ec_brand_name(e->rung[i].brand));
		json_string(&j, "detail", e->rung[i].detail);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_end(&j);
}

/* What there is in place of evidence. */
static void
print_undecided(struct ec_reader *r)
{
	const char *machine = ec_machine_name(r->head.machine);
	const char *type = ec_type_name(r->head.type);
	struct ec_dyn dyn;
	char name[64];
	uint64_t tag;
	uint64_t val;

	(void)printf(": UNDECIDED: nothing in the file tells a system (%s %s, OS ABI %u",
	    machine != NULL ? machine : "unknown machine", type != NULL ? type : "file",
	    r->page[ECE_OSABI]);
	if (ec_dyn_read(r, &dyn))
		for (uint32_t i = 0, n = 0; i < dyn.count && ec_dyn_at(r, &dyn, i, &tag, &val); i++)
			if (tag == EC_DT_NEEDED && n++ < 3 &&
			    ec_dyn_string(r, &dyn, val, name, sizeof(name))) {
				(void)fputs(n == 1 ? ", needs " : " ", stdout);
				put_shown(stdout, name);
			}
	(void)puts(")");
}

static void
print_text(const char *path, struct ec_reader *r, const struct ec_evidence *e, enum flag flag)
{
	put_shown(stdout, path);
	switch (flag) {
	case FLAG_NONE:
		(void)printf(": %s (%s)\n", ec_brand_name(e->brand), ec_by_name(e->by));
		break;
	case FLAG_UNDECIDED:
		print_undecided(r);
		break;
	case FLAG_FOREIGN:
		(void)printf(": FOREIGN, %s", ec_brand_name(e->brand));
		for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++)
			if (e->rung[i].brand != EC_UNKNOWN)
				(void)printf("%s%s%s", i == (int)e->by ? ": " : "; ",
				    ec_brands_clash(e->brand, e->rung[i].brand) ? "BUT " : "",
				    e->rung[i].detail);
		(void)putchar('\n');
		break;
	}
}

static void
report(struct scan *s, const char *dir, const char *name, struct ec_reader *r,
    struct ec_evidence *e, enum flag flag)
{
	cleanup_free char *path = walk_path(dir, name);

	if (path == NULL) {
		on_error(s, name, ENOMEM);
		return;
	}
	(void)pthread_mutex_lock(&s->lock);
	hide_progress(s);
	if (s->json)
		print_json(path, r, e, flag);
	else
		print_text(path, r, e, flag);
	(void)pthread_mutex_unlock(&s->lock);
}

static void
file_error(struct scan *s, const char *dir, const char *name, errnum err)
{
	cleanup_free char *path = walk_path(dir, name);

	on_error(s, path != NULL ? path : name, err);
}

static void
on_file(void *arg, int dirfd, const char *dir, const char *name)
{
	static const uint8_t magic[4] = {0x7f, 'E', 'L', 'F'};
	struct scan *s = arg;
	bool root = dirfd == AT_FDCWD;
	cleanup_fd int fd = openat(
	    dirfd, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (root ? 0 : O_NOFOLLOW));
	struct ec_evidence e = {.brand = EC_UNKNOWN};
	struct ec_reader r;
	uint8_t probe[PROBE];
	ssize_t n;
	enum flag flag;
	errnum err;

	(void)atomic_fetch_add_explicit(&s->files, 1, memory_order_relaxed);
	if (fd < 0) {
		err = last_error();
		if (root || (err != ENOENT && err != ELOOP && err != EMLINK && err != ENXIO))
			file_error(s, dir, name, err);
		return;
	}
	n = read(fd, probe, sizeof(probe));
	if (n < 0) {
		file_error(s, dir, name, last_error());
		return;
	}
	if ((size_t)n < sizeof(magic) || memcmp(probe, magic, sizeof(magic)) != 0)
		return;
	err = ec_open(&r, fd);
	if (err == ENOEXEC)
		return; /* changed in between */
	if (err == 0) {
		ec_brand_decide(&r, &e.brand, &e.by);
		err = r.error;
	}
	if (err != 0) {
		file_error(s, dir, name, err);
		return;
	}
	(void)atomic_fetch_add_explicit(&s->elfs, 1, memory_order_relaxed);
	flag = judge(s, &r, e.brand);
	if (flag == FLAG_FOREIGN)
		(void)atomic_fetch_add(&s->foreign, 1);
	if (flag == FLAG_UNDECIDED)
		(void)atomic_fetch_add(&s->undecided, 1);
	if (flag == FLAG_NONE && s->quiet)
		return;
	if (flag == FLAG_FOREIGN)
		ec_brand_evidence(&r, &e);
	report(s, dir, name, &r, &e, flag);
}

static bool
parse_jobs(const char *arg, unsigned *jobs)
{
	char *end;
	unsigned long n = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end != '\0' || n > 1024)
		return false;
	*jobs = (unsigned)n;
	return true;
}

static bool
parse_brand(const char *arg, enum ec_brand *brand)
{
	for (int i = EC_LINUX; i <= EC_ANDROID; i++)
		if (strcasecmp(arg, ec_brand_name((enum ec_brand)i)) == 0) {
			*brand = (enum ec_brand)i;
			return true;
		}
	return false;
}

static int
run_scan(int argc, char **argv)
{
	static const struct option longs[] = {
	    {"json", no_argument, NULL, 'J'},
	    {"expect", required_argument, NULL, 'e'},
	    {"jobs", required_argument, NULL, 'j'},
	    {"quiet", no_argument, NULL, 'q'},
	    {"one-file-system", no_argument, NULL, 'x'},
	    {NULL, 0, NULL, 0},
	};
	static const struct walk_ops ops = {.file = on_file, .error = on_error, .tick = on_tick};
	struct walk_options walk = {0};
	struct scan s = {.expect = EC_LINUX, .lock = PTHREAD_MUTEX_INITIALIZER};
	errnum err;
	int c;

	while ((c = getopt_long(argc, argv, "j:e:qx", longs, NULL)) != -1)
		switch (c) {
		case 'J':
			s.json = true;
			break;
		case 'e':
			if (!parse_brand(optarg, &s.expect)) {
				cli_warnx("--expect=%s: no such brand", optarg);
				return CLI_FAILED;
			}
			break;
		case 'j':
			if (!parse_jobs(optarg, &walk.jobs)) {
				cli_warnx("-j %s: want a number up to 1024", optarg);
				return CLI_FAILED;
			}
			break;
		case 'q':
			s.quiet = true;
			break;
		case 'x':
			walk.one_fs = true;
			break;
		default:
			return cli_usage(&cmd_scan);
		}
	if (optind >= argc)
		return cli_usage(&cmd_scan);
	s.progress = isatty(STDERR_FILENO) == 1;
	err = walk_trees(&walk, argv + optind, (size_t)(argc - optind), &ops, &s);
	hide_progress(&s);
	if (err != 0) {
		cli_warnx("no thread could be started: %s", strerror(err));
		return CLI_FAILED;
	}
	if (!s.json)
		(void)printf("%llu files, %llu ELF, %llu foreign, %llu undecided\n", s.files,
		    s.elfs, s.foreign, s.undecided);
	if (s.errors != 0)
		return CLI_FAILED;
	return s.foreign != 0 ? CLI_WRONG : CLI_FINE;
}

const struct cli_command cmd_scan = {
    .name = "scan",
    .args = "[--json] [-qx] [-j N] [--expect=BRAND] DIR...",
    .summary = "every ELF file below, with its brand; foreign ones flagged",
    .options = "  --expect=BRAND  the brand that is not foreign (linux)\n"
	       "  -q, --quiet     only foreign and undecided files\n"
	       "  -j, --jobs=N    threads (as many as there are processors)\n"
	       "  -x, --one-file-system\n"
	       "                  do not enter other file systems\n"
	       "  --json          one JSON object a file\n",
    .run = run_scan,
};
