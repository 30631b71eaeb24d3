# SPDX-License-Identifier: BSD-2-Clause
"""What a FreeBSD 15.0 kernel answered (by section of the recorded facts), row by row, as tests.

Each row has its own directory, written /lt here, in both trees:

  compat ("C:")                          root ("R:")
  both_f conly_f                         both_f ronly_f
  both_d/c_child  conly_d/f  empty_d/    both_d/r_child  ronly_d/f  empty_d/child  full_d/
  full_d/x                               full_d/
  fd (a file)     df/ (a directory)      fd/child        df (a file)
  secret_f 0600   secret_d/ 0700         secret_f        secret_d/child
  links: see LINKS                       links: see LINKS

COMPAT is ROOT/compat/linux. `do(t)` runs inside the view; t("/lt/x") gives the path to use. `after(c, r)`
runs outside on the backing directories and adds to the answer. `kernel` is the recorded answer; `view` tells,
by setting, where the view's is another one, and `why` is a key of REASONS."""

import os

# link name: (layer, target)
LINKS = {
    "c_abs_c": ("C", "/lt/conly_f"),
    "c_abs_r": ("C", "/lt/ronly_f"),
    "c_abs_both": ("C", "/lt/both_f"),
    "c_abs_compat": ("C", "/compat/linux/lt/both_f"),
    "c_abs_root": ("C", "/"),
    "c_abs_none": ("C", "/lt/none"),
    "c_abs_dir": ("C", "/lt/both_d"),
    "c_abs_new": ("C", "/lt/made_through_link"),
    "c_rel_c": ("C", "conly_f"),
    "c_rel_r": ("C", "ronly_f"),
    "c_rel_both": ("C", "both_f"),
    "c_rel_none": ("C", "none"),
    "c_loop": ("C", "c_loop"),
    "r_abs_c": ("R", "/lt/conly_f"),
    "r_abs_r": ("R", "/lt/ronly_f"),
    "r_abs_both": ("R", "/lt/both_f"),
    "r_rel_r": ("R", "ronly_f"),
    "r_rel_both": ("R", "both_f"),
    "r_rel_new": ("R", "made_through_r_link"),
    "r_loop": ("R", "r_loop"),
}

REASONS = {
    "pair": "A directory of a mount is one object: it stands for its two halves, also when it is reached "
            "by a relative path, a descriptor or a working directory. The kernel has forgotten the other "
            "tree there.",
    "dotdot": "`..` of a directory of the view is the directory above it in the view. In the kernel it is "
              "the one above in the tree that the directory happened to be found in.",
    "cwd": "getcwd(2) tells the path in the view. The kernel tells the real one, /compat/linux included.",
    "step": "A mount is asked for one name at a time and decides there; the kernel repeats the whole path in "
            "the root tree when the end of it, behind a link, was not found.",
    "links": "An absolute target is resolved by the system from the reader's `/`, which is the view, so "
             "compat comes first (as FreeBSD's main branch does since 2026). With `links=kernel` the answer "
             "is the recorded one.",
    "text": "`links=kernel` works by rewriting the target into `/.compatfs/root`; readlink(2) and getcwd(2) "
            "show that.",
    "exists": "A name that root has exists in the view, so the system opens it, or answers EEXIST, before "
              "anything could be made beside it. Safer, too: nothing hides a root file by accident.",
    "host": "The host's system call answers before any file system is asked.",
    "reldir": "A relative link that root has is followed from the pair, compat first.",
    "errors": "The name is missing in both halves of what the view has there; the kernel tells the second "
              "tree's error.",
}

ROWS = []


def row(name, section, text, kernel, do, after=None, view=None, why=None, only=None):
    ROWS.append({"name": name, "section": section, "text": text, "kernel": kernel, "do": do,
                 "after": after, "view": view or {}, "why": why, "only": only})


# ---- what the rows are made of ----


