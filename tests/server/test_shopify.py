"""`pasokh import orders` of Shopify's own export."""
import csv
import io
import json
import subprocess

from harness import FolderTest, JSON_TYPE, PASOKH, Server, import_orders, rows

COLUMNS = ["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total",
           "Discount Code", "Discount Amount", "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem compare at price",
           "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing City", "Billing Phone",
           "Shipping Name", "Shipping City", "Shipping Phone", "Notes", "Cancelled at", "Payment Method", "Vendor", "Outstanding Balance", "Id", "Tags", "Risk Level", "Source", "Phone"]
ORDER = {"Name": "#1001", "Email": "sara@example.com", "Financial Status": "paid", "Fulfillment Status": "unfulfilled", "Currency": "AED", "Total": "125.50",
         "Created at": "2026-11-01 10:30:00 +0400", "Lineitem quantity": "2", "Lineitem name": "Mug, blue", "Lineitem fulfillment status": "pending",
         "Shipping City": "دبي", "Id": "5550001", "Phone": "'+971501234567", "Notes": "leave at\nthe door"}


def line(**changes):
    return {**ORDER, **changes}


def more(name="Filter", quantity="1", status="pending", number="#1001"):
    return {"Name": number, "Email": ORDER["Email"], "Lineitem quantity": quantity, "Lineitem name": name, "Lineitem fulfillment status": status}


class Shopify(FolderTest):
    def load(self, lines, *arguments, columns=COLUMNS, name="orders_export.csv"):
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)
        return import_orders(self.folder, text=out.getvalue().encode(), name=name, arguments=arguments)

    def found(self, number="1001", **contact):
        if not hasattr(self, "server"):
            self.server = Server(self.folder)
            self.addCleanup(self.server.kill)
        body = json.dumps({"number": number, "contact": contact or {"email": "sara@example.com"}}).encode()
        return self.server.request("POST", "/v1/orders/lookup", body, JSON_TYPE).json()

    def test_rows_of_one_name_are_one_order_found_by_its_header_alone(self):
        done = self.load([line(), more(), more("Plate", "3")])
        self.assertEqual((done.returncode, done.stdout.split(": ", 1)[1]), (0, "1 added, 0 updated, 0 unchanged\n"), done.stderr)
        found = self.found(phone="+971501234567")
        self.assertEqual((found["number"], found["city"], found["total"], found["placed_at"]), ("#1001", "دبي", {"minor": 12550, "currency": "AED"}, "2026-11-01T06:30:00Z"))
        self.assertEqual(found["lines"], [{"title": "Mug, blue", "quantity": 2}, {"title": "Filter", "quantity": 1}, {"title": "Plate", "quantity": 3}])
        self.assertEqual(rows(self.folder, "SELECT order_id, source FROM sales_order"), [("shopify:5550001", "shopify")])

    def test_statuses(self):
        expected = [("unfulfilled", "paid", "", "open", []), ("fulfilled", "paid", "", "completed", ["in_transit"]), ("partial", "paid", "", "open", ["in_transit", "pending"]),
                    ("restocked", "refunded", "", "cancelled", []), ("unfulfilled", "voided", "", "cancelled", []), ("unfulfilled", "paid", "2026-11-02 00:00:00 +0000", "cancelled", []),
                    ("unfulfilled", "expired", "", "failed", []), ("fulfilled", "refunded", "", "completed", ["in_transit"]), ("on_hold_by_robot", "paid", "", "open", ["unknown"])]
        lines = []
        for i, (fulfilment, financial, cancelled, _, _) in enumerate(expected):
            number = f"#{2000 + i}"
            lines += [line(**{"Name": number, "Id": str(i + 1), "Fulfillment Status": fulfilment, "Financial Status": financial, "Cancelled at": cancelled, "Lineitem fulfillment status": "fulfilled"}),
                      more(number=number)]
        self.assertEqual(self.load(lines).returncode, 0)
        for i, (fulfilment, financial, _, state, parcels) in enumerate(expected):
            found = self.found(f"{2000 + i}")
            self.assertEqual((found["state"], [one["status"] for one in found["parcels"]]), (state, parcels), (fulfilment, financial))
        self.assertEqual([one["lines"] for one in self.found("2002")["parcels"]], [[0], [1]])
        self.assertEqual(self.found("2008")["parcels"][0]["raw_status"], "on_hold_by_robot")

    def test_letters_that_repaint_a_screen_are_taken_out(self):
        self.assertEqual(self.load([line(**{"Lineitem name": "a\u202eb\u0007", "Shipping City": "x\u202ay"})]).returncode, 0)
        found = self.found()
        self.assertEqual((found["lines"][0]["title"], found["city"]), ("ab", "xy"))

    def test_a_later_export_replaces(self):
        self.load([line()])
        self.assertIn("0 added, 1 updated", self.load([line(**{"Fulfillment Status": "fulfilled"})]).stdout)
        self.assertEqual(self.found()["state"], "completed")

    def test_orders_without_a_usable_contact_are_told(self):
        done = self.load([line(**{"Email": "", "Phone": "call me"}), line(**{"Name": "#1002", "Id": "2", "Phone": "12"})])
        self.assertIn("2 added, 0 updated, 0 unchanged; 1 without a usable phone or e-mail", done.stdout)

    def test_faults_are_told_with_their_lines_and_nothing_is_imported(self):
        done = self.load([line(), line(**{"Name": "#2", "Created at": "yesterday"}), line(**{"Name": "#3", "Total": "much"}), line(**{"Name": "#4", "Currency": "dirham"}),
                          more(number=""), more(quantity="x"), line(**{"Name": "#5", "Created at": ""})])
        self.assertEqual(done.returncode, 1)
        # "Notes" of a full row spans two lines.
        for words in ("orders_export.csv:4: Created at: \"yesterday\"", "orders_export.csv:6: Total: \"much\"", "orders_export.csv:10: Name: is empty",
                      "orders_export.csv:11: Lineitem quantity: \"x\"", "orders_export.csv:12: Created at: is empty", "nothing was imported"):
            self.assertIn(words, done.stderr)
        self.assertFalse((self.folder / "shop.db").exists())
        done = self.load([line(**{"Currency": "dirham"})])
        self.assertIn("orders_export.csv:2: currency: \"dirham\"", done.stderr)

    def test_the_format_may_be_named(self):
        done = self.load([line()], "--format", "pasokh")
        self.assertIn("Name: unknown column", done.stderr)
        done = self.load([line()], "--format", "shopify", columns=[name for name in COLUMNS if name not in ("Financial Status", "Total")])
        self.assertIn("orders_export.csv:1: Total: the column is missing; is this Shopify's export of orders?", done.stderr)
        self.assertEqual(self.load([line()], "--format", "magento").returncode, 105)
        self.assertIn("Shopify's export is a .csv file", self.load([line()], "--format", "shopify", name="orders.json").stderr)


if __name__ == "__main__":
    import unittest
    unittest.main()
