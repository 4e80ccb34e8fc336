"""`pasokh reconcile woocommerce` and `reconcile_minutes`: the database ends in the state that the shop's REST interface tells."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import time

from harness import FolderTest, JSON_TYPE, PASOKH, Server, rows, wait_until
from test_woocommerce import CONFIG, HOOK_SECRET, tables
from woocommerce_shop import KEY, KEY_SECRET, Shop, gmt


class ReconcileTest(FolderTest):
    def setUp(self):
        super().setUp()
        self.shop = Shop()

    def serve_shop(self):
        running = self.shop.serve()
        address = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)
        return address

    def configure(self, address, folder=None, **woocommerce):
        folder = pathlib.Path(folder or self.folder)
        (folder / "woo.key").write_text(f"{KEY}\n{KEY_SECRET}\n")
        (folder / "woo.secret").write_text(HOOK_SECRET)
        config = {**CONFIG, "db": "shop.db", "woocommerce": {"url": address, "key_file": "woo.key", **woocommerce}}
        (folder / "reconcile.json").write_text(json.dumps(config))
        return config

    def reconcile(self, *arguments, folder=None):
        folder = pathlib.Path(folder or self.folder)
        return subprocess.run([PASOKH, "reconcile", "woocommerce", "--config", str(folder / "reconcile.json"), *arguments], capture_output=True, text=True, timeout=60)


class Command(ReconcileTest):
    def test_every_page_arrives_and_a_second_run_changes_nothing(self):
        self.shop.live(20)
        for _ in range(230):
            self.shop.place()
        self.configure(self.serve_shop())
        done = self.reconcile()
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(f"{len(self.shop.ids())} added, 0 updated, 0 unchanged, 0 removed", done.stdout)
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM sales_order WHERE source = 'woo'"), [(len(self.shop.ids()),)])
        before = tables(self.folder)
        self.assertIn(f"0 added, 0 updated, {len(self.shop.ids())} unchanged", self.reconcile().stdout)
        self.assertEqual(tables(self.folder), before)

    def test_webhooks_of_any_order_and_then_rest_end_as_rest_alone(self):
        address = self.serve_shop()
        self.shop.live(120)
        self.configure(address)
        self.assertEqual(self.reconcile().returncode, 0)
        expected = tables(self.folder)
        for seed in range(2):
            folder = self.folder / f"mixed-{seed}"
            folder.mkdir()
            shutil.copy(self.folder / "shop.db.secret", folder / "shop.db.secret")
            config = self.configure(address, folder)
            server = Server(folder, config)
            self.addCleanup(server.kill)
            some = random.Random(seed).sample(self.shop.deliveries, len(self.shop.deliveries) * 2 // 3)   # a third is lost
            for delivery in some:
                self.assertEqual(server.request("POST", "/hooks/woocommerce", delivery.body, delivery.headers).status, 200)
            self.assertEqual(self.reconcile(folder=folder).returncode, 0)   # beside the running server
            self.assertEqual(server.stop(), 0)
            self.assertEqual(tables(folder), expected)

    def test_what_vanished_from_the_shop_without_a_word_is_removed(self):
        for _ in range(5):
            self.shop.place()
        self.configure(self.serve_shop())
        self.reconcile()
        self.shop.delete(self.shop.ids()[2])
        self.shop.trash(self.shop.ids()[0])
        self.assertIn("2 removed", self.reconcile().stdout)
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM sales_order"), [(3,)])

    def test_since_asks_only_for_what_changed_and_brings_the_trash(self):
        ids = [self.shop.place() for _ in range(5)]
        self.configure(self.serve_shop())
        self.reconcile()
        then = self.shop.second
        self.shop.change(ids[1], status="completed")
        self.shop.trash(ids[3])
        self.shop.requests.clear()
        done = self.reconcile("--since", gmt(then) + "Z")
        self.assertIn("2 read, 0 added, 1 updated, 0 unchanged, 1 removed", done.stdout)
        self.assertTrue(all("modified_after=" + gmt(then) in path and "dates_are_gmt=true" in path for path in self.shop.requests), self.shop.requests)

    def test_two_changes_within_a_second_end_in_the_later(self):
        identifier = self.shop.place(status="processing")
        self.configure(self.serve_shop())
        self.reconcile()
        self.shop.orders[identifier]["status"] = "pws-shipping"   # the time of change stays
        self.reconcile()
        self.assertEqual(rows(self.folder, "SELECT status FROM parcel"), [("in_transit",)])

    def test_a_restored_order_comes_back(self):
        identifier = self.shop.place()
        self.configure(self.serve_shop())
        self.reconcile()
        self.shop.trash(identifier)
        self.reconcile()
        self.shop.change(identifier, status="processing")
        self.assertIn("1 added", self.reconcile().stdout)

    def test_fulfilments_are_parcels_and_a_webhook_does_not_lose_them(self):
        identifier = self.shop.place(status="processing", line_items=[{"id": 1, "name": "A", "quantity": 1}, {"id": 2, "name": "B", "quantity": 1}])
        self.shop.fulfilments[identifier] = [
            {"id": 5, "status": "fulfilled", "is_fulfilled": True, "date_deleted": None, "meta_data": [
                {"key": "_tracking_number", "value": "۱۲۳"}, {"key": "_shipping_provider", "value": "post"}, {"key": "_tracking_url", "value": "https://x.example/"},
                {"key": "_items", "value": [{"item_id": 2, "qty": 1}]}]},
            {"id": 6, "status": "unfulfilled", "is_fulfilled": False, "meta_data": []},
            {"id": 7, "is_fulfilled": True, "date_deleted": "2026-11-01T00:00:00Z", "meta_data": []}]
        config = self.configure(self.serve_shop(), fulfilments=True)
        self.assertEqual(self.reconcile().returncode, 0)
        expected = [("fulfilment-5", "پست", "123", "https://tracking.example/?id=123", "in_transit"), ("fulfilment-6", "", "", "", "label_created")]
        query = "SELECT parcel_id, carrier, tracking_number, tracking_url, status FROM parcel ORDER BY parcel_no"
        self.assertEqual(rows(self.folder, query), expected)
        self.assertEqual(rows(self.folder, "SELECT parcel_id, line_no FROM parcel_line"), [("fulfilment-5", 1)])
        server = Server(self.folder, config)
        self.addCleanup(server.kill)
        self.shop.fulfilments[identifier][1]["is_fulfilled"] = True
        self.shop.change(identifier, status="processing", meta={"post_barcode": "999"})
        delivery = self.shop.deliveries[-1]
        self.assertEqual(server.request("POST", "/hooks/woocommerce", delivery.body, delivery.headers).status, 200)
        self.assertEqual(rows(self.folder, query)[0], expected[0])
        self.assertTrue(wait_until(lambda: [row[4] for row in rows(self.folder, query)] == ["in_transit", "in_transit"], 10), rows(self.folder, query))

    def test_the_environment_names_the_database(self):
        self.shop.place()
        self.configure(self.serve_shop())
        done = subprocess.run([PASOKH, "reconcile", "woocommerce", "--config", str(self.folder / "reconcile.json")], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "PASOKH_DB": str(self.folder / "other.db")})
        self.assertIn("1 added", done.stdout, done.stderr)
        self.assertTrue((self.folder / "other.db").exists())
        self.assertFalse((self.folder / "shop.db").exists())

    # --- a shop that does not answer well ---

    def test_pages_are_read_to_the_end_where_a_proxy_strips_their_number(self):
        for _ in range(230):
            self.shop.place()
        self.shop.tells_pages = False
        self.configure(self.serve_shop())
        self.assertIn("230 added", self.reconcile().stdout)
        self.assertIn("230 unchanged, 0 removed", self.reconcile().stdout)

    def test_a_page_of_more_orders_than_asked_for_is_refused_and_removes_nothing(self):
        for _ in range(120):
            self.shop.place()
        self.configure(self.serve_shop())
        self.reconcile()
        self.shop.page_size = 120
        done = self.reconcile()
        self.assertEqual(done.returncode, 1)
        self.assertIn("not a list of orders", done.stderr)
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM sales_order"), [(120,)])

    def test_a_busy_shop_is_asked_again_after_the_time_it_names(self):
        self.shop.place()
        self.configure(self.serve_shop())
        self.shop.faults = [(429, {"Retry-After": "2"}), (503, {})]
        begin = time.monotonic()
        self.assertIn("1 added", self.reconcile().stdout)
        self.assertGreater(time.monotonic() - begin, 3)

    def test_a_refused_key_a_wrong_address_and_a_page_that_is_no_list_are_told(self):
        address = self.serve_shop()
        self.configure(address)
        (self.folder / "woo.key").write_text("ck_wrong cs_wrong")
        done = self.reconcile()
        self.assertEqual(done.returncode, 1)
        self.assertIn("refuses the key (401)", done.stderr)
        self.assertNotIn("cs_wrong", done.stderr)
        self.configure(address + "/blog")
        self.assertIn("no such address (404)", self.reconcile().stderr)
        self.configure(address)
        self.shop.faults = [(302, {"Location": "https://elsewhere.example/"})]
        self.assertIn("redirects elsewhere", self.reconcile().stderr)
        self.shop.faults = [(200, {})]
        done = self.reconcile()
        self.assertEqual(done.returncode, 1)
        self.assertIn("not a list of orders", done.stderr)
        self.shop.faults = [(429, {"Retry-After": "86400"})]
        self.assertIn("asks to wait 86400 s", self.reconcile().stderr)

    def test_an_order_that_cannot_be_read_is_told_and_the_others_arrive(self):
        self.shop.place(total="a lot")
        self.shop.place()
        self.configure(self.serve_shop())
        done = self.reconcile()
        self.assertIn("1 added", done.stdout)
        self.assertIn("1 unreadable", done.stdout)
        self.assertIn("an order's total is missing or not valid", done.stderr)
        self.assertNotIn("a lot", done.stderr)

    def test_wrong_use_is_told(self):
        self.configure("https://shop.example")
        self.assertIn("--since", self.reconcile("--since", "yesterday").stderr)
        (self.folder / "woo.key").write_text("ck_only")
        self.assertIn("must hold two words", self.reconcile().stderr)
        (self.folder / "reconcile.json").write_text("{}")
        self.assertIn("does not name the shop", self.reconcile().stderr)
        self.assertFalse((self.folder / "shop.db").exists())


class Background(ReconcileTest):
    def test_the_server_brings_what_the_webhooks_lost(self):
        recent = int(time.time()) - 3600
        self.shop.second = recent
        identifier = self.shop.place()
        server = Server(self.folder, self.configure(self.serve_shop(), reconcile_minutes=1))
        self.addCleanup(server.kill)
        body = json.dumps({"number": str(identifier), "contact": {"email": f"sara{identifier}@example.ir"}}).encode()
        self.assertTrue(wait_until(lambda: server.request("POST", "/v1/orders/lookup", body, JSON_TYPE).status == 200, 10), server.stderr())
        self.assertEqual(server.stop(), 0)

    def told(self, server, delivery):
        return server.request("POST", "/hooks/woocommerce", delivery.body, delivery.headers).status

    def stored(self):
        return [number for number, in rows(self.folder, "SELECT number FROM sales_order ORDER BY number")]

    def test_an_address_without_the_shop_removes_no_order(self):
        ids = [self.shop.place() for _ in range(3)]
        server = Server(self.folder, {**self.configure(self.serve_shop(), fulfilments=True), "metrics_listen": "127.0.0.1:0"})
        self.addCleanup(server.kill)
        failed = 'pasokh_intake_total{source="reconcile",result="failed"}'
        self.shop.down = True
        for delivery in self.shop.deliveries:
            self.assertEqual(self.told(server, delivery), 200)
        self.assertTrue(wait_until(lambda: server.figures()[failed] > 0, 10), server.stderr())
        self.assertEqual(self.stored(), [str(identifier) for identifier in ids])
        self.assertEqual(server.figures()[failed], 1, "the others would fail like the first")
        self.assertIn("no such address (404)", server.stderr())

    def test_an_order_that_the_shop_has_no_more_is_removed_when_it_is_fetched(self):
        kept, gone = self.shop.place(), self.shop.place()
        server = Server(self.folder, {**self.configure(self.serve_shop(), fulfilments=True), "metrics_listen": "127.0.0.1:0"})
        self.addCleanup(server.kill)
        del self.shop.orders[gone]
        for delivery in self.shop.deliveries:
            self.assertEqual(self.told(server, delivery), 200)
        self.assertTrue(wait_until(lambda: self.stored() == [str(kept)], 10), server.stderr())

    def test_an_order_that_lost_lines_names_none_of_them(self):
        identifier = self.shop.place(status="processing", line_items=[{"id": 1, "name": "A", "quantity": 1}, {"id": 2, "name": "B", "quantity": 1}])
        self.shop.fulfilments[identifier] = [{"id": 5, "is_fulfilled": True, "meta_data": [{"key": "_items", "value": [{"item_id": 1, "qty": 1}, {"item_id": 2, "qty": 1}]}]}]
        config = self.configure(self.serve_shop(), fulfilments=True)
        self.assertEqual(self.reconcile().returncode, 0)
        server = Server(self.folder, config)
        self.addCleanup(server.kill)
        self.shop.down = True   # the fulfilments cannot be fetched again
        self.shop.change(identifier, line_items=[{"id": 1, "name": "A", "quantity": 1}])
        self.assertEqual(self.told(server, self.shop.deliveries[-1]), 200)
        body = json.dumps({"number": str(identifier), "contact": {"email": f"sara{identifier}@example.ir"}}).encode()
        found = server.request("POST", "/v1/orders/lookup", body, JSON_TYPE).json()
        self.assertEqual((len(found["lines"]), found["parcels"][0]["lines"]), (1, [0]))

    def test_a_shop_that_uses_no_fulfilments_any_more_loses_the_old_ones(self):
        identifier = self.shop.place(status="processing")
        self.shop.fulfilments[identifier] = [{"id": 5, "is_fulfilled": True, "meta_data": []}]
        address = self.serve_shop()
        self.configure(address, fulfilments=True)
        self.reconcile()
        self.assertEqual(rows(self.folder, "SELECT parcel_id FROM parcel"), [("fulfilment-5",)])
        self.configure(address)
        self.shop.change(identifier, status="pws-shipping")
        self.reconcile()
        self.assertEqual(rows(self.folder, "SELECT parcel_id FROM parcel"), [("order",)])

    def test_a_fetched_order_that_cannot_be_read_is_counted(self):
        identifier = self.shop.place()
        server = Server(self.folder, {**self.configure(self.serve_shop(), fulfilments=True), "metrics_listen": "127.0.0.1:0"})
        self.addCleanup(server.kill)
        self.shop.orders[identifier]["total"] = "a lot"
        self.assertEqual(self.told(server, self.shop.deliveries[0]), 200)
        self.assertTrue(wait_until(lambda: server.figures()['pasokh_intake_total{source="reconcile",result="unreadable"}'] == 1, 10), server.stderr())
        self.assertEqual(server.figures()['pasokh_intake_total{source="reconcile",result="written"}'], 0)

    def test_a_webhook_that_is_written_while_the_server_stops_does_not_hurt(self):
        self.shop.place()
        config = {**self.configure(self.serve_shop(), fulfilments=True), "deadlines_ms": {"stop": 10}}
        server = Server(self.folder, config)
        self.addCleanup(server.kill)
        delivery = self.shop.deliveries[0]
        head = "".join(f"{name}: {value}\r\n" for name, value in delivery.headers.items())
        with contextlib.closing(sqlite3.connect(self.folder / "shop.db", isolation_level=None)) as other, server.connect() as connection:
            other.execute("BEGIN IMMEDIATE")   # the writer waits for it
            connection.sendall(f"POST /hooks/woocommerce HTTP/1.1\r\nHost: x\r\nContent-Length: {len(delivery.body)}\r\n{head}\r\n".encode() + delivery.body)
            time.sleep(0.5)
            server.process.terminate()
            time.sleep(0.5)
            other.execute("ROLLBACK")
            self.assertEqual(server.stop(), 0, server.stderr())
        self.assertEqual(self.stored(), [str(identifier) for identifier in self.shop.ids()])

    def test_stopping_does_not_wait_for_a_shop_that_is_down(self):
        server = Server(self.folder, self.configure("http://127.0.0.1:9", reconcile_minutes=1))
        self.addCleanup(server.kill)
        time.sleep(0.5)
        begin = time.monotonic()
        self.assertEqual(server.stop(), 0)
        self.assertLess(time.monotonic() - begin, 3)


if __name__ == "__main__":
    import unittest
    unittest.main()
