/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * errno, both ways. Both systems' numbers are positive, here as everywhere in kmod/; the module
 * makes a number negative in one place, where it goes back to user mode.
 *
 * Where the Linux layer in FreeBSD's tree differs (compat/linux/linux_errno.inc), ours is
 * deliberate:
 *  - Linux's ENOEXEC comes back as ENOEXEC, not as ENOENT;
 *  - EFTYPE goes out as EINVAL, not EBADF: it comes from chmod(2), say, where no descriptor is;
 *  - Linux errors without a counterpart come back as the nearest meaning rather than all as EINVAL.
 */
#ifndef KMOD_TABLES_LX_ERRNO_H
#define KMOD_TABLES_LX_ERRNO_H

#include "kmod/tables/lx_table.h"

#define LX_ERRNO_ROWS(B, O, I, D, R, N) \
	B(EPERM, 1, EPERM, 1, "") \
	B(ENOENT, 2, ENOENT, 2, "") \
	B(ESRCH, 3, ESRCH, 3, "") \
	B(EINTR, 4, EINTR, 4, "") \
	B(EIO, 5, EIO, 5, "") \
	B(ENXIO, 6, ENXIO, 6, "") \
	B(E2BIG, 7, E2BIG, 7, "") \
	B(ENOEXEC, 8, ENOEXEC, 8, "") \
	B(EBADF, 9, EBADF, 9, "") \
	B(ECHILD, 10, ECHILD, 10, "") \
	B(EDEADLK, 11, EDEADLK, 35, "") \
	B(ENOMEM, 12, ENOMEM, 12, "") \
	B(EACCES, 13, EACCES, 13, "") \
	B(EFAULT, 14, EFAULT, 14, "") \
	B(ENOTBLK, 15, ENOTBLK, 15, "") \
	B(EBUSY, 16, EBUSY, 16, "") \
	B(EEXIST, 17, EEXIST, 17, "") \
	B(EXDEV, 18, EXDEV, 18, "") \
	B(ENODEV, 19, ENODEV, 19, "") \
	B(ENOTDIR, 20, ENOTDIR, 20, "") \
	B(EISDIR, 21, EISDIR, 21, "") \
	B(EINVAL, 22, EINVAL, 22, "") \
	B(ENFILE, 23, ENFILE, 23, "") \
	B(EMFILE, 24, EMFILE, 24, "") \
	B(ENOTTY, 25, ENOTTY, 25, "") \
	B(ETXTBSY, 26, ETXTBSY, 26, "") \
	B(EFBIG, 27, EFBIG, 27, "") \
	B(ENOSPC, 28, ENOSPC, 28, "") \
	B(ESPIPE, 29, ESPIPE, 29, "") \
	B(EROFS, 30, EROFS, 30, "") \
	B(EMLINK, 31, EMLINK, 31, "") \
	B(EPIPE, 32, EPIPE, 32, "") \
	B(EDOM, 33, EDOM, 33, "") \
	B(ERANGE, 34, ERANGE, 34, "") \
	B(EAGAIN, 35, EAGAIN, 11, "EWOULDBLOCK is the same number") \
	B(EINPROGRESS, 36, EINPROGRESS, 115, "") \
	B(EALREADY, 37, EALREADY, 114, "") \
	B(ENOTSOCK, 38, ENOTSOCK, 88, "") \
	B(EDESTADDRREQ, 39, EDESTADDRREQ, 89, "") \
	B(EMSGSIZE, 40, EMSGSIZE, 90, "") \
	B(EPROTOTYPE, 41, EPROTOTYPE, 91, "") \
	B(ENOPROTOOPT, 42, ENOPROTOOPT, 92, "") \
	B(EPROTONOSUPPORT, 43, EPROTONOSUPPORT, 93, "") \
	B(ESOCKTNOSUPPORT, 44, ESOCKTNOSUPPORT, 94, "") \
	B(EOPNOTSUPP, 45, EOPNOTSUPP, 95, "ENOTSUP is the same number") \
	B(EPFNOSUPPORT, 46, EPFNOSUPPORT, 96, "") \
	B(EAFNOSUPPORT, 47, EAFNOSUPPORT, 97, "") \
	B(EADDRINUSE, 48, EADDRINUSE, 98, "") \
	B(EADDRNOTAVAIL, 49, EADDRNOTAVAIL, 99, "") \
	B(ENETDOWN, 50, ENETDOWN, 100, "") \
	B(ENETUNREACH, 51, ENETUNREACH, 101, "") \
	B(ENETRESET, 52, ENETRESET, 102, "") \
	B(ECONNABORTED, 53, ECONNABORTED, 103, "") \
	B(ECONNRESET, 54, ECONNRESET, 104, "") \
	B(ENOBUFS, 55, ENOBUFS, 105, "") \
	B(EISCONN, 56, EISCONN, 106, "") \
	B(ENOTCONN, 57, ENOTCONN, 107, "") \
	B(ESHUTDOWN, 58, ESHUTDOWN, 108, "") \
	B(ETOOMANYREFS, 59, ETOOMANYREFS, 109, "") \
	B(ETIMEDOUT, 60, ETIMEDOUT, 110, "") \
	B(ECONNREFUSED, 61, ECONNREFUSED, 111, "") \
	B(ELOOP, 62, ELOOP, 40, "") \
	B(ENAMETOOLONG, 63, ENAMETOOLONG, 36, "") \
	B(EHOSTDOWN, 64, EHOSTDOWN, 112, "") \
	B(EHOSTUNREACH, 65, EHOSTUNREACH, 113, "") \
	B(ENOTEMPTY, 66, ENOTEMPTY, 39, "") \
	O(EPROCLIM, 67, EAGAIN, 11, "Linux's fork says EAGAIN at the limit") \
	B(EUSERS, 68, EUSERS, 87, "") \
	B(EDQUOT, 69, EDQUOT, 122, "") \
	B(ESTALE, 70, ESTALE, 116, "") \
	B(EREMOTE, 71, EREMOTE, 66, "") \
	O(EBADRPC, 72, ENXIO, 6, "no counterpart") \
	O(ERPCMISMATCH, 73, ENXIO, 6, "no counterpart") \
	O(EPROGUNAVAIL, 74, ENXIO, 6, "no counterpart") \
	O(EPROGMISMATCH, 75, ENXIO, 6, "no counterpart") \
	O(EPROCUNAVAIL, 76, ENXIO, 6, "no counterpart") \
	B(ENOLCK, 77, ENOLCK, 37, "") \
	B(ENOSYS, 78, ENOSYS, 38, "") \
	O(EFTYPE, 79, EINVAL, 22, "Linux has EFTYPE (134) only since 7.2") \
	O(EAUTH, 80, ENXIO, 6, "no counterpart") \
	O(ENEEDAUTH, 81, ENXIO, 6, "no counterpart") \
	B(EIDRM, 82, EIDRM, 43, "") \
	B(ENOMSG, 83, ENOMSG, 42, "") \
	B(EOVERFLOW, 84, EOVERFLOW, 75, "") \
	B(ECANCELED, 85, ECANCELED, 125, "") \
	B(EILSEQ, 86, EILSEQ, 84, "") \
	B(ENOATTR, 87, ENODATA, 61, "what Linux says of a missing attribute") \
	O(EDOOFUS, 88, EINVAL, 22, "a bug in the caller") \
	B(EBADMSG, 89, EBADMSG, 74, "") \
	B(EMULTIHOP, 90, EMULTIHOP, 72, "") \
	B(ENOLINK, 91, ENOLINK, 67, "") \
	B(EPROTO, 92, EPROTO, 71, "") \
	O(ENOTCAPABLE, 93, EPERM, 1, "capsicum; no counterpart") \
	O(ECAPMODE, 94, EPERM, 1, "capsicum; no counterpart") \
	B(ENOTRECOVERABLE, 95, ENOTRECOVERABLE, 131, "") \
	B(EOWNERDEAD, 96, EOWNERDEAD, 130, "") \
	B(EINTEGRITY, 97, EUCLEAN, 117, "structure needs cleaning: the same finding") \
	I(EINVAL, 22, ECHRNG, 44, "") \
	I(EINVAL, 22, EL2NSYNC, 45, "") \
	I(EINVAL, 22, EL3HLT, 46, "") \
	I(EINVAL, 22, EL3RST, 47, "") \
	I(EINVAL, 22, ELNRNG, 48, "") \
	I(EINVAL, 22, EUNATCH, 49, "") \
	I(EINVAL, 22, ENOCSI, 50, "") \
	I(EINVAL, 22, EL2HLT, 51, "") \
	I(EINVAL, 22, EBADE, 52, "") \
	I(EINVAL, 22, EBADR, 53, "") \
	I(EINVAL, 22, EXFULL, 54, "") \
	I(EINVAL, 22, ENOANO, 55, "") \
	I(EINVAL, 22, EBADRQC, 56, "") \
	I(EINVAL, 22, EBADSLT, 57, "") \
	I(EINVAL, 22, EBFONT, 59, "") \
	I(EINVAL, 22, ENOSTR, 60, "") \
	I(ETIMEDOUT, 60, ETIME, 62, "timer expired") \
	I(ENOBUFS, 55, ENOSR, 63, "out of streams resources") \
	I(ENETDOWN, 50, ENONET, 64, "machine is not on the network") \
	I(EINVAL, 22, ENOPKG, 65, "") \
	I(EINVAL, 22, EADV, 68, "") \
	I(EINVAL, 22, ESRMNT, 69, "") \
	I(EIO, 5, ECOMM, 70, "communication error on send") \
	I(EINVAL, 22, EDOTDOT, 73, "") \
	I(EINVAL, 22, ENOTUNIQ, 76, "") \
	I(EBADF, 9, EBADFD, 77, "") \
	I(ENETRESET, 52, EREMCHG, 78, "remote address changed") \
	I(ENOENT, 2, ELIBACC, 79, "cannot access a shared library") \
	I(ENOEXEC, 8, ELIBBAD, 80, "corrupted shared library") \
	I(ENOEXEC, 8, ELIBSCN, 81, "") \
	I(E2BIG, 7, ELIBMAX, 82, "too many shared libraries") \
	I(ENOEXEC, 8, ELIBEXEC, 83, "") \
	I(EINTR, 4, ERESTART, 85, "Linux's own sign inside the kernel; not FreeBSD's ERESTART") \
	I(EPIPE, 32, ESTRPIPE, 86, "") \
	I(EINVAL, 22, ENOTNAM, 118, "") \
	I(EINVAL, 22, ENAVAIL, 119, "") \
	I(EISDIR, 21, EISNAM, 120, "is a named type file") \
	I(EIO, 5, EREMOTEIO, 121, "") \
	I(ENXIO, 6, ENOMEDIUM, 123, "what FreeBSD's drives say without a medium") \
	I(EIO, 5, EMEDIUMTYPE, 124, "") \
	I(ENOENT, 2, ENOKEY, 126, "") \
	I(EAUTH, 80, EKEYEXPIRED, 127, "") \
	I(EAUTH, 80, EKEYREVOKED, 128, "") \
	I(EAUTH, 80, EKEYREJECTED, 129, "") \
	I(ENETDOWN, 50, ERFKILL, 132, "radio switched off") \
	I(EIO, 5, EHWPOISON, 133, "memory page has a hardware error") \
	I(EFTYPE, 79, EFTYPE, 134, "since Linux 7.2")

LX_CONSTANTS(LX_ERRNO_ROWS);

#define LX_ELAST     134 /* Linux's largest */
#define LX_BSD_ELAST 97 /* FreeBSD's largest (ELAST in sys/errno.h) */

extern const struct lx_table lx_errno_table;

/*
 * Linux's number for FreeBSD's errno, and the other way round: positive in, positive out, 0 for 0.
 * What the other side cannot have meant (out of range, or a number never given away) is EINVAL; the
 * caller that wants to report such a number asks lx_errno_known first. The kernel's own negative
 * codes (ERESTART, EJUSTRETURN, ENOIOCTL) are the caller's to deal with before.
 */
int lx_errno_to_linux(int bsd);
int lx_errno_to_bsd(int linux_errno);
/* Is it an errno of FreeBSD that the table has? */
bool lx_errno_known(int bsd);

#endif
