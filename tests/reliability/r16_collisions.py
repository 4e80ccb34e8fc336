"""R16: PostgreSQL refuses a fifth of all transactions with 40001, as under contention. Each customer is served or told 503, each import goes
through or says that it did not, and what was refused has left nothing behind."""
import json
import subprocess
import time

from load import Crowd
from postgres_shop import MISSING, PostgresShop, any_write, postgres
from report import Finding
from watched import ORDERS, PASOKH

EVERY = 5
ORDERS_EACH = 20
LONGEST_S = 1200
STARTS = 20


def start_unlucky(shop, address):
    """The start itself is told when it collides, five times in a row."""
    for _ in range(STARTS):
        try:
            return shop.start(address)
        except AssertionError as problem:
            told = problem
    raise told


def import_orders(shop, address, number):
    """The exit code, and how many of its orders are there."""
    file = shop.path / "orders.json"
    file.write_text(json.dumps([{**ORDERS[0], "number": f"M{number:04}{i:04}"} for i in range(ORDERS_EACH)]))
    done = subprocess.run([PASOKH, "import", "orders", str(file), "--db", address, "--secret-file", str(shop.path / "key")], capture_output=True, timeout=60)
    return done.returncode, shop.rows(f"SELECT count(*) FROM sales_order o JOIN order_line l USING (shop_id, order_id) WHERE o.number LIKE 'M{number:04}%'")[0][0]


def run(short):
    writes, imports = (400, 4) if short else (40000, 100)
    target = "all served or told 503, no partial effects"
    if not postgres.is_installed():
        return [Finding("R16", "transactions that collide", "not run", target, [MISSING])]
    with PostgresShop() as shop:
        proxy, address = shop.through(lambda n: "collide" if n % EVERY == 0 else None)
        server = start_unlucky(shop, address)
        codes, faults, end = [], [], time.monotonic() + LONGEST_S
        with Crowd(server.port, make=any_write) as crowd:
            for number in range(imports):
                code, lines = import_orders(shop, address, number)
                codes.append(code)
                if lines != (ORDERS_EACH * len(ORDERS[0]["lines"]) if code == 0 else 0):
                    faults.append(f"import {number} ended with {code} and left {lines} lines")
            while len(crowd.confirmed) < writes and time.monotonic() < end:
                time.sleep(0.05)
        if len(crowd.confirmed) < writes:
            faults.append(f"{len(crowd.confirmed)} confirmed after {LONGEST_S} s")
        if proxy.spoiled < 0.99 * proxy.commits / EVERY:
            faults.append(f"only {proxy.spoiled} collided")
        found, replayed = shop.audit([crowd])
        if replayed:
            found.append(f"{replayed} answered with 503 had been stored")
    return [Finding("R16", f"every fifth COMMIT of PostgreSQL answered with 40001: {writes:,} feedbacks, searches and requests of 8 customers, {imports} imports of {ORDERS_EACH} orders beside",
                    f"{proxy.spoiled:,} of {proxy.commits:,} transactions collided; {len(crowd.confirmed):,} confirmed, {len(crowd.turned_away)} answered with 503, "
                    f"{codes.count(0)} of {imports} imports went through", target, faults + found)]
