"""Limits and deadlines, with bytes that no browser sends."""
import contextlib
import hashlib
import json
import socket
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import JSON_TYPE, NO_FORM_LIMITS, NO_LOOKUP_LIMITS, ServerTest, UNLIMITED, feedback, read_all, rows, status_of, wait_until

BODY = json.dumps(feedback()).encode()


def solution(challenge):
    """The widget's search (core/orders/challenge.cpp), by another hand."""
    for number in range(1 << 24):
        digest = hashlib.sha256(f"{challenge['salt']}:{number}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - challenge["bits"]) == 0:
            return number
    raise AssertionError("no solution")


FAST = {"header": 400, "body": 400, "write": 1000, "idle": 600, "stop": 2000, "miss_floor": 0}


def head(*lines, first=b"POST /v1/feedback HTTP/1.1"):
    return b"\r\n".join([first, b"Host: a", b"Content-Type: application/json", *lines]) + b"\r\n\r\n"


class Framing(ServerTest):
    config = {**UNLIMITED, "deadlines_ms": FAST}

    def test_length_beside_transfer_encoding_is_refused(self):
        self.assertEqual(self.server.talk(head(b"Content-Length: 5", b"Transfer-Encoding: chunked") + b"0\r\n\r\n"), 400)
        self.assertEqual(self.server.talk(head(b"Transfer-Encoding: chunked", b"Content-Length: 5") + b"0\r\n\r\n"), 400)

    def test_framing_that_two_parsers_could_read_differently_is_refused(self):
        for lines in ((b"Content-Length: 5", b"Content-Length: 6"), (b"Content-Length: +5",), (b"Content-Length: 5x",), (b"Content-Length: -1",),
                      (b"Transfer-Encoding: gzip, chunked",), (b"Transfer-Encoding: chunked, chunked",), (b"Transfer-Encoding: xchunked",),
                      (b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"), (b"Content-Length : 5",), (b" folded: x",), (b"Host: b",)):
            self.assertEqual(self.server.talk(head(*lines) + b"0\r\n\r\n"), 400, lines)

    def test_broken_requests_are_refused(self):
        for data in (b"GET\r\n\r\n", b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", b"GET /\r\n\r\n", b"\0\0\0\0\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
                     b"GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", b"GET * HTTP/1.1\r\nHost: a\r\n\r\n", b"G\xd8T / HTTP/1.1\r\nHost: a\r\n\r\n",
                     b"GET / HTTP/1.1\nHost: a\n\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"):
            self.assertIn(self.server.talk(data), (400, 408), data)

    def test_broken_chunks_are_refused(self):
        for chunks in (b"-1\r\nx\r\n0\r\n\r\n", b"zz\r\n", b"ffffffffffffffffff\r\n", b"5\r\nabcdefgh\r\n"):
            self.assertIn(self.server.talk(head(b"Transfer-Encoding: chunked") + chunks), (400, 413), chunks)

    def test_a_chunked_body_is_read(self):
        parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:10], BODY[10:])) + b"0\r\n\r\n"
        self.assertEqual(self.server.talk(head(b"Transfer-Encoding: chunked", b"Connection: close") + parts), 201)

    def test_http_1_0_is_answered_and_closed(self):
        with self.server.connect() as peer:
            peer.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            data = read_all(peer)
        self.assertTrue(data.startswith(b"HTTP/1.0 200"), data)

    def test_requests_sent_together_are_answered_in_order(self):
        with self.server.connect() as peer:
            peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\nGET /v1/config HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            data = read_all(peer)
        self.assertEqual([part.split(b" ", 1)[0] for part in data.split(b"HTTP/1.1 ")[1:]], [b"200", b"404", b"200"])

    def test_a_client_that_waits_for_100_continue_gets_it(self):
        with self.server.connect() as peer:
            peer.sendall(head(b"Content-Length: %d" % len(BODY), b"Expect: 100-continue", b"Connection: close"))
            self.assertTrue(peer.recv(100).startswith(b"HTTP/1.1 100"))
            peer.sendall(BODY)
            self.assertIn(status_of(read_all(peer)), (200, 201))


