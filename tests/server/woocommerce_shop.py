"""A WooCommerce shop for tests: orders in the shape of REST version 3, its list with filters and pages, and the webhooks of every change.

Use:
    shop = Shop(seed=1)
    shop.place(currency="IRT", total="1250000")
    shop.change(shop.ids()[0], status="completed")
    for delivery in shop.deliveries: post(delivery.body, delivery.headers)
    with shop.serve() as address: ...   # answers /wp-json/wc/v3/orders

Shapes: woocommerce-rest-api-docs (orders, version 3), class-wc-webhook.php (headers, signature, payload of a deleted order).
"""
import base64
import contextlib
import copy
import dataclasses
import hashlib
import hmac
import http.server
import json
import random
import threading
import time
import urllib.parse

HOOK_SECRET = "a-webhook-secret-of-more-than-thirty-two-letters"
KEY, KEY_SECRET = "ck_test", "cs_test"
FIRST_SECOND = 1793000000   # 2026-10-25
STATUSES = ["pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed",
            "pws-in-stock", "pws-packaged", "pws-courier", "pws-ready-to-ship", "pws-shipping", "pws-returned", "pws-need-review", "custom-thing"]


def gmt(second):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))


@dataclasses.dataclass
class Delivery:
    topic: str
    body: bytes

    @property
    def headers(self):
        return {"Content-Type": "application/json", "X-WC-Webhook-Source": "https://shop.example/", "X-WC-Webhook-Topic": self.topic,
                "X-WC-Webhook-Resource": "order", "X-WC-Webhook-Event": self.topic.split(".")[1], "X-WC-Webhook-Signature": sign(self.body),
                "X-WC-Webhook-ID": "7", "X-WC-Webhook-Delivery-ID": hashlib.md5(self.body[:20]).hexdigest()}


def sign(body, secret=HOOK_SECRET):
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


