"""A running `pasokh serve` for tests: on a free port of 127.0.0.1, in a folder of its own, stopped by its process id.

Use:
    class Thing(ServerTest):
        config = {"limits": {"lookups_per_minute": 0}}
        def test_x(self):
            answer = self.get("/healthz")

PASOKH names the binary. PASOKH_TEST_DB=postgres runs everything on PostgreSQL, in a database for each folder (postgres.py).
"""
import contextlib
import http.client
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest

import postgres

PASOKH = os.environ.get("PASOKH", "build/native-release/pasokh")
JSON_TYPE = {"Content-Type": "application/json"}
NO_LOOKUP_LIMITS = {name: 0 for name in ("lookups_per_minute", "lookups_per_hour", "misses_per_client", "misses_per_number", "misses_per_contact",
                                         "misses_before_challenge", "misses_before_hard_challenge")}
NO_FORM_LIMITS = {"form_seconds": 0, "forms_before_challenge": 0, "shop_forms_before_challenge": 0}
UNLIMITED = {"limits": {**NO_LOOKUP_LIMITS, **NO_FORM_LIMITS, "feedback_per_minute": 0}, "deadlines_ms": {"miss_floor": 0}}
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

ORDERS = [
    {"number": "SRV-1", "placed_at": "2026-11-01", "state": "open", "phone": "09120000045", "email": "sara@example.ir", "city": "تهران",
     "total": 4850000, "currency": "IRT", "updated_at": "2026-11-02",
     "lines": [{"title": "قهوه‌ساز", "quantity": 1}, {"title": "فیلتر", "quantity": 2}],
     "parcels": [{"id": "P1", "carrier": "پست", "tracking_number": "123", "tracking_url": "https://tracking.example/", "status": "in_transit",
                  "eta": {"from": "2026-11-03", "until": "2026-11-04"}, "first_eta_until": "2026-11-03", "delay_reason": "weather", "lines": [1],
                  "events": [{"at": "2026-11-01", "status": "pending", "text": "ثبت شد"},
                             {"at": "2026-11-02", "status": "in_transit", "text": "در راه", "city": "قم"}]}]},
    {"number": "SRV-2", "placed_at": "2026-11-01", "state": "open", "email": "only@example.ir", "total": 1, "currency": "IRR", "updated_at": "2026-11-02"},
]


ON_POSTGRES = os.environ.get("PASOKH_TEST_DB") == "postgres"
if ON_POSTGRES and not postgres.is_installed():
    raise unittest.SkipTest("PostgreSQL is not installed; scripts/install_packages installs postgresql-15")
sqlite_only = unittest.skipIf(ON_POSTGRES, "is about the file of SQLite")


def place(folder):
    """How a command is told the database of a test's folder."""
    return ["--db", postgres.address_of(folder) if ON_POSTGRES else str(pathlib.Path(folder) / "shop.db")]


def key(folder):
    """The key of its contacts, for commands that need it."""
    return ["--secret-file", str(pathlib.Path(folder) / "shop.db.secret")] if ON_POSTGRES else []


def ulid():
    return "01KBZ3NDEK" + "".join(secrets.choice(CROCKFORD) for _ in range(16))


