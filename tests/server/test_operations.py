"""The operator's listener, Prometheus figures and log lines: what they tell, and what they must never tell."""
import http.client
import json
import pathlib
import re
import resource
import signal
import subprocess
import unittest

from harness import JSON_TYPE, PASOKH, UNLIMITED, FolderTest, Server, ServerTest, feedback, read_all, sqlite_only, wait_until

LOGGED = {**UNLIMITED, "metrics_listen": "127.0.0.1:0", "log": "info"}
SAMPLE = re.compile(r'^([a-z_]+)(?:\{([a-z_]+="[^"\\]*"(?:,[a-z_]+="[^"\\]*")*)\})? (\S+)$')


def operator_port(server):
    line = server.process.stdout.readline().decode()
    assert line.startswith("metrics on http://127.0.0.1:"), line
    return int(line.rsplit(":", 1)[1])


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("content-type"), answer.read().decode()
    finally:
        connection.close()


class Operations(ServerTest):
    config = LOGGED

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.port = operator_port(cls.server)

    def figures(self):
        status, kind, text = get(self.port, "/metrics")
        self.assertEqual((status, kind), (200, "text/plain; version=0.0.4; charset=utf-8"))
        self.assertTrue(text.endswith("\n"))
        found = {}
        for line in text.splitlines():
            if line.startswith("# "):
                self.assertRegex(line, r"^# (HELP|TYPE) pasokh_[a-z_]+ \S")
                continue
            match = SAMPLE.match(line)
            self.assertIsNotNone(match, line)
            self.assertNotIn((match[1], match[2]), found)
            found[match[1], match[2]] = float(match[3])
        return found

    def log(self):
        return [json.loads(line) for line in self.server.stderr().splitlines()]

    def settled(self):
        """A figure is counted after the answer has left, and before the connection is gone."""
        self.assertTrue(wait_until(lambda: self.figures()["pasokh_connections", None] == 0))
        return self.figures()

    def difference(self, action):
        before = self.settled()
        action()
        after = self.settled()
        return {key: value - before.get(key, 0) for key, value in after.items() if value != before.get(key, 0)}

    def test_each_outcome_has_its_figure(self):
        body = feedback()

        def use():
            self.assertEqual(self.lookup("SRV-1", phone="09120000045").status, 200)
            for _ in range(2):
                self.assertEqual(self.lookup("SRV-1", phone="09120000046").status, 404)
            self.assertEqual([self.post("/v1/feedback", body).status for _ in range(3)], [201, 200, 200])
            self.assertEqual(self.get("/nothing/here").status, 404)

        changed = self.difference(use)
        for name, labels, value in [
            ("pasokh_order_lookups_total", 'result="hit"', 1), ("pasokh_order_lookups_total", 'result="miss"', 2),
            ("pasokh_outbox_items_total", 'route="/v1/feedback",result="accepted"', 1), ("pasokh_outbox_items_total", 'route="/v1/feedback",result="duplicate"', 2),
            ("pasokh_requests_total", 'route="/v1/orders/lookup",class="2xx"', 1), ("pasokh_requests_total", 'route="/v1/orders/lookup",class="4xx"', 2),
            ("pasokh_requests_total", 'route="/v1/feedback",class="2xx"', 3), ("pasokh_requests_total", 'route="unmatched",class="4xx"', 1),
            ("pasokh_request_duration_seconds_count", 'route="/v1/feedback"', 3), ("pasokh_request_duration_seconds_bucket", 'route="/v1/feedback",le="+Inf"', 3),
        ]:
            self.assertEqual(changed.get((name, labels)), value, (name, labels, changed))

    def test_durations_are_a_growing_histogram(self):
        counted = "pasokh_request_duration_seconds_count", 'route="/v1/orders/lookup"'
        self.lookup("SRV-1", phone="09120000045")
        figures = self.settled()
        buckets = [value for (name, labels), value in figures.items() if name.endswith("_bucket") and 'route="/v1/orders/lookup"' in labels]
        self.assertEqual(buckets, sorted(buckets))
        self.assertEqual(buckets[-1], figures[counted])
        self.assertGreater(figures["pasokh_request_duration_seconds_sum", 'route="/v1/orders/lookup"'], 0)

    def test_open_connections_are_counted(self):
        before = self.settled()["pasokh_connections", None]
        peers = [self.server.connect() for _ in range(5)]
        self.assertTrue(wait_until(lambda: self.figures()["pasokh_connections", None] == before + 5))
        for peer in peers:
            peer.close()
        self.assertTrue(wait_until(lambda: self.figures()["pasokh_connections", None] == before))

    def test_health_and_readiness_answer_on_the_operators_listener(self):
        self.assertEqual(get(self.port, "/healthz")[0], 200)
        status, _, text = get(self.port, "/readyz")
        self.assertEqual((status, json.loads(text)), (200, {"status": "ready", "content": "none"}))

    def test_the_listeners_do_not_mix(self):
        for path in ("/metrics", "/readyz"):
            self.assertEqual(self.get(path).status, 404)
        for path in ("/v1/config", "/v1/orders/lookup", "/"):
            self.assertEqual(get(self.port, path)[0], 404)

    def test_a_line_tells_the_request_by_its_route(self):
        before = len(self.log())
        answer = self.post("/v1/feedback", feedback())
        self.assertTrue(wait_until(lambda: len(self.log()) > before))   # it is written after the answer was sent
        line = self.log()[before]
        self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        self.assertEqual({name: line[name] for name in ("level", "event", "method", "route", "status", "bytes")},
                         {"level": "info", "event": "request", "method": "POST", "route": "/v1/feedback", "status": 201, "bytes": len(answer.body)})
        self.assertEqual(set(line), {"time", "level", "event", "method", "route", "status", "ms", "bytes", "request_id"})
        self.assertTrue(0 < line["ms"] < 5000)
        self.assertRegex(line["request_id"], "^[0-9A-HJKMNP-TV-Z]{26}$")

    def test_nothing_a_customer_sends_is_told(self):
        canary = "canary.person@example.ir", "09125551234", "CANARY-ORDER-77", "کاناری", "canarycookie", "2001:db8::77"
        mail, phone, number, words, cookie, address = canary
        headers = {"Cookie": cookie, "Referer": f"https://shop.example/?mail={mail}", "User-Agent": cookie, "X-Forwarded-For": address,
                   "Origin": f"https://{cookie}.example", "Authorization": cookie, "X-Request-Id": cookie}
        for path in (f"/v1/config?phone={phone}", f"/{number}", f"/v1/orders/{phone}", f"/v1/orders/lookup?{mail}", f"/%{phone}", "/" + "a" * 3000 + phone):
            for method in ("GET", "POST", "HEAD", "OPTIONS", "DELETE", cookie):
                self.server.request(method, path, headers=headers)
        for contact in ({"email": mail}, {"phone": phone}, {"phone": mail}):
            self.post("/v1/orders/lookup", {"number": number, "contact": contact}, {"Referer": mail})
        self.post("/v1/feedback", feedback(comment=words + mail, subject=number))
        self.post("/v1/feedback", feedback(score=words))
        self.post("/v1/feedback", feedback(id=phone))
        self.post("/v1/feedback", f'{{"id": "{phone}'.encode())
        for raw in (f"GET /{phone}\r\n\r\n", f"{cookie} {phone} {mail}\r\n\r\n", f"GET / HTTP/1.1\r\nHost: {mail}\r\n{cookie}\r\n\r\n",
                    f"POST /v1/feedback HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n{phone}"):
            with self.server.connect() as peer:
                peer.sendall(raw.encode())
                peer.shutdown(1)
                read_all(peer)
        told = self.server.stderr() + get(self.port, "/metrics")[2]
        self.assertGreater(len(self.log()), 40)
        for secret in (*canary, "5551234", "canary.person", "CANARY", "127.0.0.1"):
            self.assertNotIn(secret.lower(), told.lower())
        self.assertEqual({line["route"] for line in self.log()} - {"/v1/config", "/v1/orders/lookup", "/v1/feedback", "/healthz", "unmatched"}, set())


