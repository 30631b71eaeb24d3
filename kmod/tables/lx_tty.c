/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_tty.h"

LX_TABLE(lx_ioctl_table, "ioctl", LX_FORM_NUMBER, "ioctl commands", LX_IOCTL_ROWS);
LX_TABLE(lx_iflag_table, "termios.iflag", LX_FORM_FLAGS, "c_iflag", LX_IFLAG_ROWS);
LX_TABLE(lx_oflag_table, "termios.oflag", LX_FORM_FLAGS, "c_oflag", LX_OFLAG_ROWS);
LX_TABLE(lx_cflag_table, "termios.cflag", LX_FORM_FLAGS, "c_cflag", LX_CFLAG_ROWS);
LX_TABLE(
    lx_csize_table, "termios.csize", LX_FORM_NUMBER, "c_cflag: bits of a character", LX_CSIZE_ROWS);
LX_TABLE(lx_lflag_table, "termios.lflag", LX_FORM_FLAGS, "c_lflag", LX_LFLAG_ROWS);
LX_TABLE(lx_cc_table, "termios.cc", LX_FORM_NUMBER, "places in c_cc", LX_CC_ROWS);
LX_TABLE(lx_speed_table, "termios.speed", LX_FORM_NUMBER, "line speeds", LX_SPEED_ROWS);
