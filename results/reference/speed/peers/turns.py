"""TensorBang and the others in turns: one table, medians over the turns with the lowest and highest.

    python turns.py --keras keras-venv/bin/python --turns 3 --threads 2
    python turns.py --what prediction --batch-size 125 --nets resnet20 --onnx resnet20.onnx
    python turns.py --what latency --nets resnet20 --onnx resnet20.onnx --steps 1000
    python turns.py --what start

Each turn runs every program once on every network and precision, one after another. The ratio is above 1 where
TensorBang is the faster. training needs data/ with CIFAR-10 for ours, start a model in models/.
"""

import argparse
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[3]
KINDS = ["training", "prediction", "latency", "start"]

parser = argparse.ArgumentParser()
parser.add_argument("--torch", default=sys.executable, help="a Python that has PyTorch")
parser.add_argument("--what", choices=KINDS, default="training")
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--onnx", help="the network as export-onnx.java wrote it; left out without it")
parser.add_argument("--keras", help="a Python that has Keras and TensorFlow; left out without it")
parser.add_argument("--picture", default=str(ROOT / "docs/ship.png"), help="what --what start classifies")
parser.add_argument("--nets", default="simplenn,resnet20,convnet")
parser.add_argument("--turns", type=int, default=3)
parser.add_argument("--steps", type=int, default=30)
parser.add_argument("--threads", type=int, default=2)
options = parser.parse_args()
folder = tempfile.TemporaryDirectory()
scratch = pathlib.Path(folder.name)


def size():
    return ["--threads", str(options.threads), "--batch-size", str(options.batch_size)]


def printed(pattern):
    """A reader of a figure that a program prints."""

    def read(command):
        done = subprocess.run(command, capture_output=True, text=True)
        found = re.search(pattern, done.stdout)
        if not found:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return float(found.group(1).replace(",", ""))

    return read


SPEED = printed(r"([\d,]+) images/s")
MEDIAN = printed(r"median ([\d.]+) ms")


def seconds(command):
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - begin


def ours(net, precision, *more):
    return [str(ROOT / "jbang"), "profile.java", "--net", net, "--precision", precision, *size(), *more,
            "--dataset", "cifar10", "--limit", "512", "--steps", str(options.steps)]


def training(net, precision):
    common = ["--net", net, "--precision", precision, *size(), "--steps", str(options.steps)]
    yield "TensorBang", SPEED, ours(net, precision)
    yield "PyTorch eager", SPEED, [options.torch, str(HERE / "training.py"), *common]
    yield "PyTorch compile", SPEED, [options.torch, str(HERE / "training.py"), *common, "--mode", "compile"]
    if options.keras:
        yield "Keras", SPEED, [options.keras, str(HERE / "keras_training.py"), *common]


def prediction(net, precision):
    yield "TensorBang", SPEED, ours(net, precision, "--inference")
    yield from peers(net, SPEED, size())


def latency(net, precision):
    out = scratch / "latency"

    def engine(name):
        def read(command):
            subprocess.run(command, capture_output=True, check=True)
            rows = json.loads((out / "latency.json").read_text())["networks"]
            return next(row["latency"]["median"] for row in rows if row["engine"] == name)

        return read

    command = [str(ROOT / "jbang"), "infer-speed.java", "--net", net, "--threads", str(options.threads),
               "--iterations", str(options.steps), "--out", str(out), "--engine"]
    yield "TensorBang", engine("onnxruntime"), [*command, "onnxruntime"]
    yield "TensorBang, TensorFlow", engine("tensorflow"), [*command, "tensorflow"]
    yield from peers(net, MEDIAN, ["--threads", str(options.threads)])


def peers(net, read, more):
    common = [options.torch, str(HERE / "latency.py"), *more, "--runs", str(options.steps)]
    yield "PyTorch eager", read, [*common, "--net", net]
    yield "TorchScript", read, [*common, "--net", net, "--engine", "torchscript"]
    if options.onnx:
        yield "ONNX Runtime", read, [*common, "--engine", "onnxruntime", "--onnx", options.onnx]


def start(net, precision):
    """A script that JBang has not seen is a copy in a folder of its own."""
    new = pathlib.Path(tempfile.mkdtemp(dir=scratch)) / "test.java"
    shutil.copy(ROOT / "scripts/test.java", new)
    more = [options.picture, "--model", "resnet20", "--out", str(scratch / "layer.png")]
    launch = ["env", f"TENSORBANG_ROOT={ROOT}", str(ROOT / "jbang")]
    yield "TensorBang, later call", seconds, [*launch, "test.java", *more]
    yield "TensorBang, first call of a script", seconds, [*launch, str(new), *more]
    yield "PyTorch", seconds, [options.torch, str(HERE / "classify.py"), options.picture]


programs, precisions, unit = {
    "training": (training, ["float32", "bfloat16"], "images/s"),
    "prediction": (prediction, ["float32"], "images/s"),
    "latency": (latency, ["float32"], "ms"),
    "start": (start, ["float32"], "s"),
}[options.what]
nets = ["resnet20"] if options.what == "start" else options.nets.split(",")
cases = [(net, precision) for net in nets for precision in precisions]
places = {"images/s": 0, "ms": 3, "s": 2}[unit]
figures = {}
for turn in range(options.turns):
    for net, precision in cases:
        for name, read, command in programs(net, precision):
            figure = read(command)
            figures.setdefault((net, precision), {}).setdefault(name, []).append(figure)
            stamp = time.strftime("%H:%M:%S")
            print(f"{stamp} turn {turn + 1}, {net}, {precision}, {name}: {figure:,.{places}f} {unit}", flush=True)

names = list(next(iter(figures.values())))
print(f"\n{unit}\n\n| network | precision | {' | '.join(names)} | TensorBang over the fastest other |")
print("|---|---|" + "---|" * (len(names) + 1))
for (net, precision), by_name in figures.items():
    medians = {name: statistics.median(values) for name, values in by_name.items()}
    cells = [
        f"{medians[name]:,.{places}f} ({min(by_name[name]):,.{places}f} to {max(by_name[name]):,.{places}f})"
        for name in names
    ]
    others = [medians[name] for name in names if not name.startswith("TensorBang")]
    mine = medians[names[0]]
    ratio = mine / max(others) if unit == "images/s" else min(others) / mine
    print(f"| {net} | {precision} | {' | '.join(cells)} | {ratio:.2f} |")
