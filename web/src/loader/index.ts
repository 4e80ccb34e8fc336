// pasokh.js: one global function, one custom element, one request, until somebody shows that they want help.
//
// Calls wait in order: those made on the page's own stub (`Pasokh.q`) before this file came, and those that need the
// widget module before it came. Nothing is stored, no font and no wasm is asked for before intent.
import type { Call, EventName, Host, Options, Widget, WidgetModule } from "../shared/contract.ts";
import { create_launcher, type Launcher } from "./launcher.ts";
import { changed_options, read_options } from "./options.ts";

/** File names below the script's folder and what their bytes must be, written in by build.mjs. */
declare const PASOKH_MODULE: string;
declare const PASOKH_MODULE_INTEGRITY: string;
declare const PASOKH_CARD: string;
declare const PASOKH_CARD_INTEGRITY: string;

type Listener = (detail: unknown) => void;
interface GlobalFunction {
  (...call: Call): void;
  q?: ArrayLike<unknown>[];
  loaded?: boolean;
}
declare global {
  interface Window {
    Pasokh?: GlobalFunction;
  }
}

/** Calls that need no widget: everything else loads it. */
const kLoaderCalls = ["on", "set", "destroy", "identify"];
const kIntentEvents = ["pointerenter", "focus", "touchstart", "pointerdown"];

class Loader {
  private options: Options;
  private readonly first_options: Options;
  private launcher: Launcher | undefined;
  private widget: Widget | undefined;
  /** Stands in for the widget while that cannot be had. */
  private card: Widget | undefined;
  private loading: Promise<void> | undefined;
  private failures = 0;
  private waiting: Call[] = [];
  private identity: Call | undefined;
  private listeners = new Map<string, Listener[]>();
  private ready = false;
  /** Grows with every destroy: a module that arrives afterwards belongs to nobody. */
  private life = 0;

  constructor(script: HTMLScriptElement, private readonly base: string) {
    this.first_options = read_options(script.dataset, script.src || location.href, document.documentElement.lang);
    this.options = this.first_options;
  }

  start(): void {
    if (this.launcher) return;
    const launcher = create_launcher(this.options);
    this.launcher = launcher;
    for (const name of kIntentEvents) launcher.button.addEventListener(name, () => void this.load(), { once: true, passive: true });
    // Two taps while it loads are one wish.
    launcher.button.addEventListener("click", () => (this.card ? this.card.call(["close"]) : this.call([this.widget ? "toggle" : "open"])));
    this.ready = true;
    this.emit("ready", { shop: this.options.shop });
  }

  call(call: Call): void {
    const name = call[0];
    if (name === "on") return this.listen(String(call[1]), call[2]);
    if (name === "destroy") return this.destroy();
    if (!this.launcher) this.start();
    if (name === "set") {
      this.options = changed_options(this.options, (call[1] ?? {}) as Record<string, unknown>);
      this.launcher!.apply(this.options);
    }
    if (name === "identify") this.identity = call;
    if (this.widget) return this.widget.call(call);
    if (kLoaderCalls.includes(name)) return;
    this.waiting.push(call);
    void this.load();
  }

  private load(): Promise<void> {
    if (this.loading) return this.loading;
    const life = this.life;
    this.launcher!.note("");
    this.loading = this.fetch_module(PASOKH_MODULE, PASOKH_MODULE_INTEGRITY).then(
      (module) => {
        if (life !== this.life) return;
        this.card?.destroy();
        this.widget = module.mount(this.host());
        if (this.identity) this.widget.call(this.identity);
        for (const call of this.waiting.splice(0)) this.widget.call(call);
      },
      (reason: unknown) => {
        // The next click tries again: a tunnel is not a reason to lose the button for the whole visit.
        ++this.failures;
        if (life === this.life) this.loading = undefined;
        this.emit("error", { reason: String(reason) });
        // Who only came near the button has not asked for anything. What else was asked for, as the order of a link, waits on.
        if (this.waiting.length > 0) void this.offer_contact(life);
        this.waiting = this.waiting.filter(([name]) => name !== "open" && name !== "toggle");
      },
    );
    return this.loading;
  }

  private offer_contact(life: number): Promise<void> {
    return this.fetch_module(PASOKH_CARD, PASOKH_CARD_INTEGRITY).then(
      (module) => {
        if (life !== this.life || this.widget || this.card) return;
        const host = this.host();
        this.card = module.mount({ ...host, options: this.options, set_open: (open) => {
          host.set_open(open);
          if (!open) this.card = undefined;
        } });
      },
      () => {
        if (life === this.life) this.launcher!.note(this.options.lang);
      },
    );
  }

  /**
   * The module whose bytes have this digest. An import cannot name one, but it gets what a preload that did has fetched, and fails
   * when that was refused: once in the list of modules, an address stays as it is. So after a failure another address is tried,
   * and only then, since each is a module of its own with a memory of its own.
   */
  private fetch_module(file: string, integrity: string): Promise<WidgetModule> {
    const url = new URL(file + (this.failures > 0 ? `?${this.failures}` : ""), this.base).href;
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.integrity = integrity;
    link.crossOrigin = "anonymous";
    link.href = url;
    document.head.append(link);
    return (import(url) as Promise<WidgetModule>).finally(() => link.remove());
  }

  private host(): Host {
    const launcher = this.launcher!;
    const loader = this;
    return {
      root: launcher.root,
      element: launcher.element,
      launcher: launcher.button,
      base: this.base,
      get options() {
        return loader.options;
      },
      emit: (name, detail) => this.emit(name, detail),
      set_open: (open) => launcher.button.setAttribute("aria-expanded", String(open)),
    };
  }

  private listen(name: string, listener: unknown): void {
    if (typeof listener !== "function") return;
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener as Listener]);
    if (name === "ready" && this.ready) this.tell(listener as Listener, { shop: this.options.shop });
  }

  private emit(name: EventName, detail: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) this.tell(listener, detail);
  }

  /** A listener of the page that throws is the page's error, not a reason for us to stop. */
  private tell(listener: Listener, detail: unknown): void {
    try {
      listener(detail);
    } catch (reason) {
      setTimeout(() => {
        throw reason;
      });
    }
  }

  private destroy(): void {
    this.life++;
    this.widget?.destroy();
    this.card?.destroy();
    this.launcher?.element.remove();
    this.widget = this.launcher = this.loading = this.identity = undefined;
    this.waiting.length = 0;
    this.listeners.clear();
    this.ready = false;
    this.options = this.first_options;
  }
}

/** A signed link from the shop's e-mail or SMS: its token opens one order, so it does not stay in the address bar. */
function take_order_link(): string {
  const mark = "#pasokh-order=";
  if (!location.hash.startsWith(mark)) return "";
  const token = location.hash.slice(mark.length);
  history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

function install(): void {
  const stub = window.Pasokh;
  if (stub?.loaded) return;   // the tag is in the page twice
  const script = document.currentScript as HTMLScriptElement;
  const loader = new Loader(script, new URL(".", script.src || location.href).href);
  const pasokh: GlobalFunction = (...call) => loader.call(call);
  pasokh.loaded = true;
  window.Pasokh = pasokh;
  const link = take_order_link();
  const begin = (): void => {
    const early = Array.from(stub?.q ?? [], (call) => Array.from(call) as Call);
    // Listeners first, so that none of them misses "ready".
    for (const call of early) if (call[0] === "on") loader.call(call);
    loader.start();
    for (const call of early) if (call[0] !== "on") loader.call(call);
    if (link !== "") loader.call(["order-link", link]);
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin, { once: true });
}

install();
