// T13: two hundred hostile texts through guides, orders, feedback, requests, configuration and what people type. None of them runs,
// and none becomes more than text: no element, no handler, no address of a scheme that is not allowed.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../driver/children.mjs";
import { found_hostile, hostile_addresses, hostile_texts, watch_for_execution } from "../driver/hostile.mjs";
import { make_pack } from "../driver/server.mjs";

const kPhone = "09120000045";
const kPerPage = 15;
const kPerSearch = 4;
const kTestMs = 240_000;
/** Characters that the server refuses in what it stores, which has tests of its own. */
const stored = hostile_texts.map((text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u200b\u2028\u202a-\u202e\u2066-\u2069]/g, ""));
const pages_of = (texts, size = kPerPage) => Array.from({ length: Math.ceil(texts.length / size) }, (_, page) => texts.slice(page * size, (page + 1) * size));
const one_line = (text) => text.replace(/\s+/g, " ");

/** Front matter knows no backslash. */
const title_of = (texts) => texts[0].replace(/\\/g, "");

function write_guides(folder) {
  for (const [nth, texts] of pages_of(stored.map(one_line)).entries()) {
    const quoted = (text) => JSON.stringify(text.replace(/\\/g, ""));
    const body = texts.map((text) => `## ${text}\n\n${text}\n\nBefore ${text} after, \`${text}\`, [${text}](<${text}>), ![${text}](<${text}>) and <${text}>.\n\n- ${text}\n\n> ${text}\n\n| ${text} | b |\n|---|---|\n| ${text} | [x](${text}) |\n\n\`\`\`\n${text}\n\`\`\``);
    writeFileSync(join(folder, `g${nth}.md`), `---\ntitle: ${JSON.stringify(title_of(texts))}\nlang: fa\ncategory: ${quoted(texts[1])}\ntags: [${quoted(texts[2])}]\nfeatured: true\npages: [/*]\n---\n${body.join("\n\n")}\n`);
  }
}

function write_orders(file) {
  const orders = pages_of(stored.map(one_line)).map((texts, nth) => ({
    number: `H-${nth + 1}`, placed_at: "now-3d", updated_at: "now-1h", state: "open", raw_status: texts[0], phone: kPhone, total: 1000, currency: "IRT", city: texts[1],
    lines: texts.map((title) => ({ title, quantity: 1 })),
    parcels: [{ id: "1", carrier: texts[2], status: "unknown", tracking_number: texts[4], tracking_url: `https://x.example/?${texts[5]}`, delay_reason: "weather",
                events: texts.map((text, hour) => ({ at: `now-${hour + 1}h`, status: "in_transit", text, city: text })) }],
  }));
  writeFileSync(file, JSON.stringify(orders));
  return file;
}

/** What a careless or hostile hand may write into the configuration, and the server takes. */
function settings(folder, site) {
  mkdirSync(join(folder, "content/fa"), { recursive: true });
  write_guides(join(folder, "content/fa"));
  make_pack(join(folder, "content"), join(site, "hostile.pack"));
  const short = stored.map(one_line).filter((text) => text.length <= 150);
  const channels = short.slice(0, 20).map((text) => ({ kind: "phone", label: { fa: text }, value: text, url: `https://x.example/?${text}` }));
  const surveys = [{ id: "guides", kind: "effort", trigger: "article_read", question: { fa: short[21] } }];
  const holidays = [{ from: "2020-01-01", until: "2035-01-01", name: { fa: short[22] }, hours: [] }];
  return { orders: [write_orders(join(folder, "hostile.json"))], changes: { shop: { name: { fa: short[20] }, channels, surveys, holidays, ask_at_most_every_days: 1 } } };
}

