// Draws one line of a paragraph: each run by one fillText at the x the DOM gave it, grounds and strokes around it.
import { type ParagraphRequest, SpanFlag } from "../core/core.ts";
import type { Line, Run } from "./paragraph.ts";

/** Extents of a line's picture in device px from the paragraph's top left, before it has a place. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Advance plus fixed padding; ink boxes lie in Firefox for mixed directions (research T9). */
export function frame_of(line: Line, index: number, line_height: number, size: number, dpr: number): Frame | undefined {
  let left = Infinity;
  let right = -Infinity;
  for (const part of [...line.runs, ...line.grounds]) {
    left = Math.min(left, part.x);
    right = Math.max(right, part.x + part.width);
  }
  if (left >= right) return undefined;
  const pad_x = Math.ceil(0.35 * size * dpr);
  const pad_y = Math.ceil(0.25 * size * dpr);
  const from_x = Math.floor(left * dpr) - pad_x;
  const from_y = Math.floor(index * line_height * dpr) - pad_y;
  return {
    left: from_x, top: from_y, width: Math.ceil(right * dpr) + pad_x - from_x, height: Math.ceil((index + 1) * line_height * dpr) + pad_y - from_y,
  };
}

/** Letter shapes of a run, from the computed style of its own element (research T6). */
export interface RunFont {
  font: string;
  kerning: CanvasFontKerning;
}

export interface Pen {
  context: CanvasRenderingContext2D;
  dpr: number;
  /** Where the frame's top left is on the canvas, device px. */
  at_x: number;
  at_y: number;
  frame: Frame;
  /** From the paragraph's top, CSS px, on a whole device pixel. */
  baseline: number;
  request: ParagraphRequest;
  font_of(run: Run): RunFont;
}

export function draw_line(pen: Pen, line: Line): void {
  const { context, dpr, request } = pen;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(pen.at_x, pen.at_y, pen.frame.width, pen.frame.height);
  context.clip();
  context.setTransform(dpr, 0, 0, dpr, pen.at_x - pen.frame.left, pen.at_y - pen.frame.top);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (const ground of line.grounds) {
    context.fillStyle = (ground.flags & SpanFlag.code ? request.code_fill : request.mark_fill) ?? "transparent";
    context.beginPath();
    context.roundRect(ground.x, ground.y, ground.width, ground.height, 4);
    context.fill();
  }
  for (const run of line.runs) draw_run(pen, run);
  context.restore();
}

function draw_run(pen: Pen, run: Run): void {
  const { context, request } = pen;
  const look = pen.font_of(run);
  context.font = look.font;
  context.direction = run.rtl ? "rtl" : "ltr";
  // Shared by all text of the page: set every time. Not everywhere yet, hence the checks.
  if ("lang" in context) (context as { lang: string }).lang = request.lang ?? "";
  if ("letterSpacing" in context) context.letterSpacing = "0px";
  if ("wordSpacing" in context) context.wordSpacing = "0px";
  if ("fontKerning" in context) context.fontKerning = look.kerning;
  context.fillStyle = (run.flags & SpanFlag.link ? request.link_color : undefined) ?? request.color;
  context.fillText(run.text, run.x, pen.baseline);
  const thickness = Math.max(1, Math.round((request.size / 15) * pen.dpr)) / pen.dpr;
  if (run.flags & SpanFlag.link) context.fillRect(run.x, snap(pen.baseline + request.size * 0.2, pen.dpr), run.width, thickness);
  if (run.flags & SpanFlag.strike) context.fillRect(run.x, snap(pen.baseline - request.size * 0.28, pen.dpr), run.width, thickness);
}

export function snap(value: number, dpr: number): number {
  return Math.round(value * dpr) / dpr;
}
