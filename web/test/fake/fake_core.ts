// A core for tests of the page side alone: it lays out given messages in a scroller and draws them, nothing else.
// With it the text engine, the renderer and the DOM host are compared in canvas and DOM mode without the wasm.
import type { Core, DrawList, Frame, FrameInput, ParagraphRequest, TextPort, TreeNode } from "../../src/core/core.ts";

export interface Message {
  text: string;
  rtl?: boolean;
  spans?: ParagraphRequest["spans"];
  size?: number;
  max_lines?: number;
  pre?: boolean;
  mono?: boolean;
  lang?: string;
  weight?: number;
}

const kColors = {
  background: "#f7f9f8", surface: "#ffffff", surface_hover: "#eef3f2", border: "#dfe6e4", border_strong: "#84918e", text: "#14201e", text_muted: "#566461",
  accent: "#0f766e", on_accent: "#ffffff", accent_text: "#0f6b64", focus: "#0f766e", shadow: "#02141233",
};

class Draw {
  private vertices: { x: number; y: number; u: number; v: number; rgba: number }[] = [];
  private indices: number[] = [];
  private commands: { clip: [number, number, number, number]; texture: number; offset: number; count: number }[] = [];

  quad(clip: [number, number, number, number], texture: number, x0: number, y0: number, x1: number, y1: number, uv: [number, number, number, number], rgba: number): void {
    const first = this.vertices.length;
    const [u0, v0, u1, v1] = uv;
    this.vertices.push({ x: x0, y: y0, u: u0, v: v0, rgba }, { x: x1, y: y0, u: u1, v: v0, rgba }, { x: x1, y: y1, u: u1, v: v1, rgba }, { x: x0, y: y1, u: u0, v: v1, rgba });
    const offset = this.indices.length;
    this.indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    this.commands.push({ clip, texture, offset, count: 6 });
  }

  list(): DrawList {
    const vertices = new DataView(new ArrayBuffer(this.vertices.length * 20));
    this.vertices.forEach(({ x, y, u, v, rgba }, i) => {
      [x, y, u, v].forEach((value, k) => vertices.setFloat32(i * 20 + k * 4, value, true));
      vertices.setUint32(i * 20 + 16, rgba, true);
    });
    const commands = new DataView(new ArrayBuffer(this.commands.length * 28));
    this.commands.forEach(({ clip, texture, offset, count }, i) => {
      clip.forEach((value, k) => commands.setFloat32(i * 28 + k * 4, value, true));
      [texture, offset, count].forEach((value, k) => commands.setUint32(i * 28 + 16 + k * 4, value, true));
    });
    return {
      vertices: new Uint8Array(vertices.buffer), indices: new Uint8Array(new Uint32Array(this.indices).buffer), index_count: this.indices.length,
      commands, command_count: this.commands.length,
    };
  }
}

/** "#rrggbb" as bytes r, g, b, 255. */
function packed(color: string): number {
  const value = parseInt(color.slice(1, 7), 16);
  return (((value >> 16) & 255) | (value & 0xff00) | ((value & 255) << 16) | 0xff000000) >>> 0;
}

export class FakeCore implements Core {
  private paint = true;
  private epoch = 0;
  private next_id = 1;
  private scroll = 0;
  private placed: { node: TreeNode; id: number; lines: number[]; x: number; y: number }[] = [];
  private tree_nodes: TreeNode[] = [];
  events: unknown[] = [];

  constructor(private readonly text: TextPort, private readonly messages: Message[], private readonly width: number) {}

  create(options: { paint: boolean }): void {
    this.paint = options.paint;
  }
  set_environment(change: { paint?: boolean }): void {
    this.paint = change.paint ?? this.paint;
  }
  load_pack(): boolean {
    return true;
  }
  prepare(): boolean {
    return false;
  }
  config(): boolean {
    return true;
  }
  knowledge_failed(): void {}
  outbox_loaded(): void {}
  http_answered(): void {}
  command(): void {}
  node_event(kind: number, node: number, text: string, scroll_top: number): void {
    this.events.push([kind, node, text, scroll_top]);
    if (kind === 4) this.scroll = scroll_top;
  }

  frame(input: FrameInput): Frame {
    const stale = this.epoch !== this.text.epoch();
    if (stale) this.lay_out(input);
    const draw = new Draw();
    if (this.paint) this.draw_all(draw, input);
    const tree = stale ? { lang: "fa", rtl: true, title: "آزمون", theme: { light: true, colors: kColors }, nodes: this.tree_nodes } : undefined;
    return { tree, effects: [], draw: draw.list(), repaint_after_ms: Infinity };
  }

  private lay_out(input: FrameInput): void {
    this.epoch = this.text.epoch();
    for (const { id } of this.placed) this.text.release(id);
    const requests = this.messages.map((message): ParagraphRequest => ({
      id: this.next_id++, text: message.text, spans: message.spans ?? [], size: message.size ?? 16, weight: message.weight ?? 400, line_height: 1.6, color: kColors.text,
      width: this.width, rtl: message.rtl ?? true, auto: true, lang: message.lang ?? "fa", max_lines: message.max_lines ?? 0, pre: message.pre ?? false,
      mono: message.mono ?? false, link_color: kColors.accent_text, code_fill: "#e8eeec", mark_fill: "#ffe9a8",
    }));
    const answers = this.text.layout(requests);
    let y = 8;
    const scroller = 1000;
    this.placed = answers.map((answer, i) => {
      const node: TreeNode = {
        id: i + 1, parent: scroller, role: "text", x: 10, y, w: this.width, h: answer.height, name: this.messages[i]!.text, texts: [[requests[i]!.id, 0, 0]],
      };
      y += answer.height + 12;
      return { node, id: requests[i]!.id, lines: answer.lines, x: 10, y: node.y! };
    });
    this.tree_nodes = [
      { id: 999, role: "none", x: 0, y: 0, w: input.width, h: input.height, fill: "background" },
      { id: scroller, role: "scroller", name: "پیام‌ها", x: 0, y: 0, w: input.width, h: input.height, content_height: y },
      ...this.placed.map((entry) => entry.node),
    ];
  }

  private draw_all(draw: Draw, input: FrameInput): void {
    const clip: [number, number, number, number] = [0, 0, input.width, input.height];
    draw.quad(clip, 0, 0, 0, input.width, input.height, [0, 0, 1, 1], packed(kColors.background));
    for (const { id, lines, x, y } of this.placed)
      for (let line = 0; line * 2 < lines.length; line++) {
        const top = y - this.scroll + lines[line * 2]!;
        if (top > input.height || top + lines[line * 2 + 1]! < 0) continue;
        const slot = this.text.slot(id, line);
        const snap = (value: number): number => Math.floor(value * input.device_pixel_ratio + 0.5) / input.device_pixel_ratio;
        const [px, py] = [snap(x), snap(y - this.scroll)];
        if (slot) draw.quad(clip, slot.texture, px + slot.x0, py + slot.y0, px + slot.x1, py + slot.y1, [slot.u0, slot.v0, slot.u1, slot.v1], 0xffffffff);
      }
  }
}
