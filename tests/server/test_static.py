"""Files from memory: variants, caching, types, policy, and that no URL reaches the disk."""
import gzip
import unittest

from harness import ServerTest


class Static(ServerTest):
    @classmethod
    def prepare(cls):
        dist = cls.folder / "dist"
        (dist / "help").mkdir(parents=True)
        (dist / "index.html").write_text("<!doctype html><title>Sarv</title>")
        (dist / "help" / "index.html").write_text("<!doctype html>help")
        (dist / "pasokh.js").write_text("let a = 1;")
        (dist / "pasokh.js.br").write_bytes(b"brotli bytes")
        (dist / "pasokh.js.gz").write_bytes(gzip.compress(b"let a = 1;"))
        (dist / "widget-5KJ3ABCD.js").write_text("let b;")
        (dist / "pasokh-1a2b3c4d.wasm").write_bytes(b"\0asm")
        (dist / "راهنما.txt").write_text("سلام")
        (cls.folder / "outside.txt").write_text("secret")
        (dist / "link.txt").symlink_to(cls.folder / "outside.txt")
        pack = cls.folder / "shop.pack"
        pack.write_bytes(b"PASOKHKB and more")
        (cls.folder / "shop.pack.br").write_bytes(b"small")
        (cls.folder / "media").mkdir()
        (cls.folder / "media" / "1a2b3c4d-parts.svg").write_text("<svg/>")
        cls.arguments = ("--assets", str(dist), "--pack", str(pack))

    def test_the_root_is_the_demo_page_under_a_strict_policy(self):
        answer = self.get("/")
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer["content-type"], "text/html; charset=utf-8")
        self.assertEqual(answer["content-security-policy"],
                         "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                         "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'")
        self.assertEqual(answer["cache-control"], "no-cache")
        self.assertEqual(self.get("/index.html").body, answer.body)
        self.assertEqual(self.get("/help/").body, b"<!doctype html>help")
        self.assertEqual(self.get("/?utm=1").body, answer.body)

    def test_the_smallest_accepted_form_is_sent(self):
        cases = (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("br;q=0.5", "br"), ("identity", None), ("", None),
                 ("brotli", None), ("gzip;q=0.0", None))
        for accept, coding in cases:
            answer = self.get("/pasokh.js", **{"Accept-Encoding": accept})
            self.assertEqual(answer["content-encoding"], coding, accept)
            self.assertEqual(answer["vary"], "Accept-Encoding")
        self.assertEqual(self.get("/pasokh.js", **{"Accept-Encoding": "br"}).body, b"brotli bytes")
        self.assertEqual(gzip.decompress(self.get("/pasokh.js", **{"Accept-Encoding": "gzip"}).body), b"let a = 1;")

    def test_each_form_has_its_own_etag_and_is_revalidated(self):
        plain, brotli = self.get("/pasokh.js"), self.get("/pasokh.js", **{"Accept-Encoding": "br"})
        self.assertNotEqual(plain["etag"], brotli["etag"])
        again = self.get("/pasokh.js", **{"Accept-Encoding": "br", "If-None-Match": f'"x", W/{brotli["etag"]}'})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.get("/pasokh.js", **{"If-None-Match": brotli["etag"]}).status, 200)

    def test_hashed_names_may_be_kept_for_ever_and_others_not(self):
        immutable = "public, max-age=31536000, immutable"
        for path in ("/widget-5KJ3ABCD.js", "/pasokh-1a2b3c4d.wasm", "/kb/media/1a2b3c4d-parts.svg"):
            self.assertEqual(self.get(path)["cache-control"], immutable, path)
        self.assertEqual(self.get("/pasokh.js")["cache-control"], "no-cache")

    def test_types_are_those_that_browsers_need(self):
        self.assertEqual(self.get("/pasokh-1a2b3c4d.wasm")["content-type"], "application/wasm")
        self.assertEqual(self.get("/pasokh.js")["content-type"], "text/javascript; charset=utf-8")
        self.assertEqual(self.get("/kb/media/1a2b3c4d-parts.svg")["content-type"], "image/svg+xml")

    def test_other_stores_pages_may_load_the_files(self):
        answer = self.get("/pasokh.js", Origin="https://anywhere.example")
        self.assertEqual(answer["cross-origin-resource-policy"], "cross-origin")
        self.assertEqual(answer["access-control-allow-origin"], "*")
        self.assertEqual(answer["x-content-type-options"], "nosniff")

    def test_the_pack_has_a_name_that_changes_with_its_content(self):
        link = self.get("/v1/config").json()["pack"]
        self.assertRegex(link["url"], r"^/kb/demo-[0-9a-f]{8}\.pack$")
        self.assertEqual(link["bytes"], 17)
        self.assertEqual(self.get(link["url"]).body, b"PASOKHKB and more")
        self.assertEqual(self.get(link["url"], **{"Accept-Encoding": "br"}).body, b"small")
        self.assertIn("immutable", self.get(link["url"])["cache-control"])

    def test_names_in_other_scripts_are_found_by_their_escapes(self):
        self.assertEqual(self.get("/%D8%B1%D8%A7%D9%87%D9%86%D9%85%D8%A7.txt").body.decode(), "سلام")

    def test_no_url_reaches_the_disk(self):
        for path in ("/../outside.txt", "/help/../../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "//etc/passwd", "/help", "/pasokh.js.br",
                     "/dist/index.html", "/./index.html", "/help/..", "/INDEX.HTML", "/config.json"):
            self.assert_problem(self.get(path), 404, "not-found")

    def test_broken_escapes_are_bad_requests(self):
        for path in ("/%", "/%4", "/%zz", "/a%00b"):
            self.assert_problem(self.get(path), 400, "bad-request")

    def test_files_are_not_written_to(self):
        answer = self.server.request("PUT", "/pasokh.js", b"x")
        self.assert_problem(answer, 405, "method")
        self.assertEqual(answer["allow"], "GET, HEAD")


if __name__ == "__main__":
    unittest.main()
