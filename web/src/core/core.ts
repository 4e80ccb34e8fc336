// The core as the page sees it: frame in, frame out. wasm_core.ts is the real one (web/abi.md); tests give their own.

export type ColorName = string;

/** A node of the semantic tree, as web/abi.md describes it: absent means default. */
export interface TreeNode {
  id: number;
  parent?: number;
  role?: string;
  states?: string[];
  level?: number;
  x?: number;
  y?: number;
  w?: number;
  h?: number;
  fill?: ColorName;
  border?: ColorName;
  radius?: number;
  border_width?: number;
  shadow?: boolean;
  /** [paragraph, x, y] */
  texts?: [number, number, number][];
  /** [path data on a 24 x 24 grid, colour, x, y, size, mirrored] */
  icons?: [string, ColorName, number, number, number, (boolean | number)?][];
  name?: string;
  description?: string;
  value?: string;
  placeholder?: string;
  error?: string;
  href?: string;
  input?: string;
  autocomplete?: string;
  max_length?: number;
  anchor?: string;
  lang?: string;
  rtl?: boolean;
  focus?: boolean;
  content_height?: number;
  scroll_to?: number;
}

export interface Theme {
  light: boolean;
  colors: Record<ColorName, string>;
}

export interface Tree {
  lang: string;
  rtl: boolean;
  title: string;
  theme: Theme;
  nodes: TreeNode[];
}

export interface OutboxItem {
  id: string;
  path: string;
  /** Empty: the device kept it and cannot read it any more. */
  body: string;
  created_at: number;
  tries: number;
  next_at: number;
}

export type Effect =
  | { do: "http_post"; id: string; path: string; body: string }
  | { do: "save_outbox"; item: OutboxItem }
  | { do: "drop_outbox"; id: string }
  | { do: "open_url"; url: string }
  | { do: "close" }
  | { do: "announce"; text: string; assertive?: boolean }
  | { do: "scroll_to_anchor"; anchor: string }
  | { do: "emit"; name: string; detail?: unknown };

/** `semantics::Event::Kind`. */
export const EventKind = { activate: 1, input: 2, submit: 3, scroll: 4, focus: 5, blur: 6, dismiss: 7, link: 8 } as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

export interface FrameInput {
  width: number;
  height: number;
  device_pixel_ratio: number;
  pointer_x: number;
  pointer_y: number;
  pointer_down: boolean;
}

/** Views into the core's memory: valid until the next call into it. */
export interface DrawList {
  /** 20 bytes each: f32 x, y, u, v; u8 r, g, b, a, premultiplied. */
  vertices: Uint8Array;
  indices: Uint8Array;
  index_count: number;
  /** 28 bytes each: f32 clip x0, y0, x1, y1; u32 texture, index offset, index count. */
  commands: DataView;
  command_count: number;
}

export interface Frame {
  /** undefined: the tree is as before. */
  tree: Tree | undefined;
  effects: Effect[];
  draw: DrawList;
  /** Infinity: idle. */
  repaint_after_ms: number;
}

export interface Environment {
  lang: string;
  theme: "light" | "dark";
  paint: boolean;
  online: boolean;
  page_path: string;
  /** false: what is saved will not be there at the next visit. */
  remembers: boolean;
}

export interface CreateOptions extends Environment {
  accent: string;
  view: string;
  utc_offset_minutes: number;
}

export interface Core {
  create(options: CreateOptions): void;
  set_environment(change: Partial<Environment>): void;
  load_pack(bytes: ArrayBuffer): boolean;
  /** Some milliseconds of work on the search index; true while there is more. While there is no pack: makes loading it quick. */
  prepare(): boolean;
  config(json: string): boolean;
  knowledge_failed(reason: string): void;
  outbox_loaded(items: OutboxItem[]): void;
  http_answered(id: string, status: number, body: string, retry_after_s: number): void;
  node_event(kind: EventKind, node: number, text: string, scroll_top: number): void;
  command(name: string, argument: string): void;
  frame(input: FrameInput): Frame;
}

/** What a core asks of the page while it lays out and paints: the imports of web/abi.md. */
export interface TextPort {
  layout(requests: ParagraphRequest[]): LayoutAnswer[];
  slot(paragraph: number, line: number): Slot | undefined;
  release(paragraph: number): void;
  epoch(): number;
}

export interface ParagraphRequest {
  id: number;
  text: string;
  spans?: [begin: number, end: number, flags: number, href?: string][];
  size: number;
  weight: number;
  line_height: number;
  color: string;
  mono?: boolean;
  width: number;
  align?: "start" | "center" | "end";
  rtl?: boolean;
  auto?: boolean;
  max_lines?: number;
  pre?: boolean;
  lang?: string;
  link_color?: string;
  code_fill?: string;
  mark_fill?: string;
}

export const SpanFlag = { bold: 1, italic: 2, code: 4, mark: 8, strike: 16, link: 32 } as const;

export interface LayoutAnswer {
  width: number;
  height: number;
  /** top and height of each line, in order */
  lines: number[];
}

/** A line's picture: texture handle, rectangle relative to the paragraph in CSS px, texture coordinates. */
export interface Slot {
  texture: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  u0: number;
  v0: number;
  u1: number;
  v1: number;
}
