// The page's TextEngine (core/ui/text_engine.h): the DOM lays out, Canvas2D rasterises, WebGL keeps the pictures.
//
// Use:
//   const engine = new DomTextEngine(measuring_host, family, on_change);
//   engine.attach(renderer, device_pixel_ratio);          // canvas mode; without it paragraphs are laid out and never drawn
//   engine.begin_frame(device_pixel_ratio); core.frame(...); engine.flush();
//
// Cost: a batch of paragraphs is one write pass and one read pass. Runs are read when a line is first drawn.
import type { LayoutAnswer, ParagraphRequest, Slot, TextPort } from "../core/core.ts";
import { Atlas, type Page, type TextureStore } from "./atlas.ts";
import { Fonts } from "./fonts.ts";
import { Paragraph, type Run } from "./paragraph.ts";
import { draw_line, frame_of, type RunFont, snap } from "./raster.ts";
import { truncate } from "./truncate.ts";

interface KeptSlot {
  slot: Slot;
  page: Page;
}

export class DomTextEngine implements TextPort {
  readonly fonts: Fonts;
  private paragraphs = new Map<number, Paragraph>();
  /** Lines with a picture, by paragraph. `null`: a line without ink. */
  private slots = new Map<number, (KeptSlot | null)[]>();
  private baselines = new Map<string, number>();
  private run_fonts = new Map<string, RunFont>();
  private atlas: Atlas | undefined;
  private dpr = devicePixelRatio;

  constructor(private readonly host: HTMLElement, family: string, on_change: () => void) {
    const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    this.fonts = new Fonts(host, family, probe, () => {
      this.forget_pictures();
      this.baselines.clear();
      on_change();
    });
  }

  /** Canvas mode: pictures go to `store`. Also after a lost context, with a fresh store. */
  attach(store: TextureStore, device_pixel_ratio: number): void {
    this.slots.clear();
    this.dpr = device_pixel_ratio;
    this.atlas = new Atlas(store, device_pixel_ratio, (page) => this.evict(page));
  }

  detach(): void {
    this.slots.clear();
    this.atlas = undefined;
  }

  begin_frame(device_pixel_ratio: number, store: TextureStore | undefined): void {
    if (device_pixel_ratio !== this.dpr) {
      this.dpr = device_pixel_ratio;
      this.atlas?.clear();
      if (store && this.atlas) this.attach(store, device_pixel_ratio);
      this.fonts.bump();
    }
    this.atlas?.begin_frame();
  }

  flush(): void {
    this.atlas?.flush();
  }

  paragraph(id: number): Paragraph | undefined {
    return this.paragraphs.get(id);
  }

  layout(requests: ParagraphRequest[]): LayoutAnswer[] {
    const paragraphs = requests.map((request) => new Paragraph(request, this.dpr));
    const probes = this.baseline_probes(paragraphs);
    this.host.append(...paragraphs.map((paragraph) => paragraph.element), ...probes.map((probe) => probe.box));
    for (const paragraph of paragraphs) paragraph.read();
    for (const probe of probes) this.baselines.set(probe.key, probe.mark.getBoundingClientRect().bottom - probe.box.getBoundingClientRect().top);
    truncate(paragraphs);
    for (const probe of probes) probe.box.remove();
    for (const paragraph of paragraphs) {
      this.paragraphs.get(paragraph.request.id)?.element.remove();
      this.paragraphs.set(paragraph.request.id, paragraph);
      this.slots.delete(paragraph.request.id);
    }
    return paragraphs.map((paragraph) => ({ width: paragraph.width, height: paragraph.height, lines: paragraph.line_tops() }));
  }

  slot(id: number, index: number): Slot | undefined {
    const paragraph = this.paragraphs.get(id);
    if (!this.atlas || !paragraph) return undefined;
    let lines = this.slots.get(id);
    if (!lines) this.slots.set(id, (lines = []));
    const kept = lines[index];
    if (kept === null) return undefined;
    if (kept) {
      this.atlas.touch(kept.page);
      return kept.slot;
    }
    const made = this.draw(this.atlas, paragraph, index);
    if (made !== undefined) lines[index] = made;
    return made?.slot;
  }

