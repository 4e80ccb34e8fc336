// Derives the variants `finglish` (Persian sets) and `arabizi` (Arabic sets) of the clean queries: latin.mjs says how.
//
//   node tests/bench/make_latin_variants.mjs [--show N]     writes data/SET/variants/{finglish,arabizi}.dev.jsonl
//
// Writes into the study's copy in build/bench/search only. Seeded: the same queries every time, 250 a set at most.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { latinize } from "./latin.mjs";
import { lines, prepare_study } from "./study.mjs";

const kMostQueries = 250;
const kVariants = { fa: "finglish", ar: "arabizi" };

export function latin_queries(queries, lang, set) {
  const written = queries.map(({ id, text }) => ({ id, text: latinize(text, lang, `latin:${set}:${id}`), from: text }));
  return written.filter(({ text, from }) => text !== "" && text !== from.toLowerCase()).slice(0, kMostQueries);
}

export function make_latin_variants(study, show = 0) {
  for (const set of study.sets()) {
    const folder = join(study.data, set);
    const { lang } = JSON.parse(readFileSync(join(folder, "meta.json"), "utf8"));
    const variant = kVariants[lang];
    if (!variant) continue;
    const queries = latin_queries(lines(join(folder, "queries.dev.jsonl")), lang, set);
    for (const { from, text } of queries.slice(0, show)) console.log(`${set}: ${from} | ${text}`);
    mkdirSync(join(folder, "variants"), { recursive: true });
    writeFileSync(join(folder, "variants", `${variant}.dev.jsonl`), queries.map(({ id, text }) => `${JSON.stringify({ id, text })}\n`).join(""));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf("--show");
  make_latin_variants(prepare_study(), at < 0 ? 0 : Number(process.argv[at + 1]));
}
