/* SPDX-License-Identifier: BSD-2-Clause */
/* elfcheck id: the brand of each file, by which evidence, and what kernel and loaders say of it. */
#include "elfcheck/brand.h"
#include "elfcheck/cli.h"
#include "elfcheck/verdict.h"

#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

struct options {
	bool json;
	enum ec_kernel kernel;
	int fallback; /* as the sysctl has it: an EI_OSABI value, or -1 */
};

/* All that is said about one file. */
struct answer {
	struct ec_obj *obj;
	struct ec_evidence evidence;
	struct ec_kernel_verdict kernel;
	struct ec_kernel_verdict other; /* of the kernel with the other rule for notes */
	const char *glibc;
	const char *musl;
	char notes[16][64];
	size_t nnotes;
};

static const char *const kernel_names[] = {
    [EC_KERNEL_14] = "14",
    [EC_KERNEL_15_0] = "15.0",
    [EC_KERNEL_MAIN] = "main",
};

static const struct {
	unsigned bit;
	const char *words;
} damages[] = {
    {EC_DMG_HEADER, "the header is cut off or of an unknown kind"},
    {EC_DMG_PHENTSIZE, "wrong size of a program header"},
    {EC_DMG_PHDRS, "program headers lie outside the file"},
    {EC_DMG_INTERP, "the interpreter is no string"},
    {EC_DMG_DYNAMIC, "the dynamic section is damaged"},
    {EC_DMG_STRINGS, "a string of the dynamic section is damaged"},
    {EC_DMG_NOTES, "a note is cut off"},
    {EC_DMG_VERSIONS, "the version tables are damaged"},
    {EC_DMG_SHORT, "the file is shorter than its segments"},
};

/* Two reads of one file are compared by this. */
static bool
same_state(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_mtime == b->st_mtime &&
	       a->st_ctime == b->st_ctime && a->st_ino == b->st_ino;
}

