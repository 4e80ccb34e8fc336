// The views that people see, and how to get to each: for tests that look at all of them.
import { root } from "../driver/paths.mjs";
import { guide_title } from "../driver/stage.mjs";

const kQueries = { fa: "مرجوع", ar: "إرجاع", en: "refund" };
const kSlips = { fa: "sthva", ar: "hv[hu", en: "قثبعدی" };
const kOrder = "SRV-10245";
const kContact = "sara@example.ir";
const kWrittenAt = new Date().toISOString();
const kMessages = { fa: "قهوه‌ساز شکسته رسید.\nعکسش را کجا بفرستم؟", ar: "وصلت ماكينة القهوة مكسورة.\nأين أرسل صورتها؟", en: "The coffee maker came broken.\nWhere do I send a photo?" };

/** What a customer wrote from another device: the same for every page that asks, since its id is. Gives its code. */
function known_request(page, lang) {
  const id = `01KBZ3NDEKTSV4RRFFQ69G5FA${"VWX"[["fa", "ar", "en"].indexOf(lang)]}`;
  const body = JSON.stringify({ id, topic: "damaged", message: kMessages[lang], contact: kContact, order_number: kOrder, lang, occurred_at: kWrittenAt });
  return page.evaluate(async (body) => (await (await fetch("/v1/requests", { method: "POST", headers: { "Content-Type": "application/json" }, body })).json()).code, body);
}

/** Name of the view -> brings the open page there, whichever view it shows now. */
export const views = {
  home: async (page, words) => {
    await page.pasokh("home");
    await page.has("button", words.card_order_hint, { part: true });
  },
  results: async (page, words, lang) => {
    await page.pasokh("search", kQueries[lang]);
    await page.has("heading", words.results_title);
    await page.has("button", guide_title(root, lang, lang === "en" ? "refunds/refund-time" : "returns/return-item"), { part: true });
  },
  corrected: async (page, words, lang) => {
    await page.pasokh("search", kSlips[lang]);
    await page.has("button", words.search_instead.replace("{query}", kSlips[lang]));
  },
  suggestions: async (page, words, lang) => {
    await page.pasokh("search", kQueries[lang].slice(0, 3));
    await page.has("list", words.completions);
  },
  nothing: async (page, words) => {
    await page.pasokh("search", "zzqqxx");
    await page.has("button", words.tell_shop);
  },
  article: async (page, words, lang) => {
    await page.pasokh("article", "returns/return-item");
    await page.has("article", guide_title(root, lang, "returns/return-item"));
  },
  "article-table": async (page, words, lang) => {
    await page.pasokh("article", "refunds/refund-method");
    await page.has("article", guide_title(root, lang, "refunds/refund-method"));
  },
  "order-form": async (page, words) => {
    await page.pasokh("order");
    await page.has("textbox", words.order_number_label);
  },
  "order-status": async (page, words) => {
    await page.pasokh("order");
    await page.has("textbox", words.order_number_label);
    if ((await page.evaluate((name) => globalThis.__e2e_probe.find("textbox", name)[0].value, words.order_number_label)) === "") {
      await page.fill(words.order_number_label, kOrder);
      await page.fill(words.order_contact_label, kContact);
    }
    await page.click("button", words.order_submit);
    await page.has("heading", words.order_heading.replace("{number}", kOrder));
  },
  feedback: async (page, words) => {
    await page.pasokh("feedback");
    await page.has("textbox", words.comment_label);
  },
  contact: async (page, words) => {
    await page.pasokh("contact");
    await page.has("heading", words.card_contact_title);
  },
  "request-form": async (page, words) => {
    await page.pasokh("request");
    await page.has("textbox", words.request_message_label);
  },
  "request-thread": async (page, words, lang) => {
    const code = await known_request(page, lang);
    await page.pasokh("contact");
    await page.click("button", words.request_have_code, { part: true });
    await page.fill(words.request_code_label, code);
    await page.fill(words.order_contact_label, kContact);
    await page.click("button", words.request_find);
    await page.has("heading", words.topic_damaged);
  },
};
