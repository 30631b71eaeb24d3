# SPDX-License-Identifier: BSD-2-Clause
# Processes, signals, memory, files, limits, time. Prints the same on every Linux ABI.
import ctypes, errno, fcntl, mmap, os, resource, select, signal, stat, struct, subprocess, sys, tempfile, termios, threading, time

def check(name, value):
    print(name, value, flush=True)

def err(f, *args, **kw):
    try:
        return f(*args, **kw)
    except OSError as e:
        return errno.errorcode[e.errno]

libc = ctypes.CDLL(None, use_errno=True)

# processes
check("subprocess", subprocess.run(["sh", "-c", "read x; echo got $x; exit 3"], input=b"in\n", capture_output=True))
pid = os.fork()
if pid == 0:
    os.kill(os.getpid(), signal.SIGKILL)
_, st = os.waitpid(pid, 0)
check("killed by", os.WTERMSIG(st))
pid = os.fork()
if pid == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(9)
_, st = os.waitpid(pid, os.WUNTRACED)
check("stopped by", os.WSTOPSIG(st))
os.kill(pid, signal.SIGCONT)
_, st = os.waitpid(pid, os.WCONTINUED)
check("continued", os.WIFCONTINUED(st))
_, st = os.waitpid(pid, 0)
check("exited", os.WEXITSTATUS(st))
pid = os.fork()
if pid == 0:
    os._exit(5)
info = os.waitid(os.P_PID, pid, os.WEXITED)
check("waitid", (info.si_pid == pid, info.si_status, info.si_code == os.CLD_EXITED, info.si_signo))
check("no child", err(os.waitpid, -1, 0))
check("posix_spawn", os.waitpid(os.posix_spawn("/bin/sh", ["sh", "-c", "exit 4"], os.environ), 0)[1] >> 8)

# signals
got = []
for s in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGRTMIN, signal.SIGRTMAX, signal.SIGPWR, signal.SIGCHLD):
    signal.signal(s, lambda n, f: got.append(n))
    os.kill(os.getpid(), s)
check("handled", got)
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGRTMAX])
os.kill(os.getpid(), signal.SIGRTMAX)
check("pending", sorted(int(s) for s in signal.sigpending()))
info = signal.sigtimedwait([signal.SIGRTMAX], 1)
check("sigtimedwait", (info.si_signo, info.si_pid == os.getpid(), info.si_code))
check("sigtimedwait none", signal.sigtimedwait([signal.SIGRTMAX], 0.05))
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1, signal.SIGRTMAX])
signal.signal(signal.SIGALRM, lambda n, f: got.append(n))
signal.setitimer(signal.ITIMER_REAL, 0.05)
t0 = time.monotonic()
select.select([], [], [], 0.3)
check("alarm", got[-1])
check("bad signal", err(os.kill, os.getpid(), 65))

# memory
m = mmap.mmap(-1, 1 << 20)
m[0:4] = b"abcd"
check("mmap", m[0:5])
p = mmap.mmap(-1, 65536, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
p[0:4] = b"abcd"
p.madvise(mmap.MADV_DONTNEED)
check("dontneed zeroes", p[0:4])
p.write(b"keep me")
p.resize(65536 * 8)
check("mremap", (len(p), p[0:7], p[65536 * 8 - 1]))
fd = os.memfd_create("x")
os.ftruncate(fd, 8192)
f = mmap.mmap(fd, 8192)
f[5] = 7
check("memfd", os.pread(fd, 8, 0))

# files
d = tempfile.mkdtemp()
os.chdir(d)
check("getcwd", os.getcwd() == d)
fd = os.open("f", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o640)
os.write(fd, b"hello world")
check("excl", err(os.open, "f", os.O_CREAT | os.O_EXCL))
check("lseek", os.lseek(fd, -5, os.SEEK_END))
check("read", os.read(fd, 100))
st = os.fstat(fd)
check("fstat", (stat.filemode(st.st_mode), st.st_size, st.st_nlink))
os.symlink("f", "l")
check("nofollow", err(os.open, "l", os.O_RDONLY | os.O_NOFOLLOW))
check("readlink", os.readlink("l"))
check("lstat", stat.S_ISLNK(os.lstat("l").st_mode))
os.link("f", "g")
check("nlink", os.stat("g").st_nlink)
os.mkdir("sub")
check("unlink dir", err(os.unlink, "sub"))
check("rmdir not empty", (open("sub/x", "w").close(), err(os.rmdir, "sub"))[1])
check("listdir", sorted(os.listdir(".")))
os.rename("g", "h")
check("renamed", sorted(e.name + ("/" if e.is_dir() else "") for e in os.scandir(".")))
os.utime("f", ns=(10**18, 10**18 + 5 * 10**9))
check("utime", (os.stat("f").st_atime_ns, os.stat("f").st_mtime_ns))
os.mkfifo("p")
check("fifo", stat.S_ISFIFO(os.stat("p").st_mode))
check("getfl", fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_ACCMODE | os.O_APPEND | os.O_NONBLOCK))
fcntl.fcntl(fd, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)
check("setfl", fcntl.fcntl(fd, fcntl.F_GETFL) & (os.O_ACCMODE | os.O_APPEND | os.O_NONBLOCK))
fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
pid = os.fork()
if pid == 0:
    other = os.open("f", os.O_RDWR)
    e = err(fcntl.lockf, other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    lk = struct.unpack("hhqqi4x", fcntl.fcntl(other, fcntl.F_GETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)))
    os._exit(10 if e == "EAGAIN" and lk[0] == fcntl.F_WRLCK and lk[4] == os.getppid() else 11)
