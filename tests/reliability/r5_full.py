"""R5: the disk fills under 200 requests a second and gets space again. Until then 503 with Retry-After, nothing confirmed is lost, and
it writes again by itself. A small tmpfs is filled where we may mount one; elsewhere, and in short runs, faults.c plays the full disk."""
import contextlib
import pathlib
import subprocess
import tempfile
import time

from load import Crowd, feedback_item, stored_list
from report import Finding
from watched import Home

RATE = 200
BACK_S = 5
DISK_MB, LEFT_BYTES = 32, 256 * 1024


class SmallDisk:
    """A mounted one. Filled by a file that takes all but a little."""
    kind, plan = f"a {DISK_MB} MB tmpfs", {}

    def __init__(self, folder):
        self.folder, self.ballast = folder, pathlib.Path(folder) / "ballast"

    def fill(self):
        with open(self.ballast, "wb", buffering=0) as file:
            with contextlib.suppress(OSError):
                while file.write(bytes(LEFT_BYTES)):
                    pass
            file.truncate(file.tell() - LEFT_BYTES)

    def free(self):
        self.ballast.unlink()


class PlayedDisk:
    """Any folder; files in it stop growing while `full` exists."""
    kind, folder = "a disk played by faults.c", None

    def __init__(self, folder):
        self.full = pathlib.Path(folder) / "full"
        self.plan = {"full": self.full}

    def fill(self):
        self.full.touch()

    def free(self):
        self.full.unlink()


@contextlib.contextmanager
def disk_of(short):
    with tempfile.TemporaryDirectory(prefix="pasokh-disk-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", folder]
        if short or subprocess.run(mount, capture_output=True).returncode != 0:
            yield PlayedDisk(folder)
            return
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.02)
    return condition()


def fill_and_free(home, disk, hold_s):
    """(crowd, seconds from free space to the first write, nothing if there was none)"""
    server = home.start(**disk.plan)
    with Crowd(server.port, clients=16, make=lambda: feedback_item("ی" * 900), rate=RATE, give_up=False) as crowd:
        time.sleep(1)
        disk.fill()
        assert wait_for(lambda: crowd.count(503) > 0, 60), "the disk never filled"
        time.sleep(hold_s)
        freed = time.monotonic()
        disk.free()
        wait_for(lambda: any(status == 201 and when > freed for when, status, _ in list(crowd.answers)), 2 * BACK_S)
        time.sleep(1)
    server.stop()
    return crowd, min((when - freed for when, status, _ in crowd.answers if status == 201 and when > freed), default=None)


def run(short):
    with disk_of(short) as disk, Home(disk.folder) as home:
        crowd, back_s = fill_and_free(home, disk, 2 if short else 15)
        lost, whole = len(crowd.confirmed - set(stored_list(home.data))), home.integrity()
    faults = []
    if others := {status for _, status, _ in crowd.answers} - {201, 503}:
        faults.append(f"answers {others}")
    if any(status == 503 and not wait for _, status, wait in crowd.answers):
        faults.append("503 without Retry-After")
    if lost:
        faults.append(f"{lost} confirmed lost")
    if whole != "ok":
        faults.append(f"integrity_check: {whole}")
    if back_s is None or back_s > BACK_S:
        faults.append(f"no write within {2 * BACK_S} s of free space" if back_s is None else f"first write {back_s:.1f} s after free space")
    return [Finding("R5", f"{disk.kind} filled at {RATE} requests/s, kept full for {2 if short else 15} s, then freed; no restart",
                    f"{crowd.count(201):,} confirmed, {lost} lost; {crowd.count(503):,} refused with 503; {len(crowd.unanswered)} without an answer; "
                    "first write after free space: "
                    + (f"{1000 * back_s:.0f} ms" if back_s is not None else "none"),
                    "503 with Retry-After, 0 confirmed lost, writes again <= 5 s after space is back", faults)]
