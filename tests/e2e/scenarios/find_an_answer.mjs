// "How do I return it?": a word, a guide, a vote.
import assert from "node:assert/strict";
import { eventually } from "../driver/children.mjs";
import { root } from "../driver/paths.mjs";
import { guide_title } from "../driver/stage.mjs";
import { fixed_part, plain_digits } from "../driver/words.mjs";

const kQueries = { fa: ["مرجوع", "بازگشت کالا"], ar: ["إرجاع"], en: ["refund"] };
const kGuide = { fa: "returns/return-item", ar: "returns/return-item", en: "refunds/refund-time" };
/** Typed in the other keyboard layout. */
const kSlips = { fa: "sthva", ar: "hv[hu", en: "قثبعدی" };
const kBeginnings = { fa: "سفا", ar: "إر", en: "ref" };
const kReturn = "returns/return-item";
const kNext = "returns/return-conditions";
const kTable = "refunds/refund-method";

let serial = 0;
/** A word no other test has told, of letters that stand together in no guide. */
const unheard = () => `zzqqxx${(++serial).toString(3).replace(/\d/g, (digit) => "zqx"[digit])}`;

/** Results, the nearest guides or "nothing found" for what the field holds now. */
async function answered(page, words, typed) {
  const others = [fixed_part(words.no_results_title), words.weak_title];
  await page.wait(`an answer to "${typed}"`, ({ typed, others }) => {
    const probe = globalThis.__e2e_probe;
    if (probe.find("searchbox")[0]?.value !== typed) return false;
    return probe.find("status").some((status) => /[0-9۰-۹٠-٩]|نتيج/.test(probe.name_of(status))) || others.some((text) => probe.panel_text().includes(text));
  }, { typed, others });
}

