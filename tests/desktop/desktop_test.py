#!/usr/bin/env python3
"""The desktop window on a display of its own: screens, typing, reload, bad input.

Usage: desktop_test.py PASOKH_DESKTOP CONTENT_FOLDER
"""
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from xvfb import Display, read_png

PROGRAM, CONTENT = "", ""
WIDTH, HEIGHT = 400, 680
VIEWS = ["home", "order_form", "feedback", "contact", "request_form", "request_thread", "article:{lang}/returns/return-item", "category:returns"]
ARTICLE = """---
title: {title}
lang: en
featured: true
---
{body}
"""


class WithDisplay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.display = Display(800, 800).__enter__()
        cls.folder = pathlib.Path(tempfile.mkdtemp())

    @classmethod
    def tearDownClass(cls):
        cls.display.__exit__()
        shutil.rmtree(cls.folder)

    def run_program(self, *arguments, **environment):
        return subprocess.run([PROGRAM, *arguments], env=self.display.environment(**environment), capture_output=True, text=True, timeout=60)

    def screenshot(self, *arguments, content=None):
        path = self.folder / "shot.png"
        path.unlink(missing_ok=True)
        done = self.run_program("--content", str(content or CONTENT), "--screenshot", str(path), *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return read_png(path)


class Screens(WithDisplay):
    def test_every_view_is_drawn_in_every_language(self):
        seen = {}
        for lang in ("fa", "ar", "en"):
            for view in VIEWS:
                picture = self.screenshot("--lang", lang, "--view", view.format(lang=lang))
                self.assertEqual((picture.width, picture.height), (WIDTH, HEIGHT))
                self.assertGreater(len(picture.colors()), 60, f"{view} in {lang} looks blank")
                for other, before in seen.items():
                    self.assertGreater(picture.differing_rows(before), 10, f"{view} in {lang} looks like {other}")
                seen[f"{view} in {lang}"] = picture

    def test_a_query_shows_results_and_the_dark_theme_is_dark(self):
        home = self.screenshot("--lang", "fa")
        results = self.screenshot("--lang", "fa", "--query", "مرجوع")
        self.assertGreater(results.difference(home), 0.05)
        mark = bytes.fromhex("ffe9a8")
        self.assertIn(mark, results.colors(), "no word is marked")
        dark = self.screenshot("--lang", "fa", "--query", "مرجوع", "--theme", "dark")
        self.assertLess(sum(sum(row) for row in dark.rows), sum(sum(row) for row in results.rows) / 2)

    def test_size_and_scale_decide_the_size_of_the_picture(self):
        picture = self.screenshot("--size", "360x500", "--scale", "2")
        self.assertEqual((picture.width, picture.height), (720, 1000))


class Window(WithDisplay):
    def open_window(self, *arguments, content=None, keep_home=False):
        home = self.folder / "home"
        if not keep_home:
            shutil.rmtree(home, ignore_errors=True)
        environment = self.display.environment(HOME=str(home), XDG_DATA_HOME=str(home), SDL_AUDIODRIVER="dummy")
        self.window = subprocess.Popen([PROGRAM, "--content", str(content or CONTENT), *arguments], env=environment, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.close_window)
        self.left, self.top = self.display.wait_for_window(WIDTH, HEIGHT)
        self.display.move_pointer(1, 1)

    def close_window(self):
        if self.window.poll() is None:
            self.window.terminate()
        self.window.wait(10)
        self.window.stderr.close()
        time.sleep(0.2)

    def shown(self):
        return self.display.capture().crop(self.left, self.top, WIDTH, HEIGHT)

    def wait_until_like(self, expected, top, height, limit=0.01, seconds=10):
        """Until that band of the window looks like that of `expected`."""
        until = time.monotonic() + seconds
        while True:
            share = self.shown().crop(0, top, WIDTH, height).difference(expected.crop(0, top, WIDTH, height))
            if share <= limit:
                return
            self.assertLess(time.monotonic(), until, f"{share:.1%} of the window differs from what was expected")
            time.sleep(0.1)

    def test_typing_latin_letters_finds_guides(self):
        expected = self.screenshot("--lang", "en", "--query", "refund")
        self.open_window("--lang", "en")
        for letter in "refund":
            self.display.key(letter)
        self.wait_until_like(expected, 60, 500)

    def test_typing_persian_letters_finds_guides(self):
        expected = self.screenshot("--lang", "fa", "--query", "سلام")
        self.open_window("--lang", "fa")
        self.display.layout("ir")
        self.addCleanup(self.display.layout, "us")
        self.display.key_codes([39, 42, 43, 46])   # s g h l on a Latin keyboard
        self.wait_until_like(expected, 60, 500)

    def test_a_click_opens_an_article_and_escape_goes_back(self):
        expected = self.screenshot("--lang", "en", "--query", "refund")
        self.open_window("--lang", "en", "--query", "refund")
        self.display.click(self.left + 200, self.top + 250)
        self.display.move_pointer(1, 1)
        self.assertGreater(self.shown().difference(expected), 0.05, "the click opened nothing")
        self.display.key("Escape")
        self.wait_until_like(expected, 60, 500, limit=0.02)

    def test_a_changed_guide_is_shown_again_in_its_place_and_a_broken_one_keeps_the_old(self):
        content = self.folder / "content"
        (content / "en").mkdir(parents=True)
        guide = content / "en" / "guide.md"
        guide.write_text(ARTICLE.format(title="First words", body="Old body."))
        self.open_window("--lang", "en", "--view", "article:en/guide", content=content)
        before = self.shown()
        guide.write_text(ARTICLE.format(title="Second words", body="# Another body\n\nthat is longer."))
        expected = self.screenshot("--lang", "en", "--view", "article:en/guide", content=content)
        self.assertGreater(expected.difference(before), 0.005)
        self.wait_until_like(expected, 0, HEIGHT)
        guide.write_text("---\ntitle: Broken\n")
        danger = lambda: self.shown().crop(0, HEIGHT - 20, WIDTH, 20).difference(expected.crop(0, HEIGHT - 20, WIDTH, 20)) > 0.5
        until = time.monotonic() + 10
        while not danger():
            self.assertLess(time.monotonic(), until, "the fault was not shown")
            time.sleep(0.1)
        self.wait_until_like(expected, 0, 400)
        guide.write_text(ARTICLE.format(title="Second words", body="# Another body\n\nthat is longer."))
        self.wait_until_like(expected, 0, HEIGHT)

    def test_feedback_waits_in_the_outbox_over_a_restart_until_the_server_takes_it(self):
        with ShopServer() as server:
            arguments = ("--lang", "en", "--view", "feedback", "--server", server.address)
            self.open_window(*arguments)
            self.display.click(self.left + 50, self.top + 158)     # "Very bad"
            self.display.click(self.left + 200, self.top + 158)    # "Okay": the answer can be changed
            send = self.find_accent_button()
            self.display.click(self.left + 200, self.top + send)
            self.wait_for(lambda: server.received, "the answer was not sent")
            first = json.loads(server.received[0])
            self.assertEqual((first["kind"], first["score"], first["lang"]), ("csat", 3, "en"))
            self.wait_for(lambda: self.outbox_ids() == [first["id"]], "the refused answer is not in the outbox")
            self.window.kill()
            self.close_window()
            server.feedback_status = 201
            server.received.clear()
            self.open_window(*arguments, keep_home=True)
            self.wait_for(lambda: self.outbox_ids() == [], "the outbox was not emptied")
            self.assertEqual([json.loads(body)["id"] for body in server.received], [first["id"]])

    def wait_for(self, what, words, seconds=15):
        until = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), until, words)
            time.sleep(0.05)

    def outbox_ids(self):
        files = list((self.folder / "home").rglob("outbox-*.json"))
        return [item["id"] for item in json.loads(files[0].read_text())] if files else None

    def find_accent_button(self):
        """The middle of the lowest full-wide accent area: the primary button."""
        accent = bytes.fromhex("0f766e")
        rows = [y for y, row in enumerate(self.shown().rows) if row[3 * 40:3 * 43] == accent * 3]
        self.assertGreater(len(rows), 20, "no primary button on the screen")
        return sum(rows) // len(rows)

    def test_an_idle_window_costs_nothing(self):
        self.open_window("--lang", "fa")
        time.sleep(1)
        ticks = lambda: sum(int(field) for field in pathlib.Path(f"/proc/{self.window.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
        before = ticks()
        time.sleep(3)
        self.assertLessEqual(ticks() - before, 2, "the window works while nothing happens")

    def test_it_ends_cleanly_when_told_to(self):
        self.open_window("--lang", "en")
        self.window.terminate()
        self.assertEqual(self.window.wait(10), 0)


class ShopServer:
    """As much of `pasokh serve` as the window talks to."""

    def __init__(self):
        outer = self
        self.received, self.feedback_status = [], 503

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                self.answer(200, json.dumps({"shop": "test", "name": {"en": "Test shop"}, "languages": ["en"], "features": {"feedback": True}}).encode())

            def do_POST(self):
                outer.received.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.answer(outer.feedback_status, b"{}")

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


class BadInput(WithDisplay):
    def refused(self, *arguments, display=True):
        environment = self.display.environment()
        if not display:
            environment.pop("DISPLAY")
        done = subprocess.run([PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=30)
        self.assertNotEqual(done.returncode, 0)
        self.assertGreater(done.returncode, 0, "it crashed")
        return done.stderr

    def test_no_display_is_one_clear_sentence(self):
        words = self.refused("--content", CONTENT, display=False)
        self.assertIn("There is no display", words)
        self.assertEqual(len([line for line in words.splitlines() if line.startswith("pasokh-desktop:")]), 1)

    def test_a_display_that_does_not_answer_is_the_same(self):
        environment = self.display.environment(DISPLAY=":9999")
        done = subprocess.run([PROGRAM, "--content", CONTENT], env=environment, capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 1)
        self.assertIn("There is no display", done.stderr)

    def test_an_empty_content_folder_is_named(self):
        empty = self.folder / "empty"
        empty.mkdir()
        self.assertIn(str(empty), self.refused("--content", str(empty)))

    def test_a_damaged_pack_is_refused_with_its_name(self):
        pack = self.folder / "bad.pack"
        pack.write_bytes(b"PASOKHKB" + bytes(100))
        self.assertIn("bad.pack", self.refused("--pack", str(pack), "--screenshot", str(self.folder / "never.png")))
        self.assertFalse((self.folder / "never.png").exists())

    def test_wrong_options_say_what_is_allowed(self):
        self.assertIn("home, results", self.refused("--view", "nowhere"))
        self.assertIn("400x680", self.refused("--size", "big"))

    def test_a_screenshot_that_cannot_be_written_names_the_file(self):
        self.assertIn("/no/such/folder/a.png", self.refused("--content", CONTENT, "--screenshot", "/no/such/folder/a.png"))


if __name__ == "__main__":
    PROGRAM, CONTENT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
