"""`pasokh pack` and `pasokh search` as a person or a script meets them: real program, real files.

PASOKH=build/native-release/pasokh python3 -m unittest cli_test
"""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PASOKH = os.environ["PASOKH"]
CONTENT = pathlib.Path(__file__).resolve().parents[2] / "assets" / "content"
GOOD = "---\ntitle: مرجوعی\n---\nکالا را پس بدهید.\n"


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.content = self.root / "content"
        self.content.mkdir()
        self.pack_file = self.root / "out" / "shop.pack"
        self.addCleanup(self.folder.cleanup)

    def write(self, path, text):
        full = self.content / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run_pasokh(self, *arguments, stdin=b""):
        return subprocess.run([PASOKH, *map(str, arguments)], input=stdin, capture_output=True, timeout=120)

    def pack(self, *more):
        return self.run_pasokh("pack", self.content, "-o", self.pack_file, *more)

    def assert_refused(self, result, *parts):
        message = result.stderr.decode()
        self.assertEqual(result.returncode, 1, message)
        for part in parts:
            self.assertIn(part, message)
        left = [p.name for p in self.pack_file.parent.glob("*")] if self.pack_file.parent.exists() else []
        self.assertEqual(left, [], "nothing may be written")

    def search(self, *lines, pack=None):
        return self.run_pasokh("search", pack or self.pack_file, stdin="\n".join(lines).encode())


