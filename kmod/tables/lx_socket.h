/* SPDX-License-Identifier: BSD-2-Clause */
/* Sockets: domains, types, message flags, levels and options, control messages. */
#ifndef KMOD_TABLES_LX_SOCKET_H
#define KMOD_TABLES_LX_SOCKET_H

#include "kmod/tables/lx_table.h"

#define LX_DOMAIN_ROWS(B, O, I, D, R, N) \
	B(AF_UNSPEC, 0, AF_UNSPEC, 0, "") \
	B(AF_UNIX, 1, AF_UNIX, 1, "names in the abstract space (a leading NUL) are not there") \
	B(AF_INET, 2, AF_INET, 2, "") \
	B(AF_IPX, 23, AF_IPX, 4, "") \
	B(AF_APPLETALK, 16, AF_APPLETALK, 5, "") \
	B(AF_INET6, 28, AF_INET6, 10, "") \
	R(AF_NETLINK, 16, \
	    "FreeBSD's netlink speaks Linux to Linux programs by way of linux_common, which is " \
	    "not there") \
	R(AF_PACKET, 17, "bpf(4) is FreeBSD's way") \
	R(AF_VSOCK, 40, "") \
	N(AF_ROUTE, 17, "") \
	N(AF_LINK, 18, "")

LX_CONSTANTS(LX_DOMAIN_ROWS);

#define LX_SOCK_TYPE_ROWS(B, O, I, D, R, N) \
	B(SOCK_STREAM, 1, SOCK_STREAM, 1, "") \
	B(SOCK_DGRAM, 2, SOCK_DGRAM, 2, "") \
	B(SOCK_RAW, 3, SOCK_RAW, 3, "") \
	B(SOCK_RDM, 4, SOCK_RDM, 4, "") \
	B(SOCK_SEQPACKET, 5, SOCK_SEQPACKET, 5, "") \
	R(SOCK_DCCP, 6, "") \
	R(SOCK_PACKET, 10, "")

LX_CONSTANTS(LX_SOCK_TYPE_ROWS);

/* or-ed into the type of socket and socketpair, and accept4's flags */
#define LX_SOCK_FLAGS_ROWS(B, O, I, D, R, N) \
	B(SOCK_NONBLOCK, 0x20000000, SOCK_NONBLOCK, 0x800, "") \
	B(SOCK_CLOEXEC, 0x10000000, SOCK_CLOEXEC, 0x80000, "")

LX_CONSTANTS(LX_SOCK_FLAGS_ROWS);
enum {
	LX_SOCK_TYPE_MASK = 0xf
};

#define LX_MSG_ROWS(B, O, I, D, R, N) \
	B(MSG_OOB, 0x1, MSG_OOB, 0x1, "") \
	B(MSG_PEEK, 0x2, MSG_PEEK, 0x2, "") \
	B(MSG_DONTROUTE, 0x4, MSG_DONTROUTE, 0x4, "") \
	B(MSG_CTRUNC, 0x20, MSG_CTRUNC, 0x8, "") \
	R(MSG_PROBE, 0x10, "MSG_PROXY in glibc") \
	B(MSG_TRUNC, 0x10, MSG_TRUNC, 0x20, "") \
	B(MSG_DONTWAIT, 0x80, MSG_DONTWAIT, 0x40, "") \
	B(MSG_EOR, 0x8, MSG_EOR, 0x80, "") \
	B(MSG_WAITALL, 0x40, MSG_WAITALL, 0x100, "") \
	R(MSG_FIN, 0x200, "") \
	R(MSG_SYN, 0x400, "") \
	D(MSG_CONFIRM, 0x800, "a hint to the neighbour cache") \
	R(MSG_RST, 0x1000, "") \
	R(MSG_ERRQUEUE, 0x2000, "no queue of errors") \
	B(MSG_NOSIGNAL, 0x20000, MSG_NOSIGNAL, 0x4000, "") \
	D(MSG_MORE, 0x8000, "a hint; TCP_CORK is translated") \
	B(MSG_WAITFORONE, 0x80000, MSG_WAITFORONE, 0x10000, "recvmmsg") \
	D(MSG_FASTOPEN, 0x20000000, "connects and sends; the plain way follows") \
	B(MSG_CMSG_CLOEXEC, 0x40000, MSG_CMSG_CLOEXEC, 0x40000000, "")

LX_CONSTANTS(LX_MSG_ROWS);

#define LX_SHUT_ROWS(B, O, I, D, R, N) \
	B(SHUT_RD, 0, SHUT_RD, 0, "") \
	B(SHUT_WR, 1, SHUT_WR, 1, "") \
	B(SHUT_RDWR, 2, SHUT_RDWR, 2, "")

