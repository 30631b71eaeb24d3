/* SPDX-License-Identifier: BSD-2-Clause */
/* elfcheck id: the brand of each file, by which evidence, and what kernel and loaders say of it. */
#include "elfcheck/cmd_id.h"

#include <getopt.h>
#include <string.h>
#include <sys/stat.h>

/* Two reads of one file are compared by this. */
static bool
same_state(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_mtime == b->st_mtime &&
	       a->st_ctime == b->st_ctime && a->st_ino == b->st_ino;
}

static errnum
examine_once(int fd, const struct id_options *opt, struct id_answer *a)
{
	struct ec_reader r;
	struct ec_note_iter it;
	struct ec_note note;
	errnum err = ec_open(&r, fd);

	if (err != 0)
		return err;
	err = ec_obj_read(fd, &a->obj);
	if (err != 0)
		return err;
	ec_brand_evidence(&r, &a->evidence);
	if (a->evidence.brand == EC_UNKNOWN && opt->fallback >= 0) {
		a->evidence.brand = ec_brand_of_osabi((uint8_t)opt->fallback);
		a->evidence.by = EC_BY_FALLBACK;
	}
	ec_kernel_judge(&r, opt->kernel, opt->fallback, &a->kernel);
	ec_kernel_judge(&r, opt->kernel == EC_KERNEL_15_0 ? EC_KERNEL_MAIN : EC_KERNEL_15_0,
	    opt->fallback, &a->other);
	a->glibc = ec_glibc_judge(a->obj);
	a->musl = ec_musl_judge(a->obj);
	ec_note_begin(&it);
	while (a->nnotes < ARRAY_LEN(a->notes) && ec_note_next(&r, &it, &note))
		ec_note_words(&r, &note, a->notes[a->nnotes++], sizeof(a->notes[0]));
	return r.error;
}

/* A file that changes under the reader is read again; one that never rests is an error. */
static errnum
examine(int fd, const struct id_options *opt, struct id_answer *a)
{
	for (unsigned tries = 0; tries < 3; tries++) {
		struct stat before;
		struct stat after;
		errnum err;

		*a = (struct id_answer){0};
		if (fstat(fd, &before) != 0)
			return last_error();
		err = examine_once(fd, opt, a);
		if (err == 0 && fstat(fd, &after) != 0)
			err = last_error();
		if (err == 0 && same_state(&before, &after))
			return 0;
		ec_obj_free(a->obj);
		a->obj = NULL;
		if (err != 0)
			return err;
	}
	return ESTALE;
}

static void
print_failure(const char *path, const struct id_options *opt, const char *cause)
{
	struct json j;

	cli_warnx("%s: %s", path, cause);
	if (!opt->json)
		return;
	json_begin(&j, stdout);
	json_string(&j, "file", path);
	json_string(&j, "error", cause);
	json_end(&j);
}

static int
id_file(const char *path, const struct id_options *opt)
{
	cleanup_fd int fd = -1;
	struct id_answer a = {0};
	errnum err = cli_open(path, &fd);

	if (err == 0)
		err = examine(fd, opt, &a);
	if (err == ENOEXEC) {
		print_failure(path, opt, "not an ELF file");
		return CLI_WRONG;
	}
	if (err != 0) {
		print_failure(path, opt,
		    err == ESTALE   ? "changes while it is read"
		    : err == ESPIPE ? "a pipe, socket or terminal, not a file"
				    : strerror(err));
		return CLI_FAILED;
	}
	if (opt->json)
		id_print_json(path, opt, &a);
	else
		id_print_text(path, opt, &a);
	ec_obj_free(a.obj);
	return CLI_FINE;
}

static bool
parse_kernel(const char *arg, enum ec_kernel *kernel)
{
	static const struct {
		const char *name;
		enum ec_kernel kernel;
	} names[] = {{"12", EC_KERNEL_14}, {"13", EC_KERNEL_14}, {"14", EC_KERNEL_14},
	    {"15.0", EC_KERNEL_15_0}, {"main", EC_KERNEL_MAIN}, {"stock", EC_KERNEL_MAIN}};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(arg, names[i].name) == 0) {
			*kernel = names[i].kernel;
			return true;
		}
	return false;
}

static bool
parse_fallback(const char *arg, int *fallback)
{
	char *end;
	long n;

	if (strcmp(arg, "linux") == 0) {
		*fallback = EC_OSABI_GNU;
		return true;
	}
	if (strcmp(arg, "freebsd") == 0) {
		*fallback = EC_OSABI_FREEBSD;
		return true;
	}
	n = strtol(arg, &end, 10);
	if (*arg == '\0' || *end != '\0' || n < -1 || n > UINT8_MAX)
		return false;
	*fallback = (int)n;
	return true;
}

static int
run_id(int argc, char **argv)
{
	static const struct option longs[] = {
	    {"json", no_argument, NULL, 'j'},
	    {"kernel", required_argument, NULL, 'k'},
	    {"fallback", required_argument, NULL, 'f'},
	    {NULL, 0, NULL, 0},
	};
	struct id_options opt = {.kernel = EC_KERNEL_MAIN, .fallback = -1};
	int status = CLI_FINE;
	int c;

	while ((c = getopt_long(argc, argv, "j", longs, NULL)) != -1)
		switch (c) {
		case 'j':
			opt.json = true;
			break;
		case 'k':
			if (!parse_kernel(optarg, &opt.kernel)) {
				cli_warnx(
				    "--kernel=%s: want 12, 13, 14, 15.0, main or stock", optarg);
				return CLI_FAILED;
			}
			break;
		case 'f':
			if (!parse_fallback(optarg, &opt.fallback)) {
				cli_warnx(
				    "--fallback=%s: want linux, freebsd or -1 to 255", optarg);
				return CLI_FAILED;
			}
			break;
		default:
			return cli_usage(&cmd_id);
		}
	if (optind >= argc)
		return cli_usage(&cmd_id);
	for (int i = optind; i < argc; i++) {
		int s = id_file(argv[i], &opt);

		if (s > status)
			status = s;
	}
	return status;
}

const struct cli_command cmd_id = {
    .name = "id",
    .args = "[--json] [--kernel=VERSION] [--fallback=BRAND] FILE...",
    .summary = "the brand of each file, by which evidence, and who would take it",
    .options = "  --json            one JSON object a file\n"
	       "  --kernel=VERSION  which FreeBSD kernel judges: 12, 13, 14, 15.0, main or stock "
	       "(main)\n"
	       "  --fallback=BRAND  as if kern.elf64.fallback_brand were set: linux, freebsd or a "
	       "number\n",
    .run = run_id,
};
