"""R7: bytes that are no request, or that two parsers could read differently (malformed.py). Each is refused with its status, the connection closes
where the framing is lost, nothing after it is read as a request, and a good customer goes on."""
import concurrent.futures
import re
import socket
import time

from load import CONFIG, feedback_item
from malformed import CASES, KEEPS, PIPELINES, SMUGGLED
from probe import Probe
from report import Finding
from watched import Home

DEADLINES = {"header": 600, "body": 600, "write": 2000, "idle": 1000}
AT_ONCE = 4
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


def exchange(server, data):
    """All that comes back, and whether the server closed within two seconds."""
    got = b""
    with socket.create_connection(("127.0.0.1", server.port), timeout=2) as peer:
        try:
            peer.sendall(data)
        except OSError:
            pass
        try:
            while part := peer.recv(65536):
                got += part
        except TimeoutError:
            return got, False
        except OSError:
            pass
    return got, True


def statuses_of(got):
    return [int(code) for code in STATUS.findall(got) if code != b"100"]


def judge(name, data, right, server):
    got, closed = exchange(server, data + SMUGGLED)
    statuses = statuses_of(got)
    first = statuses[0] if statuses else None
    if first not in right:
        return f"{name}: answered {first}"
    if first not in KEEPS and len(statuses) > 1:
        return f"{name}: what followed was answered, too ({statuses})"
    if first not in KEEPS and not closed:
        return f"{name}: the connection stays open"
    return None


def judge_pipeline(name, data, right, server):
    statuses = statuses_of(exchange(server, data)[0])
    return None if statuses == right else f"{name}: answered {statuses}"


def run(short):
    rounds, faults = (1 if short else 5), []
    with Home() as home:
        server = home.start({**CONFIG, "deadlines_ms": DEADLINES})
        with Probe(server, short) as probe, concurrent.futures.ThreadPoolExecutor(AT_ONCE) as senders:
            for _ in range(rounds):
                faults += filter(None, senders.map(lambda case: judge(case[0], *case[1], server), CASES.items()))
                faults += filter(None, senders.map(lambda case: judge_pipeline(case[0], *case[1], server), PIPELINES.items()))
            time.sleep(0.2)
        path, _, body = feedback_item()
        if server.request("POST", path, body, {"Content-Type": "application/json"}).status != 201:
            faults.append("a good request afterwards failed")
        alive = server.process.poll() is None
    faults = list(dict.fromkeys(faults))
    return [Finding("R7", f"{len(CASES)} inputs that are malformed or ambiguous, each with a smuggled request behind it, and {len(PIPELINES)} pipelines, {rounds} rounds, a good customer beside",
                    f"{len(faults)} answered wrongly; server {'alive' if alive else 'dead'}; {probe.describe()}",
                    "the right status each; closed where framing is lost; the smuggled request never answered; alive; probes p99 <= 50 ms", faults[:8] + probe.faults())]
