"""`pasokh export`: what spreadsheets and programs read, and what must never leave."""
import csv
import io
import json
import pathlib
import stat
import subprocess
import unittest

from harness import ORDERS, PASOKH, UNLIMITED, ServerTest, change, feedback, place, ulid

ON = {"limits": {**UNLIMITED["limits"], "unanswered_per_minute": 0}, "shop": {"id": "demo", "features": {"unanswered_searches": True}}}
COMMENTS = ["=1+1", "+98", "-2", "@SUM(A1)", "\tx", "\r=1", 'گفت: "خوب", بد', "دو\nسطر", "ساده", " جا ", "=cmd|' /C calc'!A0"]


class Export(ServerTest):
    config = ON

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sent = [feedback(comment=comment, subject="SRV-1") for comment in COMMENTS]
        for body in cls.sent:
            data = json.dumps(body).encode()
            answer = cls.server.request("POST", "/v1/feedback", data, {"Content-Type": "application/json"})
            if answer.status != 201:   # the server refuses such letters; a file from elsewhere may hold them
                comment = body["comment"].replace("'", "''")
                change(cls.folder, f"INSERT INTO feedback VALUES ('demo', '{body['id']}', '', 'csat', 5, 1, 5, 'SRV-1', '{comment}', '', 1, 1, '', '')")

    def export(self, *arguments, code=0):
        done = subprocess.run([PASOKH, "export", *arguments, *place(self.folder)], capture_output=True, timeout=30)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def test_csv_opens_right_in_spreadsheets(self):
        data = self.export("feedback").stdout
        self.assertTrue(data.startswith(b"\xef\xbb\xbfid,received_at,"))
        text = data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual(len(rows), len(self.sent))
        self.assertEqual(text.count("\r\n"), len(rows) + 1)
        by_id = {row["id"]: row for row in rows}
        for body in self.sent:
            comment = body["comment"]
            expected = "'" + comment if comment[0] in "=+-@\t\r" else comment
            self.assertEqual(by_id[body["id"]]["comment"], expected)

    def test_no_cell_begins_a_formula(self):
        for table in ("feedback", "orders", "searches"):
            for row in csv.reader(io.StringIO(self.export(table).stdout.decode("utf-8-sig"), newline="")):
                for cell in row:
                    self.assertNotIn(cell[:1], ("=", "+", "-", "@", "\t", "\r"), row)

    def test_ndjson_has_the_words_as_stored(self):
        rows = [json.loads(line) for line in self.export("feedback", "--format", "ndjson").stdout.splitlines()]
        self.assertEqual({row["id"]: row["comment"] for row in rows}, {body["id"]: body["comment"] for body in self.sent})
        self.assertEqual((rows[0]["score"], rows[0]["followed_up_at"]), (5, None))

    def test_orders_leave_masked_and_without_tracking_numbers(self):
        for form in ("csv", "ndjson"):
            data = self.export("orders", "--format", form).stdout.decode()
            for secret in ("sara@example.ir", "only@example.ir", "09120000045", "9120000045", "tracking.example"):
                self.assertNotIn(secret, data)
            self.assertIn("•••", data)
        rows = [json.loads(line) for line in self.export("orders", "--format", "ndjson").stdout.splitlines()]
        self.assertEqual([(row["number"], row["parcel_status"], row["total_minor"], row["currency"]) for row in rows],
                         [("SRV-1", "in_transit", ORDERS[0]["total"], "IRT"), ("SRV-2", None, 1, "IRR")])
        self.assertEqual(rows[0]["placed_at"], "2026-11-01T00:00:00Z")

    def test_rare_searches_stay(self):
        for query, times in {"=کارت هدیه": 3, "گنج": 2}.items():
            for _ in range(times):
                self.assertEqual(self.post("/v1/unanswered", {"id": ulid(), "query": query, "lang": "fa"}).status, 201)
        rows = list(csv.DictReader(io.StringIO(self.export("searches").stdout.decode("utf-8-sig"), newline="")))
        self.assertEqual([(row["query"], row["count"]) for row in rows], [("'=کارت هدیه", "3")])

    def test_a_file_is_whole_or_not_there(self):
        file = self.folder / "out.csv"
        done = self.export("orders", "-o", str(file))
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600, "customers' words are their owner's only")
        self.assertEqual(done.stdout.decode(), f"{file}: 2 rows\n")
        self.assertEqual(file.read_bytes(), self.export("orders").stdout)
        missing = self.folder / "nowhere" / "out.csv"
        self.assertIn("is there such a folder", self.export("orders", "-o", str(missing), code=1).stderr.decode())
        self.assertEqual(list(pathlib.Path(self.folder).glob("*.part")), [])

    def test_a_full_disk_is_told(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PASOKH, "export", "feedback", *place(self.folder)], stdout=full, stderr=subprocess.PIPE, timeout=30)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot write", done.stderr)

    def test_another_table_or_format_is_refused(self):
        for arguments in (["contacts"], ["orders", "--format", "xlsx"]):
            self.assertNotEqual(subprocess.run([PASOKH, "export", *arguments], capture_output=True).returncode, 0)


if __name__ == "__main__":
    unittest.main()
