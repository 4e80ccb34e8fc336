"""A shop in Saudi Arabia: its customers' phones as they type them at home, in every way that an order or a request comes in."""
import csv
import io
import json
import secrets
import time

import test_shopify
from harness import JSON_TYPE, ORDERS, UNLIMITED, FolderTest, Server, import_orders, rows
from test_hooks import sign, whsec
from test_requests import request
from woocommerce_shop import HOOK_SECRET, Shop

HOOK_KEY = b"the secret of a shop in Riyadh, 32"
HOME = ("0501234567", "٠٥٠ ١٢٣ ٤٥٦٧", "۰۵۰۱۲۳۴۵۶۷", "501234567", "+966 50 123 4567", "00966501234567", "+966 (0)50 123 4567", "966501234567")
FOREIGN = ("01001234567", "09120000045", "05321234567", "50012345", "050123456", "05012345678")


class SaudiShop(FolderTest):
    country = "SA"

    def setUp(self):
        super().setUp()
        self.config = {**UNLIMITED, "limits": {**UNLIMITED["limits"], "requests_per_minute": 0}, "shop": {"id": "demo", "country": self.country},
                       "hooks": {"orders_secret_file": "orders.secret", "woocommerce_secret_file": "woo.secret"}}
        (self.folder / "orders.secret").write_text(whsec(HOOK_KEY) + "\n")
        (self.folder / "woo.secret").write_text(HOOK_SECRET)
        (self.folder / "shop.json").write_text(json.dumps(self.config))
        self.shop = Shop()

    def serve(self):
        self.server = Server(self.folder, self.config)
        self.addCleanup(self.server.kill)

    def post(self, path, body, headers=None):
        return self.server.request("POST", path, body if isinstance(body, bytes) else json.dumps(body).encode(), {**JSON_TYPE, **(headers or {})})

    def lookup(self, number, phone):
        return self.post("/v1/orders/lookup", {"number": number, "contact": {"phone": phone}})

    def load(self, orders=None, **options):
        return import_orders(self.folder, orders, arguments=["--config", str(self.folder / "shop.json")], **options)

    def hook(self, body):
        data, identifier, at = json.dumps(body).encode(), "msg_" + secrets.token_hex(8), str(int(time.time()))
        return self.post("/hooks/orders", data, {"webhook-id": identifier, "webhook-timestamp": at, "webhook-signature": sign(HOOK_KEY, identifier, at, data)})

    def woocommerce(self, phone, **country):
        number = self.shop.place(billing={"phone": phone, **country})
        delivery = self.shop.deliveries.pop()
        self.assertEqual(self.post("/hooks/woocommerce", delivery.body, delivery.headers).status, 200)
        return str(number)

    def assert_found(self, number, phone):
        answer = self.lookup(number, phone)
        self.assertEqual(answer.status, 200, (phone, answer.body))
        return answer.json()


class AtHome(SaudiShop):
    def test_an_imported_order_is_found_however_its_phone_is_typed(self):
        self.assertEqual(self.load([{**ORDERS[0], "number": str(i), "phone": phone, "email": ""} for i, phone in enumerate(HOME)]).returncode, 0)
        table = "number,placed_at,state,phone,total,currency\n" + "".join(f"C{i},2026-11-01,open,{phone},5,SAR\n" for i, phone in enumerate(HOME))
        self.assertEqual(self.load(text=table.encode(), name="orders.csv").returncode, 0)
        self.assertEqual(len(rows(self.folder, "SELECT DISTINCT phone_mac FROM sales_order")), 1)
        self.assertEqual(rows(self.folder, "SELECT DISTINCT phone_mask FROM sales_order"), [("05••• •••67",)])
        self.serve()
        for phone in HOME:
            self.assertEqual(self.assert_found("C0", phone)["contact_mask"], "05••• •••67")
        self.assertEqual(self.server.request("GET", "/v1/config").json()["country"], "SA")

    def test_another_countrys_number_needs_its_code(self):
        self.assertEqual(self.load([{**ORDERS[0], "number": "E-1", "phone": "+20 100 123 4567"}]).returncode, 0)
        self.serve()
        for phone in FOREIGN:
            answer = self.lookup("E-1", phone)
            self.assertEqual((answer.status, answer.json()["errors"]), (422, [{"pointer": "/contact/phone", "code": "format"}]), phone)
        self.assertEqual(self.assert_found("E-1", "+201001234567")["contact_mask"], "+20••• •••67")
        self.assertEqual(self.assert_found("E-1", "0020 0100 123 4567")["number"], "E-1")

    def test_a_file_with_another_countrys_number_is_refused_with_its_place(self):
        for phone in FOREIGN:
            done = self.load(text=f"number,placed_at,state,phone,total,currency\nC,2026-11-01,open,{phone},5,SAR\n".encode(), name="orders.csv")
            self.assertEqual(done.returncode, 1, phone)
            self.assertIn(f'orders.csv:2: phone: "{phone}" is not a phone number (the shop\'s country is SA)', done.stderr)

    def test_a_signed_webhook_reads_phones_as_at_home(self):
        self.serve()
        self.assertEqual(self.hook({**ORDERS[0], "number": "W-1", "phone": "0501234567"}).status, 200)
        self.assert_found("W-1", "+966501234567")
        refused = self.hook({**ORDERS[0], "number": "W-2", "phone": "01001234567"})
        self.assertEqual((refused.status, refused.json()["errors"]), (422, [{"pointer": "/phone", "code": "format"}]))

    def test_a_request_is_found_again_by_the_phone_it_was_written_with(self):
        self.serve()
        sent = self.post("/v1/requests", request(contact="0501234567"))
        self.assertEqual(sent.status, 201, sent.body)
        for phone in HOME:
            self.assertEqual(self.post("/v1/requests/status", {"code": sent.json()["code"], "contact": phone}).status, 200, phone)
        self.assertEqual(rows(self.folder, "SELECT contact_mask FROM request"), [("05••• •••67",)])
        for phone in FOREIGN:
            answer = self.post("/v1/requests", request(contact=phone))
            self.assertEqual((answer.status, answer.json()["errors"]), (422, [{"pointer": "/contact", "code": "format"}]), phone)


