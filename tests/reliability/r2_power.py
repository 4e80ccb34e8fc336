"""R2: the power goes at a random moment; every disk that may be left opens, is whole and holds what was confirmed.
R3: the same where the log's flushes are lies. It must report losses, or R2 would prove nothing."""
import contextlib
import json
import multiprocessing
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import tempfile

from disk import MODES, SYNC_END, Replay, read_log
from load import Crowd, Line, feedback_item, key_of, stored_list
from report import Finding
from watched import Home

SERVER_EVERY = 10   # so often the real server must start on the image


def record(home, writes, lose_sync):
    """A server's life: made, used, stopped, started, used, killed, started, used, killed."""
    for end in ("stop", "kill", "kill"):
        server = home.start(watched=True, lose_sync=lose_sync)
        with Crowd(server.port, clients=random.randint(1, 8)) as crowd:
            while len(crowd.answers) < writes and any(thread.is_alive() for thread in crowd.threads):
                crowd.stopping.wait(0.005)
            if end == "kill":
                os.kill(server.process.pid, signal.SIGUSR1)   # faults.c: it kills itself
                server.process.wait(10)
        if end == "stop":
            server.stop()
        server.kill()
    return list(read_log(home.log))


def acknowledged(body):
    """The database's key of the item a 2xx answer is about."""
    answer = json.loads(body)
    return key_of("/v1/unanswered" if "day" in answer else "/v1/feedback", answer["id"])


def look(folder):
    """Whether SQLite finds the image whole, and what is in it."""
    if not (folder / "shop.db").exists():
        return "ok", set()
    try:
        with contextlib.closing(sqlite3.connect(folder / "shop.db")) as database:
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        return whole, set(stored_list(folder)) if "unanswered_search" in tables else set()
    except sqlite3.Error as problem:
        return str(problem), set()


class Tally:
    FIGURES = ("cuts", "broken", "cuts_with_loss", "lost", "confirmed", "starts", "syncs")

    def __init__(self):
        self.faults = []
        for name in self.FIGURES:
            setattr(self, name, 0)

    def take(self, other):
        self.faults += other.faults
        for name in self.FIGURES:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def add(self, folder, expected, where):
        whole, found = look(folder)
        missing = len(expected - found)
        self.cuts += 1
        self.confirmed += len(expected)
        self.broken += whole != "ok"
        self.cuts_with_loss += missing > 0
        self.lost += missing
        if whole != "ok" or missing:
            self.faults.append(f"{where}: {whole}, {missing} of {len(expected)} missing")


def try_server(image, tally, where):
    """The whole program on that disk: it must start and take a new answer."""
    with Home() as home:
        shutil.rmtree(home.data)
        shutil.copytree(image, home.data)
        try:
            server = home.start()
            path, _, body = feedback_item()
            assert Line(server.port).send(path, body).status == 201
            tally.starts += 1
        except AssertionError as problem:
            tally.faults.append(f"{where}: {problem}")


def cut_power(records, cuts, tally, chance, servers=True):
    positions = sorted(chance.randrange(1, len(records) + 1) for _ in range(cuts))
    expected, read = set(), 0
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        for number, disk in enumerate(Replay(records).cuts(positions)):
            expected |= {acknowledged(body) for body in disk.answers[read:]}
            read = len(disk.answers)
            mode = chance.choice(MODES)
            where = f"cut before record {positions[number]}, kept {mode}"
            disk.write_image(folder, mode, chance)
            image = pathlib.Path(folder)
            if servers and number % SERVER_EVERY == 0:
                try_server(image, tally, where)
            tally.add(image, expected, where)


def one_life(job):
    number, cuts, writes, lose_sync = job
    with Home() as home:
        records = record(home, writes, lose_sync)
    tally = Tally()
    tally.syncs = sum(1 for each in records if each[0] == SYNC_END)
    cut_power(records, cuts, tally, random.Random(number), servers=lose_sync is None)
    return tally


def repeat(lives, cuts, writes, lose_sync=None):
    whole = Tally()
    with multiprocessing.Pool(2) as pool:
        for tally in pool.imap(one_life, [(number, cuts // lives, writes, lose_sync) for number in range(lives)]):
            whole.take(tally)
    return whole


def run(short):
    lives, cuts, writes = (1, 120, 120) if short else (10, 5000, 1200)   # answers of each of the three starts
    tally = repeat(lives, cuts, writes)
    honest = Finding("R2", f"power cut at {tally.cuts:,} random moments of {lives} server lives (made, stopped, killed); "
                     "each unsynced 512-byte sector there or not, names likewise",
                     f"{tally.broken} images broken, {tally.lost:,} of {tally.confirmed:,} confirmed rows missing, summed over the cuts; "
                     f"{tally.syncs:,} syncs; the server started on {tally.starts} of the images and wrote",
                     "0 broken, 0 missing", tally.faults[:5])
    lives, cuts = (1, 40) if short else (2, 400)
    tally = repeat(lives, cuts, writes, lose_sync="-wal")
    control = Finding("R3", f"negative control: the same with flushes of the write-ahead log swallowed, {tally.cuts:,} cuts",
                      f"losses in {tally.cuts_with_loss} cuts: {tally.lost:,} of {tally.confirmed:,} confirmed rows; {tally.broken} images broken",
                      "must report losses", [] if tally.lost else ["it found nothing, so R2 proves nothing"])
    return [honest, control]
