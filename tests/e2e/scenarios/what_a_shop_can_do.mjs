// The public calls, and what customers see when something of ours cannot work.
import assert from "node:assert/strict";
import { eventually } from "../driver/children.mjs";
import { root } from "../driver/paths.mjs";
import { guide_title } from "../driver/stage.mjs";
import { words_of } from "../driver/words.mjs";

const heard = (page) => page.evaluate(() => JSON.parse(document.documentElement.dataset.heard));
const heard_names = async (page) => (await heard(page)).map(([name]) => name);

function hears(page, name) {
  return eventually(`the event "${name}"`, async () => (await heard_names(page)).includes(name));
}

export function what_a_shop_can_do(stage, lang) {
  const bare = (more) => stage.url(lang, { page: "bare.html", more });

  stage.test(lang, "Calls made before pasokh.js has come are carried out in their order.", async (page) => {
    await page.goto(bare("&early"));
    const english = words_of("en");
    await page.has("article", guide_title(root, "en", "returns/return-item"));
    const names = await heard_names(page);
    assert.equal(names[0], "ready");
    assert.ok(names.indexOf("search") < names.lastIndexOf("article"), `the search came first: ${names}`);
    await page.click("button", english.back);
    await page.has("searchbox", english.search_label);
  });

  stage.test(lang, "A page opens, closes, toggles, searches and shows a guide, the order form and the feedback form by calls.", async (page, words) => {
    await page.goto(bare());
    await page.pasokh("set", { lang });
    await page.pasokh("open");
    await page.settled(words);
    await hears(page, "open");
    await page.pasokh("close");
    await page.gone("dialog");
    await hears(page, "close");
    await page.pasokh("toggle");
    await page.has("dialog");
    await page.pasokh("toggle");
    await page.gone("dialog");
    await page.pasokh("search", "refund");
    await page.has("heading", words.results_title);
    await hears(page, "search");
    await page.pasokh("article", "returns/return-item");
    await page.has("article", guide_title(root, lang, "returns/return-item"));
    await hears(page, "article");
    await page.pasokh("order");
    await page.has("textbox", words.order_number_label);
    await page.pasokh("feedback");
    await page.has("textbox", words.comment_label);
    await page.pasokh("contact");
    await page.has("heading", words.card_contact_title);
    await page.pasokh("nonsense");
    await hears(page, "error");
  });

  stage.test(lang, "Language, colour and side change while the panel is open.", async (page, words) => {
    await page.goto(bare());
    await page.pasokh("open");
    await page.settled(words_of("fa"));
    const other = lang === "en" ? "ar" : "en";
    await page.pasokh("set", { lang: other, accent: "#7c3aed", position: "start" });
    await page.has("searchbox", words_of(other).search_label);
    await page.has("button", words_of(other).launcher);
    await page.becomes("the language of the panel", () => page.evaluate(() => globalThis.__e2e_probe.shadow().querySelector(".layer").lang), other);
    const button = await page.evaluate(() => getComputedStyle(globalThis.__e2e_probe.shadow().querySelector(".launcher")).backgroundColor);
    assert.equal(button, "rgb(124, 58, 237)");
    await page.pasokh("set", { lang });
    await page.has("searchbox", words.search_label);
  });

  stage.test(lang, "After destroy nothing is left, and the next call makes a new widget.", async (page, words) => {
    await page.goto(bare());
    await page.pasokh("set", { lang });
    await page.pasokh("open");
    await page.settled(words);
    await page.pasokh("destroy");
    assert.equal(await page.evaluate(() => document.querySelector("pasokh-widget")), null);
    await page.pasokh("set", { lang });
    await page.pasokh("open");
    await page.settled(words);
    assert.equal(await page.evaluate(() => document.querySelectorAll("pasokh-widget").length), 1);
  });

  stage.test(lang, "data-theme says dark and the panel is dark.", async (page) => {
    await page.goto(stage.url(lang, { page: "dark.html" }));
    await page.pasokh("open");
    await page.settled(words_of("fa"));
    const light = await page.evaluate(() => {
      const panel = globalThis.__e2e_probe.shadow().querySelector(".panel");
      const [r, g, b] = getComputedStyle(panel).backgroundColor.match(/\d+/g).map(Number);
      return (r + g + b) / 3;
    });
    assert.ok(light < 60, `the ground is dark: ${light}`);
  });

  stage.test(lang, "A page that forbids WebAssembly gets the plain contact card.", async (page) => {
    page.expect_console(/wasm|WebAssembly|Content.Security.Policy|unsafe-eval/i);
    page.expect_console(/^script-src wasm-eval/);
    await page.goto(stage.url(lang, { page: "no-wasm.html" }));
    await page.click("button", words_of("fa").launcher);
    await page.has("heading", words_of("fa").launcher);
    await page.has_channels();
    await hears(page, "error");
    await page.press("Escape");
    await page.gone("dialog");
  });

  stage.test(lang, "A damaged knowledge base is refused, and the ways to reach a person show.", async (page) => {
    page.expect_console(/knowledge base is damaged/);
    const words = words_of("fa");
    await page.goto(stage.url(lang, { page: "damaged.html" }));
    await page.pasokh("open");
    await page.settled(words);
    await page.says(words.knowledge_failed_title);
    await page.has_channels();
    await hears(page, "error");
    await page.tab(words.tab_orders);
    await page.has("textbox", words.order_number_label);
  });

  stage.test(lang, "Two tabs with the same waiting answer send it once.", async (page, words) => {
    page.expect_console(/ERR_|NetworkError|Failed to load|\/v1\/feedback/);
    const comment = `two tabs ${stage.modality.name} ${lang}`;
    await page.goto(bare());
    await page.pasokh("set", { lang });
    await page.pasokh("feedback");
    await page.has("textbox", words.comment_label);
    stage.wire.refuse = (entry) => entry.path === "/v1/feedback";
    await page.click("radio", words.score_5, { part: true });
    await page.fill(words.follow_high, comment);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    const other = await page.second_tab();
    other.expect_console(/ERR_|NetworkError|Failed to load|\/v1\/feedback/);
    await other.goto(bare());
    await other.pasokh("set", { lang });
    await other.pasokh("feedback");
    await other.says(comment);
    stage.wire.refuse = () => false;
    const press = (tab) => tab.evaluate((name) => globalThis.__e2e_probe.find("button", name)[0]?.click(), words.retry_now);
    await Promise.all([press(page), press(other)]);
    await page.send_now("the answer is stored", () => stage.server.feedback_with(comment).length === 1);
    await page.send_now("an empty outbox", async () => (await page.outbox()).length === 0);
    const sent = stage.wire.log.filter((entry) => entry.path === "/v1/feedback" && entry.status !== 0);
    assert.equal(new Set(sent.map((entry) => JSON.parse(entry.body).id)).size, 1, "one id");
    assert.equal(stage.server.feedback_with(comment).length, 1, "stored once");
  });
}
