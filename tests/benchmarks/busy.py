"""How busy the machine was: a loop's time against the processor's time that it got, and the load."""

import os
import time

STEPS = 100_000_000


def busy() -> str:
    start, worked = time.perf_counter(), time.process_time()
    for _ in range(STEPS):
        pass
    took, got = time.perf_counter() - start, time.process_time() - worked
    return f"load {os.getloadavg()[0]:.1f}, a loop took {took:.2f} s of which it worked {got / took:.0%}"
