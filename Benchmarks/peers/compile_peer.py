"""torch.compile: forward pass, gradient and update of a mini-batch as one compiled graph."""
import time

import torch
from torch_peer import cost_of, network
from workloads import WORKLOADS, data


def compiled_step(net, cost, eta, mu, decay):
    """A function that trains on one mini-batch, in place, and the parameters it trains."""
    p = {name: value.detach().clone() for name, value in net.named_parameters()}
    v = {name: torch.zeros_like(value) for name, value in p.items()}

    def mean_cost(p, x, y, labels):
        return cost_of(torch.func.functional_call(net, p, (x,)), y, labels, cost)

    @torch.compile(fullgraph=True)
    def step(p, v, x, y, labels):
        for name, g in torch.func.grad(mean_cost)(p, x, y, labels).items():
            if decay and name.endswith("weight"):
                g = g + decay * p[name]
            if mu:
                v[name].mul_(mu).add_(g)
                g = v[name]
            p[name].sub_(eta * g)

    return lambda x, y, labels: step(p, v, x, y, labels)


def seconds_per_epoch(workload, epochs):
    _, m, _, cost, eta, mu, lam, threads, _ = WORKLOADS[workload]
    torch.set_num_threads(threads)
    x, labels, y = data(workload)
    x, y, labels = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(labels).long()
    step = compiled_step(network(workload), cost, eta, mu, lam / len(x))
    times = []
    # A last, smaller mini-batch would be compiled once more: it is left out.
    for _ in range(min(epochs, 3) + 1):
        start = time.perf_counter()
        order = torch.randperm(len(x))
        for i in range(0, len(x) // m * m, m):
            rows = order[i:i + m]
            step(x[rows], y[rows], labels[rows])
        times.append(time.perf_counter() - start)
    return times[1:]
