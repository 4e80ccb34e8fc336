// docs/search-results.md from the figures of a bench run. Every sentence with a number is computed here.
import { cpus, loadavg, totalmem } from "node:os";
import { cells, kMetrics, mean, median } from "./search_cells.mjs";

const row = (columns) => `| ${columns.join(" | ")} |\n`;
const table = (head, rows) => row(head) + row(head.map(() => "---")) + rows.map(row).join("");
const figure = (number, digits = 3) => (Number.isFinite(number) ? number.toFixed(digits) : "–");
const kilobytes = (bytes) => (bytes === undefined ? "–" : (bytes / 1024).toFixed(0));
const bold_if = (condition, text) => (condition ? `**${text}**` : text);
const unique = (list) => [...new Set(list)];

function five(variant) {
  return variant ? kMetrics.map(({ key, digits }) => figure(variant[key], key === "mrr10" ? digits : 2)).join(" / ") : "–";
}

function metric_row(metric, all) {
  const own = all.filter((cell) => cell.metric === metric);
  const count = (holds) => own.filter(({ lead }) => holds(lead)).length;
  const worst = own.reduce((least, cell) => (cell.lead < least.lead ? cell : least));
  const gap = worst.lead < 0 ? `${figure(-worst.lead)} (${worst.set}, ${worst.variant})` : "none";
  return [metric.name, own.length, count((lead) => lead > 0), count((lead) => lead === 0), count((lead) => lead < 0), figure(median(own.map(({ lead }) => lead))), gap];
}

function behind_in_words(behind) {
  if (behind.length === 0) return "Behind in none.";
  const worst = behind.reduce((least, cell) => (cell.lead < least.lead ? cell : least));
  const gap = `Behind in ${behind.length}; the widest gap is ${figure(-worst.lead)} in ${worst.metric.name} on ${worst.set}, ${worst.variant}, to ${worst.by}.`;
  const known = behind.filter(({ beyond_chance }) => beyond_chance !== undefined);
  if (known.length === 0) return gap;
  return `${gap}
Of the ${known.length} gaps in MRR@10, ${known.filter(({ beyond_chance }) => beyond_chance).length} are more than chance (paired over the queries, 95 %).`;
}

function summary(all) {
  const behind = all.filter(({ lead }) => lead < 0);
  const ahead = all.filter(({ lead }) => lead > 0).length;
  return `Of ${all.length} cells (a set, a variant, a metric) ours is ahead of the best peer and of the reference in ${ahead}
and level with the better of them in ${all.length - ahead - behind.length}. ${behind_in_words(behind)}

${table(["metric", "cells", "ahead", "level", "behind", "median lead", "widest gap"], kMetrics.map((metric) => metric_row(metric, all)))}`;
}

function clean_tables(results, sets, all) {
  const of = (peer, set) => results.find((result) => result.peer === peer)?.sets[set]?.variants.clean;
  const peers = results.map(({ peer }) => peer);
  const side_by_side = sets.map((set) => {
    const best = all.find((cell) => cell.set === set && cell.variant === "clean").figures.find(({ by }) => by !== "reference");
    return [set, five(of("ours", set)), five(of("reference", set)), best ? `${best.by}: ${five(of(best.by, set))}` : "–"];
  });
  const everyone = sets.map((set) => {
    const values = peers.map((peer) => of(peer, set)?.mrr10);
    const top = Math.max(...values.filter(Number.isFinite));
    return [set, ...values.map((value) => bold_if(value === top, figure(value)))];
  });
  return `## Clean queries

${kMetrics.map(({ name }) => name).join(" / ")}

${table(["set", "ours", "reference", "best peer by MRR@10"], side_by_side)}
MRR@10 of every peer

${table(["set", ...peers], everyone)}`;
}

/// Means over the sets of a language, all by one rule, so that the columns can be compared.
function variant_tables(results, sets) {
  const ours = results.find(({ peer }) => peer === "ours");
  const languages = unique(sets.map((set) => ours.sets[set].lang));
  return languages.map((lang) => {
    const own = sets.filter((set) => ours.sets[set].lang === lang);
    const variants = unique(own.flatMap((set) => Object.keys(ours.sets[set].variants)));
    const rows = (key) => variants.map((variant) => {
      const having = own.filter((set) => ours.sets[set].variants[variant]);
      const of = (result) => having.map((set) => result.sets[set]?.variants[variant]).filter(Boolean);
      const full = (list) => list.length === having.length && list.every(({ n }, at) => n === ours.sets[having[at]].variants[variant].n);
      const values = results.map((result) => (full(of(result)) ? mean(of(result).map((entry) => entry[key])) : undefined));
      const best = (key === "zero" ? Math.min : Math.max)(...values.filter(Number.isFinite));
      const queries = of(ours).reduce((sum, { n }) => sum + n, 0);
      return [variant, queries, ...values.map((value) => bold_if(value === best && key !== "zero", figure(value, key === "zero" ? 2 : 3)))];
    });
    const head = ["variant", "queries", ...results.map(({ peer }) => peer)];
    return `### ${lang}: mean over ${own.join(", ")}

MRR@10

${table(head, rows("mrr10"))}
<details><summary>success@1, recall@10 and the share of queries without any result</summary>

success@1

${table(head, rows("s1"))}
recall@10

${table(head, rows("r10"))}
Zero results

${table(head, rows("zero"))}
</details>
`;
  }).join("\n");
}

