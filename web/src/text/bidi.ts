// Bidirectional levels of a paragraph by UAX#9, and the stretches of a line that go one way.
//
// bidi-js does the algorithm; here are the things around it: characters outside the BMP (it looks at UTF-16 units), inline
// code (isolated left to right by CSS, as if in LRI ... PDI), and base direction by rules P2 and P3.
import bidi_factory from "bidi-js";

const bidi = bidi_factory();
const kLri = "\u2066";
const kPdi = "\u2069";
const kRtlScripts = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u{10800}-\u{10fff}]|[\u{1e800}-\u{1efff}]/u;
const kStrong = /\p{L}/u;

/** Direction of the first strong character outside isolates; undefined when there is none. */
export function first_strong(text: string): "ltr" | "rtl" | undefined {
  let depth = 0;
  for (const character of text) {
    if (character >= "\u2066" && character <= "\u2068") depth++;
    else if (character === kPdi) depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      if (character === "\u200f" || character === "\u061c" || (kRtlScripts.test(character) && kStrong.test(character))) return "rtl";
      if (character === "\u200e" || kStrong.test(character)) return "ltr";
    }
  }
  return undefined;
}

/** A stand-in of the same bidi class and the same length in UTF-16 units for what lies outside the BMP. */
function stand_in(pair: string): string {
  if (kRtlScripts.test(pair)) return "\u05d0\u05d0";
  return kStrong.test(pair) ? "aa" : "\u2603\u2603";
}

export interface Stretch {
  begin: number;
  end: number;
}

/**
 * The embedding level of each UTF-16 unit. `isolates` are stretches that CSS isolates left to right, in order and not
 * overlapping.
 */
export function embedding_levels(text: string, direction: "ltr" | "rtl", isolates: readonly Stretch[] = []): Uint8Array {
  const plain = text.replace(/[\u{10000}-\u{10ffff}]/gu, stand_in);
  if (isolates.length === 0) return bidi.getEmbeddingLevels(plain, direction).levels;
  let marked = "";
  let at = 0;
  const places: number[] = [];   // index in `marked` of each unit of `plain`
  const copy_until = (end: number): void => {
    for (; at < end; at++) {
      places.push(marked.length);
      marked += plain[at];
    }
  };
  for (const isolate of isolates) {
    copy_until(isolate.begin);
    marked += kLri;
    copy_until(isolate.end);
    marked += kPdi;
  }
  copy_until(plain.length);
  const levels = bidi.getEmbeddingLevels(marked, direction).levels;
  return Uint8Array.from(places, (place) => levels[place]!);
}

const kEmoji =
  /\p{RI}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{EMod})?)*/gu;

/** Emoji sequences in the text: they are drawn on their own (research T4). */
export function emoji_stretches(text: string): Stretch[] {
  if (!/[\u00a9-\uffff]/.test(text)) return [];
  return Array.from(text.matchAll(kEmoji), (match) => ({ begin: match.index, end: match.index + match[0].length }));
}

/**
 * Cuts [begin, end) wherever the level changes or at one of `cuts` (positions). White space at the end of a line takes the
 * paragraph's level (rule L1).
 */
export function level_runs(levels: Uint8Array, text: string, begin: number, end: number, base: number, cuts: ReadonlySet<number>): (Stretch & { level: number })[] {
  let visible_end = end;
  while (visible_end > begin && /[\s\u2066-\u2069]/.test(text[visible_end - 1]!)) visible_end--;
  const level_at = (i: number): number => (i >= visible_end ? base : levels[i]!);
  const runs: (Stretch & { level: number })[] = [];
  for (let i = begin; i < end; i++) {
    const level = level_at(i);
    const last = runs[runs.length - 1];
    if (last && last.level === level && !cuts.has(i)) last.end = i + 1;
    else runs.push({ begin: i, end: i + 1, level });
  }
  return runs;
}
