"""R19: every old schema, with rows in it, becomes the newest while the process is killed: at every single call that touches the disk, at
random moments, and by power cuts. What is left is the schema of some release, whole, with all its rows; a start brings it up to date."""
import contextlib
import pathlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time

from disk import MODES, Replay, read_log
from load import Crowd
from report import Finding
from watched import Home

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "server"))
from harness import ORDERS, import_orders, old_database   # noqa: E402

SCHEMAS = pathlib.Path(__file__).parents[1] / "server" / "schemas"


def tables_of(database):
    """Table -> its columns."""
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")]
    return {name: [row[1] for row in database.execute(f"SELECT * FROM pragma_table_info('{name}')")] for name in names}


def content(database, tables):
    """All rows of these columns."""
    return {name: sorted(database.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall(), key=repr) for name, columns in tables.items()}


def schema(database):
    return (database.execute("PRAGMA user_version").fetchone()[0],
            frozenset(database.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()))


@contextlib.contextmanager
def opened(file):
    with contextlib.closing(sqlite3.connect(file)) as database:
        yield database


class Shop:
    """A shop's rows under the newest schema, to be poured into old ones."""

    def __init__(self, home, orders):
        many = [{**ORDERS[0], "number": f"M-{i}", "parcels": [{**ORDERS[0]["parcels"][0], "id": f"P-{i}"}]} for i in range(orders)]
        done = import_orders(home.data, many)
        assert done.returncode == 0, done.stderr
        server = home.start()
        with Crowd(server.port, clients=4) as crowd:
            while len(crowd.answers) < orders:
                time.sleep(0.01)
        server.stop()
        self.file, self.secret = home.data / "shop.db", home.data / "shop.db.secret"
        with opened(self.file) as database:
            self.released = {schema(database)}

    def make_old(self, folder, version):
        """The shop as the release with that schema had it; the tables with their rows."""
        file = folder / "shop.db"
        old_database(file, version)
        with opened(file) as database:
            self.released.add(schema(database))
            tables = tables_of(database)
            database.execute("ATTACH ? AS newest", (str(self.file),))
            for name, columns in tables.items():
                database.execute(f"INSERT INTO {name} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM newest.{name}")
            database.commit()
            database.execute("DETACH newest")
            database.execute("PRAGMA journal_mode = WAL")
            rows = content(database, tables)
        shutil.copy(self.secret, folder / "shop.db.secret")
        return tables, rows


def copy_to(home, template):
    for file in home.data.iterdir():
        file.unlink()
    for file in template.iterdir():
        shutil.copy(file, home.data / file.name)


class Check:
    def __init__(self, shop, tables, rows, newest):
        self.shop, self.tables, self.rows, self.newest = shop, tables, rows, newest
        self.kills, self.cuts, self.at_version, self.faults = 0, 0, {}, []

    def look(self, file, where):
        """Whether the database is one of the releases' and has its rows; its version."""
        try:
            with opened(file) as database:
                now, whole = schema(database), database.execute("PRAGMA integrity_check").fetchone()[0]
                kept = content(database, self.tables) == self.rows
        except sqlite3.Error as problem:
            self.faults.append(f"{where}: {problem}")
            return
        self.at_version[now[0]] = self.at_version.get(now[0], 0) + 1
        if now not in self.shop.released:
            self.faults.append(f"{where}: a schema between two releases (version {now[0]})")
        if whole != "ok" or not kept:
            self.faults.append(f"{where}: integrity {whole}, rows {'kept' if kept else 'changed'}")

    def look_after_start(self, home, where):
        try:
            home.start().kill()
        except AssertionError as problem:
            self.faults.append(f"{where}: {str(problem)[-200:]}")
            return
        with opened(home.data / "shop.db") as database:
            if schema(database) != self.newest or content(database, self.tables) != self.rows:
                self.faults.append(f"{where}: the start after it did not end in the newest schema with the same rows")


def kill_at_every_call(home, template, check, version, every):
    call = 1
    while True:
        copy_to(home, template)
        try:
            home.start(kill=call).kill()
            return
        except AssertionError:
            check.kills += 1
            check.look(home.data / "shop.db", f"schema {version}, kill at call {call}")
            check.look_after_start(home, f"schema {version}, kill at call {call}")
        call += every


def kill_at_random(home, template, check, version, times):
    copy_to(home, template)
    begin = time.monotonic()
    home.start().kill()
    usual = time.monotonic() - begin
    for _ in range(times):
        copy_to(home, template)
        after_s = random.uniform(0, usual)
        home.start_and_kill(after_s)
        check.kills += 1
        check.look(home.data / "shop.db", f"schema {version}, kill after {1000 * after_s:.1f} ms")
        check.look_after_start(home, f"schema {version}, kill after {1000 * after_s:.1f} ms")


def cut_power(home, template, check, version, cuts):
    copy_to(home, template)
    home.log.unlink(missing_ok=True)
    home.start(watched=True).kill()
    log = list(read_log(home.log))
    chance = random.Random(version)
    disk = Replay(log)
    disk.hold(template)
    with tempfile.TemporaryDirectory() as folder:
        for _ in disk.cuts(sorted(chance.randrange(1, len(log) + 1) for _ in range(cuts))):
            mode = chance.choice(MODES)
            disk.write_image(folder, mode, chance)
            check.cuts += 1
            check.look(pathlib.Path(folder) / "shop.db", f"schema {version}, power cut, kept {mode}")


def run(short):
    faults, kills, cuts, seen, rows = [], 0, 0, set(), 0
    versions = sorted(int(file.stem) for file in SCHEMAS.glob("*.sql"))
    with Home() as origin, Home() as home:
        shop = Shop(origin, 20 if short else 300)
        with opened(shop.file) as database:
            newest = schema(database)
        releases = {}
        for version in versions:
            template = origin.path / f"schema-{version}"
            template.mkdir()
            releases[version] = (template, *shop.make_old(template, version))
        for version, (template, tables, old_rows) in releases.items():
            check = Check(shop, tables, old_rows, newest)
            kill_at_every_call(home, template, check, version, every=13 if short else 1)
            kill_at_random(home, template, check, version, 5 if short else 100)
            cut_power(home, template, check, version, 30 if short else 500)
            faults += check.faults
            kills += check.kills
            cuts += check.cuts
            seen |= set(check.at_version)
            rows += sum(map(len, old_rows.values()))
    return [Finding("R19", f"schema {', '.join(map(str, versions))} to {newest[0]}, {rows:,} rows in all: kill -9 at every disk call of the migration "
                    "and at random moments, then a start; power cuts",
                    f"{kills} kills, {cuts} cuts, left at versions {', '.join(map(str, sorted(seen)))}; {len(faults)} bad",
                    "the schema of a release, never between; integrity ok; the same rows; the next start ends in the newest", faults[:5])]
