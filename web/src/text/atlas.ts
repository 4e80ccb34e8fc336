// Line pictures in textures: pages filled strip by strip, the coldest page thrown away whole.
//
// One small scratch canvas holds the strip that is being filled; `flush` uploads what was drawn since the last one in a
// single call, because Firefox pays for the whole source canvas at every upload (research T10). Nothing is ever read back.
//
// A page may hold text of different sizes: strips have one height, lines are packed on shelves inside the strip.

/** What the renderer gives: textures in premultiplied RGBA. */
export interface TextureStore {
  create(width: number, height: number): number;
  upload(texture: number, source: HTMLCanvasElement, x: number, y: number, width: number, height: number, source_y: number): void;
  remove(texture: number): void;
}

export interface Place {
  page: Page;
  /** Where to draw on the scratch canvas, device px. */
  scratch_x: number;
  scratch_y: number;
  /** Where it will be in the page. */
  x: number;
  y: number;
}

export interface Page {
  readonly texture: number;
  used_height: number;
  last_used: number;
}

const kPageHeight = 1024;
/** Above this the coldest page is used again, unless everything in it is on the screen now; never more than the hard limit. */
const kMaxPages = 4;
const kHardMaxPages = 8;
const kGutter = 2;

export class Atlas {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  private readonly strip_height: number;
  private pages: Page[] = [];
  private page: Page | undefined;
  private strip_y = 0;
  private shelf_x = 0;
  private shelf_y = 0;
  private shelf_height = 0;
  private dirty_from = Infinity;
  private dirty_to = 0;
  private frame = 0;
  uploads = 0;

  constructor(private readonly store: TextureStore, device_pixel_ratio: number, private readonly on_evict: (page: Page) => void) {
    const large = device_pixel_ratio > 1.5;
    this.width = large ? 2048 : 1024;
    this.strip_height = large ? 256 : 128;
    const canvas = document.createElement("canvas");
    canvas.width = this.width;
    canvas.height = this.strip_height;
    this.context = canvas.getContext("2d", { willReadFrequently: true, alpha: true })!;
  }

  begin_frame(): void {
    this.frame++;
  }

  touch(page: Page): void {
    page.last_used = this.frame;
  }

  /** Room for a picture of that size in device px; nothing when it is larger than a strip or all pages are in use. */
  reserve(width: number, height: number): Place | undefined {
    if (width > this.width || height > this.strip_height) return undefined;
    if (!this.page || !this.fits_strip(width, height)) {
      if (!this.begin_strip()) return undefined;
      this.fits_strip(width, height);
    }
    const place: Place = {
      page: this.page!, scratch_x: this.shelf_x, scratch_y: this.shelf_y, x: this.shelf_x, y: this.strip_y + this.shelf_y,
    };
    this.shelf_x += width + kGutter;
    this.shelf_height = Math.max(this.shelf_height, height + kGutter);
    this.dirty_from = Math.min(this.dirty_from, place.scratch_y);
    this.dirty_to = Math.max(this.dirty_to, place.scratch_y + height);
    this.touch(place.page);
    return place;
  }

  page_height(): number {
    return kPageHeight;
  }

  /** Uploads what was drawn. Call before drawing with the textures. */
  flush(): void {
    if (!this.page || this.dirty_from >= this.dirty_to) return;
    const height = this.dirty_to - this.dirty_from;
    this.store.upload(this.page.texture, this.context.canvas, 0, this.strip_y + this.dirty_from, this.width, height, this.dirty_from);
    this.dirty_from = Infinity;
    this.dirty_to = 0;
    this.uploads++;
  }

  clear(): void {
    for (const page of this.pages) this.store.remove(page.texture);
    this.pages = [];
    this.page = undefined;
    this.dirty_from = Infinity;
    this.dirty_to = 0;
  }

  page_count(): number {
    return this.pages.length;
  }

  /** Moves to the next shelf when needed; false when the strip is full. */
  private fits_strip(width: number, height: number): boolean {
    if (this.shelf_x + width > this.width) {
      this.shelf_y += this.shelf_height;
      this.shelf_x = this.shelf_height = 0;
    }
    return this.shelf_y + height <= this.strip_height;
  }

  private begin_strip(): boolean {
    this.flush();
    const page = this.pages.find((candidate) => candidate.used_height + this.strip_height <= kPageHeight) ?? this.new_page();
    if (!page) return false;
    this.page = page;
    this.strip_y = page.used_height;
    page.used_height += this.strip_height;
    this.shelf_x = this.shelf_y = this.shelf_height = 0;
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, this.width, this.strip_height);
    return true;
  }

  private new_page(): Page | undefined {
    if (this.pages.length >= kMaxPages) {
      const coldest = this.pages.reduce((a, b) => (b.last_used < a.last_used ? b : a));
      if (coldest.last_used < this.frame) {
        this.on_evict(coldest);
        coldest.used_height = 0;
        return coldest;
      }
      if (this.pages.length >= kHardMaxPages) return undefined;
    }
    const page: Page = { texture: this.store.create(this.width, kPageHeight), used_height: 0, last_used: this.frame };
    this.pages.push(page);
    return page;
  }
}
