# SPDX-License-Identifier: BSD-2-Clause
"""Calls of the client program (ops.c)."""

import contextlib
import dataclasses
import os
import resource
import signal
import subprocess

from . import signals, systems


@dataclasses.dataclass
class Sample:
    """One measurement, or why there is none."""

    ns: float = None
    operations: int = None
    check: int = None
    cpu: float = None
    server_cpu: float = None
    requests: dict = None
    error: str = None


class Client:
    def __init__(self, program, timeout):
        self.program, self.timeout = program, timeout

    def run(self, words, environment=None):
        """A Sample; raises systems.Failure with the client's words."""
        cpu = children_cpu()
        process = None
        try:
            with signals.held():
                process = subprocess.Popen([self.program, *map(str, words)], stdin=subprocess.DEVNULL,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                                           start_new_session=True, preexec_fn=systems.end_with_parent)
            out, err = process.communicate(timeout=self.timeout)
        except subprocess.TimeoutExpired as e:
            raise systems.Failure(f"longer than {self.timeout} s") from e
        finally:
            if process is not None and process.poll() is None:
                kill(process)
        if process.returncode != 0:
            raise systems.Failure(systems.last_line(err) or f"ended with {process.returncode}")
        ns, operations, check = map(int, out.split())
        return Sample(ns, operations, check, children_cpu() - cpu)


def kill(process):
    """With its children. One that waits for a server that hangs dies only when the server does: not waited for."""
    os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=5)


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def drop_caches(level):
    with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as f:
        f.write(str(level))
