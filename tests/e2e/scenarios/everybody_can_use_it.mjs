// Screen readers, keyboards, small screens and large fingers.
import assert from "node:assert/strict";
import { check_with_axe, load_axe } from "../driver/axe.mjs";
import { root } from "../driver/paths.mjs";
import { guide_title, guide_topics } from "../driver/stage.mjs";
import { views } from "./views.mjs";

const kQueries = { fa: "مرجوع", ar: "إرجاع", en: "refund" };
/** What is too small to hit, of all that can be pressed. Links inside a sentence may be as high as their line (WCAG 2.5.8). */
const small_targets = () => globalThis.__e2e_probe && ["button", "link", "textbox", "searchbox", "radio"].flatMap((role) => globalThis.__e2e_probe.find(role)
  .filter((element) => !element.closest(".para"))
  .map((element) => ({ name: globalThis.__e2e_probe.name_of(element), box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.width < 24 || box.height < 24)
  .map(({ name, box }) => `${role} ${name}: ${box.width} x ${box.height}`));

const too_wide = () => {
  const scroller = globalThis.__e2e_probe.panel_scroller();
  return [document.documentElement.scrollWidth - innerWidth, scroller.scrollWidth - scroller.clientWidth].filter((excess) => excess > 0);
};

export function everybody_can_use_it(stage, lang) {
  stage.test(lang, "axe finds no violation on any view, closed or open.", async (page, words) => {
    await page.goto(stage.url(lang));
    await load_axe(page);
    await check_with_axe(page, "closed");
    await page.open_panel(words);
    for (const [view, go] of Object.entries(views)) {
      await go(page, words, lang);
      await page.still();
      await check_with_axe(page, view);
    }
  });

  stage.test(lang, "The keyboard alone opens, searches, reads, goes back and closes, and the focus returns to the button.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.evaluate(() => Array.from(document.querySelectorAll("footer button")).at(-1).focus());
    await page.press("Tab");
    await page.becomes("the focus", () => page.focus(), { role: "button", name: words.launcher, tag: "BUTTON" });
    await page.press("Enter");
    await page.settled(words);
    await page.becomes("the focus", async () => (await page.focus()).role, "searchbox");
    await page.type(kQueries[lang]);
    await page.has("heading", words.results_title);
    await page.still();
    const title = guide_title(root, lang, lang === "en" ? "refunds/refund-time" : "returns/return-item");
    for (let i = 0; !(await page.focus()).name.includes(title); i++) {
      assert.ok(i < 20, "Tab comes to the guide");
      await page.press("Tab");
    }
    await page.press("Enter");
    await page.has("article", title);
    await page.still();
    await page.becomes("the focus", async () => (await page.focus()).role, "heading");
    for (let i = 0; (await page.focus()).name !== words.back; i++) {
      assert.ok(i < 10, "Shift+Tab comes to Back");
      await page.shift_tab();
    }
    await page.press("Enter");
    await page.has("heading", words.results_title);
    await page.press("Escape");
    await page.gone("dialog");
    await page.becomes("the focus is on the button that opened it", () => page.focus(), { role: "button", name: words.launcher, tag: "BUTTON" });
    await page.becomes("the button says that the panel is closed", () => page.evaluate(() => globalThis.__e2e_probe.shadow().activeElement.getAttribute("aria-expanded")), "false");
  });

  stage.test(lang, "On a screen of 320 points nothing scrolls sideways and every target is large enough.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    for (const [view, go] of Object.entries(views)) {
      await go(page, words, lang);
      await page.still();
      assert.deepEqual(await page.evaluate(too_wide), [], `${view} fits`);
      assert.deepEqual(await page.evaluate(small_targets), [], `${view} has targets of 24 points or more`);
    }
  }, { width: 320, height: 640 });

  stage.test(lang, "Language and direction are right on the panel, on a guide and in the fields.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    const rtl = lang !== "en";
    const panel = await page.evaluate(() => {
      const layer = globalThis.__e2e_probe.shadow().querySelector(".layer");
      return { lang: layer.closest("[role=dialog]").lang, layer: layer.lang, dir: layer.dir, label: layer.closest("[role=dialog]").getAttribute("aria-label") };
    });
    assert.deepEqual(panel, { lang, layer: lang, dir: rtl ? "rtl" : "ltr", label: words.title });
    await views.article(page, words, lang);
    await page.becomes("the language of the guide", () => page.evaluate(() => globalThis.__e2e_probe.find("article")[0].closest("[lang]").lang), lang);
    // A number typed into a right-to-left form still reads from left to right.
    await views["order-form"](page, words, lang);
    await page.becomes("the direction of a field", () => page.evaluate((name) => globalThis.__e2e_probe.find("textbox", name)[0].dir, words.order_number_label), rtl ? "rtl" : "ltr");
    await page.fill(words.order_contact_label, "+98 912 000 0045");
    await page.becomes("the direction of a contact", () => page.evaluate((name) => getComputedStyle(globalThis.__e2e_probe.find("textbox", name)[0]).direction, words.order_contact_label), "ltr");
  });

  stage.test(lang, "Words that stand on the screen more than once are there each time.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    // Several topics have as many guides as another.
    const topics = new Set(guide_topics(root, lang));
    const buttons = (await page.names("button")).filter((name) => [...topics].some((topic) => name.startsWith(topic)));
    assert.ok(buttons.length >= topics.size, `a button for each topic: ${buttons}`);
    assert.deepEqual(buttons.filter((name) => topics.has(name) && name !== words.tab_orders && name !== words.tab_contact), [], "every topic says how many guides it has");
  });
}