def get(path):
    with open(path, "rb") as f:
        return f.read().decode()


def ls(path):
    return " ".join(sorted(os.listdir(path))) or "(empty)"


def here(path):
    """The content of a backing file, or - ."""
    try:
        return get(path) or "(empty file)"
    except IsADirectoryError:
        return "dir"
    except OSError:
        return "-"


def halves(name):
    return lambda c, r: f"C {here(f'{c}/{name}')}, R {here(f'{r}/{name}')}"


def made(path, flags=0, text=b"new"):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o644)
    os.write(fd, text)
    os.close(fd)
    return "ok"


def ok(_=None):
    return "ok"


def at(directory, name, t):
    fd = os.open(t(directory), os.O_RDONLY | os.O_DIRECTORY)
    try:
        f = os.open(name, os.O_RDONLY, dir_fd=fd)
        return os.read(f, 100).decode()
    finally:
        os.close(fd)


def from_cwd(directory, name, t):
    os.chdir(t(directory))
    return get(name)


def cwd_after(directory, t):
    os.chdir(t(directory))
    return t.strip(os.getcwd())


def kind(path, follow=False):
    st = os.stat(path, follow_symlinks=follow)
    return {0o040000: "dir", 0o100000: "file", 0o120000: "link"}[st.st_mode & 0o170000]


def execute(path, *args, dir_fd=None):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(w, 1)
            os.execv(path, [path, *args])
        except OSError as e:
            os.write(w, f"errno {e.errno}".encode())
        os._exit(0)
    os.close(w)
    out = b""
    while chunk := os.read(r, 1000):
        out += chunk
    os.waitpid(pid, 0)
    text = out.decode().strip()
    if text.startswith("errno "):
        raise OSError(int(text[6:]), "exec")
    return text


# ---- A1: absolute paths ----

row("both_file", "A1", "open /lt/both_f", "C:both_f", lambda t: get(t("/lt/both_f")))
row("compat_file", "A1", "open /lt/conly_f", "C:conly_f", lambda t: get(t("/lt/conly_f")))
row("root_file", "A1", "open /lt/ronly_f", "R:ronly_f", lambda t: get(t("/lt/ronly_f")))
row("child_of_both", "A1", "open /lt/both_d/r_child", "R:r_child",
    lambda t: get(t("/lt/both_d/r_child")))
row("child_of_empty", "A1", "open /lt/empty_d/child (compat's empty_d is empty)", "R:child",
    lambda t: get(t("/lt/empty_d/child")))
row("list_both", "A1", "readdir /lt/both_d", "c_child", lambda t: ls(t("/lt/both_d")))
row("list_empty", "A1", "readdir /lt/empty_d", "(empty)", lambda t: ls(t("/lt/empty_d")))
row("list_root", "A1", "readdir /lt/ronly_d", "f", lambda t: ls(t("/lt/ronly_d")))
row("file_over_dir", "A1", "stat /lt/fd (C file, R directory)", "file",
    lambda t: kind(t("/lt/fd")))
row("dir_over_file", "A1", "stat /lt/df (C directory, R file)", "dir", lambda t: kind(t("/lt/df")))
row("nowhere", "A1", "open /lt/none", "ENOENT", lambda t: get(t("/lt/none")))

# ---- A2: relative paths ----

row("cwd_compat", "A2", "chdir /lt/both_d; open r_child", "ENOENT",
    lambda t: from_cwd("/lt/both_d", "r_child", t), view={"all": "R:r_child"}, why="pair")
row("cwd_compat_own", "A2", "chdir /lt/both_d; open c_child", "C:c_child",
    lambda t: from_cwd("/lt/both_d", "c_child", t))
row("cwd_root", "A2", "chdir /lt/ronly_d; open none", "ENOENT",
    lambda t: from_cwd("/lt/ronly_d", "none", t))