class Sizes(ServerTest):
    config = {**UNLIMITED, "deadlines_ms": FAST}

    def test_a_body_over_the_limit_is_refused_before_it_is_read(self):
        self.assertEqual(self.server.talk(head(b"Content-Length: 100000000")), 413)
        self.assertEqual(self.server.talk(head(b"Content-Length: 16385") + b" " * 16385), 413)
        self.assertEqual(self.server.talk(head(b"Transfer-Encoding: chunked") + b"4001\r\n" + b" " * 0x4001 + b"\r\n0\r\n\r\n"), 413)
        self.assertEqual(self.server.talk(head(b"Content-Length: 4097", first=b"POST /v1/orders/lookup HTTP/1.1") + b" " * 4097), 413)

    def test_a_body_at_the_limit_is_read(self):
        padded = BODY + b" " * (16384 - len(BODY))
        self.assertIn(self.server.talk(head(b"Content-Length: 16384", b"Connection: close") + padded), (200, 201))

    def test_a_get_has_no_body(self):
        self.assertEqual(self.server.talk(b"GET /v1/config HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"), 413)

    def test_long_addresses_are_refused(self):
        for length in (2049, 5000, 60000):
            self.assertEqual(self.server.talk(b"GET /" + b"a" * length + b" HTTP/1.1\r\nHost: a\r\n\r\n"), 414, length)

    def test_large_headers_are_refused(self):
        self.assertEqual(self.server.talk(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 9000 + b"\r\n\r\n"), 431)
        self.assertEqual(self.server.talk(b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 70 + b"\r\n"), 431)

    def test_endless_headers_cost_no_memory(self):
        before = self.server.rss_kb()
        with self.server.connect() as peer:
            peer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
            try:
                for _ in range(640):   # 40 MB
                    peer.sendall(b"X-Bomb: " + b"a" * 65528)
            except (BrokenPipeError, ConnectionResetError):
                pass
        self.assertLess(self.server.rss_kb() - before, 5000)

    def test_a_deep_document_is_refused(self):
        body = b'{"a":' * 2000 + b"1" + b"}" * 2000
        self.assert_problem(self.post("/v1/feedback", body), 400, "bad-request")


class Deadlines(ServerTest):
    """Each deadline is set far below its default; what is asserted is that the default did not count."""
    config = {**UNLIMITED, "deadlines_ms": FAST}

    def trickle(self, start, piece, every_s=0.05, seconds=20):
        """Sends a byte now and then; the answer's status and when the server had enough."""
        begin = time.monotonic()
        with self.server.connect() as peer:
            peer.sendall(start)
            peer.settimeout(every_s)
            while time.monotonic() - begin < seconds:
                try:
                    if data := peer.recv(4096):
                        return status_of(data), time.monotonic() - begin
                    return None, time.monotonic() - begin
                except TimeoutError:
                    pass
                try:
                    peer.sendall(piece)
                except OSError:
                    return None, time.monotonic() - begin
        self.fail("the server waited on")

    def test_a_slow_header_is_dropped_however_it_trickles(self):
        status, after_s = self.trickle(b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"a")
        self.assertEqual(status, 408)
        self.assertLess(after_s, 4.5)

    def test_a_slow_body_is_dropped_however_it_trickles(self):
        status, after_s = self.trickle(head(b"Content-Length: 1000"), b" ")
        self.assertEqual(status, 408)
        self.assertLess(after_s, 9)

    def test_silence_is_dropped_without_a_word(self):
        begin = time.monotonic()
        with self.server.connect() as peer:
            self.assertEqual(read_all(peer), b"")
        self.assertLess(time.monotonic() - begin, 4.5)

    def test_an_idle_connection_is_closed(self):
        begin = time.monotonic()
        with self.server.connect() as peer:
            peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            self.assertEqual(status_of(read_all(peer)), 200)
        self.assertLess(time.monotonic() - begin, 14)

    def test_good_clients_are_served_among_many_slow_ones(self):
        slow = []
        try:
            for _ in range(400):
                peer = self.server.connect()
                peer.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
                slow.append(peer)
            self.assertEqual(self.get("/healthz").status, 200)
        finally:
            for peer in slow:
                peer.close()


