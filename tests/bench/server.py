"""What one server does, each figure beside what it is measured against, in one run on one machine.

Use: python3 tests/bench/server.py [--seconds 5] [--rounds 5] [--orders 1000000]

- Order lookups a second against the same server's static answers (a file of the loader's size).
- Order lookups in a shop of so many orders against one of 1,000: p99.
- Durable feedback of 64 customers at once against single commits of SQLite on the same disk, and on the same disk with each
  flush made 4 ms longer (tests/reliability/faults), as the disks of small rented servers are.

Needs Debian's wrk. Each figure is the median of the rounds, which take turns. Servers, database and load share the machine.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))
import wrk                                                  # noqa: E402
from harness import PASOKH, UNLIMITED, Server              # noqa: E402

STATIC_BYTES = 2500
FEW, ORDERS_PER_FILE = 1000, 200_000
CUSTOMERS, WRITERS = 32, 64
SLOW_FLUSH_US = 4000
SINGLE_COMMITS = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for pragma in ("journal_mode=WAL", "synchronous=FULL"):
    database.execute("PRAGMA " + pragma)
database.execute("CREATE TABLE IF NOT EXISTS row(id INTEGER PRIMARY KEY, text TEXT)")
count, begin = 0, time.monotonic()
while time.monotonic() < begin + float(sys.argv[2]):
    database.execute("INSERT INTO row(text) VALUES (?)", ("x" * 200,))
    count += 1
print(count / (time.monotonic() - begin))
"""


class Shop:
    """A server with so many orders, in a folder whose disk may be slow."""

    def __init__(self, home, orders, slow_flush_us=0):
        self.folder = home / f"shop-{orders}-{slow_flush_us}"
        self.folder.mkdir()
        self.disk = {"LD_PRELOAD": os.environ["PASOKH_FAULTS"], "PASOKH_FAULTS_FOLDER": str(self.folder), "PASOKH_FAULTS_SLOW_SYNC": str(slow_flush_us)} if slow_flush_us else {}
        file, assets = self.folder / "orders.json", self.folder / "assets"
        assets.mkdir()
        (assets / "pasokh.js").write_text("/" * STATIC_BYTES)
        place = ["--db", str(self.folder / "shop.db")]
        for first in range(1, orders + 1, ORDERS_PER_FILE):
            file.write_text(json.dumps(wrk.orders(min(ORDERS_PER_FILE, orders + 1 - first), first)))
            subprocess.run([PASOKH, "import", "orders", str(file), *place], check=True, stdout=subprocess.DEVNULL)
        self.script = self.folder / "lookup.lua"
        self.script.write_text(wrk.LOOKUP.replace("ORDERS", str(orders)))
        self.server = Server(self.folder, {**UNLIMITED, "assets": str(assets)}, database=place, environment=self.disk)

    def static(self, seconds):
        return wrk.load([self.server], seconds, path="/pasokh.js", connections=CUSTOMERS)

    def lookup(self, seconds):
        return wrk.load([self.server], seconds, self.script, connections=CUSTOMERS)

    def single_commits(self, seconds):
        """Commits a second of one connection that waits for each, with the server's own journal and flush settings."""
        done = subprocess.run([sys.executable, "-c", SINGLE_COMMITS, str(self.folder / "single.db"), str(seconds)], env={**os.environ, **self.disk}, check=True, stdout=subprocess.PIPE)
        return float(done.stdout), 0

    def feedback(self, seconds):
        return wrk.load([self.server], seconds, self.folder.parent / "feedback.lua", connections=WRITERS)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--orders", type=int, default=1_000_000)
    given = options.parse_args()
    home, shops = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-bench-")), []
    try:
        (home / "feedback.lua").write_text(wrk.FEEDBACK)
        for orders, flush in ((FEW, 0), (given.orders, 0), (1, SLOW_FLUSH_US)):
            shops.append(Shop(home, orders, flush))
        few, many, slow = shops
        runs = {"static": few.static, "few": few.lookup, "many": many.lookup, "single": few.single_commits, "group": few.feedback,
                "slow single": slow.single_commits, "slow group": slow.feedback}
        found = {name: [] for name in runs}
        for _ in range(given.rounds):
            for name, run in runs.items():
                found[name].append(run(given.seconds))
        rate, p99 = ({name: statistics.median(run[i] for run in runs) for name, runs in found.items()} for i in (0, 1))
        print(f"| | a second | p99 |\n|---|---|---|\n"
              f"| static answer of {STATIC_BYTES:,} bytes | {rate['static']:,.0f} | {p99['static']:.1f} ms |\n"
              f"| order lookup, {FEW:,} orders | {rate['few']:,.0f} ({rate['few'] / rate['static']:.0%} of static) | {p99['few']:.1f} ms |\n"
              f"| order lookup, {given.orders:,} orders | {rate['many']:,.0f} | {p99['many']:.1f} ms ({p99['many'] / p99['few']:.1f} times) |")
        for disk, name in (("", "this disk"), ("slow ", f"a flush {SLOW_FLUSH_US / 1000:.0f} ms longer")):
            print(f"| single commits, {name} | {rate[disk + 'single']:,.0f} | |\n"
                  f"| durable feedback, {WRITERS} at once, {name} | {rate[disk + 'group']:,.0f} ({rate[disk + 'group'] / rate[disk + 'single']:.1f} times) | {p99[disk + 'group']:.1f} ms |")
    finally:
        for shop in shops:
            shop.server.kill()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
