/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_socket.h"

LX_TABLE(lx_domain_table, "domain", LX_FORM_NUMBER, "socket domains", LX_DOMAIN_ROWS);
LX_TABLE(lx_sock_type_table, "socktype", LX_FORM_NUMBER, "socket types", LX_SOCK_TYPE_ROWS);
LX_TABLE(lx_sock_flags_table, "sockflags", LX_FORM_FLAGS, "flags of socket and accept4",
    LX_SOCK_FLAGS_ROWS);
LX_TABLE(lx_msg_table, "msg", LX_FORM_FLAGS, "flags of send and recv", LX_MSG_ROWS);
LX_TABLE(lx_shut_table, "shutdown", LX_FORM_NUMBER, "shutdown's how", LX_SHUT_ROWS);
LX_TABLE(lx_sol_table, "sol", LX_FORM_NUMBER, "levels of socket options", LX_SOL_ROWS);
LX_TABLE(lx_so_table, "sockopt", LX_FORM_NUMBER, "options of SOL_SOCKET", LX_SO_ROWS);
LX_TABLE(lx_tcp_table, "tcp", LX_FORM_NUMBER, "options of IPPROTO_TCP", LX_TCP_ROWS);
LX_TABLE(lx_ip_table, "ip", LX_FORM_NUMBER, "options of IPPROTO_IP", LX_IP_ROWS);
LX_TABLE(lx_ipv6_table, "ipv6", LX_FORM_NUMBER, "options of IPPROTO_IPV6", LX_IPV6_ROWS);
LX_TABLE(lx_scm_table, "scm", LX_FORM_NUMBER, "control messages of SOL_SOCKET", LX_SCM_ROWS);
