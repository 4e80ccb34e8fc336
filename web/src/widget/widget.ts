// One mounted widget: the core, the screen, and the ports between them and the page.
//
// Order of a life: mount() starts loading core, configuration and pack side by side; the panel can be opened at any time;
// commands wait until the core is there. Any failure ends in something useful: DOM mode, or the contact card.
import { type Core, type Effect, type Environment, EventKind, type OutboxItem, type TextPort } from "../core/core.ts";
import { load_config, load_pack, type ShopConfig } from "../ports/config.ts";
import { type HttpAnswer, post_json } from "../ports/http.ts";
import { Outbox } from "../ports/outbox.ts";
import type { Call, EventName, Host, Widget } from "../shared/contract.ts";
import { panel_family } from "../text/fonts.ts";
import { contact_title, create_contact_card } from "./contact_card.ts";
import { FrameLoop } from "./frame_loop.ts";
import { Panel } from "./panel.ts";
import { Pointer } from "./pointer.ts";
import { Screen } from "./screen.ts";
import { theme_of } from "./theme.ts";

export type CoreLoader = (text: TextPort) => Promise<Core>;

const kFontWaitMs = 200;
/** The core takes no more at a time. */
const kMostItems = 200;
/** Calls of the page that the core carries out by the same name. */
const kCoreCalls = ["search", "article", "category", "order", "order-link", "feedback", "request", "contact", "home"];

export class PasokhWidget implements Widget {
  private readonly panel: Panel;
  private readonly screen: Screen;
  private readonly loop: FrameLoop;
  private readonly pointer: Pointer;
  private readonly outbox: Outbox;
  private readonly stop = new AbortController();
  private core: Core | undefined;
  private config: ShopConfig | undefined;
  private card: HTMLElement | undefined;
  private waiting: (() => void)[] = [];
  private environment: Environment;
  private fresh_open = false;
  private destroyed = false;

  constructor(private readonly host: Host, load_core: CoreLoader) {
    const options = host.options;
    const family = panel_family(getComputedStyle(document.body).fontFamily, options.font);
    this.loop = new FrameLoop(() => this.frame());
    this.panel = new Panel(host.root, () => this.loop.wake());
    this.panel.apply_options(options, family);
    this.panel.apply_plain_theme(this.theme());
    this.panel.set_title(contact_title(options.lang), options.lang);
    this.screen = new Screen(
      this.panel, family, options.mode === "dom",
      { event: (kind, node, text, top) => this.node_event(kind, node, text, top), resolve: (href) => this.resolve(href) },
      () => this.mode_changed());
    this.pointer = new Pointer(this.panel.element, (target) => this.screen.host.node_at(target), () => this.screen.mode === "canvas" && this.loop.wake());
    this.environment = {
      lang: options.lang, theme: this.theme(), paint: this.screen.mode === "canvas", online: navigator.onLine, page_path: location.pathname,
      remembers: true,
    };
    this.outbox = new Outbox(
      options.shop, () => this.with_core((core) => core.set_environment({ remembers: false })),
      (items) => this.with_core((core) => give_items(core, items)));
    this.listen();
    void this.load(load_core);
  }

  call([name, ...rest]: Call): void {
    const argument = typeof rest[0] === "string" || typeof rest[0] === "number" ? String(rest[0]) : "";
    if (name === "toggle") return this.panel.open ? this.close() : this.open();
    if (name === "open") return this.open();
    if (name === "close") return this.close();
    if (name === "set") return this.options_changed();
    if (name === "identify") return this.with_core((core) => core.command("identify", identity_token(rest[0])));
    if (!kCoreCalls.includes(name)) return this.host.emit("error", { reason: `Pasokh has no call "${name}"` });
    this.open();
    this.with_core((core) => core.command(name, argument));
  }

  destroy(): void {
    this.destroyed = true;
    this.stop.abort();
    this.loop.stop();
    this.outbox.destroy();
    this.screen.destroy();
    this.panel.destroy();
    this.host.set_open(false);
  }

  // --- loading ---

  private async load(load_core: CoreLoader): Promise<void> {
    const config = load_config(this.host.options, this.host.base);
    const pack = this.host.options.pack !== ""
      ? load_pack(this.pack_url())
      : config.then((found) => load_pack(found.pack_url));
    pack.catch(() => {});   // its failure is looked at below, after the core's
    const fonts = this.screen.text.fonts.load(kFontWaitMs);
    const core = load_core(this.screen.text);
    core.catch(() => {});
    try {
      this.config = await config;
    } catch (reason) {
      this.report(reason);
    }
    try {
      const ready = await core;
      await fonts;
      if (this.destroyed) return;
      this.start(ready);
    } catch (reason) {
      if (!this.destroyed) this.show_card(reason);
      return;
    }
    this.warm_up(pack);
    try {
      const bytes = await pack;
      if (this.destroyed) return;
      if (this.core!.load_pack(bytes)) this.prepare();
      else this.report("the pack was refused");
    } catch (reason) {
      if (this.destroyed) return;
      this.core!.knowledge_failed(String(reason));
      this.report(reason);
    }
    this.loop.wake();
    await this.load_outbox();
  }

