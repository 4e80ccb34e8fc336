// The TypeScript side of web/abi.md: strings and structures in and out of the module's memory, nothing else.
import type {
  Core, CreateOptions, DrawList, Effect, Environment, EventKind, Frame, FrameInput, LayoutAnswer, OutboxItem, ParagraphRequest, TextPort, Tree,
} from "./core.ts";

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  pasokh_alloc(size: number): number;
  pasokh_free(pointer: number): void;
  pasokh_create(json: number, length: number): void;
  pasokh_set_environment(json: number, length: number): void;
  pasokh_load_pack(bytes: number, length: number): number;
  pasokh_prepare(): number;
  pasokh_config(json: number, length: number): number;
  pasokh_knowledge_failed(reason: number, length: number): void;
  pasokh_outbox_loaded(json: number, length: number): void;
  pasokh_http_answered(id: number, id_length: number, status: number, body: number, body_length: number, retry_after_s: number): void;
  pasokh_node_event(kind: number, node: number, text: number, length: number, scroll_top: number): void;
  pasokh_command(name: number, name_length: number, argument: number, argument_length: number): void;
  pasokh_frame(width: number, height: number, dpr: number, pointer_x: number, pointer_y: number, pointer_down: number): number;
}

/** Byte offsets of `Frame`. */
const kFrame = {
  tree: 0, tree_length: 4, effects: 8, effects_length: 12, vertices: 16, vertex_count: 20, indices: 24, index_count: 28,
  commands: 32, command_count: 36, repaint_after_ms: 40,
} as const;
const kVertexBytes = 20;
const kCommandBytes = 28;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class WasmCore implements Core {
  private exports!: Exports;

  private constructor(private readonly text: TextPort) {}

  /** Rejects when WebAssembly is missing, blocked by the page's CSP, or the file cannot be had or has another digest than `integrity`. */
  static async load(url: string, integrity: string, text: TextPort): Promise<WasmCore> {
    const core = new WasmCore(text);
    const imports = { pasokh: core.imports(), ...core.system_imports() };
    const ask = (): Promise<Response> => fetch(url, { credentials: "omit", integrity });
    let instance: WebAssembly.Instance;
    try {
      ({ instance } = await WebAssembly.instantiateStreaming(ask(), imports));
    } catch (reason) {
      // A host that serves the file with the wrong type: read it whole. A real failure fails here again.
      const again = await ask();
      if (!again.ok) throw reason;
      ({ instance } = await WebAssembly.instantiate(await again.arrayBuffer(), imports));
    }
    core.exports = instance.exports as unknown as Exports;
    core.exports._initialize();
    return core;
  }

  create(options: CreateOptions): void {
    this.with_text(JSON.stringify(options), (at, length) => this.exports.pasokh_create(at, length));
  }
  set_environment(change: Partial<Environment>): void {
    this.with_text(JSON.stringify(change), (at, length) => this.exports.pasokh_set_environment(at, length));
  }
  load_pack(bytes: ArrayBuffer): boolean {
    const at = this.exports.pasokh_alloc(bytes.byteLength);
    new Uint8Array(this.exports.memory.buffer, at, bytes.byteLength).set(new Uint8Array(bytes));
    return this.exports.pasokh_load_pack(at, bytes.byteLength) !== 0;
  }
  prepare(): boolean {
    return this.exports.pasokh_prepare() !== 0;
  }
  config(json: string): boolean {
    return this.with_text(json, (at, length) => this.exports.pasokh_config(at, length)) !== 0;
  }
  knowledge_failed(reason: string): void {
    this.with_text(reason, (at, length) => this.exports.pasokh_knowledge_failed(at, length));
  }
  outbox_loaded(items: OutboxItem[]): void {
    this.with_text(JSON.stringify(items), (at, length) => this.exports.pasokh_outbox_loaded(at, length));
  }
  http_answered(id: string, status: number, body: string, retry_after_s: number): void {
    this.with_text(id, (id_at, id_length) =>
      this.with_text(body, (at, length) => this.exports.pasokh_http_answered(id_at, id_length, status, at, length, retry_after_s)));
  }
  node_event(kind: EventKind, node: number, text: string, scroll_top: number): void {
    this.with_text(text, (at, length) => this.exports.pasokh_node_event(kind, node, at, length, scroll_top));
  }
  command(name: string, argument: string): void {
    this.with_text(name, (name_at, name_length) =>
      this.with_text(argument, (at, length) => this.exports.pasokh_command(name_at, name_length, at, length)));
  }

  frame(input: FrameInput): Frame {
    const at = this.exports.pasokh_frame(
      input.width, input.height, input.device_pixel_ratio, input.pointer_x, input.pointer_y, input.pointer_down ? 1 : 0);
    const memory = this.exports.memory.buffer;
    const view = new DataView(memory);
    const field = (offset: number): number => view.getUint32(at + offset, true);
    const json = (offset: number): unknown => {
      const length = field(offset + 4);
      return length === 0 ? undefined : JSON.parse(decoder.decode(new Uint8Array(memory, field(offset), length)));
    };
    const draw: DrawList = {
      vertices: new Uint8Array(memory, field(kFrame.vertices), field(kFrame.vertex_count) * kVertexBytes),
      indices: new Uint8Array(memory, field(kFrame.indices), field(kFrame.index_count) * 4),
      index_count: field(kFrame.index_count),
      commands: new DataView(memory, field(kFrame.commands), field(kFrame.command_count) * kCommandBytes),
      command_count: field(kFrame.command_count),
    };
    return {
      tree: json(kFrame.tree) as Tree | undefined,
      effects: (json(kFrame.effects) as Effect[] | undefined) ?? [],
      draw,
      repaint_after_ms: view.getFloat64(at + kFrame.repaint_after_ms, true),
    };
  }

  /** Bytes of wasm memory, for tests. */
  memory_bytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  private with_text<T>(text: string, use: (at: number, length: number) => T): T {
    const bytes = encoder.encode(text);
    const at = this.exports.pasokh_alloc(bytes.length || 1);
    new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
    try {
      return use(at, bytes.length);
    } finally {
      this.exports.pasokh_free(at);
    }
  }

  private read_text(at: number, length: number): string {
    return decoder.decode(new Uint8Array(this.exports.memory.buffer, at, length));
  }

  private imports(): Record<string, CallableFunction> {
    return {
      now: () => Date.now(),
      random: (at: number, length: number) => void crypto.getRandomValues(new Uint8Array(this.exports.memory.buffer, at, length)),
      text_layout: (at: number, length: number) =>
        this.write_layout(this.text.layout(JSON.parse(this.read_text(at, length)) as ParagraphRequest[])),
      text_slot: (paragraph: number, line: number, out: number) => {
        const slot = this.text.slot(paragraph >>> 0, line);
        if (!slot) return 0;
        const view = new DataView(this.exports.memory.buffer, out, 36);
        view.setUint32(0, slot.texture, true);
        [slot.x0, slot.y0, slot.x1, slot.y1, slot.u0, slot.v0, slot.u1, slot.v1].forEach((value, i) => view.setFloat32(4 + 4 * i, value, true));
        return 1;
      },
      text_release: (paragraph: number) => this.text.release(paragraph >>> 0),
      text_epoch: () => this.text.epoch(),
      log: (level: number, at: number, length: number) => {
        const words = `pasokh: ${this.read_text(at, length)}`;
        if (level === 1) console.error(words);
        else console.info(words);
      },
    };
  }

  /** What a standalone module still names of WASI: there are no files, no arguments and no environment. */
  private system_imports(): WebAssembly.Imports {
    const no_environment = (count: number, size: number): number => {
      const view = new DataView(this.exports.memory.buffer);
      view.setUint32(count, 0, true);
      view.setUint32(size, 0, true);
      return 0;
    };
    const stop = (code: number): never => {
      throw new Error(`the core stopped with code ${code}`);
    };
    return {
      wasi_snapshot_preview1: { proc_exit: stop, environ_sizes_get: no_environment, environ_get: () => 0 },
      env: { emscripten_notify_memory_growth: () => {} },
    };
  }

  private write_layout(answers: LayoutAnswer[]): number {
    const floats = answers.flatMap((answer) => [answer.width, answer.height, answer.lines.length / 2, ...answer.lines]);
    const at = this.exports.pasokh_alloc(Math.max(4, floats.length * 4));
    new Float32Array(this.exports.memory.buffer, at, floats.length).set(floats);
    return at;
  }
}
