"""R15: a PostgreSQL whose power goes, whose backends are killed, whose connections end, also while a COMMIT is under way. What two servers
confirmed is there, once; what they answered with 503 is sent again under its id, stored meanwhile or not."""
import os
import random
import signal

from load import Crowd
from postgres_shop import MISSING, PostgresShop, any_write, postgres
from report import Finding
from watched import wait_until

RATE = 300                 # of all customers, a second
BETWEEN = 60               # confirmed between two accidents
BACK_S = 20


def power_cut(shop):
    shop.cluster.stop(signal.SIGQUIT)
    shop.cluster.start()


def kill_backend(shop):
    if victims := shop.cluster.backends():
        os.kill(random.choice(victims), signal.SIGKILL)
    wait_until(shop.is_up, BACK_S)


def end_connections(shop):
    shop.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pasokh'")


def lose_commits(shop):
    """Three in a row: carried out or not, nobody says."""
    proxy = shop.proxies[0]
    first, spoiled = proxy.commits, proxy.spoiled
    proxy.judge = lambda n: random.choice(("lose_before", "lose_after")) if first < n <= first + 3 else None
    wait_until(lambda: proxy.spoiled == spoiled + 3, BACK_S)


ACCIDENTS = (("power cuts", power_cut, 3, 60), ("backends killed", kill_backend, 4, 100), ("times all connections ended", end_connections, 5, 200),
             ("times three COMMITs without an answer", lose_commits, 10, 400))


def suffer(shop, accident, times, crowds):
    """What came of it in words, when customers were served no more."""
    def confirmed():
        return sum(len(crowd.confirmed) for crowd in crowds)

    for number in range(times + 1):
        before = confirmed()
        if not wait_until(lambda: confirmed() > before + BETWEEN, BACK_S):
            return [f"nothing stored {BACK_S} s after accident {number}"]
        if number < times:
            accident(shop)
    return []


def run(short):
    target = "0 acknowledged lost, 0 twice, 503 otherwise; pg_amcheck without a finding"
    if not postgres.is_installed():
        return [Finding("R15", "crashes of PostgreSQL under two servers", "not run", target, [MISSING])]
    with PostgresShop() as shop:
        proxy, spoiled = shop.through(lambda n: None)
        servers = [shop.start(), shop.start(spoiled)]
        crowds = [Crowd(server.port, make=any_write, rate=RATE / 2) for server in servers]
        faults = []
        with crowds[0], crowds[1]:
            for _, accident, few, many in ACCIDENTS:
                faults += suffer(shop, accident, few if short else many, crowds)
        found, replayed = shop.audit(crowds)
        try:
            shop.check_pages()
        except RuntimeError as problem:
            found.append(str(problem))
    done = ", ".join(f"{few if short else many} {name}" for name, _, few, many in ACCIDENTS)
    return [Finding("R15", f"PostgreSQL under two servers and {RATE} feedbacks, searches and requests a second: {done}",
                    f"{sum(len(crowd.confirmed) for crowd in crowds):,} confirmed; {sum(len(crowd.turned_away) for crowd in crowds):,} answered with 503, "
                    f"{replayed} of them had been stored; {proxy.spoiled} COMMITs without an answer", target, faults + found)]
