/* SPDX-License-Identifier: BSD-2-Clause */
/* The reports that are no plain translation table, and the list of all of them but those. */
#include "kmod/lxtab/lxtab.h"

#include <string.h>

#include "kmod/lx_syscall.h"
#include "kmod/tables/lx_device.h"
#include "kmod/tables/lx_tables.h"
#include "kmod/tables/x86_64/lx_auxv.h"
#include "kmod/tables/x86_64/lx_struct_list.h"
#include "kmod/tables/x86_64/lx_trap.h"

const char *const translation_columns[] = {
    "native_number", "native_name", "linux_number", "linux_name", "note", NULL};

static const char *
how_text(const struct lx_row *r)
{
	switch (r->how) {
	case LX_HOW_TO_LINUX:
		return "to Linux only";
	case LX_HOW_TO_BSD:
		return "from Linux only";
	case LX_HOW_DROP:
		return "accepted without effect";
	case LX_HOW_REFUSE:
		return "refused";
	case LX_HOW_NATIVE:
		return "no Linux counterpart";
	case LX_HOW_BOTH:
	default:
		return "";
	}
}

static struct cell
value_cell(const struct lx_table *t, int64_t value)
{
	return t->form == LX_FORM_FLAGS ? cell_hex((uint64_t)value) : cell_number(value);
}

/* Signals that follow a rule rather than have a row. */
static void
print_signal_rule(struct writer *w)
{
	char bsd_name[32];
	char lx_name[32];

	for (int lx = LX_SIGRTMIN - 2; lx <= LX_SIGRTMAX; lx++) {
		int bsd = lx_signal_to_bsd(lx);

		if (lx == LX_SIGRTMIN - 1)
			continue;
		(void)snprintf(bsd_name, sizeof(bsd_name), "SIGRTMIN+%d", bsd - LX_BSD_SIGRTMIN);
		(void)snprintf(lx_name, sizeof(lx_name), "SIGRTMIN+%d", lx - LX_SIGRTMIN);
		writer_row(w, (struct cell[]){cell_number(bsd), cell_text(bsd_name),
				  cell_number(lx), cell_text(lx == LX_SIGPWR ? "SIGPWR" : lx_name),
				  cell_text(lx == LX_SIGPWR ? "the first after the real-time ones"
							    : "the kernel's SIGRTMIN")});
	}
}

void
print_table(const struct lx_table *t, struct writer *w)
{
	writer_begin(w, t->name, translation_columns);
	for (unsigned int i = 0; i < t->count; i++) {
		const struct lx_row *r = &t->rows[i];
		const char *how = how_text(r);
		char note[256];

		(void)snprintf(note, sizeof(note), "%s%s%s", how,
		    how[0] != '\0' && r->note[0] != '\0' ? ": " : "", r->note);
		writer_row(w, (struct cell[]){
				  r->bsd_name != NULL ? value_cell(t, r->bsd) : cell_none(),
				  cell_text(r->bsd_name),
				  r->lx_name != NULL ? value_cell(t, r->lx) : cell_none(),
				  cell_text(r->lx_name),
				  cell_text(note),
			      });
	}
	if (t == &lx_signal_table)
		print_signal_rule(w);
}

static void
print_syscalls(struct writer *w)
{
	writer_begin(w, "syscalls", translation_columns);
	for (int i = 0; i < LX_SYS_MAXSYSCALL; i++) {
		const struct lx_syscall_info *s = &lx_syscall_info[i];
		char note[256];

		if (s->name == NULL)
			continue;
		if (s->kind == LX_SYSCALL_UNIMPL)
			(void)snprintf(note, sizeof(note), "not there: %s", s->why);
		else
			(void)snprintf(note, sizeof(note), "%s, %u argument%s, %s",
			    s->kind == LX_SYSCALL_STD ? "translated" : "native", s->nargs,
			    s->nargs == 1 ? "" : "s", s->audit);
		writer_row(w, (struct cell[]){cell_none(), cell_text(s->handler), cell_number(i),
				  cell_text(s->name), cell_text(note)});
	}
}

static void
print_traps(struct writer *w)
{
	writer_begin(w, "traps", translation_columns);
	for (unsigned int i = 0; i < lx_trap_count; i++) {
		const struct lx_trap *t = &lx_traps[i];
		char signal[32] = "signal as translated";
		char code[32] = "code as translated";
		char note[128];

		if (t->signal != 0)
			(void)snprintf(signal, sizeof(signal), "signal %d", t->signal);
		if (t->code != LX_CODE_KEEP)
			(void)snprintf(code, sizeof(code), "code %d", t->code);
		(void)snprintf(note, sizeof(note), "%s, %s%s%s", signal, code,
		    t->note[0] != '\0' ? "; " : "", t->note);
		writer_row(w, (struct cell[]){cell_number(t->bsd), cell_text(t->bsd_name),
				  cell_number(t->vector), cell_text(t->lx_name), cell_text(note)});
	}
}

static void
print_auxv(struct writer *w)
{
	static const char *const forms[] = {"number", "bits", "address", "string", "bytes"};

	writer_begin(w, "auxv", translation_columns);
	for (unsigned int i = 0; i < lx_auxv_count; i++) {
		const struct lx_aux *a = &lx_auxv[i];
		char note[256];

		(void)snprintf(note, sizeof(note), "%s%s: %s", a->given ? "" : "not given, ",
		    forms[a->form], a->how);
		writer_row(
		    w, (struct cell[]){a->bsd_name != NULL ? cell_number(a->bsd) : cell_none(),
			   cell_text(a->bsd_name), cell_number(a->lx), cell_text(a->lx_name),
			   cell_text(note)});
	}
}

static void
print_structs(struct writer *w)
{
	static const char *const columns[] = {"struct", "member", "offset", "size", NULL};
	const char *name = NULL;

	writer_begin(w, "structs", columns);
	for (unsigned int i = 0; i < lx_field_count; i++) {
		const struct lx_field *f = &lx_fields[i];

		if (f->lx_struct != NULL)
			name = f->lx_struct;
		writer_row(w, (struct cell[]){cell_text(name), cell_text(f->lx_member),
				  cell_number(f->offset), cell_number(f->size)});
	}
}

static void
print_fstypes(struct writer *w)
{
	writer_begin(w, "fstypes", translation_columns);
	for (unsigned int i = 0; i < lx_fs_magic_count; i++)
		writer_row(w, (struct cell[]){cell_none(), cell_text(lx_fs_magics[i].bsd_type),
				  cell_hex(lx_fs_magics[i].magic),
				  cell_text(lx_fs_magics[i].lx_name), cell_text("")});
}

static void
print_devices(struct writer *w)
{
	static const char *const columns[] = {
	    "native_name", "linux_major", "linux_minor", "units", NULL};

	writer_begin(w, "devices", columns);
	for (unsigned int i = 0; i < lx_device_count; i++)
		writer_row(w,
		    (struct cell[]){cell_text(lx_devices[i].name), cell_number(lx_devices[i].major),
			cell_number(lx_devices[i].minor), cell_number(lx_devices[i].units)});
}

const struct report reports[] = {
    {"syscalls", "system calls", print_syscalls},
    {"traps", "processor traps, their vectors, signals and codes", print_traps},
    {"auxv", "the aux vector", print_auxv},
    {"structs", "layouts of Linux's structures", print_structs},
    {"fstypes", "statfs f_type", print_fstypes},
    {"devices", "device numbers that Linux has fixed", print_devices},
};
const unsigned int report_count = ARRAY_LEN(reports);
