"""R6 (threat T8): connections that send a byte a second, half of them within the header, half within the body, and one more for each that
the server drops. A good customer must not notice."""
import multiprocessing
import selectors
import socket
import time

from load import CONFIG
from probe import Probe
from report import Finding, quantile
from watched import Home

HEADER = b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "
BODY = b"POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n{"
FDS_AFTER = 100
FDS_AFTER_S = 30


def crawl(port, wanted, seconds, results):
    """Keeps `wanted` slow connections for so long; tells how many were made and how many stood at most at once."""
    selector, last, made, most = selectors.DefaultSelector(), {}, 0, 0

    def connect():
        nonlocal made
        peer = socket.socket()
        peer.settimeout(5)
        peer.connect(("127.0.0.1", port))
        peer.sendall(HEADER if made % 2 else BODY)
        peer.setblocking(False)
        selector.register(peer, selectors.EVENT_READ)
        last[peer] = time.monotonic()
        made += 1

    def drop(peer):
        selector.unregister(peer)
        del last[peer]
        peer.close()

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(min(50, wanted - len(last))):
            try:
                connect()
            except OSError:
                break
        most = max(most, len(last))
        for key, _ in selector.select(0.02):
            try:
                gone = not key.fileobj.recv(4096)
            except OSError:
                gone = True
            if gone:
                drop(key.fileobj)
        now = time.monotonic()
        for peer in [peer for peer, at in last.items() if now - at >= 1]:
            try:
                peer.send(b"a")
                last[peer] = now
            except OSError:
                drop(peer)
    for peer in list(last):
        drop(peer)
    results.put((made, most))


def run(short):
    wanted, seconds = (300, 8) if short else (2000, 60)
    results = multiprocessing.Queue()
    with Home() as home:
        server = home.start({**CONFIG, "limits": {**CONFIG["limits"], "connections": 4096}})
        before = server.open_files()
        attack = multiprocessing.Process(target=crawl, args=(server.port, wanted, seconds, results))
        with Probe(server, short) as calm:
            time.sleep(1 if short else 10)
        with Probe(server, short) as probe:
            attack.start()
            made, most = results.get()
            attack.join()
        begin = time.monotonic()
        while (after := server.open_files()) >= min(FDS_AFTER, before + 50) and time.monotonic() - begin < FDS_AFTER_S:
            time.sleep(0.1)
        after_s = time.monotonic() - begin
    faults = probe.faults()
    if after >= FDS_AFTER:
        faults.append(f"{after} descriptors {FDS_AFTER_S} s after")
    if most < 0.95 * wanted:
        faults.append(f"only {most} slow connections stood at once")
    return [Finding("R6", f"{wanted:,} slow connections, half in the header, half in the body, for {seconds} s, dropped ones replaced",
                    f"{made:,} made, {most:,} at once at most; {probe.describe()}; "
                    f"before the attack p99 {1000 * quantile(calm.seconds, 0.99):.1f} ms; {after} descriptors {after_s:.1f} s after ({before} before)",
                    "probes >= 99.9 % ok, p99 <= 50 ms; < 100 descriptors within 30 s", faults)]
