// One paragraph as DOM: built from a request, laid out by the browser, read back as lines and runs.
//
// The same element is what people select and screen readers read: after measuring, the DOM host moves it into its node.
// Every line has the same height, because spans inside have line-height 0 and the block's own strut decides; so a
// character's line is its rectangle's middle divided by the line height.
import { type ParagraphRequest, SpanFlag } from "../core/core.ts";
import { embedding_levels, emoji_stretches, first_strong, level_runs } from "./bidi.ts";
import { joins_at, kJoiner } from "./joining.ts";

interface Segment {
  node: Text;
  begin: number;
  end: number;
  flags: number;
}

/** A piece of one line with one level and one style, to be drawn by one fillText at `x` (CSS px from the paragraph's left). */
export interface Run {
  text: string;
  x: number;
  width: number;
  rtl: boolean;
  flags: number;
  element: Element;
}

/** A painted ground behind inline code or a mark, in the paragraph's coordinates. */
export interface Ground {
  flags: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Line {
  runs: Run[];
  grounds: Ground[];
}

const kInvisible = /[\u2066-\u2069\u202a-\u202e\u200e\u200f\u061c\u00ad\n]/g;

export class Paragraph {
  readonly element = document.createElement("span");
  private readonly inner = document.createElement("span");
  private segments: Segment[] = [];
  private shown = "";
  private starts: number[] | undefined;
  private levels: Uint8Array | undefined;
  readonly direction: "ltr" | "rtl";
  readonly line_height: number;
  width = 0;
  height = 0;
  line_count = 1;

  /** The line height is made whole device pixels, so that every line of both modes stands at the same place. */
  constructor(readonly request: ParagraphRequest, device_pixel_ratio: number) {
    this.line_height = Math.max(1, Math.round(request.size * request.line_height * device_pixel_ratio)) / device_pixel_ratio;
    this.direction = direction_of(request);
    this.element.className = "para";
    this.inner.className = "t";
    this.element.append(this.inner);
    this.style();
    this.show(request.text.length, false);
  }

  /** Shows the text up to `end`, with an ellipsis behind when it was cut. */
  show(end: number, cut: boolean): void {
    const text = this.request.text;
    this.shown = cut ? text.slice(0, end) + "\u2026" : text;
    this.segments = [];
    this.starts = this.levels = undefined;
    const parts: Node[] = [];
    let at = 0;
    const plain = (until: number): void => {
      if (until > at) parts.push(this.segment(at, until, 0, undefined));
      at = Math.max(at, until);
    };
    for (const [begin, span_end, flags, href] of this.request.spans ?? []) {
      if (begin >= end) break;
      plain(begin);
      const until = Math.min(span_end, end);
      parts.push(this.segment(at, until, flags, href));
      at = until;
    }
    plain(this.shown.length);
    this.inner.replaceChildren(...parts);
  }

  /** Second half of a measure: reads what the browser made of it. No writes. */
  read(): void {
    const box = this.element.getBoundingClientRect();
    this.line_count = Math.max(1, Math.round(box.height / this.line_height));
    this.height = this.line_count * this.line_height;
    const left: number[] = [];
    const right: number[] = [];
    for (const rect of this.inner.getClientRects()) {
      const line = this.line_of(rect, box.top);
      left[line] = Math.min(left[line] ?? Infinity, rect.left);
      right[line] = Math.max(right[line] ?? -Infinity, rect.right);
    }
    let width = 0;
    left.forEach((from, line) => (width = Math.max(width, right[line]! - from)));
    this.width = Math.min(width, this.request.width);
  }

  line_tops(): number[] {
    return Array.from({ length: this.line_count }, (_, line) => [line * this.line_height, this.line_height]).flat();
  }

