// Orders without typing: by a signed link, and for who is signed in; and the work that guests do once too many have guessed.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { check_with_axe, load_axe } from "../driver/axe.mjs";
import { keep } from "../driver/picture.mjs";
import { clear } from "./forms.mjs";

const kKey = "0123456789abcdef0123456789abcdef";
const kNumber = "SRV-10245";
const kPhone = "09120000045";
const kMine = [["MINE-1", "now-20d", "completed"], ["MINE-2", "now-3d", "open"], ["MINE-3", "now-1d", "open"]];

/** A shop that signs its customers in, and asks guests for work after one miss. */
const settings = (folder) => {
  writeFileSync(join(folder, "identity.key"), `${kKey}\n`);
  const orders = kMine.map(([number, placed_at, state]) => ({
    number, placed_at, state, phone: kPhone, customer_ref: "customer-7", total: 1850000, currency: "IRT", updated_at: placed_at,
    lines: [{ title: "قهوه‌ساز سرو مدل ۳۰۰", quantity: 1 }],
    parcels: [{ id: "1", carrier: "پست پیشتاز", status: state === "completed" ? "delivered" : "in_transit", events: [{ at: placed_at, status: state === "completed" ? "delivered" : "in_transit", text: "", city: "تهران" }] }],
  }));
  const file = join(folder, "mine.json");
  writeFileSync(file, JSON.stringify([...orders, { ...orders[0], number: "THEIRS-1", customer_ref: "customer-8" }]));
  return { orders: [file], changes: { identity_secret_file: "identity.key", limits: { misses_before_challenge: 1, challenge_bits: 10, challenges_per_minute: 0, views_per_minute: 0 } } };
};

function jwt(claims) {
  const now = Math.floor(Date.now() / 1000);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part({ aud: "demo", sub: "customer-7", iat: now, exp: now + 600, ...claims })}`;
  return `${signed}.${createHmac("sha256", kKey).update(signed).digest("base64url")}`;
}

export function whose_order_is_it(stage, lang) {
  const shop = () => stage.house.shop("signing", settings);
  const heading = (words, number) => words.order_heading.replace("{number}", number);

  stage.test(lang, "A signed link opens its order, leaves no token in the address, and a changed one opens nothing.", async (page, words) => {
    const { server, wire } = await shop();
    const link = server.command("link", kNumber, "--page", stage.url(lang, { wire })).trim();
    const token = link.split("#pasokh-order=")[1];
    await page.goto(link);
    await page.has("heading", heading(words, kNumber));
    assert.equal(await page.evaluate(() => location.href.includes("pasokh-order")), false);
    assert.equal((await page.dump()).includes(token), false, "the token is kept nowhere");
    assert.equal(wire.log.some((entry) => entry.url.includes(token)), false, "and in no address");
    page.expect_console(/403/);
    const other = token.at(-5) === "A" ? "B" : "A";
    await page.goto("about:blank");
    await page.goto(link.replace(token, `${token.slice(0, -5)}${other}${token.slice(-4)}`));
    await page.says(words.order_pass_ended);
    await page.has("textbox", words.order_number_label);
  });

  stage.test(lang, "Who is signed in sees their own orders, newest first, opens one without typing, and nobody else's; signing out takes them away.", async (page, words) => {
    const { wire } = await shop();
    page.expect_console(/403/);
    await page.goto(stage.url(lang, { wire }));
    await load_axe(page);
    await page.open_panel(words);
    await page.pasokh("identify", jwt());
    await page.tab(words.tab_orders);
    await page.has("heading", words.own_orders_title);
    await page.still();
    const rows = (await page.names("button")).filter((name) => /MINE|THEIRS/.test(name));
    assert.deepEqual(rows.map((name) => /[A-Z]+-\d/.exec(name)[0]), ["MINE-3", "MINE-2", "MINE-1"]);
    await check_with_axe(page, "your orders");
    await keep(page, `${lang}-light-360-own-orders-${stage.modality.mode}`);
    await page.click("button", heading(words, "MINE-2"), { part: true });
    await page.has("list", words.order_progress);
    await page.pasokh("identify", "");
    await page.tab(words.tab_orders);
    await page.has("textbox", words.order_number_label);
    assert.equal((await page.panel_text()).includes("MINE-"), false);
    await page.pasokh("identify", jwt({ exp: Math.floor(Date.now() / 1000) - 60 }));
    await page.tab(words.tab_home);
    await page.tab(words.tab_orders);
    await page.has("textbox", words.order_number_label);
    assert.equal((await page.panel_text()).includes("MINE-"), false, "a sign-in that has ended shows nothing");
  }, { width: 360, height: 740 });

  stage.test(lang, "After too many misses a lookup needs a proof of work, which the widget does without a word.", async (page, words) => {
    const { wire } = await shop();
    wire.reset();
    page.expect_console(/40[34]/);
    await page.goto(stage.url(lang, { wire }));
    await page.open_panel(words);
    await page.tab(words.tab_orders);
    const look_up = async (number) => {
      await clear(page, words.order_number_label);
      await page.type(number);
      await page.click("button", words.order_submit);
    };
    await page.fill(words.order_contact_label, kPhone);
    for (const number of ["NONE-1", "NONE-2"]) {
      await look_up(number);
      await page.says(words.order_missed);
    }
    await look_up(kNumber);
    await page.has("heading", heading(words, kNumber));
    const lookups = wire.log.filter((entry) => entry.path === "/v1/orders/lookup");
    assert.ok(lookups.some((entry) => entry.status === 403), "the server asked for work");
    assert.ok("pow" in JSON.parse(lookups.at(-1).body) && lookups.at(-1).status === 200, "the lookup that was answered carried it");
  });
}
