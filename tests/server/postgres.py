"""A private PostgreSQL for tests: a cluster of its own on a free port of 127.0.0.1, never the machine's.

Use:
    cluster = Cluster(folder)                  # initdb and start; as the user postgres when we are root
    address = cluster.create("shop")           # postgresql://...
    with Connection(address) as database:
        database.rows("SELECT count(*) FROM feedback")
    cluster.stop()

    python3 postgres.py start FOLDER           # for ctest: one cluster for all tests
    python3 postgres.py stop FOLDER

`the_cluster()` is the one that PASOKH_TEST_CLUSTER names, or one that ends with this process.
"""
import atexit
import ctypes
import ctypes.util
import functools
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROGRAMS = [folder for folder in map(pathlib.Path, ["/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin"]) if (folder / "initdb").exists()]
# Durable as in a shop. The port is added.
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = on
max_connections = 300
shared_buffers = 32MB
logging_collector = off
"""


def is_installed():
    return bool(PROGRAMS)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def user():
    """PostgreSQL refuses to run as root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


class Cluster:
    def __init__(self, folder, running=False):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.process = None
        if running:
            self.port = int((self.folder / "port").read_text())
            return
        shutil.rmtree(self.folder, True)
        self.folder.mkdir(parents=True)
        if user():
            shutil.chown(self.folder, "postgres", "postgres")
        self.port = free_port()
        # Sorted as dictionaries do, unlike SQLite: what depends on it shows.
        self.run("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fa")
        with open(self.data / "postgresql.conf", "a") as settings:
            settings.write(SETTINGS + f"port = {self.port}\n")
        (self.folder / "port").write_text(str(self.port))
        self.start()

    def run(self, program, *arguments):
        done = subprocess.run([PROGRAMS[0] / program, *map(str, arguments)], cwd="/", capture_output=True, text=True, **user())
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen([PROGRAMS[0] / "postgres", "-D", self.data], cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **user())
        end = time.monotonic() + 60
        while True:
            try:
                Connection(self.address("postgres")).close()
                return
            except RuntimeError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError("PostgreSQL did not start: " + (self.folder / "log").read_text()[-2000:]) from None
                time.sleep(0.05)

    def pid(self):
        return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def stop(self, how=signal.SIGINT):
        """SIGINT is "fast", SIGQUIT "immediate": as if the power went."""
        pid = self.pid()
        os.kill(pid, how)
        if self.process:
            self.process.wait(60)
        while pathlib.Path(f"/proc/{pid}").exists():   # started by another process: ctest's fixture
            time.sleep(0.02)

    def backends(self):
        """Processes that serve a client."""
        with Connection(self.address("postgres")) as database:
            return [row[0] for row in database.rows("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")]

    def address(self, database, **parameters):
        query = urllib.parse.urlencode({"sslmode": "disable", "gssencmode": "disable", **parameters}, quote_via=urllib.parse.quote)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}?{query}"

    def create(self, database, *settings):
        with Connection(self.address("postgres")) as server:
            server.rows(f'CREATE DATABASE "{database}"')
            for setting in settings:
                server.rows(f'ALTER DATABASE "{database}" SET {setting}')
        return self.address(database)

    def drop(self, database):
        with Connection(self.address("postgres")) as server:
            server.rows(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@functools.cache
def libpq():
    library = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
    for name, result, arguments in (
            ("PQconnectdb", ctypes.c_void_p, [ctypes.c_char_p]), ("PQfinish", None, [ctypes.c_void_p]), ("PQstatus", ctypes.c_int, [ctypes.c_void_p]),
            ("PQsetNoticeProcessor", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]), ("PQerrorMessage", ctypes.c_char_p, [ctypes.c_void_p]), ("PQexec", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p]),
            ("PQresultStatus", ctypes.c_int, [ctypes.c_void_p]), ("PQclear", None, [ctypes.c_void_p]), ("PQntuples", ctypes.c_int, [ctypes.c_void_p]),
            ("PQnfields", ctypes.c_int, [ctypes.c_void_p]), ("PQftype", ctypes.c_uint, [ctypes.c_void_p, ctypes.c_int]),
            ("PQgetvalue", ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]), ("PQgetisnull", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int])):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


SILENCE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p)(lambda *_: None)


class Connection:
    INTEGERS = {20, 21, 23, 26, 1700}
    DONE = {1, 2}                      # PGRES_COMMAND_OK, PGRES_TUPLES_OK

    def __init__(self, address):
        self.handle = libpq().PQconnectdb(address.encode())
        if libpq().PQstatus(self.handle) != 0:
            message = libpq().PQerrorMessage(self.handle).decode()
            self.close()
            raise RuntimeError(message)
        libpq().PQsetNoticeProcessor(self.handle, SILENCE, None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        libpq().PQfinish(self.handle)

    def rows(self, query):
        pq = libpq()
        result = pq.PQexec(self.handle, query.encode())
        try:
            if pq.PQresultStatus(result) not in self.DONE:
                raise RuntimeError(pq.PQerrorMessage(self.handle).decode())
            return [tuple(self.value(result, row, column) for column in range(pq.PQnfields(result))) for row in range(pq.PQntuples(result))]
        finally:
            pq.PQclear(result)

    def value(self, result, row, column):
        if libpq().PQgetisnull(result, row, column):
            return None
        text = libpq().PQgetvalue(result, row, column).decode()
        return int(text) if libpq().PQftype(result, column) in self.INTEGERS else text


@functools.cache
def the_cluster():
    if shared := os.environ.get("PASOKH_TEST_CLUSTER"):
        return Cluster(shared, running=True)
    folder = tempfile.mkdtemp(prefix="pasokh-postgres-")
    cluster = Cluster(folder)
    atexit.register(shutil.rmtree, folder, True)
    atexit.register(cluster.stop)
    return cluster


known = {}


def address_of(folder):
    """The database that belongs to a test's folder, made at first use."""
    name = pathlib.Path(folder).name
    if name not in known:
        known[name] = the_cluster().create(name)
    return known[name]


def drop_of(folder):
    name = pathlib.Path(folder).name
    if known.pop(name, None):
        the_cluster().drop(name)


if __name__ == "__main__":
    action, place = sys.argv[1:]
    if not is_installed():
        print("PostgreSQL is not installed: its tests are skipped (scripts/install_packages installs postgresql-15)")
        sys.exit(77)
    if action == "start":
        Cluster(place)
    else:
        Cluster(place, running=True).stop()
        shutil.rmtree(place)
