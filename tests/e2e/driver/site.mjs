// The folder that the server gives out: the built page, and pages of our own that embed the widget in other ways.
//
//   /index.html      the demo store, its widget opened to tests
//   /dom.html        the same, never painting on a canvas
//   /guest.html      the demo store as it is built
//   /nothing.html    the demo store without our tag and without any script
//   /bare.html       a plain page; ?early asks for calls before pasokh.js has come
//   /no-wasm.html    a plain page whose policy forbids WebAssembly
//   /damaged.html    a plain page whose knowledge base is damaged
//   /pinned.html     a plain page whose tag names the loader's digest
//   /dark.html       a plain page with data-theme="dark"
//   /open-canvas.html, /open-dom.html    a plain page without a policy, with a pack that a test makes
//   /shared.html     a plain page with the pack of the shared React documentation, when it is there
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dist } from "./paths.mjs";

const kTag = /<script async src="\/pasokh\.js"([^>]*)><\/script>/;
const kPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'";

function bare(attributes, policy = kPolicy) {
  return `<!doctype html>
<html lang="fa" dir="rtl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/demo/img/leaf.svg" type="image/svg+xml">
<title>یک صفحه ساده</title>
<script src="/bare.js"></script>
<script async src="/pasokh.js" data-shop="demo" data-test ${attributes}></script>
</head>
<body><main><h1>یک صفحه ساده</h1><p><a href="#here" id="here">پیوند</a></p></main></body>
</html>
`;
}

/** The documentation's own stub, and calls in the queue when the address asks for them. */
const bare_script = `"use strict";
window.Pasokh = window.Pasokh || function () { (window.Pasokh.q = window.Pasokh.q || []).push(arguments); };
{
const heard = [];
document.documentElement.dataset.heard = "[]";
for (const name of ["ready", "open", "close", "search", "article", "lookup", "feedback", "error"])
  Pasokh("on", name, (detail) => {
    heard.push([name, detail === undefined ? null : detail]);
    document.documentElement.dataset.heard = JSON.stringify(heard);
  });
}
if (location.search.includes("early")) {
  Pasokh("set", { lang: "en" });
  Pasokh("search", "refund");
  Pasokh("article", "returns/return-item");
}
`;

export function build_site(folder) {
  if (!existsSync(join(dist, "index.html"))) throw new Error(`${dist} is not built; run scripts/build`);
  cpSync(dist, folder, { recursive: true });
  const page = readFileSync(join(dist, "index.html"), "utf8");
  if (!kTag.test(page)) throw new Error("index.html has no tag of the widget");
  for (const name of readdirSync(folder)) if (/^index\.html\.(br|gz)$/.test(name)) rmSync(join(folder, name));
  const write = (name, text) => writeFileSync(join(folder, name), text);
  const with_tag = (attributes) => page.replace(kTag, `<script async src="/pasokh.js"$1 ${attributes}></script>`);
  write("index.html", with_tag("data-test"));
  write("dom.html", with_tag('data-test data-mode="dom"'));
  write("guest.html", page);
  write("nothing.html", page.replace(kTag, "").replace('<script defer src="/demo/demo.js"></script>', ""));
  write("bare.js", bare_script);
  write("bare.html", bare(""));
  write("no-wasm.html", bare("", kPolicy.replace(" 'wasm-unsafe-eval'", "")));
  write("damaged.html", bare('data-pack="/damaged.pack"'));
  const { loader } = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  write("pinned.html", bare(`integrity="${loader.integrity}" crossorigin="anonymous"`).replace("/pasokh.js", `/${loader.pinned}`));
  write("dark.html", bare('data-theme="dark"'));
  write("open-canvas.html", bare('data-pack="/hostile.pack"', ""));
  write("open-dom.html", bare('data-pack="/hostile.pack" data-mode="dom"', ""));
  write("shared.html", bare('data-pack="/shared.pack"'));
  const pack = demo_pack(folder);
  const bytes = readFileSync(pack);
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 64);
  write("damaged.pack", bytes);
}

export function demo_pack(folder) {
  const name = readdirSync(join(folder, "w")).find((file) => file.endsWith(".pack"));
  if (!name) throw new Error(`${folder}/w holds no pack; run scripts/build`);
  return join(folder, "w", name);
}
