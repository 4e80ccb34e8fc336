"""What a check found, the machine it ran on, and results.md."""
import dataclasses
import datetime
import os
import pathlib
import platform
import subprocess
import tempfile

RESULTS = pathlib.Path(__file__).with_name("results.md")
COLUMNS = ("test", "what was done", "counts", "target", "outcome", "date")
HEADER = """# Reliability: what was done to the server, and what it did

Written by `scripts/reliability`; each file of this folder says how its test works. Each line has the date of its last full run.

"""


@dataclasses.dataclass
class Finding:
    test: str
    done: str
    counts: str
    target: str
    faults: list = dataclasses.field(default_factory=list)   # what missed the target, in words

    @property
    def outcome(self):
        return "**missed**: " + "; ".join(self.faults) if self.faults else "met"

    def row(self):
        return (self.test, self.done, self.counts, self.target, self.outcome, datetime.date.today().isoformat())


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine():
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    system = next((line.split("=")[1].strip().strip('"') for line in open("/etc/os-release") if line.startswith("PRETTY_NAME")), "Linux")
    debian = pathlib.Path("/etc/debian_version")
    file_system = subprocess.run(["df", "--output=fstype", tempfile.gettempdir()], capture_output=True, text=True).stdout.split()[-1]
    return (f"{processor}, {os.cpu_count()} cores, virtual; {file_system} on a virtual disk; Linux {platform.release().split('-')[0]}; {system}"
            + (f" ({debian.read_text().strip()})" if debian.exists() else "") + ".")


def old_rows():
    """The lines of results.md by the name of their test."""
    if not RESULTS.exists():
        return {}
    lines = [line for line in RESULTS.read_text().splitlines() if line.startswith("| ")][1:]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    return {row[0]: row for row in cells}


def write(findings):
    rows = old_rows() | {finding.test: tuple(cell.replace("|", "/") for cell in finding.row()) for finding in findings}
    order = sorted(rows, key=lambda name: (name[0], int("".join(filter(str.isdigit, name)) or 0)))
    table = "".join("| " + " | ".join(row) + " |\n" for row in (COLUMNS, *(rows[name] for name in order)))
    head, _, body = table.partition("\n")
    RESULTS.write_text(HEADER + f"Machine: {machine()}\n\n{head}\n{'|---' * len(COLUMNS)}|\n{body}")
