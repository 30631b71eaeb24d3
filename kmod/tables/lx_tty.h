/* SPDX-License-Identifier: BSD-2-Clause */
/* Terminals: ioctl commands, and the members of struct termios. */
#ifndef KMOD_TABLES_LX_TTY_H
#define KMOD_TABLES_LX_TTY_H

#include "kmod/tables/lx_table.h"

/* What the note calls translation is the module's; the rest goes to the native command as it is. */
#define LX_IOCTL_ROWS(B, O, I, D, R, N) \
	I(TIOCGETA, 0x402c7413, TCGETS, 0x5401, "struct termios needs translation") \
	I(TIOCSETA, 0x802c7414, TCSETS, 0x5402, "struct termios needs translation") \
	I(TIOCSETAW, 0x802c7415, TCSETSW, 0x5403, "struct termios needs translation") \
	I(TIOCSETAF, 0x802c7416, TCSETSF, 0x5404, "struct termios needs translation") \
	I(TIOCDRAIN, 0x2000745e, TCSBRK, 0x5409, "argument 0: send a break; else drain") \
	R(TCXONC, 0x540a, "TIOCSTOP, TIOCSTART by argument") \
	I(TIOCFLUSH, 0x80047410, TCFLSH, 0x540b, "0, 1, 2 become FREAD, FWRITE, both") \
	I(TIOCEXCL, 0x2000740d, TIOCEXCL, 0x540c, "") \
	I(TIOCNXCL, 0x2000740e, TIOCNXCL, 0x540d, "") \
	I(TIOCSCTTY, 0x20007461, TIOCSCTTY, 0x540e, "") \
	I(TIOCGPGRP, 0x40047477, TIOCGPGRP, 0x540f, "") \
	I(TIOCSPGRP, 0x80047476, TIOCSPGRP, 0x5410, "") \
	I(TIOCOUTQ, 0x40047473, TIOCOUTQ, 0x5411, "") \
	I(TIOCGWINSZ, 0x40087468, TIOCGWINSZ, 0x5413, "") \
	I(TIOCSWINSZ, 0x80087467, TIOCSWINSZ, 0x5414, "") \
	I(FIONREAD, 0x4004667f, FIONREAD, 0x541b, "TIOCINQ is the same") \
	I(FIONBIO, 0x8004667e, FIONBIO, 0x5421, "") \
	I(TIOCNOTTY, 0x20007471, TIOCNOTTY, 0x5422, "") \
	I(TIOCGSID, 0x40047463, TIOCGSID, 0x5429, "") \
	I(TIOCGPTN, 0x4004740f, TIOCGPTN, 0x80045430, "") \
	D(TIOCSPTLCK, 0x40045431, "FreeBSD's pseudo-terminals are not locked") \
	I(FIONCLEX, 0x20006602, FIONCLEX, 0x5450, "") \
	I(FIOCLEX, 0x20006601, FIOCLEX, 0x5451, "") \
	I(FIOASYNC, 0x8004667d, FIOASYNC, 0x5452, "")

LX_CONSTANTS(LX_IOCTL_ROWS);

/* c_iflag */
#define LX_IFLAG_ROWS(B, O, I, D, R, N) \
	B(IGNBRK, 0x1, IGNBRK, 0x1, "") \
	B(BRKINT, 0x2, BRKINT, 0x2, "") \
	B(IGNPAR, 0x4, IGNPAR, 0x4, "") \
	B(PARMRK, 0x8, PARMRK, 0x8, "") \
	B(INPCK, 0x10, INPCK, 0x10, "") \
	B(ISTRIP, 0x20, ISTRIP, 0x20, "") \
	B(INLCR, 0x40, INLCR, 0x40, "") \
	B(IGNCR, 0x80, IGNCR, 0x80, "") \
	B(ICRNL, 0x100, ICRNL, 0x100, "") \
	D(IUCLC, 0x200, "no counterpart") \
	B(IXON, 0x200, IXON, 0x400, "") \
	B(IXANY, 0x800, IXANY, 0x800, "") \
	B(IXOFF, 0x400, IXOFF, 0x1000, "") \
	B(IMAXBEL, 0x2000, IMAXBEL, 0x2000, "") \
	B(IUTF8, 0x4000, IUTF8, 0x4000, "")

