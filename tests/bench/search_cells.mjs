// Ours beside the best of the others, cell by cell: one set, one variant, one metric.
//
// A peer takes part in a cell only when it was asked as many queries as ours: bench.mjs asks slow peers fewer.
// For MRR@10 the figures of the single queries tell whether a gap is more than chance: `beyond_chance` is whether the
// mean difference of the pairs is over 1.96 of its standard errors, and undefined where the queries were not kept.

export const kMetrics = [
  { key: "mrr10", name: "MRR@10", digits: 3 },
  { key: "s1", name: "success@1", digits: 3 },
  { key: "s3", name: "success@3", digits: 3 },
  { key: "r10", name: "recall@10", digits: 3 },
  { key: "zero", name: "zero results", digits: 3, lower_is_better: true },
];

const kLevel = 5e-5;   // figures are rounded to four digits

export function cells(results, sets) {
  const ours = results.find((result) => result.peer === "ours");
  const others = results.filter((result) => result.peer !== "ours");
  return sets.flatMap((set) => Object.entries(ours.sets[set]?.variants ?? {}).flatMap(([variant, own]) =>
    kMetrics.map((metric) => {
      const cell = { set, variant, metric, ...compare(own, others, set, variant, metric) };
      const rival = others.find(({ peer }) => peer === cell.by);
      if (metric.key === "mrr10") cell.beyond_chance = beyond_chance(ours.queries?.[set]?.[variant], rival?.queries?.[set]?.[variant]);
      return cell;
    })));
}

function beyond_chance(ours, theirs) {
  if (!ours || ours.length !== theirs?.length) return undefined;
  const differences = ours.map((value, at) => value - theirs[at]);
  const middle = mean(differences);
  const variance = mean(differences.map((difference) => (difference - middle) ** 2));
  return Math.abs(middle) > 1.96 * Math.sqrt(variance / differences.length);
}

function compare(own, others, set, variant, metric) {
  const sign = metric.lower_is_better ? -1 : 1;
  const figures = others
    .map((other) => ({ by: other.peer, figure: other.sets[set]?.variants[variant] }))
    .filter(({ figure }) => figure?.n === own.n)
    .map(({ by, figure }) => ({ by, value: figure[metric.key] }))
    .sort((a, b) => sign * (b.value - a.value));
  const [best] = figures;
  const value = own[metric.key];
  const lead = best ? sign * (value - best.value) : 0;
  return { n: own.n, ours: value, best: best?.value, by: best?.by, lead: Math.abs(lead) < kLevel ? 0 : lead, figures };
}

export function mean(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
