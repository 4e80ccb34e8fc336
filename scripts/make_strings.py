#!/usr/bin/env python3
"""Compiles assets/strings/<lang>.json into keys.h and strings_table.cpp (see core/i18n/strings.h).

Usage: make_strings.py STRINGS_DIR OUTPUT_DIR

English is the reference: every other file needs exactly its keys, the same kind (plain or plural) and the same
{placeholders}. A plural is an object with the CLDR categories of its language; "{count}" has to be in "other" and may be
left out of the others ("two books" needs no digit in Arabic). Offences are printed as file: key: reason; exit 1.
"""
import json
import pathlib
import re
import sys

# CLDR plural categories by language, in the order of core/i18n/table.h (PluralForm indices depend on it).
FORMS = {
    "en": ["one", "other"],
    "fa": ["one", "other"],
    "ar": ["zero", "one", "two", "few", "many", "other"],
}
REFERENCE = "en"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
FORM_SEPARATOR = "\x1f"
LARGEST_TABLE = 0xFFFF   # offsets are 16 bits

# Words that C++ keeps for itself and someone might want as a key.
RESERVED = set("and case class const continue default delete do else false for friend if new not operator or return switch "
               "this throw true try union using virtual void while".split())


def read(path, offences):
    seen = []

    def pairs(items):
        names = [name for name, _ in items]
        seen.extend(name for name in set(names) if names.count(name) > 1)
        return dict(items)

    try:
        words = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=pairs)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        offences.append(f"{path}: {error}")
        return {}
    offences.extend(f"{path}: {name}: the key is there twice" for name in seen)
    return words


def forms_of(value):
    return list(value.values()) if isinstance(value, dict) else [value]


def placeholders(text):
    return set(PLACEHOLDER.findall(text))


def check_value(path, key, value, lang, offences):
    """The shape of one entry on its own: text, or a plural with exactly the categories of the language."""
    def offend(reason):
        offences.append(f"{path}: {key}: {reason}")

    if isinstance(value, dict):
        missing = [form for form in FORMS[lang] if form not in value]
        extra = [form for form in value if form not in FORMS[lang]]
        if missing:
            offend("missing plural form " + ", ".join(missing))
        if extra:
            offend(f"{lang} has no plural form " + ", ".join(extra))
        if "other" in value and isinstance(value["other"], str) and "count" not in placeholders(value["other"]):
            offend('the form "other" has no {count}')
    for text in forms_of(value):
        if not isinstance(text, str):
            offend("is neither text nor a plural")
        elif not text.strip():
            offend("is empty")
        elif text != text.strip():
            offend("begins or ends with a space")
        elif FORM_SEPARATOR in text or "\0" in text:
            offend("has a control character")
        elif re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            offend("has a brace that is no {placeholder}")


def check_against(path, key, value, reference, offences):
    if isinstance(value, dict) != isinstance(reference, dict):
        offences.append(f"{path}: {key}: is {'a plural' if isinstance(value, dict) else 'plain'}, "
                        f"in {REFERENCE}.json it is {'a plural' if isinstance(reference, dict) else 'plain'}")
        return
    wanted = placeholders(reference["other"] if isinstance(reference, dict) else reference)
    optional = {"count"} if isinstance(value, dict) else set()
    for text in forms_of(value):
        found = placeholders(text)
        for name in sorted(wanted - found - optional):
            offences.append(f"{path}: {key}: placeholder {{{name}}} is missing in \"{text}\"")
        for name in sorted(found - wanted):
            offences.append(f"{path}: {key}: placeholder {{{name}}} is not in {REFERENCE}.json")


def load(folder):
    """All languages, or the offences."""
    offences = []
    languages = {lang: read(folder / f"{lang}.json", offences) for lang in FORMS}
    for path in sorted(folder.glob("*.json")):
        if path.stem not in FORMS:
            offences.append(f"{path}: the language {path.stem} has no plural rule in make_strings.py and core/i18n/strings.cpp")
    if offences:
        return languages, offences

    reference = languages[REFERENCE]
    for lang, words in languages.items():
        path = folder / f"{lang}.json"
        before = len(offences)
        for key, value in words.items():
            if not KEY.match(key) or key in RESERVED:
                offences.append(f"{path}: {key}: is not usable as a C++ name in snake_case")
            check_value(path, key, value, lang, offences)
        offences.extend(f"{path}: {key}: is missing" for key in reference if key not in words)
        offences.extend(f"{path}: {key}: is not in {REFERENCE}.json" for key in words if key not in reference)
        if len(offences) == before:
            for key, value in words.items():
                check_against(path, key, value, reference[key], offences)
    return languages, offences


def literal(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace(FORM_SEPARATOR, "\\037")
    return f'"{escaped}"'


def keys_header(keys):
    lines = ["#pragma once", "// Generated from assets/strings by scripts/make_strings.py. In the order of en.json.", "#include <cstddef>",
             "#include <cstdint>", "", "namespace pasokh::i18n {", "", "enum class Key : std::uint16_t {"]
    lines += [f"    {key}," for key in keys]
    lines += ["};", f"inline constexpr std::size_t kKeyCount = {len(keys)};", "", "}   // namespace pasokh::i18n", ""]
    return "\n".join(lines)


def table_source(languages):
    keys = list(languages[REFERENCE])
    lines = ["// Generated from assets/strings by scripts/make_strings.py.", '#include "core/i18n/table.h"', "", "namespace pasokh::i18n {",
             "", "namespace {"]
    for lang, words in languages.items():
        entries = []
        for key in keys:
            value = words[key]
            entries.append(FORM_SEPARATOR.join(value[form] for form in FORMS[lang]) if isinstance(value, dict) else value)
        offsets = [0]
        for entry in entries:
            offsets.append(offsets[-1] + len(entry.encode("utf-8")))
        if offsets[-1] > LARGEST_TABLE:
            sys.exit(f"{lang}.json: {offsets[-1]} bytes do not fit in 16-bit offsets; widen Table::offsets in core/i18n/table.h")
        lines += ["", f"constexpr char k_{lang}_text[] ="]
        lines += [f"    {literal(entry)}" for entry in entries]
        lines[-1] += ";"
        lines.append(f"constexpr std::uint16_t k_{lang}_offsets[kKeyCount + 1] = {{")
        for start in range(0, len(offsets), 20):
            lines.append("    " + " ".join(f"{offset}," for offset in offsets[start:start + 20]))
        lines.append("};")
    lines += ["", "}   // namespace", "", "const Table kTables[kTableCount] = {"]
    lines += [f'    {{"{lang}", k_{lang}_text, k_{lang}_offsets}},' for lang in languages]
    lines += ["};", "", "}   // namespace pasokh::i18n", ""]
    return "\n".join(lines)


def write_if_changed(path, text):
    """An unchanged keys.h keeps its time, so that a corrected word does not rebuild every view."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def main(strings, output):
    languages, offences = load(strings)
    if offences:
        print("\n".join(offences), file=sys.stderr)
        return 1
    output.mkdir(parents=True, exist_ok=True)
    write_if_changed(output / "keys.h", keys_header(languages[REFERENCE]))
    write_if_changed(output / "strings_table.cpp", table_source(languages))
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
