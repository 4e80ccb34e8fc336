"""WooCommerce by webhook: whatever the order, number and pace of deliveries, the end is the state that REST would tell."""
import json
import random
import shutil
import unittest

from harness import FolderTest, Server, rows, sqlite_only
from test_hooks import HookTest
from woocommerce_shop import FIRST_SECOND, HOOK_SECRET, Delivery, Shop, gmt, sign

CARRIERS = {"post": {"name": {"fa": "پست"}, "url": "https://tracking.example/?id={number}"}}
CONFIG = {"limits": {"lookups_per_minute": 0}, "hooks": {"woocommerce_secret_file": "woo.secret"}, "carriers": CARRIERS}
TABLES = {
    "sales_order": "order_id, number, number_norm, source, source_rev, state, raw_status, email_mac, phone_mac, email_mask, phone_mask, city, total_minor, "
                   "currency, placed_at, promised_from, promised_until, updated_at, customer_ref",
    "order_line": "*", "parcel": "*", "parcel_line": "*", "parcel_event": "*"}


def tables(folder):
    return {table: sorted(map(repr, rows(folder, f"SELECT {columns} FROM {table}"))) for table, columns in TABLES.items()}


class WooCommerceTest(HookTest):
    config = {**CONFIG, "metrics_listen": "0"}

    @classmethod
    def prepare(cls):
        (cls.folder / "woo.secret").write_text(HOOK_SECRET)

    def setUp(self):
        type(self).shops = getattr(type(self), "shops", 0) + 1
        self.shop = Shop(first=1000 + 100 * self.shops)

    def deliver(self, delivery, **headers):
        sent = {**delivery.headers, **headers}
        return self.server.request("POST", "/hooks/woocommerce", delivery.body, {name: value for name, value in sent.items() if value is not None})

    def deliver_all(self):
        for delivery in self.shop.deliveries:
            self.assertEqual(self.deliver(delivery).status, 200)
        self.shop.deliveries.clear()

    def found(self, identifier):
        return self.lookup(str(identifier), email=f"sara{identifier}@example.ir").json()


