"""R23: a million customers, each from an address of their own. The limiter forgets the quietest, its memory is bounded, and a customer
over the limit is still told to wait."""
import socket
import threading

from load import CONFIG, NO_FORM_LIMITS
from report import Finding
from watched import Home

AT_ONCE = 200
GROWTH_KB = 64 * 1024
LIMITED = {"limits": {**NO_FORM_LIMITS, "feedback_per_minute": 2, "unanswered_per_minute": 2}, "shop": CONFIG["shop"], "trusted_proxies": ["127.0.0.1"]}
PATHS = (b"/v1/feedback", b"/v1/orders/lookup")


def ask(path, address):
    """Of a customer behind the proxy; the empty object is counted, then refused without a write."""
    return b"POST " + path + b" HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nX-Forwarded-For: " + address + b"\r\nContent-Length: 2\r\n\r\n{}"


def address_of(number):
    """Half IPv4, half IPv6 networks, each another customer."""
    if number % 2:
        return b"2001:db8:%x:%x::1" % (number >> 16, number & 0xFFFF)
    return b"%d.%d.%d.%d" % (11 + (number >> 24), number >> 16 & 255, number >> 8 & 255, number & 255)


def send_many(port, numbers, statuses):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as peer:
        reader = peer.makefile("rb")
        for begin in range(numbers.start, numbers.stop, AT_ONCE):
            block = range(begin, min(begin + AT_ONCE, numbers.stop))
            peer.sendall(b"".join(ask(path, address_of(number)) for number in block for path in PATHS))
            for _ in range(len(block) * len(PATHS)):
                status, length = int(reader.readline().split(b" ")[1]), 0
                while (line := reader.readline()) != b"\r\n":
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                reader.read(length)
                statuses[status] = statuses.get(status, 0) + 1


def third_of_one(server):
    headers = {"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.77"}
    return [server.request("POST", "/v1/feedback", b"{}", headers).status for _ in range(3)][-1]


def run(short):
    customers = 20000 if short else 1000000
    with Home() as home:
        server = home.start(LIMITED)
        counts = [{}, {}]
        send_many(server.port, range(2000), {})
        before = server.rss_kb()
        half = customers // 2
        threads = [threading.Thread(target=send_many, args=(server.port, range(half * i, half * (i + 1)), counts[i])) for i in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        growth = server.rss_kb() - before
        third = third_of_one(server)
    statuses = {status: sum(count.get(status, 0) for count in counts) for count in counts for status in count}
    faults = []
    if growth > GROWTH_KB:
        faults.append(f"memory grew by {growth / 1024:.0f} MB")
    if third != 429:
        faults.append(f"the third request of one customer got {third}, not 429")
    if any(status not in (400, 403, 422, 429) for status in statuses):
        faults.append(f"statuses {statuses}")
    told = ", ".join(f"{count:,} x {status}" for status, count in sorted(statuses.items()))
    return [Finding("R23", f"{customers:,} customers of different addresses (IPv4 and IPv6 /64), each with a request to {len(PATHS)} limited routes",
                    f"{told}; memory {before / 1024:.1f} MB before, growth {growth / 1024:.1f} MB; afterwards the third request of one customer: {third}",
                    "growth <= 64 MB; limits still hold", faults)]