/* c_oflag; Linux's delays have no counterpart and are dropped */
#define LX_OFLAG_ROWS(B, O, I, D, R, N) \
	B(OPOST, 0x1, OPOST, 0x1, "") \
	D(OLCUC, 0x2, "no counterpart") \
	B(ONLCR, 0x2, ONLCR, 0x4, "") \
	B(OCRNL, 0x10, OCRNL, 0x8, "") \
	B(ONOCR, 0x20, ONOCR, 0x10, "") \
	B(ONLRET, 0x40, ONLRET, 0x20, "") \
	D(OFILL, 0x40, "") \
	D(OFDEL, 0x80, "") \
	B(TAB3, 0x4, TAB3, 0x1800, "XTABS: expand tabs") \
	D(NLDLY, 0x100, "") \
	D(CRDLY, 0x600, "") \
	D(TAB2, 0x1000, "") \
	D(TAB1, 0x800, "") \
	D(BSDLY, 0x2000, "") \
	D(VTDLY, 0x4000, "") \
	D(FFDLY, 0x8000, "") \
	N(ONOEOT, 0x8, "")

/* c_cflag without the size of a character (two bits: lx_csize below) and the speed */
#define LX_CFLAG_ROWS(B, O, I, D, R, N) \
	B(CSTOPB, 0x400, CSTOPB, 0x40, "") \
	B(CREAD, 0x800, CREAD, 0x80, "") \
	B(PARENB, 0x1000, PARENB, 0x100, "") \
	B(PARODD, 0x2000, PARODD, 0x200, "") \
	B(HUPCL, 0x4000, HUPCL, 0x400, "") \
	B(CLOCAL, 0x8000, CLOCAL, 0x800, "") \
	B(CRTSCTS, 0x30000, CRTSCTS, 0x80000000, "") \
	D(CMSPAR, 0x40000000, "no counterpart")

#define LX_CSIZE_ROWS(B, O, I, D, R, N) \
	B(CS5, 0, CS5, 0, "") \
	B(CS6, 0x100, CS6, 0x10, "") \
	B(CS7, 0x200, CS7, 0x20, "") \
	B(CS8, 0x300, CS8, 0x30, "")

/* c_lflag */
#define LX_LFLAG_ROWS(B, O, I, D, R, N) \
	B(ISIG, 0x80, ISIG, 0x1, "") \
	B(ICANON, 0x100, ICANON, 0x2, "") \
	D(XCASE, 0x4, "no counterpart") \
	B(ECHO, 0x8, ECHO, 0x8, "") \
	B(ECHOE, 0x2, ECHOE, 0x10, "") \
	B(ECHOK, 0x4, ECHOK, 0x20, "") \
	B(ECHONL, 0x10, ECHONL, 0x40, "") \
	B(NOFLSH, 0x80000000, NOFLSH, 0x80, "") \
	B(TOSTOP, 0x400000, TOSTOP, 0x100, "") \
	B(ECHOCTL, 0x40, ECHOCTL, 0x200, "") \
	B(ECHOPRT, 0x20, ECHOPRT, 0x400, "") \
	B(ECHOKE, 0x1, ECHOKE, 0x800, "") \
	B(FLUSHO, 0x800000, FLUSHO, 0x1000, "") \
	B(PENDIN, 0x20000000, PENDIN, 0x4000, "") \
	B(IEXTEN, 0x400, IEXTEN, 0x8000, "") \
	B(EXTPROC, 0x800, EXTPROC, 0x10000, "") \
	N(ALTWERASE, 0x200, "") \
	N(NOKERNINFO, 0x2000000, "")

