// Where a frame goes: the semantic DOM always, and the canvas while WebGL2 works. Decides between canvas and DOM mode.
//
// DOM mode takes over for: no WebGL2, a failed self-test, fonts that canvas and DOM measure differently, two lost contexts
// within a minute, forced colours, `data-mode="dom"`. The nodes stay the same elements; only their paint changes.
import type { Frame } from "../core/core.ts";
import { DomHost, type DomHostPorts, type PaintMode } from "../dom/host.ts";
import { Renderer } from "../gl/renderer.ts";
import { DomTextEngine } from "../text/engine.ts";
import type { Panel } from "./panel.ts";

const kLossWindowMs = 60_000;

export class Screen {
  readonly text: DomTextEngine;
  readonly host: DomHost;
  mode: PaintMode = "dom";
  private renderer: Renderer | undefined;
  private last_loss_ms = -Infinity;
  private given_up: boolean;
  private readonly forced_colors = matchMedia("(forced-colors: active)");
  private readonly on_forced_colors = (): void => this.choose_mode();
  private shown_mode: PaintMode = "dom";

  /** `on_change`: the mode or the fonts changed, a frame is needed. */
  constructor(private readonly panel: Panel, family: string, dom_only: boolean, ports: Omit<DomHostPorts, "paragraph">, private readonly on_change: () => void) {
    this.given_up = dom_only;
    this.text = new DomTextEngine(panel.measure, family, () => {
      this.choose_mode();
      on_change();
    });
    this.host = new DomHost(panel.layer, { ...ports, paragraph: (id) => this.text.paragraph(id) });
    this.forced_colors.addEventListener("change", this.on_forced_colors);
    this.start();
  }

  /** The mode is decided before the first frame, so that the core knows whether to paint. */
  private start(): void {
    if (!this.given_up && this.text.fonts.healthy()) {
      this.renderer = Renderer.create(this.panel.canvas, () => this.context_lost(), () => this.context_restored());
      if (this.renderer) this.text.attach(this.renderer, devicePixelRatio);
    }
    this.choose_mode();
  }

  begin_frame(): void {
    this.text.begin_frame(devicePixelRatio, this.renderer);
  }

  show(frame: Frame): void {
    if (frame.tree) {
      this.panel.apply_theme(frame.tree.theme.colors);
      this.panel.set_title(frame.tree.title, frame.tree.lang);
      this.host.apply(frame.tree, this.mode);
    } else if (this.mode !== this.shown_mode) {
      this.host.repaint(this.mode);
    }
    this.shown_mode = this.mode;
    if (this.mode === "canvas" && this.renderer) {
      this.text.flush();
      this.fit_canvas();
      this.renderer.draw(frame.draw, this.panel.size.device_width / Math.max(1, this.panel.size.width));
    }
  }

  counters(): Record<string, unknown> {
    return { mode: this.mode, draws: this.renderer?.draws ?? 0, ...this.text.counters() };
  }

  destroy(): void {
    this.forced_colors.removeEventListener("change", this.on_forced_colors);
    this.text.destroy();
    this.renderer?.destroy();
  }

  private choose_mode(): void {
    const canvas = !this.given_up && !this.forced_colors.matches && this.renderer?.ready() === true && this.text.fonts.healthy();
    const mode: PaintMode = canvas ? "canvas" : "dom";
    this.panel.set_mode(mode);
    if (mode === this.mode) return;
    this.mode = mode;
    this.on_change();
  }

  private context_lost(): void {
    const now = performance.now();
    if (now - this.last_loss_ms < kLossWindowMs) this.given_up = true;
    this.last_loss_ms = now;
    this.text.detach();
    this.choose_mode();
  }

  private context_restored(): void {
    if (this.given_up || !this.renderer) return;
    this.text.attach(this.renderer, devicePixelRatio);
    this.choose_mode();
  }

  private fit_canvas(): void {
    const { canvas, size } = this.panel;
    if (canvas.width !== size.device_width) canvas.width = size.device_width;
    if (canvas.height !== size.device_height) canvas.height = size.device_height;
  }
}
