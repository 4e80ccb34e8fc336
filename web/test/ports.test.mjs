import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { retry_after } = await load("ports/http.ts");
const { load_config, read_config } = await load("ports/config.ts");

test("Retry-After is read as seconds and as a date", () => {
  const now = Date.UTC(2026, 10, 21, 12, 0, 0);
  assert.equal(retry_after("120", now), 120);
  assert.equal(retry_after("Sat, 21 Nov 2026 12:01:30 GMT", now), 90);
  assert.equal(retry_after("Sat, 21 Nov 2026 11:00:00 GMT", now), 0, "a date that has passed");
  assert.equal(retry_after(null, now), 0);
  assert.equal(retry_after("soon", now), 0);
});

test("addresses in the configuration are relative to where it came from", () => {
  const config = read_config(JSON.stringify({ pack: { url: "kb/kb-1234abcd.pack" }, help_url: "/help" }), "https://shop.example/files/pasokh.config.json");
  assert.equal(config.pack_url, "https://shop.example/files/kb/kb-1234abcd.pack");
  assert.equal(config.help_url, "https://shop.example/help");
});

test("a channel with an address that could run script is left out, the others stay", () => {
  const channels = [{ kind: "phone", value: "021", url: "tel:+9821" }, { kind: "x", value: "x", url: "javascript:alert(1)" }, "nonsense", null];
  assert.deepEqual(read_config(JSON.stringify({ channels }), "https://a.example/").channels.map((channel) => channel.kind), ["phone"]);
});

test("an empty configuration is an empty card, not a failure", () => {
  const config = read_config("{}", "https://a.example/");
  assert.deepEqual([config.pack_url, config.help_url, config.channels], ["", "", []]);
});

test("a host without a server gives its built-in file, and a static shop asks for nothing else", async () => {
  const asked = [];
  const real = globalThis.fetch;
  globalThis.fetch = async (url) => {
    asked.push(url);
    return url.endsWith("/v1/config") ? new Response("", { status: 404 }) : new Response('{"help_url":"/help"}');
  };
  try {
    const config = await load_config({ server: "https://shop.example" }, "https://shop.example/lib/");
    assert.equal(config.help_url, "https://shop.example/help");
    await load_config({ server: "static" }, "https://shop.example/lib/");
    assert.deepEqual(asked, ["https://shop.example/v1/config", "https://shop.example/lib/pasokh.config.json", "https://shop.example/lib/pasokh.config.json"]);
  } finally {
    globalThis.fetch = real;
  }
});