function behind_table(all) {
  const behind = all.filter(({ lead }) => lead < 0);
  if (behind.length === 0) return "Nowhere.\n";
  const keys = unique(behind.map(({ set, variant }) => `${set} ${variant}`));
  const rows = keys.map((key) => {
    const own = behind.filter(({ set, variant }) => `${set} ${variant}` === key);
    const gaps = kMetrics.map((metric) => own.find((cell) => cell.metric === metric)).map((cell) => (cell ? `${figure(-cell.lead)} ${cell.by}${cell.beyond_chance ? " *" : ""}` : ""));
    return { least: Math.min(...own.map(({ lead }) => lead)), columns: [own[0].set, own[0].variant, own[0].n, ...gaps] };
  });
  rows.sort((a, b) => a.least - b.least);
  return table(["set", "variant", "queries", ...kMetrics.map(({ name }) => name)], rows.map(({ columns }) => columns));
}

function cost_tables(results, sets) {
  const peers = results.map(({ peer }) => peer);
  const docs = (set) => results.find((result) => result.sets[set]).sets[set].docs;
  const times = (entry) => (entry ? `${figure(entry.p50_inner_ms ?? entry.p50_ms, 2)} / ${figure(entry.p99_inner_ms ?? entry.p99_ms, 2)}` : "–");
  return `Milliseconds a query, p50 / p99, clean queries. The engine's own time for ours and the reference, the call's for the others.

${table(["set", "articles", ...peers], sets.map((set) => [set, docs(set), ...results.map((result) => times(result.sets[set]?.variants.clean))]))}
Index, KB, raw / brotli. Ours is the whole pack: it holds the articles' text and titles too; the others' holds the index alone.

${table(["set", ...peers], sets.map((set) => [set, ...results.map(({ sets: own }) => `${kilobytes(own[set]?.index?.raw)} / ${kilobytes(own[set]?.index?.brotli)}`)]))}
Milliseconds to build the index (ours: the whole of \`pasokh pack\`, with both compressions)

${table(["set", ...peers], sets.map((set) => [set, ...results.map(({ sets: own }) => figure(own[set]?.build_ms, 0))]))}`;
}

function scale_table(results) {
  const rows = results.flatMap(({ peer, sets }) => Object.values(sets).flatMap((set) => Object.entries(set.variants).map(([variant, entry]) =>
    [peer, variant, entry.n, figure(entry.mrr10), `${figure(entry.p50_inner_ms ?? entry.p50_ms, 2)} / ${figure(entry.p99_inner_ms ?? entry.p99_ms, 2)}`, kilobytes(set.index?.brotli)])));
  return rows.length === 0 ? "Not run. `scripts/bench search --scale` adds it.\n" : table(["engine", "variant", "queries", "MRR@10", "ms p50 / p99", "index, KB brotli"], rows);
}

function origin_table(results, sets) {
  const settings = ({ sets: own }) => unique(sets.filter((set) => own[set]).map((set) => `${own[set].lang}: ${own[set].config}`)).join("; ");
  return table(["engine", "measured (UTC)", "settings, chosen on the dev halves"], results.map((result) => [result.peer, result.date, settings(result)]));
}

export function report(results, scale, sets) {
  const all = cells(results, sets);
  return `# Search results

Written by \`scripts/bench search\`; do not edit. Ours is \`pasokh search\`, asked through the study's \`bench.mjs --external\`.
Queries: the dev halves of ${sets.length} public sets and their derived variants. \`finglish\` and \`arabizi\` are ours (\`tests/bench/latin.mjs\`).
Peers' figures may come from an earlier run on the same data; the last table has the date of each. A peer counts in a cell only when it was
asked every query of it; slow ones are not, and the slowest (fuse, ufuzzy) were asked the first 40 clean, prefix and typo
queries only, and tuned in Arabic only.

## In short

${summary(all)}
![Lead of our search over the best other engine, by set and variant](search-results.svg)

${clean_tables(results, sets, all)}
## Variants

A bold figure is the best of its row; – means that the engine was not asked every query.

${variant_tables(results, sets)}
## Where ours is behind, and by how much

One row a set and variant, worst first; a figure is the distance to the best peer or the reference, which is named.
A star marks a gap in MRR@10 that is more than chance.

${behind_table(all)}
## Time and size

Machine: ${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}; written ${new Date().toISOString().slice(0, 10)} at a load of ${loadavg()[2].toFixed(1)} over 15 minutes.
Times are wall time: under load they say less.

${cost_tables(results, sets)}
### 50,000 articles

${scale_table(scale)}
## Where each figure is from

${origin_table(results, sets)}`;
}
