import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { embedding_levels, emoji_stretches, first_strong, level_runs } = await load("text/bidi.ts");
const none = new Set();

/** The line's pieces from left to right, as a reader sees them (rule L2 on whole runs). */
function visual(text, direction, begin = 0, end = text.length) {
  const levels = embedding_levels(text, direction);
  const runs = level_runs(levels, text, begin, end, direction === "rtl" ? 1 : 0, none);
  const highest = Math.max(...runs.map((run) => run.level));
  for (let level = highest; level > 0; level--)
    for (let i = 0; i < runs.length; i++) {
      let j = i;
      while (j < runs.length && runs[j].level >= level) j++;
      if (j > i + 1) runs.splice(i, j - i, ...runs.slice(i, j).reverse());
      i = j;
    }
  return runs.map((run) => text.slice(run.begin, run.end));
}

test("a number range after Persian letters reads right to left, as the browser shows it", () => {
  assert.deepEqual(visual("قیمت 10-20", "rtl"), ["20", "-", "10", "قیمت "]);
});

test("the same range stays left to right after Latin letters", () => {
  assert.deepEqual(visual("price 10-20", "ltr"), ["price 10-20"]);
});

test("levels come from the whole paragraph, also for a line that starts behind the letters", () => {
  const text = "قیمت 10-20";
  assert.deepEqual(visual(text, "rtl", 5), ["20", "-", "10"]);
});

test("white space at the end of a line takes the paragraph's level", () => {
  const text = "سلام Hello دنیا";
  const end = text.indexOf("دنیا");
  const runs = level_runs(embedding_levels(text, "rtl"), text, 0, end, 1, none);
  assert.deepEqual(runs.map((run) => run.level), [1, 2, 1]);
  assert.equal(text.slice(runs[2].begin, runs[2].end), " ");
});

test("inline code is isolated left to right, so its brackets stay behind it", () => {
  const text = "تابع useState() را";
  const begin = text.indexOf("use");
  const code = { begin, end: begin + "useState()".length };
  const levels = embedding_levels(text, "rtl", [code]);
  assert.deepEqual([...levels.slice(code.begin, code.end)], Array(10).fill(2));
  assert.equal(embedding_levels(text, "rtl")[code.end - 1], 1, "without the isolate the bracket would go to the other side");
});

test("levels have one entry for each UTF-16 unit, also with isolates and emoji", () => {
  const text = "سلام 😀 abc 👨‍👩‍👧 x";
  assert.equal(embedding_levels(text, "rtl", [{ begin: 8, end: 11 }]).length, text.length);
});

test("an emoji between Persian words is neutral", () => {
  const text = "سلام 😀 دنیا";
  assert.equal(new Set(embedding_levels(text, "rtl")).size, 1);
});

test("first strong skips isolates, digits and signs", () => {
  assert.equal(first_strong("۱۲۳ سلام"), "rtl");
  assert.equal(first_strong("(123) order سلام"), "ltr");
  assert.equal(first_strong("\u2068Ali\u2069 سلام"), "rtl");
  assert.equal(first_strong("۱۲۳ - 456"), undefined);
});

test("emoji sequences are one piece each", () => {
  const text = "a 👨‍👩‍👧‍👦 b 🇮🇷 c 👍🏽";
  assert.deepEqual(emoji_stretches(text).map(({ begin, end }) => text.slice(begin, end)), ["👨‍👩‍👧‍👦", "🇮🇷", "👍🏽"]);
  assert.deepEqual(emoji_stretches("plain 123 text"), []);
});

test("runs end at the given cuts although the level goes on", () => {
  const text = "سلام دنیا";
  const runs = level_runs(embedding_levels(text, "rtl"), text, 0, text.length, 1, new Set([5]));
  assert.deepEqual(runs.map((run) => text.slice(run.begin, run.end)), ["سلام ", "دنیا"]);
});
