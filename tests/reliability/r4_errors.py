"""R4: the n-th call that touches the disk fails, for every n of a server's life: made, written to, stopped. Nothing is confirmed that a
power cut at that moment would lose, the server refuses or ends, and a restart on a sound disk works."""
import json
import pathlib
import random
import tempfile

from disk import Replay, read_log
from load import BROKEN, Line, any_item, feedback_item, key_of, stored_list
from r2_power import acknowledged, look
from report import Finding
from watched import Home

WRITES = 32   # commits of one customer: with making and stopping about 500 calls


def live(home, plan):
    """(confirmed, refused, how it ended)"""
    try:
        server = home.start(watched=True, **plan)
    except AssertionError:
        return set(), 0, "did not start"
    line, confirmed, refused = Line(server.port), set(), 0
    for _ in range(WRITES):
        path, name, body = any_item()
        try:
            answer = line.send(path, body)
        except BROKEN:
            return confirmed, refused, "ended"
        if answer.status in (200, 201):
            confirmed.add(key_of(path, name))
        elif answer.status == 503 and answer.getheader("Retry-After"):
            refused += 1
        else:
            raise AssertionError(f"answered {answer.status}: {answer.body}")
    line.close()
    server.stop()
    return confirmed, refused, "refused" if refused else "went on"


def after_power_cut(log):
    """What is left when all that was not synced is gone, and what had been confirmed."""
    disk = next(Replay(log).cuts([len(log)]))
    with tempfile.TemporaryDirectory() as folder:
        disk.write_image(folder, "nothing", random.Random(0))
        return look(pathlib.Path(folder)), {acknowledged(body) for body in disk.answers}


def recovers(home):
    """What a restart on a sound disk still lacks; nothing when all is well."""
    try:
        server = home.start()
    except AssertionError as problem:
        return str(problem)
    path, _, body = feedback_item()
    status = Line(server.port).send(path, body).status
    server.kill()
    return "" if status == 201 else f"a write after the restart got {status}"


def try_one(number, error, ends, faults):
    where = f"call {number} {error}"
    with Home() as home:
        confirmed, _, end = live(home, {"fail": f"{number}:{error}"})
        home.server.kill() if home.server else None
        log = list(read_log(home.log))
        if not any(record[0] == 8 for record in log) and not error.endswith("on"):
            return False   # the life was shorter
        ends[end] = ends.get(end, 0) + 1
        (whole, left), told = after_power_cut(log)
        if whole != "ok" or confirmed - left or told - left:
            faults.append(f"{where}: confirmed {len(told - left)} that a power cut loses ({whole})")
        if lacking := recovers(home):
            faults.append(f"{where}: {lacking[-300:]}")
        elif confirmed - set(stored_list(home.data)) or home.integrity() != "ok":
            faults.append(f"{where}: confirmed are missing after the restart")
    return True


def run(short):
    numbers = range(3, 501, 31) if short else range(1, 501)
    ends, faults, tried = {}, [], 0
    for number in numbers:
        for error in ("EIO", "ENOSPC:on"):
            tried += try_one(number, error, ends, faults)
    told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    return [Finding("R4", f"the n-th write, truncation, flush, unlink or rename fails, n = {numbers[0]} to {numbers[-1]}, once with EIO and from there on with ENOSPC: {tried} lives",
                    f"{told}; {len(faults)} bad", "0 false confirmations (all that is not synced is thrown away), a restart recovers, integrity ok", faults[:6])]
