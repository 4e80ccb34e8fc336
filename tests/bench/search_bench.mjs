// Measures our search against every peer and the reference prototype on the public sets: `scripts/bench search`.
//
//   scripts/bench search                  all peers (cached figures are kept), the reference and ours; writes docs/search-results.{md,svg}
//   scripts/bench search --quick          runs only the fast, strong peers; the others' cached figures are still shown
//   scripts/bench search --sets fa-qqp --peers lunr     prints the report and leaves docs/ alone
//   scripts/bench search --fresh          runs again what is cached
//   scripts/bench search --report         writes the report again from the figures that are there
//   scripts/bench search --scale          also the corpus of 50,000 articles, ours and two peers
//   scripts/bench search --binary FILE    default build/native-release/pasokh
//
// Ours is never cached. One peer runs at a time, through the study's own bench.mjs, in build/bench/search.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { make_latin_variants } from "./make_latin_variants.mjs";
import { plot } from "./search_plot.mjs";
import { report } from "./search_report.mjs";
import { bench_folder, prepare_study, root } from "./study.mjs";

const kFast = ["minisearch-norm", "lunr", "fts5-norm", "fts5-trigram-norm"];
/// They take tenths of a second a query: hours for every query of every variant.
const kSlowest = ["fuse", "ufuzzy"], kOfSlowest = ["clean", "prefix", "typo"], kMaxOfSlowest = 40;
const kSlow = ["minisearch", "flexsearch", "orama", "fuse", "ufuzzy", "pagefind", "fts5-unicode61", "fts5-trigram"];
/// The reference had not made its index of 50,000 articles after eight minutes.
const kOfScale = ["fts5-norm", "fts5-trigram-norm"];

function options() {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const { values } = parseArgs({ options: { quick: flag, fresh: flag, scale: flag, report: flag, peers: text, sets: text, binary: text } });
  const binary = resolve(values.binary ?? join(root, "build/native-release/pasokh"));
  if (!existsSync(binary)) throw new Error(`${binary} is not there. Build it with scripts/build, or name another one with --binary.`);
  return { ...values, binary };
}

function chosen(given, known, what) {
  if (given === undefined) return known;
  const names = given.split(",").filter(Boolean);
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0) throw new Error(`There is no ${what} ${strange.join(", ")}. Known are: ${known.join(", ")}.`);
  return names;
}

const read_json = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);

class Bench {
  constructor(study, binary) {
    this.study = study;
    this.externals = { reference: "node reference/main.mjs", ours: `node pasokh-adapter.mjs '${binary}'` };
    this.scratch = join(bench_folder, `tmp-${process.pid}`);   // bench.mjs ends the adapters before they can remove their packs
  }

  file(out, name) { return join(this.study.results, `${out}.${name}.json`); }

