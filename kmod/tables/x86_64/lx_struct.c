/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/x86_64/lx_struct.h"
#include "kmod/tables/x86_64/lx_struct_list.h"

#define ASSERT_S(ours, theirs, size_) _Static_assert(sizeof(struct ours) == (size_), #ours);
#define ASSERT_F(ours, member, name, offset_, size_) \
	_Static_assert(offsetof(struct ours, member) == (offset_), #ours "." #member); \
	_Static_assert(sizeof(((struct ours *)0)->member) == (size_), #ours "." #member " size");

LX_STRUCTS(ASSERT_S, ASSERT_F)

#define LIST_S(ours, theirs, size_)                {#theirs, NULL, 0, size_},
#define LIST_F(ours, member, name, offset_, size_) {NULL, #name, offset_, size_},

const struct lx_field lx_fields[] = {LX_STRUCTS(LIST_S, LIST_F)};
const unsigned int lx_field_count = LX_COUNT(lx_fields);