row("cwd_up", "A2", "chdir /lt/both_d; open ../ronly_f", "ENOENT",
    lambda t: from_cwd("/lt/both_d", "../ronly_f", t), view={"all": "R:ronly_f"}, why="pair")

# ---- A3: the top and .. ----

row("top_list", "A3", "readdir /: only compat's names", "no, yes",
    lambda t: f"{'no' if 'top_r' not in os.listdir(t('/')) else 'yes'}, "
              f"{'yes' if 'top_c' in os.listdir(t('/')) else 'no'}")
row("top_up", "A3", "stat /.. is /", "True",
    lambda t: str(os.path.samefile(t("/"), t("/.."))), only=["chroot", "chroot-kernel"])
row("compat_by_name", "A3", "open /compat/linux/lt/both_f", "C:both_f",
    lambda t: get(t("/compat/linux/lt/both_f")))
row("compat_by_name_up", "A3", "open /compat/linux/../../lt/both_f", "R:both_f",
    lambda t: get(t("/compat/linux/../../lt/both_f")), view={"all": "C:both_f"}, why="dotdot")
row("compat_by_name_up1", "A3", "open /compat/linux/../lt/both_f", "ENOENT",
    lambda t: get(t("/compat/linux/../lt/both_f")))
row("up_from_root", "A3", "open /lt/ronly_d/../both_f", "R:both_f",
    lambda t: get(t("/lt/ronly_d/../both_f")), view={"all": "C:both_f"}, why="dotdot")
row("up_from_root_c", "A3", "open /lt/ronly_d/../conly_f", "ENOENT",
    lambda t: get(t("/lt/ronly_d/../conly_f")), view={"all": "C:conly_f"}, why="dotdot")
row("up_from_compat", "A3", "open /lt/conly_d/../ronly_f", "ENOENT",
    lambda t: get(t("/lt/conly_d/../ronly_f")), view={"all": "R:ronly_f"}, why="dotdot")

# ---- A4: getcwd ----

for _path, _real in (("/lt", "/compat/linux/lt"), ("/lt/conly_d", "/compat/linux/lt/conly_d"),
                     ("/", "/compat/linux")):
    row("cwd_" + _path.replace("/", "_"), "A4", f"chdir {_path}; getcwd", _real,
        lambda t, p=_path: cwd_after(p, t), view={"all": _path}, why="cwd")
row("cwd__lt_ronly_d", "A4", "chdir /lt/ronly_d; getcwd", "/lt/ronly_d",
    lambda t: cwd_after("/lt/ronly_d", t))
row("cwd__compat", "A4", "chdir /compat/linux; getcwd", "/compat/linux",
    lambda t: cwd_after("/compat/linux", t))

# ---- A5: symbolic links ----

ASIS = ["chroot"]  # where a link of links=asis with an absolute target makes sense
ABS = ["chroot", "chroot-kernel", "direct-kernel"]

row("c_abs_c", "A5", "open C link -> absolute, target only in C", "ENOENT",
    lambda t: get(t("/lt/c_abs_c")), view={"asis": "C:conly_f"}, why="links", only=ABS)
row("c_abs_r", "A5", "open C link -> absolute, target only in R", "R:ronly_f",
    lambda t: get(t("/lt/c_abs_r")), only=ABS)
row("c_abs_both", "A5", "open C link -> absolute, target in both", "R:both_f",
    lambda t: get(t("/lt/c_abs_both")), view={"asis": "C:both_f"}, why="links", only=ABS)
row("c_abs_compat", "A5", "open C link -> /compat/linux/lt/both_f", "C:both_f",
    lambda t: get(t("/lt/c_abs_compat")), only=ABS)
row("c_abs_root", "A5", "readdir C link -> /: is it the real root?", "True",
    lambda t: str("top_r" in os.listdir(t("/lt/c_abs_root"))), view={"asis": "False"}, why="links",
    only=ABS)