LX_CONSTANTS(LX_SHUT_ROWS);

/* Levels of options; those above 0 and 1 are protocol numbers on both sides. */
#define LX_SOL_ROWS(B, O, I, D, R, N) \
	B(SOL_SOCKET, 0xffff, SOL_SOCKET, 1, "") \
	B(IPPROTO_IP, 0, IPPROTO_IP, 0, "") \
	B(IPPROTO_TCP, 6, IPPROTO_TCP, 6, "") \
	B(IPPROTO_UDP, 17, IPPROTO_UDP, 17, "") \
	B(IPPROTO_IPV6, 41, IPPROTO_IPV6, 41, "") \
	B(IPPROTO_ICMPV6, 58, IPPROTO_ICMPV6, 58, "") \
	B(IPPROTO_SCTP, 132, IPPROTO_SCTP, 132, "") \
	R(SOL_NETLINK, 270, "")

LX_CONSTANTS(LX_SOL_ROWS);

#define LX_SO_ROWS(B, O, I, D, R, N) \
	B(SO_DEBUG, 0x1, SO_DEBUG, 1, "") \
	B(SO_REUSEADDR, 0x4, SO_REUSEADDR, 2, "") \
	B(SO_TYPE, 0x1008, SO_TYPE, 3, "") \
	B(SO_ERROR, 0x1007, SO_ERROR, 4, "the value is an errno: translate it") \
	B(SO_DONTROUTE, 0x10, SO_DONTROUTE, 5, "") \
	B(SO_BROADCAST, 0x20, SO_BROADCAST, 6, "") \
	B(SO_SNDBUF, 0x1001, SO_SNDBUF, 7, "") \
	B(SO_RCVBUF, 0x1002, SO_RCVBUF, 8, "") \
	B(SO_KEEPALIVE, 0x8, SO_KEEPALIVE, 9, "") \
	B(SO_OOBINLINE, 0x100, SO_OOBINLINE, 10, "") \
	D(SO_NO_CHECK, 11, "") \
	D(SO_PRIORITY, 12, "") \
	B(SO_LINGER, 0x80, SO_LINGER, 13, "") \
	D(SO_BSDCOMPAT, 14, "without effect in Linux too") \
	B(SO_REUSEPORT_LB, 0x10000, SO_REUSEPORT, 15, "Linux's spreads connections") \
	R(SO_PASSCRED, 16, "LOCAL_CREDS_PERSISTENT at level SOL_LOCAL; the message differs") \
	R(SO_PEERCRED, 17, "LOCAL_PEERCRED at level SOL_LOCAL, by the module") \
	B(SO_RCVLOWAT, 0x1004, SO_RCVLOWAT, 18, "") \
	B(SO_SNDLOWAT, 0x1003, SO_SNDLOWAT, 19, "") \
	B(SO_RCVTIMEO, 0x1006, SO_RCVTIMEO_OLD, 20, "SO_RCVTIMEO in 64-bit programs") \
	B(SO_SNDTIMEO, 0x1005, SO_SNDTIMEO_OLD, 21, "SO_SNDTIMEO in 64-bit programs") \
	R(SO_BINDTODEVICE, 25, "") \
	R(SO_ATTACH_FILTER, 26, "") \
	R(SO_DETACH_FILTER, 27, "") \
	B(SO_TIMESTAMP, 0x400, SO_TIMESTAMP_OLD, 29, "SO_TIMESTAMP in 64-bit programs") \
	B(SO_ACCEPTCONN, 0x2, SO_ACCEPTCONN, 30, "") \
	R(SO_PEERSEC, 31, "ENOPROTOOPT is expected") \
	I(SO_SNDBUF, 0x1001, SO_SNDBUFFORCE, 32, "") \
	I(SO_RCVBUF, 0x1002, SO_RCVBUFFORCE, 33, "") \
	R(SO_PASSSEC, 34, "") \
	B(SO_BINTIME, 0x2000, SO_TIMESTAMPNS_OLD, 35, "SO_TIMESTAMPNS; the message differs") \
	R(SO_MARK, 36, "") \
	R(SO_TIMESTAMPING_OLD, 37, "") \
	B(SO_PROTOCOL, 0x1016, SO_PROTOCOL, 38, "") \
	B(SO_DOMAIN, 0x1019, SO_DOMAIN, 39, "the value is a domain: translate it") \
	R(SO_PEERGROUPS, 59, "LOCAL_PEERCRED has them; not written yet") \
	R(SO_ZEROCOPY, 60, "") \
	N(SO_USELOOPBACK, 0x40, "") \
	N(SO_NOSIGPIPE, 0x800, "")