  /** A browser compiles a function at its first call: once the first picture stands, and until the pack has come, there is time for that. */
  private warm_up(pack: Promise<unknown>): void {
    let has_come = false;
    const come = (): void => {
      has_come = true;
    };
    pack.then(come, come);
    requestAnimationFrame(() => setTimeout(() => {
      if (!has_come && !this.destroyed) this.core!.prepare();
    }, 0));
  }

  /** Of a device that keeps nothing the core hears only that. */
  private async load_outbox(): Promise<void> {
    const items = await this.outbox.load();
    const remembers = await this.outbox.remembers();
    if (this.destroyed) return;
    if (!remembers) this.core!.set_environment({ remembers });
    if (items.length > 0 || remembers) give_items(this.core!, items);
    this.loop.wake();
  }

  /** The search index is made between the page's own tasks. */
  private prepare(): void {
    setTimeout(() => {
      if (!this.destroyed && this.core!.prepare()) this.prepare();
    }, 0);
  }

  private start(core: Core): void {
    this.core = core;
    this.environment.paint = this.screen.mode === "canvas";
    core.create({ ...this.environment, accent: this.host.options.accent, view: "home", utc_offset_minutes: -new Date().getTimezoneOffset() });
    if (this.config && !core.config(this.config.text)) this.report("the configuration was refused");
    if (this.panel.open) this.waiting.unshift(() => core.command("open", ""));
    for (const run of this.waiting.splice(0)) run();
    this.loop.wake();
  }

  private with_core(use: (core: Core) => void): void {
    const run = (): void => {
      use(this.core!);
      this.loop.wake();
    };
    if (this.core) run();
    else this.waiting.push(run);
  }

  private show_card(reason: unknown): void {
    this.report(reason);
    this.panel.apply_plain_theme(this.theme());
    this.panel.set_mode("dom");
    this.card = create_contact_card(this.host.options.lang, this.config, () => this.close());
    this.panel.layer.replaceChildren(this.card);
    this.content_shown();
    if (!this.panel.open) return;
    this.panel.focus();
    this.host.emit("open");
  }

  /** From now on the panel has a way to close it of its own: the launcher may hide behind a panel that fills the screen. */
  private content_shown(): void {
    this.host.launcher.dataset["shown"] = "";
  }

  private report(reason: unknown): void {
    this.host.emit("error", { reason: reason instanceof Error ? reason.message : String(reason) });
  }

  // --- open and close ---

  private open(): void {
    if (this.panel.open) return;
    this.panel.set_open(true);
    this.host.set_open(true);
    this.fresh_open = true;
    this.environment.page_path = location.pathname;
    this.core?.set_environment({ page_path: location.pathname });
    this.core?.command("open", "");
    this.loop.wake();
    // Until the first frame names a better place.
    this.panel.focus();
    if (this.card) this.host.emit("open");
  }

  private close(): void {
    if (!this.panel.open) return;
    this.hide();
    this.core?.command("close", "");
    this.loop.wake();
    if (this.card) this.host.emit("close");
  }

  /** The core knows already, or is told by the caller. */
  private hide(): void {
    if (!this.panel.open) return;
    const had_focus = this.panel.element.contains(this.host.root.activeElement);
    this.panel.set_open(false);
    this.host.set_open(false);
    if (had_focus) this.host.launcher.focus({ preventScroll: true });
  }

  // --- frames ---

  private frame(): number {
    const core = this.core;
    if (!core || this.destroyed) return Infinity;
    const had_focus = this.panel.open && this.panel.element.contains(this.host.root.activeElement);
    this.screen.begin_frame();
    const { width, height } = this.panel.size;
    const frame = core.frame({ width, height, device_pixel_ratio: devicePixelRatio, ...this.pointer.state() });
    this.screen.show(frame);
    this.content_shown();
    for (const effect of frame.effects) this.carry_out(effect);
    this.keep_focus(had_focus);
    return frame.repaint_after_ms;
  }

  /** Focus must not fall out of the panel when the focused node goes away. */
  private keep_focus(had_focus: boolean): void {
    const inside = this.panel.element.contains(this.host.root.activeElement);
    if (this.panel.open && !inside && (had_focus || this.fresh_open)) this.panel.focus();
    this.fresh_open = false;
  }