row("c_abs_none", "A5", "open C link -> absolute, dangling; R has a file of the link's name", "ENOENT",
    lambda t: get(t("/lt/c_abs_none")), only=ABS)
row("c_rel_none", "A5", "open C link -> relative, dangling; R has a file of the link's name",
    "R:c_rel_none", lambda t: get(t("/lt/c_rel_none")), view={"all": "ENOENT"}, why="step")
row("c_rel_r", "A5", "open C link -> relative, target only in R", "ENOENT",
    lambda t: get(t("/lt/c_rel_r")), view={"all": "R:ronly_f"}, why="pair")
row("c_rel_c", "A5", "open C link -> relative, target in C", "C:conly_f",
    lambda t: get(t("/lt/c_rel_c")))
row("c_rel_both", "A5", "open C link -> relative, target in both", "C:both_f",
    lambda t: get(t("/lt/c_rel_both")))
row("r_abs_r", "A5", "open R link -> absolute, target only in R", "R:ronly_f",
    lambda t: get(t("/lt/r_abs_r")), only=ABS)
row("r_abs_c", "A5", "open R link -> absolute, target only in C", "ENOENT",
    lambda t: get(t("/lt/r_abs_c")), view={"asis": "C:conly_f"}, why="links", only=ABS)
row("r_abs_both", "A5", "open R link -> absolute, target in both", "R:both_f",
    lambda t: get(t("/lt/r_abs_both")), view={"asis": "C:both_f"}, why="links", only=ABS)
row("r_rel_r", "A5", "open R link -> relative, target only in R", "R:ronly_f",
    lambda t: get(t("/lt/r_rel_r")))
row("r_rel_both", "A5", "open R link -> relative, target in both", "R:both_f",
    lambda t: get(t("/lt/r_rel_both")), view={"all": "C:both_f"}, why="reldir")
row("c_loop", "A5", "open C link -> itself; R has a file of that name", "ELOOP",
    lambda t: get(t("/lt/c_loop")))
row("r_loop", "A5", "open R link -> itself", "ELOOP", lambda t: get(t("/lt/r_loop")))
row("readlink", "A5", "readlink of a C link: the text as it is", "/lt/both_f",
    lambda t: t.strip(os.readlink(t("/lt/c_abs_both"))), view={"kernel": "(rewritten)"}, why="text")
row("readlink_rel", "A5", "readlink of a relative C link", "ronly_f",
    lambda t: os.readlink(t("/lt/c_rel_r")))
row("lstat_link", "A5", "lstat of a C link", "link", lambda t: kind(t("/lt/c_abs_both")))
row("nofollow", "A5", "open O_NOFOLLOW of a link", "ELOOP",
    lambda t: os.close(os.open(t("/lt/c_abs_both"), os.O_RDONLY | os.O_NOFOLLOW)))
row("path_nofollow", "A5", "open O_PATH|O_NOFOLLOW of a link, fstat", "link",
    lambda t: "link" if os.fstat(os.open(t("/lt/c_rel_c"), os.O_PATH | os.O_NOFOLLOW)).st_mode
    & 0o170000 == 0o120000 else "not")
row("link_cwd", "A5", "chdir C link -> /lt/both_d; getcwd", "/lt/both_d",
    lambda t: cwd_after("/lt/c_abs_dir", t), view={"kernel": "/.compatfs/root/lt/both_d"}, why="text",
    only=ABS)
row("link_list", "A5", "readdir C link -> /lt/both_d", "r_child",
    lambda t: ls(t("/lt/c_abs_dir")), view={"asis": "c_child"}, why="links", only=ABS)
row("link_up_c", "A6b", "open link-to-directory/../conly_f", "ENOENT",
    lambda t: get(t("/lt/c_abs_dir/../conly_f")), view={"asis": "C:conly_f"}, why="links", only=ABS)
row("link_up_r", "A6b", "open link-to-directory/../ronly_f", "R:ronly_f",
    lambda t: get(t("/lt/c_abs_dir/../ronly_f")), only=ABS)