class Understood(WooCommerceTest):
    def test_an_order_is_found_by_its_phone_in_persian_digits_and_by_its_email(self):
        identifier = self.shop.place(total="1250000", currency="IRT", status="pws-shipping")
        self.deliver_all()
        found = self.lookup(str(identifier), phone=f"0912000{identifier}").json()
        self.assertEqual((found["total"], found["state"]), ({"minor": 1250000, "currency": "IRT"}, "open"))
        self.assertEqual([parcel["status"] for parcel in found["parcels"]], ["in_transit"])
        of_one_lookup = {name: found[name] for name in ("contact_mask", "view_token", "expires_at")}
        self.assertEqual(found, self.found(identifier) | of_one_lookup)
        self.assertEqual([line["quantity"] for line in found["lines"]], [line["quantity"] for line in self.shop.orders[identifier]["line_items"]])

    def test_letters_that_repaint_a_screen_are_taken_out(self):
        identifier = self.shop.place(line_items=[{"id": 1, "name": "a\u202eb\u0007", "quantity": 1}, {"id": 2, "name": "\u0007", "quantity": 1}])
        self.deliver_all()
        self.assertEqual(self.found(identifier)["lines"], [{"title": "ab", "quantity": 1}])

    @sqlite_only
    def test_no_contact_is_stored_in_the_clear(self):
        identifier = self.shop.place()
        self.deliver_all()
        data = b"".join(file.read_bytes() for file in self.folder.glob("shop.db*"))
        for secret in (f"sara{identifier}@", f"912000{identifier}", "کریمی", "خیابان"):
            self.assertNotIn(secret.encode(), data)

    def test_amounts_keep_their_currency(self):
        for total, currency, minor in (("1250000", "IRR", 1250000), ("1250000.00", "IRT", 1250000), ("12.5", "USD", 1250), ("0.005", "KWD", 5), ("۱۲۵۰", "IRT", 1250),
                                       ("-5.00", "EUR", -500)):
            identifier = self.shop.place(total=total, currency=currency)
            self.deliver_all()
            self.assertEqual(self.found(identifier)["total"], {"minor": minor, "currency": currency})

    def test_the_customer_of_the_shops_accounts_is_kept_and_a_guest_has_none(self):
        identifier, guest = self.shop.place(customer_id=77), self.shop.place(customer_id=0)
        self.deliver_all()
        self.assertEqual(rows(self.folder, f"SELECT customer_ref FROM sales_order WHERE order_id IN ('woo:{identifier}', 'woo:{guest}') ORDER BY order_id"), [("77",), (None,)])

    def test_every_status_of_the_table_gives_its_step(self):
        expected = {"pending": ("open", None), "on-hold": ("on_hold", None), "processing": ("open", "label_created"), "completed": ("completed", "in_transit"),
                    "cancelled": ("cancelled", None), "refunded": ("cancelled", None), "failed": ("failed", None), "pws-in-stock": ("open", "accepted"),
                    "pws-packaged": ("open", "label_created"), "pws-courier": ("open", "out_for_delivery"), "pws-shipping": ("open", "in_transit"),
                    "pws-returned": ("completed", "returned"), "pws-need-review": ("on_hold", "exception")}
        for status, (state, parcel) in expected.items():
            identifier = self.shop.place(status=status)
            self.deliver_all()
            found = self.found(identifier)
            self.assertEqual((found["state"], [one["status"] for one in found["parcels"]]), (state, [parcel] if parcel else []), status)

    def test_an_unknown_status_shows_its_own_word(self):
        identifier = self.shop.place(status="waiting-for-glass")
        self.deliver_all()
        self.assertEqual([(one["status"], one["raw_status"]) for one in self.found(identifier)["parcels"]], [("unknown", "waiting for glass")])

    def test_the_postal_barcode_becomes_a_link(self):
        identifier = self.shop.place(status="pws-shipping")
        self.shop.change(identifier, meta={"post_barcode": "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹۰۱۲۳۴"})
        self.deliver_all()
        parcel = self.found(identifier)["parcels"][0]
        self.assertEqual((parcel["carrier"], parcel["tracking_number"], parcel["tracking_url"], parcel["status"]),
                         ("پست", "123456789012345678901234", "https://tracking.example/?id=123456789012345678901234", "in_transit"))

    def test_the_tracking_plug_ins_list_gives_parcels(self):
        identifier = self.shop.place(status="processing", meta_data=[{"key": "_wc_shipment_tracking_items", "value": [
            {"tracking_provider": "post", "tracking_number": "11 22", "date_shipped": str(FIRST_SECOND)},
            {"custom_tracking_provider": "Tipax", "custom_tracking_link": "https://tipax.example/33", "tracking_number": "33"},
            {"custom_tracking_provider": "Bad", "custom_tracking_link": "javascript:alert(1)", "tracking_number": "44"}, {"tracking_number": ""}, 5]}])
        self.deliver_all()
        parcels = self.found(identifier)["parcels"]
        self.assertEqual([(one["carrier"], one["tracking_number"], one.get("tracking_url"), one["status"]) for one in parcels],
                         [("پست", "1122", "https://tracking.example/?id=1122", "in_transit"), ("Tipax", "33", "https://tipax.example/33", "in_transit"), ("Bad", "44", None, "in_transit")])
        self.assertEqual(parcels[0]["events"], [{"at": gmt(FIRST_SECOND) + "Z", "status": "in_transit"}])

    def test_an_order_of_a_megabyte_with_deep_metadata_is_read(self):
        deep = "x"
        for _ in range(50):
            deep = {"a": deep}
        identifier = self.shop.place(meta_data=[{"key": "big", "value": "y" * 900_000}, {"key": "deep", "value": deep}, {"key": "post_barcode", "value": "123"}])
        self.deliver_all()
        self.assertEqual(self.found(identifier)["parcels"][0]["tracking_number"], "123")


