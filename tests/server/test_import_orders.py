"""`pasokh import orders`: all or none, and every bad line told."""
import contextlib
import json
import os
import pathlib
import pty
import sqlite3
import subprocess
import unittest

from harness import FolderTest, JSON_TYPE, ORDERS, PASOKH, Server, import_orders, old_database, place, rows, sqlite_only

DEMO = pathlib.Path(__file__).resolve().parents[2] / "assets" / "orders"
HEADER = "number,placed_at,state,phone,email,total,currency,updated_at,line_title,line_quantity,parcel_id,parcel_status,event_at,event_status\n"
GOOD = "A-1,2026-11-01,open,09120000045,,100,IRT,2026-11-02,Mug,1,,,,\n"


def order(**changes):
    return {**ORDERS[0], **changes}


class Import(FolderTest):
    def csv(self, text, *arguments):
        return import_orders(self.folder, text=text.encode() if isinstance(text, str) else text, name="orders.csv", arguments=arguments)

    def json(self, value, *arguments):
        text = value if isinstance(value, bytes) else json.dumps(value, indent=1).encode()
        return import_orders(self.folder, text=text, name="orders.json", arguments=arguments)

    def assert_refused(self, done, *lines):
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual(done.stdout, "")
        for line in lines:
            self.assertIn(line, done.stderr)
        self.assertFalse((self.folder / "shop.db").exists(), "nothing was written")
        self.assertFalse((self.folder / "shop.db.secret").exists(), "nothing was written")

    def lookup(self, number, phone):
        server = Server(self.folder)
        try:
            return server.request("POST", "/v1/orders/lookup", json.dumps({"number": number, "contact": {"phone": phone}}).encode(), JSON_TYPE)
        finally:
            server.kill()

    # --- what works ---

    def test_the_demo_orders_import_and_every_status_is_among_them(self):
        for name, count in (("demo.json", 25), ("demo.csv", 3)):
            done = import_orders(self.folder, text=(DEMO / name).read_bytes(), name=name, arguments=("--relative-dates",))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"{count} added", done.stdout)
        self.assertEqual(len(rows(self.folder, "SELECT DISTINCT status FROM parcel")), 15)
        self.assertEqual(len(rows(self.folder, "SELECT DISTINCT state FROM sales_order")), 6)
        self.assertEqual(self.lookup("SRV-10245", "09120000045").json()["parcels"][0]["delay_reason"], "weather")

    def test_rows_of_one_number_are_one_order(self):
        text = (HEADER + "A-1,2026-11-01,open,09120000045,,100,IRT,2026-11-02,Mug,1,P1,,2026-11-02,accepted\n"
                + "A-1,,,,,,,,Plate,2,P1,,2026-11-01,pending\n" + "A-1,,,,,,,,,,P2,delivered,,\n")
        self.assertEqual(self.csv(text).returncode, 0)
        found = self.lookup("A-1", "09120000045").json()
        self.assertEqual(found["lines"], [{"title": "Mug", "quantity": 1}, {"title": "Plate", "quantity": 2}])
        self.assertEqual([(parcel["id"], parcel["status"], len(parcel["events"])) for parcel in found["parcels"]], [("P1", "accepted", 2), ("P2", "delivered", 0)])

    def test_rfc_4180_in_full(self):
        text = ("\ufeff" + HEADER + 'A-1,2026-11-01,open,۰۹۱۲۰۰۰۰۰۴۵,,"۱٬۲۵۰٬۰۰۰",IRT,2026-11-02,"a ""b"", c\nd",۳,,,,\n').replace("\n", "\r\n")
        self.assertEqual(self.csv(text).returncode, 0)
        found = self.lookup("A-1", "09120000045").json()
        self.assertEqual(found["total"]["minor"], 1250000)
        self.assertEqual(found["lines"], [{"title": 'a "b", c d', "quantity": 3}])

    def test_columns_may_come_in_any_order_and_the_last_line_without_an_end(self):
        self.assertEqual(self.csv("currency,phone,number,total,state,placed_at\nIRT,09120000045,A-1,5,open,2026-11-01").returncode, 0)

    def test_a_newer_revision_replaces_and_an_older_one_does_not(self):
        self.assertEqual(self.json([order()]).returncode, 0)
        done = self.json([order(city="قم", updated_at="2026-11-01")])
        self.assertIn("0 added, 0 updated, 1 unchanged", done.stdout)
        done = self.json([order(city="یزد", updated_at="2026-11-03", parcels=[])])
        self.assertIn("0 added, 1 updated, 0 unchanged", done.stdout)
        found = self.lookup("SRV-1", "09120000045").json()
        self.assertEqual((found["city"], found["parcels"]), ("یزد", []))
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM parcel_event"), [(0,)])

    def test_an_import_while_the_server_runs_is_seen_by_it(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        self.assertEqual(self.json([order()]).returncode, 0)
        body = json.dumps({"number": "SRV-1", "contact": {"phone": "09120000045"}}).encode()
        self.assertEqual(server.request("POST", "/v1/orders/lookup", body, JSON_TYPE).status, 200)

    def test_a_person_at_a_terminal_sees_how_far_it_is_and_a_log_does_not(self):
        many = [order(number=f"A-{i}") for i in range(3000)]
        self.assertEqual(self.json(many[:50]).stderr, "")
        (self.folder / "orders.json").write_text(json.dumps(many))
        ours, theirs = pty.openpty()
        done = subprocess.Popen([PASOKH, "import", "orders", str(self.folder / "orders.json"), "--db", str(self.folder / "other.db")], stdout=subprocess.PIPE, stderr=theirs)
        self.assertIn(b"3000 added", done.communicate(timeout=30)[0])
        seen = os.read(ours, 65536).decode()
        os.close(ours), os.close(theirs)
        self.assertIn("reading ", seen)
        self.assertIn("3000 of 3000 orders", seen)
        self.assertTrue(seen.endswith("\r\x1b[K"), "the bar is taken away")

    # --- what does not ---

    def test_missing_and_unknown_columns_are_named(self):
        self.assert_refused(self.csv("number,placed_at,state,total,curency\nA,2026-11-01,open,1,IRT\n"),
                            "orders.csv:1: curency: unknown column", "orders.csv:1: currency: the column is missing", "nothing was imported")
        self.assert_refused(self.csv("number,number,placed_at,state,total,currency\n"), "orders.csv:1: number: the column is there twice")

    def test_every_bad_line_is_told(self):
        text = HEADER + GOOD + "A-2,yesterday,open,09120000045,,100,IRT,,,,,,,\n" + GOOD.replace("A-1", "A-3").replace("open", "sent") \
            + "A-4,2026-11-01,open,12,,1.5,Toman,,Mug,0,,,,\n" + "A-5,2026-11-01,open,,,1,IRT,,,,,,,\n" + "A-6,2026-11-01\n" \
            + ",2026-11-01,open,09120000045,,1,IRT,,,,,,,\n" + "A-7,2026-02-30,open,,a@b,1,IRT,,,,P1,flying,,\n"
        self.assert_refused(self.csv(text),
                            'orders.csv:3: placed_at: "yesterday" is not a date', 'orders.csv:4: state: "sent"', 'orders.csv:5: total: "1.5"',
                            'orders.csv:5: line_quantity: "0"', 'orders.csv:5: phone: "12"', 'orders.csv:5: currency: "Toman"',
                            "orders.csv:6: phone: an order needs a phone or an email", "orders.csv:7: has 2 fields where the header has 14",
                            "orders.csv:8: number: is empty", 'orders.csv:9: placed_at: "2026-02-30"', 'orders.csv:9: parcel_status: "flying"',
                            'orders.csv:9: email: "a@b"')

    def test_at_most_twenty_lines_are_told(self):
        done = self.csv(HEADER + "".join(f"A-{i},bad,open,09120000045,,1,IRT,,,,,,,\n" for i in range(50)))
        self.assert_refused(done, "orders.csv:2:", "orders.csv:21:", "and 30 more")
        self.assertNotIn("orders.csv:22:", done.stderr)

    def test_one_bad_line_keeps_all_out(self):
        self.assertEqual(self.csv(HEADER + GOOD).returncode, 0)
        done = self.csv(HEADER + GOOD.replace("A-1", "B-1") + GOOD.replace("A-1", "B-2").replace("2026-11-01", "soon"))
        self.assertEqual(done.returncode, 1)
        self.assertEqual(rows(self.folder, "SELECT number FROM sales_order"), [("A-1",)])

    def test_broken_csv_is_told_with_its_line(self):
        self.assert_refused(self.csv(HEADER + 'A-1,"open\n\n'), "orders.csv: line 2", "never closed")
        self.assert_refused(self.csv(HEADER + 'A-1,x"y\n'), "orders.csv: line 2", "quote")
        self.assert_refused(self.csv(HEADER + 'A-1,"x"y\n'), "orders.csv: line 2", "closing quote")
        self.assert_refused(self.csv(""), "orders.csv", "empty")

    def test_text_that_is_not_utf_8_is_refused(self):
        self.assert_refused(self.csv((HEADER + GOOD).encode() + b"A-2,2026-11-01,open,09120000045,,1,IRT,,\xc7\xe1\xd3,1,,,,\n"), "orders.csv:3", "UTF-8")

    def test_relative_dates_need_their_option(self):
        text = HEADER + GOOD.replace("2026-11-01", "now-3d")
        self.assert_refused(self.csv(text), 'orders.csv:2: placed_at: "now-3d" is not a date')
        self.assertEqual(self.csv(text, "--relative-dates").returncode, 0)

    def test_bad_json_fields_are_told_with_line_and_pointer(self):
        bad = [order(), order(number="SRV-2", state="sent", total="5"), order(number="SRV-3", placed_at=None, colour="red", parcels=[{"id": "P", "status": "x"}])]
        text = json.dumps(bad, indent=1, ensure_ascii=False)
        lines = text.splitlines()
        done = self.json(text.encode())
        sent = 1 + next(i for i, line in enumerate(lines) if '"sent"' in line)
        colour = 1 + next(i for i, line in enumerate(lines) if '"colour"' in line)
        flying = 1 + next(i for i, line in enumerate(lines) if '"status": "x"' in line)
        self.assert_refused(done, f'orders.json:{sent}: /1/state: "sent"', "/1/total: is of another type", "/2/placed_at: is missing",
                            f"orders.json:{colour}: /2/colour: unknown field", f'orders.json:{flying}: /2/parcels/0/status: "x"')

    def test_what_the_page_could_not_read_is_refused_from_csv_and_json(self):
        for column, value, reason in (("line_title", "x" * 4097, "is too long"), ("line_title", "a\u0007b", "control characters"), ("line_title", "a\0b", "control characters"),
                                      ("line_title", "a\u202eb", "control characters"), ("parcel_id", "p" * 4097, "is too long"), ("number", "A\u202e-1", "control characters")):
            text = HEADER + GOOD.replace("Mug" if column == "line_title" else "A-1" if column == "number" else ",1,,", value if column != "parcel_id" else f",1,{value},")
            self.assert_refused(self.csv(text), f"orders.csv:2: {column}: ", reason)
        more = "A-1,,,,,,,,Mug,1,,,,\n"
        self.assert_refused(self.csv(HEADER + GOOD + more * 500), "orders.csv:2: line_title: are more than 500 lines")
        parcels = "".join(f"A-1,,,,,,,,,,P{i},,,\n" for i in range(101))
        self.assert_refused(self.csv(HEADER + GOOD + parcels), "orders.csv:2: parcel_id: are more than 100 parcels")
        events = "A-1,,,,,,,,,,P,,2026-11-02,accepted\n" * 501
        self.assert_refused(self.csv(HEADER + GOOD + events), "orders.csv:2: event_at: are more than 500 events")
        self.assert_refused(self.json([order(city="a\u0007b"), order(number="SRV-2", lines=[{"title": "a\u202eb"}])]), "/0/city: has control characters", "/1/lines/0/title: has control")
        self.assertEqual(self.csv(HEADER + GOOD + more * 499).returncode, 0)
        self.assertEqual(len(self.lookup("A-1", "09120000045").json()["lines"]), 500)

    def test_the_configuration_names_database_key_and_shop(self):
        (self.folder / "shop.json").write_text(json.dumps({"db": "named.db", "secret_file": "named.secret", "shop": {"id": "sarv"}}))
        (self.folder / "orders.json").write_text(json.dumps(ORDERS))
        run = lambda *arguments: subprocess.run([PASOKH, "import", "orders", str(self.folder / "orders.json"), *arguments], capture_output=True, text=True, timeout=30,
                                                env={name: value for name, value in os.environ.items() if name != "PASOKH_DB"})
        done = run("--config", str(self.folder / "shop.json"))
        self.assertEqual(done.returncode, 0, done.stderr)
        with contextlib.closing(sqlite3.connect(self.folder / "named.db")) as database:
            self.assertEqual(database.execute("SELECT DISTINCT shop_id FROM sales_order").fetchall(), [("sarv",)])
        self.assertTrue((self.folder / "named.secret").exists())
        self.assertIn("name the database with --config, --db or PASOKH_DB", run().stderr)

    @sqlite_only
    def test_imports_that_start_together_upgrade_an_old_file_once(self):
        for _ in range(5):
            (self.folder / "shop.db").unlink(missing_ok=True)
            old_database(self.folder / "shop.db", 1)
            (self.folder / "orders.json").write_text(json.dumps(ORDERS))
            running = [subprocess.Popen([PASOKH, "import", "orders", str(self.folder / "orders.json"), *place(self.folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(6)]
            self.assertEqual([(process.communicate(timeout=60)[1], process.returncode) for process in running], [("", 0)] * 6)

    def test_broken_json_is_told_with_its_line(self):
        self.assert_refused(self.json(b'[\n{"number": }\n]'), "orders.json", "line 2")
        self.assert_refused(self.json(b'{"orders": 5}'), "/orders", "type")
        self.assert_refused(self.json(b'5'), "orders.json:1", "type")

    def test_one_number_twice_is_refused(self):
        self.assert_refused(self.json([order(), order(number="srv 1")]), "/1/number", "also the number of order 1")

    def test_unusable_files_are_named(self):
        self.assert_refused(import_orders(self.folder, text=b"x", name="orders.xml"), "orders.xml", "neither .csv nor .json")
        (self.folder / "orders.csv").mkdir(exist_ok=True)


if __name__ == "__main__":
    unittest.main()
