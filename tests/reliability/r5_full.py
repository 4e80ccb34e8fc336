"""R5: the disk fills under 200 requests a second and gets space again. Until then 503 with Retry-After, nothing confirmed is lost, and
it writes again by itself."""
import contextlib
import os
import pathlib
import subprocess
import tempfile
import time

from load import Crowd, feedback_item, stored_list
from report import Finding
from watched import Home

RATE = 200
BACK_S = 5
RESERVE = 6 * 1024 * 1024


@contextlib.contextmanager
def small_disk(megabytes):
    """A tmpfs of that size, where we may mount; nothing where not."""
    with tempfile.TemporaryDirectory(prefix="pasokh-disk-") as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True)
        if mounted.returncode != 0:
            yield None
            return
        try:
            yield pathlib.Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.02)
    return condition()


def fill_and_free(home, ballast, hold_s):
    """(crowd, seconds from free space to the first write, the statuses of the full time)"""
    server = home.start()
    with Crowd(server.port, clients=16, make=lambda: feedback_item("ی" * 900), rate=RATE, give_up=False) as crowd:
        assert wait_for(lambda: crowd.count(503) > 0, 60), "the disk never filled"
        time.sleep(hold_s)
        freed = time.monotonic()
        ballast.unlink()
        wait_for(lambda: any(status == 201 and when > freed for when, status, _ in list(crowd.answers)), 2 * BACK_S)
        time.sleep(1)
    server.stop()
    return crowd, min((when - freed for when, status, _ in crowd.answers if status == 201 and when > freed), default=None)


def run(short):
    target = "503 with Retry-After, 0 confirmed lost, writes again <= 5 s after space is back, without a restart"
    with small_disk(8 if short else 32) as disk:
        if disk is None:
            return [Finding("R5", "disk full: not run, this user may not mount a small disk", "-", target, ["not run"])]
        with Home(disk) as home:
            ballast = home.path / "ballast"
            with open(ballast, "wb") as file:
                space = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
                file.write(bytes(max(0, space - RESERVE) if not short else space - RESERVE // 4))
            crowd, back_s = fill_and_free(home, ballast, 1 if short else 10)
            stored = stored_list(home.data)
            faults = []
            others = {status for _, status, _ in crowd.answers} - {201, 503}
            if others:
                faults.append(f"answers {others}")
            if any(status == 503 and not wait for _, status, wait in crowd.answers):
                faults.append("503 without Retry-After")
            if crowd.confirmed - set(stored):
                faults.append(f"{len(crowd.confirmed - set(stored))} confirmed lost")
            if home.integrity() != "ok":
                faults.append("integrity_check failed")
            if back_s is None or back_s > BACK_S:
                faults.append("no write within 10 s of free space" if back_s is None else f"first write {back_s:.1f} s after")
    return [Finding("R5", f"a tmpfs disk filled at {RATE} requests/s, kept full, then freed",
                    f"{crowd.count(201):,} confirmed, {crowd.count(503):,} refused with 503, {len(crowd.unanswered)} without an answer; first write after free space: "
                    + (f"{1000 * back_s:.0f} ms" if back_s is not None else "none"), target, faults)]
