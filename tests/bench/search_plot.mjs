// docs/search-results.svg: how far ours leads the best other engine in MRR@10, by set and group of variants.
//
// The line in each box is the best of the others. A dot right of it is first; a dot at the edge is farther than kReach.
import { cells, mean } from "./search_cells.mjs";

const kGroups = [
  ["clean", ["clean"]],
  ["typo", ["typo"]],
  ["while typing", ["prefix"]],
  ["3 key words", ["kw3"]],
  ["other keyboard", ["kbd"]],
  ["other letters", ["arabcp", "perscp", "digits", "tatweel", "tashkeel", "hamza", "yehteh"]],
  ["half-space, dialect", ["zwnj-add", "zwnj-join", "zwnj-none", "zwnj-space", "dialect-pal", "dialect-saudi"]],
  ["Latin letters", ["finglish", "arabizi"]],
];
const kReach = 0.1;
const kBox = { width: 112, height: 34, left: 118, top: 118 };
const kInk = { text: "#1f2430", soft: "#6b7280", line: "#d5d9e0", ahead: "#0b7a53", behind: "#c2361f", peer: "#8a93a3", reference: "#b7791f" };

const text = (x, y, words, more = "") => `<text x="${x}" y="${y}" ${more}>${words}</text>`;

/// Mean lead over the variants of a group, and the same for the best peer and the reference against the best of both.
function point(all, set, variants) {
  const own = all.filter((cell) => cell.set === set && cell.metric.key === "mrr10" && variants.includes(cell.variant) && cell.best !== undefined);
  if (own.length === 0) return undefined;
  const of = (pick) => mean(own.map((cell) => (pick(cell)?.value ?? 0) - cell.best));
  return {
    ours: mean(own.map((cell) => cell.ours)),
    lead: mean(own.map((cell) => cell.lead)),
    reference: of(({ figures }) => figures.find(({ by }) => by === "reference")),
    peer: of(({ figures }) => figures.find(({ by }) => by !== "reference")),
  };
}

function box(found, x, y) {
  const middle = x + kBox.width / 2;
  const half = kBox.width / 2 - 12;
  const at = (lead) => (middle + (Math.max(-kReach, Math.min(kReach, lead)) / kReach) * half).toFixed(1);
  const strip = y + 23;
  const color = found.lead < 0 ? kInk.behind : kInk.ahead;
  const sign = found.lead < 0 ? "−" : "+";
  const diamond = (cx) => `<path d="M${cx} ${strip - 5}l5 5-5 5-5-5z" fill="none" stroke="${kInk.reference}" stroke-width="1.5"/>`;
  return `<path d="M${middle - half} ${strip}h${2 * half}" stroke="${kInk.line}"/><path d="M${middle} ${strip - 8}v16" stroke="${kInk.soft}"/>
<circle cx="${at(found.peer)}" cy="${strip}" r="3.5" fill="${kInk.peer}"/>${diamond(at(found.reference))}<circle cx="${at(found.lead)}" cy="${strip}" r="5" fill="${color}"/>
${text(middle - half, y + 11, found.ours.toFixed(3), `fill="${kInk.text}"`)}${text(middle + half, y + 11, sign + Math.abs(found.lead).toFixed(3), `fill="${color}" text-anchor="end"`)}
`;
}

function legend(y) {
  const diamond = `<path d="M462 ${y - 9}l5 5-5 5-5-5z" fill="none" stroke="${kInk.reference}" stroke-width="1.5"/>`;
  const note = `Number on the left: ours. The line is the best of the others, a strip reaches ${kReach.toFixed(2)} to each side, farther dots stop at its end.`;
  return `<circle cx="24" cy="${y - 4}" r="5" fill="${kInk.ahead}"/>${text(34, y, "ours, ahead or level")}<circle cx="184" cy="${y - 4}" r="5" fill="${kInk.behind}"/>${text(194, y, "ours, behind")}
<circle cx="304" cy="${y - 4}" r="3.5" fill="${kInk.peer}"/>${text(314, y, "best peer library")}${diamond}${text(474, y, "reference prototype")}
${text(16, y + 22, note, `fill="${kInk.soft}"`)}
`;
}

export function plot(results, sets) {
  const all = cells(results, sets);
  const width = kBox.left + kGroups.length * kBox.width + 16;
  const height = kBox.top + sets.length * kBox.height + 16;
  const head = kGroups.map(([name], at) => text(kBox.left + (at + 0.5) * kBox.width, kBox.top - 14, name, 'text-anchor="middle" font-weight="600"')).join("\n");
  const rows = sets.map((set, at) => {
    const y = kBox.top + at * kBox.height;
    const boxes = kGroups.map(([, variants], column) => {
      const found = point(all, set, variants);
      return found ? box(found, kBox.left + column * kBox.width, y) : "";
    });
    return `${at % 2 === 0 ? `<rect x="0" y="${y - 2}" width="${width}" height="${kBox.height}" fill="#f6f7f9"/>` : ""}${text(16, y + 20, set, 'font-weight="600"')}\n${boxes.join("")}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif" font-size="12" fill="${kInk.text}">
<title>MRR@10 of our search and its lead over the best other engine</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${text(16, 26, "MRR@10 of our search, and its lead over the best peer or the reference", 'font-size="16" font-weight="700"')}
${legend(52)}${head}
${rows.join("\n")}
</svg>
`;
}