static errnum
examine_once(int fd, const struct options *opt, struct answer *a)
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
examine(int fd, const struct options *opt, struct answer *a)
{
	for (unsigned tries = 0; tries < 3; tries++) {
		struct stat before;
		struct stat after;
		errnum err;

		*a = (struct answer){0};
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

static const char *
data_name(const struct ec_obj *obj)
{
	if (!obj->head.decoded)
		return NULL;
	return obj->head.big ? "big" : "little";
}

/* The name of a number, or the number itself in buf. */
static const char *
name_or_number(const char *name, unsigned number, char *buf, size_t cap)
{
	if (name != NULL)
		return name;
	(void)snprintf(buf, cap, "%u", number);
	return buf;
}

static void
json_verdicts(struct json *j, const struct options *opt, const struct answer *a)
{
	json_object_begin(j, "verdicts");
	json_string(j, "freebsd_kernel",
	    a->kernel.brand == EC_UNKNOWN ? "none" : ec_brand_name(a->kernel.brand));
	json_string(j, "freebsd_kernel_by", ec_by_name(a->kernel.by));
	json_string(j, "freebsd_kernel_rule", kernel_names[opt->kernel]);
	json_string(
	    j, "freebsd_kernel_message", a->kernel.message[0] != '\0' ? a->kernel.message : NULL);
	json_string(j, "glibc", a->glibc == NULL ? "accept" : "refuse");
	json_string(j, "glibc_message", a->glibc);
	json_string(j, "musl", a->musl == NULL ? "accept" : "refuse");
	json_string(j, "musl_message", a->musl);
	json_object_end(j);
}

static void
print_json(const char *path, const struct options *opt, const struct answer *a)
{
	const struct ec_obj *obj = a->obj;
	char number[16];
	struct json j;

	json_begin(&j, stdout);
	json_string(&j, "file", path);
	if (obj->head.decoded)
		json_int(&j, "class", obj->head.is64 ? 64 : 32);
	else
		json_null(&j, "class");
	json_string(&j, "data", data_name(obj));
	json_string(&j, "machine",
	    obj->head.decoded ? name_or_number(ec_machine_name(obj->head.machine),
				    obj->head.machine, number, sizeof(number))
			      : NULL);
	json_string(&j, "type",
	    obj->head.decoded ? name_or_number(ec_type_name(obj->head.type), obj->head.type, number,
				    sizeof(number))
			      : NULL);
	json_uint(&j, "osabi", obj->raw[ECE_OSABI]);
	json_uint(&j, "abiversion", obj->raw[ECE_ABIVERSION]);
	json_string(&j, "brand", ec_brand_name(a->evidence.brand));
	json_string(&j, "by", ec_by_name(a->evidence.by));
	json_string(&j, "interp", ec_str(obj, obj->interp));
	json_array_begin(&j, "notes");
	for (size_t i = 0; i < a->nnotes; i++)
		json_string(&j, NULL, a->notes[i]);
	json_array_end(&j);
	json_verdicts(&j, opt, a);
	json_array_begin(&j, "evidence");
	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++) {
		if (a->evidence.rung[i].brand == EC_UNKNOWN)
			continue;
		json_object_begin(&j, NULL);
		json_string(&j, "by", ec_by_name((enum ec_by)i));
		json_string(&j, "brand", ec_brand_name(a->evidence.rung[i].brand));
		json_string(&j, "detail", a->evidence.rung[i].detail);
		json_object_end(&j);
	}
	json_array_end(&j);
	json_array_begin(&j, "damage");
	for (size_t i = 0; i < ARRAY_LEN(damages); i++)
		if (obj->damage & damages[i].bit)
			json_string(&j, NULL, damages[i].words);
	json_array_end(&j);
	json_end(&j);
}

static void
print_kernel(const struct options *opt, const struct answer *a)
{
	enum ec_kernel other = opt->kernel == EC_KERNEL_15_0 ? EC_KERNEL_MAIN : EC_KERNEL_15_0;

	/* nobody runs a library (a static PIE looks like one but for its flag) */
	if (a->obj->head.type == EC_ET_DYN && a->obj->interp == 0 &&
	    !(a->obj->flags_1 & EC_DF_1_PIE))
		return;
	if (a->kernel.brand == EC_UNKNOWN)
		(void)printf("  freebsd kernel  does not run it: %s\n", a->kernel.message);
	else
		(void)printf("  freebsd kernel  %s, by %s\n", ec_brand_name(a->kernel.brand),
		    ec_by_name(a->kernel.by));
	if (a->other.brand == a->kernel.brand)
		return;
	if (a->other.brand == EC_UNKNOWN)
		(void)printf(
		    "    but %-8s  does not run it: %s\n", kernel_names[other], a->other.message);
	else
		(void)printf("    but %-8s  %s, by %s\n", kernel_names[other],
		    ec_brand_name(a->other.brand), ec_by_name(a->other.by));
}

/* The answer first, then what it rests on, then what speaks against it. */
static void
print_text(const char *path, const struct options *opt, const struct answer *a)
{
	const struct ec_obj *obj = a->obj;
	const struct ec_evidence *e = &a->evidence;
	const char *osabi = ec_osabi_name(obj->raw[ECE_OSABI]);
	char machine[16];
	char type[16];

	cli_put_path(stdout, path);
	(void)printf(": %s", ec_brand_name(e->brand));
	if (e->by == EC_BY_FALLBACK)
		(void)printf(", by the fallback brand alone");
	else if (e->by != EC_BY_NONE)
		(void)printf(", by %s: %s", ec_by_name(e->by), e->rung[e->by].detail);
	else
		(void)printf(": nothing in the file tells a system");
	(void)putchar('\n');
	if (obj->head.decoded)
		(void)printf("  file            %s, %d-bit, %s endian, %s, OS ABI %u (%s)\n",
		    name_or_number(ec_machine_name(obj->head.machine), obj->head.machine, machine,
			sizeof(machine)),
		    obj->head.is64 ? 64 : 32, data_name(obj),
		    name_or_number(
			ec_type_name(obj->head.type), obj->head.type, type, sizeof(type)),
		    obj->raw[ECE_OSABI], osabi != NULL ? osabi : "no name");
	if (obj->interp != 0) {
		(void)fputs("  interpreter     ", stdout);
		cli_put_path(stdout, ec_str(obj, obj->interp));
		(void)putchar('\n');
	}
	for (size_t i = 0; i < a->nnotes; i++)
		(void)printf("%s%s%s", i == 0 ? "  notes           " : ", ", a->notes[i],
		    i + 1 == a->nnotes ? "\n" : "");
	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++)
		if (e->rung[i].brand != EC_UNKNOWN && i != (int)e->by)
			(void)printf("  %-15s %s: %s\n",
			    ec_brands_clash(e->brand, e->rung[i].brand) ? "AGAINST IT" : "agrees",
			    ec_brand_name(e->rung[i].brand), e->rung[i].detail);
	for (size_t i = 0; i < ARRAY_LEN(damages); i++)
		if (obj->damage & damages[i].bit)
			(void)printf("  DAMAGED         %s\n", damages[i].words);
	print_kernel(opt, a);
	(void)printf("  glibc loader    %s%s\n",
	    a->glibc == NULL ? "takes it" : "refuses it: ", a->glibc == NULL ? "" : a->glibc);
	(void)printf("  musl loader     %s%s\n",
	    a->musl != NULL                       ? "refuses it: "
	    : ec_brands_clash(e->brand, EC_LINUX) ? "takes it, and breaks later"
						  : "takes it",
	    a->musl == NULL ? "" : a->musl);
}

static void
print_failure(const char *path, const struct options *opt, const char *cause)
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
id_file(const char *path, const struct options *opt)
{
	cleanup_fd int fd = -1;
	struct answer a = {0};
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
		print_json(path, opt, &a);
	else
		print_text(path, opt, &a);
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
	struct options opt = {.kernel = EC_KERNEL_MAIN, .fallback = -1};
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