  private node_event(kind: EventKind, node: number, text: string, scroll_top: number): void {
    this.core?.node_event(kind, node, text, scroll_top);
    this.loop.wake();
  }

  private mode_changed(): void {
    if (!this.environment) return;   // still being made
    this.environment.paint = this.screen.mode === "canvas";
    this.core?.set_environment({ paint: this.environment.paint });
    this.loop.wake();
  }

  /** Pictures are relative to the pack's own address. */
  private resolve(href: string): string {
    try {
      return new URL(href, this.pack_url() || this.host.base).href;
    } catch {
      return "";
    }
  }

  private pack_url(): string {
    const own = this.host.options.pack;
    return own !== "" ? new URL(own, location.href).href : (this.config?.pack_url ?? "");
  }

  // --- effects ---

  private carry_out(effect: Effect): void {
    switch (effect.do) {
      case "http_post": return this.post(effect.id, effect.path, effect.body);
      case "save_outbox": return this.outbox.save(effect.item);
      case "drop_outbox": return this.outbox.drop(effect.id);
      case "open_url": return open_url(effect.url);
      case "close": return this.hide();
      case "announce": return this.panel.announce(effect.text, effect.assertive === true);
      case "scroll_to_anchor": return this.screen.host.scroll_to_anchor(effect.anchor);
      case "emit": return this.host.emit(effect.name as EventName, effect.detail);
    }
  }

  private post(id: string, path: string, body: string): void {
    const server = this.host.options.server;
    const url = /^https?:\/\//.test(server) ? `${server}${path}` : new URL(path, this.host.base).href;
    const answered = (answer: HttpAnswer): void => {
      if (this.destroyed) return;
      this.core?.http_answered(id, answer.status, answer.body, answer.retry_after_s);
      this.loop.wake();
    };
    const send = async (): Promise<void> => answered(await post_json(url, body));
    void this.outbox.deliver(outbox_item(id), send).then((delivery) => {
      if (delivery !== "sent") answered({ status: delivery === "gone" ? 200 : 0, body: "", retry_after_s: 0 });
    });
  }

  // --- the page around us ---

  private theme(): "light" | "dark" {
    return theme_of(this.host.options);
  }

  private options_changed(): void {
    const lang = this.host.options.lang;
    const theme = this.theme();
    this.panel.apply_options(this.host.options, this.screen.text.fonts.family);
    this.environment = { ...this.environment, lang, theme };
    this.with_core((core) => core.set_environment({ lang, theme }));
    void load_config(this.host.options, this.host.base).then((config) => {
      if (this.destroyed || lang !== this.host.options.lang) return;
      this.config = config;
      this.with_core((core) => void core.config(config.text));
    }, () => {});   // the names stay in the old language; everything works
  }

  private listen(): void {
    const signal = this.stop.signal;
    const online = (): void => {
      this.environment.online = navigator.onLine;
      this.core?.set_environment({ online: navigator.onLine });
      this.loop.wake();
    };
    addEventListener("online", online, { signal });
    addEventListener("offline", online, { signal });
    document.addEventListener("visibilitychange", () => !document.hidden && this.panel.open && this.loop.wake(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.loop.wake(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      if (this.host.options.theme !== "auto") return;
      this.environment.theme = this.theme();
      this.core?.set_environment({ theme: this.environment.theme });
      this.loop.wake();
    }, { signal });
    this.panel.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.close();
    }, { signal });
    this.watch_pixel_ratio();
  }

  /** A change of zoom does not always resize the box; a media query for the present ratio stops matching. */
  private watch_pixel_ratio(): void {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
      if (this.destroyed) return;
      this.loop.wake();
      this.watch_pixel_ratio();
    }, { once: true, signal: this.stop.signal });
  }

  /** Numbers for tests, under data-test only. */
  counters(): Record<string, unknown> {
    return { frames: this.loop.frames, ...this.screen.counters() };
  }
}

function give_items(core: Core, items: OutboxItem[]): void {
  let at = 0;
  do core.outbox_loaded(items.slice(at, at + kMostItems));
  while ((at += kMostItems) < items.length);
}

/** The outbox item that a request delivers: the core names such requests "outbox:" and the item's id. Others give "". */
function outbox_item(request_id: string): string {
  return request_id.startsWith("outbox:") ? request_id.slice("outbox:".length) : "";
}

/** `Pasokh('identify', jwt)` or `{token: jwt}`; anything else signs out. */
function identity_token(given: unknown): string {
  if (typeof given === "string") return given;
  const token = (given as { token?: unknown } | null | undefined)?.token;
  return typeof token === "string" ? token : "";
}

function open_url(url: string): void {
  if (/^(tel|mailto):/i.test(url)) location.href = url;
  else if (/^https?:\/\//i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}
