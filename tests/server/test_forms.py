"""What programs fill in (form_guard.h): marked or asked for work, while people are asked for nothing and nothing is lost."""
import base64
import concurrent.futures
import hashlib
import hmac
import json
import pathlib
import subprocess
import time
import unittest

from harness import PASOKH, UNLIMITED, FolderTest, Server, ServerTest, feedback, place, rows, ulid
from test_requests import PATH, request

SECONDS = 1                            # instead of three, so that nobody waits
ON = {"limits": {**UNLIMITED["limits"], "requests_per_minute": 0, "requests_per_contact_day": 0, "challenges_per_minute": 0, "form_seconds": SECONDS, "challenge_bits": 8},
      "trusted_proxies": ["127.0.0.1"]}


def solve(challenge):
    """The widget's search (core/orders/challenge.cpp), by another hand."""
    begin, least = hashlib.sha256(f"{challenge['salt']}:".encode()), 1 << (256 - challenge["bits"])
    number = 0
    while True:
        digest = begin.copy()
        digest.update(str(number).encode())
        if int.from_bytes(digest.digest(), "big") < least:
            return {**challenge, "number": number}
        number += 1


class FormsTest(ServerTest):
    config = ON

    def stamp(self):
        return self.get("/v1/config").json()["form_stamp"]

    def old_stamp(self):
        """One of a page that somebody has been looking at."""
        cls = type(self)
        if not hasattr(cls, "stamps"):
            cls.stamps = [self.stamp() for _ in range(200)]
            time.sleep(SECONDS + 0.05)
        return cls.stamps.pop()

    def send(self, path, body, client="203.0.113.1"):
        return self.post(path, body, {"X-Forwarded-For": client})

    def send_as_page(self, path, body, client="203.0.113.1"):
        """As the widget's outbox: does the work that it is asked for. The answer, and how often it was asked."""
        asked = 0
        while (answer := self.send(path, body, client)).status == 403 and asked < 3:
            self.assert_problem(answer, 403, "challenge-required")
            asked += 1
            body = {**body, "pow": solve(self.send("/v1/challenge", {}, client).json())}
        return answer, asked

    def is_spam(self, body):
        table, column = ("feedback", "submission_id") if "kind" in body else ("request_message", "message_id") if "text" in body else ("request", "request_id")
        found = rows(self.folder, f"SELECT is_spam FROM {table} WHERE {column} = '{body['id']}'")
        return found[0][0] if found else None

    def cli(self, *arguments):
        done = subprocess.run([PASOKH, *arguments, *place(self.folder)], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout


class People(FormsTest):
    def test_a_stamp_comes_with_the_shop_and_the_page_keeps_it_for_the_day(self):
        first, second = self.get("/v1/config"), self.get("/v1/config")
        self.assertNotEqual(first.json()["form_stamp"], second.json()["form_stamp"])
        self.assertEqual(first["etag"], second["etag"])
        self.assertEqual(self.get("/v1/config", **{"If-None-Match": first["etag"]}).status, 304)
        self.assertIn("private", first["cache-control"])

    def test_a_person_is_asked_for_nothing(self):
        for path, body in (("/v1/feedback", feedback(stamp=self.old_stamp())), (PATH, request(stamp=self.old_stamp())),
                           ("/v1/feedback", feedback(stamp=self.stamp(), comment=None))):   # a tap may be fast
            self.assertEqual(self.send(path, body).status, 201)
            self.assertEqual(self.is_spam(body), 0, body)

    def test_a_page_without_a_stamp_works_for_it_and_loses_nothing(self):
        for path, body in (("/v1/feedback", feedback()), (PATH, request())):
            answer, asked = self.send_as_page(path, body)
            self.assertEqual((answer.status, asked, self.is_spam(body)), (201, 1, 0))
            again, _ = self.send_as_page(path, body)
            self.assertEqual((again.status, again.json()), (200, answer.json()), "the work is no part of what was sent")

    def test_one_piece_of_work_is_good_for_one_form(self):
        pow = solve(self.send("/v1/challenge", {}).json())
        answers = [self.send("/v1/feedback", {**feedback(), "pow": pow}).status for _ in range(2)]
        self.assertEqual(answers, [201, 403])

    def test_five_hundred_people_are_all_taken(self):
        def person(number):
            stamp, client = self.stamp(), f"198.51.{number // 250}.{number % 250}"
            time.sleep(SECONDS + 0.05)
            body = feedback(stamp=stamp) if number % 2 else request(stamp=stamp)
            for _ in range(20):   # a database that is busy is asked again, as by every outbox
                answer = self.send("/v1/feedback" if number % 2 else PATH, body, client)
                if answer.status != 503:
                    break
                time.sleep(0.2)
            return answer.status, body
        with concurrent.futures.ThreadPoolExecutor(50) as crowd:
            done = list(crowd.map(person, range(500)))
        self.assertEqual({status for status, _ in done}, {201})
        ids = {body["id"] for _, body in done}
        marked = {row[0] for row in rows(self.folder, "SELECT submission_id FROM feedback WHERE is_spam = 1 UNION ALL SELECT request_id FROM request WHERE is_spam = 1")}
        self.assertEqual(ids & marked, set())


class Programs(FormsTest):
    def thread(self):
        body = request(stamp=self.old_stamp())
        return self.send(PATH, body).json()

    def message(self, thread, **changes):
        return {"id": ulid(), "code": thread["code"], "key": thread["key"], "text": "buy now", **changes}

    def test_words_that_came_too_fast_are_kept_and_marked(self):
        thread = self.thread()
        for path, body in (("/v1/feedback", feedback(stamp=self.stamp())), (PATH, request(stamp=self.stamp())), (PATH + "/messages", self.message(thread, stamp=self.stamp()))):
            self.assertEqual(self.send(path, body).status, 201)
            self.assertEqual(self.is_spam(body), 1, path)

    def test_a_field_that_nobody_sees_marks_everywhere(self):
        thread = self.thread()
        for path, body in (("/v1/feedback", feedback(stamp=self.old_stamp(), website="https://x.example")), (PATH, request(stamp=self.old_stamp(), website="x")),
                           (PATH + "/messages", self.message(thread, stamp=self.old_stamp(), website="x"))):
            answer = self.send(path, body)
            self.assertEqual(answer.status, 201)
            self.assertNotIn("spam", answer.body.decode())
            self.assertEqual(self.is_spam(body), 1, path)

    def test_without_a_stamp_of_this_shop_nothing_is_stored(self):
        good = self.old_stamp()
        moment, salt, signature = good.split(".")
        own = hmac.new(b"0" * 32, f"demo\n{moment}.{salt}".encode(), "sha256").digest()
        for stamp in (None, "x", f"{int(moment) - 9000}.{salt}.{signature}", f"{moment}.{salt[::-1]}.{signature}", f"{moment}.{salt}.{signature[::-1]}",
                      f"{moment}.{salt}." + base64.urlsafe_b64encode(own).rstrip(b"=").decode()):
            for path, body in (("/v1/feedback", feedback(stamp=stamp)), (PATH, request(stamp=stamp))):
                self.assert_problem(self.send(path, body), 403, "challenge-required")
                self.assertIsNone(self.is_spam(body), stamp)

    def test_work_that_was_not_done_is_none(self):
        challenge = self.send("/v1/challenge", {}).json()
        number = solve(challenge)["number"]
        for pow in ({**challenge, "number": number + 1}, {**challenge, "bits": 1, "number": 0}, {**challenge, "salt": "other", "number": number}):
            self.assert_problem(self.send("/v1/feedback", {**feedback(), "pow": pow}), 403, "challenge-required")

    def test_a_marked_message_leaves_the_request_as_it_is_and_the_owner_can_take_it_back(self):
        thread = self.thread()
        self.cli("requests", "close", thread["code"])
        body = self.message(thread, stamp=self.stamp(), text="wrongly judged")
        self.send(PATH + "/messages", body)
        self.assertEqual(self.send(PATH + "/status", {"code": thread["code"], "key": thread["key"]}).json()["state"], "closed")
        shown = json.loads(self.cli("requests", "show", thread["code"], "--json"))
        self.assertEqual((shown["hidden"], [m["text"] for m in shown["messages"]]), (1, [request()["message"]]))
        self.assertIn("pasokh requests keep", self.cli("requests", "show", thread["code"]))
        self.assertIn("wrongly judged", self.cli("requests", "show", thread["code"], "--spam"))
        self.assertIn(thread["code"], self.cli("requests", "list", "--spam", "--json"))
        self.cli("requests", "keep", thread["code"])
        shown = json.loads(self.cli("requests", "show", thread["code"], "--json"))
        self.assertEqual((shown["hidden"], shown["state"], shown["messages"][-1]["text"]), (0, "open", "wrongly judged"))

    def test_what_is_marked_counts_nowhere_but_as_marked(self):
        before = json.loads(self.cli("report", "--json"))
        self.send("/v1/feedback", feedback(stamp=self.stamp(), kind="csat", score=1, subject="SRV-1", comment="spam comment"))
        code = self.send(PATH, request(stamp=self.stamp(), message="spam request")).json()["code"]
        after = json.loads(self.cli("report", "--json"))
        self.assertEqual([after["spam"][name] - before["spam"][name] for name in ("feedback", "requests", "messages")], [1, 1, 0])
        for one in (before, after):
            del one["spam"], one["until"], one["since"]
        self.assertEqual(after, before)
        self.assertIn("Judged to be of programs", self.cli("report"))
        self.assertNotIn(code, self.cli("requests", "list"))
        self.assertNotIn("spam comment", self.cli("export", "feedback"))
        self.assertNotIn("spam request", self.cli("export", "requests"))
        self.cli("requests", "keep", code)
        self.assertIn(code, self.cli("requests", "list", "--json"))


class Budgets(FormsTest):
    config = {**ON, "limits": {**ON["limits"], "forms_before_challenge": 4, "shop_forms_before_challenge": 12}}

    def test_an_address_and_then_the_shop_are_asked_for_work_and_the_page_does_it(self):
        statuses = [self.send("/v1/feedback", feedback(stamp=self.old_stamp()), "192.0.2.1").status for _ in range(6)]
        self.assertEqual(statuses, [201] * 4 + [403] * 2)
        self.assertEqual(self.send("/v1/feedback", feedback(stamp=self.old_stamp()), "192.0.2.2").status, 201)
        body = feedback(stamp=self.old_stamp())
        answer, asked = self.send_as_page("/v1/feedback", body, "192.0.2.1")
        self.assertEqual((answer.status, asked, self.is_spam(body)), (201, 1, 0))
        statuses = [self.send("/v1/feedback", feedback(stamp=self.old_stamp()), f"192.0.2.{10 + i}").status for i in range(8)]
        self.assertEqual(statuses, [201] * 6 + [403] * 2, "the shop's own budget")
        body = request(stamp=self.old_stamp())
        answer, asked = self.send_as_page(PATH, body, "192.0.2.99")
        self.assertEqual((answer.status, asked, self.is_spam(body)), (201, 1, 0))


class OneStamp(FormsTest):
    def test_one_stamp_is_one_visit(self):
        stamp = self.old_stamp()
        statuses = [self.send("/v1/feedback", feedback(stamp=stamp), f"192.0.2.{i}").status for i in range(14)]
        self.assertEqual(statuses, [201] * 10 + [403] * 4)


class TwoShops(FolderTest):
    def test_a_stamp_of_another_shop_is_none(self):
        secret = pathlib.Path(self.folder) / "one.secret"
        stamps = {}
        for shop in ("a", "b"):
            folder = self.folder / shop
            folder.mkdir()
            server = Server(folder, {**ON, "secret_file": str(secret), "shop": {"id": shop}}, database=["--db", str(folder / "shop.db")])
            self.addCleanup(server.kill)
            stamps[shop] = server, server.request("GET", "/v1/config").json()["form_stamp"]
        time.sleep(SECONDS + 0.05)
        for shop, (server, own) in stamps.items():
            other = stamps["b" if shop == "a" else "a"][1]
            for stamp, status in ((other, 403), (own, 201)):
                answer = server.request("POST", "/v1/feedback", json.dumps(feedback(stamp=stamp)).encode(), {"Content-Type": "application/json"})
                self.assertEqual(answer.status, status)


if __name__ == "__main__":
    unittest.main()
