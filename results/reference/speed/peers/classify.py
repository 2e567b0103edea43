"""One picture from the command line, as test.java does it but for the drawing: time it from outside.

    time python classify.py ship.png
"""

import sys

import numpy
import torch
from PIL import Image

from networks import network

picture = Image.open(sys.argv[1]).convert("RGB").resize((32, 32))
images = torch.from_numpy(numpy.array(picture)).permute(2, 0, 1).unsqueeze(0)
with torch.inference_mode():
    probabilities = network("resnet20").eval()(images).softmax(1)[0]
print(int(probabilities.argmax()), f"{100 * float(probabilities.max()):.1f} %")
