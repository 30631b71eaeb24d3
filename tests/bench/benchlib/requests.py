# SPDX-License-Identifier: BSD-2-Clause
"""What the kernel asks a FUSE server, by opcode: the kernel's own trace events for one connection, in a trace instance
of our own, so it works for every server and disturbs no other use of tracing. It costs each request a little, so times
of a run with --requests are not for comparing. FORGET is not among the events."""

import collections
import contextlib
import os
import re
import subprocess

from . import signals

EVENT = "events/fuse/fuse_request_send"
BUFFER_KIB = 65536  # a processor; some 800,000 requests


class Counter:
    """Counts between start() and stop(). Without tracefs or the events it counts nothing; why has the reason."""

    def __init__(self, base):
        self.tracefs, self.why, self.counting = base + "/tracing", None, False
        self.instance = f"{self.tracefs}/instances/compatfs-bench-{os.getpid()}"
        os.mkdir(self.tracefs)
        try:
            signals.run(["mount", "-t", "tracefs", "none", self.tracefs])
            os.mkdir(self.instance)
            self._write("buffer_size_kb", str(BUFFER_KIB))
            self._write(EVENT + "/enable", "0")
        except OSError as e:
            self.why = str(e)
        except subprocess.CalledProcessError as e:
            self.why = e.stderr.decode().strip()

    def start(self, device):
        if self.why is not None or device is None:
            return
        self._write(EVENT + "/filter", f"connection == {os.minor(device)}")
        self._write("trace", "")
        self._write(EVENT + "/enable", "1")
        self.counting = True

    def stop(self):
        """{opcode name: number of requests}, or None where nothing is counted."""
        if not self.counting:
            return None
        self._write(EVENT + "/enable", "0")
        self.counting = False
        found = collections.Counter()
        with open(self.instance + "/trace", encoding="ascii", errors="replace") as f:
            for line in f:
                if found_here := re.search(r"opcode \d+ \(FUSE_(\w+)\)", line):
                    found[found_here[1]] += 1
        return dict(found)

    def close(self):
        """The mount goes with all others."""
        with contextlib.suppress(OSError):  # it may never have been made
            os.rmdir(self.instance)

    def _write(self, name, text):
        with open(f"{self.instance}/{name}", "w", encoding="ascii") as f:
            f.write(text)
