"""T10 behind a proxy: requests that hide a second one, through Debian's nginx with docs/examples/nginx.conf. What the server was asked is what nginx
forwarded, no more, and the next customers on the same upstream connection get their own answers. The same without a proxy: R7.
Negative control: a server that takes no notice of bodies, at which the same must be noticed."""
import contextlib
import json
import pathlib
import re
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
import time

from load import CONFIG
from report import Finding
from watched import Home

from harness import wait_until

EXAMPLE = pathlib.Path(__file__).parents[2] / "docs/examples/nginx.conf"
MISSING = "nginx is not installed: apt-get install nginx-light"
SMUGGLED = b"GET /v1/unanswered HTTP/1.1\r\nHost: help.shop.example\r\nX-Rest: "   # asked by nobody else
VICTIMS = (("/v1/config", 200, b'"shop"'), ("/nothing-here", 404, b"not-found"), ("/healthz", 200, b'"status":"ok"'))
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")

CODINGS = (b"Transfer-Encoding: chunked", b"Transfer-Encoding: CHUNKED", b"transfer-encoding: chunked", b"Transfer-Encoding : chunked", b"Transfer-Encoding\t: chunked", b"Transfer-Encoding:chunked",
           b"Transfer-Encoding:\tchunked", b"Transfer-Encoding: chunked ", b"Transfer-Encoding: xchunked", b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding: identity, chunked",
           b"Transfer-Encoding: cow, chunked", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
           b"Transfer-Encoding: chunked\r\nTransfer-encoding: cow", b"Transfer-Encoding:\r\n chunked", b"Transfer-Encoding:\x0bchunked", b"Transfer-Encoding: \x0cchunked", b"Transfer-Encoding: chunked\x0b",
           b"Transfer-Encoding: \xa0chunked", b'Transfer-Encoding: "chunked"', b"Transfer-Encoding: 'chunked'", b"Transfer-Encoding: chunked;q=1", b"Transfer-Encoding: chunk\ted", b" Transfer-Encoding: chunked",
           b"X: x\nTransfer-Encoding: chunked", b"X: x\rTransfer-Encoding: chunked", b"Transfer_Encoding: chunked", b"Transfer-Encoding: [chunked]", b"Content-Encoding: chunked", b"Transfer-Encoding: chunked\0",
           b"Foo: bar\r\n\rTransfer-Encoding: chunked", b"Transfer-Encoding: chunked\r\nConnection: Transfer-Encoding", b"Transfer-Encoding: chunked\r\nConnection: Content-Length")
LENGTHS = (b"Content-Length: 0\r\nContent-Length: %d", b"Content-Length: %d\r\nContent-Length: 0", b"Content-Length: 0, %d", b"Content-Length: %d, 0", b"Content-Length: +%d", b"Content-Length: %d\r\nContent_Length: 0",
           b"Content-Length : %d", b"Content-Length:\x0b%d", b"Content-Length: %d\r\nX: x\nContent-Length: 0", b"Content-Length:\r\n %d", b" Content-Length: %d", b"Content-Length: 0x%x", b"Content-Length: %d\0",
           b"Content-Length: 00%d", b"Content-Length:%d", b"Content-Length: %d \r\nConnection: Content-Length")
CHUNKS = (b"0;a\nb\r\n\r\n", b"0 \r\n\r\n", b"00\r\n\r\n", b"0\n\r\n", b"0\r\nX: y\r\n\r\n", b"0x0\r\n\r\n", b"-0\r\n\r\n", b"+0\r\n\r\n", b"5\r\n12345\n0\r\n\r\n", b"5\r\n12345\r0\r\n\r\n", b"10000000000000005\r\n12345\r\n0\r\n\r\n")


def request(*lines, body):
    return b"\r\n".join((b"POST /v1/feedback HTTP/1.1", b"Host: help.shop.example", b"Content-Type: application/json", *lines)) + b"\r\n\r\n" + body


def hidden_in_bodies():
    for length in LENGTHS:
        yield ascii(length.decode("latin-1")), request(length % len(SMUGGLED), body=SMUGGLED)