# ---- A6: errors (the locked look-up: a name's first use) ----

row("file_child", "A6", "open /lt/fd/child (C file, R directory)", "ENOTDIR",
    lambda t: get(t("/lt/fd/child")))
row("file_slash", "A6", "stat /lt/fd/ (C file, R directory)", "ENOTDIR",
    lambda t: kind(t("/lt/fd/"), follow=True))
row("file_only_child", "A6", "open /lt/conly_f/child", "ENOTDIR",
    lambda t: get(t("/lt/conly_f/child")))
row("no_search", "A6", "as a user: open /lt/secret_d/child (C 0700, R has it)", "EACCES",
    lambda t: t.as_user(lambda: get(t("/lt/secret_d/child"))))
row("no_read", "A6", "as a user: open /lt/secret_f (C 0600, R has it)", "EACCES",
    lambda t: t.as_user(lambda: get(t("/lt/secret_f"))))
row("no_list", "A6", "as a user: readdir /lt/secret_d", "EACCES",
    lambda t: t.as_user(lambda: ls(t("/lt/secret_d"))))
row("dir_over_file_child", "A6", "open /lt/df/none (C directory, R file)", "ENOTDIR",
    lambda t: get(t("/lt/df/none")), view={"all": "ENOENT"}, why="errors")
row("dir_over_file_create", "A6", "create /lt/df/new (C directory, R file)", "ok; C new, R -",
    lambda t: made(t("/lt/df/new")), halves("df/new"))
row("file_dot", "A6b", "stat /lt/conly_f/.", "ENOTDIR", lambda t: kind(t("/lt/conly_f/.")))
row("file_up", "A6b", "stat /lt/conly_f/../both_f", "ENOTDIR",
    lambda t: kind(t("/lt/conly_f/../both_f")))
row("none_up", "A6b", "stat /lt/none/../both_f", "ENOENT",
    lambda t: kind(t("/lt/none/../both_f")))
row("rmdir_dot", "A6b", "rmdir /lt/conly_d/.", "EINVAL", lambda t: os.rmdir(t("/lt/conly_d/.")))
row("rename_dot", "A6b", "rename /lt/conly_d/. to x", "EINVAL",
    lambda t: os.rename(t("/lt/conly_d/."), t("/lt/x")), view={"all": "EBUSY"}, why="host")
row("unlink_dot", "A6b", "unlink /lt/conly_d/.", "EISDIR",
    lambda t: os.unlink(t("/lt/conly_d/.")))
row("create_slash", "A6b", "create /lt/new/", "ENOENT", lambda t: made(t("/lt/new/")),
    view={"all": "EISDIR"}, why="host")
row("create_slash_dir", "A6b", "create /lt/ronly_d/", "EISDIR", lambda t: made(t("/lt/ronly_d/")))

# ---- A7: lengths ----

row("long_name", "A7", "open a name of 256 bytes", "ENAMETOOLONG",
    lambda t: get(t("/lt/" + "n" * 256)))
row("name_255", "A7", "create and open a name of 255 bytes", "ok",
    lambda t: made(t("/lt/" + "n" * 255)))
row("long_path", "A7", "open a path of 1024 bytes", "ENAMETOOLONG",
    lambda t: get(t("/lt" + "/." * 510 + "/both_f")), view={"all": "C:both_f"}, why="host")

# ---- A8: making ----

row("create_both", "A8", "create /lt/both_d/new", "ok; C new, R -",
    lambda t: made(t("/lt/both_d/new")), halves("both_d/new"))
row("create_root", "A8", "create /lt/ronly_d/new", "ok; C -, R new",
    lambda t: made(t("/lt/ronly_d/new")), halves("ronly_d/new"))
row("create_compat", "A8", "create /lt/conly_d/new", "ok; C new, R -",
    lambda t: made(t("/lt/conly_d/new")), halves("conly_d/new"))
