"""Data files and files of first weights."""
import gzip
import json
import os
import struct
import zlib

from hostile.case import Case

TABLE = b"a,b,y\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n9,1,0\n"


def idx(kind, *sizes, content=b""):
    """An IDX file with the header that is asked for."""
    return bytes([0, 0, kind, len(sizes)]) + b"".join(struct.pack(">I", n) for n in sizes) + content


def folder(images, labels):
    """A folder of IDX files."""
    return {"d/train-images": images, "d/train-labels": labels}


def npy(descr="<f8", shape=(2, 2), content=b"\0" * 32, fortran=False, header=None, version=1):
    """A NumPy array with the header that is asked for."""
    text = header or repr({"descr": descr, "fortran_order": fortran, "shape": shape})
    text = text.encode() if isinstance(text, str) else text
    return b"\x93NUMPY" + bytes([version, 0]) + struct.pack("<H" if version == 1 else "<I",
                                                           len(text)) + text + content


def zipped(members, method=0, sizes=None, encrypted=False, count=None, offset=None):
    """A zip archive; `sizes` are the lies its directory tells of every member."""
    body, directory = b"", b""
    for name, content in members:
        stored = zlib.compress(content)[2:-4] if method == 8 else content
        stored_size, size = sizes or (len(stored), len(content))
        fields = struct.pack("<HHHHIII", int(encrypted), method, 0, 0, zlib.crc32(content),
                             stored_size, size)
        place = len(body) if offset is None else offset
        directory += (b"PK\1\2" + struct.pack("<HH", 20, 20) + fields
                      + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, place) + name)
        body += b"PK\3\4" + struct.pack("<H", 20) + fields + struct.pack("<HH", len(name), 0) \
            + name + stored
    total = len(members) if count is None else count
    return body + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, total, total,
                                                      len(directory), len(body), 0)


def npz(**options):
    """A good pair of arrays in an archive."""
    x = npy(shape=(2, 2), content=struct.pack("<4d", 1, 2, 3, 4))
    y = npy("<i8", (2,), struct.pack("<2q", 0, 1))
    return zipped([(b"x.npy", x), (b"y.npy", y)], **options)


