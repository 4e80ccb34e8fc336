"""How many order lookups and durable answers a second: SQLite, and PostgreSQL with one and two servers, in one run.

Use: python3 tests/bench/store.py [--seconds 5] [--rounds 3] [--orders 1000]

Needs Debian's wrk and postgresql-15. Each figure is the median of the rounds, which take turns; a round loads each server of
a set with its own wrk (one thread, 32 connections). Everything shares this machine: servers, database and load.
"""
import argparse
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "server"))
import postgres                                             # noqa: E402
from harness import PASOKH, UNLIMITED, Server              # noqa: E402

LOOKUP = """
wrk.method, wrk.path, wrk.headers["Content-Type"] = "POST", "/v1/orders/lookup", "application/json"
request = function()
  return wrk.format(nil, nil, nil, string.format('{"number":"B-%d","contact":{"phone":"09120000045"}}', math.random(ORDERS)))
end
"""
FEEDBACK = """
wrk.method, wrk.path, wrk.headers["Content-Type"] = "POST", "/v1/feedback", "application/json"
local letters, source = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", io.open("/dev/urandom", "rb")
request = function()
  local id = source:read(16):gsub(".", function(byte) local at = byte:byte() % 32 + 1; return letters:sub(at, at) end)
  return wrk.format(nil, nil, nil, '{"id":"01KBZ3NDEK' .. id .. '","kind":"csat","score":5,"comment":"Thanks","occurred_at":"2026-11-21T10:00:00Z"}')
end
"""


def orders(count):
    return [{"number": f"B-{i}", "placed_at": "2026-11-01", "state": "open", "phone": "09120000045", "total": 100, "currency": "IRT", "updated_at": "2026-11-02",
             "lines": [{"title": "Mug", "quantity": 1}],
             "parcels": [{"id": "P1", "carrier": "Post", "status": "in_transit",
                          "events": [{"at": "2026-11-01", "status": "pending", "text": "in"}, {"at": "2026-11-02", "status": "in_transit", "text": "on"}]}]}
            for i in range(1, count + 1)]


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

    def load(self, script, seconds):
        """Requests a second in all, and the slowest server's p99 in milliseconds."""
        runs = [subprocess.Popen(["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", "-s", str(script), f"http://127.0.0.1:{server.port}/"], stdout=subprocess.PIPE, text=True)
                for server in self.servers]
        texts = [run.communicate()[0] for run in runs]
        bad = sum(int(number) for text in texts for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", text))
        if bad:
            raise SystemExit(f"{self.name}: {bad} answers were refused\n" + "".join(texts))
        return sum(float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]) for text in texts), max(milliseconds(re.search(r"99%\s+(\S+)", text)[1]) for text in texts)


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


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
        file.write_text(json.dumps(orders(given.orders)))
        (home / "lookup.lua").write_text(LOOKUP.replace("ORDERS", str(given.orders)))
        (home / "feedback.lua").write_text(FEEDBACK)
        sets += [Set("SQLite", home, str(home / "shop.db"), 1, file), Set("PostgreSQL", home, cluster.create("one"), 1, file),
                 Set("PostgreSQL, 2 servers", home, cluster.create("two"), 2, file)]
        found = {}
        for _ in range(given.rounds):
            for one in sets:
                for what in ("lookup", "feedback"):
                    found.setdefault((one.name, what), []).append(one.load(home / f"{what}.lua", given.seconds))
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
