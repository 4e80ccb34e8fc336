"""What keeps `pasokh serve` from starting: one clear sentence, exit code 1, nothing half-made."""
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import unittest

from harness import FolderTest, PASOKH, Server, import_orders, key, place, sqlite_only


class Startup(FolderTest):
    def serve(self, *arguments, **options):
        """A server that is expected not to start."""
        for option in (["--listen", "127.0.0.1:0"], place(self.folder), key(self.folder)):
            if option and option[0] not in arguments:
                arguments += tuple(option)
        return subprocess.run([PASOKH, "serve", *arguments],
                              capture_output=True, text=True, timeout=20, **options)

    def assert_refused(self, done, *words):
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_a_port_in_use_is_named(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        self.assert_refused(self.serve("--listen", f"127.0.0.1:{server.port}", "--db", str(self.folder / "other.db")), f"127.0.0.1:{server.port}", "in use")

    @sqlite_only
    def test_a_database_of_a_newer_version_is_refused_and_left_alone(self):
        Server(self.folder).stop()
        with sqlite3.connect(self.folder / "shop.db") as database:
            database.execute("PRAGMA user_version = 99")
        self.assert_refused(self.serve(), "shop.db", "newer Pasokh", "99")
        with sqlite3.connect(self.folder / "shop.db") as database:
            self.assertEqual(database.execute("PRAGMA user_version").fetchone(), (99,))

    @sqlite_only
    def test_the_database_of_another_program_is_refused_and_left_alone(self):
        with sqlite3.connect(self.folder / "shop.db") as database:
            database.execute("CREATE TABLE notes (x)")
        self.assert_refused(self.serve(), "shop.db", "another program")
        with sqlite3.connect(self.folder / "shop.db") as database:
            self.assertEqual(database.execute("SELECT name FROM sqlite_master").fetchall(), [("notes",)])

    @sqlite_only
    def test_a_file_that_is_no_database_is_refused_and_left_alone(self):
        (self.folder / "shop.db").write_bytes(b"hello " * 1000)
        self.assert_refused(self.serve(), "shop.db", "not a database")
        self.assertEqual((self.folder / "shop.db").read_bytes(), b"hello " * 1000)

    @sqlite_only
    def test_a_read_only_database_is_refused(self):
        Server(self.folder).stop()
        if os.geteuid() != 0:
            (self.folder / "shop.db").chmod(0o444)
            return self.assert_refused(self.serve(), "shop.db", "read-only")
        # The superuser may write everything: ask as nobody, who may read everything here.
        nobody = 65534
        binary = self.folder / "pasokh"
        shutil.copy(PASOKH, binary)
        self.folder.chmod(0o755)
        for file in ("shop.db", "shop.db.secret"):
            (self.folder / file).chmod(0o444)
        done = subprocess.run([str(binary), "serve", "--listen", "127.0.0.1:0", "--db", str(self.folder / "shop.db")],
                              capture_output=True, text=True, timeout=20, user=nobody, cwd="/")
        self.assert_refused(done, "shop.db", "read-only")

    def test_missing_files_are_named(self):
        self.assert_refused(self.serve("--config", str(self.folder / "none.json")), "none.json")
        self.assert_refused(self.serve("--assets", str(self.folder / "none")), "none", "folder")
        self.assert_refused(self.serve("--pack", str(self.folder / "none.pack")), "none.pack")
        self.assert_refused(self.serve("--content", str(self.folder / "none")), "none")
        self.assert_refused(self.serve("--db", str(self.folder / "none" / "shop.db")), "none", "does not exist")

    def test_a_bad_address_is_named(self):
        for listen in ("nonsense", "127.0.0.1:99999", "shop.example:80", "127.0.0.1:"):
            self.assert_refused(self.serve("--listen", listen), listen.split(":")[0])

    def test_a_bad_origin_is_named(self):
        for origin in ("shop.example", "https://shop.example/path", "javascript:x"):
            self.assert_refused(self.serve("--origin", origin), origin)

    def config(self, text):
        file = self.folder / "shop.json"
        file.write_text(text if isinstance(text, str) else json.dumps(text))
        return self.serve("--config", str(file))

    def test_a_holiday_that_is_no_day_is_named(self):
        for wrong in ("1405-12-30", "2026-02-30", "1 Farvardin", "2026/03/21"):
            self.assert_refused(self.config({"shop": {"id": "x", "holidays": [{"from": wrong}]}}), "shop.json", "/shop/holidays/0/from")

    def test_a_country_that_is_not_known_is_told_with_those_that_are(self):
        for wrong in ("XX", "sa", "Saudi Arabia"):
            self.assert_refused(self.config({"shop": {"country": wrong}}), "shop.json", "/shop/country", f'"{wrong}" is not one of IR, AF', "SA", "ZZ")
        for wrong, code in ((5, "type"), ("", "length"), ("S" * 21, "length")):
            self.assert_refused(self.config({"shop": {"country": wrong}}), "shop.json", "/shop/country", code)

    def test_an_unknown_key_is_told_with_the_nearest_known_one(self):
        self.assert_refused(self.config({"lissten": "127.0.0.1:1"}), "shop.json", '"/lissten"', 'did you mean "listen"')
        self.assert_refused(self.config({"limits": {"lookups_per_minut": 1}}), '"/limits/lookups_per_minut"', 'did you mean "lookups_per_minute"')
        self.assert_refused(self.config({"shop": {"id": "x", "langs": []}}), '"/shop/langs"', 'did you mean')
        self.assert_refused(self.config({"shop": {"holidays": [{"from": "1405-01-01", "untill": "1405-01-04"}]}}), '"/shop/holidays/0/untill"', 'did you mean "until"')
        self.assert_refused(self.config({"shop": {"holidays": [{"from": "1405-01-01", "hours": [{"opens": 5}]}]}}), '"/shop/holidays/0/hours/0/opens"')
        self.assert_refused(self.config({"shop": {"hours": [{"weekdays": 5}]}}), '"/shop/hours/0/weekdays"', 'did you mean "weekday"')
        self.assert_refused(self.config({"shop": {"channels": [{"kinds": "phone"}]}}), '"/shop/channels/0/kinds"', 'did you mean "kind"')

    def test_the_file_is_named_once(self):
        for wrong in ({"lissten": "x"}, {"hooks": {"secret": "x"}}, {"shop": {"surveys": [{"wen": "x"}]}}, {"listen": "nonsense"}, {"threads": "two"}):
            done = self.config(wrong)
            self.assertEqual((done.returncode, done.stderr.count("shop.json")), (1, 1), done.stderr)

    def test_every_key_of_the_shop_may_be_left_out(self):
        server = Server(self.folder, {"shop": {"name": {"fa": "سرو"}}})
        self.addCleanup(server.kill)
        config = server.request("GET", "/v1/config").json()
        self.assertEqual((config["shop"], config["name"]), ("demo", {"fa": "سرو"}))

    def test_a_bad_value_is_told_with_its_place(self):
        self.assert_refused(self.config({"limits": {"lookups_per_minute": -1}}), "shop.json", "/limits/lookups_per_minute", "range")
        self.assert_refused(self.config({"threads": "two"}), "/threads", "type")
        self.assert_refused(self.config({"shop": {"id": "x", "channels": [{"kind": "form", "value": "v", "url": "javascript:x"}]}}), "/shop/channels/0/url")
        self.assert_refused(self.config({"limits": 5}), "shop.json", "/limits", "type")
        self.assert_refused(self.config("{\n\"db\": \n}"), "shop.json", "line 3")
        self.assert_refused(self.config("[]"), "shop.json", "object")

    def test_the_secret_is_made_once_and_only_for_its_owner(self):
        Server(self.folder).stop()
        secret = self.folder / "shop.db.secret"
        self.assertEqual(stat.S_IMODE(secret.stat().st_mode), 0o600)
        before = secret.read_text()
        Server(self.folder).stop()
        self.assertEqual(secret.read_text(), before)

    def test_a_secret_of_other_orders_is_refused(self):
        self.assertEqual(import_orders(self.folder).returncode, 0)
        (self.folder / "shop.db.secret").unlink()
        self.assert_refused(self.serve(), place(self.folder)[1], "another secret")

    def test_a_broken_secret_is_refused(self):
        (self.folder / "shop.db.secret").write_text("password123\n")
        self.assert_refused(self.serve(), "shop.db.secret", "secret file")


if __name__ == "__main__":
    unittest.main()
