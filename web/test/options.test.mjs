import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { changed_options, read_options, supported_language, valid_accent } = await load("loader/options.ts");
const { text_on } = await load("loader/launcher.ts");
const url = "https://help.shop.example/lib/pasokh.js";

test("a bare tag gets every default, with the page's language and the script's own server", () => {
  const options = read_options({}, url, "ar-EG");
  assert.deepEqual(options, {
    shop: "demo", lang: "ar", theme: "auto", accent: "#0f766e", position: "end", server: "https://help.shop.example", pack: "", font: "", label: "", mode: "auto",
    test: false,
  });
});

test("a page in a language without words of ours gets Persian", () => {
  assert.equal(read_options({}, url, "de").lang, "fa");
  assert.equal(read_options({}, url, "").lang, "fa");
});

test("a typo in the tag falls back instead of hiding the button", () => {
  const options = read_options({ lang: "xx", theme: "blue", accent: "red", position: "left", mode: "webgl" }, url, "en");
  assert.deepEqual([options.lang, options.theme, options.accent, options.position, options.mode], ["en", "auto", "#0f766e", "end", "auto"]);
});

test("set changes known fields only and checks them as the tag's are checked", () => {
  const old = read_options({ lang: "fa" }, url, "");
  const changed = changed_options(old, { lang: "en-US", theme: "dark", accent: "#AA0000", server: "https://evil.example", shop: "other", position: 7 });
  assert.deepEqual([changed.lang, changed.theme, changed.accent, changed.server, changed.shop, changed.position], ["en", "dark", "#aa0000", old.server, "demo", "end"]);
});

test("the server address loses its last slash, and 'static' stays as it is", () => {
  assert.equal(read_options({ server: "https://api.example/x/" }, url, "").server, "https://api.example/x");
  assert.equal(read_options({ server: "static" }, url, "").server, "static");
});

test("language tags are read by their first part", () => {
  assert.equal(supported_language("FA_ir"), "fa");
  assert.equal(supported_language(undefined), "");
});

test("an accent is #rrggbb and nothing else", () => {
  for (const bad of ["#fff", "red", "#12345g", "url(x)", "", undefined]) assert.equal(valid_accent(bad), "#0f766e");
});

test("the icon on the accent is white or near black, whichever reads better", () => {
  assert.equal(text_on("#0f766e"), "#ffffff");
  assert.equal(text_on("#000000"), "#ffffff");
  assert.equal(text_on("#ffe066"), "#0b1211");
  assert.equal(text_on("#ffffff"), "#0b1211");
});