class Connections(ServerTest):
    config = {**UNLIMITED, "limits": {**UNLIMITED["limits"], "connections": 5}}

    def test_connections_over_the_limit_get_503_and_those_within_work(self):
        held = [self.server.connect() for _ in range(5)]
        try:
            for peer in held:   # so that the server has surely counted them
                peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                self.assertEqual(status_of(peer.recv(4096)), 200)
            with self.server.connect() as extra:
                data = read_all(extra)
            self.assertTrue(data.startswith(b"HTTP/1.1 503"), data)
            self.assertIn(b"Retry-After", data)
        finally:
            for peer in held:
                peer.close()
        time.sleep(0.3)
        self.assertEqual(self.get("/healthz").status, 200)


class ConnectionsOfOneAddress(ServerTest):
    """Each 127.0.0.x is a client of its own; 127.0.0.1 is this machine, where a proxy may be."""
    config = {**UNLIMITED, "limits": {**UNLIMITED["limits"], "connections": 40, "connections_per_client": 5}, "metrics_listen": "0"}

    def hold(self, address, count):
        """Connections from there, each with the status of a request on it, or None when it was turned away."""
        peers = [socket.create_connection(("127.0.0.1", self.server.port), timeout=10, source_address=(address, 0)) for _ in range(count)]
        for peer in peers:
            self.addCleanup(peer.close)
        return [self.ask(peer) for peer in peers]

    @staticmethod
    def ask(peer):
        try:
            peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            return status_of(peer.recv(4096))
        except ConnectionError:
            return None

    def test_one_address_holds_its_share_and_others_come_in(self):
        first = self.hold("127.0.0.2", 30)
        self.assertEqual(first.count(200), 5)
        self.assertTrue(set(first) <= {200, 503, None}, first)
        self.assertEqual(self.hold("127.0.0.3", 4), [200] * 4)
        self.assertEqual(self.hold("127.0.0.1", 8), [200] * 8, "this machine is not counted")
        figures = self.server.figures()
        self.assertEqual(figures['pasokh_connections_refused_total{limit="client"}'], 25)
        self.assertEqual(figures['pasokh_connections_refused_total{limit="all"}'], 0)

    def test_a_place_that_was_left_is_free_again(self):
        for _ in range(3):
            with contextlib.ExitStack() as open_ones:
                for _ in range(5):
                    peer = open_ones.enter_context(socket.create_connection(("127.0.0.1", self.server.port), timeout=10, source_address=("127.0.0.9", 0)))
                    self.assertEqual(self.ask(peer), 200)
            self.assertTrue(wait_until(lambda: self.server.figures()["pasokh_connections"] == 0))


class Rates(ServerTest):
    config = {"limits": {**NO_LOOKUP_LIMITS, **NO_FORM_LIMITS, "lookups_per_minute": 10, "feedback_per_minute": 3}, "deadlines_ms": {"miss_floor": 0}}

    def test_the_eleventh_lookup_of_a_minute_waits_whether_it_would_hit_or_miss(self):
        statuses = [self.lookup("SRV-1", phone="09120000044").status for _ in range(10)]
        self.assertEqual(statuses, [404] * 10)
        for phone in ("09120000044", "09120000045"):
            answer = self.lookup("SRV-1", phone=phone)
            self.assert_problem(answer, 429, "rate-limited")
            self.assertTrue(1 <= int(answer["retry-after"]) <= 6, answer["retry-after"])
            self.assertEqual(answer.json()["retry_after"], int(answer["retry-after"]))

    def test_feedback_has_a_budget_of_its_own(self):
        self.assertEqual([self.post("/v1/feedback", feedback()).status for _ in range(4)], [201, 201, 201, 429])


FLOOR_S = 0.3