def safetensors(header, content=b"\0" * 64, size=None):
    """A safetensors file with the header that is asked for."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if size is None else size) + text + content


def tensor(dtype="F32", shape=(2, 2), offsets=(0, 16)):
    """What a header says of a tensor."""
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


def bomb(megabytes, text=b"0"):
    """A gzip file that grows a thousandfold; its end is missing, which nobody gets to see."""
    def make():
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        block = text * ((1 << 20) // len(text))
        start = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
        again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
        return start + again * (megabytes - 1)
    return make


def repeated(text, megabytes):
    """A long file without its bytes in memory for long."""
    return lambda: text * ((megabytes << 20) // len(text))


def show(name, content, says, codes=65, **options):
    """A file given to `data show`."""
    return Case(f"data: {name}", ["data", "show", "./f"], codes, says, {"f": content}, **options)


def tables():
    """CSV."""
    yield show("a line of 1 GB", repeated(b"1", 1024), "line 1.*more than", is_large=True)
    yield show("a line of 64 MB", repeated(b"1,", 64), "more than")
    yield show("a field of 20 MB in quotes", lambda: b'a,b\n"' + b"x" * (20 << 20), "line 2")
    yield show("a quote that does not end", b'a,y\n1,0\n"2,1\n3,0\n', "line 3.*quote")
    yield show("text after a quote", b'a,y\n"1"x,0\n', "line 2.*quote")
    yield show("NaN as a label", b"a,y\n1,0\n2,nan\n", "line 3, column 2")
    yield show("NaN as a feature", b"a,y\n1,0\nnan,1\n", "line 3, column 1")
    yield show("infinity", b"a,y\n1,0\ninf,1\n", "line 3, column 1.*finite")
    yield show("a number too large", b"a,y\n1,0\n1e999,1\n", "line 3, column 1")
    yield show("text among numbers", b"a,y\n1,0\nx,1\n", "line 3, column 1.*'x'")
    yield show("escapes among numbers", b"a,y\n1,0\n\x1b[31mred,1\n", "line 3, column 1")
    yield show("too few fields", b"a,b,y\n1,2,0\n1,0\n", "line 3.*2 fields")
    yield show("NUL", b"a,y\n1,0\n\0,1\n", "line 3|NUL")
    yield show("not UTF-8", b"a,y\n1,\xff\xfe\n2,b\n", "UTF-8")
    yield show("one column", b"a\n1\n2\n", "one column")
    yield show("a header alone", b"a,y\n", "no examples|two classes|is empty|no")
    yield show("nothing", b"", "is empty")
    yield show("line feeds alone", b"\n" * 100_000, "is empty")
    yield show("200,000 columns", lambda: b",".join([b"1"] * 200_000) + b"\n", "columns")
    yield show("one class", b"a,y\n1,0\n2,0\n", "", (0, 65))
    yield show("16 MB of random bytes", lambda: os.urandom(16 << 20), "f: ")


def compressed():
    """gzip."""
    yield show("a bomb of 2 GB of zeros", bomb(2048), "more than", is_large=True)
    yield show("a bomb of 300 MB of lines", bomb(300, b"1,0\n"), "more than", is_large=True, megabytes=400)
    yield show("a bomb of 64 MB", bomb(64), "more than")
    yield show("half of a gzip file", gzip.compress(TABLE)[:30], "too early|damaged")
    yield show("a gzip file with another check sum",
               gzip.compress(TABLE)[:-8] + b"\0" * 8, "damaged")
    yield show("bytes after a gzip file", gzip.compress(TABLE) + b"junk", "goes on")
    yield show("100,000 empty gzip files", gzip.compress(b"") * 100_000, "empty")
    yield show("gzip in gzip", gzip.compress(gzip.compress(TABLE)), "f: ")


def images():
    """IDX."""
    pixels, labels = idx(8, 2, 2, 2, content=bytes(8)), idx(8, 2, content=b"\0\1")
    huge = 0xffff_ffff
    for name, image, label, says in [
            ("sizes whose product overflows", idx(14, huge, huge, huge), labels, "overflow"),
            ("a header for 4 GB", idx(8, huge, 1, 1), labels, "header says"),
            ("more than is there", idx(8, 60000, 28, 28), labels, "60000 x 28 x 28 .47040016"),
            ("cut in the header", idx(8, 2, 2, 2)[:9], labels, "too early|header"),
            ("an unknown type", idx(10, 2, 2, 2), labels, "not an IDX"),
            ("no dimension", idx(8), labels, "IDX|dimension"),
            ("sizes of 0", idx(8, 0, 0, 0), idx(8, 0), "no examples|no features"),
            ("bytes at the end", pixels + b"junk", labels, "goes on"),
            ("NaN", idx(14, 2, 1, 2, content=struct.pack(">4d", 1, float("nan"), 3, 4)), labels,
             "nan"),
            ("three labels", pixels, idx(8, 3, content=b"\0\1\0"), "2 inputs but 3"),
            ("labels of two dimensions", pixels, idx(8, 2, 2, content=bytes(4)), "dimensions"),
            ("negative labels", pixels, idx(11, 2, content=b"\xff\xff\0\1"), "."),
    ]:
        yield Case(f"IDX: {name}", ["data", "show", "./d"], (0, 65) if says == "." else 65, says,
                   folder(image, label))
    yield Case("IDX: no labels", ["data", "show", "./d"], (65, 66), "train-labels",
               {"d/train-images": pixels})
    yield Case("IDX: gzip that lies", ["data", "show", "./d"], 65, "more than|too early|file has",
               folder(gzip.compress(idx(8, huge, 28, 28)), labels))


def arrays():
    """npy and npz."""
    good = npy(shape=(2, 2), content=struct.pack("<4d", 1, 2, 3, 4))
    labels = npy("<i8", (2,), struct.pack("<2q", 0, 1))
    pair = lambda x, y=labels: zipped([(b"x.npy", x), (b"y.npy", y)])
    yield show("npz of pickled objects", pair(npy("|O", (2, 2), b"cos\nsystem\n")), r"'x'.*\|O")
    yield show("npz in Fortran order", pair(npy(fortran=True, content=struct.pack("<4d", 1, 2, 3, 4))),
               "2", 0)
    yield show("npz, big-endian", pair(npy(">f8", content=struct.pack(">4d", 1, 2, 3, 4))), "2", 0)
    yield show("npz of complex numbers", pair(npy("<c16", (2, 2), bytes(64))), "'x'.*c16")
    yield show("npz of structures", pair(npy(header="{'descr': [('a', '<f8')], "
                                             "'fortran_order': False, 'shape': (2,)}")), "'x'")
    yield show("npz with sizes that overflow", pair(npy(shape=(2 ** 62, 8))), "'x'")
    yield show("npz with a negative size", pair(npy(shape=(-2, 2))), "'x'")
    yield show("npz with 40 dimensions", pair(npy(shape=(1,) * 40, content=bytes(8))), "'x'")
    yield show("npz with a header of Python", pair(npy(header="__import__('os').system('ls')")), "'x'")
    yield show("npz with a header of 4 GB", pair(npy(version=2)[:8] + b"\xff\xff\xff\xff"), "'x'")
    yield show("npz with NaN", pair(npy(content=struct.pack("<4d", 1, float("nan"), 3, 4))),
               "nan|NaN")
    yield show("npz without x", zipped([(b"z.npy", good)]), "'x'")
    yield show("npz without an end", pair(good)[:-10], "directory")
    yield show("npz with a size that lies", npz(sizes=(1 << 30, 1 << 30)), "'x'")
    yield show("npz, deflated, with a size that lies", npz(method=8, sizes=(60, 0xffff_fff0)), "'x'")
    yield show("npz with a place that lies", npz(offset=0xffff_fff0), "'x'")
    yield show("npz, encrypted", npz(encrypted=True), "'x.npy'.*encrypt")
    yield show("npz, another method", npz(method=12), "method 12")
    yield show("npz with 65,000 entries that are not there", npz(count=65000), "entry|directory")
    yield show("npz with a name twice", zipped([(b"x.npy", good), (b"x.npy", good)]), "twice")
    yield show("npz with a name of escapes",
               zipped([(b"\x1b[31mx.npy", good), (b"../../x.npy", good)]), "no array")
    yield show("npz bomb", zipped([(b"x.npy", npy(shape=(1 << 23,), content=bytes(1 << 26))),
                                   (b"y.npy", labels)], method=8), "more than|'x'")
    yield show("a lone npy", good, "npz")


def weights():
    """First weights, as safetensors and npz."""
    def train(name, content, says, suffix="safetensors", codes=(1, 65)):
        return Case(f"weights: {name}", ["train", "data=xor", "hidden_layers=[2]", "epochs=1",
                                         f"initialization=w.{suffix}"], codes, says,
                    {f"w.{suffix}": content}, more=3, leaves=["descent.db"])
    good = {"w2": tensor(), "b2": tensor(shape=(2,), offsets=(16, 24)),
            "w3": tensor(shape=(1, 2), offsets=(24, 32)), "b3": tensor(shape=(1,), offsets=(32, 36))}
    yield train("a header of 2^63 bytes", safetensors(good, size=1 << 63), "safetensors")
    yield train("a header of 1 GB", safetensors(good, size=1 << 30), "safetensors")
    yield train("offsets beyond the file", safetensors({"w2": tensor(offsets=(0, 1 << 40))}), "'w2'")
    yield train("negative offsets", safetensors({"w2": tensor(offsets=(-16, 0))}), "w2|header")
    yield train("offsets that overlap", safetensors({**good, "b2": tensor(shape=(2,), offsets=(0, 8))}),
                "also another")
    yield train("a shape that overflows", safetensors({"w2": tensor(shape=(1 << 62, 8))}), "'w2'")
    yield train("a negative shape", safetensors({"w2": tensor(shape=(-2, -2))}), "'w2'")
    yield train("an unknown type", safetensors({"w2": tensor("BF16")}), "BF16")
    yield train("deep JSON", safetensors(b"{" + b'"a":[' * 100_000), "header")
    yield train("no JSON", safetensors(b"{junk"), "header")
    yield train("another network's", safetensors({"w2": tensor(shape=(4, 1))}), "w2|w\\^2|shape|b2")
    yield train("NaN", safetensors(good, struct.pack("<9f", *[float("nan")] * 9)), "finite")
    yield train("pickled", zipped([(b"w2.npy", npy("|O"))]), r"\|O", "npz")
    yield train("nothing", b"", "w.npz|empty|header", "npz")


def cases():
    """Everything that reads data."""
    return [*tables(), *compressed(), *images(), *arrays(), *weights()]
