"""R13, the server's half: outboxes send through a bad network (answers lost, requests cut, three tabs at once) to a server that is killed and
stopped in between. Each item lands exactly once, as it was written. The full form runs the page's half, too."""
import json
import os
import queue
import random
import signal
import socket
import threading
import time

import r13_page
from load import BROKEN, Line, feedback_item, stored_list
from report import Finding
from watched import Home, rows

ANSWER_LOST, REQUEST_CUT, THREE_TABS = 0.3, 0.1, 0.2
TABS = 12


def send_badly(port, path, body):
    """Whether the outbox heard that the item is stored."""
    fate = random.random()
    if fate < ANSWER_LOST + REQUEST_CUT:
        data = b"POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (path.encode(), len(body)) + body
        with socket.create_connection(("127.0.0.1", port), timeout=5) as peer:
            peer.sendall(data if fate < ANSWER_LOST else data[:random.randrange(len(data))])
        return False
    line = Line(port)
    try:
        status = line.send(path, body).status
    finally:
        line.close()
    assert status in (200, 201, 503), status
    return status != 503


class Outboxes:
    def __init__(self, items):
        self.waiting, self.port, self.sends, self.problems = queue.Queue(), 0, 0, []
        for item in items:
            for _ in range(3 if random.random() < THREE_TABS else 1):
                self.waiting.put(item)
        self.threads = [threading.Thread(target=self.live) for _ in range(TABS)]

    def live(self):
        while True:
            try:
                path, _, body = self.waiting.get_nowait()
            except queue.Empty:
                return
            heard = False
            while not heard:
                self.sends += 1
                try:
                    heard = send_badly(self.port, path, body)
                except BROKEN:
                    time.sleep(0.02)
                except AssertionError as problem:
                    self.problems.append(f"answered {problem}")
                    return

    def are_done(self):
        return not any(thread.is_alive() for thread in self.threads)


def run(short):
    count = 400 if short else 10000
    items = [feedback_item(f"نظر {number}") for number in range(count)]
    outboxes, restarts = Outboxes(items), 0
    with Home() as home:
        outboxes.port = home.start().port
        for thread in outboxes.threads:
            thread.start()
        while not outboxes.are_done():
            time.sleep(random.uniform(0.2, 1))
            os.kill(home.server.process.pid, random.choice((signal.SIGKILL, signal.SIGTERM)))
            home.server.process.wait()
            home.server.kill()
            outboxes.port = home.start().port
            restarts += 1
        stored, faults = stored_list(home.data), outboxes.problems[:3]
        comments = dict(rows(home.data, "SELECT submission_id, comment FROM feedback"))
        wrong = sum(1 for _, name, body in items if comments.get(name) != json.loads(body)["comment"])
        whole = home.integrity()
    if len(stored) != count:
        faults.append(f"{len(stored)} rows")
    if wrong:
        faults.append(f"{wrong} items missing or changed")
    if whole != "ok":
        faults.append(f"integrity_check: {whole}")
    return [Finding("R13", f"server half: {count:,} items from outboxes, 30 % of the answers lost, 10 % of the requests cut, "
                    f"every fifth item by three tabs at once, {restarts} kills and stops",
                    f"{outboxes.sends:,} sends, {len(stored):,} rows, {wrong} missing or changed", "each item exactly once, as written", faults)] + ([] if short else r13_page.run())
