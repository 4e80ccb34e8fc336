"""Customers: threads that send feedback and told searches over kept-open connections and write down what was confirmed.

Use:
    with Crowd(server.port, clients=8) as crowd:
        ...
    lost = crowd.confirmed - stored(folder)
"""
import hashlib
import http.client
import json
import pathlib
import random
import select
import socket
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "server"))
from harness import JSON_TYPE, NO_FORM_LIMITS, feedback, rows, ulid   # noqa: E402

CONFIG = {"limits": {**NO_FORM_LIMITS, "lookups_per_minute": 0, "feedback_per_minute": 0, "unanswered_per_minute": 0, "requests_per_minute": 0,
                     "requests_per_contact_day": 0},
          "shop": {"id": "demo", "features": {"unanswered_searches": True}}}
BROKEN = (OSError, http.client.HTTPException)


def feedback_item(comment="ممنون"):
    body = feedback(comment=comment)
    return "/v1/feedback", body["id"], json.dumps(body).encode()


def search_item():
    body = {"id": ulid(), "query": random.choice(("کارت هدیه", "جعبه کادو", "gift card")), "lang": "fa"}
    return "/v1/unanswered", body["id"], json.dumps(body).encode()


def any_item():
    return feedback_item() if random.random() < 0.7 else search_item()


def request_item():
    body = {"id": ulid(), "topic": "damaged", "message": "شیشهٔ قهوه‌ساز شکسته رسید", "contact": "09120000045", "lang": "fa", "occurred_at": "2026-11-21T10:00:00Z"}
    return "/v1/requests", body["id"], json.dumps(body).encode()


def key_of(path, name):
    """An item as the database knows it."""
    return hashlib.sha256(name.encode()).hexdigest() if path == "/v1/unanswered" else name


def stored_list(folder):
    return [row[0] for row in rows(folder, "SELECT submission_id FROM feedback UNION ALL SELECT id_sha256 FROM unanswered_search")]


class Line:
    """One kept-open connection, made anew when it broke."""

    def __init__(self, port):
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def send(self, path, body):
        """The answer; raises one of BROKEN when there was none."""
        try:
            if self.has_ended():
                self.http.close()
            if self.http.sock is None:
                self.http.connect()
                self.http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.http.request("POST", path, body, JSON_TYPE)
            answer = self.http.getresponse()
            answer.body = answer.read()
            return answer
        except BROKEN:
            self.http.close()
            raise

    def has_ended(self):
        """Whether the server closed it while it was idle, as a browser notices."""
        return self.http.sock is not None and bool(select.select([self.http.sock], [], [], 0)[0])

    def close(self):
        self.http.close()


def send_again(server, items):
    """As the page's outbox does: the same id once more. How many were stored already."""
    line, replayed = Line(server.port), 0
    for path, _, body in items:
        answer = line.send(path, body)
        assert answer.status in (200, 201), answer.body
        replayed += answer.status == 200
    line.close()
    return replayed


class Crowd:
    """`rate` is of all together, requests a second; none = as fast as they get answers."""

    def __init__(self, port, clients=8, make=any_item, rate=None, give_up=True):
        self.port, self.make, self.give_up = port, make, give_up
        self.pause = clients / rate if rate else 0
        self.confirmed, self.unanswered, self.answers = set(), [], []   # keys; items; (when, status, Retry-After)
        self.turned_away = []      # items answered with an error
        self.refused = 0           # of the unanswered: nobody listened
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.live) for _ in range(clients)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def live(self):
        line = Line(self.port)
        next_at = time.monotonic() + random.random() * self.pause
        while not self.stopping.is_set():
            if self.pause:
                self.stopping.wait(max(0, next_at - time.monotonic()))
                next_at += self.pause
                if self.stopping.is_set():
                    break
            item = self.make()
            try:
                answer = line.send(item[0], item[2])
            except BROKEN as problem:
                self.unanswered.append(item)
                self.refused += isinstance(problem, ConnectionRefusedError)
                if self.give_up:
                    break
                continue
            self.answers.append((time.monotonic(), answer.status, answer.getheader("Retry-After")))
            if answer.status in (200, 201):
                self.confirmed.add(key_of(item[0], item[1]))
            else:
                self.turned_away.append(item)
        line.close()

    def count(self, status):
        return sum(1 for answer in self.answers if answer[1] == status)
