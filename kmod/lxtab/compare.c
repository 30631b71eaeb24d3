/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The aux vector that this kernel really gives, against the module's table. What a value is cannot
 * be read off the vector itself: an entry counts as an address when it points into memory that this
 * process has mapped, which no number or set of flags in use does.
 */
#include "kmod/lxtab/lxtab.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "kmod/tables/x86_64/lx_auxv.h"

enum {
	MAX_ENTRIES = 64
};

struct entry {
	uint64_t number;
	uint64_t value;
};

/* *n: how many were read, AT_NULL included. */
static errnum
read_vector(const char *path, struct entry entries[MAX_ENTRIES], unsigned int *n)
{
	cleanup_fd int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return last_error();
	got = read(fd, entries, MAX_ENTRIES * sizeof(entries[0]));
	if (got < 0)
		return last_error();
	for (size_t i = 0; i < (size_t)got / sizeof(entries[0]); i++) {
		if (entries[i].number == LX_AT_NULL) {
			*n = (unsigned int)i + 1;
			return 0;
		}
	}
	return EINVAL; /* no end: not a vector, or one of another word size */
}

/* Is address mapped in this process? msync(2) is the question for that which POSIX has. */
static bool
is_mapped(uint64_t address)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);

	/* a number, for the kernel only: NOLINTNEXTLINE(performance-no-int-to-ptr) */
	return msync((void *)(uintptr_t)(address & ~(page - 1)), page, MS_ASYNC) == 0;
}

/* What is wrong with the kind of an entry's value, or NULL. */
static const char *
form_differs(const struct lx_aux *a, uint64_t value)
{
	bool address =
	    a->form == LX_AUX_ADDRESS || a->form == LX_AUX_STRING || a->form == LX_AUX_BYTES;

	if (value == 0)
		return NULL;
	if (address && !is_mapped(value))
		return "the table says address, this is none";
	if (!address && is_mapped(value))
		return "this is an address, the table says number";
	return NULL;
}

static void
row(struct writer *w, const char *verdict, uint64_t number, const char *name, struct cell value,
    const char *note)
{
	writer_row(w, (struct cell[]){cell_text(verdict), cell_number((int64_t)number),
			  cell_text(name), value, cell_text(note)});
}

static bool
in_vector(const struct entry *entries, unsigned int n, int number)
{
	for (unsigned int i = 0; i < n; i++)
		if (entries[i].number == (uint64_t)number)
			return true;
	return false;
}

errnum
compare_auxv(const char *path, struct writer *w, bool *differ)
{
	static const char *const columns[] = {
	    "verdict", "linux_number", "linux_name", "value", "note", NULL};
	struct entry entries[MAX_ENTRIES];
	bool wrong = false;
	unsigned int n = 0;
	errnum error = read_vector(path, entries, &n);

	if (error != 0)
		return error;
	writer_begin(w, "auxv.compare", columns);
	for (unsigned int i = 0; i < n; i++) {
		const struct entry *e = &entries[i];
		const struct lx_aux *a =
		    e->number <= INT32_MAX ? lx_auxv_find((int)e->number) : NULL;
		struct cell value = cell_hex(e->value);
		const char *bad;

		if (a == NULL) {
			row(w, "unknown", e->number, NULL, value, "newer than the table");
			wrong = true;
			continue;
		}
		bad = form_differs(a, e->value);
		if (bad != NULL) {
			row(w, "type", e->number, a->lx_name, value, bad);
			wrong = true;
		} else if (!a->given) {
			row(w, "lacks", e->number, a->lx_name, value, a->how);
		} else {
			row(w, "same", e->number, a->lx_name, value, "");
		}
	}
	for (unsigned int i = 0; i < lx_auxv_count; i++)
		if (lx_auxv[i].given && !in_vector(entries, n, lx_auxv[i].lx))
			row(w, "adds", (uint64_t)lx_auxv[i].lx, lx_auxv[i].lx_name, cell_none(),
			    "not given by this kernel");
	*differ = wrong;
	return 0;
}
