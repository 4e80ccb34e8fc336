// How long a key press takes in the shipped wasm, search and state together, without drawing.
//
//   node tests/bench/search_wasm.mjs [DIST]     default build/web-release/dist
//
// Runs the module of dist/ in V8 with the demo pack, types the titles of its guides letter by letter, and prints the
// distribution of `pasokh_command("search", ...)` in milliseconds, opening time and memory.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const dist = process.argv[2] ?? "build/web-release/dist";
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const { instance } = await WebAssembly.instantiate(readFileSync(join(dist, manifest.wasm.file)), {
  pasokh: {
    now: () => Date.now(), random: () => {}, text_layout: () => 0, text_slot: () => 0, text_release: () => {}, text_epoch: () => 1,
    log: (level, at, length) => console.error(read(at, length)),
  },
  env: { emscripten_notify_memory_growth: () => {} },
  wasi_snapshot_preview1: { proc_exit: () => {}, environ_sizes_get: () => 0, environ_get: () => 0 },
});
const core = instance.exports;
const read = (at, length) => Buffer.from(core.memory.buffer, at, length).toString();
function give(text) {
  const bytes = Buffer.from(text);
  const at = core.pasokh_alloc(bytes.length);
  new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
}
core._initialize();
core.pasokh_create(...give(JSON.stringify({ lang: "fa", theme: "light", paint: false })));

const pack = readFileSync(join(dist, manifest.pack.file));
const at = core.pasokh_alloc(pack.length);
new Uint8Array(core.memory.buffer, at, pack.length).set(pack);
const opened = performance.now();
if (core.pasokh_load_pack(at, pack.length) !== 1) throw new Error("the pack was refused");
const open_ms = performance.now() - opened;
const parts = [];
for (let more = true; more;) {
  const start = performance.now();
  more = core.pasokh_prepare() !== 0;
  parts.push(performance.now() - start);
}

const queries = ["چطور کالا را مرجوع کنم", "سفارشم کی به دستم می‌رسد", "sthva", "sefaresh", "كيف أرجع منتجا اشتريته", "how long does a refund take", "بازگشت کالا", "مرجوع", "wifi", "SRV-10245"];
const times = [];
const search = give("search");
for (let round = 0; round < 20; round++)
  for (const query of queries)
    for (let end = 1; end <= query.length; end++) {
      const argument = give(query.slice(0, end));
      const start = performance.now();
      core.pasokh_command(...search, ...argument);
      times.push(performance.now() - start);
      core.pasokh_free(argument[0]);
    }
times.sort((a, b) => a - b);
const part = (share) => times[Math.floor(times.length * share)].toFixed(2);
console.log(`${times.length} key presses: p50 ${part(0.5)} ms, p90 ${part(0.9)} ms, p99 ${part(0.99)} ms; open ${open_ms.toFixed(1)} ms, index ${parts.reduce((a, b) => a + b, 0).toFixed(1)} ms in ${parts.length} parts, the longest ${Math.max(...parts).toFixed(1)} ms; memory ${(core.memory.buffer.byteLength / 2 ** 20).toFixed(1)} MiB`);
