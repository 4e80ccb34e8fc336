// R13, the page's half: an outbox that was offline, reloaded and opened in three tabs delivers each item exactly once over a network
// that loses 30 % of the answers, to a server that is killed meanwhile. Messages of one request keep their order.
//
//   PASOKH_OUTBOX_ITEMS=300    more than the 60 of the suite; scripts/reliability R13 does so
//   PASOKH_OUTBOX_COUNTS=FILE  what was counted, as JSON
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { eventually } from "../driver/children.mjs";
import { fill_form } from "./forms.mjs";

const kItems = Number(process.env.PASOKH_OUTBOX_ITEMS ?? 60);
const kThreads = 2;
const kHourMs = 3_600_000;
const kDayMs = 24 * kHourMs;
const kAnswersLost = 0.3;
const kRequestsCut = 0.1;
const kContact = "09120000045";
const kLost = /ERR_|NetworkError|Failed to load|\/v1\/|status of 50/;
const is_delivery = (entry) => entry.method === "POST" && entry.path.startsWith("/v1/");

/** Numbers from 0 to 1, the same at each run. */
function dice(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** Quicker than fingers, and through the same events. */
const put = (page, name, text) => page.wait(`the field ${name}`, ({ name, text }) => {
  const field = globalThis.__e2e_probe.find("textbox", name)[0];
  if (!field) return false;
  field.value = text;
  return field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}, { name, text });
const press = (page, role, name) => page.wait(`${role} ${name}`, ({ role, name }) => {
  const found = globalThis.__e2e_probe.find(role, name)[0];
  found?.click();
  return found !== undefined;
}, { role, name });
const taken = async (page, name, text) => {
  await put(page, name, text);
  await page.still();
};

export function it_arrives_once(stage, lang) {
  const waiting = async (page) => (await page.outbox()).filter((record) => record.path.startsWith("/v1/")).length;
  const online_again = (tabs) => Promise.all(tabs.map((tab) => tab.evaluate(() => dispatchEvent(new Event("online")))));

  async function write_feedback(page, words, comment) {
    await press(page, "radio", words.score_position.replace("{score}", "5").replace("{max}", "5").replace("{word}", words.score_5));
    await taken(page, words.follow_high, comment);
    await press(page, "button", words.feedback_submit);
    await press(page, "button", words.feedback_again);
  }

  async function write_request(page, words, message) {
    await put(page, words.request_message_label, message);
    await taken(page, words.order_contact_label, kContact);
    await press(page, "button", words.feedback_submit);
    await press(page, "button", words.request_again);
  }

  /** A request that the server has; its code. */
  async function begin_thread(page, words, message) {
    await page.pasokh("request");
    await put(page, words.request_message_label, message);
    await taken(page, words.order_contact_label, kContact);
    await press(page, "button", words.feedback_submit);
    await page.says(words.request_sent_title);
    const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await page.panel_text());
    await press(page, "button", words.request_again);
    return code;
  }

  async function write_messages(page, words, code, messages) {
    await page.pasokh("contact");
    await page.click("button", code, { part: true });
    await page.has("textbox", words.request_reply_label);
    for (const message of messages) {
      await taken(page, words.request_reply_label, message);
      await press(page, "button", words.feedback_submit);
      await page.says(message);
    }
  }

  stage.test(lang, `An hour offline, a reload, three tabs, lost answers and a killed server: each of ${kItems} items arrives exactly once, in order.`, async (page, words) => {
    const server = stage.server;
    const mark = `once ${stage.modality.name}`;
    const name = (kind, nth) => `${mark} ${kind} ${String(nth).padStart(4, "0")}`;
    const some = (kind, count) => Array.from({ length: count }, (_, nth) => name(kind, nth));
    const comments = some("comment", Math.round(kItems * 0.6));
    const requests = some("request", Math.round(kItems * 0.1));
    const messages = Array.from({ length: kThreads }, (_, thread) => some(`message ${thread}`, Math.round((kItems * 0.3) / kThreads)));
    const total = comments.length + requests.length + messages.flat().length;
    page.expect_console(kLost);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.pasokh("set", { lang: "en" });
    words = stage.words("en");
    await page.has("searchbox", words.search_label);
    const codes = [];
    for (let thread = 0; thread < kThreads; thread++) codes.push(await begin_thread(page, words, name("thread", thread)));
    for (const code of codes) await write_messages(page, words, code, []);   // read once, while there is a network

    stage.wire.refuse = is_delivery;
    for (const [thread, code] of codes.entries()) {
      stage.wire.refuse = (entry) => is_delivery(entry) && entry.path !== "/v1/requests/status";
      await write_messages(page, words, code, messages[thread]);
    }
    await page.offline(true);
    await page.pasokh("feedback");
    for (const comment of comments) await write_feedback(page, words, comment);
    await page.pasokh("request");
    for (const request of requests) await write_request(page, words, request);
    await eventually("all of it waits", async () => (await waiting(page)) === total);
    const here = `${mark}%`;
    const feedback = () => server.rows("SELECT comment FROM feedback WHERE comment LIKE ? ORDER BY comment", here).map(({ comment }) => comment);
    assert.equal(feedback().length, 0);

    // An hour later: a reload, and two more tabs. Nothing gets through yet.
    await page.offline(false);
    stage.wire.refuse = is_delivery;
    await page.later(kHourMs);
    await page.reload();
    const tabs = [page, await page.second_tab(), await page.second_tab()];
    for (const tab of tabs) {
      tab.expect_console(kLost);
      if (tab !== page) await tab.goto(stage.url(lang));
      await tab.open_panel(stage.words(lang));
    }
    assert.equal(await waiting(page), total, "nothing was lost by the reload");
    stage.wire.log.length = 0;

    const chance = dice(13);
    stage.wire.lose_answer = (entry) => is_delivery(entry) && chance() < kAnswersLost;
    stage.wire.refuse = (entry) => is_delivery(entry) && chance() < kRequestsCut;
    let restarts = 0;
    const give_up_at = Date.now() + 60_000 + 1000 * total;
    for (let left = total; left > 0; left = await waiting(page)) {
      assert.ok(Date.now() < give_up_at, `${left} of ${total} still wait`);
      await online_again(tabs);
      await new Promise((next) => setTimeout(next, 400));
      if (restarts < 3 && left < (total * (3 - restarts)) / 4) {
        await server.kill();
        await server.again();
        restarts++;
      }
    }
    const sends = stage.wire.log.filter(is_delivery).length;
    assert.deepEqual(feedback(), comments, "each comment once");
    const stored = server.rows("SELECT text FROM request_message WHERE text LIKE ? ORDER BY text", here).map(({ text }) => text);
    assert.deepEqual(stored.filter((text) => text.includes(" request ")), requests, "each request once");
    const threads = codes.map((code) => JSON.parse(server.command("requests", "show", code, "--json")).messages.map(({ text }) => text).slice(1));
    assert.deepEqual(threads, messages, "each message once, in the order in which they were written");
    const counts = { items: total, tabs: tabs.length, sends, restarts, rows: feedback().length + requests.length + threads.flat().length, browser: stage.modality.name };
    page.note(JSON.stringify(counts));
    if (process.env.PASOKH_OUTBOX_COUNTS) writeFileSync(process.env.PASOKH_OUTBOX_COUNTS, JSON.stringify(counts));
    for (const tab of tabs.slice(1)) await tab.finish();
  }, { timeout_ms: 120_000 + 2500 * kItems });

  stage.test(lang, "What another tab wrote before goes out first, even when that tab was closed.", async (page, words) => {
    page.expect_console(kLost);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    const code = await begin_thread(page, words, `tabs ${stage.modality.name}`);
    const other = await page.second_tab();
    other.expect_console(kLost);
    await other.goto(stage.url(lang));
    await other.open_panel(words);
    for (const tab of [page, other]) await write_messages(tab, words, code, []);
    stage.wire.refuse = (entry) => entry.path === "/v1/requests/messages";
    await write_messages(other, words, code, ["first", "second"]);
    await eventually("they wait", async () => (await waiting(page)) === 2);
    await other.raw.close();
    await write_messages(page, words, code, ["third"]);
    stage.wire.refuse = () => false;
    await eventually("all have arrived", async () => {
      await online_again([page]);
      return (await waiting(page)) === 0;
    });
    const stored = JSON.parse(stage.server.command("requests", "show", code, "--json")).messages.map(({ text }) => text);
    assert.deepEqual(stored.slice(1), ["first", "second", "third"]);
  });

  stage.test(lang, "What could not be sent for 72 hours is said, stays readable, and is not sent any more.", async (page, words) => {
    const comment = `three days ${stage.modality.name}`;
    page.expect_console(kLost);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    stage.wire.refuse = is_delivery;
    await fill_form(page, words, lang, 4, comment);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await eventually("it waits", async () => (await waiting(page)) === 1);
    await page.later(3 * kDayMs - kHourMs);
    await page.reload();
    await page.open_panel(words);
    await page.tab(words.tab_feedback);
    await page.says(words.feedback_waiting_title);
    await page.later(kHourMs);
    stage.wire.refuse = () => false;
    stage.wire.log.length = 0;
    await page.reload();
    await page.open_panel(words);
    await page.tab(words.tab_feedback);
    await page.says(words.feedback_expired_title);
    assert.ok(await page.evaluate((comment) => globalThis.__e2e_probe.panel_text().includes(comment) || globalThis.__e2e_probe.find("textbox").some((field) => field.value === comment), comment), "the words are still there");
    await online_again([page]);
    await page.still();
    assert.deepEqual(stage.wire.log.filter(is_delivery), []);
    assert.equal(stage.server.feedback_with(comment).length, 0);
    await eventually("nothing waits", async () => (await waiting(page)) === 0);
  });
}
