/* SPDX-License-Identifier: BSD-2-Clause */
/* System call names. Generated from syscalls.master by makesyscalls.awk: do not edit. */
#include "kmod/tables/lx_types.h"
#include "kmod/lx_syscall.h"

const char *lx_syscallnames[LX_SYS_MAXSYSCALL] = {
	"read", /* 0 */
	"write", /* 1 */
	"open", /* 2 */
	"close", /* 3 */
	"stat", /* 4 */
	"fstat", /* 5 */
	"lstat", /* 6 */
	"poll", /* 7 */
	"lseek", /* 8 */
	"mmap", /* 9 */
	"mprotect", /* 10 */
	"munmap", /* 11 */
	"brk", /* 12 */
	"rt_sigaction", /* 13 */
	"rt_sigprocmask", /* 14 */
	"rt_sigreturn", /* 15 */
	"ioctl", /* 16 */
	"pread64", /* 17 */
	"pwrite64", /* 18 */
	"readv", /* 19 */
	"writev", /* 20 */
	"access", /* 21 */
	"pipe", /* 22 */
	"select", /* 23 */
	"sched_yield", /* 24 */
	"mremap", /* 25 */
	"msync", /* 26 */
	"mincore", /* 27 */
	"madvise", /* 28 */
	"shmget", /* 29 */
	"shmat", /* 30 */
	"shmctl", /* 31 */
	"dup", /* 32 */
	"dup2", /* 33 */
	"pause", /* 34 */
	"nanosleep", /* 35 */
	"getitimer", /* 36 */
	"alarm", /* 37 */
	"setitimer", /* 38 */
	"getpid", /* 39 */
	"sendfile", /* 40 */
	"socket", /* 41 */
	"connect", /* 42 */
	"accept", /* 43 */
	"sendto", /* 44 */
	"recvfrom", /* 45 */
	"sendmsg", /* 46 */
	"recvmsg", /* 47 */
	"shutdown", /* 48 */
	"bind", /* 49 */
	"listen", /* 50 */
	"getsockname", /* 51 */
	"getpeername", /* 52 */
	"socketpair", /* 53 */
	"setsockopt", /* 54 */
	"getsockopt", /* 55 */
	"clone", /* 56 */
	"fork", /* 57 */
	"vfork", /* 58 */
	"execve", /* 59 */
	"exit", /* 60 */
	"wait4", /* 61 */
	"kill", /* 62 */
	"uname", /* 63 */
	"semget", /* 64 */
	"semop", /* 65 */
	"semctl", /* 66 */
	"shmdt", /* 67 */
	"msgget", /* 68 */
	"msgsnd", /* 69 */
	"msgrcv", /* 70 */
	"msgctl", /* 71 */
	"fcntl", /* 72 */
	"flock", /* 73 */
	"fsync", /* 74 */
	"fdatasync", /* 75 */
	"truncate", /* 76 */
	"ftruncate", /* 77 */
	"getdents", /* 78 */
	"getcwd", /* 79 */
	"chdir", /* 80 */
	"fchdir", /* 81 */
	"rename", /* 82 */
	"mkdir", /* 83 */
	"rmdir", /* 84 */
	"creat", /* 85 */
	"link", /* 86 */
	"unlink", /* 87 */
	"symlink", /* 88 */
	"readlink", /* 89 */
	"chmod", /* 90 */
	"fchmod", /* 91 */
	"chown", /* 92 */
	"fchown", /* 93 */
	"lchown", /* 94 */
	"umask", /* 95 */
	"gettimeofday", /* 96 */
	"getrlimit", /* 97 */
	"getrusage", /* 98 */
	"sysinfo", /* 99 */
	"times", /* 100 */
	"ptrace", /* 101 */
	"getuid", /* 102 */
	"syslog", /* 103 */
	"getgid", /* 104 */
	"setuid", /* 105 */
	"setgid", /* 106 */
	"geteuid", /* 107 */
	"getegid", /* 108 */
	"setpgid", /* 109 */
	"getppid", /* 110 */
	"getpgrp", /* 111 */
	"setsid", /* 112 */
	"setreuid", /* 113 */
	"setregid", /* 114 */
	"getgroups", /* 115 */
	"setgroups", /* 116 */
	"setresuid", /* 117 */
	"getresuid", /* 118 */
	"setresgid", /* 119 */
	"getresgid", /* 120 */
	"getpgid", /* 121 */
	"setfsuid", /* 122 */
	"setfsgid", /* 123 */
	"getsid", /* 124 */
	"capget", /* 125 */
	"capset", /* 126 */
	"rt_sigpending", /* 127 */
	"rt_sigtimedwait", /* 128 */
	"rt_sigqueueinfo", /* 129 */
	"rt_sigsuspend", /* 130 */
	"sigaltstack", /* 131 */
	"utime", /* 132 */
	"mknod", /* 133 */
	"uselib", /* 134 */
	"personality", /* 135 */
	"ustat", /* 136 */
	"statfs", /* 137 */
	"fstatfs", /* 138 */
	"sysfs", /* 139 */
	"getpriority", /* 140 */
	"setpriority", /* 141 */
	"sched_setparam", /* 142 */
	"sched_getparam", /* 143 */
	"sched_setscheduler", /* 144 */
	"sched_getscheduler", /* 145 */
	"sched_get_priority_max", /* 146 */
	"sched_get_priority_min", /* 147 */
	"sched_rr_get_interval", /* 148 */
	"mlock", /* 149 */
	"munlock", /* 150 */
	"mlockall", /* 151 */
	"munlockall", /* 152 */
	"vhangup", /* 153 */
	"modify_ldt", /* 154 */
	"pivot_root", /* 155 */
	"_sysctl", /* 156 */
	"prctl", /* 157 */
	"arch_prctl", /* 158 */
	"adjtimex", /* 159 */
	"setrlimit", /* 160 */
	"chroot", /* 161 */
	"sync", /* 162 */
	"acct", /* 163 */
	"settimeofday", /* 164 */
	"mount", /* 165 */
	"umount2", /* 166 */
	"swapon", /* 167 */
	"swapoff", /* 168 */
	"reboot", /* 169 */
	"sethostname", /* 170 */
	"setdomainname", /* 171 */
	"iopl", /* 172 */
	"ioperm", /* 173 */
	"create_module", /* 174 */
	"init_module", /* 175 */
	"delete_module", /* 176 */
	"get_kernel_syms", /* 177 */
	"query_module", /* 178 */
	"quotactl", /* 179 */
	"nfsservctl", /* 180 */
	"getpmsg", /* 181 */
	"putpmsg", /* 182 */
	"afs_syscall", /* 183 */
	"tuxcall", /* 184 */
	"security", /* 185 */
	"gettid", /* 186 */
	"readahead", /* 187 */
	"setxattr", /* 188 */
	"lsetxattr", /* 189 */
	"fsetxattr", /* 190 */
	"getxattr", /* 191 */
	"lgetxattr", /* 192 */
	"fgetxattr", /* 193 */
	"listxattr", /* 194 */
	"llistxattr", /* 195 */
	"flistxattr", /* 196 */
	"removexattr", /* 197 */
	"lremovexattr", /* 198 */
	"fremovexattr", /* 199 */
	"tkill", /* 200 */
	"time", /* 201 */
	"futex", /* 202 */
	"sched_setaffinity", /* 203 */
	"sched_getaffinity", /* 204 */
	"set_thread_area", /* 205 */
	"io_setup", /* 206 */
	"io_destroy", /* 207 */
	"io_getevents", /* 208 */
	"io_submit", /* 209 */
	"io_cancel", /* 210 */
	"get_thread_area", /* 211 */
	"lookup_dcookie", /* 212 */
	"epoll_create", /* 213 */
	"epoll_ctl_old", /* 214 */
	"epoll_wait_old", /* 215 */
	"remap_file_pages", /* 216 */
	"getdents64", /* 217 */
	"set_tid_address", /* 218 */
	"restart_syscall", /* 219 */
	"semtimedop", /* 220 */
	"fadvise64", /* 221 */
	"timer_create", /* 222 */
	"timer_settime", /* 223 */
	"timer_gettime", /* 224 */
	"timer_getoverrun", /* 225 */
	"timer_delete", /* 226 */
	"clock_settime", /* 227 */
	"clock_gettime", /* 228 */
	"clock_getres", /* 229 */
	"clock_nanosleep", /* 230 */
	"exit_group", /* 231 */
	"epoll_wait", /* 232 */
	"epoll_ctl", /* 233 */
	"tgkill", /* 234 */
	"utimes", /* 235 */
	"vserver", /* 236 */
	"mbind", /* 237 */
	"set_mempolicy", /* 238 */
	"get_mempolicy", /* 239 */
	"mq_open", /* 240 */
	"mq_unlink", /* 241 */
	"mq_timedsend", /* 242 */
	"mq_timedreceive", /* 243 */
	"mq_notify", /* 244 */
	"mq_getsetattr", /* 245 */
	"kexec_load", /* 246 */
	"waitid", /* 247 */
	"add_key", /* 248 */
	"request_key", /* 249 */
	"keyctl", /* 250 */
	"ioprio_set", /* 251 */
	"ioprio_get", /* 252 */
	"inotify_init", /* 253 */
	"inotify_add_watch", /* 254 */
	"inotify_rm_watch", /* 255 */
	"migrate_pages", /* 256 */
	"openat", /* 257 */
	"mkdirat", /* 258 */
	"mknodat", /* 259 */
	"fchownat", /* 260 */
	"futimesat", /* 261 */
	"newfstatat", /* 262 */
	"unlinkat", /* 263 */
	"renameat", /* 264 */
	"linkat", /* 265 */
	"symlinkat", /* 266 */
	"readlinkat", /* 267 */
	"fchmodat", /* 268 */
	"faccessat", /* 269 */
	"pselect6", /* 270 */
	"ppoll", /* 271 */
	"unshare", /* 272 */
	"set_robust_list", /* 273 */
	"get_robust_list", /* 274 */
	"splice", /* 275 */
	"tee", /* 276 */
	"sync_file_range", /* 277 */
	"vmsplice", /* 278 */
	"move_pages", /* 279 */
	"utimensat", /* 280 */
	"epoll_pwait", /* 281 */
	"signalfd", /* 282 */
	"timerfd_create", /* 283 */
	"eventfd", /* 284 */
	"fallocate", /* 285 */
	"timerfd_settime", /* 286 */
	"timerfd_gettime", /* 287 */
	"accept4", /* 288 */
	"signalfd4", /* 289 */
	"eventfd2", /* 290 */
	"epoll_create1", /* 291 */
	"dup3", /* 292 */
	"pipe2", /* 293 */
	"inotify_init1", /* 294 */
	"preadv", /* 295 */
	"pwritev", /* 296 */
	"rt_tgsigqueueinfo", /* 297 */
	"perf_event_open", /* 298 */
	"recvmmsg", /* 299 */
	"fanotify_init", /* 300 */
	"fanotify_mark", /* 301 */
	"prlimit64", /* 302 */
	"name_to_handle_at", /* 303 */
	"open_by_handle_at", /* 304 */
	"clock_adjtime", /* 305 */
	"syncfs", /* 306 */
	"sendmmsg", /* 307 */
	"setns", /* 308 */
	"getcpu", /* 309 */
	"process_vm_readv", /* 310 */
	"process_vm_writev", /* 311 */
	"kcmp", /* 312 */
	"finit_module", /* 313 */
	"sched_setattr", /* 314 */
	"sched_getattr", /* 315 */
	"renameat2", /* 316 */
	"seccomp", /* 317 */
	"getrandom", /* 318 */
	"memfd_create", /* 319 */
	"kexec_file_load", /* 320 */
	"bpf", /* 321 */
	"execveat", /* 322 */
	"userfaultfd", /* 323 */
	"membarrier", /* 324 */
	"mlock2", /* 325 */
	"copy_file_range", /* 326 */
	"preadv2", /* 327 */
	"pwritev2", /* 328 */
	"pkey_mprotect", /* 329 */
	"pkey_alloc", /* 330 */
	"pkey_free", /* 331 */
	"statx", /* 332 */
	"io_pgetevents", /* 333 */
	"rseq", /* 334 */
	"uretprobe", /* 335 */
	"uprobe", /* 336 */
	"#337", /* 337 */
	"#338", /* 338 */
	"#339", /* 339 */
	"#340", /* 340 */
	"#341", /* 341 */
	"#342", /* 342 */
	"#343", /* 343 */
	"#344", /* 344 */
	"#345", /* 345 */
	"#346", /* 346 */
	"#347", /* 347 */
	"#348", /* 348 */
	"#349", /* 349 */
	"#350", /* 350 */
	"#351", /* 351 */
	"#352", /* 352 */
	"#353", /* 353 */
	"#354", /* 354 */
	"#355", /* 355 */
	"#356", /* 356 */
	"#357", /* 357 */
	"#358", /* 358 */
	"#359", /* 359 */
	"#360", /* 360 */
	"#361", /* 361 */
	"#362", /* 362 */
	"#363", /* 363 */
	"#364", /* 364 */
	"#365", /* 365 */
	"#366", /* 366 */
	"#367", /* 367 */
	"#368", /* 368 */
	"#369", /* 369 */
	"#370", /* 370 */
	"#371", /* 371 */
	"#372", /* 372 */
	"#373", /* 373 */
	"#374", /* 374 */
	"#375", /* 375 */
	"#376", /* 376 */
	"#377", /* 377 */
	"#378", /* 378 */
	"#379", /* 379 */
	"#380", /* 380 */
	"#381", /* 381 */
	"#382", /* 382 */
	"#383", /* 383 */
	"#384", /* 384 */
	"#385", /* 385 */
	"#386", /* 386 */
	"#387", /* 387 */
	"#388", /* 388 */
	"#389", /* 389 */
	"#390", /* 390 */
	"#391", /* 391 */
	"#392", /* 392 */
	"#393", /* 393 */
	"#394", /* 394 */
	"#395", /* 395 */
	"#396", /* 396 */
	"#397", /* 397 */
	"#398", /* 398 */
	"#399", /* 399 */
	"#400", /* 400 */
	"#401", /* 401 */
	"#402", /* 402 */
	"#403", /* 403 */
	"#404", /* 404 */
	"#405", /* 405 */
	"#406", /* 406 */
	"#407", /* 407 */
	"#408", /* 408 */
	"#409", /* 409 */
	"#410", /* 410 */
	"#411", /* 411 */
	"#412", /* 412 */
	"#413", /* 413 */
	"#414", /* 414 */
	"#415", /* 415 */
	"#416", /* 416 */
	"#417", /* 417 */
	"#418", /* 418 */
	"#419", /* 419 */
	"#420", /* 420 */
	"#421", /* 421 */
	"#422", /* 422 */
	"#423", /* 423 */
	"pidfd_send_signal", /* 424 */
	"io_uring_setup", /* 425 */
	"io_uring_enter", /* 426 */
	"io_uring_register", /* 427 */
	"open_tree", /* 428 */
	"move_mount", /* 429 */
	"fsopen", /* 430 */
	"fsconfig", /* 431 */
	"fsmount", /* 432 */
	"fspick", /* 433 */
	"pidfd_open", /* 434 */
	"clone3", /* 435 */
	"close_range", /* 436 */
	"openat2", /* 437 */
	"pidfd_getfd", /* 438 */
	"faccessat2", /* 439 */
	"process_madvise", /* 440 */
	"epoll_pwait2", /* 441 */
	"mount_setattr", /* 442 */
	"quotactl_fd", /* 443 */
	"landlock_create_ruleset", /* 444 */
	"landlock_add_rule", /* 445 */
	"landlock_restrict_self", /* 446 */
	"memfd_secret", /* 447 */
	"process_mrelease", /* 448 */
	"futex_waitv", /* 449 */
	"set_mempolicy_home_node", /* 450 */
	"cachestat", /* 451 */
	"fchmodat2", /* 452 */
	"map_shadow_stack", /* 453 */
	"futex_wake", /* 454 */
	"futex_wait", /* 455 */
	"futex_requeue", /* 456 */
	"statmount", /* 457 */
	"listmount", /* 458 */
	"lsm_get_self_attr", /* 459 */
	"lsm_set_self_attr", /* 460 */
	"lsm_list_modules", /* 461 */
	"mseal", /* 462 */
	"setxattrat", /* 463 */
	"getxattrat", /* 464 */
	"listxattrat", /* 465 */
	"removexattrat", /* 466 */
	"open_tree_attr", /* 467 */
	"file_getattr", /* 468 */
	"file_setattr", /* 469 */
	"listns", /* 470 */
	"rseq_slice_yield", /* 471 */
};

