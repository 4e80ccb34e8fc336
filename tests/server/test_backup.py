"""`pasokh backup`, `restore` and `doctor`: the drill of losing a database under load, and everything a wrong file can be."""
import contextlib
import json
import os
import sqlite3
import subprocess
import threading
import unittest

from harness import JSON_TYPE, PASOKH, UNLIMITED, FolderTest, Server, feedback, import_orders, old_database, rows, sqlite_only

TABLES = ("shop", "sales_order", "order_line", "parcel", "parcel_line", "parcel_event", "feedback", "unanswered_search", "day_count", "follow_up")


def run(*arguments):
    return subprocess.run([PASOKH, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def content(file):
    """Every row of every table."""
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return {table: sorted(database.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}


class Load:
    """Customers that send feedback until stopped; what the server acknowledged, in order."""

    def __init__(self, server, clients=4):
        self.server, self.acknowledged, self.stopping = server, [], threading.Event()
        self.threads = [threading.Thread(target=self.send) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def send(self):
        while not self.stopping.is_set():
            body = feedback()
            if self.server.request("POST", "/v1/feedback", json.dumps(body).encode(), JSON_TYPE).status == 201:
                self.acknowledged.append(body["id"])

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


@sqlite_only
class Drill(FolderTest):
    def test_load_back_up_while_writing_wipe_restore_compare(self):
        db, saved = self.folder / "shop.db", self.folder / "saved.db"
        self.assertEqual(import_orders(self.folder).returncode, 0)
        server = Server(self.folder)
        self.addCleanup(server.kill)
        load = Load(server)
        while len(load.acknowledged) < 200:
            pass
        before = list(load.acknowledged)
        done = run("backup", "--db", db, "-o", saved)
        after = len(load.acknowledged)
        while len(load.acknowledged) < after + 100:   # the server went on writing
            pass
        load.stop()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("schema 8, checked", done.stdout)
        self.assertEqual(os.listdir(self.folder).count("saved.db.part"), 0)
        self.assertEqual(saved.stat().st_mode & 0o777, 0o600)

        kept = {row[1] for row in content(saved)["feedback"]}
        self.assertLessEqual(set(before), kept)   # all that was acknowledged when it began
        self.assertLess(len(kept), len(load.acknowledged))
        self.assertIn(f"  feedback {len(kept)}\n", done.stdout)
        self.assertEqual(server.stop(), 0)
        self.assertEqual(content(saved)["sales_order"], content(db)["sales_order"])

        for file in self.folder.glob("shop.db*"):
            if not file.name.endswith(".secret"):
                file.unlink()
        done = run("restore", saved, "--db", db)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(content(db), content(saved))

        again = Server(self.folder)
        self.addCleanup(again.kill)
        lookup = json.dumps({"number": "SRV-1", "contact": {"phone": "09120000045"}}).encode()
        self.assertEqual(again.request("POST", "/v1/orders/lookup", lookup, JSON_TYPE).status, 200)
        self.assertEqual(again.request("POST", "/v1/feedback", json.dumps(feedback()).encode(), JSON_TYPE).status, 201)


@sqlite_only
class Prepared(FolderTest):
    def setUp(self):
        super().setUp()
        self.assertEqual(import_orders(self.folder).returncode, 0)
        self.db, self.saved = self.folder / "shop.db", self.folder / "saved.db"
        self.assertEqual(run("backup", "--db", self.db, "-o", self.saved).returncode, 0)

    def refused(self, *arguments):
        before = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        done = run(*arguments)
        self.assertEqual(done.returncode, 1, done.stdout)
        after = {path.name: path.read_bytes() for path in self.folder.iterdir() if not path.name.endswith(("-shm", "-wal"))}
        self.assertEqual(after, before, "nothing may change")
        return done.stderr


class Restore(Prepared):
    def test_an_existing_database_is_kept_without_force(self):
        self.assertIn("exists already; --force replaces it", self.refused("restore", self.saved, "--db", self.db))
        self.assertEqual(run("restore", self.saved, "--db", self.db, "--force").returncode, 0)

    def test_a_database_in_use_is_never_replaced(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        done = run("restore", self.saved, "--db", self.db, "--force")
        self.assertEqual(done.returncode, 1)
        self.assertIn("is in use", done.stderr)
        self.assertEqual(server.request("POST", "/v1/feedback", json.dumps(feedback()).encode(), JSON_TYPE).status, 201)
        server.stop()
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM feedback"), [(1,)])
        done = run("restore", self.saved, "--db", self.db, "--force")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM feedback"), [(0,)])

    def test_a_damaged_backup_is_refused(self):
        whole = self.saved.read_bytes()
        page = 4096
        cases = {"cut": whole[:len(whole) // 2], "no database": b"hello" * 1000, "empty": b"",
                 "index that lost a row": whole.replace(b"demoSRV1", b"demoSRV9"),
                 "broken page": whole[:2 * page] + bytes(page) + whole[3 * page:]}
        for name, data in cases.items():
            with self.subTest(name):
                self.assertNotEqual(data, whole)
                self.saved.write_bytes(data)
                message = self.refused("restore", self.saved, "--db", self.db, "--force")
                self.assertIn(str(self.saved), message)

    def test_a_newer_backup_is_refused(self):
        with sqlite3.connect(self.saved) as database:
            database.execute("PRAGMA user_version = 99")
        self.assertIn("schema 99", self.refused("restore", self.saved, "--db", self.db, "--force"))

    def test_another_programs_file_is_refused(self):
        other = self.folder / "other.db"
        with sqlite3.connect(other) as database:
            database.execute("CREATE TABLE t(x)")
        self.assertIn("is not a database of Pasokh", self.refused("restore", other, "--db", self.db, "--force"))

    def test_a_missing_backup_is_named(self):
        self.assertIn("there is no such backup", self.refused("restore", self.folder / "nothing", "--db", self.db, "--force"))

    def test_a_damaged_database_is_replaced(self):
        self.db.write_bytes(b"broken" * 5000)
        self.assertEqual(run("restore", self.saved, "--db", self.db, "--force").returncode, 0)
        self.assertEqual(content(self.db), content(self.saved))

    def test_an_old_log_is_not_read_into_the_restored_file(self):
        server = Server(self.folder)
        server.request("POST", "/v1/feedback", json.dumps(feedback()).encode(), JSON_TYPE)
        server.kill()
        self.assertTrue((self.folder / "shop.db-wal").exists())
        self.assertEqual(run("restore", self.saved, "--db", self.db, "--force").returncode, 0)
        self.assertEqual(content(self.db), content(self.saved))


class Backup(Prepared):
    def test_an_existing_backup_is_kept_without_force(self):
        self.assertIn("exists already", self.refused("backup", "--db", self.db, "-o", self.saved))
        self.assertEqual(run("backup", "--db", self.db, "-o", self.saved, "--force").returncode, 0)

    def test_the_database_itself_is_no_backup(self):
        self.assertIn("is the database itself", self.refused("backup", "--db", self.db, "-o", self.db, "--force"))

    def test_an_older_schema_is_saved_before_it_is_upgraded(self):
        old, saved = self.folder / "old.db", self.folder / "old.saved"
        old_database(old, 2)
        done = run("backup", "--db", old, "-o", saved)
        self.assertEqual(done.returncode, 0, done.stderr)
        for file in (old, saved):
            with contextlib.closing(sqlite3.connect(file)) as database:
                self.assertEqual(database.execute("PRAGMA user_version").fetchone(), (2,))

    def test_a_missing_or_strange_database_is_named(self):
        self.assertIn("there is no such database", self.refused("backup", "--db", self.folder / "none.db", "-o", self.folder / "x.db"))
        strange = self.folder / "strange.db"
        with contextlib.closing(sqlite3.connect(strange)) as database:
            database.execute("CREATE TABLE t (x)")
        self.assertIn("is not a database of Pasokh", self.refused("backup", "--db", strange, "-o", self.folder / "x.db"))

    def test_a_folder_that_is_not_there_is_told(self):
        self.assertIn("cannot be written", self.refused("backup", "--db", self.db, "-o", self.folder / "no" / "x.db"))


class Doctor(Prepared):
    def doctor(self, *arguments, code):
        done = run("doctor", *arguments)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return {line[6:17].strip(): (line[:4].strip(), line[17:]) for line in done.stdout.splitlines()}

    def test_a_sound_shop_passes(self):
        found = self.doctor("--db", self.db, code=0)
        self.assertEqual({part: found[part][0] for part in ("database", "integrity", "secret", "log", "clock")}, dict.fromkeys(("database", "integrity", "secret", "log", "clock"), "ok"))
        self.assertIn(found["disk"][0], ("ok", "warn"))

    def test_it_looks_while_the_server_runs(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        self.assertEqual(self.doctor("--config", self.folder / "config.json", "--db", self.db, code=0)["config"][0], "ok")

    def test_a_misspelled_key_fails_with_the_right_one(self):
        config = self.folder / "c.json"
        config.write_text('{"lisen": "127.0.0.1:1"}')
        self.assertIn('did you mean "listen"', self.doctor("--config", config, code=1)["config"][1])

    def test_content_that_is_not_there_fails(self):
        config = self.folder / "c.json"
        config.write_text('{"content": "guides", "db": "shop.db"}')
        self.assertEqual(self.doctor("--config", config, code=1)["content"][0], "FAIL")

    def test_a_damaged_database_fails(self):
        data = bytearray(self.db.read_bytes())
        data[2 * 4096:3 * 4096] = bytes(4096)
        self.db.write_bytes(data)
        self.assertEqual(self.doctor("--db", self.db, code=1)["integrity"][0], "FAIL")

    def test_a_secret_that_others_may_read_fails(self):
        secret = self.folder / "shop.db.secret"
        secret.chmod(0o644)
        self.assertIn("chmod 600", self.doctor("--db", self.db, code=1)["secret"][1])
        secret.chmod(0o600)
        self.doctor("--db", self.db, code=0)
        secret.write_text("0" * 64 + "\n")
        self.assertIn("is not the key", self.doctor("--db", self.db, code=1)["secret"][1])
        secret.unlink()
        self.assertIn("is missing", self.doctor("--db", self.db, code=1)["secret"][1])
        self.assertFalse(secret.exists())

    def test_a_clock_behind_the_data_fails(self):
        with sqlite3.connect(self.db) as database:
            database.execute("UPDATE shop SET created_at = created_at + 86400000")
        self.assertEqual(self.doctor("--db", self.db, code=1)["clock"][0], "FAIL")

    def test_an_older_schema_is_a_warning_and_a_newer_a_failure(self):
        for version, code, grade in ((2, 0, "warn"), (99, 1, "FAIL")):
            with sqlite3.connect(self.db) as database:
                database.execute(f"PRAGMA user_version = {version}")
            self.assertEqual(self.doctor("--db", self.db, code=code)["database"][0], grade)

    def test_a_database_that_was_named_and_is_missing_fails(self):
        self.assertEqual(self.doctor("--db", self.folder / "no.db", code=1)["database"][0], "FAIL")


if __name__ == "__main__":
    unittest.main()
