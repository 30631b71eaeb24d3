/* SPDX-License-Identifier: BSD-2-Clause */
/* What id says of a file: as JSON for programs, as text for people. */
#include "elfcheck/cmd_id.h"

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
json_verdicts(struct json *j, const struct id_options *opt, const struct id_answer *a)
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

void
id_print_json(const char *path, const struct id_options *opt, const struct id_answer *a)
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
print_kernel(const struct id_options *opt, const struct id_answer *a)
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
void
id_print_text(const char *path, const struct id_options *opt, const struct id_answer *a)
{
	const struct ec_obj *obj = a->obj;
	const struct ec_evidence *e = &a->evidence;
	const char *osabi = ec_osabi_name(obj->raw[ECE_OSABI]);
	char machine[16];
	char type[16];

	put_shown(stdout, path);
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
		put_shown(stdout, ec_str(obj, obj->interp));
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
