# SPDX-License-Identifier: BSD-2-Clause
"""Helpers of the end-to-end tests: a pair of trees in a temporary directory, a mounted view of it,
TAP output, and the clearing away of all of it, whatever happens.

Nothing here is removed while something is mounted below it, and a mount that does not answer is
detached lazily, so that no test can hang its successors."""

import atexit
import contextlib
import ctypes
import fcntl
import fnmatch
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import traceback

COMPATFS = os.environ.get("COMPATFS", "")
EXTRA_OPTIONS = os.environ.get("COMPATFS_OPTIONS", "")

# Seconds until something is taken to hang: what a machine that is busy, slow or stopped for a while never needs.
PATIENCE = 120


class Skip(Exception):
    """This machine cannot do what the test needs. With CI=true that is a failure, unless
    the thing really cannot be had (possible=False)."""

    def __init__(self, why, possible=True):
        super().__init__(why)
        self.possible = possible


def write(path, content="", mode=None):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(content.encode() if isinstance(content, str) else content)
    if mode is not None:
        os.chmod(path, mode)


def read(path):
    with open(path, "rb") as f:
        return f.read().decode("utf-8", "surrogateescape")


def is_mounted(path):
    path = os.path.abspath(path)
    with open("/proc/self/mountinfo", "rb") as f:
        for line in f:
            where = line.split()[4].decode("unicode_escape")
            if where == path:
                return True
    return False


def mounts_below(path):
    path = os.path.abspath(path)
    found = []
    with open("/proc/self/mountinfo", "rb") as f:
        for line in f:
            where = line.split()[4].decode("unicode_escape")
            if where == path or where.startswith(path + "/"):
                found.append(where)
    return found


URING = "/sys/module/fuse/parameters/enable_uring"


@contextlib.contextmanager
def kernel_rings(on):
    """The kernel offers io_uring to the mounts that are made meanwhile, or does not. It is asked when a mount is
    made and at no other time; the setting is everybody's, so one test at a time changes it, and restores it."""
    if not os.path.exists(URING):
        raise Skip("the kernel has no FUSE over io_uring", possible=False)
    with open(URING) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = read(URING).strip()
        try:
            write(URING, "Y" if on else "N")
        except OSError as e:
            raise Skip(f"{URING}: {e}", possible=False) from e
        try:
            yield
        finally:
            write(URING, before)


def not_stacked(*places):
    """A directory for temporary files (the first of places that will do) whose file system is not stacked on another,
    as a container's often is: passthrough and overlayfs's upper layer are not to be had there."""
    for place in (*places, "/var/tmp", "/dev/shm"):
        if run("stat", "-f", "-c", "%T", place)[1].strip() != "overlayfs":
            return place
    raise Skip("all file systems for temporary files are stacked", possible=False)


