"""PyTorch's optimizers in double precision, for UpdatesTests.swift: one weight, three steps."""

import torch

GRADIENTS = [0.3, -0.2, 0.1]


def values(make):
    w = torch.nn.Parameter(torch.tensor([0.5], dtype=torch.float64))
    optimizer = make([w])
    for gradient in GRADIENTS:
        w.grad = torch.tensor([gradient], dtype=torch.float64)
        optimizer.step()
        yield repr(w.item())


shared = {"lr": 0.1, "weight_decay": 0.02}
cases = {
    "sgd": lambda p: torch.optim.SGD(p, **shared),
    "momentum": lambda p: torch.optim.SGD(p, momentum=0.9, **shared),
    "nesterov": lambda p: torch.optim.SGD(p, momentum=0.9, nesterov=True, **shared),
    "rmsprop": lambda p: torch.optim.RMSprop(p, alpha=0.99, eps=1e-8, **shared),
    "adam": lambda p: torch.optim.Adam(p, betas=(0.9, 0.999), eps=1e-8, **shared),
    "adamw": lambda p: torch.optim.AdamW(p, betas=(0.9, 0.999), eps=1e-8, **shared),
}
for name, make in cases.items():
    print(f"{name}: {', '.join(values(make))}")
