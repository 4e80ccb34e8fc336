"""R8: whatever reads what strangers send, under libFuzzer with AddressSanitizer and UndefinedBehaviorSanitizer (scripts/fuzz). CI has the
seeds and what was found once as tests of their own (fuzz_*_replay), which need no second compiler; the short form here builds all the same."""
import pathlib
import subprocess

from report import Finding

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts/fuzz"


def run(short):
    seconds = 5 if short else 180
    done = subprocess.run([SCRIPT, "--seconds", str(seconds)], capture_output=True, text=True)
    lines = [line.split(None, 6) for line in done.stdout.splitlines()]
    targets = [line for line in lines if len(line) == 7 and line[3].isdigit()]
    faults = [f"{line[0]} {line[6]}" for line in targets if line[6] != "ok"]
    if done.returncode and not faults:
        faults.append(f"scripts/fuzz ended with {done.returncode}: " + " ".join((done.stderr or done.stdout).split())[-200:])
    return [Finding("R8", f"libFuzzer with ASan, UBSan and LeakSanitizer, {seconds} s for each of {len(targets)} targets",
                    "runs: " + ", ".join(f"{name} {int(runs) if runs.isdigit() else 0:,}" for name, runs, *_ in sorted(targets)), "no crash, no leak, nothing that takes longer than 1 s", faults)]
