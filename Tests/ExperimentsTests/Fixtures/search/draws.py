"""Prints the first points of a random search, by Python's own integers and floats.

l2=uniform[0:1] mini_batch_size=uniform[1:64] activation=sigmoid,tanh,relu, sweep_seed 0.
"""

MASK = (1 << 64) - 1


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


def bits(seed, point, key):
    state, z = split_mix(seed)
    state, z = split_mix(z ^ point)
    state, z = split_mix(z ^ fnv(key))
    return split_mix(z)[1]


for point in range(3):
    l2 = float(f"{(bits(0, point, 'l2') >> 11) * 2.0**-53:.11e}")
    size = 1 + (bits(0, point, "mini_batch_size") * 64 >> 64)
    word = ["sigmoid", "tanh", "relu"][bits(0, point, "activation") * 3 >> 64]
    print([repr(l2), str(size), word])
