"""T26: the router's seeds, fixed changes of them, and what fuzzing has found (PASOKH_CORPUS) against a running server: it answers or closes, never
with a 5xx, and lives. With a sanitized PASOKH each report ends it."""
import os
import pathlib
import random
import socket
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "server"))
import harness

CHANGES = 60
SEEDS = pathlib.Path(os.environ["PASOKH_SEEDS"])
CORPUS = os.environ.get("PASOKH_CORPUS")
HURRY = {"header": 500, "body": 500, "write": 2000, "idle": 500, "miss_floor": 0}
# A client may ask for a limit of none of these.
NO_LIMITS = {**harness.UNLIMITED["limits"], "unanswered_per_minute": 0, "requests_per_minute": 0, "requests_per_contact_day": 0, "challenges_per_minute": 0, "views_per_minute": 0}


def framed(text):
    """With the length that the seeds leave out."""
    head, end, body = text.partition(b"\r\n\r\n")
    if not end or b"Content-Length" in head or b"Transfer-Encoding" in head:
        return text
    return head + b"\r\nContent-Length: %d" % len(body) + end + body


def changed(text, source):
    data = bytearray(text)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(data))
        what = source.randrange(3)
        if what == 0:
            data[at] ^= 1 << source.randrange(8)
        elif what == 1:
            data[at:at] = data[source.randrange(len(data)):][:source.randint(1, 40)]
        else:
            del data[at:at + source.randint(1, 10)]
        if not data:
            return bytes(text)
    return bytes(data)


class RunningServer(harness.ServerTest):
    config = {"limits": NO_LIMITS, "deadlines_ms": HURRY, "shop": {"id": "demo", "features": {"unanswered_searches": True}}}

    def tearDown(self):
        self.assertEqual(self.server.stop(), 0, self.server.stderr()[-2000:])   # not 0 after a report of a sanitizer, leaks too

    def say(self, data):
        with self.server.connect() as peer:
            try:
                peer.sendall(data)
                peer.shutdown(socket.SHUT_WR)
            except OSError:
                pass   # it has heard enough
            return harness.status_of(harness.read_all(peer))

    def test_nothing_that_is_sent_ends_the_server(self):
        source, sent, answered = random.Random(26), 0, 0
        files = sorted(SEEDS.iterdir()) + (sorted(pathlib.Path(CORPUS).iterdir()) if CORPUS else [])
        for file in files:
            text = file.read_bytes()
            for data in [framed(text), text] + [changed(framed(text), source) for _ in range(CHANGES if text else 0)]:
                status = self.say(data)
                sent += 1
                answered += status is not None
                self.assertIsNone(self.server.process.poll(), f"{file}: {data!r}: {self.server.stderr()[-2000:]}")
                self.assertLess(status or 0, 500, f"{file}: {data!r}")
        self.assertGreater(answered, len(files))
        self.assertEqual(self.server.request("GET", "/healthz").status, 200)
        print(f"{sent} sent, {answered} answered")


if __name__ == "__main__":
    unittest.main()
