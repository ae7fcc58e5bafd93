"""Names, and things that are not files."""
import os

from hostile.case import Case
from hostile.databases import with_run


def name(what, words, says, codes=64, make=with_run, **options):
    """A name given to a database with one run."""
    return Case(f"name: {what}", words, codes, says, make=make, **options)


def names():
    """Of tags, sweeps, experiments, runs and files."""
    def train(text, says, codes=64, key="experiment", **options):
        return Case(f"name: {key} {text[:12]!r}", ["sweep", "data=xor", "hidden_layers=[2]", "epochs=1",
                                                  f"{key}={text}"], codes, says, **options)
    yield train("../../../etc/passwd", ".", (0, 64))
    yield train("\x1b[31mred", "experiment")
    yield train("\u202eevil", "experiment|visible", (0, 64))
    yield train("a\nb", "experiment")
    yield train("x" * 100_000, "255|experiment")
    yield train("=cmd|' /C calc'!A0", ".", (0, 64))
    yield train("x" * 100_000, "255|name", key="name")
    for text, says, codes in [("\x1b]0;owned\a", "tag", 64), ("a,b", "comma", 64), ("", "tag", 64),
                              ("x" * 100_000, "255|tag", 64), ("../..", ".", 0), ("a\u202eb", ".", (0, 64)),
                              ("a\tb", "tag", 64)]:
        yield name(f"tag {text[:12]!r}", ["tag", "@1", "--add", text], says, codes)
    yield name("a note of escapes", ["note", "@1", "\x1b[2J"], "", (0, 64))
    yield name("a note of 120 KB", ["note", "@1", "x" * 120_000], "", (0, 64))
    for text in ["../..", "@0", "@-1", "@99999999999999999999", "zzzz", "", "x" * 100_000, "\x1b[31m",
                 "' OR 1=1 --"]:
        yield name(f"run {text[:12]!r}", ["show", text], ".", 64)
    yield name("data with a NUL's neighbour", ["data", "show", "a\x01b"], ".", (64, 65, 66))
    yield name("data of 100 KB", ["data", "show", "./" + "x" * 100_000], ".", (64, 65, 66, 74))
    yield name("data of escapes", ["data", "show", "./\x1b[31mred"], "red", (64, 66))
    yield name("an output that is a folder", ["runs", "-o", "."], ".", (64, 73, 74))
    yield name("an output in no folder", ["runs", "-o", "no/where.csv"], "no/where.csv", 73)
    yield name("a sql that writes", ["sql", "DELETE FROM run"], "SELECT", 64)
    yield name("a sql without end", ["sql", "--timeout", "1", "WITH RECURSIVE t(n) AS (SELECT 1 "
                                     "UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t"], "1", 64)
    yield name("a sql of 1 GB", ["sql", "SELECT hex(zeroblob(900000000))"], ".", 64)
    yield name("a sql that attaches", ["sql", "ATTACH 'x.db' AS x"], "SELECT", 64)
    yield name("a sql with a pragma", ["sql", "PRAGMA writable_schema = 1"], "SELECT", 64)


def thing(what, make, words, codes, says, leaves=()):
    """Something that is no file."""
    return Case(f"thing: {what}", words, codes, says, make=make, leaves=leaves)


def unreadable(path):
    """A file without rights; only others than root meet them."""
    def make(folder):
        full = os.path.join(folder, path)
        with open(full, "wb") as file:
            file.write(b"a,y\n1,0\n2,1\n")
        os.chmod(full, 0)
    return make


def things():
    """Folders, pipes, devices and links."""
    pipe = lambda path: lambda folder: os.mkfifo(os.path.join(folder, path))
    loop = lambda path: lambda folder: os.symlink(path, os.path.join(folder, path))
    folder = lambda path: lambda parent: os.mkdir(os.path.join(parent, path))
    for what, make in [("a pipe", pipe), ("a loop of links", loop), ("a folder", folder)]:
        yield thing(f"{what} as data", make("f"), ["data", "show", "./f"], (65, 66, 74), "f")
        yield thing(f"{what} as a database", make("f"), ["runs", "--db", "f"], (65, 66, 74), "f")
        yield thing(f"{what} as a new database", make("f"), ["train", "data=xor", "epochs=1", "--db", "f"],
                    (65, 66, 73, 74), "f")
        yield thing(f"{what} as a sweep file", make("f.yaml"), ["sweep", "f.yaml", "--dry-run"],
                    (65, 66, 74, 77), "f.yaml")
        yield thing(f"{what} as weights", make("w.npz"),
                    ["train", "data=xor", "initialization=w.npz"], (65, 66, 74), "w.npz")
    for device in ["/dev/zero", "/dev/null", "/dev/full"]:
        yield thing(f"{device} as data", None, ["data", "show", device], (65, 66, 74), device)
        yield thing(f"{device} as a database", None, ["runs", "--db", device], (65, 66, 74), device)
    yield thing("/dev/zero as a sweep file", None, ["sweep", "/dev/zero", "--dry-run"], (65, 77), "/dev/zero")
    yield thing("/proc/self/mem as data", None, ["data", "show", "/proc/self/mem"], (65, 74), "mem")
    if os.geteuid() != 0:
        yield thing("an unreadable file as data", unreadable("f"), ["data", "show", "./f"], 77, "f")
        yield thing("an unreadable database", unreadable("f"), ["runs", "--db", "f"], 77, "f")


def cases():
    """All of them."""
    return [*names(), *things()]
