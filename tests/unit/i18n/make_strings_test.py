#!/usr/bin/env python3
"""scripts/make_strings.py refuses words that would show a customer the wrong thing, naming file, key and reason."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

MAKER = sys.argv.pop(1)
GOOD = {
    "en": {"back": "Back", "order": "Order {number}", "results": {"one": "{count} result", "other": "{count} results"}},
    "fa": {"back": "بازگشت", "order": "سفارش {number}", "results": {"one": "{count} نتیجه", "other": "{count} نتیجه"}},
    "ar": {"back": "رجوع", "order": "الطلب {number}", "results": {
        "zero": "لا نتائج", "one": "نتيجة", "two": "نتيجتان", "few": "{count} نتائج", "many": "{count} نتيجة", "other": "{count} نتيجة"}},
}


class MakeStrings(unittest.TestCase):
    def run_with(self, change=lambda words: None, raw=None):
        words = json.loads(json.dumps(GOOD))
        change(words)
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "strings").mkdir()
            for lang, table in words.items():
                (root / "strings" / f"{lang}.json").write_text(json.dumps(table), encoding="utf-8")
            for name, text in (raw or {}).items():
                (root / "strings" / name).write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, MAKER, root / "strings", root / "out"], capture_output=True, text=True, timeout=30)
            made = sorted(path.name for path in (root / "out").glob("*")) if (root / "out").exists() else []
        return done.returncode, done.stderr, made

    def refused(self, *parts, change=lambda words: None, raw=None):
        code, errors, made = self.run_with(change, raw)
        self.assertEqual(code, 1)
        self.assertEqual(made, [], "nothing is written when something is wrong")
        for part in parts:
            self.assertIn(part, errors)

    def test_good_words_become_both_files(self):
        self.assertEqual(self.run_with(), (0, "", ["keys.h", "strings_table.cpp"]))

    def test_a_missing_key_is_refused(self):
        self.refused("fa.json: back: is missing", change=lambda words: words["fa"].pop("back"))

    def test_an_extra_key_is_refused(self):
        self.refused("ar.json: front: is not in en.json", change=lambda words: words["ar"].update(front="x"))

    def test_a_missing_placeholder_is_refused(self):
        self.refused("fa.json: order: placeholder {number} is missing", change=lambda words: words["fa"].update(order="سفارش"))

    def test_a_misspelt_placeholder_is_refused(self):
        self.refused("placeholder {numbr} is not in en.json", change=lambda words: words["fa"].update(order="{number} {numbr}"))

    def test_a_lost_plural_form_is_refused(self):
        self.refused("ar.json: results: missing plural form few", change=lambda words: words["ar"]["results"].pop("few"))

    def test_a_plural_form_of_another_language_is_refused(self):
        self.refused("fa has no plural form few", change=lambda words: words["fa"]["results"].update(few="{count}"))

    def test_a_plural_without_its_count_is_refused(self):
        self.refused('the form "other" has no {count}', change=lambda words: words["fa"]["results"].update(other="نتیجه"))

    def test_plain_words_in_place_of_a_plural_are_refused(self):
        self.refused("fa.json: results: is plain", change=lambda words: words["fa"].update(results="{count}"))

    def test_a_stray_brace_is_refused(self):
        self.refused("fa.json: back: has a brace", change=lambda words: words["fa"].update(back="{Back"))

    def test_empty_words_are_refused(self):
        self.refused("fa.json: back: is empty", change=lambda words: words["fa"].update(back=" "))

    def test_a_key_given_twice_is_refused(self):
        self.refused("fa.json: back: the key is there twice", raw={"fa.json": '{"back": "a", "back": "b"}'})

    def test_a_broken_file_is_refused_with_its_line(self):
        self.refused("fa.json", "line 1", raw={"fa.json": "{"})

    def test_a_language_without_rules_is_refused(self):
        self.refused("the language ru has no plural rule", raw={"ru.json": "{}"})

    def test_a_key_that_cpp_keeps_is_refused(self):
        def change(words):
            for table in words.values():
                table["delete"] = "x"
        self.refused("delete: is not usable as a C++ name", change=change)


if __name__ == "__main__":
    unittest.main()
