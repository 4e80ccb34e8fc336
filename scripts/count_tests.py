#!/usr/bin/env python3
"""Reads the log of one test run and prints "PASSED FAILED".

Usage: count_tests.py LOG EXIT_STATUS
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


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
        print(*count(log.read(), int(sys.argv[2])))
