"""Guessing at orders: no hit, one answer, no clock to read it from.

PASOKH_FULL=1 runs 100,000 guesses and 2 x 10,000 timed misses; otherwise 5,000 and 2 x 500.
"""
import hashlib
import http.client
import json
import math
import os
import random
import statistics
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import JSON_TYPE, NO_LOOKUP_LIMITS, ORDERS, ServerTest, import_orders

FULL = os.environ.get("PASOKH_FULL") == "1"
GUESSES = 100_000 if FULL else 5_000
MAX_T, ROUNDS = 4.5, 3   # ISO/IEC 17825
TIMED = 10_000 if FULL else 500
CLIENTS = 50
REAL = [("SRV-1", "09120000045"), ("SRV-2", "only@example.ir")]


class Connection:
    """One kept connection that sends lookups as one customer of the proxy."""

    def __init__(self, port, client):
        self.peer = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {**JSON_TYPE, "X-Forwarded-For": client}

    def lookup(self, number, contact):
        kind = "email" if "@" in contact else "phone"
        self.peer.request("POST", "/v1/orders/lookup", json.dumps({"number": number, "contact": {kind: contact}}), self.headers)
        answer = self.peer.getresponse()
        headers = sorted((name.lower(), value) for name, value in answer.getheaders() if name.lower() not in ("date", "x-request-id"))
        return answer.status, headers, answer.read()


def guess(chance):
    """As somebody who knows how numbers and phones look, and some real numbers, but no pair of them."""
    number = chance.choice(("SRV-1", "SRV-2", f"SRV-{chance.randrange(1, 3000)}", f"{chance.randrange(10**6)}"))
    contact = chance.choice((f"09{chance.randrange(10**9):09}", f"sara{chance.randrange(10**6)}@example.ir", "09120000045", "only@example.ir"))
    return (number, contact) if (number, contact) not in REAL else ("SRV-0", contact)


class Guessing(ServerTest):
    def guesses(self):
        def work(index):
            chance = random.Random(index)
            connection = Connection(self.server.port, f"203.0.113.{index}")
            try:
                return [connection.lookup(*guess(chance)) for _ in range(GUESSES // CLIENTS)]
            finally:
                connection.peer.close()
        with ThreadPoolExecutor(8) as clients:
            return [answer for answers in clients.map(work, range(CLIENTS)) for answer in answers]

    def assert_blind(self, answers, statuses):
        self.assertEqual({status for status, _, _ in answers} - statuses, set())
        misses = [answer for answer in answers if answer[0] == 404]
        self.assertGreater(len(misses), 0)
        hashes = {hashlib.sha256(repr(answer).encode()).hexdigest() for answer in misses}
        self.assertEqual(len(hashes), 1)
        print(f"{len(answers)} guesses: 0 hits, {len(misses)} misses with one hash {hashes.pop()[:16]}", flush=True)


class Unlimited(Guessing):
    """Every guess reaches the database."""
    config = {"limits": NO_LOOKUP_LIMITS, "trusted_proxies": ["127.0.0.1"], "deadlines_ms": {"miss_floor": 0}}

    def test_guesses_give_no_hit_and_one_answer(self):
        self.assert_blind(self.guesses(), {404})


class Limited(Guessing):
    """As a shop runs it, without the wait."""
    config = {"trusted_proxies": ["127.0.0.1"], "deadlines_ms": {"miss_floor": 0}}

    def test_fifty_addresses_get_a_handful_of_answers(self):
        begin = time.monotonic()
        answers = self.guesses()
        minutes = 1 + int((time.monotonic() - begin) / 60)
        self.assert_blind(answers, {404, 429, 403})
        self.assertLessEqual(sum(status == 404 for status, _, _ in answers), 60 * minutes, "more misses than the shop allows")


class Timing(ServerTest):
    """T2, at the server, with the floor taken away: what is left is the work itself. Even numbers exist, odd ones do not."""
    config = {"limits": NO_LOOKUP_LIMITS, "deadlines_ms": {"miss_floor": 0}}

    @classmethod
    def prepare(cls):
        orders = [{**ORDERS[0], "number": f"T-{number}"} for number in range(1000, 3000, 2)]
        assert import_orders(cls.folder, orders, name="even.json").returncode == 0

    def test_a_number_that_exists_is_not_slower_to_miss(self):
        """A difference shows in every round; what other programs do to the clock does not."""
        self.assertTrue(any(self.is_alike(chance) for chance in map(random.Random, range(ROUNDS))), f"|t| >= {MAX_T} in {ROUNDS} rounds")

    def is_alike(self, chance):
        connection = Connection(self.server.port, "")
        self.addCleanup(connection.peer.close)
        taken = [], []
        order = [0, 1] * (TIMED + 50)
        chance.shuffle(order)
        for i, odd in enumerate(order):
            number = f"T-{chance.randrange(1000, 2900, 2) + odd}"
            begin = time.perf_counter_ns()
            self.assertEqual(connection.lookup(number, "09120000044")[0], 404)
            if i >= 100:   # warm
                taken[odd].append((time.perf_counter_ns() - begin) / 1000)
        # The longest tenth is other programs on this machine; with it a difference would be harder to see.
        there, nowhere = (sorted(times)[:len(times) * 9 // 10] for times in taken)
        t = (statistics.mean(there) - statistics.mean(nowhere)) / math.sqrt(statistics.variance(there) / len(there) + statistics.variance(nowhere) / len(nowhere))
        print(f"2 x {TIMED} misses: Welch t {t:.2f}, medians {statistics.median(there):.1f} and {statistics.median(nowhere):.1f} us", flush=True)
        return abs(t) < MAX_T


if __name__ == "__main__":
    unittest.main()
