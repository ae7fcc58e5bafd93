"""Computes the digests of a sample record with hashlib, for RecordDigestTests.

Run: python3 record_digest.py > record_digest.txt
"""

import hashlib
import struct


def item(value):
    if value is None:
        return b"\0"
    if isinstance(value, int):
        return b"\1" + struct.pack("<q", value)
    if isinstance(value, float):
        if value != value:
            return b"\2" + struct.pack("<Q", 0x7FF8000000000000)
        return b"\2" + struct.pack("<d", value + 0.0)
    if isinstance(value, str):
        data = value.encode()
        return b"\3" + struct.pack("<Q", len(data)) + data
    return b"\4" + struct.pack("<Q", len(value)) + bytes(value)


def digest(*values):
    return hashlib.sha256(b"".join(map(item, values))).digest()[:16]


def parameters(seed, inputs, neurons):
    weights = bytes((i * 31 + seed) & 255 for i in range(4 * inputs * neurons))
    biases = bytes((i * 17 + seed) & 255 for i in range(4 * neurons))
    return weights, biases


def epoch(previous, number):
    nan, inf = float("nan"), float("inf")
    cost = 1 / (number + 1)
    rate = None if number == 0 else 0.5
    numbers = [cost, cost + 0.1, 0.25, 0.5, None, None, None, None, rate]
    numbers += [0.1 * cost, 1.5 + number, 0.001]
    if number == 2:
        numbers[0], numbers[2], numbers[9] = nan, -0.0, inf
    values = [previous, number, *numbers, 0 if number == 0 else 4]
    for layer, (inputs, neurons) in ((2, (2, 3)), (3, (3, 2))):
        ratio = None if number == 0 else 0.01
        saturated = None if layer == 3 else 0.125
        values += [layer, 0.3, 0.7, 1.1, ratio, saturated, 0.2, 0.1]
        values.append(digest(*parameters(number, inputs, neurons)))
    return digest(*values)


chain = hashlib.sha256(b"run 1").digest()[:16]
for number in range(3):
    chain = epoch(chain, number)
    print(chain.hex())
print(digest("ä", "", 7, None, b"\0\1").hex())