/* c_cc: places in the array */
#define LX_CC_ROWS(B, O, I, D, R, N) \
	B(VINTR, 8, VINTR, 0, "") \
	B(VQUIT, 9, VQUIT, 1, "") \
	B(VERASE, 3, VERASE, 2, "") \
	B(VKILL, 5, VKILL, 3, "") \
	B(VEOF, 0, VEOF, 4, "") \
	B(VTIME, 17, VTIME, 5, "") \
	B(VMIN, 16, VMIN, 6, "") \
	D(VSWTC, 7, "no counterpart") \
	B(VSTART, 12, VSTART, 8, "") \
	B(VSTOP, 13, VSTOP, 9, "") \
	B(VSUSP, 10, VSUSP, 10, "") \
	B(VEOL, 1, VEOL, 11, "") \
	B(VREPRINT, 6, VREPRINT, 12, "") \
	B(VDISCARD, 15, VDISCARD, 13, "") \
	B(VWERASE, 4, VWERASE, 14, "") \
	B(VLNEXT, 14, VLNEXT, 15, "") \
	B(VEOL2, 2, VEOL2, 16, "") \
	N(VERASE2, 7, "") \
	N(VDSUSP, 11, "") \
	N(VSTATUS, 18, "")

/* Speeds: FreeBSD has the number itself, Linux a code in c_cflag's CBAUD. */
#define LX_SPEED_ROWS(B, O, I, D, R, N) \
	B(B0, 0, B0, 0, "") \
	B(B50, 50, B50, 1, "") \
	B(B75, 75, B75, 2, "") \
	B(B110, 110, B110, 3, "") \
	B(B134, 134, B134, 4, "") \
	B(B150, 150, B150, 5, "") \
	B(B200, 200, B200, 6, "") \
	B(B300, 300, B300, 7, "") \
	B(B600, 600, B600, 8, "") \
	B(B1200, 1200, B1200, 9, "") \
	B(B1800, 1800, B1800, 10, "") \
	B(B2400, 2400, B2400, 11, "") \
	B(B4800, 4800, B4800, 12, "") \
	B(B9600, 9600, B9600, 13, "") \
	B(B19200, 19200, B19200, 14, "") \
	B(B38400, 38400, B38400, 15, "") \
	B(B57600, 57600, B57600, 0x1001, "") \
	B(B115200, 115200, B115200, 0x1002, "") \
	B(B230400, 230400, B230400, 0x1003, "") \
	B(B460800, 460800, B460800, 0x1004, "") \
	B(B500000, 500000, B500000, 0x1005, "") \
	B(B921600, 921600, B921600, 0x1007, "") \
	B(B1000000, 1000000, B1000000, 0x1008, "") \
	B(B1500000, 1500000, B1500000, 0x100a, "") \
	B(B2000000, 2000000, B2000000, 0x100b, "") \
	B(B2500000, 2500000, B2500000, 0x100c, "") \
	B(B3000000, 3000000, B3000000, 0x100d, "") \
	B(B3500000, 3500000, B3500000, 0x100e, "") \
	B(B4000000, 4000000, B4000000, 0x100f, "")

LX_CONSTANTS(LX_IFLAG_ROWS);
LX_CONSTANTS(LX_OFLAG_ROWS);
LX_CONSTANTS(LX_CFLAG_ROWS);
LX_CONSTANTS(LX_CSIZE_ROWS);
LX_CONSTANTS(LX_LFLAG_ROWS);
LX_CONSTANTS(LX_CC_ROWS);
LX_CONSTANTS(LX_SPEED_ROWS);
enum {
	LX_CSIZE = 0x30,
	LX_CBAUD = 0x100f,
	LX_NCCS = 19
};

extern const struct lx_table lx_ioctl_table;
extern const struct lx_table lx_iflag_table;
extern const struct lx_table lx_oflag_table;
extern const struct lx_table lx_cflag_table;
extern const struct lx_table lx_csize_table;
extern const struct lx_table lx_lflag_table;
extern const struct lx_table lx_cc_table;
extern const struct lx_table lx_speed_table;

#endif
