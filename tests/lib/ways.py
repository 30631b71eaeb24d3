# SPDX-License-Identifier: BSD-2-Clause
"""The view with all that makes it fast, and with each of these things off, one at a time; for tests that must pass with
every one of them, whichever way requests come from the kernel."""

import typing


class Way(typing.NamedTuple):
    name: str  # as it is chosen on a command line
    options: str  # of the mount
    data: str = ""  # what the status must say; empty: whatever there is
    coherence: str = ""
    refused: bool = False  # the kernel refuses fanotify_init(2) to the daemon
    both: bool = False  # matters in directories that both layers have
    transports: tuple = ("dev", "uring")
    read_only: bool = False
    coherent: bool = True  # changes made below show

    def in_use(self, status, transport=""):
        """The status' words for what is in use; AssertionError if that is not what the way is for."""
        found = {"data": status["data"], "coherence": status["cache"]["coherence"], "transport": status["transport"]}
        for key, wanted in (("data", self.data), ("coherence", self.coherence), ("transport", transport)):
            if wanted and found[key] != wanted:
                raise AssertionError(f"{self.name}: {key} is {found[key]}, not {wanted}")
        return found


WAYS = (
    Way("default", ""),
    Way("data=passthrough", "data=passthrough", data="passthrough"),  # also small files
    Way("data=buffered", "data=buffered", data="buffered"),  # no passthrough
    Way("data=cached", "data=cached", data="cached", read_only=True),  # no OPEN
    Way("cache=1", "cache=1", coherence="timeout"),  # nothing is heard of
    Way("cache=0", "cache=0", coherence="timeout"),  # the kernel keeps nothing
    Way("cache=hold", "cache=hold", coherence="timeout", coherent=False),  # names are kept for good
    Way("no-fanotify", "", coherence="timeout", refused=True),  # as cache=1, found out by the daemon
    Way("max_threads=1", "max_threads=1", transports=("dev",)),  # nothing is done at once; rings need more
    Way("listing=union", "listing=union", both=True),
    Way("elf=off", "elf=off"),  # libraries are not looked at
    Way("elf=hide", "elf=hide"),
    Way("all-off", "data=buffered,cache=0,elf=off,max_threads=1", data="buffered", coherence="timeout",
        transports=("dev",)),
)
BY_NAME = {way.name: way for way in WAYS}
