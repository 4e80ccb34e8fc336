// The panel as a box on the page: where it stands, how large it is, whether it is open, what it says aloud.
//
// A non-modal dialog: the page stays usable beside it, focus is not trapped, Escape closes. Closed it stays laid out
// (visibility, not display), so that text can be measured before the first opening is painted.
import type { Options } from "../shared/contract.ts";
import style from "./panel.css";
import { kPlainColors } from "./theme.ts";

export interface PanelSize {
  width: number;
  height: number;
  /** Of the canvas, in device pixels. */
  device_width: number;
  device_height: number;
}

export class Panel {
  readonly element = document.createElement("div");
  readonly layer = document.createElement("div");
  readonly measure = document.createElement("div");
  readonly canvas = document.createElement("canvas");
  private readonly polite = live_region("polite");
  private readonly assertive = live_region("assertive");
  private readonly sheet = new CSSStyleSheet();
  private readonly observer: ResizeObserver;
  private readonly on_viewport = (): void => this.fit_viewport();
  private colors: Record<string, string> = {};
  size: PanelSize = { width: 0, height: 0, device_width: 0, device_height: 0 };
  open = false;

  constructor(private readonly root: ShadowRoot, private readonly on_resize: () => void) {
    this.sheet.replaceSync(style);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
    this.element.className = "panel closed";
    this.element.inert = true;
    this.element.tabIndex = -1;
    this.element.setAttribute("role", "dialog");
    this.layer.className = "layer";
    this.measure.className = "measure";
    this.measure.setAttribute("aria-hidden", "true");
    this.canvas.setAttribute("aria-hidden", "true");
    this.element.append(this.polite, this.assertive, this.canvas, this.layer);
    // Before the launcher, so that "close" comes after the content in the tab order.
    root.prepend(this.measure, this.element);
    this.observer = new ResizeObserver((entries) => this.resized(entries[0]!));
    try {
      this.observer.observe(this.element, { box: "device-pixel-content-box" });
    } catch {
      this.observer.observe(this.element);
    }
    window.visualViewport?.addEventListener("resize", this.on_viewport);
    window.visualViewport?.addEventListener("scroll", this.on_viewport);
    this.fit_viewport();
    this.read_size();
  }

  apply_options(options: Options, family: string): void {
    const rtl = options.lang !== "en";
    this.element.dataset["side"] = (options.position === "end") !== rtl ? "right" : "left";
    this.element.style.setProperty("--family", family);
    this.measure.style.setProperty("--family", family);
  }

  apply_theme(colors: Record<string, string>): void {
    for (const [name, value] of Object.entries(colors)) {
      if (this.colors[name] === value) continue;
      this.element.style.setProperty(`--c-${name}`, value);
    }
    this.colors = { ...colors };
  }

  apply_plain_theme(mode: "light" | "dark"): void {
    this.apply_theme(kPlainColors[mode]);
  }

  set_title(title: string, lang: string): void {
    if (this.element.getAttribute("aria-label") !== title) this.element.setAttribute("aria-label", title);
    this.element.lang = lang;
  }

  set_mode(mode: "canvas" | "dom"): void {
    this.element.classList.toggle("canvas", mode === "canvas");
    this.element.classList.toggle("dom", mode === "dom");
  }

  set_open(open: boolean): void {
    this.open = open;
    this.element.classList.toggle("closed", !open);
    // A frame that runs after closing must not pull the focus back in while the panel fades.
    this.element.inert = !open;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** A screen reader is silent about a repeated text, so a repeat differs by an invisible space. */
  announce(text: string, assertive: boolean): void {
    const region = assertive ? this.assertive : this.polite;
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }

  destroy(): void {
    this.observer.disconnect();
    window.visualViewport?.removeEventListener("resize", this.on_viewport);
    window.visualViewport?.removeEventListener("scroll", this.on_viewport);
    this.root.adoptedStyleSheets = this.root.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
    this.element.remove();
    this.measure.remove();
  }

  /** The sheet on phones keeps above the keyboard: only the visual viewport knows where that is. */
  private fit_viewport(): void {
    const viewport = window.visualViewport;
    if (!viewport) return;
    // Zoomed in by pinch, the person moves the view; a panel that follows would fight with the fingers.
    if (viewport.scale > 1.01) return;
    this.element.style.setProperty("--sheet-top", `${viewport.offsetTop}px`);
    this.element.style.setProperty("--sheet-height", `${viewport.height}px`);
  }

  private read_size(): void {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    this.take_size(width, height, device_pixels(width), device_pixels(height));
  }

  private resized(entry: ResizeObserverEntry): void {
    const css = entry.contentRect;
    const device = entry.devicePixelContentBoxSize?.[0];
    const before = this.size;
    this.take_size(css.width, css.height, device_pixels(css.width, device?.inlineSize), device_pixels(css.height, device?.blockSize));
    const now = this.size;
    if (before.width !== now.width || before.height !== now.height || before.device_width !== now.device_width || before.device_height !== now.device_height)
      this.on_resize();
  }

  private take_size(width: number, height: number, device_width: number, device_height: number): void {
    this.size = { width, height, device_width, device_height };
  }
}

/**
 * The browser's own count knows how the box was rounded. When it does not fit the pixel ratio that everything else is told (an
 * emulated device, a ratio that is faked for privacy), the ratio wins: text is rasterised by it, so the canvas must be too.
 */
function device_pixels(css: number, exact?: number): number {
  const expected = css * devicePixelRatio;
  return exact !== undefined && Math.abs(exact - expected) <= 1 ? exact : Math.round(expected);
}

function live_region(politeness: "polite" | "assertive"): HTMLElement {
  const region = document.createElement("div");
  region.className = "live";
  region.setAttribute("role", politeness === "polite" ? "status" : "alert");
  region.setAttribute("aria-live", politeness);
  return region;
}
