// Which font the panel uses, whether canvas and DOM agree on it, and when that changes.
//
// The store's own family is used, so that nothing is downloaded. Generic names that canvas and DOM resolve differently
// (system-ui and friends, research T8) are replaced by real ones.

const kUnsafeFamilies = /^(system-ui|-apple-system|blinkmacsystemfont|ui-sans-serif|ui-serif|ui-monospace|ui-rounded)$/i;
const kFallback = ["Vazirmatn", "Tahoma", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];
const kProbe = "سفارش شما Order 123 ۱۲۳";
const kWeights = [400, 500, 600, 700];

/** The family list for the panel: `own` (an option) first, then the page's, then names that exist somewhere. */
export function panel_family(page_family: string, own: string): string {
  const names = [...(own ? own.split(",") : []), ...page_family.split(",")].map((name) => name.trim().replace(/^["']|["']$/g, ""));
  const kept = names.filter((name) => name !== "" && !kUnsafeFamilies.test(name) && !/^(sans-serif|serif|monospace)$/.test(name));
  const unique = [...new Set([...kept, ...kFallback])];
  return unique.map((name) => (name === "sans-serif" ? name : `"${name.replace(/["\\]/g, "")}"`)).join(", ");
}

/** Widths of the probe in the DOM, one per weight: what tells a late font from an unrelated one. */
function dom_widths(host: HTMLElement, family: string): number[] {
  const probes = kWeights.map((weight) => {
    const probe = document.createElement("span");
    probe.className = "probe";
    probe.style.setProperty("font", `${weight} 32px ${family}`);
    probe.textContent = kProbe;
    return probe;
  });
  host.append(...probes);
  const widths = probes.map((probe) => probe.getBoundingClientRect().width);
  for (const probe of probes) probe.remove();
  return widths;
}

export class Fonts {
  /** Grows when what was laid out is stale. */
  epoch = 1;
  /** DOM width over canvas width of the same words: not 1 when a minimum font size is set (research T7). */
  ratio = 1;
  private widths: number[] = [];
  private readonly on_loading_done = (): void => this.check();

  constructor(private readonly host: HTMLElement, readonly family: string, private readonly context: CanvasRenderingContext2D | null,
              private readonly on_change: () => void) {
    document.fonts.addEventListener("loadingdone", this.on_loading_done);
    this.remeasure();
  }

  /** Asks for the weights we use, so that the first layout already has them. Waits at most `timeout_ms`. */
  async load(timeout_ms: number): Promise<void> {
    const wanted = Promise.allSettled(kWeights.map((weight) => document.fonts.load(`${weight} 16px ${this.family}`, kProbe)));
    await Promise.race([wanted, new Promise((resolve) => setTimeout(resolve, timeout_ms))]);
    this.check();
  }

  /** Bumps the epoch when the fonts' widths are not what they were. */
  check(): void {
    if (this.remeasure()) this.bump();
  }

  bump(): void {
    this.epoch++;
    this.on_change();
  }

  /** False when canvas text cannot be trusted: zero widths, or a drift that scaling does not explain. */
  healthy(): boolean {
    return this.context !== null && this.ratio > 0.5 && this.ratio < 4;
  }

  destroy(): void {
    document.fonts.removeEventListener("loadingdone", this.on_loading_done);
  }

  private remeasure(): boolean {
    const widths = dom_widths(this.host, this.family);
    const changed = widths.some((width, i) => Math.abs(width - (this.widths[i] ?? 0)) > 0.01);
    this.widths = widths;
    if (this.context) {
      const ratios = kWeights.map((weight, i) => {
        this.context!.font = `${weight} 32px ${this.family}`;
        this.context!.direction = "rtl";
        return widths[i]! / this.context!.measureText(kProbe).width;
      });
      const ratio = ratios[0]!;
      const even = ratios.every((other) => Math.abs(other - ratio) < 0.01);
      this.ratio = !even || !Number.isFinite(ratio) ? 0 : Math.abs(ratio - 1) < 0.01 ? 1 : ratio;
    }
    return changed;
  }
}
