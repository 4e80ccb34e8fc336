"""Every field of every route: what a good one is, and so what a bad one is. test_fields.py sends the bad ones and compares this list with
the names that the sources allow, so a field without a line here fails.

A field is of a kind; the kind knows what is wrong with it and which code says so:
    Field(ULID)                       needed, in every good body of its route
    Field(LINE, longest=200, needed=False, body="email")      of the good body with that name
"""
import dataclasses

# Letters that could repaint a screen, and bidi letters that come along when a number is pasted.
CONTROL = ("\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028")
BIDI = ("\u202a", "\u202b", "\u202d", "\u202e")
LINE_ENDS = ("\n", "\r", "\t")
NO_DATES = ("2026-02-30T10:00:00Z", "2025-02-29T10:00:00Z", "2026-13-01T10:00:00Z", "2026-00-10T10:00:00Z", "2026-11-00T10:00:00Z", "2026-11-31T10:00:00Z",
            "2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z", "2026-11-21T10:00:61Z", "2026-11-21T10:00:00", "2026-11-21T10:00:00+25:00", "1405-13-01", "yesterday", "")
HUGE = (10**30, -10**30, 2**63, -2**63 - 1)


@dataclasses.dataclass(frozen=True)
class Kind:
    json: type                         # str, int, bool, dict or list
    code: str = "format"               # of text that is not one
    bad: tuple = ()                    # values with that code
    control: bool = True               # control characters are refused; else they are folded away
    bidi: bool = True
    folded: str = ""                   # ends of lines and tabs that are taken
    letter: str = "x"                  # that too long a text is made of
    too_long: str = "length"


ULID = Kind(str, bad=("", "1", "01KBZ3NDEK0000000000000000".lower(), "81KBZ3NDEK0000000000000000", "01KBZ3NDEKILOU000000000000"), too_long="format")
WORD = Kind(str, code="unknown", bad=("nothing", "CSAT "))
TEXT = Kind(str, folded="\n\r\t", letter="ی")
LINE = Kind(str)
LANG = Kind(str, bad=("fa_IR", "فا"))
OPAQUE = Kind(str, bad=("a b", "ی"))
CONTACT = Kind(str, bad=("sara", "0912", "a@b", "a@b@c.ir", "@b.ir", "a@.ir", "a@b..ir"), bidi=False, folded="\t")
PHONE = Kind(str, bad=("sara", "0912", "+1", "a@b.ir"), bidi=False, folded="\t")
EMAIL = Kind(str, bad=("sara", "a@b", "a@b@c.ir", "09120000045"), bidi=False)
NUMBER = Kind(str, bad=("#", " - "), bidi=False, folded="\n\r\t")
CODE = Kind(str, bad=("0123456780", "۰", "?"), bidi=False, folded="\n\r\t")
SEARCH = Kind(str, bad=(" ", "09120000045", "!?"), letter="ی")
INSTANT = Kind(str, bad=NO_DATES)
DAY = Kind(str, bad=tuple(date for date in NO_DATES if date), bidi=False)   # of a file, in any digits
INTEGER = Kind(int)
BOOLEAN = Kind(bool)
OBJECT = Kind(dict)
LIST = Kind(list)


@dataclasses.dataclass(frozen=True)
class Field:
    kind: Kind
    needed: bool = True
    longest: int = 0                   # letters or bytes, as `letter` is; 0: not tried
    least: int = 0                     # of integers
    most: int = 0
    empty: str = ""                    # the code of an empty text; "": allowed, or among `bad`
    body: str = ""                     # the good body it is in; "": the first
    extra: tuple = ()                  # further (value, code)


@dataclasses.dataclass(frozen=True)
class Route:
    objects: dict                      # source file by pointer of an object whose names it allows
    fields: dict                       # Field by pointer


