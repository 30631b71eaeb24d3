# SPDX-License-Identifier: BSD-2-Clause
"""What is being done, on one line of a terminal; nothing where stderr is none."""

import shutil
import sys


class Progress:
    def __init__(self):
        self.tty = sys.stderr.isatty()

    def __call__(self, text):
        if self.tty:
            width = shutil.get_terminal_size().columns - 1
            print("\r\033[K" + text[:width], end="", file=sys.stderr, flush=True)

    def say(self, text):
        """A line that stays."""
        self("")
        print("run: " + text, file=sys.stderr, flush=True)

    def end(self):
        self("")
