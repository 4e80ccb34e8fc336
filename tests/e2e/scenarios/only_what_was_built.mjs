// T21: what is not byte for byte what was built does not run, and who wants help still gets some.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dist } from "../driver/paths.mjs";

const { wasm, module, loader } = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const kRefused = /integrity|digest|Failed to load|Failed to fetch|NetworkError|error loading|ERR_|wasm|WebAssembly/i;

/** Another last bit in this file: it stays a program that could run. */
function change_a_bit(file) {
  return (entry, _, bytes) => {
    if (entry.path !== `/${file}`) return bytes;
    const changed = Buffer.from(bytes);
    changed[changed.length - 1] ^= 1;
    return changed;
  };
}

export function only_what_was_built(stage, lang) {
  /** On an origin of its own, so that nothing comes from the browser's cache. */
  const test = (title, run) => stage.test(lang, title, async (page, words) => {
    const { wire } = await stage.house.shop(`built-${stage.modality.mode}-${title.length}`);
    wire.reset();
    page.expect_console(kRefused);
    await run(page, words, wire);
  });
  const url = (wire, page) => stage.url(lang, { wire, page });
  const were_asked_for = (wire, file) => assert.ok(wire.log.some((entry) => entry.path === `/${file}`), `${file} was asked for`);

  test("A core of which one bit was changed is refused, and the contact card shows.", async (page, words, wire) => {
    wire.rewrite = change_a_bit(wasm.file);
    await page.goto(url(wire));
    await page.click("button", words.launcher);
    await page.has("heading", words.launcher);
    await page.has_channels();
    were_asked_for(wire, wasm.file);
  });

  test("A widget of which one bit was changed is refused, the contact card shows, and the next click finds the good one.", async (page, words, wire) => {
    wire.rewrite = change_a_bit(module.file);
    await page.goto(url(wire));
    await page.click("button", words.launcher);
    await page.has("heading", words.launcher);
    await page.has_channels();
    were_asked_for(wire, module.file);
    assert.ok(!wire.log.some((entry) => entry.path === `/${wasm.file}`), "what was refused has not run");
    await page.press("Escape");
    await page.gone("dialog");
    await page.becomes("the focus", async () => (await page.focus()).name, words.launcher);
    wire.rewrite = undefined;
    await page.click("button", words.launcher);
    await page.settled(words);
  });

  test("Where nothing can be had the page says so, and what was asked for waits until it can.", async (page, words, wire) => {
    await page.goto(url(wire));
    wire.cut = true;
    await page.pasokh("search", "refund");
    await page.wait("the note", () => globalThis.__e2e_probe.find("alert").length === 1);
    assert.equal(await page.count("dialog"), 0);
    wire.cut = false;
    await page.click("button", words.launcher);
    await page.settled(words);
    await page.has("heading", words.results_title);
    assert.equal(await page.evaluate(() => globalThis.__e2e_probe.shadow().querySelector(".note").textContent), "");
  });

  test("A tag with the digest of the loader runs that loader, and no other.", async (page, words, wire) => {
    await page.goto(url(wire, "pinned.html"));
    await page.click("button", words.launcher);
    await page.settled(words);
    wire.rewrite = change_a_bit(loader.pinned);
    const { wire: other } = await stage.house.shop(`built-${stage.modality.mode}-other`);
    other.rewrite = wire.rewrite;
    await page.goto(url(other, "pinned.html"));
    assert.equal(await page.evaluate(() => document.querySelector("pasokh-widget")), null);
    were_asked_for(other, loader.pinned);
  });
}
