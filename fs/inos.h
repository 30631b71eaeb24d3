/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The view's inode numbers, made from a backing object's device and number alone, so that readdir's
 * d_ino and getattr's st_ino agree without either knowing of the other.
 *
 * Each device gets a small index when it is first seen; the number is the backing one with the
 * index in bits 48 to 61, so objects of the first device keep their own numbers. A backing number
 * of more than 48 bits (some network file systems) does not fit: it is mixed with the index into 63
 * bits with bit 63 set; two of those could only meet by a chance of about n²/2⁶⁴.
 */
#ifndef FS_INOS_H
#define FS_INOS_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct inos;

/* A second directory object over the same backing directory (one layer alone) has this bit too. */
#define INO_ALONE (UINT64_C(1) << 62)

errnum inos_new(struct inos **out);
void inos_free(struct inos *inos);

/* The index of a device. When 2¹⁴ devices are known, all others share the last index. */
uint16_t inos_device(struct inos *inos, dev_t dev);
/*
 * What is known of a device's changes: not asked yet, heard of (covered), or not. inos_claim() is
 * true for the one caller that is to find out.
 */
enum inos_cover {
	INO_UNKNOWN,
	INO_ASKED,
	INO_COVERED
};
bool inos_claim(struct inos *inos, uint16_t device);
void inos_set_covered(struct inos *inos, uint16_t device);
/* The device is gone, and its number may come back as another's: to be asked again. */
void inos_uncover(struct inos *inos, uint16_t device);
dev_t inos_dev(const struct inos *inos, uint16_t device);
bool inos_is_covered(const struct inos *inos, uint16_t device);

/* The view's number for a backing object. */
uint64_t inos_number(uint16_t device, uint64_t ino);
/* The device's own number that gave this one; false where it cannot be told any more. */
bool inos_own(uint64_t number, uint64_t *ino);

/* The device index that stands for holes (mount points that are not passed through). */
enum {
	INO_DEVICE_HOLE = (1 << 14) - 1,
	INO_DEVICE_LAST = INO_DEVICE_HOLE - 1
};

#endif