row("create_nowhere", "A8", "create /lt/none/new", "ENOENT", lambda t: made(t("/lt/none/new")))
row("create_over_root", "A8", "open O_CREAT a name that only R has", "ok; C new, R R:ronly_f",
    lambda t: made(t("/lt/ronly_f"), os.O_TRUNC), halves("ronly_f"),
    view={"all": "ok; C -, R new"}, why="exists")
row("excl_over_root", "A8", "open O_CREAT|O_EXCL a name that only R has", "ok; C new, R R:ronly_f",
    lambda t: made(t("/lt/ronly_f"), os.O_EXCL), halves("ronly_f"),
    view={"all": "EEXIST; C -, R R:ronly_f"}, why="exists")
row("mkdir_both", "A8", "mkdir /lt/new", "ok; C dir, R -",
    lambda t: ok(os.mkdir(t("/lt/new"))), halves("new"))
row("mkdir_over_root", "A8", "mkdir a name that only R has", "ok; C dir, R dir",
    lambda t: ok(os.mkdir(t("/lt/ronly_d"))), halves("ronly_d"),
    view={"all": "EEXIST; C -, R dir"}, why="exists")
row("symlink_over_root", "A8", "symlink at a name that only R has", "ok",
    lambda t: ok(os.symlink("x", t("/lt/ronly_f"))), view={"all": "EEXIST"}, why="exists")
row("link_over_root", "A8", "link at a name that only R has", "ok; C C:conly_f, R R:ronly_f",
    lambda t: ok(os.link(t("/lt/conly_f"), t("/lt/ronly_f"))), halves("ronly_f"),
    view={"all": "EEXIST; C -, R R:ronly_f"}, why="exists")
row("create_over_root_dir", "A8", "open O_CREAT at a directory that only R has", "ok; C new, R dir",
    lambda t: made(t("/lt/ronly_d")), halves("ronly_d"), view={"all": "EISDIR; C -, R dir"},
    why="exists")
row("create_through_abs", "A8", "create through a C link -> absolute, new name", "ok; C -, R new",
    lambda t: made(t("/lt/c_abs_new")), halves("made_through_link"),
    view={"asis": "ok; C new, R -"}, why="links", only=ABS)
row("create_through_rel", "A8", "create through a C link -> relative, a name that only R has",
    "ok; C new, R R:ronly_f", lambda t: made(t("/lt/c_rel_r"), os.O_TRUNC), halves("ronly_f"),
    view={"all": "ok; C -, R new"}, why="exists")
row("create_at_r_link", "A8", "open O_CREAT at a dangling link that only R has",
    "ok; C new, R -; C -, R -",
    lambda t: made(t("/lt/r_rel_new")),
    lambda c, r: halves("r_rel_new")(c, r) + "; " + halves("made_through_r_link")(c, r),
    view={"all": "ok; C -, R -; C new, R -"}, why="exists")
row("excl_link", "A8", "open O_CREAT|O_EXCL at a C link", "EEXIST",
    lambda t: made(t("/lt/c_rel_c"), os.O_EXCL))
row("nofollow_create", "A8", "open O_CREAT|O_NOFOLLOW at a C link", "ELOOP",
    lambda t: made(t("/lt/c_rel_c"), os.O_NOFOLLOW))
row("mkdir_exists_c", "A8", "mkdir at a C directory", "EEXIST",
    lambda t: os.mkdir(t("/lt/conly_d")))
row("mkdir_exists_in_r", "A8", "mkdir in an R-only directory, the name exists", "EEXIST",
    lambda t: os.mkdir(t("/lt/ronly_d/f")))
row("mknod", "A8", "mkfifo /lt/p: made in C", "ok; True False",
    lambda t: ok(os.mkfifo(t("/lt/p"))),
    lambda c, r: f"{os.path.lexists(c + '/p')} {os.path.lexists(r + '/p')}")
