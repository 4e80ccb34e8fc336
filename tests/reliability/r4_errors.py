"""R4: the n-th call that touches the disk fails, for every n of a server's life: made, written to, stopped. Nothing is confirmed that a
power cut at that moment would lose, the server refuses or ends, and a restart on a sound disk works."""
import collections
import multiprocessing
import pathlib
import random
import tempfile

from disk import ANSWER, FAULT, Replay, read_log
from load import BROKEN, Line, any_item, feedback_item, key_of, stored_list
from r2_power import acknowledged, look
from report import Finding
from watched import Home

WRITES = 60                   # commits of one customer: with making and stopping somewhat more than 500 calls
LATE_WRITES = 700             # so many that SQLite moves the full log into the database in between
LATE_CALLS = (2000, 6000)


def live(home, plan, writes):
    """(confirmed, how it ended)"""
    try:
        server = home.start(watched=True, **plan)
    except AssertionError:
        return set(), "did not start"
    line, confirmed, refused = Line(server.port), set(), 0
    for _ in range(writes):
        path, name, body = any_item()
        try:
            answer = line.send(path, body)
        except BROKEN:
            return confirmed, "ended"
        if answer.status in (200, 201):
            confirmed.add(key_of(path, name))
        elif answer.status == 503 and answer.getheader("Retry-After"):
            refused += 1
        else:
            raise AssertionError(f"answered {answer.status}: {answer.body}")
    line.close()
    server.stop()
    return confirmed, "refused" if refused else "went on"


def false_confirmations(log):
    """What a power cut just after one of the last answers, or at the end, would take though it was confirmed; nothing when all is well."""
    answers = [position + 1 for position, record in enumerate(log) if record[0] == ANSWER]
    with tempfile.TemporaryDirectory() as folder:
        for disk in Replay(log).cuts(sorted({*answers[-3:], len(log)})):
            disk.write_image(folder, "nothing", random.Random(0))
            whole, left = look(pathlib.Path(folder))
            lost = {acknowledged(body) for body in disk.answers} - left
            if whole != "ok" or lost:
                return f"{len(lost)} confirmed that a power cut takes (image {whole})"
    return ""


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


def try_one(case):
    """(how the life ended, what was wrong with it); nothing when it was over before the fault."""
    number, error, writes = case
    where = f"call {number} {error}"
    with Home() as home:
        confirmed, end = live(home, {"fail": f"{number}:{error}"}, writes)
        if home.server:
            home.server.kill()
        log = list(read_log(home.log))
        if not any(record[0] == FAULT for record in log):
            return None
        if false := false_confirmations(log):
            return end, f"{where}: {false}"
        if lacking := recovers(home):
            return end, f"{where}: {lacking[-300:]}"
        if confirmed - set(stored_list(home.data)) or home.integrity() != "ok":
            return end, f"{where}: confirmed are missing after the restart"
    return end, None


def run(short):
    numbers = range(3, 501, 31) if short else range(1, 501)
    late = [] if short else [random.randint(*LATE_CALLS) for _ in range(60)]
    cases = [(number, error, writes) for some, writes in ((numbers, WRITES), (late, LATE_WRITES)) for number in some for error in ("EIO", "ENOSPC:on")]
    with multiprocessing.Pool(4) as pool:   # most of a life is waiting for the disk
        lives = [life for life in pool.imap(try_one, cases) if life]
    ends = collections.Counter(end for end, _ in lives)
    faults = [fault for _, fault in lives if fault]
    told = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
    return [Finding("R4", f"the n-th write, truncation, flush, unlink, link or rename fails, n = {numbers[0]} to {numbers[-1]} and {len(late)} of a longer life, "
                    f"once with EIO and from there on with ENOSPC: {len(lives)} lives",
                    f"{told}; {len(faults)} bad", "0 false confirmations (all that is not synced is thrown away), a restart recovers, integrity ok", faults[:6])]
