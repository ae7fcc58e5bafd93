"""Makes the files in this folder that tests compare with: what Python's csv, NumPy, hashlib and
safetensors say of the same content.

usage: make_fixtures.py
"""
import csv, gzip, hashlib, io, json, random, struct, zlib
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

here = Path(__file__).parent
rng = random.Random(20240611)
MASK = (1 << 64) - 1


def write_json(name, value):
    (here / name).write_text(json.dumps(value, separators=(",", ":")) + "\n")


# CSV: odd but legal tables, and the fields that Python's reader finds in them.
tables = {
    "quotes": 'a,b\n"x, y","say ""hi"""\n"two\nlines",plain\n',
    "crlf": "a,b\r\n1,2\r\n3,4\r\n",
    "no newline at the end": "1,2\n3,4",
    "empty fields": "a,b,c\n1,,x\n,2,\n",
    "unicode": "名,b\né,ß\n",
    "quoted numbers": '"1","2"\n"3","4"\n',
    "empty quotes": '"","x"\n"y",""\n',
}
write_json("csv_records.json", [
    {"name": name, "text": text, "records": [r for r in csv.reader(io.StringIO(text, newline="")) if r]}
    for name, text in tables.items()
])

# Decimal numbers and the bits that Python reads.
texts = ["0", "-0", "1", "-1", "+5", ".5", "5.", "1e3", "1E-3", "1e+22", "1e23", "1e-22", "123456789012345678",
         "9007199254740993", "9007199254740992", "9007199254740993.0", "0.1", "0.30000000000000004", "1e400", "1e-400",
         "4.9e-324", "2.4703282292062327e-324", "1.7976931348623157e308", "0." + "0" * 30 + "1", "1" + "0" * 25,
         "8.5", "123.456", "3.14159265358979323846264338327950288"]
for _ in range(400):
    digits = rng.randint(1, 25)
    text = "".join(rng.choice("0123456789") for _ in range(digits))
    point = rng.randint(0, digits)
    text = rng.choice(["", "-"]) + text[:point] + "." + text[point:]
    if rng.random() < 0.5:
        text += f"e{rng.randint(-40, 40)}"
    texts.append(text)
write_json("decimals.json", [[t, f"{struct.unpack('>Q', struct.pack('>d', float(t)))[0]:016x}"] for t in texts])

# NumPy arrays of every type and order, and their values.
arrays = {}
for dtype in ["|b1", "|u1", "|i1", "<u2", ">u2", "<i2", "<u4", ">i4", "<i4", "<u8", "<i8", ">i8", "<f4", ">f4", "<f8", ">f8"]:
    values = np.array([[0, 1, 2], [3, 100, 1]])
    if dtype[1] == "i":
        values = values - 2
    if dtype[1] == "f":
        values = values / 3
    arrays[dtype.replace("<", "l").replace(">", "b").replace("|", "n")] = values.astype(dtype)
arrays["fortran"] = np.asfortranarray(np.arange(24, dtype="<i4").reshape(2, 3, 4))
arrays["scalar"] = np.float64(2.5)
arrays["vector"] = np.array([1.5, -2.5], dtype="<f8")
arrays["none"] = np.zeros((0, 3))
np.savez(here / "arrays_stored.npz", **arrays)
np.savez_compressed(here / "arrays_deflated.npz", **arrays)
write_json("arrays.json", {
    name: {"shape": list(np.shape(a)), "values": np.asarray(a, dtype=float).flatten(order="C").tolist()} for name, a in arrays.items()})

weights = {"w2": np.arange(6, dtype=np.float32).reshape(2, 3) / 7, "b2": np.array([0.5, -0.5], dtype=np.float64)}
save_file(weights, here / "weights.safetensors", metadata={"made by": "a test"})
np.savez(here / "weights.npz", **weights)