class Pack(CommandLine):
    def test_an_empty_folder_says_what_to_put_there(self):
        self.assert_refused(self.pack(), str(self.content), "there are no articles", ".md")

    def test_a_missing_folder_is_named(self):
        self.content.rmdir()
        self.assert_refused(self.pack(), str(self.content), "no such file or folder")

    def test_a_file_that_is_not_utf8_is_named_with_its_line_and_byte(self):
        self.write("fa/a.md", GOOD)
        self.write("fa/b.md", GOOD.encode() + "کد".encode("cp1256"))
        self.assert_refused(self.pack(), "fa/b.md:5: this file is not UTF-8 (byte ")

    def test_broken_front_matter_is_named_with_its_line(self):
        self.write("fa/a.md", "---\ntitle: x\nwhat is this\n---\n")
        self.assert_refused(self.pack(), "fa/a.md:3: ", "key: value")

    def test_two_articles_with_one_id_are_both_named(self):
        self.write("fa/a.md", "---\nid: same\ntitle: A\n---\nx\n")
        self.write("fa/b.md", "---\nid: same\ntitle: B\n---\nx\n")
        self.assert_refused(self.pack(), "fa/b.md", "fa/a.md", "`same`")

    def test_errors_of_all_files_are_told_at_once_but_at_most_twenty(self):
        for i in range(25):
            self.write(f"fa/{i:02}.md", "---\n")
        result = self.pack()
        self.assert_refused(result, "fa/00.md:1", "fa/19.md:1", "and 5 more")
        self.assertNotIn("fa/20.md", result.stderr.decode())

    def test_an_output_that_cannot_be_written_is_named(self):
        self.write("fa/a.md", GOOD)
        (self.root / "file").write_text("x")
        result = self.run_pasokh("pack", self.content, "-o", self.root / "file" / "x.pack")
        self.assertEqual(result.returncode, 1)
        self.assertIn("file/x.pack: cannot be written", result.stderr.decode())
        result = self.run_pasokh("pack", self.content, "-o", self.root)
        self.assertEqual(result.returncode, 1)
        self.assertIn("cannot be written", result.stderr.decode())

    def test_an_error_leaves_the_old_pack_as_it_was(self):
        self.write("fa/a.md", GOOD)
        self.assertEqual(self.pack().returncode, 0)
        before = {p.name: p.read_bytes() for p in self.pack_file.parent.glob("*")}
        self.assertEqual(set(before), {"shop.pack", "shop.pack.br", "shop.pack.gz"})
        self.write("fa/b.md", "---\n")
        self.assertEqual(self.pack().returncode, 1)
        self.assertEqual({p.name: p.read_bytes() for p in self.pack_file.parent.glob("*")}, before)

    def test_packing_twice_gives_the_same_bytes(self):
        self.write("fa/a.md", GOOD)
        self.pack()
        first = self.pack_file.read_bytes()
        self.pack()
        self.assertEqual(self.pack_file.read_bytes(), first)

    def test_the_report_counts_what_was_written(self):
        self.write("fa/returns/a.md", GOOD + "\n![x](../../media/m.svg) [y](gone.md)\n")
        self.write("media/m.svg", "<svg width='4' height='5'/>")
        self.write("en/returns/a.md", "---\ntitle: Returns\nunknown: 1\n---\nSend it back.\n")
        result = self.pack("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["articles"], 2)
        self.assertEqual(report["languages"], ["en", "fa"])
        self.assertEqual(report["bytes"], self.pack_file.stat().st_size)
        self.assertEqual(report["br"], pathlib.Path(f"{self.pack_file}.br").stat().st_size)
        self.assertAlmostEqual(report["ratio"], report["br"] / report["text_br"])
        self.assertTrue(any("en/returns/a.md:3: " in w for w in report["warnings"]), report["warnings"])
        self.assertTrue(any("fa/returns/a.md:6: the link `gone.md`" in w for w in report["warnings"]), report["warnings"])
        self.assertEqual(len(list((self.pack_file.parent / "media").glob("*-m.svg"))), 1)

    def test_without_compression_no_stale_copies_stay(self):
        self.write("fa/a.md", GOOD)
        self.pack()
        self.assertEqual(self.pack("--no-compress").returncode, 0)
        self.assertEqual([p.name for p in self.pack_file.parent.glob("*")], ["shop.pack"])

    def test_json_lines_are_packed_and_bad_lines_are_named(self):
        lines = self.content / "a.jsonl"
        lines.write_text('{"id":"a","lang":"en","title":"Refund","body":"five days"}\n')
        self.assertEqual(self.run_pasokh("pack", lines, "-o", self.pack_file).returncode, 0)
        self.pack_file.unlink()
        for extension in (".br", ".gz"):
            pathlib.Path(f"{self.pack_file}{extension}").unlink()
        lines.write_text('{"id":"a"}\n{"id":\n{"title":"no id"}\n')
        self.assert_refused(self.run_pasokh("pack", lines, "-o", self.pack_file), "a.jsonl:2: ", "a.jsonl:3: this article has no \"id\"")

    def test_a_bad_synonyms_file_is_named_with_its_lines(self):
        self.write("fa/a.md", GOOD)
        self.write("fa/synonyms.txt", "مرجوع، پس دادن\nx => y => z\n\n=> y\n")
        self.assert_refused(self.pack(), "fa/synonyms.txt:2: there is more than one `=>`", "fa/synonyms.txt:4: a side of the `=>` is empty")
        self.write("fa/synonyms.txt", "مرجوع، پس دادن\nalone\n")
        self.write("returns/synonyms.txt", "a, b\n")
        result = self.pack("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["articles"], 1)
        self.assertTrue(any("fa/synonyms.txt:2: there are not two terms" in w for w in report["warnings"]), report["warnings"])
        self.assertTrue(any("returns/synonyms.txt: these synonyms were skipped" in w for w in report["warnings"]), report["warnings"])

    def test_an_alias_that_nobody_can_find_is_named_with_its_line(self):
        self.write("fa/a.md", "---\ntitle: A\naliases:\n  - پس دادن\n  - ../gone.md\n  - \"\"\n---\nx\n")
        self.write("fa/b.md", "---\ntitle: B\naliases: [پس دادن, 👍, پس  دادن]\n---\ny\n")
        warnings = self.pack().stderr.decode()
        for part in ("fa/a.md:5: the alias `../gone.md` leads to no article", "fa/a.md:6: there is an empty alias", "fa/b.md:3: the alias `👍` has no letter",
                     "fa/b.md:3: the alias `پس  دادن` is there twice", "fa/b.md:3: the alias `پس دادن` is also one of fa/a.md:4"):
            self.assertIn(part, warnings)

    def test_a_language_that_is_none_is_refused(self):
        self.write("a.md", "---\ntitle: A\nlang: persian\n---\nx\n")
        self.assert_refused(self.pack(), "a.md:3: `persian` is not a language code; write `fa`")
        self.write("a.md", GOOD)
        self.assert_refused(self.pack("--lang", "farsi"), "`farsi` is not a language code; write `fa`")
        self.write("FA/a.md", GOOD)
        self.assertIn("FA/: this folder looks like a language", self.pack().stderr.decode())

    def test_an_article_without_a_word_is_told(self):
        self.write("fa/a.md", GOOD)
        self.write("fa/b.md", "---\ntitle: B\n---\n👍\n")
        self.assertIn("fa/b.md:4: this article has no words", self.pack().stderr.decode())
        lines = self.content / "a.jsonl"
        lines.write_text('{"id":"a","lang":"en","title":"Refund"}\n')
        self.assertIn("a.jsonl:1: this article has no words", self.run_pasokh("pack", lines, "-o", self.pack_file).stderr.decode())

    def test_the_demo_content_packs_without_a_warning(self):
        result = self.run_pasokh("pack", CONTENT, "-o", self.pack_file, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["warnings"], [])
        self.assertGreaterEqual(report["articles"], 120)


class Search(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("fa/returns/a.md", GOOD)
        self.write("en/returns/a.md", "---\ntitle: Refund\n---\nFive working days.\n")
        self.assertEqual(self.pack().returncode, 0)

    def test_each_line_gets_one_answer(self):
        result = self.search('{"id":"1","text":"مرجوعی"}', '{"id":"2","text":"refnud","lang":"en"}', '{"id":"3","text":""}')
        self.assertEqual(result.returncode, 0, result.stderr)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual([a["id"] for a in answers], ["1", "2", "3"])
        self.assertEqual(answers[0]["hits"][0]["id"], "fa/returns/a")
        self.assertGreater(answers[0]["hits"][0]["score"], 0)
        self.assertEqual(answers[1]["hits"][0]["id"], "en/returns/a")
        self.assertEqual(answers[2]["hits"], [])
        self.assertTrue(all(isinstance(a["us"], int) for a in answers))

    def test_answers_come_line_by_line(self):
        with subprocess.Popen([PASOKH, "search", str(self.pack_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as engine:
            for number in range(3):
                engine.stdin.write(json.dumps({"id": str(number), "text": "refund"}).encode() + b"\n")
                engine.stdin.flush()
                self.assertEqual(json.loads(engine.stdout.readline())["id"], str(number))
            engine.stdin.close()
            self.assertEqual(engine.wait(timeout=10), 0)

    def test_a_bad_line_is_told_with_its_number_and_the_rest_is_answered(self):
        result = self.search("nonsense", '{"id":"1","text":"refund"}', '{"id":2,"text":"x"}', '{"id":"3"}', "[" * 2000, '{"id":"4","text":"refund"}')
        self.assertEqual(result.returncode, 1)
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(len(answers), 6)
        for index, line in ((0, 1), (2, 3), (3, 4), (4, 5)):
            self.assertIn(f"line {line}: ", answers[index]["error"])
        self.assertEqual(answers[5]["id"], "4")

    def test_damaged_and_newer_packs_are_refused_in_a_sentence(self):
        good = self.pack_file.read_bytes()
        flipped = bytearray(good)
        flipped[len(good) // 2] ^= 1
        newer = bytearray(good)
        newer[8] = 9
        for bytes_, part in ((good[:-1], "damaged"), (bytes(flipped), "checksum"), (bytes(newer), "format 9"), (b"", "damaged"), (b"x" * 5000, "not a Pasokh pack")):
            bad = self.root / "bad.pack"
            bad.write_bytes(bytes_)
            result = self.search('{"id":"1","text":"x"}', pack=bad)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, b"")
            self.assertEqual(len(result.stderr.splitlines()), 1)
            self.assertIn(str(bad), result.stderr.decode())
            self.assertIn(part, result.stderr.decode())

    def test_a_missing_pack_is_named(self):
        result = self.search(pack=self.root / "none.pack")
        self.assertEqual(result.returncode, 1)
        self.assertIn("none.pack: cannot be read", result.stderr.decode())

    def test_a_query_of_ten_thousand_letters_is_answered(self):
        result = self.search(json.dumps({"id": "1", "text": "refund " * 1500}))
        self.assertEqual(json.loads(result.stdout)["hits"][0]["id"], "en/returns/a")
        self.assertLess(json.loads(result.stdout)["us"], 500_000)


if __name__ == "__main__":
    unittest.main()
