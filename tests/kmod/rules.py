#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Rules of kmod/ that a compiler does not know.

usage: rules.py SOURCE-ROOT [--module | --self-test]

errno      A negative errno appears nowhere in kmod: functions return 0 or a positive one, and the number
           is made negative in one place, where it goes back to the program.
locks      No lock is held where user memory is touched, where memory is waited for, or where a kern_
           function is called that may sleep: what follows is read in the order of the text, branch by
           branch, and functions of kmod that do it themselves count as well.
lengths    Every size of an allocation, and every length of a copy between user memory and the kernel,
           is a constant, or compared with a limit or cut with MIN before, in the same function; where
           that is seen elsewhere, the line says "bounded:" and why.
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


# Families of locks: what takes one, and what drops it. Functions that find a process return it locked.
LOCKS = {
    "process": (r"PROC_LOCK|lx_thread_find|lx_thread_named|pfind|pfind_any|tdfind",
                r"PROC_UNLOCK|lx_thread_put"),
    "mutex": (r"mtx_lock|mtx_lock_flags", r"mtx_unlock"),
    "futex chain": (r"umtxq_lock|lock_two", r"umtxq_unlock|unlock_two"),
    "map": (r"vm_map_lock|vm_map_lock_read", r"vm_map_unlock|vm_map_unlock_read"),
    "object": (r"VM_OBJECT_[RW]LOCK", r"VM_OBJECT_[RW]UNLOCK"),
    "devices": (r"dev_lock", r"dev_unlock"),
    "modules": (r"MOD_[SX]LOCK", r"MOD_[SX]UNLOCK"),
    "thread": (r"thread_lock", r"thread_unlock|sched_add"),
    "other": (r"sx_[sx]lock|rw_[rw]lock", r"sx_[sx]unlock|rw_[rw]unlock|sx_unlock|rw_unlock"),
}
OWNED = re.compile(r"\b(PROC_LOCK_ASSERT|mtx_assert)\s*\([^;]*MA_OWNED")
USER_MEMORY = set("""copyin copyout copyinstr copyoutstr copyiniov copyinuio fubyte fuword fuword32 fueword
    fueword32 fueword64 subyte suword suword32 suword64 casueword casueword32 uiomove""".split())
# Those that are called with the process locked, or that never sleep.
MAY_BE_LOCKED = re.compile(r"kern_(sched_\w+|sigprocmask|thread_cputime|process_cputime|psignal|poll_maxfds|getppid)$")
TOKEN = re.compile(r"[{}]|\b[A-Za-z_]\w*\b(?=\s*\()|\bMOD_[SX]U?N?LOCK\b")
ENDS = re.compile(r"(?<![\w)])\s*(return\b[^;{}]*|goto\s+\w+|sigexit\s*\([^;{}]*)\s*;\s*$")


def functions(code):
    """(name, line, body) of each function of C code without comments and strings."""
    for m in re.finditer(r"^(\w+)\(([^;{}]*)\)\n\{", code, re.M):
        end = code.find("\n}", m.end())
        yield m.group(1), code[:m.start()].count("\n") + 1, code[m.end() - 1:end + 2]


def called(body):
    return set(re.findall(r"\b([a-z_]\w*)\s*\(", body))


def user_touchers(sources):
    """Functions of kmod that touch user memory, themselves or through others: (file, name)."""
    known = {}
    for name, text in sources.items():
        for function, _, body in functions(strip(text)):
            known[name, function] = called(body)
    anywhere = {}
    for file, function in known:
        anywhere.setdefault(function, []).append(file)

    def touches(file, function, found):
        for callee in known[file, function]:
            if callee in USER_MEMORY or (file, callee) in found:
                return True
            # one of another file has a name of its own: lx_
            if (file, callee) not in known and any((f, callee) in found
                                                   for f in anywhere.get(callee, [])):
                return True
        return False
    found = set()
    while True:
        more = {k for k in known if k not in found and touches(*k, found)}
        if not more:
            return found
        found |= more


def sleeps(file, callee, text, touchers):
    """What is wrong with a call under a lock, or None."""
    if callee in USER_MEMORY or (file, callee) in touchers or \
            callee.startswith("lx_") and any(c == callee for _, c in touchers):
        return "touches user memory"
    if callee in ("malloc", "mallocarray") and "M_WAITOK" in text:
        return "waits for memory"
    if callee.startswith("kern_") and not MAY_BE_LOCKED.match(callee):
        return "may sleep"
    return None


def locked_calls(file, function, body, touchers):
    """(offset, callee, lock, what) of each call that must not be made with a lock held."""
    held = {"process": 1} if OWNED.search(body) else {}
    if OWNED.search(body) and re.search(r"mtx_assert[^;]*MA_OWNED", body):
        held["mutex"] = 1
    stack = []
    for m in TOKEN.finditer(body):
        word = m.group()
        if word == "{":
            stack.append(dict(held))
            if re.search(r"== NULL\)\s*$", body[:m.start()]):
                held["process"] = 0  # nobody was found, so nobody is locked
            continue
        if word == "}":
            before = stack.pop() if stack else {}
            if ENDS.search(body[:m.start()]):
                held = before  # what follows the block has not been through it
            continue
        for family, (takes, drops) in LOCKS.items():
            if re.fullmatch(drops, word):
                held[family] = max(held.get(family, 0) - 1, 0)
                break
            if re.fullmatch(takes, word):
                held[family] = held.get(family, 0) + 1
                break
        else:
            what = sleeps(file, word, body[m.start():body.find(";", m.start())], touchers)
            taken = [f for f, n in held.items() if n > 0]
            if what and taken and word != function:
                yield m.start(), word, taken[0], what


