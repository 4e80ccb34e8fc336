#!/usr/bin/env python3
"""Reads the log of one test run.

    read_test_log.py LOG EXIT_STATUS             prints "PASSED FAILED"
    read_test_log.py --failures LOG              prints what the log says of each test that failed, or its end when that cannot be told

Knows ctest, node's test runner and a plain closing line "N passed, N failed". A run that failed without counting a failure, or that
counted nothing, counts as one failure: silence is not success.
"""
import re
import sys

PATTERNS = [
    # (pattern, how its groups become (passed, failed))
    (re.compile(r"^(\d+) passed, (\d+) failed", re.M), lambda m: (int(m[1]), int(m[2]))),
    (re.compile(r"tests passed, (\d+) tests? failed out of (\d+)"), lambda m: (int(m[2]) - int(m[1]), int(m[1]))),
    (re.compile(r"^(?:#|ℹ) pass (\d+)[\s\S]*?^(?:#|ℹ) fail (\d+)", re.M), lambda m: (int(m[1]), int(m[2]))),
]
# A failed test of node's runner with its details, and what ctest prints of one; suites that failed only for their tests say nothing new.
FAILURES = [
    re.compile(r"^( *)not ok \d+ - .*\n\1  ---\n(?:(?!\1  \.\.\.).*\n)*", re.M),
    re.compile(r"^ *\d+/\d+ Test +#\d+: .*\*\*\*[\s\S]*?(?=^ *(?:Start +\d+:|\d+/\d+ Test +#)|^\d+% tests passed)", re.M),
]
MAX_LINES = 80


def count(log: str, status: int) -> tuple[int, int]:
    passed = failed = 0
    for pattern, groups in PATTERNS:
        for match in pattern.finditer(log):
            good, bad = groups(match)
            passed, failed = passed + good, failed + bad
        if passed or failed:
            break
    if (status != 0 and failed == 0) or (status == 0 and passed == 0):
        failed += 1
    return passed, failed


def failures(log: str) -> str:
    found = [match[0] for pattern in FAILURES for match in pattern.finditer(log) if "subtestsFailed" not in match[0]]
    return "\n".join("\n".join(text.splitlines()[:MAX_LINES]) for text in found or ["\n".join(log.splitlines()[-MAX_LINES:])])


def read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as log:
        return log.read()


if __name__ == "__main__":
    if sys.argv[1] == "--failures":
        print(failures(read(sys.argv[2])))
    else:
        print(*count(read(sys.argv[1]), int(sys.argv[2])))
