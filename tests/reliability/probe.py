"""A good customer who asks every 50 ms, each time over a new connection, while something else goes on.

Use:
    with Probe(server, short) as probe:
        ...
    probe.describe()     # "1,180 of 1,180 ok, p50 0.8 ms, p99 3.1 ms"
"""
import threading
import time

from report import quantile

EVERY_S = 0.05
SHARE = 0.999
P99_S = 0.05
P99_SHORT_S = 0.5   # among other tests on the same cores


class Probe:
    def __init__(self, server, short):
        self.server, self.p99_s = server, P99_SHORT_S if short else P99_S
        self.seconds, self.failed = [], 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.ask)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *problem):
        self.stopping.set()
        self.thread.join()

    def ask(self):
        while True:
            begin = time.monotonic()
            try:
                good = self.server.request("GET", "/v1/config").status == 200
            except OSError:
                good = False
            self.seconds.append(time.monotonic() - begin)
            self.failed += not good
            if self.stopping.wait(EVERY_S):
                return

    def describe(self):
        return (f"{len(self.seconds) - self.failed:,} of {len(self.seconds):,} probes ok, p50 {1000 * quantile(self.seconds, 0.5):.1f} ms, "
                f"p99 {1000 * quantile(self.seconds, 0.99):.1f} ms")

    def faults(self):
        out = []
        if self.failed > (1 - SHARE) * len(self.seconds):
            out.append(f"{self.failed} probes failed")
        if quantile(self.seconds, 0.99) > self.p99_s:
            out.append(f"probe p99 {1000 * quantile(self.seconds, 0.99):.0f} ms")
        return out
