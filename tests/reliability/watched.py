"""A `pasokh serve` whose disk is watched or broken by faults/faults.c."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "server"))
from harness import ORDERS, PASOKH, Server, rows, wait_until   # noqa: E402, F401

from load import CONFIG   # noqa: E402

FAULTS = os.environ.get("PASOKH_FAULTS", "build/native-release/tests/reliability/libfaults.so")


@contextlib.contextmanager
def faults(folder, log=None, fail=None, kill=None, full=None, lose_sync=None):
    """Programs started inside have such a disk."""
    wanted = {"LD_PRELOAD": FAULTS, "PASOKH_FAULTS_FOLDER": folder, "PASOKH_FAULTS_LOG": log, "PASOKH_FAULTS_FAIL": fail,
              "PASOKH_FAULTS_KILL": kill, "PASOKH_FAULTS_FULL": full, "PASOKH_FAULTS_LOSE_SYNC": lose_sync}
    wanted = {name: str(value) for name, value in wanted.items() if value is not None}
    if not pathlib.Path(FAULTS).exists():
        raise FileNotFoundError(f"{FAULTS} is missing: cmake --build build/native-release --target faults")
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name in wanted:
            del os.environ[name]


class Home:
    """A folder of its own: the database in `data`, what is written about it beside. Removed at the end."""

    def __init__(self, parent=None):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="pasokh-reliability-", dir=parent))
        self.data, self.log = self.path / "data", self.path / "disk.log"
        self.data.mkdir()
        self.server = None

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if self.server is not None:
            self.server.kill()
        shutil.rmtree(self.path, True)

    def start(self, config=CONFIG, watched=False, **plan):
        """Raises AssertionError when it does not say that it listens."""
        if watched:
            plan["log"] = self.log
        with faults(self.data, **plan) if plan else contextlib.nullcontext():
            self.server = Server(self.path, config, database=["--db", str(self.data / "shop.db")])
        return self.server

    def start_and_kill(self, after_s):
        """Kill -9, however far the start has come by then."""
        process = subprocess.Popen([PASOKH, "serve", "--db", str(self.data / "shop.db"), "--listen", "127.0.0.1:0"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(after_s)
        process.kill()
        process.wait()

    def integrity(self):
        return rows(self.data, "PRAGMA integrity_check")[0][0]
