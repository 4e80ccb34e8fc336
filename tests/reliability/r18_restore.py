"""R18: a large shop is saved while customers write, lost, put back and compared row by row. test_backup.py has the small drill and
everything a wrong file can be."""
import contextlib
import hashlib
import pathlib
import sqlite3
import subprocess
import sys
import time

from load import Crowd
from report import Finding
from watched import Home

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "server"))
from harness import ORDERS, PASOKH, import_orders   # noqa: E402

RESTORE_S_PER_GB = 60
GB = 1024 ** 3
ROW_BYTES = 2000


def fill(file, size):
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.execute("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO feedback (shop_id, submission_id, body_sha256, kind, score, scale_min, scale_max, subject, comment, lang, occurred_at, received_at)
            SELECT 'demo', '01KA' || printf('%022d', i), hex(randomblob(32)), 'csat', 1 + i % 5, 1, 5, '', hex(randomblob(950)), 
                   'fa', 1763700000000 + i, 1763700000000 + i FROM n""",
                         (size // ROW_BYTES,))
        database.commit()


def digests(file):
    """Table -> (rows, digest of all of them in the order of their keys)."""
    out = {}
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
            keys = [row[0] for row in database.execute(f"SELECT name FROM pragma_table_info('{name}') WHERE pk > 0 ORDER BY pk")]
            digest, count = hashlib.sha256(), 0
            for row in database.execute(f"SELECT * FROM {name} ORDER BY {', '.join(keys) or 'rowid'}"):
                digest.update(repr(row).encode())
                count += 1
            out[name] = (count, digest.hexdigest())
    return out


def ids(file):
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return {row[0] for row in database.execute("SELECT submission_id FROM feedback UNION ALL SELECT id_sha256 FROM unanswered_search")}


def timed(*arguments):
    begin = time.monotonic()
    done = subprocess.run([PASOKH, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - begin


def run(short):
    size, orders, faults = (GB // 50 if short else GB), (200 if short else 5000), []
    with Home() as home:
        db, saved = home.data / "shop.db", home.path / "saved.db"
        done = import_orders(home.data, [{**ORDERS[0], "number": f"D-{i}", "parcels": [{**ORDERS[0]["parcels"][0], "id": f"P-{i}"}]} for i in range(orders)])
        assert done.returncode == 0, done.stderr
        fill(db, size)
        server = home.start()
        with Crowd(server.port, clients=8, rate=100) as crowd:
            time.sleep(1)
            before = set(crowd.confirmed)
            backup_s = timed("backup", "--db", db, "-o", saved)
            time.sleep(0.5)
        server.kill()
        wanted = digests(saved)
        if missing := len(before - ids(saved)):
            faults.append(f"{missing} confirmed before the backup are not in it")
        refused = sum(1 for answer in crowd.answers if answer[1] not in (200, 201)) + len(crowd.unanswered)
        if refused:
            faults.append(f"{refused} customers were refused during the backup")
        for file in home.data.glob("shop.db*"):
            if not file.name.endswith(".secret"):
                file.unlink()
        restore_s = timed("restore", saved, "--db", db)
        if digests(db) != wanted:
            faults.append("the restored rows differ from the backup's")
        if home.start().request("GET", "/healthz").status != 200:
            faults.append("the server does not start on the restored database")
        home.server.stop()
        bytes_ = saved.stat().st_size
    if restore_s > RESTORE_S_PER_GB * max(1, bytes_ / GB):
        faults.append(f"restored in {restore_s:.0f} s")
    return [Finding("R18", f"a shop of {bytes_ / 1e6:,.0f} MB saved while 100 requests/s write, all files lost, put back, compared by the digest of every row",
                    f"{sum(count for count, _ in wanted.values()):,} rows equal in {len(wanted)} tables; backup {backup_s:.1f} s, restore {restore_s:.1f} s; "
                    f"{len(crowd.answers):,} customers answered meanwhile, {refused} refused",
                    "rows equal to the backup's moment, nobody refused, restore <= 60 s for 1 GB", faults)]
