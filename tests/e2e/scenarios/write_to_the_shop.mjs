// "Write to us": from the form to the owner's answer, to "was it solved?" and back.
import assert from "node:assert/strict";
import { eventually } from "../driver/children.mjs";
import { check_with_axe, load_axe } from "../driver/axe.mjs";
import { keep } from "../driver/picture.mjs";
import { root } from "../driver/paths.mjs";
import { guide_title } from "../driver/stage.mjs";
import { clear, write_request } from "./forms.mjs";

const kContact = "09120000045";
const kCode = /[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}/;
const kMessages = { fa: "می‌خواهم کالا را مرجوع کنم", ar: "أريد إرجاع المنتج", en: "I want to return the item" };
const kGuide = "returns/return-item";
const kAnswers = { fa: "سلام، یکی نو برایتان می‌فرستیم.", ar: "مرحبًا، سنرسل لكم واحدة جديدة.", en: "Hello, a new one is on its way." };
/** The widget asks for news at most every five. */
const kTenMinutesMs = 600_000;
let serial = 0;

export function write_to_the_shop(stage, lang) {
  const shown = (code) => JSON.parse(stage.server.command("requests", "show", code, "--json"));

  stage.test(lang, "A request gets a code, the owner's answer shows at the next visit, and it can be called solved, opened again and written to.", async (page, words) => {
    const message = `${kMessages[lang]} ${stage.modality.name} ${++serial}`;
    const look = (view) => keep(page, `${lang}-light-360-${view}-${stage.modality.mode}`);
    await page.goto(stage.url(lang));
    await load_axe(page);
    await page.open_panel(words);
    await write_request(page, words, { topic: words.topic_damaged, message, contact: kContact });
    await check_with_axe(page, "the form");
    await look("request-form");
    await page.has("heading", words.request_guides);
    await page.click("button", guide_title(root, lang, kGuide));
    await page.has("article", guide_title(root, lang, kGuide));
    await page.click("button", words.back);
    await page.has("textbox", words.request_message_label);
    await page.becomes("reading a guide costs no word", () => page.evaluate((name) => globalThis.__e2e_probe.find("textbox", name)[0].value, words.request_message_label), message);
    await page.click("button", words.feedback_submit);
    await page.says(words.request_sent_title);
    await check_with_axe(page, "the code");
    await look("request-sent");
    const [code] = kCode.exec(await page.panel_text());
    assert.deepEqual([shown(code).state, shown(code).topic, shown(code).messages.map(({ text }) => text)], ["open", "damaged", [message]]);
    await page.click("button", words.request_open);
    await page.has("heading", words.topic_damaged);
    await page.says(words.request_state_open);
    await page.says(message);

    stage.server.command("requests", "reply", code, "--text", kAnswers[lang]);
    await page.later(kTenMinutesMs);
    await page.reload();
    await load_axe(page);
    await page.open_panel(words);
    await page.click("button", words.request_news, { part: true });
    await page.says(kAnswers[lang]);
    await page.says(words.request_state_answered);
    await page.still();
    await check_with_axe(page, "the thread");
    await look("thread");
    await page.click("button", words.request_solved_yes);
    await page.says(words.request_solved_thanks);
    await look("thread-solved");
    assert.equal(shown(code).state, "solved");
    await page.click("button", words.request_reopen);
    await page.says(words.request_state_open);
    assert.equal(shown(code).state, "open");
    await page.fill(words.request_reply_label, "1 2 3");
    await page.click("button", words.feedback_submit);
    await eventually("the reply is stored", () => shown(code).messages.at(-1).text === "1 2 3");

    stage.server.command("requests", "close", code);
    await page.tab(words.tab_contact);
    await page.click("button", code, { part: true });
    await page.has("heading", words.request_solved_question);
    await page.click("button", words.request_solved_no);
    await page.says(words.request_state_open);
    assert.equal(shown(code).state, "open");
  }, { width: 360, height: 740 });

  stage.test(lang, "On another device the code and the contact open it, and any other contact finds nothing.", async (page, words) => {
    const { id, code } = await stage.server.write(lang, kMessages[lang], kContact);
    page.expect_console(/404/);
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.tab(words.tab_contact);
    await page.click("button", words.request_have_code, { part: true });
    await page.fill(words.request_code_label, code.toLowerCase());
    await page.fill(words.order_contact_label, "09129999999");
    await page.click("button", words.request_find);
    await page.says(words.request_missed_title);
    await clear(page, words.order_contact_label);
    await page.type(kContact);
    await page.click("button", words.request_find);
    await page.has("heading", words.topic_question);
    await page.says(kMessages[lang]);
    assert.equal((await page.outbox() ?? []).some((record) => record.id === id), false, "what was opened by its code is not kept on this device");
  });
}
