// Cuts paragraphs that have more lines than allowed, with an ellipsis at a grapheme boundary (research pitfall 17).
//
// All paragraphs of a batch search in step: each round writes every candidate, then reads every result, so that the browser
// lays out once per round and not once per paragraph.
import type { Paragraph } from "./paragraph.ts";

interface Search {
  paragraph: Paragraph;
  /** Cut positions that may be tried, ascending. */
  places: number[];
  /** places[low] is known to fit; places[high] is known not to. */
  low: number;
  high: number;
  tried: number;
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
    const places = cut_places(paragraph.request.text, paragraph.line_start(limit - 1), paragraph.line_start(limit));
    active.push({ paragraph, places, low: 0, high: places.length, tried: places.length - 1 });
  }
  while (active.length > 0) {
    for (const search of active) search.paragraph.show(search.places[search.tried]!, true);
    for (const search of active) search.paragraph.read();
    active = active.filter((search) => {
      const fits = search.paragraph.line_count <= (search.paragraph.request.max_lines ?? 0);
      if (fits) search.low = search.tried;
      else search.high = search.tried;
      if (search.high - search.low > 1) {
        search.tried = (search.low + search.high) >> 1;
        return true;
      }
      if (fits || search.tried === search.low) return false;
      // The last try was one too many: show the one before it once more and read it.
      search.tried = search.low;
      return true;
    });
  }
}
