/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/cli.h"
static int run(int argc, char **argv) { (void)argc;(void)argv; return CLI_FAILED; }
const struct cli_command cmd_explain = {.name = "explain", .args = "'ERROR LINE'", .summary = "what a pasted error message means, and what to do", .options = "", .run = run};