row("symlink_text", "A8", "symlink /lt/nl -> /some/where: the text is stored as given", "ok; /some/where",
    lambda t: ok(os.symlink("/some/where", t("/lt/nl"))), lambda c, r: os.readlink(c + "/nl"))
row("write_root", "A8", "open O_WRONLY|O_TRUNC an R-only file", "ok; C -, R new",
    lambda t: ok(_write(t("/lt/ronly_f"))), halves("ronly_f"))
row("chmod_root", "A8", "chmod an R-only file", "ok; False 0o600",
    lambda t: ok(os.chmod(t("/lt/ronly_f"), 0o600)),
    lambda c, r: f"{os.path.exists(c + '/ronly_f')} {oct(os.stat(r + '/ronly_f').st_mode & 0o777)}")
row("truncate_root", "A8", "truncate an R-only file", "ok; C -, R R:",
    lambda t: ok(os.truncate(t("/lt/ronly_f"), 2)), halves("ronly_f"))
row("utime_root", "A8", "utimensat an R-only file", "ok; 5.0",
    lambda t: ok(os.utime(t("/lt/ronly_f"), (5, 5))),
    lambda c, r: str(os.stat(r + "/ronly_f").st_mtime))
row("write_both", "A8", "write to a file in both", "ok; C new, R R:both_f",
    lambda t: ok(_write(t("/lt/both_f"))), halves("both_f"))


def _write(path):
    fd = os.open(path, os.O_WRONLY | os.O_TRUNC)
    os.write(fd, b"new")
    os.close(fd)


# ---- A9: removing ----


def _twice(function, t, path):
    function(t(path))
    text = get(t(path)) if function is os.unlink else ls(t(path))
    function(t(path))
    return text


row("unlink_both", "A9", "unlink a file in both: R's shows; again: gone", "R:both_f; C -, R -",
    lambda t: _twice(os.unlink, t, "/lt/both_f"), halves("both_f"))
row("unlink_root", "A9", "unlink an R-only file", "ok; C -, R -",
    lambda t: ok(os.unlink(t("/lt/ronly_f"))), halves("ronly_f"))
row("rmdir_both", "A9", "rmdir a directory in both, C's empty: R's shows", "child",
    lambda t: (os.rmdir(t("/lt/empty_d")), ls(t("/lt/empty_d")))[1])
row("rmdir_full", "A9", "rmdir a directory in both, R's empty, C's not", "ENOTEMPTY",
    lambda t: os.rmdir(t("/lt/full_d")))
row("unlink_dir", "A9", "unlink a directory", "EISDIR", lambda t: os.unlink(t("/lt/conly_d")))
row("rmdir_top", "A9", "rmdir /", "EISDIR", lambda t: os.rmdir(t("/")), view={"all": "EBUSY"}, why="host")
row("mkdir_top", "A9", "mkdir /", "EISDIR", lambda t: os.mkdir(t("/")), view={"all": "EEXIST"}, why="host")

# ---- A10: renaming ----

row("rename_both", "A10", "rename a file in both: R's copy shows under the old name",
    "R:both_f C:both_f",
    lambda t: (os.rename(t("/lt/both_f"), t("/lt/moved")),
               f"{get(t('/lt/both_f'))} {get(t('/lt/moved'))}")[1])
row("rename_across", "A10", "rename an R-only file into a directory of C", "ok; C R:ronly_f, R -",
    lambda t: ok(os.rename(t("/lt/ronly_f"), t("/lt/conly_d/moved"))), halves("conly_d/moved"))
row("rename_dir_across", "A10", "rename an R-only directory into C", "f; C R:f, R -",
    lambda t: (os.rename(t("/lt/ronly_d"), t("/lt/conly_d/moved")), ls(t("/lt/conly_d/moved")))[1],
    halves("conly_d/moved/f"))
