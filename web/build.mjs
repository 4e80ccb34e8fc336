// Bundles the web half and lays out what a static host needs.
//
// Use:
//   node web/build.mjs [--out DIR] [--wasm FILE] [--pasokh FILE] [--content DIR] [--debug]
//
// Output (default build/web-release/dist):
//   index.html  demo/...            the demo store page
//   pasokh.js                       the loader: the one name that never changes
//   pasokh-<hash>.js                the same loader, for tags with a digest
//   w/<name>-<hash>.<ext>           widget module, contact module, core, pack: may be kept for ever
//   w/media/...                     pictures of the guides, relative to the pack
//   pasokh.config.json              configuration of a host without a server
//   manifest.json                   name -> {file, bytes, br}; of the loader also {pinned, integrity}
// and .br (quality 11) and .gz beside everything that shrinks.
//
// Without the core or the `pasokh` command (not built yet) their parts are left out, and the table says so.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import esbuild from "esbuild";

const web = dirname(fileURLToPath(import.meta.url));
const root = resolve(web, "..");

function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}
const debug = process.argv.includes("--debug");
const out = resolve(option("out", join(root, "build/web-release/dist")));
const wasm_file = resolve(option("wasm", join(root, "build/web-release/web/pasokh.wasm")));
const pasokh = resolve(option("pasokh", join(root, "build/native-release/pasokh")));
const content = resolve(option("content", join(root, "assets/content")));

const kServerConfig = "assets/demo/server.json";
const kCompressed = new Set([".js", ".css", ".html", ".json", ".svg", ".wasm", ".pack", ".txt", ".map"]);
const manifest = {};

function write(path, bytes) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return path;
}

/** "w/widget.js" -> "w/widget-1a2b3c4d.js" */
function write_hashed(name, path, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const extension = extname(path);
  const file = write(`${path.slice(0, -extension.length)}-${hash}${extension}`, bytes);
  manifest[name] = { file };
  return file;
}

/** What a browser compares the bytes with before it runs them: each part knows it of the next. */
function integrity_of(file) {
  return `sha384-${createHash("sha384").update(readFileSync(join(out, file))).digest("base64")}`;
}

async function bundle(entry, format, define) {
  const result = await esbuild.build({
    entryPoints: [join(web, entry)], bundle: true, write: false, format, target: "es2021", minify: !debug, legalComments: "none", charset: "utf8", plugins: [css_as_text],
    define: Object.fromEntries(Object.entries(define).map(([key, value]) => [key, JSON.stringify(value)])), logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** Style sheets become strings, as small as esbuild makes them. */
const css_as_text = {
  name: "css-as-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const sheet = await esbuild.transform(readFileSync(path, "utf8"), { loader: "css", minify: !debug, target: "chrome100" });
      return { contents: sheet.code.trim(), loader: "text" };
    });
  },
};

/** The knowledge base of the demo store, and its pictures beside it. Gives its path, or "" when the command is not there. */
function make_pack() {
  if (!existsSync(pasokh)) return "";
  const folder = join(out, "w");
  const done = spawnSync(pasokh, ["pack", content, "-o", join(folder, "kb.pack")], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`pasokh pack ${relative(root, content)} failed:\n${done.stderr}${done.stdout}`);
  const file = write_hashed("pack", "w/kb.pack", readFileSync(join(folder, "kb.pack")));
  for (const name of readdirSync(folder)) if (name.startsWith("kb.pack")) rmSync(join(folder, name));
  return file;
}

/** The demo shop as its server would tell it, without what needs a server. */
/** The demo shop of the server, without what only a server can do. */
function static_config(pack_file) {
  const { shop } = JSON.parse(readFileSync(join(root, "assets/demo/server.json"), "utf8"));
  const { id, ...rest } = shop;
  return { ...rest, shop: id, features: { search: true, orders: false, feedback: false }, ...(pack_file ? { pack: { url: pack_file } } : {}) };
}

function files_below(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files_below(join(folder, entry.name)) : [join(folder, entry.name)]);
}

function compress_all() {
  for (const file of files_below(out)) {
    if (!kCompressed.has(extname(file))) continue;
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    const brotli = brotliCompressSync(bytes, { params });
    const gzip = gzipSync(bytes, { level: 9 });
    if (brotli.length < bytes.length) writeFileSync(`${file}.br`, brotli);
    if (gzip.length < bytes.length) writeFileSync(`${file}.gz`, gzip);
  }
}

function finish_manifest() {
  for (const entry of Object.values(manifest)) {
    const file = join(out, entry.file);
    entry.bytes = statSync(file).size;
    entry.br = existsSync(`${file}.br`) ? statSync(`${file}.br`).size : entry.bytes;
  }
  write("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
}

function print_table() {
  const row = (name, bytes, br, file) => console.log(`${name.padEnd(10)}${String(bytes).padStart(10)}${String(br).padStart(10)}  ${file}`);
  row("part", "bytes", "brotli", "file");
  for (const [name, { file, bytes, br }] of Object.entries(manifest)) row(name, bytes, br, file);
  const code = ["loader", "module", "wasm"].map((name) => manifest[name]?.br ?? 0).reduce((a, b) => a + b, 0);
  row("all code", "", code, manifest.wasm ? "" : `without the core: ${relative(root, wasm_file)} is not built`);
  if (!manifest.pack) console.log(`no pack: ${relative(root, pasokh)} is not built`);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const core = existsSync(wasm_file) ? write_hashed("wasm", "w/pasokh.wasm", readFileSync(wasm_file)) : "";
const module = write_hashed("module", "w/widget.js", await bundle("src/main.ts", "esm", {
  PASOKH_WASM: core ? basename(core) : "pasokh.wasm", PASOKH_WASM_INTEGRITY: core ? integrity_of(core) : "",
}));
const card = write_hashed("card", "w/card.js", await bundle("src/card.ts", "esm", {}));
const loader = await bundle("src/loader/index.ts", "iife", {
  PASOKH_MODULE: module, PASOKH_MODULE_INTEGRITY: integrity_of(module), PASOKH_CARD: card, PASOKH_CARD_INTEGRITY: integrity_of(card),
});
const pinned = write_hashed("loader", "pasokh.js", loader);
manifest.loader = { file: write("pasokh.js", loader), pinned, integrity: integrity_of(pinned) };
write("pasokh.config.json", `${JSON.stringify(static_config(make_pack()), null, 2)}\n`);
cpSync(join(root, "index.html"), join(out, "index.html"));
cpSync(join(root, "assets/demo"), join(out, "demo"), { recursive: true, filter: (file) => file !== join(root, kServerConfig) });
cpSync(join(web, "node_modules/vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2"), join(out, "demo/Vazirmatn.woff2"));
cpSync(join(web, "node_modules/vazirmatn/OFL.txt"), join(out, "demo/Vazirmatn-OFL.txt"));
cpSync(join(web, "node_modules/bidi-js/LICENSE.txt"), join(out, "w/bidi-js-LICENSE.txt"));
compress_all();
finish_manifest();
print_table();
