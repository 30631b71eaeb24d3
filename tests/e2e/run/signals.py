#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Signals, the terminal and sudden ends: compatrun must be as good as absent, and leave nothing."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../lib"))
from view import PATIENCE, hear_signals, not_stacked  # noqa: E402

COMPATRUN = os.environ["COMPATRUN"]
left_before = os.listdir("/tmp")
work = tempfile.mkdtemp(prefix="compatrun-test.", dir=not_stacked(tempfile.gettempdir()))
compat = os.path.join(work, "compat")
os.makedirs(os.path.join(compat, "etc"))


def start(*command, args=(), **kw):
    kw.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.Popen([COMPATRUN, "-c", compat, *args, "--", *command], **kw)


def wait_for(what, condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        got = condition()
        if got:
            return got
        time.sleep(0.02)
    raise AssertionError(f"timed out waiting for {what}")


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as f:
            return [int(word) for word in f.read().split()]
    except OSError:
        return []


def state(pid):
    """A process's state, and when it was started: another may get its number."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
            return fields[0], int(fields[19])
    except OSError:
        return "", 0


def family(pid):
    """A process and all that it has started: (number, start)."""
    found = [(pid, state(pid)[1])]
    for child in children(pid):
        found += family(child)
    return found


def alive(member):
    letter, begun = state(member[0])
    return begun == member[1] and letter not in ("", "Z", "X")


def cmdline(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            return f.read().split(b"\0")
    except OSError:
        return []


def daemon_of(pid):
    """compatfs, the only child of compatrun."""
    kids = [k for k in children(pid) if cmdline(k)[:1] != [COMPATRUN.encode()]]
    return kids[0] if kids else None


def mounts():
    with open("/proc/self/mountinfo") as f:
        return sum(1 for _ in f)


def up(*command, **kw):
    """Start command in the view and wait until it says "up"."""
    p = start(*command, stdout=subprocess.PIPE, **kw)
    assert p.stdout.readline() == b"up\n"
    return p


def test_status_of_a_signal():
    for sig in (signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV, signal.SIGINT):
        p = start("sh", "-c", f"ulimit -c 0; kill -{int(sig)} $$")
        assert p.wait(PATIENCE) == -sig, (sig, p.returncode)


def test_forwarded():
    for sig in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1,
                signal.SIGUSR2, signal.SIGALRM):
        name = sig.name[3:]
        p = up("sh", "-c", f'trap "echo got {name}; exit 9" {name}; echo up; '
               "while :; do sleep 0.05; done")
        os.kill(p.pid, sig)
        said = p.stdout.read()
        status = p.wait(PATIENCE)
        assert (said, status) == (f"got {name}\n".encode(), 9), (name, said, status)


def test_ignored_stays_ignored():
    p = up("sh", "-c", "echo up; sleep 0.5; exit 4",
           preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    os.kill(p.pid, signal.SIGHUP)
    assert p.wait(PATIENCE) == 4


def test_mask_is_passed():
    p = start("sh", "-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status", stdout=subprocess.PIPE)
    inside = p.communicate(timeout=PATIENCE)[0]
    outside = subprocess.run(["sh", "-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status"],
                             stdout=subprocess.PIPE).stdout
    assert inside == outside, (inside, outside)


def test_term_before_the_view_is_up():
    for delay in (0.001, 0.004, 0.01, 0.02, 0.05):
        p = start("sleep", "60")
        time.sleep(delay)
        os.kill(p.pid, signal.SIGTERM)
        assert p.wait(PATIENCE) == -signal.SIGTERM, (delay, p.returncode)


def test_killed_leaves_nothing():
    for args in ((), ("--ro",), ("--rw",), (f"--scratch={work}/keep",)):
        before = mounts()
        p = up("sh", "-c", "sleep 1000 & setsid sleep 1000 & echo up; sleep 1000", args=args)
        procs = wait_for("the family", lambda: (f := family(p.pid)) and len(f) >= 6 and f)
        os.kill(p.pid, signal.SIGKILL)
        p.wait(PATIENCE)
        wait_for(f"the end of all {args}", lambda: not any(alive(q) for q in procs))
        assert mounts() == before
    left = [n for n in os.listdir("/tmp") if n.startswith("compatrun") and
            n not in left_before and not n.startswith("compatrun-test.")]
    assert not left, left


def test_killed_while_starting():
    for delay in (0.001, 0.003, 0.006, 0.01, 0.02, 0.04):
        p = start("sleep", "1000")
        time.sleep(delay)
        procs = family(p.pid)
        os.kill(p.pid, signal.SIGKILL)
        p.wait(PATIENCE)
        wait_for("the end of all", lambda: not any(alive(q) for q in procs))


def test_background_of_the_command_ends():
    p = up("sh", "-c", "setsid sleep 1000 & echo up; read x", stdin=subprocess.PIPE)
    procs = wait_for("the family", lambda: (f := family(p.pid)) and len(f) >= 5 and f)
    p.stdin.close()
    assert p.wait(PATIENCE) == 1
    assert not any(alive(q) for q in procs)


def test_daemon_killed():
    # nothing that would have to be read from the view any more, and be complained of
    p = up("sh", "-c", "echo up; read x", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    procs = family(p.pid)
    os.kill(daemon_of(p.pid), signal.SIGKILL)
    assert p.wait(PATIENCE) == 125, p.returncode
    text = p.stderr.read().decode()
    assert re.fullmatch(r"compatrun: .*: the view's daemon was killed by signal 9 \(Killed\)\n",
                        text), text
    assert not any(alive(q) for q in procs)


def test_zombies_are_reaped():
    # an orphan that ends at once, and one that is there as long as the command
    p = up("sh", "-c", '(sh -c "true & sleep 1000 &" &) ; sleep 0.1; echo up; read x', stdin=subprocess.PIPE)

    def living():
        states = [alive(q) for q in family(p.pid)]
        return len(states) == 5 and all(states)
    # compatrun, the daemon, init, the command, sleep
    wait_for("the end of the zombies", living)
    p.stdin.close()
    p.wait(PATIENCE)


def test_in_a_process_group_kill():
    """A shell's "kill %1" reaches everyone at once."""
    p = up("sh", "-c", 'trap "exit 5" TERM; echo up; while :; do sleep 0.05; done',
           start_new_session=True)
    os.killpg(p.pid, signal.SIGTERM)
    assert p.wait(PATIENCE) == 5, p.returncode


class Terminal:
    """A process on a new terminal."""

    def __init__(self, argv):
        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["PS1"] = "PROMPT> "
            os.environ.pop("PROMPT_COMMAND", None)
            try:
                os.execvp(argv[0], argv)
            finally:
                os._exit(99)

    def send(self, text):
        os.write(self.fd, text.encode())

    def expect(self, pattern):
        end = time.monotonic() + PATIENCE
        while True:
            m = re.search(pattern.encode(), self.seen)
            if m:
                self.seen = self.seen[m.end():]
                return m
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise AssertionError(f"no {pattern!r} in {self.seen!r}")
            try:
                data = os.read(self.fd, 4096)
            except OSError:
                data = b""
            if not data:
                raise AssertionError(f"end; no {pattern!r} in {self.seen!r}")
            self.seen += data

    def wait(self):
        """Read to the end, then the exit code (negative: a signal)."""
        while True:
            try:
                if not os.read(self.fd, 4096):
                    break
            except OSError:
                break
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)


