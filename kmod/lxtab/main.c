/* SPDX-License-Identifier: BSD-2-Clause */
#include "common/standard.h"
#include "kmod/lxtab/lxtab.h"

#include <err.h>
#include <getopt.h>
#include <string.h>

#include "kmod/tables/lx_tables.h"

enum {
	EXIT_DIFFER = 1,
	EXIT_USAGE = 2
};

static const char usage_text[] =
    "usage: lxtab [--json] TABLE\n"
    "       lxtab [--json] list\n"
    "       lxtab [--json] auxv --compare\n"
    "\n"
    "Prints one of the tables that the kernel module lxabi translates with; list names them.\n"
    "\n"
    "  -c, --compare   auxv: compare this machine's real aux vector (Linux) with the module's\n"
    "  -j, --json      one JSON object a line\n"
    "  -h, --help      this text\n"
    "  -V, --version   the version\n";

static void
print_list(struct writer *w)
{
	static const char *const columns[] = {"name", "what", NULL};

	writer_begin(w, "list", columns);
	for (unsigned int i = 0; i < report_count; i++)
		writer_row(
		    w, (struct cell[]){cell_text(reports[i].name), cell_text(reports[i].what)});
	for (unsigned int i = 0; i < lx_table_count; i++)
		writer_row(w,
		    (struct cell[]){cell_text(lx_tables[i]->name), cell_text(lx_tables[i]->what)});
}

/* Is there a table of this name? If so it is printed. */
static bool
print_named(const char *name, struct writer *w)
{
	if (strcmp(name, "list") == 0) {
		print_list(w);
		return true;
	}
	for (unsigned int i = 0; i < report_count; i++) {
		if (strcmp(name, reports[i].name) == 0) {
			reports[i].print(w);
			return true;
		}
	}
	for (unsigned int i = 0; i < lx_table_count; i++) {
		if (strcmp(name, lx_tables[i]->name) == 0) {
			print_table(lx_tables[i], w);
			return true;
		}
	}
	return false;
}

static int
compare(struct writer *w)
{
	static const char path[] = "/proc/self/auxv";
	bool differ = false;
	errnum error = compare_auxv(path, w, &differ);

	if (error != 0) {
		errno = error;
		warn("%s", path);
		return EXIT_USAGE;
	}
	return differ ? EXIT_DIFFER : 0;
}

static int
finish(int status)
{
	errnum error = standard_finish();

	if (error == 0)
		return status;
	errno = error;
	warn("standard output");
	return EXIT_USAGE;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
	    {"compare", no_argument, NULL, 'c'},
	    {"json", no_argument, NULL, 'j'},
	    {"help", no_argument, NULL, 'h'},
	    {"version", no_argument, NULL, 'V'},
	    {NULL, 0, NULL, 0},
	};
	struct writer w = {.out = stdout};
	bool want_compare = false;
	int status = 0;
	int c;

	standard_hold();
	while ((c = getopt_long(argc, argv, "cjhV", options, NULL)) != -1) {
		switch (c) {
		case 'c':
			want_compare = true;
			break;
		case 'j':
			w.json = true;
			break;
		case 'h':
			(void)fputs(usage_text, stdout);
			return finish(0);
		case 'V':
			(void)printf("lxtab (compatfs) %s\n", COMPATFS_VERSION);
			return finish(0);
		default:
			(void)fputs(usage_text, stderr);
			return EXIT_USAGE;
		}
	}
	if (argc - optind != 1) {
		(void)fputs(usage_text, stderr);
		return EXIT_USAGE;
	}
	if (want_compare) {
		if (strcmp(argv[optind], "auxv") != 0)
			errx(EXIT_USAGE, "%s: only auxv can be compared", argv[optind]);
		status = compare(&w);
	} else if (!print_named(argv[optind], &w)) {
		errx(EXIT_USAGE, "%s: no such table; lxtab list names them", argv[optind]);
	}
	return finish(status);
}