export function nothing_runs(stage, lang) {
  const hostile = async (page) => {
    const shop = await stage.house.shop("hostile", settings);
    await page.before_scripts(watch_for_execution);
    page.expect_console(/net::|ERR_|Failed to load|NetworkError|40[034]|URL|\/x$/);
    shop.wire.reset();
    shop.wire.rewrite = (_, headers, bytes) => {
      delete headers["content-security-policy"];   // what the page does not run must not be the policy's merit
      return bytes;
    };
    return shop;
  };
  const address = (wire) => `${wire.origin}/open-${stage.modality.mode}.html`;
  const is_harmless = async (page, where) => assert.deepEqual(await page.evaluate(found_hostile), [], where);
  const open = async (page, words, wire) => {
    await page.goto(address(wire));
    await page.pasokh("set", { lang });
    await page.pasokh("open");
    await page.settled(words);
  };

  stage.test(lang, "The watch sees what runs: two of the texts as markup in a page of this shop do.", async (page) => {
    const { wire } = await hostile(page);
    await page.goto(address(wire));
    await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=__xss()><svg onload=__xss()>"));
    await page.wait("an execution", () => globalThis.__xss_ran.length >= 1);
  });

  stage.test(lang, `None of ${hostile_texts.length} hostile texts runs in a guide, an order, a request or an answer.`, async (page, words) => {
    const { server, wire } = await hostile(page);
    await open(page, words, wire);
    await is_harmless(page, "home");
    for (const [nth, texts] of pages_of(stored.map(one_line)).entries()) {
      await page.pasokh("article", `g${nth}`);
      await page.has("article", title_of(texts));
      await page.still();
      await is_harmless(page, `guide ${nth}`);
    }
    await page.pasokh("contact");
    await page.still();
    await is_harmless(page, "contact");

    for (const [nth, texts] of pages_of(stored).entries()) {
      await page.pasokh("order", `H-${nth + 1}`);
      if (nth === 0) await page.fill(words.order_contact_label, kPhone);
      await page.click("button", words.order_submit);
      await page.has("heading", words.order_heading.replace("{number}", `H-${nth + 1}`));
      if (nth === 0) await page.says(one_line(texts[6]));
      await page.still();
      await is_harmless(page, `order ${nth + 1}`);
    }

    let code;
    let key;
    for (const texts of pages_of(stored)) {
      const receipt = await server.write(lang, texts.join("\n"), kPhone);
      ({ code, key } = receipt);
      server.command("requests", "reply", code, "--text", texts.join("\n"));
      await page.pasokh("contact");
      await page.click("button", words.request_have_code, { part: true });
      await page.fill(words.request_code_label, code);
      await page.fill(words.order_contact_label, kPhone);
      await page.click("button", words.request_find);
      await page.says(words.request_state_answered);
      await page.still();
      await is_harmless(page, "a request");
    }
    assert.ok(key.length > 0);

    for (const texts of pages_of(stored)) {
      await page.pasokh("feedback");
      await page.click("radio", words.score_5, { part: true });
      await page.wait("the comment", ({ name, text }) => {
        const field = globalThis.__e2e_probe.find("textbox", name)[0];
        if (field) field.value = text;
        return field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }, { name: words.follow_high, text: texts.join("\n").slice(0, 990) });
      await page.still();
      await page.click("button", words.feedback_submit);
      await page.says(words.feedback_sent_title);
      await is_harmless(page, "an answer");
      await page.click("button", words.feedback_again);
    }
  }, { timeout_ms: kTestMs });

  stage.test(lang, "Nor where it is typed, called by the page, or told by a server that cannot be trusted.", async (page, words) => {
    const { wire } = await hostile(page);
    const strip = wire.rewrite;
    const channels = hostile_addresses.map((url) => ({ kind: "phone", label: { fa: url }, value: url, url }));
    wire.rewrite = (entry, headers, bytes) => {
      strip(entry, headers, bytes);
      return entry.path === "/v1/config" ? Buffer.from(JSON.stringify({ ...JSON.parse(bytes), channels: channels.slice(0, 20), help_url: hostile_addresses[0] })) : bytes;
    };
    page.expect_console(/pasokh: \/(channels|shop)/);   // the core refuses such a configuration
    await open(page, words, wire);
    await page.pasokh("contact");
    await page.still();
    await is_harmless(page, "channels");
    for (const texts of pages_of(hostile_texts, kPerSearch)) {
      await page.pasokh("search", texts.join(" "));
      await page.still();
      await is_harmless(page, `search ${texts}`);
    }
    for (const text of hostile_addresses) {
      for (const call of ["article", "category", "order", "request", "feedback", "order-link"]) await page.pasokh(call, text);
      await page.pasokh("set", { lang: text, theme: text, accent: text, label: text });
      await page.still();
      await is_harmless(page, `calls with ${text}`);
    }

    // The same configuration on the contact card, when the core cannot be had.
    wire.refuse = (entry) => entry.path.endsWith(".wasm");
    page.expect_console(/wasm|WebAssembly/i);
    for (let at = 0; at < channels.length; at += 20) {
      const some = channels.slice(at, at + 20);
      wire.rewrite = (entry, headers, bytes) => (strip(entry, headers, bytes), entry.path === "/v1/config" ? Buffer.from(JSON.stringify({ channels: some, help_url: some[0].url })) : bytes);
      await page.goto(address(wire));
      await page.pasokh("open");
      await eventually("the card", async () => (await page.count("heading")) > 0);
      await is_harmless(page, "the contact card");
    }
  }, { timeout_ms: kTestMs });
}
