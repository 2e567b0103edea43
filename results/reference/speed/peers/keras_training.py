"""A training step in Keras on TensorFlow: images a second, median of --steps steps after ten that do not count.

    python keras_training.py --net resnet20 --precision bfloat16 --threads 2
"""

import argparse
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import keras
import numpy
import tensorflow as tf
from keras import layers


def simplenn(x):
    x = layers.MaxPooling2D(2)(layers.Conv2D(8, 5, activation="relu")(x))
    x = layers.MaxPooling2D(2)(layers.Conv2D(16, 3, activation="relu")(x))
    x = layers.Dense(120, activation="relu")(layers.Flatten()(x))
    return layers.Dense(10)(layers.Dense(84, activation="relu")(x))


def convnet(x):
    rows = [(32, 5, True), (64, 3, False), (96, 3, True), (128, 3, False), (160, 3, True), (320, 3, False)]
    for filters, kernel, pool in rows:
        x = layers.Conv2D(filters, kernel, padding="valid" if kernel == 5 else "same", use_bias=False)(x)
        if pool:
            x = layers.MaxPooling2D(2)(x)
        x = layers.Activation("silu")(layers.BatchNormalization()(x))
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


def resnet20(x):
    def conv(x, filters, strides=1):
        return layers.BatchNormalization()(layers.Conv2D(filters, 3, strides, "same", use_bias=False)(x))

    x = layers.ReLU()(conv(x, 16))
    for filters in (16, 32, 64):
        for n in range(3):
            strides = 2 if filters != 16 and n == 0 else 1
            y = conv(layers.ReLU()(conv(x, filters, strides)), filters)
            if strides == 2:
                x = layers.AveragePooling2D(1, strides=2)(x)
                x = keras.ops.pad(x, ((0, 0), (0, 0), (0, 0), (filters // 4, filters // 4)))
            x = layers.ReLU()(layers.Add()([y, x]))
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


NETWORKS = {"simplenn": simplenn, "convnet": convnet, "resnet20": resnet20}

parser = argparse.ArgumentParser()
parser.add_argument("--net", choices=NETWORKS, default="resnet20")
parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
parser.add_argument("--xla", action="store_true", help="compile the step with XLA")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch-size", type=int, default=128)
parser.add_argument("--steps", type=int, default=50)
options = parser.parse_args()

tf.config.threading.set_intra_op_parallelism_threads(options.threads)
tf.config.threading.set_inter_op_parallelism_threads(1)
keras.utils.set_random_seed(42)
if options.precision == "bfloat16":
    keras.mixed_precision.set_global_policy("mixed_bfloat16")

entry = keras.Input((32, 32, 3), dtype="uint8")
normalized = layers.Normalization(mean=[125.3, 123.0, 113.9], variance=[63.0**2, 62.1**2, 66.7**2])(entry)
logits = layers.Activation("linear", dtype="float32")(NETWORKS[options.net](normalized))
model = keras.Model(entry, logits)
model.compile(
    keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True, weight_decay=5e-4),
    keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
    metrics=["accuracy"],
    jit_compile=options.xla,
)
images = numpy.random.randint(0, 256, (options.batch_size, 32, 32, 3), dtype=numpy.uint8)
labels = numpy.eye(10, dtype=numpy.float32)[numpy.random.randint(0, 10, options.batch_size)]

for _ in range(10):
    model.train_on_batch(images, labels)
seconds = []
for _ in range(options.steps):
    begin = time.perf_counter()
    model.train_on_batch(images, labels)
    seconds.append(time.perf_counter() - begin)
median = statistics.median(seconds)
print(
    f"Keras {keras.__version__}, TensorFlow {tf.__version__}{', XLA' if options.xla else ''}, training step of "
    f"{options.net}, batch {options.batch_size}, {options.precision}, {options.threads} threads: "
    f"{1e3 * median:.2f} ms (median of {options.steps}, {1e3 * min(seconds):.2f} to {1e3 * max(seconds):.2f}), "
    f"{options.batch_size / median:,.0f} images/s"
)
