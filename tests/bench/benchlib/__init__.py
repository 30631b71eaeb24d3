# SPDX-License-Identifier: BSD-2-Clause
"""The benchmark of views of two trees. tests/bench/run is the command.

What happens, module by module:

    trees      builds the two layers, and the merge of both that native and the one-tree systems get
    programs   puts real programs with their libraries into the trees, so that they run in a chroot
    systems    what is compared: how each is mounted and taken down
    workloads  what is measured: a table of rows, each a call of the client (ops.c)
    measure    repetitions; inside each, workload by workload, all systems in random order
    known      memory and cost by number of known inodes and by size of directory
    requests   what the kernel asks a FUSE server, counted by opcode
    signals    the end by a signal, and children that never outlive it
    results    medians, ratios and spread; JSON
    report     tables as text and Markdown
    chart      the SVG
    targets    what the project wants to reach, as data, compared with the results
    docs       what is written into docs/ and README.md
    cli        options

Why interleaved: a ratio is taken between two runs that lie seconds apart, so a machine that is busy with something
else disturbs both alike. Why a check: each client call returns a sum over what it saw, and a system whose sum is not
native's gets no time at all."""
