"""`pasokh report` and `pasokh follow-up`: figures with their counts and intervals, from what a real server has stored."""
import datetime
import json
import sqlite3
import subprocess
import unittest

from harness import ON_POSTGRES, ORDERS, PASOKH, UNLIMITED, FolderTest, ServerTest, change, columns_of, feedback, import_orders, place, rows, ulid, wait_until

ON = {"limits": {**UNLIMITED["limits"], "unanswered_per_minute": 0}, "shop": {"id": "demo", "features": {"unanswered_searches": True}}}


TEHRAN = datetime.timezone(datetime.timedelta(hours=3, minutes=30))


def ago(days):
    return (datetime.datetime.now(TEHRAN) - datetime.timedelta(days=days)).strftime("%Y-%m-%d")


def days_since(day):
    return (datetime.datetime.now(TEHRAN).date() - datetime.date.fromisoformat(day)).days


def run(*arguments):
    return subprocess.run([PASOKH, *map(str, arguments)], capture_output=True, text=True, timeout=30)


class Report(ServerTest):
    config = ON

    @classmethod
    def prepare(cls):
        cls.promised = ago(4)
        late = {**ORDERS[1], "number": "LATE-1", "city": "شیراز", "placed_at": ago(9), "promised_until": cls.promised, "promised_from": ago(5)}
        fine = {**ORDERS[1], "number": "FINE-1", "placed_at": ago(2)}
        for order in (late, fine):
            if "promised_until" in order:
                order["promised"] = {"from": order.pop("promised_from"), "until": order.pop("promised_until")}
        arrived = {**ORDERS[1], "number": "ARRIVED-1", "placed_at": ago(9), "promised": late["promised"],
                   "parcels": [{"id": "P1", "carrier": "پست", "status": "delivered", "eta": late["promised"], "events": []}]}
        done = import_orders(cls.folder, [late, fine, arrived])
        assert done.returncode == 0, done.stderr

    def report(self, *arguments):
        done = run("report", *place(self.folder), *arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.report("--json", *arguments))

    def tell(self, body, path="/v1/feedback"):
        self.assertEqual(self.post(path, body).status, 201)

    def test_1_without_answers_no_figure_is_shown(self):
        table, data = self.report(), self.json()
        for words in ("no answers yet", "no votes yet", "no lookups yet"):
            self.assertIn(words, table)
        for name in ("csat", "nps", "effort", "review", "lookups"):
            self.assertIsNone(data[name])
        self.assertEqual((data["articles"], data["unanswered"], data["follow_ups"]["open"]), ([], [], 0))

    def test_2_late_orders_are_those_the_customer_sees_late(self):
        before = days_since(self.promised)
        late = self.json()["late_orders"]
        found = next(order for order in late["orders"] if order["number"] == "LATE-1")
        self.assertEqual(found["city"], "شیراز")
        self.assertIn(found["late_days"], (before, days_since(self.promised)), "days of the shop's calendar since the promised one")
        for number in ("FINE-1", "ARRIVED-1"):
            self.assertNotIn(number, [order["number"] for order in late["orders"]])
        self.assertEqual(late["late"], len(late["orders"]))

    def test_3_each_figure_has_its_count_and_interval(self):
        for score in [5] * 20 + [4] * 7 + [3] * 2 + [1]:
            self.tell(feedback(score=score))
        for score in [10] * 5 + [8] * 3 + [6] * 2:
            self.tell(feedback(kind="nps", score=score))
        few = self.json()["nps"]
        self.assertEqual(few, {"answers": 10, "promoters": 5, "passives": 3, "detractors": 2, "score": None})
        self.assertIn("shown from 30 answers", self.report())
        for score in [9] * 10 + [7] * 6 + [0] * 4:
            self.tell(feedback(kind="nps", score=score))
        for score in (7, 6, 6):
            self.tell(feedback(kind="effort", score=score))
        data = self.json()
        self.assertEqual(data["csat"], {"answers": 30, "satisfied": 27, "share": 0.9, "low": 0.7438, "high": 0.9654})
        self.assertEqual({name: data["nps"][name] for name in ("answers", "promoters", "passives", "detractors", "score")},
                         {"answers": 30, "promoters": 15, "passives": 9, "detractors": 6, "score": 30.0})
        # Adjusted Wald: p = 15.75/33, d = 6.75/33, half = 1.96 * sqrt((p + d - (p - d)^2) / 33).
        self.assertEqual((data["nps"]["low"], data["nps"]["high"]), (0.6813, 53.8642))
        self.assertNotIn("shown from 30", self.report())
        self.assertEqual((data["effort"]["answers"], data["effort"]["mean"]), (3, 6.3333))
        self.assertIsNone(data["review"])
        line = next(line for line in self.report().splitlines() if "Satisfied" in line)
        self.assertEqual(line.split("5 of 5)")[1].split(), ["30", "90.0", "%", "74.4", "%", "to", "96.5", "%"])

    def test_4_one_order_is_counted_once_with_its_last_answer(self):
        before = self.json()
        self.tell(feedback(kind="review", score=1, subject="FINE-1"))
        self.tell(feedback(kind="review", score=5, subject="FINE-1"))
        after = self.json()
        self.assertEqual((after["review"]["answers"], after["review"]["mean"]), (1, 5))
        self.assertEqual(before["answered_orders"]["answered"], 0)
        self.assertEqual((after["answered_orders"]["answered"], after["answered_orders"]["orders"]), (1, before["answered_orders"]["orders"]))

    def test_5_the_surest_bad_guide_comes_first(self):
        for subject, votes in {"one-vote": [0], "bad": [0] * 8 + [1] * 2, "good": [1] * 9}.items():
            for vote in votes:
                self.tell(feedback(kind="article", score=vote, subject=subject, comment=None))
        data = self.json()
        self.assertEqual([(one["article"], one["not_helpful"], one["votes"]) for one in data["articles"]], [("bad", 8, 10), ("one-vote", 1, 1)])
        self.assertEqual(data["article_votes"], 20)

    def test_6_unanswered_searches_need_three_tellings(self):
        for query, times in {"کارت هدیه": 3, "گنج": 2}.items():
            for _ in range(times):
                self.tell({"id": ulid(), "query": query, "lang": "fa"}, "/v1/unanswered")
        self.assertEqual([(one["query"], one["count"]) for one in self.json()["unanswered"]], [("کارت هدیه", 3)])
        self.assertIn("کارت هدیه", self.report())
        self.assertNotIn("گنج", self.report())

    def test_7_lookups_are_counted_by_day_and_tell_nothing_else(self):
        self.assertEqual(self.lookup("SRV-1", phone="09120000045").status, 200)
        for _ in range(3):
            self.assertEqual(self.lookup("SRV-1", phone="09120000046").status, 404)
        self.assertTrue(wait_until(lambda: self.json()["lookups"] is not None, 10))
        self.assertEqual({name: self.json()["lookups"][name] for name in ("lookups", "missed", "share")}, {"lookups": 4, "missed": 3, "share": 0.75})
        self.assertEqual(columns_of(self.folder, "day_count"), ["shop_id", "day", "name", "count"])
        self.assertEqual(sorted(rows(self.folder, "SELECT name, count FROM day_count")), [("lookup_hit", 1), ("lookup_miss", 3)])

    def test_8_a_low_score_waits_until_it_is_marked_as_answered(self):
        before = self.json()["follow_ups"]["open"]
        low = feedback(score=2, subject="SRV-1", comment="پاره بود\x0aو\u2067دیر\u2069")   # what may be sent, and would move a terminal's line
        self.tell(low)
        self.tell(feedback(score=3))
        waiting = self.json()["follow_ups"]
        self.assertEqual((waiting["open"], waiting["overdue"]), (before + 1, 0))
        item = next(item for item in waiting["items"] if item["id"] == low["id"])
        hours = (datetime.datetime.fromisoformat(item["due_at"].replace("Z", "+00:00")) - datetime.datetime.fromisoformat(item["received_at"].replace("Z", "+00:00"))).total_seconds() / 3600
        self.assertEqual((hours, item["overdue"], item["subject"]), (72, False, "SRV-1"))
        line = next(line for line in self.report().splitlines() if low["id"] in line)
        self.assertIn("پاره بود و دیر", line)
        self.assertNotIn("\u2067", line)

        wrong = run("follow-up", "done", low["id"], ulid(), *place(self.folder))
        self.assertEqual(wrong.returncode, 1)
        self.assertIn("is no low score", wrong.stderr)
        self.assertEqual(self.json()["follow_ups"]["open"], before + 1)
        self.assertEqual(run("follow-up", "done", low["id"], *place(self.folder)).returncode, 0)
        self.assertEqual(self.json()["follow_ups"]["open"], before)

    def test_9_past_the_deadline_it_is_overdue_and_first(self):
        old = feedback(score=1)
        self.tell(old)
        change(self.folder, f"UPDATE feedback SET received_at = received_at - 4 * 86400000 WHERE submission_id = '{old['id']}'")
        waiting = self.json("--days", "1")["follow_ups"]
        self.assertEqual((waiting["overdue"], waiting["items"][0]["id"], waiting["items"][0]["overdue"]), (1, old["id"], True))
        self.assertIn("OVERDUE", self.report())


