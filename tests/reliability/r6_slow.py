"""R6 (threat T8): connections that send a byte a second, half of them within the header, half within the body, and one more for each that
the server drops: first all from one address, which gets its share and no more, then from many. A good customer must not notice."""
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
NEW_AT_ONCE = 20                       # between two looks at those that stand
SHARE = 256                            # connections_per_client unless given
ONE, MANY = ("127.0.0.2",), tuple(f"127.0.1.{i}" for i in range(1, 21))
BIND_ADDRESS_NO_PORT = 24              # the port is chosen when the peer is known: more connections than ports


def crawl(port, addresses, wanted, seconds, results):
    """Keeps `wanted` slow connections for so long; tells how many were made and how many stood at most at once."""
    selector, last, made, most = selectors.DefaultSelector(), {}, 0, 0

    def connect():
        nonlocal made
        peer = socket.socket()
        peer.setsockopt(socket.SOL_IP, BIND_ADDRESS_NO_PORT, 1)
        peer.bind((addresses[made % len(addresses)], 0))
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
        for _ in range(min(NEW_AT_ONCE, wanted - len(last))):
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


def attack(addresses, wanted, least, short):
    seconds = 8 if short else 60
    results = multiprocessing.Queue()
    with Home() as home:
        server = home.start({**CONFIG, "limits": {**CONFIG["limits"], "connections": 4096}, "metrics_listen": "0"})
        before = server.open_files()
        crawler = multiprocessing.Process(target=crawl, args=(server.port, addresses, wanted, seconds, results))
        with Probe(server, short) as calm:
            time.sleep(1 if short else 10)
        with Probe(server, short) as probe:
            crawler.start()
            time.sleep(seconds / 2)
            held = server.figures()["pasokh_connections"]
            made, most = results.get()
            crawler.join()
        refused = server.figures()['pasokh_connections_refused_total{limit="client"}']
        begin = time.monotonic()
        while (after := server.open_files()) >= min(FDS_AFTER, before + 50) and time.monotonic() - begin < FDS_AFTER_S:
            time.sleep(0.1)
        after_s = time.monotonic() - begin
    faults = probe.faults()
    if after >= FDS_AFTER:
        faults.append(f"{after} descriptors {FDS_AFTER_S} s after")
    if most < 0.95 * least:
        faults.append(f"only {most} slow connections stood at once")
    if len(addresses) == 1 and (held > SHARE + 10 or refused == 0):   # the probe has some, too
        faults.append(f"{held:.0f} connections held, {refused:.0f} refused: one address takes more than its share")
    counts = (f"{made:,} made, {held:,.0f} held by the server half-way, {refused:,.0f} refused; {probe.describe()}; "
              f"before the attack p99 {1000 * quantile(calm.seconds, 0.99):.1f} ms; {after} descriptors {after_s:.1f} s after ({before} before)")
    return counts, faults


def run(short):
    wanted, seconds = (300, 8) if short else (2000, 60)
    one, one_faults = attack(ONE, wanted, min(wanted, SHARE), short)
    many, many_faults = attack(MANY, wanted, wanted, short)
    return [Finding("R6", f"{wanted:,} slow connections, half in the header, half in the body, for {seconds} s, dropped ones replaced: all from one address, then from {len(MANY)}",
                    f"one address: {one}. {len(MANY)} addresses: {many}",
                    f"probes >= 99.9 % ok, p99 <= 50 ms; one address holds <= {SHARE}; < 100 descriptors within 30 s", one_faults + many_faults)]
