"""One image (or --batch-size of them) through a network: median and 95th percentile in milliseconds.

    export-onnx.java --model resnet20 --to resnet20.onnx
    python latency.py --engine onnxruntime --onnx resnet20.onnx --threads 1
    python latency.py --engine torchscript --net resnet20 --threads 1
"""

import argparse
import statistics
import time

parser = argparse.ArgumentParser()
parser.add_argument("--engine", choices=["eager", "torchscript", "onnxruntime"], default="eager")
parser.add_argument("--net", default="resnet20")
parser.add_argument("--onnx", help="file for --engine onnxruntime, with uint8 pixels as its input")
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--batch-size", type=int, default=1)
parser.add_argument("--runs", type=int, default=1000)
options = parser.parse_args()

if options.engine == "onnxruntime":
    import numpy
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    session = onnxruntime.InferenceSession(options.onnx, settings, providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]
    shape = [options.batch_size] + list(entry.shape[1:])
    images = numpy.random.randint(0, 256, shape, dtype=numpy.uint8)
    version = f"ONNX Runtime {onnxruntime.__version__}"
    name = options.onnx

    def run():
        session.run(None, {entry.name: images})

else:
    import torch

    from networks import network, pixels

    torch.set_num_threads(options.threads)
    torch.set_grad_enabled(False)
    net = network(options.net).eval()
    images = pixels(options.batch_size)
    if options.engine == "torchscript":
        net = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(net, images)))
    version = f"PyTorch {torch.__version__} {options.engine}"
    name = options.net

    def run():
        net(images)


for _ in range(max(10, options.runs // 10)):
    run()
millis = []
for _ in range(options.runs):
    begin = time.perf_counter()
    run()
    millis.append(1e3 * (time.perf_counter() - begin))
millis.sort()
median = statistics.median(millis)
print(
    f"{version}, {name}, batch {options.batch_size}, {options.threads} threads: median {median:.3f} ms, "
    f"95th percentile {millis[int(0.95 * len(millis))]:.3f} ms, {1e3 * options.batch_size / median:,.0f} images/s"
)
