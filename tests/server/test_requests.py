"""POST /v1/requests and what belongs to it: stored once, found by code and contact, never telling which codes exist, contacts sealed."""
import json
import os
import subprocess
import unittest
import unittest.mock

from harness import FolderTest, NO_FORM_LIMITS, PASOKH, Server, ServerTest, UNLIMITED, key, old_database, place, rows, sqlite_only, ulid

OFF = {"limits": {**UNLIMITED["limits"], "requests_per_minute": 0, "requests_per_contact_day": 0}}
PATH = "/v1/requests"
PHONE = "09120000045"


def request(**changes):
    body = {"id": ulid(), "topic": "damaged", "message": "شیشهٔ قهوه‌ساز شکسته رسید", "contact": PHONE, "order_number": "SRV-1", "lang": "fa",
            "occurred_at": "2026-11-21T10:00:00Z"}
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


class RequestsTest(ServerTest):
    config = OFF

    def send(self, **changes):
        answer = self.post(PATH, request(**changes))
        self.assertEqual(answer.status, 201, answer.body)
        return answer.json()

    def thread(self, code, **proof):
        return self.post(PATH + "/status", {"code": code, **(proof or {"contact": PHONE})})

    def write(self, code, text, id=None, **proof):
        return self.post(PATH + "/messages", {"id": id or ulid(), "code": code, "text": text, **(proof or {"contact": PHONE})})

    def solved(self, code, solved, **proof):
        return self.post(PATH + "/solved", {"code": code, "solved": solved, **(proof or {"contact": PHONE})})

    def cli(self, *arguments, text=None):
        done = subprocess.run([PASOKH, "requests", *arguments, *place(self.folder)], capture_output=True, text=True, input=text, timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


class Requests(RequestsTest):
    def test_a_request_gets_a_code_and_is_found_by_it(self):
        sent = self.send()
        self.assertRegex(sent["code"], "^[0-9A-HJKMNP-TV-Z]{10}$")
        answer = self.thread(sent["code"])
        self.assertEqual(answer.status, 200, answer.body)
        thread = answer.json()
        self.assertEqual((thread["code"], thread["state"], thread["topic"], thread["order_number"]), (sent["code"], "open", "damaged", "SRV-1"))
        self.assertEqual([(m["from"], m["text"], m["at"]) for m in thread["messages"]], [("customer", request()["message"], sent["received_at"])])
        self.assertEqual(answer["cache-control"], "no-store")

    def test_the_code_is_folded_and_the_contact_has_many_spellings(self):
        code = self.send()["code"]
        typed = (code[:5] + "-" + code[5:]).lower().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")).replace("۰", "o")
        for contact in ("+98 912 000 0045", "۰۹۱۲۰۰۰۰۰۴۵", "00989120000045"):
            self.assertEqual(self.thread(typed, contact=contact).status, 200, contact)

    def test_the_key_stands_for_the_contact(self):
        mine, other = self.send(), self.send()
        self.assertEqual(self.thread(mine["code"], key=mine["key"]).status, 200)
        self.assert_problem(self.thread(mine["code"], key=other["key"]), 404, "request-not-found")
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM request WHERE contact_mac = '%s' OR code = '%s'" % (mine["key"], mine["key"])), [(0,)])

    def test_sending_it_again_stores_one(self):
        body = request()
        first, again = self.post(PATH, body), self.post(PATH, json.dumps(body, indent=1, sort_keys=True))
        self.assertEqual((first.status, again.status), (201, 200))
        self.assertEqual((first["idempotent-replayed"], again["idempotent-replayed"]), (None, "true"))
        self.assertEqual(first.json(), again.json())
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM request WHERE request_id = '{body['id']}'"), [(1,)])
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM request_message WHERE request_id = '{body['id']}'"), [(1,)])

    def test_the_same_id_with_other_content_is_refused(self):
        body = request()
        self.post(PATH, body)
        for change in ({"message": "x"}, {"contact": "09120000046"}, {"topic": "wrong"}):
            self.assert_problem(self.post(PATH, {**body, **change}), 422, "idempotency-mismatch")

    def test_every_miss_has_the_same_bytes(self):
        sent = self.send()
        other = self.send(contact="sara@example.ir")["code"]
        misses = [self.thread(sent["code"], contact="09120000046"), self.thread(sent["code"], contact="sara@example.ir"), self.thread(other),
                  self.thread(sent["code"], key="0" * 64), self.thread("0123456789"), self.thread("0123456789", key=sent["key"]),
                  self.write(sent["code"], "x", contact="09120000046"), self.write("0123456789", "x"), self.solved(sent["code"], True, contact="09120000046"),
                  self.solved("0123456789", False, key=sent["key"])]
        for miss in misses:
            self.assert_problem(miss, 404, "request-not-found")
        self.assertEqual(len({miss.body for miss in misses}), 1)
        self.assertEqual(self.thread(sent["code"]).json()["state"], "open")

    def test_a_message_lands_once_and_opens_the_request_again(self):
        sent = self.send()
        self.assertEqual(self.solved(sent["code"], True).json()["state"], "solved")
        id = ulid()
        first, again = self.write(sent["code"], "هنوز نه", id=id), self.write(sent["code"], "هنوز نه", id=id, key=sent["key"])
        self.assertEqual((first.status, again.status), (201, 200))
        self.assertEqual(first.json(), again.json())
        self.assert_problem(self.write(sent["code"], "چیز دیگر", id=id), 422, "idempotency-mismatch")
        other = self.send()
        self.assert_problem(self.write(other["code"], "هنوز نه", id=id), 422, "idempotency-mismatch")
        thread = self.thread(sent["code"]).json()
        self.assertEqual((thread["state"], [m["text"] for m in thread["messages"][1:]]), ("open", ["هنوز نه"]))

    def test_one_tap_closes_and_opens_again(self):
        sent = self.send()
        proof = {"key": sent["key"]}
        self.assertEqual(self.solved(sent["code"], True, **proof).json()["state"], "solved")
        once = self.thread(sent["code"]).json()
        self.assertEqual(self.solved(sent["code"], True, **proof).json(), once)
        self.assertEqual(self.solved(sent["code"], False, **proof).json()["state"], "open")

    def test_what_a_program_fills_in_is_kept_apart(self):
        answer = self.post(PATH, request(website="https://spam.example", message="buy now"))
        self.assertEqual((answer.status, sorted(answer.json())), (201, ["code", "id", "key", "received_at"]))
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM request WHERE is_spam = 1"), [(1,)])

    def test_the_page_is_told(self):
        self.assertIs(self.get("/v1/config").json()["features"]["requests"], True)


UNFIT = ("a\u0007b", "\u001b[2J", "a\u202eb", "a\u202ab", "a\u0085b", "a\u007fb")


class BadFields(RequestsTest):
    def assert_faults(self, path, body, *faults):
        answer = self.post(path, body)
        self.assert_problem(answer, 422, "validation")
        self.assertEqual([(error["pointer"], error["code"]) for error in answer.json()["errors"]], list(faults), body)

    def test_each_bad_field_of_a_request_is_named(self):
        before = rows(self.folder, "SELECT count(*) FROM request")
        cases = [("id", None, "required"), ("id", 5, "type"), ("id", "1", "format"), ("id", ulid().lower(), "format"),
                 ("topic", None, "required"), ("topic", "joke", "unknown"), ("topic", "", "length"), ("topic", ["damaged"], "type"), ("topic", "x" * 33, "length"),
                 ("message", None, "required"), ("message", "", "length"), ("message", " \n ", "length"), ("message", 1, "type"), ("message", "ی" * 4001, "length"),
                 ("message", "a\0b", "format"), *(("message", text, "format") for text in UNFIT),
                 ("contact", None, "required"), ("contact", "", "length"), ("contact", "sara", "format"), ("contact", "0912", "format"), ("contact", {}, "type"),
                 ("contact", "a@b@c.ir", "format"), ("contact", "a" * 250 + "@b.ir", "length"), ("contact", "a\u202e@b.ir\n", "format"),
                 ("order_number", 1, "type"), ("order_number", "1" * 65, "length"), ("order_number", "SRV\n1", "format"), ("order_number", "SRV\u202e1", "format"),
                 ("lang", 1, "type"), ("lang", "fa_IR", "format"), ("lang", "f" * 36, "length"),
                 ("occurred_at", None, "required"), ("occurred_at", "2026-02-30T10:00:00Z", "format"), ("occurred_at", "2026-13-01", "format"),
                 ("occurred_at", "2026-11-21T25:00:00Z", "format"), ("occurred_at", "yesterday", "format"), ("occurred_at", 1795255200, "type"),
                 ("occurred_at", "1969-12-31T23:59:59Z", "range"), ("website", 1, "type"), ("website", "x" * 501, "length"), ("admin", True, "unknown")]
        for field, value, code in cases:
            if field == "contact" and value == "a\u202e@b.ir\n":
                continue   # invisible letters are folded away: a pasted address stays usable
            body = {**request(), field: value}
            self.assert_faults(PATH, body, ("/" + field, code))
            if value is None:
                del body[field]
                self.assert_faults(PATH, body, ("/" + field, code))
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM request"), before)

    def test_each_bad_field_of_a_proof_is_named(self):
        code = self.send()["code"]
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
        for path, rest in ((PATH + "/status", {}), (PATH + "/messages", {"id": ulid(), "text": "x"}), (PATH + "/solved", {"solved": True})):
            for body, *faults in (
                    ({"code": None, "contact": PHONE}, ("/code", "required")), ({"code": 1, "contact": PHONE}, ("/code", "type")), ({"code": "", "contact": PHONE}, ("/code", "length")),
                    ({"code": wrong, "contact": PHONE}, ("/code", "format")), ({"code": "x" * 65, "contact": PHONE}, ("/code", "length")), ({"code": code}, ("/contact", "required")),
                    ({"code": code, "contact": 5}, ("/contact", "type")), ({"code": code, "contact": "x"}, ("/contact", "format")), ({"code": code, "key": 5}, ("/key", "type")),
                    ({"code": code, "key": "0" * 65}, ("/key", "length")), ({"code": code, "key": "0", "contact": PHONE}, ("/contact", "unknown")),
                    ({"code": code, "contact": PHONE, "x": 1}, ("/x", "unknown"))):
                self.assert_faults(path, {**body, **rest}, *faults)

    def test_each_bad_field_of_a_message_is_named(self):
        code = self.send()["code"]
        whole = {"id": ulid(), "code": code, "contact": PHONE, "text": "سلام"}
        for field, value, problem in (("id", None, "required"), ("id", "x", "format"), ("text", None, "required"), ("text", "", "length"), ("text", 1, "type"),
                                      ("text", "ی" * 4001, "length"), *(("text", text, "format") for text in UNFIT)):
            self.assert_faults(PATH + "/messages", {**whole, field: value}, ("/" + field, problem))
        for value, problem in ((None, "required"), ("true", "type"), (1, "type")):
            self.assert_faults(PATH + "/solved", {"code": code, "contact": PHONE, "solved": value}, ("/solved", problem))

    def test_text_that_is_no_json_or_no_utf_8_is_a_bad_request(self):
        for path in (PATH, PATH + "/status", PATH + "/messages", PATH + "/solved"):
            for body in (b"", b"{", b"[" * 1000, b'{"id":"\xff"}', b'{"message":"\\ud800"}'):
                self.assert_problem(self.post(path, body), 400, "bad-request")
            self.assert_problem(self.post(path, {}, {"Content-Type": "text/plain"}), 415, "media-type")
            self.assertEqual(self.get(path).status, 405)
        self.assert_problem(self.post(PATH, b" " * 70000), 413, "too-large")
        self.assert_problem(self.post(PATH + "/status", b" " * 5000), 413, "too-large")

    def test_the_longest_message_fits(self):
        for text in ("😀" * 4000, "ی" * 4000):
            sent = self.send(message=text)
            self.assertEqual(self.thread(sent["code"]).json()["messages"][0]["text"], text)


class Secrets(RequestsTest):
    config = {**OFF, "log": "info"}

    def test_no_contact_is_in_the_database_or_the_log(self):
        phone, email = "09351112233", "canary.person@secret.example"
        phone_code, email_code = self.send(contact=phone)["code"], self.send(contact=email)["code"]
        for code, contact in ((phone_code, phone), (email_code, email)):
            self.assertEqual(self.thread(code, contact=contact).status, 200)
            self.assertEqual(self.write(code, "یک پیام", contact=contact).status, 201)
            self.assertEqual(self.solved(code, True, contact=contact).status, 200)
            self.post(PATH, request(contact=contact, message=""))
        stored = b"".join(file.read_bytes() for file in self.folder.glob("shop.db*") if not file.name.endswith(".secret"))
        stored += repr([rows(self.folder, f"SELECT * FROM {table}") for table in ("request", "request_message", "audit_log")]).encode()
        log = self.server.stderr().encode()
        self.assertIn(b'"route":"/v1/requests/status"', log)
        for canary in (b"9351112233", b"canary.person", b"secret.example", email.encode().hex().encode(), b"+989351112233".hex().encode()):
            self.assertNotIn(canary, stored)
            self.assertNotIn(canary, log)
        for code in (phone_code, email_code):
            self.assertNotIn(code.encode(), log)
        masks = rows(self.folder, "SELECT contact_mask FROM request WHERE code IN ('%s', '%s') ORDER BY received_at" % (phone_code, email_code))
        self.assertEqual(masks, [("09••• •••33",), ("c•••@s•••.example",)])

    def test_one_contact_is_sealed_differently_each_time(self):
        codes = [self.send()["code"] for _ in range(2)]
        sealed = rows(self.folder, "SELECT DISTINCT contact_sealed FROM request WHERE code IN ('%s', '%s')" % tuple(codes))
        self.assertEqual(len(sealed), 2)


class Owner(RequestsTest):
    """The owner's side, beside a running server."""

    def run_cli(self, *arguments, **options):
        return subprocess.run([PASOKH, *arguments, *place(self.folder)], capture_output=True, text=True, timeout=30, **options)

    def refused(self, *arguments):
        done = self.run_cli("requests", *arguments)
        self.assertEqual(done.returncode, 1, done.stdout)
        return done.stderr

    def test_a_reply_reaches_the_customer_and_a_close_asks_for_a_word(self):
        sent = self.send(contact="owner@example.ir")
        proof = {"key": sent["key"]}
        self.assertIn("answered", self.cli("reply", sent["code"], "--text", "-", text="سلام\nعکس بفرستید\u202e\n"))
        thread = self.thread(sent["code"], **proof).json()
        self.assertEqual((thread["state"], thread["messages"][1]["from"], thread["messages"][1]["text"]), ("answered", "shop", "سلام\nعکس بفرستید"))
        self.cli("close", sent["code"].lower())
        self.assertEqual(self.thread(sent["code"], **proof).json()["state"], "closed")
        self.assertEqual(self.solved(sent["code"], False, **proof).json()["state"], "open")

    def test_the_list_has_what_people_wrote_waiting_longest_first(self):
        first, second = self.send(message="یک"), self.send(message="دو\nسه \u200c")
        spam = self.post(PATH, request(website="https://x", message="spam")).json()
        codes = [row["code"] for row in json.loads(self.cli("list", "--json", "--limit", "1000"))]
        self.assertLess(codes.index(first["code"]), codes.index(second["code"]))
        self.assertNotIn(spam["code"], codes)
        self.assertIn(spam["code"], [row["code"] for row in json.loads(self.cli("list", "--json", "--spam"))])
        self.solved(second["code"], True)
        self.assertNotIn(second["code"], self.cli("list", "--json", "--state", "open"))
        text = self.cli("list", "--state", "solved")
        self.assertIn("دو سه", text)
        self.assertEqual(text.count("\n"), len(json.loads(self.cli("list", "--json", "--state", "solved"))))

    def test_a_contact_is_shown_only_when_asked_for_and_that_is_written_down(self):
        code = self.send(contact="0912 111 2233")["code"]
        self.assertIn("09••• •••33", self.cli("show", code))
        self.assertNotIn("+989121112233", self.cli("show", code, "--json"))
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM audit_log WHERE subject = '{code}'"), [(0,)])
        done = self.run_cli("requests", "show", code, "--contact", "--json", *key(self.folder))
        self.assertEqual(json.loads(done.stdout)["contact"], "+989121112233")
        line = json.loads(done.stderr)
        self.assertEqual((line["event"], line["what"], line["subject"]), ("audit", "contact shown", code))
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM audit_log WHERE subject = '{code}' AND who <> ''"), [(1,)])
        (self.folder / "other.secret").write_text("0" * 64 + "\n")
        self.assertIn("sealed under another secret", self.refused("show", code, "--contact", "--secret-file", str(self.folder / "other.secret")))
        self.assertIn("is missing", self.refused("show", code, "--contact", "--secret-file", str(self.folder / "none.secret")))
        self.assertFalse((self.folder / "none.secret").exists())
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM audit_log WHERE subject = '{code}'"), [(1,)])
        with unittest.mock.patch.dict(os.environ, {"SUDO_USER": "maryam"}):
            self.run_cli("requests", "show", code, "--contact", *key(self.folder))
        self.assertEqual(rows(self.folder, f"SELECT count(*) FROM audit_log WHERE subject = '{code}' AND who LIKE '%(sudo: maryam)'"), [(1,)])

    def test_an_attached_order_is_known_as_the_customers_or_not(self):
        for order, expected in (("srv ۱", True), ("SRV-2", False), ("SRV-99", None)):
            code = self.send(order_number=order)["code"]
            self.assertEqual(json.loads(self.cli("show", code, "--json")).get("order_is_theirs"), expected, order)
        self.assertIn("ANOTHER contact", self.cli("show", self.send(order_number="SRV-2")["code"]))

    def test_words_cannot_repaint_the_terminal(self):
        code = self.send(message="\u2066a\u2069\tb\n\nc")["code"]
        shown = self.cli("show", code)
        self.assertIn("c", shown)
        for letter in "\u2066\u2069\t\x1b":
            self.assertNotIn(letter, shown + self.cli("list"))

    def test_mistakes_are_named(self):
        self.assertIn("is no code of a request", self.refused("show", "0123456780"))
        self.assertIn("no request of this shop has this code", self.refused("close", "0123456789"))
        code = self.send()["code"]
        self.assertIn("the reply is empty", self.refused("reply", code, "--text", "  "))
        self.assertIn("more than 4000 letters", self.refused("reply", code, "--text", "ی" * 4001))
        self.assertIn("there is no such database", self.run_cli("requests", "list", "--config", "/nonexistent").stderr + subprocess.run(
            [PASOKH, "requests", "list", "--db", str(self.folder / "none.db")], capture_output=True, text=True).stderr)

    def test_report_and_export_have_them(self):
        code = self.send(message="=1+1")["code"]
        report = json.loads(self.run_cli("report", "--json").stdout)["requests"]
        self.assertEqual((report["open"], report["within_day"], report["older"]), (report["within_day"], report["open"], 0))
        self.assertGreater(report["open"], 0)
        self.assertIn(f"{report['open']} open:", self.run_cli("report").stdout)
        out = self.run_cli("export", "requests").stdout
        line = next(line for line in out.splitlines() if line.startswith(code))
        self.assertTrue(line.endswith(",customer,'=1+1"), line)
        self.assertNotIn("120000045", out)
        rows_out = [json.loads(line) for line in self.run_cli("export", "requests", "--format", "ndjson").stdout.splitlines()]
        self.assertIn((code, "customer", "=1+1"), [(row["code"], row["from"], row["text"]) for row in rows_out])


class Off(ServerTest):
    config = {"shop": {"id": "demo", "features": {"requests": False}}}

    def test_a_shop_without_requests_has_no_address(self):
        for path in ("", "/status", "/messages", "/solved"):
            self.assert_problem(self.post(PATH + path, {}), 404, "not-found")
        self.assertIs(self.get("/v1/config").json()["features"]["requests"], False)


class LimitedByAddress(RequestsTest):
    config = {"limits": {**NO_FORM_LIMITS, "requests_per_minute": 3}}

    def test_too_many_are_asked_to_wait_whether_the_code_exists_or_not(self):
        code = self.send()["code"]
        answers = [self.thread(code), self.thread("0123456789"), self.thread(code), self.thread("0123456789"), self.post(PATH, request())]
        self.assertEqual([answer.status for answer in answers], [200, 404, 429, 429, 429])
        self.assertGreater(int(answers[-1]["retry-after"]), 0)


class LimitedByContact(RequestsTest):
    config = {"limits": {**NO_FORM_LIMITS, "requests_per_minute": 0, "requests_per_contact_day": 3}}

    def test_one_contact_sends_so_many_a_day(self):
        bodies = [request() for _ in range(4)]
        answers = [self.post(PATH, body) for body in bodies]
        self.assertEqual([answer.status for answer in answers], [201, 201, 201, 429])
        self.assertAlmostEqual(int(answers[3]["retry-after"]), 86400, delta=60)
        self.assertEqual(self.post(PATH, bodies[0]).status, 200)   # stored before the limit: still a replay
        self.assertEqual(self.post(PATH, request(contact="other@example.ir")).status, 201)

    def test_one_thread_takes_so_many_messages_a_day(self):
        code = self.send(contact="thread@example.ir")["code"]
        statuses = [self.write(code, f"{i}", contact="thread@example.ir").status for i in range(51)]
        self.assertEqual(statuses.count(201), 49)   # the first message counts
        self.assertEqual(statuses[-1], 429)


class Upgrade(FolderTest):
    @sqlite_only
    def test_databases_of_every_earlier_version_get_the_tables(self):
        for version in (1, 2, 3, 4, 5, 6):
            folder = self.folder / str(version)
            folder.mkdir()
            old_database(folder / "shop.db", version)
            server = Server(folder, OFF)
            self.addCleanup(server.kill)
            answer = server.request("POST", PATH, json.dumps(request()).encode(), {"Content-Type": "application/json"})
            self.assertEqual(answer.status, 201, answer.body)
            self.assertEqual(server.stop(), 0)
            self.assertEqual(rows(folder, "PRAGMA user_version"), [(8,)])

    def test_a_request_survives_a_kill_after_its_answer(self):
        server = Server(self.folder, OFF)
        body = json.dumps(request()).encode()
        first = server.request("POST", PATH, body, {"Content-Type": "application/json"})
        server.kill()
        server = Server(self.folder, OFF)
        self.addCleanup(server.kill)
        again = server.request("POST", PATH, body, {"Content-Type": "application/json"})
        self.assertEqual((first.status, again.status, again.json()), (201, 200, first.json()))


if __name__ == "__main__":
    unittest.main()
