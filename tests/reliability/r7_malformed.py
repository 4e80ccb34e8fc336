"""R7: bytes that are no request, or that two parsers could read differently. Each is refused with its status, the connection closes where the
framing is lost, nothing after it is read as a request, and a good customer goes on."""
import socket
import time

from load import CONFIG, feedback_item
from probe import Probe
from report import Finding
from watched import Home

BODY = feedback_item()[2]
SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"   # must never be answered
REFUSED = (400,)
DEADLINES = {"header": 600, "body": 600, "write": 2000, "idle": 1000}


def post(*lines, body=b"", first=b"POST /v1/feedback HTTP/1.1"):
    return b"\r\n".join((first, b"Host: a", b"Content-Type: application/json", *lines)) + b"\r\n\r\n" + body


def get(target, *lines, version=b"HTTP/1.1", method=b"GET"):
    return b"\r\n".join((method + b" " + target + b" " + version, b"Host: a", *lines)) + b"\r\n\r\n"


def chunked(*chunks, end=b"0\r\n\r\n"):
    return post(b"Transfer-Encoding: chunked", body=b"".join(chunks) + end)


SIZE = b"Content-Length: %d" % len(BODY)
CHUNKS = b"Transfer-Encoding: chunked"

# name: (bytes, statuses that are right). Each is followed by SMUGGLED.
CASES = {
    # two lengths
    "length and chunks": (post(SIZE, CHUNKS, body=b"0\r\n\r\n"), REFUSED),
    "chunks and length": (post(CHUNKS, SIZE, body=b"0\r\n\r\n"), REFUSED),
    "two lengths that differ": (post(b"Content-Length: 5", b"Content-Length: 6", body=b"12345"), REFUSED),
    "two lengths in one": (post(b"Content-Length: 5, 6", body=b"12345"), REFUSED),
    "length with a plus": (post(b"Content-Length: +5", body=b"12345"), REFUSED),
    "negative length": (post(b"Content-Length: -1"), REFUSED),
    "length in hexadecimal": (post(b"Content-Length: 0x5", body=b"12345"), REFUSED),
    "length with letters": (post(b"Content-Length: 5x", body=b"12345"), REFUSED),
    "length with a space inside": (post(b"Content-Length: 1 5", body=b"12345"), REFUSED),
    "empty length": (post(b"Content-Length: ", body=b"12345"), REFUSED),
    "length beyond 64 bits": (post(b"Content-Length: 99999999999999999999999999"), (400, 413)),
    "length of 2^64": (post(b"Content-Length: 18446744073709551616"), (400, 413)),
    "length of 2^63": (post(b"Content-Length: 9223372036854775808"), (413,)),
    "length with a decimal point": (post(b"Content-Length: 5.0", body=b"12345"), REFUSED),
    "length in Persian digits": (post("Content-Length: ۵".encode(), body=b"12345"), REFUSED),
    "space before the colon of the length": (post(b"Content-Length : 5", body=b"12345"), REFUSED),
    "space before the colon of the coding": (post(b"Transfer-Encoding : chunked", body=b"0\r\n\r\n"), REFUSED),
    # transfer codings
    "coding twice": (post(CHUNKS, CHUNKS, body=b"0\r\n\r\n"), REFUSED),
    "chunked, chunked": (post(b"Transfer-Encoding: chunked, chunked", body=b"0\r\n\r\n"), REFUSED),
    "gzip, chunked": (post(b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"), REFUSED),
    "chunked, identity": (post(b"Transfer-Encoding: chunked, identity", body=b"0\r\n\r\n"), REFUSED),
    "identity": (post(b"Transfer-Encoding: identity", body=b"12345"), REFUSED),
    "xchunked": (post(b"Transfer-Encoding: xchunked", body=b"0\r\n\r\n"), REFUSED),
    "quoted chunked": (post(b'Transfer-Encoding: "chunked"', body=b"0\r\n\r\n"), REFUSED),
    "chunked with a vertical tab": (post(b"Transfer-Encoding: \x0bchunked", body=b"0\r\n\r\n"), REFUSED),
    "chunked with a NUL": (post(b"Transfer-Encoding: chunked\0", body=b"0\r\n\r\n"), REFUSED),
    "chunked with a parameter": (post(b"Transfer-Encoding: chunked;q=1", body=b"0\r\n\r\n"), REFUSED),
    "chunks in HTTP/1.0": (post(CHUNKS, body=b"0\r\n\r\n", first=b"POST /v1/feedback HTTP/1.0"), REFUSED),
    "empty coding beside a length": (post(b"Transfer-Encoding:", SIZE, body=BODY), REFUSED),
    # chunks
    "negative chunk": (chunked(b"-1\r\nx\r\n"), REFUSED),
    "chunk size with a plus": (chunked(b"+5\r\nhello\r\n"), REFUSED),
    "chunk size 0x5": (chunked(b"0x5\r\nhello\r\n"), REFUSED),
    "chunk size in letters": (chunked(b"zz\r\nhello\r\n"), REFUSED),
    "chunk size beyond 64 bits": (chunked(b"ffffffffffffffffff\r\nhello\r\n"), (400, 413)),
    "chunk size of 2^64 - 1": (chunked(b"ffffffffffffffff\r\nhello\r\n"), (400, 413)),
    "chunk longer than its size": (chunked(b"5\r\nhello world\r\n"), REFUSED),
    "chunk without its line end": (chunked(b"5\r\nhello"), REFUSED),
    "chunk lines that end in LF": (chunked(b"5\nhello\n", end=b"0\n\n"), REFUSED),
    "chunk lines that end in CR": (chunked(b"5\rhello\r", end=b"0\r\r"), REFUSED),
    "empty chunk size": (chunked(b"\r\nhello\r\n"), REFUSED),
    "space before the chunk size": (chunked(b" 5\r\nhello\r\n"), REFUSED),
    "chunk extension with a line feed": (chunked(b"5;a\nb\r\nhello\r\n"), REFUSED),
    # header lines
    "space before the first header": (b"GET /v1/config HTTP/1.1\r\n Host: a\r\n\r\n", REFUSED),
    "line without a colon": (get(b"/v1/config", b"what is this"), REFUSED),
    "empty name": (get(b"/v1/config", b": x"), REFUSED),
    "NUL in a name": (get(b"/v1/config", b"X\0Y: a"), REFUSED),
    "NUL in a value": (get(b"/v1/config", b"X: a\0b"), REFUSED),
    "CR in a value": (get(b"/v1/config", b"X: a\rb"), REFUSED),
    "lines that end in LF": (b"GET /v1/config HTTP/1.1\nHost: a\n\n", (400, 408)),
    "Persian letters in a name": (get(b"/v1/config", "سلام: x".encode()), REFUSED),
    "brackets in a name": (get(b"/v1/config", b"X(y): a"), REFUSED),
    "two hosts": (get(b"/v1/config", b"Host: b"), REFUSED),
    "no host": (b"GET /v1/config HTTP/1.1\r\n\r\n", REFUSED),
    # the first line
    "no version": (b"GET /v1/config\r\nHost: a\r\n\r\n", REFUSED),
    "version 9.9": (get(b"/v1/config", version=b"HTTP/9.9"), REFUSED),
    "version 1.2": (get(b"/v1/config", version=b"HTTP/1.2"), REFUSED),
    "version 0.9": (get(b"/v1/config", version=b"HTTP/0.9"), REFUSED),
    "version in small letters": (get(b"/v1/config", version=b"http/1.1"), REFUSED),
    "version 11": (get(b"/v1/config", version=b"HTTP/11"), REFUSED),
    "two spaces": (b"GET  /v1/config HTTP/1.1\r\nHost: a\r\n\r\n", REFUSED),
    "tabs between": (b"GET\t/v1/config\tHTTP/1.1\r\nHost: a\r\n\r\n", REFUSED),
    "space in the address": (get(b"/v1/con fig"), REFUSED),
    "NUL in the address": (get(b"/v1/con\0fig"), REFUSED),
    "escaped NUL in the address": (get(b"/v1/config%00"), REFUSED),
    "broken escape": (get(b"/v1/config%zz"), REFUSED),
    "escape cut off": (get(b"/v1/config%2"), REFUSED),
    "whole address": (get(b"http://a/v1/config"), REFUSED),
    "star": (get(b"*", method=b"OPTIONS"), REFUSED),
    "host and port": (get(b"a:80", method=b"CONNECT"), REFUSED),
    "way out of the folder": (get(b"/../../etc/passwd"), (404,)),
    "escaped way out": (get(b"/%2e%2e/%2e%2e/etc/passwd"), (404,)),
    "letters beyond ASCII as method": (get(b"/v1/config", method=b"G\xd8T"), REFUSED),
    "method of 5,000 letters": (get(b"/v1/config", method=b"A" * 5000), (400, 405, 414, 431)),
    "unknown method": (get(b"/v1/config", method=b"BREW"), (405,)),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(32) + b"\r\n\r\n", REFUSED),
    "HTTP/2 preface": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", REFUSED),
    "PROXY line": (b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n" + get(b"/v1/config"), REFUSED),
    "zeros": (bytes(64) + b"\r\n\r\n", REFUSED),
    "all bytes": (bytes(range(256)) + b"\r\n\r\n", REFUSED),
    # sizes
    "address of 60,000": (get(b"/" + b"a" * 60000), (414,)),
    "header of 60,000": (get(b"/v1/config", b"X: " + b"a" * 60000), (431,)),
    "1,000 headers": (get(b"/v1/config", *[b"X: a"] * 1000), (431,)),
    "GET with a body": (get(b"/v1/config", b"Content-Length: 5") + b"12345", (413,)),
    "body cut off": (post(b"Content-Length: 9000", body=b"{"), (400, 408, 422)),
}
KEEPS = {404, 405}   # framing was understood: the next request may be answered
# A folded line is read as one with a space, as RFC 9112 section 5.2 allows; so the two are left out.


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


def judge(name, data, right, server):
    got, closed = exchange(server, data + SMUGGLED)
    statuses = [int(part.split(b" ")[1]) for part in got.split(b"HTTP/1.")[1:] if part.split(b" ")[1].isdigit()]
    first = statuses[0] if statuses else None
    if first not in right:
        return f"{name}: answered {first}"
    if first not in KEEPS and len(statuses) > 1:
        return f"{name}: what followed was answered, too ({statuses})"
    if first not in KEEPS and not closed:
        return f"{name}: the connection stays open"
    if server.process.poll() is not None:
        raise AssertionError(f"{name}: the server has died: {server.stderr()}")
    return None


def run(short):
    rounds, faults = (1 if short else 5), []
    with Home() as home:
        server = home.start({**CONFIG, "deadlines_ms": DEADLINES})
        with Probe(server, short) as probe:
            for _ in range(rounds):
                faults += filter(None, (judge(name, *case, server) for name, case in CASES.items()))
            time.sleep(0.2)
        path, _, body = feedback_item()
        if server.request("POST", path, body, {"Content-Type": "application/json"}).status != 201:
            faults.append("a good request afterwards failed")
        alive = server.process.poll() is None
    faults = list(dict.fromkeys(faults))
    return [Finding("R7", f"{len(CASES)} inputs that are malformed or ambiguous, each with a smuggled request behind it, {rounds} rounds, a good customer beside",
                    f"{len(faults)} answered wrongly; server {'alive' if alive else 'dead'}; {probe.describe()}",
                    "the right 4xx; closed where framing is lost; the smuggled request never answered; alive; probes p99 <= 50 ms", faults[:8] + probe.faults())]