def corpus():
    for coding in CODINGS:
        hidden = b"0\r\n\r\n" + SMUGGLED
        yield f"length counts, {ascii(coding.decode('latin-1'))}", request(b"Content-Length: %d" % len(hidden), coding, body=hidden)
        chunk = b"%x\r\n" % len(SMUGGLED) + SMUGGLED + b"\r\n0\r\n\r\n"
        yield f"chunks count, {ascii(coding.decode('latin-1'))}", request(b"Content-Length: 4", coding, body=chunk)
    yield from hidden_in_bodies()
    for chunk in CHUNKS:
        yield f"chunk {ascii(chunk.decode('latin-1'))}", request(b"Transfer-Encoding: chunked", body=chunk + SMUGGLED)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def configured(folder, port, upstream):
    """The example without TLS, on a port of our own, with a log of what was forwarded."""
    text = EXAMPLE.read_text()
    text = re.sub(r"listen 443.*;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"^\s*(listen \[::\]|ssl_).*;\n", "", text, flags=re.M)
    text = text.replace("127.0.0.1:8080;", f"127.0.0.1:{upstream};")
    text = re.sub(r"access_log .*;", f"access_log {folder}/access.log pasokh; access_log {folder}/forwarded.log forwarded;", text)
    paths = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    file = folder / "nginx.conf"
    file.write_text(f"daemon off; user root; worker_processes 1; pid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{paths}"
                    f"log_format forwarded '$upstream_status';\n{text}\n}}\n")
    return file


@contextlib.contextmanager
def nginx(folder, upstream):
    port = free_port()
    process = subprocess.Popen(["nginx", "-e", str(folder / "error.log"), "-c", str(configured(folder, port, upstream))], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def talk(port, data):
    with socket.create_connection(("127.0.0.1", port), timeout=1) as peer, contextlib.suppress(OSError):
        peer.sendall(data)
        got = b""
        with contextlib.suppress(TimeoutError):
            while part := peer.recv(65536):
                got += part
        return got
    return b""


def wrong_answers(port):
    """What customers got that was not theirs."""
    for path, status, words in VICTIMS:
        got = talk(port, f"GET {path} HTTP/1.1\r\nHost: help.shop.example\r\nConnection: close\r\n\r\n".encode())
        statuses = [int(code) for code in STATUS.findall(got)]
        if statuses != [status] or words not in got:
            yield f"{path} was answered {statuses}"


def forwarded(folder):
    """Requests that nginx took to the server, each with its answers."""
    return sum(len([code for code in line.split(", ") if code.isdigit()]) for line in (folder / "forwarded.log").read_text().splitlines())


def asked(server):
    return [json.loads(line) for line in server.stderr().splitlines() if '"event":"request"' in line]


class Careless(socketserver.ThreadingTCPServer):
    """Answers each header and reads what follows as the next one."""
    allow_reuse_address = daemon_threads = True

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            with contextlib.suppress(OSError):
                while self.answer():
                    pass

        def answer(self):
            line = first = self.rfile.readline()
            while line.strip():
                line = self.rfile.readline()
            if not line:
                return False
            _, path, *_ = [*first.split(b" "), b""]
            _, status, words = next((known for known in VICTIMS if known[0].encode() == path), ("", 200, b"{}"))
            self.wfile.write(b"HTTP/1.1 %d -\r\nContent-Length: %d\r\n\r\n%b" % (status, len(words), words))
            return True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *error):
        self.shutdown()
        super().__exit__(*error)


def attack(port, cases):
    """What went wrong for the customers after each."""
    for name, data in cases.items():
        talk(port, data)
        yield from (f"{name}: {wrong}" for wrong in wrong_answers(port))


def noticed_at_a_careless_server(cases):
    with tempfile.TemporaryDirectory(prefix="pasokh-t10-") as folder, Careless() as server, nginx(pathlib.Path(folder), server.server_address[1]) as port:
        return len(list(attack(port, cases)))


def run(short):
    cases = dict(corpus())
    target = "0 desync: asked = forwarded, the next customers get their own answers"
    if shutil.which("nginx") is None:
        return [Finding("T10", f"{len(cases)} smuggling requests through nginx", "not run", target, [MISSING])]
    faults = []
    with Home() as home:
        server = home.start({**CONFIG, "log": "info", "trusted_proxies": ["127.0.0.1"], "shop": {"id": "demo"}})
        folder = home.path / "nginx"
        folder.mkdir()
        with nginx(folder, server.port) as port:
            faults += attack(port, cases)
        wait_until(lambda: len(asked(server)) >= forwarded(folder), 2)   # an answer is logged after it was sent
        requests = asked(server)
        if len(requests) != forwarded(folder):
            faults.append(f"nginx forwarded {forwarded(folder)} requests, the server was asked {len(requests)}")
        alive = server.process.poll() is None
    if not alive:
        faults.append("the server has died")
    noticed = noticed_at_a_careless_server(dict(hidden_in_bodies()))
    if noticed == 0:
        faults.append("the control failed: nothing was noticed at a server that takes no notice of bodies")
    return [Finding("T10", f"{len(cases)} smuggling requests through Debian's nginx with docs/examples/nginx.conf, after each {len(VICTIMS)} customers on the same upstream connection",
                    f"{len(requests):,} requests reached the server, {len(faults)} desyncs; server {'alive' if alive else 'dead'}; control: {noticed} wrong answers of a careless server after {len(LENGTHS)}", target, faults[:8])]