class Space:
    """A temporary directory with compat/, root/ and mnt/; leaves nothing behind."""

    def __init__(self, base=None):
        self.dir = tempfile.mkdtemp(prefix="compatfs-test.", dir=base or not_stacked(tempfile.gettempdir()))
        os.chmod(self.dir, 0o755)
        self.compat = self.dir + "/compat"
        self.root = self.dir + "/root"
        self.mnt = self.dir + "/mnt"
        for d in (self.compat, self.root, self.mnt):
            os.mkdir(d)
        self.views = []
        atexit.register(self.close)

    def close(self):
        for view in list(self.views):
            view.unmount(quiet=True, timeout=10)
        for where in reversed(mounts_below(self.dir)):
            subprocess.run(["umount", "-l", where], stderr=subprocess.DEVNULL)
        if mounts_below(self.dir):
            return
        shutil.rmtree(self.dir, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def c(self, name, content=None, **kw):
        """A file in compat."""
        write(f"{self.compat}/{name}", f"C:{name}" if content is None else content, **kw)

    def r(self, name, content=None, **kw):
        """A file in root."""
        write(f"{self.root}/{name}", f"R:{name}" if content is None else content, **kw)

    def on_tmpfs(self):
        """Layers on file systems that nobody else changes: what waits to be heard of is known."""
        for layer in (self.compat, self.root):
            if run("mount", "-t", "tmpfs", "-o", "size=64m", "none", layer)[0] != 0:
                raise Skip("may not mount")

    def mount(self, options="", **kw):
        view = View(self, options, **kw)
        self.views.append(view)
        return view


class View:
    def __init__(self, space, options="", compat=None, root=None, mnt=None, foreground=True,
                 env=None, limits=None, expect_failure=False):
        self.space = space
        self.mnt = mnt or space.mnt
        opts = f"root={root or space.root}"
        for extra in (options, EXTRA_OPTIONS):
            if extra:
                opts += "," + extra
        self.log_path = f"{space.dir}/log.{len(space.views)}"
        self.log = open(self.log_path, "wb")
        args = [COMPATFS] + (["-f"] if foreground else []) + ["-o", opts, compat or space.compat,
                                                              self.mnt]
        with kernel_rings(True) if "transport=uring" in opts else contextlib.nullcontext():
            self.process = subprocess.Popen(args, stdin=subprocess.DEVNULL, stdout=self.log,
                                            stderr=subprocess.STDOUT, env=env, preexec_fn=limits,
                                            start_new_session=True)
            if not expect_failure:
                self.wait_for_mount(foreground)

    def wait_for_mount(self, foreground):
        deadline = time.monotonic() + PATIENCE
        while not is_mounted(self.mnt):
            if self.process.poll() is not None and (foreground or self.process.returncode != 0):
                raise AssertionError(f"compatfs ended with {self.process.returncode}: "
                                     f"{self.messages()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"no mount after {PATIENCE} s: {self.messages()}")
            time.sleep(0.01)
        os.stat(self.mnt)

    def messages(self):
        self.log.flush()
        with open(self.log_path, "rb") as f:
            return f.read().decode("utf-8", "replace")

    def where_it_stands(self):
        """What the daemon's threads wait for, for the report of a hang."""
        lines = []
        task = f"/proc/{self.process.pid}/task"
        for tid in os.listdir(task):
            for what in ("wchan", "syscall", "stack"):
                try:
                    lines.append(f"{tid} {what}: {read(f'{task}/{tid}/{what}').strip()}")
                except OSError:
                    pass
        if shutil.which("gdb"):
            lines.append(run("gdb", "-p", str(self.process.pid), "-batch", "-ex",
                             "thread apply all bt")[1])
        return "\n".join(lines)

    def sanitized(self):
        """Whether the daemon is a build with a sanitizer, which has memory of its own."""
        maps = read(f"/proc/{self.process.pid}/maps")
        return "libasan" in maps or "libtsan" in maps or "libclang_rt" in maps

    def heard(self):
        """Itself; skips the test where changes are not heard of."""
        if self.status()["cache"]["coherence"] != "fanotify":
            self.unmount()
            raise Skip("changes are not heard of", possible=False)
        return self

    def descriptors(self, pattern):
        """How many the daemon has of files whose path is like pattern (of the shell). Of others it may have as many as it
        likes: a busy machine gives it more threads."""
        count = 0
        for fd in os.listdir(f"/proc/{self.process.pid}/fd"):
            try:
                path = os.readlink(f"/proc/{self.process.pid}/fd/{fd}").removesuffix(" (deleted)")
            except OSError:
                continue  # closed meanwhile
            count += fnmatch.fnmatchcase(path, pattern)
        return count

    def rss(self):
        """The daemon's resident memory in bytes."""
        text = read(f"/proc/{self.process.pid}/status")
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) * 1024

    def status(self):
        with open(self.mnt + "/.compatfs/status") as f:
            return json.load(f)

    def unmount(self, quiet=False, timeout=PATIENCE):
        """Unmount and wait for the daemon; its exit status. Sanitizer reports make it non-zero."""
        if self in self.space.views:
            self.space.views.remove(self)
        if is_mounted(self.mnt):
            deadline = time.monotonic() + (5 if quiet else PATIENCE)
            while (done := subprocess.run(["umount", self.mnt], stderr=subprocess.PIPE)).returncode != 0:
                if time.monotonic() > deadline:
                    break
                time.sleep(0.1)
            if done.returncode != 0:
                subprocess.run(["umount", "-l", self.mnt], stderr=subprocess.DEVNULL)
                if not quiet:
                    raise AssertionError(f"umount: {done.stderr.decode()}")
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            threads = self.where_it_stands()
            self.process.kill()
            code = self.process.wait()
            if not quiet:
                raise AssertionError("the daemon did not end after umount:\n" + threads) from None
        self.log.close()
        if not quiet and code != 0:
            with open(self.log_path, "rb") as f:
                raise AssertionError(f"the daemon ended with {code}: "
                                     f"{f.read().decode('utf-8', 'replace')[-3000:]}")
        return code


def own_memory():
    """The environment for a daemon whose memory is measured: meson has malloc fill all that is asked for, and the
    buffer of a thread, 1 MiB of which a few KiB are used, is then in the RSS as a whole. A busy machine gives the
    daemon many threads."""
    return {k: value for k, value in os.environ.items() if k != "MALLOC_PERTURB_"}


def inside(directory, function, uid=None):
    """function()'s result, computed by a child that has directory as its root (as a program under
    compatrun has). Exceptions come back as well; an OSError keeps its errno."""
    return in_child(function, directory, uid)


def in_child(function, chroot=None, uid=None, cwd=None, timeout=PATIENCE):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            signal.alarm(timeout)
            os.close(r)
            if chroot is not None:
                os.chroot(chroot)
                os.chdir("/")
            if cwd is not None:
                os.chdir(cwd)
            if uid is not None:
                os.setgroups([])
                os.setgid(uid)
                os.setuid(uid)
            try:
                answer = {"value": function()}
            except OSError as e:
                answer = {"errno": e.errno, "text": str(e)}
            except BaseException as e:  # pylint: disable=broad-except
                answer = {"text": f"{type(e).__name__}: {e}"}
            os.write(w, json.dumps(answer, default=str).encode("utf-8", "surrogateescape"))
        finally:
            os._exit(0)
    os.close(w)
    data = b""
    while chunk := os.read(r, 65536):
        data += chunk
    os.close(r)
    os.waitpid(pid, 0)
    if not data:
        raise AssertionError("the child died or took too long")
    answer = json.loads(data)
    if "value" in answer:
        return answer["value"]
    if "errno" in answer:
        raise OSError(answer["errno"], answer["text"])
    raise AssertionError(answer["text"])


@contextlib.contextmanager
def held(*paths):
    """The kernel does not forget what somebody has open by path, whatever it is short of; nor is the daemon told of
    it."""
    with contextlib.ExitStack() as stack:
        for path in paths:
            stack.callback(os.close, os.open(path, os.O_PATH))
        yield


def run(*args, **kw):
    """A program's (status, stdout, stderr)."""
    kw.setdefault("timeout", PATIENCE)
    done = subprocess.run(list(args), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, **kw)
    return (done.returncode, done.stdout.decode("utf-8", "surrogateescape"),
            done.stderr.decode("utf-8", "surrogateescape"))


def until(condition, what, pause=0.01):
    """Wait for condition(). what says in the report of a failure what did not come: a text, or a function for it."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE} s: {what() if callable(what) else what}")
        time.sleep(pause)


def expect(actual, wanted, what=""):
    if actual != wanted:
        raise AssertionError(f"{what}: wanted {wanted!r}, got {actual!r}")


def expect_error(number, function, *args, **kw):
    try:
        value = function(*args, **kw)
    except OSError as e:
        expect(os.strerror(e.errno), os.strerror(number), str(e))
        return
    raise AssertionError(f"wanted {os.strerror(number)}, got {value!r}")


def hear_signals():
    """Signals that whoever started the tests ignores (nohup, a job in the background) stay ignored
    in all that they start, and these tests end programs by signals."""
    for sig in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        if signal.getsignal(sig) == signal.SIG_IGN:
            signal.signal(sig, signal.SIG_DFL)


def main(tests, timeout=600):
    """Run the functions, print TAP and the plain closing line, exit. Arguments choose by name."""
    if not COMPATFS:
        sys.exit("COMPATFS= must name the daemon's binary")
    if os.geteuid() != 0:
        print("needs root")
        sys.exit(1 if os.environ.get("CI") else 77)
    hear_signals()
    os.umask(0o022)
    chosen = [t for t in tests if not sys.argv[1:] or t.__name__ in sys.argv[1:]]
    failed = skipped = 0
    for i, test in enumerate(chosen, 1):
        name = test.__name__
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(timeout)
        try:
            test()
            print(f"ok {i} - {name}", flush=True)
        except Skip as s:
            if os.environ.get("CI") and s.possible:
                failed += 1
                print(f"not ok {i} - {name}: skipped in CI: {s}", flush=True)
            else:
                skipped += 1
                print(f"ok {i} - {name} # SKIP {s}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed += 1
            text = traceback.format_exc().strip()
            print("# " + text.replace("\n", "\n# "))
            print(f"not ok {i} - {name}", flush=True)
        finally:
            signal.alarm(0)
    print(f"1..{len(chosen)}")
    print(f"{len(chosen) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


def _too_long(*_):
    raise AssertionError("took too long")