class Contract(WooCommerceTest):
    def test_the_ping_of_a_new_webhook_gets_200_and_changes_nothing(self):
        before = tables(self.folder)
        answer = self.server.request("POST", "/hooks/woocommerce", b"webhook_id=7", {"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(answer.status, 200)
        for body in (b"webhook_id=", b"webhook_id=7x", b"webhook_id=7&order=1", b"webhook_id=" + b"7" * 30):
            self.assertEqual(self.server.request("POST", "/hooks/woocommerce", body, {"Content-Type": "application/x-www-form-urlencoded"}).status, 401)
        self.assertEqual(tables(self.folder), before)

    def test_http_1_0_as_wordpress_speaks_it(self):
        identifier = self.shop.place()
        delivery = self.shop.deliveries.pop()
        head = "".join(f"{name}: {value}\r\n" for name, value in {**delivery.headers, "Host": "help.example", "Content-Length": len(delivery.body), "Connection": "close"}.items())
        self.assertEqual(self.server.talk(f"POST /hooks/woocommerce HTTP/1.0\r\n{head}\r\n".encode() + delivery.body), 200)
        self.assertEqual(self.found(identifier)["number"], str(identifier))

    def test_every_flipped_bit_is_refused(self):
        body = json.dumps({"id": 9999, "status": "completed"}).encode()
        good = sign(body)
        for i in range(len(body) * 8):
            flipped = bytearray(body)
            flipped[i // 8] ^= 1 << i % 8
            self.assertEqual(self.deliver(Delivery("order.updated", bytes(flipped)), **{"X-WC-Webhook-Signature": good}).status, 401)
        for i in range(len(good) * 8):
            flipped = bytearray(good.encode())
            flipped[i // 8] ^= 1 << i % 8
            if all(32 < byte < 127 for byte in flipped):
                self.assertEqual(self.deliver(Delivery("order.updated", body), **{"X-WC-Webhook-Signature": flipped.decode()}).status, 401)
        for other in ("", None, sign(body, "another-secret-of-more-than-thirty-two-letters")):
            self.assertEqual(self.deliver(Delivery("order.updated", body), **{"X-WC-Webhook-Signature": other}).status, 401)

    def test_what_is_signed_never_fails_however_odd_it_is(self):
        before = tables(self.folder)
        odd = [b"", b"null", b"[]", b"5", b"{", b"\xff", b'{"id": null}', b'{"id": -1}', b'{"id": "x"}', b'{"id": 5}', b'{"id": 5, "status": []}',
               b'{"id": 5, "number": {}, "date_created_gmt": "2026-02-30T00:00:00", "currency": "IRT", "total": "1"}',
               b'{"id": 5, "number": "5", "date_created_gmt": "2026-11-01T00:00:00", "currency": "Toman", "total": "1"}',
               b'{"id": 5, "number": "5", "date_created_gmt": "2026-11-01T00:00:00", "currency": "IRT", "total": "a lot"}', b"[" * 100000]
        for body in odd:
            self.assertEqual(self.deliver(Delivery("order.updated", body)).status, 200, body[:50])
        self.assertEqual(self.deliver(Delivery("product.updated", b'{"id": 5}')).status, 200)
        self.assertEqual(tables(self.folder), before)
        log = self.server.stderr()
        self.assertIn("the order's currency is missing or not valid", log)
        self.assertNotIn("Toman", log)

    def test_no_delivery_leaves_personal_data_in_the_log(self):
        identifier = self.shop.place(total="canary-total")
        self.deliver_all()
        self.assertNotIn(f"sara{identifier}", self.server.stderr())
        self.assertNotIn("canary", self.server.stderr())

    def test_a_topic_alone_removes_nothing(self):
        identifier = self.shop.place()
        delivery = self.shop.deliveries[-1]
        self.deliver_all()
        self.deliver(Delivery("order.deleted", delivery.body))
        self.assertEqual(self.found(identifier)["number"], str(identifier))

    def test_a_removed_order_is_gone_and_a_late_older_delivery_does_not_bring_it_back(self):
        identifier = self.shop.place()
        late = self.shop.deliveries[-1]
        self.deliver_all()
        self.shop.trash(identifier)
        self.deliver_all()
        self.assertEqual(self.lookup(str(identifier), email=f"sara{identifier}@example.ir").status, 404)
        self.deliver(late)
        self.assertEqual(self.lookup(str(identifier), email=f"sara{identifier}@example.ir").status, 404)

    def test_what_came_is_counted(self):
        name = 'pasokh_intake_total{source="woocommerce",result="%s"}'
        before = self.metrics()
        identifier = self.shop.place()
        first = self.shop.deliveries[-1]
        self.deliver_all()
        self.shop.change(identifier, status="completed")
        self.deliver_all()
        self.deliver(first)
        self.deliver(Delivery("order.updated", b"{}"))
        after = self.metrics()
        self.assertEqual([after[name % result] - before[name % result] for result in ("written", "unchanged", "unreadable")], [2, 1, 1])


class AnyOrder(FolderTest):
    def state_after(self, name, deliveries):
        folder = self.folder / name
        folder.mkdir()
        (folder / "woo.secret").write_text(HOOK_SECRET)
        if (self.folder / "the.secret").exists():
            shutil.copy(self.folder / "the.secret", folder / "shop.db.secret")
        server = Server(folder, CONFIG)
        self.addCleanup(server.kill)
        if not (self.folder / "the.secret").exists():
            shutil.copy(folder / "shop.db.secret", self.folder / "the.secret")
        for delivery in deliveries:
            self.assertEqual(server.request("POST", "/hooks/woocommerce", delivery.body, delivery.headers).status, 200)
        self.assertEqual(server.stop(), 0)
        return tables(folder)

    def test_shuffled_and_doubled_deliveries_end_in_the_state_of_rest(self):
        for seed in range(3):
            shop = Shop(seed)
            shop.live(150)
            final = [Delivery("order.updated", json.dumps(order).encode()) for order in shop.orders.values() if order["status"] != "trash"]
            expected = self.state_after(f"final-{seed}", final)
            self.assertEqual(len(expected["sales_order"]), len(final))
            self.assertEqual(self.state_after(f"straight-{seed}", shop.deliveries), expected)
            for attempt in range(2):
                shuffled = shop.deliveries * 2
                random.Random(seed * 10 + attempt).shuffle(shuffled)
                self.assertEqual(self.state_after(f"shuffled-{seed}-{attempt}", shuffled), expected)


if __name__ == "__main__":
    unittest.main()
