"""POST /v1/unanswered: told searches, masked, counted once, and only where the shop asked for them."""
import datetime
import json
import unittest

from harness import FolderTest, Server, ServerTest, UNLIMITED, columns_of, old_database, rows, sqlite_only, ulid

ON = {"limits": {**UNLIMITED["limits"], "unanswered_per_minute": 0}, "shop": {"id": "demo", "features": {"unanswered_searches": True}}}
PATH = "/v1/unanswered"


def search(**changes):
    body = {"id": ulid(), "query": "کارت هدیه", "lang": "fa"}
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


class Unanswered(ServerTest):
    config = ON

    def stored(self):
        return rows(self.folder, "SELECT * FROM unanswered_search")

    def test_a_told_search_is_stored_with_its_language_and_day_only(self):
        query = "جعبه کادو"
        body = search(query=query)
        answer = self.post(PATH, body)
        self.assertEqual(answer.status, 201, answer.body)
        tehran = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=210)
        self.assertEqual(answer.json(), {"id": body["id"], "day": tehran.date().isoformat()})
        self.assertEqual(rows(self.folder, f"SELECT query, lang, day FROM unanswered_search WHERE query = '{query}'"), [(query, "fa", answer.json()["day"])])
        columns = columns_of(self.folder, "unanswered_search")
        self.assertEqual(columns, ["shop_id", "id_sha256", "query", "query_key", "lang", "day"])

    @sqlite_only
    def test_nothing_private_reaches_the_disk(self):
        body = search(query="سفارش ۱۰۲۴۵ با 0912 345 6789 و secret.person@example.ir")
        self.assertEqual(self.post(PATH, body).status, 201)
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM unanswered_search WHERE query = 'سفارش ••• با ••• و •••'"), [(1,)])
        stored = b"".join(file.read_bytes() for file in self.folder.glob("shop.db*"))
        for secret in ("۱۰۲۴۵".encode(), b"345 6789", b"secret.person", body["id"].encode(), b"127.0.0.1"):
            self.assertNotIn(secret, stored)

    def test_sending_it_again_counts_once(self):
        body = search(query="یک بار")
        first, again = self.post(PATH, body), self.post(PATH, json.dumps(body, indent=2, sort_keys=True))
        self.assertEqual((first.status, again.status), (201, 200))
        self.assertIsNone(first["idempotent-replayed"])
        self.assertEqual(again["idempotent-replayed"], "true")
        self.assertEqual(first.json(), again.json())
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM unanswered_search WHERE query = 'یک بار'"), [(1,)])

    def test_the_same_id_with_another_query_is_refused(self):
        body = search()
        self.post(PATH, body)
        self.assert_problem(self.post(PATH, {**body, "query": "چیز دیگر"}), 422, "idempotency-mismatch")

    def test_each_bad_field_is_named(self):
        before = self.stored()
        cases = [
            (search(id="1"), "/id", "format"), (search(id=None), "/id", "required"), (search(id=ulid().lower()), "/id", "format"),
            (search(query=None), "/query", "required"), (search(query=""), "/query", "length"), (search(query=5), "/query", "type"),
            (search(query="ی" * 201), "/query", "length"), (search(query="a\0b"), "/query", "format"), (search(query="09120000045"), "/query", "format"),
            (search(lang=None), "/lang", "required"), (search(lang="fa_IR"), "/lang", "format"), (search(email="a@b.ir"), "/email", "unknown"),
        ]
        for body, pointer, code in cases:
            answer = self.post(PATH, body)
            self.assert_problem(answer, 422, "validation")
            self.assertIn({"pointer": pointer, "code": code}, answer.json()["errors"], body)
        self.assertEqual(self.stored(), before)

    def test_text_that_is_no_json_is_a_bad_request(self):
        for body in (b"", b"{", b"[" * 1000):
            self.assert_problem(self.post(PATH, body), 400, "bad-request")

    def test_a_long_body_is_refused(self):
        self.assert_problem(self.post(PATH, b" " * 5000), 413, "too-large")

    def test_the_page_is_told_that_it_may_ask(self):
        self.assertIs(self.get("/v1/config").json()["features"]["unanswered_searches"], True)


class Off(ServerTest):
    def test_a_shop_that_did_not_ask_has_no_address(self):
        self.assert_problem(self.post(PATH, search()), 404, "not-found")
        self.assertIs(self.get("/v1/config").json()["features"]["unanswered_searches"], False)


class Limited(ServerTest):
    config = {**ON, "limits": {"unanswered_per_minute": 3}}

    def test_too_many_are_asked_to_wait(self):
        answers = [self.post(PATH, search()) for _ in range(4)]
        self.assertEqual([answer.status for answer in answers], [201, 201, 201, 429])
        self.assertGreater(int(answers[3]["retry-after"]), 0)


@sqlite_only
class Upgrade(FolderTest):
    def test_a_database_of_the_first_version_gets_the_table(self):
        old_database(self.folder / "shop.db", 1)
        server = Server(self.folder, ON)
        self.addCleanup(server.kill)
        answer = server.request("POST", PATH, json.dumps(search()).encode(), {"Content-Type": "application/json"})
        self.assertEqual(answer.status, 201, answer.body)


class Configured(FolderTest):
    def test_a_misspelled_feature_is_refused_with_the_right_one(self):
        with self.assertRaises(AssertionError) as refused:
            Server(self.folder, {"shop": {"id": "demo", "features": {"unanswered_search": True}}})
        self.assertIn('did you mean "unanswered_searches"', str(refused.exception))


if __name__ == "__main__":
    unittest.main()
