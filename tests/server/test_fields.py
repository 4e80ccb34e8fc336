"""Every field of every route of fields.py: missing, null, of another type, too long, in a wrong encoding, with control and bidi letters, out of
range, a day that does not exist. Each is a problem that names its place."""
import copy
import json
import pathlib
import re
import secrets
import time
import unittest

import fields
from harness import JSON_TYPE, ORDERS, UNLIMITED, feedback, ulid
from test_hooks import KEY as HOOK_KEY, sign, whsec
from test_requests import PHONE, request
from test_tokens import KEY as IDENTITY_KEY, TokenTest, jwt

ROOT = pathlib.Path(__file__).parents[2]
MARK = "MARK"
# What is no UTF-8 (overlong, a surrogate, beyond U+10FFFF, cut off), and escapes that are no letters.
ENCODINGS = (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80", b"\\ud800", b"\\udc00", b"\\ud800\\u0041", b"\\uD83D\\uD83D", b"\\x41", b"\n")
OTHER_TYPES = {str: (5, True, 1.5, [], {}, ["x"]), int: ("5", True, [], {}, 4.5, ""), bool: ("true", 1, 0, [], {}), dict: (5, "x", True), list: (5, "x", True, {})}


def steps(pointer):
    return [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]


def inside(body, pointer):
    for step in steps(pointer):
        body = body[step]
    return body


def changed(body, pointer, value):
    whole = copy.deepcopy(body)
    *way, last = steps(pointer)
    place = whole
    for step in way:
        place = place[step]
    place[last] = value
    return whole


def without(body, pointer):
    whole = copy.deepcopy(body)
    *way, last = steps(pointer)
    place = whole
    for step in way:
        place = place[step]
    del place[last]
    return whole


def bad_values(field, good):
    """(value, code): a code that the answer must give for that value; None: it must be taken."""
    kind = field.kind
    yield from ((value, "type") for value in OTHER_TYPES[kind.json])
    yield None, "required" if field.needed else None
    yield from field.extra
    if kind.json is int:
        yield from ((value, "range") for value in (field.least - 1, field.most + 1) if -2**63 <= value < 2**63)
        yield from ((value, "range|type") for value in fields.HUGE)
    if kind.json is not str:
        return
    yield from ((value, kind.code) for value in kind.bad)
    if field.empty:
        yield "", field.empty
    if field.longest:
        yield kind.letter * (field.longest + 1), kind.too_long
        if kind in (fields.TEXT, fields.LINE):
            yield kind.letter * field.longest, None
    unfit = ([(letter, kind.control) for letter in fields.CONTROL] + [(letter, kind.bidi) for letter in fields.BIDI]
             + [(letter, letter not in kind.folded) for letter in fields.LINE_ENDS])
    for letter, refused in unfit:   # one letter more may be one too many
        yield good[:1] + letter + good[1:], f"{kind.code}|format|length" if refused else None


class BodiesTest(TokenTest):
    """Good bodies for every route."""
    config = {**TokenTest.config, "hooks": {"orders_secret_file": "hook.secret"},
              "limits": {**UNLIMITED["limits"], "views_per_minute": 0, "unanswered_per_minute": 0, "requests_per_minute": 0, "requests_per_contact_day": 0,
                         "challenges_per_minute": 0},
              "shop": {"id": "demo", "features": {"unanswered_searches": True}}}

    @classmethod
    def prepare(cls):
        super().prepare()
        (cls.folder / "hook.secret").write_text(whsec(HOOK_KEY) + "\n")

    def setUp(self):
        sent = self.post("/v1/requests", request()).json()
        self.code, self.key = sent["code"], sent["key"]
        self.passes = {"view": self.view_token(), "link": self.link_token(), "jwt": jwt()}

    def good(self, path, name):
        """A new body that is taken."""
        order = {"number": "SRV-1", "contact": {"phone": PHONE}}
        proof = {"code": self.code, "key": self.key} if name == "key" else {"code": self.code, "contact": PHONE}
        pow = {"salt": "c2FsdA", "bits": 1, "expires_at": "2026-11-22T10:00:00Z", "signature": "c2lnbg", "number": 0}
        form = {"stamp": "c3RhbXA", "website": "", "pow": pow} if name == "pow" else {}
        whole = {**copy.deepcopy(ORDERS[0]), "number": "F-1", "raw_status": "sent", "customer_ref": "c1", "promised": {"from": "2026-11-03", "until": "2026-11-04"}}
        whole["parcels"][0]["raw_status"] = "posted"
        whole["parcels"][0]["events"][0]["city"] = "قم"
        whole["lines"][0]["product_type"] = "coffee"
        return {
            "/v1/orders/lookup": lambda: {"email": {**order, "contact": {"email": "sara@example.ir"}}, "pow": {**order, "pow": pow}}.get(name, order),
            "/v1/orders/view": lambda: {"link": {"link_token": self.passes["link"]}, "jwt": {"jwt": self.passes["jwt"], "number": "C-1"}}.get(name, {"view_token": self.passes["view"]}),
            "/v1/challenge": dict,
            "/v1/feedback": lambda: feedback(kind="article", score=0, reason="unclear", replaces=ulid(), subject="a") if name == "article" else {**feedback(subject="SRV-1", lang="fa"), **form},
            "/v1/survey-counts": lambda: {"event": "shown"},
            "/v1/unanswered": lambda: {"id": ulid(), "query": "کارت هدیه", "lang": "fa"},
            "/v1/requests": lambda: {**request(), **form},
            "/v1/requests/status": lambda: proof,
            "/v1/requests/messages": lambda: {"id": ulid(), **proof, "text": "سلام", **form},
            "/v1/requests/solved": lambda: {**proof, "solved": True},
            "/hooks/orders": lambda: whole,
        }[path]()

    def send(self, path, data):
        headers = dict(JSON_TYPE)
        if path.startswith("/hooks/"):
            name, now = "msg_" + secrets.token_hex(8), str(int(time.time()))
            headers = {"webhook-id": name, "webhook-timestamp": now, "webhook-signature": sign(HOOK_KEY, name, now, data)}
        return self.server.request("POST", path, data, headers)

    def assert_answer(self, path, body, pointer, code):
        answer = self.send(path, json.dumps(body, ensure_ascii=False).encode())
        if code is None:
            self.assertIn(answer.status, (200, 201, 204), (path, pointer, body, answer.body))
            return
        self.assertEqual(answer.status, 422, (path, pointer, body, answer.body))
        self.assert_problem(answer, 422, "validation")
        found = [(error["pointer"], error["code"]) for error in answer.json()["errors"]]
        self.assertTrue(any((pointer, one) in found for one in code.split("|")), (path, pointer, code, found, body))

    def each(self):
        for path, route in fields.ROUTES.items():
            for pointer, field in route.fields.items():
                yield path, pointer, field


class Fields(BodiesTest):
    def test_each_good_body_is_taken(self):
        for path, route in fields.ROUTES.items():
            for name in {"", *(field.body for field in route.fields.values())}:
                self.assert_answer(path, self.good(path, name), "", None)

    def test_each_bad_value_is_named(self):
        tried = 0
        for path, pointer, field in self.each():
            good = inside(self.good(path, field.body), pointer)
            for value, code in bad_values(field, good):
                with self.subTest(path=path, pointer=pointer, value=repr(value)[:60]):
                    tried += 1
                    body = changed(self.good(path, field.body), pointer, value)
                    self.assert_answer(path, body, *self.told_where(path, pointer, code, value is None))
        self.assertGreater(tried, 1500)

    def test_each_missing_field_is_named(self):
        for path, pointer, field in self.each():
            if pointer.rpartition("/")[2].isdigit():
                continue   # an item of a list
            with self.subTest(path=path, pointer=pointer):
                body = without(self.good(path, field.body), pointer)
                self.assert_answer(path, body, *self.told_where(path, pointer, "required" if field.needed else None, True))

    @staticmethod
    def told_where(path, pointer, code, absent):
        """Where one of several fields must be there, their object is what lacks something."""
        if absent and pointer in ("/contact/phone", "/contact/email"):
            return "/contact", "required"
        if absent and path == "/v1/orders/view" and pointer != "/number":
            return "", "required"
        if absent and pointer == "/key":
            return "/contact", "required"
        if absent and (path, pointer) == ("/hooks/orders", "/number"):   # what has no number holds orders
            return "/orders", "required"
        if absent and (path, pointer) == ("/hooks/orders", "/lines"):    # a parcel names one
            return "/parcels/0/lines", "format"
        return pointer, code

    def test_letters_that_are_none_are_a_bad_request(self):
        for path, pointer, field in self.each():
            if field.kind.json is not str:
                continue
            text = json.dumps(changed(self.good(path, field.body), pointer, MARK)).encode()
            for wrong in ENCODINGS:
                with self.subTest(path=path, pointer=pointer, wrong=wrong):
                    self.assert_problem(self.send(path, text.replace(MARK.encode(), b"a" + wrong)), 400, "bad-request")

    def test_other_fields_and_fields_twice_are_named(self):
        for path, route in fields.ROUTES.items():
            for pointer in route.objects:
                name = "pow" if pointer == "/pow" else ""
                body = self.good(path, name)
                with self.subTest(path=path, pointer=pointer):
                    self.assert_answer(path, changed(body, pointer + "/other", 1), pointer + "/other", "unknown")
                    first = next(iter(inside(body, pointer)), None)
                    if first is None:
                        continue
                    text = json.dumps(changed(body, f"{pointer}/{MARK}", inside(body, pointer)[first])).replace(MARK, first)
                    answer = self.send(path, text.encode())
                    self.assert_problem(answer, 422, "validation")
                    self.assertIn({"pointer": f"{pointer}/{first}", "code": "duplicate"}, answer.json()["errors"])

    def test_a_body_that_is_no_object_is_named(self):
        for path in fields.ROUTES:
            for body in ("x", 5, True, None) + (([],) if path != "/hooks/orders" else ()):
                with self.subTest(path=path, body=body):
                    self.assert_answer(path, body, "", "type|required")

    def test_two_proofs_are_one_too_many(self):
        for path, name, more, pointer in (("/v1/orders/lookup", "", {"contact": {"phone": PHONE, "email": "a@b.ir"}}, "/contact"), ("/v1/orders/view", "", {"jwt": "x"}, ""),
                                          ("/v1/orders/view", "", {"number": "C-1"}, "/number"), ("/v1/requests/status", "key", {"contact": PHONE}, "/contact")):
            self.assert_answer(path, {**self.good(path, name), **more}, pointer, "ambiguous|unknown")


class Complete(unittest.TestCase):
    """The list against the sources."""
    FILES = sorted([*ROOT.glob("core/orders/*.cpp"), *ROOT.glob("core/feedback/*.cpp"), *ROOT.glob("core/requests/*.cpp"), *ROOT.glob("shell/server/routes/*.cpp"),
                    ROOT / fields.ORDERS_FILE])

    def test_every_name_that_a_source_allows_is_in_the_list(self):
        found = set()
        for file in self.FILES:
            for names in re.findall(r"allow_only\(\{([^}]*)\}\)", file.read_text()):
                found.add((str(file.relative_to(ROOT)), frozenset(re.findall(r'"([^"]+)"', names))))
        listed = set()
        for route in fields.ROUTES.values():
            for pointer, file in route.objects.items():
                names = [place.rpartition("/")[2] for place in route.fields if place.rpartition("/")[0] == pointer]
                listed.add((file, frozenset(names)))
        listed.add((fields.ORDERS_FILE, frozenset(["orders"])))   # {"orders": [...]} around what the list has
        self.assertEqual(found, listed)

    def test_every_route_is_in_the_list(self):
        sources = [*ROOT.glob("core/**/*.h"), *ROOT.glob("core/**/*.cpp"), *ROOT.glob("shell/server/**/*.cpp"), *ROOT.glob("shell/server/**/*.h")]
        paths = {path for file in sources for path in re.findall(r'"(/(?:v1|hooks)/[a-z/-]+)"', file.read_text())}
        self.assertEqual(paths, {*fields.ROUTES, *fields.NOT_FOR_PEOPLE, *fields.WITHOUT_BODY})


if __name__ == "__main__":
    unittest.main()
