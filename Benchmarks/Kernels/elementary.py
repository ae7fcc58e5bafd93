"""The numbers behind exp, log, tanh, sin and cos of the kernels. Needs mpmath.

    elementary.py coefficients            near-minimax polynomials, as template/elementary.h has them
    elementary.py fixtures > FILE.swift   values to 106 bits for Tests/KernelsTests
"""

import random
import struct
import sys

import mpmath as mp

mp.mp.prec = 300
POINTS = 50


def single(x):
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def near_minimax(name, f, low, high, terms, bits):
    fitted, error = mp.chebyfit(f, [mp.mpf(low), mp.mpf(high)], terms, error=True)
    shown = [float(c) if bits == 64 else single(c) for c in reversed(fitted)]
    print(f"{name}, {bits} bits, error {mp.nstr(error, 3)}")
    print("  " + ", ".join(c.hex() for c in shown))


def exp_rest(r):
    return (mp.expm1(r) - r) / r**2 if abs(r) > 1e-15 else mp.mpf(1) / 2 + r / 6


def artanh_rest(z):
    s = mp.sqrt(z)
    return 2 * (mp.atanh(s) / s - 1) / z if z > 1e-20 else mp.mpf(2) / 3


def sine_rest(z):
    r = mp.sqrt(z)
    return (mp.sin(2 * mp.pi * r) / r - 2 * mp.pi) / z if z > 1e-20 else -((2 * mp.pi) ** 3) / 6


def cosine_rest(z):
    return (mp.cos(2 * mp.pi * mp.sqrt(z)) - 1) / z if z > 1e-20 else -((2 * mp.pi) ** 2) / 2


def coefficients():
    half = mp.log(2) / 2 * 1.001
    for terms, bits in ((5, 32), (10, 64)):
        near_minimax("exp: (e^r - 1 - r) / r^2 in r", exp_rest, -half, half, terms, bits)
        near_minimax("log: R(z) / z", artanh_rest, 0, mp.mpf(1) / 9 * 1.0001, terms, bits)
    near_minimax("sin: (sin 2 pi r / r - 2 pi) / z in z = r^2", sine_rest, 0, 1 / mp.mpf(64), 7, 64)
    near_minimax("cos: (cos 2 pi r - 1) / z in z = r^2", cosine_rest, 0, 1 / mp.mpf(64), 8, 64)


def spread(low, high, signs=(1,)):
    """Numbers whose magnitudes are spread evenly over the exponents from low to high."""
    span = mp.log(mp.mpf(high) / low)
    return [random.choice(signs) * float(low * mp.exp(random.random() * span)) for _ in range(POINTS)]


def uniform(low, high):
    return [random.uniform(low, high) for _ in range(POINTS)]


def table(name, f, xs):
    print(f'  static let {name} = """')
    for x in xs:
        exact = f(mp.mpf(x))
        # To nearest, also where the result is subnormal.
        nearest = float(mp.nstr(exact, 60))
        print(f"    {x.hex()} {nearest.hex()} {float(exact - mp.mpf(nearest)).hex()}")
    print('    """\n')


def fixtures():
    random.seed(1)
    half = POINTS // 2
    print("// Made by Benchmarks/Kernels/elementary.py: x, f(x) to nearest, and what is left of f(x).")
    print("enum ElementaryFixtures {")
    table("exp", mp.exp, uniform(-745, 709.5)[:half] + spread(1e-9, 40, (1, -1))[:half])
    table("log", mp.log, spread(5e-324, 1.7e308)[:half] + uniform(0.5, 2)[:half])
    table("tanh", mp.tanh, spread(1e-310, 20, (1, -1)))
    table("expm1", mp.expm1, spread(1e-300, 45, (1, -1)))
    table("log1p", mp.log1p, spread(1e-300, 1)[:half] + uniform(0, 1)[:half])
    table("sine", lambda u: mp.sin(2 * mp.pi * u), uniform(-1, 1)[:half] + spread(1e-300, 1)[:half])
    table("cosine", lambda u: mp.cos(2 * mp.pi * u), uniform(-1, 1))
    print("}")


if __name__ == "__main__" and sys.argv[1:] in (["coefficients"], ["fixtures"]):
    globals()[sys.argv[1]]()
else:
    sys.exit(__doc__)