def feedback(**changes):
    body = {"id": ulid(), "kind": "csat", "score": 5, "comment": "ممنون", "occurred_at": "2026-11-21T10:00:00Z"}
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def old_database(path, version):
    """A database as the release with that schema made it, empty."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        for step in range(1, version + 1):
            database.executescript((pathlib.Path(__file__).parent / "schemas" / f"{step}.sql").read_text())


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def __getitem__(self, name):
        return self.headers.get(name.lower())


class Server:
    """One process. `stop` is graceful, `kill` is kill -9."""

    def __init__(self, folder, config=None, arguments=(), preexec_fn=None, database=None, environment=None):
        self.folder = pathlib.Path(folder)
        config_file = self.folder / "config.json"
        config_file.write_text(json.dumps(config or UNLIMITED))
        self.errors = open(self.folder / "stderr.txt", "ab")
        self.process = subprocess.Popen(
            [PASOKH, "serve", "--config", str(config_file), *(place(folder) + key(folder) if database is None else database), "--listen", "127.0.0.1:0", *arguments],
            stdout=subprocess.PIPE, stderr=self.errors, preexec_fn=preexec_fn, env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline().decode()
        if not line.startswith("listening on http://127.0.0.1:"):
            self.kill()
            raise AssertionError(f"the server did not start: {line!r} {self.stderr()}")
        self.port = int(line.rsplit(":", 1)[1])

    def stderr(self):
        return (self.folder / "stderr.txt").read_text()

    def stop(self, seconds=10):
        """The exit code after SIGTERM."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        finally:
            self.kill()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.errors.close()

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def talk(self, data):
        """Sends raw bytes and reads until the server closes; the status line's code, or None for a close without an answer."""
        with self.connect() as peer:
            try:
                peer.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return status_of(read_all(peer))

    def figures(self):
        """What /metrics says, by name with labels; the configuration needs "metrics_listen"."""
        if not hasattr(self, "metrics_port"):
            self.metrics_port = int(self.process.stdout.readline().decode().rsplit(":", 1)[1])
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.metrics_port, timeout=10)) as connection:
            connection.request("GET", "/metrics")
            lines = connection.getresponse().read().decode().splitlines()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}

    def rss_kb(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def open_files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def read_all(peer):
    data = b""
    try:
        while chunk := peer.recv(65536):
            data += chunk
    except (ConnectionResetError, TimeoutError):
        pass
    return data


def status_of(data):
    return int(data.split(b" ", 2)[1]) if data.startswith(b"HTTP/1.") else None


def import_orders(folder, orders=None, text=None, name="orders.json", arguments=()):
    """Runs `pasokh import orders`; the finished process."""
    file = pathlib.Path(folder) / name
    file.write_bytes(text if text is not None else json.dumps(ORDERS if orders is None else orders).encode())
    return subprocess.run([PASOKH, "import", "orders", str(file), *place(folder), *key(folder), *arguments],
                          capture_output=True, text=True, timeout=30)


def rows(folder, query):
    if ON_POSTGRES:
        with postgres.Connection(postgres.address_of(folder)) as database:
            return database.rows(query)
    with contextlib.closing(sqlite3.connect(f"file:{pathlib.Path(folder) / 'shop.db'}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def change(folder, query):
    """Runs one statement behind the server's back."""
    if ON_POSTGRES:
        with postgres.Connection(postgres.address_of(folder)) as database:
            return database.rows(query)
    with contextlib.closing(sqlite3.connect(pathlib.Path(folder) / "shop.db")) as database, database:
        database.execute(query)


def columns_of(folder, table):
    return [row[0] for row in rows(folder, f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position" if ON_POSTGRES
                                   else f"SELECT name FROM pragma_table_info('{table}')")]


def remove(folder):
    postgres.drop_of(folder)
    shutil.rmtree(folder, True)


def wait_until(condition, seconds=5):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


class FolderTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-test-"))
        self.addCleanup(remove, self.folder)


class ServerTest(unittest.TestCase):
    """One server for all tests of a class, with ORDERS imported."""
    config = UNLIMITED
    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-test-"))
        cls.addClassCleanup(remove, cls.folder)
        done = import_orders(cls.folder)
        assert done.returncode == 0, done.stderr
        cls.prepare()
        cls.server = Server(cls.folder, cls.config, cls.arguments)
        cls.addClassCleanup(cls.server.kill)

    @classmethod
    def prepare(cls):
        pass

    def tearDown(self):
        self.assertIsNone(self.server.process.poll(), "the server has died: " + self.server.stderr())

    def get(self, path, **headers):
        return self.server.request("GET", path, headers=headers)

    def post(self, path, body, headers=None):
        data = body if isinstance(body, (bytes, str)) else json.dumps(body)
        return self.server.request("POST", path, data.encode() if isinstance(data, str) else data, {**JSON_TYPE, **(headers or {})})

    def lookup(self, number, **contact):
        return self.post("/v1/orders/lookup", {"number": number, "contact": contact})

    def assert_problem(self, answer, status, code):
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer["content-type"], "application/problem+json")
        self.assertEqual(answer.json()["code"], code)
        self.assertEqual(answer.json()["status"], status)
