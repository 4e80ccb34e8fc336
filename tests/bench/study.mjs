// The search study (public sets, peers, reference prototype) in a writable copy.
//
// The study itself is read-only. Its copy lives in build/bench/search, with the peers' libraries in the versions of
// peers/package.json, and with the peers' settings taken from the study's RESULTS.md, so that tuning is not repeated.
//
//   const study = prepare_study();            // throws an Error whose message says what to do
//   study.copy, study.results, study.sets()
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../..");
export const bench_folder = join(root, "build/bench");

export function lines(file) {
  return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

function find_study() {
  const given = process.env.PASOKH_SEARCH_STUDY;
  const folder = resolve(given ?? join(root, "../shared/search"));
  if (existsSync(join(folder, "bench.mjs")) && existsSync(join(folder, "data"))) return folder;
  throw new Error(`${given ? "PASOKH_SEARCH_STUDY" : "../shared/search"} holds no search study (bench.mjs and data/ are expected there).
Set PASOKH_SEARCH_STUDY to the folder of the study and run this again.`);
}

function files_below(folder, prefix = "") {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = join(prefix, entry.name);
    if (entry.name === "node_modules" || entry.name === "results") return [];
    return entry.isDirectory() ? files_below(folder, path) : [path];
  });
}

function fingerprint(folder, files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file} ${statSync(join(folder, file)).size}\n`);
  for (const file of files.filter((name) => /\.(mjs|md)$/.test(name))) hash.update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

/// Copies the study when it is not there or has changed; figures of an older study are thrown away.
function copy_study(study, copy) {
  const files = files_below(study).sort();
  const stamp = join(copy, "copied-from");
  const print = fingerprint(study, files);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === print) return;
  rmSync(join(copy, "results"), { recursive: true, force: true });
  for (const file of files) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    copyFileSync(join(study, file), join(copy, file));
    chmodSync(join(copy, file), 0o644);
  }
  rmSync(join(copy, "package-lock.json"), { force: true });   // it does not agree with its package.json
  writeFileSync(stamp, print);
}

function run(command, args, cwd) {
  const { status, stderr } = spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`\`${command} ${args.join(" ")}\` failed in ${cwd}:\n${stderr.slice(-2000)}`);
}

function loads(copy, name) {
  const probe = name === "better-sqlite3" ? `new (require("${name}"))(":memory:")` : `require.resolve("${name}/package.json")`;
  return spawnSync(process.execPath, ["-e", probe], { cwd: copy, stdio: "ignore" }).status === 0;
}

function installed(copy, name, version) {
  const manifest = join(copy, "node_modules", name, "package.json");
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === version;
}

function install_peers(copy) {
  const manifest = join(here, "peers/package.json");
  const wanted = Object.entries(JSON.parse(readFileSync(manifest, "utf8")).dependencies);
  copyFileSync(manifest, join(copy, "package.json"));
  if (!wanted.every(([name, version]) => installed(copy, name, version))) {
    console.error("Installing the peers");
    run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], copy);
  }
  if (!loads(copy, "better-sqlite3")) {
    console.error("Building better-sqlite3, about two minutes");
    run("npm", ["rebuild", "better-sqlite3"], copy);
  }
}

/// The study has no settings of these. In Arabic fuse reached 0.467, 0.527 and 0.437 with thresholds of 0.2, 0.3 and 0.4; ufuzzy's was
/// not tuned: it is one of those that answer a question whose words do not all occur.
const kPicks = { fuse: "token-any,t0.3", ufuzzy: "vote,intra1,stop" };

/// results/tuned.PEER.json from the section "Settings chosen on dev", where a line is "- PEER: LANG = SETTING; ...".
function write_tuned_settings(copy, results) {
  const [, section = ""] = readFileSync(join(copy, "RESULTS.md"), "utf8").split("### Settings chosen on dev");
  for (const [, peer, settings] of section.matchAll(/^- ([\w-]+): (.*)$/gm)) {
    const file = join(results, `tuned.${peer}.json`);
    if (peer.startsWith("ref") || existsSync(file)) continue;
    const picks = settings.split("; ").map((part) => part.split(" = ")).map(([lang, pick]) => [lang, { pick, table: {} }]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(picks)));
  }
  for (const [peer, pick] of Object.entries(kPicks))
    writeFileSync(join(results, `tuned.${peer}.json`), JSON.stringify(Object.fromEntries(["ar", "en", "fa", "mix"].map((lang) => [lang, { pick, table: {} }]))));
}

export function prepare_study() {
  const copy = join(bench_folder, "search");
  const results = join(copy, "results");
  mkdirSync(copy, { recursive: true });
  copy_study(find_study(), copy);
  mkdirSync(results, { recursive: true });
  install_peers(copy);
  write_tuned_settings(copy, results);
  const data = join(copy, "data");
  const sets = () => readdirSync(data).filter((name) => existsSync(join(data, name, "meta.json"))).sort();
  const variants = (set) => {
    const folder = join(data, set, "variants");
    const derived = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".dev.jsonl")) : [];
    return ["clean", ...derived.map((name) => name.split(".")[0]).sort()];
  };
  return { copy, data, results, sets, variants };
}
