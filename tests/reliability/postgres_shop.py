"""Servers on one database, in a PostgreSQL of its own, and what its customers were told. Removed at the end.

Use:
    with PostgresShop() as shop:
        with Crowd(shop.start().port, make=any_write) as crowd: ...
        faults = shop.audit([crowd])
"""
import pathlib
import random
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "server"))
import postgres   # noqa: E402
from harness import Server   # noqa: E402
from postgres_proxy import Proxy   # noqa: E402

from load import CONFIG, feedback_item, key_of, request_item, search_item, send_again   # noqa: E402

MISSING = "PostgreSQL is not installed: scripts/install_packages installs postgresql-15"
STORED = "SELECT submission_id FROM feedback UNION ALL SELECT id_sha256 FROM unanswered_search UNION ALL SELECT request_id FROM request"
HALVES = "SELECT count(*) FROM request r WHERE (SELECT count(*) FROM request_message m WHERE m.request_id = r.request_id) <> 1"


def any_write():
    return random.choice((feedback_item, search_item, request_item))()


class PostgresShop:
    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-reliability-"))
        self.path.chmod(0o755)      # PostgreSQL is another user
        self.cluster = postgres.Cluster(self.path / "cluster")
        self.address = self.cluster.create("shop")
        self.servers, self.proxies = [], []

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        for server in self.servers:
            server.kill()
        for proxy in self.proxies:
            proxy.close()
        self.cluster.stop()
        shutil.rmtree(self.path, True)

    def start(self, address=None):
        """Raises AssertionError when it does not say that it listens."""
        folder = self.path / f"server-{len(self.servers)}"
        folder.mkdir(exist_ok=True)
        server = Server(folder, CONFIG, database=["--db", address or self.address, "--secret-file", str(self.path / "key")])
        self.servers.append(server)
        return server

    def through(self, judge):
        """A proxy that judges each COMMIT, and the address of the database behind it."""
        proxy = Proxy(self.cluster.port, judge)
        self.proxies.append(proxy)
        return proxy, self.address.replace(f":{self.cluster.port}/", f":{proxy.port}/")

    def rows(self, query):
        with postgres.Connection(self.address) as database:
            return database.rows(query)

    def is_up(self):
        try:
            return self.rows("SELECT 1") == [(1,)]
        except RuntimeError:
            return False

    def audit(self, crowds):
        """(faults, how many of those turned away had been stored) after sending again what was turned away, as outboxes do."""
        confirmed = set().union(*(crowd.confirmed for crowd in crowds))
        away = [item for crowd in crowds for item in crowd.turned_away]
        stored = [row[0] for row in self.rows(STORED)]
        faults = [f"{lost} confirmed lost"] if (lost := len(confirmed - set(stored))) else []
        replayed = send_again(self.servers[-1], away)
        confirmed |= {key_of(path, name) for path, name, _ in away}
        stored = [row[0] for row in self.rows(STORED)]
        if twice := len(stored) - len(set(stored)):
            faults.append(f"{twice} stored twice")
        if strange := len(set(stored) ^ confirmed):
            faults.append(f"{strange} rows missing or nobody's")
        if halves := self.rows(HALVES)[0][0]:
            faults.append(f"{halves} requests without their message")
        if unanswered := sum(len(crowd.unanswered) for crowd in crowds):
            faults.append(f"{unanswered} without an answer")
        if odd := {status for crowd in crowds for _, status, _ in crowd.answers} - {200, 201, 503}:
            faults.append(f"answered {sorted(odd)}")
        return faults, replayed

    def check_pages(self):
        """Raises RuntimeError when tables and indexes do not fit."""
        self.cluster.run("pg_amcheck", "--install-missing", "--heapallindexed", "-h", "127.0.0.1", "-p", self.cluster.port, "-U", "postgres", "shop")
