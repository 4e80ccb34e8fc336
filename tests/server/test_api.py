"""The contract of the API: answers, problems, idempotency, origins."""
import json
import unittest

from harness import ServerTest, UNLIMITED, feedback, rows, sqlite_only, ulid


class Lookup(ServerTest):
    def test_number_and_phone_give_the_order(self):
        order = self.lookup("SRV-1", phone="09120000045").json()
        self.assertEqual(order["number"], "SRV-1")
        self.assertEqual(order["total"], {"minor": 4850000, "currency": "IRT"})
        self.assertEqual(order["lines"][1], {"title": "فیلتر", "quantity": 2})
        parcel = order["parcels"][0]
        self.assertEqual(parcel["status"], "in_transit")
        self.assertEqual(parcel["lines"], [0])
        self.assertEqual(parcel["eta"], {"from": "2026-11-03T00:00:00Z", "until": "2026-11-04T20:29:59.999Z"})
        self.assertEqual([event["status"] for event in parcel["events"]], ["in_transit", "pending"], "newest first")

    def test_every_spelling_of_number_and_phone_is_the_same(self):
        for number in ("srv1", "#SRV-1", " srv ۱ ", "SRV–1"):
            for phone in ("+989120000045", "۰۹۱۲ ۰۰۰ ۰۰۴۵", "0098 912 000 0045", "٠٩١٢٠٠٠٠٠٤٥"):
                self.assertEqual(self.lookup(number, phone=phone).status, 200, (number, phone))
        self.assertEqual(self.lookup("SRV-1", email=" Sara@Example.IR ").status, 200)

    def test_contacts_are_masked(self):
        self.assertEqual(self.lookup("SRV-1", phone="09120000045").json()["contact_mask"], "09••• •••45")
        self.assertEqual(self.lookup("SRV-1", email="sara@example.ir").json()["contact_mask"], "s•••@e•••.ir")
        for answer in (self.lookup("SRV-1", phone="09120000045"), self.lookup("SRV-1", email="sara@example.ir")):
            self.assertNotIn(b"9120000045", answer.body)
            self.assertNotIn(b"sara@", answer.body)

    def test_all_misses_are_the_same_bytes(self):
        misses = [
            self.lookup("SRV-1", phone="09120000044"),          # wrong phone
            self.lookup("SRV-1", email="other@example.ir"),     # wrong e-mail
            self.lookup("SRV-9", phone="09120000045"),          # no such order
            self.lookup("SRV-2", phone="09120000045"),          # the order has no phone
            self.lookup("SRV-2", email="sara@example.ir"),
            self.lookup("x" * 64, phone="+15550000000"),
            self.lookup("' OR 1=1 --", phone="09120000045"),
            self.lookup("%", email="%@example.ir"),
        ]
        def shape(answer):
            return answer.status, answer.body, {name: value for name, value in answer.headers.items() if name != "date"}
        for miss in misses:
            self.assertEqual(shape(miss), shape(misses[0]))
        self.assert_problem(misses[0], 404, "order-not-found")

    @sqlite_only
    def test_no_contact_is_stored_in_clear(self):
        stored = b"".join(file.read_bytes() for file in self.folder.glob("shop.db*"))
        for secret in (b"9120000045", b"sara@example.ir", b"only@example.ir"):
            self.assertNotIn(secret, stored)

    def test_each_bad_field_is_named(self):
        cases = [
            ({}, [("/number", "required"), ("/contact", "required")]),
            ({"number": 1, "contact": {"phone": "09120000045"}}, [("/number", "type")]),
            ({"number": "", "contact": {"phone": "09120000045"}}, [("/number", "length")]),
            ({"number": "x" * 65, "contact": {"phone": "09120000045"}}, [("/number", "length")]),
            ({"number": "#", "contact": {"phone": "09120000045"}}, [("/number", "format")]),
            ({"number": "1", "contact": {"phone": "45"}}, [("/contact/phone", "format")]),
            ({"number": "1", "contact": {"email": "a@b"}}, [("/contact/email", "format")]),
            ({"number": "1", "contact": {}}, [("/contact", "required")]),
            ({"number": "1", "contact": {"phone": "09120000045", "email": "a@b.ir"}}, [("/contact", "ambiguous")]),
            ({"number": "1", "contact": {"phone": "09120000045"}, "shop": "x"}, [("/shop", "unknown")]),
            ({"number": "a\0b", "contact": {"phone": "09120000045"}}, [("/number", "format")]),
            ([], [("", "type"), ("/number", "required"), ("/contact", "required")]),
        ]
        for body, faults in cases:
            answer = self.post("/v1/orders/lookup", body)
            self.assert_problem(answer, 422, "validation")
            found = [(entry["pointer"], entry["code"]) for entry in answer.json()["errors"]]
            for fault in faults:
                self.assertIn(fault, found, body)

    def test_text_that_is_no_json_is_a_bad_request(self):
        for body in (b"", b"{", b"\xff\xfe", b"[" * 1000, b'{"number":"1"}x', b"{'a':1}", b'{"number":"\xc3\x28"}'):
            self.assert_problem(self.post("/v1/orders/lookup", body), 400, "bad-request")

    def test_answers_are_never_cached(self):
        self.assertEqual(self.lookup("SRV-1", phone="09120000045")["cache-control"], "no-store")
        self.assertEqual(self.lookup("SRV-9", phone="09120000045")["cache-control"], "no-store")


