// "How did it go?": an answer is stored exactly once, and the screen says "sent" only when it was.
import assert from "node:assert/strict";
import { eventually } from "../driver/children.mjs";
import { fill_form } from "./forms.mjs";

const kUlid = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
let serial = 0;

/** A comment no other test has, so that its row can be found. */
function comment_of(stage, lang) {
  const words = { fa: "همه چیز خوب بود", ar: "كل شيء كان جيدًا", en: "All went well" };
  return `${words[lang]} ${stage.modality.name} ${++serial}`;
}

const posts = (stage) => stage.wire.log.filter((entry) => entry.path === "/v1/feedback");

/** Watches every change of the panel's words from now on, so that a "sent" that comes too early is caught. */
function watch_for(page, text) {
  return page.evaluate((text) => {
    const probe = globalThis.__e2e_probe;
    const looked = { early: false, allowed: false };
    globalThis.__e2e_seen.sent = looked;
    new MutationObserver(() => {
      if (!looked.allowed && probe.panel_text().includes(text)) looked.early = true;
    }).observe(probe.shadow(), { subtree: true, childList: true, characterData: true });
  }, text);
}

export function how_did_it_go(stage, lang) {
  stage.test(lang, "An answer with a comment is stored under the page's own ULID and outlives kill -9 of the server.", async (page, words) => {
    const comment = comment_of(stage, lang);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await fill_form(page, words, lang, 4, comment);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_sent_title);
    const stored = stage.server.feedback_with(comment);
    assert.equal(stored.length, 1);
    assert.match(stored[0].submission_id, kUlid);
    assert.equal(stored[0].submission_id, JSON.parse(posts(stage)[0].body).id, "the id is the page's");
    assert.deepEqual([stored[0].kind, stored[0].score, stored[0].lang], ["csat", 4, lang]);
    await stage.server.kill();
    await stage.server.again();
    assert.equal(stage.server.feedback_with(comment).length, 1, "still once after the crash");
    await page.becomes("nothing waits in the browser", () => page.outbox(), []);
  });

  stage.test(lang, "An answer given offline waits through a reload, arrives once, and is called sent only then.", async (page, words) => {
    page.expect_console(/ERR_|NetworkError|Failed to load|\/v1\/feedback/);
    const comment = comment_of(stage, lang);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await fill_form(page, words, lang, 4, comment);
    await page.offline(true);
    stage.wire.cut = true;
    await watch_for(page, words.feedback_sent_title);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await page.says(words.offline_banner);
    await eventually("it is kept in the browser", async () => (await page.outbox())?.length === 1);
    assert.equal(stage.server.feedback_with(comment).length, 0);
    assert.equal(await page.evaluate(() => globalThis.__e2e_seen.sent.early), false, "not called sent while offline");

    // The pages come again before the answers do: the reload finds what waits.
    stage.wire.refuse = (entry) => entry.path === "/v1/feedback";
    stage.wire.cut = false;
    await page.offline(false);
    await page.reload();
    await page.open_panel(words);
    await page.tab(words.tab_feedback);
    await page.says(words.feedback_waiting_title);
    await page.says(comment);
    assert.equal(stage.server.feedback_with(comment).length, 0);
    stage.wire.refuse = () => false;
    await page.click_unless(words.feedback_sent_title, "button", words.retry_now);
    await page.says(words.feedback_sent_title);
    assert.equal(stage.server.feedback_with(comment).length, 1);
    await eventually("an empty outbox", async () => (await page.outbox()).length === 0);
  });

  // The network knows no language.
  if (lang !== "fa") return;

  stage.test(lang, "An answer whose confirmation got lost is sent again and stored once.", async (page, words) => {
    page.expect_console(/ERR_|NetworkError|Failed to load|\/v1\/feedback/);
    const comment = comment_of(stage, lang);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await fill_form(page, words, lang, 5, comment);
    stage.wire.lose_answer = (entry) => entry.path === "/v1/feedback";
    await watch_for(page, words.feedback_sent_title);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await eventually("the server has it", () => stage.server.feedback_with(comment).length === 1);
    assert.equal(await page.evaluate(() => globalThis.__e2e_seen.sent.early), false, "not called sent without a confirmation");
    stage.wire.lose_answer = () => false;
    await page.evaluate(() => (globalThis.__e2e_seen.sent.allowed = true));
    await page.click_unless(words.feedback_sent_title, "button", words.retry_now);
    await page.says(words.feedback_sent_title);
    assert.equal(stage.server.feedback_with(comment).length, 1);
    const ids = posts(stage).map((entry) => JSON.parse(entry.body).id);
    assert.ok(ids.length >= 2 && new Set(ids).size === 1, `one id for all tries: ${ids}`);
  });

  stage.test(lang, "Back online, what waits is sent by itself.", async (page, words) => {
    page.expect_console(/ERR_|NetworkError|Failed to load|\/v1\/feedback/);
    const comment = comment_of(stage, lang);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await fill_form(page, words, lang, 3, comment);
    await page.offline(true);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_waiting_title);
    await page.offline(false);
    await page.says(words.feedback_sent_title);
    assert.equal(stage.server.feedback_with(comment).length, 1);
    assert.equal(posts(stage).length, 1, "sent once");
  });}