class Shop:
    def __init__(self, seed=1, first=1000):
        self.next = first
        self.random = random.Random(seed)
        self.second = FIRST_SECOND
        self.orders = {}            # id to REST shape; a trashed one has status "trash"
        self.fulfilments = {}       # id to list
        self.deliveries = []
        self.requests = []          # what was asked of the server
        self.faults = []            # (status, headers) to answer with first
        self.down = False           # every answer is a 404, as of a web server without the shop
        self.tells_pages = True     # X-WP-Total and X-WP-TotalPages, which some proxies strip
        self.page_size = None       # what a plug-in makes of per_page

    def ids(self):
        return [identifier for identifier, order in self.orders.items() if order["status"] != "trash"]

    # --- what happens in the shop ---

    def place(self, **changes):
        identifier, self.next = self.next, self.next + 1
        self.second += self.random.randint(0, 90)
        order = {
            "id": identifier, "parent_id": 0, "number": str(identifier), "order_key": f"wc_order_{identifier}", "created_via": "checkout", "version": "9.4.2",
            "status": "processing", "currency": "IRT", "date_created": gmt(self.second + 12600), "date_created_gmt": gmt(self.second),
            "date_modified": gmt(self.second + 12600), "date_modified_gmt": gmt(self.second), "discount_total": "0", "shipping_total": "50000",
            "total": str(self.random.randint(1, 900) * 10000), "prices_include_tax": False, "customer_id": self.random.choice([0, 5, 6]), "customer_note": "",
            "billing": {"first_name": "سارا", "last_name": "کریمی", "address_1": "خیابان آزادی", "city": "تهران", "country": "IR",
                        "email": f"sara{identifier}@example.ir", "phone": "۰۹۱۲۰۰۰" + "".join("۰۱۲۳۴۵۶۷۸۹"[int(d)] for d in str(identifier))},
            "shipping": {"first_name": "سارا", "last_name": "کریمی", "address_1": "خیابان آزادی", "city": self.random.choice(["تهران", "قم", ""]), "country": "IR"},
            "payment_method": "zarinpal", "payment_method_title": "زرین‌پال", "date_paid": None, "date_paid_gmt": None, "date_completed": None, "date_completed_gmt": None,
            "meta_data": [{"id": 1, "key": "_nested", "value": {"a": {"b": {"c": {"d": {"e": {"f": [1, {"g": "h"}]}}}}}}}, {"id": 2, "key": "is_vat_exempt", "value": "no"}],
            "line_items": [{"id": identifier * 10 + i, "name": f"کالای {i}", "product_id": i, "quantity": self.random.randint(1, 3), "total": "10000",
                            "meta_data": [{"id": 3, "key": "pa_color", "value": "قرمز"}]} for i in range(self.random.randint(1, 4))],
            "tax_lines": [], "shipping_lines": [{"id": 1, "method_title": "پست پیشتاز"}], "fee_lines": [], "coupon_lines": [], "refunds": [],
            "_links": {"self": [{"href": "https://shop.example/wp-json/wc/v3/orders/1"}]},
        }
        order.update(changes)
        self.orders[identifier] = order
        self.tell("order.created", identifier)
        return identifier

    def change(self, identifier, meta=None, **changes):
        """Changes an order, in a later second."""
        self.second += self.random.randint(1, 90)
        order = self.orders[identifier]
        order.update(changes, date_modified_gmt=gmt(self.second), date_modified=gmt(self.second + 12600))
        for key, value in (meta or {}).items():
            order["meta_data"] = [entry for entry in order["meta_data"] if entry["key"] != key] + [{"id": 9, "key": key, "value": value}]
        self.tell("order.updated", identifier)

    def trash(self, identifier):
        self.change(identifier, status="trash")
        self.deliveries[-1] = Delivery("order.deleted", json.dumps({"id": identifier}).encode())

    def delete(self, identifier):
        self.second += 1
        del self.orders[identifier]
        self.deliveries.append(Delivery("order.deleted", json.dumps({"id": identifier}).encode()))

    def tell(self, topic, identifier):
        self.deliveries.append(Delivery(topic, json.dumps(self.orders[identifier], ensure_ascii=self.random.random() < 0.5).encode()))

    def live(self, steps):
        """A shop's days: orders come, change, get barcodes, go to the trash."""
        for _ in range(steps):
            ids = self.ids()
            if len(ids) < 3 or self.random.random() < 0.3:
                self.place(currency=self.random.choice(["IRT", "IRR"]))
                continue
            identifier = self.random.choice(ids)
            kind = self.random.random()
            if kind < 0.6:
                self.change(identifier, status=self.random.choice(STATUSES))
            elif kind < 0.75:
                self.change(identifier, meta={"post_barcode": "".join(self.random.choice("0123456789۰۱۲۳۴") for _ in range(24))})
            elif kind < 0.9:
                self.change(identifier, status="completed", meta={"_wc_shipment_tracking_items": [
                    {"tracking_provider": "", "custom_tracking_provider": "تیپاکس", "custom_tracking_link": "https://tipax.example/", "tracking_number": str(self.random.random())[2:14],
                     "tracking_id": "x", "date_shipped": str(self.second)}]})
            else:
                self.trash(identifier)

    # --- REST ---

    def page(self, query):
        one = lambda name, default: query.get(name, [default])[0]
        wanted = [copy.deepcopy(order) for order in self.orders.values()]
        status = one("status", "any")
        wanted = [order for order in wanted if (order["status"] != "trash" if status == "any" else order["status"] == status)]
        if "modified_after" in query:
            assert one("dates_are_gmt", "") == "true", "times without a zone"
            wanted = [order for order in wanted if order["date_modified_gmt"] > one("modified_after", "")]
        if "include" in query:
            included = {int(identifier) for identifier in one("include", "").split(",")}
            wanted = [order for order in wanted if order["id"] in included]
        wanted.sort(key=lambda order: order["id"], reverse=one("order", "desc") == "desc")
        size, number = int(one("per_page", "10")), int(one("page", "1"))
        assert size <= 100
        size = self.page_size or size
        return wanted[size * (number - 1):size * number], len(wanted), -(-len(wanted) // size)

    @contextlib.contextmanager
    def serve(self):
        shop = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urllib.parse.urlsplit(self.path)
                shop.requests.append(self.path)
                expected = "Basic " + base64.b64encode(f"{KEY}:{KEY_SECRET}".encode()).decode()
                if self.headers.get("Authorization") != expected:
                    return self.answer(401, {"code": "woocommerce_rest_cannot_view", "message": "Sorry", "data": {"status": 401}})
                if shop.faults:
                    status, headers = shop.faults.pop(0)
                    return self.answer(status, {"code": "fault"}, headers)
                if shop.down:
                    return self.answer(404, {})
                if parts.path == "/wp-json/wc/v3/orders":
                    found, total, pages = shop.page(urllib.parse.parse_qs(parts.query))
                    return self.answer(200, found, {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)} if shop.tells_pages else {})
                if parts.path.startswith("/wp-json/wc/v3/orders/"):
                    rest = parts.path.removeprefix("/wp-json/wc/v3/orders/").split("/")
                    order = shop.orders.get(int(rest[0]))
                    if order is None:
                        return self.answer(404, {"code": "woocommerce_rest_shop_order_invalid_id"})
                    return self.answer(200, order if len(rest) == 1 else shop.fulfilments.get(int(rest[0]), []))
                return self.answer(404, {"code": "rest_no_route"})

            def answer(self, status, value, headers=None):
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=UTF-8")
                self.send_header("Content-Length", str(len(body)))
                for name, text in (headers or {}).items():
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
