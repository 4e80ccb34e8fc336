// Before anybody wants help, and while nothing happens, the page belongs to the shop.
import assert from "node:assert/strict";

const kIdleMs = 1000 * Number(process.env.PASOKH_IDLE_S ?? 10);
const kLongTaskMs = 50;
const kVisits = 5;

/** What keeps a page busy, counted over a while. */
async function busy_over(page, ms) {
  const before = await page.seen();
  await new Promise((next) => setTimeout(next, ms));
  const after = await page.seen();
  return { frames: after.frames - before.frames, timers: after.timers - before.timers };
}

async function settled_page(page, url) {
  await page.goto(url);
  await page.wait("the launcher", () => document.querySelector("pasokh-widget") !== null);
}

export function a_good_guest(stage, lang) {
  stage.test(lang, "Until somebody wants help the widget is one request, and it keeps nothing on the device.", async (page) => {
    await settled_page(page, stage.url(lang, { page: "guest.html" }));
    await new Promise((next) => setTimeout(next, 500));
    const ours = stage.wire.log.map((entry) => entry.path).filter((path) => /pasokh|\/w\/|\/v1\/|\/kb\//.test(path));
    assert.deepEqual(ours, ["/pasokh.js"]);
    assert.deepEqual(await page.storage(), { local: [], session: [], cookies: "", databases: [], caches: [] });
  });

  stage.test(lang, "It adds one global name and one element to the page, moves nothing and does not hold it up.", async (page) => {
    const names = () => page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !/^__(e2e|pw|playwright|puppeteer)/i.test(name) && !/^\d+$/.test(name)));
    await page.goto(stage.url(lang, { page: "nothing.html" }));
    const before = new Set(await names());
    await settled_page(page, stage.url(lang, { page: "bare.html" }));
    const added = (await names()).filter((name) => !before.has(name));
    assert.deepEqual(added, ["Pasokh"]);
    const elements = await page.evaluate(() => Array.from(document.querySelectorAll("*"), (element) => element.localName).filter((name) => name.includes("-")));
    assert.deepEqual(elements, ["pasokh-widget"]);
    assert.equal(await page.evaluate(() => document.querySelectorAll("head style, body style, link[href*=pasokh]").length), 0, "no style sheet in the page");
    assert.equal((await page.seen()).shift, 0, "nothing moved");
    // A long task of ours is there at every visit; one that other programs made long is not.
    const held_up = () => page.evaluate((longest) => performance.getEntriesByType("long-animation-frame").flatMap((frame) => frame.scripts)
      .some((script) => script.sourceURL.includes("pasokh") && script.duration > longest), kLongTaskMs);
    for (let visit = 1; await held_up(); visit++) {
      assert.ok(visit < kVisits, `no long task of ours in one of ${kVisits} visits`);
      await page.reload();
      await page.wait("the launcher", () => document.querySelector("pasokh-widget") !== null);
    }
  });

  stage.test(lang, "While nothing happens there is no frame and no timer, closed, open or closed again.", async (page, words) => {
    await page.goto(stage.url(lang));
    await page.wait("the launcher", () => document.querySelector("pasokh-widget") !== null);
    await new Promise((next) => setTimeout(next, 500));
    assert.deepEqual(await busy_over(page, kIdleMs / 5), { frames: 0, timers: 0 }, "before it was ever opened");
    await page.open_panel(words);
    await new Promise((next) => setTimeout(next, 500));
    assert.deepEqual(await busy_over(page, kIdleMs), { frames: 0, timers: 0 }, "open");
    await page.press("Escape");
    await page.gone("dialog");
    await page.still();
    await new Promise((next) => setTimeout(next, 300));
    assert.deepEqual(await busy_over(page, kIdleMs / 5), { frames: 0, timers: 0 }, "closed again");
  }, { timeout_ms: 60_000 + 2 * kIdleMs });
}