def check_locks(sources):
    touchers = user_touchers(sources)
    for name, text in sources.items():
        if not name.endswith(".c"):
            continue
        for function, line, body in functions(strip(text)):
            for at, callee, lock, what in locked_calls(name, function, body, touchers):
                fail(f"{name}:{line + 1 + body[:at].count(chr(10))}: {function}: {callee} {what} with the "
                     f"{lock} lock held")


def unbounded(expression, before):
    """Names in a length that nothing has compared with a limit."""
    rest = re.sub(r"\bsizeof\s*\([^()]*(\([^()]*\))?[^()]*\)|\bsizeof\s+\w+", " ", expression)
    rest = re.sub(r"\(\s*(size_t|u_int|int|uint64_t|off_t)\s*\)", " ", rest)
    if re.search(r"\b(MIN|strlen)\s*\(", rest):
        return []
    bad = []
    for name in re.findall(r"[a-z_]\w*(?:(?:\.|->)\w+)*", re.sub(r"\b[A-Z][A-Z0-9_]*\b", " ", rest)):
        n = re.escape(name)
        last = re.escape(re.split(r"\.|->", name)[-1])
        if re.search(rf"\b{n}\s*(>=?|<=?|!=|==)\s*(?!0\b|NULL\b|-1\b)[\w(]", before) or \
                re.search(rf"[\w)]\s*(>=?|<=?)\s*\(?\s*{n}\b", before) or \
                re.search(rf"\b{last}\s*=\s*[^;]*\b(MIN|sizeof|strlen|strnlen|IOCPARM_LEN|[A-Z_]+_MAX)\b",
                          before) or re.search(rf"_maxfds\({n}\)", before):
            continue
        bad.append(name)
    return bad


def check_lengths(sources):
    for name, text in sources.items():
        code = strip(text)
        lines = text.splitlines()
        for function, line, body in functions(code):
            for m, args in calls(body, r"malloc|mallocarray|copyin|copyout"):
                sizes = {"malloc": args[:1], "mallocarray": args[:2]}.get(m.group(1), args[2:3])
                at = line + 1 + body[:m.start()].count("\n")
                said = "bounded:" in "\n".join(lines[at - 3:at + 2])
                for ident in (i for a in sizes for i in unbounded(a, body[:m.start()])):
                    if not said:
                        fail(f"{name}:{at}: {function}: the length {ident} of {m.group(1)} has no limit")


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


BAD_LOCKS = [
    "PROC_LOCK(p); error = copyout(&a, b, sizeof(a)); PROC_UNLOCK(p);",
    "target = lx_thread_find(-1, 3); if (target == NULL) return (ESRCH); helper(p); lx_thread_put(target);",
    "if (a) { mtx_lock(&m); if (b) { mtx_unlock(&m); return (0); } suword32(p, 1); mtx_unlock(&m); }",
    "vm_map_lock_read(map); x = malloc(sizeof(*x), M_LXABI, M_WAITOK); vm_map_unlock_read(map);",
    "umtxq_lock(&k); error = kern_close(td, 3); umtxq_unlock(&k);",
    "PROC_LOCK_ASSERT(p, MA_OWNED); copyin(a, b, sizeof(b));",
]
GOOD_LOCKS = [
    "PROC_LOCK(p); a = p->p_pid; PROC_UNLOCK(p); return (copyout(&a, b, sizeof(a)));",
    "target = lx_thread_find(-1, 3); if (target == NULL) { return (copyout(a, b, 4)); } "
    "lx_thread_put(target); return (helper(p));",
    "if (a) { PROC_LOCK(p); PROC_UNLOCK(p); } copyin(a, b, sizeof(b));",
    "target = lx_thread_named(td, 3); error = kern_sched_getparam(td, target, &a); lx_thread_put(target);",
    "mtx_lock(&m); x = malloc(sizeof(*x), M_LXABI, M_NOWAIT); mtx_unlock(&m);",
]
BAD_LENGTHS = [
    "x = malloc(uap->size, M_LXABI, M_WAITOK);", "copyin(uap->p, buf, uap->len);",
    "if (n != 0) x = mallocarray(n, sizeof(*x), M_LXABI, M_WAITOK);",
]
GOOD_LENGTHS = [
    "if (uap->size > PAGE_SIZE) return (EINVAL); x = malloc(uap->size, M_LXABI, M_WAITOK);",
    "copyin(uap->p, buf, MIN(uap->len, sizeof(buf)));", "n = MIN(uap->n, LIMIT); copyin(p, q, n);",
    "copyin(p, &q, sizeof(q));", "/* bounded: by the caller */ copyin(p, q, n);",
]


def self_test_locks():
    """The checks of locks and of lengths, tried on what breaks them and on what does not."""
    def findings(check, text):
        code = {"t.c": "static int\nhelper(void *p)\n{\n\treturn (copyin(p, &x, sizeof(x)));\n}\n\n"
                       "int\nf(int a)\n{\n\t" + text + "\n}\n"}
        before = len(failures)
        quiet[0] = True
        check(code)
        quiet[0] = False
        found = len(failures) - before
        del failures[before:]
        return found
    for check, bad, good in ((check_locks, BAD_LOCKS, GOOD_LOCKS),
                             (check_lengths, BAD_LENGTHS, GOOD_LENGTHS)):
        for text in bad:
            if not findings(check, text):
                fail(f"self-test: not found: {text}")
        for text in good:
            if findings(check, text):
                fail(f"self-test: found in: {text}")


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
    self_test_locks()
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
        check_locks(sources)
        check_lengths(sources)
        check_probes(kmod)
    return 1 if failures else 0


sys.exit(main())
