/* SPDX-License-Identifier: BSD-2-Clause */
/* What makes an object the same one: node.h. */
#include "fs/inos.h"
#include "fs/node.h"
#include "fs/stat_hook.h"

struct node_key
node_key_of(const struct view *view, const struct node *parent, const struct tr_entry *entry)
{
	enum tr_half front = tr_front(entry->layer);
	struct node_key key = {.kind = NODE_OBJECT, .alone = parent->key.alone};

	key.dir = S_ISDIR(entry->st[front].st_mode);
	if (!key.dir) {
		key.alone = false; /* a file is one object, however it is reached */
		key.device[0] = inos_device(view->inos, entry->st[front].st_dev);
		key.ino[0] = entry->st[front].st_ino;
		if (S_ISLNK(entry->st[front].st_mode) && view->options.links != TR_LINKS_ASIS) {
			/* what its target is rewritten to depends on where it stands */
			key.ino[1] = node_ino(&parent->key);
			key.device[1] = 1;
		}
		return key;
	}
	for (int h = TR_C; h <= TR_R; h++) {
		if ((entry->layer & (1U << h)) == 0 || stat_is_hole(&entry->st[h]))
			continue;
		key.layer |= (uint8_t)(1U << h);
		key.device[h] = inos_device(view->inos, entry->st[h].st_dev);
		key.ino[h] = entry->st[h].st_ino;
	}
	if (key.layer == 0) { /* nothing but holes */
		key.kind = NODE_HOLE;
		key.device[0] = INO_DEVICE_HOLE;
		key.ino[0] = entry->st[front].st_ino;
	}
	return key;
}

uint64_t
node_ino(const struct node_key *key)
{
	int front =
	    key->dir && key->kind == NODE_OBJECT ? (int)tr_front((enum tr_layer)key->layer) : 0;

	return inos_number(key->device[front], key->ino[front]) | (key->alone ? INO_ALONE : 0);
}
