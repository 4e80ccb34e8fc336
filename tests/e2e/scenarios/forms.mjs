// The forms as people fill them in: for tests of what becomes of the words.
import { local_digits } from "../driver/words.mjs";

/** The form of the tab: a score of five and a comment, not sent. */
export async function fill_form(page, words, lang, score, comment) {
  await page.tab(words.tab_feedback);
  const name = words.score_position.replace("{score}", local_digits(lang, score)).replace("{max}", local_digits(lang, 5)).replace("{word}", words[`score_${score}`]);
  await page.click("radio", name);
  await page.fill(score <= 2 ? words.follow_low : score === 3 ? words.follow_middle : words.follow_high, comment);
  await page.still();
}

/** "Write to us", not sent. */
export async function write_request(page, words, { topic, message, contact }) {
  await page.pasokh("request");
  await page.has("textbox", words.request_message_label);
  if (topic) await page.click("radio", topic);
  await page.fill(words.request_message_label, message);
  await page.fill(words.order_contact_label, contact);
  await page.still();
}

/** Empties a field as a person does. */
export async function clear(page, name) {
  await page.click("textbox", name);
  const length = await page.evaluate((name) => globalThis.__e2e_probe.find("textbox", name)[0].value.length, name);
  await page.press("End");
  for (let i = 0; i < length; i++) await page.press("Backspace");
}