# A data set under Keras' names.
x = np.arange(48, dtype=np.uint8).reshape(4, 3, 4)
np.savez(here / "keras.npz", x_train=x, y_train=np.array([0, 1, 2, 1], dtype=np.uint8),
         x_test=x[:2] + 100, y_test=np.array([2, 0], dtype=np.uint8))


# The draw of a split, written a second time.
def splitmix(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def held_out(count, held, seed):
    source = splitmix(seed)
    positions = list(range(count))
    for i in range(held):
        bound = count - i
        while True:
            product = next(source) * bound
            if product & MASK >= (1 << 64) % bound:
                break
        j = i + (product >> 64)
        positions[i], positions[j] = positions[j], positions[i]
    return sorted(positions[:held])


write_json("splits.json", [
    {"count": count, "held": held, "seed": seed, "validation": held_out(count, held, seed)}
    for count, held, seed in [(10, 3, 0), (150, 30, 0), (150, 30, 1), (1000, 200, 7), (5, 4, (1 << 64) - 1), (1797, 359, 0)]
])

# Iris, split by split_seed 0 and scaled, in double precision.
rows = list(csv.DictReader(open(here / "../../../../Sources/CBuiltInData/iris.csv")))
features = np.array([[float(r[k]) for k in list(r)[:4]] for r in rows])
held = held_out(150, 30, 0)
kept = [i for i in range(150) if i not in set(held)]
train = features[kept]
standard = (features - train.mean(0)) / train.std(0)
unit = (features - train.min(0)) / (train.max(0) - train.min(0))
write_json("iris_scaled.json", {
    "standard_training": standard[kept].flatten().tolist(), "standard_validation": standard[held].flatten().tolist(),
    "unit_training": unit[kept].flatten().tolist(), "unit_validation": unit[held].flatten().tolist()})

# SHA-256 of messages i mod 251 for i < n.
write_json("sha256.json", [[n, hashlib.sha256(bytes(i % 251 for i in range(n))).hexdigest()]
                           for n in [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000, 65537]])


# The digest of a small table in the layout that ParsedData documents.
def part(inputs, targets):
    return (b"R" + struct.pack("<QQ", *inputs.shape) + inputs.astype("<f8").tobytes() + targets)


table_inputs = np.array([[1.5, 2.0], [3.0, 4.0], [5.0, -6.0]])
texts = b"T" + struct.pack("<Q", 2) + b"".join(struct.pack("<Q", len(t)) + t for t in [b"cat", "è".encode()])
texts += np.array([1, 0, 1], dtype="<i4").tobytes()
layout = b"descent data 1\n" + struct.pack("<d", 0) + part(table_inputs, texts) + b"\0"
image = b"descent data 1\n" + struct.pack("<d", 255) + b"B" + struct.pack("<QQ", 4, 12) + x.tobytes()
image += b"N" + struct.pack("<Q", 1) + np.array([0, 1, 2, 1], dtype="<f8").tobytes() + b"\1"
image += b"B" + struct.pack("<QQ", 2, 12) + (x[:2] + 100).tobytes() + b"N" + struct.pack("<Q", 1)
image += np.array([2, 0], dtype="<f8").tobytes()
write_json("digests.json", {"table": hashlib.sha256(layout).hexdigest(), "keras": hashlib.sha256(image).hexdigest()})

# Facts of Fashion-MNIST, where Debian's package is installed.
folder = Path("/usr/share/datasets/fashion-mnist")
if folder.exists():
    pixels = {p: gzip.open(folder / f"{p}-images-idx3-ubyte.gz").read()[16:] for p in ["train", "t10k"]}
    sums = {p: int(np.frombuffer(b, np.uint8).sum()) for p, b in pixels.items()}
    assert sums == {"train": 3431114169, "t10k": 573469082}
    write_json("fashion_mnist.json", {p: {"count": len(b), "crc32": zlib.crc32(b), "sum": sums[p]} for p, b in pixels.items()})
