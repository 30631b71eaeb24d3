/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The sizes of Linux's structures on x86-64, and the place and size of each member. lx_struct.c
 * holds the definitions to this list with _Static_assert; a test holds it to Linux's own headers.
 */
#ifndef KMOD_TABLES_X86_64_LX_STRUCT_LIST_H
#define KMOD_TABLES_X86_64_LX_STRUCT_LIST_H

#include "kmod/tables/lx_types.h"

/* S(our struct, Linux's name for it, size), F(our struct, member, Linux's name of it, offset, size)
 */
#define LX_STRUCTS(S, F) \
	S(lx_timespec, timespec, 16) \
	F(lx_timespec, tv_sec, tv_sec, 0, 8) \
	F(lx_timespec, tv_nsec, tv_nsec, 8, 8) \
	S(lx_timeval, timeval, 16) \
	F(lx_timeval, tv_sec, tv_sec, 0, 8) \
	F(lx_timeval, tv_usec, tv_usec, 8, 8) \
	S(lx_itimerspec, itimerspec, 32) \
	F(lx_itimerspec, it_interval, it_interval, 0, 16) \
	F(lx_itimerspec, it_value, it_value, 16, 16) \
	S(lx_itimerval, itimerval, 32) \
	F(lx_itimerval, it_interval, it_interval, 0, 16) \
	F(lx_itimerval, it_value, it_value, 16, 16) \
	S(lx_iovec, iovec, 16) \
	F(lx_iovec, iov_base, iov_base, 0, 8) \
	F(lx_iovec, iov_len, iov_len, 8, 8) \
	S(lx_pollfd, pollfd, 8) \
	F(lx_pollfd, fd, fd, 0, 4) \
	F(lx_pollfd, events, events, 4, 2) \
	F(lx_pollfd, revents, revents, 6, 2) \
	S(lx_stat, stat, 144) \
	F(lx_stat, st_dev, st_dev, 0, 8) \
	F(lx_stat, st_ino, st_ino, 8, 8) \
	F(lx_stat, st_nlink, st_nlink, 16, 8) \
	F(lx_stat, st_mode, st_mode, 24, 4) \
	F(lx_stat, st_uid, st_uid, 28, 4) \
	F(lx_stat, st_gid, st_gid, 32, 4) \
	F(lx_stat, st_rdev, st_rdev, 40, 8) \
	F(lx_stat, st_size, st_size, 48, 8) \
	F(lx_stat, st_blksize, st_blksize, 56, 8) \
	F(lx_stat, st_blocks, st_blocks, 64, 8) \
	F(lx_stat, st_atim, st_atime, 72, 16) \
	F(lx_stat, st_mtim, st_mtime, 88, 16) \
	F(lx_stat, st_ctim, st_ctime, 104, 16) \
	S(lx_statx_timestamp, statx_timestamp, 16) \
	F(lx_statx_timestamp, tv_sec, tv_sec, 0, 8) \
	F(lx_statx_timestamp, tv_nsec, tv_nsec, 8, 4) \
	S(lx_statx, statx, 256) \
	F(lx_statx, stx_mask, stx_mask, 0, 4) \
	F(lx_statx, stx_blksize, stx_blksize, 4, 4) \
	F(lx_statx, stx_attributes, stx_attributes, 8, 8) \
	F(lx_statx, stx_nlink, stx_nlink, 16, 4) \
	F(lx_statx, stx_uid, stx_uid, 20, 4) \
	F(lx_statx, stx_gid, stx_gid, 24, 4) \
	F(lx_statx, stx_mode, stx_mode, 28, 2) \
	F(lx_statx, stx_ino, stx_ino, 32, 8) \
	F(lx_statx, stx_size, stx_size, 40, 8) \
	F(lx_statx, stx_blocks, stx_blocks, 48, 8) \
	F(lx_statx, stx_attributes_mask, stx_attributes_mask, 56, 8) \
	F(lx_statx, stx_atime, stx_atime, 64, 16) \
	F(lx_statx, stx_btime, stx_btime, 80, 16) \
	F(lx_statx, stx_ctime, stx_ctime, 96, 16) \
	F(lx_statx, stx_mtime, stx_mtime, 112, 16) \
	F(lx_statx, stx_rdev_major, stx_rdev_major, 128, 4) \
	F(lx_statx, stx_rdev_minor, stx_rdev_minor, 132, 4) \
	F(lx_statx, stx_dev_major, stx_dev_major, 136, 4) \
	F(lx_statx, stx_dev_minor, stx_dev_minor, 140, 4) \
	F(lx_statx, stx_mnt_id, stx_mnt_id, 144, 8) \
	S(lx_statfs, statfs, 120) \
	F(lx_statfs, f_type, f_type, 0, 8) \
	F(lx_statfs, f_bsize, f_bsize, 8, 8) \
	F(lx_statfs, f_blocks, f_blocks, 16, 8) \
	F(lx_statfs, f_bfree, f_bfree, 24, 8) \
	F(lx_statfs, f_bavail, f_bavail, 32, 8) \
	F(lx_statfs, f_files, f_files, 40, 8) \
	F(lx_statfs, f_ffree, f_ffree, 48, 8) \
	F(lx_statfs, f_fsid, f_fsid, 56, 8) \
	F(lx_statfs, f_namelen, f_namelen, 64, 8) \
	F(lx_statfs, f_frsize, f_frsize, 72, 8) \
	F(lx_statfs, f_flags, f_flags, 80, 8) \
	S(lx_dirent64, dirent64, 24) \
	F(lx_dirent64, d_ino, d_ino, 0, 8) \
	F(lx_dirent64, d_off, d_off, 8, 8) \
	F(lx_dirent64, d_reclen, d_reclen, 16, 2) \
	F(lx_dirent64, d_type, d_type, 18, 1) \
	F(lx_dirent64, d_name, d_name, 19, 1) \
	S(lx_dirent, linux_dirent, 24) \
	F(lx_dirent, d_ino, d_ino, 0, 8) \
	F(lx_dirent, d_off, d_off, 8, 8) \
	F(lx_dirent, d_reclen, d_reclen, 16, 2) \
	F(lx_dirent, d_name, d_name, 18, 1) \
	S(lx_sigaction, sigaction, 32) \
	F(lx_sigaction, handler, sa_handler, 0, 8) \
	F(lx_sigaction, flags, sa_flags, 8, 8) \
	F(lx_sigaction, restorer, sa_restorer, 16, 8) \
	F(lx_sigaction, mask, sa_mask, 24, 8) \
	S(lx_stack, sigaltstack, 24) \
	F(lx_stack, ss_sp, ss_sp, 0, 8) \
	F(lx_stack, ss_flags, ss_flags, 8, 4) \
	F(lx_stack, ss_size, ss_size, 16, 8) \
	S(lx_siginfo, siginfo, 128) \
	F(lx_siginfo, si_signo, si_signo, 0, 4) \
	F(lx_siginfo, si_errno, si_errno, 4, 4) \
	F(lx_siginfo, si_code, si_code, 8, 4) \
	F(lx_siginfo, u.rt.pid, _sifields._rt._pid, 16, 4) \
	F(lx_siginfo, u.rt.uid, _sifields._rt._uid, 20, 4) \
	F(lx_siginfo, u.rt.value, _sifields._rt._sigval, 24, 8) \
	F(lx_siginfo, u.timer.timerid, _sifields._timer._tid, 16, 4) \
	F(lx_siginfo, u.timer.overrun, _sifields._timer._overrun, 20, 4) \
	F(lx_siginfo, u.timer.value, _sifields._timer._sigval, 24, 8) \
	F(lx_siginfo, u.chld.pid, _sifields._sigchld._pid, 16, 4) \
	F(lx_siginfo, u.chld.uid, _sifields._sigchld._uid, 20, 4) \
	F(lx_siginfo, u.chld.status, _sifields._sigchld._status, 24, 4) \
	F(lx_siginfo, u.chld.utime, _sifields._sigchld._utime, 32, 8) \
	F(lx_siginfo, u.chld.stime, _sifields._sigchld._stime, 40, 8) \
	F(lx_siginfo, u.fault.addr, _sifields._sigfault._addr, 16, 8) \
	F(lx_siginfo, u.poll.band, _sifields._sigpoll._band, 16, 8) \
	F(lx_siginfo, u.poll.fd, _sifields._sigpoll._fd, 24, 4) \
	F(lx_siginfo, u.sys.call_addr, _sifields._sigsys._call_addr, 16, 8) \
	F(lx_siginfo, u.sys.number, _sifields._sigsys._syscall, 24, 4) \
	F(lx_siginfo, u.sys.arch, _sifields._sigsys._arch, 28, 4) \
	S(lx_sigcontext, sigcontext, 256) \
	F(lx_sigcontext, r8, r8, 0, 8) \
	F(lx_sigcontext, r15, r15, 56, 8) \
	F(lx_sigcontext, rdi, rdi, 64, 8) \
	F(lx_sigcontext, rsi, rsi, 72, 8) \
	F(lx_sigcontext, rbp, rbp, 80, 8) \
	F(lx_sigcontext, rbx, rbx, 88, 8) \
	F(lx_sigcontext, rdx, rdx, 96, 8) \
	F(lx_sigcontext, rax, rax, 104, 8) \
	F(lx_sigcontext, rcx, rcx, 112, 8) \
	F(lx_sigcontext, rsp, rsp, 120, 8) \
	F(lx_sigcontext, rip, rip, 128, 8) \
	F(lx_sigcontext, eflags, eflags, 136, 8) \
	F(lx_sigcontext, cs, cs, 144, 2) \
	F(lx_sigcontext, gs, gs, 146, 2) \
	F(lx_sigcontext, fs, fs, 148, 2) \
	F(lx_sigcontext, ss, ss, 150, 2) \
	F(lx_sigcontext, err, err, 152, 8) \
	F(lx_sigcontext, trapno, trapno, 160, 8) \
	F(lx_sigcontext, oldmask, oldmask, 168, 8) \
	F(lx_sigcontext, cr2, cr2, 176, 8) \
	F(lx_sigcontext, fpstate, fpstate, 184, 8) \
	F(lx_sigcontext, reserved, reserved1, 192, 64) \
	S(lx_ucontext, ucontext, 304) \
	F(lx_ucontext, uc_flags, uc_flags, 0, 8) \
	F(lx_ucontext, uc_link, uc_link, 8, 8) \
	F(lx_ucontext, uc_stack, uc_stack, 16, 24) \
	F(lx_ucontext, uc_mcontext, uc_mcontext, 40, 256) \
	F(lx_ucontext, uc_sigmask, uc_sigmask, 296, 8) \
	S(lx_rt_sigframe, rt_sigframe, 440) \
	F(lx_rt_sigframe, pretcode, pretcode, 0, 8) \
	F(lx_rt_sigframe, uc, uc, 8, 304) \
	F(lx_rt_sigframe, info, info, 312, 128) \
	S(lx_fpx_sw_bytes, _fpx_sw_bytes, 48) \
	F(lx_fpx_sw_bytes, magic1, magic1, 0, 4) \
	F(lx_fpx_sw_bytes, extended_size, extended_size, 4, 4) \
	F(lx_fpx_sw_bytes, xfeatures, xfeatures, 8, 8) \
	F(lx_fpx_sw_bytes, xstate_size, xstate_size, 16, 4) \
	S(lx_rusage, rusage, 144) \
	F(lx_rusage, ru_utime, ru_utime, 0, 16) \
	F(lx_rusage, ru_stime, ru_stime, 16, 16) \
	F(lx_rusage, ru_maxrss, ru_maxrss, 32, 8) \
	F(lx_rusage, ru_minflt, ru_minflt, 64, 8) \
	F(lx_rusage, ru_inblock, ru_inblock, 88, 8) \
	F(lx_rusage, ru_nsignals, ru_nsignals, 120, 8) \
	F(lx_rusage, ru_nivcsw, ru_nivcsw, 136, 8) \
	S(lx_utsname, new_utsname, 390) \
	F(lx_utsname, sysname, sysname, 0, 65) \
	F(lx_utsname, nodename, nodename, 65, 65) \
	F(lx_utsname, release, release, 130, 65) \
	F(lx_utsname, version, version, 195, 65) \
	F(lx_utsname, machine, machine, 260, 65) \
	F(lx_utsname, domainname, domainname, 325, 65) \
	S(lx_flock, flock, 32) \
	F(lx_flock, l_type, l_type, 0, 2) \
	F(lx_flock, l_whence, l_whence, 2, 2) \
	F(lx_flock, l_start, l_start, 8, 8) \
	F(lx_flock, l_len, l_len, 16, 8) \
	F(lx_flock, l_pid, l_pid, 24, 4) \
	S(lx_msghdr, msghdr, 56) \
	F(lx_msghdr, msg_name, msg_name, 0, 8) \
	F(lx_msghdr, msg_namelen, msg_namelen, 8, 4) \
	F(lx_msghdr, msg_iov, msg_iov, 16, 8) \
	F(lx_msghdr, msg_iovlen, msg_iovlen, 24, 8) \
	F(lx_msghdr, msg_control, msg_control, 32, 8) \
	F(lx_msghdr, msg_controllen, msg_controllen, 40, 8) \
	F(lx_msghdr, msg_flags, msg_flags, 48, 4) \
	S(lx_mmsghdr, mmsghdr, 64) \
	F(lx_mmsghdr, msg_hdr, msg_hdr, 0, 56) \
	F(lx_mmsghdr, msg_len, msg_len, 56, 4) \
	S(lx_cmsghdr, cmsghdr, 16) \
	F(lx_cmsghdr, cmsg_len, cmsg_len, 0, 8) \
	F(lx_cmsghdr, cmsg_level, cmsg_level, 8, 4) \
	F(lx_cmsghdr, cmsg_type, cmsg_type, 12, 4) \
	S(lx_ucred, ucred, 12) \
	F(lx_ucred, pid, pid, 0, 4) \
	F(lx_ucred, uid, uid, 4, 4) \
	F(lx_ucred, gid, gid, 8, 4) \
	S(lx_sockaddr, sockaddr, 16) \
	F(lx_sockaddr, sa_family, sa_family, 0, 2) \
	F(lx_sockaddr, sa_data, sa_data, 2, 14) \
	S(lx_sockaddr_un, sockaddr_un, 110) \
	F(lx_sockaddr_un, sun_family, sun_family, 0, 2) \
	F(lx_sockaddr_un, sun_path, sun_path, 2, 108) \
	S(lx_epoll_event, epoll_event, 12) \
	F(lx_epoll_event, events, events, 0, 4) \
	F(lx_epoll_event, data, data, 4, 8) \
	S(lx_sysinfo, sysinfo, 112) \
	F(lx_sysinfo, uptime, uptime, 0, 8) \
	F(lx_sysinfo, loads, loads, 8, 24) \
	F(lx_sysinfo, totalram, totalram, 32, 8) \
	F(lx_sysinfo, freeram, freeram, 40, 8) \
	F(lx_sysinfo, sharedram, sharedram, 48, 8) \
	F(lx_sysinfo, bufferram, bufferram, 56, 8) \
	F(lx_sysinfo, totalswap, totalswap, 64, 8) \
	F(lx_sysinfo, freeswap, freeswap, 72, 8) \
	F(lx_sysinfo, procs, procs, 80, 2) \
	F(lx_sysinfo, totalhigh, totalhigh, 88, 8) \
	F(lx_sysinfo, freehigh, freehigh, 96, 8) \
	F(lx_sysinfo, mem_unit, mem_unit, 104, 4) \
	S(lx_rlimit64, rlimit64, 16) \
	F(lx_rlimit64, rlim_cur, rlim_cur, 0, 8) \
	F(lx_rlimit64, rlim_max, rlim_max, 8, 8) \
	S(lx_termios, termios, 36) \
	F(lx_termios, c_iflag, c_iflag, 0, 4) \
	F(lx_termios, c_oflag, c_oflag, 4, 4) \
	F(lx_termios, c_cflag, c_cflag, 8, 4) \
	F(lx_termios, c_lflag, c_lflag, 12, 4) \
	F(lx_termios, c_line, c_line, 16, 1) \
	F(lx_termios, c_cc, c_cc, 17, 19) \
	S(lx_winsize, winsize, 8) \
	F(lx_winsize, ws_row, ws_row, 0, 2) \
	F(lx_winsize, ws_col, ws_col, 2, 2) \
	F(lx_winsize, ws_xpixel, ws_xpixel, 4, 2) \
	F(lx_winsize, ws_ypixel, ws_ypixel, 6, 2) \
	S(lx_tms, tms, 32) \
	F(lx_tms, tms_utime, tms_utime, 0, 8) \
	F(lx_tms, tms_stime, tms_stime, 8, 8) \
	F(lx_tms, tms_cutime, tms_cutime, 16, 8) \
	F(lx_tms, tms_cstime, tms_cstime, 24, 8) \
	S(lx_utimbuf, utimbuf, 16) \
	F(lx_utimbuf, actime, actime, 0, 8) \
	F(lx_utimbuf, modtime, modtime, 8, 8) \
	S(lx_robust_list_head, robust_list_head, 24) \
	F(lx_robust_list_head, list, list, 0, 8) \
	F(lx_robust_list_head, futex_offset, futex_offset, 8, 8) \
	F(lx_robust_list_head, list_op_pending, list_op_pending, 16, 8) \
	S(lx_sigset_arg, sigset_argpack, 16) \
	F(lx_sigset_arg, set, p, 0, 8) \
	F(lx_sigset_arg, size, size, 8, 8) \
	S(lx_ipc_perm, ipc64_perm, 48) \
	F(lx_ipc_perm, key, key, 0, 4) \
	F(lx_ipc_perm, uid, uid, 4, 4) \
	F(lx_ipc_perm, gid, gid, 8, 4) \
	F(lx_ipc_perm, cuid, cuid, 12, 4) \
	F(lx_ipc_perm, cgid, cgid, 16, 4) \
	F(lx_ipc_perm, mode, mode, 20, 4) \
	F(lx_ipc_perm, seq, seq, 24, 2) \
	S(lx_shmid_ds, shmid64_ds, 112) \
	F(lx_shmid_ds, shm_perm, shm_perm, 0, 48) \
	F(lx_shmid_ds, shm_segsz, shm_segsz, 48, 8) \
	F(lx_shmid_ds, shm_atime, shm_atime, 56, 8) \
	F(lx_shmid_ds, shm_dtime, shm_dtime, 64, 8) \
	F(lx_shmid_ds, shm_ctime, shm_ctime, 72, 8) \
	F(lx_shmid_ds, shm_cpid, shm_cpid, 80, 4) \
	F(lx_shmid_ds, shm_lpid, shm_lpid, 84, 4) \
	F(lx_shmid_ds, shm_nattch, shm_nattch, 88, 8) \
	S(lx_shminfo, shminfo64, 72) \
	F(lx_shminfo, shmmax, shmmax, 0, 8) \
	F(lx_shminfo, shmmin, shmmin, 8, 8) \
	F(lx_shminfo, shmmni, shmmni, 16, 8) \
	F(lx_shminfo, shmseg, shmseg, 24, 8) \
	F(lx_shminfo, shmall, shmall, 32, 8) \
	S(lx_shm_info, shm_info, 48) \
	F(lx_shm_info, used_ids, used_ids, 0, 4) \
	F(lx_shm_info, shm_tot, shm_tot, 8, 8) \
	F(lx_shm_info, shm_rss, shm_rss, 16, 8) \
	F(lx_shm_info, shm_swp, shm_swp, 24, 8) \
	F(lx_shm_info, swap_attempts, swap_attempts, 32, 8) \
	F(lx_shm_info, swap_successes, swap_successes, 40, 8) \
	S(lx_semid_ds, semid64_ds, 104) \
	F(lx_semid_ds, sem_perm, sem_perm, 0, 48) \
	F(lx_semid_ds, sem_otime, sem_otime, 48, 8) \
	F(lx_semid_ds, sem_ctime, sem_ctime, 64, 8) \
	F(lx_semid_ds, sem_nsems, sem_nsems, 80, 8) \
	S(lx_seminfo, seminfo, 40) \
	F(lx_seminfo, semmap, semmap, 0, 4) \
	F(lx_seminfo, semmni, semmni, 4, 4) \
	F(lx_seminfo, semmns, semmns, 8, 4) \
	F(lx_seminfo, semmnu, semmnu, 12, 4) \
	F(lx_seminfo, semmsl, semmsl, 16, 4) \
	F(lx_seminfo, semopm, semopm, 20, 4) \
	F(lx_seminfo, semume, semume, 24, 4) \
	F(lx_seminfo, semusz, semusz, 28, 4) \
	F(lx_seminfo, semvmx, semvmx, 32, 4) \
	F(lx_seminfo, semaem, semaem, 36, 4) \
	S(lx_msqid_ds, msqid64_ds, 120) \
	F(lx_msqid_ds, msg_perm, msg_perm, 0, 48) \
	F(lx_msqid_ds, msg_stime, msg_stime, 48, 8) \
	F(lx_msqid_ds, msg_rtime, msg_rtime, 56, 8) \
	F(lx_msqid_ds, msg_ctime, msg_ctime, 64, 8) \
	F(lx_msqid_ds, msg_cbytes, msg_cbytes, 72, 8) \
	F(lx_msqid_ds, msg_qnum, msg_qnum, 80, 8) \
	F(lx_msqid_ds, msg_qbytes, msg_qbytes, 88, 8) \
	F(lx_msqid_ds, msg_lspid, msg_lspid, 96, 4) \
	F(lx_msqid_ds, msg_lrpid, msg_lrpid, 100, 4) \
	S(lx_clone_block, clone_args, 88) \
	F(lx_clone_block, flags, flags, 0, 8) \
	F(lx_clone_block, pidfd, pidfd, 8, 8) \
	F(lx_clone_block, child_tid, child_tid, 16, 8) \
	F(lx_clone_block, parent_tid, parent_tid, 24, 8) \
	F(lx_clone_block, exit_signal, exit_signal, 32, 8) \
	F(lx_clone_block, stack, stack, 40, 8) \
	F(lx_clone_block, stack_size, stack_size, 48, 8) \
	F(lx_clone_block, tls, tls, 56, 8) \
	F(lx_clone_block, set_tid, set_tid, 64, 8) \
	F(lx_clone_block, set_tid_size, set_tid_size, 72, 8) \
	F(lx_clone_block, cgroup, cgroup, 80, 8)

/* A structure, and behind it its members. */
struct lx_field {
	const char *lx_struct; /* Linux's name of the structure; NULL for a member */
	const char *lx_member; /* Linux's name of the member; NULL for the structure as a whole */
	uint16_t offset;
	uint16_t size;
};

extern const struct lx_field lx_fields[];
extern const unsigned int lx_field_count;

#endif
