"""R1: kill -9 at random moments while 8 to 32 customers write. What was confirmed is there, once, and what was not is sent again."""
import os
import random
import signal
import time

from load import Crowd, key_of, send_again, stored_list
from report import Finding, quantile
from watched import Home

READY_S = 1.0


def run(short):
    cycles = 8 if short else 200
    confirmed, starts, replayed, faults = set(), [], 0, []
    with Home() as home:
        for cycle in range(cycles):
            begin = time.monotonic()
            server = home.start()
            assert server.request("GET", "/healthz").status == 200
            starts.append(time.monotonic() - begin)
            with Crowd(server.port, clients=random.randint(8, 32)) as crowd:
                time.sleep(random.uniform(0.05, 0.8))
                os.kill(server.process.pid, signal.SIGKILL)
            server.kill()
            confirmed |= crowd.confirmed
            server = home.start()
            replayed += send_again(server, crowd.unanswered)
            confirmed |= {key_of(item[0], item[1]) for item in crowd.unanswered}
            server.kill()
        stored = stored_list(home.data)
        if lost := len(confirmed - set(stored)):
            faults.append(f"{lost} confirmed lost")
        if twice := len(stored) - len(set(stored)):
            faults.append(f"{twice} stored twice")
        if strange := len(set(stored) - confirmed):
            faults.append(f"{strange} that nobody sent")
        if (found := home.integrity()) != "ok":
            faults.append(f"integrity_check: {found}")
    starts = starts[1:]
    if quantile(starts, 0.99) > READY_S:
        faults.append(f"ready after {quantile(starts, 0.99):.2f} s at p99")
    return [Finding("R1", f"kill -9, {cycles} cycles, each at a random moment under 8 to 32 customers; the unanswered sent again after the restart",
                    f"{len(confirmed):,} confirmed, {len(stored):,} stored; {replayed} of the unanswered had been stored; "
                    f"kill to ready: median {1000 * quantile(starts, 0.5):.0f} ms, p99 {1000 * quantile(starts, 0.99):.0f} ms, max {1000 * max(starts):.0f} ms",
                    "0 lost, 0 twice, integrity ok; ready <= 1 s at p99", faults)]
