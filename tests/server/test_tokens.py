"""Orders by token: what opens one, and that nothing else does."""
import base64
import hmac
import http.client
import json
import random
import subprocess
import time
import unittest

from harness import NO_LOOKUP_LIMITS, ORDERS, PASOKH, UNLIMITED, FolderTest, Server, ServerTest, import_orders, key, place

KEY = "0123456789abcdef0123456789abcdef"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
MUTATIONS = 10000


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwt(header=None, key=KEY, **claims):
    now = int(time.time())
    payload = {"aud": "demo", "sub": "customer-7", "iat": now, "exp": now + 600, **claims}
    head = base64url(json.dumps(header or {"alg": "HS256", "typ": "JWT"}).encode())
    body = base64url(json.dumps({name: value for name, value in payload.items() if value is not None}).encode())
    signature = hmac.new(key.encode(), f"{head}.{body}".encode(), "sha256").digest()
    return f"{head}.{body}.{base64url(signature)}"


def link(folder, number, *arguments):
    done = subprocess.run([PASOKH, "link", number, *place(folder), *(() if "--secret-file" in arguments else key(folder)), *arguments], capture_output=True, text=True, timeout=30)
    return done.stdout.strip(), done.stderr, done.returncode


def owned(number, customer, placed_at, **more):
    return {"number": number, "placed_at": placed_at, "state": "open", "phone": "09120000045", "customer_ref": customer, "total": 1000, "currency": "IRT",
            "updated_at": placed_at, **more}


CUSTOMERS = [
    owned("C-1", "customer-7", "2026-11-01", lines=[{"title": "کتری"}],
          parcels=[{"id": "P", "status": "in_transit", "events": [{"at": "2026-11-02", "status": "in_transit", "text": "در راه"}]}]),
    owned("C-2", "customer-7", "2026-11-03"),
    owned("C-3", "customer-8", "2026-11-02"),
]


class TokenTest(ServerTest):
    config = {**UNLIMITED, "identity_secret_file": "identity.key", "limits": {**UNLIMITED["limits"], "views_per_minute": 0}}

    @classmethod
    def prepare(cls):
        (cls.folder / "identity.key").write_text(KEY + "\n")
        done = import_orders(cls.folder, CUSTOMERS, name="customers.json")
        assert done.returncode == 0, done.stderr

    def view(self, **body):
        return self.post("/v1/orders/view", body)

    def link_token(self, number="SRV-1"):
        return link(self.folder, number)[0].removeprefix("#pasokh-order=")

    def view_token(self):
        return self.lookup("SRV-1", phone="09120000045").json()["view_token"]