class Refusals(ServerTest):
    config = {"limits": {"lookups_per_minute": 2, "connections": 3}, "metrics_listen": "127.0.0.1:0"}

    def assert_told(self, port, figure):
        self.assertTrue(wait_until(lambda: figure in get(port, "/metrics")[2]), figure + get(port, "/metrics")[2])

    def test_refusals_are_counted_and_quiet_at_the_default_level(self):
        port = operator_port(self.server)
        for _ in range(5):
            self.lookup("X", phone="09120000045")
        self.assert_told(port, 'pasokh_limit_refusals_total{route="/v1/orders/lookup"} 3\n')
        self.assert_told(port, "pasokh_connections 0\n")
        peers = [self.server.connect() for _ in range(6)]
        self.assert_told(port, 'pasokh_connections_refused_total{limit="all"} 3\n')
        for peer in peers:
            peer.close()
        self.assertEqual(self.server.stderr(), "")


@sqlite_only
class Readiness(FolderTest):
    def test_a_disk_that_cannot_be_written_is_not_ready(self):
        def full_disk():   # whatever is written beyond this size fails
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))

        server = Server(self.folder, {"metrics_listen": "127.0.0.1:0", "log": "info"}, preexec_fn=full_disk)
        self.addCleanup(server.kill)
        port = operator_port(server)
        self.assertEqual(get(port, "/readyz")[0], 200)
        self.assertTrue(wait_until(lambda: get(port, "/readyz")[0] == 503, 30))
        failed = server.request("GET", "/healthz")
        self.assertEqual(failed.status, 503)
        self.assertTrue(wait_until(lambda: failed["x-request-id"] in server.stderr()))
        lines = [json.loads(line) for line in server.stderr().splitlines()]
        self.assertTrue(any(line["event"] == "problem" and line["where"] == "writer" for line in lines), lines)