def test_interrupt_key():
    t = Terminal([COMPATRUN, "-c", compat, "sh", "-c",
                  'n=0; trap "n=\\$((n+1))" INT; echo up; while [ $n = 0 ]; do sleep 0.05; done; '
                  'i=0; while [ $i -lt 20 ]; do sleep 0.05; i=$((i+1)); done; echo "count=$n."'])
    t.expect("up")
    t.send("\x03")
    t.expect(r"count=1\.")
    assert t.wait() == 0


def test_interrupt_key_ends():
    t = Terminal([COMPATRUN, "-c", compat, "sh", "-c", "echo up; sleep 1000"])
    t.expect("up")
    time.sleep(0.2)
    t.send("\x03")
    assert t.wait() == -signal.SIGINT


def test_terminal_has_its_name_and_size():
    t = Terminal([COMPATRUN, "-c", compat, "sh", "-c", "tty; stty size; test -t 0 && echo yes; "
                  "test -c /dev/console && echo console; read x; stty size"])
    t.expect("/dev/pts/[0-9]+")
    t.expect("0 0")
    t.expect("yes")
    t.expect("console")
    fcntl.ioctl(t.fd, termios.TIOCSWINSZ, b"\x1e\x00\x64\x00\x00\x00\x00\x00")
    t.send("\n")
    t.expect("30 100")
    assert t.wait() == 0