class Feedback(ServerTest):
    def test_new_feedback_is_stored_and_confirmed(self):
        body = feedback(kind="nps", score=0, subject="SRV-1", lang="fa")
        answer = self.post("/v1/feedback", body)
        self.assertEqual(answer.status, 201)
        self.assertEqual(answer.json()["id"], body["id"])
        self.assertIn("received_at", answer.json())
        self.assertEqual(rows(self.folder, f"SELECT kind, score, comment, subject, lang, occurred_at FROM feedback WHERE submission_id = '{body['id']}'"),
                         [("nps", 0, "ممنون", "SRV-1", "fa", 1795255200000)])

    def test_sending_it_again_changes_nothing(self):
        body = feedback()
        first, again = self.post("/v1/feedback", body), self.post("/v1/feedback", json.dumps(body, indent=4, ensure_ascii=False, sort_keys=True))
        self.assertEqual((first.status, again.status), (201, 200))
        self.assertIsNone(first["idempotent-replayed"])
        self.assertEqual(again["idempotent-replayed"], "true")
        self.assertEqual(first.json(), again.json())
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM feedback WHERE submission_id = '{body['id']}'"), [(1,)])

    def test_the_same_id_with_other_content_is_refused(self):
        body = feedback()
        self.post("/v1/feedback", body)
        self.assert_problem(self.post("/v1/feedback", {**body, "score": 1}), 422, "idempotency-mismatch")
        self.assertEqual(rows(self.folder, f"SELECT score FROM feedback WHERE submission_id = '{body['id']}'"), [(5,)])

    def test_each_bad_field_is_named(self):
        cases = [
            (feedback(id="1"), "/id", "format"), (feedback(id=None), "/id", "required"), (feedback(id=ulid().lower()), "/id", "format"),
            (feedback(kind="stars"), "/kind", "unknown"), (feedback(kind=None), "/kind", "required"),
            (feedback(score=0), "/score", "range"), (feedback(score=6), "/score", "range"), (feedback(score="5"), "/score", "type"),
            (feedback(score=4.5), "/score", "type"), (feedback(score=10**30), "/score", "type"), (feedback(score=None), "/score", "required"),
            (feedback(comment="ی" * 1001), "/comment", "length"), (feedback(comment=["x"]), "/comment", "type"),
            (feedback(comment="a\0b"), "/comment", "format"),
            (feedback(subject="x" * 201), "/subject", "length"), (feedback(lang="fa_IR"), "/lang", "format"),
            (feedback(kind="article", score=1), "/subject", "required"),
            (feedback(occurred_at="now"), "/occurred_at", "format"), (feedback(occurred_at=None), "/occurred_at", "required"),
            (feedback(extra=1), "/extra", "unknown"),
        ]
        for body, pointer, code in cases:
            answer = self.post("/v1/feedback", body)
            self.assert_problem(answer, 422, "validation")
            self.assertIn({"pointer": pointer, "code": code}, answer.json()["errors"], body)

    def test_a_comment_of_a_thousand_persian_letters_fits(self):
        self.assertEqual(self.post("/v1/feedback", feedback(comment="ی" * 1000)).status, 201)

    def test_sql_in_a_comment_is_only_text(self):
        text = "'); DROP TABLE feedback; --"
        body = feedback(comment=text)
        self.assertEqual(self.post("/v1/feedback", body).status, 201)
        self.assertEqual(rows(self.folder, f"SELECT comment FROM feedback WHERE submission_id = '{body['id']}'"), [(text,)])


