// What waits on the device: sealed, never lost in silence, and no word of it for whoever reads the browser's storage (T19).
import assert from "node:assert/strict";
import { eventually } from "../driver/children.mjs";
import { keep } from "../driver/picture.mjs";
import { local_digits } from "../driver/words.mjs";
import { fill_form, write_request } from "./forms.mjs";

const kMail = "canary.bird@kanari.example";
const kPhone = "09127654321";
const kMessage = "kanarienvogel qanari";
/** None of these may be found, however they are written. */
const kCanaries = ["canary.bird", "kanari.example", "9127654321", local_digits("fa", "9127654321"), "kanarienvogel"];
const kNarrow = { width: 360, height: 740 };
const kLost = /ERR_|NetworkError|Failed to load|\/v1\//;
/** As versions before the seal kept it. */
const old_item = (comment) => ({
  id: "01KBZ3NDEKTSV4RRFFQ69G5FAV", path: "/v1/feedback", created_at: Date.now() - 1000, tries: 1, next_at: 0,
  body: JSON.stringify({ id: "01KBZ3NDEKTSV4RRFFQ69G5FAV", kind: "csat", score: 4, comment, lang: "fa", occurred_at: new Date().toISOString() }),
});

async function has_no_canary(page, where) {
  const dump = await page.dump();
  assert.deepEqual(kCanaries.filter((word) => dump.includes(word)), [], `nothing of the customer in the storage: ${where}`);
}

function clear_store(page, store) {
  return page.evaluate((store) => new Promise((done) => {
    const request = indexedDB.open("pasokh:demo");
    request.onsuccess = () => {
      const transaction = request.result.transaction(store, "readwrite");
      transaction.objectStore(store).clear();
      transaction.oncomplete = () => done(request.result.close());
    };
  }), store);
}

export function what_the_device_keeps(stage, lang) {
  const open = async (page, words) => {
    page.expect_console(kLost);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
  };
  const requests_with = (message) => stage.server.rows("SELECT m.text FROM request_message m WHERE m.text = ?", message);

  stage.test(lang, "Through all forms, waiting or sent, no word of the customer stands in the browser's storage.", async (page, words) => {
    await open(page, words);
    stage.wire.refuse = (entry) => ["/v1/feedback", "/v1/requests", "/v1/unanswered"].includes(entry.path);
    await write_request(page, words, { message: `${kMessage} ${kPhone}`, contact: kMail });
    await has_no_canary(page, "a request being written");
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await fill_form(page, words, lang, 2, `${kMessage} ${kMail}`);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await page.pasokh("article", "returns/return-item");
    await page.click("button", words.article_no);
    await page.click("radio", words.vote_reason_other);
    await page.fill(words.comment_label, kMail);
    await page.click("button", words.feedback_submit);
    await page.pasokh("search", `zzqqxx ${kPhone}`);
    await page.click("button", words.tell_shop);
    await page.tab(words.tab_orders);
    await page.fill(words.order_number_label, "SRV-10245");
    await page.fill(words.order_contact_label, kPhone);
    await page.click("button", words.order_submit);
    await page.says(words.order_missed);
    await eventually("all of it waits", async () => (await page.outbox()).filter((record) => record.path.startsWith("/v1/")).length >= 4);
    await has_no_canary(page, "with everything waiting");
    stage.wire.refuse = () => false;
    await page.reload();
    await page.open_panel(words);
    await page.send_now("it has arrived", () => requests_with(`${kMessage} ${kPhone}`).length === 1);
    await page.send_now("nothing waits", async () => (await page.outbox()).every((record) => !record.path.startsWith("/v1/")));
    await has_no_canary(page, "after it was sent");
  });

  stage.test(lang, "What an older version left in the clear is sealed at the first visit, and arrives.", async (page, words) => {
    const comment = `${kMessage} ${stage.modality.name} ${lang}`;
    page.expect_console(kLost);
    await page.goto(stage.url(lang, { page: "nothing.html" }));
    await page.evaluate((item) => new Promise((done) => {
      const request = indexedDB.open("pasokh:demo", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("items", { keyPath: "id" }).put(item);
      request.onsuccess = () => done(request.result.close());
    }), old_item(comment));
    assert.ok((await page.dump()).includes(kMessage), "the dump sees what lies in the clear");
    stage.wire.refuse = (entry) => entry.path === "/v1/feedback";
    await open(page, words);
    await eventually("it is sealed", async () => (await page.outbox()).every((record) => record.body === undefined));
    await has_no_canary(page, "after the first visit");
    stage.wire.refuse = () => false;
    await page.reload();
    await page.open_panel(words);
    await page.send_now("it has arrived", () => stage.server.feedback_with(comment).length === 1);
  });

  stage.test(lang, "What cannot be opened any more is said, not sent, and goes once the customer has seen it.", async (page, words) => {
    await open(page, words);
    stage.wire.refuse = (entry) => entry.path === "/v1/requests";
    await write_request(page, words, { message: kMessage, contact: kMail });
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await eventually("it waits", async () => (await page.outbox()).length === 1);
    await clear_store(page, "keys");
    stage.wire.refuse = () => false;
    for (let visit = 0; visit < 2; visit++) {
      await page.reload();
      await page.open_panel(words);
      await page.has("alert", words.unreadable_title, { part: true });
      await page.says(words.unreadable);
      await page.still();
      await keep(page, `${lang}-light-360-unreadable-${stage.modality.mode}`);
    }
    assert.equal((await page.outbox()).length, 1, "it stays until it was seen");
    await page.click("button", words.understood);
    await page.gone("alert", words.unreadable_title, { part: true });
    await eventually("it has gone", async () => (await page.outbox()).length === 0);
    assert.deepEqual(stage.wire.log.filter((entry) => entry.path === "/v1/requests"), [], "nothing was sent");
  }, kNarrow);

  for (const [name, spoil] of [
    ["without WebCrypto", () => Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined, configurable: true })],
    ["on a full disk", () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    }],
  ])
    stage.test(lang, `A device that can keep nothing (${name}) says so, keeps nothing in the clear, and sends once the network is back.`, async (page, words) => {
      const message = `${kMessage} ${name} ${stage.modality.name} ${lang}`;
      await page.before_scripts(spoil);
      await open(page, words);
      stage.wire.refuse = (entry) => entry.path === "/v1/requests";
      await write_request(page, words, { message, contact: kMail });
      await page.click("button", words.feedback_submit);
      await page.says(words.feedback_waiting_title);
      await page.says(words.not_kept);
      await page.still();
      await keep(page, `${lang}-light-360-not-kept-${stage.modality.mode}`);
      assert.equal((await page.panel_text()).includes(words.request_waiting), false, "no word of what is not so");
      await has_no_canary(page, name);
      await page.pasokh("destroy");
      await page.pasokh("set", { lang });
      await page.pasokh("request");
      await page.says(message);
      stage.wire.refuse = () => false;
      await page.click_unless(words.request_sent_title, "button", words.retry_now);
      await page.says(words.request_sent_title);
      assert.equal(requests_with(message).length, 1);
    }, kNarrow);
}