def test_shell_with_job_control_inside():
    t = Terminal([COMPATRUN, "-c", compat, "bash", "--norc", "--noprofile", "-i"])
    t.expect("PROMPT> ")
    assert b"no job control" not in t.seen
    t.send("set -o | grep monitor\n")
    t.expect(r"monitor\s+on")
    t.expect("PROMPT> ")
    shell = os.tcgetpgrp(t.fd)
    t.send("sleep 1000\n")
    wait_for("the job", lambda: os.tcgetpgrp(t.fd) != shell)
    t.send("\x1a")
    t.expect("Stopped")
    t.expect("PROMPT> ")
    t.send("jobs\n")
    t.expect(r"\[1\]\+ +Stopped +sleep 1000")
    t.send("fg\n")
    t.expect("sleep 1000")
    wait_for("the job", lambda: os.tcgetpgrp(t.fd) != shell)
    t.send("\x03")
    t.expect("PROMPT> ")
    t.send("echo st$?\n")
    t.expect("st130")
    t.expect("PROMPT> ")
    t.send("exit 6\n")
    assert t.wait() == 6


def test_stop_and_go_on_from_outside():
    """^Z on compatrun as a job of the outside's shell."""
    t = Terminal(["bash", "--norc", "--noprofile", "-i"])
    t.expect("PROMPT> ")
    shell = os.tcgetpgrp(t.fd)
    t.send(f"{COMPATRUN} -c {compat} sh -c 'echo u\"\"p; read x; echo got-$x'\n")
    t.expect(r"[\r\n]up\r\n")
    t.send("\x1a")
    t.expect("Stopped")
    t.expect("PROMPT> ")
    t.send("fg\n")
    wait_for("the job", lambda: os.tcgetpgrp(t.fd) != shell)
    t.send("line\n")
    t.expect("got-line")
    t.expect("PROMPT> ")
    t.send("exit\n")
    t.wait()


def test_stop_key_that_the_command_ignores():
    t = Terminal(["bash", "--norc", "--noprofile", "-i"])
    t.expect("PROMPT> ")
    t.send(f"{COMPATRUN} -c {compat} sh -c 'trap \"\" TSTP; echo u\"\"p; read x; echo got-$x'\n")
    t.expect(r"[\r\n]up\r\n")
    t.send("\x1a")
    t.send("line\n")
    t.expect("got-line")
    t.expect("PROMPT> ")
    assert b"Stopped" not in t.seen
    t.send("exit\n")
    t.wait()


def test_stopped_by_itself():
    p = up("sh", "-c", "echo up; kill -STOP $$; exit 3")
    assert os.WIFSTOPPED(os.waitpid(p.pid, os.WUNTRACED)[1])
    os.kill(p.pid, signal.SIGCONT)
    assert p.wait(PATIENCE) == 3


def test_terminal_goes_back_to_a_script():
    """An interactive shell inside takes the foreground; the script outside must have it again."""
    t = Terminal(["sh", "-c", f"{COMPATRUN} -c {compat} bash --norc --noprofile -i; "
                  "read x && echo script-got-$x"])
    t.expect("PROMPT> ")
    t.send("exit\n")
    wait_for("the script's terminal", lambda: os.tcgetpgrp(t.fd) == t.pid)
    t.send("word\n")
    t.expect("script-got-word")
    assert t.wait() == 0


def test_hangup():
    t = Terminal([COMPATRUN, "-c", compat, "sh", "-c", "echo up; sleep 1000"])
    t.expect("up")
    procs = family(t.pid)
    os.close(t.fd)
    assert os.waitpid(t.pid, 0)[1] in (signal.SIGHUP, 129 << 8)
    wait_for("the end of all", lambda: not any(alive(q) for q in procs))


def main():
    tests = [(n, f) for n, f in sorted(globals().items()) if n.startswith("test_")]
    wanted = sys.argv[1:]
    hear_signals()
    failed = 0
    if wanted:
        tests = [(n, f) for n, f in tests if n in wanted]
    for i, (name, test) in enumerate(tests, 1):
        try:
            begin = time.monotonic()
            test()
            print(f"ok {i} - {name} ({time.monotonic() - begin:.2f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"not ok {i} - {name}")
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()),
                  flush=True)
    print(f"1..{len(tests)}")
    shutil.rmtree(work, ignore_errors=True)
    return failed != 0


sys.exit(main())
