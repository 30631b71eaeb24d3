# SPDX-License-Identifier: BSD-2-Clause
"""The end by a signal: as an exception, so that everything is taken down on the way out; also where the caller ignores
the signal; but never between the start of a child and its being known, or it would outlive the clearing away."""

import contextlib
import signal
import subprocess
import sys

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _State:
    holding, pending = False, None


def _end(number, _):
    if _State.holding:
        _State.pending = number
        return
    ignore()
    sys.exit(128 + number)


def _set(what):
    for number in ENDS:
        signal.signal(number, what)


def end_on():
    _set(_end)


def ignore():
    _set(signal.SIG_IGN)


def default():
    _set(signal.SIG_DFL)


def end_as_by(number):
    """End by the signal itself, which Python may have ignored or made an exception of."""
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


@contextlib.contextmanager
def held():
    """A signal that comes inside ends us behind it."""
    _State.holding = True
    try:
        yield
    finally:
        _State.holding = False
    number, _State.pending = _State.pending, None
    if number is not None:
        _end(number, None)


def run(command, **words):
    """As subprocess.run(check=True) with the output as bytes, but its child never outlives it."""
    process = None
    try:
        with held():
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, **words)
        out, err = process.communicate()
    finally:
        if process is not None and process.poll() is None:
            process.kill()
            process.communicate()
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command, out, err)
    return out