check("locked", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
out = os.open("copy", os.O_RDWR | os.O_CREAT)
check("sendfile", os.sendfile(out, fd, 0, 100))
check("copy_file_range", os.copy_file_range(fd, out, 5, 0, 11))
check("content", os.pread(out, 100, 0))
check("preadv", (lambda b: (os.preadv(out, [b], 2), bytes(b)))(bytearray(4)))
os.ftruncate(out, 3)
check("truncated", os.stat("copy").st_size)
check("statvfs", os.statvfs(".").f_namemax)
check("access", (os.access("f", os.R_OK), os.access("nothing", os.F_OK)))
check("dup2", os.dup2(fd, 50))
check("cloexec", (os.get_inheritable(fd), fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 60)))
check("ebadf", err(os.read, 999, 1))
check("eisdir", err(os.open, "sub", os.O_WRONLY))
check("enotdir", err(os.open, "f/x", os.O_RDONLY))
check("enametoolong", err(os.open, "x" * 300, os.O_RDONLY))
check("efault", (libc.open(ctypes.c_void_p(1), 0), errno.errorcode[ctypes.get_errno()]))
check("isatty", os.isatty(fd))
r, w = os.pipe2(os.O_NONBLOCK)
check("pipe", err(os.read, r, 1))
n = 0
while isinstance(x := err(os.write, w, b"x" * 4096), int):
    n += x
check("pipe full", x)

# limits, names, time
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
check("rlimit", resource.getrlimit(resource.RLIMIT_NOFILE)[0])
check("core", resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY)
check("emfile", (lambda l: [l.append(x) for x in iter(lambda: err(os.dup, 0), "EMFILE")] and "EMFILE")([]))
check("uname", (os.uname().sysname, os.uname().machine))
check("clock", time.clock_gettime(time.CLOCK_MONOTONIC) <= time.clock_gettime(time.CLOCK_MONOTONIC))
t0 = time.monotonic()
time.sleep(0.05)
check("slept", 0.05 <= time.monotonic() - t0 < 5)
check("times", len(os.times()))
check("getrandom", len(os.getrandom(16)))
check("affinity", len(os.sched_getaffinity(0)) > 0)
check("sched", (os.sched_getscheduler(0), os.sched_get_priority_max(os.SCHED_FIFO)))
check("priority", os.getpriority(os.PRIO_PROCESS, 0))
check("ids", (os.getuid(), os.geteuid(), os.getgid(), os.getresuid()))
check("pgrp", os.getpgid(0) == os.getpgrp())
libc.prctl(15, b"renamed", 0, 0, 0)
name = ctypes.create_string_buffer(16)
libc.prctl(16, name, 0, 0, 0)
check("prctl", name.value)
check("native id", threading.get_native_id() == os.getpid())

# threads
lock = threading.Lock()
total = 0
def work():
    global total
    for _ in range(200):
        with lock:
            total += 1
ts = [threading.Thread(target=work) for _ in range(8)]
[t.start() for t in ts]
[t.join() for t in ts]
check("threads", total)
ev = threading.Event()
threading.Timer(0.05, ev.set).start()
check("event", ev.wait(5))
check("event timeout", threading.Event().wait(0.05))