  /** First UTF-16 unit of a line; `shown` length for a line past the end. Reads layout. */
  line_start(line: number): number {
    if (line <= 0) return 0;
    if (line >= this.line_count) return this.shown.length;
    this.starts ??= [0];
    const known = this.starts[line];
    if (known !== undefined) return known;
    const top = this.element.getBoundingClientRect().top;
    let low = this.starts.reduce((best, start, of_line) => (of_line < line ? Math.max(best, start) : best), 0);
    let high = this.shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.line_at_or_after(middle, top) >= line) high = middle;
      else low = middle + 1;
    }
    return (this.starts[line] = low);
  }

  /** Runs and grounds of a line, with DOM positions. Reads layout. */
  line(line: number): Line {
    const begin = this.visible_start(this.line_start(line));
    const end = this.visible_end(begin, this.line_start(line + 1));
    const box = this.element.getBoundingClientRect();
    const runs: Run[] = [];
    for (const piece of level_runs(this.level_table(), this.shown, begin, end, this.direction === "rtl" ? 1 : 0, this.cuts())) {
      const segment = this.segment_at(piece.begin);
      const text = this.drawn_text(piece.begin, piece.end);
      if (!segment || text.trim() === "") continue;
      const span = this.extent(segment, piece.begin, piece.end, line, box);
      if (!span) continue;
      const before = joins_at(this.shown, piece.begin) ? kJoiner : "";
      const after = joins_at(this.shown, piece.end) ? kJoiner : "";
      runs.push({
        text: before + text + after, x: span.left - box.left, width: span.right - span.left, rtl: (piece.level & 1) === 1, flags: segment.flags,
        element: segment.node.parentElement!,
      });
    }
    return { runs, grounds: this.grounds(line, begin, end, box) };
  }

  /** Spaces at the start of a line have collapsed, except those that preformatted text keeps after its own line break. */
  private visible_start(at: number): number {
    if (this.request.pre && (at === 0 || this.shown[at - 1] === "\n")) return at;
    while (at < this.shown.length && /[ \t]/.test(this.shown[at]!)) at++;
    return at;
  }

  /** Spaces at the end of a line hang or have collapsed. In right-to-left text, drawing one would push the words to the right. */
  private visible_end(begin: number, end: number): number {
    while (end > begin && /\s/.test(this.shown[end - 1]!)) end--;
    return Math.max(begin, end);
  }

  /** What the browser shows of [begin, end): white space collapsed as it does, formatting characters gone. */
  private drawn_text(begin: number, end: number): string {
    const text = this.shown.slice(begin, end).replace(kInvisible, "").replace(/\t/g, " ");
    if (this.request.pre) return text;
    const single = text.replace(/ {2,}/g, " ");
    return begin > 0 && /[ \t\n]/.test(this.shown[begin - 1]!) ? single.trimStart() : single;
  }

  private level_table(): Uint8Array {
    return (this.levels ??= embedding_levels(this.shown, this.direction, this.segments.filter((segment) => segment.flags & SpanFlag.code)));
  }

  /** Where a run must end although the level goes on: style changes, emoji, tabs. */
  private cuts(): Set<number> {
    const cuts = new Set<number>();
    for (const segment of this.segments) cuts.add(segment.begin);
    for (const emoji of emoji_stretches(this.shown)) cuts.add(emoji.begin).add(emoji.end);
    for (const tab of this.shown.matchAll(/[\t\n]/g)) cuts.add(tab.index).add(tab.index + 1);
    return cuts;
  }

  private grounds(line: number, begin: number, end: number, box: DOMRect): Ground[] {
    const grounds: Ground[] = [];
    for (const segment of this.segments) {
      if (!(segment.flags & (SpanFlag.code | SpanFlag.mark)) || segment.end <= begin || segment.begin >= end) continue;
      for (const rect of segment.node.parentElement!.getClientRects())
        if (this.line_of(rect, box.top) === line && rect.width > 0)
          grounds.push({ flags: segment.flags, x: rect.left - box.left, y: rect.top - box.top, width: rect.width, height: rect.height });
    }
    return grounds;
  }

  private style(): void {
    const request = this.request;
    const style = this.element.style;
    style.setProperty("width", `${request.width}px`);
    style.setProperty("font-size", `${request.size}px`);
    style.setProperty("font-weight", String(request.weight));
    style.setProperty("line-height", `${this.line_height}px`);
    style.setProperty("min-height", `${this.line_height}px`);
    style.setProperty("--ink", request.color);
    if (request.link_color) style.setProperty("--link", request.link_color);
    if (request.code_fill) style.setProperty("--code", request.code_fill);
    if (request.mark_fill) style.setProperty("--mark", request.mark_fill);
    style.setProperty("text-align", alignment_of(request));
    this.element.dir = this.direction;
    if (request.lang) this.element.lang = request.lang;
    if (request.mono) this.element.classList.add("mono");
    if (request.pre) this.element.classList.add("pre");
  }

  /** Makes the text node of [begin, end) of `shown`, inside the elements that its flags ask for. */
  private segment(begin: number, end: number, flags: number, href: string | undefined): Node {
    const node = document.createTextNode(this.shown.slice(begin, end));
    this.segments.push({ node, begin, end, flags });
    let outer: Node = node;
    const wrap = (name: string): HTMLElement => {
      const element = document.createElement(name);
      element.append(outer);
      outer = element;
      return element;
    };
    // Grounds are read from the text's own parent, so code and mark wrap first.
    if (flags & SpanFlag.code) wrap("code").dir = "ltr";
    if (flags & SpanFlag.mark) wrap("mark");
    if (flags & SpanFlag.strike) wrap("s");
    if (flags & SpanFlag.italic) wrap("em");
    if (flags & SpanFlag.bold) wrap("strong");
    if (flags & SpanFlag.link) make_link(wrap("a") as HTMLAnchorElement, href ?? "");
    return outer;
  }

  private segment_at(at: number): Segment | undefined {
    return this.segments.find((segment) => at >= segment.begin && at < segment.end);
  }

  private line_of(rect: DOMRect, top: number): number {
    const line = Math.floor(((rect.top + rect.bottom) / 2 - top) / this.line_height);
    return Math.min(this.line_count - 1, Math.max(0, line));
  }

  private line_at_or_after(at: number, top: number): number {
    const range = document.createRange();
    for (let i = at; i < this.shown.length; i++) {
      const segment = this.segment_at(i);
      if (!segment) continue;
      range.setStart(segment.node, i - segment.begin);
      range.setEnd(segment.node, i + 1 - segment.begin);
      // A collapsed space has no rectangle; it belongs with what follows.
      const rects = range.getClientRects();
      if (rects.length > 0) return this.line_of(rects[rects.length - 1]!, top);
    }
    return this.line_count;
  }

  private extent(segment: Segment, begin: number, end: number, line: number, box: DOMRect): { left: number; right: number } | undefined {
    const range = document.createRange();
    range.setStart(segment.node, begin - segment.begin);
    range.setEnd(segment.node, Math.min(end, segment.end) - segment.begin);
    let left = Infinity;
    let right = -Infinity;
    for (const rect of range.getClientRects()) {
      if (this.line_of(rect, box.top) !== line || rect.width === 0) continue;
      left = Math.min(left, rect.left);
      right = Math.max(right, rect.right);
    }
    return left < right ? { left, right } : undefined;
  }
}

function make_link(link: HTMLAnchorElement, href: string): void {
  link.dataset["href"] = href;
  if (is_outside(href)) {
    link.href = href;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  } else {
    // A link of ours: the core decides what it opens. The fragment keeps it focusable and a link for everybody.
    link.href = "#";
  }
}

/** Addresses that the browser itself opens. Anything else is the core's business, also `javascript:`, which it refuses. */
export function is_outside(href: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)/i.test(href);
}

function direction_of(request: ParagraphRequest): "ltr" | "rtl" {
  if (request.pre) return "ltr";
  const base = request.rtl ? "rtl" : "ltr";
  return request.auto === false ? base : (first_strong(request.text) ?? base);
}

/** "start" is where the place of the text starts, not its first letter: a Latin product name in a Persian list stands at the right like its neighbours. */
function alignment_of(request: ParagraphRequest): string {
  if (request.align === "center") return "center";
  const rtl = request.rtl === true && !request.pre;
  return (request.align === "end") !== rtl ? "right" : "left";
}
