"""Loads servers with Debian's wrk: the requests, and what came of them."""
import re
import subprocess

PREPARED = 50_000   # requests that are written before the load begins, as the one of static answers is
LOOKUP = f"""
wrk.method, wrk.path, wrk.headers["Content-Type"] = "POST", "/v1/orders/lookup", "application/json"
local prepared, at = {{}}, 0
init = function()
  for i = 1, {PREPARED} do
    prepared[i] = wrk.format(nil, nil, nil, string.format('{{"number":"B-%d","contact":{{"phone":"09120000045"}}}}', math.random(ORDERS)))
  end
end
request = function()
  at = at % #prepared + 1
  return prepared[at]
end
"""
FEEDBACK = """
wrk.method, wrk.path, wrk.headers["Content-Type"] = "POST", "/v1/feedback", "application/json"
local letters, source = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", io.open("/dev/urandom", "rb")
request = function()
  local id = source:read(16):gsub(".", function(byte) local at = byte:byte() % 32 + 1; return letters:sub(at, at) end)
  return wrk.format(nil, nil, nil, '{"id":"01KBZ3NDEK' .. id .. '","kind":"csat","score":5,"comment":"Thanks","occurred_at":"2026-11-21T10:00:00Z"}')
end
"""


def orders(count, first=1):
    return [{"number": f"B-{i}", "placed_at": "2026-11-01", "state": "open", "phone": "09120000045", "total": 100, "currency": "IRT", "updated_at": "2026-11-02",
             "lines": [{"title": "Mug", "quantity": 1}],
             "parcels": [{"id": "P1", "carrier": "Post", "status": "in_transit",
                          "events": [{"at": "2026-11-01", "status": "pending", "text": "in"}, {"at": "2026-11-02", "status": "in_transit", "text": "on"}]}]}
            for i in range(first, first + count)]


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def load(servers, seconds, script=None, path="/", connections=32):
    """Loads all at once, each with a wrk of one thread. Requests a second in all, and the slowest server's p99 in milliseconds."""
    runs = [subprocess.Popen(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *(["-s", str(script)] if script else []), f"http://127.0.0.1:{server.port}{path}"],
                             stdout=subprocess.PIPE, text=True) for server in servers]
    texts = [run.communicate()[0] for run in runs]
    bad = sum(int(number) for text in texts for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", text))
    if bad:
        raise SystemExit(f"{bad} answers were refused\n" + "".join(texts))
    return sum(float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]) for text in texts), max(milliseconds(re.search(r"^\s+99%\s+(\S+)", text, re.M)[1]) for text in texts)
