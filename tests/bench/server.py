"""What one server does, each figure beside what it is measured against, in one run on one machine.

Use: python3 tests/bench/server.py [--seconds 5] [--rounds 5] [--orders 1000000]

- Order lookups a second against the same server's static answers (a file of the loader's size).
- Order lookups in a shop of so many orders against one of 1,000: p99.
- Durable feedback of 64 customers at once against single commits of SQLite on the same disk.

Needs Debian's wrk. Each figure is the median of the rounds, which take turns. Servers, database and load share the machine.
"""
import argparse
import json
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))
import wrk                                                  # noqa: E402
from harness import PASOKH, UNLIMITED, Server              # noqa: E402

STATIC_BYTES = 2500
FEW = 1000
CUSTOMERS, WRITERS = 32, 64


class Shop:
    """A server with so many orders."""

    def __init__(self, home, orders):
        self.folder = home / f"shop-{orders}"
        self.folder.mkdir()
        file, assets = self.folder / "orders.json", self.folder / "assets"
        file.write_text(json.dumps(wrk.orders(orders)))
        assets.mkdir()
        (assets / "pasokh.js").write_text("/" * STATIC_BYTES)
        place = ["--db", str(self.folder / "shop.db")]
        subprocess.run([PASOKH, "import", "orders", str(file), *place], check=True, stdout=subprocess.DEVNULL)
        self.script = self.folder / "lookup.lua"
        self.script.write_text(wrk.LOOKUP.replace("ORDERS", str(orders)))
        self.server = Server(self.folder, {**UNLIMITED, "assets": str(assets)}, database=place)

    def static(self, seconds):
        return wrk.load([self.server], seconds, path="/pasokh.js", connections=CUSTOMERS)

    def lookup(self, seconds):
        return wrk.load([self.server], seconds, self.script, connections=CUSTOMERS)


def single_commits(folder, seconds):
    """Commits a second of one connection that waits for each, in the server's own journal and flush settings."""
    database = sqlite3.connect(folder / "single.db", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS row(id INTEGER PRIMARY KEY, text TEXT)")
    count, begin = 0, time.monotonic()
    while time.monotonic() < begin + seconds:
        database.execute("INSERT INTO row(text) VALUES (?)", ("x" * 200,))
        count += 1
    elapsed = time.monotonic() - begin
    database.close()
    return count / elapsed


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--orders", type=int, default=1_000_000)
    given = options.parse_args()
    home, shops = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-bench-")), []
    try:
        shops += [Shop(home, FEW), Shop(home, given.orders)]
        few, many = shops
        feedback = home / "feedback.lua"
        feedback.write_text(wrk.FEEDBACK)
        found = {}
        for _ in range(given.rounds):
            for name, run in {"static": few.static, "few": few.lookup, "many": many.lookup}.items():
                found.setdefault(name, []).append(run(given.seconds))
            found.setdefault("single", []).append((single_commits(home, given.seconds), 0))
            found.setdefault("group", []).append(wrk.load([few.server], given.seconds, feedback, connections=WRITERS))
        rate, p99 = ({name: statistics.median(run[i] for run in runs) for name, runs in found.items()} for i in (0, 1))
        print(f"| | a second | p99 |\n|---|---|---|\n"
              f"| static answer of {STATIC_BYTES:,} bytes | {rate['static']:,.0f} | {p99['static']:.1f} ms |\n"
              f"| order lookup, {FEW:,} orders | {rate['few']:,.0f} ({rate['few'] / rate['static']:.0%} of static) | {p99['few']:.1f} ms |\n"
              f"| order lookup, {given.orders:,} orders | {rate['many']:,.0f} | {p99['many']:.1f} ms ({p99['many'] / p99['few']:.1f} times) |\n"
              f"| single commit, SQLite on this disk | {rate['single']:,.0f} | |\n"
              f"| durable feedback, {WRITERS} at once | {rate['group']:,.0f} ({rate['group'] / rate['single']:.1f} times) | {p99['group']:.1f} ms |")
    finally:
        for shop in shops:
            shop.server.kill()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
