/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * elfcheck brand: show or set the brand of ELF files, with brandelf(1)'s options.
 *
 * Without -t and -f it shows what brandelf shows, the OS ABI byte, and says when the rest of the
 * file tells another system: a kernel looks at the notes before the byte. With them it checks
 * first: a file whose notes, interpreter, needed names, … belong to another system stays as it is
 * unless --force.
 */
#include "elfcheck/brand.h"
#include "elfcheck/cli.h"
#include "elfcheck/rewrite.h"
#include "elfcheck/verdict.h"

#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum {
	MAX_SYMBOLS = 1 << 20
};

struct options {
	bool set;
	bool dry_run;
	bool verbose;
	bool force;
	uint8_t osabi;
};

/* brandelf's own four first, in its spelling. */
static const struct {
	const char *name;
	uint8_t osabi;
} types[] = {
    {"FreeBSD", EC_OSABI_FREEBSD},
    {"Linux", EC_OSABI_GNU},
    {"Solaris", EC_OSABI_SOLARIS},
    {"SVR4", EC_OSABI_NONE},
    {"NetBSD", EC_OSABI_NETBSD},
    {"OpenBSD", EC_OSABI_OPENBSD},
    {"Hurd", EC_OSABI_HURD},
};

static void
list_types(FILE *out)
{
	(void)fprintf(out, "known ELF types are:");
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		(void)fprintf(out, " %s(%u)", types[i].name, types[i].osabi);
	(void)putc('\n', out);
}

static const char *
type_name(uint8_t osabi)
{
	const char *name = ec_osabi_name(osabi);

	return name != NULL ? name : "unknown";
}

/* The first evidence against a brand, the byte itself set aside; EC_BY_NONE when there is none. */
static enum ec_by
against(const struct ec_evidence *e, enum ec_brand brand)
{
	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++)
		if (i != EC_BY_OSABI && ec_brands_clash(e->rung[i].brand, brand))
			return (enum ec_by)i;
	return EC_BY_NONE;
}

/* A symbol that needs the GNU OS ABI: STB_GNU_UNIQUE or STT_GNU_IFUNC, into name. */
static bool
needs_gnu(struct ec_reader *r, char *name, size_t cap)
{
	struct ec_dyn dyn;
	struct ec_sym sym;
	uint32_t first;
	uint32_t n;

	if (!ec_dyn_read(r, &dyn))
		return false;
	n = ec_sym_count(r, &dyn, &first);
	for (uint32_t i = 1; i < n && i < MAX_SYMBOLS && ec_sym_at(r, &dyn, i, &sym); i++)
		if (sym.bind == EC_STB_GNU_UNIQUE || sym.type == EC_STT_GNU_IFUNC) {
			if (!ec_dyn_string(r, &dyn, sym.name, name, cap) && name[0] == '\0')
				(void)snprintf(name, cap, "%u", i);
			return true;
		}
	return false;
}

static void
show(const char *path, const struct options *opt, struct ec_reader *r, const struct ec_evidence *e)
{
	uint8_t osabi = r->page[ECE_OSABI];

	(void)fputs("File '", stdout);
	put_shown(stdout, path);
	(void)printf("' is of brand '%s' (%u).\n", type_name(osabi), osabi);
	for (int i = EC_BY_NOTE; i <= EC_BY_GO_BUILD; i++)
		if (e->rung[i].brand != EC_UNKNOWN && i != EC_BY_OSABI &&
		    (opt->verbose || ec_brands_clash(e->rung[i].brand, ec_brand_of_osabi(osabi)) ||
			(i == (int)e->by && ec_brand_of_osabi(osabi) == EC_UNKNOWN)))
			(void)printf(
			    "  %s: %s\n", ec_brand_name(e->rung[i].brand), e->rung[i].detail);
}

static void
tell_change(const char *path, const struct options *opt, struct ec_reader *r)
{
	struct ec_kernel_verdict before;
	struct ec_kernel_verdict after;
	uint8_t was = r->page[ECE_OSABI];

	put_shown(stdout, path);
	(void)printf(": %s brand %s (%u), was %s (%u)\n", opt->dry_run ? "would get" : "got",
	    type_name(opt->osabi), opt->osabi, type_name(was), was);
	ec_kernel_judge(r, EC_KERNEL_MAIN, -1, &before);
	r->page[ECE_OSABI] = opt->osabi;
	ec_kernel_judge(r, EC_KERNEL_MAIN, -1, &after);
	r->page[ECE_OSABI] = was;
	if (before.brand != after.brand)
		(void)printf("  FreeBSD's kernel: %s before, %s after\n",
		    before.brand == EC_UNKNOWN ? "not known" : ec_brand_name(before.brand),
		    after.brand == EC_UNKNOWN ? "not known" : ec_brand_name(after.brand));
}

/* Whether the file may get the brand; says why not. */
static bool
allowed(
    const char *path, const struct options *opt, struct ec_reader *r, const struct ec_evidence *e)
{
	enum ec_by by = against(e, ec_brand_of_osabi(opt->osabi));
	char name[64] = "";

	if (!r->head.decoded ||
	    r->page_len < (size_t)(r->head.is64 ? EC_EHDR64_SIZE : EC_EHDR32_SIZE)) {
		cli_warnx("%s: damaged ELF header: left as it is", path);
		return false;
	}
	if (opt->force)
		return true;
	if (by != EC_BY_NONE) {
		cli_warnx("%s: left as it is: %s says %s (%s); --force brands it all the same",
		    path, ec_by_name(by), ec_brand_name(e->rung[by].brand), e->rung[by].detail);
		return false;
	}
	if (r->page[ECE_OSABI] == EC_OSABI_GNU && opt->osabi != EC_OSABI_GNU &&
	    needs_gnu(r, name, sizeof(name))) {
		cli_warnx("%s: left as it is: symbol %s (GNU_UNIQUE or IFUNC) needs OS ABI 3; "
			  "--force brands it all the same",
		    path, name);
		return false;
	}
	return true;
}

