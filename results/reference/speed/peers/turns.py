"""TensorBang and the others in turns: images a second in one table, medians over the turns with the lowest and highest.

    python turns.py --keras keras-venv/bin/python --turns 3 --threads 2
    python turns.py --what prediction --batch-size 125 --nets resnet20 --onnx resnet20.onnx

Each turn runs every program once on every network and precision, one after another. Needs data/ with CIFAR-10 for ours.
"""

import argparse
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent

parser = argparse.ArgumentParser()
parser.add_argument("--torch", default=sys.executable, help="a Python that has PyTorch")
parser.add_argument("--what", choices=["training", "prediction"], default="training")
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--onnx", help="the network as export-onnx.java wrote it; left out without it")
parser.add_argument("--keras", help="a Python that has Keras and TensorFlow; left out without it")
parser.add_argument("--nets", default="simplenn,resnet20,convnet")
parser.add_argument("--turns", type=int, default=3)
parser.add_argument("--steps", type=int, default=30)
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()


def ours(net, precision, *more):
    return [str(HERE.parents[3] / "jbang"), "profile.java", "--net", net, "--precision", precision, *size(), *more,
            "--dataset", "cifar10", "--limit", "512", "--steps", str(options.steps)]


def size():
    return ["--threads", str(options.threads), "--batch-size", str(options.batch_size)]


def training(net, precision):
    common = ["--net", net, "--precision", precision, *size(), "--steps", str(options.steps)]
    yield "TensorBang", ours(net, precision)
    yield "PyTorch eager", [options.torch, str(HERE / "training.py"), *common]
    yield "PyTorch compile", [options.torch, str(HERE / "training.py"), *common, "--mode", "compile"]
    if options.keras:
        yield "Keras", [options.keras, str(HERE / "keras_training.py"), *common]


def prediction(net, precision):
    latency = [options.torch, str(HERE / "latency.py"), *size(), "--runs", str(options.steps)]
    yield "TensorBang", ours(net, precision, "--inference")
    yield "PyTorch eager", [*latency, "--net", net]
    yield "TorchScript", [*latency, "--net", net, "--engine", "torchscript"]
    if options.onnx:
        yield "ONNX Runtime", [*latency, "--engine", "onnxruntime", "--onnx", options.onnx]


def images_per_second(command):
    done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"([\d,]+) images/s", done.stdout)
    if not found:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return float(found.group(1).replace(",", ""))


programs, precisions = {
    "training": (training, ["float32", "bfloat16"]),
    "prediction": (prediction, ["float32"]),
}[options.what]
cases = [(net, precision) for net in options.nets.split(",") for precision in precisions]
speeds = {}
for turn in range(options.turns):
    for net, precision in cases:
        for name, command in programs(net, precision):
            speed = images_per_second(command)
            speeds.setdefault((net, precision), {}).setdefault(name, []).append(speed)
            print(f"{time.strftime('%H:%M:%S')} turn {turn + 1}, {net}, {precision}, {name}: {speed:,.0f}", flush=True)

names = list(next(iter(speeds.values())))
print(f"\n| network | precision | {' | '.join(names)} | TensorBang over the fastest other |")
print("|---|---|" + "---|" * (len(names) + 1))
for (net, precision), by_name in speeds.items():
    medians = {name: statistics.median(values) for name, values in by_name.items()}
    cells = [f"{medians[name]:,.0f} ({min(by_name[name]):,.0f} to {max(by_name[name]):,.0f})" for name in names]
    ratio = medians["TensorBang"] / max(medians[name] for name in names[1:])
    print(f"| {net} | {precision} | {' | '.join(cells)} | {ratio:.2f} |")
