// What the loader (pasokh.js) and the widget module say to each other.
//
// The loader lives in the page from the start and stays tiny; the module arrives on intent. They share no code, only
// these types and the shadow root that the loader made.

/** Options of the script tag, with defaults filled in. `set` changes them while the page lives. */
export interface Options {
  shop: string;
  lang: string;
  theme: "light" | "dark" | "auto";
  /** The shop's colour as #rrggbb. */
  accent: string;
  position: "start" | "end";
  /** Base of the API, without a slash at the end; "static" for a host that serves files only. */
  server: string;
  /** Address of a pack instead of the configured one; empty: as configured. */
  pack: string;
  /** Font family for the panel; empty: the page's own. */
  font: string;
  /** Text of the launcher; empty: by language. */
  label: string;
  /** "dom": never paint on a canvas. */
  mode: "auto" | "dom";
  /** Opens the shadow root and counters to tests. */
  test: boolean;
}

export type EventName = "ready" | "open" | "close" | "search" | "article" | "lookup" | "feedback" | "request" | "error";

/** One call of `Pasokh(name, ...)`, kept in order until somebody can carry it out. */
export type Call = [name: string, ...rest: unknown[]];

/** What the module gets from the loader. */
export interface Host {
  readonly root: ShadowRoot;
  readonly element: HTMLElement;
  readonly launcher: HTMLButtonElement;
  /** The folder of pasokh.js, with a slash at the end. */
  readonly base: string;
  options: Options;
  emit(name: EventName, detail?: unknown): void;
  /** Says whether the panel is open, so that the launcher can show it. */
  set_open(open: boolean): void;
}

/** What the loader gets from the module. */
export interface Widget {
  call(call: Call): void;
  destroy(): void;
}

export interface WidgetModule {
  mount(host: Host): Widget;
}