LX_CONSTANTS(LX_SO_ROWS);

#define LX_TCP_ROWS(B, O, I, D, R, N) \
	B(TCP_NODELAY, 1, TCP_NODELAY, 1, "") \
	B(TCP_MAXSEG, 2, TCP_MAXSEG, 2, "") \
	B(TCP_NOPUSH, 4, TCP_CORK, 3, "") \
	B(TCP_KEEPIDLE, 256, TCP_KEEPIDLE, 4, "") \
	B(TCP_KEEPINTVL, 512, TCP_KEEPINTVL, 5, "") \
	B(TCP_KEEPCNT, 1024, TCP_KEEPCNT, 6, "") \
	R(TCP_SYNCNT, 7, "") \
	R(TCP_LINGER2, 8, "") \
	D(TCP_DEFER_ACCEPT, 9, "a wish; accept filters are FreeBSD's way") \
	R(TCP_WINDOW_CLAMP, 10, "") \
	R(TCP_INFO, 11, "the structures differ; not written yet") \
	D(TCP_QUICKACK, 12, "a wish") \
	B(TCP_CONGESTION, 64, TCP_CONGESTION, 13, "the names of the algorithms differ in part") \
	B(TCP_MD5SIG, 16, TCP_MD5SIG, 14, "") \
	R(TCP_USER_TIMEOUT, 18, "") \
	R(TCP_FASTOPEN, 23, "FreeBSD's takes another value") \
	R(TCP_NOTSENT_LOWAT, 25, "")

LX_CONSTANTS(LX_TCP_ROWS);

#define LX_IP_ROWS(B, O, I, D, R, N) \
	B(IP_TOS, 3, IP_TOS, 1, "") \
	B(IP_TTL, 4, IP_TTL, 2, "") \
	B(IP_HDRINCL, 2, IP_HDRINCL, 3, "") \
	B(IP_OPTIONS, 1, IP_OPTIONS, 4, "") \
	R(IP_ROUTER_ALERT, 5, "") \
	B(IP_RECVOPTS, 5, IP_RECVOPTS, 6, "") \
	B(IP_RETOPTS, 8, IP_RETOPTS, 7, "") \
	R(IP_PKTINFO, 8, "IP_RECVDSTADDR and IP_RECVIF are FreeBSD's way") \
	D(IP_MTU_DISCOVER, 10, "FreeBSD has IP_DONTFRAG for datagrams only") \
	D(IP_RECVERR, 11, "no queue of errors") \
	B(IP_RECVTTL, 65, IP_RECVTTL, 12, "") \
	B(IP_RECVTOS, 68, IP_RECVTOS, 13, "") \
	R(IP_MTU, 14, "") \
	B(IP_BINDANY, 24, IP_FREEBIND, 15, "needs a privilege on FreeBSD") \
	R(IP_TRANSPARENT, 19, "") \
	B(IP_ORIGDSTADDR, 27, IP_ORIGDSTADDR, 20, "") \
	B(IP_MINTTL, 66, IP_MINTTL, 21, "") \
	D(IP_BIND_ADDRESS_NO_PORT, 24, "") \
	B(IP_MULTICAST_IF, 9, IP_MULTICAST_IF, 32, "") \
	B(IP_MULTICAST_TTL, 10, IP_MULTICAST_TTL, 33, "") \
	B(IP_MULTICAST_LOOP, 11, IP_MULTICAST_LOOP, 34, "") \
	B(IP_ADD_MEMBERSHIP, 12, IP_ADD_MEMBERSHIP, 35, "") \
	B(IP_DROP_MEMBERSHIP, 13, IP_DROP_MEMBERSHIP, 36, "") \
	B(IP_UNBLOCK_SOURCE, 73, IP_UNBLOCK_SOURCE, 37, \
	    "the structure's members are in another order") \
	B(IP_BLOCK_SOURCE, 72, IP_BLOCK_SOURCE, 38, \
	    "the structure's members are in another order") \
	B(IP_ADD_SOURCE_MEMBERSHIP, 70, IP_ADD_SOURCE_MEMBERSHIP, 39, "the same") \
	B(IP_DROP_SOURCE_MEMBERSHIP, 71, IP_DROP_SOURCE_MEMBERSHIP, 40, "the same") \
	B(MCAST_JOIN_GROUP, 80, MCAST_JOIN_GROUP, 42, "holds a socket address: translate it") \
	B(MCAST_LEAVE_GROUP, 81, MCAST_LEAVE_GROUP, 45, "holds a socket address") \
	B(MCAST_JOIN_SOURCE_GROUP, 82, MCAST_JOIN_SOURCE_GROUP, 46, "holds socket addresses") \
	B(MCAST_LEAVE_SOURCE_GROUP, 83, MCAST_LEAVE_SOURCE_GROUP, 47, "holds socket addresses") \
	D(IP_MULTICAST_ALL, 49, "")

