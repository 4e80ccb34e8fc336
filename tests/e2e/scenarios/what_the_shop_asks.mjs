// Surveys: asked at the right moment, once, and never again for who says so.
import assert from "node:assert/strict";
import { eventually } from "../driver/children.mjs";
import { check_with_axe, load_axe } from "../driver/axe.mjs";
import { local_digits } from "../driver/words.mjs";
import { keep } from "../driver/picture.mjs";

const kDelivered = "SRV-10250";
const kPhone = "09120000045";
const kSettings = {
  changes: {
    shop: {
      ask_at_most_every_days: 7,
      surveys: [
        { id: "delivery", kind: "csat", trigger: "order_delivered", after_days: 0, every_days: 30 },
        { id: "guides", kind: "effort", trigger: "article_read", every_days: 30 },
      ],
    },
  },
};
let serial = 0;

const position = (words, lang, score, max, word) => words.score_position.replace("{score}", local_digits(lang, score)).replace("{max}", local_digits(lang, max)).replace("{word}", word);

export function what_the_shop_asks(stage, lang) {
  const comment_of = (kind) => `${kind} ${stage.modality.name} ${lang} ${++serial}`;
  const open = async (page, words) => {
    const shop = await stage.house.shop("asking", kSettings);
    await page.goto(stage.url(lang, { wire: shop.wire }));
    await load_axe(page);
    await page.open_panel(words);
    return shop.server;
  };
  const look_up = async (page, words) => {
    await page.tab(words.tab_orders);
    await page.fill(words.order_number_label, kDelivered);
    await page.fill(words.order_contact_label, kPhone);
    await page.click("button", words.order_submit);
    await page.has("heading", words.order_heading.replace("{number}", kDelivered));
  };
  const stored = async (server, comment) => {
    await eventually(`"${comment}" is stored`, () => server.feedback_with(comment).length === 1);
    return server.feedback_with(comment)[0];
  };

  stage.test(lang, "Below a delivered order the shop asks how it was; the answer names the order, and it is not asked again.", async (page, words) => {
    const server = await open(page, words);
    await look_up(page, words);
    await page.has("heading", words.feedback_question);
    await page.evaluate((name) => globalThis.__e2e_probe.find("button", name)[0].scrollIntoView({ block: "center" }), words.survey_answer);
    await page.still();
    await check_with_axe(page, "the survey card");
    await keep(page, `${lang}-light-360-survey-${stage.modality.mode}`);
    await page.click("button", words.survey_answer);
    await page.click("radio", position(words, lang, 2, 5, words.score_2));
    await page.has("button", words.card_contact_title);
    const comment = comment_of("csat");
    await page.fill(words.follow_low, comment);
    await page.click("button", words.feedback_submit);
    await page.says(words.feedback_sorry);
    await page.says(words.feedback_promise);
    const row = await stored(server, comment);
    assert.deepEqual([row.kind, row.score, row.subject], ["csat", 2, kDelivered]);
    await page.reload();
    await page.open_panel(words);
    await look_up(page, words);
    await page.still();
    assert.equal(await page.count("button", words.survey_answer), 0, "not asked twice");
  }, { width: 360, height: 740 });

  stage.test(lang, "Effort after a guide, recommendation and stars: each question has its scale and its answer arrives.", async (page, words) => {
    const server = await open(page, words);
    await page.pasokh("article", "returns/return-item");
    await page.has("heading", words.effort_question);
    await page.click("button", words.survey_answer);
    for (const [kind, question, radio, follow, score] of [
      ["effort", words.effort_question, position(words, lang, 1, 7, words.effort_lowest), words.follow_effort_low, 1],
      ["nps", words.nps_question, position(words, lang, 10, 10, words.nps_highest), words.follow_high, 10],
      ["review", words.review_question, (words.star_count[new Intl.PluralRules(lang).select(4)] ?? words.star_count.other).replace("{count}", local_digits(lang, 4)), words.follow_review, 4],
    ]) {
      if (kind !== "effort") await page.pasokh("feedback", kind);
      await page.has("radiogroup", question);
      await page.click("radio", radio);
      await page.still();
      await check_with_axe(page, kind);
      await keep(page, `${lang}-light-360-${kind}-${stage.modality.mode}`);
      const comment = comment_of(kind);
      await page.fill(follow, comment);
      await page.click("button", words.feedback_submit);
      await page.says(words.feedback_sent_title);
      const row = await stored(server, comment);
      assert.deepEqual([row.kind, row.score], [kind, score]);
      await page.click("button", words.feedback_again);
    }
  }, { width: 360, height: 740 });

  stage.test(lang, "\"Never ask again\" holds at every later visit.", async (page, words) => {
    await open(page, words);
    await page.pasokh("article", "returns/return-item");
    await page.click("button", words.survey_never);
    await page.gone("button", words.survey_never);
    await eventually("it is remembered", async () => (await page.outbox()).some((record) => record.path === "own:no-surveys"));
    await page.reload();
    await page.open_panel(words);
    await look_up(page, words);
    await page.still();
    assert.equal(await page.count("button", words.survey_answer), 0);
  });

  stage.test(lang, "A guide that did not help: the reason and the words complete the vote.", async (page, words) => {
    const server = await open(page, words);
    await page.pasokh("article", "refunds/refund-method");
    await page.click("button", words.article_no);
    await page.click("radio", words.vote_reason_unclear);
    const comment = comment_of("vote");
    await page.fill(words.comment_label, comment);
    await page.still();
    await check_with_axe(page, "the reasons");
    await page.click("button", words.feedback_submit);
    await page.says(words.article_thanks);
    const row = await stored(server, comment);
    assert.deepEqual([row.kind, row.score, row.subject, row.reason], ["article", 0, `${lang}/refunds/refund-method`, "unclear"]);
  });
}