ID = Field(ULID, longest=26)
OCCURRED = Field(INSTANT, longest=64, extra=(("1969-12-31T23:59:59Z", "range"),))
PROOF = {
    "/code": Field(CODE, longest=64, empty="length"),
    "/contact": Field(CONTACT, longest=254, empty="length"),
    "/key": Field(OPAQUE, longest=64, empty="length", body="key"),
}
REQUESTS = "core/requests/json.cpp"
ORDERS_FILE = "shell/server/import/orders_json.cpp"

FORM = {
    "/stamp": Field(OPAQUE, longest=128, empty="length", needed=False, body="pow"),
    "/website": Field(LINE, longest=500, needed=False, body="pow"),
    "/pow": Field(OBJECT, needed=False, body="pow"),
}
POW = {
    "/pow/salt": Field(OPAQUE, longest=64, empty="length", body="pow"),
    "/pow/bits": Field(INTEGER, least=1, most=255, body="pow"),
    "/pow/expires_at": Field(INSTANT, longest=64, body="pow"),
    "/pow/signature": Field(OPAQUE, longest=128, empty="length", body="pow"),
    "/pow/number": Field(INTEGER, least=0, most=2**53 - 1, body="pow"),
}
CHALLENGE = "core/orders/challenge.cpp"

ROUTES = {
    "/v1/orders/lookup": Route({"": "core/orders/json.cpp", "/contact": "core/orders/json.cpp", "/pow": CHALLENGE}, {
        "/number": Field(NUMBER, longest=64, empty="length"),
        "/contact": Field(OBJECT),
        "/contact/phone": Field(PHONE, longest=254, empty="length", needed=False),
        "/contact/email": Field(EMAIL, longest=254, empty="length", needed=False, body="email"),
        "/pow": Field(OBJECT, needed=False, body="pow"),
        **POW,
    }),
    "/v1/orders/view": Route({"": "shell/server/routes/order_view.cpp"}, {
        "/view_token": Field(OPAQUE, longest=2048, empty="length", needed=False),
        "/link_token": Field(OPAQUE, longest=2048, empty="length", needed=False, body="link"),
        "/jwt": Field(OPAQUE, longest=2048, empty="length", needed=False, body="jwt"),
        "/number": Field(NUMBER, longest=64, empty="length", needed=False, body="jwt"),
    }),
    "/v1/challenge": Route({"": "shell/server/routes/challenge.cpp"}, {}),
    "/v1/feedback": Route({"": "core/feedback/json.cpp", "/pow": CHALLENGE}, {
        **FORM, **POW,
        "/id": ID,
        "/kind": Field(WORD, longest=32, empty="length"),
        "/score": Field(INTEGER, least=1, most=5),
        "/comment": Field(TEXT, longest=1000, needed=False),
        "/subject": Field(LINE, longest=200, needed=False),
        "/lang": Field(LANG, longest=35, needed=False),
        "/occurred_at": OCCURRED,
        "/reason": Field(WORD, longest=32, needed=False, body="article", extra=(("wrong", None),)),
        "/replaces": Field(dataclasses.replace(ULID, bad=ULID.bad[1:], too_long="length"), longest=26, needed=False, body="article"),
    }),
    "/v1/survey-counts": Route({"": "core/feedback/survey_count.cpp"}, {"/event": Field(WORD, longest=16, empty="length")}),
    "/v1/unanswered": Route({"": "core/feedback/unanswered.cpp"}, {
        "/id": ID,
        "/query": Field(SEARCH, longest=200, empty="length"),
        "/lang": Field(LANG, longest=35, empty="length"),
    }),
    "/v1/requests": Route({"": REQUESTS, "/pow": CHALLENGE}, {
        **FORM, **POW,
        "/id": ID,
        "/topic": Field(WORD, longest=32, empty="length"),
        "/message": Field(TEXT, longest=4000, empty="length", extra=((" \n ", "length"),)),
        "/contact": Field(CONTACT, longest=254, empty="length"),
        "/order_number": Field(LINE, longest=64, needed=False),
        "/lang": Field(LANG, longest=35, needed=False),
        "/occurred_at": OCCURRED,
    }),
    "/v1/requests/status": Route({"": REQUESTS}, PROOF),
    "/v1/requests/messages": Route({"": REQUESTS, "/pow": CHALLENGE}, {"/id": ID, **FORM, **POW, **PROOF, "/text": Field(TEXT, longest=4000, empty="length", extra=((" \n ", "format"),))}),
    "/v1/requests/solved": Route({"": REQUESTS}, {**PROOF, "/solved": Field(BOOLEAN)}),
    "/hooks/orders": Route({"": ORDERS_FILE, "/promised": ORDERS_FILE, "/lines/0": ORDERS_FILE, "/parcels/0": ORDERS_FILE, "/parcels/0/eta": ORDERS_FILE, "/parcels/0/events/0": ORDERS_FILE}, {
        "/number": Field(dataclasses.replace(LINE, bad=("#", " - ")), longest=64, empty="length"),
        "/placed_at": Field(DAY, longest=64, empty="length"),
        "/state": Field(Kind(str, bad=("nothing",)), longest=4096),
        "/raw_status": Field(LINE, longest=4096, needed=False),
        "/phone": Field(PHONE, longest=4096, needed=False),
        "/email": Field(EMAIL, longest=4096, needed=False),
        "/customer_ref": Field(LINE, longest=128, needed=False),
        "/city": Field(LINE, longest=4096, needed=False),
        "/total": Field(INTEGER, least=-2**63, most=2**63 - 1),
        "/currency": Field(Kind(str, bad=("irt", "TOMAN", "IR")), longest=4096),
        "/promised": Field(OBJECT, needed=False),
        "/promised/from": Field(DAY, longest=64, empty="length", needed=False, extra=(("2026-12-31", "format"),)),
        "/promised/until": Field(DAY, longest=64, empty="length"),
        "/updated_at": Field(DAY, longest=64, empty="length", needed=False),
        "/lines": Field(LIST, needed=False),
        "/lines/0/title": Field(LINE, longest=500, empty="length"),
        "/lines/0/quantity": Field(INTEGER, least=1, most=1000000, needed=False),
        "/lines/0/product_type": Field(LINE, longest=40, needed=False),
        "/parcels": Field(LIST, needed=False),
        "/parcels/0/id": Field(LINE, longest=64, empty="length"),
        "/parcels/0/carrier": Field(LINE, longest=4096, needed=False),
        "/parcels/0/tracking_number": Field(LINE, longest=64, needed=False),
        "/parcels/0/tracking_url": Field(dataclasses.replace(LINE, bad=("http://a", "javascript:alert(1)")), longest=2000, needed=False),
        "/parcels/0/status": Field(Kind(str, bad=("nothing",)), longest=4096, needed=False),
        "/parcels/0/raw_status": Field(LINE, longest=4096, needed=False),
        "/parcels/0/eta": Field(OBJECT, needed=False),
        "/parcels/0/eta/from": Field(DAY, longest=64, empty="length", needed=False, extra=(("2026-12-31", "format"),)),
        "/parcels/0/eta/until": Field(DAY, longest=64, empty="length"),
        "/parcels/0/first_eta_until": Field(DAY, longest=64, empty="length", needed=False),
        "/parcels/0/delay_reason": Field(Kind(str, bad=("laziness",)), longest=4096, needed=False),
        "/parcels/0/lines": Field(LIST, needed=False, extra=(([3], "format"),)),
        "/parcels/0/lines/0": Field(INTEGER, least=1, most=500),
        "/parcels/0/events": Field(LIST, needed=False),
        "/parcels/0/events/0/at": Field(DAY, longest=64, empty="length"),
        "/parcels/0/events/0/status": Field(Kind(str, bad=("nothing",)), longest=4096),
        "/parcels/0/events/0/text": Field(LINE, longest=4096, needed=False),
        "/parcels/0/events/0/city": Field(LINE, longest=4096, needed=False),
    }),
}

# WooCommerce gives a webhook up after six failures, so whatever it signs gets 200 (hooks/hooks.h): test_woocommerce.py.
NOT_FOR_PEOPLE = {"/hooks/woocommerce"}
WITHOUT_BODY = {"/v1/config"}