class Refused(FolderTest):
    def test_a_missing_database_is_named_and_not_made(self):
        file = self.folder / "shop.db"
        done = run("report", "--db", file)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"{file}: there is no such database", done.stderr)
        self.assertFalse(file.exists())

    def test_another_programs_database_is_refused(self):
        file = self.folder / "other.db"
        with sqlite3.connect(file) as database:
            database.execute("CREATE TABLE t(x)")
        self.assertIn("is not a database of Pasokh", run("report", "--db", file).stderr)

    def test_of_several_shops_one_must_be_chosen(self):
        import_orders(self.folder)
        import_orders(self.folder, arguments=["--shop", "second"])
        self.assertIn("choose one with --shop: demo, second", run("report", *place(self.folder)).stderr)
        self.assertEqual(run("report", *place(self.folder), "--shop", "second").returncode, 0)
        self.assertIn('no shop "third"; it has demo, second', run("report", *place(self.folder), "--shop", "third").stderr)

    def test_the_configuration_names_database_and_shop(self):
        import_orders(self.folder)
        import_orders(self.folder, arguments=["--shop", "second"])
        config = self.folder / "config.json"
        config.write_text(json.dumps({"db": place(self.folder)[1], "shop": {"id": "second"}}))
        done = run("report", "--json", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["shop"], "second")
        config.write_text('{"bd": "shop.db"}')
        self.assertIn('did you mean "db"', run("report", "--config", config).stderr)

    def test_an_older_database_is_not_changed_by_looking(self):
        import_orders(self.folder)
        change(self.folder, "UPDATE schema_version SET version = 2" if ON_POSTGRES else "PRAGMA user_version = 2")
        self.assertIn("older schema 2; start `pasokh serve`", run("report", *place(self.folder)).stderr)
        self.assertEqual(rows(self.folder, "SELECT version FROM schema_version" if ON_POSTGRES else "PRAGMA user_version"), [(2,)])

    def test_days_out_of_range_are_refused(self):
        self.assertNotEqual(run("report", "--days", "0", "--db", self.folder / "x.db").returncode, 0)


if __name__ == "__main__":
    unittest.main()
