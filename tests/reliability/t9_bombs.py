"""T9: endless headers, bodies, addresses and nesting. Each is cut off with its status, and the server's memory stays what it was."""
import socket
import threading

from load import CONFIG
from probe import Probe
from report import Finding
from watched import Home

PIECE = 65536
GROWTH_KB = 5 * 1024
POST = b"POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def nested(depth):
    body = b'{"a":' * depth + b"1" + b"}" * depth
    return POST + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body


# name: (how it begins, what comes again and again, the status that is right)
BOMBS = {
    "one endless header": (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"a" * PIECE, 431),
    "endless headers": (b"GET / HTTP/1.1\r\nHost: a\r\n", b"X: aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * (PIECE // 32), 431),
    "endless address": (b"GET /", b"a" * PIECE, 414),
    "endless method": (b"", b"A" * PIECE, 414),
    "body announced too large": (POST + b"Content-Length: 314572800\r\n\r\n", b" " * PIECE, 413),
    "endless chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b" " * PIECE), 413),
    "endless small chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b" ") * (PIECE // 6), 413),
    "endless chunk extension": (POST + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a" * PIECE, 431),
    "endless trailer": (POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * (PIECE // 32), 431),
    "nesting of 2,000": (nested(2000), b"", 400),
    "array nesting of 12,000": (POST + b"Content-Length: 12000\r\nConnection: close\r\n\r\n" + b"[" * 12000, b"", 400),
}


def throw(server, begin, piece, megabytes):
    """The status that came back; how much was sent before the server had enough."""
    answer, sent = b"", 0
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as peer:
        def listen():
            nonlocal answer
            try:
                while part := peer.recv(4096):
                    answer += part
            except OSError:
                pass
        listener = threading.Thread(target=listen)
        listener.start()
        try:
            peer.sendall(begin)
            for _ in range(megabytes * 1024 * 1024 // PIECE if piece else 0):
                peer.sendall(piece)
                sent += len(piece)
        except OSError:
            pass
        listener.join()
    return int(answer.split(b" ")[1]) if answer.startswith(b"HTTP/1.1 ") else None, sent


def run(short):
    megabytes, rounds = (20, 2) if short else (300, 40)
    faults, told, most = [], {}, 0
    with Home() as home:
        server = home.start(CONFIG)
        for begin, piece, _ in BOMBS.values():   # what the allocator keeps for itself is not growth
            throw(server, begin, piece, 1)
        before = server.rss_kb()
        with Probe(server, short) as probe:
            for name, (begin, piece, right) in rounds * list(BOMBS.items()):
                status, sent = throw(server, begin, piece, megabytes)
                most = max(most, sent)
                told[f"{name} {status}"] = True
                if status != right:
                    faults.append(f"{name}: answered {status}, not {right}, after {sent / 1e6:.1f} MB")
        growth = server.rss_kb() - before
    if growth > GROWTH_KB:
        faults.append(f"memory grew by {growth / 1024:.1f} MB")
    return [Finding("T9", f"{len(BOMBS)} bombs of up to {megabytes} MB, {rounds} rounds: headers, address, method, bodies, chunks, trailers, nesting",
                    f"{', '.join(told)}; memory {before / 1024:.1f} MB, growth {growth / 1024:.1f} MB; "
                    f"at most {most / 1e6:.1f} MB got out before the end; {probe.describe()}",
                    "the right status, growth < 5 MB, every probe answered", faults + ([f"{probe.failed} probes failed"] if probe.failed else []))]
