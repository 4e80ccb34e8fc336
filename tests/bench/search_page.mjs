// How long searching takes in a real page: Chromium, the shipped wasm, any pack.
//
//   node tests/bench/search_page.mjs FILE.pack QUERIES.txt [DIST]      one query a line; each is typed letter by letter
//
// Prints opening, the parts of the index, and the distribution of a key press (understanding, ranking, snippets, completions
// and the state's change; no drawing). The page is cross-origin isolated, so that its clock is fine enough.
import { createReadStream, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [pack, queries, dist = "build/web-release/dist"] = process.argv.slice(2);
const { chromium } = createRequire(new URL("../e2e/package.json", import.meta.url))("playwright-core");
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const files = { "/wasm": [join(dist, manifest.wasm.file), "application/wasm"], "/pack": [pack, "application/octet-stream"] };
const server = createServer((request, response) => {
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  const file = files[request.url];
  if (!file) return response.writeHead(200, { ...headers, "Content-Type": "text/html" }).end("<!doctype html><title>bench</title>");
  response.writeHead(200, { ...headers, "Content-Type": file[1] });
  createReadStream(file[0]).pipe(response);
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));

const profile = mkdtempSync(join(tmpdir(), "pasokh-bench-"));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: "/usr/bin/chromium", headless: true,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await context.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
const typed = readFileSync(queries, "utf8").split("\n").filter(Boolean).slice(0, 150);
const result = await page.evaluate(async (texts) => {
  let core;
  const { instance } = await WebAssembly.instantiateStreaming(fetch("/wasm"), {
    pasokh: { now: () => Date.now(), random: () => {}, text_layout: () => 0, text_slot: () => 0, text_release: () => {}, text_epoch: () => 1, log: () => {} },
    env: { emscripten_notify_memory_growth: () => {} },
    wasi_snapshot_preview1: { proc_exit: () => {}, environ_sizes_get: () => 0, environ_get: () => 0 },
  });
  core = instance.exports;
  const encoder = new TextEncoder();
  const give = (text) => {
    const bytes = encoder.encode(text), at = core.pasokh_alloc(bytes.length);
    new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  };
  core._initialize();
  core.pasokh_create(...give(JSON.stringify({ lang: "fa", theme: "light", paint: false })));
  let start = performance.now();
  core.pasokh_prepare();   // as the page does while the pack is on its way
  const warm = performance.now() - start;
  await new Promise((resolve) => setTimeout(resolve, 150));   // a round trip
  const bytes = new Uint8Array(await (await fetch("/pack")).arrayBuffer());
  const at = core.pasokh_alloc(bytes.length);
  new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
  start = performance.now();
  if (core.pasokh_load_pack(at, bytes.length) !== 1) throw new Error("the pack was refused");
  const open = performance.now() - start, parts = [], times = [];
  for (let more = true; more;) {
    start = performance.now();
    more = core.pasokh_prepare() !== 0;
    parts.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const search = give("search");
  const press = (text) => {
    const argument = give(text);
    start = performance.now();
    core.pasokh_command(...search, ...argument);
    const ms = performance.now() - start;
    core.pasokh_free(argument[0]);
    return ms;
  };
  for (const text of texts.slice(0, 40)) press(text);   // compiled by now
  for (const text of texts)
    for (let end = 1, letters = [...text]; end <= letters.length; ++end) times.push(press(letters.slice(0, end).join("")));
  return { warm, open, parts, times, memory: core.memory.buffer.byteLength };
}, typed);
await context.close();
server.close();
rmSync(profile, { recursive: true, force: true });
const sorted = result.times.sort((a, b) => a - b), part = (share) => sorted[Math.floor(sorted.length * share)].toFixed(2);
const sum = (list) => list.reduce((a, b) => a + b, 0).toFixed(0);
console.log(`made ready in ${result.warm.toFixed(1)} ms; open ${result.open.toFixed(1)} ms; index ${sum(result.parts)} ms in ${result.parts.length} parts, the longest ${Math.max(...result.parts).toFixed(0)} ms; ` +
  `${sorted.length} key presses: p50 ${part(0.5)} ms, p90 ${part(0.9)} ms, p99 ${part(0.99)} ms; memory ${(result.memory / 2 ** 20).toFixed(1)} MiB`);
