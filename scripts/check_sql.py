#!/usr/bin/env python3
"""SQL text in shell/server is made of literals and constants; values are bound. Fails for every other piece of a statement.

A call of prepare(), execute() or integer_of() may have string literals, constants named k..., and the pieces below.
"""
import pathlib
import re
import sys

CALL = re.compile(r"\b(prepare|execute|integer_of|into|PQexec\w*|sqlite3_exec|PQprepare|sqlite3_prepare_v\d)\s*\(")
LITERAL = re.compile(r'R"(\w*)\((.*?)\)\1"|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)\'', re.S)
COMMENT = re.compile(LITERAL.pattern + r"|//[^\n]*", re.S)
CONSTANT = re.compile(r"std::string(?:_view)?\(k[A-Z]\w*\)|\bk[A-Z]\w*\b")
DECLARED = re.compile(r"\s*(sql|db)::Database\s*&")
HARMLESS = re.compile(r"[\s+,]|\.c_str\(\)|\bdatabase_?\b|\b[a-z_]*connection\b")
# Pieces that are no literals, by file: each is made of constants of our own.
ALLOWED = {
    "shell/server/owner/report.cpp": ["low_scores()"],                    # kinds and scores of core/feedback
    "shell/server/owner/export.cpp": ["wanted.sql"],                      # one of four literals
    "shell/server/owner/backup.cpp": ["name", "sql"],                     # letters and "_" only, by the query that gives it; integer_of's own parameter
    "shell/server/sql/order_reader.cpp": ["sql"],                      # into's own parameter
    "shell/server/sqlite/migrate.cpp": ["migration(from, sql::Dialect::sqlite)"],
    "shell/server/postgres/migrate.cpp": ["migration(version, sql::Dialect::postgres)"],
}
# The drivers: they are given finished text.
DRIVERS = {"shell/server/sql/database.h", "shell/server/sql/database.cpp", "shell/server/sqlite/driver.cpp", "shell/server/sqlite/driver.h", "shell/server/postgres/driver.cpp", "shell/server/postgres/driver.h"}


def argument(text, begin):
    """What stands in the brackets, literals kept whole."""
    depth, at = 1, begin
    while depth:
        literal = LITERAL.match(text, at)
        if literal:
            at = literal.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return text[begin:at - 1]


def strange(file, text):
    """(line, piece) for each call with something else in it."""
    for call in CALL.finditer(text):
        piece = argument(text, call.end())
        if DECLARED.match(piece):
            continue
        rest = LITERAL.sub("", piece.partition(",")[2] if call[1] == "into" else piece)
        for allowed in ALLOWED.get(file, []):
            rest = rest.replace(allowed, "")
        if HARMLESS.sub("", CONSTANT.sub("", rest)):
            yield text.count("\n", 0, call.start()) + 1, " ".join(piece.split())[:120]


def without_comments(text):
    return COMMENT.sub(lambda found: "" if found[0].startswith("//") else found[0], text)


def main(root):
    found = []
    for path in sorted(pathlib.Path(root, "shell").rglob("*.cpp")) + sorted(pathlib.Path(root, "shell").rglob("*.h")):
        file = str(path.relative_to(root))
        if file not in DRIVERS and not file.startswith("shell/server/http/"):
            found += [f"{file}:{line}: SQL with something that is no literal: {piece}" for line, piece in strange(file, without_comments(path.read_text()))]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