class Configured(FolderTest):
    def refused(self, config):
        with self.assertRaises(AssertionError) as refused:
            Server(self.folder, config)
        return str(refused.exception)

    def test_strangers_cannot_read_figures_unless_the_owner_says_so(self):
        self.assertIn("can be reached from other machines", self.refused({"metrics_listen": "0.0.0.0:0"}))
        server = Server(self.folder, {"metrics_listen": "0.0.0.0:0", "metrics_public": True})
        self.addCleanup(server.kill)
        self.assertEqual(server.stop(), 0)

    def test_the_documented_configuration_is_valid(self):
        text = (pathlib.Path(__file__).resolve().parents[2] / "shell/server/config.md").read_text()
        (self.folder / "shop.json").write_text(text.split("```json\n", 1)[1].split("```", 1)[0])
        done = subprocess.run([PASOKH, "doctor", "--config", str(self.folder / "shop.json")], capture_output=True, text=True, timeout=30)
        self.assertIn("ok    config", done.stdout)

    def test_a_wrong_proxy_is_refused(self):
        self.assertIn("trusted_proxies", self.refused({"trusted_proxies": ["proxy.example"]}))

    def test_a_wrong_level_is_refused(self):
        self.assertIn('"warn" or "info"', self.refused({"log": "all"}))

    def test_both_listeners_stop_at_once(self):
        server = Server(self.folder, {"metrics_listen": "127.0.0.1:0"})
        self.addCleanup(server.kill)
        peer = http.client.HTTPConnection("127.0.0.1", operator_port(server), timeout=10)
        peer.request("GET", "/metrics")
        peer.getresponse().read()
        self.assertEqual(server.stop(3), 0)
        peer.close()


if __name__ == "__main__":
    unittest.main()
