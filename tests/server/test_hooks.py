"""POST /hooks/orders: orders signed by Standard Webhooks. A genuine delivery lands once; everything else is refused."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import secrets
import subprocess
import threading
import time

from harness import ORDERS, PASOKH, FolderTest, Server, ServerTest, import_orders, rows

KEY = b"an old secret of thirty-two byte"
NEW_KEY = b"the new secret, also 32 bytes ok"


def whsec(key):
    return "whsec_" + base64.b64encode(key).decode()


def sign(key, identifier, timestamp, body):
    mac = hmac.new(key, f"{identifier}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(mac).decode()


def order(number="W-1", **changes):
    return {**ORDERS[0], "number": number, **changes}


class HookTest(ServerTest):
    config = {"limits": {"lookups_per_minute": 0}, "hooks": {"orders_secret_file": "hook.secret"}, "metrics_listen": "0"}

    @classmethod
    def prepare(cls):
        (cls.folder / "hook.secret").write_text(f"{whsec(KEY)}\n{whsec(NEW_KEY)}\n")

    def deliver(self, body, identifier=None, key=KEY, timestamp=None, signature=None, headers=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        identifier = identifier or "msg_" + secrets.token_hex(8)
        timestamp = str(int(time.time())) if timestamp is None else str(timestamp)
        sent = {"webhook-id": identifier, "webhook-timestamp": timestamp,
                "webhook-signature": sign(key, identifier, timestamp, data) if signature is None else signature, **(headers or {})}
        return self.server.request("POST", "/hooks/orders", data, {name: value for name, value in sent.items() if value is not None})

    def metrics(self):
        if not hasattr(type(self), "metrics_port"):
            line = self.server.process.stdout.readline().decode()
            type(self).metrics_port = int(line.rsplit(":", 1)[1])
        connection = http.client.HTTPConnection("127.0.0.1", self.metrics_port, timeout=10)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        connection.close()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if not line.startswith("#")}


class Genuine(HookTest):
    def test_one_order_or_many_arrive_and_can_be_looked_up(self):
        answer = self.deliver(order("W-1"))
        self.assertEqual((answer.status, answer.json()), (200, {"added": 1, "updated": 0, "unchanged": 0}))
        self.assertEqual(self.deliver([order("W-2"), order("W-3")]).json()["added"], 2)
        self.assertEqual(self.deliver({"orders": [order("W-4")]}).json()["added"], 1)
        self.assertEqual(self.lookup("W-3", phone="09120000045").json()["city"], "تهران")
        self.assertEqual(rows(self.folder, "SELECT order_id, source FROM sales_order WHERE number = 'W-1'"), [("api:W1", "api")])

    def test_an_update_replaces_and_an_older_one_does_not(self):
        self.deliver(order("W-10"))
        self.assertEqual(self.deliver(order("W-10", city="قم", updated_at="2026-11-05")).json()["updated"], 1)
        self.assertEqual(self.deliver(order("W-10", city="یزد", updated_at="2026-11-04")).json()["unchanged"], 1)
        self.assertEqual(self.lookup("W-10", phone="09120000045").json()["city"], "قم")

    def test_an_escaped_key_is_the_same_key(self):
        body = json.dumps({"orders": [order("W-31"), order("W-32")]}).replace('"orders"', '"\\u006frders"').encode()
        self.assertEqual(self.deliver(body).json(), {"added": 2, "updated": 0, "unchanged": 0})
        wrong = json.dumps({"orders": [order("W-33", phone="12")]}).replace('"orders"', '"\\u006frders"').encode()
        self.assertEqual(self.deliver(wrong).json()["errors"], [{"pointer": "/orders/0/phone", "code": "format"}])

    def test_of_one_order_from_two_sources_the_later_change_is_shown(self):
        for number, first, later in (("W-34", "2026-11-02", "2026-11-05"), ("W-35", "2026-11-05", "2026-11-02")):
            self.deliver(order(number, updated_at=first, city=first))
            self.assertEqual(import_orders(self.folder, [order(number, updated_at=later, city=later)], arguments=("--shop", "demo")).returncode, 0)
            self.assertEqual(self.lookup(number, phone="09120000045").json()["city"], "2026-11-05")

    def test_a_replay_answers_200_and_does_nothing(self):
        body = order("W-20")
        first = self.deliver(body, "msg_once")
        self.assertEqual((first.status, first["idempotent-replayed"]), (200, None))
        again = self.deliver(order("W-20", city="کرج", updated_at="2026-12-01"), "msg_once")
        self.assertEqual((again.status, again["idempotent-replayed"], again.json()["updated"]), (200, "true", 0))
        self.assertEqual(self.lookup("W-20", phone="09120000045").json()["city"], "تهران")

    def test_sixteen_at_once_of_one_delivery_write_once(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.deliver(order("W-30"), "msg_storm"))) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([answer.status for answer in answers], [200] * 16)
        self.assertEqual(sum(answer.json()["added"] for answer in answers), 1)

    def test_either_secret_and_several_signatures_work_while_secrets_are_exchanged(self):
        self.assertEqual(self.deliver(order("W-40"), key=NEW_KEY).status, 200)
        data, identifier, timestamp = json.dumps(order("W-41")).encode(), "msg_two", str(int(time.time()))
        both = " ".join(["v1a,AAAA", sign(b"somebody else's secret, 32 bytes", identifier, timestamp, data), sign(KEY, identifier, timestamp, data)])
        self.assertEqual(self.deliver(data, identifier, timestamp=timestamp, signature=both).status, 200)

    def test_it_is_no_address_for_pages(self):
        answer = self.deliver(order("W-50"), headers={"Origin": "https://shop.example"})
        self.assertEqual(answer.status, 200)
        self.assertIsNone(answer["access-control-allow-origin"])
        self.assertIsNone(answer["vary"])
        self.assertEqual(self.server.request("OPTIONS", "/hooks/orders").status, 405)
        self.assertEqual(self.get("/hooks/orders").status, 405)

    def test_what_came_is_counted(self):
        name = 'pasokh_intake_total{source="orders",result="%s"}'
        before = self.metrics()
        self.deliver(order("W-60"), "msg_counted")
        self.deliver(order("W-60"), "msg_counted")
        self.deliver(order("W-60"), signature="v1,x")
        self.deliver(b"no json")
        after = self.metrics()
        self.assertEqual([after[name % result] - before[name % result] for result in ("written", "replayed", "forged", "unreadable")], [1, 1, 1, 1])
        self.assertAlmostEqual(after['pasokh_intake_last_timestamp_seconds{source="orders"}'], time.time(), delta=5)


class Refused(HookTest):
    def assert_untouched(self, number):
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM sales_order WHERE number = '{number}'"), [(0,)])

    def test_every_flipped_bit_of_body_signature_id_and_time_is_refused(self):
        data, identifier, timestamp = json.dumps({"number": "F-1", "placed_at": "2026-11-01"}).encode(), "msg_flip", str(int(time.time()))
        good = sign(KEY, identifier, timestamp, data)
        tried = 0
        for i in range(len(data) * 8):
            flipped = bytearray(data)
            flipped[i // 8] ^= 1 << i % 8
            self.assertEqual(self.deliver(bytes(flipped), identifier, timestamp=timestamp, signature=good).status, 401)
            tried += 1
        for text, place in ((good, "signature"), (identifier, "identifier"), (timestamp, "timestamp")):
            for i in range(len(text) * 8):
                flipped = bytearray(text.encode())
                flipped[i // 8] ^= 1 << i % 8
                if not all(32 < byte < 127 for byte in flipped):
                    continue   # no HTTP header can carry it
                given = {"identifier": identifier, "timestamp": timestamp, "signature": good, place: flipped.decode()}
                answer = self.deliver(data, **given)
                self.assertEqual(answer.status, 401, flipped)
                tried += 1
        self.assertGreater(tried, 600)
        self.assert_untouched("F-1")

    def test_an_old_or_future_time_is_refused_by_its_own_name(self):
        now = int(time.time())
        for timestamp in (now - 301, now + 310, 0):
            self.assert_problem(self.deliver(order("F-2"), timestamp=timestamp), 401, "webhook-timestamp")
        self.assertEqual(self.deliver(order("F-3"), timestamp=now - 290).status, 200)
        for timestamp in ("", "now", "-1", "1.5", "9" * 30, "0x10"):
            self.assert_problem(self.deliver(order("F-2"), timestamp=timestamp), 401, "webhook-signature")
        self.assert_untouched("F-2")

    def test_missing_headers_and_other_secrets_are_refused(self):
        for headers in ({"webhook-id": None}, {"webhook-timestamp": None}, {"webhook-signature": None}, {"webhook-signature": ""}, {"webhook-id": "x" * 129}):
            self.assert_problem(self.deliver(order("F-4"), headers=headers), 401, "webhook-signature")
        self.assert_problem(self.deliver(order("F-4"), key=b"somebody else's secret, 32 bytes"), 401, "webhook-signature")
        self.assert_problem(self.deliver(order("F-4"), key=b""), 401, "webhook-signature")
        self.assert_untouched("F-4")

    def test_a_wrong_body_is_told_by_pointer_and_its_id_may_come_again(self):
        answer = self.deliver([order("F-5"), order("F-6", state="sent", total="5", phone="12", lines=[{"title": "", "quantity": 0}])], "msg_wrong")
        self.assert_problem(answer, 422, "validation")
        pointers = [fault["pointer"] for fault in answer.json()["errors"]]
        for pointer in ("/1/state", "/1/total", "/1/lines/0/title", "/1/lines/0/quantity"):
            self.assertIn(pointer, pointers)
        self.assert_problem(self.deliver(order("F-7", phone="12")), 422, "validation")
        self.assertEqual(self.deliver(order("F-7", phone="12")).json()["errors"], [{"pointer": "/phone", "code": "format"}])
        self.assert_untouched("F-5")
        self.assertEqual(self.deliver([order("F-5")], "msg_wrong").status, 200)

    def test_what_is_no_json_or_too_large_is_refused(self):
        self.assert_problem(self.deliver(b""), 400, "bad-request")
        self.assert_problem(self.deliver(b"\xff\xfe"), 400, "bad-request")
        self.assert_problem(self.deliver(b"[" * 5000), 400, "bad-request")
        self.assertEqual(self.deliver(b"5").status, 422)
        self.assertEqual(self.deliver(b" " * (1024 * 1024 + 1)).status, 413)


class Secrets(FolderTest):
    def start(self, text=None, variable=None):
        config = self.folder / "c.json"
        config.write_text(json.dumps({"hooks": {"orders_secret_file": "hook.secret"} if text is not None else {}}))
        if text is not None:
            (self.folder / "hook.secret").write_text(text)
        environment = {**os.environ, **({"PASOKH_ORDERS_HOOK_SECRET": variable} if variable is not None else {})}
        return subprocess.run([PASOKH, "serve", "--config", str(config), "--db", str(self.folder / "s.db"), "--listen", "127.0.0.1:0"],
                              env=environment, capture_output=True, text=True, timeout=5)

    def test_a_weak_or_broken_secret_stops_the_start_without_being_shown(self):
        for secret in ("hunter2", "whsec_!!!!", whsec(b"short"), "whsec_" + base64.b64encode(KEY).decode().rstrip("="), ""):
            for place in ({"text": secret}, {"variable": secret}):
                if not secret and "variable" in place:
                    continue
                done = self.start(**place)
                self.assertEqual(done.returncode, 1, secret)
                self.assertIn("hook.secret" if "text" in place else "PASOKH_ORDERS_HOOK_SECRET", done.stderr)
                if secret:
                    self.assertNotIn(secret, done.stderr)

    def test_without_a_secret_there_is_no_such_address(self):
        server = Server(self.folder, {})
        self.addCleanup(server.kill)
        self.assertEqual(server.request("POST", "/hooks/orders", b"{}").status, 404)
        self.assertEqual(server.request("POST", "/hooks/woocommerce", b"{}").status, 404)

    def test_wrong_keys_of_the_configuration_are_named(self):
        for config, words in (({"hooks": {"order_secret_file": "x"}}, "orders_secret_file"), ({"completed_means": "sent"}, "/completed_means"),
                              ({"status_map": {"wc-x": {"parcel": "flying"}}}, "/status_map/wc-x/parcel"),
                              ({"carriers": {"x": {"name": {"en": "X"}, "url": "http://x/{number}"}}}, "/carriers/x/url"),
                              ({"woocommerce": {"url": "http://shop.example"}}, "/woocommerce/url"),
                              ({"woocommerce": {"reconcile_minutes": 5}}, "/woocommerce/reconcile_minutes")):
            file = self.folder / "wrong.json"
            file.write_text(json.dumps(config))
            done = subprocess.run([PASOKH, "serve", "--config", str(file)], capture_output=True, text=True, timeout=5)
            self.assertEqual(done.returncode, 1, config)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    import unittest
    unittest.main()
