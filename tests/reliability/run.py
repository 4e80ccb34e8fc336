#!/usr/bin/env python3
"""Runs the reliability tests. Full runs write results.md; short ones only print.

Usage: run.py [--short] [R1 R2 ...]     without names: all. R2 includes R3.
"""
import argparse
import importlib
import sys
import time

import report

CHECKS = {"R1": "r1_kill", "R2": "r2_power", "R4": "r4_errors", "R5": "r5_full", "R6": "r6_slow", "R7": "r7_malformed", "R8": "r8_fuzz", "R13": "r13_outbox",
          "R15": "r15_postgres", "R16": "r16_collisions", "R18": "r18_restore", "R19": "r19_migrate", "R20": "r20_stop", "R23": "r23_limiter", "T9": "t9_bombs", "T10": "t10_smuggling", "T15": "t15_spam"}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--short", action="store_true", help="seconds instead of minutes; results.md stays as it is")
    options.add_argument("tests", nargs="*", metavar="TEST", help=" ".join(CHECKS))
    given = options.parse_args()
    if unknown := [name for name in given.tests if name not in CHECKS]:
        options.error(f"there is no test {unknown[0]}; there are {' '.join(CHECKS)}")
    missed = 0
    for name in given.tests or CHECKS:
        begin = time.monotonic()
        findings = importlib.import_module(CHECKS[name]).run(given.short)
        for finding in findings:
            print(f"{finding.test} ({time.monotonic() - begin:.0f} s): {finding.done}\n  {finding.counts}\n  target {finding.target}: {finding.outcome}", flush=True)
            missed += bool(finding.faults)
        if not given.short:
            report.write(findings)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