static int
set(const char *path, const struct options *opt, struct ec_reader *r, const struct ec_evidence *e,
    const struct rewrite_seen *seen)
{
	bool lost = false;
	errnum err;

	if (r->page[ECE_OSABI] == opt->osabi) {
		if (opt->verbose || opt->dry_run) {
			put_shown(stdout, path);
			(void)printf(
			    ": is of brand %s (%u) already\n", type_name(opt->osabi), opt->osabi);
		}
		return CLI_FINE;
	}
	if (!S_ISREG(seen->st.st_mode)) {
		cli_warnx("%s: no regular file: left as it is", path);
		return CLI_FAILED;
	}
	if (!allowed(path, opt, r, e))
		return CLI_WRONG;
	if (opt->dry_run) {
		if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) {
			cli_warn(path, last_error());
			return CLI_FAILED;
		}
		tell_change(path, opt, r);
		return CLI_FINE;
	}
	err = rewrite_osabi(path, seen, opt->osabi, &lost);
	if (err != 0) {
		if (err == ETXTBSY)
			cli_warnx(
			    "%s: it is running: stop it, or brand a copy and rename that", path);
		else if (err == ESTALE)
			cli_warnx("%s: changed while it was examined: left as it is", path);
		else
			cli_warn(path, err);
		return CLI_FAILED;
	}
	if (opt->verbose)
		tell_change(path, opt, r);
	if (lost) {
		cli_warnx(
		    "%s: branded, but its set-id bits or capabilities could not be put back", path);
		return CLI_FAILED;
	}
	return CLI_FINE;
}

static int
brand_file(const char *path, const struct options *opt)
{
	cleanup_fd int fd = -1;
	struct rewrite_seen seen;
	struct ec_evidence e;
	struct ec_reader r;
	errnum err = cli_open(path, &fd);

	if (err == 0)
		err = ec_open(&r, fd);
	if (err == 0)
		err = rewrite_look(fd, &seen);
	if (err == ENOEXEC) {
		cli_warnx("%s: not an ELF file", path);
		return CLI_WRONG;
	}
	if (err == 0) {
		ec_brand_evidence(&r, &e);
		err = r.error;
	}
	if (err != 0) {
		cli_warn(path, err);
		return CLI_FAILED;
	}
	if (opt->set)
		return set(path, opt, &r, &e, &seen);
	show(path, opt, &r, &e);
	return CLI_FINE;
}

static bool
parse_type(const char *arg, uint8_t *osabi)
{
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (strcasecmp(arg, types[i].name) == 0) {
			*osabi = types[i].osabi;
			return true;
		}
	return false;
}

static bool
parse_number(const char *arg, uint8_t *osabi)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(arg, &end, 10);
	if (end == arg || *end != '\0' || errno != 0 || n < 0 || n > UINT8_MAX)
		return false;
	*osabi = (uint8_t)n;
	return true;
}

static int
run_brand(int argc, char **argv)
{
	static const struct option longs[] = {
	    {"force", no_argument, NULL, 'F'},
	    {"dry-run", no_argument, NULL, 'n'},
	    {NULL, 0, NULL, 0},
	};
	struct options opt = {0};
	bool listed = false;
	bool by_number = false;
	int status = CLI_FINE;
	int c;

	while ((c = getopt_long(argc, argv, "f:lnt:v", longs, NULL)) != -1)
		switch (c) {
		case 'f':
		case 't':
			if (opt.set && by_number != (c == 'f')) {
				cli_warnx("-f and -t exclude each other");
				return CLI_FAILED;
			}
			opt.set = true;
			by_number = c == 'f';
			if (c == 'f' && !parse_number(optarg, &opt.osabi)) {
				cli_warnx("-f %s: want a number from 0 to 255", optarg);
				return CLI_FAILED;
			}
			if (c == 't' && !parse_type(optarg, &opt.osabi)) {
				cli_warnx("-t %s: no such ELF type", optarg);
				list_types(stderr);
				return CLI_FAILED;
			}
			break;
		case 'l':
			list_types(stderr); /* as brandelf does */
			listed = true;
			break;
		case 'n':
			opt.dry_run = true;
			break;
		case 'v':
			opt.verbose = true;
			break;
		case 'F':
			opt.force = true;
			break;
		default:
			return cli_usage(&cmd_brand);
		}
	if (optind >= argc)
		return listed ? CLI_FINE : cli_usage(&cmd_brand);
	for (int i = optind; i < argc; i++) {
		int s = brand_file(argv[i], &opt);

		if (s > status)
			status = s;
	}
	return status;
}

const struct cli_command cmd_brand = {
    .name = "brand",
    .args = "[-lnv] [-f NUMBER | -t TYPE] [--force] FILE...",
    .summary = "show or set the brand as brandelf(1) does, checking first",
    .options = "  -t TYPE        set the brand: FreeBSD, Linux, SVR4, ...\n"
	       "  -f NUMBER      set the OS ABI byte to a number from 0 to 255\n"
	       "  -l             list the known types\n"
	       "  -n, --dry-run  say what would be done, and do nothing\n"
	       "  -v             say what was done; show all the evidence\n"
	       "  --force        set it although the file's notes or names say otherwise\n",
    .run = run_brand,
};
