"""PostgreSQL: several servers on one database, and nothing lost whatever happens to it."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

import postgres
from harness import JSON_TYPE, ORDERS, PASOKH, UNLIMITED, Server, feedback, wait_until
from postgres_proxy import Proxy

if not postgres.is_installed():
    raise unittest.SkipTest("PostgreSQL is not installed; scripts/install_packages installs postgresql-15")


def run(*arguments, **environment):
    return subprocess.run([PASOKH, *map(str, arguments)], capture_output=True, text=True, timeout=60, env={**os.environ, **environment})


def send(server, body):
    return server.request("POST", "/v1/feedback", json.dumps(body).encode(), JSON_TYPE)


def look_up(server, phone="09120000045"):
    return server.request("POST", "/v1/orders/lookup", json.dumps({"number": "SRV-1", "contact": {"phone": phone}}).encode(), JSON_TYPE)


def at_once(count, action):
    threads = [threading.Thread(target=action, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class PostgresTest(unittest.TestCase):
    """A database for each test, servers that share a key."""
    settings = ()

    @classmethod
    def setUpClass(cls):
        cls.cluster = postgres.the_cluster()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-test-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.name = self.folder.name
        self.address = self.cluster.create(self.name, *self.settings)
        self.addCleanup(self.cluster.drop, self.name)

    def key(self):
        return ["--secret-file", str(self.folder / "key")]

    def server(self, name="a", address=None, config=None):
        folder = self.folder / name
        folder.mkdir()
        server = Server(folder, config or UNLIMITED, database=["--db", address or self.address, *self.key()])
        self.addCleanup(server.kill)
        return server

    def import_orders(self, address=None, orders=ORDERS):
        file = self.folder / "orders.json"
        file.write_text(json.dumps(orders))
        return run("import", "orders", file, "--db", address or self.address, *self.key())

    def through(self, judge):
        proxy = Proxy(self.cluster.port, judge)
        self.addCleanup(proxy.close)
        return proxy, self.address.replace(f":{self.cluster.port}/", f":{proxy.port}/")

    def rows(self, query):
        with postgres.Connection(self.address) as database:
            return database.rows(query)

    def stored(self):
        return [row[0] for row in self.rows("SELECT submission_id FROM feedback")]


class Import(PostgresTest):
    def test_no_order_reads_the_whole_shop(self):
        """A plan of an empty table, kept, found an order by walking through all orders of the shop."""
        count = 1200
        done = self.import_orders(orders=[{**ORDERS[0], "number": f"M-{i}"} for i in range(count)])
        self.assertEqual(done.returncode, 0, done.stderr)
        read = "SELECT coalesce(sum(idx_tup_read + idx_scan), 0)::integer FROM pg_stat_user_indexes"
        self.assertTrue(wait_until(lambda: self.rows(read)[0][0] > count), "PostgreSQL counts what an index gave")
        self.assertLess(self.rows(read)[0][0], 50 * count)
        self.assertLess(self.rows("SELECT coalesce(sum(seq_tup_read), 0)::integer FROM pg_stat_user_tables")[0][0], 50 * count)


class TwoServers(PostgresTest):
    def test_servers_that_start_together_make_the_tables_once(self):
        servers = {}
        at_once(8, lambda i: servers.update({i: self.server(str(i))}))
        self.assertEqual(len(servers), 8)
        self.assertEqual(self.rows("SELECT application FROM schema_version"), [("pasokh",)])

    def test_one_feedback_sent_to_both_is_stored_once(self):
        servers = [self.server("a"), self.server("b")]
        for _ in range(5):
            body, statuses = feedback(), []
            at_once(12, lambda i: statuses.append(send(servers[i % 2], body).status))
            self.assertEqual(sorted(statuses), [200] * 11 + [201])
            self.assertEqual(self.stored().count(body["id"]), 1)

    def test_an_import_is_seen_by_both(self):
        servers = [self.server("a"), self.server("b")]
        self.assertEqual([look_up(server).status for server in servers], [404, 404])
        done = self.import_orders()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("2 added", done.stdout)
        self.assertEqual([look_up(server).status for server in servers], [200, 200])
        first, second = (look_up(server).json() for server in servers)
        for found in (first, second):
            self.assertTrue(found.pop("view_token"))   # each server makes its own
            found.pop("expires_at")
        self.assertEqual(first, second)
        self.assertIn("2 unchanged", self.import_orders().stdout)

    def test_of_two_imports_at_once_the_newer_order_stays_whole(self):
        self.import_orders()
        files = []
        for name, day in (("old", "2026-11-03"), ("new", "2026-11-04")):
            files.append(self.folder / f"{name}.json")
            files[-1].write_text(json.dumps([{**ORDERS[0], "number": f"N-{i}", "updated_at": day, "lines": [{"title": name, "quantity": 1}] * 3, "parcels": []} for i in range(300)]))
        for _ in range(4):
            done = []
            at_once(4, lambda i: done.append(run("import", "orders", files[i % 2], "--db", self.address, *self.key()).returncode))
            self.assertEqual(done, [0] * 4)
            self.assertEqual(self.rows("SELECT title, count(*) FROM order_line WHERE order_id LIKE '%N%' AND title IN ('old', 'new') GROUP BY title"), [("new", 900)])
            self.rows("DELETE FROM sales_order")

    def test_what_both_count_is_added(self):
        servers = [self.server("a"), self.server("b")]
        at_once(20, lambda i: look_up(servers[i % 2]))
        self.assertTrue(wait_until(lambda: self.rows("SELECT count FROM day_count") == [(20,)], 10), self.rows("SELECT * FROM day_count"))


class Away(PostgresTest):
    """A database that is stopped, hangs or waits; a cluster of its own. What crashes: R15 of the reliability tests."""

    @classmethod
    def setUpClass(cls):
        home = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-postgres-"))
        home.chmod(0o755)
        cls.addClassCleanup(shutil.rmtree, home, True)
        cls.cluster = postgres.Cluster(home / "cluster")
        cls.addClassCleanup(cls.cluster.stop)

    def test_a_database_that_is_down_gives_503_and_is_found_again(self):
        server = self.server()
        self.cluster.stop()
        body = feedback()
        for answer in (send(server, body), look_up(server), server.request("GET", "/healthz")):
            self.assertEqual(answer.status, 503)
            self.assertIsNotNone(answer["retry-after"])
        self.assertEqual(send(server, body).status, 503)
        self.assertEqual(server.stderr().count("; answering 503"), 2, "one line of those who read, one of those who write")
        self.cluster.start()
        self.assertEqual(server.request("GET", "/healthz").status, 200)
        self.assertEqual(send(server, body).status, 201)
        self.assertEqual(look_up(server).status, 404)
        self.assertEqual(self.stored(), [body["id"]])
        self.assertEqual(server.stderr().count("the database answers again"), 2)

    def test_a_database_that_hangs_gives_503_and_is_used_again(self):
        server = self.server()
        while len(self.cluster.backends()) < 6:   # connections are made when they are needed
            at_once(16, lambda i: send(server, feedback()) if i % 2 else look_up(server))
        processes = [self.cluster.pid(), *self.cluster.backends()]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            statuses, begin = [], time.monotonic()
            at_once(4, lambda i: statuses.append((send(server, feedback()) if i % 2 else look_up(server)).status))
            self.assertEqual(statuses, [503] * 4)
            self.assertLess(time.monotonic() - begin, 8)
            self.assertEqual(server.request("GET", "/v1/config").status, 200, "what needs no database goes on")
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)
        self.assertTrue(wait_until(lambda: send(server, feedback()).status == 201, 5))

    def test_a_statement_that_takes_too_long_gives_503(self):
        server = self.server()
        with postgres.Connection(self.address) as database:
            database.rows("BEGIN")
            database.rows("LOCK TABLE feedback")
            begin = time.monotonic()
            self.assertEqual(send(server, feedback()).status, 503)
            self.assertLess(time.monotonic() - begin, 3)
            database.rows("ROLLBACK")
        self.assertEqual(send(server, feedback()).status, 201)


class Serializable(PostgresTest):
    settings = ["default_transaction_isolation = 'serializable'"]

    def test_contention_under_serializable_isolation_serves_everybody(self):
        self.import_orders()
        servers = [self.server("a"), self.server("b")]
        bodies, statuses = [feedback() for _ in range(60)], []

        def customer(i):
            for body in bodies:   # all send the same, at the same time, to both
                statuses.append(send(servers[i % 2], body).status)
        before = self.statistics()
        at_once(8, customer)
        self.assertEqual(set(statuses) - {200, 201, 503}, set())
        self.assertEqual(sorted(self.stored()), sorted(body["id"] for body in bodies))
        for server in servers:   # a connection tells its figures when it ends
            server.stop()
        commits, rollbacks = (after - earlier for after, earlier in zip(self.statistics(), before))
        print(f"\n  {rollbacks} of {commits + rollbacks} transactions rolled back, {statuses.count(503)} of {len(statuses)} answered 503, ", end="")

    def statistics(self):
        return self.rows(f"SELECT xact_commit, xact_rollback FROM pg_stat_database WHERE datname = '{self.name}'")[0]


class LostCommit(PostgresTest):
    """A connection that ends during COMMIT leaves the outcome unknown."""

    def judge(self, n):
        return {0: "lose_after", 5: "lose_before"}.get(n % 10) if self.spoil else None

    def setUp(self):
        super().setUp()
        self.spoil = False
        self.import_orders()
        self.proxy, address = self.through(self.judge)
        self.gateway = self.server(address=address)
        self.spoil = True

    def test_it_is_looked_up_before_the_customer_is_answered(self):
        answers = []

        def customer(_):
            for _ in range(20):
                body = feedback()
                answers.append((body["id"], send(self.gateway, body).status))
        at_once(4, customer)
        self.assertGreater(self.proxy.spoiled, 15)
        self.assertEqual({status for _, status in answers} - {503}, {201}, "a first delivery is a first delivery")
        acknowledged = {name for name, status in answers if status == 201}
        self.assertGreater(len(acknowledged), 75)   # 503 after four losses in a row
        self.assertEqual(acknowledged - set(self.stored()), set())

    def test_the_same_id_with_other_content_is_still_refused(self):
        body = feedback()
        for _ in range(6):
            self.assertIn(send(self.gateway, body).status, (200, 201))
            self.assertEqual(send(self.gateway, {**body, "score": 1}).status, 422)

    def test_sums_are_never_counted_twice(self):
        for times in (1, 3, 100):      # the last: until the server gives up
            commits, before = self.proxy.commits, sum(row[0] for row in self.rows("SELECT count FROM day_count"))
            self.proxy.judge = lambda n: "lose_after" if commits < n <= commits + times else None
            self.assertEqual(look_up(self.gateway).status, 200)   # reads one row, without a transaction
            self.assertTrue(wait_until(lambda: self.proxy.commits > commits), "the sum is written later")
            time.sleep(4)
            self.proxy.judge = lambda n: None
            time.sleep(3)
            self.assertEqual(sum(row[0] for row in self.rows("SELECT count FROM day_count")), before + 1)

    def test_an_import_tells_what_it_did(self):
        proxy, address = self.through(lambda n: "lose_after" if n == 2 else None)   # the first COMMIT is the shop's row
        self.rows("DELETE FROM sales_order")
        done = self.import_orders(address)
        self.assertEqual((done.returncode, done.stderr, proxy.spoiled), (0, "", 1))
        self.assertIn("2 added", done.stdout)


class Refused(PostgresTest):
    def refused(self, *arguments, **environment):
        done = run(*arguments, **environment)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        return done.stderr

    def serve(self, address, *arguments):
        return self.refused("serve", "--listen", "127.0.0.1:0", "--db", address, *(arguments or self.key()))

    def test_a_server_that_does_not_answer_is_named(self):
        nobody = postgres.free_port()
        self.assertIn(f":{nobody}/shop", self.serve(f"postgresql://postgres@127.0.0.1:{nobody}/shop"))
        self.assertFalse((self.folder / "key").exists())

    def test_a_database_that_does_not_exist_is_named(self):
        self.assertIn('"nowhere" does not exist', self.serve(self.cluster.address("nowhere")))

    def test_a_password_on_the_command_line_is_refused_and_not_repeated(self):
        told = self.serve(f"postgresql://postgres:hunter2@127.0.0.1:{self.cluster.port}/{self.name}")
        self.assertIn("PGPASSFILE", told)
        self.assertNotIn("hunter2", told)
        self.assertNotIn("hunter2", self.refused("report", "--db", f"{self.address}&password=hunter2"))
        nobody = postgres.free_port()
        told = self.refused("report", PASOKH_DB=f"postgresql://postgres:hunter2@127.0.0.1:{nobody}/shop")
        self.assertIn(f"postgres:***@127.0.0.1:{nobody}", told)
        self.assertNotIn("hunter2", told)

    def test_the_key_must_be_named(self):
        self.assertIn("--secret-file", self.serve(self.address, "--origin", "*"))

    def test_another_key_is_refused(self):
        self.import_orders()
        (self.folder / "key").unlink()
        self.assertIn("another secret", self.serve(self.address))

    def test_the_tables_of_another_program_are_left_alone(self):
        self.rows("CREATE TABLE notes (x int)")
        self.assertIn("another program", self.serve(self.address))
        self.rows("CREATE TABLE schema_version (version int)")
        self.assertIn("another program", self.serve(self.address))
        self.assertEqual(self.rows("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"), [(2,)])

    def test_a_newer_schema_is_left_alone(self):
        self.import_orders()
        self.rows("UPDATE schema_version SET version = 99")
        self.assertIn("schema 99", self.serve(self.address))
        self.assertIn("schema 99", self.refused("report", "--db", self.address))
        self.assertEqual(self.rows("SELECT version FROM schema_version"), [(99,)])

    def test_backup_and_restore_name_the_tools_of_postgresql(self):
        self.assertIn("pg_dump --format=custom --file=shop.dump 'postgresql://postgres@127.0.0.1", self.refused("backup", "-o", "shop.dump", "--db", self.address))
        self.assertIn("pg_restore --clean --if-exists --single-transaction --dbname='postgresql://", self.refused("restore", "shop.dump", "--db", self.address))


class Owner(PostgresTest):
    def test_the_environment_and_the_configuration_name_the_database(self):
        self.assertEqual(self.import_orders().returncode, 0)
        self.assertEqual(json.loads(run("report", "--json", PASOKH_DB=self.address).stdout)["late_orders"]["under_way"], 2)
        config = self.folder / "shop.json"
        config.write_text(json.dumps({"db": self.address, "secret_file": "key"}))
        self.assertEqual(json.loads(run("report", "--json", "--config", config).stdout)["late_orders"]["under_way"], 2)

    def doctor(self, code):
        config = self.folder / "shop.json"
        config.write_text(json.dumps({"db": self.address, "secret_file": "key"}))
        done = run("doctor", "--config", config)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return {line[6:17].strip(): (line[:4].strip(), line[17:]) for line in done.stdout.splitlines()}

    def test_the_doctor_looks_a_database_over(self):
        self.import_orders()
        self.assertEqual({part: grade for part, (grade, _) in self.doctor(0).items()}, dict.fromkeys(("config", "database", "durability", "secret", "clock"), "ok"))
        self.rows(f'ALTER DATABASE "{self.name}" SET search_path = elsewhere')
        self.assertEqual(self.doctor(1)["database"], ("FAIL", self.address + ": is not a database of Pasokh"))

    def test_a_dump_restores_to_what_it_was(self):
        self.import_orders()
        server = self.server()
        bodies = [feedback() for _ in range(20)]
        for body in bodies:
            self.assertEqual(send(server, body).status, 201)
        dump = self.cluster.folder / f"{self.name}.dump"
        self.cluster.run("pg_dump", "--format=custom", f"--file={dump}", self.address)
        self.rows("DELETE FROM feedback; DELETE FROM sales_order")
        self.assertEqual(look_up(server).status, 404)
        self.cluster.run("pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={self.address}", dump)
        self.assertEqual(sorted(self.stored()), sorted(body["id"] for body in bodies))
        self.assertEqual(look_up(server).status, 200)
        self.assertEqual(send(server, bodies[0]).status, 200)


if __name__ == "__main__":
    unittest.main()
