"""Sweep files, key=value words and filters."""
from hostile.case import Case


def file(name, content, says, codes=65, **options):
    """A sweep file."""
    return Case(f"yaml: {name}", ["sweep", "f.yaml", "--dry-run"], codes, says, {"f.yaml": content},
                **options)


def anchors():
    """A few hundred bytes that mean billions."""
    lines = [b"a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in zip("abcdefgh", "bcdefghi"):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]".encode())
    return b"\n".join(lines)


def files():
    """YAML."""
    deep = "f.yaml:1:.*(deep|nest)"
    yield file("an alias bomb", anchors(), r"f\.yaml:3:.*(anchor|alias)")
    yield file("one anchor", b"parameters:\n  seed: &a {value: 1}\n", r"f\.yaml:2:.*(anchor|alias)")
    yield file("a merge", b"parameters:\n  <<: {seed: {value: 1}}\n", "f.yaml:2:")
    yield file("100,000 brackets", b"parameters: " + b"[" * 100_000, deep)
    yield file("100,000 braces", b"parameters: " + b"{a: " * 100_000, deep)
    yield file("200,000 dashes", b"- " * 200_000, deep)
    yield file("1,500 levels of lines", b"\n".join(b" " * i + b"a:" for i in range(1400)),
               "f.yaml.*(deep|nest|1 MB)")
    yield file("2 MB", b"# " + b"x" * (2 << 20), "1048576")
    yield file("a key twice", b"parameters:\n  seed: {value: 1}\n  seed: {value: 2}\n",
               r"f\.yaml:2:.*seed.*twice")
    yield file("a word twice", b"method: grid\nmethod: random\n", r"f\.yaml:1:.*method.*twice")
    yield file("an unknown key", b"parameters:\n  learning_rat: {value: 1}\n",
               r"f\.yaml:2:.*learning_rate")
    yield file("an unknown word", b"method: gird\nparameters:\n  seed: {value: 1}\n", "f.yaml:1:")
    yield file("2^63 epochs", b"parameters:\n  epochs: {value: 9223372036854775808}\n", "f.yaml:2:")
    yield file("yes", b"parameters:\n  shuffle: {value: yes}\n", "f.yaml:2:.*true or false")
    yield file("an octal number", b"parameters:\n  seed: {value: 0o17}\n", "f.yaml:2:")
    yield file("a tag of Python", b"parameters: !!python/object/apply:os.system [ls]\n", "f.yaml:1:")
    yield file("NaN", b"parameters:\n  learning_rate: {value: .nan}\n", "f.yaml:2:")
    yield file("NUL", b"parameters:\n  seed: {value: \0}\n", "f.yaml")
    yield file("escapes", b"parameters:\n  \"\\e[31mred\": {value: 1}\n", "f.yaml:2:")
    yield file("random bytes", bytes(range(256)) * 16, "f.yaml")
    yield file("not UTF-8", b"parameters:\n  data: {value: \xff\xfe}\n", "f.yaml")
    yield file("nothing", b"", "f.yaml")
    yield file("a list", b"- 1\n- 2\n", "f.yaml:1:")
    yield file("two documents", b"method: grid\n---\nmethod: random\n", "f.yaml")
    yield file("10^9 values", b"parameters:\n  seed: {min: 1, max: 1000000000}\nmethod: grid\n",
               "seed|grid", (64, 65))
    yield file("a million values", b"parameters:\n  seed: {values: ["
               + b",".join(b"%d" % i for i in range(140_000)) + b"]}\n", ".", (0, 64, 65))


def word(name, words, says, codes=64, command="train", **options):
    """Words of a command line."""
    words = words if isinstance(words, list) else [words]
    return Case(f"word: {name}", [command, "data=xor", *words], codes, says, **options)


