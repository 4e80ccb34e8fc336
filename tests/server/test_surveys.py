"""Surveys: what a shop may configure, what the page is told, what its answers come to."""
import json
import subprocess
import unittest

from harness import (ORDERS, PASOKH, UNLIMITED, FolderTest, ServerTest, feedback, import_orders, old_database, place, rows, sqlite_only, ulid,
                     wait_until)

DELIVERY = {"id": "delivery", "kind": "csat", "trigger": "order_delivered", "after_days": 2, "product_types": {"durable": 21, "experience": 1},
            "every_days": 60, "question": {"fa": "چطور بود؟", "en": "How was it?"}}
GUIDES = {"id": "guides", "kind": "effort", "trigger": "article_read"}
SHOP = {"id": "demo", "surveys": [DELIVERY, GUIDES], "ask_at_most_every_days": 14}


def vote(score, subject="fa/return", **changes):
    return feedback(kind="article", score=score, subject=subject, comment=None, **changes)


class Surveys(ServerTest):
    config = {**UNLIMITED, "shop": SHOP}

    @classmethod
    def prepare(cls):
        order = {**ORDERS[1], "number": "TYPED-1", "lines": [{"title": "جارو", "product_type": "durable"}, {"title": "کاغذ"}]}
        assert import_orders(cls.folder, [order]).returncode == 0

    def report(self, *arguments):
        done = subprocess.run([PASOKH, "report", *place(self.folder), *arguments], capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def json(self):
        return json.loads(self.report("--json"))

    def tell(self, body):
        self.assertEqual(self.post("/v1/feedback", body).status, 201)
        return body["id"]

    def test_1_the_page_is_told_the_surveys_as_they_were_written(self):
        told = self.get("/v1/config").json()
        self.assertEqual(told["ask_at_most_every_days"], 14)
        self.assertEqual(told["surveys"], [DELIVERY, {**GUIDES, "after_days": 0, "every_days": 90}])

    def test_2_the_type_of_a_product_comes_with_its_order(self):
        lines = self.lookup("TYPED-1", email="only@example.ir").json()["lines"]
        self.assertEqual([line.get("product_type") for line in lines], ["durable", None])

    def test_3_the_csv_has_a_column_for_it(self):
        text = "number,placed_at,state,phone,total,currency,line_title,line_product_type\nCSV-1,2026-11-01,open,09120000045,1,IRT,جارو,durable\n"
        done = import_orders(self.folder, text=text.encode(), name="orders.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.lookup("CSV-1", phone="09120000045").json()["lines"][0]["product_type"], "durable")
        long = import_orders(self.folder, text=text.replace("durable", "d" * 41).replace("CSV-1", "CSV-2").encode(), name="orders.csv")
        self.assertEqual(long.returncode, 1)
        self.assertIn("orders.csv:2: line_product_type", long.stderr)

    def test_4_a_reason_completes_its_vote_and_counts_no_second_time(self):
        first = self.tell(vote(0))
        self.tell(vote(0, reason="unclear", replaces=first))
        self.tell(vote(1))
        second = self.tell(vote(0))
        self.tell(vote(0, reason="wrong", replaces=second))
        self.tell(vote(0))
        data = self.json()
        self.assertEqual([(one["article"], one["votes"], one["not_helpful"]) for one in data["articles"]], [("fa/return", 4, 3)])
        self.assertEqual(data["article_votes"], 4)
        self.assertEqual(data["articles"][0]["reasons"], {"wrong": 1, "unclear": 1, "off_topic": 0, "too_long": 0, "other": 0})
        self.assertEqual(data["reasons"], data["articles"][0]["reasons"])
        self.assertIn("wrong 1, unclear 1", self.report())
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM feedback WHERE kind = 'article'"), [(6,)], "all rows are kept")

    def test_5_nobody_replaces_the_answer_to_another_question(self):
        first = self.tell(vote(0, "en/other"))
        self.tell(vote(1, "en/another", replaces=first))
        self.tell(feedback(kind="review", score=1, subject="SRV-1", replaces=first))
        self.assertEqual([one["article"] for one in self.json()["articles"] if one["article"] == "en/other"], ["en/other"])

    def test_6_an_order_counts_once_a_question_however_its_number_is_spelled(self):
        for subject, score in {"SRV-1": 1, "srv 1": 2, "#SRV-۱": 7}.items():
            self.tell(feedback(kind="effort", score=score, subject=subject))
        self.tell(feedback(kind="effort", score=4))
        self.tell(feedback(kind="effort", score=4))
        effort = self.json()["effort"]
        self.assertEqual((effort["answers"], effort["mean"]), (3, 5))

    def test_7_what_is_low_depends_on_the_scale(self):
        before = {item["id"] for item in self.json()["follow_ups"]["items"]}
        low = {self.tell(feedback(kind=kind, score=score)) for kind, score in (("nps", 6), ("effort", 3), ("csat", 2), ("review", 2))}
        for kind, score in (("nps", 7), ("effort", 4), ("csat", 3), ("review", 3)):
            self.tell(feedback(kind=kind, score=score))
        after = {item["id"] for item in self.json()["follow_ups"]["items"]}
        self.assertEqual(after - before, low)

    def test_8_a_wrong_reason_is_named(self):
        for changes, pointer, code in (({"reason": "ugly"}, "/reason", "unknown"), ({"reason": 5}, "/reason", "type"), ({"reason": "\u202ewrong"}, "/reason", "unknown"),
                                       ({"reason": "x" * 33}, "/reason", "length"), ({"replaces": "x"}, "/replaces", "format"), ({"replaces": 1}, "/replaces", "type")):
            answer = self.post("/v1/feedback", vote(0, **changes))
            self.assert_problem(answer, 422, "validation")
            self.assertIn({"pointer": pointer, "code": code}, answer.json()["errors"])
        for body in (vote(1, reason="wrong"), feedback(score=1, reason="wrong")):
            self.assertEqual(self.post("/v1/feedback", body).json()["errors"], [{"pointer": "/reason", "code": "unexpected"}])
        own = ulid()
        self.assertEqual(self.post("/v1/feedback", vote(0, id=own, replaces=own)).status, 422)

    def test_9_reasons_are_exported(self):
        out = self.folder / "feedback.ndjson"
        done = subprocess.run([PASOKH, "export", "feedback", *place(self.folder), "--format", "ndjson", "-o", out], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 0, done.stderr)
        reasons = [json.loads(line)["reason"] for line in out.read_text().splitlines()]
        self.assertIn("unclear", reasons)

    def test_a_response_rate_is_of_the_surveys_shown(self):
        self.assertIsNone(self.json()["response_rate"])
        for event in ["shown"] * 4 + ["answered"]:
            answer = self.post("/v1/survey-counts", {"event": event})
            self.assertEqual((answer.status, answer.body), (204, b""))
        self.assertTrue(wait_until(lambda: self.json()["response_rate"] is not None, 10))
        self.assertEqual({name: self.json()["response_rate"][name] for name in ("shown", "answered", "share")}, {"shown": 4, "answered": 1, "share": 0.25})
        self.assertIn("Answered of the surveys shown", self.report())
        self.assertEqual({column for column, in rows(self.folder, "SELECT DISTINCT name FROM day_count WHERE name LIKE 'survey%'")}, {"survey_shown", "survey_answered"})

    def test_b_another_event_is_refused(self):
        for body, pointer in (({"event": "seen"}, "/event"), ({}, "/event"), ({"event": 1}, "/event"), ({"event": "shown", "order": "SRV-1"}, "/order")):
            answer = self.post("/v1/survey-counts", body)
            self.assert_problem(answer, 422, "validation")
            self.assertEqual(answer.json()["errors"][0]["pointer"], pointer)


class Configuration(FolderTest):
    def refusal(self, shop):
        config = self.folder / "config.json"
        config.write_text(json.dumps({"shop": {"id": "demo", **shop}}, ensure_ascii=False))
        done = subprocess.run([PASOKH, "serve", "--config", config, "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def test_each_mistake_is_named_with_its_place(self):
        for survey, words in (
            ({**DELIVERY, "after_day": 3}, 'unknown key "/shop/surveys/0/after_day"; did you mean "after_days"?'),
            ({**DELIVERY, "kind": "mood"}, '/shop/surveys/0/kind: "mood" is not one of csat, nps, effort, review'),
            ({**DELIVERY, "kind": "article"}, "is not one of csat"),
            ({**DELIVERY, "trigger": "checkout"}, '/shop/surveys/0/trigger: "checkout" is not one of order_delivered, order_placed, article_read, visit'),
            ({**GUIDES, "after_days": 3}, "/shop/surveys/0/after_days: counts from an order"),
            ({**GUIDES, "product_types": {"durable": 3}}, "/shop/surveys/0/product_types: counts from an order"),
            ({**GUIDES, "kind": "review"}, "a review is of what was bought"),
            ({**DELIVERY, "every_days": 0}, "/shop/surveys/0/every_days: range"),
            ({**DELIVERY, "after_days": -1}, "/shop/surveys/0/after_days: range"),
            ({**DELIVERY, "after_days": "3"}, "/shop/surveys/0/after_days: type"),
            ({**DELIVERY, "product_types": {"durable": 99999}}, "/shop/surveys/0/product_types/durable: range"),
            ({**DELIVERY, "question": {"fa": "x" * 201}}, "/shop/surveys/0/question/fa: length"),
            ({"kind": "csat", "trigger": "visit"}, "/shop/surveys/0/id: required"),
            ({"id": "a", "trigger": "visit"}, "/shop/surveys/0/kind: required"),
        ):
            with self.subTest(words):
                self.assertIn(words, self.refusal({"surveys": [survey]}))
        self.assertIn('/shop/surveys/1/id: "guides" is the id of another survey', self.refusal({"surveys": [GUIDES, GUIDES]}))
        self.assertIn("/shop/ask_at_most_every_days: range", self.refusal({"ask_at_most_every_days": 0}))
        self.assertIn("/shop/surveys: type", self.refusal({"surveys": {}}))
        self.assertIn("/shop/surveys: length", self.refusal({"surveys": [{**GUIDES, "id": str(i)} for i in range(21)]}))


@sqlite_only
class Migration(FolderTest):
    def test_answers_of_an_older_release_have_no_reason_and_count_on(self):
        db = self.folder / "shop.db"
        old_database(db, 5)
        import sqlite3
        with sqlite3.connect(db) as database:
            database.execute("INSERT INTO shop VALUES ('demo', 'x', 1)")
            database.execute("INSERT INTO feedback SELECT 'demo', ?, '', 'article', 0, 0, 1, 'fa/return', '', 'fa', 1, CAST(strftime('%s') AS INTEGER) * 1000", (ulid(),))
        done = subprocess.run([PASOKH, "serve", "--db", db, "--listen", "127.0.0.1:0"], capture_output=True, text=True, timeout=30)
        self.assertIn("another secret", done.stderr)   # migrated, then refused for the secret of nobody
        self.assertEqual(rows(self.folder, "PRAGMA user_version"), [(8,)])
        self.assertEqual(rows(self.folder, "SELECT reason, replaces FROM feedback"), [("", "")])
        report = json.loads(subprocess.run([PASOKH, "report", "--db", db, "--json"], capture_output=True, text=True, timeout=30).stdout)
        self.assertEqual((report["article_votes"], sum(report["reasons"].values())), (1, 0))


if __name__ == "__main__":
    unittest.main()
