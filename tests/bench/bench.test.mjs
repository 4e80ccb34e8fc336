// The parts of the bench that would make its figures wrong without anybody noticing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { latinize } from "./latin.mjs";
import { latin_queries } from "./make_latin_variants.mjs";
import { cells, kMetrics } from "./search_cells.mjs";
import { plot } from "./search_plot.mjs";
import { report } from "./search_report.mjs";

const figures = (n, mrr10, zero = 0) => ({ n, mrr10, s1: mrr10, s3: mrr10, r10: mrr10, zero, p50_ms: 1, p99_ms: 2 });
const result = (peer, variants) => ({ peer, date: "2026-11-22 03:00", sets: { "fa-qqp": { lang: "fa", docs: 9, config: "default", build_ms: 1, index: { raw: 1024, brotli: 512 }, variants } } });
const cell_of = (all, variant, key) => all.find((cell) => cell.variant === variant && cell.metric.key === key);

test("a word is spelled the same for one seed and in several ways over many", () => {
  const spell = (seed) => latinize("قیمت خدمات غذا", "fa", seed);
  assert.equal(spell("a"), spell("a"));
  const ways = new Set(Array.from({ length: 50 }, (_, at) => spell(String(at))));
  assert.ok(ways.size > 10, [...ways].join(", "));
});

test("nothing but Latin letters, digits and signs is left", () => {
  const texts = [["می‌خواهم سفارشِ ۱۲۳ را لغو کنم؟", "fa"], ["كيف أُرجِعُ المنتجَ رقم ٤٥؟ ـ شكراً", "ar"]];
  for (const [text, lang] of texts) {
    for (let seed = 0; seed < 50; ++seed) assert.match(latinize(text, lang, String(seed)), /^[a-z0-9' -]+$/);
  }
});

test("known words keep their real vowels, and digits stay", () => {
  assert.match(latinize("سفارش ۱۲", "fa", "x"), /^sefaresh 12$/);
  assert.match(latinize("سفارشم", "fa", "x"), /^sefaresham$/);
  assert.match(latinize("حساب", "ar", "x"), /^(7esab|hesab|7isab)$/);
});

test("no word of three consonants is left without a vowel", () => {
  for (let seed = 0; seed < 50; ++seed) assert.match(latinize("گرفتن خرج مغز", "fa", String(seed)), /^\S*[aeo]\S* \S*[aeo]\S* \S*[aeo]\S*$/);
});

test("a set gives 250 variant queries at most, with the ids of the clean ones", () => {
  const queries = Array.from({ length: 300 }, (_, at) => ({ id: `q${at}`, text: "کجاست" }));
  const latin = latin_queries(queries, "fa", "s");
  assert.equal(latin.length, 250);
  assert.equal(latin[7].id, "q7");
});

test("ours is compared with the best of those who were asked as many queries", () => {
  const all = cells([
    result("lunr", { clean: figures(500, 0.8), typo: figures(250, 0.6) }),
    result("pagefind", { clean: figures(40, 0.99) }),
    result("reference", { clean: figures(500, 0.7), typo: figures(250, 0.9) }),
    result("ours", { clean: figures(500, 0.81), typo: figures(250, 0.85, 0.1) }),
  ], ["fa-qqp"]);
  assert.equal(all.length, 2 * kMetrics.length);
  assert.deepEqual([cell_of(all, "clean", "mrr10").by, cell_of(all, "clean", "mrr10").lead.toFixed(2)], ["lunr", "0.01"]);
  assert.deepEqual([cell_of(all, "typo", "mrr10").by, cell_of(all, "typo", "mrr10").lead.toFixed(2)], ["reference", "-0.05"]);
  assert.equal(cell_of(all, "clean", "zero").lead, 0);
  assert.ok(cell_of(all, "typo", "zero").lead < 0, "more queries without a result are worse");
});

test("a gap that every query shows is more than chance, one that a single query makes is not", () => {
  const asked = (peer, ranks) => ({ ...result(peer, { clean: figures(ranks.length, ranks.reduce((sum, rank) => sum + rank) / ranks.length) }), queries: { "fa-qqp": { clean: ranks } } });
  const gap = (ours) => cell_of(cells([asked("lunr", Array(40).fill(1)), asked("ours", ours)], ["fa-qqp"]), "clean", "mrr10").beyond_chance;
  assert.equal(gap(Array.from({ length: 40 }, (_, at) => (at % 2 ? 1 : 0.5))), true);
  assert.equal(gap([0, ...Array(39).fill(1)]), false);
});

test("the report names every cell that is behind, and the plot is drawn", () => {
  const results = [result("lunr", { clean: figures(500, 0.8) }), result("reference", { clean: figures(500, 0.75) }), result("ours", { clean: figures(500, 0.7) })];
  const page = report(results, [], ["fa-qqp"]);
  assert.match(page, /Behind in 4; the widest gap is 0\.100 in MRR@10 on fa-qqp, clean, to lunr\./);
  assert.match(page, /\| fa-qqp \| clean \| 500 \| 0\.100 lunr \| 0\.100 lunr \| 0\.100 lunr \| 0\.100 lunr \|  \|/);
  assert.match(plot(results, ["fa-qqp"]), /−0\.100/);
});