class CountryOfAnOrder(SaudiShop):
    def test_woocommerce_tells_whose_number_it_is(self):
        self.serve()
        for typed, country, phone in (("0501234567", {}, "+966501234567"), ("0501234567", {"country": "SA"}, "+966501234567"), ("01001234567", {"country": "EG"}, "+201001234567"),
                                      ("0501234567", {"country": "AE"}, "+966501234567"), ("0501234567", {"country": "XX"}, "+966501234567"),
                                      ("0501234567", {"country": "KW"}, "+966501234567"), ("+49 (0)151 23456789", {"country": "SA"}, "+4915123456789"),
                                      ("0501234567", {"country": 5}, "+966501234567")):
            self.assert_found(self.woocommerce(typed, **country), phone)

    def test_a_number_that_fits_nowhere_is_left_out(self):
        self.serve()
        number = self.woocommerce("01001234567", country="KW")
        self.assertEqual(rows(self.folder, f"SELECT phone_mac, phone_mask FROM sales_order WHERE number = '{number}'"), [(None, None)])

    def test_shopifys_export_tells_it_too(self):
        columns = [*test_shopify.COLUMNS, "Billing Country", "Shipping Country"]
        lines = [test_shopify.line(**{"Name": "#1", "Id": "1", "Phone": "", "Shipping Phone": "0501234567", "Shipping Country": "AE", "Billing Country": "SA"}),
                 test_shopify.line(**{"Name": "#2", "Id": "2", "Phone": "0501234567"}), test_shopify.line(**{"Name": "#3", "Id": "3", "Phone": "01001234567", "Billing Country": "EG"})]
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
        self.assertEqual(self.load(text=out.getvalue().encode(), name="export.csv").returncode, 0)
        self.serve()
        for number, phone in (("1", "0501234567"), ("2", "0501234567"), ("3", "+201001234567")):
            self.assert_found(number, phone)


class Elsewhere(SaudiShop):
    country = "ZZ"

    def test_every_number_needs_its_code(self):
        self.assertEqual(self.load([{**ORDERS[0], "number": "Z-1", "phone": "+81 90 1234 5678"}]).returncode, 0)
        self.assertEqual(self.load([{**ORDERS[0], "number": "Z-2", "phone": "09120000045"}]).returncode, 1)
        self.serve()
        self.assertEqual(self.assert_found("Z-1", "0081 90 1234 5678")["contact_mask"], "+81••• •••78")
        self.assertEqual(self.lookup("Z-1", "09012345678").status, 422)


class Command(FolderTest):
    def test_a_country_may_be_named_without_a_configuration(self):
        orders = [{**ORDERS[0], "phone": "0501234567"}]
        self.assertIn("the shop's country is IR", import_orders(self.folder, orders).stderr)
        self.assertEqual(import_orders(self.folder, orders, arguments=["--country", "SA"]).returncode, 0)
        self.assertEqual(rows(self.folder, "SELECT phone_mask FROM sales_order"), [("05••• •••67",)])

    def test_an_unknown_country_is_refused_with_those_that_are_known(self):
        for unknown in ("XX", "sa", "Saudi"):
            done = import_orders(self.folder, arguments=["--country", unknown])
            self.assertEqual(done.returncode, 1)
            self.assertIn(f'--country "{unknown}" is not one of IR, AF', done.stderr)
