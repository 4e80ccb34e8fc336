"""R20: SIGTERM under 200 requests a second. What the server took it answers, then it ends. A request that meets a closed door, or a kept-open
connection at the moment it closes, was not taken: it must not be stored either, and the customer's page sends it again."""
import os
import random
import signal
import time

from load import Crowd, key_of, stored_list
from report import Finding
from watched import Home

RATE = 200
STOP_S = 5


def run(short):
    stops = 4 if short else 60
    answered, refused, cut, silent, ends, faults = 0, 0, 0, 0, [], []
    with Home() as home:
        for _ in range(stops):
            server = home.start()
            with Crowd(server.port, clients=40, rate=RATE) as crowd:
                time.sleep(random.uniform(0.5, 1.5))
                begin = time.monotonic()
                os.kill(server.process.pid, signal.SIGTERM)
                code = server.process.wait(20)
                ends.append(time.monotonic() - begin)
            server.kill()
            if code != 0:
                faults.append(f"exit code {code}")
            stored = set(stored_list(home.data))
            answered += len(crowd.answers)
            refused += crowd.refused
            cut += len(crowd.unanswered) - crowd.refused
            silent += sum(1 for path, name, _ in crowd.unanswered if key_of(path, name) in stored)
            if lost := len(crowd.confirmed - stored):
                faults.append(f"{lost} confirmed lost")
        if home.integrity() != "ok":
            faults.append("integrity_check failed")
    if silent:
        faults.append(f"{silent} stored without an answer")
    if max(ends) > STOP_S:
        faults.append(f"ended after {max(ends):.1f} s")
    return [Finding("R20", f"SIGTERM under {RATE} requests/s of 40 customers, {stops} times",
                    f"{answered:,} answered; {silent} stored without an answer; {refused} found the door closed, {cut} met it closing; "
                    f"end after at most {1000 * max(ends):.0f} ms",
                    "0 taken without an answer, exit code 0 within 5 s", faults)]
