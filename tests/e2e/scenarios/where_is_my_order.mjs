// "Where is my order?": the right details show it, all wrong ones look the same.
import assert from "node:assert/strict";
import { fixed_part, local_digits, plain_digits } from "../driver/words.mjs";
import { clear } from "./forms.mjs";

const kPhone = "09120000045";
const kOnTime = "SRV-10244";
const kLate = "SRV-10245";
const kLateDays = 3;
const kLocales = { fa: "fa-IR-u-ca-persian", ar: "ar-EG-u-ca-gregory", en: "en-GB" };

async function open_form(stage, page, words, lang) {
  await page.goto(stage.url(lang));
  await page.open_panel(words);
  await page.tab(words.tab_orders);
  await page.has("textbox", words.order_number_label);
}

async function look_up(page, words, number, contact) {
  await page.fill(words.order_number_label, number);
  await page.fill(words.order_contact_label, contact);
  await page.click("button", words.order_submit);
}

function date_parts(lang, at) {
  const parts = new Intl.DateTimeFormat(kLocales[lang], { timeZone: "Asia/Tehran", day: "numeric", month: "long", year: "numeric" }).formatToParts(new Date(at));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

export function where_is_my_order(stage, lang) {
  stage.test(lang, "The right number and phone show the steps, the history, the carrier's link and the reader's dates; a late order says how late.", async (page, words) => {
    await open_form(stage, page, words, lang);
    // As people write them: small letters and a space, and the digits of their own keyboard.
    await look_up(page, words, "srv 10244", local_digits(lang, kPhone));
    await page.has("heading", words.order_heading.replace("{number}", kOnTime));
    await page.has("list", words.order_progress);
    const steps = await page.evaluate((name) => {
      const items = Array.from(globalThis.__e2e_probe.find("list", name)[0].querySelectorAll("[role=listitem]"));
      return { count: items.length, current: items.filter((item) => item.getAttribute("aria-current")).length };
    }, words.order_progress);
    assert.deepEqual(steps, { count: 5, current: 1 }, "five steps, one of them current");
    await page.has("heading", words.timeline);
    const link = await page.handle("link", words.track_on_carrier, { part: true });
    const target = await link.evaluate((element) => ({ href: element.href, target: element.target, rel: element.rel }));
    assert.match(target.href, /^https:\/\//);
    assert.deepEqual([target.target, target.rel], ["_blank", "noopener noreferrer"]);
    const [{ placed_at }] = stage.server.rows("SELECT placed_at FROM sales_order WHERE number = ?", kOnTime);
    const date = date_parts(lang, placed_at);
    const text = await page.panel_text();
    const line = text.slice(text.indexOf(fixed_part(words.order_placed)), text.indexOf(fixed_part(words.order_placed)) + 60);
    for (const part of [date.day, date.month, date.year]) assert.ok(plain_digits(line).includes(plain_digits(part)), `"${line}" has ${part}`);
    assert.equal(await page.evaluate(() => location.href.includes("SRV") || document.cookie !== ""), false, "the order leaves no trace in the page's address or cookies");
    const kept = await page.storage();
    assert.deepEqual([kept.local, kept.session, await page.outbox() ?? []], [[], [], []], "the order is not kept on the device");

    await page.click("button", words.order_another);
    await page.has("textbox", words.order_number_label);
    await clear(page, words.order_number_label);
    await clear(page, words.order_contact_label);
    await look_up(page, words, kLate, "sara@example.ir");
    await page.has("heading", words.order_heading.replace("{number}", kLate));
    const form = new Intl.PluralRules(lang).select(kLateDays);
    const late = (words.order_late_days[form] ?? words.order_late_days.other).replace("{count}", local_digits(lang, kLateDays));
    await page.says(late);
    await page.says(words.delay_weather);
  });

  stage.test(lang, "A wrong number, a wrong phone and an order that is not there look the same on the screen and on the wire.", async (page, words) => {
    page.expect_console(/404/);
    await open_form(stage, page, words, lang);
    const seen = [];
    for (const [number, contact] of [["SRV-99999", kPhone], [kLate, "09129999999"], ["SRV-88888", "nobody@example.ir"]]) {
      await look_up(page, words, number, contact);
      await page.says(words.order_missed);
      await page.still();
      const alert = (await page.names("alert")).filter((name) => name !== "");
      seen.push(JSON.stringify(alert));
      await clear(page, words.order_number_label);
      await clear(page, words.order_contact_label);
    }
    assert.equal(new Set(seen).size, 1, `one message: ${seen}`);
    const answers = stage.wire.log.filter((entry) => entry.path === "/v1/orders/lookup").map((entry) => `${entry.status} ${entry.answer}`);
    assert.equal(answers.length, 3);
    assert.equal(new Set(answers).size, 1, "the same bytes");
  });
}
