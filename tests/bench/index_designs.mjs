// Bytes of index designs, for a corpus of 1,000 articles: `scripts/bench designs`.
//
//   node tests/bench/index_designs.mjs     a Markdown table a corpus; the same figures go to build/bench/designs.json
//
// Corpora: the first 1,000 articles of the study's `mix` and `fa-rc`, and the guides of assets/content.
// The measure is what a page downloads: brotli 11. The plain text (titles and bodies, one stream) is the base; an index
// is measured alone, without the text, so "ratio" is (text + index) / text. Rows of the part "text" are the text itself
// in other containers. Words are folded as the study's peers/text.mjs folds them.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { bench_folder, lines, prepare_study, root } from "./study.mjs";

const kArticles = 1000;
const kGram = 3;

function brotli(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 24, [BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

function guides(folder = join(root, "assets/content")) {
  const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => /^\w\w\/.*\.md$/.test(name)).sort();
  return files.map((name) => {
    const [, front, body] = readFileSync(join(folder, name), "utf8").match(/^---\n(.*?)\n---\n(.*)$/s);
    return { id: name.slice(0, -3), title: front.match(/^title: (.*)$/m)[1], body };
  });
}

// --- SQLite -----------------------------------------------------------------------------------------------------------

class Sqlite {
  constructor(copy) {
    this.Database = createRequire(join(copy, "package.json"))("better-sqlite3");
    this.folder = mkdtempSync(join(tmpdir(), "pasokh-designs-"));
  }

  /// The bytes of a database that `fill` has filled.
  file(fill) {
    const path = join(this.folder, "design.db");
    const database = new this.Database(path);
    database.pragma("journal_mode=OFF");
    database.transaction(() => fill(database))();
    database.exec("VACUUM");
    database.close();
    const bytes = readFileSync(path);
    rmSync(path);
    return bytes;
  }

  articles(docs, body_of) {
    return this.file((database) => {
      database.exec("CREATE TABLE article(id TEXT, title TEXT, body)");
      const insert = database.prepare("INSERT INTO article VALUES (?, ?, ?)");
      for (const doc of docs) insert.run(doc.id, doc.title, body_of(doc));
    });
  }

  fts5(docs, options, text_of) {
    return this.file((database) => {
      database.exec(`CREATE VIRTUAL TABLE found USING fts5(title, body, content='', columnsize=0, ${options})`);
      const insert = database.prepare("INSERT INTO found(rowid, title, body) VALUES (?, ?, ?)");
      docs.forEach((doc, at) => insert.run(at + 1, text_of(doc.title), text_of(doc.body)));
      database.exec("INSERT INTO found(found) VALUES ('optimize')");
    });
  }

  close() { rmSync(this.folder, { recursive: true }); }
}

// --- our own postings -------------------------------------------------------------------------------------------------

class Bytes {
  constructor() { this.bytes = []; }
  number(value) {   // LEB128
    for (; value > 127; value >>>= 7) this.bytes.push((value & 127) | 128);
    this.bytes.push(value);
  }
  text(value) { this.bytes.push(...Buffer.from(value)); }
  get buffer() { return Buffer.from(this.bytes); }
}

/// unit -> Map(article -> {title, body} counts), units sorted.
function postings(docs, units_of) {
  const found = new Map();
  docs.forEach((doc, at) => {
    for (const field of ["title", "body"]) {
      for (const unit of units_of(doc[field])) {
        if (!found.has(unit)) found.set(unit, new Map());
        const articles = found.get(unit);
        if (!articles.has(at)) articles.set(at, { title: 0, body: 0 });
        articles.get(at)[field] += 1;
      }
    }
  });
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function put_word(out, word, before) {
  let shared = 0;
  while (shared < before.length && word[shared] === before[shared]) shared += 1;
  const tail = Buffer.from(word.slice(shared));
  out.number(shared);
  out.number(tail.length);
  out.bytes.push(...tail);
}

/// One stream: front-coded word, number of articles, then per article (delta * 4 + in title * 2 + more than once), count.
function one_stream(index) {
  const out = new Bytes();
  let before = "";
  for (const [word, articles] of index) {
    put_word(out, word, before);
    before = word;
    out.number(articles.size);
    let last = 0;
    for (const [article, { title, body }] of articles) {
      const count = title + body;
      out.number((article - last) * 4 + (title > 0 ? 2 : 0) + (count > 1 ? 1 : 0));
      if (count > 1) out.number(count);
      last = article;
    }
  }
  return out.buffer;
}

/// The same figures with each kind of number in a stream of its own, so that brotli sees like beside like.
function streams_apart(index, with_counts = true) {
  const [shared, length, tails, sizes, deltas, counts] = Array.from({ length: 6 }, () => new Bytes());
  let before = "";
  for (const [word, articles] of index) {
    let same = 0;
    while (same < before.length && word[same] === before[same]) same += 1;
    shared.number(same);
    length.number(word.length - same);
    tails.text(word.slice(same));
    before = word;
    sizes.number(articles.size);
    let last = 0;
    for (const [article, { title, body }] of articles) {
      deltas.number(article - last);
      if (with_counts) counts.number(Math.min(body, 63) * 2 + (title > 0 ? 1 : 0));
      last = article;
    }
  }
  return Buffer.concat([shared, length, tails, sizes, deltas, counts].map(({ buffer }) => buffer));
}

/// key -> numbers of vocabulary words.
function word_lists(lists) {
  const out = new Bytes();
  let before = "";
  for (const [key, words] of [...lists].sort(([a], [b]) => (a < b ? -1 : 1))) {
    put_word(out, key, before);
    before = key;
    out.number(words.length);
    let last = 0;
    for (const word of words) {
      out.number(word - last);
      last = word;
    }
  }
  return out.buffer;
}

const entries = (lists) => [...lists.values()].reduce((sum, list) => sum + (list.size ?? list.length), 0);

function grams(word) {
  const padded = `_${word}_`;
  return padded.length <= kGram ? [padded] : Array.from({ length: padded.length - kGram + 1 }, (_, at) => padded.slice(at, at + kGram));
}

function deletions(word) {
  const once = (from) => [...new Set(Array.from(from, (_, at) => from.slice(0, at) + from.slice(at + 1)))];
  if (word.length < 3) return [];
  const first = once(word);
  return word.length < 8 ? [word, ...first] : [...new Set([word, ...first, ...first.flatMap(once)])];
}

function lists_of(vocabulary, keys_of) {
  const lists = new Map();
  vocabulary.forEach((word, at) => {
    for (const key of new Set(keys_of(word))) lists.set(key, [...(lists.get(key) ?? []), at]);
  });
  return lists;
}

// --- the table --------------------------------------------------------------------------------------------------------

function designs(docs, sqlite, { norm, words }) {
  const text = Buffer.from(docs.map(({ title, body }) => `${title}\n${body}\n`).join("\n"));
  const base = brotli(text).length;
  const rows = [];
  const add = (part, design, bytes, more = {}) => {
    const packed = bytes.length === 0 ? 0 : brotli(bytes).length;
    const total = part === "text" ? packed : base + packed;
    rows.push({ part, design, raw: bytes.length, brotli: packed, added: total - base, ratio: +(total / base).toFixed(3), ...more });
  };
  const folded = (value) => words(norm(value)).join(" ");
  const split = (value) => words(norm(value));
  const nothing = Buffer.alloc(0);

  add("text", "plain text, one stream", text);
  add("text", "SQLite table", sqlite.articles(docs, ({ body }) => body));
  add("text", "SQLite table, each body compressed (brotli)", sqlite.articles(docs, ({ body }) => brotli(Buffer.from(body))));
  const bodies = brotli(Buffer.from(docs.map(({ body }) => body).join("\0")));
  add("text", "SQLite table of titles, all bodies in one compressed part", Buffer.concat([sqlite.articles(docs, () => null), bodies]));

  for (const detail of ["full", "column", "none"]) {
    add("words", `FTS5 unicode61, detail=${detail}`, sqlite.fts5(docs, `detail=${detail}`, String));
    add("words", `FTS5 over folded words, detail=${detail}`, sqlite.fts5(docs, `detail=${detail}`, folded));
  }
  const index = postings(docs, split);
  const count = { entries: entries(index), keys: index.size };
  add("words", "own postings, one stream", one_stream(index), count);
  add("words", "own postings, streams apart", streams_apart(index), count);
  add("words", "own postings, streams apart, no counts", streams_apart(index, false), count);
  add("words", "built at open from the text", nothing, count);

  for (const detail of ["full", "none"]) add("grams", `FTS5 trigram over folded text, detail=${detail}`, sqlite.fts5(docs, `detail=${detail}, tokenize='trigram'`, folded));
  const text_grams = postings(docs, (value) => split(value).flatMap(grams));
  add("grams", "grams over the text, own postings", one_stream(text_grams), { entries: entries(text_grams), keys: text_grams.size });
  add("grams", "grams over the text, streams apart", streams_apart(text_grams), { entries: entries(text_grams), keys: text_grams.size });
  const vocabulary = [...index.keys()];
  const gram_lists = lists_of(vocabulary, grams);
  add("grams", "grams over the vocabulary, shipped", word_lists(gram_lists), { entries: entries(gram_lists), keys: gram_lists.size });
  add("grams", "grams over the vocabulary, derived at open", nothing, { entries: entries(gram_lists), keys: gram_lists.size });

  const deletion_lists = lists_of(vocabulary, deletions);
  add("typos", "deletions of the vocabulary, shipped", word_lists(deletion_lists), { entries: entries(deletion_lists), keys: deletion_lists.size });
  add("typos", "deletions of the vocabulary, derived at open", nothing, { entries: entries(deletion_lists), keys: deletion_lists.size });
  return { articles: docs.length, vocabulary: vocabulary.length, text_bytes: text.length, text_brotli: base, designs: rows };
}

function table(name, { articles, vocabulary, text_bytes, text_brotli, designs: rows }) {
  const number = (value) => value?.toLocaleString("en") ?? "";
  const body = rows.map((row) => `| ${[row.part, row.design, number(row.keys), number(row.entries), number(row.raw), number(row.brotli), number(row.added), row.ratio.toFixed(2)].join(" | ")} |`);
  return `### ${name}: ${number(articles)} articles, ${number(vocabulary)} words, text ${number(text_bytes)} bytes, ${number(text_brotli)} as brotli

| part | design | keys | entries | bytes | brotli | added | ratio |
| --- | --- | --- | --- | --- | --- | --- | --- |
${body.join("\n")}
`;
}

async function main() {
  const study = prepare_study();
  const { norm, words } = await import(pathToFileURL(join(study.copy, "peers/text.mjs")).href);
  const sqlite = new Sqlite(study.copy);
  const first = (set) => lines(join(study.data, set, "corpus.jsonl")).slice(0, kArticles);
  const corpora = { mix: first("mix"), "fa-rc": first("fa-rc"), "assets/content": guides() };
  const measured = Object.entries(corpora).map(([name, docs]) => [name, designs(docs, sqlite, { norm, words })]);
  sqlite.close();
  writeFileSync(join(bench_folder, "designs.json"), `${JSON.stringify(Object.fromEntries(measured), null, 1)}\n`);
  for (const [name, found] of measured) console.log(table(name, found));
}

main().catch((error) => {
  console.error(`bench designs: ${error.message}`);
  process.exitCode = 1;
});
