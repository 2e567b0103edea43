"""The networks of the comparison in PyTorch: the same layers as tensorbang.nets has."""

import torch
from torch import nn
from torch.nn import functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 5)
        self.conv2 = nn.Conv2d(8, 16, 3)
        self.fc1 = nn.Linear(576, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc3(F.relu(self.fc2(x)))


class ConvNet(nn.Module):
    """Each row: filters, kernel, whether pooling follows."""

    ROWS = [(32, 5, True), (64, 3, False), (96, 3, True), (128, 3, False), (160, 3, True), (320, 3, False)]

    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for filters, kernel, pool in self.ROWS:
            layers.append(nn.Conv2d(channels, filters, kernel, padding=0 if channels == 3 else 1, bias=False))
            if pool:
                layers.append(nn.MaxPool2d(2))
            layers += [nn.BatchNorm2d(filters), nn.SiLU()]
            channels = filters
        self.features = nn.Sequential(*layers)
        self.dense = nn.Linear(channels, 10)

    def forward(self, x):
        return self.dense(self.features(x).mean((2, 3)))


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.added = filters - channels
        self.stride = stride

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.added:
            x = x[:, :, :: self.stride, :: self.stride]
            x = F.pad(x, (0, 0, 0, 0, self.added // 2, self.added - self.added // 2))
        return F.relu(y + x)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        blocks, channels = [], 16
        for filters in (16, 32, 64):
            for n in range(3):
                blocks.append(Block(channels, filters, 2 if filters != 16 and n == 0 else 1))
                channels = filters
        self.blocks = nn.Sequential(*blocks)
        self.dense = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.dense(self.blocks(x).mean((2, 3)))


class Airbench(nn.Module):
    """The first layer's kernel and the batch norms' scales are fixed; GELU in its exact form."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 24, 2)
        self.first.weight.requires_grad = False
        layers, channels = [nn.GELU()], 24
        for filters in (64, 256, 256):
            layers += [nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.MaxPool2d(2), self.norm(filters), nn.GELU()]
            layers += [nn.Conv2d(filters, filters, 3, padding=1, bias=False), self.norm(filters), nn.GELU()]
            channels = filters
        self.blocks = nn.Sequential(*layers)
        self.dense = nn.Linear(channels, 10, bias=False)

    @staticmethod
    def norm(channels):
        norm = nn.BatchNorm2d(channels, eps=1e-12, momentum=0.4)
        norm.weight.requires_grad = False
        return norm

    def forward(self, x):
        return self.dense(self.blocks(self.first(x)).amax((2, 3)) / 9)


class Normalized(nn.Module):
    """uint8 pixels in, as in TensorBang: (pixel / 255 - mean) / deviation, then the network."""

    def __init__(self, net):
        super().__init__()
        self.net = net
        self.register_buffer("scale", (1 / (255 * torch.tensor([0.247, 0.243, 0.262]))).view(1, 3, 1, 1))
        self.register_buffer("shift", torch.tensor([-1.99, -1.98, -1.71]).view(1, 3, 1, 1))

    def forward(self, pixels):
        return self.net(pixels.float() * self.scale + self.shift)


NETWORKS = {"simplenn": SimpleNN, "convnet": ConvNet, "resnet20": ResNet20, "airbench": Airbench}


def network(name):
    """Normalisation included, weights in channels_last order."""
    torch.manual_seed(42)
    return Normalized(NETWORKS[name]()).to(memory_format=torch.channels_last)


def pixels(batch):
    """uint8 [batch, 3, 32, 32], in channels_last order."""
    return torch.randint(0, 256, (batch, 3, 32, 32), dtype=torch.uint8).contiguous(memory_format=torch.channels_last)
