#!/usr/bin/env python3
"""Holds every #include of core/ to the dependency table of DESIGN.md section 3.

Usage: check_layers.py SOURCE_DIR. Exit 1 and one line per offence.
The table is read from the DEPENDS lists of core/*/CMakeLists.txt, so the build and this check cannot disagree;
ALLOWED is the design's own table, so neither can drift from it.
"""
import pathlib
import re
import sys

ALLOWED = {
    "base": "", "text": "base", "semantics": "base", "platform": "base", "db": "base",
    "i18n": "base text", "wire": "base text", "kb": "base text db",
    "orders": "base text wire platform", "feedback": "base text wire platform", "requests": "base text wire platform",
    "search": "base text db kb",
    "session": "base text semantics platform db i18n wire kb orders feedback requests search",
    "ui": "base text i18n semantics session",
    "app": "base text semantics platform db i18n wire kb orders feedback requests search session ui",
}
# ui draws State, so it sees the value types that State is made of, never their behaviour.
ALLOWED_HEADERS = {"ui": {"core/kb/article.h", "core/orders/model.h", "core/feedback/model.h", "core/requests/model.h", "core/search/result.h"}}
# A library header and the only folder of core/ that may name it.
CONFINED = {"sqlite3.h": "core/db", "imgui.h": "core/ui", "imgui_internal.h": "core/ui", "rapidjson/": "core/wire", "md4c.h": "core/kb"}
FORBIDDEN_IN_CORE = ["<iostream>", "<fstream>", "<filesystem>", "<thread>", "<mutex>", "<cstdio>", "<stdio.h>", "<regex>", "emscripten"]
EXEMPT = {"core/base/verify.cpp": {"<cstdio>"}}   # the last words of a failed VERIFY

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<][^">]+[">])', re.M)


def main(root: pathlib.Path) -> int:
    offences = []
    for module, allowed in ALLOWED.items():
        folder = root / "core" / module
        rules = folder / "CMakeLists.txt"
        if rules.exists():
            for block in re.findall(r"pasokh_module\(\s*" + module + r"\b(.*?)\)", rules.read_text(), re.S):
                depends = block.partition("DEPENDS")[2].split()
                for extra in set(depends) - set(allowed.split()):
                    offences.append(f"{rules.relative_to(root)}: {module} may not depend on {extra}")
        for path in sorted([*folder.rglob("*.h"), *folder.rglob("*.cpp")]):
            name = path.relative_to(root).as_posix()
            for include in INCLUDE.findall(path.read_text()):
                target = include[1:-1]
                if include[0] == '"':
                    parts = target.split("/")
                    if parts[0] in ("web", "shell", "tests"):
                        offences.append(f"{name}: core may not include {target}")
                    elif parts[0] == "core" and parts[1] != module and parts[1] not in allowed.split() \
                            and target not in ALLOWED_HEADERS.get(module, set()):
                        offences.append(f"{name}: {module} may not include {target}")
                for library, home in CONFINED.items():
                    if target.startswith(library) and not name.startswith(home + "/"):
                        offences.append(f"{name}: only {home} may include {target}")
                if any(word in include for word in FORBIDDEN_IN_CORE) and include not in EXEMPT.get(name, set()):
                    offences.append(f"{name}: core has no {target}")
    print("\n".join(offences) if offences else "layers hold")
    return 1 if offences else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
