"""R13, the page's half: real browsers whose outbox was offline for an hour, reloaded and opened in three tabs
(tests/e2e/scenarios/it_arrives_once.mjs). Needs the built page and the browsers; the suite has a short form of its own."""
import json
import os
import pathlib
import subprocess
import tempfile

from report import Finding

E2E = pathlib.Path(__file__).parents[1] / "e2e"
ITEMS, TIMEOUT_S = 300, 1800
BROWSERS = {"Chromium": "by choice,fa", "Firefox": "firefox dom,fa"}
TEST = "An hour offline"


def arrive(where):
    """What one browser counted, and what went wrong in words."""
    with tempfile.TemporaryDirectory(prefix="pasokh-r13-") as folder:
        counts = pathlib.Path(folder) / "counts.json"
        done = subprocess.run(["node", "--test", f"--test-name-pattern={TEST}", "all.test.mjs"], cwd=E2E, capture_output=True, text=True, timeout=TIMEOUT_S,
                              env={**os.environ, "PASOKH_E2E": where, "PASOKH_OUTBOX_ITEMS": str(ITEMS), "PASOKH_OUTBOX_COUNTS": str(counts)})
        told = json.loads(counts.read_text()) if counts.exists() else {}
    if done.returncode == 0 and told:
        return told, []
    said = [line.strip() for line in done.stdout.splitlines() if "rror" in line]
    return told, said[:2] or [done.stderr.strip()[-200:] or "it was not counted"]


def run():
    words, faults = [], []
    for browser, where in BROWSERS.items():
        told, problems = arrive(where)
        faults += [f"{browser}: {problem}" for problem in problems]
        if told:
            words.append(f"{browser}: {told['sends']:,} sends, {told['rows']:,} rows of {told['items']:,} items, {told['restarts']} kills")
    return [Finding("R13 page", f"page's half, per browser: {ITEMS} comments, requests and messages written offline; an hour later a reload and three tabs; "
                    "30 % of the answers lost, 10 % of the requests cut, the server killed", "; ".join(words) or "none",
                    "each item exactly once, each request's messages in order", faults)]
