/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_poll.h"

LX_TABLE(lx_poll_table, "poll", LX_FORM_FLAGS, "poll events", LX_POLL_ROWS);
LX_TABLE(lx_epoll_table, "epoll", LX_FORM_FLAGS, "epoll events, and what of kqueue serves them",
    LX_EPOLL_ROWS);
LX_TABLE(
    lx_epoll_ctl_table, "epoll_ctl", LX_FORM_NUMBER, "epoll_ctl operations", LX_EPOLL_CTL_ROWS);
LX_TABLE(lx_eventfd_table, "eventfd", LX_FORM_FLAGS, "eventfd2 flags", LX_EVENTFD_ROWS);
