import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { joins_at } = await load("text/joining.ts");

test("dual-joining letters join on both sides", () => {
  assert.ok(joins_at("پشتیبان", 1));
  assert.ok(joins_at("كتب", 2));
});

test("alef, waw, dal and re do not join to the letter after them", () => {
  for (const text of ["ان", "ون", "دن", "رن", "ژن", "ةن"]) assert.ok(!joins_at(text, 1), text);
  assert.ok(joins_at("نا", 1), "but a letter before alef joins to it");
});

test("a zero width non-joiner keeps letters apart, a joiner and tatweel bind them", () => {
  assert.ok(!joins_at("می\u200cخواهم", 2));
  assert.ok(!joins_at("می\u200cخواهم", 3));
  assert.ok(joins_at("ب\u0640ب", 1));
  assert.ok(joins_at("ب\u200dب", 2));
});

test("vowel marks are looked through", () => {
  assert.ok(joins_at("مُحَمَّد", 2));
  assert.ok(joins_at("مُحَمَّد", 1), "between a letter and its own mark");
  assert.ok(!joins_at("دُم", 2));
});

test("hamza, digits, Latin letters and the ends of the text join to nothing", () => {
  for (const [text, at] of [["ءب", 1], ["بء", 1], ["ب1", 1], ["ab", 1], ["ب", 0], ["ب", 1], ["ب ب", 1]]) assert.ok(!joins_at(text, at), text);
});