def words():
    """key=value."""
    yield word("2^63 epochs", "epochs=9223372036854775808", "epochs.*1000000000")
    yield word("2^62 epochs", "epochs=4611686018427387904", "epochs")
    yield word("-1 epochs", "epochs=-1", "epochs")
    yield word("1e300 epochs", "epochs=1e300", "epochs")
    yield word("10^9 neurons", "hidden_layers=[1000000000]", "hidden_layers.*65536")
    yield word("64 layers of 65536", f"hidden_layers=[{','.join(['65536'] * 64)}]",
               "hidden_layers|memory|large", (64, 65, 74))
    yield word("two layers of 65536", "hidden_layers=[65536,65536]", "hidden_layers|memory|large",
               (64, 65, 74))
    yield word("10,000 layers", f"hidden_layers=[{','.join(['1'] * 10_000)}]", "hidden_layers")
    yield word("a negative layer", "hidden_layers=[-3]", "hidden_layers")
    yield word("no layers", ["hidden_layers=[]", "epochs=1"], ".", 0)
    yield word("brackets", "hidden_layers=" + "[" * 50_000, "hidden_layers")
    yield word("a rate of NaN", "learning_rate=nan", "learning_rate.*nan")
    yield word("a rate of infinity", "learning_rate=inf", "learning_rate")
    yield word("a rate of 1e-400", "learning_rate=1e-400", "learning_rate")
    yield word("a mini-batch of 0", "mini_batch_size=0", "mini_batch_size")
    yield word("a mini-batch of 10^18", ["mini_batch_size=1000000000000000000"], "mini_batch_size")
    yield word("a seed of -2^63", ["seed=-9223372036854775808", "epochs=1"], ".", (0, 64))
    yield word("a seed of 2^63", ["seed=9223372036854775808", "epochs=1"], "seed")
    yield word("10^9 points", "seed=range(0,1000000000)", "100000", command="sweep")
    yield word("a million values", ["seed=range(0,1000000)", "--dry-run"], "100000",
               command="sweep")
    yield word("10^15 points", ["seed=range(0,100000)", "split_seed=range(0,100000)",
                                "learning_rate=linspace[0.1:1:100000]", "--dry-run"],
               "points", command="sweep")
    yield word("a step of 0", "seed=range(0,10,0)", "seed", command="sweep")
    yield word("a step of NaN", "learning_rate=range(0,1,nan)", "learning_rate", command="sweep")
    yield word("10^9 seeds", ["--seeds", "1000000000", "--dry-run"], ".", (0, 64), command="sweep")
    yield word("10^9 jobs", ["--jobs", "1000000000", "epochs=1"], ".", (0, 64), command="sweep")
    yield word("10^9 threads", ["--threads", "1000000000", "epochs=1"], "from 1 to 128")
    yield word("a key of 100 KB", "x" * 100_000 + "=1", "unknown|no key|is no")
    yield word("a value of 100 KB", "optimizer=" + "x" * 100_000, "optimizer")
    yield word("an unknown key", "learning_rat=1", "learning_rate")
    yield word("a key twice", ["seed=1", "seed=2"], "seed")
    yield word("escapes in a key", "\x1b[31mred=1", "red")
    yield word("escapes in a value", "optimizer=\x1b[31mred", "red")
    yield word("a line feed in a value", "optimizer=a\nb", "optimizer")
    yield word("a validation of 1.5", "validation=1.5", "validation")
    yield word("a validation of everything", "validation=4", "validation|leaves")


def filters():
    """-F, --sort and --columns, on a database with one run."""
    def asked(name, expression, says, option="-F", codes=64):
        from hostile.databases import with_run
        return Case(f"filter: {name}", ["runs", option, expression], codes, says, make=with_run, more=2)
    yield asked("nothing", "", ".", codes=(0, 64))
    yield asked("SQL", "1; DROP TABLE run", "1")
    yield asked("a quote", "optimizer = 'sgd", "'")
    yield asked("100,000 brackets", "(" * 60_000 + "1", "deep|nest|too")
    yield asked("100,000 nots", "not " * 15_000 + "seed = 1", "deep|nest|too", codes=(0, 64))
    yield asked("10,000 ands", " and ".join(["seed = 1"] * 4_000), ".", codes=(0, 64))
    yield asked("64 KB", "seed = " + "1" * (1 << 16), "65536")
    yield asked("an unknown column", "sede = 1", "seed")
    yield asked("a number too large", "seed = 99999999999999999999", ".", codes=(0, 64))
    yield asked("NUL", "seed = 1\u0001", "seed")
    yield asked("escapes", "tags = '\x1b[31mred", "red|'")
    yield asked("an unknown sort", "seed; DROP TABLE run", "seed", "--sort")
    yield asked("an unknown column to show", "run,sede", "seed", "--columns")
    yield asked("a list of 60 KB", "seed in (" + ",".join(["1"] * 20_000) + ")", ".", codes=(0, 64))
    yield asked("an epoch of 2^63", "train_cost@9223372036854775808 < 1", ".", codes=(0, 64))


def cases():
    """Everything that people write."""
    return [*files(), *words(), *filters()]
