"""JAX: an epoch is one compiled program, a scan over the shuffled mini-batches."""
import time

import jax
import jax.numpy as jnp
import numpy as np
from workloads import GRID, SWEEP_EPOCHS, SWEEP_EXAMPLES, WORKLOADS, data, fashion, parameters


def cost_of(P, x, y, hidden, cost):
    a = x
    for l, (w, b) in enumerate(P):
        z = a @ w + b
        if l < len(P) - 1:
            a = jax.nn.relu(z) if hidden == "relu" else jax.nn.sigmoid(z)
    if cost == "quadratic":
        return 0.5 * jnp.sum((jax.nn.sigmoid(z) - y) ** 2) / len(x)
    if cost == "cross_entropy":
        return jnp.sum(jax.nn.softplus(z) - z * y) / len(x)
    return -jnp.sum(jax.nn.log_softmax(z) * y) / len(x)


def epoch_of(workload, x, y, m=None, eta=None):
    _, its_m, hidden, cost, its_eta, mu, lam, _, _ = WORKLOADS[workload]
    n, m, eta = len(x), m or its_m, its_eta if eta is None else eta

    def step(carry, batch):
        P, V = carry
        G = jax.grad(cost_of)(P, *batch, hidden, cost)
        if mu:
            V = jax.tree.map(lambda v, g: mu * v + g, V, G)
            G = V
        P = [(w * (1 - eta * lam / n) - eta * g, b - eta * h) for (w, b), (g, h) in zip(P, G)]
        return (P, V), None

    def epoch(carry, key):
        order = jax.random.permutation(key, n)[:n // m * m]
        batches = x[order].reshape(n // m, m, -1), y[order].reshape(n // m, m, -1)
        return jax.lax.scan(step, carry, batches)[0], None

    return epoch


def seconds_per_epoch(workload, epochs):
    x, _, y = data(workload)
    P = [(jnp.asarray(w), jnp.asarray(b)) for w, b in parameters(WORKLOADS[workload][0])]
    carry = (P, jax.tree.map(jnp.zeros_like, P))
    # The small workload runs many epochs in one program, as a user who wants speed would.
    together = min(epochs, 200) if workload == "W5" else 1
    epoch = epoch_of(workload, jnp.asarray(x), jnp.asarray(y))
    program = jax.jit(lambda carry, keys: jax.lax.scan(epoch, carry, keys)[0])
    times, key = [], jax.random.key(0)
    for i in range(max(3, epochs // together) + 1):
        keys = jax.random.split(jax.random.fold_in(key, i), together)
        start = time.perf_counter()
        carry = jax.block_until_ready(program(carry, keys))
        times.append((time.perf_counter() - start) / together)
    return times[1:]


def sweep():
    """Seconds of the whole grid on two threads, one compilation for each shape, the data loaded."""
    from concurrent.futures import ThreadPoolExecutor
    x, labels = fashion()
    x, y = jnp.asarray(x[:SWEEP_EXAMPLES]), jnp.asarray(np.eye(10, dtype=np.float32)[labels[:SWEEP_EXAMPLES]])

    def group(shape):
        hidden, m = shape
        program = jax.jit(lambda carry, key, eta: epoch_of("W1", x, y, m, eta)(carry, key)[0])
        for eta in sorted({eta for _, eta, _ in GRID}):
            P = [(jnp.asarray(w), jnp.asarray(b)) for w, b in parameters([784, hidden, 10])]
            carry, key = (P, jax.tree.map(jnp.zeros_like, P)), jax.random.key(0)
            for e in range(SWEEP_EPOCHS):
                carry = program(carry, jax.random.fold_in(key, e), eta)
        jax.block_until_ready(carry)

    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(group, sorted({(h, m) for h, _, m in GRID}, reverse=True)))
    return time.perf_counter() - start