class Misses(ServerTest):
    config = {"limits": NO_LOOKUP_LIMITS}   # and the default floor

    def test_a_miss_takes_three_tenths_of_a_second_and_a_hit_does_not(self):
        def took(phone, status):
            begin = time.monotonic()
            self.assertEqual(self.lookup("SRV-1", phone=phone).status, status)
            return time.monotonic() - begin
        self.assertGreaterEqual(took("09120000044", 404), FLOOR_S)
        self.assertLess(min(took("09120000045", 200) for _ in range(5)), FLOOR_S)

    def test_misses_wait_beside_each_other(self):
        """No thread sleeps: fifty at once wait far less than one after the other."""
        begin = time.monotonic()
        with ThreadPoolExecutor(50) as clients:
            statuses = list(clients.map(lambda i: self.lookup(f"N{i}", phone="09120000045").status, range(50)))
        self.assertEqual(statuses, [404] * 50)
        self.assertLess(time.monotonic() - begin, 50 * FLOOR_S / 3)


class Guesses(ServerTest):
    """Clients by X-Forwarded-For, as behind a proxy."""
    config = {"limits": {**NO_LOOKUP_LIMITS, "misses_per_client": 5, "misses_per_number": 5, "misses_per_contact": 10},
              "trusted_proxies": ["127.0.0.1"], "deadlines_ms": {"miss_floor": 0}}

    def lookup_from(self, client, number, **contact):
        return self.post("/v1/orders/lookup", {"number": number, "contact": contact}, {"X-Forwarded-For": client})

    def test_five_misses_make_one_client_wait_a_quarter_of_an_hour(self):
        statuses = [self.lookup_from("203.0.113.1", f"A{i}", phone=f"0912000010{i}").status for i in range(5)]
        self.assertEqual(statuses, [404] * 5)
        answer = self.lookup_from("203.0.113.1", "SRV-1", phone="09120000045")
        self.assert_problem(answer, 429, "rate-limited")
        self.assertTrue(890 <= int(answer["retry-after"]) <= 900, answer["retry-after"])
        self.assertEqual(self.lookup_from("203.0.113.2", "SRV-1", phone="09120000045").status, 200)

    def test_customers_of_one_ipv6_network_share_a_pause(self):
        for i in range(5):
            self.lookup_from(f"2001:db8::{i}", f"B{i}", phone=f"0912000020{i}")
        self.assertEqual(self.lookup_from("2001:db8::ffff", "SRV-1", phone="09120000045").status, 429)
        self.assertEqual(self.lookup_from("2001:db8:0:1::1", "SRV-1", phone="09120000045").status, 200)

    def test_a_number_that_is_guessed_at_closes_without_a_sign(self):
        guesses = [self.lookup_from(f"198.51.100.{i}", "SRV-2", phone=f"0912000030{i}") for i in range(5)]
        closed = self.lookup_from("198.51.100.99", "SRV-2", email="only@example.ir")   # the right contact
        def shape(answer):
            return answer.status, answer.body, {name: value for name, value in answer.headers.items() if name != "date"}
        self.assertEqual({str(shape(answer)) for answer in guesses}, {str(shape(closed))})

    def test_a_leaked_contact_is_tried_with_ten_numbers_at_most(self):
        """The eleventh would be right, and is not told so."""
        for i in range(10):
            self.lookup_from(f"192.0.2.{i}", f"C{i}", email="sara@example.ir")
        self.assertEqual(self.lookup_from("192.0.2.99", "SRV-1", email="sara@example.ir").status, 404)
        self.assertEqual(self.lookup_from("192.0.2.99", "SRV-1", phone="09120000045").status, 200)


class Attack(ServerTest):
    config = {"limits": {**NO_LOOKUP_LIMITS, "misses_before_challenge": 20, "challenges_per_minute": 0}, "trusted_proxies": ["127.0.0.1"], "deadlines_ms": {"miss_floor": 0}}

    def test_when_many_miss_a_lookup_needs_work(self):
        statuses = [self.lookup(f"N{i}", phone="09120000045").status for i in range(21)]
        self.assertEqual(statuses, [404] * 20 + [403])
        self.assert_problem(self.lookup("SRV-1", phone="09120000045"), 403, "challenge-required")