  release(id: number): void {
    this.paragraphs.get(id)?.element.remove();
    this.paragraphs.delete(id);
    this.slots.delete(id);
  }

  epoch(): number {
    return this.fonts.epoch;
  }

  /** Numbers for tests. */
  counters(): { paragraphs: number; pages: number; uploads: number } {
    return { paragraphs: this.paragraphs.size, pages: this.atlas?.page_count() ?? 0, uploads: this.atlas?.uploads ?? 0 };
  }

  destroy(): void {
    this.fonts.destroy();
    this.paragraphs.clear();
    this.detach();
  }

  /** undefined: no room now, ask again next frame. null: nothing to see on that line. */
  private draw(atlas: Atlas, paragraph: Paragraph, index: number): KeptSlot | null | undefined {
    // One that comes back to the screen has left the document meanwhile, and there is nothing to read from it there.
    if (!paragraph.element.isConnected) this.host.append(paragraph.element);
    const line = paragraph.line(index);
    const request = paragraph.request;
    const frame = frame_of(line, index, paragraph.line_height, request.size, this.dpr);
    if (!frame) return null;
    frame.width = Math.min(frame.width, atlas.width);
    const place = atlas.reserve(frame.width, frame.height);
    if (!place) return undefined;
    const baseline = snap(index * paragraph.line_height + this.baseline_of(request), this.dpr);
    draw_line(
      {
        context: atlas.context, dpr: this.dpr, at_x: place.scratch_x, at_y: place.scratch_y, frame, baseline, request,
        font_of: (run) => this.font_of(request, run),
      },
      line);
    const slot: Slot = {
      texture: place.page.texture,
      x0: frame.left / this.dpr, y0: frame.top / this.dpr, x1: (frame.left + frame.width) / this.dpr, y1: (frame.top + frame.height) / this.dpr,
      u0: place.x / atlas.width, v0: place.y / atlas.page_height(),
      u1: (place.x + frame.width) / atlas.width, v1: (place.y + frame.height) / atlas.page_height(),
    };
    return { slot, page: place.page };
  }

  private font_of(request: ParagraphRequest, run: Run): RunFont {
    const key = `${style_key(request)}|${run.flags}`;
    let font = this.run_fonts.get(key);
    if (!font) {
      const style = getComputedStyle(run.element);
      const size = parseFloat(style.fontSize) * this.fonts.ratio;
      font = { font: `${style.fontStyle} ${style.fontWeight} ${size}px ${style.fontFamily}`, kerning: style.fontKerning as CanvasFontKerning };
      this.run_fonts.set(key, font);
    }
    return font;
  }

  private baseline_of(request: ParagraphRequest): number {
    return this.baselines.get(style_key(request)) ?? request.size * request.line_height * 0.7;
  }

  /** One box for each style not seen before: an empty inline-block stands on the baseline. */
  private baseline_probes(paragraphs: readonly Paragraph[]): { key: string; box: HTMLElement; mark: HTMLElement }[] {
    const fresh = new Map<string, { key: string; box: HTMLElement; mark: HTMLElement }>();
    for (const { request } of paragraphs) {
      const key = style_key(request);
      if (this.baselines.has(key) || fresh.has(key)) continue;
      const box = new Paragraph({ ...request, text: "", spans: [] }, this.dpr).element;
      const mark = document.createElement("span");
      mark.className = "mark-baseline";
      box.append(mark);
      fresh.set(key, { key, box, mark });
    }
    return [...fresh.values()];
  }

  private evict(page: Page): void {
    for (const lines of this.slots.values())
      lines.forEach((kept, index) => {
        if (kept?.page === page) delete lines[index];
      });
  }

  private forget_pictures(): void {
    this.atlas?.clear();
    this.slots.clear();
    this.run_fonts.clear();
  }
}

function style_key(request: ParagraphRequest): string {
  return `${request.size}|${request.weight}|${request.line_height}|${request.mono ? 1 : 0}|${request.lang ?? ""}`;
}
