// Pictures of every view for people to look at, and numbers that tell a blank or broken picture from a good one.
//
// They are written to build/e2e/shots/<language>-<theme>-<width>-<view>-<mode>.png.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, shots } from "../driver/paths.mjs";
import { decode, difference, distinct_colors, median } from "../driver/picture.mjs";
import { guide_title } from "../driver/stage.mjs";
import { views } from "./views.mjs";

const kPhone = [360, 740];
const kSizes = { fa: [kPhone, [400, 800], [1280, 800]], ar: [kPhone, [1280, 800]], en: [kPhone] };
/** A panel of words on one ground has more shades than this; a blank one has two or three. */
const kFewestColors = 12;
/** Canvas and DOM round edges differently; a line of words that is missing or moved differs by far more. */
const kLargestMean = 0.012;
const kLargestMedian = 0.006;
const kLargestWorst = 0.15;

async function panel_box(page) {
  return page.evaluate(() => {
    const { x, y, width, height } = globalThis.__e2e_probe.find("dialog")[0].getBoundingClientRect();
    return { x, y, width, height };
  });
}

async function walk(page, words, lang, names, look) {
  for (const name of names) {
    await views[name](page, words, lang);
    await page.evaluate(() => globalThis.__e2e_probe.shadow().activeElement?.blur());
    await page.wait("the pictures", () => globalThis.__e2e_probe.find("img").every((image) => image.complete || image.loading === "lazy"));
    await page.still();
    await look(name);
  }
}

const keep = (name, bytes) => writeFileSync(join(shots, `${name}.png`), bytes);

export function how_it_looks(stage, lang) {
  stage.test(lang, "Every view is drawn, narrow and wide, light and dark.", async (page, words) => {
    mkdirSync(shots, { recursive: true });
    await page.goto(stage.url(lang));
    await page.open_panel(words);
    for (const [width, height] of kSizes[lang]) {
      await page.resize(width, height);
      for (const theme of ["light", "dark"]) {
        await page.evaluate((theme) => document.documentElement.setAttribute("data-theme", theme), theme);
        await page.pasokh("set", { theme });
        await walk(page, words, lang, Object.keys(views), async (view) => {
          const bytes = await page.screenshot();
          keep(`${lang}-${theme}-${width}-${view}-${stage.modality.mode}`, bytes);
          const colors = distinct_colors(decode(bytes));
          assert.ok(colors > kFewestColors, `${view} ${theme} ${width} is not blank: ${colors} colours`);
        });
      }
    }
  }, { width: 1280, height: 800, timeout_ms: 150_000 });

  stage.test(lang, "Words that were below the screen are drawn when they come back in another view.", async (page, words) => {
    const size = { width: 400, height: 360 };
    const title = guide_title(root, lang, "returns/return-item");
    const category = async (tab) => {
      await tab.pasokh("category", "returns");
      await tab.has("button", title);
      await tab.evaluate(() => globalThis.__e2e_probe.shadow().activeElement?.blur());
      await tab.still();
      return decode(await tab.screenshot(await panel_box(tab)));
    };
    const fresh = await stage.browser.page(stage.modality, size);
    try {
      for (const tab of [page, fresh]) {
        await tab.goto(stage.url(lang));
        await tab.open_panel(words);
      }
      const [top, end] = await page.evaluate((title) => [["button", title], ["navigation"]].map((wanted) => globalThis.__e2e_probe.find(...wanted)[0].getBoundingClientRect().top), title);
      assert.ok(top > end, `the first screen has "${title}" below what can be seen: ${top}, ${end}`);
      await views.contact(page, words);
      const { worst } = difference(await category(page), await category(fresh));
      assert.ok(worst < kLargestWorst / 10, `the topic looks as in a fresh page, worst square ${worst.toFixed(3)}`);
      await fresh.finish();
    } finally {
      await fresh.close();
    }
  }, { width: 400, height: 360 });

  stage.test(lang, "The canvas and the DOM draw the same picture.", async (page, words) => {
    mkdirSync(shots, { recursive: true });
    const other = await stage.browser.page({ ...stage.modality, mode: "dom" }, { width: 400, height: 800 });
    try {
      const differences = {};
      const pictures = new Map();
      for (const [tab, mode, address] of [[page, "canvas", stage.url(lang)], [other, "dom", stage.url(lang, { page: "dom.html" })]]) {
        await tab.goto(address);
        await tab.open_panel(words);
        await walk(tab, words, lang, Object.keys(views), async (view) => {
          const bytes = await tab.screenshot(await panel_box(tab));
          if (mode === "canvas") return pictures.set(view, bytes);
          keep(`${lang}-compare-${view}-dom`, bytes);
          keep(`${lang}-compare-${view}-canvas`, pictures.get(view));
          differences[view] = difference(decode(pictures.get(view)), decode(bytes));
        });
      }
      const means = Object.values(differences).map(({ mean }) => mean);
      page.note(`${lang}: canvas against DOM, median ${median(means).toFixed(4)}, ${Object.entries(differences)
        .map(([view, { mean, worst }]) => `${view} ${mean.toFixed(4)} (worst square ${worst.toFixed(2)})`).join(", ")}`);
      assert.ok(median(means) < kLargestMedian, `median of ${means}`);
      for (const [view, { mean, worst }] of Object.entries(differences))
        assert.ok(mean < kLargestMean && worst < kLargestWorst, `${view} differs by ${mean.toFixed(4)}, worst square ${worst.toFixed(2)}`);
      await other.finish();
    } finally {
      await other.close();
    }
  }, { width: 400, height: 800 });
}
