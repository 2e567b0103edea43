"""A training step in PyTorch: images a second, median of --steps steps after ten that do not count, and what a product
of large matrices reaches here.

    python training.py --net resnet20 --precision bfloat16 --mode compile --threads 2
"""

import argparse
import statistics
import time

import torch
from torch.nn import functional as F

from networks import NETWORKS, network, pixels

parser = argparse.ArgumentParser()
parser.add_argument("--net", choices=NETWORKS, default="resnet20")
parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
parser.add_argument("--mode", choices=["eager", "compile"], default="eager")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--steps", type=int, default=50)
options = parser.parse_args()

torch.set_num_threads(options.threads)
net = network(options.net).train()
run = torch.compile(net) if options.mode == "compile" else net
optimizer = torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.01, momentum=0.9, nesterov=True, weight_decay=5e-4)
images = pixels(options.batch_size)
labels = torch.randint(0, 10, (options.batch_size,))


def step():
    with torch.autocast("cpu", torch.bfloat16, enabled=options.precision == "bfloat16"):
        logits = run(images)
    loss = F.cross_entropy(logits.float(), labels, label_smoothing=0.1)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss.item(), (logits.argmax(1) == labels).sum().item()


def gflops(side=2048, rounds=5):
    """The best of five products of square matrices: 10^9 operations a second, two for each multiply-accumulate."""
    factor = torch.rand(side, side).to(getattr(torch, options.precision)) - 0.5
    best = float("inf")
    factor @ factor
    for _ in range(rounds):
        begin = time.perf_counter()
        factor @ factor
        best = min(best, time.perf_counter() - begin)
    return 2 * side**3 / best / 1e9


for _ in range(10):
    step()
seconds = []
for _ in range(options.steps):
    begin = time.perf_counter()
    step()
    seconds.append(time.perf_counter() - begin)
median = statistics.median(seconds)
print(
    f"PyTorch {torch.__version__} {options.mode}, training step of {options.net}, batch {options.batch_size}, "
    f"{options.precision}, {options.threads} threads: {1e3 * median:.2f} ms (median of {options.steps}, "
    f"{1e3 * min(seconds):.2f} to {1e3 * max(seconds):.2f}), {options.batch_size / median:,.0f} images/s; "
    f"a product of large matrices reaches {gflops():,.0f} GFLOP/s"
)
