"""T12: SQL in every text field of every route (fields.py) is stored and given back as text, or refused; the tables are as they were."""
import json
import unittest

import fields
from harness import rows
from test_fields import BodiesTest, changed
from test_requests import PHONE

OPENERS = ("'", '"', "')", '")', "\\'", "';", "1", "`")
PAYLOADS = (" OR 1=1 --", " OR ''='", " AND 1=0 UNION SELECT 1,2,3--", "; DROP TABLE feedback; --", "; UPDATE request SET code=1 --", " || (SELECT secret_check FROM shop) || '", "/**/OR/**/1=1#",
            "; SELECT pg_sleep(9); --", " AND randomblob(900000000) --", "; ATTACH 'x.db' AS x; --", "; COPY shop TO PROGRAM 'id'; --")
ALONE = ("'", "''", '"', "\\", "\\\\'", "$1", "$2::text", "?", "?1", ":a", "@a", "%", "_", "%%' LIKE '%", "$$; DROP TABLE shop; $$", "ʼ OR 1=1", "＇ OR 1=1", "‘ OR 1=1", "¿' OR 1=1", "\u200c' OR 1=1 --", "NULL", "null", "TRUE",
         "0x27", "char(39)", "E'\\x27'", "N'a'", "'; VACUUM; --", "(SELECT 1)", "*/ OR 1=1 /*")
STRINGS = [opener + payload for opener in OPENERS for payload in PAYLOADS] + list(ALONE)
TABLES = ("shop", "sales_order", "order_line", "parcel", "parcel_event", "feedback", "unanswered_search", "request", "request_message", "audit_log", "follow_up", "day_count", "seen_nonce")
FREE = (fields.TEXT, fields.LINE, fields.SEARCH)   # words of people; all else has a form


class Injection(BodiesTest):
    def fits(self, field, text):
        return not field.longest or (len(text) if field.kind.letter != "x" else len(text.encode())) <= field.longest

    def spread(self, path, name, text):
        """A good body with the text in each field that may hold it."""
        body = self.good(path, name)
        for pointer, field in fields.ROUTES[path].fields.items():
            if field.kind in FREE and field.body in ("", name) and pointer != "/website" and not pointer.endswith("tracking_url") and self.fits(field, text):
                body = changed(body, pointer, text)
        return body

    def take(self, path, body):
        answer = self.send(path, json.dumps(body, ensure_ascii=False).encode())
        self.assertIn(answer.status, (200, 201), (path, body, answer.body))
        return answer.json()

    def shapes(self):
        return {table: rows(self.folder, f"SELECT count(*) FROM {table}") for table in TABLES}

    def test_words_come_back_as_they_went(self):
        self.assertGreater(len(STRINGS), 100)
        for text in STRINGS:
            with self.subTest(text=text):
                body = self.spread("/v1/feedback", "", text)
                self.take("/v1/feedback", body)
                self.assertEqual(rows(self.folder, f"SELECT comment, subject FROM feedback WHERE submission_id = '{body['id']}'"), [(text, text)])
                sent = self.take("/v1/requests", self.spread("/v1/requests", "", text))
                self.take("/v1/requests/messages", {**self.spread("/v1/requests/messages", "", text), "code": sent["code"], "contact": PHONE})
                thread = self.take("/v1/requests/status", {"code": sent["code"], "contact": PHONE})
                self.assertEqual([message["text"] for message in thread["messages"]], [text, text])
                if len(text.encode()) <= 64:
                    self.assertEqual(thread["order_number"], text)
                order = self.spread("/hooks/orders", "", text)
                order["number"] = f"INJ-{STRINGS.index(text)}"
                self.take("/hooks/orders", order)
                found = self.take("/v1/orders/lookup", {"number": order["number"], "contact": {"phone": PHONE}})
                parcel = found["parcels"][0]
                self.assertEqual((found["city"], found["lines"][0]["title"], parcel["carrier"], parcel["events"][-1]["text"]), (text,) * 4)

    def test_told_searches_are_text(self):
        for text in STRINGS:
            body = self.spread("/v1/unanswered", "", text)
            answer = self.send("/v1/unanswered", json.dumps(body).encode())
            self.assertIn(answer.status, (201, 422), (text, answer.body))   # 422: no word is left of it

    def test_what_has_a_form_is_refused_or_finds_nothing(self):
        before = self.shapes()
        for path, pointer, field in self.each():
            if field.kind.json is not str or field.kind in FREE:
                continue
            for text in STRINGS:
                answer = self.send(path, json.dumps(changed(self.good(path, field.body), pointer, text)).encode())
                self.assertIn(answer.status, (200, 201, 403, 404, 422, 429), (path, pointer, text, answer.body))
                if answer.status < 400:   # a proof of work that nobody asked for is not looked at; a number is a number
                    self.assertTrue("/pow/" in pointer or pointer in ("/number", "/stamp") or text.isalnum(), (path, pointer, text, answer.body))
        after = self.shapes()
        for table in ("shop", "audit_log", "follow_up"):
            self.assertEqual(after[table], before[table], table)

    def tearDown(self):
        super().tearDown()
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM sales_order WHERE number = 'SRV-1'"), [(1,)])
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM shop"), [(1,)])



if __name__ == "__main__":
    unittest.main()
