#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Rules of kmod/ that a compiler does not know.

usage: rules.py SOURCE-ROOT [--module | --self-test]

errno      A negative errno appears nowhere in kmod: functions return 0 or a positive one, and the number
           is made negative in one place, where it goes back to the program.
probes     Every probe is declared, defined once, described, and fired with as many arguments as it has;
           every probe that a script names exists, with the arguments the script looks at; and every
           probe is named by a script.
scripts    Each has a head and an example of its output, every message ends its line, and no time is
           taken the wrong way round.

--module asks whether the module is whole: each STD call of syscalls.master has its handler and no handler
is without an entry, and each probe is fired somewhere. --self-test tries the checks themselves on text
that breaks each rule.
"""

import pathlib
import re
import sys

failures = []


# While the checks themselves are tried, what they find is no news.
quiet = [False]


def fail(text):
    failures.append(text)
    if not quiet[0]:
        print("FAIL: " + text)


def strip(text):
    """C or D source without comments and without what is in strings, the lines kept."""
    def blank(m):
        s = m.group()
        if s.startswith("/"):
            return re.sub(r"[^\n]", " ", s)
        return '""' if s.startswith('"') else "' '"
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text,
                  flags=re.S)


# A minus sign that is no subtraction: nothing that could be an operand stands in front of it.
MINUS = r"(?:^|[=(,?:{;&|<>!]|\breturn\b|\bcase\b)\s*(?:\([a-z_0-9 ]+\)\s*)?-\s*\(?\s*(?:\([a-z_0-9 ]+\)\s*)?"
NEGATIVE = re.compile(
    MINUS + r"((?:LX_)?E[A-Z][A-Z0-9]+\b|errno\b|error\b|lx_errno\w*|err\b|rc\b)", re.M)
# The one place: the register of the return value, in the return to user mode.
RETURN_TO_USER = re.compile(r"\btf_rax\s*=\s*-\s*\(register_t\)\s*lx_errno\s*;")


def negative_errnos(sources):
    """(file, line, text) of each; sources: name -> text"""
    found, allowed = [], []
    for name, text in sources.items():
        code = strip(text)
        for m in RETURN_TO_USER.finditer(code):
            allowed.append((name, code[:m.start()].count("\n") + 1))
        code = RETURN_TO_USER.sub(lambda m: " " * len(m.group()), code)
        for m in NEGATIVE.finditer(code):
            # positive sentinels of FreeBSD's kernel that are negative by themselves are no minus sign
            line = code[:m.start(1)].count("\n") + 1
            found.append((name, line, m.group().strip()))
    return found, allowed


def check_errnos(sources):
    found, allowed = negative_errnos(sources)
    for name, line, text in found:
        fail(f"{name}:{line}: a negative errno: {text}")
    if len(allowed) > 1:
        fail("errnos are made negative in more than one place: "
             + ", ".join(f"{n}:{line}" for n, line in allowed))


def split_args(text):
    """Arguments of a call, at the outer level."""
    out, depth, part = [], 0, ""
    for c in text:
        if c == "," and depth == 0:
            out.append(part.strip())
            part = ""
            continue
        depth += c in "([{"
        depth -= c in ")]}"
        part += c
    return [*out, part.strip()]


def calls(code, name):
    """(match, [argument, ...]) of each call whose name matches."""
    for m in re.finditer(rf"\b({name})\s*\(", code):
        depth, i = 1, m.end()
        while i < len(code) and depth:
            depth += code[i] == "("
            depth -= code[i] == ")"
            i += 1
        yield m, split_args(code[m.end():i - 1])


def kernel_probes(kmod):
    """(function, name) -> number of arguments, of those that are defined; the set of those fired."""
    defined, fired, described, declared = {}, {}, set(), set()
    header = (kmod / "lx_probes.h").read_text()
    for line in header.splitlines():
        m = re.match(r" \*\t(\w+):(\w+)\t", line)
        if m:
            described.add(m.groups())
    macros = {}
    for m in re.finditer(r"#define (LX_\w+)\(([^)]*)\)(?:.*\\\n)*.*", header):
        for _, args in calls(strip(m.group()).replace("\\\n", " "), r"SDT_PROBE\d"):
            macros[m.group(1)] = (args[2], args[3])
    for m, args in calls(strip(header), "SDT_PROBE_DECLARE"):
        declared.add((args[2], args[3]))
    for path in sorted(kmod.glob("*.c")):
        code = strip(path.read_text())
        for m, args in calls(code, r"SDT_PROBE_DEFINE\d"):
            probe = (args[2], args[3])
            if probe in defined:
                fail(f"{path.name}: probe {':'.join(probe)} is defined twice")
            defined[probe] = int(m.group(1)[-1])
            if len(args) - 4 != defined[probe]:
                fail(f"{path.name}: probe {':'.join(probe)} has {len(args) - 4} types")
        for m, args in calls(code, r"SDT_PROBE\d"):
            probe, n = (args[2], args[3]), int(m.group(1)[-1])
            fired[probe] = n
            if len(args) - 4 != n:
                fail(f"{path.name}: probe {':'.join(probe)} is fired with {len(args) - 4} arguments")
        for macro, probe in macros.items():
            if re.search(rf"\b{macro}\s*\(", code):
                fired.setdefault(probe, None)
    for probe in sorted(set(fired) - set(defined)):
        fail(f"probe {':'.join(probe)} is fired and not defined")
    for probe, n in sorted(defined.items()):
        if fired.get(probe) not in (None, n):
            fail(f"probe {':'.join(probe)} has {n} arguments, and is fired with {fired[probe]}")
        if probe not in declared:
            fail(f"probe {':'.join(probe)} is not declared in lx_probes.h")
        if probe not in described:
            fail(f"probe {':'.join(probe)} is not described in lx_probes.h")
    return defined, set(fired)


def clauses(code):
    """(probes, body) of each clause of a D program without comments."""
    out, at = [], 0
    while True:
        start = code.find("{", at)
        if start < 0:
            return out
        depth, i = 1, start + 1
        while i < len(code) and depth:
            depth += code[i] == "{"
            depth -= code[i] == "}"
            i += 1
        head = "\n".join(x for x in code[at:start].splitlines() if not x.startswith("#"))
        out.append((head.strip(), code[start:i]))
        at = i


def check_script(name, text, probes):
    """Returns the probes it names. probes: (function, name) -> number of arguments"""
    named = set()
    if not text.startswith("#!/usr/sbin/dtrace -qs\n"):
        fail(f"{name}: does not start with #!/usr/sbin/dtrace -qs")
    head = re.search(r"/\*\n \* (\S+): .*?\*/", text, re.S)
    if not head or head.group(1) != name:
        fail(f"{name}: no head that says what it prints")
    elif " * Example:" not in head.group():
        fail(f"{name}: no example of its output in the head")
    for m in re.finditer(r'\bprint[fa]\("((?:\\.|[^"\\])*)"', text):
        if not m.group(1).endswith("\\n"):
            fail(f"{name}: a message does not end its line: {m.group(1)}")
    if re.search(r"\bprinta\(@", text):
        fail(f"{name}: printa without a format")
    code = strip(text)
    if re.search(r"(self->|this->|\bsince\b|\bwall\b)\S* - v?timestamp", code):
        fail(f"{name}: a time is taken the wrong way round")
    # dtrace reads a program once from top to bottom, and takes a name that it has not met for an error
    for var in sorted(set(re.findall(r"\bself->(\w+)", code))):
        if not re.search(rf"^self \w+ {var}\b", code, re.M):
            fail(f"{name}: self->{var} is not declared")
    for var in sorted(set(re.findall(r"(?<![\w@>])([a-z_]\w*)\[", code)) - {"args"}):
        if not re.search(rf"^(self )?\w+ {var}\[", code, re.M):
            fail(f"{name}: {var}[] is not declared")
    for head, body in clauses(code):
        found = re.findall(r"\blxabi:([\w-]*):([\w-]+):([\w-]+)", head)
        if "lxabi" in head and not found:
            fail(f"{name}: a probe is not named in full: {head}")
        used = [int(n) for n in re.findall(r"\bargs?\[?(\d)\]?", body + head)]
        for module, function, probe in found:
            if module:
                fail(f"{name}: the module part stays empty: {module}")
            named.add((function, probe))
            if (function, probe) not in probes:
                fail(f"{name}: no probe {function}:{probe}")
            elif used and max(used) >= probes[function, probe]:
                fail(f"{name}: {function}:{probe} has {probes[function, probe]} arguments, "
                     f"arg{max(used)} is looked at")
    return named


def check_probes(kmod):
    probes, _ = kernel_probes(kmod)
    named = set()
    for path in sorted((kmod / "dtrace").glob("*.d")):
        named |= check_script(path.name, path.read_text(), probes)
    for probe in sorted(set(probes) - named):
        fail(f"no script names probe {':'.join(probe)}")
    print(f"{len(probes)} probes, {len(list((kmod / 'dtrace').glob('*.d')))} scripts")


def check_module(kmod, sources):
    """Each STD entry has its handler; no handler is left without an entry; each probe is fired."""
    probes, fired = kernel_probes(kmod)
    for probe in sorted(set(probes) - fired):
        fail(f"probe {':'.join(probe)} is defined and never fired")
    std = set(re.findall(r"\bSTD(?:\|\w+)?\s*\{\s*int (lx_\w+)\(", (kmod / "syscalls.master").read_text()))
    handlers = {}
    for name, text in sources.items():
        for m in re.finditer(r"^(lx_\w+)\(struct thread \*\w+[^,]*, struct (lx_\w+)_args \*", strip(text),
                             re.M):
            if m.group(1) == m.group(2):
                handlers[m.group(1)] = name
    for h in sorted(std - set(handlers)):
        fail(f"syscalls.master: {h} is STD, and nobody wrote it")
    for h in sorted(set(handlers) - std):
        fail(f"{handlers[h]}: {h} has no STD entry in syscalls.master")
    print(f"{len(std)} translated system calls")


def self_test():
    bad = ["return -EINVAL;", "return (-ENOENT);", "x = -LX_EIO;", "return (ok ? 0 : -EPERM);",
           "return -error;", "f(-EBADF);", "error = -errno;", "return (int)-EINVAL;",
           "td->td_retval[0] = -lx_errno_to_linux(error);", "case -EINTR:", "return -(EINVAL);",
           "if (error == -ERESTART)"]
    good = ["return EINVAL;", "n = a - EOFF;", "/* -EINVAL */", 'warn("-EINVAL");', "x = count - error;",
            "return (-1);", "p->tf_rax = -(register_t)lx_errno;", "y = f(x) - ERANGE;",
            "a[3] - err", "if (error == ERESTART)"]
    for text in bad:
        if not negative_errnos({"t": text})[0]:
            fail(f"self-test: not found: {text}")
    for text in good:
        if negative_errnos({"t": text})[0]:
            fail(f"self-test: found in: {text}")
    probes = {("futex", "wait"): 3}
    head = "#!/usr/sbin/dtrace -qs\n/*\n * t.d: text.\n * Example:\n */\n"
    before = len(failures)
    quiet[0] = True
    for text in ('lxabi::futex:wait { printf("no end"); }', "lxabi::futex:gone { }",
                 "lxabi::futex:wait { @x = sum(args[3]); }", "lxabi::futex:wait { @x = sum(arg3); }",
                 "lxabi::futex:wait { @t = sum(self->t - timestamp); }", "lxabi::: { }",
                 "lxabi:linux:futex:wait { }", "tick-1s { printa(@x); }",
                 "tick-1s { self->x = 1; }", "tick-1s { seen[pid] = 1; }"):
        already = len(failures)
        check_script("t.d", head + text, probes)
        if len(failures) == already:
            quiet[0] = False
            fail(f"self-test: not found: {text}")
            return
    quiet[0] = False
    found = len(failures) - before
    del failures[before:]
    if not check_script("t.d", head + 'lxabi::futex:wait { printf("%d\\n", args[2]); }', probes):
        fail("self-test: a good script")
    print(f"self-test: {len(bad)} and {found} breaches found")


def main():
    kmod = pathlib.Path(sys.argv[1]) / "kmod"
    if "--self-test" in sys.argv:
        self_test()
        return 1 if failures else 0
    sources = {str(p.relative_to(kmod)): p.read_text()
               for p in sorted([*kmod.glob("*.[ch]"), *kmod.glob("tables/**/*.[ch]")])}
    if "--module" in sys.argv:
        check_module(kmod, sources)
    else:
        check_errnos(sources)
        check_probes(kmod)
    return 1 if failures else 0


sys.exit(main())
