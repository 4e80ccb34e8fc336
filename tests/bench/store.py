"""How many order lookups and durable answers a second: SQLite, and PostgreSQL with one and two servers, in one run.

Use: python3 tests/bench/store.py [--seconds 5] [--rounds 3] [--orders 1000]

Needs Debian's wrk and postgresql-15. Each figure is the median of the rounds, which take turns; a round loads each server of
a set with its own wrk (one thread, 32 connections). Everything shares this machine: servers, database and load.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))
import wrk                                                  # noqa: E402
import postgres                                             # noqa: E402
from harness import PASOKH, UNLIMITED, Server              # noqa: E402


class Set:
    """Servers on one database."""

    def __init__(self, name, home, database, servers, file):
        self.name = name
        arguments = ["--db", database, "--secret-file", str(home / (name + ".key"))]
        subprocess.run([PASOKH, "import", "orders", str(file), *arguments], check=True, stdout=subprocess.DEVNULL)
        self.servers = []
        for i in range(servers):
            folder = home / f"{name}-{i}"
            folder.mkdir()
            self.servers.append(Server(folder, UNLIMITED, database=arguments))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=int, default=5)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--orders", type=int, default=1000)
    given = options.parse_args()
    home = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-bench-"))
    home.chmod(0o755)
    cluster, sets = postgres.Cluster(home / "cluster"), []
    try:
        file = home / "orders.json"
        file.write_text(json.dumps(wrk.orders(given.orders)))
        (home / "lookup.lua").write_text(wrk.LOOKUP.replace("ORDERS", str(given.orders)))
        (home / "feedback.lua").write_text(wrk.FEEDBACK)
        sets += [Set("SQLite", home, str(home / "shop.db"), 1, file), Set("PostgreSQL", home, cluster.create("one"), 1, file),
                 Set("PostgreSQL, 2 servers", home, cluster.create("two"), 2, file)]
        found = {}
        for _ in range(given.rounds):
            for one in sets:
                for what in ("lookup", "feedback"):
                    found.setdefault((one.name, what), []).append(wrk.load(one.servers, given.seconds, home / f"{what}.lua"))
        print("| | lookups/s | p99 | durable feedback/s | p99 |\n|---|---|---|---|---|")
        for one in sets:
            cells = []
            for what in ("lookup", "feedback"):
                rates, slowest = zip(*found[one.name, what])
                cells += [f"{statistics.median(rates):,.0f}", f"{statistics.median(slowest):.1f} ms"]
            print(f"| {one.name} | " + " | ".join(cells) + " |")
    finally:
        for one in sets:
            for server in one.servers:
                server.kill()
        cluster.stop()
        shutil.rmtree(home)


if __name__ == "__main__":
    main()