class Methods(ServerTest):
    def test_unknown_addresses_are_not_found(self):
        for path in ("/v1/nothing", "/v1/feedback/", "/v1//feedback", "/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "/shop.db"):
            self.assert_problem(self.get(path), 404, "not-found")

    def test_other_methods_are_refused_with_those_allowed(self):
        for method, path, allow in (("GET", "/v1/feedback", "OPTIONS, POST"), ("DELETE", "/v1/feedback", "OPTIONS, POST"),
                                    ("POST", "/v1/config", "OPTIONS, GET, HEAD"), ("PUT", "/healthz", "OPTIONS, GET, HEAD"),
                                    ("BREW", "/v1/config", "OPTIONS, GET, HEAD")):
            answer = self.server.request(method, path)
            self.assert_problem(answer, 405, "method")
            self.assertEqual(answer["allow"], allow)

    def test_only_json_is_taken(self):
        for content_type in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx", "application/json2; a=b", ""):
            answer = self.server.request("POST", "/v1/feedback", json.dumps(feedback()).encode(), {"Content-Type": content_type})
            self.assert_problem(answer, 415, "media-type")
        for content_type in ("Application/JSON", "application/json; charset=utf-8"):
            answer = self.server.request("POST", "/v1/feedback", json.dumps(feedback()).encode(), {"Content-Type": content_type})
            self.assertEqual(answer.status, 201)

    def test_head_is_get_without_a_body(self):
        get, head = self.get("/v1/config"), self.server.request("HEAD", "/v1/config")
        self.assertEqual((head.status, head.body), (200, b""))
        self.assertEqual(head["content-length"], get["content-length"])

    def test_health_is_told(self):
        self.assertEqual(self.get("/healthz").json(), {"status": "ok"})

    def test_nothing_is_sniffed(self):
        for path in ("/v1/config", "/healthz", "/nothing"):
            self.assertEqual(self.get(path)["x-content-type-options"], "nosniff")


class Config(ServerTest):
    config = {**UNLIMITED, "shop": {"id": "demo", "name": {"fa": "سرو", "en": "Sarv"}, "languages": ["fa", "en"],
                                    "channels": [{"kind": "phone", "value": "021", "url": "tel:+9821"}],
                                    "hours": [{"weekday": 5, "open_minute": 540, "close_minute": 1080}],
                                    "holidays": [{"from": "۱۴۰۵-۰۱-۰۱", "until": "1405-01-04", "name": {"fa": "نوروز"}}, {"from": "2026-12-25"}],
                                    "features": {"feedback": False}}}

    def test_the_shop_is_told(self):
        answer = self.get("/v1/config")
        config = answer.json()
        self.assertEqual(answer["content-type"], "application/json")
        self.assertEqual(config["name"], {"fa": "سرو", "en": "Sarv"})
        self.assertEqual(config["languages"], ["fa", "en"])
        self.assertEqual(config["hours"], [{"weekday": 5, "open_minute": 540, "close_minute": 1080}])
        self.assertEqual(config["holidays"], [{"from": "2026-03-21", "until": "2026-03-24", "name": {"fa": "نوروز"}, "hours": []},
                                              {"from": "2026-12-25", "until": "2026-12-25", "hours": []}])
        self.assertEqual(config["features"], {"search": False, "orders": True, "feedback": False, "requests": True, "unanswered_searches": False}, "no pack, no search")

    def test_it_is_revalidated_by_etag(self):
        etag = self.get("/v1/config")["etag"]
        answer = self.get("/v1/config", **{"If-None-Match": etag})
        self.assertEqual((answer.status, answer.body), (304, b""))

    def test_a_feature_that_is_off_has_no_address(self):
        self.assert_problem(self.post("/v1/feedback", feedback()), 404, "not-found")


class Origins(ServerTest):
    arguments = ("--origin", "https://shop.example", "--origin", "http://localhost:3000")

    def ask(self, origin, method="POST", host=None):
        headers = {"Content-Type": "application/json", "Origin": origin}
        if host:
            headers["Host"] = host
        body = json.dumps(feedback()).encode() if method == "POST" else None
        return self.server.request(method, "/v1/feedback", body, headers)

    def test_configured_origins_may_call(self):
        for origin in ("https://shop.example", "http://localhost:3000"):
            answer = self.ask(origin)
            self.assertEqual(answer.status, 201)
            self.assertEqual(answer["access-control-allow-origin"], origin)
            self.assertEqual(answer["vary"], "Origin")

    def test_the_own_origin_may_call(self):
        self.assertEqual(self.ask(f"http://127.0.0.1:{self.server.port}").status, 201)
        self.assertEqual(self.ask("https://help.shop.example", host="help.shop.example").status, 201)

    def test_other_origins_may_not(self):
        for origin in ("https://evil.example", "https://shop.example.evil.example", "http://shop.example", "https://shop.example:444", "null",
                       f"ftp://127.0.0.1:{self.server.port}"):
            answer = self.ask(origin)
            self.assert_problem(answer, 403, "origin-not-allowed")
            self.assertIsNone(answer["access-control-allow-origin"])

    def test_a_preflight_says_what_may_be_sent(self):
        answer = self.ask("https://shop.example", "OPTIONS")
        self.assertEqual((answer.status, answer.body), (204, b""))
        self.assertIn("POST", answer["access-control-allow-methods"])
        self.assertEqual(answer["access-control-allow-headers"], "Content-Type")
        self.assertEqual(answer["access-control-max-age"], "7200")
        self.assert_problem(self.ask("https://evil.example", "OPTIONS"), 403, "origin-not-allowed")

    def test_a_page_of_a_configured_origin_can_read_problems(self):
        answer = self.post("/v1/feedback", {}, {"Origin": "https://shop.example"})
        self.assert_problem(answer, 422, "validation")
        self.assertEqual(answer["access-control-allow-origin"], "https://shop.example")


if __name__ == "__main__":
    unittest.main()