const struct lx_syscall_info lx_syscall_info[LX_SYS_MAXSYSCALL] = {
	{ "read", "sys_read", NULL, "AUE_NULL", LX_SYSCALL_NOPROTO, 3 }, /* 0 */
	{ "write", "lx_write", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 1 */
	{ "open", "lx_open", NULL, "AUE_OPEN_RWTC", LX_SYSCALL_STD, 3 }, /* 2 */
	{ "close", "sys_close", NULL, "AUE_CLOSE", LX_SYSCALL_NOPROTO, 1 }, /* 3 */
	{ "stat", "lx_stat", NULL, "AUE_STAT", LX_SYSCALL_STD, 2 }, /* 4 */
	{ "fstat", "lx_fstat", NULL, "AUE_FSTAT", LX_SYSCALL_STD, 2 }, /* 5 */
	{ "lstat", "lx_lstat", NULL, "AUE_LSTAT", LX_SYSCALL_STD, 2 }, /* 6 */
	{ "poll", "lx_poll", NULL, "AUE_POLL", LX_SYSCALL_STD, 3 }, /* 7 */
	{ "lseek", "lx_lseek", NULL, "AUE_LSEEK", LX_SYSCALL_STD, 3 }, /* 8 */
	{ "mmap", "lx_mmap", NULL, "AUE_MMAP", LX_SYSCALL_STD, 6 }, /* 9 */
	{ "mprotect", "lx_mprotect", NULL, "AUE_MPROTECT", LX_SYSCALL_STD, 3 }, /* 10 */
	{ "munmap", "sys_munmap", NULL, "AUE_MUNMAP", LX_SYSCALL_NOPROTO, 2 }, /* 11 */
	{ "brk", "lx_brk", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 12 */
	{ "rt_sigaction", "lx_rt_sigaction", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 13 */
	{ "rt_sigprocmask", "lx_rt_sigprocmask", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 14 */
	{ "rt_sigreturn", "lx_rt_sigreturn", NULL, "AUE_NULL", LX_SYSCALL_STD, 0 }, /* 15 */
	{ "ioctl", "lx_ioctl", NULL, "AUE_IOCTL", LX_SYSCALL_STD, 3 }, /* 16 */
	{ "pread64", "lx_pread64", NULL, "AUE_PREAD", LX_SYSCALL_STD, 4 }, /* 17 */
	{ "pwrite64", "lx_pwrite64", NULL, "AUE_PWRITE", LX_SYSCALL_STD, 4 }, /* 18 */
	{ "readv", "sys_readv", NULL, "AUE_READV", LX_SYSCALL_NOPROTO, 3 }, /* 19 */
	{ "writev", "lx_writev", NULL, "AUE_WRITEV", LX_SYSCALL_STD, 3 }, /* 20 */
	{ "access", "lx_access", NULL, "AUE_ACCESS", LX_SYSCALL_STD, 2 }, /* 21 */
	{ "pipe", "lx_pipe", NULL, "AUE_PIPE", LX_SYSCALL_STD, 1 }, /* 22 */
	{ "select", "lx_select", NULL, "AUE_SELECT", LX_SYSCALL_STD, 5 }, /* 23 */
	{ "sched_yield", "sys_sched_yield", NULL, "AUE_NULL", LX_SYSCALL_NOPROTO, 0 }, /* 24 */
	{ "mremap", "lx_mremap", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 25 */
	{ "msync", "lx_msync", NULL, "AUE_MSYNC", LX_SYSCALL_STD, 3 }, /* 26 */
	{ "mincore", "lx_mincore", NULL, "AUE_MINCORE", LX_SYSCALL_STD, 3 }, /* 27 */
	{ "madvise", "lx_madvise", NULL, "AUE_MADVISE", LX_SYSCALL_STD, 3 }, /* 28 */
	{ "shmget", "lx_shmget", NULL, "AUE_SHMGET", LX_SYSCALL_STD, 3 }, /* 29 */
	{ "shmat", "lx_shmat", NULL, "AUE_SHMAT", LX_SYSCALL_STD, 3 }, /* 30 */
	{ "shmctl", "lx_shmctl", NULL, "AUE_SHMCTL", LX_SYSCALL_STD, 3 }, /* 31 */
	{ "dup", "sys_dup", NULL, "AUE_DUP", LX_SYSCALL_NOPROTO, 1 }, /* 32 */
	{ "dup2", "sys_dup2", NULL, "AUE_DUP2", LX_SYSCALL_NOPROTO, 2 }, /* 33 */
	{ "pause", "lx_pause", NULL, "AUE_NULL", LX_SYSCALL_STD, 0 }, /* 34 */
	{ "nanosleep", "lx_nanosleep", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 35 */
	{ "getitimer", "lx_getitimer", NULL, "AUE_GETITIMER", LX_SYSCALL_STD, 2 }, /* 36 */
	{ "alarm", "lx_alarm", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 37 */
	{ "setitimer", "lx_setitimer", NULL, "AUE_SETITIMER", LX_SYSCALL_STD, 3 }, /* 38 */
	{ "getpid", "lx_getpid", NULL, "AUE_GETPID", LX_SYSCALL_STD, 0 }, /* 39 */
	{ "sendfile", "lx_sendfile", NULL, "AUE_SENDFILE", LX_SYSCALL_STD, 4 }, /* 40 */
	{ "socket", "lx_socket", NULL, "AUE_SOCKET", LX_SYSCALL_STD, 3 }, /* 41 */
	{ "connect", "lx_connect", NULL, "AUE_CONNECT", LX_SYSCALL_STD, 3 }, /* 42 */
	{ "accept", "lx_accept", NULL, "AUE_ACCEPT", LX_SYSCALL_STD, 3 }, /* 43 */
	{ "sendto", "lx_sendto", NULL, "AUE_SENDTO", LX_SYSCALL_STD, 6 }, /* 44 */
	{ "recvfrom", "lx_recvfrom", NULL, "AUE_RECVFROM", LX_SYSCALL_STD, 6 }, /* 45 */
	{ "sendmsg", "lx_sendmsg", NULL, "AUE_SENDMSG", LX_SYSCALL_STD, 3 }, /* 46 */
	{ "recvmsg", "lx_recvmsg", NULL, "AUE_RECVMSG", LX_SYSCALL_STD, 3 }, /* 47 */
	{ "shutdown", "lx_shutdown", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 48 */
	{ "bind", "lx_bind", NULL, "AUE_BIND", LX_SYSCALL_STD, 3 }, /* 49 */
	{ "listen", "lx_listen", NULL, "AUE_LISTEN", LX_SYSCALL_STD, 2 }, /* 50 */
	{ "getsockname", "lx_getsockname", NULL, "AUE_GETSOCKNAME", LX_SYSCALL_STD, 3 }, /* 51 */
	{ "getpeername", "lx_getpeername", NULL, "AUE_GETPEERNAME", LX_SYSCALL_STD, 3 }, /* 52 */
	{ "socketpair", "lx_socketpair", NULL, "AUE_SOCKETPAIR", LX_SYSCALL_STD, 4 }, /* 53 */
	{ "setsockopt", "lx_setsockopt", NULL, "AUE_SETSOCKOPT", LX_SYSCALL_STD, 5 }, /* 54 */
	{ "getsockopt", "lx_getsockopt", NULL, "AUE_GETSOCKOPT", LX_SYSCALL_STD, 5 }, /* 55 */
	{ "clone", "lx_clone", NULL, "AUE_RFORK", LX_SYSCALL_STD, 5 }, /* 56 */
	{ "fork", "lx_fork", NULL, "AUE_FORK", LX_SYSCALL_STD, 0 }, /* 57 */
	{ "vfork", "lx_vfork", NULL, "AUE_VFORK", LX_SYSCALL_STD, 0 }, /* 58 */
	{ "execve", "lx_execve", NULL, "AUE_EXECVE", LX_SYSCALL_STD, 3 }, /* 59 */
	{ "exit", "lx_exit", NULL, "AUE_EXIT", LX_SYSCALL_STD, 1 }, /* 60 */
	{ "wait4", "lx_wait4", NULL, "AUE_WAIT4", LX_SYSCALL_STD, 4 }, /* 61 */
	{ "kill", "lx_kill", NULL, "AUE_KILL", LX_SYSCALL_STD, 2 }, /* 62 */
	{ "uname", "lx_uname", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 63 */
	{ "semget", "sys_semget", NULL, "AUE_SEMGET", LX_SYSCALL_NOPROTO, 3 }, /* 64 */
	{ "semop", "sys_semop", NULL, "AUE_SEMOP", LX_SYSCALL_NOPROTO, 3 }, /* 65 */
	{ "semctl", "lx_semctl", NULL, "AUE_SEMCTL", LX_SYSCALL_STD, 4 }, /* 66 */
	{ "shmdt", "sys_shmdt", NULL, "AUE_SHMDT", LX_SYSCALL_NOPROTO, 1 }, /* 67 */
	{ "msgget", "sys_msgget", NULL, "AUE_MSGGET", LX_SYSCALL_NOPROTO, 2 }, /* 68 */
	{ "msgsnd", "lx_msgsnd", NULL, "AUE_MSGSND", LX_SYSCALL_STD, 4 }, /* 69 */
	{ "msgrcv", "lx_msgrcv", NULL, "AUE_MSGRCV", LX_SYSCALL_STD, 5 }, /* 70 */
	{ "msgctl", "lx_msgctl", NULL, "AUE_MSGCTL", LX_SYSCALL_STD, 3 }, /* 71 */
	{ "fcntl", "lx_fcntl", NULL, "AUE_FCNTL", LX_SYSCALL_STD, 3 }, /* 72 */
	{ "flock", "sys_flock", NULL, "AUE_FLOCK", LX_SYSCALL_NOPROTO, 2 }, /* 73 */
	{ "fsync", "sys_fsync", NULL, "AUE_FSYNC", LX_SYSCALL_NOPROTO, 1 }, /* 74 */
	{ "fdatasync", "lx_fdatasync", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 75 */
	{ "truncate", "lx_truncate", NULL, "AUE_TRUNCATE", LX_SYSCALL_STD, 2 }, /* 76 */
	{ "ftruncate", "lx_ftruncate", NULL, "AUE_FTRUNCATE", LX_SYSCALL_STD, 2 }, /* 77 */
	{ "getdents", "lx_getdents", NULL, "AUE_GETDIRENTRIES", LX_SYSCALL_STD, 3 }, /* 78 */
	{ "getcwd", "lx_getcwd", NULL, "AUE_GETCWD", LX_SYSCALL_STD, 2 }, /* 79 */
	{ "chdir", "lx_chdir", NULL, "AUE_CHDIR", LX_SYSCALL_STD, 1 }, /* 80 */
	{ "fchdir", "sys_fchdir", NULL, "AUE_FCHDIR", LX_SYSCALL_NOPROTO, 1 }, /* 81 */
	{ "rename", "lx_rename", NULL, "AUE_RENAME", LX_SYSCALL_STD, 2 }, /* 82 */
	{ "mkdir", "lx_mkdir", NULL, "AUE_MKDIR", LX_SYSCALL_STD, 2 }, /* 83 */
	{ "rmdir", "lx_rmdir", NULL, "AUE_RMDIR", LX_SYSCALL_STD, 1 }, /* 84 */
	{ "creat", "lx_creat", NULL, "AUE_CREAT", LX_SYSCALL_STD, 2 }, /* 85 */
	{ "link", "lx_link", NULL, "AUE_LINK", LX_SYSCALL_STD, 2 }, /* 86 */
	{ "unlink", "lx_unlink", NULL, "AUE_UNLINK", LX_SYSCALL_STD, 1 }, /* 87 */
	{ "symlink", "lx_symlink", NULL, "AUE_SYMLINK", LX_SYSCALL_STD, 2 }, /* 88 */
	{ "readlink", "lx_readlink", NULL, "AUE_READLINK", LX_SYSCALL_STD, 3 }, /* 89 */
	{ "chmod", "lx_chmod", NULL, "AUE_CHMOD", LX_SYSCALL_STD, 2 }, /* 90 */
	{ "fchmod", "sys_fchmod", NULL, "AUE_FCHMOD", LX_SYSCALL_NOPROTO, 2 }, /* 91 */
	{ "chown", "lx_chown", NULL, "AUE_CHOWN", LX_SYSCALL_STD, 3 }, /* 92 */
	{ "fchown", "sys_fchown", NULL, "AUE_FCHOWN", LX_SYSCALL_NOPROTO, 3 }, /* 93 */
	{ "lchown", "lx_lchown", NULL, "AUE_LCHOWN", LX_SYSCALL_STD, 3 }, /* 94 */
	{ "umask", "sys_umask", NULL, "AUE_UMASK", LX_SYSCALL_NOPROTO, 1 }, /* 95 */
	{ "gettimeofday", "sys_gettimeofday", NULL, "AUE_NULL", LX_SYSCALL_NOPROTO, 2 }, /* 96 */
	{ "getrlimit", "lx_getrlimit", NULL, "AUE_GETRLIMIT", LX_SYSCALL_STD, 2 }, /* 97 */
	{ "getrusage", "sys_getrusage", NULL, "AUE_GETRUSAGE", LX_SYSCALL_NOPROTO, 2 }, /* 98 */
	{ "sysinfo", "lx_sysinfo", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 99 */
	{ "times", "lx_times", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 100 */
	{ "ptrace", NULL, "registers and stops as Linux tells them; gdb runs programs, it cannot debug them", "AUE_PTRACE", LX_SYSCALL_UNIMPL, 0 }, /* 101 */
	{ "getuid", "lx_getuid", NULL, "AUE_GETUID", LX_SYSCALL_STD, 0 }, /* 102 */
	{ "syslog", NULL, "Linux's kernel log ring; FreeBSD has dmesg", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 103 */
	{ "getgid", "lx_getgid", NULL, "AUE_GETGID", LX_SYSCALL_STD, 0 }, /* 104 */
	{ "setuid", "sys_setuid", NULL, "AUE_SETUID", LX_SYSCALL_NOPROTO, 1 }, /* 105 */
	{ "setgid", "sys_setgid", NULL, "AUE_SETGID", LX_SYSCALL_NOPROTO, 1 }, /* 106 */
	{ "geteuid", "sys_geteuid", NULL, "AUE_GETEUID", LX_SYSCALL_NOPROTO, 0 }, /* 107 */
	{ "getegid", "sys_getegid", NULL, "AUE_GETEGID", LX_SYSCALL_NOPROTO, 0 }, /* 108 */
	{ "setpgid", "sys_setpgid", NULL, "AUE_SETPGRP", LX_SYSCALL_NOPROTO, 2 }, /* 109 */
	{ "getppid", "lx_getppid", NULL, "AUE_GETPPID", LX_SYSCALL_STD, 0 }, /* 110 */
	{ "getpgrp", "sys_getpgrp", NULL, "AUE_GETPGRP", LX_SYSCALL_NOPROTO, 0 }, /* 111 */
	{ "setsid", "sys_setsid", NULL, "AUE_SETSID", LX_SYSCALL_NOPROTO, 0 }, /* 112 */
	{ "setreuid", "sys_setreuid", NULL, "AUE_SETREUID", LX_SYSCALL_NOPROTO, 2 }, /* 113 */
	{ "setregid", "sys_setregid", NULL, "AUE_SETREGID", LX_SYSCALL_NOPROTO, 2 }, /* 114 */
	{ "getgroups", "lx_getgroups", NULL, "AUE_GETGROUPS", LX_SYSCALL_STD, 2 }, /* 115 */
	{ "setgroups", "lx_setgroups", NULL, "AUE_SETGROUPS", LX_SYSCALL_STD, 2 }, /* 116 */
	{ "setresuid", "sys_setresuid", NULL, "AUE_SETRESUID", LX_SYSCALL_NOPROTO, 3 }, /* 117 */
	{ "getresuid", "sys_getresuid", NULL, "AUE_GETRESUID", LX_SYSCALL_NOPROTO, 3 }, /* 118 */
	{ "setresgid", "sys_setresgid", NULL, "AUE_SETRESGID", LX_SYSCALL_NOPROTO, 3 }, /* 119 */
	{ "getresgid", "sys_getresgid", NULL, "AUE_GETRESGID", LX_SYSCALL_NOPROTO, 3 }, /* 120 */
	{ "getpgid", "sys_getpgid", NULL, "AUE_GETPGID", LX_SYSCALL_NOPROTO, 1 }, /* 121 */
	{ "setfsuid", "lx_setfsuid", NULL, "AUE_SETFSUID", LX_SYSCALL_STD, 1 }, /* 122 */
	{ "setfsgid", "lx_setfsgid", NULL, "AUE_SETFSGID", LX_SYSCALL_STD, 1 }, /* 123 */
	{ "getsid", "lx_getsid", NULL, "AUE_GETSID", LX_SYSCALL_STD, 1 }, /* 124 */
	{ "capget", NULL, "FreeBSD has no Linux capabilities; libcap copes", "AUE_CAPGET", LX_SYSCALL_UNIMPL, 0 }, /* 125 */
	{ "capset", NULL, "FreeBSD has no Linux capabilities", "AUE_CAPSET", LX_SYSCALL_UNIMPL, 0 }, /* 126 */
	{ "rt_sigpending", "lx_rt_sigpending", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 127 */
	{ "rt_sigtimedwait", "lx_rt_sigtimedwait", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 128 */
	{ "rt_sigqueueinfo", "lx_rt_sigqueueinfo", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 129 */
	{ "rt_sigsuspend", "lx_rt_sigsuspend", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 130 */
	{ "sigaltstack", "lx_sigaltstack", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 131 */
	{ "utime", "lx_utime", NULL, "AUE_UTIME", LX_SYSCALL_STD, 2 }, /* 132 */
	{ "mknod", "lx_mknod", NULL, "AUE_MKNOD", LX_SYSCALL_STD, 3 }, /* 133 */
	{ "uselib", NULL, "loads a.out libraries; gone from Linux", "AUE_USELIB", LX_SYSCALL_UNIMPL, 0 }, /* 134 */
	{ "personality", "lx_personality", NULL, "AUE_PERSONALITY", LX_SYSCALL_STD, 1 }, /* 135 */
	{ "ustat", NULL, "gone from the C libraries; statfs serves", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 136 */
	{ "statfs", "lx_statfs", NULL, "AUE_STATFS", LX_SYSCALL_STD, 2 }, /* 137 */
	{ "fstatfs", "lx_fstatfs", NULL, "AUE_FSTATFS", LX_SYSCALL_STD, 2 }, /* 138 */
	{ "sysfs", NULL, "numbers of file system types; obsolete", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 139 */
	{ "getpriority", "lx_getpriority", NULL, "AUE_GETPRIORITY", LX_SYSCALL_STD, 2 }, /* 140 */
	{ "setpriority", "sys_setpriority", NULL, "AUE_SETPRIORITY", LX_SYSCALL_NOPROTO, 3 }, /* 141 */
	{ "sched_setparam", "lx_sched_setparam", NULL, "AUE_SCHED_SETPARAM", LX_SYSCALL_STD, 2 }, /* 142 */
	{ "sched_getparam", "lx_sched_getparam", NULL, "AUE_SCHED_GETPARAM", LX_SYSCALL_STD, 2 }, /* 143 */
	{ "sched_setscheduler", "lx_sched_setscheduler", NULL, "AUE_SCHED_SETSCHEDULER", LX_SYSCALL_STD, 3 }, /* 144 */
	{ "sched_getscheduler", "lx_sched_getscheduler", NULL, "AUE_SCHED_GETSCHEDULER", LX_SYSCALL_STD, 1 }, /* 145 */
	{ "sched_get_priority_max", "lx_sched_get_priority_max", NULL, "AUE_SCHED_GET_PRIORITY_MAX", LX_SYSCALL_STD, 1 }, /* 146 */
	{ "sched_get_priority_min", "lx_sched_get_priority_min", NULL, "AUE_SCHED_GET_PRIORITY_MIN", LX_SYSCALL_STD, 1 }, /* 147 */
	{ "sched_rr_get_interval", "lx_sched_rr_get_interval", NULL, "AUE_SCHED_RR_GET_INTERVAL", LX_SYSCALL_STD, 2 }, /* 148 */
	{ "mlock", "sys_mlock", NULL, "AUE_MLOCK", LX_SYSCALL_NOPROTO, 2 }, /* 149 */
	{ "munlock", "sys_munlock", NULL, "AUE_MUNLOCK", LX_SYSCALL_NOPROTO, 2 }, /* 150 */
	{ "mlockall", "sys_mlockall", NULL, "AUE_MLOCKALL", LX_SYSCALL_NOPROTO, 1 }, /* 151 */
	{ "munlockall", "sys_munlockall", NULL, "AUE_MUNLOCKALL", LX_SYSCALL_NOPROTO, 0 }, /* 152 */
	{ "vhangup", NULL, "for getty; a Linux program is not one here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 153 */
	{ "modify_ldt", NULL, "segments of 16-bit and 32-bit code", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 154 */
	{ "pivot_root", NULL, "needs mount namespaces", "AUE_PIVOT_ROOT", LX_SYSCALL_UNIMPL, 0 }, /* 155 */
	{ "_sysctl", NULL, "gone from Linux 5.5", "AUE_SYSCTL", LX_SYSCALL_UNIMPL, 0 }, /* 156 */
	{ "prctl", "lx_prctl", NULL, "AUE_PRCTL", LX_SYSCALL_STD, 5 }, /* 157 */
	{ "arch_prctl", "lx_arch_prctl", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 158 */
	{ "adjtimex", NULL, "the clock is the host's to steer", "AUE_ADJTIME", LX_SYSCALL_UNIMPL, 0 }, /* 159 */
	{ "setrlimit", "lx_setrlimit", NULL, "AUE_SETRLIMIT", LX_SYSCALL_STD, 2 }, /* 160 */
	{ "chroot", "sys_chroot", NULL, "AUE_CHROOT", LX_SYSCALL_NOPROTO, 1 }, /* 161 */
	{ "sync", "sys_sync", NULL, "AUE_SYNC", LX_SYSCALL_NOPROTO, 0 }, /* 162 */
	{ "acct", "sys_acct", NULL, "AUE_ACCT", LX_SYSCALL_NOPROTO, 1 }, /* 163 */
	{ "settimeofday", "sys_settimeofday", NULL, "AUE_SETTIMEOFDAY", LX_SYSCALL_NOPROTO, 2 }, /* 164 */
	{ "mount", NULL, "the host mounts, with its own mount(8)", "AUE_MOUNT", LX_SYSCALL_UNIMPL, 0 }, /* 165 */
	{ "umount2", NULL, "the host unmounts", "AUE_UMOUNT", LX_SYSCALL_UNIMPL, 0 }, /* 166 */
	{ "swapon", "sys_swapon", NULL, "AUE_SWAPON", LX_SYSCALL_NOPROTO, 1 }, /* 167 */
	{ "swapoff", NULL, "the host's to do", "AUE_SWAPOFF", LX_SYSCALL_UNIMPL, 0 }, /* 168 */
	{ "reboot", NULL, "the host's to do", "AUE_REBOOT", LX_SYSCALL_UNIMPL, 0 }, /* 169 */
	{ "sethostname", "lx_sethostname", NULL, "AUE_SYSCTL", LX_SYSCALL_STD, 2 }, /* 170 */
	{ "setdomainname", "lx_setdomainname", NULL, "AUE_SYSCTL", LX_SYSCALL_STD, 2 }, /* 171 */
	{ "iopl", NULL, "port access is for the host's drivers", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 172 */
	{ "ioperm", NULL, "port access is for the host's drivers", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 173 */
	{ "create_module", NULL, "gone from Linux 2.6", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 174 */
	{ "init_module", NULL, "loads Linux kernel modules", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 175 */
	{ "delete_module", NULL, "unloads Linux kernel modules", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 176 */
	{ "get_kernel_syms", NULL, "gone from Linux 2.6", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 177 */
	{ "query_module", NULL, "gone from Linux 2.6", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 178 */
	{ "quotactl", NULL, "commands and structures differ; the host keeps its quotas", "AUE_QUOTACTL", LX_SYSCALL_UNIMPL, 0 }, /* 179 */
	{ "nfsservctl", NULL, "gone from Linux 3.1", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 180 */
	{ "getpmsg", NULL, "reserved for STREAMS, never in Linux", "AUE_GETPMSG", LX_SYSCALL_UNIMPL, 0 }, /* 181 */
	{ "putpmsg", NULL, "reserved for STREAMS, never in Linux", "AUE_PUTPMSG", LX_SYSCALL_UNIMPL, 0 }, /* 182 */
	{ "afs_syscall", NULL, "reserved for AFS, never in Linux", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 183 */
	{ "tuxcall", NULL, "reserved for TUX, never in Linux", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 184 */
	{ "security", NULL, "reserved for LSM, never in Linux", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 185 */
	{ "gettid", "lx_gettid", NULL, "AUE_NULL", LX_SYSCALL_STD, 0 }, /* 186 */
	{ "readahead", "lx_readahead", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 187 */
	{ "setxattr", "lx_setxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 188 */
	{ "lsetxattr", "lx_lsetxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 189 */
	{ "fsetxattr", "lx_fsetxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 190 */
	{ "getxattr", "lx_getxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 191 */
	{ "lgetxattr", "lx_lgetxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 192 */
	{ "fgetxattr", "lx_fgetxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 193 */
	{ "listxattr", "lx_listxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 194 */
	{ "llistxattr", "lx_llistxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 195 */
	{ "flistxattr", "lx_flistxattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 196 */
	{ "removexattr", "lx_removexattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 197 */
	{ "lremovexattr", "lx_lremovexattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 198 */
	{ "fremovexattr", "lx_fremovexattr", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 199 */
	{ "tkill", "lx_tkill", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 200 */
	{ "time", "lx_time", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 201 */
	{ "futex", "lx_futex", NULL, "AUE_NULL", LX_SYSCALL_STD, 6 }, /* 202 */
	{ "sched_setaffinity", "lx_sched_setaffinity", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 203 */
	{ "sched_getaffinity", "lx_sched_getaffinity", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 204 */
	{ "set_thread_area", NULL, "32-bit programs only", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 205 */
	{ "io_setup", NULL, "Linux AIO: programs fall back to threads", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 206 */
	{ "io_destroy", NULL, "Linux AIO", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 207 */
	{ "io_getevents", NULL, "Linux AIO", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 208 */
	{ "io_submit", NULL, "Linux AIO", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 209 */
	{ "io_cancel", NULL, "Linux AIO", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 210 */
	{ "get_thread_area", NULL, "32-bit programs only", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 211 */
	{ "lookup_dcookie", NULL, "oprofile's; gone from Linux 6.7", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 212 */
	{ "epoll_create", "lx_epoll_create", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 213 */
	{ "epoll_ctl_old", NULL, "never worked in Linux", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 214 */
	{ "epoll_wait_old", NULL, "never worked in Linux", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 215 */
	{ "remap_file_pages", NULL, "deprecated in Linux; mmap serves", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 216 */
	{ "getdents64", "lx_getdents64", NULL, "AUE_GETDIRENTRIES", LX_SYSCALL_STD, 3 }, /* 217 */
	{ "set_tid_address", "lx_set_tid_address", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 218 */
	{ "restart_syscall", NULL, "Linux's own restart of a sleep; ours never asks for it", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 219 */
	{ "semtimedop", "lx_semtimedop", NULL, "AUE_SEMOP", LX_SYSCALL_STD, 4 }, /* 220 */
	{ "fadvise64", "lx_fadvise64", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 221 */
	{ "timer_create", "lx_timer_create", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 222 */
	{ "timer_settime", "lx_timer_settime", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 223 */
	{ "timer_gettime", "lx_timer_gettime", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 224 */
	{ "timer_getoverrun", "lx_timer_getoverrun", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 225 */
	{ "timer_delete", "lx_timer_delete", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 226 */
	{ "clock_settime", "lx_clock_settime", NULL, "AUE_CLOCK_SETTIME", LX_SYSCALL_STD, 2 }, /* 227 */
	{ "clock_gettime", "lx_clock_gettime", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 228 */
	{ "clock_getres", "lx_clock_getres", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 229 */
	{ "clock_nanosleep", "lx_clock_nanosleep", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 230 */
	{ "exit_group", "lx_exit_group", NULL, "AUE_EXIT", LX_SYSCALL_STD, 1 }, /* 231 */
	{ "epoll_wait", "lx_epoll_wait", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 232 */
	{ "epoll_ctl", "lx_epoll_ctl", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 233 */
	{ "tgkill", "lx_tgkill", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 234 */
	{ "utimes", "lx_utimes", NULL, "AUE_UTIMES", LX_SYSCALL_STD, 2 }, /* 235 */
	{ "vserver", NULL, "reserved, never in Linux", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 236 */
	{ "mbind", NULL, "NUMA policy is cpuset(1)'s here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 237 */
	{ "set_mempolicy", NULL, "NUMA policy is cpuset(1)'s here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 238 */
	{ "get_mempolicy", NULL, "NUMA policy is cpuset(1)'s here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 239 */
	{ "mq_open", NULL, "POSIX message queues are a file system, mqueuefs(4), that need not be there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 240 */
	{ "mq_unlink", NULL, "POSIX message queues, as mq_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 241 */
	{ "mq_timedsend", NULL, "POSIX message queues, as mq_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 242 */
	{ "mq_timedreceive", NULL, "POSIX message queues, as mq_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 243 */
	{ "mq_notify", NULL, "POSIX message queues, as mq_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 244 */
	{ "mq_getsetattr", NULL, "POSIX message queues, as mq_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 245 */
	{ "kexec_load", NULL, "starts another Linux kernel", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 246 */
	{ "waitid", "lx_waitid", NULL, "AUE_WAIT6", LX_SYSCALL_STD, 5 }, /* 247 */
	{ "add_key", NULL, "Linux's key ring", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 248 */
	{ "request_key", NULL, "Linux's key ring", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 249 */
	{ "keyctl", NULL, "Linux's key ring", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 250 */
	{ "ioprio_set", NULL, "FreeBSD has no I/O priorities", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 251 */
	{ "ioprio_get", NULL, "FreeBSD has no I/O priorities", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 252 */
	{ "inotify_init", "lx_inotify_init", NULL, "AUE_INOTIFY", LX_SYSCALL_STD, 0 }, /* 253 */
	{ "inotify_add_watch", "lx_inotify_add_watch", NULL, "AUE_INOTIFY", LX_SYSCALL_STD, 3 }, /* 254 */
	{ "inotify_rm_watch", "lx_inotify_rm_watch", NULL, "AUE_INOTIFY", LX_SYSCALL_STD, 2 }, /* 255 */
	{ "migrate_pages", NULL, "NUMA policy is cpuset(1)'s here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 256 */
	{ "openat", "lx_openat", NULL, "AUE_OPEN_RWTC", LX_SYSCALL_STD, 4 }, /* 257 */
	{ "mkdirat", "lx_mkdirat", NULL, "AUE_MKDIRAT", LX_SYSCALL_STD, 3 }, /* 258 */
	{ "mknodat", "lx_mknodat", NULL, "AUE_MKNODAT", LX_SYSCALL_STD, 4 }, /* 259 */
	{ "fchownat", "lx_fchownat", NULL, "AUE_FCHOWNAT", LX_SYSCALL_STD, 5 }, /* 260 */
	{ "futimesat", "lx_futimesat", NULL, "AUE_FUTIMESAT", LX_SYSCALL_STD, 3 }, /* 261 */
	{ "newfstatat", "lx_newfstatat", NULL, "AUE_FSTATAT", LX_SYSCALL_STD, 4 }, /* 262 */
	{ "unlinkat", "lx_unlinkat", NULL, "AUE_UNLINKAT", LX_SYSCALL_STD, 3 }, /* 263 */
	{ "renameat", "lx_renameat", NULL, "AUE_RENAMEAT", LX_SYSCALL_STD, 4 }, /* 264 */
	{ "linkat", "lx_linkat", NULL, "AUE_LINKAT", LX_SYSCALL_STD, 5 }, /* 265 */
	{ "symlinkat", "lx_symlinkat", NULL, "AUE_SYMLINKAT", LX_SYSCALL_STD, 3 }, /* 266 */
	{ "readlinkat", "lx_readlinkat", NULL, "AUE_READLINKAT", LX_SYSCALL_STD, 4 }, /* 267 */
	{ "fchmodat", "lx_fchmodat", NULL, "AUE_FCHMODAT", LX_SYSCALL_STD, 3 }, /* 268 */
	{ "faccessat", "lx_faccessat", NULL, "AUE_FACCESSAT", LX_SYSCALL_STD, 3 }, /* 269 */
	{ "pselect6", "lx_pselect6", NULL, "AUE_SELECT", LX_SYSCALL_STD, 6 }, /* 270 */
	{ "ppoll", "lx_ppoll", NULL, "AUE_POLL", LX_SYSCALL_STD, 5 }, /* 271 */
	{ "unshare", NULL, "Linux namespaces; jails are the host's", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 272 */
	{ "set_robust_list", "lx_set_robust_list", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 273 */
	{ "get_robust_list", "lx_get_robust_list", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 274 */
	{ "splice", NULL, "no pages to move between descriptors: programs fall back to read and write", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 275 */
	{ "tee", NULL, "no pages to share between pipes", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 276 */
	{ "sync_file_range", "lx_sync_file_range", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 277 */
	{ "vmsplice", NULL, "no pages to give to a pipe", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 278 */
	{ "move_pages", NULL, "NUMA policy is cpuset(1)'s here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 279 */
	{ "utimensat", "lx_utimensat", NULL, "AUE_FUTIMESAT", LX_SYSCALL_STD, 4 }, /* 280 */
	{ "epoll_pwait", "lx_epoll_pwait", NULL, "AUE_NULL", LX_SYSCALL_STD, 6 }, /* 281 */
	{ "signalfd", NULL, "FreeBSD has no hook for a signal that becomes pending; EVFILT_SIGNAL only counts those that came", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 282 */
	{ "timerfd_create", "lx_timerfd_create", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 283 */
	{ "eventfd", "lx_eventfd", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 284 */
	{ "fallocate", "lx_fallocate", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 285 */
	{ "timerfd_settime", "lx_timerfd_settime", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 286 */
	{ "timerfd_gettime", "lx_timerfd_gettime", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 287 */
	{ "accept4", "lx_accept4", NULL, "AUE_ACCEPT", LX_SYSCALL_STD, 4 }, /* 288 */
	{ "signalfd4", NULL, "as signalfd", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 289 */
	{ "eventfd2", "lx_eventfd2", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 290 */
	{ "epoll_create1", "lx_epoll_create1", NULL, "AUE_NULL", LX_SYSCALL_STD, 1 }, /* 291 */
	{ "dup3", "lx_dup3", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 292 */
	{ "pipe2", "lx_pipe2", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 293 */
	{ "inotify_init1", "lx_inotify_init1", NULL, "AUE_INOTIFY", LX_SYSCALL_STD, 1 }, /* 294 */
	{ "preadv", "lx_preadv", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 295 */
	{ "pwritev", "lx_pwritev", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 296 */
	{ "rt_tgsigqueueinfo", "lx_rt_tgsigqueueinfo", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 297 */
	{ "perf_event_open", NULL, "Linux's counters; pmc(3) is FreeBSD's", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 298 */
	{ "recvmmsg", "lx_recvmmsg", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 299 */
	{ "fanotify_init", NULL, "Linux watches whole file systems; inotify is there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 300 */
	{ "fanotify_mark", NULL, "as fanotify_init", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 301 */
	{ "prlimit64", "lx_prlimit64", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 302 */
	{ "name_to_handle_at", NULL, "file handles differ", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 303 */
	{ "open_by_handle_at", NULL, "file handles differ", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 304 */
	{ "clock_adjtime", NULL, "the clock is the host's to steer", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 305 */
	{ "syncfs", "lx_syncfs", NULL, "AUE_SYNC", LX_SYSCALL_STD, 1 }, /* 306 */
	{ "sendmmsg", "lx_sendmmsg", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 307 */
	{ "setns", NULL, "Linux namespaces", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 308 */
	{ "getcpu", "lx_getcpu", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 309 */
	{ "process_vm_readv", NULL, "memory of others is for debuggers, as ptrace", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 310 */
	{ "process_vm_writev", NULL, "memory of others is for debuggers, as ptrace", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 311 */
	{ "kcmp", "lx_kcmp", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 312 */
	{ "finit_module", NULL, "loads Linux kernel modules", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 313 */
	{ "sched_setattr", NULL, "deadline scheduling; sched_setscheduler is there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 314 */
	{ "sched_getattr", NULL, "deadline scheduling; sched_getscheduler is there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 315 */
	{ "renameat2", "lx_renameat2", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 316 */
	{ "seccomp", NULL, "filters of Linux calls; capsicum(4) is FreeBSD's sandbox", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 317 */
	{ "getrandom", "lx_getrandom", NULL, "AUE_NULL", LX_SYSCALL_STD, 3 }, /* 318 */
	{ "memfd_create", "lx_memfd_create", NULL, "AUE_NULL", LX_SYSCALL_STD, 2 }, /* 319 */
	{ "kexec_file_load", NULL, "starts another Linux kernel", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 320 */
	{ "bpf", NULL, "Linux's in-kernel programs", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 321 */
	{ "execveat", "lx_execveat", NULL, "AUE_FEXECVE", LX_SYSCALL_STD, 5 }, /* 322 */
	{ "userfaultfd", NULL, "no such hook in FreeBSD's memory", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 323 */
	{ "membarrier", "sys_membarrier", NULL, "AUE_NULL", LX_SYSCALL_NOPROTO, 3 }, /* 324 */
	{ "mlock2", "lx_mlock2", NULL, "AUE_MLOCK", LX_SYSCALL_STD, 3 }, /* 325 */
	{ "copy_file_range", "lx_copy_file_range", NULL, "AUE_NULL", LX_SYSCALL_STD, 6 }, /* 326 */
	{ "preadv2", "lx_preadv2", NULL, "AUE_NULL", LX_SYSCALL_STD, 6 }, /* 327 */
	{ "pwritev2", "lx_pwritev2", NULL, "AUE_NULL", LX_SYSCALL_STD, 6 }, /* 328 */
	{ "pkey_mprotect", NULL, "protection keys belong to a range of memory in Linux, to a process in FreeBSD", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 329 */
	{ "pkey_alloc", NULL, "as pkey_mprotect", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 330 */
	{ "pkey_free", NULL, "as pkey_mprotect", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 331 */
	{ "statx", "lx_statx", NULL, "AUE_NULL", LX_SYSCALL_STD, 5 }, /* 332 */
	{ "io_pgetevents", NULL, "Linux AIO", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 333 */
	{ "rseq", NULL, "restartable sequences: the kernel would have to look at every switch; glibc works without", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 334 */
	{ "uretprobe", NULL, "the trampoline of Linux's user probes", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 335 */
	{ "uprobe", NULL, "the trampoline of Linux's user probes", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 336 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 337 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 338 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 339 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 340 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 341 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 342 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 343 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 344 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 345 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 346 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 347 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 348 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 349 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 350 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 351 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 352 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 353 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 354 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 355 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 356 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 357 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 358 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 359 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 360 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 361 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 362 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 363 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 364 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 365 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 366 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 367 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 368 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 369 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 370 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 371 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 372 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 373 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 374 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 375 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 376 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 377 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 378 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 379 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 380 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 381 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 382 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 383 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 384 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 385 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 386 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 387 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 388 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 389 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 390 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 391 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 392 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 393 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 394 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 395 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 396 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 397 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 398 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 399 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 400 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 401 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 402 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 403 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 404 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 405 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 406 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 407 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 408 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 409 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 410 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 411 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 412 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 413 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 414 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 415 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 416 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 417 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 418 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 419 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 420 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 421 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 422 */
	{ NULL, NULL, "Linux has not given these numbers away on x86-64", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 423 */
	{ "pidfd_send_signal", NULL, "FreeBSD's process descriptors are for children only, and made by fork", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 424 */
	{ "io_uring_setup", NULL, "Linux's rings; programs fall back to epoll", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 425 */
	{ "io_uring_enter", NULL, "Linux's rings; programs fall back to epoll", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 426 */
	{ "io_uring_register", NULL, "Linux's rings; programs fall back to epoll", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 427 */
	{ "open_tree", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 428 */
	{ "move_mount", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 429 */
	{ "fsopen", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 430 */
	{ "fsconfig", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 431 */
	{ "fsmount", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 432 */
	{ "fspick", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 433 */
	{ "pidfd_open", NULL, "FreeBSD's process descriptors are for children only, and made by fork", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 434 */
	{ "clone3", "lx_clone3", NULL, "AUE_RFORK", LX_SYSCALL_STD, 2 }, /* 435 */
	{ "close_range", "lx_close_range", NULL, "AUE_CLOSERANGE", LX_SYSCALL_STD, 3 }, /* 436 */
	{ "openat2", NULL, "its restrictions of look-up are not FreeBSD's; programs fall back to openat", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 437 */
	{ "pidfd_getfd", NULL, "as pidfd_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 438 */
	{ "faccessat2", "lx_faccessat2", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 439 */
	{ "process_madvise", NULL, "as pidfd_open", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 440 */
	{ "epoll_pwait2", "lx_epoll_pwait2", NULL, "AUE_NULL", LX_SYSCALL_STD, 6 }, /* 441 */
	{ "mount_setattr", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 442 */
	{ "quotactl_fd", NULL, "as quotactl", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 443 */
	{ "landlock_create_ruleset", NULL, "Linux's sandbox; capsicum(4) is FreeBSD's", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 444 */
	{ "landlock_add_rule", NULL, "Linux's sandbox", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 445 */
	{ "landlock_restrict_self", NULL, "Linux's sandbox", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 446 */
	{ "memfd_secret", NULL, "memory hidden from the kernel; no counterpart", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 447 */
	{ "process_mrelease", NULL, "for Linux's out-of-memory daemons", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 448 */
	{ "futex_waitv", NULL, "waits on several futexes at once; umtx queues a thread once", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 449 */
	{ "set_mempolicy_home_node", NULL, "NUMA policy is cpuset(1)'s here", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 450 */
	{ "cachestat", NULL, "no counterpart of the page cache's figures", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 451 */
	{ "fchmodat2", "lx_fchmodat2", NULL, "AUE_NULL", LX_SYSCALL_STD, 4 }, /* 452 */
	{ "map_shadow_stack", NULL, "shadow stacks are not used", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 453 */
	{ "futex_wake", NULL, "futex is there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 454 */
	{ "futex_wait", NULL, "futex is there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 455 */
	{ "futex_requeue", NULL, "futex is there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 456 */
	{ "statmount", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 457 */
	{ "listmount", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 458 */
	{ "lsm_get_self_attr", NULL, "Linux's security modules", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 459 */
	{ "lsm_set_self_attr", NULL, "Linux's security modules", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 460 */
	{ "lsm_list_modules", NULL, "Linux's security modules", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 461 */
	{ "mseal", NULL, "no counterpart; glibc treats it as optional", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 462 */
	{ "setxattrat", NULL, "setxattr and fsetxattr are there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 463 */
	{ "getxattrat", NULL, "getxattr and fgetxattr are there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 464 */
	{ "listxattrat", NULL, "listxattr and flistxattr are there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 465 */
	{ "removexattrat", NULL, "removexattr and fremovexattr are there", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 466 */
	{ "open_tree_attr", NULL, "Linux's mount API", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 467 */
	{ "file_getattr", NULL, "inode flags of Linux file systems", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 468 */
	{ "file_setattr", NULL, "inode flags of Linux file systems", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 469 */
	{ "listns", NULL, "Linux namespaces", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 470 */
	{ "rseq_slice_yield", NULL, "restartable sequences; glibc works without", "AUE_NULL", LX_SYSCALL_UNIMPL, 0 }, /* 471 */
};
