"""Makes the files that Sources/CBuiltInData embeds, from the packages that DATA.md names.

usage: make_built_in.py SKLEARN_DATASETS_DATA PALMERPENGUINS_DATA SOURCES_CBUILTINDATA
"""
import gzip, shutil, struct, sys
from pathlib import Path

import numpy as np

sklearn, penguins, out = map(Path, sys.argv[1:4])


def idx(array):
    head = bytes([0, 0, 8, array.ndim]) + b"".join(struct.pack(">I", n) for n in array.shape)
    return head + array.astype(np.uint8).tobytes()


def write_gzip(path, content):
    with open(path, "wb") as file:  # no name and no time inside, so that the bytes are the same
        with gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed:
            packed.write(content)


with gzip.open(sklearn / "digits.csv.gz") as file:
    digits = np.loadtxt(file, delimiter=",")
assert digits.shape == (1797, 65) and digits.max() == 16 and (digits == digits.round()).all()
write_gzip(out / "digits-images-idx3-ubyte.gz", idx(digits[:, :64].reshape(-1, 8, 8)))
write_gzip(out / "digits-labels-idx1-ubyte.gz", idx(digits[:, 64]))

lines = (sklearn / "iris.csv").read_text().split()
names = lines[0].split(",")[2:]
with open(out / "iris.csv", "w", newline="\n") as file:
    file.write("sepal_length,sepal_width,petal_length,petal_width,species\n")
    for line in lines[1:]:
        *features, label = line.split(",")
        file.write(",".join(features + [names[int(label)]]) + "\n")

shutil.copyfile(penguins / "penguins.csv", out / "penguins.csv")
