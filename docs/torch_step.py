"""Times training steps of CoAtNet-0 in PyTorch on this computer's CPU, beside `pneumoscope throughput`.

    python docs/torch_step.py FOLDER SIDE BATCH THREADS STEPS bf16|f32

FOLDER holds `coatnet_ref.py`, the reference implementation. A step is forward, backward and AdamW, in
bf16 under autocast, with channels last in memory. Prints films a second: the median and the best step,
and films per second of CPU time, which other programs disturb less.
"""

import statistics
import sys
import time
from dataclasses import replace

import torch
import torch.nn.functional as F

folder, *numbers, precision = sys.argv[1:]
side, batch, threads, steps = map(int, numbers)
sys.path.insert(0, folder)
from coatnet_ref import CONFIGS, CoAtNet  # noqa: E402

torch.set_num_threads(threads)
network = CoAtNet(replace(CONFIGS["coatnet-0"], image=side)).to(memory_format=torch.channels_last)
network.train()
optimizer = torch.optim.AdamW(network.parameters(), lr=1e-5)
images = torch.randn(batch, 3, side, side).contiguous(memory_format=torch.channels_last)
labels = torch.arange(batch) % 3


def step() -> None:
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        logits = network(images)
    F.cross_entropy(logits.float(), labels).backward()
    optimizer.step()


step()
seconds = []
cpu = time.process_time()
for _ in range(steps):
    started = time.perf_counter()
    step()
    seconds.append(time.perf_counter() - started)
cpu = time.process_time() - cpu
median, best = batch / statistics.median(seconds), batch / min(seconds)
print(f"{median:.1f} films a second, best {best:.1f}; {batch * steps / cpu:.1f} per second of CPU time")
