/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ioctl: terminals, and the few commands that work on any descriptor. struct termios needs
 * translation; the other commands take an int, a struct winsize or nothing, alike on both sides.
 * What is not in the table is ENOTTY, which is what Linux says of a command that a file does not
 * know.
 */
#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/filio.h>
#include <sys/syscallsubr.h>
#include <sys/ttycom.h>
#include <sys/_termios.h>

#include "kmod/lx.h"
#include "kmod/tables/lx_tty.h"
#include "kmod/tables/x86_64/lx_struct.h"

/* Speeds that Linux has no code for go out as the nearest thing it has: 38400. */
static uint32_t
speed_out(speed_t speed)
{
	int64_t code;

	if (!lx_value_to_linux(&lx_speed_table, speed, &code)) {
		LX_BAD_VALUE("terminal speed", speed);
		return (LX_B38400);
	}
	return ((uint32_t)code);
}

static void
termios_out(const struct termios *from, struct lx_termios *to)
{
	uint64_t left;
	int64_t csize;
	unsigned int i;

	bzero(to, sizeof(*to));
	to->c_iflag = (uint32_t)lx_flags_to_linux(&lx_iflag_table, from->c_iflag, &left);
	to->c_oflag = (uint32_t)lx_flags_to_linux(&lx_oflag_table, from->c_oflag, &left);
	to->c_lflag = (uint32_t)lx_flags_to_linux(&lx_lflag_table, from->c_lflag, &left);
	to->c_cflag = (uint32_t)lx_flags_to_linux(&lx_cflag_table, from->c_cflag & ~CSIZE, &left);
	csize = LX_CSIZE;
	(void)lx_value_to_linux(&lx_csize_table, from->c_cflag & CSIZE, &csize);
	to->c_cflag |= (uint32_t)csize | speed_out(from->c_ospeed);
	for (i = 0; i < lx_cc_table.count; i++) {
		const struct lx_row *row = &lx_cc_table.rows[i];

		if (row->how == LX_HOW_BOTH)
			to->c_cc[row->lx] = from->c_cc[row->bsd] == (cc_t)_POSIX_VDISABLE
						? 0
						: from->c_cc[row->bsd];
	}
}

/* to holds the present settings: what Linux has no word for stays. */
static void
termios_in(const struct lx_termios *from, struct termios *to)
{
	uint64_t left;
	int64_t value;
	unsigned int i;

	to->c_iflag = (tcflag_t)lx_flags_to_bsd(&lx_iflag_table, from->c_iflag, &left);
	to->c_oflag = (tcflag_t)lx_flags_to_bsd(&lx_oflag_table, from->c_oflag, &left);
	to->c_lflag = (tcflag_t)lx_flags_to_bsd(&lx_lflag_table, from->c_lflag, &left);
	to->c_cflag = (tcflag_t)lx_flags_to_bsd(
	    &lx_cflag_table, from->c_cflag & ~(uint32_t)(LX_CSIZE | LX_CBAUD), &left);
	if (lx_value_to_bsd(&lx_csize_table, from->c_cflag & LX_CSIZE, &value))
		to->c_cflag |= (tcflag_t)value;
	if (lx_value_to_bsd(&lx_speed_table, from->c_cflag & LX_CBAUD, &value))
		to->c_ispeed = to->c_ospeed = (speed_t)value;
	for (i = 0; i < lx_cc_table.count; i++) {
		const struct lx_row *row = &lx_cc_table.rows[i];

		if (row->how != LX_HOW_BOTH)
			continue;
		to->c_cc[row->bsd] = from->c_cc[row->lx];
		/* 0 disables a character on Linux, but is a count for these two */
		if (from->c_cc[row->lx] == 0 && row->bsd != VMIN && row->bsd != VTIME)
			to->c_cc[row->bsd] = (cc_t)_POSIX_VDISABLE;
	}
}

static int
get_termios(struct thread *td, int fd, void *user)
{
	struct lx_termios lt;
	struct termios native;
	int error;

	error = kern_ioctl(td, fd, TIOCGETA, (caddr_t)&native);
	if (error != 0)
		return (error);
	termios_out(&native, &lt);
	return (copyout(&lt, user, sizeof(lt)));
}

static int
set_termios(struct thread *td, int fd, u_long command, const void *user)
{
	struct lx_termios lt;
	struct termios native;
	int error;

	error = copyin(user, &lt, sizeof(lt));
	if (error == 0)
		error = kern_ioctl(td, fd, TIOCGETA, (caddr_t)&native);
	if (error != 0)
		return (error);
	termios_in(&lt, &native);
	return (kern_ioctl(td, fd, command, (caddr_t)&native));
}

static int
flush(struct thread *td, int fd, u_long queue)
{
	int what;

	if (queue > 2)
		return (EINVAL);
	what = queue == 0 ? FREAD : queue == 1 ? FWRITE : FREAD | FWRITE;
	return (kern_ioctl(td, fd, TIOCFLUSH, (caddr_t)&what));
}

/* Argument 0 sends a break, which takes a quarter of a second; anything else only drains. */
static int
send_break(struct thread *td, int fd, u_long argument)
{
	int error;

	error = kern_ioctl(td, fd, TIOCDRAIN, NULL);
	if (error != 0 || argument != 0)
		return (error);
	error = kern_ioctl(td, fd, TIOCSBRK, NULL);
	if (error != 0)
		return (error);
	(void)pause_sig("lxbreak", hz / 4);
	return (kern_ioctl(td, fd, TIOCCBRK, NULL));
}

/* A command whose argument is the same on both sides; its native number tells size and direction.
 */
static int
same_argument(struct thread *td, int fd, u_long command, void *user)
{
	char data[16];
	size_t size;
	int error;

	size = IOCPARM_LEN(command);
	if (size > sizeof(data))
		return (ENOTTY);
	bzero(data, sizeof(data));
	error = (command & IOC_IN) != 0 ? copyin(user, data, size) : 0;
	if (error == 0)
		error = kern_ioctl(td, fd, command, data);
	if (error == 0 && (command & IOC_OUT) != 0)
		error = copyout(data, user, size);
	return (error);
}

int
lx_ioctl(struct thread *td, struct lx_ioctl_args *uap)
{
	const struct lx_row *row;
	void *user;
	int error;

	user = (void *)uap->arg;
	row = lx_row_of_linux(&lx_ioctl_table, uap->cmd);
	if (row == NULL || row->how == LX_HOW_REFUSE) {
		SDT_PROBE2(lxabi, , translate, ioctl, uap->fd, uap->cmd);
		return (ENOTTY);
	}
	if (row->how == LX_HOW_DROP)
		return (0);
	switch (uap->cmd) {
	case LX_TCGETS:
		error = get_termios(td, uap->fd, user);
		break;
	case LX_TCSETS:
	case LX_TCSETSW:
	case LX_TCSETSF:
		error = set_termios(td, uap->fd, (u_long)row->bsd, user);
		break;
	case LX_TCFLSH:
		error = flush(td, uap->fd, uap->arg);
		break;
	case LX_TCSBRK:
		error = send_break(td, uap->fd, uap->arg);
		break;
	default:
		error = same_argument(td, uap->fd, (u_long)row->bsd, user);
		break;
	}
	return (error == ENOIOCTL ? ENOTTY : error);
}
