"""T15: programs of several kinds fill in the forms while people do. What the owner is shown of the programs, and whether a person was refused or
marked."""
import collections
import concurrent.futures
import json
import random
import time

from load import BROKEN, Line, feedback
from report import Finding
from watched import Home, rows

from test_forms import solve
from test_requests import request

CONFIG = {"trusted_proxies": ["127.0.0.1"], "limits": {"queued_writes": 2000}}   # else as a shop has it that sets nothing
SECONDS = 3
BOT_ADDRESSES = 50
SHOWN_SHARE = 0.05


class Sender:
    """One client address over one connection of the proxy."""

    def __init__(self, port, address):
        self.line, self.address = Line(port), address

    def ask(self, method, path, data=None):
        """As a browser: a connection that broke is made anew, and nothing is told of it."""
        for _ in range(3):
            try:
                if self.line.has_ended():
                    self.line.close()
                self.line.http.request(method, path, data, {"Content-Type": "application/json", "X-Forwarded-For": self.address})
                answer = self.line.http.getresponse()
                return answer.status, answer.read()
            except BROKEN:
                self.line.close()
        return 503, b""

    def post(self, path, body):
        return self.ask("POST", path, json.dumps(body).encode())

    def stamp(self):
        return json.loads(self.ask("GET", "/v1/config")[1])["form_stamp"]

    def post_with_work(self, path, body):
        """Does the work once, when it is asked to. The last status."""
        status, answer = self.post(path, body)
        if status == 403:
            status, answer = self.post("/v1/challenge", {})
        return self.post(path, {**body, "pow": solve(json.loads(answer))})[0] if status == 200 else status

    def post_as_page(self, path, body):
        """As the widget's outbox: works when it is asked to, waits when it is told to. The last status."""
        for _ in range(8):
            status, _ = self.post(path, body)
            if status == 403:
                status, challenge = self.post("/v1/challenge", {})
                if status == 200:
                    body = {**body, "pow": solve(json.loads(challenge))}
                    continue
            if status not in (403, 429, 503):
                return status
            time.sleep(2)
        return status


def form(**more):
    return random.choice((("/v1/feedback", feedback(comment="great prices at https://spam.example", **more)), ("/v1/requests", request(message="buy now https://spam.example", **more))))


def forged(stamp):
    moment, salt, signature = stamp.split(".")
    return f"{int(moment) - 60000}.{salt}.{signature}"


def shown_of(folder):
    """Ids of what the owner is shown."""
    return {row[0] for row in rows(folder, "SELECT submission_id FROM feedback WHERE is_spam = 0 UNION ALL SELECT request_id FROM request WHERE is_spam = 0")}


def marked_of(folder):
    return {row[0] for row in rows(folder, "SELECT submission_id FROM feedback WHERE is_spam = 1 UNION ALL SELECT request_id FROM request WHERE is_spam = 1")}


def bots(port, each):
    """(id, status) by kind; `each` posts of a kind, from BOT_ADDRESSES. Those that do the work get through; they are few, since that is what it costs."""
    def address():
        return f"198.18.0.{random.randrange(BOT_ADDRESSES)}"

    waited = [Sender(port, address()).stamp() for _ in range(each)]
    one = Sender(port, address()).stamp()
    time.sleep(SECONDS + 0.2)
    kinds = {"without a stamp": lambda i, s: {}, "at once": lambda i, s: {"stamp": s.stamp()}, "all fields filled in": lambda i, s: {"stamp": waited[i], "website": "https://spam.example"},
             "forged stamp": lambda i, s: {"stamp": forged(waited[i])}, "one stamp for all": lambda i, s: {"stamp": one}, "a stamp each, patient": lambda i, s: {"stamp": waited[i]}}
    sent = {kind: [] for kind in kinds}
    jobs = [(kind, i) for kind in kinds for i in range(each)]
    random.shuffle(jobs)
    sender = Sender(port, "")
    for kind, i in jobs:
        sender.address = address()
        path, body = form(**kinds[kind](i, sender))
        status, _ = sender.post(path, body)
        sent[kind].append((body["id"], status))
    sent["does the work"] = []
    for _ in range(each // 20):
        sender.address = address()
        path, body = form()
        sent["does the work"].append((body["id"], sender.post_with_work(path, body)))
    return sent


def person(port, number, has_stamp):
    """One flow: opens the page, writes, sends two forms. Ids and last statuses."""
    sender = Sender(port, f"203.0.{number // 200}.{number % 200}")
    stamp = {"stamp": sender.stamp()} if has_stamp else {}
    time.sleep(SECONDS + 0.1 + random.random() * 2)
    out = []
    for path, body in (("/v1/feedback", feedback(comment="بسته سالم رسید، ممنون", **stamp)), ("/v1/requests", request(contact=f"0912{1000000 + number}", **stamp))):
        out.append((body["id"], sender.post_as_page(path, body)))
    sender.line.close()
    return out


def people(port, numbers, at_once):
    with concurrent.futures.ThreadPoolExecutor(at_once) as crowd:
        done = crowd.map(lambda number: person(port, number, has_stamp=number % 10 != 0), numbers)   # one in ten: a page without the shop's answer
        return [item for flow in done for item in flow]


def run(short):
    each, flows = (80, 24) if short else (1667, 500)
    with Home() as home:
        server = home.start(CONFIG)
        calm = people(server.port, range(flows * 4 // 5), 60)
        if not short:
            time.sleep(60)             # the programs begin with a shop whose budget is whole
        with concurrent.futures.ThreadPoolExecutor(1) as beside:
            pestered = beside.submit(people, server.port, range(flows * 4 // 5, flows), 10)
            sent = bots(server.port, each)
            humans = calm + pestered.result()
        shown, marked = shown_of(home.data), marked_of(home.data)
        alive = server.process.poll() is None
    posts = sum(map(len, sent.values()))
    by_kind = {kind: len(shown & {one for one, _ in posted}) for kind, posted in sent.items()}
    answers = collections.Counter(status for posted in sent.values() for _, status in posted)
    seen = sum(by_kind.values())
    refused = [status for _, status in humans if status != 201]
    wrongly = [one for one, _ in humans if one in marked]
    faults = []
    if seen > SHOWN_SHARE * posts:
        faults.append(f"{seen} of {posts} posts of programs are shown")
    if refused or wrongly:
        faults.append(f"people: {len(refused)} refused {sorted(set(refused))}, {len(wrongly)} marked")
    if answers[503] > 0.01 * posts:
        faults.append(f"{answers[503]} posts of programs met no server")
    if not alive:
        faults.append("the server has died")
    return [Finding("T15", f"{posts:,} posts of programs of {len(sent)} kinds from {BOT_ADDRESSES} addresses; {flows} people with two forms each, a fifth of them meanwhile",
                    f"shown {seen:,} ({100 * seen / posts:.2f} %): " + ", ".join(f"{kind} {count}" for kind, count in by_kind.items())
                    + f"; answered " + ", ".join(f"{status} {count:,}" for status, count in sorted(answers.items()))
                    + f"; marked and kept {len(marked):,}; people: {len(humans) - len(refused):,} of {len(humans):,} forms taken, {len(wrongly)} marked",
                    ">= 95 % not shown; 0 people refused, 0 marked", faults)]
