"""Holds the quality of the search: fails when a cell (language and kind of query) falls under its recorded value.

    python3 tests/quality/quality.py PASOKH             compare with recorded.json
    python3 tests/quality/quality.py PASOKH --record    measure and write recorded.json
    python3 tests/quality/quality.py PASOKH --misses    also list the queries whose guide is not first

Queries: queries.jsonl and latin.jsonl (ours, over assets/content), the kinds of variants.py derived from them, and, when
the search study is there, the first 100 queries of each of its public dev sets, clean, with a typo and while typing.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from variants import KINDS, derive

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CONTENT = ROOT / "assets" / "content"
RECORDED = HERE / "recorded.json"
STUDY = pathlib.Path(os.environ.get("PASOKH_SEARCH_STUDY") or ROOT.parent / "shared" / "search")
TOLERANCE = 0.005   # a fall of more than this fails
PUBLIC_QUERIES = 100
METRICS = ("mrr10", "s1")
LANGUAGES = ("fa", "ar", "en")   # a cell of the guides begins with one, a public cell with the name of its set


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def check_judgements(queries):
    """A judged guide that is not there, or a category that nobody asks about, makes the figures mean less: say so."""
    guides = {str(path.relative_to(CONTENT).with_suffix("")) for path in CONTENT.glob("*/*/*.md")}
    unknown = [f"{query['id']} names {guide}" for query in queries for guide in query["relevant"] if guide not in guides]
    asked = {guide.rsplit("/", 1)[0] for query in queries for guide in query["relevant"]}
    unasked = sorted({guide.rsplit("/", 1)[0] for guide in guides} - asked)
    doubled = len(queries) - len({query["id"] for query in queries})
    problems = unknown + [f"no query asks about {category}" for category in unasked] + (["two queries have one id"] if doubled else [])
    if problems:
        sys.exit("The judged queries do not fit assets/content:\n  " + "\n  ".join(problems))


class Engine:
    """`pasokh pack` once, then `pasokh search` fed with all queries of a cell."""

    def __init__(self, program, content, folder):
        self.program = program
        self.pack = folder / "content.pack"
        packed = subprocess.run([program, "pack", content, "-o", self.pack, "--no-compress"], capture_output=True, text=True)
        if packed.returncode != 0:
            sys.exit(f"`pasokh pack {content}` failed:\n{packed.stderr}")

    def ask(self, queries):
        lines = "".join(json.dumps({"id": query["id"], "text": query["text"]}) + "\n" for query in queries)
        asked = subprocess.run([self.program, "search", self.pack, "--limit", "10"], input=lines, capture_output=True, text=True)
        answers = [json.loads(line) for line in asked.stdout.splitlines()]
        if asked.returncode != 0 or [answer.get("id") for answer in answers] != [query["id"] for query in queries]:
            sys.exit(f"`pasokh search` did not answer every query:\n{asked.stderr}{asked.stdout[-500:]}")
        return [[hit["id"] for hit in answer["hits"]] for answer in answers]


def reciprocal_rank(hits, relevant):
    return next((1 / rank for rank, hit in enumerate(hits, 1) if hit in relevant), 0)


def measure(engine, queries, misses):
    ranks = []
    for query, hits in zip(queries, engine.ask(queries)):
        rank = reciprocal_rank(hits, query["relevant"])
        ranks.append(rank)
        if misses and rank < 1:
            print(f"  {rank:.2f}  {query['text']}  wants {' '.join(query['relevant'])}, got {hits[0] if hits else 'nothing'}")
    return {"n": len(ranks), "mrr10": round(sum(ranks) / len(ranks), 4), "s1": round(sum(rank == 1 for rank in ranks) / len(ranks), 4)}


def guide_cells():
    """{"fa typo": queries}: our judged queries, clean and derived, and the real Finglish and Arabizi."""
    judged = read_lines(HERE / "queries.jsonl")
    latin = read_lines(HERE / "latin.jsonl")
    check_judgements(judged + latin)
    cells = {}
    for query in judged:
        cells.setdefault(f"{query['lang']} clean", []).append(query)
        for kind in KINDS:
            derived = derive(query, kind)
            if derived:
                cells.setdefault(f"{query['lang']} {kind}", []).append(derived)
    for query in latin:
        cells.setdefault(f"{query['lang']} {query['kind']}", []).append(query)
    return cells


def public_sets():
    data = STUDY / "data"
    return sorted(path.name for path in data.iterdir() if (path / "qrels.tsv").exists()) if data.is_dir() else []


def public_cells(name):
    folder = STUDY / "data" / name
    relevant = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, guide = line.split("\t")[:2]
        relevant.setdefault(query, []).append(guide)
    files = {"clean": folder / "queries.dev.jsonl", "typo": folder / "variants/typo.dev.jsonl", "prefix": folder / "variants/prefix.dev.jsonl"}
    return {
        f"{name} {kind}": [{**query, "relevant": relevant[query["id"]]} for query in read_lines(path)[:PUBLIC_QUERIES]]
        for kind, path in files.items() if path.exists()
    }


def measure_all(program, misses):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        contents = [(CONTENT, guide_cells())] + [(STUDY / "data" / name / "corpus.jsonl", public_cells(name)) for name in public_sets()]
        found = {}
        for content, cells in contents:
            engine = Engine(program, content, folder)
            found |= {name: measure(engine, queries, misses) for name, queries in cells.items()}
        return found


def is_public(name):
    return name.split()[0] not in LANGUAGES


def write_recorded(cells):
    lines = [f"  {json.dumps(name)}: {json.dumps(cell)}" for name, cell in sorted(cells.items())]
    RECORDED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def verdict(now, before):
    if before is None:
        return "not recorded"
    if now["n"] != before["n"]:
        return f"{before['n']} queries were recorded"
    fallen = [metric for metric in METRICS if now[metric] < before[metric] - TOLERANCE - 1e-9]
    return f"FELL in {' and '.join(fallen)}" if fallen else ""


def print_table(found, recorded):
    """Prints every cell and returns how many are bad."""
    print(f"{'cell':24} {'queries':>7} {'MRR@10':>8} {'recorded':>9} {'success@1':>10} {'recorded':>9}")
    bad = 0
    for name, now in found.items():
        before = recorded.get(name)
        words = verdict(now, before)
        bad += words != ""
        old = [f"{before[metric]:.4f}" if before else "-" for metric in METRICS]
        print(f"{name:24} {now['n']:7} {now['mrr10']:8.4f} {old[0]:>9} {now['s1']:10.4f} {old[1]:>9}  {words}".rstrip())
    return bad


def main():
    parser = argparse.ArgumentParser(description="Compare the quality of the search with what was recorded.")
    parser.add_argument("pasokh", help="the program, such as build/native-release/pasokh")
    parser.add_argument("--record", action="store_true", help="write recorded.json")
    parser.add_argument("--misses", action="store_true", help="list the queries whose guide is not first")
    options = parser.parse_args()
    if not os.access(options.pasokh, os.X_OK):
        sys.exit(f"{options.pasokh} is not a program. Build it with scripts/build.")
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    found = measure_all(options.pasokh, options.misses)
    skipped = {} if public_sets() else {name: cell for name, cell in recorded.items() if is_public(name)}
    if options.record:
        recorded = skipped | found
        write_recorded(recorded)
    bad = print_table(found, recorded)
    if skipped:
        print(f"The search study is not at {STUDY}, so {len(skipped)} recorded cells of its public sets were not measured.")
    lost = recorded.keys() - found.keys() - skipped.keys()
    if bad or lost:
        sys.exit(f"{bad} of {len(found)} cells are worse or new, {len(lost)} recorded ones are gone. When that is intended: quality.py PASOKH --record")
    print(f"{len(found)} cells hold.")


if __name__ == "__main__":
    main()