class Tokens(TokenTest):
    def test_a_found_order_comes_with_a_token_for_a_quarter_of_an_hour(self):
        found = self.lookup("SRV-1", phone="09120000045").json()
        seen = self.view(view_token=found["view_token"])
        self.assertEqual(seen.status, 200)
        self.assertEqual(seen.json(), {name: value for name, value in found.items() if name not in ("view_token", "expires_at")})
        left_s = time.mktime(time.strptime(found["expires_at"][:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone - time.time()
        self.assertTrue(14 * 60 < left_s <= 15 * 60, left_s)

    def test_the_owner_makes_links_for_the_customers_mail(self):
        out, err, code = link(self.folder, "srv ۱", "--page", "https://shop.example/track")
        self.assertEqual(code, 0, err)
        self.assertTrue(out.startswith("https://shop.example/track#pasokh-order="), out)
        seen = self.view(link_token=out.partition("#pasokh-order=")[2])
        self.assertEqual(seen.json()["number"], "SRV-1")
        self.assertIn("view_token", seen.json())
        self.assertEqual(seen.json()["contact_mask"], "09••• •••45")

    def test_a_link_that_cannot_be_made_says_why(self):
        for arguments, words in ((["NONE-1"], 'there is no order "NONE-1"'), (["SRV-1", "--secret-file", str(self.folder / "no.secret")], "the server's secret is not there"),
                                 (["SRV-1", "--secret-file", str(self.folder / "other.secret")], "stored with another secret"),
                                 (["SRV-1", "--shop", "nobody"], "nobody"), (["SRV-1", "--page", "https://a.example/#x"], "--page"), (["SRV-1", "--days", "31"], "--days")):
            (self.folder / "other.secret").write_text("ab" * 32)
            out, err, code = link(self.folder, *arguments)
            self.assertNotEqual(code, 0, arguments)
            self.assertEqual(out, "")
            self.assertIn(words, err)
        self.assertFalse((self.folder / "no.secret").exists())

    def test_ten_thousand_mutated_tokens_open_nothing(self):
        chance = random.Random(7)
        goods = {"view_token": self.view_token(), "link_token": self.link_token(), "jwt": jwt()}
        for kind, good in goods.items():
            self.assertEqual(self.view(**{kind: good}).status, 200, kind)
        accepted = []
        connection = self.keep_alive()
        for _ in range(MUTATIONS):
            kind, good = chance.choice(list(goods.items()))
            wrong = list(good)
            for _ in range(chance.choice((1, 1, 1, 2, 5))):
                at = chance.randrange(len(wrong))
                change = chance.randrange(4)
                if change == 0 and len(wrong) > 1: del wrong[at]
                elif change == 1: wrong.insert(at, chance.choice(ALPHABET))
                elif change == 2: wrong[at], wrong[at - 1] = wrong[at - 1], wrong[at]
                else: wrong[at] = chance.choice(ALPHABET)
            if (wrong := "".join(wrong)) == good:
                continue
            status, body = connection({kind: wrong})
            self.assertEqual(status, 403, wrong)
            if b"number" in body:
                accepted.append(wrong)
        self.assertEqual(accepted, [])

    def keep_alive(self):
        peer = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        self.addCleanup(peer.close)

        def ask(body):
            peer.request("POST", "/v1/orders/view", json.dumps(body), {"Content-Type": "application/json"})
            answer = peer.getresponse()
            return answer.status, answer.read()
        return ask

    def test_a_token_of_one_kind_is_none_of_another(self):
        view, signed = self.view_token(), self.link_token()
        for body in ({"view_token": signed}, {"link_token": view}, {"jwt": view}, {"jwt": signed}, {"view_token": jwt()}, {"link_token": jwt()}):
            self.assert_problem(self.view(**body), 403, "token-refused")

    def test_each_bad_field_is_named(self):
        for body, pointer, code in (({}, "", "required"), ([], "", "type"), ({"view_token": "a", "jwt": "b"}, "", "ambiguous"), ({"jwt": 1}, "/jwt", "type"),
                                    ({"jwt": ""}, "/jwt", "length"), ({"jwt": "x" * 2049}, "/jwt", "length"), ({"jwt": "a", "number": "#"}, "/number", "format"),
                                    ({"jwt": "a", "number": "x" * 65}, "/number", "length"), ({"jwt": "a", "number": 7}, "/number", "type"),
                                    ({"link_token": "a", "number": "1"}, "/number", "ambiguous"), ({"jwt": "a\0b"}, "/jwt", "format"), ({"jwt": "a", "shop": "x"}, "/shop", "unknown")):
            answer = self.post("/v1/orders/view", body)
            self.assert_problem(answer, 422, "validation")
            self.assertIn({"pointer": pointer, "code": code}, answer.json()["errors"], body)


class SignedIn(TokenTest):
    def test_a_customer_sees_their_orders_newest_first_and_nobody_elses(self):
        listed = self.view(jwt=jwt()).json()["orders"]
        self.assertEqual([order["number"] for order in listed], ["C-2", "C-1"])
        self.assertEqual(listed[1]["parcels"][0]["status"], "in_transit")
        self.assertEqual((listed[1]["lines"], listed[1]["parcels"][0]["events"]), ([], []))
        self.assertEqual(self.view(jwt=jwt(sub="nobody")).json(), {"orders": []})

    def test_one_of_their_orders_comes_whole(self):
        order = self.view(jwt=jwt(), number="c ۱").json()
        self.assertEqual((order["number"], order["lines"][0]["title"], order["parcels"][0]["events"][0]["text"]), ("C-1", "کتری", "در راه"))
        self.assertEqual(self.view(view_token=order["view_token"]).json()["number"], "C-1")
        for number in ("C-3", "SRV-1", "NONE"):
            self.assert_problem(self.view(jwt=jwt(), number=number), 404, "order-not-found")

    def test_an_orders_owner_changes_with_the_import(self):
        import_orders(self.folder, [owned("C-4", "customer-9", "2026-11-01")], name="a.json")
        import_orders(self.folder, text="number,placed_at,state,phone,total,currency,updated_at,customer_ref\nC-4,2026-11-01,open,09120000045,1,IRT,2026-11-09,customer-10\n".encode(), name="b.csv")
        self.assertEqual(self.view(jwt=jwt(sub="customer-9")).json(), {"orders": []})
        self.assertEqual(self.view(jwt=jwt(sub="customer-10")).json()["orders"][0]["number"], "C-4")

    def test_forged_and_stale_identities_are_refused(self):
        now = int(time.time())
        for token in (jwt({"alg": "none"}), jwt({"alg": "none"}).rsplit(".", 1)[0] + ".", jwt({"alg": "RS256"}), jwt({"alg": "HS384"}), jwt({"alg": "HS256", "crit": ["x"]}),
                      jwt(key="another key of thirty-two letters"), jwt(aud="other"), jwt(aud=None), jwt(aud=["demo"]), jwt(sub=None), jwt(sub=""), jwt(sub=7), jwt(exp=None), jwt(iat=None),
                      jwt(exp=now + 3700), jwt(iat=now + 300, exp=now + 600), jwt(nbf=now + 300), jwt(exp=now - 5, iat=now - 4000), jwt(sub="x" * 129)):
            self.assert_problem(self.view(jwt=token), 403, "token-refused")
        self.assert_problem(self.view(jwt=jwt(iat=now - 700, exp=now - 1)), 410, "token-expired")

    def test_refusals_have_the_same_bytes(self):
        shapes = {(answer.status, answer.body) for answer in (self.view(jwt="x"), self.view(jwt=jwt(aud="other")), self.view(link_token="x"), self.view(view_token="a.b"))}
        self.assertEqual(len(shapes), 1)


class OneThread(TokenTest):
    config = {**TokenTest.config, "threads": 1}

    def test_one_order_of_a_customer_needs_no_second_reader(self):
        for _ in range(3):
            self.assertEqual(self.view(jwt=jwt(), number="C-1").json()["number"], "C-1")


class Closed(ServerTest):
    """T4: whoever keeps guessing at a number locks no customer out."""
    config = {"limits": {**NO_LOOKUP_LIMITS, "misses_per_number": 5}, "deadlines_ms": {"miss_floor": 0}}

    def test_a_number_closed_to_guests_opens_by_link(self):
        for i in range(5):
            self.lookup("SRV-1", phone=f"0912000040{i}")
        self.assertEqual(self.lookup("SRV-1", phone="09120000045").status, 404)
        token = link(self.folder, "SRV-1")[0].removeprefix("#pasokh-order=")
        self.assertEqual(self.post("/v1/orders/view", {"link_token": token}).json()["number"], "SRV-1")


class OtherShop(FolderTest):
    """T23: two shops in one database, under one secret."""

    def test_a_token_of_one_shop_opens_nothing_in_another(self):
        import_orders(self.folder)
        import_orders(self.folder, ORDERS, name="other.json", arguments=["--shop", "other"])
        (self.folder / "identity.key").write_text(KEY)
        servers = {}
        for shop in ("demo", "other"):
            servers[shop] = Server(self.folder, {**UNLIMITED, "identity_secret_file": "identity.key", "shop": {"id": shop}})
            self.addCleanup(servers[shop].kill)
        for own, other in (("demo", "other"), ("other", "demo")):
            token = link(self.folder, "SRV-1", "--shop", own)[0].removeprefix("#pasokh-order=")
            for shop, status in ((own, 200), (other, 403)):
                for body in ({"link_token": token}, {"jwt": jwt(aud=own)}):
                    answer = servers[shop].request("POST", "/v1/orders/view", json.dumps(body), {"Content-Type": "application/json"})
                    self.assertEqual(answer.status, status, (own, shop, body))


class Keys(FolderTest):
    def started(self, config, environment=None):
        try:
            server = Server(self.folder, {**UNLIMITED, **config}, environment=environment)
        except AssertionError as refused:
            return str(refused)
        self.addCleanup(server.kill)
        return server

    def ask(self, server):
        return server.request("POST", "/v1/orders/view", json.dumps({"jwt": jwt()}), {"Content-Type": "application/json"}).status

    def test_the_key_comes_from_a_file_or_the_environment(self):
        self.assertEqual(self.ask(self.started({})), 403)
        self.assertEqual(self.ask(self.started({}, {"PASOKH_IDENTITY_SECRET": KEY})), 200)
        (self.folder / "k").write_text(KEY)
        self.assertEqual(self.ask(self.started({"identity_secret_file": "k"})), 200)

    def test_a_key_that_cannot_be_used_stops_the_start(self):
        (self.folder / "short").write_text("too short")
        (self.folder / "k").write_text(KEY)
        self.assertIn("shorter than 32 characters", self.started({"identity_secret_file": "short"}))
        self.assertIn("shorter than 32 characters", self.started({}, {"PASOKH_IDENTITY_SECRET": ""}))
        self.assertIn("cannot be read", self.started({"identity_secret_file": "none"}))
        self.assertIn("two sources", self.started({"identity_secret_file": "k"}, {"PASOKH_IDENTITY_SECRET": KEY}))


    def test_the_doctor_looks_at_the_key(self):
        import_orders(self.folder)
        key = self.folder / "k"
        for text, mode, words in ((KEY, 0o600, "ok    identity   customers can be signed in"), (KEY, 0o644, "chmod 400"), ("short", 0o600, "shorter than 32 characters")):
            key.write_text(text)
            key.chmod(mode)
            (self.folder / "c.json").write_text(json.dumps({"db": "shop.db", "identity_secret_file": "k"}))
            done = subprocess.run([PASOKH, "doctor", "--config", str(self.folder / "c.json")], capture_output=True, text=True, timeout=30)
            self.assertIn(words, done.stdout)


class Views(ServerTest):
    config = {"limits": {**NO_LOOKUP_LIMITS, "views_per_minute": 3}}

    def test_views_have_a_limit_of_their_own(self):
        self.assertEqual([self.post("/v1/orders/view", {"jwt": "x"}).status for _ in range(4)], [403] * 3 + [429])


class Canary(TokenTest):
    """T19: what proves an order is never written down."""
    config = {**TokenTest.config, "log": "info"}

    def test_tokens_and_contacts_are_in_no_log_and_no_database(self):
        tokens = [self.view_token(), self.link_token(), jwt(sub="CANARY-CUSTOMER")]
        for kind, token in zip(("view_token", "link_token", "jwt"), tokens):
            self.view(**{kind: token})
            self.view(**{kind: token + "x"})
            self.post("/v1/orders/view", f'{{"{kind}":"{token}"')   # no JSON
            self.get(f"/{token}")
        self.lookup("SRV-1", phone="09121112233")
        self.lookup("SRV-1", email="canary@example.ir")
        told = self.server.stderr().encode() + b"".join(file.read_bytes() for file in self.folder.glob("shop.db*"))
        for secret in [*tokens, KEY, "CANARY-CUSTOMER", "9121112233", "canary@example.ir"]:
            self.assertNotIn(secret.encode(), told)
        self.assertIn('"/v1/orders/view"', self.server.stderr())


if __name__ == "__main__":
    unittest.main()
