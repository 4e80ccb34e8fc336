// Cuts paragraphs that have more lines than allowed, with an ellipsis at a grapheme boundary (research pitfall 17).
//
// All paragraphs of a batch search in step: each round writes every candidate, then reads every result, so that the browser
// lays out once per round and not once per paragraph. A try drops twice as many graphemes as the one before; the first that
// fits stays, because a few pixels of room are worth less than more rounds.
import type { Paragraph } from "./paragraph.ts";

interface Search {
  paragraph: Paragraph;
  /** Cut positions that may be tried, ascending. */
  places: number[];
  /** How many places from the end the next try is. */
  drop: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Positions in (begin, end] where a cut leaves whole graphemes and no space or comma hangs before the ellipsis. */
export function cut_places(text: string, begin: number, end: number): number[] {
  const places = [begin];
  for (const { index, segment } of graphemes.segment(text.slice(begin, end))) {
    const place = begin + index + segment.length;
    if (!/[\s\u060c,;:\u061b.\u200c]/.test(text[place - 1]!)) places.push(place);
  }
  return places;
}

export function truncate(paragraphs: readonly Paragraph[]): void {
  let active: Search[] = [];
  for (const paragraph of paragraphs) {
    const limit = paragraph.request.max_lines ?? 0;
    if (limit === 0 || paragraph.line_count <= limit) continue;
    active.push({ paragraph, places: cut_places(paragraph.request.text, paragraph.line_start(limit - 1), paragraph.line_start(limit)), drop: 0 });
  }
  while (active.length > 0) {
    for (const { paragraph, places, drop } of active) paragraph.show(places[Math.max(0, places.length - 1 - drop)]!, true);
    for (const { paragraph } of active) paragraph.read();
    active = active.filter((search) => {
      const fits = search.paragraph.line_count <= (search.paragraph.request.max_lines ?? 0);
      const exhausted = search.drop >= search.places.length - 1;
      search.drop = search.drop * 2 + 1;
      return !fits && !exhausted;
    });
  }
}
