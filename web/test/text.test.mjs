import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { panel_family } = await load("text/fonts.ts");
const { cut_places } = await load("text/truncate.ts");
const { is_outside } = await load("text/paragraph.ts");
const { frame_of, snap } = await load("text/raster.ts");

test("the panel uses the store's font first and real names after it", () => {
  const family = panel_family("Vazirmatn, Tahoma, sans-serif", "");
  assert.ok(family.startsWith('"Vazirmatn", "Tahoma", '), family);
  assert.ok(family.endsWith(", sans-serif"), family);
  assert.equal(family.split("Tahoma").length, 2, "no name twice");
});

test("names that canvas and DOM resolve differently are left out", () => {
  const family = panel_family("system-ui, -apple-system, BlinkMacSystemFont, 'IRANSans'", "");
  assert.ok(family.startsWith('"IRANSans"'), family);
  assert.ok(!/system|apple|Blink/.test(family), family);
});

test("data-font comes before the page's font, and quotes in it do no harm", () => {
  assert.ok(panel_family("Arial", "Shabnam, 'Iran Yekan'").startsWith('"Shabnam", "Iran Yekan", "Arial"'));
  assert.ok(!panel_family("Arial", 'x"; } evil { "').includes('x";'));
});

test("a cut never splits a grapheme and never leaves a space before the ellipsis", () => {
  const text = "سلام 👨‍👩‍👧، مُحَمَّد";
  const places = cut_places(text, 0, text.length);
  for (const place of places.slice(1)) assert.ok(!/[\s،]/.test(text[place - 1]), `after ${text.slice(0, place)}`);
  assert.ok(!places.includes(7), "inside the family");
  assert.ok(!places.includes(text.indexOf("م", 13) + 1), "between a letter and its mark");
  assert.equal(places.at(-1), text.length);
});

test("only http, mailto and tel links are given to the browser", () => {
  for (const href of ["https://x.example", "HTTP://x", "mailto:a@b.example", "tel:+98"]) assert.ok(is_outside(href), href);
  for (const href of ["javascript:alert(1)", "data:text/html,x", "article:returns/x", "#top", "//x.example", ""]) assert.ok(!is_outside(href), href);
});

test("a line's picture is its advance plus padding, on whole device pixels", () => {
  const run = { x: 10.3, width: 100.2 };
  const frame = frame_of({ runs: [run], grounds: [] }, 1, 24, 16, 2);
  assert.ok(frame.left <= 10.3 * 2 - 0.35 * 16 * 2 && frame.left + frame.width >= (10.3 + 100.2) * 2 + 0.35 * 16 * 2);
  assert.ok(frame.top <= 48 - 8 && frame.top + frame.height >= 96 + 8);
  for (const value of Object.values(frame)) assert.equal(value, Math.round(value));
});

test("a line without ink has no picture", () => {
  assert.equal(frame_of({ runs: [], grounds: [] }, 0, 24, 16, 1), undefined);
});

test("snapping lands on device pixels", () => {
  assert.equal(snap(10.3, 2), 10.5);
  assert.equal(snap(10.3, 1), 10);
});
