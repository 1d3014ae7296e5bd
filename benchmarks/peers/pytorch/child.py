"""PyTorch in Python as a peer: child.py THREADS. Speaks as the Java class Conversation says."""

import re
import sys
import time

import torch
from torch import nn

RATE = 1e-3
BATCHES = 4
KNOWN = {
    "tiny": ([64, 32, 10], 32),
    "digits": ([64, 128, 128, 10], 64),
    "fashion": ([784, 512, 512, 10], 128),
    "big": ([784, 2048, 2048, 10], 256),
}


def dense(sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return layers[:-1]


def images(shape, size, in_group, hidden):
    layers, channels = [], shape[0]
    for outputs in (32, 64):
        for _ in range(in_group):
            layers += [nn.Conv2d(channels, outputs, size, padding=size // 2), nn.ReLU()]
            channels = outputs
        layers += [nn.MaxPool2d(2)]
    pixels = shape[1] * shape[2] // 16
    return layers + [nn.Flatten(), *dense([channels * pixels, hidden, 10])]


def net(text):
    """The network of a name like `fashion` or `784-512x2-10 b128`, the shape of an example and the batch."""
    name, _, batch = text.partition(" b")
    if name == "lenet":
        return images((1, 28, 28), 5, 1, 512), (1, 28, 28), 64
    if name == "vgg":
        return images((3, 32, 32), 3, 2, 256), (3, 32, 32), 64
    if name in KNOWN:
        sizes, size = KNOWN[name]
    else:
        sizes, size = [], 128
        for part in name.split("-"):
            value, _, count = part.partition("x")
            sizes += [int(value)] * int(count or 1)
    return dense(sizes), (sizes[0],), int(batch or size)


class Training:
    def __init__(self, text):
        layers, shape, batch = net(text)
        self.model = nn.Sequential(*layers)
        torch.manual_seed(41)
        prototypes = torch.rand(10, *shape) * 2 - 1
        labels = [torch.randint(10, (batch,)) for _ in range(2)]
        inputs = [prototypes[y] + torch.rand(batch, *shape) * 2 - 1 for y in labels]
        for y in labels[:2]:
            labels.append(torch.where(torch.rand(batch) < 0.3, torch.randint(10, (batch,)), y))
        if len(shape) == 3:
            self.model = self.model.to(memory_format=torch.channels_last)
            inputs = [x.contiguous(memory_format=torch.channels_last) for x in inputs]
        self.data = [(inputs[i % 2], labels[i]) for i in range(BATCHES)]
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=RATE, weight_decay=0.01)
        self.loss = nn.CrossEntropyLoss()
        self.steps = 0
        self.first = 0.0

    def step(self):
        x, y = self.data[self.steps % BATCHES]
        self.steps += 1
        self.optimizer.zero_grad()
        loss = self.loss(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss

    def loss_of_all(self):
        return sum(self.step().item() for _ in range(BATCHES)) / BATCHES

    def run(self, times):
        for _ in range(times):
            loss = self.step()
            if self.steps <= BATCHES:
                self.first += loss.item() / BATCHES

    def check(self):
        self.run(24 - BATCHES)
        last = self.loss_of_all()
        if not last < self.first:
            raise ValueError(f"the loss did not fall: {self.first:.4f}, then {last:.4f}")
        return f"loss {self.first:.3f} to {last:.3f}"


class Update:
    def __init__(self, text):
        name, *rules = text.split("+")
        self.weights = [(torch.rand(1_000_000) * 0.02 - 0.01).requires_grad_() for _ in range(10)]
        for w in self.weights:
            w.grad = torch.rand(1_000_000) * 0.002 - 0.001
        l2 = 0.01 if "l2" in rules else 0
        if name == "sgdm":
            self.optimizer = torch.optim.SGD(self.weights, lr=RATE, momentum=0.9, weight_decay=l2)
        elif "decay" in rules:
            self.optimizer = torch.optim.AdamW(self.weights, lr=RATE, weight_decay=0.01)
        else:
            self.optimizer = torch.optim.Adam(self.weights, lr=RATE, weight_decay=l2)
        self.l1 = "l1" in rules
        self.first = self.weights[0][0].item()

    def run(self, times):
        for _ in range(times):
            if self.l1:
                with torch.no_grad():
                    for w in self.weights:
                        w.grad.add_(w.sign(), alpha=1e-4)
            self.optimizer.step()

    def check(self):
        if self.weights[0][0].item() == self.first:
            raise ValueError("the first weight did not change")
        return "weights changed"


class Inference:
    def __init__(self, text):
        layers, shape, batch = net(text)
        self.model = nn.Sequential(*layers).eval()
        self.x = torch.rand(batch, *shape)
        self.shape = (batch, 10)

    def run(self, times):
        with torch.no_grad():
            for _ in range(times):
                self.output = self.model(self.x)

    def check(self):
        self.run(1)
        if tuple(self.output.shape) != self.shape:
            raise ValueError(f"the output has the shape {self.output.shape}")
        return "scores"


class Product:
    def __init__(self, text):
        m, k, n = (int(size) for size in re.match(r"(\d+)x(\d+)x(\d+)", text).groups())
        a = torch.rand(k, m).t() if " tA" in text else torch.rand(m, k)
        b = torch.rand(n, k).t() if " tB" in text else torch.rand(k, n)
        self.a, self.b, self.c = a, b, torch.empty(m, n)

    def run(self, times):
        for _ in range(times):
            torch.mm(self.a, self.b, out=self.c)

    def check(self):
        self.run(1)
        error = (self.c.double() - self.a.double() @ self.b.double()).abs().max().item()
        if not error < 1e-2:
            raise ValueError(f"the largest error is {error}")
        return f"error {error:.1e}"


def task(work):
    """What does a work; None where PyTorch has no such thing."""
    kind, _, rest = work.partition(" ")
    rules = rest.split("+")[1:]
    if kind == "matmul":
        return Product(rest)
    if kind == "infer":
        return Inference(rest)
    if kind == "step":
        return None if rules else Training(rest)
    acting = [rule for rule in rules if rule != "sum"]
    known = len(acting) <= 1 and not ("decay" in acting and rest.startswith("sgdm"))
    return Update(rest) if known else None


def seconds(work, times):
    start = time.perf_counter()
    work.run(times)
    return time.perf_counter() - start


def warm(work, wanted):
    start, times = time.perf_counter(), 1
    while True:
        took = seconds(work, times)
        if time.perf_counter() - start >= wanted:
            return took / times
        if took < 0.015:
            times *= 2


def answer(tasks, line):
    word, *rest = line.strip().split(" ", 2)
    if word == "version":
        return f"version PyTorch {torch.__version__}, Python {sys.version.split()[0]}"
    name = rest[0]
    if word == "prepare":
        made = task(rest[1])
        if made is None:
            return "unsupported"
        tasks[name] = made
        return "prepared"
    if word == "warm":
        return f"warmed {warm(tasks[name], float(rest[1])) * 1e9:.0f}"
    if word == "run":
        return f"ran {seconds(tasks[name], int(rest[1])) * 1e9:.0f}"
    if word == "check":
        return "right " + tasks[name].check()
    del tasks[name]
    return "released"


def main():
    torch.set_num_threads(int(sys.argv[1]))
    tasks = {}
    for line in sys.stdin:
        try:
            print(">", answer(tasks, line), flush=True)
        except Exception as e:
            print("> failed", " ".join(str(e).split()), flush=True)


main()