class ShopUnderAttack(ServerTest):
    config = Attack.config

    def solved(self):
        challenge = self.post("/v1/challenge", {}).json()
        return {**challenge, "number": solution(challenge)}

    def lookup_with(self, pow):
        return self.post("/v1/orders/lookup", {"number": "SRV-1", "contact": {"phone": "09120000045"}, "pow": pow})

    def test_solved_work_opens_the_door_once(self):
        while self.lookup("N", phone="09120000045").status == 404:
            pass
        pow = self.solved()
        self.assertEqual(pow["bits"], 16)
        self.assertEqual(self.lookup_with(pow).status, 200)
        self.assert_problem(self.lookup_with(pow), 403, "challenge-required")
        self.assertEqual(self.lookup_with(self.solved()).status, 200)
        self.assertEqual(len(rows(self.folder, "SELECT * FROM seen_nonce WHERE purpose = 'challenge'")), 2)

    def test_work_that_is_not_ours_or_not_done_opens_nothing(self):
        while self.lookup("N", phone="09120000045").status == 404:
            pass
        pow = self.solved()
        easy = {**pow, "bits": 1}
        later = {**pow, "expires_at": "2036-01-01T00:00:00Z"}
        for wrong in (easy, later, {**pow, "number": pow["number"] + 1}, {**pow, "salt": pow["salt"] + "A"}, {**pow, "signature": pow["signature"][:-1]},
                      {**pow, "signature": "A" * 43}):
            self.assert_problem(self.lookup_with(wrong), 403, "challenge-required")
        for wrong, pointer in (({**pow, "number": -1}, "/pow/number"), ({**pow, "number": "1"}, "/pow/number"), ({**pow, "number": 2**60}, "/pow/number"), ({}, "/pow/salt"),
                               ({**pow, "bits": 0}, "/pow/bits"), ({**pow, "expires_at": "soon"}, "/pow/expires_at"), ({**pow, "more": 1}, "/pow/more"), ([], "/pow")):
            answer = self.lookup_with(wrong)
            self.assert_problem(answer, 422, "validation")
            self.assertIn(pointer, [fault["pointer"] for fault in answer.json()["errors"]])
        self.assertEqual(self.lookup_with(pow).status, 200, "what was wrong used nothing up")

    def test_a_challenge_takes_no_fields(self):
        self.assert_problem(self.post("/v1/challenge", {"bits": 1}), 422, "validation")
        self.assert_problem(self.post("/v1/challenge", b"{"), 400, "bad-request")


class Challenges(ServerTest):
    def test_one_client_gets_ten_a_minute(self):
        self.assertEqual([self.post("/v1/challenge", {}).status for _ in range(11)], [200] * 10 + [429])


class Forwarded(ServerTest):
    config = {"limits": {**NO_LOOKUP_LIMITS, "lookups_per_minute": 10}, "deadlines_ms": {"miss_floor": 0}}

    def test_a_forwarded_address_is_not_believed(self):
        for i in range(12):
            answer = self.post("/v1/orders/lookup", {"number": "1", "contact": {"phone": "09120000045"}}, {"X-Forwarded-For": f"10.0.0.{i}"})
        self.assertEqual(answer.status, 429)


class BehindAProxy(ServerTest):
    config = {"limits": {**NO_LOOKUP_LIMITS, "lookups_per_minute": 2}, "trusted_proxies": ["127.0.0.1"]}

    def lookup_from(self, forwarded):
        return self.post("/v1/orders/lookup", {"number": "X", "contact": {"phone": "09120000045"}}, {"X-Forwarded-For": forwarded}).status

    def test_each_customer_of_a_named_proxy_has_a_limit_of_their_own(self):
        self.assertEqual([self.lookup_from("203.0.113.1") for _ in range(3)], [404, 404, 429])
        self.assertEqual(self.lookup_from("203.0.113.2"), 404)

    def test_what_a_customer_writes_before_the_proxys_word_changes_nothing(self):
        self.assertEqual([self.lookup_from(f"198.51.100.{i}, 203.0.113.9") for i in range(3)], [404, 404, 429])


if __name__ == "__main__":
    unittest.main()
