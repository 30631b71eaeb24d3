/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/inos.h"

#include <pthread.h>

/*
 * Devices are few (one a mounted file system), seen often and never forgotten: an array that only
 * grows, read without a lock up to its published count.
 */
struct inos {
	pthread_mutex_t lock; /* for adding */
	unsigned int count;
	dev_t devices[INO_DEVICE_LAST];
	uint8_t cover[INO_DEVICE_LAST]; /* atomic; enum inos_cover */
};

errnum
inos_new(struct inos **out)
{
	struct inos *inos = calloc(1, sizeof(*inos));

	if (inos == NULL)
		return ENOMEM;
	(void)pthread_mutex_init(&inos->lock, NULL);
	*out = inos;
	return 0;
}

void
inos_free(struct inos *inos)
{
	if (inos == NULL)
		return;
	(void)pthread_mutex_destroy(&inos->lock);
	free(inos);
}

static unsigned int
find(const struct inos *inos, dev_t dev, unsigned int from, unsigned int count)
{
	for (unsigned int i = from; i < count; i++)
		if (inos->devices[i] == dev)
			return i;
	return count;
}

uint16_t
inos_device(struct inos *inos, dev_t dev)
{
	unsigned int count = __atomic_load_n(&inos->count, __ATOMIC_ACQUIRE);
	unsigned int i = find(inos, dev, 0, count);

	if (i < count)
		return (uint16_t)i;
	(void)pthread_mutex_lock(&inos->lock);
	i = find(inos, dev, count, inos->count);
	if (i == inos->count && i < INO_DEVICE_LAST) {
		inos->devices[i] = dev;
		__atomic_store_n(&inos->count, i + 1, __ATOMIC_RELEASE);
	}
	(void)pthread_mutex_unlock(&inos->lock);
	return (uint16_t)i;
}

bool
inos_claim(struct inos *inos, uint16_t device)
{
	uint8_t unknown = INO_UNKNOWN;

	return device < INO_DEVICE_LAST &&
	       __atomic_load_n(&inos->cover[device], __ATOMIC_RELAXED) == INO_UNKNOWN &&
	       __atomic_compare_exchange_n(&inos->cover[device], &unknown, INO_ASKED, false,
		   __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

void
inos_set_covered(struct inos *inos, uint16_t device)
{
	__atomic_store_n(&inos->cover[device], INO_COVERED, __ATOMIC_RELEASE);
}

void
inos_uncover(struct inos *inos, uint16_t device)
{
	__atomic_store_n(&inos->cover[device], INO_UNKNOWN, __ATOMIC_RELEASE);
}

dev_t
inos_dev(const struct inos *inos, uint16_t device)
{
	return inos->devices[device];
}

bool
inos_is_covered(const struct inos *inos, uint16_t device)
{
	return device < INO_DEVICE_LAST &&
	       __atomic_load_n(&inos->cover[device], __ATOMIC_ACQUIRE) == INO_COVERED;
}

/* The finalizer of splitmix64: a bijection, so no two numbers of one device meet before bit 63 is
 * set. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

uint64_t
inos_number(uint16_t device, uint64_t ino)
{
	if (ino >> 48 == 0)
		return (uint64_t)device << 48 | ino;
	return (mix(ino + mix(device)) >> 1 & ~INO_ALONE) | UINT64_C(1) << 63;
}

bool
inos_own(uint64_t number, uint64_t *ino)
{
	if (number >> 63 != 0)
		return false;
	*ino = number & ((UINT64_C(1) << 48) - 1);
	return true;
}