LX_CONSTANTS(LX_IP_ROWS);

#define LX_IPV6_ROWS(B, O, I, D, R, N) \
	B(IPV6_CHECKSUM, 26, IPV6_CHECKSUM, 7, "") \
	B(IPV6_NEXTHOP, 48, IPV6_NEXTHOP, 9, "") \
	B(IPV6_UNICAST_HOPS, 4, IPV6_UNICAST_HOPS, 16, "") \
	B(IPV6_MULTICAST_IF, 9, IPV6_MULTICAST_IF, 17, "") \
	B(IPV6_MULTICAST_HOPS, 10, IPV6_MULTICAST_HOPS, 18, "") \
	B(IPV6_MULTICAST_LOOP, 11, IPV6_MULTICAST_LOOP, 19, "") \
	B(IPV6_JOIN_GROUP, 12, IPV6_ADD_MEMBERSHIP, 20, "") \
	B(IPV6_LEAVE_GROUP, 13, IPV6_DROP_MEMBERSHIP, 21, "") \
	D(IPV6_MTU_DISCOVER, 23, "") \
	R(IPV6_MTU, 24, "") \
	D(IPV6_RECVERR, 25, "no queue of errors") \
	B(IPV6_V6ONLY, 27, IPV6_V6ONLY, 26, "off unless asked for on Linux, on in FreeBSD") \
	B(IPV6_RECVPKTINFO, 36, IPV6_RECVPKTINFO, 49, "") \
	B(IPV6_PKTINFO, 46, IPV6_PKTINFO, 50, "") \
	B(IPV6_RECVHOPLIMIT, 37, IPV6_RECVHOPLIMIT, 51, "") \
	B(IPV6_HOPLIMIT, 47, IPV6_HOPLIMIT, 52, "") \
	B(IPV6_RECVHOPOPTS, 39, IPV6_RECVHOPOPTS, 53, "") \
	B(IPV6_HOPOPTS, 49, IPV6_HOPOPTS, 54, "") \
	B(IPV6_RTHDRDSTOPTS, 35, IPV6_RTHDRDSTOPTS, 55, "") \
	B(IPV6_RECVRTHDR, 38, IPV6_RECVRTHDR, 56, "") \
	B(IPV6_RTHDR, 51, IPV6_RTHDR, 57, "") \
	B(IPV6_RECVDSTOPTS, 40, IPV6_RECVDSTOPTS, 58, "") \
	B(IPV6_DSTOPTS, 50, IPV6_DSTOPTS, 59, "") \
	B(IPV6_RECVPATHMTU, 43, IPV6_RECVPATHMTU, 60, "") \
	B(IPV6_PATHMTU, 44, IPV6_PATHMTU, 61, "") \
	B(IPV6_DONTFRAG, 62, IPV6_DONTFRAG, 62, "") \
	B(IPV6_USE_MIN_MTU, 42, IPV6_USE_MIN_MTU, 63, "") \
	B(IPV6_RECVTCLASS, 57, IPV6_RECVTCLASS, 66, "") \
	B(IPV6_TCLASS, 61, IPV6_TCLASS, 67, "") \
	B(IPV6_AUTOFLOWLABEL, 59, IPV6_AUTOFLOWLABEL, 70, "")

LX_CONSTANTS(LX_IPV6_ROWS);

#define LX_SCM_ROWS(B, O, I, D, R, N) \
	B(SCM_RIGHTS, 1, SCM_RIGHTS, 1, "") \
	B(SCM_CREDS, 3, SCM_CREDENTIALS, 2, "the structures differ: Linux has pid, uid, gid") \
	B(SCM_TIMESTAMP, 2, SCM_TIMESTAMP, 29, "struct timeval on both sides")

LX_CONSTANTS(LX_SCM_ROWS);

extern const struct lx_table lx_domain_table;
extern const struct lx_table lx_sock_type_table;
extern const struct lx_table lx_sock_flags_table;
extern const struct lx_table lx_msg_table;
extern const struct lx_table lx_shut_table;
extern const struct lx_table lx_sol_table;
extern const struct lx_table lx_so_table;
extern const struct lx_table lx_tcp_table;
extern const struct lx_table lx_ip_table;
extern const struct lx_table lx_ipv6_table;
extern const struct lx_table lx_scm_table;

#endif