row("rename_to_root", "A10", "rename a C file into an R-only directory", "ok; C -, R C:conly_f",
    lambda t: ok(os.rename(t("/lt/conly_f"), t("/lt/ronly_d/moved"))), halves("ronly_d/moved"))
row("rename_onto_root", "A10", "rename a C file onto a name that only R has",
    "ok; C C:conly_f, R R:ronly_f",
    lambda t: ok(os.rename(t("/lt/conly_f"), t("/lt/ronly_f"))), halves("ronly_f"))
row("link_across", "A10", "link an R-only file into C", "ok; C R:ronly_f, R -",
    lambda t: ok(os.link(t("/lt/ronly_f"), t("/lt/conly_d/linked"))), halves("conly_d/linked"))
row("rename_mount", "A10", "rename from a mount below C to elsewhere", "EXDEV",
    lambda t: os.rename(t("/mt/f"), t("/lt/x")))

# ---- A11: exec ----

row("exec_both", "A11", "exec a program in both", "C", lambda t: execute(t("/lt/ex_both")))
row("exec_root", "A11", "exec an R-only program", "R", lambda t: execute(t("/lt/ex_r")))
row("exec_noexec", "A11", "exec: C's not executable, R's is", "EACCES",
    lambda t: execute(t("/lt/ex_noexec")))
row("exec_garbage", "A11", "exec: C's is garbage, R's is a program", "ENOEXEC",
    lambda t: execute(t("/lt/ex_garbage")))
row("exec_dir", "A11", "exec: C's is a directory, R's a program", "EACCES",
    lambda t: execute(t("/lt/ex_dir")))
row("exec_script_both", "A11", "exec a script whose #! names a program in both", "C script",
    lambda t: execute(t("/lt/sc_both"))[:8], only=["chroot", "chroot-kernel"])
row("exec_script_root", "A11", "exec a script whose #! names an R-only program", "R script",
    lambda t: execute(t("/lt/sc_r"))[:8], only=["chroot", "chroot-kernel"])

# ---- A12: descriptors ----

row("at_compat", "A12", "openat(/lt/both_d, r_child)", "ENOENT",
    lambda t: at("/lt/both_d", "r_child", t), view={"all": "R:r_child"}, why="pair")
row("at_compat_own", "A12", "openat(/lt/both_d, c_child)", "C:c_child",
    lambda t: at("/lt/both_d", "c_child", t))
row("at_root", "A12", "openat(/lt/ronly_d, f)", "R:f", lambda t: at("/lt/ronly_d", "f", t))
row("at_absolute", "A12", "openat(/lt/ronly_d, absolute path)", "C:both_f",
    lambda t: at("/lt/ronly_d", t("/lt/both_f"), t))
row("at_top", "A12", "openat(/, lt/ronly_f)", "ENOENT",
    lambda t: at("/", t.relative("/lt/ronly_f"), t), view={"all": "R:ronly_f"}, why="pair")
row("at_top_up", "A12", "openat(/, ../lt/ronly_f)", "ENOENT",
    lambda t: at("/", "../" + t.relative("/lt/ronly_f"), t), view={"all": "R:ronly_f"}, why="pair",
    only=["chroot", "chroot-kernel"])
row("path_fd_read", "A12", "read of an O_PATH descriptor", "EBADF",
    lambda t: os.read(os.open(t("/lt/both_f"), os.O_PATH), 1))
row("path_fd_chdir", "A12", "fchdir to an O_PATH descriptor", "ok",
    lambda t: ok(os.fchdir(os.open(t("/lt/both_d"), os.O_PATH))))

# ---- A13: chroot ----


def _chroot(t):
    os.chroot(t("/lt"))
    return get("/ronly_f")


row("chroot_inside", "A13", "chroot /lt; open /ronly_f", "ENOENT", _chroot,
    view={"all": "R:ronly_f"}, why="pair")