  run(name, ...args) {
    mkdirSync(this.scratch, { recursive: true });
    const external = name in this.externals ? ["--external", `${name}=${this.externals[name]}`] : [];
    const { status } = spawnSync(process.execPath, ["bench.mjs", "--split", "dev", ...external, "--peers", name, ...args], {
      cwd: this.study.copy, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, TMPDIR: this.scratch },
    });
    rmSync(this.scratch, { recursive: true, force: true });
    if (status !== 0) throw new Error(`bench.mjs failed for ${name}.`);
  }

  /// Runs what is missing: whole sets, then variants that were made after a set was measured.
  fill(name, sets) {
    const have = read_json(this.file("dev", name))?.sets ?? {};
    const absent = sets.filter((set) => have[set] === undefined);
    if (absent.length > 0) this.run(name, "--sets", absent.join(","), ...(kSlowest.includes(name) ? ["--variants", kOfSlowest.join(","), "--max", kMaxOfSlowest] : []));
    for (const set of sets.filter((known) => have[known] !== undefined)) {
      const variants = this.variants(name, set).filter((variant) => have[set].variants[variant] === undefined);
      if (variants.length > 0) this.add_variants(name, set, variants);
    }
  }

  variants(name, set) {
    return this.study.variants(set).filter((variant) => !kSlowest.includes(name) || kOfSlowest.includes(variant));
  }

  add_variants(name, set, variants) {
    this.run(name, "--sets", set, "--variants", variants.join(","), "--out", "part");
    this.merge(name, (whole, part) => Object.assign(whole.sets[set].variants, part.sets[set].variants));
    this.merge(`${name}.perquery`, (whole, part) => Object.assign(whole[set], part[set]));
  }

  /// Takes what bench.mjs left in part.NAME.json into dev.NAME.json.
  merge(name, take) {
    if (!existsSync(this.file("part", name))) return;
    const whole = read_json(this.file("dev", name));
    take(whole, read_json(this.file("part", name)));
    writeFileSync(this.file("dev", name), JSON.stringify(whole));
    rmSync(this.file("part", name));
  }

  forget(name, sets) {
    const whole = read_json(this.file("dev", name));
    if (whole === undefined) return;
    for (const set of sets) delete whole.sets[set];
    writeFileSync(this.file("dev", name), JSON.stringify(whole, null, 1));
  }

  /// Returns the sets and variants that the engine left out, because bench.mjs goes on when an engine dies.
  measure(name, sets, fresh) {
    if (fresh) this.forget(name, sets);
    this.fill(name, sets);
    const found = read_json(this.file("dev", name))?.sets ?? {};
    return sets.flatMap((set) => this.variants(name, set).filter((variant) => !found[set]?.variants[variant]).map((variant) => `${set} ${variant}`));
  }

  results(out) {
    const found = [...kFast, ...kSlow, "reference", "ours"].filter((name) => existsSync(this.file(out, name)));
    return found.map((name) => {
      const date = statSync(this.file(out, name)).mtime.toISOString().slice(0, 16).replace("T", " ");
      return { ...read_json(this.file(out, name)), date, queries: read_json(this.file(out, `${name}.perquery`)) };
    });
  }
}

function write_report(bench, sets, in_docs) {
  const folder = in_docs ? join(root, "docs") : bench_folder;
  mkdirSync(folder, { recursive: true });
  const results = bench.results("dev");
  const ours = results.find(({ peer }) => peer === "ours");
  const absent = sets.filter((set) => !ours?.sets[set]);
  if (absent.length > 0) throw new Error(`There are no figures of ours for ${absent.join(", ")}. Run this without --report.`);
  writeFileSync(join(folder, "search-results.svg"), plot(results, sets));
  writeFileSync(join(folder, "search-results.md"), report(results, bench.results("scale"), sets));
  console.error(`Wrote search-results.md and search-results.svg to ${folder}`);
}

function main() {
  const wanted = options();
  const study = prepare_study();
  make_latin_variants(study);
  const sets = chosen(wanted.sets, study.sets(), "set");
  const peers = chosen(wanted.peers, [...kFast, ...kSlow], "peer").filter((name) => !wanted.quick || kFast.includes(name));
  const bench = new Bench(study, wanted.binary);
  if (!wanted.report) {
    for (const name of [...peers, "reference"]) {
      const missing = bench.measure(name, sets, wanted.fresh);
      if (missing.length > 0) console.error(`${name} left no figures for ${missing.join(", ")}: the report shows a dash there.`);
    }
    const missing = bench.measure("ours", sets, true);
    if (missing.length > 0) throw new Error(`ours left no figures for ${missing.join(", ")}. See the messages above.`);
  }
  if (wanted.scale) {
    for (const name of kOfScale.filter((name) => wanted.fresh || !existsSync(bench.file("scale", name)))) bench.run(name, "--scale");
    bench.run("ours", "--scale");
  }
  write_report(bench, sets, !wanted.sets && !wanted.peers);
}

try {
  main();
} catch (error) {
  console.error(`bench search: ${error.message}`);
  process.exitCode = 1;
}
