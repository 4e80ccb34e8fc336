"""T23: two shops in one database, under one secret. Whatever one shop gave out opens nothing at the other, on any route and in any command."""
import json
import subprocess
import time
import unittest

from harness import JSON_TYPE, ORDERS, PASOKH, UNLIMITED, FolderTest, Server, feedback, import_orders, key, place, rows, ulid, wait_until
from test_fields import ROOT
from test_forms import solve
from test_hooks import order, sign, whsec
from test_requests import PHONE, request
from test_tokens import KEY as IDENTITY_KEY, jwt

SHOPS = ("a", "b")
HOOK_KEYS = {"a": b"the secret of the first shop, 32", "b": b"the secret of the second shop, 3"}
ROUTES = {}


def case(path):
    """A method that tries something at `path`; a route without one fails."""
    def note(method):
        ROUTES.setdefault(path, []).append(method.__name__)
        return method
    return note


class TwoShops(FolderTest):
    def config(self, shop):
        return {**UNLIMITED, "identity_secret_file": "identity.key", "hooks": {"orders_secret_file": f"{shop}.hook"},
                "limits": {**UNLIMITED["limits"], "views_per_minute": 0, "unanswered_per_minute": 0, "requests_per_minute": 0, "misses_before_challenge": 3, "form_seconds": 1, "challenge_bits": 6},
                "shop": {"id": shop, "features": {"unanswered_searches": True}}}

    def setUp(self):
        super().setUp()
        (self.folder / "identity.key").write_text(IDENTITY_KEY + "\n")
        for shop in SHOPS:
            (self.folder / f"{shop}.hook").write_text(whsec(HOOK_KEYS[shop]) + "\n")
        # Both shops have an order with this number; only one of them is of PHONE.
        for shop, phone, city in (("a", PHONE, "شهر الف"), ("b", "09351112233", "شهر ب")):
            done = import_orders(self.folder, [{**ORDERS[0], "number": "SAME-1", "phone": phone, "email": f"{shop}@example.ir", "city": city, "customer_ref": "customer-7"}], name=f"{shop}.json", arguments=["--shop", shop])
            self.assertEqual(done.returncode, 0, done.stderr)
        self.server = None

    def open(self, shop):
        """The server is that shop's now."""
        if self.server is not None:
            self.assertEqual(self.server.stop(), 0)
        self.server = Server(self.folder, self.config(shop))
        self.addCleanup(self.server.kill)

    def post(self, path, body, headers=None):
        return self.server.request("POST", path, json.dumps(body).encode(), headers or JSON_TYPE)

    def lookup(self, contact, **more):
        return self.post("/v1/orders/lookup", {"number": "SAME-1", "contact": contact, **more})

    def assert_refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.json().get("code")), (status, code), answer.body)

    def cli(self, shop, *arguments):
        return subprocess.run([PASOKH, *arguments, *place(self.folder), "--shop", shop], capture_output=True, text=True, timeout=30)

    @case("/v1/orders/lookup")
    def test_an_order_is_found_at_its_own_shop(self):
        self.open("a")
        self.assertEqual(self.lookup({"phone": PHONE}).json()["city"], "شهر الف")
        self.open("b")
        self.assert_refused(self.lookup({"phone": PHONE}), 404, "order-not-found")
        self.assert_refused(self.lookup({"email": "a@example.ir"}), 404, "order-not-found")
        self.assertEqual(self.lookup({"phone": "09351112233"}).json()["city"], "شهر ب")

    @case("/v1/orders/view")
    def test_a_token_opens_nothing_at_the_other_shop(self):
        self.open("a")
        link = self.cli("a", "link", "SAME-1", *key(self.folder)).stdout.strip().removeprefix("#pasokh-order=")
        tokens = [{"view_token": self.lookup({"phone": PHONE}).json()["view_token"]}, {"link_token": link}, {"jwt": jwt(aud="a")}, {"jwt": jwt(aud="a"), "number": "SAME-1"}]
        for token in tokens:
            self.assertEqual(self.post("/v1/orders/view", token).status, 200, token)
        self.open("b")
        for token in tokens:
            self.assert_refused(self.post("/v1/orders/view", token), 403, "token-refused")
        orders = self.post("/v1/orders/view", {"jwt": jwt(aud="b")}).json()["orders"]
        self.assertEqual([one["city"] for one in orders], ["شهر ب"], "the same customer's id is another customer here")

    @case("/v1/challenge")
    @case("/v1/feedback")
    @case("/v1/config")
    def test_work_and_stamps_are_good_at_their_own_shop(self):
        self.open("a")
        pow = solve(self.post("/v1/challenge", {}).json())
        stamp = self.server.request("GET", "/v1/config").json()["form_stamp"]
        self.open("b")
        time.sleep(1.1)
        self.assert_refused(self.post("/v1/feedback", feedback(stamp=stamp)), 403, "challenge-required")
        self.assert_refused(self.post("/v1/feedback", {**feedback(), "pow": pow}), 403, "challenge-required")
        for _ in range(4):
            self.lookup({"phone": "09120000099"})
        self.assert_refused(self.lookup({"phone": "09351112233"}, pow=pow), 403, "challenge-required")
        self.assertEqual(self.server.request("GET", "/v1/config").json()["shop"], "b")
        self.open("a")
        time.sleep(1.1)
        self.assertEqual(self.post("/v1/feedback", feedback(stamp=stamp)).status, 201)
        self.assertEqual(self.post("/v1/feedback", {**feedback(), "pow": pow}).status, 201)

    def stamped(self, body):
        return {**body, "stamp": self.server.request("GET", "/v1/config").json()["form_stamp"]}

    @case("/v1/unanswered")
    def test_the_same_id_is_another_row_at_the_other_shop(self):
        vote, search = feedback(comment=None), {"id": ulid(), "query": "کارت هدیه", "lang": "fa"}
        for shop in SHOPS:
            self.open(shop)
            for path, body in (("/v1/feedback", self.stamped(vote)), ("/v1/unanswered", search)):
                answer = self.post(path, body)
                self.assertEqual((answer.status, answer["idempotent-replayed"]), (201, None), (shop, path, answer.body))
        self.assertEqual(rows(self.folder, f"SELECT shop_id FROM feedback WHERE submission_id = '{vote['id']}' ORDER BY shop_id"), [("a",), ("b",)])
        self.assertEqual(rows(self.folder, "SELECT shop_id FROM unanswered_search ORDER BY shop_id"), [("a",), ("b",)])

    @case("/v1/survey-counts")
    def test_a_survey_counts_at_its_own_shop(self):
        self.open("a")
        self.assertEqual(self.post("/v1/survey-counts", {"event": "shown"}).status, 204)
        self.assertTrue(wait_until(lambda: rows(self.folder, "SELECT shop_id, count FROM day_count WHERE name = 'survey_shown'") == [("a", 1)], 10))

    @case("/v1/requests")
    @case("/v1/requests/status")
    @case("/v1/requests/messages")
    @case("/v1/requests/solved")
    def test_a_code_opens_nothing_at_the_other_shop(self):
        self.open("a")
        body = request(order_number="SAME-1")
        sent = self.post("/v1/requests", self.stamped(body)).json()
        proofs = [{"code": sent["code"], "contact": PHONE}, {"code": sent["code"], "key": sent["key"]}]
        note = ulid()

        def tries(proof):
            yield "/v1/requests/status", proof
            yield "/v1/requests/messages", self.stamped({**proof, "id": note, "text": "سلام"})
            yield "/v1/requests/solved", {**proof, "solved": True}
        for proof in proofs:
            self.assertEqual([self.post(*one).status for one in tries(proof)], [200, 201 if proof is proofs[0] else 200, 200])
        self.open("b")
        for proof in proofs:
            for one in tries(proof):
                self.assert_refused(self.post(*one), 404, "request-not-found")
        again = self.post("/v1/requests", self.stamped(body))
        self.assertEqual((again.status, again["idempotent-replayed"]), (201, None))
        self.assertNotEqual(again.json()["code"], sent["code"])
        own = again.json()
        for mixed in ({"code": own["code"], "key": sent["key"]}, {"code": sent["code"], "key": own["key"]}):
            self.assert_refused(self.post("/v1/requests/status", mixed), 404, "request-not-found")
        written = self.post("/v1/requests/messages", self.stamped({"code": own["code"], "key": own["key"], "id": note, "text": "سلام"}))
        self.assertEqual(written.status, 201, "an id of the other shop is not taken here")

    @case("/hooks/orders")
    def test_a_webhook_is_of_the_shop_whose_secret_signed_it(self):
        now = str(int(time.time()))
        body = json.dumps(order("HOOK-1", city="شهر الف")).encode()
        signed = {"webhook-id": "msg_1", "webhook-timestamp": now, "webhook-signature": sign(HOOK_KEYS["a"], "msg_1", now, body)}
        self.open("a")
        self.assertEqual(self.server.request("POST", "/hooks/orders", body, signed).status, 200)
        self.open("b")
        self.assert_refused(self.server.request("POST", "/hooks/orders", body, signed), 401, "webhook-signature")
        own = {**signed, "webhook-signature": sign(HOOK_KEYS["b"], "msg_1", now, body)}
        answer = self.server.request("POST", "/hooks/orders", body, own)
        self.assertEqual((answer.status, answer["idempotent-replayed"], answer.json()["added"]), (200, None, 1), "an id that the other shop has used")
        self.assertEqual(rows(self.folder, "SELECT shop_id FROM sales_order WHERE number = 'HOOK-1' ORDER BY shop_id"), [("a",), ("b",)])

    def test_the_owner_of_one_shop_sees_nothing_of_the_other(self):
        self.open("a")
        low = feedback(score=1, subject="SAME-1", comment=None)
        self.assertEqual(self.post("/v1/feedback", self.stamped(low)).status, 201)
        stamp = self.server.request("GET", "/v1/config").json()["form_stamp"]
        time.sleep(1.1)
        code = self.post("/v1/requests", request(message="secret of a", stamp=stamp)).json()["code"]
        for _ in range(3):
            self.assertEqual(self.post("/v1/unanswered", {"id": ulid(), "query": "canary query", "lang": "fa"}).status, 201)
        self.assertEqual(self.server.stop(), 0)
        for words in (code, "secret of a"):
            self.assertIn(words.lower(), self.cli("a", "requests", "list", "--json").stdout.lower())
        looks = [("report",), ("report", "--json"), ("requests", "list"), ("requests", "list", "--json", "--spam"), ("export", "feedback"), ("export", "orders"), ("export", "requests"), ("export", "searches")]
        for look in looks:
            shown = self.cli("b", *look)
            self.assertEqual(shown.returncode, 0, shown.stderr)
            for canary in (code, "secret of a", low["id"], "شهر الف", "canary query"):
                self.assertNotIn(canary, shown.stdout, look)
        for tried in (("requests", "show", code), ("requests", "reply", code, "--text", "x"), ("requests", "close", code), ("requests", "keep", code), ("follow-up", "done", low["id"])):
            self.assertEqual(self.cli("b", *tried).returncode, 1, tried)
        self.assertEqual(rows(self.folder, f"SELECT state FROM request WHERE code = '{code}'"), [("open",)])
        self.assertEqual(self.cli("b", "link", "SAME-1", *key(self.folder)).returncode, 0)
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM follow_up"), [(0,)])

    def test_every_route_is_tried(self):
        told = (ROOT / "shell/server/routes/routes.h").read_text().split("#include")[0]
        paths = {word.rstrip(",") for line in told.splitlines() for word in line.split() if word.startswith(("/v1/", "/hooks/"))}
        self.assertEqual(paths - set(ROUTES), {"/hooks/woocommerce"}, "signed by a secret as /hooks/orders is")


if __name__ == "__main__":
    unittest.main()
