// Two hundred pages that nobody wrote for us: the Persian React documentation.
import assert from "node:assert/strict";
import { words_of } from "../driver/words.mjs";

export function real_documents(stage, lang) {
  stage.test(lang, "A word of the Persian React documentation is found, its page opens and its headings can be read.", async (page, _words, _lang, test) => {
    if (!stage.house.has_shared) {
      assert.ok(process.env.CI !== "true", "PASOKH_SHARED or ../shared must hold data/react-docs-fa in CI");
      return test.skip("there is no react-docs-fa in PASOKH_SHARED or ../shared");
    }
    const words = words_of("fa");
    await page.goto(stage.url("fa", { page: "shared.html" }));
    await page.pasokh("open");
    await page.settled(words);
    await page.click("searchbox", words.search_label);
    await page.type("کامپوننت");
    await page.has("heading", words.results_title);
    const row = "Importing and Exporting Components";
    await page.click("button", row, { part: true });
    await page.has("article", row);
    await page.still();
    const headings = await page.evaluate(() => globalThis.__e2e_probe.find("heading").filter((heading) => heading.closest("article")).map(globalThis.__e2e_probe.name_of));
    assert.ok(headings.length >= 4 && headings.every((heading) => heading.length > 1), `headings: ${headings}`);
    assert.ok((await page.count("code")) >= 1, "a block of code");
  });
}