export function find_an_answer(stage, lang) {
  stage.test(lang, "A word typed key by key gets an answer at each key, and its guide opens with everything that is in it.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.becomes("the cursor waits in the search field", async () => (await page.focus()).role, "searchbox");
    for (const query of kQueries[lang]) {
      await page.click("searchbox", words.search_label);
      let typed = "";
      for (const letter of query) {
        await page.type(letter);
        typed += letter;
        await answered(page, words, typed);
      }
      const count = (await page.names("status")).map(plain_digits).map((text) => /\d+/.exec(text)?.[0]).find(Boolean);
      assert.ok(Number(count) >= 1, `"${query}" has results`);
      await page.has("button", guide_title(root, lang, kGuide[lang]), { part: true });
      if (query !== kQueries[lang].at(-1)) await page.click("button", words.search_clear);
    }
    await page.click("button", guide_title(root, lang, kGuide[lang]), { part: true });
    await page.has("article", guide_title(root, lang, kGuide[lang]));
    await page.becomes("reading starts at the guide's heading", async () => (await page.focus()).role, "heading");
  });

  stage.test(lang, "The empty search field suggests guides, and a suggested word becomes the query without moving the results.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.becomes("the focus", async () => (await page.focus()).role, "searchbox");
    await page.becomes("guides below the empty field", async () => (await page.count("heading", words.popular)) + (await page.count("heading", words.suggested)), 1);
    const typed = kBeginnings[lang];
    await page.type(typed);
    await answered(page, words, typed);
    // A list, or its heading when there are several.
    const top = () => page.evaluate(() => Math.min(...Array.from(globalThis.__e2e_probe.shadow().querySelectorAll(".content h3, .content ul:not([aria-label])"),
      (element) => element.getBoundingClientRect().top)));
    // Until then those of the letter before may stand there.
    const word = await page.wait(`words that go on from "${typed}"`, ({ name, typed }) => {
      const first = globalThis.__e2e_probe.find("list", name)[0]?.querySelector("button");
      const word = first ? globalThis.__e2e_probe.name_of(first) : "";
      return word.startsWith(typed) && word !== typed && word;
    }, { name: words.completions, typed });
    const before = await top();
    await page.click("button", word);
    await answered(page, words, word);
    await page.becomes("the cursor is back in the field", async () => (await page.focus()).role, "searchbox");
    await page.type(" ");
    await answered(page, words, `${word} `);
    await page.gone("list", words.completions);
    assert.equal(await top(), before, "the results stand where they stood");
  });

  stage.test(lang, "A slip of the fingers is understood, said so, and can be taken literally.", async (page, words) => {
    const typed = kSlips[lang];
    const said = fixed_part(words.results_for);
    const literally = words.search_instead.replace("{query}", typed);
    const understood = async () => (await page.names("status")).some((status) => status.includes(said));
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.type(typed);
    await answered(page, words, typed);
    await page.becomes("what was understood is in the live region", understood, true);
    await page.click("button", literally);
    await page.gone("button", literally);
    await page.becomes("nothing is understood any more", understood, false);
    await page.becomes("the focus", () => page.focus(), { role: "searchbox", name: words.search_label, tag: "INPUT" });
    await page.drawn_after(() => page.press("Backspace"));   // else both keys may come as one change, which is none
    await page.type(typed.at(-1));
    await page.has("button", literally);
  });

  stage.test(lang, "A search without an answer has four ways out, and the shop hears of it by a tap only, once and masked.", async (page, words) => {
    const query = unheard();
    const told = () => stage.server.rows("SELECT query, lang, day FROM unanswered_search WHERE query LIKE ?", `${query} %`);
    const posts = () => stage.wire.log.filter((entry) => entry.path === "/v1/unanswered");
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.type(`${query} 8877665544`);
    await page.has("heading", fixed_part(words.no_results_title), { part: true });
    await page.becomes("it is read aloud", async () => (await page.names("status")).some((status) => status.includes(query)), true);
    await page.has("heading", words.popular);
    await page.has("heading", words.categories);
    await page.has("link", "021-9100 0000", { part: true });
    await page.says(words.tell_shop_hint.replace("{query}", `${query} •••`));
    await page.still();
    assert.deepEqual(posts(), [], "nothing left the device");
    await page.click("button", words.tell_shop);
    await page.has("button", words.tell_shop_thanks);
    assert.deepEqual(told().map(({ query, lang }) => [query, lang]), [[`${query} •••`, lang]]);
    assert.equal(posts().length, 1);
    assert.ok(!posts()[0].body.includes("8877"), "the number stayed on the device");
    await page.type("!");
    await page.press("Backspace");
    await page.has("button", words.tell_shop_thanks);
    assert.equal(await page.count("button", words.tell_shop), 0, "once a query");
    await page.becomes("nothing waits in the browser", () => page.outbox(), []);
  });

  stage.test(lang, "A guide has its headings, list, note, link, picture and table, and its picture has words.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.pasokh("article", kReturn);
    await page.has("article", guide_title(root, lang, kReturn));
    assert.ok((await page.count("heading")) >= 4, "headings of the guide, the vote and the related guides");
    assert.ok((await page.names("list")).length >= 1 && (await page.count("listitem")) >= 5, "a list with its items");
    assert.ok((await page.count("link")) >= 1, "a link");
    assert.ok((await page.names("img")).some((name) => name.length > 5), "a picture that says what it shows");
    assert.ok((await page.count("note")) >= 1, "a note");
    const picture = await page.handle("img");
    await picture.evaluate((image) => image.scrollIntoView());
    await page.wait("the picture", () => globalThis.__e2e_probe.find("img").some((image) => image.complete && image.naturalWidth > 0));
    await page.pasokh("article", kTable);
    await page.has("table");
    const shape = await page.evaluate(() => ["row", "columnheader", "cell"].map((role) => globalThis.__e2e_probe.find(role).length));
    assert.ok(shape.every((count) => count >= 2), `a table has rows, headers and cells: ${shape}`);
  });

  stage.test(lang, "Going to another guide and back leaves the reader at the same line, and a vote is thanked for and stored once.", async (page, words) => {
    const votes = () => stage.server.rows("SELECT score, subject, submission_id FROM feedback WHERE kind = 'article' AND lang = ?", lang);
    const before = votes().length;
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    await page.pasokh("article", kReturn);
    await page.has("article", guide_title(root, lang, kReturn));
    await page.still();
    const range = await page.scroller_range();
    assert.ok(range > 300, "the guide is longer than the panel");
    const link = await page.raw.evaluateHandle(() => {
      const found = globalThis.__e2e_probe.find("link").filter((link) => (link.dataset.href ?? "").includes("return-conditions"));
      found[0]?.scrollIntoView({ block: "center" });
      return found.length === 1 ? found[0] : null;
    });
    assert.ok(link.asElement(), "the guide links to the conditions once");
    await page.still();
    const before_link = await page.scroll_top();
    assert.ok(before_link > range * 0.2, `scrolled to ${before_link} of ${range}`);
    await link.asElement().click();
    await page.has("article", guide_title(root, lang, kNext));
    await page.still();
    assert.equal(await page.scroll_top(), 0, "the next guide starts at its top");
    await page.click("button", words.back);
    await page.has("article", guide_title(root, lang, kReturn));
    await page.still();
    assert.ok(Math.abs((await page.scroll_top()) - before_link) <= 1, `back at ${await page.scroll_top()}, the link was pressed at ${before_link}`);

    await page.click("button", words.article_yes);
    await page.says(words.article_thanks);
    await eventually("the vote in the database", () => votes().length > before);
    assert.equal(votes().length, before + 1);
    assert.match(votes().at(-1).subject, /return-item/);
    await page.becomes("the vote is pressed", () => page.evaluate((name) => globalThis.__e2e_probe.find("button", name)[0].getAttribute("aria-pressed"), words.article_yes), "true");
  });
}
